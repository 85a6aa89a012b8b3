//! Which project after a change is which one before it.
//!
//! A project is known by its id. When an id disappears and another appears, `was:` says so, or the two
//! documents are so alike that they are taken for one, which is then said as an assumption.

use std::collections::{BTreeMap, BTreeSet};

use crate::portfolio::{Id, Portfolio, Project};
use crate::review::ById;
use crate::review::wording::text_of;

/// What a project was called before the change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Former {
    /// Its document names the earlier id in `was:`.
    Stated(Id),
    /// Its text is the same, or nearly.
    Assumed(Id),
}

impl Former {
    /// The earlier id.
    pub const fn id(&self) -> &Id {
        match self {
            Self::Stated(id) | Self::Assumed(id) => id,
        }
    }
}

/// The share of words in common above which two documents are taken for one, in hundredths.
const ALIKE: usize = 60;

/// A text of fewer different words is like many others.
const TELLING: usize = 8;

/// At most so many candidates are compared word by word on each side.
const COMPARED: usize = 200;

/// Renamed projects by the id they have after the change.
pub(super) fn pair(before: &Portfolio, after: &Portfolio) -> ById<Former> {
    let mut gone: BTreeSet<&Id> =
        before.projects().keys().filter(|id| !after.projects().contains_key(*id)).collect();
    let mut new: Vec<&Project> = after
        .projects()
        .values()
        .map(AsRef::as_ref)
        .filter(|project| !before.projects().contains_key(&project.id))
        .collect();
    let mut former = BTreeMap::new();
    new.retain(|project| match project.was.iter().rev().find(|id| gone.remove(*id)) {
        Some(id) => former.insert(project.id.clone(), Former::Stated(id.clone())).is_some(),
        None => true,
    });
    for (_, old, id) in likeness(before, after, &gone, &new) {
        if gone.contains(&old) && !former.contains_key(&id) {
            gone.remove(&old);
            former.insert(id, Former::Assumed(old));
        }
    }
    former
}

/// Pairs that are alike, most alike first.
fn likeness(
    before: &Portfolio,
    after: &Portfolio,
    gone: &BTreeSet<&Id>,
    new: &[&Project],
) -> Vec<(usize, Id, Id)> {
    let old: Vec<(&Id, &Project, BTreeSet<String>)> = gone
        .iter()
        .take(COMPARED)
        .filter_map(|id| {
            before.projects().get(*id).map(|project| (*id, project.as_ref(), words(project, before)))
        })
        .collect();
    let mut pairs = Vec::new();
    for project in new.iter().take(COMPARED) {
        let own = words(project, after);
        for (id, other, theirs) in &old {
            let common = own.intersection(theirs).count();
            let all = own.len() + theirs.len() - common;
            let telling = own.len().min(theirs.len()) >= TELLING;
            let alike = match project.title == other.title {
                true => 100,
                false if telling => common * 100 / all.max(1),
                false => 0,
            };
            if alike >= ALIKE {
                pairs.push((alike, (*id).clone(), project.id.clone()));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| (&a.1, &a.2).cmp(&(&b.1, &b.2))));
    pairs
}

fn words(project: &Project, portfolio: &Portfolio) -> BTreeSet<String> {
    let text = text_of(&portfolio.prose(&project.path)).join(" ");
    let headline = project.headline.as_deref().unwrap_or_default();
    [project.title.as_str(), headline, &text]
        .iter()
        .flat_map(|part| part.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.chars().count() > 2)
        .map(str::to_lowercase)
        .collect()
}
