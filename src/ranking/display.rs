//! Numbers as people read them: whole tenths, halves rounded up, parts that add up to their total.
//!
//! Nothing here decides an order, and nothing here makes text.

use crate::ranking::exact::Ratio;

/// Splits a whole total into whole numbers in proportion to `parts` by largest remainder, so that they add
/// up to the total; equal remainders go to the earlier part.
///
/// The parts are expected to add up to about the total (within one per part); a difference that the
/// remainders cannot take is given to the largest part.
pub fn split(total: i128, parts: &[Ratio; 3]) -> [i64; 3] {
    let floors = parts.map(|part| part.num().div_euclid(part.den()));
    let remainder = |k: usize| Ratio::new(parts[k].num().rem_euclid(parts[k].den()), parts[k].den());
    let mut missing = total - floors.iter().sum::<i128>();
    let mut shown = floors;
    let mut by_remainder = [0usize, 1, 2];
    by_remainder.sort_by(|&a, &b| remainder(b).cmp(&remainder(a)).then(a.cmp(&b)));
    for k in by_remainder {
        if missing > 0 && !remainder(k).is_zero() {
            shown[k] += 1;
            missing -= 1;
        }
    }
    if missing != 0 {
        let largest = (0..3).max_by_key(|&k| (parts[k], std::cmp::Reverse(k))).unwrap_or(0);
        shown[largest] += missing;
    }
    shown.map(|part| part as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(tenths: [i128; 3]) -> [Ratio; 3] {
        tenths.map(|part| Ratio::new(part, 100))
    }

    #[test]
    fn parts_add_up_to_the_rounded_total() {
        // 33.33 + 33.33 + 33.34 shown as whole numbers of 100.
        assert_eq!(split(100, &parts([3333, 3333, 3334])), [33, 33, 34]);
    }

    #[test]
    fn equal_remainders_go_to_the_earlier_criterion() {
        assert_eq!(split(2, &parts([50, 50, 50])), [1, 1, 0]);
    }

    #[test]
    fn a_total_below_the_parts_is_taken_from_the_largest() {
        assert_eq!(split(7, &parts([500, 200, 100])), [4, 2, 1]);
    }
}
