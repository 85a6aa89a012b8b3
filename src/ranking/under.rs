//! The same projects under other weights: ranks and plan, nothing else.

use std::cmp::Reverse;

use crate::portfolio::{Effort, Weights};
use crate::ranking::line;
use crate::ranking::method::Scorer;
use crate::ranking::placed::Ranking;
use crate::ranking::rules::Rules;

/// Where a project stands under other weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Elsewhere {
    /// The competition rank, from 1.
    pub rank: usize,
    /// Whether it is in the plan; never where no capacity is known.
    pub planned: bool,
}

/// What decides a project's place, in the order in which it does.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Sorted {
    key: Reverse<i128>,
    scores: Reverse<[i64; 3]>,
    position: usize,
}

impl Ranking {
    /// Each project's place under other weights, by its index in [`Ranking::placed`].
    pub fn under(&self, weights: Weights) -> Vec<Elsewhere> {
        let scorer = Scorer::new(&Rules { weights, ..self.rules });
        // Projects of equal scores are level under all weights, so their order inside a tie, which asks for effort
        // and id, is that of their positions; others in a tie stand by their scores.
        let mut sequence: Vec<Sorted> = (0..)
            .zip(&self.placed)
            .map(|(position, placed)| {
                let scores = self.rules.above_bottom(&placed.scores());
                Sorted {
                    key: Reverse(scorer.key(&scores)),
                    scores: Reverse(scores.map(|score| score as i64)),
                    position,
                }
            })
            .collect();
        sequence.sort_unstable();
        let mut found = vec![Elsewhere::default(); sequence.len()];
        let (mut rank, mut before) = (0, None);
        for (at, project) in sequence.iter().enumerate() {
            if before != Some(project.key) {
                (rank, before) = (at + 1, Some(project.key));
            }
            found[project.position].rank = rank;
        }
        if let Some(capacity) = self.rules.capacity {
            let effort = |at: usize| self.placed[at].project.effort.map(Effort::hundredths);
            let efforts = sequence.iter().map(|project| (project.position, effort(project.position)));
            for position in line::inside(efforts, capacity.hundredths(), self.rules.line) {
                found[position].planned = true;
            }
        }
        found
    }
}
