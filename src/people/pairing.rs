//! What two people bring to the same work.
//!
//! Complementary is not the same as different: two people who dislike everything are far apart from those
//! who love it, and add nothing to each other. So a pair is measured by what the second person adds to the
//! first, activity by activity.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::portfolio::{Id, Person, Portfolio, Project, Scale, Score};

/// Two people looked at for one piece of work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pairing {
    /// Each kind of work with what either of them brings, in the order asked for.
    pub parts: Vec<Part>,
    /// The sum over all kinds of work of the higher interest of the two, above the foot of the scale, in
    /// thousandths.
    pub coverage: i64,
    /// What the second person adds to the better one of the two alone, in thousandths; never negative.
    pub gain: i64,
}

/// One kind of work and what either person brings to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The kind of work.
    pub topic: String,
    /// The first person's interest, where recorded.
    pub first: Option<Score>,
    /// The second person's interest, where recorded.
    pub second: Option<Score>,
}

impl Part {
    /// How much more the first person likes it, in thousandths; an interest that is not recorded counts as
    /// the foot of the scale.
    pub fn lead(&self, scale: &Scale) -> i64 {
        height(self.first, scale) - height(self.second, scale)
    }
}

/// What two people with these interests bring to work that involves `topics`.
pub fn pair<'a>(
    topics: impl IntoIterator<Item = &'a str>,
    first: &BTreeMap<String, Score>,
    second: &BTreeMap<String, Score>,
    scale: &Scale,
) -> Pairing {
    let parts: Vec<Part> = topics
        .into_iter()
        .map(|topic| Part {
            topic: topic.to_owned(),
            first: first.get(topic).copied(),
            second: second.get(topic).copied(),
        })
        .collect();
    let sum = |of: &dyn Fn(&Part) -> i64| parts.iter().map(of).sum::<i64>();
    let coverage = sum(&|part| height(part.first, scale).max(height(part.second, scale)));
    let alone = sum(&|part| height(part.first, scale)).max(sum(&|part| height(part.second, scale)));
    Pairing { parts, coverage, gain: coverage - alone }
}

fn height(score: Option<Score>, scale: &Scale) -> i64 {
    let foot = i64::from(scale.min.thousandths());
    score.map_or(0, |score| i64::from(score.thousandths()) - foot)
}

/// For each project the two people who together bring most to it, with what each brings: of all pairs the one
/// with the highest coverage, then the highest gain, then the first by id. `None` unless the second person
/// adds something.
#[derive(Debug)]
pub struct Pairs<'a> {
    portfolio: &'a Portfolio,
    /// By kinds of work: projects that need the same have the same pair.
    known: BTreeMap<Vec<String>, Option<(Id, Id)>>,
}

impl<'a> Pairs<'a> {
    /// The pairs of a portfolio.
    pub fn new(portfolio: &'a Portfolio) -> Self {
        Self { portfolio, known: BTreeMap::new() }
    }

    /// The best pair for a project.
    pub fn best(&mut self, project: &Project) -> Option<(Id, Id, Pairing)> {
        let found = if let Some(found) = self.known.get(&project.involves) {
            found.clone()
        } else {
            let found = best_two(&project.involves, self.portfolio);
            self.known.insert(project.involves.clone(), found.clone());
            found
        };
        let (one, other) = found?;
        let interests = |id: &Id| self.portfolio.people().get(id).map(|person| &person.interests);
        let topics = project.involves.iter().map(String::as_str);
        let pairing = pair(topics, interests(&one)?, interests(&other)?, &self.portfolio.settings().scale);
        Some((one, other, pairing))
    }
}

fn best_two(topics: &[String], portfolio: &Portfolio) -> Option<(Id, Id)> {
    let scale = &portfolio.settings().scale;
    let people: Vec<&Arc<Person>> = portfolio.people().values().collect();
    let heights: Vec<Vec<i64>> = people
        .iter()
        .map(|person| {
            topics.iter().map(|topic| height(person.interests.get(topic).copied(), scale)).collect()
        })
        .collect();
    let alone: Vec<i64> = heights.iter().map(|heights| heights.iter().sum()).collect();
    let mut best = None;
    for (at, first) in heights.iter().enumerate() {
        for (offset, second) in heights[at + 1..].iter().enumerate() {
            let coverage: i64 = first.iter().zip(second).map(|(one, other)| one.max(other)).sum();
            let other = at + 1 + offset;
            let gain = coverage - alone[at].max(alone[other]);
            if best.is_none_or(|(known, _, _)| (coverage, gain) > known) {
                best = Some(((coverage, gain), at, other));
            }
        }
    }
    let ((_, gain), one, other) = best?;
    (gain > 0).then(|| (people[one].id.clone(), people[other].id.clone()))
}
