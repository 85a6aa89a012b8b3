//! Everybody's view of every project, as numbers.
//!
//! What people's pages, findings and derived scores look at again and again is prepared here once. It holds
//! nothing that the documents do not say, so it is as private as they are.

use std::collections::HashMap;

use crate::fit::lens::{Kinds, Lens, Tags};
use crate::portfolio::{Effort, Id, Portfolio, Project, Score};

/// A quarter has thirteen weeks: nobody can do more alone.
const WEEKS_IN_A_QUARTER: u64 = 1300;

/// The people of a portfolio, each with a view of its projects.
#[derive(Debug)]
pub struct Panel<'a> {
    portfolio: &'a Portfolio,
    // Only looked up, never listed, so no order of it can show.
    projects: HashMap<&'a Id, Kinds>,
    /// By id.
    lenses: Vec<Lens<'a>>,
    /// What people have in the quarter, in hundredths of a week, and of how many that is the sum.
    capacity: (u64, u64),
}

impl<'a> Panel<'a> {
    /// The panel of a portfolio.
    pub fn of(portfolio: &'a Portfolio) -> Self {
        let mut tags = Tags::default();
        let projects = portfolio.projects().iter().map(|(id, project)| (id, tags.kinds(project))).collect();
        let lens = |person| Lens::new(person, &tags, portfolio.settings());
        let people = portfolio.people().values();
        let lenses = people.clone().map(|person| lens(person)).collect();
        let known: Vec<u64> = people
            .filter_map(|person| person.capacity)
            .map(Effort::hundredths)
            .filter(|weeks| *weeks > 0)
            .collect();
        let capacity = match known.iter().sum() {
            0 => (WEEKS_IN_A_QUARTER, 1),
            total => (total, known.len() as u64),
        };
        Self { portfolio, projects, lenses, capacity }
    }

    /// The documents, joined.
    pub fn portfolio(&self) -> &'a Portfolio {
        self.portfolio
    }

    /// Everybody's view, by id.
    pub fn lenses(&self) -> &[Lens<'a>] {
        &self.lenses
    }

    /// Somebody's view; `None` where there is no document.
    pub fn lens(&self, person: &Id) -> Option<&Lens<'a>> {
        let at = self.lenses.binary_search_by(|lens| lens.person().id.cmp(person)).ok()?;
        self.lenses.get(at)
    }

    /// What a project involves and in what it lets people grow; `None` for a project of another portfolio.
    pub fn kinds(&self, project: &Project) -> Option<&Kinds> {
        self.projects.get(&project.id)
    }

    /// What people think of a project: everybody of whom it is known, by id.
    pub fn interests<'p>(&'p self, project: &'p Project) -> impl Iterator<Item = (&'a Id, Score)> + 'p {
        let kinds = self.kinds(project);
        let interest = move |lens: &Lens<'a>| Some((&lens.person().id, lens.interest(project, kinds?)?));
        self.lenses.iter().filter_map(interest)
    }

    /// The number of people that a project's effort asks for: the effort over what one person has in the
    /// quarter (the mean of the capacities that are known, else thirteen weeks), rounded up; at least one,
    /// and at most as many as there are. Without an effort: one.
    pub fn team_size(&self, project: &Project) -> usize {
        let (total, count) = self.capacity;
        let effort = project.effort.map_or(0, Effort::hundredths);
        let needed = effort.saturating_mul(count).div_ceil(total);
        usize::try_from(needed).unwrap_or(usize::MAX).clamp(1, self.lenses.len().max(1))
    }
}
