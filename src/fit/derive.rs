//! A project's interest and growth from the people who would do it.
//!
//! A score is derived only where the document states none. With a `team`, it is the mean over its members,
//! weighted by their weeks; without one (or when nothing is known of its members), the mean of the best
//! people that could be put on it. How many those are, [`team_size`] says.

use crate::criteria::Criterion;
use crate::fit::person::{self, Fit};
use crate::fit::{Provenance, round_half_up};
use crate::portfolio::{Effort, Person, Portfolio, Project, Score};

/// A quarter has thirteen weeks: nobody can do more alone.
const WEEKS_IN_A_QUARTER: Effort = Effort::from_hundredths(1300);

/// A score that people's ratings give a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Derived {
    /// Rounded half up to a thousandth.
    pub score: Score,
    /// Whose: the team's or the best team's.
    pub provenance: Provenance,
    /// How many people it is the mean of.
    pub people: usize,
}

/// The number of people that a project's effort asks for: the effort over what one person has in the
/// quarter (the mean of the capacities that are known, else thirteen weeks), rounded up; at least one, and
/// at most as many as there are. Without an effort: one.
pub fn team_size(project: &Project, portfolio: &Portfolio) -> usize {
    let capacities: Vec<u64> = portfolio
        .people()
        .values()
        .filter_map(|person| person.capacity)
        .map(Effort::hundredths)
        .filter(|weeks| *weeks > 0)
        .collect();
    let (total, count) = match capacities.iter().sum::<u64>() {
        0 => (WEEKS_IN_A_QUARTER.hundredths(), 1),
        total => (total, capacities.len() as u64),
    };
    let effort = project.effort.map_or(0, Effort::hundredths);
    let needed = effort.saturating_mul(count).div_ceil(total);
    usize::try_from(needed).unwrap_or(usize::MAX).clamp(1, portfolio.people().len().max(1))
}

/// The interest or growth that people's ratings give a project; `None` for business, and when nothing is
/// known of anybody.
pub fn derived(project: &Project, criterion: Criterion, portfolio: &Portfolio) -> Option<Derived> {
    of_team(project, criterion, portfolio).or_else(|| of_best_team(project, criterion, portfolio))
}

fn of_team(project: &Project, criterion: Criterion, portfolio: &Portfolio) -> Option<Derived> {
    let known: Vec<(i64, u64)> = project
        .team
        .iter()
        .filter_map(|(id, weeks)| {
            let person = portfolio.people().get(id)?;
            Some((number(person, project, criterion, portfolio)?, weeks.hundredths()))
        })
        .collect();
    let sum = known.iter().map(|(score, weeks)| i128::from(*score) * i128::from(*weeks)).sum();
    let total = known.iter().map(|(_, weeks)| i128::from(*weeks)).sum();
    finish(sum, total, Provenance::Team, known.len())
}

fn of_best_team(project: &Project, criterion: Criterion, portfolio: &Portfolio) -> Option<Derived> {
    let mut known: Vec<i64> = portfolio
        .people()
        .values()
        .filter_map(|person| number(person, project, criterion, portfolio))
        .collect();
    known.sort_unstable_by(|a, b| b.cmp(a));
    known.truncate(team_size(project, portfolio));
    let sum = known.iter().map(|score| i128::from(*score)).sum();
    finish(sum, known.len() as i128, Provenance::BestTeam, known.len())
}

/// The lowest interest or growth of anybody of whom it is known.
pub(super) fn lowest(project: &Project, criterion: Criterion, portfolio: &Portfolio) -> Option<Score> {
    let people = portfolio.people().values();
    let known = people.filter_map(|person| number(person, project, criterion, portfolio));
    Some(Score::from_thousandths(i32::try_from(known.min()?).ok()?))
}

fn number(person: &Person, project: &Project, criterion: Criterion, portfolio: &Portfolio) -> Option<i64> {
    let Fit { interest, growth } = person::personal(person, project, portfolio.settings());
    let part = match criterion {
        Criterion::Business => None,
        Criterion::Interest => interest,
        Criterion::Growth => growth,
    };
    part.map(|part| i64::from(part.score.thousandths()))
}

fn finish(sum: i128, total: i128, provenance: Provenance, people: usize) -> Option<Derived> {
    let thousandths = i32::try_from(round_half_up(sum, total)?).ok()?;
    Some(Derived { score: Score::from_thousandths(thousandths), provenance, people })
}
