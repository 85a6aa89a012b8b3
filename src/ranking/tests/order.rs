//! Ranks, values, contributions, layers and methods.

use serde_json::Value;

use super::{case, cases, close, floats, fraction, list, rules};
use crate::portfolio::Method;
use crate::ranking::exact::{Ratio, Vec3};
use crate::ranking::method::Scorer;
use crate::ranking::order::{Entry, order};
use crate::ranking::pareto;

const RANKING: &str = include_str!("../../../tests/oracle/ranking.json");
const PITFALLS: &str = include_str!("../../../tests/oracle/pitfalls.json");
const PUBLISHED: &str = include_str!("../../../tests/oracle/published.json");

#[test]
fn ranks_positions_and_values_are_the_expected_ones() {
    for case in cases(RANKING) {
        let scorer = Scorer::new(&case.rules);
        let order = case.ordered();
        for expected in list(&case.expected["expected"]) {
            let index = case.index(expected["id"].as_str().unwrap());
            let position = order.sequence.iter().position(|&other| other == index).unwrap();
            assert_eq!(position + 1, expected["position"].as_u64().unwrap() as usize, "{}", case.name);
            assert_eq!(order.ranks[position], expected["rank"].as_u64().unwrap() as usize, "{}", case.name);
            assert_eq!(scorer.value(&case.scores[index]), fraction(&expected["value"]), "{}", case.name);
        }
    }
}

#[test]
fn contributions_are_the_expected_ones_and_add_up() {
    for case in cases(RANKING) {
        let scorer = Scorer::new(&case.rules);
        let bottom = i128::from(case.rules.min.thousandths());
        for expected in list(&case.expected["expected"]) {
            let scores = &case.scores[case.index(expected["id"].as_str().unwrap())];
            let parts = scorer.contributions(scores).into_array();
            assert_eq!(parts[0] + parts[1] + parts[2], scorer.value(scores));
            for (k, part) in list(&expected["contribution_0_to_1"]).iter().enumerate() {
                let weight = Ratio::new(case.rules.weights()[k], case.rules.weights().iter().sum());
                let above = parts[k] - Ratio::new(bottom * weight.num(), 1000 * weight.den());
                let share = Ratio::new(above.num() * 1000, above.den() * case.rules.span());
                assert_eq!(share, fraction(part), "{}", case.name);
            }
            let (total, shown) = scorer.shown(scores);
            assert_eq!(shown.into_array().iter().sum::<i64>(), total);
        }
    }
}

#[test]
fn the_geometric_mean_is_the_expected_one() {
    for mut case in cases(RANKING) {
        case.rules.method = Method::Geometric;
        let scorer = Scorer::new(&case.rules);
        for expected in list(&case.expected["expected"]) {
            let scores = &case.scores[case.index(expected["id"].as_str().unwrap())];
            let value =
                scorer.worth(scores) as f64 * 1000.0 / scorer.unit() as f64 / case.rules.span() as f64;
            let wanted = expected["geometric_0_to_1"].as_f64().unwrap();
            assert!((value - wanted).abs() < 1e-9, "{}: {value} is not {wanted}", case.name);
        }
    }
}

#[test]
fn layers_and_dominators_are_the_expected_ones() {
    for case in cases(RANKING) {
        let sequence = case.ordered().sequence;
        let scores: Vec<Vec3> = sequence.iter().map(|&index| case.scores[index]).collect();
        let layers = pareto::layers(&scores);
        let dominators = pareto::first_dominators(&scores, &layers);
        for expected in list(&case.expected["expected"]) {
            let index = case.index(expected["id"].as_str().unwrap());
            let position = sequence.iter().position(|&other| other == index).unwrap();
            assert_eq!(layers[position] as u64, expected["pareto_layer"].as_u64().unwrap(), "{}", case.name);
            let all: Vec<&str> = list(&expected["dominated_by"]).iter().filter_map(Value::as_str).collect();
            let highest = sequence.iter().map(|&other| case.ids[other].as_str()).find(|id| all.contains(id));
            let found = dominators[position].map(|other| case.ids[sequence[other]].as_str());
            assert_eq!(found, highest, "{}", case.name);
        }
    }
}

#[test]
fn exact_ties_stay_ties_where_floats_break_them() {
    let file: Value = serde_json::from_str(PITFALLS).unwrap();
    for example in list(&file["float_ties"]) {
        let weights: Vec<u64> =
            list(&example["weights_percent"]).iter().map(|w| w.as_u64().unwrap()).collect();
        let scorer = Scorer::new(&rules([weights[0], weights[1], weights[2]], 0, 5000));
        let all: Vec<Vec3> = (0..216).map(|i| [i / 36, i / 6 % 6, i % 6].map(|score| score * 1000)).collect();
        let pairs = all.iter().enumerate().flat_map(|(i, a)| all[..i].iter().map(move |b| (a, b)));
        let ties = pairs.filter(|(a, b)| scorer.key(a) == scorer.key(b)).count();
        assert_eq!(ties as u64, example["exact_ties"].as_u64().unwrap());
    }
}

#[test]
fn the_geometric_mean_turns_round_what_compensation_hides() {
    let file: Value = serde_json::from_str(PITFALLS).unwrap();
    let mut rules = rules([5, 3, 2], 0, 5000);
    let (lopsided, balanced) = ([0, 5000, 5000], [3000, 2000, 1000]);
    assert_eq!(file["compensation"]["projects"][0]["scores"], serde_json::json!([0, 5, 5]));
    assert!(Scorer::new(&rules).key(&lopsided) > Scorer::new(&rules).key(&balanced));
    rules.method = Method::Geometric;
    assert!(Scorer::new(&rules).key(&lopsided) < Scorer::new(&rules).key(&balanced));
}

#[test]
fn zeros_of_the_geometric_mean_are_ordered_by_the_weighted_mean() {
    let mut rules = rules([1, 1, 1], 0, 5000);
    rules.method = Method::Geometric;
    let scorer = Scorer::new(&rules);
    assert!(scorer.key(&[0, 5000, 5000]) > scorer.key(&[0, 5000, 4000]));
    assert!(scorer.key(&[1, 1, 1]) > scorer.key(&[0, 5000, 5000]));
    // 1·4·2 = 2·2·2: an exact tie that logarithms must keep.
    assert_eq!(scorer.key(&[1000, 4000, 2000]), scorer.key(&[2000, 2000, 2000]));
}

#[test]
fn business_first_orders_by_bands_then_interest_then_growth() {
    let mut rules = rules([1, 1, 1], 0, 5000);
    rules.method = Method::BusinessFirst;
    let scorer = Scorer::new(&rules);
    assert!(scorer.key(&[3000, 1000, 0]) > scorer.key(&[3999, 0, 5000]), "one band: interest decides");
    assert!(scorer.key(&[4000, 0, 0]) > scorer.key(&[3999, 5000, 5000]), "a band above");
    assert!(scorer.key(&[3000, 1000, 2000]) > scorer.key(&[3000, 1000, 1000]), "growth decides last");
}

#[test]
fn adding_a_project_never_reorders_the_others() {
    let file: Value = serde_json::from_str(PITFALLS).unwrap();
    for example in list(&file["rank_reversal"]) {
        let rules = rules([5, 3, 2], 0, 5000);
        let scorer = Scorer::new(&rules);
        let values = list(&example["matrix"]).iter().map(|row| {
            let scores: Vec<i128> = list(row).iter().map(|s| s.as_f64().unwrap() as i128 * 1000).collect();
            scorer.value(&[scores[0], scores[1], scores[2]])
        });
        let wanted: Vec<Ratio> = list(&example["fixed_scale_values"]).iter().map(fraction).collect();
        assert_eq!(values.collect::<Vec<_>>(), wanted);
    }
}

#[test]
fn published_examples_come_out_as_published() {
    let file: Value = serde_json::from_str(PUBLISHED).unwrap();
    let example = &file["examples"][0];
    let rules = rules([3, 4, 3], 0, 10_000);
    let scorer = Scorer::new(&rules);
    let scores: Vec<Vec3> = list(&example["matrix"])
        .iter()
        .map(|row| [0, 1, 2].map(|k| row[k].as_f64().unwrap() as i128 * 1000))
        .collect();
    let values: Vec<f64> = scores.iter().map(|scores| scorer.value(scores).to_f64()).collect();
    let wanted = floats(&example["ours"]["weighted_sum_on_0_to_10"]);
    assert!(values.iter().zip(&wanted).all(|(a, b)| close(*a, *b)));
    let keys: Vec<i128> = scores.iter().map(|scores| scorer.key(scores)).collect();
    let entries: Vec<Entry<'_>> = scores.iter().map(|&s| Entry { scores: s, effort: None, id: "" }).collect();
    let sorted = order(&keys, &entries);
    let ranks: Vec<u64> = (0..4)
        .map(|index| sorted.ranks[sorted.sequence.iter().position(|&other| other == index).unwrap()] as u64)
        .collect();
    assert_eq!(serde_json::json!(ranks), example["ours"]["ranks"]);
    assert_eq!(serde_json::json!(pareto::layers(&scores)), example["ours"]["pareto_layer"]);
}

#[test]
fn a_case_reads_its_scale() {
    let file: Value = serde_json::from_str(RANKING).unwrap();
    let read = case(&file["cases"][8]);
    assert_eq!((read.rules.min.thousandths(), read.rules.span()), (1000, 4000));
}
