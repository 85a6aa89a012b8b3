//! Who is planned for what, against what they have.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::people::standing::Standing;
use crate::portfolio::{Effort, Id, Person, Project};

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

/// The person's planned weeks against their capacity.
pub fn load(person: &Person, standing: &Standing<'_>) -> Load {
    let planned = standing.pieces(&person.id).iter().filter_map(|piece| piece.weeks).sum();
    Load { planned, capacity: person.capacity }
}

/// Everybody's pieces of these projects, in the order of the projects.
pub(super) fn by_person<'a>(
    projects: impl Iterator<Item = &'a Arc<Project>>,
) -> BTreeMap<&'a Id, Vec<Piece>> {
    let mut pieces: BTreeMap<&Id, Vec<Piece>> = BTreeMap::new();
    for project in projects {
        let mut weeks: BTreeMap<&Id, Option<Effort>> = BTreeMap::new();
        for (id, part) in &project.team {
            let sum = weeks.entry(id).or_default().get_or_insert_default();
            *sum = *sum + *part;
        }
        if let Some(owner) = &project.owner {
            weeks.entry(owner).or_default();
        }
        for (id, weeks) in weeks {
            pieces.entry(id).or_default().push(Piece { project: Arc::clone(project), weeks });
        }
    }
    pieces
}
