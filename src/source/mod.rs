//! The planning folder as a value, read once.
//!
//! [`Sources`] is the whole input of every computation: documents, settings, templates and assets, sorted
//! by path. It can be taken from a folder, from a git revision or from pairs in a test. Nothing here knows
//! what a document means; that is the business of `portfolio`.

mod file;
pub mod folder;
pub mod git;
pub mod places;
#[cfg(test)]
mod tests;
mod walk;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::path::RelPath;

/// Every file of a planning folder that can take part in a report.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    name: String,
    files: BTreeMap<RelPath, Arc<[u8]>>,
    findings: Vec<Diagnostic>,
}

impl Sources {
    /// Sources with the folder's name (the default title), its files, and what was found while reading:
    /// links that leave the folder, pipes, files that are too large.
    pub fn new(
        name: impl Into<String>,
        files: BTreeMap<RelPath, Arc<[u8]>>,
        findings: Vec<Diagnostic>,
    ) -> Self {
        Self { name: name.into(), files, findings }
    }

    /// Sources made of path and text pairs.
    ///
    /// # Panics
    /// When a path is not a clean relative path.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let files = pairs
            .into_iter()
            .map(|(path, text)| {
                #[expect(clippy::expect_used, reason = "the paths are written in the calling code")]
                let path = RelPath::new(path).expect("a clean relative path");
                (path, Arc::from(text.as_bytes()))
            })
            .collect();
        Self::new("planning", files, Vec::new())
    }

    /// The planning folder's own name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// All files in path order.
    pub fn files(&self) -> &BTreeMap<RelPath, Arc<[u8]>> {
        &self.files
    }

    /// What was found while reading, before any file was understood.
    pub fn findings(&self) -> &[Diagnostic] {
        &self.findings
    }
}
