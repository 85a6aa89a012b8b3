//! The plan line and the exact optimum.

use serde_json::Value;

use super::{Case, cases, close, float, fraction, list};
use crate::portfolio::{LineRule, ScoreMeans};
use crate::ranking::exact::Ratio;
use crate::ranking::knapsack::{Item, best};
use crate::ranking::line;
use crate::ranking::method::Scorer;
use crate::ranking::optimum_map::{Part, optimal_plans};

const PORTFOLIO: &str = include_str!("../../../tests/oracle/portfolio.json");
const PITFALLS: &str = include_str!("../../../tests/oracle/pitfalls.json");

fn reading(value: &Value) -> ScoreMeans {
    if value["reading"] == "intensity" { ScoreMeans::Intensity } else { ScoreMeans::Total }
}

fn capacity(value: &Value) -> u64 {
    value["capacity"].as_u64().unwrap() * 100
}

fn items(case: &Case, reading: ScoreMeans) -> Vec<Item> {
    let scorer = Scorer::new(&case.rules);
    (0..case.ids.len())
        .map(|i| {
            let effort = case.efforts[i].unwrap();
            let weeks = if reading == ScoreMeans::Intensity { i128::from(effort) } else { 100 };
            Item { effort, worth: scorer.worth(&case.scores[i]) * weeks }
        })
        .collect()
}

#[test]
fn the_line_is_the_expected_one_strict_and_filled() {
    for case in cases(PORTFOLIO) {
        let sequence = case.ordered().sequence;
        for expected in list(&case.expected["line"]) {
            for (rule, key) in [(LineRule::Strict, "strict"), (LineRule::Fill, "filled")] {
                let efforts = sequence.iter().map(|&index| case.efforts[index]);
                let line = line::draw(efforts, capacity(expected), rule);
                let ids: Vec<&str> = line.inside.iter().map(|&i| case.ids[sequence[i]].as_str()).collect();
                assert_eq!(serde_json::json!(ids), expected[key], "{}", case.name);
            }
        }
    }
}

#[test]
fn the_optimum_is_worth_what_is_expected_with_the_least_effort() {
    for case in cases(PORTFOLIO) {
        let unit = Scorer::new(&case.rules).unit() * 100;
        for expected in list(&case.expected["best"]) {
            let items = items(&case, reading(expected));
            let chosen = best(&items, capacity(expected)).unwrap();
            let worth: i128 = chosen.iter().map(|&index| items[index].worth).sum();
            let effort: u64 = chosen.iter().map(|&index| items[index].effort).sum();
            assert_eq!(Ratio::new(worth, unit), fraction(&expected["best_value"]), "{}", case.name);
            let least = expected["least_effort_at_best"].as_u64().unwrap();
            assert_eq!(effort, least * 100, "{}", case.name);
        }
    }
}

#[test]
fn the_best_plans_over_all_weightings_are_the_expected_ones() {
    for case in cases(PORTFOLIO) {
        for expected in list(&case.expected["map"]) {
            let reading = reading(expected);
            let parts: Vec<Part> = (0..case.ids.len())
                .map(|index| Part::new(&case.scores[index], case.efforts[index].unwrap(), reading))
                .collect();
            let mut found: Vec<f64> = optimal_plans(&parts, capacity(expected))
                .unwrap()
                .into_iter()
                .map(|(_, share)| share)
                .collect();
            let mut wanted: Vec<f64> =
                list(&expected["portfolios"]).iter().map(|plan| float(&plan["share"])).collect();
            found.sort_by(f64::total_cmp);
            wanted.sort_by(f64::total_cmp);
            assert_eq!(found.len(), wanted.len(), "{}", case.name);
            assert!(found.iter().zip(&wanted).all(|(a, b)| close(*a, *b)), "{}: {found:?}", case.name);
        }
    }
}

#[test]
fn worthless_projects_do_not_add_up() {
    let file: Value = serde_json::from_str(PITFALLS).unwrap();
    let example = &file["bottom_of_the_scale"];
    let items: Vec<Item> = list(&example["projects"])
        .iter()
        .map(|project| Item {
            effort: project["effort"].as_u64().unwrap() * 100,
            worth: list(&project["scores"]).iter().map(|s| i128::from(s.as_i64().unwrap()) - 1).sum(),
        })
        .collect();
    let chosen = best(&items, capacity(example)).unwrap();
    let ids: Vec<&Value> = chosen.iter().map(|&index| &example["projects"][index]["id"]).collect();
    assert_eq!(serde_json::json!(ids), example["right_choice"]);
}
