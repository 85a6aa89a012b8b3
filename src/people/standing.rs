//! Where projects stand and who works on them, looked up by id: what people's pages and findings need.
//!
//! Prepared once for everybody, so that no page about a person walks the whole portfolio again.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::fit::{Kinds, Panel};
use crate::people::work::{self, Piece};
use crate::portfolio::{Id, Portfolio, Project, Quarter, Score, Status};
use crate::ranking::{Placed, Ranking, Side};

/// A ranking and the work in it, by id.
#[derive(Debug)]
pub struct Standing<'a> {
    panel: &'a Panel<'a>,
    ranking: &'a Ranking,
    // Only looked up, never listed, so no order of it can show.
    by_id: HashMap<&'a Id, &'a Placed>,
    open: Vec<OpenWork<'a>>,
    planned: BTreeMap<&'a Id, Vec<Piece>>,
    past: BTreeMap<Quarter, BTreeMap<&'a Id, Vec<Piece>>>,
}

/// A project that competes, ranked or not.
#[derive(Debug, Clone, Copy)]
pub struct OpenWork<'a> {
    /// The project.
    pub project: &'a Arc<Project>,
    /// Its business score, where one is known.
    pub business: Option<Score>,
    /// What it involves and in what it lets people grow.
    pub kinds: &'a Kinds,
    /// Its place, when it has one.
    pub place: Option<&'a Placed>,
}

impl<'a> Standing<'a> {
    /// Where the projects of the panel's portfolio stand in their ranking.
    pub fn new(panel: &'a Panel<'a>, ranking: &'a Ranking) -> Self {
        let planned = ranking.placed.iter().filter(|placed| is_planned(placed));
        Self {
            panel,
            ranking,
            by_id: ranking.placed.iter().map(|placed| (&placed.project.id, placed)).collect(),
            open: open_work(panel, ranking),
            planned: work::by_person(planned.map(|placed| &placed.project)),
            past: past(panel.portfolio()),
        }
    }

    /// The documents, joined.
    pub fn portfolio(&self) -> &'a Portfolio {
        self.panel.portfolio()
    }

    /// Everybody's view of every project.
    pub fn panel(&self) -> &'a Panel<'a> {
        self.panel
    }

    /// The whole ranking.
    pub fn ranking(&self) -> &'a Ranking {
        self.ranking
    }

    /// Every project that competes, ranked or not, by id.
    pub fn open(&self) -> &[OpenWork<'a>] {
        &self.open
    }

    /// The project with its place, when it has one.
    pub fn get(&self, id: &Id) -> Option<&'a Placed> {
        self.by_id.get(id).copied()
    }

    /// Whether the plan holds the project.
    pub fn is_planned(&self, id: &Id) -> bool {
        self.get(id).is_some_and(is_planned)
    }

    /// The projects of the plan, in rank order.
    pub fn planned(&self) -> impl Iterator<Item = &'a Placed> + use<'a> {
        self.ranking.placed.iter().filter(|placed| is_planned(placed))
    }

    /// Somebody's work in the plan, in rank order.
    pub fn pieces(&self, person: &Id) -> &[Piece] {
        self.planned.get(person).map_or(&[], Vec::as_slice)
    }

    /// Somebody's work in a quarter before the portfolio's, in id order: whatever was not only proposed or
    /// dropped. A project of several quarters counts wholly in each.
    pub fn past_pieces(&self, person: &Id, quarter: Quarter) -> &[Piece] {
        self.past.get(&quarter).and_then(|by_person| by_person.get(person)).map_or(&[], Vec::as_slice)
    }

    /// The quarters before the portfolio's that projects name, in order.
    pub fn past_quarters(&self) -> impl Iterator<Item = Quarter> {
        self.past.keys().copied()
    }
}

/// Without a capacity there is no line, and everything that is ranked is the plan.
fn is_planned(placed: &Placed) -> bool {
    matches!(placed.side, Side::Planned | Side::NoLine)
}

fn open_work<'a>(panel: &'a Panel<'a>, ranking: &'a Ranking) -> Vec<OpenWork<'a>> {
    let placed =
        ranking.placed.iter().map(|placed| (&placed.project, Some(placed.known.business), Some(placed)));
    let below = ranking.below_floor.iter().map(|apart| (&apart.project, apart.scores.business, None));
    let unscored = ranking.unscored.iter().map(|apart| (&apart.project, apart.scores.business, None));
    let mut all: Vec<OpenWork<'a>> = placed
        .chain(below)
        .chain(unscored)
        .filter_map(|(project, business, place)| {
            let kinds = panel.kinds(project)?;
            Some(OpenWork { project, business: business.map(|known| known.score), kinds, place })
        })
        .collect();
    all.sort_unstable_by(|a, b| a.project.id.cmp(&b.project.id));
    all
}

fn past(portfolio: &Portfolio) -> BTreeMap<Quarter, BTreeMap<&Id, Vec<Piece>>> {
    let Some(now) = portfolio.settings().quarter else { return BTreeMap::new() };
    let mut named: BTreeMap<Quarter, Vec<&Arc<Project>>> = BTreeMap::new();
    for project in portfolio.projects().values() {
        let was_worked_on = !matches!(project.status, Status::Proposed | Status::Dropped);
        let mut quarters: Vec<Quarter> =
            project.quarters.iter().copied().filter(|quarter| *quarter < now).collect();
        quarters.sort_unstable();
        quarters.dedup();
        for quarter in quarters {
            let projects = named.entry(quarter).or_default();
            if was_worked_on {
                projects.push(project);
            }
        }
    }
    named.into_iter().map(|(quarter, projects)| (quarter, work::by_person(projects.into_iter()))).collect()
}
