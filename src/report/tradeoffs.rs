//! The trade-offs page: what each project is best at, and who beats it on everything.

mod plot;

use serde::Serialize;

use crate::criteria::Criterion;
use crate::ranking::{FirstPlace, Placed, Side};
use crate::report::atlas::Atlas;
use crate::report::index::decisions::{dominators, strong_and_weak};
use crate::report::page::{Head, Page, address};
use crate::report::row::{place, project_href};
use crate::report::{Picture, words};

/// Beyond so many projects the table holds only the front and what the plan takes.
const ROWS: usize = 120;

/// The view of the trade-offs page.
#[derive(Debug, Serialize)]
struct Tradeoffs {
    heading: String,
    dek: String,
    plots: Vec<plot::Plot>,
    /// Whether there is a column of shares.
    shares: bool,
    names: [String; 3],
    rows: Vec<Row>,
    rest: Option<String>,
    lopsided: Vec<Lopsided>,
}

/// One project and who beats it.
#[derive(Debug, Serialize)]
struct Row {
    place: String,
    out: bool,
    title: String,
    href: String,
    scores: [String; 3],
    /// Whether nothing beats it.
    front: bool,
    /// Who beats it on everything.
    beaten: Option<Beaten>,
    /// What it is good at: `business and growth, not interest`.
    pick: String,
    /// For which share of all weightings it is first, or why it never is.
    first: String,
}

/// The project that beats another one.
#[derive(Debug, Serialize)]
struct Beaten {
    title: String,
    href: String,
    more: String,
}

/// Planned work that leaves one criterion out.
#[derive(Debug, Serialize)]
struct Lopsided {
    title: String,
    href: String,
    words: String,
}

/// Whether there are two ranked projects to trade off.
pub(super) fn is_needed(atlas: &Atlas<'_>) -> bool {
    atlas.ranking().placed.len() > 1
}

/// The page.
pub(super) fn page(picture: &Picture<'_>) -> Page {
    let placed = &picture.ranking.placed;
    let head = Head {
        title: "Trade-offs".to_owned(),
        description: heading(picture),
        section: "tradeoffs.html",
        crumbs: Vec::new(),
    };
    let shown: Vec<usize> = (0..placed.len())
        .filter(|index| placed.len() <= ROWS || stands_out(&placed[*index]))
        .take(ROWS)
        .collect();
    let view = Tradeoffs {
        heading: heading(picture),
        dek: dek(picture),
        plots: plot::plots(picture),
        shares: picture.sway.is_some(),
        names: Criterion::ALL.map(|criterion| picture.portfolio.settings().criteria[criterion].clone()),
        rest: (shown.len() < placed.len()).then(|| {
            format!("Shown are {} of {} projects: the front and the plan.", shown.len(), placed.len())
        }),
        rows: shown.into_iter().map(|index| row(picture, index)).collect(),
        lopsided: lopsided(picture),
    };
    Page::new(address("tradeoffs.html"), "tradeoffs.html", head, &view)
}

fn stands_out(placed: &Placed) -> bool {
    placed.layer == 1 || placed.is_planned()
}

fn heading(picture: &Picture<'_>) -> String {
    let front = picture.ranking.placed.iter().filter(|placed| placed.layer == 1).count();
    let total = picture.ranking.placed.len();
    match front {
        1 => format!("{} beats everything else", picture.ranking.placed[0].project.title),
        _ if front == total => "Nothing here is beaten on everything".to_owned(),
        _ => words::capital(&format!("{} of {total} projects are beaten by nothing", words::number(front))),
    }
}

fn dek(picture: &Picture<'_>) -> String {
    let front = picture.ranking.placed.iter().filter(|placed| placed.layer == 1).count();
    let beaten = picture.ranking.placed.len() - front;
    let others = match beaten {
        0 => "Each of them is the best at something, so which comes first is a question of weights.".to_owned(),
        1 => "The other one has a rival that is at least as good on all three criteria and better on one, whatever the weights.".to_owned(),
        _ => format!(
            "Each of the other {} has a rival that is at least as good on all three criteria and better on one, whatever the weights.",
            words::number(beaten)
        ),
    };
    format!("More of one criterion usually costs another. {others}")
}

fn row(picture: &Picture<'_>, index: usize) -> Row {
    let placed = &picture.ranking.placed[index];
    Row {
        place: place(placed),
        out: matches!(placed.side, Side::Below | Side::NoEffort),
        title: placed.project.title.clone(),
        href: project_href(&placed.project.id),
        scores: placed.scores().into_array().map(words::score),
        front: placed.layer == 1,
        beaten: beaten(picture, index),
        pick: pick(picture, index),
        first: first(picture, index),
    }
}

fn beaten(picture: &Picture<'_>, index: usize) -> Option<Beaten> {
    let by = &picture.ranking.placed[picture.ranking.placed[index].dominated_by?].project;
    let more = match dominators(picture.ranking, index) {
        0 | 1 => String::new(),
        number => format!(" and {}", words::number_of(number - 1, "other", "others")),
    };
    Some(Beaten { title: by.title.clone(), href: project_href(&by.id), more })
}

/// What a project is good at and what it is not, where that is a choice of two out of three.
fn pick(picture: &Picture<'_>, index: usize) -> String {
    let names = &picture.portfolio.settings().criteria;
    let lower =
        |criteria: &[Criterion]| criteria.iter().map(|c| names[*c].to_lowercase()).collect::<Vec<_>>();
    let (strong, weak) = strong_and_weak(picture.ranking, index);
    match (strong.len(), weak.len()) {
        (3, _) => "all three".to_owned(),
        (2, 1) => format!("{}, not {}", words::list(&lower(&strong)), lower(&weak)[0]),
        (1, 2) => format!("{} only", lower(&strong)[0]),
        (1 | 2, _) => words::list(&lower(&strong)),
        (_, 3) => "none".to_owned(),
        _ => String::new(),
    }
}

fn first(picture: &Picture<'_>, index: usize) -> String {
    let Some(project) = picture.sway.and_then(|sway| sway.all().projects.get(index)) else {
        return String::new();
    };
    match &project.first {
        FirstPlace::Somewhere { share, .. } => format!("first for {}", words::percent(*share)),
        FirstPlace::Unknown { share } => format!("first for about {}", words::percent(*share)),
        FirstPlace::Touching { .. } => "level at single points".to_owned(),
        FirstPlace::Never { behind } => {
            let names: Vec<&str> =
                behind.iter().map(|index| picture.ranking.placed[*index].project.short.as_str()).collect();
            if names.is_empty() {
                "never first".to_owned()
            } else {
                let verb = if names.len() == 1 { "is" } else { "is always" };
                format!("never first: {} {verb} at least as good", words::either(&names))
            }
        }
    }
}

/// Planned projects with a criterion at the bottom of the scale: the others carry them.
fn lopsided(picture: &Picture<'_>) -> Vec<Lopsided> {
    let ranking = picture.ranking;
    let names = &picture.portfolio.settings().criteria;
    let span = ranking.rules.max.thousandths() - ranking.rules.min.thousandths();
    let mut found = Vec::new();
    for placed in ranking.placed.iter().filter(|placed| placed.is_planned()) {
        let scores = placed.scores();
        let low = |criterion: &Criterion| {
            (scores[*criterion].thousandths() - ranking.rules.min.thousandths()) * 5 <= span
        };
        let weak: Vec<String> =
            Criterion::ALL.into_iter().filter(low).map(|criterion| names[criterion].to_lowercase()).collect();
        let strong: Vec<String> = Criterion::ALL
            .into_iter()
            .filter(|criterion| !low(criterion))
            .map(|criterion| names[criterion].to_lowercase())
            .collect();
        if !weak.is_empty() && !strong.is_empty() {
            found.push(Lopsided {
                title: placed.project.title.clone(),
                href: project_href(&placed.project.id),
                words: format!("carried by {}; little {}", words::list(&strong), words::list(&weak)),
            });
        }
    }
    found
}
