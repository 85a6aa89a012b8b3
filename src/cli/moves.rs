//! What a save did to the ranking, in one line: "static-analysis 8 → 5, enters the plan; device-posture drops
//! out".

use std::sync::Arc;

use crate::pipeline::Assessed;
use crate::report::words;
use crate::review::{self, Direction, Move, State};
use crate::watch::Built;

/// The most projects named; the rest are counted.
const NAMED: usize = 4;

/// The moves between the last report and this one; `None` when nothing moved.
pub(super) fn line(built: &Built) -> Option<String> {
    let (before, after) = (built.before.as_ref()?, built.assessed.as_ref()?);
    if Arc::ptr_eq(&before.ranking, &after.ranking) {
        return None;
    }
    let mut moves = review::moves(&state(before), &state(after));
    // What was edited first, then what crossed the line, then what only made room.
    moves.sort_by_key(|it| (!it.is_rescored, it.direction.is_none(), it.ranks));
    let mut parts: Vec<String> = moves.iter().take(NAMED).map(words_for).collect();
    let more = moves.len().saturating_sub(NAMED);
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

fn words_for(moved: &Move) -> String {
    let id = &moved.id;
    let crossing = match moved.direction {
        Some(Direction::Enters) => "enters the plan",
        Some(Direction::Leaves) => "drops out",
        None => "",
    };
    let ranks = match moved.ranks {
        (Some(before), Some(after)) if before != after => Some(format!("{id} {before} → {after}")),
        (None, Some(after)) => Some(format!("{id} comes in at {after}")),
        (Some(before), None) => Some(format!("{id} leaves rank {before}")),
        _ => None,
    };
    match (ranks, crossing) {
        (Some(ranks), "") => ranks,
        (Some(ranks), crossing) => format!("{ranks}, {crossing}"),
        (None, crossing) => format!("{id} {crossing}"),
    }
}
