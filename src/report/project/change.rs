//! What would change the answer: other weights, other scores, doubt about the scores.
//!
//! Everything here is exact and comes from the ranking; this file only chooses what to say and finds words.

use serde::Serialize;

use crate::criteria::Criterion;
use crate::portfolio::Score;
use crate::ranking::{FirstPlace, Flip, Margin, Needed, Placed, Raise, Stability, Swayed, Weighting};
use crate::report::atlas::Atlas;
use crate::report::chart::{Range, Spoken, outline_path, point};
use crate::report::firmness::points_to_flip;
use crate::report::piece::{Badge, Words};
use crate::report::row::Point;
use crate::report::words;

/// How many projects a sentence names.
const NAMED: usize = 5;
/// How many rivals are shown on each side.
const RIVALS: usize = 3;

/// What would change the answer about a ranked project.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Change {
    triangle: Option<Triangle>,
    shares: Vec<Share>,
    range: Option<RankRange>,
    /// What else is to be said, each a sentence.
    remarks: Vec<Vec<Words>>,
    rivals: Vec<Rival>,
    needs: Vec<Need>,
    /// The names of the criteria, for the head of the table of needs.
    criteria: [String; 3],
}

/// The weightings that put a project in the plan, as a picture.
#[derive(Debug, Clone, Serialize)]
struct Triangle {
    spoken: Spoken,
    region: String,
    near: String,
    home: Point,
    /// The nearest weighting at which it changes its side.
    turn: Option<Point>,
    corners: [String; 3],
}

/// A share of weightings in big figures.
#[derive(Debug, Clone, Serialize)]
struct Share {
    name: &'static str,
    value: String,
}

#[derive(Debug, Clone, Serialize)]
struct RankRange {
    words: String,
    picture: Range,
}

#[derive(Debug, Clone, Serialize)]
struct Rival {
    badge: Badge,
    title: Words,
    lead: String,
    turn: String,
}

/// What would lead to a place.
#[derive(Debug, Clone, Serialize)]
struct Need {
    /// The place: `To be in the plan`.
    place: String,
    /// Whom it passes.
    passes: Words,
    /// The score on each criterion alone; a dash where none is enough.
    alone: [String; 3],
    together: String,
}

impl Change {
    /// What would change the answer about the project at an index.
    pub(super) fn of(
        atlas: &Atlas<'_>,
        index: usize,
        placed: &Placed,
        swayed: Option<&Swayed>,
    ) -> Option<Self> {
        if atlas.ranking().placed.len() < 2 {
            return None;
        }
        Some(Self {
            triangle: swayed.and_then(|swayed| triangle(atlas, placed, swayed)),
            shares: swayed.map_or_else(Vec::new, shares),
            range: swayed.map(|swayed| range(atlas, placed, &swayed.stability)),
            remarks: remarks(atlas, index, placed, swayed.map(|swayed| &swayed.stability)),
            rivals: rivals(atlas, index, placed),
            needs: needs(atlas, index),
            criteria: atlas.picture.portfolio.settings().criteria.clone().into_array(),
        })
    }
}

fn triangle(atlas: &Atlas<'_>, placed: &Placed, swayed: &Swayed) -> Option<Triangle> {
    let planned = swayed.planned.as_ref()?;
    let settings = atlas.picture.portfolio.settings();
    let turn = match &swayed.stability.margin {
        Margin::Flips(flip) if !flip.distance.is_zero() => Some(place(&flip.at)),
        _ => None,
    };
    let away = if turn.is_some() { " and the dot the nearest weighting at which that changes" } else { "" };
    let desc = format!(
        "Shaded: {} of all weightings. The ring marks the committed weights, the dashed outline what is within \
         ten points of them{away}.",
        words::percent(planned.share)
    );
    let title = format!("Weightings that put {} in the plan", placed.project.title);
    Some(Triangle {
        spoken: Spoken::new("map", title, desc),
        region: outline_path(&planned.outlines),
        near: outline_path(&[atlas.picture.sway?.near_corners()]),
        home: Point::of(settings),
        turn,
        corners: settings.criteria.clone().into_array(),
    })
}

fn place(weighting: &Weighting) -> Point {
    let (x, y) = point(weighting.shares());
    Point { x, y }
}

fn shares(swayed: &Swayed) -> Vec<Share> {
    let known = &swayed.stability;
    let near = swayed.near.filter(|_| known.plan_share.is_some());
    let core = swayed.core.filter(|_| known.plan_share.is_some());
    let share = |name, share: Option<f64>| Some(Share { name, value: words::percent(share?) });
    let all = [
        share("In the plan, of all weightings", known.plan_share),
        share("Of those within ten points of ours", near),
        share("In the most worthwhile plan, of all weightings", core),
        (known.first_share > 0.0)
            .then(|| share("First, of all weightings", Some(known.first_share)))
            .flatten(),
    ];
    all.into_iter().flatten().collect()
}

fn range(atlas: &Atlas<'_>, placed: &Placed, known: &Stability) -> RankRange {
    let (best, worst) = (known.best_rank, known.worst_rank);
    let words = if best == worst { best.to_string() } else { format!("{best} to {worst}") };
    let mean = words::one_decimal(known.expected_rank);
    let desc = format!("Rank {words} over all weightings, {mean} on average; {} with ours.", placed.rank);
    let all = atlas.ranking().placed.len();
    let spoken = Spoken::new("ranks", "Its ranks over the whole triangle", desc);
    RankRange {
        words: format!("{words}, {mean} on average"),
        picture: Range::new(best, worst, placed.rank, all, spoken),
    }
}

fn remarks(atlas: &Atlas<'_>, index: usize, placed: &Placed, known: Option<&Stability>) -> Vec<Vec<Words>> {
    let leader = known.and_then(|known| first_place(atlas, index, &known.first));
    let remarks = [leader, close_calls(atlas, index), doubt(placed)];
    remarks.into_iter().flatten().collect()
}

/// Why it is never first, or what makes it first.
fn first_place(atlas: &Atlas<'_>, index: usize, place: &FirstPlace) -> Option<Vec<Words>> {
    match place {
        FirstPlace::Unknown { .. } => None,
        FirstPlace::Somewhere { nearest, .. } if nearest.distance.is_zero() => None,
        FirstPlace::Somewhere { nearest, .. } => {
            let (at, points) = (written(&nearest.at), points_in_words(nearest));
            Some(vec![Words::plain(format!("It comes first at {at}, {points} away."))])
        }
        FirstPlace::Touching { behind, .. } | FirstPlace::Never { behind } => {
            let behind: Vec<&Placed> = behind
                .iter()
                .filter(|other| **other != index)
                .filter_map(|&other| atlas.ranking().placed.get(other))
                .collect();
            let mut sentence = vec![Words::plain("It is never first: for every weighting ")];
            for (at, other) in behind.iter().enumerate() {
                if at > 0 {
                    sentence.push(Words::plain(if at + 1 == behind.len() { " or " } else { ", " }));
                }
                sentence.push(Words::project(&other.project));
            }
            sentence.push(Words::plain(" is at least as good."));
            (!behind.is_empty()).then_some(sentence)
        }
    }
}

/// The projects whose order nobody should argue about, given how far scores may be off.
fn close_calls(atlas: &Atlas<'_>, index: usize) -> Option<Vec<Words>> {
    let ranking = atlas.ranking();
    // Groups stand in order, each beginning and ending behind the one before it.
    let from = ranking.close_calls.partition_point(|group| group.end <= index);
    let mine = ranking.close_calls[from..].iter().take_while(|group| group.start <= index);
    let group = mine.max_by_key(|group| group.len())?;
    let others = group.clone().filter(|other| *other != index).filter_map(|other| ranking.placed.get(other));
    let named: Vec<&Placed> = others.take(NAMED).collect();
    let rest = (group.len() - 1).saturating_sub(NAMED);
    let mut sentence = vec![Words::plain("Too close to call with ")];
    for (at, other) in named.iter().enumerate() {
        if at > 0 {
            sentence.push(Words::plain(if at + 1 == named.len() && rest == 0 { " and " } else { ", " }));
        }
        sentence.push(Words::project(&other.project));
    }
    if rest > 0 {
        sentence.push(Words::plain(format!(" and {}", words::number_of(rest, "other", "others"))));
    }
    sentence.push(Words::plain(": their scores may be off by more than lies between them."));
    Some(sentence)
}

fn doubt(placed: &Placed) -> Option<Vec<Words>> {
    let range = placed.rank_range;
    (range.best < range.worst).then(|| {
        let (best, worst) = (range.best, range.worst);
        vec![Words::plain(format!(
            "If every score may be off as its confidence says, its rank lies between {best} and {worst}."
        ))]
    })
}

/// The nearest projects on both sides, with the weighting at which the order turns.
fn rivals(atlas: &Atlas<'_>, index: usize, placed: &Placed) -> Vec<Rival> {
    let ranking = atlas.ranking();
    let from = index.saturating_sub(RIVALS);
    let to = (index + RIVALS + 1).min(ranking.placed.len());
    (from..to)
        .filter(|other| *other != index)
        .filter_map(|other| {
            let rival = ranking.placed.get(other)?;
            let lead = placed.score_tenths - rival.score_tenths;
            let turn = if other < index {
                ranking.overtakes(index, other).map_or_else(
                    || "Behind or level on every criterion".to_owned(),
                    |flip| turn("Passes it", &flip),
                )
            } else {
                ranking.overtakes(other, index).map_or_else(
                    || "Ahead or level on every criterion".to_owned(),
                    |flip| turn("Loses to it", &flip),
                )
            };
            Some(Rival {
                badge: Badge::of(atlas, &rival.project),
                title: Words::project(&rival.project),
                lead: words::signed(i128::from(lead), 10, 1),
                turn,
            })
        })
        .collect()
}

fn turn(what: &str, flip: &Flip) -> String {
    if flip.distance.is_zero() {
        return "Level with it".to_owned();
    }
    format!("{what} at {}, {} away", written(&flip.at), points_in_words(flip))
}

/// A weighting as `52/23/25`.
fn written(weighting: &Weighting) -> String {
    let points = weighting.points();
    format!("{}/{}/{}", points.business, points.interest, points.growth)
}

fn points_in_words(flip: &Flip) -> String {
    match points_to_flip(flip.distance) {
        1 => "1 point".to_owned(),
        points => format!("{points} points"),
    }
}

fn needs(atlas: &Atlas<'_>, index: usize) -> Vec<Need> {
    let reach = atlas.ranking().reach(index);
    let line = reach.line.map(|needed| ("To be in the plan", needed));
    let above = reach.neighbour.map(|needed| ("To pass the one above", needed));
    let top = reach.first.map(|needed| ("To be first", needed));
    let mut needs: Vec<(&str, Needed)> = [line, above, top].into_iter().flatten().collect();
    // One row for each project to pass, under the name that matters most.
    let mut seen = Vec::new();
    needs.retain(|(_, needed)| {
        let new = !seen.contains(&needed.target);
        seen.push(needed.target);
        new
    });
    needs.into_iter().filter_map(|(place, needed)| need(atlas, index, place, &needed)).collect()
}

fn need(atlas: &Atlas<'_>, index: usize, place: &str, needed: &Needed) -> Option<Need> {
    let ranking = atlas.ranking();
    let (own, target) = (ranking.placed.get(index)?, ranking.placed.get(needed.target)?);
    let score = |score: Option<Score>| score.map_or_else(|| "not even the top".to_owned(), words::score);
    Some(Need {
        place: place.to_owned(),
        passes: Words::project(&target.project),
        alone: needed.alone.map(score).into_array(),
        together: needed
            .together
            .as_ref()
            .map_or_else(|| "no scores are enough".to_owned(), |raise| raised(atlas, own, raise)),
    })
}

/// `business 4.5 and growth 4`.
fn raised(atlas: &Atlas<'_>, own: &Placed, raise: &Raise) -> String {
    let names = &atlas.picture.portfolio.settings().criteria;
    let scores = own.scores();
    let each: Vec<String> = Criterion::ALL
        .into_iter()
        .filter(|&criterion| raise.scores[criterion] != scores[criterion])
        .map(|criterion| {
            format!("{} {}", names[criterion].to_lowercase(), words::score(raise.scores[criterion]))
        })
        .collect();
    words::list(&each)
}
