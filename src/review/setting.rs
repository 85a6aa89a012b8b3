//! Settings that decide the order or the plan, where they differ.

use crate::criteria::Criterion;
use crate::portfolio::{Score, Settings};
use crate::ranking::{Ratio, Weighting};
use crate::review::Value;

/// A setting of `portfolio.md` that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingChange {
    /// How much a criterion counts, 0–1.
    Weight {
        /// The criterion.
        criterion: Criterion,
        /// Its weight before.
        before: Ratio,
        /// Its weight after.
        after: Ratio,
    },
    /// Any other setting.
    Other {
        /// The key, such as `capacity` or `scale.max`.
        key: String,
        /// Its value before.
        before: Value,
        /// Its value after.
        after: Value,
    },
}

impl SettingChange {
    /// Whether it says only how much fits, not what is worth more.
    pub fn is_about_room(&self) -> bool {
        matches!(self, Self::Other { key, .. } if key == "capacity" || key == "line")
    }
}

/// The settings that differ, weights first.
pub(super) fn changes(before: &Settings, after: &Settings) -> Vec<SettingChange> {
    let (from, to) = (Weighting::of(&before.weights), Weighting::of(&after.weights));
    let (from, to) = (from.exact_shares(), to.exact_shares());
    let mut changes: Vec<SettingChange> = Criterion::ALL
        .into_iter()
        .filter(|&k| from[k] != to[k])
        .map(|k| SettingChange::Weight { criterion: k, before: from[k], after: to[k] })
        .collect();
    let (old, new) = (others(before), others(after));
    changes.extend(
        old.into_iter().zip(new).filter(|(old, new)| old.1 != new.1).map(|(old, new)| SettingChange::Other {
            key: old.0,
            before: old.1,
            after: new.1,
        }),
    );
    changes
}

fn others(settings: &Settings) -> Vec<(String, Value)> {
    let score = |score: Score| Value::Score(score);
    let word = |word: &str| Value::Text(word.to_owned());
    let mut others = vec![
        ("quarter".into(), settings.quarter.map_or(Value::Nothing, |quarter| word(&quarter.to_string()))),
        ("method".into(), word(settings.method.key())),
        ("score_means".into(), word(settings.score_means.key())),
        ("scale.min".into(), score(settings.scale.min)),
        ("scale.max".into(), score(settings.scale.max)),
        ("scale.step".into(), score(settings.scale.step)),
    ];
    for (criterion, floor) in settings.floor.iter() {
        others.push((format!("floor.{}", criterion.key()), floor.map_or(Value::Nothing, score)));
    }
    others.push(("capacity".into(), settings.capacity.map_or(Value::Nothing, Value::Weeks)));
    others.push(("line".into(), word(settings.line.key())));
    others
}
