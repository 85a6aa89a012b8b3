//! A score of 0–100 as its three parts in a row, with the score of a rival marked.

use serde::Serialize;

use super::Spoken;
use crate::criteria::{Criterion, PerCriterion};
use crate::report::words;

/// Parts narrower than this (in percent) have no room for their number.
const ROOM_FOR_A_NUMBER: f64 = 9.0;
/// A marker nearer to an end than this (in percent) has its words on the inner side.
const ROOM_FOR_WORDS: f64 = 16.0;

/// A row of three parts.
#[derive(Debug, Clone, Serialize)]
pub struct Bar {
    /// The words for whoever cannot see it.
    pub spoken: Spoken,
    parts: Vec<Part>,
    marker: Option<Mark>,
}

#[derive(Debug, Clone, Serialize)]
struct Part {
    key: &'static str,
    x: String,
    width: String,
    /// The points in it, where there is room.
    points: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct Mark {
    x: String,
    anchor: &'static str,
    words: String,
}

/// The score of somebody else on the same track.
#[derive(Debug, Clone)]
pub struct Marker {
    /// The score in tenths of a point, 0–1000.
    pub tenths: i64,
    /// A few words about it, such as `first below 70.0`.
    pub words: String,
}

impl Bar {
    /// The parts of a score, each in tenths of a point, with at most one marker.
    pub fn new(tenths: &PerCriterion<i64>, marker: Option<Marker>, spoken: Spoken) -> Self {
        let mut before = 0;
        let parts = Criterion::ALL.into_iter().map(|criterion| {
            let part = tenths[criterion];
            let x = before;
            before += part;
            Part {
                key: criterion.key(),
                x: length(x),
                width: length(part),
                points: (percent(part) >= ROOM_FOR_A_NUMBER).then(|| words::decimal(i128::from(part), 10, 1)),
            }
        });
        Self { spoken, parts: parts.collect(), marker: marker.map(Mark::of) }
    }
}

impl Mark {
    fn of(marker: Marker) -> Self {
        let at = percent(marker.tenths);
        let anchor = match at {
            _ if at < ROOM_FOR_WORDS => "start",
            _ if at > 100.0 - ROOM_FOR_WORDS => "end",
            _ => "middle",
        };
        Self { x: length(marker.tenths), anchor, words: marker.words }
    }
}

fn percent(tenths: i64) -> f64 {
    tenths as f64 / 10.0
}

fn length(tenths: i64) -> String {
    words::length(tenths as f64 / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::{Bar, Marker};
    use crate::criteria::PerCriterion;
    use crate::report::chart::Spoken;

    #[test]
    fn parts_follow_each_other_and_narrow_ones_are_not_labelled() {
        let marker = Marker { tenths: 950, words: "first above 95.0".into() };
        let bar = Bar::new(&PerCriterion::new(300, 213, 50), Some(marker), Spoken::new("b", "", ""));
        let places: Vec<_> = bar.parts.iter().map(|part| (part.x.as_str(), part.width.as_str())).collect();
        assert_eq!(places, [("0", "30"), ("30", "21.3"), ("51.3", "5")]);
        let labels: Vec<_> = bar.parts.iter().map(|part| part.points.as_deref()).collect();
        assert_eq!(labels, [Some("30.0"), Some("21.3"), None]);
        assert_eq!(bar.marker.map(|mark| mark.anchor), Some("end"));
    }
}
