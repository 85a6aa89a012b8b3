//! People.

use std::collections::BTreeMap;

use crate::diagnostic::Code;
use crate::portfolio::decode::reading::{Document, Reading};
use crate::portfolio::decode::texts::normal_tag;
use crate::portfolio::fields::{self, DocumentKind};
use crate::portfolio::yaml::{Key, Node, Value};
use crate::portfolio::{CareerGoal, Id, OwnRating, Person, Score};

/// The person of a document, or `None` when something in it is wrong.
pub(in crate::portfolio) fn person(
    reading: &mut Reading<'_>,
    document: Document,
    root: &Node<'_>,
) -> Option<Person> {
    let entries = reading.entries("a person", DocumentKind::Person.fields(), root)?;
    let name = reading.called("name", &entries, &document);
    let interests = reading.free_map(&entries, "interests", "a map from kinds of work to scores", interest);
    let ratings = reading.free_map(&entries, "projects", "a map from projects to ratings", own_rating);
    let person = Person {
        name,
        level: reading.get(&entries, "level", Reading::tag),
        capacity: reading.get(&entries, "capacity", |r, key, node| r.capacity(key, node, 10_000.0)),
        interests: interests.into_iter().collect::<BTreeMap<_, _>>(),
        goals: reading.list(&entries, "goals", "a list of career goals", career_goal),
        ratings: ratings.into_iter().collect::<BTreeMap<_, _>>(),
        allow: reading.allow(&entries),
        places: reading.places(&entries, &document.place),
        id: document.id,
        path: document.path,
        place: document.place,
    };
    (!reading.has_errors()).then_some(person)
}

fn interest(reading: &mut Reading<'_>, tag: &Key<'_>, score: &Node<'_>) -> Option<(String, Score)> {
    if matches!(score.value, Value::Null) {
        return None;
    }
    Some((normal_tag(&tag.text), reading.score(&format!("interests.{}", tag.text), score)?))
}

fn own_rating(reading: &mut Reading<'_>, project: &Key<'_>, node: &Node<'_>) -> Option<(Id, OwnRating)> {
    if matches!(node.value, Value::Null) {
        return None;
    }
    let id = reading.id_key(Code::QD204, "projects", project)?;
    let entries = reading.entries("a rating of a project", fields::OWN_RATING, node)?;
    let rating = OwnRating {
        interest: reading.get(&entries, "interest", Reading::score),
        growth: reading.get(&entries, "growth", Reading::score),
        place: reading.place(&project.span),
    };
    Some((id, rating))
}

/// One career goal; a text alone is its title.
fn career_goal(reading: &mut Reading<'_>, key: &str, node: &Node<'_>) -> Option<CareerGoal> {
    let place = reading.place(&node.span);
    if let Value::Scalar { .. } = &node.value {
        let title = reading.line(key, node)?;
        let id = reading.inner_id(None, &title, node)?;
        return Some(CareerGoal { id, title, tags: Vec::new(), reviewed: None, place });
    }
    let entries = reading.entries("a career goal", fields::CAREER_GOAL, node)?;
    let title = reading.needed(&entries, "a career goal", "title", node, Reading::line);
    let tags = reading.many(&entries, "tags", Reading::tags);
    let reviewed = reading.get(&entries, "reviewed", Reading::date);
    let title = title?;
    let id = reading.inner_id(entries.get("id"), &title, node)?;
    Some(CareerGoal { id, title, tags, reviewed, place })
}
