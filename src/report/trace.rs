//! The way from work to what it is for: project, narrative, goal; and what is connected to nothing.
//!
//! The weeks of a narrative that leads to several goals are divided evenly among them.

use serde::Serialize;

use super::atlas::{Atlas, goal_page, narrative_page};
use super::chart::{Flow, FlowBand, FlowNode, FlowStyle, Spoken};
use super::piece::{ProjectLine, Words, first, side_in_words};
use super::words;
use crate::portfolio::{Goal, Narrative, Project};

/// Beyond so many projects the picture would be a carpet; the tree says the same.
const MOST_PROJECTS: usize = 80;
/// So many projects stand under a narrative; the narrative's own page has more.
const UNDER_A_NARRATIVE: usize = 12;
/// So many projects stand in a list of their own.
const IN_A_LIST: usize = 60;

/// The trace of a whole portfolio.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Trace {
    flow: Option<Flow>,
    goals: Vec<GoalBranch>,
    /// Narratives that lead to no goal.
    goalless: Vec<NarrativeBranch>,
    /// Projects that belong to no narrative.
    storyless: Vec<ProjectLine>,
    more_storyless: Option<String>,
}

/// A goal with everything that leads to it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct GoalBranch {
    goal: Words,
    remark: String,
    narratives: Vec<NarrativeBranch>,
}

/// A narrative with the projects that carry it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct NarrativeBranch {
    narrative: Words,
    remark: String,
    projects: Vec<ProjectLine>,
    /// What is said about projects that are not listed.
    more: Option<String>,
}

impl Trace {
    /// The trace of a picture.
    pub(super) fn of(atlas: &Atlas<'_>) -> Self {
        let portfolio = atlas.picture.portfolio;
        let narratives = || portfolio.narratives().values().map(AsRef::as_ref);
        let goalless = narratives().filter(|narrative: &&Narrative| atlas.goals(narrative).is_empty());
        let storyless = atlas.all_competing().filter(|project| atlas.narrative(project).is_none());
        let (storyless, more_storyless) = first(storyless.collect(), IN_A_LIST);
        Self {
            flow: flow(atlas),
            goals: portfolio.goals().values().map(|goal| goal_branch(atlas, goal)).collect(),
            goalless: goalless.map(|narrative| narrative_branch(atlas, narrative)).collect(),
            storyless: storyless.into_iter().map(|project| project_line(atlas, project)).collect(),
            more_storyless,
        }
    }
}

/// A goal with its narratives and their projects.
pub(super) fn goal_branch(atlas: &Atlas<'_>, goal: &Goal) -> GoalBranch {
    let narratives = atlas.leading_to(&goal.id);
    let remark = match narratives.len() {
        0 => "No narrative leads here".to_owned(),
        _ => format!("{} planned", weeks_in_words(goal_weeks(atlas, goal))),
    };
    GoalBranch {
        goal: Words::page(&goal.title, Some(goal_page(&goal.id))),
        remark,
        narratives: narratives.iter().map(|narrative| narrative_branch(atlas, narrative)).collect(),
    }
}

/// A narrative with its projects.
pub(super) fn narrative_branch(atlas: &Atlas<'_>, narrative: &Narrative) -> NarrativeBranch {
    let projects = atlas.competing(&narrative.id);
    let asked = projects.iter().filter_map(|project| project.effort).sum();
    let remark = if projects.is_empty() {
        "No project of this quarter carries it".to_owned()
    } else {
        format!("{} of {} planned", words::week_number(atlas.planned_weeks(&projects)), words::weeks(asked))
    };
    let (projects, more) = first(projects, UNDER_A_NARRATIVE);
    NarrativeBranch {
        more,
        narrative: Words::page(&narrative.title, Some(narrative_page(&narrative.id))),
        remark,
        projects: projects.into_iter().map(|project| project_line(atlas, project)).collect(),
    }
}

/// The planned weeks that lead to a goal, in person-weeks.
pub(super) fn goal_weeks(atlas: &Atlas<'_>, goal: &Goal) -> f64 {
    let each = atlas.leading_to(&goal.id).iter().map(|narrative| {
        let weeks = atlas.planned_weeks(atlas.serving(&narrative.id)).as_f64();
        weeks / atlas.goals(narrative).len().max(1) as f64
    });
    each.sum()
}

/// Weeks that may be a part of a week: `4.3 weeks`.
pub(super) fn weeks_in_words(weeks: f64) -> String {
    let number = words::coordinate(weeks);
    if number == "1" { "1 week".to_owned() } else { format!("{number} weeks") }
}

fn project_line(atlas: &Atlas<'_>, project: &Project) -> ProjectLine {
    let weeks = project.effort.map(words::weeks);
    let side = words::capital(side_in_words(atlas, project));
    let remark = weeks.map_or(side.clone(), |weeks| format!("{side}, {weeks}"));
    ProjectLine::new(atlas, project, remark)
}

/// The picture: projects, narratives, goals. `None` where it would show nothing or too much.
fn flow(atlas: &Atlas<'_>) -> Option<Flow> {
    let portfolio = atlas.picture.portfolio;
    let projects: Vec<&Project> = atlas.all_competing().collect();
    if projects.is_empty() || projects.len() > MOST_PROJECTS || portfolio.narratives().is_empty() {
        return None;
    }
    let narratives = narratives_in_order(atlas);
    let goals: Vec<&Goal> = portfolio.goals().values().map(AsRef::as_ref).collect();
    let storyless = narratives.len();
    let goalless = goals.len();
    let story_of = |project: &Project| {
        narratives
            .iter()
            .position(|narrative| Some(&narrative.id) == project.narrative.as_ref())
            .unwrap_or(storyless)
    };
    let mut projects = projects;
    projects.sort_by_key(|project| (story_of(project), atlas.order(project)));
    let to_stories: Vec<FlowBand> = projects
        .iter()
        .enumerate()
        .map(|(from, project)| FlowBand {
            from,
            to: story_of(project),
            weight: weight(project),
            style: style(atlas, project),
        })
        .collect();
    let mut to_goals = Vec::new();
    for (from, narrative) in narratives.iter().enumerate() {
        to_goals.extend(goal_bands(atlas, from, narrative, &goals, goalless));
    }
    let has_storyless = to_stories.iter().any(|band| band.to == storyless);
    let has_goalless = has_storyless || to_goals.iter().any(|band: &FlowBand| band.to == goalless);
    if has_storyless {
        let weight = to_stories.iter().filter(|band| band.to == storyless).map(|band| band.weight).sum();
        to_goals.push(FlowBand { from: storyless, to: goalless, weight, style: FlowStyle::Missing });
    }
    let columns = [
        projects.iter().map(|project| node(&project.short, style(atlas, project))).collect(),
        named(narratives.iter().map(|narrative| narrative.title.as_str()), has_storyless, "No narrative"),
        named(goals.iter().map(|goal| goal.title.as_str()), has_goalless, "No goal"),
    ];
    Some(Flow::new(&columns, &[to_stories, to_goals], spoken()))
}

fn spoken() -> Spoken {
    Spoken::new(
        "flow",
        "Which project carries which narrative, and which goal that leads to",
        "Bands run from projects to narratives to goals, as wide as their weeks; work in the plan is darker. \
         The tree below says the same.",
    )
}

/// Narratives by the first goal they lead to, then by id, so that few bands cross; those without a goal last.
fn narratives_in_order<'a>(atlas: &Atlas<'a>) -> Vec<&'a Narrative> {
    let mut narratives: Vec<&Narrative> =
        atlas.picture.portfolio.narratives().values().map(AsRef::as_ref).collect();
    narratives.sort_by_key(|narrative| {
        let goal = atlas.goals(narrative).first().map(|goal| &goal.id);
        (goal.is_none(), goal)
    });
    narratives
}

fn goal_bands(
    atlas: &Atlas<'_>,
    from: usize,
    narrative: &Narrative,
    goals: &[&Goal],
    goalless: usize,
) -> Vec<FlowBand> {
    let projects = atlas.competing(&narrative.id);
    let targets: Vec<usize> = atlas
        .goals(narrative)
        .iter()
        .filter_map(|goal| goals.iter().position(|other| other.id == goal.id))
        .collect();
    let targets = if targets.is_empty() { vec![goalless] } else { targets };
    let share = 1.0 / targets.len() as f64;
    let sum = |counts: bool| -> f64 {
        projects.iter().filter(|project| atlas.counts(project) == counts).map(|project| weight(project)).sum()
    };
    let parts = [(sum(true), FlowStyle::Planned), (sum(false), FlowStyle::Out)];
    let band = |to: usize, weight: f64, style: FlowStyle| {
        let style = if to == goalless { FlowStyle::Missing } else { style };
        FlowBand { from, to, weight: weight * share, style }
    };
    let bands = targets.iter().flat_map(|&to| parts.map(|(weight, style)| band(to, weight, style)));
    let bands: Vec<FlowBand> = bands.filter(|band| band.weight > 0.0).collect();
    // A story that nothing carries still leads somewhere.
    if bands.is_empty() {
        targets.iter().map(|&to| band(to, 0.0, FlowStyle::Missing)).collect()
    } else {
        bands
    }
}

fn named<'a>(titles: impl Iterator<Item = &'a str>, missing: bool, name: &str) -> Vec<FlowNode> {
    let nodes = titles.map(|title| node(title, FlowStyle::Planned));
    nodes.chain(missing.then(|| node(name, FlowStyle::Missing))).collect()
}

fn node(words: &str, style: FlowStyle) -> FlowNode {
    FlowNode { words: words.to_owned(), style }
}

fn style(atlas: &Atlas<'_>, project: &Project) -> FlowStyle {
    if atlas.counts(project) { FlowStyle::Planned } else { FlowStyle::Out }
}

/// The weeks of a project; one without an effort is drawn as the smallest piece of work.
fn weight(project: &Project) -> f64 {
    project.effort.map_or(0.5, |effort| effort.as_f64().max(0.5))
}
