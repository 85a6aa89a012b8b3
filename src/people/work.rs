//! Who is planned for what, in which quarter, against what they have.

use std::sync::Arc;

use crate::people::standing::Standing;
use crate::portfolio::{Effort, Id, Person, Portfolio, Project, Quarter, Status};

/// A piece of work of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The project.
    pub project: Arc<Project>,
    /// The person's weeks on it; `None` for an owner whom the team does not name.
    pub weeks: Option<Effort>,
}

/// A person's planned weeks against the weeks they have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Load {
    /// Planned weeks.
    pub planned: Effort,
    /// Weeks available, where stated.
    pub capacity: Option<Effort>,
}

impl Load {
    /// What is planned beyond what there is.
    pub fn over(self) -> Effort {
        self.capacity.map_or(Effort::ZERO, |capacity| self.planned.saturating_sub(capacity))
    }

    /// What there is beyond what is planned.
    pub fn free(self) -> Effort {
        self.capacity.map_or(Effort::ZERO, |capacity| capacity.saturating_sub(self.planned))
    }
}

/// The person's work in the plan, in rank order.
pub fn planned(person: &Id, standing: &Standing<'_>) -> Vec<Piece> {
    standing.planned().filter_map(|placed| piece(person, &placed.project)).collect()
}

/// The person's work in a quarter, in id order. In the portfolio's own quarter that is the plan, earlier it
/// is whatever was not only proposed or dropped. A project of several quarters counts wholly in each.
pub fn in_quarter(
    person: &Id,
    quarter: Quarter,
    portfolio: &Portfolio,
    standing: &Standing<'_>,
) -> Vec<Piece> {
    let counts = |project: &Project| {
        if portfolio.settings().quarter == Some(quarter) {
            return standing.is_planned(&project.id);
        }
        project.quarters.contains(&quarter) && !matches!(project.status, Status::Proposed | Status::Dropped)
    };
    portfolio
        .projects()
        .values()
        .filter(|project| counts(project))
        .filter_map(|project| piece(person, project))
        .collect()
}

/// The person's planned weeks against their capacity.
pub fn load(person: &Person, standing: &Standing<'_>) -> Load {
    let planned = planned(&person.id, standing).iter().filter_map(|piece| piece.weeks).sum();
    Load { planned, capacity: person.capacity }
}

fn piece(person: &Id, project: &Arc<Project>) -> Option<Piece> {
    let mut weeks = project.team.iter().filter(|(id, _)| id == person).map(|(_, weeks)| *weeks).peekable();
    let on_team = weeks.peek().is_some();
    let total: Effort = weeks.sum();
    (on_team || project.owner.as_ref() == Some(person))
        .then(|| Piece { project: Arc::clone(project), weeks: on_team.then_some(total) })
}
