//! The regions of weightings that shares are taken over, as polygons.

use crate::ranking::exact::{Vec3, reduced, sum};
use crate::ranking::polygon::Polygon;
use crate::ranking::robustness::Region;

/// One over the largest difference of a weight in [`Region::Near`].
const NEAR: i128 = 10;

/// Weights with a sum beyond this are rounded to so many parts before a region is drawn around them.
const FINEST: i128 = 1 << 30;

impl Region {
    /// The region around the stated weights.
    pub(super) fn polygon(self, weights: &Vec3) -> Polygon {
        let weights = bounded(weights);
        let lines = match self {
            Self::All => Vec::new(),
            Self::Ordered => order_kept(&weights),
            Self::Near => within_reach(&weights),
        };
        lines.iter().fold(Polygon::triangle(), |polygon, line| polygon.clip(line))
    }
}

fn bounded(weights: &Vec3) -> Vec3 {
    let whole = sum(weights);
    if whole <= FINEST { *weights } else { weights.map(|weight| (weight * FINEST + whole / 2) / whole) }
}

/// The more important criterion weighs at least as much as the next.
fn order_kept(weights: &Vec3) -> Vec<Vec3> {
    let mut importance = [0, 1, 2];
    importance.sort_by_key(|&k| std::cmp::Reverse(weights[k]));
    let at_least = |more: usize, less: usize| {
        let mut line = [0; 3];
        (line[more], line[less]) = (1, -1);
        line
    };
    vec![at_least(importance[0], importance[1]), at_least(importance[1], importance[2])]
}

/// No weight differs by more than a tenth: `δ ± (w_k - p_k) ≥ 0` for every criterion.
fn within_reach(weights: &Vec3) -> Vec<Vec3> {
    let whole = sum(weights);
    let lines = |k: usize| {
        [1, -1].map(|side| {
            let mut line = [whole + side * NEAR * weights[k]; 3];
            line[k] -= side * NEAR * whole;
            reduced(&line)
        })
    };
    (0..3).flat_map(lines).collect()
}
