//! Links to files of the planning folder that a reader of the report could not follow.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::path::RelPath;
use crate::portfolio::decode::nearest;
use crate::portfolio::links::{LocalLink, UseAs};
use crate::portfolio::load::Read;
use crate::source::Sources;

pub(super) fn broken(sources: &Sources, documents: &[Read<'_>]) -> Vec<Diagnostic> {
    let with_fragment = documents.iter().flat_map(|read| &read.parsed.links).any(|it| it.fragment.is_some());
    // Only headings are looked for in the documents that links lead to.
    let led_to = documents.iter().filter(|_| with_fragment);
    let by_path: BTreeMap<&RelPath, &Read<'_>> = led_to.map(|read| (read.path, read)).collect();
    let mut found = Vec::new();
    for link in documents.iter().flat_map(|read| &read.parsed.links) {
        // Looking for what was meant costs a walk over all files; nobody reads a hundred such findings.
        let hints = if found.len() < MOST_SUGGESTIONS { Hints::Wanted } else { Hints::TooMany };
        found.extend(fault(sources, &by_path, link, hints));
    }
    found
}

/// Findings for which a near file is looked for.
const MOST_SUGGESTIONS: usize = 100;

/// Whether to look for the file that was meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hints {
    Wanted,
    TooMany,
}

fn fault(
    sources: &Sources,
    documents: &BTreeMap<&RelPath, &Read<'_>>,
    link: &LocalLink,
    hints: Hints,
) -> Option<Diagnostic> {
    let target = &link.target;
    let is_asset = target.top_folder() == Some("assets");
    if !sources.files().contains_key(target) {
        let finding = finding(link, format!("there is no file `{target}`"));
        return Some(if hints == Hints::Wanted { with_hint(finding, sources, target) } else { finding });
    }
    if link.use_as == UseAs::Image && !is_asset {
        let message = format!("the picture `{target}` is not in assets/");
        return Some(
            finding(link, message).help("the report takes along what lies in assets/; move it there"),
        );
    }
    let (read, fragment) = (documents.get(target)?, link.fragment.as_ref()?);
    if read.parsed.anchors.contains(fragment) {
        return None;
    }
    let close = nearest(fragment, read.parsed.anchors.iter().map(String::as_str));
    let finding = finding(link, format!("`{target}` has no heading `#{fragment}`"));
    Some(match close {
        Some(close) => finding.help(format!("did you mean `#{close}`?")),
        None => finding,
    })
}

fn with_hint(finding: Diagnostic, sources: &Sources, target: &RelPath) -> Diagnostic {
    let paths = || sources.files().keys();
    let same_name = paths().find(|path| path.file_name() == target.file_name());
    let close =
        same_name.map(RelPath::as_str).or_else(|| nearest(target.as_str(), paths().map(RelPath::as_str)));
    match close {
        Some(close) => finding.help(format!("did you mean `{close}`?")),
        None if target.extension() == "md" || target.top_folder() == Some("assets") => finding,
        None => finding.help("the report takes along documents and what lies in assets/"),
    }
}

fn finding(link: &LocalLink, message: String) -> Diagnostic {
    Diagnostic::new(Code::QD208, message)
        .at(link.place.clone())
        .subject(link.target.as_str())
        .label("this link leads nowhere")
}
