//! Documents that a sparse checkout keeps off the disk.
//!
//! Without them every project outside the checked-out part would look removed.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use super::Repository;
use crate::failure::Failure;
use crate::source::Sources;

/// The work tree's sources, completed from `HEAD` when the checkout is sparse, with how many files came from
/// there.
///
/// # Errors
/// When git cannot be run or an object is missing.
pub fn with_sparse(repository: &Repository, on_disk: Sources) -> Result<(Sources, usize), Failure> {
    if !is_sparse(repository)? {
        return Ok((on_disk, 0));
    }
    let Some(head) = repository.find("HEAD")? else { return Ok((on_disk, 0)) };
    let Some(Some(committed)) = repository.read(&[&head])?.pop() else { return Ok((on_disk, 0)) };
    let mut files = on_disk.files().clone();
    let before = files.len();
    for (path, bytes) in committed.files() {
        files.entry(path.clone()).or_insert_with(|| Arc::clone(bytes));
    }
    let added = files.len() - before;
    Ok((Sources::new(on_disk.name(), files, on_disk.findings().to_vec()), added))
}

/// Whether `core.sparseCheckout` is on, in the repository's or the work tree's own settings.
///
/// The files are read as text, because `git config` is not among the commands that are run.
fn is_sparse(repository: &Repository) -> Result<bool, Failure> {
    for name in ["config", "config.worktree"] {
        let answer = repository.git.ask(["rev-parse", "--git-path", name])?;
        let Some(path) = answer.text() else { continue };
        let path = repository.git.folder().join(PathBuf::from(path));
        if fs::read_to_string(path).is_ok_and(|text| switches_sparse_on(&text)) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn switches_sparse_on(config: &str) -> bool {
    config
        .lines()
        .filter_map(|line| line.split_once('='))
        .any(|(key, value)| key.trim().eq_ignore_ascii_case("sparsecheckout") && value.trim() == "true")
}
