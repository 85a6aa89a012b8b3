//! Bars: the parts of a score side by side, and a share of a whole.
//!
//! A bar is lengths in percent for attributes of SVG, so that it needs no style and stretches with its place.

use serde::Serialize;

use crate::criteria::{Criterion, PerCriterion};
use crate::portfolio::Settings;
use crate::ranking::Placed;
use crate::report::words;

/// The three parts of a score, side by side, on a track of 100 points.
#[derive(Debug, Clone, Serialize)]
pub struct Bar {
    /// The segments in the fixed order.
    pub segments: [Segment; 3],
    /// The same in words: `Business 50.0, Interest 18.8, Growth 18.8`.
    pub words: String,
}

/// One part of a bar.
#[derive(Debug, Clone, Serialize)]
pub struct Segment {
    /// The name of its style: `b`, `i` or `g`.
    pub key: &'static str,
    /// Where it starts, in percent of the track.
    pub x: String,
    /// How long it is, in percent of the track.
    pub width: String,
    /// The points, with one decimal.
    pub points: String,
}

/// The name of a criterion's style.
pub const fn style(criterion: Criterion) -> &'static str {
    match criterion {
        Criterion::Business => "b",
        Criterion::Interest => "i",
        Criterion::Growth => "g",
    }
}

/// The parts of a project's score.
pub fn contributions(placed: &Placed, settings: &Settings) -> Bar {
    let mut from = 0;
    let segments = PerCriterion::from_fn(|criterion| {
        let tenths = placed.points_tenths[criterion];
        let segment = Segment {
            key: style(criterion),
            x: permille(from),
            width: permille(tenths),
            points: tenths_in_words(tenths),
        };
        from += tenths;
        segment
    });
    let words: Vec<String> =
        segments.iter().map(|(criterion, s)| format!("{} {}", settings.criteria[criterion], s.points)).collect();
    Bar { segments: segments.into_array(), words: words.join(", ") }
}

/// Tenths of a point as a number with one decimal.
pub fn tenths_in_words(tenths: i64) -> String {
    words::decimal(i128::from(tenths), 10, 1)
}

fn permille(tenths: i64) -> String {
    words::length(tenths as f64 / 1000.0)
}
