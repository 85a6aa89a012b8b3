//! The mean rank over a region from pairs alone: one more than the sum of the shares in which each other
//! project is ahead.
//!
//! Each share has a closed form, so this stays cheap where the shares of single ranks do not. Shares are added
//! in fixed point: the sums do not depend on the order or on threads.

use rayon::prelude::*;

use crate::ranking::exact::{dot, sum};
use crate::ranking::field::Field;
use crate::ranking::polygon::{Corner, Polygon};

/// Beyond so many classes even the pairs are too many.
pub(super) const MAX_CLASSES: usize = 3_000;

/// Fixed-point parts of a whole: with some ten thousand projects sums stay within 64 bits.
const PARTS: f64 = (1_u64 << 48) as f64;

/// For each class the mean number of projects ahead of it, over a region with an area.
pub(super) fn mean_ahead(field: &Field, region: &Polygon) -> Vec<f64> {
    let ground = Ground::of(field, region);
    let classes = field.classes.len();
    let strides = rayon::current_num_threads();
    let part = |stride: usize| {
        let mut sums = vec![0_i64; classes];
        for first in (stride..classes).step_by(strides) {
            for second in first + 1..classes {
                let share = (ground.share_ahead(field, second, first) * PARTS) as i64;
                sums[first] += share * field.members(second) as i64;
                sums[second] += (PARTS as i64 - share) * field.members(first) as i64;
            }
        }
        sums
    };
    let add = |mut sums: Vec<i64>, more: Vec<i64>| {
        sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
        sums
    };
    let sums = (0..strides).into_par_iter().map(part).reduce(|| vec![0; classes], add);
    sums.into_iter().map(|sum| sum as f64 / PARTS).collect()
}

/// The same for one class.
pub(super) fn mean_ahead_of(field: &Field, region: &Polygon, class: usize) -> f64 {
    let ground = Ground::of(field, region);
    let share = |one, other| (ground.share_ahead(field, one, other) * PARTS) as i64;
    let before = (0..class).map(|other| (PARTS as i64 - share(class, other)) * field.members(other) as i64);
    let after =
        (class + 1..field.classes.len()).map(|other| share(other, class) * field.members(other) as i64);
    before.chain(after).sum::<i64>() as f64 / PARTS
}

/// The region as triangles, and what everybody is worth at their corners.
struct Ground {
    /// By class, its value at each corner of the region.
    values: Vec<Vec<f64>>,
    /// Three corners each, and its share of the region.
    triangles: Vec<([usize; 3], f64)>,
    /// The shares of all triangles together: 1 but for float precision.
    whole: f64,
}

impl Ground {
    fn of(field: &Field, region: &Polygon) -> Self {
        let corners = region.corners();
        let area = region.area();
        let triangle = |last: usize| {
            let of = [0, last - 1, last];
            let part = Polygon::of_corners(&of.map(|corner| corners[corner].point));
            (of, part.area() / area)
        };
        let values = |form| {
            let value = |corner: &Corner| dot(form, &corner.point) as f64 / sum(&corner.point) as f64;
            corners.iter().map(value).collect()
        };
        let triangles: Vec<([usize; 3], f64)> = (2..corners.len()).map(triangle).collect();
        Self {
            values: field.classes.iter().map(|class| values(&class.form)).collect(),
            whole: triangles.iter().map(|(_, part)| part).sum::<f64>().min(1.0),
            triangles,
        }
    }

    /// The share of the region in which one class is ahead of another.
    fn share_ahead(&self, field: &Field, one: usize, other: usize) -> f64 {
        let (tier, other_tier) = (field.classes[one].tier, field.classes[other].tier);
        if tier != other_tier {
            return if tier < other_tier { 1.0 } else { 0.0 };
        }
        let (one, other) = (&self.values[one], &self.values[other]);
        if self.triangles.len() > 1 {
            // In a small region nearly everybody is ahead of somebody everywhere or nowhere.
            let both = || one.iter().zip(other);
            if both().all(|(one, other)| one >= other) {
                return self.whole;
            }
            if both().all(|(one, other)| one < other) {
                return 0.0;
            }
        }
        let share = |([a, b, c], part): &([usize; 3], f64)| {
            part * positive([one[*a] - other[*a], one[*b] - other[*b], one[*c] - other[*c]])
        };
        self.triangles.iter().map(share).sum::<f64>().min(1.0)
    }
}

/// The part of a triangle in which a linear function is positive, from its values at the corners.
fn positive([a, b, c]: [f64; 3]) -> f64 {
    let (low, high) = (a.min(b).min(c), a.max(b).max(c));
    if low >= 0.0 {
        return 1.0;
    }
    if high <= 0.0 {
        return 0.0;
    }
    // What is neither the lowest nor the highest, without a sum that would round.
    let middle = a.max(b).min(a.min(b).max(c));
    if middle <= 0.0 {
        high * high / ((high - low) * (high - middle))
    } else {
        1.0 - low * low / ((middle - low) * (high - low))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ranking::exact::Vec3;

    #[test]
    fn a_line_through_a_corner_and_the_middle_of_the_other_side_halves_the_triangle() {
        assert!((positive([0.0, -1.0, 1.0]) - 0.5).abs() < 1e-15);
        assert!((positive([1.0, -1.0, -1.0]) - 0.25).abs() < 1e-15);
        assert!((positive([-1.0, 1.0, 1.0]) - 0.75).abs() < 1e-15);
    }

    #[test]
    fn who_is_better_on_all_three_is_never_behind() {
        let forms: Vec<(i128, Vec3)> = vec![(0, [3, 3, 3]), (0, [1, 2, 3])];
        let field = Field::new(&forms, vec![None; 2], [1; 3]);
        assert_eq!(mean_ahead(&field, &Polygon::triangle()), [0.0, 1.0]);
    }
}
