//! Where a project stands, in two sentences.

use serde::Serialize;

use crate::portfolio::{Project, Settings, Status};
use crate::ranking::{BelowFloor, Margin, Placed, Side, Swayed, Unscored};
use crate::report::atlas::{Atlas, Standing};
use crate::report::chart::outline_path;
use crate::report::firmness::Firmness;
use crate::report::index::finding::moves;
use crate::report::row::Point;
use crate::report::words;

/// The verdict on a project.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Verdict {
    /// The style: a firmness, or `apart`.
    level: &'static str,
    answer: String,
    reason: String,
    /// The weightings that put it in the plan, and the place of today's.
    glyph: Option<Glyph>,
}

/// A small triangle of all weightings.
#[derive(Debug, Clone, Serialize)]
struct Glyph {
    region: String,
    home: Point,
}

impl Verdict {
    /// The verdict on a project.
    pub(super) fn of(atlas: &Atlas<'_>, project: &Project, swayed: Option<&Swayed>) -> Self {
        match atlas.standing(&project.id) {
            Standing::Placed(_, placed) => placed_verdict(atlas, placed, swayed),
            Standing::BelowFloor(apart) => Self::apart("Below the floor.", floor_reason(atlas, apart)),
            Standing::Unscored(apart) => Self::apart("Not ranked yet.", unscored_reason(atlas, apart)),
            Standing::Elsewhere => elsewhere(atlas, project),
        }
    }

    /// Both sentences.
    pub(super) fn sentence(&self) -> String {
        if self.reason.is_empty() { self.answer.clone() } else { format!("{} {}", self.answer, self.reason) }
    }

    fn apart(answer: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { level: "apart", answer: answer.into(), reason: reason.into(), glyph: None }
    }
}

fn placed_verdict(atlas: &Atlas<'_>, placed: &Placed, swayed: Option<&Swayed>) -> Verdict {
    let all = atlas.ranking().placed.len();
    let place = if placed.tied {
        format!("sharing the {} place of {all}", words::ordinal(placed.rank))
    } else {
        format!("{} of {all}", words::ordinal(placed.rank))
    };
    let answer = match placed.side {
        Side::Planned => format!("In the plan, {place}."),
        Side::Below => format!("Below the line, {place}."),
        Side::NoEffort | Side::NoLine => format!("{}.", words::capital(&place)),
    };
    let margin = swayed.map(|swayed| &swayed.stability.margin);
    let firmness = margin.and_then(|margin| Firmness::of(placed.side, margin));
    let settings = atlas.picture.portfolio.settings();
    let reason = match placed.side {
        Side::NoEffort => "It states no effort, so no plan can hold it.".to_owned(),
        Side::NoLine => "No capacity is stated, so there is no plan line.".to_owned(),
        Side::Planned | Side::Below => {
            margin.map_or_else(String::new, |margin| margin_reason(placed.side, firmness, margin, settings))
        }
    };
    let glyph = swayed.and_then(|swayed| swayed.planned.as_ref()).map(|planned| {
        let home = Point::of(settings);
        Glyph { region: outline_path(&planned.outlines), home }
    });
    Verdict { level: firmness.map_or("plain", Firmness::key), answer, reason, glyph }
}

fn margin_reason(side: Side, firmness: Option<Firmness>, margin: &Margin, settings: &Settings) -> String {
    match (margin, side) {
        (Margin::NoLine, _) => String::new(),
        (Margin::Never, Side::Planned) => "Every weighting puts it in the plan.".to_owned(),
        (Margin::Never, _) => "No weighting puts it in the plan.".to_owned(),
        (Margin::Flips(flip), _) if flip.distance.is_zero() => {
            "Knife-edge: it is level with a project on the other side of the line.".to_owned()
        }
        (Margin::Flips(flip), _) => {
            let word = firmness.map_or("", Firmness::word);
            let turn = if side == Side::Planned { "it drops out" } else { "it comes in" };
            format!("{word}: {turn} if you move {}.", moves(flip, settings))
        }
    }
}

fn floor_reason(atlas: &Atlas<'_>, apart: &BelowFloor) -> String {
    let name = &atlas.picture.portfolio.settings().criteria[apart.criterion];
    let (score, floor) = (words::score(apart.score), words::score(apart.floor));
    format!("Its score for {} is {score} and the floor is {floor}, so it takes no rank.", name.to_lowercase())
}

fn unscored_reason(atlas: &Atlas<'_>, apart: &Unscored) -> String {
    let names = &atlas.picture.portfolio.settings().criteria;
    let missing: Vec<String> =
        apart.missing.iter().map(|criterion| format!("{} score", names[*criterion].to_lowercase())).collect();
    let (low, high) = apart.score_tenths_range;
    let (low, high) = (words::decimal(i128::from(low), 10, 1), words::decimal(i128::from(high), 10, 1));
    let range = apart.rank_range;
    format!(
        "No {}. Between {low} and {high} points, so between ranks {} and {}.",
        words::either(&missing),
        range.best,
        range.worst
    )
}

fn elsewhere(atlas: &Atlas<'_>, project: &Project) -> Verdict {
    let quarters: Vec<String> = project.quarters.iter().map(|quarter| words::quarter(*quarter)).collect();
    let quarters = words::list(&quarters);
    let within = if quarters.is_empty() { String::new() } else { format!(" in {quarters}") };
    match project.status {
        Status::Done => {
            let note = project.outcome.as_ref().and_then(|outcome| outcome.note.clone());
            Verdict::apart(format!("Done{within}."), note.unwrap_or_default())
        }
        Status::Dropped => Verdict::apart(format!("Dropped{within}."), "It competes no longer."),
        _ => {
            let now = atlas.picture.portfolio.settings().quarter;
            let now = now.map_or_else(|| "this plan".to_owned(), words::quarter);
            Verdict::apart(format!("Planned for {quarters}."), format!("It does not compete in {now}."))
        }
    }
}
