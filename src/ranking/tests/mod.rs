//! Ranking against results computed independently: exact fractions, checked with published libraries.
//!
//! The expected numbers live in `tests/oracle`. Fractions there are strings (`"11/18"`).

mod areas;
mod order;
mod portfolio;
mod properties;
mod review;
mod robustness;
mod sway;
mod whole;

use serde_json::Value;

use crate::criteria::PerCriterion;
use crate::portfolio::{Effort, LineRule, Method, Score, ScoreMeans, Weights};
use crate::ranking::exact::{Ratio, Vec3};
use crate::ranking::method::Scorer;
use crate::ranking::order::{Entry, Order, order};
use crate::ranking::rules::Rules;

/// One portfolio of the expected results, as plain numbers.
struct Case {
    name: String,
    rules: Rules,
    ids: Vec<String>,
    /// Thousandths above the bottom of the scale.
    scores: Vec<Vec3>,
    efforts: Vec<Option<u64>>,
    expected: Value,
}

impl Case {
    fn entries(&self) -> Vec<Entry<'_>> {
        (0..self.ids.len())
            .map(|i| Entry { scores: self.scores[i], effort: self.efforts[i], id: &self.ids[i] })
            .collect()
    }

    fn ordered(&self) -> Order {
        let scorer = Scorer::new(&self.rules);
        let keys: Vec<i128> = self.scores.iter().map(|scores| scorer.key(scores)).collect();
        order(&keys, &self.entries())
    }

    fn index(&self, id: &str) -> usize {
        self.ids.iter().position(|other| other == id).unwrap()
    }
}

fn cases(text: &str) -> Vec<Case> {
    let file: Value = serde_json::from_str(text).unwrap();
    file["cases"].as_array().unwrap().iter().map(case).collect()
}

fn case(value: &Value) -> Case {
    let scale: Vec<i32> =
        list(&value["scale"]).iter().map(|end| end.as_i64().unwrap() as i32 * 1000).collect();
    let weights = ["business", "interest", "growth"].map(|key| {
        let weight = fraction(&Value::from(decimal(value["weights"][key].as_str().unwrap())));
        (weight.num() * (1000 / weight.den())) as u64
    });
    let projects = list(&value["projects"]);
    let rules = rules(weights, scale[0], scale[1]);
    let scores = |project: &Value| {
        let thousandths = |score: &Value| fraction(score).num() * 1000 / fraction(score).den();
        let found: Vec<i128> = list(&project["scores"]).iter().map(thousandths).collect();
        [0, 1, 2].map(|k| found[k] - i128::from(scale[0]))
    };
    Case {
        name: value["name"].as_str().unwrap().to_owned(),
        rules,
        ids: projects.iter().map(|project| project["id"].as_str().unwrap().to_owned()).collect(),
        scores: projects.iter().map(scores).collect(),
        efforts: projects.iter().map(|p| p["effort"].as_u64().map(|weeks| weeks * 100)).collect(),
        expected: value.clone(),
    }
}

fn rules(weights: [u64; 3], min: i32, max: i32) -> Rules {
    Rules {
        weights: Weights::new(PerCriterion::from(weights)).unwrap(),
        method: Method::Weighted,
        min: Score::from_thousandths(min),
        max: Score::from_thousandths(max),
        step: Score::from_thousandths(1000),
        floor: PerCriterion::default(),
        score_means: ScoreMeans::Intensity,
        line: LineRule::Strict,
        capacity: Some(Effort::from_hundredths(1000)),
    }
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap()
}

/// `"29/10"`, `"3"` or a whole JSON number as an exact fraction.
fn fraction(value: &Value) -> Ratio {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let (num, den) = text.split_once('/').unwrap_or((&text, "1"));
    Ratio::new(num.parse().unwrap(), den.parse().unwrap())
}

/// `"0.35"` as `"35/100"`.
fn decimal(text: &str) -> String {
    let (whole, digits) = text.split_once('.').unwrap_or((text, ""));
    format!("{whole}{digits}/1{}", "0".repeat(digits.len()))
}

/// A fraction or a decimal as a float.
fn float(number: &Value) -> f64 {
    match number.as_str() {
        Some(text) if text.contains('.') => text.parse().unwrap(),
        _ => fraction(number).to_f64(),
    }
}

/// The numbers of a list, as floats.
fn floats(value: &Value) -> Vec<f64> {
    list(value).iter().map(float).collect()
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}
