//! Who can sit where: complete teams under limited slots, and the proof when that is impossible.
//!
//! Seats are filled along alternating paths, so a seated person moves when that lets one more project be
//! complete. When a seat cannot be filled, the search that failed has met every project and every person of
//! the bottleneck. This module knows nothing of what is good, only of what is possible.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Which people may sit on which projects, and who does.
#[derive(Debug, Clone)]
pub(super) struct Seats {
    /// For each project, the people who may sit on it, in order.
    allowed: Vec<Vec<usize>>,
    /// For each project, who sits on it.
    seated: Vec<BTreeSet<usize>>,
    /// For each person, the projects they sit on.
    sitting: Vec<BTreeSet<usize>>,
    /// For each person, the slots that are left.
    free: Vec<u32>,
}

/// One step of filling a seat, so that it can be taken back.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// A person gives a slot.
    Gives(usize),
    /// A person sits down on a project.
    Joins(usize, usize),
    /// A person gets up from a project.
    Leaves(usize, usize),
}

/// Why a seat stays empty: these projects together need more than these people have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bottleneck {
    /// The project that cannot be complete and the ones that hold its people, in order.
    pub(super) projects: BTreeSet<usize>,
    /// Everybody who could sit on one of them and is not already on the project itself.
    pub(super) people: BTreeSet<usize>,
}

impl Seats {
    /// Empty seats.
    pub(super) fn new(allowed: Vec<Vec<usize>>, slots: &[u32]) -> Self {
        let seated = vec![BTreeSet::new(); allowed.len()];
        let sitting = vec![BTreeSet::new(); slots.len()];
        Self { allowed, seated, sitting, free: slots.to_vec() }
    }

    /// Fills all of a project's seats, or leaves everything as it was and says why.
    pub(super) fn complete(&mut self, project: usize, team: u32) -> Result<(), Bottleneck> {
        let mut steps = Vec::new();
        for _ in 0..team {
            if let Err(bottleneck) = self.seat(project, &mut steps) {
                steps.into_iter().rev().for_each(|step| self.take_back(step));
                return Err(bottleneck);
            }
        }
        Ok(())
    }

    /// Fills one seat by the shortest chain of moves.
    fn seat(&mut self, project: usize, steps: &mut Vec<Step>) -> Result<(), Bottleneck> {
        // For each person reached, the project that wants them; for each project, the person it would give.
        let mut wanted_by: Vec<Option<usize>> = vec![None; self.free.len()];
        let mut gives: BTreeMap<usize, usize> = BTreeMap::new();
        let mut reached = BTreeSet::from([project]);
        let mut queue = VecDeque::from([project]);
        while let Some(hungry) = queue.pop_front() {
            for &person in &self.allowed[hungry] {
                if wanted_by[person].is_some() || self.seated[hungry].contains(&person) {
                    continue;
                }
                wanted_by[person] = Some(hungry);
                if self.free[person] > 0 {
                    let chain = chain(person, &wanted_by, &gives);
                    for &step in &chain {
                        self.go(step);
                    }
                    steps.extend(chain);
                    return Ok(());
                }
                for &giver in &self.sitting[person] {
                    if reached.insert(giver) {
                        gives.insert(giver, person);
                        queue.push_back(giver);
                    }
                }
            }
        }
        let people = (0..self.free.len()).filter(|&person| wanted_by[person].is_some()).collect();
        Err(Bottleneck { projects: reached, people })
    }

    fn go(&mut self, step: Step) {
        match step {
            Step::Gives(person) => self.free[person] -= 1,
            Step::Joins(person, project) => {
                self.seated[project].insert(person);
                self.sitting[person].insert(project);
            }
            Step::Leaves(person, project) => {
                self.seated[project].remove(&person);
                self.sitting[person].remove(&project);
            }
        }
    }

    fn take_back(&mut self, step: Step) {
        match step {
            Step::Gives(person) => self.free[person] += 1,
            Step::Joins(person, project) => self.go(Step::Leaves(person, project)),
            Step::Leaves(person, project) => self.go(Step::Joins(person, project)),
        }
    }
}

/// The steps that seat a free person and move everybody on the chain that led to them.
fn chain(person: usize, wanted_by: &[Option<usize>], gives: &BTreeMap<usize, usize>) -> Vec<Step> {
    let mut steps = vec![Step::Gives(person)];
    let mut joining = Some(person);
    while let Some((person, project)) = joining.and_then(|person| Some((person, wanted_by[person]?))) {
        steps.push(Step::Joins(person, project));
        joining = gives.get(&project).copied();
        if let Some(leaving) = joining {
            steps.push(Step::Leaves(leaving, project));
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seated_person_moves_so_that_one_more_project_is_complete() {
        let mut seats = Seats::new(vec![vec![0, 1], vec![0]], &[1, 1]);
        assert_eq!(seats.complete(0, 1), Ok(()));
        assert_eq!(seats.complete(1, 1), Ok(()));
        assert_eq!(seats.seated, [BTreeSet::from([1]), BTreeSet::from([0])]);
    }

    #[test]
    fn a_bottleneck_names_everybody_who_is_short() {
        let mut seats = Seats::new(vec![vec![0], vec![0], vec![1]], &[1, 1]);
        assert_eq!(seats.complete(0, 1), Ok(()));
        let short = Bottleneck { projects: BTreeSet::from([0, 1]), people: BTreeSet::from([0]) };
        assert_eq!(seats.complete(1, 1), Err(short));
        assert_eq!(seats.complete(2, 1), Ok(()));
    }

    #[test]
    fn an_incomplete_team_gives_its_people_back() {
        let mut seats = Seats::new(vec![vec![0, 1], vec![0]], &[1, 1]);
        assert!(seats.complete(0, 3).is_err());
        assert_eq!(seats.free, [1, 1]);
        assert_eq!(seats.complete(1, 1), Ok(()));
    }
}
