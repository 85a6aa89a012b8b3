//! The page about earlier quarters: what was ranked where, what came of it, and what that says about the weights.

use serde::Serialize;

use super::atlas::Atlas;
use super::calibration;
use super::chart::{Spoken, point};
use super::piece::{Badge, Words, first};
use super::project::home;
use super::row::Point;
use super::{Head, Page, address, words};
use crate::history::{Calibration, PastPlace, PastQuarter};
use crate::portfolio::{Id, Project, Quarter, Status};
use crate::ranking::Ratio;

/// Outcomes nearer to their scores than this, in points of the scale, are as expected.
const NEAR: f64 = 0.25;

/// So many projects of a quarter stand on the page.
const ROWS: usize = 100;

/// What `history.html` prints.
#[derive(Debug, Clone, Serialize)]
struct View {
    heading: String,
    dek: String,
    quarters: Vec<QuarterView>,
    learned: Learned,
}

/// An earlier quarter.
#[derive(Debug, Clone, Serialize)]
struct QuarterView {
    title: String,
    sentence: String,
    rows: Vec<Row>,
    more: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct Row {
    place: String,
    title: Words,
    score: String,
    status: &'static str,
    outcome: String,
    /// The outcome less what the scores promised, on the portfolio's scale.
    difference: String,
    note: Option<String>,
    /// Where it stands now, when it still competes.
    now: Option<Badge>,
}

/// What outcomes say about the weights.
#[derive(Debug, Clone, Serialize)]
struct Learned {
    heading: String,
    sentences: Vec<String>,
    caution: Option<&'static str>,
    picture: Option<Picture>,
}

/// The stated weights and the learned ones in the triangle.
#[derive(Debug, Clone, Serialize)]
struct Picture {
    spoken: Spoken,
    home: Point,
    learned: Point,
    corners: [String; 3],
}

/// Whether there is an earlier quarter or a finished project.
pub(super) fn is_needed(atlas: &Atlas<'_>) -> bool {
    let history = atlas.picture.history;
    !history.quarters.is_empty() || !history.calibration.past.is_empty()
}

/// The page.
pub(super) fn page(atlas: &Atlas<'_>) -> Page {
    let history = atlas.picture.history;
    let view = View {
        heading: heading(atlas),
        dek: dek(&history.calibration),
        quarters: history.quarters.iter().rev().map(|quarter| quarter_view(atlas, quarter)).collect(),
        learned: learned(atlas),
    };
    let head = Head {
        title: "History".to_owned(),
        description: view.heading.clone(),
        section: "history.html",
        crumbs: vec![home(atlas)],
    };
    Page::new(address("history.html"), "history.html", head, &view)
}

/// Were we right?
fn heading(atlas: &Atlas<'_>) -> String {
    let past = &atlas.picture.history.calibration.past;
    let misses =
        past.iter().map(|finished| promised(finished.experience.outcome.thousandths(), finished.value));
    let mean = misses.sum::<f64>() / past.len().max(1) as f64;
    let points = words::one_decimal(mean.abs());
    if past.is_empty() {
        "No finished project has an outcome yet".to_owned()
    } else if mean.abs() < NEAR {
        "Outcomes came out about where the scores said, on average".to_owned()
    } else {
        let way = if mean < 0.0 { "below" } else { "above" };
        let unit = if points == "1.0" { "point" } else { "points" };
        format!("Outcomes came in {points} {unit} {way} what the scores promised, on average")
    }
}

/// An outcome in thousandths less a value, in points of the scale.
fn promised(outcome: i32, value: Ratio) -> f64 {
    f64::from(outcome) / 1000.0 - value.to_f64()
}

fn dek(calibration: &Calibration) -> String {
    let ordered = calibration.ordered.map(|(right, all)| {
        format!(
            " The order that the scores gave was right for {right} of {all} pairs with different outcomes."
        )
    });
    let count = words::number_of(calibration.past.len(), "finished project", "finished projects");
    format!("{} with an outcome.{}", words::capital(&count), ordered.unwrap_or_default())
}

fn quarter_view(atlas: &Atlas<'_>, past: &PastQuarter) -> QuarterView {
    let projects: Vec<&Project> = past
        .places
        .iter()
        .map(|place| &place.id)
        .chain(&past.unranked)
        .filter_map(|id| atlas.project(id))
        .collect();
    let ranked = past.places.iter().filter_map(|place| row(atlas, &place.id, Some(place)));
    let unranked = past.unranked.iter().filter_map(|id| row(atlas, id, None));
    let (rows, more) = first(ranked.chain(unranked).collect(), ROWS);
    QuarterView {
        title: words::quarter(past.quarter),
        sentence: quarter_sentence(past.quarter, &projects),
        rows,
        more,
    }
}

fn quarter_sentence(quarter: Quarter, projects: &[&Project]) -> String {
    let done = projects.iter().filter(|project| project.status == Status::Done).count();
    let on = projects
        .iter()
        .filter(|project| project.is_open() && project.quarters.iter().any(|other| *other > quarter))
        .count();
    let dropped = projects.iter().filter(|project| project.status == Status::Dropped).count();
    let parts = [
        (done, "was finished", "were finished"),
        (on, "went on", "went on"),
        (dropped, "was dropped", "were dropped"),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(count, _, _)| *count > 0)
        .map(|(count, one, many)| format!("{} {}", words::number(count), if count == 1 { one } else { many }))
        .collect();
    let of = words::capital(&words::number_of(projects.len(), "project", "projects"));
    if parts.is_empty() { format!("{of}.") } else { format!("{of}: {}.", words::list(&parts)) }
}

fn row(atlas: &Atlas<'_>, id: &Id, place: Option<&PastPlace>) -> Option<Row> {
    let project = atlas.project(id)?;
    let calibration = &atlas.picture.history.calibration;
    let finished = calibration.past.binary_search_by(|finished| finished.id.cmp(id)).ok();
    let difference = finished.and_then(|index| calibration.past.get(index)).map(|finished| {
        let miss = promised(finished.experience.outcome.thousandths(), finished.value);
        words::signed((miss * 1e6).round() as i128, 1_000_000, 1)
    });
    let outcome = project.outcome.as_ref();
    let tied =
        |place: &PastPlace| if place.tied { format!("={}", place.rank) } else { place.rank.to_string() };
    Some(Row {
        place: place.map_or_else(|| "\u{2013}".to_owned(), tied),
        title: Words::project(project),
        score: place.map_or_else(String::new, |place| words::tenths(place.score_tenths)),
        status: super::labels::status(project.status),
        outcome: outcome
            .and_then(|outcome| outcome.score)
            .map_or_else(|| "\u{2013}".to_owned(), words::score),
        difference: difference.unwrap_or_default(),
        note: outcome.and_then(|outcome| outcome.note.clone()),
        now: (atlas.order(project) != usize::MAX).then(|| Badge::of(atlas, project)),
    })
}

fn learned(atlas: &Atlas<'_>) -> Learned {
    let known = &atlas.picture.history.calibration;
    let portfolio = atlas.picture.portfolio;
    let settings = portfolio.settings();
    let lesson = known.verdict.lesson();
    let picture = lesson.and_then(|lesson| lesson.weights).map(|weights| {
        let (x, y) = point(weights.into_array());
        let desc = format!(
            "The ring marks the stated weights, {}; the dot what past outcomes would suggest.",
            calibration::points(&settings.weights)
        );
        Picture {
            spoken: Spoken::new("learned", "Stated and learned weights", desc),
            home: Point::of(settings),
            learned: Point { x, y },
            corners: settings.criteria.clone().into_array(),
        }
    });
    Learned {
        heading: calibration::heading(known),
        sentences: calibration::sentences(known, portfolio),
        caution: lesson.map(|_| calibration::CAUTION),
        picture,
    }
}
