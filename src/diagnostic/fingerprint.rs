//! What makes a finding the same finding after an edit elsewhere.
//!
//! A fingerprint speaks of the code and the subject (a document and key), never of a line or a value: a moved
//! line is not a new finding, and neither is a score that is still outside the scale.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;

/// A fingerprint of 32 hexadecimal digits for each finding, all different.
///
/// Findings that say the same of the same subject are told apart by their number in the list.
pub fn fingerprints(findings: &[Diagnostic]) -> Vec<String> {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    findings
        .iter()
        .map(|finding| {
            let kind = kind(finding);
            let repeat = seen.entry(kind.clone()).or_default();
            *repeat += 1;
            let hash = blake3::hash(format!("{kind}\0{repeat}").as_bytes());
            hash.to_hex()[..32].to_owned()
        })
        .collect()
}

/// The code with what the finding is about: its stated subject, else the file.
fn kind(finding: &Diagnostic) -> String {
    let path = finding.place.as_ref().map_or("", |place| place.path.as_str());
    let subject = if finding.subject.is_empty() { path } else { &finding.subject };
    format!("{}\0{subject}", finding.code)
}
