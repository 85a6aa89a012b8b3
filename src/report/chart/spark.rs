//! A rank by quarter as a line of labelled points, first place at the top.

use std::fmt::Write;

use serde::Serialize;

use super::Spoken;
use crate::report::words;

const WIDTH: f64 = 280.0;
const TOP: f64 = 22.0;
const BOTTOM: f64 = 92.0;
const INSET: f64 = 14.0;
/// How far a number stands from its point, above and below.
const ABOVE: f64 = -9.0;
const BELOW: f64 = 17.0;

/// A line of ranks.
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
    /// A short name of the quarter, such as `Q4 26`.
    pub quarter: String,
    /// The rank then, from 1; `None` when it was not ranked.
    pub rank: Option<usize>,
}

impl Spark {
    /// The line over two or more quarters, oldest first.
    pub fn new(points: &[SparkPoint], spoken: Spoken) -> Self {
        let last = points.len().saturating_sub(1);
        let step = (WIDTH - 2.0 * INSET) / last.max(1) as f64;
        let x = |index: usize| INSET + step * index as f64;
        let worst = points.iter().filter_map(|point| point.rank).max().unwrap_or(1).max(2);
        let y = |rank: usize| TOP + (BOTTOM - TOP) * (rank - 1) as f64 / (worst - 1) as f64;
        let mut line = String::new();
        let mut dots = Vec::new();
        for (index, point) in points.iter().enumerate() {
            let Some(rank) = point.rank.filter(|rank| *rank > 0) else { continue };
            let (px, py) = (words::coordinate(x(index)), words::coordinate(y(rank)));
            let _ = write!(line, "{}{px} {py}", if dots.is_empty() { "M" } else { " " });
            let label = if y(rank) > f64::midpoint(TOP, BOTTOM) { ABOVE } else { BELOW };
            dots.push(Dot {
                x: px,
                y: py,
                label_y: words::coordinate(y(rank) + label),
                anchor: anchor(index, last),
                value: rank.to_string(),
                last: index == last,
            });
        }
        let ticks = points.iter().enumerate().map(|(index, point)| Tick {
            x: words::coordinate(x(index)),
            anchor: anchor(index, last),
            words: point.quarter.clone(),
        });
        Self { spoken, line, dots, ticks: ticks.collect() }
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
