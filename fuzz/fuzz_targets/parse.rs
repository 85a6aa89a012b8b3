//! Any bytes as each kind of document: a finding or a value, never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use quarterdeck::path::RelPath;
use quarterdeck::pipeline::{Memo, Request, assess};
use quarterdeck::source::Sources;

fuzz_target!(|bytes: &[u8]| {
    for name in ["portfolio.md", "projects/a.md", "people/a.md", "narratives/a.md", "goals/a.md"] {
        let path = RelPath::new(name).expect("a clean path");
        let sources = Sources::new("fuzz", [(path, bytes.into())].into(), Vec::new());
        let (assessed, findings) = assess(&sources, &mut Memo::default(), &Request::default());
        assert!(assessed.is_some() || !findings.is_empty());
    }
});
