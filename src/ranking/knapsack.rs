//! The exact optimum within a capacity: which projects together are worth most.
//!
//! Dynamic programming over whole units of effort. It replaces nothing silently: the line stays the plan, the
//! optimum stands beside it.

use crate::ranking::exact::gcd;

/// The largest capacity to fill with what is not certain, counted in the efforts' greatest common divisor.
const MAX_CAPACITY: u64 = 100_000;
/// The largest table, projects × capacity that are not certain.
const MAX_TABLE: u64 = 200_000_000;

/// Something to choose: its effort (hundredths of a person-week) and what it is worth (any unit, not
/// negative).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) effort: u64,
    pub(super) worth: i128,
}

/// The choice of the highest worth within the capacity, ascending; of equal ones the one with the least
/// effort, then the one with earlier items. `None` when the table would be too large.
pub(super) fn best(items: &[Item], capacity: u64) -> Option<Vec<usize>> {
    let total = items.iter().try_fold(0u64, |sum, item| sum.checked_add(item.effort))?;
    if total <= capacity {
        return Some(worthwhile(items));
    }
    let quantum = items.iter().fold(0, |unit, item| gcd(unit, i128::from(item.effort))).max(1) as u64;
    // Less effort counts among equals: one number holds both, the worth in its higher part.
    let room = i128::from(total / quantum) + 1;
    let values: Vec<i128> =
        items.iter().map(|item| item.worth * room - i128::from(item.effort / quantum)).collect();
    let sizes: Vec<u64> = items.iter().map(|item| item.effort / quantum).collect();
    let Reduced { mut certain, open, left } = reduced(&sizes, &values, capacity / quantum);
    if left > MAX_CAPACITY || left.saturating_mul(open.len() as u64) > MAX_TABLE {
        return None;
    }
    let sizes: Vec<usize> = open.iter().map(|&index| sizes[index] as usize).collect();
    let values: Vec<i128> = open.iter().map(|&index| values[index]).collect();
    let chosen = if values.iter().map(|value| value.abs()).sum::<i128>() <= i128::from(i64::MAX) {
        let small: Vec<i64> = values.iter().map(|value| *value as i64).collect();
        choose(&sizes, &small, left as usize)
    } else {
        choose(&sizes, &values, left as usize)
    };
    certain.extend(chosen.into_iter().map(|item| open[item]));
    certain.sort_unstable();
    Some(certain)
}

/// What is left to decide when everything is set aside that every best choice takes or leaves.
struct Reduced {
    /// In every best choice.
    certain: Vec<usize>,
    /// In some of them, perhaps; ascending.
    open: Vec<usize>,
    /// The capacity that is left for them.
    left: u64,
}

/// Sets aside what is certain, by the bound of the relaxed problem (Dembo and Hammer 1980): taking things by
/// worth for their size until one does not fit and then a part of that one is worth at least as much as any
/// choice. When deciding otherwise about one thing costs more than lies between that bound and a choice that
/// is known, no best choice does so. What could be in one of several best choices stays open.
fn reduced(sizes: &[u64], values: &[i128], capacity: u64) -> Reduced {
    let everything = || Reduced { certain: Vec::new(), open: (0..sizes.len()).collect(), left: capacity };
    let most: i128 = values.iter().map(|value| value.abs()).sum();
    let largest = i128::from(sizes.iter().sum::<u64>()) + 1;
    if most.checked_mul(largest).is_none_or(|product| product > i128::MAX / 4) {
        return everything();
    }
    let worthwhile = |index: &usize| values[*index] > 0 && (1..=capacity).contains(&sizes[*index]);
    let mut order: Vec<usize> = (0..sizes.len()).filter(worthwhile).collect();
    let size = |index: usize| i128::from(sizes[index]);
    order.sort_unstable_by(|&a, &b| (values[b] * size(a)).cmp(&(values[a] * size(b))));
    let (mut used, mut sum, mut fitting) = (0, 0, 0);
    for &index in &order {
        if used + sizes[index] > capacity {
            break;
        }
        (used, sum, fitting) = (used + sizes[index], sum + values[index], fitting + 1);
    }
    let (mut filled, mut known) = (used, sum);
    for &index in &order[fitting..] {
        if filled + sizes[index] <= capacity {
            (filled, known) = (filled + sizes[index], known + values[index]);
        }
    }
    // In parts of which the size of the first that does not fit makes a whole. When all fit, all are certain.
    let (part, rate) = order.get(fitting).map_or((1, 0), |&first_out| (size(first_out), values[first_out]));
    let gap = (sum - known) * part + i128::from(capacity - used) * rate;
    let loss = |index: usize| (values[index] * part - size(index) * rate).abs();
    let mut decided = vec![false; sizes.len()];
    let mut certain: Vec<usize> = order[..fitting].iter().copied().filter(|&it| loss(it) > gap).collect();
    let left = capacity - certain.iter().map(|&index| sizes[index]).sum::<u64>();
    for &index in certain.iter().chain(order[fitting..].iter().filter(|&&index| loss(index) > gap)) {
        decided[index] = true;
    }
    for index in 0..sizes.len() {
        match sizes[index] {
            0 if values[index] >= 0 => certain.push(index),
            size if values[index] >= 0 && size <= capacity => continue,
            _ => {}
        }
        decided[index] = true;
    }
    let open: Vec<usize> = (0..sizes.len()).filter(|&index| !decided[index]).collect();
    // No more is of use than what they need together.
    let left = left.min(open.iter().map(|&index| sizes[index]).sum());
    Reduced { certain, open, left }
}

/// Everything fits: what is worth something, or costs nothing.
fn worthwhile(items: &[Item]) -> Vec<usize> {
    let worth_it = |item: &Item| item.worth > 0 || item.effort == 0;
    (0..items.len()).filter(|&index| worth_it(&items[index])).collect()
}

/// The table is filled from the last item to the first, so that reading it back prefers earlier items.
fn choose<V>(sizes: &[usize], values: &[V], capacity: usize) -> Vec<usize>
where
    V: Copy + Default + Ord + std::ops::Add<Output = V>,
{
    let words = capacity / 64 + 1;
    let mut taken = vec![0u64; words * sizes.len()];
    let mut best = vec![V::default(); capacity + 1];
    for (index, (&size, &value)) in sizes.iter().zip(values).enumerate().rev() {
        let row = &mut taken[index * words..(index + 1) * words];
        for room in (size..=capacity).rev() {
            let with = best[room - size] + value;
            if with >= best[room] {
                best[room] = with;
                row[room / 64] |= 1 << (room % 64);
            }
        }
    }
    let mut room = capacity;
    let mut chosen = Vec::new();
    for (index, &size) in sizes.iter().enumerate() {
        if taken[index * words + room / 64] >> (room % 64) & 1 == 1 {
            chosen.push(index);
            room -= size;
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn items(pairs: &[(u64, i128)]) -> Vec<Item> {
        pairs.iter().map(|&(effort, worth)| Item { effort, worth }).collect()
    }

    fn sums(items: &[Item], chosen: impl Iterator<Item = usize>) -> (i128, u64) {
        chosen
            .fold((0, 0), |(worth, effort), index| (worth + items[index].worth, effort + items[index].effort))
    }

    #[test]
    fn equal_worth_prefers_less_effort_then_the_earlier() {
        assert_eq!(best(&items(&[(300, 5), (200, 5), (200, 5)]), 300), Some(vec![1]));
    }

    #[test]
    fn too_fine_a_table_is_refused() {
        let equally_good = items(&[(7_000_001, 7_000_001), (8_000_003, 8_000_003)]);
        assert_eq!(best(&equally_good, 15_000_000), None);
    }

    #[test]
    fn what_is_certain_needs_no_table() {
        assert_eq!(best(&items(&[(1, 1), (20_000_000, 1)]), 15_000_000), Some(vec![0]));
    }

    /// The whole table, with nothing set aside.
    fn plainly(items: &[Item], capacity: u64) -> Vec<usize> {
        let total: u64 = items.iter().map(|item| item.effort).sum();
        let values: Vec<i128> =
            items.iter().map(|item| item.worth * (i128::from(total) + 1) - i128::from(item.effort)).collect();
        let sizes: Vec<usize> = items.iter().map(|item| item.effort as usize).collect();
        choose(&sizes, &values, capacity as usize)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn setting_aside_what_is_certain_changes_no_choice(
            pairs in prop::collection::vec((0u64..9, 0i128..12), 0..40), capacity in 0u64..90, by_size: bool
        ) {
            let worth = |(size, worth)| (size, if by_size { worth * i128::from(size) } else { worth });
            let items = items(&pairs.into_iter().map(worth).collect::<Vec<_>>());
            if items.iter().map(|item| item.effort).sum::<u64>() > capacity {
                prop_assert_eq!(best(&items, capacity).unwrap(), plainly(&items, capacity));
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn no_subset_is_worth_more(
            pairs in prop::collection::vec((0u64..8, 0i128..9), 0..9), capacity in 0u64..30
        ) {
            let items = items(&pairs);
            let chosen = best(&items, capacity).unwrap();
            let (worth, effort) = sums(&items, chosen.into_iter());
            prop_assert!(effort <= capacity);
            for subset in 0u32..1 << items.len() {
                let other = sums(&items, (0..items.len()).filter(|index| subset >> index & 1 == 1));
                if other.1 <= capacity {
                    prop_assert!(other.0 < worth || (other.0 == worth && other.1 >= effort));
                }
            }
        }
    }
}
