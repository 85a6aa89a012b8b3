//! The same projects under other weights: ranks and plan, nothing else.

use crate::portfolio::Weights;
use crate::ranking::line;
use crate::ranking::method::Scorer;
use crate::ranking::order::{Entry, order};
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

impl Ranking {
    /// Each project's place under other weights, by its index in [`Ranking::placed`].
    pub fn under(&self, weights: Weights) -> Vec<Elsewhere> {
        let scorer = Scorer::new(&Rules { weights, ..self.rules });
        let entries: Vec<Entry<'_>> = (0..self.placed.len()).filter_map(|index| self.entry(index)).collect();
        let keys: Vec<i128> = entries.iter().map(|entry| scorer.key(&entry.scores)).collect();
        let order = order(&keys, &entries);
        let mut found = vec![Elsewhere::default(); entries.len()];
        for (&index, &rank) in order.sequence.iter().zip(&order.ranks) {
            found[index].rank = rank;
        }
        if let Some(capacity) = self.rules.capacity {
            let efforts = order.sequence.iter().map(|&index| entries[index].effort);
            for position in line::draw(efforts, capacity.hundredths(), self.rules.line).inside {
                found[order.sequence[position]].planned = true;
            }
        }
        found
    }
}
