//! Planning folders with one thing wrong, and what is said about them, word for word.
//!
//! `tests/fixtures/CASE/in` is read into memory and compiled; `tests/fixtures/CASE/expected` is what a person
//! sees. `UPDATE=1 cargo test --test it fixtures` writes the expected texts anew: read the difference.

#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use quarterdeck::diagnostic::human::{self, Look};
use quarterdeck::diagnostic::{Code, Diagnostic};
use quarterdeck::path::RelPath;
use quarterdeck::pipeline::{self, Memo, Request};
use quarterdeck::source::Sources;

use crate::deck::{ROOT, tree};

/// Codes that no folder of documents alone can have: what a file system, two revisions, a lock file, a
/// template or a case-insensitive checkout brings. Their own modules test them.
const ELSEWHERE: [Code; 11] = [
    Code::QD014,
    Code::QD601,
    Code::QD602,
    Code::QD603,
    Code::QD604,
    Code::QD701,
    Code::QD702,
    Code::QD704,
    Code::QD801,
    Code::QD802,
    Code::QD803,
];

/// The folder of each fixture.
pub(crate) fn cases() -> Vec<PathBuf> {
    let folder = Path::new(ROOT).join("tests/fixtures");
    let mut cases: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

/// What is said about a fixture.
pub(crate) fn findings(case: &Path) -> Vec<Diagnostic> {
    let files: BTreeMap<RelPath, Arc<[u8]>> = tree(&case.join("in"))
        .into_iter()
        .map(|(path, bytes)| (RelPath::new(&path).unwrap(), Arc::from(bytes)))
        .collect();
    let sources = Sources::new("planning", files, Vec::new());
    let mut memo = Memo::default();
    let cold = pipeline::compile(&sources, &mut memo, &Request::default());
    let warm = pipeline::compile(&sources, &mut memo, &Request::default());
    assert_eq!(cold.findings, warm.findings, "a warm round says the same");
    let (_, without_pages) = pipeline::check(&sources, &mut Memo::default(), &Request::default());
    assert_eq!(cold.findings, without_pages, "pages are not needed to find the same");
    cold.findings.to_vec()
}

#[test]
fn every_fixture_gets_the_words_beside_it() {
    let mut wrong = Vec::new();
    for case in cases() {
        let said = human::render(&findings(&case), "", Look::Plain);
        let beside = case.join("expected");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&beside, &said).unwrap();
        } else if fs::read_to_string(&beside).unwrap_or_default() != said {
            wrong.push(format!("{}\n{said}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_code_has_a_fixture_and_every_fixture_its_code() {
    let mut met = BTreeSet::new();
    for case in cases() {
        let codes: BTreeSet<Code> = findings(&case).iter().map(|finding| finding.code).collect();
        let name = case.file_name().unwrap().to_string_lossy().to_uppercase();
        for named in Code::ALL.iter().filter(|code| name.contains(code.name())) {
            assert!(codes.contains(named), "{name} gives {codes:?}");
        }
        met.extend(codes);
    }
    let missing: Vec<_> = Code::ALL
        .iter()
        .filter(|code| !met.contains(code))
        .filter(|code| !ELSEWHERE.contains(code))
        .collect();
    assert_eq!(missing, Vec::<&Code>::new());
}
