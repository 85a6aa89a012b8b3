//! Levels and allowances: the one place where a finding becomes quieter or louder than its code says.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::path::RelPath;
use crate::portfolio::{Allowance, Portfolio};

impl Portfolio {
    /// The findings as the settings and the documents want them shown, and a note for each allowance that
    /// neither these nor the findings of loading needed. For findings made after loading.
    pub fn judge(&self, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let (mut kept, used) = judge(self, found);
        for (path, allowance) in self.allowances() {
            let key = (path.clone(), allowance.code);
            if !used.contains(&key) && !self.allowed.contains(&key) && !is_made_later(allowance.code) {
                let (notes, _) = judge(self, vec![unneeded(allowance)]);
                kept.extend(notes);
            }
        }
        kept
    }

    /// The findings as the settings and the documents want them shown, and nothing about allowances: for
    /// findings that only a part of the commands makes.
    pub fn hush(&self, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        judge(self, found).0
    }

    /// Every allowance with the document in which it stands.
    fn allowances(&self) -> impl Iterator<Item = (&RelPath, &Allowance)> {
        let projects = self.projects.values().map(|it| (&it.path, &it.allow));
        let people = self.people.values().map(|it| (&it.path, &it.allow));
        let narratives = self.narratives.values().map(|it| (&it.path, &it.allow));
        let goals = self.goals.values().map(|it| (&it.path, &it.allow));
        let settings = self.settings.allow.iter().map(|allowance| (&allowance.place.path, allowance));
        projects
            .chain(people)
            .chain(narratives)
            .chain(goals)
            .flat_map(|(path, allow)| allow.iter().map(move |allowance| (path, allowance)))
            .chain(settings)
    }
}

/// Applies `lints:` and `allow:`. The second value names the allowances that silenced something.
pub(in crate::portfolio) fn judge(
    portfolio: &Portfolio,
    found: Vec<Diagnostic>,
) -> (Vec<Diagnostic>, BTreeSet<(RelPath, Code)>) {
    let allowed: BTreeSet<(&RelPath, Code)> =
        portfolio.allowances().map(|(path, allowance)| (path, allowance.code)).collect();
    let mut used = BTreeSet::new();
    let mut kept = Vec::with_capacity(found.len());
    for mut finding in found {
        if let Some(level) = portfolio.settings.lints.get(&finding.code) {
            finding.level = *level;
        }
        let at = finding.place.as_ref().map(|place| (&place.path, finding.code));
        match at.filter(|at| finding.code.can_be_silenced() && allowed.contains(at)) {
            Some((path, code)) => {
                used.insert((path.clone(), code));
            }
            None if finding.level == Level::Off => {}
            None => kept.push(finding),
        }
    }
    (kept, used)
}

/// Whether [`Portfolio::judge`] cannot know that nothing needs the allowance: robustness is not computed by
/// every command, and changes need two states.
fn is_made_later(code: Code) -> bool {
    code == Code::QD505 || code.is_about_a_change()
}

fn unneeded(allowance: &Allowance) -> Diagnostic {
    Diagnostic::new(Code::QD705, format!("the allowance for {} is not needed any more", allowance.code))
        .at(allowance.place.clone())
        .subject(allowance.code.name())
        .help("take it out")
}
