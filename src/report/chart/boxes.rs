//! A score on its own scale as a row of boxes, filled from the start.
//!
//! The style sheet draws the frames and cuts the gaps, so that a score costs a page one rectangle.

use serde::Serialize;

use crate::portfolio::{Scale, Score};
use crate::report::words;

/// The width of a box and of the gap behind it, in pixels.
const BOX: f64 = 14.0;
const GAP: f64 = 1.0;
/// A scale of so many points or fewer has one box a point; a longer one is shown in five.
const MOST: i32 = 10;

/// A row of boxes.
#[derive(Debug, Clone, Serialize)]
pub struct Boxes {
    /// The style of the filling: a criterion's key.
    key: &'static str,
    /// The width of all boxes.
    width: String,
    /// How much of it is filled, the gaps between filled boxes included.
    filled: String,
}

impl Boxes {
    /// The boxes of a score.
    pub fn new(key: &'static str, score: Score, scale: &Scale) -> Self {
        let span = scale.max.thousandths().saturating_sub(scale.min.thousandths()).max(1);
        let whole = span % Score::ONE == 0 && span / Score::ONE <= MOST;
        let count = if whole { span / Score::ONE } else { 5 };
        let above = score.thousandths().saturating_sub(scale.min.thousandths()).clamp(0, span);
        let filled = f64::from(above) / f64::from(span) * f64::from(count);
        let step = BOX + GAP;
        Self {
            key,
            width: words::coordinate(f64::from(count) * step - GAP),
            filled: words::coordinate(filled.floor() * step + filled.fract() * BOX),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::Boxes;
    use crate::portfolio::{Scale, Score};

    fn boxes(max: i32, score: i32) -> Boxes {
        let points = |points| Score::from_thousandths(points);
        let scale =
            Scale { min: points(0), max: points(max * 1000), step: points(500), labels: BTreeMap::new() };
        Boxes::new("growth", points(score), &scale)
    }

    #[test]
    fn the_last_box_is_filled_in_part() {
        let shown = boxes(5, 3500);
        assert_eq!((shown.width.as_str(), shown.filled.as_str()), ("74", "52"));
        assert_eq!((boxes(5, 0).filled.as_str(), boxes(5, 5000).filled.as_str()), ("0", "75"));
    }

    #[test]
    fn a_long_scale_has_five_boxes() {
        let shown = boxes(100, 50_000);
        assert_eq!((shown.width.as_str(), shown.filled.as_str()), ("74", "37"));
    }
}
