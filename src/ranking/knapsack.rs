//! The exact optimum within a capacity: which projects together are worth most.
//!
//! Dynamic programming over whole units of effort. It replaces nothing silently: the line stays the plan, the
//! optimum stands beside it.

use crate::ranking::exact::gcd;

/// The largest capacity, counted in the efforts' greatest common divisor.
const MAX_CAPACITY: u64 = 100_000;
/// The largest table, projects × capacity.
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
    let capacity = capacity / quantum;
    if capacity > MAX_CAPACITY || capacity.saturating_mul(items.len() as u64) > MAX_TABLE {
        return None;
    }
    // Less effort counts among equals: one number holds both, the worth in its higher part.
    let room = i128::from(total / quantum) + 1;
    let values: Vec<i128> =
        items.iter().map(|item| item.worth * room - i128::from(item.effort / quantum)).collect();
    let sizes: Vec<usize> = items.iter().map(|item| (item.effort / quantum) as usize).collect();
    let most = values.iter().map(|value| value.abs()).sum::<i128>();
    Some(if i64::try_from(most).is_ok() {
        let small: Vec<i64> = values.iter().map(|value| *value as i64).collect();
        choose(&sizes, &small, capacity as usize)
    } else {
        choose(&sizes, &values, capacity as usize)
    })
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
        assert_eq!(best(&items(&[(1, 1), (20_000_000, 1)]), 15_000_000), None);
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
