//! A score on its own scale as a row of boxes, filled from the start.

use serde::Serialize;

use crate::portfolio::{Scale, Score};
use crate::report::words;

/// The width of a box and of the gap behind it, in units of the view box.
const BOX: f64 = 14.0;
const GAP: f64 = 1.0;
/// A scale of so many points or fewer has one box a point; a longer one is shown in five.
const MOST: i32 = 10;

/// A row of boxes.
#[derive(Debug, Clone, Serialize)]
pub struct Boxes {
    /// The style of the filling: a criterion's key.
    key: &'static str,
    /// The width of the view box.
    width: String,
    /// Where the empty boxes start.
    frames: Vec<String>,
    /// Where the filled parts start and how wide they are.
    fills: Vec<(String, String)>,
}

impl Boxes {
    /// The boxes of a score.
    pub fn new(key: &'static str, score: Score, scale: &Scale) -> Self {
        let span = scale.max.thousandths().saturating_sub(scale.min.thousandths()).max(1);
        let whole = span % Score::ONE == 0 && span / Score::ONE <= MOST;
        let count = if whole { span / Score::ONE } else { 5 };
        let above = score.thousandths().saturating_sub(scale.min.thousandths()).clamp(0, span);
        let filled = f64::from(above) / f64::from(span) * f64::from(count);
        let start = |index: i32| f64::from(index) * (BOX + GAP);
        let part = |index: i32| (filled - f64::from(index)).clamp(0.0, 1.0) * BOX;
        Self {
            key,
            width: words::coordinate(start(count) - GAP),
            frames: (0..count).map(|index| words::coordinate(start(index) + 0.5)).collect(),
            fills: (0..count)
                .filter(|&index| part(index) > 0.0)
                .map(|index| (words::coordinate(start(index)), words::coordinate(part(index))))
                .collect(),
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
        assert_eq!((shown.frames.len(), shown.width.as_str()), (5, "74"));
        assert_eq!(shown.fills.last().unwrap(), &("45".to_owned(), "7".to_owned()));
        assert_eq!(boxes(5, 0).fills.len(), 0);
    }

    #[test]
    fn a_long_scale_has_five_boxes() {
        assert_eq!((boxes(100, 50_000).frames.len(), boxes(100, 50_000).fills.len()), (5, 3));
    }
}
