//! Who can sit where: complete teams under limited slots, and the proof when that is impossible.
//!
//! Seats are filled along alternating paths, so a seated person moves when that lets one more project be
//! complete. When a seat cannot be filled, the search that failed has met every project and every person of
//! the bottleneck. This module knows nothing of what is good, only of what is possible.

use std::collections::{BTreeSet, VecDeque};

/// Which people may sit on which projects, and who does.
#[derive(Debug, Clone)]
pub(super) struct Seats {
    /// For each project, the people who may sit on it, in order.
    allowed: Vec<Vec<usize>>,
    /// For each project, who sits on it.
    seated: Vec<BTreeSet<usize>>,
    /// For each person, the slots that are left.
    free: Vec<u32>,
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
        Self { allowed, seated, free: slots.to_vec() }
    }

    /// Fills all of a project's seats, or leaves everything as it was and says why.
    pub(super) fn complete(&mut self, project: usize, team: u32) -> Result<(), Bottleneck> {
        let before = (self.seated.clone(), self.free.clone());
        for _ in 0..team {
            if let Err(bottleneck) = self.seat(project) {
                (self.seated, self.free) = before;
                return Err(bottleneck);
            }
        }
        Ok(())
    }

    /// Fills one seat by the shortest chain of moves.
    fn seat(&mut self, project: usize) -> Result<(), Bottleneck> {
        // For each person reached, the project that wants them; for each project, the person it would give.
        let mut wanted_by: Vec<Option<usize>> = vec![None; self.free.len()];
        let mut gives: Vec<Option<usize>> = vec![None; self.seated.len()];
        let mut reached = BTreeSet::from([project]);
        let mut queue = VecDeque::from([project]);
        while let Some(hungry) = queue.pop_front() {
            for &person in &self.allowed[hungry] {
                if wanted_by[person].is_some() || self.seated[hungry].contains(&person) {
                    continue;
                }
                wanted_by[person] = Some(hungry);
                if self.free[person] > 0 {
                    self.free[person] -= 1;
                    self.shift(person, &wanted_by, &gives);
                    return Ok(());
                }
                for (giver, team) in self.seated.iter().enumerate() {
                    if team.contains(&person) && reached.insert(giver) {
                        gives[giver] = Some(person);
                        queue.push_back(giver);
                    }
                }
            }
        }
        let people = (0..self.free.len()).filter(|&person| wanted_by[person].is_some()).collect();
        Err(Bottleneck { projects: reached, people })
    }

    /// Seats a free person and moves everybody on the chain that led to them.
    fn shift(&mut self, person: usize, wanted_by: &[Option<usize>], gives: &[Option<usize>]) {
        let mut joining = Some(person);
        while let Some((person, project)) = joining.and_then(|person| Some((person, wanted_by[person]?))) {
            self.seated[project].insert(person);
            joining = gives[project];
            if let Some(leaving) = joining {
                self.seated[project].remove(&leaving);
            }
        }
    }
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
