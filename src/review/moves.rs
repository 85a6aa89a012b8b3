//! Who moved, and nothing about why: what is said after every save.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::portfolio::{Id, Portfolio};
use crate::ranking::Placed;
use crate::review::cause::Direction;
use crate::review::identity::{self, Former};
use crate::review::{ById, State, differing};

/// A project whose rank or side of the plan line differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// Its id after the change; before it, when it was removed.
    pub id: Id,
    /// The rank before and after.
    pub ranks: (Option<usize>, Option<usize>),
    /// How it crossed the plan line.
    pub direction: Option<Direction>,
    /// Whether scores that count differ.
    pub is_rescored: bool,
}

/// Every project that moved, in id order. [`compare`](super::compare) says the same of them, and why.
pub fn moves(before: &State<'_>, after: &State<'_>) -> Vec<Move> {
    let stays = |old: &Placed, new: &Placed| {
        old.project.id == new.project.id && old.rank == new.rank && old.is_planned() == new.is_planned()
    };
    let (old, new) = differing(&before.ranking.placed, &after.ranking.placed, stays);
    // Only looked up, never listed, so no order of it can show.
    let known: HashMap<&Id, &Placed> = old.iter().map(|placed| (&placed.project.id, placed)).collect();
    let ranked: HashSet<&Id> = new.iter().map(|placed| &placed.project.id).collect();
    let former = renamed(before, after, (old, new));
    let later: BTreeMap<&Id, &Id> = former.iter().map(|(id, former)| (former.id(), id)).collect();
    let gone = old.iter().filter_map(|placed| {
        let id = later.get(&placed.project.id).copied().unwrap_or(&placed.project.id);
        if ranked.contains(id) { None } else { moved(id, Some(placed), None) }
    });
    let stay = new.iter().filter_map(|placed| {
        let id = &placed.project.id;
        let earlier = known.get(former.get(id).map_or(id, Former::id)).copied();
        moved(id, earlier, Some(placed))
    });
    let mut moves: Vec<Move> = gone.chain(stay).collect();
    moves.sort_unstable_by(|a, b| a.id.cmp(&b.id));
    moves
}

/// What was renamed, if any of these projects may have been.
fn renamed(before: &State<'_>, after: &State<'_>, (old, new): (&[Placed], &[Placed])) -> ById<Former> {
    let is_there =
        |portfolio: &Portfolio, placed: &Placed| portfolio.projects().contains_key(&placed.project.id);
    let stay = old.iter().all(|placed| is_there(after.portfolio, placed))
        && new.iter().all(|placed| is_there(before.portfolio, placed));
    if stay { ById::default() } else { identity::pair(before.portfolio, after.portfolio) }
}

/// The move of a project that is ranked before, after, or both.
fn moved(id: &Id, before: Option<&Placed>, after: Option<&Placed>) -> Option<Move> {
    let ranks = (before.map(|placed| placed.rank), after.map(|placed| placed.rank));
    let is_planned = |placed: Option<&Placed>| placed.is_some_and(Placed::is_planned);
    let direction = Direction::between(is_planned(before), is_planned(after));
    let is_rescored = before.zip(after).is_some_and(|(old, new)| old.scores() != new.scores());
    let differs = ranks.0 != ranks.1 || direction.is_some();
    differs.then(|| Move { id: id.clone(), ranks, direction, is_rescored })
}
