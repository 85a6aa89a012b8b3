//! The pages about goals: whether the plan goes where it should, and what leads to each of them.

use serde::Serialize;
use tera::Value;

use super::atlas::{Atlas, goal_page};
use super::chart::Share;
use super::piece::{Fact, Words};
use super::project::{body, home};
use super::trace::{GoalBranch, Trace, goal_branch, goal_weeks, weeks_in_words};
use super::{Crumb, Head, Page, address, words};
use crate::portfolio::Goal;

/// A share nearer to its target than this (of 1) is as wished.
const AS_WISHED: f64 = 0.05;

/// What `goals.html` prints.
#[derive(Debug, Clone, Serialize)]
struct Overview {
    heading: String,
    dek: String,
    rows: Vec<Row>,
    trace: Trace,
}

/// A goal in the table of all goals.
#[derive(Debug, Clone, Serialize)]
struct Row {
    title: Words,
    metric: Option<String>,
    share: Share,
    percent: String,
    weeks: String,
    target: String,
    difference: String,
}

/// What `goal.html` prints.
#[derive(Debug, Clone, Serialize)]
struct View {
    title: String,
    metric: Option<String>,
    answer: String,
    share: Share,
    body: Option<Value>,
    key_results: Vec<String>,
    branch: GoalBranch,
    facts: Vec<Fact>,
}

/// Whether there are goals, or narratives that could lead to some.
pub(super) fn is_needed(atlas: &Atlas<'_>) -> bool {
    let portfolio = atlas.picture.portfolio;
    !portfolio.goals().is_empty() || !portfolio.narratives().is_empty()
}

/// The page about all goals.
pub(super) fn overview(atlas: &Atlas<'_>) -> Page {
    let goals: Vec<&Goal> = atlas.picture.portfolio.goals().values().map(AsRef::as_ref).collect();
    let view = Overview {
        heading: heading(atlas, &goals),
        dek: dek(atlas, &goals),
        rows: goals.iter().map(|goal| row(atlas, goal)).collect(),
        trace: Trace::of(atlas),
    };
    let head = Head {
        title: "Goals".to_owned(),
        description: view.heading.clone(),
        section: "goals.html",
        crumbs: vec![home(atlas)],
    };
    Page::new(address("goals.html"), "goals.html", head, &view)
}

pub(super) fn page(atlas: &Atlas<'_>, goal: &Goal) -> Page {
    let answer = answer(atlas, goal);
    let head = Head {
        title: goal.title.clone(),
        description: goal.metric.clone().unwrap_or_else(|| answer.clone()),
        section: "goals.html",
        crumbs: vec![home(atlas), Crumb::new("Goals", "goals.html")],
    };
    let view = View {
        title: goal.title.clone(),
        metric: goal.metric.clone(),
        answer,
        share: Share::new(share(atlas, goal), target(goal)),
        body: body(atlas, &goal.path),
        key_results: goal.key_results.iter().map(|result| result.title.clone()).collect(),
        branch: goal_branch(atlas, goal),
        facts: facts(atlas, goal),
    };
    Page::new(address(&goal_page(&goal.id)), "goal.html", head, &view)
}

fn facts(atlas: &Atlas<'_>, goal: &Goal) -> Vec<Fact> {
    let facts = [
        Fact::text("Planned for it", weeks_in_words(goal_weeks(atlas, goal))),
        Fact::text("Share of the plan", words::percent(share(atlas, goal))),
        target(goal).and_then(|target| Fact::text("Target", words::percent(target))),
        goal.owner.as_ref().and_then(|owner| Fact::lines("Owner", vec![Words::person(atlas, owner)])),
        Some(Fact::path("Source", goal.path.as_str())),
    ];
    facts.into_iter().flatten().collect()
}

fn row(atlas: &Atlas<'_>, goal: &Goal) -> Row {
    let share = share(atlas, goal);
    let difference = target(goal).map(|target| ((share - target) * 100.0).round() as i128);
    Row {
        title: Words::page(&goal.title, Some(goal_page(&goal.id))),
        metric: goal.metric.clone(),
        share: Share::new(share, target(goal)),
        percent: words::percent(share),
        weeks: weeks_in_words(goal_weeks(atlas, goal)),
        target: target(goal).map_or_else(|| "none".to_owned(), words::percent),
        difference: difference.map_or_else(String::new, |points| words::signed(points, 1, 0)),
    }
}

/// The share of the planned weeks that leads to a goal, 0–1.
fn share(atlas: &Atlas<'_>, goal: &Goal) -> f64 {
    let all = atlas.all_planned_weeks().as_f64();
    if all > 0.0 { goal_weeks(atlas, goal) / all } else { 0.0 }
}

fn target(goal: &Goal) -> Option<f64> {
    goal.target.map(|thousandths| f64::from(thousandths) / 1000.0)
}

/// The finding: a goal without work, else the widest miss, else that all is well.
fn heading(atlas: &Atlas<'_>, goals: &[&Goal]) -> String {
    if goals.is_empty() {
        return "No goals are stated".to_owned();
    }
    let idle: Vec<&str> =
        goals.iter().filter(|goal| goal_weeks(atlas, goal) <= 0.0).map(|goal| goal.title.as_str()).collect();
    if !idle.is_empty() {
        return format!("Nothing in the plan serves {}", words::list(&idle));
    }
    let misses = goals.iter().filter_map(|goal| Some((share(atlas, goal) - target(goal)?, *goal)));
    let widest = misses.max_by(|a, b| a.0.abs().total_cmp(&b.0.abs()));
    match widest {
        Some((miss, goal)) if miss.abs() >= AS_WISHED => {
            let points = words::decimal((miss.abs() * 100.0).round() as i128, 1, 0);
            let way = if miss < 0.0 { "less" } else { "more" };
            format!("{} gets {points} points {way} of the plan than it should", goal.title)
        }
        Some(_) => "Every goal gets the share of the plan that was wished for".to_owned(),
        None => "Every goal has work in the plan".to_owned(),
    }
}

fn dek(atlas: &Atlas<'_>, goals: &[&Goal]) -> String {
    let storyless = atlas.all_competing().filter(|project| atlas.narrative(project).is_none()).count();
    let narratives = atlas.picture.portfolio.narratives();
    let goalless = narratives.values().filter(|narrative| atlas.goals(narrative).is_empty()).count();
    let mut loose = Vec::new();
    if storyless > 0 {
        loose.push(format!(
            "{} to no narrative",
            belongs(storyless, "project", "projects", "belongs", "belong")
        ));
    }
    if goalless > 0 {
        loose.push(format!("{} to no goal", belongs(goalless, "narrative", "narratives", "leads", "lead")));
    }
    let count = words::capital(&words::number_of(goals.len(), "goal", "goals"));
    if loose.is_empty() {
        format!("{count}, and every project of the quarter leads to one of them.")
    } else {
        format!("{count}. Work that is connected to nothing gets no water: {}.", words::list(&loose))
    }
}

fn belongs(count: usize, one: &str, many: &str, does: &str, do_: &str) -> String {
    format!("{} {}", words::number_of(count, one, many), if count == 1 { does } else { do_ })
}

fn answer(atlas: &Atlas<'_>, goal: &Goal) -> String {
    let weeks = goal_weeks(atlas, goal);
    if weeks <= 0.0 {
        return "Nothing in the plan leads here.".to_owned();
    }
    let share = share(atlas, goal);
    let gets = format!("{} of the planned weeks lead here", words::percent(share));
    match target(goal) {
        None => format!("{gets}; no target is stated."),
        Some(target) if (share - target).abs() < AS_WISHED => {
            format!("{gets}, as wished: the target is {}.", words::percent(target))
        }
        Some(target) => {
            let points = words::decimal(((share - target).abs() * 100.0).round() as i128, 1, 0);
            let way = if share < target { "below" } else { "above" };
            format!("{gets}, {points} points {way} the target of {}.", words::percent(target))
        }
    }
}
