//! Templates and a report become a site: every page in memory.
//!
//! A site is a value. Nothing here reads or writes a file; `output` puts a site onto disk and `watch`
//! serves it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::path::RelPath;

/// Every file of a finished report by its path inside the output folder.
///
/// Its links resolve, its addresses are relative, and the same input gives the same bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Site {
    files: BTreeMap<RelPath, Arc<[u8]>>,
}

impl Site {
    /// A site of the given files.
    pub fn new(files: BTreeMap<RelPath, Arc<[u8]>>) -> Self {
        Self { files }
    }

    /// All files in path order.
    pub fn files(&self) -> &BTreeMap<RelPath, Arc<[u8]>> {
        &self.files
    }

    /// The bytes of one file.
    pub fn get(&self, path: &RelPath) -> Option<&Arc<[u8]>> {
        self.files.get(path)
    }
}
