//! Staffing and pairing against the expected numbers, and the properties that hold for every problem.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::Value as Json;

use crate::portfolio::{Scale, Score};

use super::pair;
use super::staffing::{Problem, Short, Staffing, staff};

const ORACLE: &str = include_str!("../../tests/oracle/staffing.json");

fn list(value: &Json) -> &[Json] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn number(value: &Json) -> i128 {
    i128::from(value.as_i64().unwrap())
}

fn problem(case: &Json) -> Problem {
    let (interest_weight, growth_weight) = (number(&case["fit_weights"][0]), number(&case["fit_weights"][1]));
    let least = number(&case["min_growth"]);
    let rows = || list(&case["interest"]).iter().zip(list(&case["growth"]));
    Problem {
        slots: list(&case["people"]).iter().map(|person| number(&person["slots"]) as u32).collect(),
        teams: list(&case["projects"]).iter().map(|project| number(&project["team"]) as u32).collect(),
        fit: rows()
            .map(|(interests, growths)| {
                let fit = |i: &Json, g: &Json| {
                    (!i.is_null()).then(|| interest_weight * number(i) + growth_weight * number(g))
                };
                list(interests).iter().zip(list(growths)).map(|(i, g)| fit(i, g)).collect()
            })
            .collect(),
        grows: rows()
            .map(|(_, growths)| list(growths).iter().map(|g| !g.is_null() && number(g) >= least).collect())
            .collect(),
    }
}

#[test]
fn expected_staffing_is_reached() {
    let oracle: Json = serde_json::from_str(ORACLE).unwrap();
    for case in list(&oracle["cases"]) {
        let found = staff(&problem(case));
        let expected = &case["expected"];
        let staffed: Vec<i128> = found.teams.iter().map(|team| i128::from(team.is_ok())).collect();
        let wanted: Vec<i128> = list(&expected["staffed"]).iter().map(number).collect();
        let name = &case["name"];
        assert_eq!(staffed, wanted, "{name}");
        assert_eq!(found.worst_fit.unwrap_or(0), number(&expected["worst_fit"]), "{name}");
        assert_eq!(found.grown as i128, number(&expected["people_with_growth"]), "{name}");
        assert_eq!(found.total_fit, number(&expected["total_fit"]), "{name}");
    }
}

#[test]
fn expected_pairings_are_reached() {
    let oracle: Json = serde_json::from_str(ORACLE).unwrap();
    let topics: Vec<String> = (0..20).map(|topic| format!("topic-{topic}")).collect();
    for case in list(&oracle["pairings"]) {
        let interests = |key: &str| -> BTreeMap<String, Score> {
            let scores =
                list(&case[key]).iter().map(|score| Score::from_thousandths(1000 * number(score) as i32));
            topics.iter().cloned().zip(scores).collect()
        };
        let (first, second) = (interests("topics_person_1"), interests("topics_person_2"));
        let asked = topics.iter().take(first.len()).map(String::as_str);
        let scale = Scale {
            min: Score::default(),
            max: Score::from_thousandths(5000),
            step: Score::from_thousandths(500),
            labels: BTreeMap::new(),
        };
        let found = pair(asked, &first, &second, &scale);
        assert_eq!(i128::from(found.coverage), 1000 * number(&case["coverage"]), "{case}");
        assert_eq!(i128::from(found.gain), 1000 * number(&case["gain_over_better_single"]), "{case}");
    }
}

/// Small random problems: sparse fits, teams of one to three, one or two slots.
fn problems() -> impl Strategy<Value = Problem> {
    (1..5_usize, 1..6_usize).prop_flat_map(|(people, projects)| {
        let cell = prop::option::weighted(0.8, 0..=25_i128);
        let row = prop::collection::vec(cell, projects);
        (
            prop::collection::vec(0..3_u32, people),
            prop::collection::vec(1..4_u32, projects),
            prop::collection::vec(row, people),
            prop::collection::vec(prop::collection::vec(any::<bool>(), projects), people),
        )
            .prop_map(|(slots, teams, fit, grows)| Problem { slots, teams, fit, grows })
    })
}

/// Which projects are staffed, the lowest fit (-1: nobody is on anything), how many grow, the sum of fits.
type Value = (Vec<bool>, i128, usize, i128);

/// The four objectives of every possible assignment, the best of them: by trying all.
fn by_trying_all(problem: &Problem) -> Value {
    let mut best = None;
    try_all(problem, &mut Vec::new(), &mut best);
    best.unwrap()
}

fn try_all(problem: &Problem, teams: &mut Vec<Vec<usize>>, best: &mut Option<Value>) {
    let at = teams.len();
    if at == problem.teams.len() {
        let found = value(problem, teams);
        if best.as_ref().is_none_or(|known| found > *known) {
            *best = Some(found);
        }
        return;
    }
    for set in 0..1_u32 << problem.slots.len() {
        let team: Vec<usize> = (0..problem.slots.len()).filter(|person| set & (1 << person) != 0).collect();
        let complete = team.is_empty() || team.len() == problem.teams[at] as usize;
        let able = team.iter().all(|person| {
            let used = teams.iter().filter(|team| team.contains(person)).count();
            problem.fit[*person][at].is_some() && used < problem.slots[*person] as usize
        });
        if complete && able {
            teams.push(team);
            try_all(problem, teams, best);
            teams.pop();
        }
    }
}

fn value(problem: &Problem, teams: &[Vec<usize>]) -> Value {
    let pairs: Vec<(usize, usize)> =
        teams.iter().enumerate().flat_map(|(at, team)| team.iter().map(move |&who| (who, at))).collect();
    let fits: Vec<i128> = pairs.iter().map(|&(who, at)| problem.fit[who][at].unwrap()).collect();
    let grows = |person: &usize| pairs.iter().any(|&(who, at)| who == *person && problem.grows[who][at]);
    let staffed = teams.iter().map(|team| !team.is_empty()).collect();
    let grown = (0..problem.slots.len()).filter(grows).count();
    (staffed, fits.iter().min().copied().unwrap_or(-1), grown, fits.iter().sum())
}

fn use_of_people(found: &Staffing) -> BTreeMap<usize, u32> {
    let mut used = BTreeMap::new();
    for person in found.teams.iter().flatten().flatten() {
        *used.entry(*person).or_default() += 1;
    }
    used
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn nothing_possible_is_better(problem in problems()) {
        let found = staff(&problem);
        let staffed: Vec<bool> = found.teams.iter().map(Result::is_ok).collect();
        let reached = (staffed, found.worst_fit.unwrap_or(-1), found.grown, found.total_fit);
        prop_assert_eq!(reached, by_trying_all(&problem));
    }

    #[test]
    fn slots_and_teams_are_respected(problem in problems()) {
        let found = staff(&problem);
        for (project, team) in found.teams.iter().enumerate() {
            if let Ok(team) = team {
                prop_assert_eq!(team.len(), problem.teams[project] as usize);
                prop_assert!(team.windows(2).all(|two| two[0] < two[1]));
                prop_assert!(team.iter().all(|&person| problem.fit[person][project].is_some()));
            }
        }
        for (person, used) in use_of_people(&found) {
            prop_assert!(used <= problem.slots[person]);
        }
    }

    #[test]
    fn a_shortage_is_a_proof(problem in problems()) {
        // The people named cannot fill the places that the named projects need: each project takes each of
        // them once at most, and everybody else who could help is on the project already.
        let found = staff(&problem);
        for (project, team) in found.teams.iter().enumerate() {
            let Err(Short { projects, people }) = team else { continue };
            prop_assert!(projects.contains(&project));
            prop_assert!(projects.iter().all(|&other| other == project || found.teams[other].is_ok()));
            let able: Vec<usize> = (0..problem.slots.len())
                .filter(|&person| projects.iter().any(|&p| problem.fit[person][p].is_some()))
                .collect();
            prop_assert!(people.iter().all(|person| able.contains(person)));
            let places: u32 = projects.iter().map(|&p| problem.teams[p]).sum();
            let given: u32 = able
                .iter()
                .map(|&person| {
                    let wanted = projects.iter().filter(|&&p| problem.fit[person][p].is_some()).count();
                    problem.slots[person].min(wanted as u32)
                })
                .sum();
            prop_assert!(given < places, "{} places could be given, {} are needed", given, places);
        }
    }

    #[test]
    fn the_order_of_people_changes_no_objective(problem in problems()) {
        let mut turned = problem.clone();
        turned.slots.reverse();
        turned.fit.reverse();
        turned.grows.reverse();
        let (a, b) = (staff(&problem), staff(&turned));
        prop_assert_eq!((a.worst_fit, a.grown, a.total_fit), (b.worst_fit, b.grown, b.total_fit));
    }
}
