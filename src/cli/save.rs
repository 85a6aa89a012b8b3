//! A result written to a file in one step: readers see the old text or the new one.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::terminal::Terminal;
use crate::failure::Failure;

/// Writes a text to a file, or to stdout when the file is called `-`.
pub(super) fn save(path: &Path, text: &str, terminal: &mut Terminal) -> Result<(), Failure> {
    if path == Path::new("-") {
        return terminal.result(text);
    }
    replace(path, text)
}

/// Puts a file in place of what was there, if anything.
pub(super) fn replace(path: &Path, text: &str) -> Result<(), Failure> {
    let beside = beside(path);
    let failed = |error: &std::io::Error| Failure::io("cannot write", path, error);
    let written = fs::write(&beside, text).and_then(|()| fs::rename(&beside, path));
    written.map_err(|error| {
        // What could not be put in place must not be left behind.
        let _ = fs::remove_file(&beside);
        failed(&error)
    })
}

/// A name in the same folder, so that the rename stays on one file system.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    path.with_file_name(name)
}
