//! Sorting: competition ranks on exact keys, and the stated order inside a tie.

use std::cmp::{Ordering, Reverse};

use crate::ranking::exact::Vec3;

/// What decides a project's position: its scores above the bottom of the scale (thousandths), its effort
/// (hundredths of a person-week) and its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry<'a> {
    pub(super) scores: Vec3,
    pub(super) effort: Option<u64>,
    pub(super) id: &'a str,
}

impl Entry<'_> {
    /// The order inside a tie: business, interest, growth (higher first), effort (less first, missing last),
    /// id.
    pub(super) fn tie_order(&self, other: &Self) -> Ordering {
        let effort = |entry: &Self| (entry.effort.is_none(), entry.effort);
        other
            .scores
            .cmp(&self.scores)
            .then_with(|| effort(self).cmp(&effort(other)))
            .then(self.id.cmp(other.id))
    }
}

/// A sorted list: which entry stands at each position, and the rank it has there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Order {
    /// Indices of entries, first place first.
    pub(super) sequence: Vec<usize>,
    /// The competition rank at each position: 1, 2, 2, 4.
    pub(super) ranks: Vec<usize>,
}

/// Sorts entries by key, highest first, then by the tie order.
pub(super) fn order(keys: &[i128], entries: &[Entry<'_>]) -> Order {
    // Nearly all keys fit into 64 bits, where comparing is cheaper.
    let small: Option<Vec<i64>> = keys.iter().map(|key| i64::try_from(*key).ok()).collect();
    match small {
        Some(small) => sorted(&small, entries),
        None => sorted(keys, entries),
    }
}

fn sorted<K: Ord + Copy>(keys: &[K], entries: &[Entry<'_>]) -> Order {
    let mut pairs: Vec<(Reverse<K>, u32)> =
        keys.iter().enumerate().map(|(index, key)| (Reverse(*key), index as u32)).collect();
    pairs.sort_unstable_by(|a, b| {
        a.0.cmp(&b.0).then_with(|| entries[a.1 as usize].tie_order(&entries[b.1 as usize]))
    });
    let mut ranks = Vec::with_capacity(pairs.len());
    for (position, pair) in pairs.iter().enumerate() {
        let tied = position > 0 && pairs[position - 1].0 == pair.0;
        ranks.push(if tied { ranks[position - 1] } else { position + 1 });
    }
    Order { sequence: pairs.into_iter().map(|(_, index)| index as usize).collect(), ranks }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(scores: Vec3, effort: Option<u64>, id: &str) -> Entry<'_> {
        Entry { scores, effort, id }
    }

    #[test]
    fn ties_share_a_rank_and_the_next_rank_is_skipped() {
        let entries = [entry([1, 0, 0], None, "c"), entry([1, 0, 0], None, "b"), entry([2, 0, 0], None, "a")];
        let order = order(&[1, 1, 2], &entries);
        assert_eq!(order.sequence, [2, 1, 0]);
        assert_eq!(order.ranks, [1, 2, 2]);
    }

    #[test]
    fn inside_a_tie_business_counts_first_and_missing_effort_comes_last() {
        let entries = [
            entry([1, 2, 0], Some(1), "a"),
            entry([2, 0, 1], None, "b"),
            entry([2, 0, 1], Some(9), "z"),
            entry([2, 0, 1], Some(9), "y"),
        ];
        assert_eq!(order(&[0; 4], &entries).sequence, [3, 2, 1, 0]);
    }

    #[test]
    fn keys_beyond_64_bits_sort_alike() {
        let entries = [entry([0; 3], None, "a"), entry([0; 3], None, "b")];
        assert_eq!(order(&[1 << 90, 1 << 91], &entries).sequence, [1, 0]);
    }
}
