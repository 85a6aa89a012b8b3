//! What a change does as a whole, in a line each: settings, what is left unexplained, how firm the plan is.

use std::collections::BTreeMap;

use super::document::{Document, Finding};
use super::phrase::Phrase;
use super::says;
use crate::diagnostic::Code;
use crate::report::words;

/// Whether a weight differs.
pub(super) fn has_weights(document: &Document) -> bool {
    document.rules.changed.iter().any(|field| field.key.starts_with(WEIGHTS))
}

const WEIGHTS: &str = "weights.";

const CAPACITY: &str = "capacity";

/// What stands before [`rules`].
pub(super) fn rules_label(document: &Document) -> &'static str {
    let all = |is: &dyn Fn(&str) -> bool| document.rules.changed.iter().all(|field| is(&field.key));
    if all(&|key| key.starts_with(WEIGHTS)) {
        "Weights"
    } else if all(&|key| key == CAPACITY) {
        "Capacity"
    } else {
        "Settings"
    }
}

/// The settings that differ, after their label: "business 0.50 → 0.35", "24 → 20 weeks", "weight of business 0.50 →
/// 0.35, capacity 24 → 20 weeks".
pub(super) fn rules(document: &Document) -> Phrase {
    let label = rules_label(document);
    let parts = document.rules.changed.iter().map(|field| {
        let (before_key, key) = match field.key.strip_prefix(WEIGHTS) {
            Some(criterion) if label == "Weights" => ("", criterion),
            Some(criterion) => ("weight of ", criterion),
            None if label == "Capacity" => ("", ""),
            None => ("", field.key.as_str()),
        };
        let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "none".to_owned());
        let unit = match &field.after {
            Some(after) if field.key == CAPACITY => {
                if after == "1" {
                    " week"
                } else {
                    " weeks"
                }
            }
            _ => "",
        };
        Phrase::ours(before_key)
            .and_theirs(key)
            .and(if key.is_empty() { "" } else { " " })
            .and_theirs(value(&field.before))
            .and(" → ")
            .and_theirs(value(&field.after))
            .and(unit)
    });
    Phrase::joined(parts, ", ")
}

/// The projects of which a score moved, or that crossed the plan line, without a reason, with the scores: "A
/// (business, growth), B and 3 more".
pub(super) fn unexplained(document: &Document) -> Option<Phrase> {
    let mut keys: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for finding in &document.findings.new {
        let Some(path) = &finding.path else { continue };
        if finding.code == Code::QD601.name() {
            // Its message begins with the key.
            keys.entry(path).or_default().extend(finding.message.split('`').nth(1));
        } else if finding.code == Code::QD602.name() {
            keys.entry(path).or_default();
        }
    }
    let named = keys.into_iter().filter_map(|(path, keys)| {
        let project = document.projects.iter().find(|project| project.path == path)?;
        let title = Phrase::theirs(&project.title);
        let scores = Phrase::joined(keys.into_iter().map(Phrase::theirs), ", ");
        Some(if scores.is_empty() { title } else { title.and(" (").then(scores).and(")") })
    });
    let named: Vec<Phrase> = named.collect();
    let more = named.len().saturating_sub(says::FEW);
    let mut phrase = Phrase::joined(named.into_iter().take(says::FEW), ", ");
    if more > 0 {
        phrase = phrase.and(format!(" and {more} more"));
    }
    (!phrase.is_empty()).then_some(phrase)
}

/// What the change does to how firm the plan is, when a reader could notice.
pub(super) fn firmness(document: &Document) -> Option<String> {
    let points = |radius: &Option<String>| radius.as_ref()?.parse::<f64>().ok().map(|share| share * 100.0);
    let [before, after] = [points(&document.plan_radius[0])?, points(&document.plan_radius[1])?];
    let whole = |points: f64| words::one_decimal(points).trim_end_matches(".0").to_owned();
    if (before - after).abs() < 1.0 {
        return None;
    }
    let word = if after < before { "now" } else { "now only" };
    let unit = if whole(after) == "1" { "point" } else { "points" };
    Some(format!(
        "the plan {word} changes when a weight moves by {} {unit}, before by {}",
        whole(after),
        whole(before)
    ))
}

/// Findings as a reader wants them: errors, warnings, notes, each in their order.
pub(super) fn most_serious_first(findings: &[Finding]) -> Vec<&Finding> {
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by_key(|finding| match finding.level.as_str() {
        "error" => 0,
        "warning" => 1,
        _ => 2,
    });
    sorted
}
