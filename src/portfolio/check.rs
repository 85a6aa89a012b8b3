//! What can be wrong between documents: ids, references, circles, links.

mod circles;
mod ids;
mod paths;
mod references;

use crate::diagnostic::{Code, Diagnostic};
use crate::portfolio::DocumentKind;
use crate::portfolio::load::Read;
use crate::source::Sources;

/// Every finding that needs more than one document to be made.
pub(in crate::portfolio) fn across(sources: &Sources, documents: &[Read<'_>]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if !documents.iter().any(|read| read.kind == DocumentKind::Project) {
        found.push(nothing_found());
    }
    found.extend(ids::clashes(documents));
    found.extend(references::unresolved(documents));
    found.extend(circles::circles(documents));
    found.extend(paths::broken(sources, documents));
    found
}

fn nothing_found() -> Diagnostic {
    Diagnostic::new(Code::QD001, "no project files found")
        .subject("projects")
        .help("write one markdown file a project in `projects/`, with `business`, `interest` and `growth`")
        .help("`quarterdeck init` writes a small planning folder to start from")
}
