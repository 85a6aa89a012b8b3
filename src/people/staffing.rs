//! The best teams under limited slots, exactly.
//!
//! Four objectives, each keeping what the earlier ones reached: projects in rank order, a complete team or
//! none; the highest worst fit of anybody on anything; the most people with one project they grow in; the
//! highest total fit. The four numbers are unique; where several choices of people reach them, it is always the
//! same one. Everything is whole numbers, and the time is polynomial.

use crate::people::flow::Network;
use crate::people::seats::{Bottleneck, Seats};

/// Who could do what. People and projects are known by their positions here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// How many projects each person can be on.
    pub slots: Vec<u32>,
    /// How many people each project needs, in rank order.
    pub teams: Vec<u32>,
    /// How well each person fits each project, person by person; `None`: cannot be on it. Never negative.
    pub fit: Vec<Vec<Option<i128>>>,
    /// Whether the person would grow in the project, in the same shape.
    pub grows: Vec<Vec<bool>>,
}

/// The best teams.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staffing {
    /// For each project, its people in ascending order, or why it has none.
    pub teams: Vec<Result<Vec<usize>, Short>>,
    /// The lowest fit of anybody on anything; `None` when nobody is on anything.
    pub worst_fit: Option<i128>,
    /// How many people are on at least one project they grow in.
    pub grown: usize,
    /// The sum of all fits.
    pub total_fit: i128,
}

/// Why a project has no team: these projects need more places than these people can give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Short {
    /// The project and the earlier ones that need the same people, in rank order.
    pub projects: Vec<usize>,
    /// Everybody who could fill the missing place, were they not all taken; empty when nobody can.
    pub people: Vec<usize>,
}

/// The best teams for a problem.
pub fn staff(problem: &Problem) -> Staffing {
    let short = shortages(problem);
    let staffed: Vec<usize> = (0..problem.teams.len()).filter(|&project| short[project].is_none()).collect();
    let least = highest_worst_fit(problem, &staffed);
    let mut teams = assign(problem, &staffed, least);
    let everybody = || teams.iter().enumerate().flat_map(|(at, team)| team.iter().map(move |&who| (who, at)));
    let fits = everybody().filter_map(|(who, project)| problem.fit[who][project]);
    let grown = (0..problem.slots.len())
        .filter(|&person| everybody().any(|(who, project)| who == person && problem.grows[who][project]))
        .count();
    let (worst_fit, total_fit) = (fits.clone().min(), fits.sum());
    let teams = teams.iter_mut().zip(short).map(|(team, short)| match short {
        Some(Bottleneck { projects, people }) => {
            Err(Short { projects: projects.into_iter().collect(), people: people.into_iter().collect() })
        }
        None => Ok(std::mem::take(team)),
    });
    Staffing { teams: teams.collect(), worst_fit, grown, total_fit }
}

/// Objective 1: which projects are complete, each earlier one before any later one.
fn shortages(problem: &Problem) -> Vec<Option<Bottleneck>> {
    let mut seats = seats(problem, None);
    problem.teams.iter().enumerate().map(|(project, &team)| seats.complete(project, team).err()).collect()
}

/// Objective 2: the highest fit that everybody on the staffed projects can have at least.
fn highest_worst_fit(problem: &Problem, staffed: &[usize]) -> Option<i128> {
    let mut fits: Vec<i128> =
        problem.fit.iter().flat_map(|row| staffed.iter().filter_map(|&project| row[project])).collect();
    fits.sort_unstable();
    fits.dedup();
    let works = |least: i128| {
        let mut seats = seats(problem, Some(least));
        staffed.iter().all(|&project| seats.complete(project, problem.teams[project]).is_ok())
    };
    // Whatever works keeps working when less is asked, so the last one that works is found by halving.
    let above = fits.partition_point(|&least| works(least));
    above.checked_sub(1).and_then(|last| fits.get(last)).copied()
}

fn seats(problem: &Problem, least: Option<i128>) -> Seats {
    let may = |person: usize, project: usize| match (problem.fit[person][project], least) {
        (Some(fit), Some(least)) => fit >= least,
        (fit, _) => fit.is_some(),
    };
    let allowed = (0..problem.teams.len())
        .map(|project| (0..problem.slots.len()).filter(|&person| may(person, project)).collect())
        .collect();
    Seats::new(allowed, &problem.slots)
}

/// Objectives 3 and 4 in one flow: a project that a person grows in counts more than all fits together, once
/// for each person.
fn assign(problem: &Problem, staffed: &[usize], least: Option<i128>) -> Vec<Vec<usize>> {
    let people = problem.slots.len();
    let pairs: Vec<(usize, usize, i128)> = (0..people)
        .flat_map(|person| (0..staffed.len()).map(move |seat| (person, seat)))
        .filter_map(|(person, seat)| Some((person, seat, problem.fit[person][staffed[seat]]?)))
        .filter(|(_, _, fit)| least.is_none_or(|least| *fit >= least))
        .collect();
    let bonus = 1 + pairs.iter().map(|(_, _, fit)| fit).sum::<i128>();
    // Nodes: source, people, one growth node for each person, pairs, projects, sink.
    let (growth, pair) = (1 + people, 1 + 2 * people);
    let project = pair + pairs.len();
    let sink = project + staffed.len();
    let mut network = Network::new(sink + 1);
    for (person, &slots) in problem.slots.iter().enumerate() {
        network.arc(0, 1 + person, slots, 0);
        network.arc(1 + person, growth + person, 1, -bonus);
    }
    let mut chosen = Vec::with_capacity(pairs.len());
    for (at, &(person, seat, fit)) in pairs.iter().enumerate() {
        network.arc(1 + person, pair + at, 1, 0);
        if problem.grows[person][staffed[seat]] {
            network.arc(growth + person, pair + at, 1, 0);
        }
        chosen.push(network.arc(pair + at, project + seat, 1, -fit));
    }
    let wanted = staffed.iter().map(|&at| problem.teams[at]).sum();
    for (seat, &at) in staffed.iter().enumerate() {
        network.arc(project + seat, sink, problem.teams[at], 0);
    }
    network.send(wanted);
    let mut teams = vec![Vec::new(); problem.teams.len()];
    for (&(person, seat, _), &arc) in pairs.iter().zip(&chosen) {
        if network.flow(arc) > 0 {
            teams[staffed[seat]].push(person);
        }
    }
    teams
}
