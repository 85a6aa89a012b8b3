//! A value by quarter as a line of labelled points.
//!
//! How deep a point lies is said by whoever knows what the value is: a first rank and a full score are both at
//! the top.

use std::fmt::Write;

use serde::Serialize;

use super::Spoken;
use crate::portfolio::Quarter;
use crate::report::words;

const WIDTH: f64 = 280.0;
const INSET: f64 = 14.0;
/// How far a number stands from its point, above and below.
const ABOVE: f64 = -9.0;
const BELOW: f64 = 17.0;

/// A line over two or more quarters.
#[derive(Debug, Clone, Serialize)]
pub struct Spark {
    /// The words for whoever cannot see it.
    pub spoken: Spoken,
    line: String,
    dots: Vec<Dot>,
    ticks: Vec<Tick>,
}

#[derive(Debug, Clone, Serialize)]
struct Dot {
    x: String,
    y: String,
    label_y: String,
    anchor: &'static str,
    value: String,
    last: bool,
}

#[derive(Debug, Clone, Serialize)]
struct Tick {
    x: String,
    anchor: &'static str,
    words: String,
}

/// A quarter on the line.
#[derive(Debug, Clone)]
pub struct SparkPoint {
    /// The quarter.
    pub quarter: Quarter,
    /// How far below the best it lies, 0–1: the best is 0, at the top.
    pub depth: f64,
    /// The value as it is printed.
    pub value: String,
}

/// On which side of their points the numbers stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SparkNumbers {
    /// All above.
    Above,
    /// Towards the middle of the picture: below the points of the upper half, above those of the lower.
    Inside,
}

impl SparkNumbers {
    /// Where the best and the worst lie, with room for the numbers beside them.
    fn band(self) -> (f64, f64) {
        match self {
            Self::Above => (24.0, 96.0),
            Self::Inside => (22.0, 92.0),
        }
    }

    /// The place of the number of a point.
    fn beside(self, y: f64) -> f64 {
        let (top, bottom) = self.band();
        let is_high = y <= f64::midpoint(top, bottom);
        if self == Self::Inside && is_high { y + BELOW } else { y + ABOVE }
    }
}

impl Spark {
    /// The line through the points, oldest first.
    pub fn new(points: &[SparkPoint], numbers: SparkNumbers, spoken: Spoken) -> Self {
        let last = points.len().saturating_sub(1);
        let (top, bottom) = numbers.band();
        let mut spark = Self { spoken, line: String::new(), dots: Vec::new(), ticks: Vec::new() };
        for (index, point) in points.iter().enumerate() {
            let y = top + (bottom - top) * point.depth.clamp(0.0, 1.0);
            let x = words::coordinate(INSET + (WIDTH - 2.0 * INSET) * index as f64 / last.max(1) as f64);
            let anchor = anchor(index, last);
            let dot = Dot {
                x: x.clone(),
                y: words::coordinate(y),
                label_y: words::coordinate(numbers.beside(y)),
                anchor,
                value: point.value.clone(),
                last: index == last,
            };
            let _ = write!(spark.line, "{}{} {}", if index == 0 { "M" } else { " " }, dot.x, dot.y);
            spark.dots.push(dot);
            spark.ticks.push(Tick { x, anchor, words: words::short_quarter(point.quarter) });
        }
        spark
    }
}

/// Words at the ends stay inside the picture.
fn anchor(index: usize, last: usize) -> &'static str {
    match index {
        0 => "start",
        _ if index == last => "end",
        _ => "middle",
    }
}

#[cfg(test)]
mod tests {
    use super::{Spark, SparkNumbers, SparkPoint};
    use crate::portfolio::Quarter;
    use crate::report::chart::Spoken;

    fn drawn(depths: [f64; 3], numbers: SparkNumbers) -> Spark {
        let point = |(depth, number): (f64, u8)| SparkPoint {
            quarter: Quarter::new(2026, number).unwrap(),
            depth,
            value: String::new(),
        };
        let points: Vec<SparkPoint> = depths.into_iter().zip(1..).map(point).collect();
        Spark::new(&points, numbers, Spoken::new("t", "", ""))
    }

    #[test]
    fn the_best_is_at_the_top_and_the_ends_stay_inside() {
        let spark = drawn([1.0, 0.5, 0.0], SparkNumbers::Above);
        assert_eq!(spark.line, "M14 96 140 60 266 24");
        let ticks: Vec<_> = spark.ticks.iter().map(|tick| (tick.anchor, tick.words.as_str())).collect();
        assert_eq!(ticks, [("start", "Q1 26"), ("middle", "Q2 26"), ("end", "Q3 26")]);
        assert_eq!(spark.dots.iter().map(|dot| dot.last).collect::<Vec<_>>(), [false, false, true]);
    }

    #[test]
    fn numbers_stand_above_or_towards_the_middle() {
        let places = |numbers| {
            let spark = drawn([0.0, 0.25, 1.0], numbers);
            spark.dots.into_iter().map(|dot| dot.label_y).collect::<Vec<_>>()
        };
        assert_eq!(places(SparkNumbers::Above), ["15", "33", "87"]);
        assert_eq!(places(SparkNumbers::Inside), ["39", "56.5", "83"]);
    }
}
