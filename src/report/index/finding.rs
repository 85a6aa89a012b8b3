//! The heading of the home page: what the ranking says, in a sentence, and where it is in doubt.

use serde::Serialize;

use crate::portfolio::Settings;
use crate::ranking::{Flip, Margin, Plan, Ranking, Sway};
use crate::report::firmness::{Firmness, points_to_flip};
use crate::report::row::project_href;
use crate::report::{Picture, words};

/// What the ranking says, in a sentence, and where it is in doubt.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Finding {
    /// The finding.
    pub(super) heading: String,
    /// The most doubtful decision.
    pub(super) dek: Option<Dek>,
}

/// A sentence about one project.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Dek {
    /// What stands before the project's title.
    before: String,
    /// The project's title; may be empty.
    name: String,
    /// The project's page, from the report's root.
    href: String,
    /// What stands after it.
    after: String,
}

/// The finding of a picture.
pub(super) fn finding(picture: &Picture<'_>) -> Finding {
    Finding { heading: heading(picture), dek: dek(picture) }
}

fn heading(picture: &Picture<'_>) -> String {
    let ranking = picture.ranking;
    let period = period(picture.portfolio.settings());
    let total = ranking.placed.len();
    if total == 0 {
        return nothing_ranked(ranking);
    }
    let Some(plan) = &ranking.plan else {
        let first = &ranking.placed[0].project.title;
        return format!("{first} leads {}", words::number_of(total, "project", "projects"));
    };
    let planned = plan.inside.len();
    let Some(stop) = plan.stopped_by else {
        let (used, of) = (words::week_number(plan.planned), words::weeks(plan.capacity));
        return format!(
            "Everything fits: {} in {used} of {of}",
            words::number_of(planned, "project", "projects")
        );
    };
    if planned == 0 {
        let (needs, has) = (words::weeks(stop.needs), words::week_number(plan.capacity));
        return format!("Nothing fits {period}: the first project needs {needs}, and there are {has}");
    }
    match doubtful(picture) {
        None => format!(
            "{} of {total} projects {} {period}",
            words::capital(&words::number(planned)),
            if planned == 1 { "fits" } else { "fit" }
        ),
        Some(doubtful) => with_doubt(planned, doubtful, &period),
    }
}

fn with_doubt(planned: usize, doubtful: usize, period: &str) -> String {
    let fit = words::capital(&words::number_of(planned, "project fits", "projects fit"));
    let sure = planned - doubtful;
    match (planned, doubtful) {
        (1, 0) => format!("{fit} {period}, and it is not in doubt"),
        (1, _) => format!("{fit} {period}, but it hangs on the weights"),
        (_, 0) => format!("{fit} {period}, and none of them is in doubt"),
        _ if sure == 0 => format!("{fit} {period}, but all of them hang on the weights"),
        _ if sure < doubtful => {
            format!("{fit} {period}, but {} of them hang on the weights", words::number(doubtful))
        }
        _ => {
            let are = if sure == 1 { "is" } else { "are" };
            format!("{fit} {period}, and {} of them {are} not in doubt", words::number(sure))
        }
    }
}

fn nothing_ranked(ranking: &Ranking) -> String {
    let waiting = ranking.unscored.len() + ranking.below_floor.len();
    match waiting {
        0 => "There is nothing to decide: every project of this quarter is done or dropped".to_owned(),
        1 => "The only project cannot be ranked yet".to_owned(),
        _ => format!("None of {} can be ranked yet", words::number_of(waiting, "project", "projects")),
    }
}

/// The quarter planned for, as the object of "fits".
pub(super) fn period(settings: &Settings) -> String {
    settings.quarter.map_or_else(
        || "the weeks there are".to_owned(),
        |quarter| format!("the {}", words::quarter_in_words(quarter)),
    )
}

/// How many planned projects would leave the plan within ten points of weight.
fn doubtful(picture: &Picture<'_>) -> Option<usize> {
    let sway = picture.sway?;
    let plan = picture.ranking.plan.as_ref()?;
    let shaky = |index: &&usize| {
        let project = sway.all().projects.get(**index);
        let side = picture.ranking.placed[**index].side;
        let firmness = project.and_then(|project| Firmness::of(side, &project.margin));
        matches!(firmness, Some(Firmness::KnifeEdge | Firmness::Sensitive))
    };
    Some(plan.inside.iter().filter(shaky).count())
}

fn dek(picture: &Picture<'_>) -> Option<Dek> {
    let plan = picture.ranking.plan.as_ref()?;
    plan.stopped_by?;
    if let Some(tie) = tie_at_line(picture, plan) {
        return Some(tie);
    }
    match picture.sway {
        Some(sway) => Some(shakiest(picture, plan, sway)),
        None => lead_at_line(picture, plan),
    }
}

fn tie_at_line(picture: &Picture<'_>, plan: &Plan) -> Option<Dek> {
    let (first, others) = plan.tied_at_line.split_first()?;
    let project = &picture.ranking.placed[*first].project;
    let others = match others {
        [other] => picture.ranking.placed[*other].project.title.clone(),
        _ => words::number_of(others.len(), "other project", "other projects"),
    };
    Some(Dek {
        before: String::new(),
        name: project.title.clone(),
        href: project_href(&project.id),
        after: format!(
            " and {others} have exactly the same score, and the line falls between them. Only the order of ties decides."
        ),
    })
}

/// The planned project that is nearest to leaving, and what makes it leave.
fn shakiest(picture: &Picture<'_>, plan: &Plan, sway: &Sway) -> Dek {
    let nearest = doubtful_place(plan, sway);
    let Some((index, flip)) = nearest else {
        return Dek {
            before: "No weighting of the three criteria changes this plan.".to_owned(),
            name: String::new(),
            href: String::new(),
            after: String::new(),
        };
    };
    let placed = &picture.ranking.placed[index];
    let lead = lead(picture, plan, index).map_or_else(
        || " is the least certain.".to_owned(),
        |lead| format!(" keeps its place by {lead} out of 100."),
    );
    let settings = picture.portfolio.settings();
    Dek {
        before: format!("The {}, ", words::ordinal(placed.position)),
        name: placed.project.title.clone(),
        href: project_href(&placed.project.id),
        after: format!(",{lead} Move {} and {}.", moves(flip, settings), consequence(picture, sway, index)),
    }
}

/// The planned project that is nearest to leaving the plan; of equally near ones, the last.
pub(super) fn doubtful_place<'a>(plan: &Plan, sway: &'a Sway) -> Option<(usize, &'a Flip)> {
    let flip = |index: &usize| match &sway.all().projects.get(*index)?.margin {
        Margin::Flips(flip) => Some((*index, flip)),
        Margin::NoLine | Margin::Never => None,
    };
    plan.inside.iter().rev().filter_map(flip).min_by_key(|(_, flip)| flip.distance)
}

/// What happens to the plan where a planned project leaves it.
fn consequence(picture: &Picture<'_>, sway: &Sway, index: usize) -> String {
    let regions = sway.map().map(|map| map.regions.as_slice()).unwrap_or_default();
    let nearest = regions
        .iter()
        .filter(|region| region.leaves.contains(&index))
        .min_by_key(|region| region.nearest.distance);
    match nearest.and_then(|region| region.enters.first()) {
        Some(enters) => format!("{} takes its place", picture.ranking.placed[*enters].project.title),
        None => "it drops out".to_owned(),
    }
}

fn lead_at_line(picture: &Picture<'_>, plan: &Plan) -> Option<Dek> {
    let last = *plan.inside.last()?;
    let lead = lead(picture, plan, last)?;
    let project = &picture.ranking.placed[last].project;
    let next = &picture.ranking.placed[plan.stopped_by?.index].project.title;
    Some(Dek {
        before: "The last one in, ".to_owned(),
        name: project.title.clone(),
        href: project_href(&project.id),
        after: format!(", is ahead of {next} by {lead} out of 100."),
    })
}

/// By how much the last planned project is ahead of the first that does not fit: `1.3 points`.
fn lead(picture: &Picture<'_>, plan: &Plan, index: usize) -> Option<String> {
    let stop = plan.stopped_by?;
    if plan.inside.last() != Some(&index) || stop.index < index {
        return None;
    }
    let placed = &picture.ranking.placed;
    let tenths = placed[index].score_tenths - placed[stop.index].score_tenths;
    let unit = if tenths == 10 { "point" } else { "points" };
    (tenths > 0).then(|| format!("{} {unit}", words::tenths(tenths)))
}

/// Which weight moves where, in words: `2 points of weight from interest to business`.
pub(in crate::report) fn moves(flip: &Flip, settings: &Settings) -> String {
    let name = |criterion| settings.criteria[criterion].to_lowercase();
    let parts: Vec<String> = flip
        .moves
        .iter()
        .enumerate()
        .map(|(at, step)| {
            let points = points_to_flip(step.amount);
            let unit = if points == 1 { "point" } else { "points" };
            let weight = if at == 0 { " of weight" } else { "" };
            format!("{points} {unit}{weight} from {} to {}", name(step.from), name(step.to))
        })
        .collect();
    words::list(&parts)
}
