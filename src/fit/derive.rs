//! A project's interest and growth from the people who would do it.
//!
//! A score is derived only where the document states none. With a `team`, it is the mean over its members,
//! weighted by their weeks; without one (or when nothing is known of its members), the mean of the best
//! people that could be put on it. How many those are, [`Panel::team_size`]
//! says.

use crate::criteria::Criterion;
use crate::fit::lens::{Kinds, Lens};
use crate::fit::panel::Panel;
use crate::fit::{Provenance, round_half_up};
use crate::portfolio::{Project, Score};

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

/// The interest or growth that people's ratings give a project; `None` for business, and when nothing is
/// known of anybody.
pub fn derived(project: &Project, criterion: Criterion, panel: &Panel<'_>) -> Option<Derived> {
    of_team(project, criterion, panel).or_else(|| of_best_team(project, criterion, panel))
}

fn of_team(project: &Project, criterion: Criterion, panel: &Panel<'_>) -> Option<Derived> {
    let kinds = panel.kinds(project)?;
    let known: Vec<(i64, u64)> = project
        .team
        .iter()
        .filter_map(|(id, weeks)| {
            Some((number(panel.lens(id)?, project, kinds, criterion)?, weeks.hundredths()))
        })
        .collect();
    let sum = known.iter().map(|(score, weeks)| i128::from(*score) * i128::from(*weeks)).sum();
    let total = known.iter().map(|(_, weeks)| i128::from(*weeks)).sum();
    finish(sum, total, Provenance::Team, known.len())
}

fn of_best_team(project: &Project, criterion: Criterion, panel: &Panel<'_>) -> Option<Derived> {
    best_of(&mut numbers(project, criterion, panel), panel.team_size(project))
}

/// The mean of the best of some numbers.
fn best_of(known: &mut Vec<i64>, most: usize) -> Option<Derived> {
    if known.len() > most {
        known.select_nth_unstable_by(most, |a, b| b.cmp(a));
        known.truncate(most);
    }
    let sum = known.iter().map(|score| i128::from(*score)).sum();
    finish(sum, known.len() as i128, Provenance::BestTeam, known.len())
}

/// What [`derived`] gives, and for the best team the lowest interest or growth of anybody of whom it is known.
pub(super) fn derived_and_lowest(
    project: &Project,
    criterion: Criterion,
    panel: &Panel<'_>,
) -> Option<(Derived, Option<Score>)> {
    if let Some(derived) = of_team(project, criterion, panel) {
        return Some((derived, None));
    }
    let mut known = numbers(project, criterion, panel);
    let lowest = known.iter().copied().min()?;
    let lowest = Score::from_thousandths(i32::try_from(lowest).ok()?);
    Some((best_of(&mut known, panel.team_size(project))?, Some(lowest)))
}

/// The interest or growth of everybody of whom it is known, in thousandths.
fn numbers(project: &Project, criterion: Criterion, panel: &Panel<'_>) -> Vec<i64> {
    let Some(kinds) = panel.kinds(project) else { return Vec::new() };
    panel.lenses().iter().filter_map(|lens| number(lens, project, kinds, criterion)).collect()
}

fn number(lens: &Lens<'_>, project: &Project, kinds: &Kinds, criterion: Criterion) -> Option<i64> {
    let score = match criterion {
        Criterion::Business => None,
        Criterion::Interest => lens.interest(project, kinds),
        Criterion::Growth => lens.growth(project, kinds),
    };
    score.map(|score| i64::from(score.thousandths()))
}

fn finish(sum: i128, total: i128, provenance: Provenance, people: usize) -> Option<Derived> {
    let thousandths = i32::try_from(round_half_up(sum, total)?).ok()?;
    Some(Derived { score: Score::from_thousandths(thousandths), provenance, people })
}
