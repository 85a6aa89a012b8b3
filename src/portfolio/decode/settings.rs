//! The settings of `portfolio.md`.

use std::collections::BTreeMap;

use crate::criteria::{Criterion, PerCriterion};
use crate::diagnostic::{Code, Level};
use crate::portfolio::decode::decimal::Decimal;
use crate::portfolio::decode::reading::{Entries, Reading, clip};
use crate::portfolio::decode::texts::normal_tag;
use crate::portfolio::fields::{self, DocumentKind};
use crate::portfolio::words::Word;
use crate::portfolio::yaml::{Key, Node, Value};
use crate::portfolio::{
    Allowance, Effort, LineRule, Method, Places, Quarter, Scale, Score, ScoreMeans, Weights,
};

/// What `portfolio.md` states, before defaults that depend on other documents are filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::portfolio) struct Stated {
    pub(in crate::portfolio) title: Option<String>,
    pub(in crate::portfolio) quarter: Option<Quarter>,
    pub(in crate::portfolio) weights: Weights,
    pub(in crate::portfolio) scale: Scale,
    pub(in crate::portfolio) method: Method,
    pub(in crate::portfolio) score_means: ScoreMeans,
    pub(in crate::portfolio) floor: PerCriterion<Option<Score>>,
    pub(in crate::portfolio) capacity: Option<Effort>,
    pub(in crate::portfolio) line: LineRule,
    pub(in crate::portfolio) ladder: BTreeMap<String, Vec<String>>,
    pub(in crate::portfolio) criteria: PerCriterion<String>,
    pub(in crate::portfolio) lints: BTreeMap<Code, Level>,
    pub(in crate::portfolio) glossary: BTreeMap<String, String>,
    pub(in crate::portfolio) allow: Vec<Allowance>,
    pub(in crate::portfolio) places: Option<Places>,
}

impl Default for Stated {
    fn default() -> Self {
        Self {
            title: None,
            quarter: None,
            weights: Weights::default(),
            scale: Scale::default(),
            method: Method::Weighted,
            score_means: ScoreMeans::Intensity,
            floor: PerCriterion::default(),
            capacity: None,
            line: LineRule::Strict,
            ladder: BTreeMap::new(),
            criteria: PerCriterion::new("Business", "Interest", "Growth").map(str::to_owned),
            lints: BTreeMap::new(),
            glossary: BTreeMap::new(),
            allow: Vec::new(),
            places: None,
        }
    }
}

/// The settings of a front matter. Errors are reported and the defaults stand in.
pub(in crate::portfolio) fn settings(reading: &mut Reading<'_>, root: &Node<'_>) -> Stated {
    let usual = Stated::default();
    let fields = DocumentKind::Portfolio.fields();
    let Some(entries) = reading.entries("portfolio.md", fields, root) else { return usual };
    check_schema(reading, &entries);
    let scale = reading.get(&entries, "scale", scale).unwrap_or_default();
    let floor = reading.on_scale(&scale, |reading| floor(reading, &entries));
    Stated {
        title: reading.get(&entries, "title", Reading::line),
        quarter: reading.get(&entries, "quarter", Reading::quarter),
        weights: weights(reading, &entries).unwrap_or_default(),
        method: reading.get(&entries, "method", Reading::word).unwrap_or(usual.method),
        score_means: reading.get(&entries, "score_means", Reading::word).unwrap_or(usual.score_means),
        floor,
        capacity: reading.get(&entries, "capacity", |r, key, node| r.capacity(key, node, 1_000_000.0)),
        line: reading.get(&entries, "line", Reading::word).unwrap_or(usual.line),
        ladder: ladder(reading, &entries),
        criteria: names(reading, &entries, usual.criteria),
        lints: lints(reading, &entries),
        glossary: glossary(reading, &entries),
        allow: reading.allow(&entries),
        places: Some(reading.places(&entries, &reading.place(&root.span))),
        scale,
    }
}

fn check_schema(reading: &mut Reading<'_>, entries: &Entries<'_>) {
    let Some(node) = entries.get("schema") else { return };
    let Some(version) = reading.number("schema", node) else { return };
    if version.scaled(0) != Some(1) {
        let message = format!("this folder says `schema: {}`, this program knows 1", reading.raw(&node.span));
        let finding = reading
            .finding(Code::QD109, "schema", node, message)
            .label("1 is wanted here")
            .help("a newer quarterdeck may read it");
        reading.found.push(finding);
    }
}

fn scale(reading: &mut Reading<'_>, key: &str, node: &Node<'_>) -> Option<Scale> {
    let entries = reading.entries(key, fields::SCALE, node)?;
    let usual = Scale::default();
    let mut bound = |key: &str, low: f64, usual: Score| match entries.get(key) {
        Some(node) => {
            let thousandths = reading.bounded(&format!("scale.{key}"), node, 3, low..=10_000.0)?;
            i32::try_from(thousandths).ok().map(Score::from_thousandths)
        }
        None => Some(usual),
    };
    let (min, max) = (bound("min", -10_000.0, usual.min), bound("max", -10_000.0, usual.max));
    let step = bound("step", 0.001, usual.step);
    let (min, max, step) = (min?, max?, step?);
    let span = i64::from(max.thousandths()) - i64::from(min.thousandths());
    if span <= 0 || i64::from(step.thousandths()) > span {
        let message = if span <= 0 {
            format!("the scale goes from {} to {}", min.as_f64(), max.as_f64())
        } else {
            format!("the scale's step of {} is larger than the scale", step.as_f64())
        };
        let finding = reading
            .finding(Code::QD114, key, node, message)
            .label("`min` below `max`, and a `step` that fits between them, are wanted here");
        reading.found.push(finding);
        return None;
    }
    let mut scale = Scale { min, max, step, labels: BTreeMap::new() };
    let labels = reading.on_scale(&scale, |reading| {
        reading.free_map(&entries, "labels", "a map from scores to words", |r, key, node| {
            Some((r.score_key("scale.labels", key)?, r.text("scale.labels", node)?))
        })
    });
    scale.labels = labels.into_iter().collect();
    Some(scale)
}

fn floor(reading: &mut Reading<'_>, entries: &Entries<'_>) -> PerCriterion<Option<Score>> {
    let none = PerCriterion::default();
    let Some(node) = entries.get("floor") else { return none };
    let Some(floors) = reading.entries("floor", fields::CRITERION_SCORES, node) else { return none };
    PerCriterion::from_fn(|c| {
        let node = floors.get(c.key())?;
        reading.score(&format!("floor.{}", c.key()), node)
    })
}

fn weights(reading: &mut Reading<'_>, entries: &Entries<'_>) -> Option<Weights> {
    let (node, order) = (entries.get("weights"), entries.get("order"));
    if let (Some(node), Some(order)) = (node, order) {
        let finding = reading
            .finding(Code::QD110, "order", order, "`weights` and `order` say the same thing")
            .label("one of the two is wanted")
            .related(reading.place(&node.span), "the weights");
        reading.found.push(finding);
        return None;
    }
    if let Some(order) = order {
        return by_order(reading, order);
    }
    let node = node?;
    let stated = reading.entries("weights", fields::WEIGHTS, node)?;
    match stated.get("order") {
        Some(order) => by_order(reading, order),
        None => by_number(reading, &stated, node),
    }
}

/// Weights by the centroid of all weightings that keep the order: 11/18, 5/18, 2/18.
fn by_order(reading: &mut Reading<'_>, node: &Node<'_>) -> Option<Weights> {
    let names: Vec<Criterion> = match &node.value {
        Value::List(items) => items.iter().filter_map(criterion).collect(),
        _ => Vec::new(),
    };
    let distinct = Criterion::ALL.iter().all(|criterion| names.contains(criterion));
    if names.len() != 3 || !distinct {
        reading.wrong_type("order", "a list of business, interest and growth, each once", node);
        return None;
    }
    let mut parts = PerCriterion::default();
    for (criterion, part) in names.into_iter().zip([11, 5, 2]) {
        parts[criterion] = part;
    }
    Weights::new(parts)
}

fn criterion(node: &Node<'_>) -> Option<Criterion> {
    let Value::Scalar { text, .. } = &node.value else { return None };
    Criterion::ALL.into_iter().find(|criterion| criterion.key() == text.trim())
}

fn by_number(reading: &mut Reading<'_>, stated: &Entries<'_>, node: &Node<'_>) -> Option<Weights> {
    let parts = PerCriterion::from_fn(|c| {
        let name = format!("weights.{}", c.key());
        let Some(value) = stated.get(c.key()) else {
            reading.missing("`weights`", c.key(), node);
            return None;
        };
        reading.weight(&name, value)
    });
    let parts = parts.complete()?;
    let Some(weights) = Weights::new(parts) else {
        let finding = reading
            .finding(Code::QD112, "weights", node, "all weights are zero")
            .label("at least one above zero is wanted here");
        reading.found.push(finding);
        return None;
    };
    check_sum(reading, node, parts);
    Some(weights)
}

/// Speaks up when weights were meant as shares and do not add up; 2, 1 and 1 are proportions and fine.
fn check_sum(reading: &mut Reading<'_>, node: &Node<'_>, parts: PerCriterion<u64>) {
    const ONE: u64 = 1_000_000;
    let sum: u64 = parts.into_array().iter().sum();
    let fractions = parts.into_array().iter().any(|part| part % ONE != 0);
    let near_hundred = sum.abs_diff(100 * ONE) <= 20 * ONE;
    if sum != ONE && sum != 100 * ONE && (fractions || near_hundred) {
        let message = format!("the weights add up to {}; they are used as shares of that", sum as f64 / 1e6);
        let finding =
            reading.finding(Code::QD113, "weights", node, message).label("1 or 100 would be expected");
        reading.found.push(finding);
    }
}

impl Reading<'_> {
    /// A weight in millionths.
    fn weight(&mut self, key: &str, node: &Node<'_>) -> Option<u64> {
        let number = self.number(key, node)?;
        let parts = number.scaled(6).and_then(|parts| u64::try_from(parts).ok());
        match parts {
            Some(parts) if number <= Decimal::MILLION => Some(parts),
            _ => {
                let message = format!("`{key}` is {}", self.raw(&node.span));
                let finding =
                    self.finding(Code::QD112, key, node, message).label("0 to 1000000 is wanted here");
                self.found.push(finding);
                None
            }
        }
    }
}

fn ladder(reading: &mut Reading<'_>, entries: &Entries<'_>) -> BTreeMap<String, Vec<String>> {
    reading
        .free_map(entries, "ladder", "a map from levels to kinds of growth", |r, level, node| {
            Some((normal_tag(&level.text), r.tags(&format!("ladder.{}", level.text), node)))
        })
        .into_iter()
        .collect()
}

fn names(
    reading: &mut Reading<'_>,
    entries: &Entries<'_>,
    usual: PerCriterion<String>,
) -> PerCriterion<String> {
    let Some(node) = entries.get("criteria") else { return usual };
    let Some(names) = reading.entries("criteria", fields::CRITERION_NAMES, node) else { return usual };
    PerCriterion::from_fn(|c| reading.get(&names, c.key(), Reading::line).unwrap_or_else(|| usual[c].clone()))
}

fn lints(reading: &mut Reading<'_>, entries: &Entries<'_>) -> BTreeMap<Code, Level> {
    reading.free_map(entries, "lints", "a map from codes to levels", lint).into_iter().collect()
}

fn lint(reading: &mut Reading<'_>, key: &Key<'_>, node: &Node<'_>) -> Option<(Code, Level)> {
    let value = Value::Scalar { text: key.text.clone(), quoted: false };
    let code = reading.code("lints", &Node { span: key.span.clone(), value })?;
    let level = reading.word::<Level>("level", node)?;
    if level != Level::Error && !code.can_be_silenced() {
        let message = format!("{code} cannot be set to `{}`", clip(&reading.raw(&node.span)));
        let finding = reading
            .finding(Code::QD107, "lints", node, message)
            .label("this is always an error")
            .help(format!("{code} is {}: without it there is no ranking", code.title()));
        reading.found.push(finding);
        return None;
    }
    Some((code, level))
}

impl Word for Level {
    const WORDS: &'static [Self] = &[Self::Off, Self::Note, Self::Warning, Self::Error];

    fn word(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Note => "note",
            Self::Warning => "warn",
            Self::Error => "error",
        }
    }
}

fn glossary(reading: &mut Reading<'_>, entries: &Entries<'_>) -> BTreeMap<String, String> {
    reading
        .free_map(entries, "glossary", "a map from words to meanings", |r, word, node| {
            let meaning = r.text(&format!("glossary.{}", word.text), node).unwrap_or_default();
            Some((word.text.trim().to_owned(), meaning))
        })
        .into_iter()
        .collect()
}
