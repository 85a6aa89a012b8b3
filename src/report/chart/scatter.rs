//! Projects as numbered marks on two scales, named where a name fits.
//!
//! Marks of the same place stand side by side, and a name is only written where it touches no mark and no
//! other name. What is not named here is named in the lists beside the picture, with the same numbers.

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::Spoken;
use crate::portfolio::{Scale, Score};
use crate::report::words;

/// The plot, in units of the view box of 432 × 402.
const LEFT: f64 = 28.0;
const RIGHT: f64 = 423.0;
const TOP: f64 = 24.0;
const BOTTOM: f64 = 366.0;
/// Where the foot of each scale stands, and how far it reaches, so that marks at its ends stay inside.
const FOOT_X: f64 = 40.0;
const FOOT_Y: f64 = 354.0;
const ACROSS: f64 = 370.0;
const UPWARDS: f64 = 310.0;
/// The distance between the centres of two marks, and half the side of the square that a mark fills.
const APART: f64 = 20.5;
const HALF: f64 = 10.0;
/// The width of one column of letters of a name, and the height above and below its line.
const LETTER: f64 = 6.4;
const ASCENT: f64 = 10.0;
const DESCENT: f64 = 3.5;

/// Marks on two scales.
#[derive(Debug, Clone, Serialize)]
pub struct Scatter {
    /// The words for whoever cannot see it.
    pub spoken: Spoken,
    middle: Middle,
    columns: Vec<Tick>,
    rows: Vec<Tick>,
    marks: Vec<Mark>,
    names: Vec<Name>,
    corners: Vec<Name>,
}

/// A project to be drawn.
#[derive(Debug, Clone)]
pub struct ScatterPoint {
    /// The name of its style.
    pub key: &'static str,
    /// What stands in the mark.
    pub mark: String,
    /// Its value across.
    pub across: Score,
    /// Its value upwards.
    pub upwards: Score,
    /// A name to write beside the mark, where it fits.
    pub name: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct Middle {
    x: String,
    width: String,
    height: String,
}

#[derive(Debug, Clone, Serialize)]
struct Tick {
    at: String,
    words_at: String,
    words: String,
}

#[derive(Debug, Clone, Serialize)]
struct Mark {
    key: &'static str,
    x: String,
    y: String,
    words_y: String,
    words: String,
}

#[derive(Debug, Clone, Serialize)]
struct Name {
    x: String,
    y: String,
    anchor: &'static str,
    words: String,
}

/// A rectangle that something fills.
#[derive(Debug, Clone, Copy)]
struct Space {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Scatter {
    /// The picture of these points; `corners` are the names of the quarters of the plot: top right, top left,
    /// bottom right.
    pub fn new(points: &[ScatterPoint], corners: [&str; 3], scale: &Scale, spoken: Spoken) -> Self {
        let places = places(points, scale);
        let mut taken: Vec<Space> = places.iter().map(|&(x, y)| Space::square(x, y)).collect();
        let mut names = Vec::new();
        for (point, &(x, y)) in points.iter().zip(&places) {
            let Some(name) = &point.name else { continue };
            names.extend(placed(name, &beside(x, y), &mut taken));
        }
        let (mid_x, mid_y) = (FOOT_X + ACROSS / 2.0, FOOT_Y - UPWARDS / 2.0);
        let quarters = [
            (
                corners[0],
                [
                    (RIGHT - 6.0, mid_y - 8.0, "end"),
                    (mid_x + 6.0, TOP + 14.0, "start"),
                    (mid_x + 6.0, mid_y - 8.0, "start"),
                ],
            ),
            (
                corners[1],
                [
                    (LEFT + 8.0, TOP + 14.0, "start"),
                    (LEFT + 8.0, mid_y - 8.0, "start"),
                    (mid_x - 6.0, TOP + 14.0, "end"),
                ],
            ),
            (
                corners[2],
                [
                    (RIGHT - 6.0, BOTTOM - 8.0, "end"),
                    (mid_x + 6.0, BOTTOM - 8.0, "start"),
                    (RIGHT - 6.0, mid_y + 16.0, "end"),
                ],
            ),
        ];
        let corners = quarters.iter().filter_map(|(words, spots)| placed(words, spots, &mut taken)).collect();
        Self {
            spoken,
            middle: Middle {
                x: words::coordinate(mid_x),
                width: words::coordinate(RIGHT - mid_x),
                height: words::coordinate(mid_y - TOP),
            },
            columns: ticks(scale, |share| FOOT_X + ACROSS * share, 0.0),
            rows: ticks(scale, |share| FOOT_Y - UPWARDS * share, 4.0),
            marks: points.iter().zip(&places).map(|(point, &at)| mark(point, at)).collect(),
            names,
            corners,
        }
    }
}

fn mark(point: &ScatterPoint, (x, y): (f64, f64)) -> Mark {
    Mark {
        key: point.key,
        x: words::coordinate(x),
        y: words::coordinate(y),
        words_y: words::coordinate(y + 4.0),
        words: point.mark.clone(),
    }
}

/// Where each mark stands: its own place, or the nearest free one beside it.
fn places(points: &[ScatterPoint], scale: &Scale) -> Vec<(f64, f64)> {
    let mut offsets: Vec<(i32, i32)> = (-9..=9).flat_map(|dx| (-9..=9).map(move |dy| (dx, dy))).collect();
    // Sideways before up and down, right before left: the eye follows a row.
    offsets.sort_by_key(|&(dx, dy)| (2 * dx * dx + 3 * dy * dy, dy != 0, dx < 0, dy > 0));
    let mut places: Vec<(f64, f64)> = Vec::new();
    for point in points {
        let x = FOOT_X + ACROSS * share(point.across, scale);
        let y = FOOT_Y - UPWARDS * share(point.upwards, scale);
        let free = |&(px, py): &(f64, f64)| {
            let inside =
                (LEFT + HALF..=RIGHT - HALF).contains(&px) && (TOP + HALF..=BOTTOM - HALF).contains(&py);
            inside && places.iter().all(|&(ox, oy)| (px - ox).hypot(py - oy) >= APART - 0.01)
        };
        let spots = offsets.iter().map(|&(dx, dy)| (x + APART * f64::from(dx), y + APART * f64::from(dy)));
        places.push(spots.into_iter().find(free).unwrap_or((x, y)));
    }
    places
}

/// The spots beside a mark where its name may stand, best first.
fn beside(x: f64, y: f64) -> [(f64, f64, &'static str); 8] {
    let (above, below, level) = (y - 14.0, y + 23.0, y + 4.0);
    [
        (x, above, "middle"),
        (x, below, "middle"),
        (x + 14.0, level, "start"),
        (x - 14.0, level, "end"),
        (x + 9.0, above, "end"),
        (x - 9.0, above, "start"),
        (x + 9.0, below, "end"),
        (x - 9.0, below, "start"),
    ]
}

/// The words at the first spot where they touch nothing, which is then taken.
fn placed(words: &str, spots: &[(f64, f64, &'static str)], taken: &mut Vec<Space>) -> Option<Name> {
    let width = words.width() as f64 * LETTER;
    let (x, y, anchor, space) = spots.iter().find_map(|&(x, y, anchor)| {
        let left = match anchor {
            "start" => x,
            "end" => x - width,
            _ => x - width / 2.0,
        };
        let space = Space { left, right: left + width, top: y - ASCENT, bottom: y + DESCENT };
        let inside = left >= 2.0 && space.right <= 430.0 && space.top >= 14.0 && space.bottom <= BOTTOM - 2.0;
        (inside && !taken.iter().any(|other| other.touches(&space))).then_some((x, y, anchor, space))
    })?;
    taken.push(space);
    Some(Name { x: words::coordinate(x), y: words::coordinate(y), anchor, words: words.to_owned() })
}

/// Whole points where there are few, else both ends and the middle.
fn ticks(scale: &Scale, at: impl Fn(f64) -> f64, words_below: f64) -> Vec<Tick> {
    let (min, max) = (scale.min.thousandths(), scale.max.thousandths());
    let whole = (max - min) % Score::ONE == 0 && (max - min) / Score::ONE <= 10;
    let step = if whole { Score::ONE } else { ((max - min) / 2).max(1) };
    let values = (0..).map(|step_number| min + step * step_number).take_while(|value| *value <= max);
    values
        .map(|value| {
            let score = Score::from_thousandths(value);
            let at = at(share(score, scale));
            Tick {
                at: words::coordinate(at),
                words_at: words::coordinate(at + words_below),
                words: words::score(score),
            }
        })
        .collect()
}

fn share(score: Score, scale: &Scale) -> f64 {
    let (min, max) = (f64::from(scale.min.thousandths()), f64::from(scale.max.thousandths()));
    ((f64::from(score.thousandths()) - min) / (max - min).max(1.0)).clamp(0.0, 1.0)
}

impl Space {
    fn square(x: f64, y: f64) -> Self {
        Self { left: x - HALF, right: x + HALF, top: y - HALF, bottom: y + HALF }
    }

    fn touches(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn scale() -> Scale {
        let score = Score::from_thousandths;
        Scale { min: score(0), max: score(5000), step: score(500), labels: BTreeMap::new() }
    }

    fn point(across: i32, upwards: i32, name: &str) -> ScatterPoint {
        ScatterPoint {
            key: "me",
            mark: "1".to_owned(),
            across: Score::from_thousandths(across),
            upwards: Score::from_thousandths(upwards),
            name: Some(name.to_owned()),
        }
    }

    fn number(text: &str) -> f64 {
        text.parse().unwrap()
    }

    fn space(name: &Name) -> Space {
        let (x, y, width) = (number(&name.x), number(&name.y), name.words.width() as f64 * LETTER);
        let left = match name.anchor {
            "start" => x,
            "end" => x - width,
            _ => x - width / 2.0,
        };
        Space { left, right: left + width, top: y - ASCENT, bottom: y + DESCENT }
    }

    proptest! {
        #[test]
        fn names_and_marks_never_touch(cells in prop::collection::vec((0..11_i32, 0..11_i32), 1..40)) {
            let points: Vec<_> = cells.iter().map(|&(a, u)| point(a * 500, u * 500, "Zero trust")).collect();
            let corners = ["wants it and grows", "grows", "enjoys it"];
            let drawn = Scatter::new(&points, corners, &scale(), Spoken::new("s", "", ""));
            let marks: Vec<Space> = drawn.marks.iter().map(|m| Space::square(number(&m.x), number(&m.y))).collect();
            let names: Vec<Space> = drawn.names.iter().chain(&drawn.corners).map(space).collect();
            for (at, name) in names.iter().enumerate() {
                // Coordinates are printed with one decimal, so a hair of overlap is rounding.
                let name = Space { left: name.left + 0.1, right: name.right - 0.1, top: name.top + 0.1, bottom: name.bottom - 0.1 };
                prop_assert!(!marks.iter().any(|mark| mark.touches(&name)));
                prop_assert!(!names.iter().skip(at + 1).any(|other| other.touches(&name)));
            }
            for (at, mark) in drawn.marks.iter().enumerate() {
                for other in &drawn.marks[at + 1..] {
                    let apart = (number(&mark.x) - number(&other.x)).hypot(number(&mark.y) - number(&other.y));
                    prop_assert!(apart >= APART - 0.2, "{} apart", apart);
                }
            }
        }
    }

    #[test]
    fn a_lone_mark_stands_at_its_values_with_its_name_above() {
        let drawn = Scatter::new(
            &[point(2500, 2500, "Zero trust")],
            ["a", "b", "c"],
            &scale(),
            Spoken::new("s", "", ""),
        );
        assert_eq!((drawn.marks[0].x.as_str(), drawn.marks[0].y.as_str()), ("225", "199"));
        assert_eq!((drawn.names[0].y.as_str(), drawn.names[0].anchor), ("185", "middle"));
    }
}
