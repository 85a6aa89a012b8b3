//! Ranges: the best and the worst rank when scores may be off, and what is too close to call.

use std::ops::Range;

use crate::ranking::placed::RankRange;

/// A project's lowest and highest key.
pub(super) type KeyRange = (i128, i128);

/// The best and the worst rank of each project when every key may lie anywhere in its range: one more than
/// the number of projects certainly ahead, and one more than the number possibly ahead. Both are attained.
pub(super) fn rank_ranges(ranges: &[KeyRange]) -> Vec<RankRange> {
    let (lows, highs) = sorted_ends(ranges);
    ranges
        .iter()
        .map(|(low, high)| RankRange {
            best: 1 + above(&lows, *high),
            worst: above(&highs, *low) + usize::from(low == high),
        })
        .collect()
}

/// The best and the worst rank that somebody with a key in `range` would have among `keys`.
pub(super) fn rank_among(keys: &[i128], range: KeyRange) -> RankRange {
    let count = |bound: i128| keys.iter().filter(|key| **key > bound).count();
    RankRange { best: 1 + count(range.1), worst: 1 + count(range.0) }
}

/// Maximal runs of two or more neighbours whose ranges overlap pairwise.
pub(super) fn close_calls(ranges: &[KeyRange]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut reached = 0;
    for start in 0..ranges.len() {
        let (mut low, mut high) = ranges[start];
        let mut end = start + 1;
        while let Some(next) = ranges.get(end) {
            (low, high) = (low.max(next.0), high.min(next.1));
            if low > high {
                break;
            }
            end += 1;
        }
        if end > reached && end - start > 1 {
            runs.push(start..end);
        }
        reached = reached.max(end);
        if reached == ranges.len() {
            break;
        }
    }
    runs
}

fn sorted_ends(ranges: &[KeyRange]) -> (Vec<i128>, Vec<i128>) {
    let mut lows: Vec<i128> = ranges.iter().map(|range| range.0).collect();
    let mut highs: Vec<i128> = ranges.iter().map(|range| range.1).collect();
    lows.sort_unstable();
    highs.sort_unstable();
    (lows, highs)
}

fn above(sorted: &[i128], bound: i128) -> usize {
    sorted.len() - sorted.partition_point(|key| *key <= bound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_doubt_the_range_is_the_rank() {
        let ranges = rank_ranges(&[(9, 9), (5, 5), (5, 5), (1, 1)]);
        let both: Vec<_> = ranges.iter().map(|range| (range.best, range.worst)).collect();
        assert_eq!(both, [(1, 1), (2, 2), (2, 2), (4, 4)]);
    }

    #[test]
    fn runs_are_maximal_and_may_overlap() {
        assert_eq!(close_calls(&[(8, 10), (6, 9), (5, 7), (1, 2)]), [0..2, 1..3]);
        assert_eq!(close_calls(&[(3, 3), (3, 3), (3, 3)]).first(), Some(&(0..3)));
        assert!(close_calls(&[(3, 3), (2, 2)]).is_empty());
    }
}
