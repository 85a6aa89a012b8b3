//! What can be wrong between documents: ids, references, circles, links.

mod circles;
mod ids;
mod paths;
mod references;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic};
use crate::portfolio::DocumentKind;
use crate::portfolio::load::Read;
use crate::source::Sources;

/// Every finding that needs more than one document to be made.
pub(in crate::portfolio) fn across(sources: &Sources, documents: &[Read<'_>]) -> Vec<Diagnostic> {
    let checks: [&(dyn Fn() -> Vec<Diagnostic> + Sync); 5] = [
        &|| nothing_found(documents).into_iter().collect(),
        &|| ids::clashes(documents),
        &|| references::unresolved(documents),
        &|| circles::circles(documents),
        &|| paths::broken(sources, documents),
    ];
    checks.par_iter().flat_map_iter(|check| check()).collect()
}

fn nothing_found(documents: &[Read<'_>]) -> Option<Diagnostic> {
    let has_projects = documents.iter().any(|read| read.kind == DocumentKind::Project);
    (!has_projects).then(|| {
        Diagnostic::new(Code::QD001, "no project files found")
            .subject("projects")
            .help(
                "write one markdown file a project in `projects/`, with `business`, `interest` and `growth`",
            )
            .help("`quarterdeck init` writes a small planning folder to start from")
    })
}
