//! The pages about narratives: the story, who carries it, where it leads.

use serde::Serialize;
use tera::Value;

use super::atlas::{Atlas, Standing, goal_page, narrative_page};
use super::piece::{Badge, Fact, ProjectLine, Words, first};
use super::project::{body, home};
use super::row::{Detail, Point, Row, row};
use super::{Crumb, Head, Page, address, words};
use crate::portfolio::{Effort, Narrative, Project, Status};

/// So many projects stand beside a narrative among all narratives.
const MARKS: usize = 10;
/// So many projects stand in a list of a page; the ranking has all of them.
const ROWS: usize = 100;

/// What `narratives.html` prints.
#[derive(Debug, Clone, Serialize)]
struct Overview {
    heading: String,
    dek: String,
    stories: Vec<Story>,
    storyless: Vec<ProjectLine>,
    more_storyless: Option<String>,
}

/// A narrative among all narratives.
#[derive(Debug, Clone, Serialize)]
struct Story {
    title: Words,
    headline: Option<String>,
    goals: Vec<Words>,
    /// Weeks in the plan and weeks asked for, as lengths in percent of the most asked for.
    planned: String,
    asked: String,
    weeks: String,
    projects: Vec<ProjectMark>,
    more: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct ProjectMark {
    badge: Badge,
    title: Words,
}

/// What `narrative.html` prints.
#[derive(Debug, Clone, Serialize)]
struct View {
    title: String,
    headline: Option<String>,
    answer: String,
    body: Option<Value>,
    /// The ranked projects as rows of the ranking.
    table: Table,
    home: Point,
    /// Competing projects without a rank.
    apart: Vec<ProjectLine>,
    /// Projects of other quarters, and those that are done or dropped.
    elsewhere: Vec<ProjectLine>,
    goals: Vec<GoalLine>,
    facts: Vec<Fact>,
}

/// The rows and which columns they have.
#[derive(Debug, Clone, Serialize)]
struct Table {
    firm: bool,
    team: bool,
    rows: Vec<Row>,
    /// What is said about projects that are not listed.
    more: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct GoalLine {
    title: Words,
    metric: Option<String>,
    key_results: Vec<String>,
}

/// Whether there are narratives.
pub(super) fn is_needed(atlas: &Atlas<'_>) -> bool {
    !atlas.picture.portfolio.narratives().is_empty()
}

/// The page about all narratives.
pub(super) fn overview(atlas: &Atlas<'_>) -> Page {
    let mut told: Vec<Told<'_>> =
        atlas.picture.portfolio.narratives().values().map(|narrative| Told::of(atlas, narrative)).collect();
    told.sort_by_key(|told| std::cmp::Reverse((told.planned, told.asked)));
    let most = told.iter().map(|told| told.asked).max().unwrap_or_default();
    let storyless: Vec<&Project> =
        atlas.all_competing().filter(|project| atlas.narrative(project).is_none()).collect();
    let (shown, more_storyless) = first(storyless.clone(), ROWS);
    let view = Overview {
        heading: heading(&told),
        dek: dek(atlas, &told, &storyless),
        stories: told.iter().map(|told| story(atlas, told, most)).collect(),
        storyless: shown.iter().map(|project| ProjectLine::new(atlas, project, weeks(project))).collect(),
        more_storyless,
    };
    let head = Head {
        title: "Narratives".to_owned(),
        description: view.heading.clone(),
        section: "narratives.html",
        crumbs: vec![home(atlas)],
    };
    Page::new(address("narratives.html"), "narratives.html", head, &view)
}

/// A narrative with its weeks.
struct Told<'a> {
    narrative: &'a Narrative,
    projects: Vec<&'a Project>,
    planned: Effort,
    asked: Effort,
}

impl<'a> Told<'a> {
    fn of(atlas: &Atlas<'a>, narrative: &'a Narrative) -> Self {
        let projects = atlas.competing(&narrative.id);
        let planned = atlas.planned_weeks(&projects);
        let asked = projects.iter().filter_map(|project| project.effort).sum();
        Self { narrative, projects, planned, asked }
    }
}

fn heading(told: &[Told<'_>]) -> String {
    let silent: Vec<&str> = told
        .iter()
        .filter(|told| told.planned == Effort::ZERO)
        .map(|told| told.narrative.title.as_str())
        .collect();
    let all = words::capital(&words::number_of(told.len(), "story connects", "stories connect"));
    if silent.is_empty() {
        format!("{all} the work to the business, and the plan carries each of them")
    } else {
        format!("Nothing in the plan carries {}", words::list(&silent))
    }
}

fn dek(atlas: &Atlas<'_>, told: &[Told<'_>], storyless: &[&Project]) -> String {
    let most = told.first().filter(|told| told.planned > Effort::ZERO);
    let largest = most.map(|told| {
        format!("{} takes most of it: {}.", told.narrative.title, of_planned(atlas, told.planned))
    });
    let last = match storyless.len() {
        0 => None,
        count => Some(format!(
            "{} {} to none of them.",
            words::capital(&words::number_of(count, "project", "projects")),
            if count == 1 { "belongs" } else { "belong" }
        )),
    };
    largest.into_iter().chain(last).collect::<Vec<_>>().join(" ")
}

fn of_planned(atlas: &Atlas<'_>, planned: Effort) -> String {
    let all = atlas.all_planned_weeks();
    format!("{} of {} planned", words::week_number(planned), words::weeks(all))
}

fn story(atlas: &Atlas<'_>, told: &Told<'_>, most: Effort) -> Story {
    let length = |effort: Effort| words::length(effort.as_f64() / most.as_f64().max(0.01));
    let (shown, more) = first(told.projects.clone(), MARKS);
    let marks = shown
        .into_iter()
        .map(|project| ProjectMark { badge: Badge::of(atlas, project), title: Words::project(project) });
    Story {
        title: Words::page(&told.narrative.title, Some(narrative_page(&told.narrative.id))),
        headline: told.narrative.headline.clone(),
        goals: goal_words(atlas, told.narrative),
        planned: length(told.planned),
        asked: length(told.asked),
        weeks: weeks_of(told),
        projects: marks.collect(),
        more,
    }
}

fn weeks_of(told: &Told<'_>) -> String {
    if told.projects.is_empty() {
        return "No project".to_owned();
    }
    format!("{} of {}", words::week_number(told.planned), words::weeks(told.asked))
}

fn goal_words(atlas: &Atlas<'_>, narrative: &Narrative) -> Vec<Words> {
    let goals = atlas.goals(narrative);
    goals.iter().map(|goal| Words::page(&goal.title, Some(goal_page(&goal.id)))).collect()
}

pub(super) fn page<'a>(atlas: &Atlas<'a>, narrative: &'a Narrative) -> Page {
    let told = Told::of(atlas, narrative);
    let answer = answer(atlas, &told);
    let head = Head {
        title: narrative.title.clone(),
        description: narrative.headline.clone().unwrap_or_else(|| answer.clone()),
        section: "narratives.html",
        crumbs: vec![home(atlas), Crumb::new("Narratives", "narratives.html")],
    };
    let view = View {
        title: narrative.title.clone(),
        headline: narrative.headline.clone(),
        answer,
        body: body(atlas, &narrative.path),
        table: table(atlas, &told),
        home: Point::of(atlas.picture.portfolio.settings()),
        apart: apart(atlas, &told),
        elsewhere: elsewhere(atlas, narrative),
        goals: goals(atlas, narrative),
        facts: facts(atlas, &told),
    };
    Page::new(address(&narrative_page(&narrative.id)), "narrative.html", head, &view)
}

fn answer(atlas: &Atlas<'_>, told: &Told<'_>) -> String {
    let carried = told.projects.iter().filter(|project| atlas.counts(project)).count();
    match (told.projects.len(), carried) {
        (0, _) => "No project of this quarter carries it.".to_owned(),
        (_, 0) => format!("Nothing in the plan carries it; {} asked for.", were(told.asked)),
        (_, count) => format!(
            "{} of the plan {} it: {} asked for.",
            words::capital(&words::number_of(count, "project", "projects")),
            if count == 1 { "carries" } else { "carry" },
            weeks_of(told)
        ),
    }
}

fn were(asked: Effort) -> String {
    format!("{} {}", words::weeks(asked), if asked.hundredths() == 100 { "was" } else { "were" })
}

fn table(atlas: &Atlas<'_>, told: &Told<'_>) -> Table {
    let index = |project: &&Project| match atlas.standing(&project.id) {
        Standing::Placed(index, _) => Some(index),
        _ => None,
    };
    let rows =
        told.projects.iter().filter_map(index).filter_map(|index| row(atlas.picture, index, Detail::Full));
    let (rows, more) = first(rows.collect::<Vec<Row>>(), ROWS);
    Table {
        more,
        firm: rows.iter().any(|row| row.firm.is_some()),
        team: rows.iter().any(|row| !row.team.is_empty()),
        rows,
    }
}

fn apart(atlas: &Atlas<'_>, told: &Told<'_>) -> Vec<ProjectLine> {
    let unranked =
        told.projects.iter().filter(|project| !matches!(atlas.standing(&project.id), Standing::Placed(..)));
    unranked
        .map(|project| {
            ProjectLine::new(atlas, project, words::capital(super::piece::side_in_words(atlas, project)))
        })
        .collect()
}

fn elsewhere(atlas: &Atlas<'_>, narrative: &Narrative) -> Vec<ProjectLine> {
    let mut projects: Vec<&Project> = atlas.serving(&narrative.id).to_vec();
    projects.retain(|project| matches!(atlas.standing(&project.id), Standing::Elsewhere));
    projects.sort_by_key(|project| std::cmp::Reverse(project.quarters.last().copied()));
    projects.truncate(ROWS);
    projects
        .into_iter()
        .map(|project| ProjectLine::new(atlas, project, elsewhere_in_words(project)))
        .collect()
}

/// `Done in Q2 2026, outcome 4`.
fn elsewhere_in_words(project: &Project) -> String {
    let quarter =
        project.quarters.last().map_or_else(String::new, |quarter| format!(" {}", words::quarter(*quarter)));
    let status = match project.status {
        Status::Done => "Done in",
        Status::Dropped => "Dropped in",
        _ => "Planned for",
    };
    let outcome = project.outcome.as_ref().and_then(|outcome| outcome.score);
    let outcome = outcome.map_or_else(String::new, |score| format!(", outcome {}", words::score(score)));
    if quarter.is_empty() {
        format!("{}{outcome}", super::labels::status(project.status))
    } else {
        format!("{status}{quarter}{outcome}")
    }
}

fn goals(atlas: &Atlas<'_>, narrative: &Narrative) -> Vec<GoalLine> {
    let goals = atlas.goals(narrative);
    goals
        .iter()
        .map(|goal| GoalLine {
            title: Words::page(&goal.title, Some(goal_page(&goal.id))),
            metric: goal.metric.clone(),
            key_results: goal.key_results.iter().map(|result| result.title.clone()).collect(),
        })
        .collect()
}

fn facts(atlas: &Atlas<'_>, told: &Told<'_>) -> Vec<Fact> {
    let narrative = told.narrative;
    let facts = [
        Fact::text("In the plan", weeks_of(told)),
        narrative.owner.as_ref().and_then(|owner| Fact::lines("Told by", vec![Words::person(atlas, owner)])),
        narrative.state.as_ref().and_then(|state| Fact::text("Where it stands", state)),
        Fact::lines("Leads to", goal_words(atlas, narrative)),
        Some(Fact::path("Source", narrative.path.as_str())),
    ];
    facts.into_iter().flatten().collect()
}

fn weeks(project: &Project) -> String {
    project.effort.map_or_else(|| "No effort stated".to_owned(), words::weeks)
}
