//! Rank ranges and what a project would need.

use serde_json::Value;

use super::{list, rules};
use crate::ranking::exact::{Vec3, dot};
use crate::ranking::needed::{Grid, alone, together};
use crate::ranking::range::rank_ranges;

const REVIEW: &str = include_str!("../../../tests/oracle/review.json");

fn vector(value: &Value) -> Vec3 {
    [0, 1, 2].map(|k| i128::from(value[k].as_i64().unwrap()))
}

#[test]
fn rank_ranges_are_the_expected_ones() {
    let file: Value = serde_json::from_str(REVIEW).unwrap();
    for example in list(&file["intervals"]) {
        let weights = vector(&example["weights"]);
        let ends = list(&example["low"]).iter().zip(list(&example["high"]));
        let ranges: Vec<_> =
            ends.map(|(low, high)| (dot(&weights, &vector(low)), dot(&weights, &vector(high)))).collect();
        let found: Vec<_> = rank_ranges(&ranges).iter().map(|range| [range.best, range.worst]).collect();
        assert_eq!(serde_json::json!(found), example["best_and_worst_rank"]);
    }
}

#[test]
fn what_is_needed_is_the_expected() {
    let file: Value = serde_json::from_str(REVIEW).unwrap();
    for example in list(&file["needed"]) {
        let weights = vector(&example["weights"]);
        let (scores, target) = (vector(&example["scores"]), dot(&weights, &vector(&example["target"])));
        let grid = Grid { step: 1, top: i128::from(example["top"].as_i64().unwrap()) };
        let passes = |scores: &Vec3| dot(&weights, scores) > target;
        let needed = alone(&scores, &grid, &passes).map(|score| score.map(|score| score as i64));
        assert_eq!(serde_json::json!(needed), example["needed_alone"]);
        let (steps, raised) = together(&scores, &grid, &passes).unwrap();
        let raise = [0, 1, 2].map(|k| (raised[k] - scores[k]) as i64);
        assert_eq!(serde_json::json!({"steps": steps, "raise": raise}), example["fewest_steps"]);
    }
}

#[test]
fn raising_goes_to_the_grid_first_and_never_beyond_the_top() {
    let rules = rules([1, 1, 1], 0, 5000);
    let grid = Grid { step: 1000, top: rules.span() };
    assert_eq!(grid.raised(2300, 1), 3000);
    assert_eq!(grid.raised(4700, 1), 5000);
    assert_eq!(grid.steps(2300), 3);
    assert_eq!(grid.steps(5000), 0);
}
