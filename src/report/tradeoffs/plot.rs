//! Two criteria against each other: every project a mark, the front joined.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;

use crate::criteria::Criterion;
use crate::portfolio::Score;
use crate::ranking::Side;
use crate::report::row::place;
use crate::report::{Picture, words};

/// The side of the plotted square, inside a picture of 300 by 290.
const SIDE: f64 = 240.0;
const LEFT: f64 = 36.0;
const TOP: f64 = 12.0;
/// Beyond so many marks those outside the plan that something beats are left out.
const MARKS: usize = 400;
/// Beyond so many marks only those of the front carry their places.
const LABELLED: usize = 40;

/// Two criteria against each other.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Plot {
    id: String,
    title: String,
    desc: String,
    /// The name along the bottom.
    across: String,
    /// The name along the side.
    up: String,
    ticks: Vec<Tick>,
    /// The front of these two criteria as a path.
    front: String,
    marks: Vec<Mark>,
}

/// A line of the grid with its number.
#[derive(Debug, Clone, Serialize)]
struct Tick {
    at: String,
    /// The same from the top.
    from_top: String,
    words: String,
}

/// The projects at one point.
#[derive(Debug, Clone, Serialize)]
struct Mark {
    x: String,
    y: String,
    /// The name of its style: `in` or `out` of the plan, with `front` when nothing beats one of them.
    key: String,
    /// Their places; may be empty.
    label: String,
    /// Where the label stands.
    lx: String,
    ly: String,
}

/// The three pairs of criteria.
pub(super) fn plots(picture: &Picture<'_>) -> Vec<Plot> {
    [
        (Criterion::Business, Criterion::Interest),
        (Criterion::Business, Criterion::Growth),
        (Criterion::Growth, Criterion::Interest),
    ]
    .into_iter()
    .map(|(across, up)| plot(picture, across, up))
    .collect()
}

fn plot(picture: &Picture<'_>, across: Criterion, up: Criterion) -> Plot {
    let names = &picture.portfolio.settings().criteria;
    let mut points: BTreeMap<(Score, Score), Vec<usize>> = BTreeMap::new();
    for (index, placed) in picture.ranking.placed.iter().enumerate() {
        let scores = placed.scores();
        points.entry((scores[across], scores[up])).or_default().push(index);
    }
    let front = front(points.keys().copied());
    if points.len() > MARKS {
        let placed = |index: &usize| &picture.ranking.placed[*index];
        points.retain(|_, indices| {
            indices.iter().any(|index| placed(index).layer == 1 || placed(index).is_planned())
        });
    }
    let frame = Frame::of(picture);
    Plot {
        id: format!("{}-{}", across.key(), up.key()),
        title: format!("{} and {}", names[up], names[across].to_lowercase()),
        desc: desc(picture, &points, &front),
        across: names[across].clone(),
        up: names[up].clone(),
        ticks: frame.ticks(),
        front: frame.path(&front),
        marks: points.iter().map(|(at, indices)| frame.mark(picture, *at, indices, points.len())).collect(),
    }
}

/// The points that no other beats on both criteria, from the left.
fn front(points: impl DoubleEndedIterator<Item = (Score, Score)>) -> Vec<(Score, Score)> {
    let mut best: Option<Score> = None;
    let mut front: Vec<(Score, Score)> = Vec::new();
    for (across, up) in points.rev() {
        if best.is_none_or(|best| up > best) {
            best = Some(up);
            front.push((across, up));
        }
    }
    front.reverse();
    front
}

fn desc(
    picture: &Picture<'_>,
    points: &BTreeMap<(Score, Score), Vec<usize>>,
    front: &[(Score, Score)],
) -> String {
    let names: Vec<&str> = front
        .iter()
        .filter_map(|at| points.get(at))
        .flatten()
        .map(|index| picture.ranking.placed[*index].project.short.as_str())
        .take(8)
        .collect();
    format!("On these two criteria nothing beats {}. The table below holds all scores.", words::list(&names))
}

/// From scores to the picture.
struct Frame {
    min: i32,
    max: i32,
}

impl Frame {
    fn of(picture: &Picture<'_>) -> Self {
        let rules = &picture.ranking.rules;
        Self { min: rules.min.thousandths(), max: rules.max.thousandths().max(rules.min.thousandths() + 1) }
    }

    fn share(&self, score: Score) -> f64 {
        f64::from(score.thousandths() - self.min) / f64::from(self.max - self.min)
    }

    fn at(&self, (across, up): (Score, Score)) -> (f64, f64) {
        (LEFT + SIDE * self.share(across), TOP + SIDE * (1.0 - self.share(up)))
    }

    /// The ends of the scale and, where it has whole points, a few of them.
    fn ticks(&self) -> Vec<Tick> {
        let whole = (self.max - self.min) / Score::ONE;
        let parts =
            if (1..=10).contains(&whole) && (self.max - self.min) % Score::ONE == 0 { whole } else { 4 };
        (0..=parts)
            .map(|part| {
                let score = Score::from_thousandths(self.min + (self.max - self.min) / parts * part);
                let (x, y) = self.at((score, score));
                Tick { at: words::coordinate(x), from_top: words::coordinate(y), words: words::score(score) }
            })
            .collect()
    }

    fn path(&self, front: &[(Score, Score)]) -> String {
        let mut path = String::new();
        for (at, point) in front.iter().enumerate() {
            let (x, y) = self.at(*point);
            let step = if at == 0 { 'M' } else { 'L' };
            let _ = write!(path, "{step}{} {}", words::coordinate(x), words::coordinate(y));
        }
        path
    }

    fn mark(&self, picture: &Picture<'_>, at: (Score, Score), indices: &[usize], all: usize) -> Mark {
        let placed = || indices.iter().map(|index| &picture.ranking.placed[*index]);
        let front = placed().any(|placed| placed.layer == 1);
        let inside = placed().any(|placed| matches!(placed.side, Side::Planned | Side::NoLine));
        let label = if all > LABELLED && !front {
            String::new()
        } else {
            placed().map(place).collect::<Vec<_>>().join(" ")
        };
        let (x, y) = self.at(at);
        Mark {
            x: words::coordinate(x),
            y: words::coordinate(y),
            key: format!("{}{}", if inside { "in" } else { "out" }, if front { " front" } else { "" }),
            label,
            lx: words::coordinate(x + 8.0),
            ly: words::coordinate(y - 6.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_front_keeps_what_nothing_beats_on_both() {
        let score = Score::from_thousandths;
        let points = [(1, 5), (2, 2), (3, 3), (3, 1), (4, 0)].map(|(a, b)| (score(a), score(b)));
        let mut sorted = points;
        sorted.sort_unstable();
        assert_eq!(front(sorted.into_iter()), [(1, 5), (3, 3), (4, 0)].map(|(a, b)| (score(a), score(b))));
    }
}
