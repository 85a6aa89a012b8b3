//! The weight map: the triangle of all weightings, cut into the regions of equal plan.
//!
//! The picture, the table of plans and the table of ranks say the same; the script adds a what-if to them.

use serde::Serialize;

use crate::criteria::{Criterion, PerCriterion};
use crate::portfolio::{Method, Settings, Weights};
use crate::ranking::{Elsewhere, Exactness, PlanMap, PlanRegion, Ranking, Sway, Weighting};
use crate::report::firmness::points_to_flip;
use crate::report::index::finding::moves;
use crate::report::row::{Point, project_href};
use crate::report::{Picture, chart, words};

/// The most plans that the table names; the small ones beyond are only counted.
const PLANS: usize = 12;
/// The most projects that a plan's row names on each side.
const NAMES: usize = 5;
/// Beyond so many plans only the committed one has an outline; the others would be a net of lines.
const OUTLINES: usize = 80;
/// Beyond so many projects the table of ranks holds only those whose side depends on the weights.
const RANK_ROWS: usize = 40;

/// The weight map of a picture.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Map {
    /// What the picture shows.
    intro: String,
    /// The same for whoever does not see it.
    desc: String,
    /// The region of the committed plan.
    same: String,
    /// The outlines of the other plans.
    edges: Vec<String>,
    /// The near weightings.
    near: String,
    /// The committed weights.
    home: Point,
    /// The names at the corners.
    corners: [String; 3],
    /// The controls, for methods that a browser can follow exactly.
    controls: Option<Controls>,
    /// The plans, the committed one first.
    plans: Vec<PlanRow>,
    /// What is said about plans that are not listed.
    more_plans: Option<String>,
    /// The ranks under named weightings.
    ranks: Ranks,
}

/// What the script may change.
#[derive(Debug, Clone, Serialize)]
struct Controls {
    sliders: Vec<Slider>,
    presets: Vec<Preset>,
}

/// One weight as a slider.
#[derive(Debug, Clone, Serialize)]
struct Slider {
    key: &'static str,
    name: String,
    points: i64,
}

/// A weighting with a name.
#[derive(Debug, Clone, Serialize)]
struct Preset {
    name: String,
    /// The three weights, such as `70,15,15`; empty for the committed weights.
    weights: String,
    /// The same as it is written: `70/15/15`.
    written: String,
}

/// One plan of the map.
#[derive(Debug, Clone, Serialize)]
struct PlanRow {
    share: String,
    /// The share of the weightings within ten points.
    near: String,
    enters: Names,
    leaves: Names,
    /// How far away it is: `2 points of weight from interest to business`.
    away: String,
}

/// Projects by name, the first few of them.
#[derive(Debug, Clone, Serialize)]
struct Names {
    projects: Vec<Named>,
    /// What is said about the others: ` and 3 more`.
    more: String,
}

/// A project by name.
#[derive(Debug, Clone, Serialize)]
struct Named {
    title: String,
    href: String,
}

/// Ranks under named weightings.
#[derive(Debug, Clone, Serialize)]
struct Ranks {
    caption: &'static str,
    columns: Vec<Preset>,
    rows: Vec<RankRow>,
    /// What is said about the rows that are left out.
    rest: Option<String>,
}

/// One project's ranks.
#[derive(Debug, Clone, Serialize)]
struct RankRow {
    title: String,
    href: String,
    cells: Vec<Cell>,
}

/// A rank under one weighting.
#[derive(Debug, Clone, Serialize)]
struct Cell {
    rank: usize,
    planned: bool,
}

/// The weight map; `None` without a plan line, or for a method without weights.
pub(super) fn map(picture: &Picture<'_>) -> Option<Map> {
    let sway = picture.sway?;
    let map = sway.map()?;
    let own = map.regions.first()?;
    let settings = picture.portfolio.settings();
    if settings.method == Method::BusinessFirst || picture.ranking.placed.is_empty() {
        return None;
    }
    Some(Map {
        intro: intro(picture),
        desc: desc(map, own),
        same: chart::outline_path(&own.outlines),
        edges: edges(map),
        near: near(sway),
        home: Point::of(settings),
        corners: Criterion::ALL.map(|criterion| settings.criteria[criterion].clone()),
        controls: (settings.method == Method::Weighted).then(|| controls(settings)),
        plans: map.regions.iter().take(PLANS).map(|region| plan_row(picture, region)).collect(),
        more_plans: more_plans(map),
        ranks: ranks(picture),
    })
}

fn intro(picture: &Picture<'_>) -> String {
    let planned = picture.ranking.plan.as_ref().map_or(0, |plan| plan.inside.len());
    let same = match planned {
        0 => "nothing fits either".to_owned(),
        1 => "the plan is the same one project".to_owned(),
        _ => format!("the plan is the same {}", words::number_of(planned, "project", "projects")),
    };
    format!(
        "Each point of the triangle is one way to weigh the three criteria. In the shaded part {same}. The dashed line is ten points around the committed weights."
    )
}

fn desc(map: &PlanMap, own: &PlanRegion) -> String {
    let regions = map.regions.len();
    let plans = if regions == 1 {
        "Every weighting gives the same plan.".to_owned()
    } else {
        format!("Its {} each give a different plan.", words::number_of(regions, "region", "regions"))
    };
    let grid = if map.exactness == Exactness::Exact { "" } else { " The outlines follow a fixed grid." };
    format!(
        "A triangle of all weightings. {plans}{grid} The shaded region, {} of the area and {} of what is within ten points, gives the plan of the committed weights. The table of plans says the same in words.",
        words::percent(own.share),
        words::percent(own.near)
    )
}

fn edges(map: &PlanMap) -> Vec<String> {
    if map.regions.len() > OUTLINES {
        return Vec::new();
    }
    map.regions.iter().skip(1).map(|region| chart::outline_path(&region.outlines)).collect()
}

fn near(sway: &Sway) -> String {
    let has_line = sway.ranking().plan.is_some();
    if has_line { chart::outline_path(&[sway.near_corners()]) } else { String::new() }
}

fn controls(settings: &Settings) -> Controls {
    let points = Weighting::of(&settings.weights).points();
    let sliders = Criterion::ALL
        .into_iter()
        .map(|criterion| Slider {
            key: criterion.key(),
            name: settings.criteria[criterion].clone(),
            points: points[criterion],
        })
        .collect();
    Controls { sliders, presets: presets(settings).into_iter().take(4).map(|(preset, _)| preset).collect() }
}

/// The named weightings, the committed one first.
fn presets(settings: &Settings) -> Vec<(Preset, Weights)> {
    let PerCriterion { business, interest, growth } = &settings.criteria;
    let named = [
        (format!("{business} first"), [70, 15, 15]),
        ("Equal".to_owned(), [34, 33, 33]),
        ("People first".to_owned(), [30, 35, 35]),
        (format!("{business} only"), [100, 0, 0]),
        (format!("{interest} only"), [0, 100, 0]),
        (format!("{growth} only"), [0, 0, 100]),
    ];
    let PerCriterion { business, interest, growth } = Weighting::of(&settings.weights).points();
    let committed = Preset {
        name: "Committed".to_owned(),
        weights: String::new(),
        written: format!("{business}/{interest}/{growth}"),
    };
    let others = named.into_iter().filter_map(|(name, parts)| {
        let [a, b, c] = parts;
        let preset = Preset { name, weights: format!("{a},{b},{c}"), written: format!("{a}/{b}/{c}") };
        Some((preset, Weights::new(parts.into())?))
    });
    std::iter::once((committed, settings.weights)).chain(others).collect()
}

fn plan_row(picture: &Picture<'_>, region: &PlanRegion) -> PlanRow {
    let names = |indices: &[usize]| Names {
        projects: indices.iter().take(NAMES).map(|index| named(picture.ranking, *index)).collect(),
        more: match indices.len() {
            0..=NAMES => String::new(),
            number => format!(" and {} more", words::grouped((number - NAMES) as u64)),
        },
    };
    let away = if region.nearest.distance.is_zero() && region.enters.is_empty() && region.leaves.is_empty() {
        "the committed plan".to_owned()
    } else if points_to_flip(region.nearest.distance) == 0 {
        "level with the committed plan".to_owned()
    } else {
        moves(&region.nearest, picture.portfolio.settings())
    };
    PlanRow {
        share: words::percent(region.share),
        near: words::percent(region.near),
        enters: names(&region.enters),
        leaves: names(&region.leaves),
        away,
    }
}

fn named(ranking: &Ranking, index: usize) -> Named {
    let project = &ranking.placed[index].project;
    Named { title: project.title.clone(), href: project_href(&project.id) }
}

fn more_plans(map: &PlanMap) -> Option<String> {
    let rest = map.regions.get(PLANS..).filter(|rest| !rest.is_empty())?;
    let share: f64 = rest.iter().map(|region| region.share).sum();
    Some(format!(
        "{} more, which together take {} of all weightings.",
        words::capital(&words::number_of(rest.len(), "plan", "plans")),
        words::percent(share)
    ))
}

fn ranks(picture: &Picture<'_>) -> Ranks {
    let presets = presets(picture.portfolio.settings());
    let columns: Vec<Vec<Elsewhere>> =
        presets.iter().map(|(_, weights)| picture.ranking.under(*weights)).collect();
    let placed = &picture.ranking.placed;
    let undecided =
        |index: &usize| columns.iter().any(|column| column[*index].planned != columns[0][*index].planned);
    let shown: Vec<usize> = if placed.len() <= RANK_ROWS {
        (0..placed.len()).collect()
    } else {
        (0..placed.len()).filter(undecided).take(RANK_ROWS).collect()
    };
    let rest = (shown.len() < placed.len())
        .then(|| format!("The {} most in doubt of {} projects.", shown.len(), placed.len()));
    let rows = shown
        .into_iter()
        .map(|index| {
            let Named { title, href } = named(picture.ranking, index);
            let cell =
                |column: &Vec<Elsewhere>| Cell { rank: column[index].rank, planned: column[index].planned };
            RankRow { title, href, cells: columns.iter().map(cell).collect() }
        })
        .collect();
    Ranks {
        caption: "Bold: in the plan under that weighting.",
        columns: presets.into_iter().map(|(preset, _)| preset).collect(),
        rows,
        rest,
    }
}
