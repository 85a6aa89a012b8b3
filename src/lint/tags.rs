//! Tags that connect nothing (QD209).
//!
//! Only the words that are matched between people and projects count, and only where there are people.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::path::RelPath;
use crate::portfolio::Portfolio;

/// Where a tag stands for the first time, and whether another document has it as well.
struct Use {
    path: RelPath,
    place: Place,
    key: &'static str,
    private: bool,
    shared: bool,
}

/// Findings for which a near tag is looked for: each costs a walk over all tags.
const MOST_SUGGESTIONS: usize = 100;

pub(super) fn findings(portfolio: &Portfolio) -> Vec<Diagnostic> {
    if portfolio.people().is_empty() {
        return Vec::new();
    }
    let uses = uses(portfolio);
    let shared: Vec<&str> = uses.iter().filter(|(_, it)| it.shared).map(|(tag, _)| *tag).collect();
    let alone_ones = uses.iter().filter(|(_, it)| !it.shared).enumerate();
    alone_ones
        .map(|(at, (tag, it))| alone(tag, it, if at < MOST_SUGGESTIONS { &shared } else { &[] }))
        .collect()
}

fn uses(portfolio: &Portfolio) -> BTreeMap<&str, Use> {
    let mut uses: BTreeMap<&str, Use> = BTreeMap::new();
    for project in portfolio.open_projects() {
        for (key, tags) in [("involves", &project.involves), ("grows", &project.grows)] {
            for tag in tags {
                note(&mut uses, tag, &project.path, key, || (project.places.of(key), false));
            }
        }
    }
    for person in portfolio.people().values() {
        for tag in person.interests.keys() {
            note(&mut uses, tag, &person.path, "interests", || (person.places.of("interests"), true));
        }
        for goal in &person.goals {
            for tag in &goal.tags {
                note(&mut uses, tag, &person.path, "goals", || (goal.place.clone(), true));
            }
        }
    }
    for tag in portfolio.settings().ladder.values().flatten() {
        if let Some(known) = uses.get_mut(tag.as_str()) {
            known.shared = true;
        }
    }
    uses
}

fn note<'p>(
    uses: &mut BTreeMap<&'p str, Use>,
    tag: &'p str,
    path: &RelPath,
    key: &'static str,
    place: impl FnOnce() -> (Place, bool),
) {
    if let Some(known) = uses.get_mut(tag) {
        known.shared |= known.path != *path;
    } else {
        let (place, private) = place();
        uses.insert(tag, Use { path: path.clone(), place, key, private, shared: false });
    }
}

fn alone(tag: &str, it: &Use, shared: &[&str]) -> Diagnostic {
    let finding = Diagnostic::new(Code::QD209, format!("no other document has the tag `{tag}`"))
        .at(it.place.clone())
        .label(format!("`{tag}` matches nothing"))
        .subject(format!("{}.{}.{tag}", it.path, it.key));
    let near = shared
        .iter()
        .map(|other| (strsim::osa_distance(tag, other), *other))
        .filter(|(distance, _)| *distance <= (tag.len() / 3).clamp(1, 4))
        .min();
    let finding = match near {
        Some((_, other)) => finding.help(format!("did you mean `{other}`?")),
        None => finding.help("people's interests and goals are matched with projects by the same word"),
    };
    if it.private { finding.private() } else { finding }
}
