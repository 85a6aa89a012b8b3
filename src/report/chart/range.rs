//! A stretch of ranks on a track of all ranks, with the rank of today.

use serde::Serialize;

use super::Spoken;
use crate::report::words;

/// A stretch of ranks.
#[derive(Debug, Clone, Serialize)]
pub struct Range {
    /// The words for whoever cannot see it.
    pub spoken: Spoken,
    x: String,
    width: String,
    now: String,
}

impl Range {
    /// The ranks from `best` to `worst` of `all`, today's being `now`; all from 1.
    pub fn new(best: usize, worst: usize, now: usize, all: usize, spoken: Spoken) -> Self {
        let all = all.max(1) as f64;
        let place = |rank: usize| (rank as f64 - 0.5) / all;
        Self {
            spoken,
            x: words::length(best.saturating_sub(1) as f64 / all),
            width: words::length((worst.max(best) + 1 - best) as f64 / all),
            now: words::length(place(now)),
        }
    }
}
