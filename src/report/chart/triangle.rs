//! The triangle of all weightings: business at the top, interest at the left, growth at the right.
//!
//! Its view box is 100 wide and 86.6 high, the height of a triangle with equal sides.

use std::fmt::Write;

use crate::criteria::Criterion;
use crate::ranking::{Outline, Weighting};
use crate::report::words;

const WIDTH: f64 = 100.0;
const HEIGHT: f64 = 86.6;

/// The place of a weighting, given as shares of business, interest and growth that add up to 1.
pub fn point([business, _, growth]: [f64; 3]) -> (String, String) {
    let (x, y) = place(business, growth);
    (words::coordinate(x), words::coordinate(y))
}

/// The corner where one criterion counts alone.
pub fn corner(criterion: Criterion) -> (f64, f64) {
    match criterion {
        Criterion::Business => place(1.0, 0.0),
        Criterion::Interest => place(0.0, 0.0),
        Criterion::Growth => place(0.0, 1.0),
    }
}

/// Outlines as one path for the even-odd rule.
pub fn outline_path(outlines: &[Outline]) -> String {
    let mut path = String::new();
    for outline in outlines {
        for (index, weighting) in outline.iter().map(Weighting::shares).enumerate() {
            let (x, y) = point(weighting);
            let _ = write!(path, "{}{x} {y}", if index == 0 { "M" } else { " " });
        }
        if !outline.is_empty() {
            path.push('z');
        }
    }
    path
}

fn place(business: f64, growth: f64) -> (f64, f64) {
    (WIDTH / 2.0 * business + WIDTH * growth, HEIGHT * (1.0 - business))
}

#[cfg(test)]
mod tests {
    use super::{outline_path, point};
    use crate::criteria::PerCriterion;
    use crate::portfolio::Weights;
    use crate::ranking::Weighting;

    #[test]
    fn business_is_at_the_top_and_growth_at_the_right() {
        let shown = |weights| {
            let (x, y) = point(weights);
            format!("{x},{y}")
        };
        assert_eq!(shown([1.0, 0.0, 0.0]), "50,0");
        assert_eq!(shown([0.0, 1.0, 0.0]), "0,86.6");
        assert_eq!(shown([0.0, 0.0, 1.0]), "100,86.6");
        assert_eq!(shown([0.5, 0.25, 0.25]), "50,43.3");
    }

    #[test]
    fn outlines_are_closed_paths() {
        let corner = |parts| Weighting::of(&Weights::new(PerCriterion::from(parts)).unwrap());
        let whole = vec![corner([1, 0, 0]), corner([0, 0, 1]), corner([0, 1, 0])];
        assert_eq!(outline_path(&[whole]), "M50 0 100 86.6 0 86.6z");
        assert_eq!(outline_path(&[]), "");
    }
}
