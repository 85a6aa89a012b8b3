//! The fit against exact fractions, and the rules by which it keeps silent.

use serde_json::Value;

use super::{Experience, Refusal, Verdict, Weakness, judge, learn};
use crate::criteria::{Criterion, PerCriterion};
use crate::portfolio::{Score, Weights};

/// A number of the oracle: a JSON number, a decimal or a fraction in text.
fn number(value: &Value) -> f64 {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match text.split_once('/') {
        Some((above, below)) => above.parse::<f64>().unwrap() / below.parse::<f64>().unwrap(),
        None => text.parse().unwrap(),
    }
}

fn score(value: &Value) -> Score {
    Score::from_thousandths((number(value) * 1000.0).round() as i32)
}

fn three(value: &Value) -> [f64; 3] {
    [0, 1, 2].map(|k| number(&value[k]))
}

#[test]
fn the_fit_is_the_exact_one() {
    let oracle: Value = serde_json::from_str(include_str!("../../tests/oracle/learning.json")).unwrap();
    for case in oracle["cases"].as_array().unwrap() {
        let rows = case["scores"].as_array().unwrap().iter().zip(case["outcomes"].as_array().unwrap());
        let past: Vec<Experience> = rows
            .map(|(scores, outcome)| Experience {
                scores: [0, 1, 2].map(|k| score(&scores[k])).into(),
                outcome: score(outcome),
            })
            .collect();
        let stated = three(&case["stated"]).map(|weight| (weight * 1000.0).round() as u64);
        let stated = Weights::new(stated.into()).unwrap();
        let lesson = learn(&past, &stated, case["prior_count"].as_u64().unwrap() as u32);
        let name = case["name"].as_str().unwrap();
        let near =
            |found: f64, wanted: f64| assert!((found - wanted).abs() < 1e-9, "{name}: {found} {wanted}");
        for (found, wanted) in lesson.slopes.into_array().into_iter().zip(three(&case["beta"])) {
            near(found, wanted);
        }
        assert_eq!(lesson.weights.is_none(), case["weights"].is_null(), "{name}");
        if let Some(weights) = lesson.weights {
            weights.into_array().into_iter().zip(three(&case["weights"])).for_each(|(a, b)| near(a, b));
        }
        near(lesson.error_learned, number(&case["loo_mse_learned"]));
        near(lesson.error_stated, number(&case["loo_mse_stated"]));
    }
}

/// Projects with the given whole scores and outcomes.
fn past(rows: &[([i32; 3], i32)]) -> Vec<Experience> {
    let whole = |points: i32| Score::from_thousandths(points * Score::ONE);
    rows.iter()
        .map(|(scores, outcome)| Experience {
            scores: PerCriterion::from(scores.map(whole)),
            outcome: whole(*outcome),
        })
        .collect()
}

fn judged(rows: &[([i32; 3], i32)]) -> Verdict {
    judge(&past(rows), &Weights::new(PerCriterion::new(50, 25, 25)).unwrap())
}

#[test]
fn too_little_experience_is_refused_with_its_reason() {
    assert_eq!(judged(&[([1, 2, 3], 1); 3]), Verdict::Refused(Refusal::TooFew { known: 3, needed: 8 }));
    assert_eq!(judged(&[([1, 2, 3], 1); 9]), Verdict::Refused(Refusal::TooAlike { patterns: 1, needed: 4 }));
    let line: Vec<_> = (0..8).map(|k| ([k % 5, k % 5, k % 5], k)).collect();
    assert_eq!(judged(&line), Verdict::Refused(Refusal::OneDirection));
    let level: Vec<_> = (0..8).map(|k| ([k % 5, k % 3, k % 2], 3)).collect();
    assert_eq!(judged(&level), Verdict::Refused(Refusal::ConstantOutcome));
    let falling: Vec<_> = (0..8).map(|k| ([k % 5, k % 3, k % 2], 10 - k % 5 - k % 3 - k % 2)).collect();
    assert_eq!(judged(&falling), Verdict::Refused(Refusal::NoRelation));
}

#[test]
fn a_suggestion_needs_many_projects_and_better_predictions() {
    let by_growth =
        |count: i32| -> Vec<_> { (0..count).map(|k| ([k % 5, k * 2 % 3, k % 6], k % 6)).collect() };
    assert!(matches!(judged(&by_growth(30)), Verdict::Suggests(_)));
    let Verdict::Weak(_, weaknesses) = judged(&by_growth(12)) else { panic!("twelve are few") };
    assert_eq!(weaknesses, [Weakness::FewProjects(12)]);
    let flat: Vec<_> = (0..30).map(|k| ([k % 5, 2, k % 6], k % 6)).collect();
    let Verdict::Weak(_, weaknesses) = judged(&flat) else { panic!("interest never differs") };
    assert_eq!(weaknesses, [Weakness::NoVariance(Criterion::Interest)]);
}
