//! What a save did to the ranking, in one line: "static-analysis 8 → 5, enters the plan; device-posture drops
//! out".

use std::sync::Arc;

use crate::pipeline::Assessed;
use crate::report::words;
use crate::review::{self, Direction, ProjectChange, State};
use crate::watch::Built;

/// The most projects named; the rest are counted.
const NAMED: usize = 4;

/// The moves between the last report and this one; `None` when nothing moved.
pub(super) fn line(built: &Built) -> Option<String> {
    let (before, after) = (built.before.as_ref()?, built.assessed.as_ref()?);
    if Arc::ptr_eq(&before.ranking, &after.ranking) {
        return None;
    }
    let changes = review::compare(&state(before), &state(after));
    let mut moved: Vec<&ProjectChange> =
        changes.projects.iter().filter(|change| words_for(change).is_some()).collect();
    // What was edited first, then what crossed the line, then what only made room.
    moved.sort_by_key(|change| (!change.is_rescored(), change.direction().is_none(), change.ranks()));
    let named = moved.iter().take(NAMED).filter_map(|change| words_for(change));
    let mut parts: Vec<String> = named.collect();
    let more = moved.len().saturating_sub(NAMED);
    if more > 0 {
        parts.push(format!("{} as well", words::count(more, "other moves", "others move")));
    }
    (!parts.is_empty()).then(|| parts.join("; "))
}

fn state(assessed: &Assessed) -> State<'_> {
    State {
        portfolio: &assessed.portfolio,
        candidates: &assessed.candidates,
        ranking: &assessed.ranking,
        near: None,
        findings: &[],
    }
}

fn words_for(change: &ProjectChange) -> Option<String> {
    let id = &change.id;
    let crossing = match change.direction() {
        Some(Direction::Enters) => Some("enters the plan"),
        Some(Direction::Leaves) => Some("drops out"),
        None => None,
    };
    let ranks = match change.ranks() {
        (Some(before), Some(after)) if before != after => Some(format!("{id} {before} → {after}")),
        (None, Some(after)) => Some(format!("{id} comes in at {after}")),
        (Some(before), None) => Some(format!("{id} leaves rank {before}")),
        _ => None,
    };
    match (ranks, crossing) {
        (Some(ranks), Some(crossing)) => Some(format!("{ranks}, {crossing}")),
        (Some(ranks), None) => Some(ranks),
        (None, Some(crossing)) => Some(format!("{id} {crossing}")),
        (None, None) => None,
    }
}
