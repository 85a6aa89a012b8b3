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
        let by_scores = other.scores.cmp(&self.scores);
        by_scores.then_with(|| effort(self).cmp(&effort(other))).then_with(|| self.id.cmp(other.id))
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
    match packed(keys) {
        Some(packed) => unpacked(packed, entries),
        None => sorted(keys, entries),
    }
}

/// Room for an index in a packed key.
const INDEX_BITS: u32 = 24;

fn index(packed: u64) -> usize {
    (packed & ((1 << INDEX_BITS) - 1)) as usize
}

/// Each key as one number that sorts the highest first, with its index in the lowest bits; `None` when that
/// takes more than 64 bits. Nearly always there is room, and such numbers sort several times faster.
fn packed(keys: &[i128]) -> Option<Vec<u64>> {
    let (top, bottom) = (keys.iter().max()?, keys.iter().min()?);
    if keys.len() > 1 << INDEX_BITS || top.abs_diff(*bottom) >= 1 << (u64::BITS - INDEX_BITS) {
        return None;
    }
    let pack = |(index, key): (usize, &i128)| ((top - key) as u64) << INDEX_BITS | index as u64;
    Some(keys.iter().enumerate().map(pack).collect())
}

/// Room for one score in a number that tells the order by scores.
const SCORE_BITS: u32 = 21;

/// A number that is smaller for whoever comes first inside a tie by its scores, which fit.
fn by_scores(entry: &Entry<'_>) -> u64 {
    u64::MAX - entry.scores.iter().fold(0, |packed, score| packed << SCORE_BITS | *score as u64)
}

fn unpacked(mut packed: Vec<u64>, entries: &[Entry<'_>]) -> Order {
    packed.sort_unstable();
    let mut ranks = Vec::with_capacity(packed.len());
    let mut ties = Vec::new();
    let fits = |score: &i128| (0..1 << SCORE_BITS).contains(score);
    let fit = entries.iter().all(|entry| entry.scores.iter().all(fits));
    for tied in packed.chunk_by_mut(|a, b| *a >> INDEX_BITS == *b >> INDEX_BITS) {
        ranks.extend(std::iter::repeat_n(ranks.len() + 1, tied.len()));
        if tied.len() > 1 {
            ties.clear();
            ties.extend(tied.iter().map(|&own| (if fit { by_scores(&entries[index(own)]) } else { 0 }, own)));
            ties.sort_unstable_by(|(a, own_a), (b, own_b)| {
                a.cmp(b).then_with(|| entries[index(*own_a)].tie_order(&entries[index(*own_b)]))
            });
            for (place, (_, own)) in tied.iter_mut().zip(&ties) {
                *place = *own;
            }
        }
    }
    Order { sequence: packed.into_iter().map(index).collect(), ranks }
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
    use proptest::prelude::*;

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
    fn keys_of_any_size_sort_alike() {
        let entries = [entry([0; 3], None, "a"), entry([0; 3], None, "b"), entry([1, 0, 0], None, "c")];
        assert_eq!(order(&[1 << 90, 1 << 91, 1 << 91], &entries).sequence, [2, 1, 0]);
        assert_eq!(order(&[-1 << 124, 1 << 124, 1 << 124], &entries).sequence, [2, 1, 0]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]
        #[test]
        fn packed_and_compared_entries_sort_alike(
            all in prop::collection::vec((0i128..4, [0i128..3, 0i128..3, 0i128..3], prop::option::of(0u64..3)), 1..20)
        ) {
            let ids: Vec<String> = (0..all.len()).map(|index| format!("{}", index * 7 % 20)).collect();
            let entries: Vec<Entry<'_>> =
                all.iter().zip(&ids).map(|((_, scores, effort), id)| entry(*scores, *effort, id)).collect();
            let keys: Vec<i128> = all.iter().map(|(key, ..)| *key).collect();
            prop_assert_eq!(order(&keys, &entries), sorted(&keys, &entries));
        }
    }
}
