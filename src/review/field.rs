//! The values of a project's front matter, one by one, and which of them differ.
//!
//! Values are compared as what they mean, so that another way of writing the same is no change.

use crate::criteria::Criterion;
use crate::portfolio::{Effort, Evidence, Project, Rating, Score, Unlock};

/// A value that a reader can be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Not stated.
    Nothing,
    /// A score on the portfolio's scale.
    Score(Score),
    /// Person-weeks.
    Weeks(Effort),
    /// Words, numbers or a list of them, as they would be written.
    Text(String),
}

/// A value of the front matter that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// The key, such as `effort` or `business.why`.
    pub key: &'static str,
    /// The value before.
    pub before: Value,
    /// The value after.
    pub after: Value,
}

/// The values that differ between two states of a project, in the order of the document model.
pub(super) fn changes(before: &Project, after: &Project) -> Vec<FieldChange> {
    // A document that both states share was read once.
    if std::ptr::eq(before, after) {
        return Vec::new();
    }
    fields(before)
        .into_iter()
        .zip(fields(after))
        .filter(|(old, new)| old.1 != new.1)
        .map(|((key, before), (_, after))| FieldChange { key, before, after })
        .collect()
}

/// Every value but the headline and the body, whose words are compared one by one.
fn fields(project: &Project) -> Vec<(&'static str, Value)> {
    let mut fields = vec![("title", text(&project.title))];
    for (criterion, keys) in Criterion::ALL.into_iter().zip(RATING_KEYS) {
        rating(&mut fields, keys, project.ratings[criterion].as_ref());
    }
    fields.extend([
        ("quarter", list(&project.quarters, ToString::to_string)),
        ("status", text(project.status.key())),
        ("owner", option(project.owner.as_ref())),
        ("effort", project.effort.map_or(Value::Nothing, Value::Weeks)),
        ("team", list(&project.team, |(id, weeks)| format!("{id} {}", weeks_text(*weeks)))),
        ("narrative", option(project.narrative.as_ref())),
        ("kind", project.kind.map_or(Value::Nothing, |kind| text(kind.key()))),
        ("involves", list(&project.involves, Clone::clone)),
        ("grows", list(&project.grows, Clone::clone)),
        ("assumptions", list(&project.assumptions, |a| format!("{} ({})", a.claim, a.state.key()))),
        ("evidence", list(&project.evidence, evidence)),
        ("unlocks", list(&project.unlocks, unlock)),
        ("depends_on", list(&project.depends_on, ToString::to_string)),
        ("source", project.source.map_or(Value::Nothing, |source| text(source.key()))),
        ("start", option(project.start.as_ref())),
        ("due", option(project.due.as_ref())),
        ("links", list(&project.links, |link| format!("{}: {}", link.name, link.target))),
        ("tags", list(&project.tags, Clone::clone)),
        ("outcome", outcome(project)),
        ("allow", list(&project.allow, |allowance| allowance.code.to_string())),
    ]);
    fields
}

const RATING_KEYS: [[&str; 3]; 3] = [
    ["business", "business.confidence", "business.why"],
    ["interest", "interest.confidence", "interest.why"],
    ["growth", "growth.confidence", "growth.why"],
];

/// What single raters said stays out: what counts is their median.
fn rating(fields: &mut Vec<(&'static str, Value)>, keys: [&'static str; 3], rating: Option<&Rating>) {
    let [score, confidence, why] = keys;
    fields.push((score, rating.map_or(Value::Nothing, |rating| Value::Score(rating.score))));
    fields.push((confidence, rating.map_or(Value::Nothing, |rating| text(rating.confidence.key()))));
    fields.push((why, rating.and_then(|rating| rating.why.as_deref()).map_or(Value::Nothing, text)));
}

fn text(text: &str) -> Value {
    if text.is_empty() { Value::Nothing } else { Value::Text(text.to_owned()) }
}

fn option<T: ToString>(value: Option<&T>) -> Value {
    value.map_or(Value::Nothing, |value| text(&value.to_string()))
}

fn list<T>(values: &[T], shown: impl Fn(&T) -> String) -> Value {
    text(&values.iter().map(shown).collect::<Vec<_>>().join(", "))
}

fn weeks_text(weeks: Effort) -> String {
    let hundredths = weeks.hundredths();
    match hundredths % 100 {
        0 => (hundredths / 100).to_string(),
        rest => format!("{}.{rest:02}", hundredths / 100).trim_end_matches('0').to_owned(),
    }
}

fn evidence(evidence: &Evidence) -> String {
    let date = evidence.date.map(|date| format!(" {date}")).unwrap_or_default();
    let link = evidence.link.as_deref().map(|link| format!(" <{link}>")).unwrap_or_default();
    format!("{}{date}: {}{link}", evidence.kind.key(), evidence.note)
}

fn unlock(unlock: &Unlock) -> String {
    let money = match &unlock.money {
        Some((amount, currency)) if amount % 100 == 0 => format!(" {} {currency}", amount / 100),
        Some((amount, currency)) => format!(" {}.{:02} {currency}", amount / 100, amount % 100),
        None => String::new(),
    };
    let by = unlock.by.map(|by| format!(" by {by}")).unwrap_or_default();
    format!("{} {}{money}{by}", unlock.kind.key(), unlock.name)
}

fn outcome(project: &Project) -> Value {
    let Some(outcome) = &project.outcome else { return Value::Nothing };
    let score = outcome.score.map(|score| format!("{}", score.as_f64()));
    let parts = [score, outcome.on.map(|on| on.to_string()), outcome.note.clone()];
    text(&parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
}
