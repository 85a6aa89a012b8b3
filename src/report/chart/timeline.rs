//! Dated marks on a line of quarters, with the time from which they count as fresh.
//!
//! Marks of nearby days stand on top of each other in lanes, so that none hides another; their words are in
//! the list beside the picture.

use serde::Serialize;

use super::Spoken;
use crate::portfolio::{Date, Quarter};
use crate::report::words;

const WIDTH: f64 = 440.0;
const INSET: f64 = 8.0;
const RADIUS: f64 = 5.0;
const LANE: f64 = 13.0;
/// Below the lanes: the line, then the names of the quarters.
const AXIS: f64 = 12.0;
const NAMES: f64 = 16.0;
/// More names than this would touch each other.
const MOST_NAMES: usize = 8;
/// A quarter as its length in days, near enough for a picture.
const QUARTER_DAYS: f64 = 91.31;

/// A line of quarters with marks.
#[derive(Debug, Clone, Serialize)]
pub struct Timeline {
    /// The words for whoever cannot see it.
    pub spoken: Spoken,
    width: String,
    height: String,
    line_y: String,
    names_y: String,
    /// Where the fresh time starts and how wide it is.
    fresh: Option<(String, String)>,
    ticks: Vec<Tick>,
    marks: Vec<Mark>,
}

#[derive(Debug, Clone, Serialize)]
struct Tick {
    x: String,
    /// The quarter's name and where it stands, when there is room for it.
    name: Option<(String, String)>,
}

#[derive(Debug, Clone, Serialize)]
struct Mark {
    x: String,
    y: String,
    stale: bool,
}

/// A dated mark.
#[derive(Debug, Clone, Copy)]
pub struct TimelineMark {
    /// Its day.
    pub date: Date,
    /// Whether it is too old to count.
    pub stale: bool,
}

impl Timeline {
    /// The line from the first mark to `now`, the quarter planned for; marks from `fresh_from` on are fresh.
    /// `None` without marks.
    pub fn new(
        marks: &[TimelineMark],
        fresh_from: Option<Quarter>,
        now: Option<Quarter>,
        spoken: Spoken,
    ) -> Option<Self> {
        let quarters: Vec<i32> =
            marks.iter().filter_map(|mark| mark.date.quarter()).map(Quarter::index).collect();
        let first = *quarters.iter().min()?;
        let last = (*quarters.iter().max()?).max(now.map_or(first, Quarter::index));
        let axis = Axis { first, count: usize::try_from(last - first).unwrap_or(0) + 1 };
        let lanes = lanes(marks, &axis);
        let deepest = lanes.iter().map(|(_, lane)| *lane).max().unwrap_or(0);
        let line = LANE * (deepest + 1) as f64 + AXIS / 2.0;
        let fresh = fresh_from.map(|quarter| axis.x(f64::from(quarter.index())));
        let placed = marks.iter().zip(&lanes).map(|(mark, (x, lane))| Mark {
            x: words::coordinate(*x),
            y: words::coordinate(line - AXIS / 2.0 - LANE / 2.0 - LANE * *lane as f64),
            stale: mark.stale,
        });
        Some(Self {
            spoken,
            width: words::coordinate(WIDTH),
            height: words::coordinate(line + NAMES),
            line_y: words::coordinate(line),
            names_y: words::coordinate(line + NAMES - 3.0),
            fresh: fresh.map(|x| (words::coordinate(x), words::coordinate(WIDTH - INSET - x))),
            ticks: axis.ticks(),
            marks: placed.collect(),
        })
    }
}

/// Quarters side by side.
struct Axis {
    /// The index of the first quarter.
    first: i32,
    count: usize,
}

impl Axis {
    /// The place of a time given in quarters, kept inside the picture.
    fn x(&self, quarter: f64) -> f64 {
        let share = (quarter - f64::from(self.first)) / self.count as f64;
        INSET + (WIDTH - 2.0 * INSET) * share.clamp(0.0, 1.0)
    }

    fn ticks(&self) -> Vec<Tick> {
        let every = self.count.div_ceil(MOST_NAMES).max(1);
        let ticks = (0..=self.count).map(|index| {
            let quarter = self.first + index as i32;
            let name = (index < self.count && index % every == 0).then(|| {
                let middle = self.x(f64::from(quarter) + 0.5 * every.min(self.count - index) as f64);
                (words::coordinate(middle), short_quarter(quarter))
            });
            Tick { x: words::coordinate(self.x(f64::from(quarter))), name }
        });
        ticks.collect()
    }
}

/// A quarter's index as `Q4 26`.
fn short_quarter(index: i32) -> String {
    format!("Q{} {:02}", index.rem_euclid(4) + 1, index.div_euclid(4).rem_euclid(100))
}

/// The place of each mark along the line, and the lowest lane in which it touches no other.
fn lanes(marks: &[TimelineMark], axis: &Axis) -> Vec<(f64, usize)> {
    let mut order: Vec<usize> = (0..marks.len()).collect();
    order.sort_by_key(|&index| marks[index].date);
    let mut ends: Vec<f64> = Vec::new();
    let mut placed = vec![(0.0, 0); marks.len()];
    for index in order {
        let x = axis.x(time(marks[index].date)).clamp(INSET + RADIUS, WIDTH - INSET - RADIUS);
        let free = ends.iter().position(|end| *end <= x).unwrap_or(ends.len());
        if free == ends.len() {
            ends.push(0.0);
        }
        ends[free] = x + 2.0 * RADIUS + 2.0;
        placed[index] = (x, free);
    }
    placed
}

/// A day in quarters since the year 0.
fn time(date: Date) -> f64 {
    let (_, month, day) = date.parts();
    let quarter = date.quarter().map_or(0, Quarter::index);
    let month_in_quarter = f64::from((month - 1) % 3);
    f64::from(quarter) + (month_in_quarter * 30.44 + f64::from(day) - 1.0) / QUARTER_DAYS
}

#[cfg(test)]
mod tests {
    use super::{Timeline, TimelineMark};
    use crate::portfolio::{Date, Quarter};
    use crate::report::chart::Spoken;

    #[test]
    fn marks_of_nearby_days_do_not_hide_each_other() {
        let mark = |day| TimelineMark { date: Date::new(2026, 8, day).unwrap(), stale: false };
        let now = Quarter::new(2026, 4);
        let line = Timeline::new(&[mark(3), mark(1), mark(30)], None, now, Spoken::new("t", "", "")).unwrap();
        assert_ne!(line.marks[0].y, line.marks[1].y);
        assert_eq!(line.marks[1].y, line.marks[2].y);
        let names: Vec<_> =
            line.ticks.iter().filter_map(|tick| Some(tick.name.as_ref()?.1.as_str())).collect();
        assert_eq!(names, ["Q3 26", "Q4 26"]);
    }

    #[test]
    fn a_line_of_many_years_names_few_quarters() {
        let mark = |year| TimelineMark { date: Date::new(year, 1, 1).unwrap(), stale: true };
        let line = Timeline::new(&[mark(2001), mark(2026)], None, None, Spoken::new("t", "", "")).unwrap();
        assert!(line.ticks.iter().filter(|tick| tick.name.is_some()).count() <= 8);
        assert!(Timeline::new(&[], None, None, Spoken::new("t", "", "")).is_none());
    }
}
