//! What makes a finding the same finding after an edit elsewhere.
//!
//! A fingerprint speaks of the code and the subject (a document and key), never of a line or a value: a moved
//! line is not a new finding, and neither is a score that is still outside the scale.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic};

/// A fingerprint of 32 hexadecimal digits for each finding, all different.
///
/// Findings that say the same of the same subject are told apart by their number in the list.
pub fn fingerprints(findings: &[Diagnostic]) -> Vec<String> {
    let text = |(code, subject): Kind<'_>, repeat| format!("{code}\0{subject}\0{repeat}");
    numbered(findings)
        .map(|(kind, repeat)| blake3::hash(text(kind, repeat).as_bytes()).to_hex()[..32].to_owned())
        .collect()
}

/// The code of a finding with what it is about: its stated subject, else the file.
pub type Kind<'f> = (Code, &'f str);

/// What tells each finding of a list from the others, and in another list those from it that are the same: its
/// kind, and that it is the first of that kind in the list, the second, and so on. Fingerprints are made of this.
pub fn numbered(findings: &[Diagnostic]) -> impl Iterator<Item = (Kind<'_>, u32)> {
    // Only looked up, never listed, so no order of it can show.
    let mut seen: HashMap<Kind<'_>, u32> = HashMap::with_capacity(findings.len());
    findings.iter().map(move |finding| {
        let kind = kind(finding);
        let repeat = seen.entry(kind).or_default();
        *repeat += 1;
        (kind, *repeat)
    })
}

fn kind(finding: &Diagnostic) -> Kind<'_> {
    let path = finding.place.as_ref().map_or("", |place| place.path.as_str());
    (finding.code, if finding.subject.is_empty() { path } else { &finding.subject })
}
