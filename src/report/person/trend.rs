//! How much a person's planned weeks interest them, quarter by quarter.

use crate::fit;
use crate::portfolio::{Quarter, Scale, Score};
use crate::report::chart::{Spark, SparkNumbers, SparkPoint, Spoken};
use crate::report::person::desk::Desk;
use crate::report::words;

/// As many quarters as are drawn.
const MOST: usize = 5;

/// Average interest over two quarters or more, oldest first.
pub(super) struct Trend {
    known: Vec<(Quarter, Score)>,
}

impl Trend {
    /// The line up to the portfolio's quarter; `None` when fewer than two quarters are known, or not the last.
    pub(super) fn of(desk: &Desk<'_>) -> Option<Self> {
        let now = desk.settings().quarter?;
        let mut quarters: Vec<Quarter> = desk.standing.past_quarters().collect();
        quarters.push(now);
        let known = quarters.into_iter().filter_map(|quarter| Some((quarter, average(desk, quarter)?)));
        let mut known: Vec<(Quarter, Score)> = known.collect();
        known.drain(..known.len().saturating_sub(MOST));
        (known.len() > 1 && known.last()?.0 == now).then_some(Self { known })
    }

    /// The average of the quarter before and of this one.
    pub(super) fn last_two(&self) -> Option<(Score, Score)> {
        match self.known.as_slice() {
            [.., (_, before), (_, now)] => Some((*before, *now)),
            _ => None,
        }
    }

    /// The picture, on the scale of scores.
    pub(super) fn spark(&self, scale: &Scale) -> Spark {
        let (min, max) = (scale.min.thousandths(), scale.max.thousandths());
        let point = |&(quarter, score): &(Quarter, Score)| SparkPoint {
            quarter,
            depth: f64::from(max - score.thousandths()) / f64::from((max - min).max(1)),
            value: words::tenths_of_score(score),
        };
        let points: Vec<SparkPoint> = self.known.iter().map(point).collect();
        let said = points.iter().map(|point| format!("{} {}", words::quarter(point.quarter), point.value));
        let desc = format!("{}.", said.collect::<Vec<_>>().join(", "));
        let spoken = Spoken::new("trend", "Average interest of the planned weeks by quarter", desc);
        Spark::new(&points, SparkNumbers::Above, spoken)
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
