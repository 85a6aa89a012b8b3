//! A whole planning folder out of any bytes: documents are divided by the byte 0xff, their places by their order.
//! A site exactly when nothing is an error, the same one twice.
#![no_main]

use std::collections::BTreeMap;

use libfuzzer_sys::fuzz_target;
use quarterdeck::diagnostic::any_errors;
use quarterdeck::path::RelPath;
use quarterdeck::pipeline::{Memo, Request, compile};
use quarterdeck::source::Sources;

const PLACES: [&str; 8] = [
    "projects/a.md",
    "projects/b.md",
    "people/a.md",
    "portfolio.md",
    "narratives/a.md",
    "goals/a.md",
    "projects/c.md",
    "templates/project.html",
];

fuzz_target!(|bytes: &[u8]| {
    let documents = bytes.split(|byte| *byte == 0xff);
    let files: BTreeMap<RelPath, _> = PLACES
        .iter()
        .zip(documents)
        .map(|(place, document)| (RelPath::new(place).expect("a clean path"), document.into()))
        .collect();
    let sources = Sources::new("fuzz", files, Vec::new());
    let mut memo = Memo::default();
    let cold = compile(&sources, &mut memo, &Request::default());
    assert_eq!(cold.site.is_some(), !any_errors(&cold.findings));
    let warm = compile(&sources, &mut memo, &Request::default());
    assert!(cold.findings == warm.findings && cold.site == warm.site);
});
