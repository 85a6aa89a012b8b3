//! Projects.

use crate::criteria::PerCriterion;
use crate::diagnostic::{Code, Diagnostic};
use crate::portfolio::decode::reading::{Document, Entries, Reading};
use crate::portfolio::fields::DocumentKind;
use crate::portfolio::yaml::{Key, Node};
use crate::portfolio::{Effort, Id, Link, Project, Quarter, Status};

/// The project of a document, or `None` when something in it is wrong.
pub(in crate::portfolio) fn project(
    reading: &mut Reading<'_>,
    document: Document,
    root: &Node<'_>,
) -> Option<Project> {
    let entries = reading.entries("a project", DocumentKind::Project.fields(), root)?;
    let title = reading.called("title", &entries, &document);
    let short = reading.get(&entries, "short", short).unwrap_or_else(|| shortened(&title));
    let ratings = PerCriterion::from_fn(|c| reading.get(&entries, c.key(), Reading::rating));
    let project = Project {
        title,
        short,
        quarters: quarters(reading, &entries, document.quarter),
        status: reading.get(&entries, "status", Reading::word).unwrap_or(Status::Proposed),
        owner: reading.get(&entries, "owner", |r, key, node| r.id(Code::QD201, key, node)),
        ratings,
        effort: reading.get(&entries, "effort", Reading::effort),
        narrative: reading.get(&entries, "narrative", |r, key, node| r.id(Code::QD202, key, node)),
        headline: reading.get(&entries, "headline", Reading::line),
        kind: reading.get(&entries, "kind", Reading::word),
        involves: reading.many(&entries, "involves", Reading::tags),
        grows: reading.many(&entries, "grows", Reading::tags),
        team: reading.free_map(&entries, "team", "a map from people to person-weeks", member),
        assumptions: reading.list(&entries, "assumptions", "a list of assumptions", Reading::assumption),
        evidence: reading.list(&entries, "evidence", "a list of evidence", Reading::evidence),
        unlocks: reading.list(&entries, "unlocks", "a list of unlocks", Reading::unlock),
        depends_on: project_ids(reading, &entries, "depends_on"),
        source: reading.get(&entries, "source", Reading::word),
        start: reading.get(&entries, "start", Reading::date),
        due: reading.get(&entries, "due", Reading::date),
        links: named_links(reading, &entries),
        tags: reading.many(&entries, "tags", Reading::tags),
        was: earlier_ids(reading, &entries),
        outcome: reading.get(&entries, "outcome", Reading::outcome),
        allow: reading.allow(&entries),
        places: reading.places(&entries, &document.place),
        id: document.id,
        path: document.path,
        place: document.place,
    };
    check_order_of_days(reading, &project);
    (!reading.has_errors()).then_some(project)
}

/// A title for charts.
fn short(reading: &mut Reading<'_>, key: &str, node: &Node<'_>) -> Option<String> {
    let text = reading.line(key, node)?;
    let length = text.chars().count();
    if length > SHORT {
        let message = format!("`short` has {length} characters");
        let finding = reading
            .finding(Code::QD108, key, node, message)
            .label(format!("at most {SHORT} are wanted here"));
        reading.found.push(finding);
    }
    Some(text)
}

/// Characters of a title that charts have room for.
const SHORT: usize = 20;

/// The title's first words that fit, with an ellipsis when some are left out.
fn shortened(title: &str) -> String {
    if title.chars().count() <= SHORT {
        return title.to_owned();
    }
    let fits: String = title.chars().take(SHORT - 1).collect();
    let cut = title.chars().nth(SHORT - 1).is_some_and(|next| !next.is_whitespace());
    let whole = if cut { fits.rsplit_once(' ').map_or(fits.as_str(), |(whole, _)| whole) } else { &fits };
    format!("{}…", whole.trim_end_matches(|c: char| !c.is_alphanumeric()))
}

fn quarters(reading: &mut Reading<'_>, entries: &Entries<'_>, folder: Option<Quarter>) -> Vec<Quarter> {
    match entries.get("quarter") {
        Some(node) => reading.quarters("quarter", node),
        None => folder.into_iter().collect(),
    }
}

fn member(reading: &mut Reading<'_>, person: &Key<'_>, weeks: &Node<'_>) -> Option<(Id, Effort)> {
    let id = reading.id_key(Code::QD201, "team", person)?;
    Some((id, reading.effort(&format!("team.{}", person.text), weeks)?))
}

fn project_ids(reading: &mut Reading<'_>, entries: &Entries<'_>, key: &str) -> Vec<Id> {
    reading.many(entries, key, |r, key, node| r.ids(Code::QD204, key, node))
}

fn earlier_ids(reading: &mut Reading<'_>, entries: &Entries<'_>) -> Vec<Id> {
    reading.many(entries, "was", |r, key, node| r.ids(Code::QD102, key, node))
}

fn named_links(reading: &mut Reading<'_>, entries: &Entries<'_>) -> Vec<Link> {
    reading.free_map(entries, "links", "a map from names to addresses", |reading, name, node| {
        let target = reading.address(&format!("links.{}", name.text), node)?;
        Some(Link { name: name.text.trim().to_owned(), target })
    })
}

fn check_order_of_days(reading: &mut Reading<'_>, project: &Project) {
    if let (Some(start), Some(due)) = (project.start, project.due)
        && due < start
    {
        let finding = Diagnostic::new(Code::QD106, format!("`due` is {due}, before `start` on {start}"))
            .at(project.places.of("due"))
            .subject("due")
            .label("a day after the start is wanted here")
            .related(project.places.of("start"), "the start");
        reading.found.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn a_long_title_is_cut_between_words() {
        assert_eq!(shortened("SOC 2 Type II"), "SOC 2 Type II");
        assert_eq!(shortened("Paved road for service secrets"), "Paved road for…");
        assert_eq!(shortened("Donaudampfschifffahrtsgesellschaft"), "Donaudampfschifffah…");
    }
}
