//! Why a project entered or left the plan.
//!
//! A project can fall out without a move of its own: the line is drawn by room, and others take it. So each
//! crossing is explained by what would have brought it about alone: the project's own edit, the rules, the room,
//! or what others did. Where nothing alone does it, the answer is that it took several together.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::fit::Candidate;
use crate::portfolio::Id;
use crate::ranking::{Rules, planned_under};
use crate::review::State;
use crate::review::project::ProjectChange;
use crate::review::standing::Standing;

/// Which way a project crossed the plan line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Into the plan.
    Enters,
    /// Out of the plan.
    Leaves,
}

impl Direction {
    /// The way from one side to the other; `None` when it is the same.
    pub(super) const fn between(was_planned: bool, is_planned: bool) -> Option<Self> {
        match (was_planned, is_planned) {
            (false, true) => Some(Self::Enters),
            (true, false) => Some(Self::Leaves),
            _ => None,
        }
    }
}

/// A crossing of the plan line with its causes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crossing {
    /// Which way.
    pub direction: Direction,
    /// What would have done it alone; empty when only several together do.
    pub causes: Vec<Cause>,
}

/// What can move a project over the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// The document is new.
    New,
    /// The document was removed.
    Removed,
    /// It no longer competes, or began to: status or quarter.
    Standing,
    /// Its own scores or effort.
    Own,
    /// Weights, method, scale or floor.
    Rules,
    /// The capacity, or how the line is drawn.
    Room,
    /// What others did: these, if any can be named.
    Others(Vec<Id>),
}

impl Cause {
    /// The word in machine-readable output.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Removed => "removed",
            Self::Standing => "standing",
            Self::Own => "own",
            Self::Rules => "rules",
            Self::Room => "capacity",
            Self::Others(_) => "others",
        }
    }
}

/// At most so many edited projects are examined one by one.
const EXAMINED: usize = 64;

/// At most so many others are named.
const NAMED: usize = 3;

/// The crossing of each project, if it crossed.
pub(super) fn crossings(
    before: &State<'_>,
    after: &State<'_>,
    changes: &[ProjectChange],
) -> Vec<Option<Crossing>> {
    let direction = |change: &ProjectChange| {
        let planned = |standing: &Option<Standing>| standing.as_ref().is_some_and(Standing::is_planned);
        Direction::between(planned(&change.before), planned(&change.after))
    };
    if !changes.iter().any(|change| direction(change).is_some()) {
        return vec![None; changes.len()];
    }
    let what_if = WhatIf::of(before, after, changes);
    let crossed = changes.iter().filter(|change| direction(change).is_some());
    let edited = crossed.filter(|change| is_ranked_twice(change) && what_if.is_changed(change));
    let examined: BTreeSet<&Id> = edited.take(EXAMINED).map(|change| &change.id).collect();
    changes
        .par_iter()
        .map(|change| {
            let direction = direction(change)?;
            let causes = what_if.causes(change, direction, examined.contains(&change.id));
            Some(Crossing { direction, causes })
        })
        .collect()
}

/// Plans that would have been, had only one thing changed.
struct WhatIf<'a> {
    old: BTreeMap<&'a Id, &'a Candidate>,
    new: BTreeMap<&'a Id, &'a Candidate>,
    rules: &'a Rules,
    /// The plan with only the rules changed, when they did.
    under_rules: Option<BTreeSet<&'a Id>>,
    /// The plan with only the room changed, when it did.
    under_room: Option<BTreeSet<&'a Id>>,
    /// Others that can be blamed, most telling first.
    movers: Vec<&'a ProjectChange>,
}

impl<'a> WhatIf<'a> {
    fn of(before: &State<'a>, after: &State<'a>, changes: &'a [ProjectChange]) -> Self {
        let (from, to) = (&before.ranking.rules, &after.ranking.rules);
        let ruled = Rules { capacity: from.capacity, line: from.line, ..*to };
        let roomier = Rules { capacity: to.capacity, line: to.line, ..*from };
        let plan = |rules: &Rules| planned_under(before.candidates, rules);
        Self {
            old: by_id(before.candidates),
            new: by_id(after.candidates),
            rules: from,
            under_rules: (ruled != *from).then(|| plan(&ruled)),
            under_room: (roomier != *from).then(|| plan(&roomier)),
            movers: movers(changes),
        }
    }

    /// What would have brought a crossing about alone; its own edit only where that is to be examined.
    fn causes(&self, change: &ProjectChange, direction: Direction, is_examined: bool) -> Vec<Cause> {
        match (&change.before, &change.after) {
            (None, _) => return vec![Cause::New],
            (_, None) => return vec![Cause::Removed],
            _ if !is_ranked_twice(change) => return vec![Cause::Standing],
            _ => {}
        }
        let wanted = direction == Direction::Enters;
        let former = former(change);
        let alone =
            |plan: &Option<BTreeSet<&Id>>| plan.as_ref().is_some_and(|p| p.contains(former) == wanted);
        let mut causes = Vec::new();
        if is_examined && self.own_edit_does_it(change, wanted) {
            causes.push(Cause::Own);
        }
        if alone(&self.under_rules) {
            causes.push(Cause::Rules);
        }
        if alone(&self.under_room) {
            causes.push(Cause::Room);
        }
        let untouched = self.under_rules.is_none() && self.under_room.is_none();
        if causes.is_empty() && untouched && !self.is_changed(change) {
            causes.push(Cause::Others(self.blamed(change, direction)));
        }
        causes
    }

    /// Whether what decides its place differs in the candidate itself.
    fn is_changed(&self, change: &ProjectChange) -> bool {
        match (self.old.get(former(change)), self.new.get(&change.id)) {
            (Some(old), Some(new)) => {
                old.scores.map(|known| known.map(|k| k.score))
                    != new.scores.map(|known| known.map(|k| k.score))
                    || old.project.effort != new.project.effort
            }
            _ => true,
        }
    }

    fn own_edit_does_it(&self, change: &ProjectChange, wanted: bool) -> bool {
        let Some(own) = self.new.get(&change.id) else { return false };
        let former = former(change);
        let candidates = self.old.iter().map(|(id, candidate)| if *id == former { *own } else { *candidate });
        planned_under(candidates, self.rules).contains(&change.id) == wanted
    }

    /// Who made or took the room: those that came above it (or went), else those that crossed the other way.
    fn blamed(&self, change: &ProjectChange, direction: Direction) -> Vec<Id> {
        let account = change.account.as_ref();
        let near: Vec<Id> = match direction {
            Direction::Leaves => account.map(|a| [&a.new_above, &a.passed_by]),
            Direction::Enters => account.map(|a| [&a.gone_above, &a.passed]),
        }
        .map(|others| others.into_iter().flat_map(|others| others.named.clone()).take(NAMED).collect())
        .unwrap_or_default();
        if !near.is_empty() {
            return near;
        }
        let above = |other: &ProjectChange| other.positions() < change.positions() && other.id != change.id;
        self.movers.iter().filter(|other| above(other)).take(NAMED).map(|other| other.id.clone()).collect()
    }
}

/// Whether it has a rank before and after.
fn is_ranked_twice(change: &ProjectChange) -> bool {
    matches!(change.ranks(), (Some(_), Some(_)))
}

/// What the project was called before.
fn former(change: &ProjectChange) -> &Id {
    change.former.as_ref().map_or(&change.id, |former| former.id())
}

/// Projects that take other room than before: new, gone, of other effort, or rescored.
fn movers(changes: &[ProjectChange]) -> Vec<&ProjectChange> {
    let resized = |change: &ProjectChange| change.fields.iter().any(|field| field.key == "effort");
    let mut movers: Vec<&ProjectChange> =
        changes.iter().filter(|c| c.is_new() || c.is_removed() || resized(c) || c.is_rescored()).collect();
    movers.sort_by_key(|change| (!resized(change), change.positions()));
    movers
}

fn by_id(candidates: &[Candidate]) -> BTreeMap<&Id, &Candidate> {
    candidates.iter().map(|candidate| (&candidate.project.id, candidate)).collect()
}
