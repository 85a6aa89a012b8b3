//! Documents mended by the fixes that their findings offer.
//!
//! Everything happens in memory; who asks decides what is written.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Fix, mend};
use crate::path::RelPath;
use crate::pipeline::{self, Memo, Request};
use crate::source::Sources;

/// Which fixes are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Boldness {
    /// Those that cannot change what the author had in mind.
    Safe,
    /// Those as well that a person should look at afterwards.
    Unsafe,
}

/// A planning folder after mending.
pub(super) struct Mended {
    /// The folder as it is now.
    pub(super) sources: Sources,
    /// The files that changed, with the number of fixes made in each.
    pub(super) changed: BTreeMap<RelPath, usize>,
}

/// One slip can hide another: mending goes on while there is something to mend, at most so often.
const ROUNDS: usize = 12;

/// Makes every fix that is offered.
pub(super) fn mended(sources: &Sources, boldness: Boldness) -> Mended {
    let mut now = Mended { sources: sources.clone(), changed: BTreeMap::new() };
    let mut memo = Memo::default();
    let mut findings = found(&now.sources, &mut memo);
    // A file whose fixes did harm is left as it was, and left alone.
    let mut left_alone = BTreeSet::new();
    for _ in 0..ROUNDS {
        let made = round(&now.sources, &findings, boldness, &left_alone);
        if made.is_empty() {
            break;
        }
        let files = made.iter().map(|(path, (file, _))| (path.clone(), Arc::clone(file)));
        let next = with_files(&now.sources, files);
        let after = found(&next, &mut memo);
        let harmed: BTreeSet<RelPath> =
            made.keys().filter(|path| is_harmed(path, &findings, &after)).cloned().collect();
        if !harmed.is_empty() {
            left_alone.extend(harmed);
            continue;
        }
        for (path, (_, count)) in made {
            *now.changed.entry(path).or_default() += count;
        }
        now.sources = next;
        findings = after;
    }
    now
}

fn found(sources: &Sources, memo: &mut Memo) -> Vec<Diagnostic> {
    pipeline::assess(sources, memo, &Request::default()).1
}

type Round = BTreeMap<RelPath, (Arc<[u8]>, usize)>;

fn round(
    sources: &Sources,
    findings: &[Diagnostic],
    boldness: Boldness,
    left_alone: &BTreeSet<RelPath>,
) -> Round {
    let mut fixes: BTreeMap<&RelPath, Vec<&Fix>> = BTreeMap::new();
    for fix in findings.iter().filter_map(|finding| finding.fix.as_ref()) {
        if (fix.safe || boldness == Boldness::Unsafe) && !left_alone.contains(&fix.place.path) {
            fixes.entry(&fix.place.path).or_default().push(fix);
        }
    }
    let mut made = Round::new();
    for (path, fixes) in fixes {
        let Some(file) = sources.files().get(path) else { continue };
        let (text, count) = mend(file, &fixes);
        if count > 0 && text[..] != file[..] {
            made.insert(path.clone(), (Arc::from(text), count));
        }
    }
    made
}

/// Whether a file that could be read cannot be read any more.
fn is_harmed(path: &RelPath, before: &[Diagnostic], after: &[Diagnostic]) -> bool {
    let unreadable = |findings: &[Diagnostic]| {
        let about = |it: &&Diagnostic| it.place.as_ref().is_some_and(|place| place.path == *path);
        findings.iter().filter(about).any(|it| UNREADABLE.contains(&it.code))
    };
    unreadable(after) && !unreadable(before)
}

/// Findings because of which the rest of a file was not looked at.
const UNREADABLE: [Code; 8] =
    [Code::QD003, Code::QD004, Code::QD005, Code::QD006, Code::QD007, Code::QD010, Code::QD011, Code::QD012];

fn with_files(sources: &Sources, files: impl Iterator<Item = (RelPath, Arc<[u8]>)>) -> Sources {
    let mut all = sources.files().clone();
    all.extend(files);
    Sources::new(sources.name(), all, sources.findings().to_vec())
}

/// The folder with further documents in it.
pub(super) fn with_documents(sources: &Sources, documents: &[(RelPath, String)]) -> Sources {
    with_files(sources, documents.iter().map(|(path, text)| (path.clone(), Arc::from(text.as_bytes()))))
}
