//! The three parts of a score in a row, in the height of a line of text.
//!
//! Lengths are percent for attributes of SVG, so that the row needs no style and stretches with its place.

use serde::Serialize;

use crate::criteria::PerCriterion;
use crate::portfolio::Settings;
use crate::report::words;

/// The three parts of a score, side by side, on a track of 100 points.
#[derive(Debug, Clone, Serialize)]
pub struct Stack {
    /// The segments in the fixed order.
    pub segments: [Segment; 3],
    /// The same in words: `Business 50.0, Interest 18.8, Growth 18.8`.
    pub words: String,
}

/// One part of a score.
#[derive(Debug, Clone, Serialize)]
pub struct Segment {
    /// Where it starts, in percent of the track; empty at the beginning.
    pub x: String,
    /// How long it is, in percent of the track.
    pub width: String,
    /// The points, with one decimal.
    pub points: String,
}

/// The parts of a score, each in tenths of a point.
pub fn contributions(points_tenths: &PerCriterion<i64>, settings: &Settings) -> Stack {
    let mut from = 0;
    let segments = PerCriterion::from_fn(|criterion| {
        let tenths = points_tenths[criterion];
        let segment = Segment {
            x: if from == 0 { String::new() } else { permille(from) },
            width: permille(tenths),
            points: words::tenths(tenths),
        };
        from += tenths;
        segment
    });
    let words: Vec<String> = segments
        .iter()
        .map(|(criterion, s)| format!("{} {}", settings.criteria[criterion], s.points))
        .collect();
    Stack { segments: segments.into_array(), words: words.join(", ") }
}

fn permille(tenths: i64) -> String {
    words::length(tenths as f64 / 1000.0)
}
