//! A staffing proposal for the plan, and how it differs from the teams that the documents name.
//!
//! People have slots: one slot is a month, a third of what a person has in the quarter on average, so most
//! people have three. A project needs as many different people as its effort has slots, to the nearest. Weeks inside a
//! slot are not fitted (that would be a different and very much harder problem), so the weeks that the
//! proposal gives to each person are shown against their capacity. It is a proposal: it changes no document.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::criteria::Criterion;
use crate::fit::{Glance, Kinds, Panel};
use crate::people::marks::Marks;
use crate::people::staffing::{self, Problem, Short, Staffing};
use crate::people::standing::Standing;
use crate::portfolio::{Effort, Id, Portfolio, Project, Score, Settings};

/// No more people and projects than this are staffed; beyond, the time is no longer small.
const MOST: (usize, usize) = (1_000, 10_000);
/// How many slots most people have.
const SLOTS: u64 = 3;
/// A month of the quarter's thirteen weeks, where no capacity is stated.
const SLOT: u64 = 433;

/// The best teams for the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The planned projects in rank order, each with its proposed team.
    pub teams: Vec<Team>,
    /// The weeks that the proposal gives to each person, by id; every person is here.
    pub weeks: BTreeMap<Id, Effort>,
    /// People who are on something but on nothing that they grow in, by id.
    pub without_growth: Vec<Id>,
    /// What one slot is.
    pub slot: Effort,
}

/// A planned project with its proposed team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// The project.
    pub project: Arc<Project>,
    /// The people proposed, by id, or why there are none.
    pub people: Result<Vec<Id>, Shortage>,
    /// Proposed, but not named by the document; by id.
    pub joins: Vec<Id>,
    /// Named by the document, but not proposed; by id.
    pub leaves: Vec<Id>,
}

/// Why a project cannot have a complete team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortage {
    /// How many people it needs.
    pub needs: u32,
    /// The planned projects before it that need the same people, in rank order.
    pub rivals: Vec<Arc<Project>>,
    /// The people who are wanted by all of these and are fully taken, with their slots; by id.
    pub taken: Vec<(Id, u32)>,
}

/// The best teams for the plan; `None` when nothing is known of anybody's fit, or when there is too much to
/// staff.
pub fn proposal(standing: &Standing<'_>) -> Option<Proposal> {
    let portfolio = standing.portfolio();
    let projects: Vec<Arc<Project>> = standing.planned().map(|placed| Arc::clone(&placed.project)).collect();
    let people: Vec<Id> = portfolio.people().keys().cloned().collect();
    if people.len() > MOST.0 || projects.len() > MOST.1 {
        return None;
    }
    let slot = slot(portfolio);
    let problem = problem(&projects, slot, standing.panel());
    if problem.fit.iter().flatten().all(Option::is_none) {
        return None;
    }
    let staffing = staffing::staff(&problem);
    Some(Proposal {
        weeks: weeks(&people, &projects, &staffing),
        without_growth: without_growth(&people, &problem, &staffing),
        teams: projects
            .iter()
            .zip(&staffing.teams)
            .zip(&problem.teams)
            .map(|((project, team), &needs)| {
                let found = team.as_ref().map(|team| team.iter().map(|&at| people[at].clone()).collect());
                let found =
                    found.map_err(|short| shortage(short, needs, project, &projects, &people, &problem));
                compared(project, found)
            })
            .collect(),
        slot: Effort::from_hundredths(slot),
    })
}

/// A third of the mean capacity, in hundredths of a week, rounded up; at least one.
fn slot(portfolio: &Portfolio) -> u64 {
    let known: Vec<u64> =
        portfolio.people().values().filter_map(|p| p.capacity).map(Effort::hundredths).collect();
    match known.iter().sum::<u64>() {
        0 => SLOT,
        total => total.div_ceil(SLOTS * known.len() as u64).max(1),
    }
}

fn problem(projects: &[Arc<Project>], slot: u64, panel: &Panel<'_>) -> Problem {
    let settings = panel.portfolio().settings();
    let good = Marks::of(&settings.scale).good;
    let nearest = |amount: u64| u32::try_from((2 * amount + slot) / (2 * slot)).unwrap_or(u32::MAX);
    let mut problem = Problem { slots: Vec::new(), teams: Vec::new(), fit: Vec::new(), grows: Vec::new() };
    problem.teams =
        projects.iter().map(|project| nearest(project.effort.map_or(0, Effort::hundredths)).max(1)).collect();
    let kinds: Vec<Option<&Kinds>> = projects.iter().map(|project| panel.kinds(project)).collect();
    let value = Value::of(settings);
    for lens in panel.lenses() {
        let capacity = lens.person().capacity.map_or(SLOTS * slot, Effort::hundredths);
        problem.slots.push(if capacity == 0 { 0 } else { nearest(capacity).max(1) });
        let fits =
            || projects.iter().zip(&kinds).map(|(project, kinds)| Some(lens.glance(project, (*kinds)?)));
        problem.fit.push(fits().map(|fit| value.of_fit(&fit?)).collect());
        let grows = |fit: Option<Glance>| fit.and_then(|fit| fit.growth).is_some_and(|growth| growth >= good);
        problem.grows.push(fits().map(grows).collect());
    }
    problem
}

/// How much a fit is worth: interest and growth above the foot of the scale, weighted as the portfolio weighs
/// them; equally when it weighs neither.
struct Value {
    foot: i128,
    interest: i128,
    growth: i128,
}

impl Value {
    fn of(settings: &Settings) -> Self {
        let weight = |criterion| i128::from(settings.weights.part(criterion));
        let (interest, growth) = match (weight(Criterion::Interest), weight(Criterion::Growth)) {
            (0, 0) => (1, 1),
            weights => weights,
        };
        Self { foot: i128::from(settings.scale.min.thousandths()), interest, growth }
    }

    /// `None` when one of the two is unknown.
    fn of_fit(&self, fit: &Glance) -> Option<i128> {
        let above = |score: Score| i128::from(score.thousandths()) - self.foot;
        Some(self.interest * above(fit.interest?) + self.growth * above(fit.growth?))
    }
}

/// Each proposed person takes an equal part of a project's effort; hundredths that are left over go to the
/// first ones.
fn weeks(people: &[Id], projects: &[Arc<Project>], staffing: &Staffing) -> BTreeMap<Id, Effort> {
    let mut weeks: BTreeMap<Id, Effort> = people.iter().map(|id| (id.clone(), Effort::ZERO)).collect();
    for (project, team) in projects.iter().zip(&staffing.teams) {
        let (Some(effort), Ok(team)) = (project.effort, team) else { continue };
        let (each, rest) =
            (effort.hundredths() / team.len().max(1) as u64, effort.hundredths() % team.len().max(1) as u64);
        for (at, &person) in team.iter().enumerate() {
            let part = Effort::from_hundredths(each + u64::from((at as u64) < rest));
            weeks.entry(people[person].clone()).and_modify(|sum| *sum = *sum + part);
        }
    }
    weeks
}

fn without_growth(people: &[Id], problem: &Problem, staffing: &Staffing) -> Vec<Id> {
    let mine = |person: usize| {
        let teams = staffing.teams.iter().enumerate();
        teams.filter(move |(_, team)| team.as_ref().is_ok_and(|team| team.contains(&person)))
    };
    let idle = |person: &usize| {
        mine(*person).next().is_some() && !mine(*person).any(|(project, _)| problem.grows[*person][project])
    };
    (0..people.len()).filter(idle).map(|person| people[person].clone()).collect()
}

fn shortage(
    short: &Short,
    needs: u32,
    project: &Project,
    projects: &[Arc<Project>],
    people: &[Id],
    problem: &Problem,
) -> Shortage {
    let rivals = short.projects.iter().map(|&at| &projects[at]).filter(|rival| rival.id != project.id);
    Shortage {
        needs,
        rivals: rivals.cloned().collect(),
        taken: short.people.iter().map(|&at| (people[at].clone(), problem.slots[at])).collect(),
    }
}

fn compared(project: &Arc<Project>, people: Result<Vec<Id>, Shortage>) -> Team {
    let mut named: Vec<Id> = project.team.iter().map(|(id, _)| id.clone()).collect();
    named.sort_unstable();
    named.dedup();
    // A document that names nobody has no team to differ from.
    let (joins, leaves) = match &people {
        Ok(people) if !named.is_empty() => (
            people.iter().filter(|id| !named.contains(id)).cloned().collect(),
            named.iter().filter(|id| !people.contains(id)).cloned().collect(),
        ),
        _ => (Vec::new(), Vec::new()),
    };
    Team { project: Arc::clone(project), people, joins, leaves }
}
