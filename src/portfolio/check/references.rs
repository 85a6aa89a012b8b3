//! Ids of other documents that lead nowhere.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::portfolio::DocumentKind;
use crate::portfolio::decode::{Reference, nearest};
use crate::portfolio::load::Read;

/// A file stem and the kind of its document. One with errors of its own can still be referred to.
type Stem<'s> = (DocumentKind, &'s str);

/// Findings for which a near id is looked for.
const MOST_SUGGESTIONS: usize = 100;

pub(super) fn unresolved(documents: &[Read<'_>]) -> Vec<Diagnostic> {
    // Only looked up, never listed, so no order of it can show.
    let stems: HashSet<Stem<'_>> = documents.iter().map(|read| (read.kind, read.path.stem())).collect();
    let of_kind = |kind| -> BTreeSet<&str> {
        stems.iter().filter(|(other, _)| *other == kind).map(|(_, stem)| *stem).collect()
    };
    let empty = BTreeSet::new();
    let mut sorted: BTreeMap<DocumentKind, BTreeSet<&str>> = BTreeMap::new();
    let mut found = Vec::new();
    for reference in documents.iter().flat_map(|read| &read.parsed.references) {
        let Some(kind) = meant(reference.code) else { continue };
        if !stems.contains(&(kind, reference.id.as_str())) {
            // Looking for what was meant costs a walk over all ids; nobody reads a hundred such findings.
            let known = sorted.entry(kind).or_insert_with(|| of_kind(kind));
            let candidates = if found.len() < MOST_SUGGESTIONS { &*known } else { &empty };
            found.push(unknown(reference, kind, candidates.iter().copied()));
        }
    }
    found
}

/// The kind of document that a finding's code speaks of.
fn meant(code: Code) -> Option<DocumentKind> {
    match code {
        Code::QD201 => Some(DocumentKind::Person),
        Code::QD202 => Some(DocumentKind::Narrative),
        Code::QD203 => Some(DocumentKind::Goal),
        Code::QD204 => Some(DocumentKind::Project),
        _ => None,
    }
}

fn unknown<'s>(
    reference: &Reference,
    kind: DocumentKind,
    known: impl Iterator<Item = &'s str> + Clone,
) -> Diagnostic {
    let id = reference.id.as_str();
    let folder = kind.folder().unwrap_or_default();
    let message = format!("`{}` names `{id}`, which is not in {folder}/", reference.key);
    let finding = Diagnostic::new(reference.code, message)
        .at(reference.place.clone())
        .subject(format!("{}:{id}", reference.key))
        .label(format!("no {folder}/{id}.md"));
    if let Some(close) = nearest(id, known.clone()) {
        return finding.help(format!("did you mean `{close}`?")).safe_fix(reference.place.clone(), close);
    }
    let few: Vec<_> = known.take(12).collect();
    let finding = if few.is_empty() { finding } else { finding.help(format!("known: {}", few.join(", "))) };
    finding.help(format!("or write it: quarterdeck new {} {id}", kind.word()))
}
