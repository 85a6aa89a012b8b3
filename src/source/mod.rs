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

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::path::RelPath;

/// Files by their path.
pub type Files = BTreeMap<RelPath, Arc<[u8]>>;

/// Every file of a planning folder that can take part in a report. A clone shares the files.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    name: String,
    files: Arc<Files>,
    findings: Vec<Diagnostic>,
}

impl Sources {
    /// Sources with the folder's name (the default title), its files, and what was found while reading:
    /// links that leave the folder, pipes, files that are too large.
    pub fn new(name: impl Into<String>, files: Files, findings: Vec<Diagnostic>) -> Self {
        Self { name: name.into(), files: Arc::new(files), findings }
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
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// What was found while reading, before any file was understood.
    pub fn findings(&self) -> &[Diagnostic] {
        &self.findings
    }
}

/// A file that differs.
#[derive(Debug, Clone, Copy)]
pub struct Difference<'f> {
    /// Where it is.
    pub path: &'f RelPath,
    /// What it was; `None` when it is new.
    pub was: Option<&'f Arc<[u8]>>,
    /// What it is; `None` when it is gone.
    pub is: Option<&'f Arc<[u8]>>,
}

/// The files that differ, in path order.
///
/// Files that share their bytes are not compared, so that two readings of a large folder cost one look at each.
pub fn differences<'f>(before: &'f Files, after: &'f Files) -> impl Iterator<Item = Difference<'f>> {
    let (mut old, mut new) = (before.iter().peekable(), after.iter().peekable());
    let both = std::iter::from_fn(move || {
        let order = match (old.peek(), new.peek()) {
            (Some((old, _)), Some((new, _))) => old.cmp(new),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => return None,
        };
        let was = if order.is_le() { old.next() } else { None };
        let is = if order.is_ge() { new.next() } else { None };
        let path = was.or(is)?.0;
        Some(Difference { path, was: was.map(|(_, bytes)| bytes), is: is.map(|(_, bytes)| bytes) })
    });
    both.filter(|found| match (found.was, found.is) {
        (Some(was), Some(is)) => !Arc::ptr_eq(was, is) && was != is,
        _ => true,
    })
}
