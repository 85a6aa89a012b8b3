//! What stands in a folder, without following a link.

use std::collections::BTreeMap;
use std::fs::FileType;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::failure::Failure;

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Folder,
    Link,
    /// What cannot stand in two trees at once: a pipe, a device, a mounted folder; and the folder of a
    /// repository, which its own programs may be writing to.
    Special,
}

impl Kind {
    fn of(kind: FileType) -> Self {
        if kind.is_file() {
            Self::File
        } else if kind.is_dir() {
            Self::Folder
        } else if kind.is_symlink() {
            Self::Link
        } else {
            Self::Special
        }
    }
}

/// Every entry below a folder by its relative path, our own ledger and stages left out.
pub(super) type Listing = BTreeMap<PathBuf, Kind>;

/// Lists `folder`; a folder that is not there is empty. Special folders are named but not looked into.
pub(super) fn list(folder: &Path) -> Result<Listing, Failure> {
    let device = match folder.symlink_metadata() {
        Ok(metadata) => metadata.dev(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Listing::new()),
        Err(error) => return Err(Failure::io("cannot read", folder, &error)),
    };
    let failed = |error: walkdir::Error| {
        let path = error.path().unwrap_or(folder).to_owned();
        let error = error.into_io_error().unwrap_or_else(|| io::Error::other("a circle of links"));
        Failure::io("cannot read", path, &error)
    };
    let mut listing = Listing::new();
    let mut entries = WalkDir::new(folder).min_depth(1).into_iter();
    while let Some(entry) = entries.next() {
        let entry = entry.map_err(failed)?;
        let mut kind = Kind::of(entry.file_type());
        if entry.depth() == 1 && is_ours_to_hide(entry.file_name().to_str()) {
            if kind == Kind::Folder {
                entries.skip_current_dir();
            }
            continue;
        }
        if kind == Kind::Folder {
            let metadata = entry.metadata().map_err(failed)?;
            if metadata.dev() != device || entry.file_name() == ".git" {
                kind = Kind::Special;
                entries.skip_current_dir();
            }
        }
        let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        listing.insert(path.to_owned(), kind);
    }
    Ok(listing)
}

fn is_ours_to_hide(name: Option<&str>) -> bool {
    name.is_some_and(|name| {
        [super::ledger::NAME, super::in_place::STAGE, super::in_place::COMMIT].contains(&name)
    })
}
