//! Levels and allowances: the one place where a finding becomes quieter or louder than its code says.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Level, Place};
use crate::path::RelPath;
use crate::portfolio::unneeded::unneeded;
use crate::portfolio::{Allowance, Portfolio, Reach};

impl Portfolio {
    /// The findings as the settings and the documents want them shown, and a note for each allowance that
    /// neither these nor the findings of loading needed. For findings made after loading.
    pub fn judge(&self, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let (mut kept, used) = judge(self, found);
        let is_used = |allowance: &Allowance| {
            let key = (allowance.place.clone(), allowance.code);
            used.contains(&key) || self.allowed.get().is_some_and(|allowed| allowed.contains(&key))
        };
        for allowance in self.allowances().filter(|it| !is_used(it) && !is_made_later(it)) {
            let (notes, _) = judge(self, vec![unneeded(allowance)]);
            kept.extend(notes);
        }
        kept
    }

    /// The findings as the settings and the documents want them shown, and nothing about allowances: for
    /// findings that only a part of the commands makes.
    pub fn hush(&self, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        judge(self, found).0
    }

    /// Every allowance of every document.
    fn allowances(&self) -> impl Iterator<Item = &Allowance> {
        let projects = self.facts.projects.values().flat_map(|it| &it.allow);
        let people = self.facts.people.values().flat_map(|it| &it.allow);
        let narratives = self.facts.narratives.values().flat_map(|it| &it.allow);
        let goals = self.facts.goals.values().flat_map(|it| &it.allow);
        projects.chain(people).chain(narratives).chain(goals).chain(&self.facts.settings.allow)
    }
}

/// Applies `lints:` and what the documents allow. The second value names the allowances that silenced
/// something, by where they stand.
pub(in crate::portfolio) fn judge(
    portfolio: &Portfolio,
    found: Vec<Diagnostic>,
) -> (Vec<Diagnostic>, BTreeSet<(Place, Code)>) {
    let mut allowed: BTreeMap<(&RelPath, Code), Vec<&Allowance>> = BTreeMap::new();
    for allowance in portfolio.allowances() {
        allowed.entry((&allowance.place.path, allowance.code)).or_default().push(allowance);
    }
    let mut used = BTreeSet::new();
    let mut kept = Vec::with_capacity(found.len());
    for mut finding in found {
        if let Some(level) = portfolio.facts.settings.lints.get(&finding.code) {
            finding.level = *level;
        }
        let place = finding.place.as_ref().filter(|_| finding.code.can_be_silenced());
        let here = place.and_then(|place| allowed.get(&(&place.path, finding.code)).map(|all| (place, all)));
        let covering: Vec<&Place> = here.map_or_else(Vec::new, |(place, all)| {
            all.iter().filter(|it| it.covers(place)).map(|it| &it.place).collect()
        });
        if covering.is_empty() && finding.level != Level::Off {
            kept.push(finding);
        } else {
            used.extend(covering.into_iter().map(|place| (place.clone(), finding.code)));
        }
    }
    (kept, used)
}

/// Whether [`Portfolio::judge`] cannot know that nothing needs the allowance: robustness is not computed by
/// every command, and changes need two states. Neither is ever found in a text.
fn is_made_later(allowance: &Allowance) -> bool {
    let code = allowance.code;
    allowance.reach == Reach::Document && (code == Code::QD505 || code.is_about_a_change())
}
