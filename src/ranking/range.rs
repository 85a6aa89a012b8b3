//! Ranges: the best and the worst rank when scores may be off, and what is too close to call.

use std::collections::VecDeque;
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
    // Who can still have the highest low end and the lowest high end of the window, best first: a window that
    // only moves forward is looked over once.
    let (mut lows, mut highs) = (VecDeque::<usize>::new(), VecDeque::<usize>::new());
    let mut end = 0;
    for start in 0..ranges.len() {
        let reached = end;
        while let Some(next) = ranges.get(end) {
            let low = lows.front().map_or(next.0, |&first| ranges[first].0.max(next.0));
            let high = highs.front().map_or(next.1, |&first| ranges[first].1.min(next.1));
            if low > high {
                break;
            }
            push(&mut lows, end, |last| ranges[last].0 <= next.0);
            push(&mut highs, end, |last| ranges[last].1 >= next.1);
            end += 1;
        }
        if end > reached && end - start > 1 {
            runs.push(start..end);
        }
        if end == ranges.len() {
            break;
        }
        for best in [&mut lows, &mut highs] {
            if best.front() == Some(&start) {
                best.pop_front();
            }
        }
    }
    runs
}

/// Puts a newcomer behind those that it does not outlive.
fn push(best: &mut VecDeque<usize>, newcomer: usize, is_outlived: impl Fn(usize) -> bool) {
    while best.back().is_some_and(|&last| is_outlived(last)) {
        best.pop_back();
    }
    best.push_back(newcomer);
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
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn without_doubt_the_range_is_the_rank() {
        let ranges = rank_ranges(&[(9, 9), (5, 5), (5, 5), (1, 1)]);
        let both: Vec<_> = ranges.iter().map(|range| (range.best, range.worst)).collect();
        assert_eq!(both, [(1, 1), (2, 2), (2, 2), (4, 4)]);
    }

    proptest! {
        #[test]
        fn runs_are_those_that_trying_every_window_finds(keys in vec((0..40_i128, 0..12_i128), 0..30)) {
            let mut ranges: Vec<KeyRange> = keys.iter().map(|(low, width)| (*low, low + width)).collect();
            ranges.sort_by_key(|(low, high)| -(low + high));
            let fits = |run: &Range<usize>| {
                let low = ranges[run.clone()].iter().map(|range| range.0).max();
                low <= ranges[run.clone()].iter().map(|range| range.1).min()
            };
            let mut expected: Vec<Range<usize>> = Vec::new();
            for start in 0..ranges.len() {
                let longest = (start + 2..=ranges.len()).map(|end| start..end).take_while(fits).last();
                let reached = expected.last().map_or(0, |run| run.end);
                expected.extend(longest.filter(|run| run.end > reached));
            }
            prop_assert_eq!(close_calls(&ranges), expected);
        }
    }

    #[test]
    fn runs_are_maximal_and_may_overlap() {
        assert_eq!(close_calls(&[(8, 10), (6, 9), (5, 7), (1, 2)]), [0..2, 1..3]);
        assert_eq!(close_calls(&[(3, 3), (3, 3), (3, 3)]).first(), Some(&(0..3)));
        assert!(close_calls(&[(3, 3), (2, 2)]).is_empty());
    }
}
