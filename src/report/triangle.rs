//! The triangle of all weightings as a picture: business on top, interest left, growth right.
//!
//! The picture is 100 wide and 86.6 high. A weighting is a point, a set of weightings a path.

use serde::Serialize;

use crate::criteria::PerCriterion;
use crate::portfolio::Weights;
use crate::ranking::{Outline, Weighting};
use crate::report::words::coordinate;

/// The height of a triangle of width 100.
const HEIGHT: f64 = 86.6;

/// A point of the picture, as attributes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Point {
    /// From the left.
    pub x: String,
    /// From the top.
    pub y: String,
}

/// Where a weighting is in the picture.
pub fn point(weighting: &Weighting) -> Point {
    let (x, y) = place(weighting.shares());
    Point { x: coordinate(x), y: coordinate(y) }
}

/// Where the stated weights are in the picture.
pub fn home(weights: &Weights) -> Point {
    point(&Weighting::of(weights))
}

/// The path of a set of outlines, for the even-odd rule; empty when there is nothing to draw.
pub fn path(outlines: &[Outline]) -> String {
    outlines.iter().map(|outline| closed(outline.iter().map(Weighting::shares))).collect()
}

/// The weightings in which no weight differs by more than ten points from the stated one.
pub fn near(corners: &Outline) -> String {
    closed(corners.iter().map(Weighting::shares))
}

/// A weighting in whole points, as it is written everywhere: `50/25/25`.
pub fn written(weighting: &Weighting) -> String {
    let PerCriterion { business, interest, growth } = weighting.points();
    format!("{business}/{interest}/{growth}")
}

fn place([business, _, growth]: [f64; 3]) -> (f64, f64) {
    (50.0 * business + 100.0 * growth, HEIGHT * (1.0 - business))
}

fn closed(corners: impl Iterator<Item = [f64; 3]>) -> String {
    let mut path = String::new();
    let mut last = String::new();
    for corner in corners {
        let (x, y) = place(corner);
        let here = format!("{} {}", coordinate(x), coordinate(y));
        if here != last {
            path.push(if path.is_empty() { 'M' } else { 'L' });
            path.push_str(&here);
            last = here;
        }
    }
    if !path.is_empty() {
        path.push('z');
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weighting(parts: [u64; 3]) -> Weighting {
        Weighting::of(&Weights::new(parts.into()).unwrap())
    }

    #[test]
    fn corners_stand_at_the_corners() {
        let at = |parts| point(&weighting(parts));
        assert_eq!(at([1, 0, 0]), Point { x: "50".into(), y: "0".into() });
        assert_eq!(at([0, 1, 0]), Point { x: "0".into(), y: "86.6".into() });
        assert_eq!(at([0, 0, 1]), Point { x: "100".into(), y: "86.6".into() });
        assert_eq!(written(&weighting([1, 1, 1])), "34/33/33");
    }

    #[test]
    fn an_outline_is_closed_and_drops_what_falls_together() {
        let outline = vec![weighting([1, 0, 0]), weighting([100_000, 1, 0]), weighting([0, 1, 0])];
        assert_eq!(path(&[outline]), "M50 0L0 86.6z");
        assert_eq!(path(&[]), "");
    }
}
