//! Where everything is: each project's standing, who serves which narrative, what waits for what.
//!
//! Made once for all pages, so that no page walks the whole portfolio. Addresses of pages are decided here.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use crate::fit::Panel;
use crate::people;
use crate::portfolio::{Effort, Goal, Id, Narrative, Project};
use crate::ranking::{BelowFloor, Placed, Ranking, Side, Unscored};
use crate::report::Picture;
use crate::report::person::{self, Finished};

/// The picture of a quarter with its cross-references.
#[derive(Debug)]
pub(super) struct Atlas<'a> {
    /// What it is about.
    pub(super) picture: &'a Picture<'a>,
    people: OnceLock<people::Standing<'a>>,
    /// The page of each person, by id.
    sheets: Vec<OnceLock<Finished>>,
    /// The last ranked project of the plan, and the first below the line.
    pub(super) beside_line: (Option<&'a Placed>, Option<&'a Placed>),
    // These are only looked up, never listed, so no order of theirs can show.
    standing: OnceLock<HashMap<&'a Id, Standing<'a>>>,
    needed_by: OnceLock<HashMap<&'a Id, Vec<&'a Project>>>,
    serving: OnceLock<HashMap<&'a Id, Vec<&'a Project>>>,
    leading_to: HashMap<&'a Id, Vec<&'a Narrative>>,
}

/// Where a project stands in the quarter.
#[derive(Debug, Clone, Copy)]
pub(super) enum Standing<'a> {
    /// Ranked, with its index in the ranking.
    Placed(usize, &'a Placed),
    /// Kept out by a floor.
    BelowFloor(&'a BelowFloor),
    /// Not ranked yet.
    Unscored(&'a Unscored),
    /// Of another quarter, or no longer open.
    Elsewhere,
}

impl<'a> Atlas<'a> {
    /// The cross-references of a picture.
    pub(super) fn of(picture: &'a Picture<'a>) -> Self {
        let ranking = picture.ranking;
        let mut leading_to: HashMap<&Id, Vec<&Narrative>> = HashMap::new();
        for narrative in picture.portfolio.narratives().values().map(Arc::as_ref) {
            for goal in &narrative.goals {
                leading_to.entry(goal).or_default().push(narrative);
            }
        }
        let beside_line = (
            ranking.placed.iter().rev().find(|placed| placed.is_planned()),
            ranking.placed.iter().find(|placed| placed.side == Side::Below),
        );
        Self {
            picture,
            people: OnceLock::new(),
            sheets: picture.portfolio.people().values().map(|_| OnceLock::new()).collect(),
            beside_line,
            standing: OnceLock::new(),
            needed_by: OnceLock::new(),
            serving: OnceLock::new(),
            leading_to,
        }
    }

    /// Everybody's view of every project, as far as this audience may know it; prepared when it is asked for.
    pub(super) fn panel(&self) -> &'a Panel<'a> {
        self.picture.panel()
    }

    /// Who works on what; prepared when it is asked for.
    pub(super) fn people(&self) -> &people::Standing<'a> {
        self.people.get_or_init(|| people::Standing::new(self.panel(), self.ranking()))
    }

    /// The page of the person who stands at an index in id order, composed once.
    pub(super) fn sheet(&self, at: usize) -> &Finished {
        self.sheets[at].get_or_init(|| person::finished(&self.panel().lenses()[at], self.people()))
    }

    /// The order and the plan.
    pub(super) fn ranking(&self) -> &'a Ranking {
        self.picture.ranking
    }

    /// Where a project stands.
    pub(super) fn standing(&self, id: &Id) -> Standing<'a> {
        let standing = self.standing.get_or_init(|| standings(self.ranking()));
        standing.get(id).copied().unwrap_or(Standing::Elsewhere)
    }

    /// Whether a project is in the plan; where there is no plan line, whether it is ranked.
    pub(super) fn counts(&self, project: &Project) -> bool {
        match self.standing(&project.id) {
            Standing::Placed(_, placed) => placed.is_planned() || self.ranking().plan.is_none(),
            _ => false,
        }
    }

    /// Every project that competes in this quarter: ranked ones in order, then those kept out by a floor, then
    /// those not ranked yet.
    pub(super) fn all_competing(&self) -> impl Iterator<Item = &'a Project> {
        let ranking = self.ranking();
        let placed = ranking.placed.iter().map(|placed| placed.project.as_ref());
        let floor = ranking.below_floor.iter().map(|apart| apart.project.as_ref());
        let unscored = ranking.unscored.iter().map(|apart| apart.project.as_ref());
        placed.chain(floor).chain(unscored)
    }

    /// The project of an id.
    pub(super) fn project(&self, id: &Id) -> Option<&'a Project> {
        self.picture.portfolio.projects().get(id).map(Arc::as_ref)
    }

    /// The projects that must wait for this one, in id order.
    pub(super) fn needed_by(&self, id: &Id) -> &[&'a Project] {
        let of = |project: &'a Project| project.depends_on.iter();
        let needed_by = self.needed_by.get_or_init(|| self.projects_by(of));
        needed_by.get(id).map_or(&[], Vec::as_slice)
    }

    /// All projects of a narrative, in id order.
    pub(super) fn serving(&self, narrative: &Id) -> &[&'a Project] {
        let of = |project: &'a Project| project.narrative.iter();
        let serving = self.serving.get_or_init(|| self.projects_by(of));
        serving.get(narrative).map_or(&[], Vec::as_slice)
    }

    /// Projects by what each of them names, in id order.
    fn projects_by<I: Iterator<Item = &'a Id>>(
        &self,
        named: impl Fn(&'a Project) -> I,
    ) -> HashMap<&'a Id, Vec<&'a Project>> {
        let mut by: HashMap<&Id, Vec<&Project>> = HashMap::new();
        for project in self.picture.portfolio.projects().values().map(Arc::as_ref) {
            for id in named(project) {
                by.entry(id).or_default().push(project);
            }
        }
        by
    }

    /// The projects of a narrative that compete in this quarter: ranked ones in order, then the others.
    pub(super) fn competing(&self, narrative: &Id) -> Vec<&'a Project> {
        let mut projects: Vec<&Project> = self.serving(narrative).to_vec();
        projects.retain(|project| !matches!(self.standing(&project.id), Standing::Elsewhere));
        projects.sort_by_key(|project| self.order(project));
        projects
    }

    /// The narratives that lead to a goal, in id order.
    pub(super) fn leading_to(&self, goal: &Id) -> &[&'a Narrative] {
        self.leading_to.get(goal).map_or(&[], Vec::as_slice)
    }

    /// The narrative of a project.
    pub(super) fn narrative(&self, project: &Project) -> Option<&'a Narrative> {
        self.picture.portfolio.narratives().get(project.narrative.as_ref()?).map(Arc::as_ref)
    }

    /// The goals of a narrative, in its own order.
    pub(super) fn goals(&self, narrative: &Narrative) -> Vec<&'a Goal> {
        let goals = self.picture.portfolio.goals();
        narrative.goals.iter().filter_map(|id| goals.get(id)).map(Arc::as_ref).collect()
    }

    /// Ranked projects by position, then all others; equal keys keep their order.
    pub(super) fn order(&self, project: &Project) -> usize {
        match self.standing(&project.id) {
            Standing::Placed(index, _) => index,
            _ => usize::MAX,
        }
    }

    /// The weeks of these projects that are in the plan; where there is no line, all of them.
    pub(super) fn planned_weeks(&self, projects: &[&Project]) -> Effort {
        projects.iter().filter(|project| self.counts(project)).filter_map(|project| project.effort).sum()
    }

    /// The weeks of everything in the plan; where there is no line, of everything ranked.
    pub(super) fn all_planned_weeks(&self) -> Effort {
        let all: Vec<&Project> = self.ranking().placed.iter().map(|placed| placed.project.as_ref()).collect();
        self.planned_weeks(&all)
    }

    /// A person's name; the id where there is no document.
    pub(super) fn person_name(&self, id: &Id) -> String {
        self.picture.portfolio.people().get(id).map_or_else(|| id.to_string(), |person| person.name.clone())
    }
}

/// The page about a narrative.
pub(super) fn narrative_page(id: &Id) -> String {
    format!("narratives/{id}.html")
}

/// The page about a goal.
pub(super) fn goal_page(id: &Id) -> String {
    format!("goals/{id}.html")
}

fn standings(ranking: &Ranking) -> HashMap<&Id, Standing<'_>> {
    let mut standing = HashMap::with_capacity(ranking.placed.len());
    for (index, placed) in ranking.placed.iter().enumerate() {
        standing.insert(&placed.project.id, Standing::Placed(index, placed));
    }
    for apart in &ranking.below_floor {
        standing.insert(&apart.project.id, Standing::BelowFloor(apart));
    }
    for apart in &ranking.unscored {
        standing.insert(&apart.project.id, Standing::Unscored(apart));
    }
    standing
}
