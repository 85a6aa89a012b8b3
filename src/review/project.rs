//! What a change does to each project.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::criteria::PerCriterion;
use crate::fit::Known;
use crate::portfolio::{Html, Id, Portfolio, Project};
use crate::ranking::Ranking;
use crate::review::account::{Account, Ranks, accounts};
use crate::review::cause::{self, Crossing, Direction};
use crate::review::field::{self, FieldChange};
use crate::review::identity::Former;
use crate::review::split::{Split, split};
use crate::review::standing::{Standing, standings};
use crate::review::wording::{self, WordChange};
use crate::review::{ById, State};

/// One project before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectChange {
    /// Its id after the change; before it, when it was removed.
    pub id: Id,
    /// What it was called before, when it was renamed.
    pub former: Option<Former>,
    /// Its title after the change; before it, when it was removed.
    pub title: String,
    /// Where it stood; `None` when there was no such document.
    pub before: Option<Standing>,
    /// Where it stands; `None` when there is no such document any more.
    pub after: Option<Standing>,
    /// Values of its front matter that differ.
    pub fields: Vec<FieldChange>,
    /// Changed words of its headline and text.
    pub wording: Vec<WordChange>,
    /// Scores that count and differ, by criterion, whoever changed them.
    pub scores: PerCriterion<Option<(Known, Known)>>,
    /// Who passed it and whom it passed, when it has a rank on both sides.
    pub account: Option<Account>,
    /// What its change of value consists of, when it has one on both sides.
    pub value: Option<Split>,
    /// How it crossed the plan line, and because of what.
    pub crossing: Option<Crossing>,
    /// The share of nearby weightings in which it is in the plan, before and after, 0–1.
    pub firmness: (Option<f64>, Option<f64>),
}

impl ProjectChange {
    /// Whether its own document says something else: a value or a word.
    pub fn is_edited(&self) -> bool {
        !self.fields.is_empty() || !self.wording.is_empty()
    }

    /// Whether scores that count differ, by its own document or by those of people.
    pub fn is_rescored(&self) -> bool {
        self.scores.iter().any(|(_, change)| change.is_some())
    }

    /// Whether the document is new.
    pub const fn is_new(&self) -> bool {
        self.before.is_none()
    }

    /// Whether the document is gone.
    pub const fn is_removed(&self) -> bool {
        self.after.is_none()
    }

    /// The rank before and after.
    pub fn ranks(&self) -> (Option<usize>, Option<usize>) {
        (self.before.as_ref().and_then(Standing::rank), self.after.as_ref().and_then(Standing::rank))
    }

    /// How far the rank moved; negative is up. Nothing without a rank on both sides.
    pub fn rank_change(&self) -> i64 {
        let (before, after) = self.ranks();
        before.zip(after).map_or(0, |(before, after)| after as i64 - before as i64)
    }

    /// Whether it entered or left the plan.
    pub fn direction(&self) -> Option<Direction> {
        self.crossing.as_ref().map(|crossing| crossing.direction)
    }

    /// Whether anything about its place differs: standing, rank, value, side of the line.
    pub fn moves(&self) -> bool {
        match (&self.before, &self.after) {
            (
                Some(Standing::Ranked { rank, tied, score_tenths, side, .. }),
                Some(Standing::Ranked { rank: r, tied: t, score_tenths: s, side: d, .. }),
            ) => (rank, tied, score_tenths, side) != (r, t, s, d) || self.is_rescored(),
            (before, after) => before != after,
        }
    }

    /// Whether nothing about it differs.
    pub fn is_same(&self) -> bool {
        !self.moves() && !self.is_edited() && self.former.is_none()
    }

    /// The place for sorting: position after, else before, else last.
    pub(super) fn positions(&self) -> (usize, &Id) {
        let position = |standing: &Option<Standing>| match standing {
            Some(Standing::Ranked { position, .. }) => Some(*position),
            _ => None,
        };
        (position(&self.after).or_else(|| position(&self.before)).unwrap_or(usize::MAX), &self.id)
    }
}

/// Every project that is in either state, in id order.
pub(super) fn changes(before: &State<'_>, after: &State<'_>, former: &ById<Former>) -> Vec<ProjectChange> {
    let mut changes = pairs(before, after, former);
    let ranks: Vec<Ranks> = changes
        .iter()
        .map(|change| {
            let (before, after) = change.ranks();
            Ranks { id: change.id.clone(), before, after, edited: change.is_rescored() }
        })
        .collect();
    for (change, account) in changes.iter_mut().zip(accounts(&ranks)) {
        change.account = account.filter(|account| !account.is_empty());
    }
    let crossings = cause::crossings(before, after, &changes);
    for (change, crossing) in changes.iter_mut().zip(crossings) {
        change.crossing = crossing;
    }
    changes
}

fn pairs(before: &State<'_>, after: &State<'_>, former: &ById<Former>) -> Vec<ProjectChange> {
    let (old, new) = rayon::join(|| standings(before), || standings(after));
    let (firm_before, firm_after) = (firmness(before), firmness(after));
    let renamed: BTreeSet<&Id> = former.values().map(Former::id).collect();
    let only_before = old.keys().filter(|id| !new.contains_key(*id) && !renamed.contains(id));
    let ids: BTreeSet<&Id> = new.keys().chain(only_before).collect();
    let ids: Vec<&Id> = ids.into_iter().collect();
    ids.into_par_iter()
        .map(|id| {
            let former = former.get(id);
            let old_id = former.map_or(id, Former::id);
            let projects = (before.portfolio.projects().get(old_id), after.portfolio.projects().get(id));
            let told = (
                projects.0.map(|project| Told::of(project, before.portfolio)),
                projects.1.map(|project| Told::of(project, after.portfolio)),
            );
            let mut change = pair(id, told.0.as_ref(), told.1.as_ref());
            change.former = former.cloned();
            change.before = old.get(old_id).cloned();
            change.after = new.get(id).cloned();
            change.firmness = (firm_before.get(old_id).copied(), firm_after.get(id).copied());
            rescore(&mut change, before.ranking, after.ranking);
            change
        })
        .collect()
}

/// A project with what its document says below the front matter.
struct Told<'a> {
    project: &'a Project,
    prose: Html,
}

impl<'a> Told<'a> {
    fn of(project: &'a Project, portfolio: &Portfolio) -> Self {
        Self { project, prose: portfolio.prose(&project.path) }
    }

    fn wording(&self) -> (Option<&str>, &Html) {
        (self.project.headline.as_deref(), &self.prose)
    }
}

fn pair(id: &Id, before: Option<&Told<'_>>, after: Option<&Told<'_>>) -> ProjectChange {
    let (fields, wording) = match (before, after) {
        (Some(before), Some(after)) => (
            field::changes(before.project, after.project),
            wording::changes(before.wording(), after.wording()),
        ),
        _ => (Vec::new(), Vec::new()),
    };
    let title = after.or(before).map(|told| told.project.title.clone()).unwrap_or_default();
    ProjectChange {
        id: id.clone(),
        former: None,
        title,
        before: None,
        after: None,
        fields,
        wording,
        scores: PerCriterion::default(),
        account: None,
        value: None,
        crossing: None,
        firmness: (None, None),
    }
}

/// Which scores that count differ, and what that and the rules did to the value.
fn rescore(change: &mut ProjectChange, before: &Ranking, after: &Ranking) {
    let (Some(Standing::Ranked { known: old, .. }), Some(Standing::Ranked { known: new, .. })) =
        (&change.before, &change.after)
    else {
        return;
    };
    change.scores = PerCriterion::from_fn(|k| (old[k].score != new[k].score).then_some((old[k], new[k])));
    let (from, to) = (old.map(|known| known.score), new.map(|known| known.score));
    if from != to || before.rules.weights != after.rules.weights || before.rules.method != after.rules.method
    {
        change.value = Some(split((&from, &before.rules), (&to, &after.rules)));
    }
}

/// The share of nearby weightings in which each project is in the plan.
fn firmness(state: &State<'_>) -> ById<f64> {
    let shares = state.near.map_or(&[][..], |near| &near.plan_shares);
    let plannable =
        state.ranking.placed.iter().zip(shares).filter(|(placed, _)| placed.project.effort.is_some());
    plannable.map(|(placed, share)| (placed.project.id.clone(), *share)).collect()
}
