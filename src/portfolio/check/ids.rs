//! Ids that two files share, also where letters differ only in case or in Unicode's form.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use unicode_normalization::UnicodeNormalization;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::portfolio::DocumentKind;
use crate::portfolio::load::Read;

pub(super) fn clashes(documents: &[Read<'_>]) -> Vec<Diagnostic> {
    // Only looked up, never listed, so no order of it can show.
    let mut first: HashMap<(DocumentKind, String), &Read<'_>> = HashMap::with_capacity(documents.len());
    let mut found = Vec::new();
    for read in documents {
        let key = (read.kind, folded(read.path.stem()));
        match first.entry(key) {
            Entry::Occupied(earlier) => found.extend(clash(earlier.get(), read)),
            Entry::Vacant(place) => _ = place.insert(read),
        }
    }
    found
}

/// Text in which spellings that look the same are the same.
fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkc().collect::<String>().to_lowercase().nfkc().collect()
}

fn clash(first: &Read<'_>, second: &Read<'_>) -> Vec<Diagnostic> {
    let whole = |read: &Read<'_>| Place::new(read.path, read.file, 0..0);
    let message = format!("the id `{}` is used by two files", second.path.stem());
    let mut found = vec![
        Diagnostic::new(Code::QD013, message)
            .at(whole(second))
            .subject(second.path.stem())
            .label(format!("the other file is {}", first.path))
            .help("rename one of the two files")
            .related(whole(first), "the other file"),
    ];
    if folded(first.path.as_str()) == folded(second.path.as_str()) {
        let message = format!("`{}` and `{}` differ only in case", first.path, second.path);
        found.push(
            Diagnostic::new(Code::QD704, message)
                .at(whole(second))
                .subject(second.path.as_str())
                .help("some file systems keep only one of them"),
        );
    }
    found
}
