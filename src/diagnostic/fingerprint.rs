//! What makes a finding the same finding after an edit elsewhere.
//!
//! A fingerprint speaks of the code and the subject (a document and key), never of a line or a value: a moved
//! line is not a new finding, and neither is a score that is still outside the scale.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic};

/// A fingerprint of 32 hexadecimal digits for each finding, all different.
///
/// Findings of the same kind are told apart by their number in the list.
pub fn fingerprints(findings: &[Diagnostic]) -> Vec<String> {
    // Only looked up, never listed, so no order of it can show.
    let mut seen: HashMap<(Code, &str), u32> = HashMap::with_capacity(findings.len());
    findings
        .iter()
        .map(|finding| {
            let (code, subject) = finding.kind();
            let repeat = seen.entry((code, subject)).or_default();
            *repeat += 1;
            let hash = blake3::hash(format!("{code}\0{subject}\0{repeat}").as_bytes());
            hash.to_hex()[..32].to_owned()
        })
        .collect()
}

impl Diagnostic {
    /// The code with what the finding is about: its stated subject, else the file.
    pub fn kind(&self) -> (Code, &str) {
        let path = self.place.as_ref().map_or("", |place| place.path.as_str());
        (self.code, if self.subject.is_empty() { path } else { &self.subject })
    }
}
