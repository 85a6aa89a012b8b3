//! How much a person's planned weeks interest them, quarter by quarter.

use std::fmt::Write;

use serde::Serialize;

use crate::fit;
use crate::portfolio::{Quarter, Score};
use crate::report::chart::Spoken;
use crate::report::person::desk::Desk;
use crate::report::words;

/// As many quarters as are drawn.
const MOST: usize = 5;
const WIDTH: f64 = 280.0;
const TOP: f64 = 24.0;
const BOTTOM: f64 = 96.0;
const INSET: f64 = 14.0;
const ABOVE: f64 = 9.0;

/// A line over two quarters or more. Its fields are those that the picture of ranks has.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Trend {
    spoken: Spoken,
    line: String,
    dots: Vec<Dot>,
    ticks: Vec<Tick>,
    #[serde(skip)]
    values: Vec<Score>,
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

impl Trend {
    /// The line up to the portfolio's quarter; `None` when fewer than two quarters are known, or not the last.
    pub(super) fn of(desk: &Desk<'_>) -> Option<Self> {
        let now = desk.settings().quarter?;
        let mut quarters: Vec<Quarter> = desk.standing.past_quarters().collect();
        quarters.push(now);
        let known: Vec<(Quarter, Score)> =
            quarters.into_iter().filter_map(|quarter| Some((quarter, average(desk, quarter)?))).collect();
        let shown = &known[known.len().saturating_sub(MOST)..];
        (shown.len() > 1 && shown.last().is_some_and(|(quarter, _)| *quarter == now))
            .then(|| Self::draw(desk, shown))
    }

    /// The average of the quarter before and of this one.
    pub(super) fn last_two(&self) -> Option<(Score, Score)> {
        match self.values.as_slice() {
            [.., before, now] => Some((*before, *now)),
            _ => None,
        }
    }

    fn draw(desk: &Desk<'_>, shown: &[(Quarter, Score)]) -> Self {
        let last = shown.len() - 1;
        let (min, max) = (desk.settings().scale.min.thousandths(), desk.settings().scale.max.thousandths());
        let x = |at: usize| INSET + (WIDTH - 2.0 * INSET) * at as f64 / last.max(1) as f64;
        let y = |score: Score| {
            BOTTOM - (BOTTOM - TOP) * f64::from(score.thousandths() - min) / f64::from((max - min).max(1))
        };
        let anchor = |at: usize| match at {
            0 => "start",
            _ if at == last => "end",
            _ => "middle",
        };
        let mut line = String::new();
        let (mut dots, mut ticks, mut said) = (Vec::new(), Vec::new(), Vec::new());
        for (at, &(quarter, score)) in shown.iter().enumerate() {
            let (px, py) = (words::coordinate(x(at)), words::coordinate(y(score)));
            let value = words::decimal(i128::from(score.thousandths()), 1000, 1);
            let _ = write!(line, "{}{px} {py}", if at == 0 { "M" } else { " " });
            said.push(format!("{} {value}", words::quarter(quarter)));
            dots.push(Dot {
                x: px.clone(),
                y: py,
                label_y: words::coordinate(y(score) - ABOVE),
                anchor: anchor(at),
                value,
                last: at == last,
            });
            let words = format!("Q{} {:02}", quarter.number(), quarter.year() % 100);
            ticks.push(Tick { x: px, anchor: anchor(at), words });
        }
        let desc = format!("{}.", said.join(", "));
        Self {
            spoken: Spoken::new("trend", "Average interest of the planned weeks by quarter", desc),
            line,
            dots,
            ticks,
            values: shown.iter().map(|(_, score)| *score).collect(),
        }
    }
}

/// The mean interest over a quarter's weeks, rounded half up; `None` when nothing is known of them.
fn average(desk: &Desk<'_>, quarter: Quarter) -> Option<Score> {
    let pieces = match desk.settings().quarter {
        Some(now) if now == quarter => desk.pieces,
        _ => desk.standing.past_pieces(&desk.person.id, quarter),
    };
    let known = pieces.iter().filter_map(|piece| {
        let interest = fit::of(desk.person, &piece.project, desk.settings()).interest?.score;
        Some((i64::from(interest.thousandths()), i64::try_from(piece.weeks?.hundredths()).ok()?))
    });
    let (sum, weeks) = known.fold((0_i64, 0_i64), |(sum, weeks), (score, of)| (sum + score * of, weeks + of));
    let mean = (weeks > 0).then(|| (2 * sum + weeks).div_euclid(2 * weeks))?;
    Some(Score::from_thousandths(i32::try_from(mean).ok()?))
}
