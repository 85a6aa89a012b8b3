//! What has to be written, kept and removed.
//!
//! A file is kept when its bytes on disk are those of the site. They are compared byte by byte, not by size
//! and time: somebody may have edited a page, restored it with its old time or set the clock back, and
//! reading a page that the system has in memory costs about as much as asking for its times.

use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::io::{self, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use rustix::fs::OFlags;

use super::ledger::{self, Ledger};
use super::listing::{self, Kind, Listing};
use super::{Mode, Published, Target};
use crate::failure::Failure;
use crate::path::RelPath;
use crate::site::Site;

/// How an output folder differs from a site.
#[derive(Debug)]
pub struct Plan {
    /// New files and files with other bytes, in path order.
    pub write: Vec<RelPath>,
    /// Files with the same bytes, in path order.
    pub keep: Vec<RelPath>,
    /// Files of ours that the site no longer has, in path order.
    pub remove: Vec<RelPath>,
    /// What is there and not ours, outer folders first.
    pub(super) foreign: Vec<(PathBuf, Kind)>,
    /// Whether the ledger names exactly the files of the site.
    ledger_is_right: bool,
}

impl Plan {
    /// Compares the folder with the site.
    ///
    /// # Errors
    /// When a file of somebody else stands where a page belongs, or the folder cannot be read.
    pub fn of(site: &Site, target: &Target) -> Result<Self, Failure> {
        let out = target.path();
        let listing = listing::list(out)?;
        let ledger = Ledger::read(out)?;
        let ledger_is_right = ledger.as_ref().is_some_and(|ledger| ledger.paths().eq(site.files().keys()));
        let ledger = ledger.unwrap_or_default();
        refuse_conflicts(site, &ledger, &listing, out)?;

        let ours =
            |path: &RelPath| ledger.owns(path) && listing.get(Path::new(path.as_str())) == Some(&Kind::File);
        let files: Vec<(&RelPath, &Arc<[u8]>)> = site.files().iter().collect();
        let same: Vec<bool> = files
            .par_iter()
            .map(|(path, bytes)| Ok(ours(path) && has_bytes(&out.join(path.as_str()), bytes)?))
            .collect::<Result<_, Failure>>()?;
        let pick = |wanted: bool| {
            let chosen = files.iter().zip(&same).filter(move |(_, same)| **same == wanted);
            chosen.map(|((path, _), _)| (*path).clone()).collect()
        };
        let stale = |path: &&RelPath| site.get(path).is_none() && ours(path);
        Ok(Self {
            write: pick(false),
            keep: pick(true),
            remove: ledger.paths().filter(stale).cloned().collect(),
            foreign: foreign(site, &ledger, listing),
            ledger_is_right,
        })
    }

    /// Whether the folder is as the site wants it.
    pub fn is_empty(&self) -> bool {
        self.write.is_empty() && self.remove.is_empty() && self.ledger_is_right
    }

    pub(super) fn published(self, mode: Mode, notes: Vec<String>) -> Published {
        Published { written: self.write, kept: self.keep.len(), removed: self.remove, mode, notes }
    }
}

/// The folders above a path, innermost first.
pub(super) fn folders_above(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(|(at, _)| &path[..at])
}

fn refuse_conflicts(site: &Site, ledger: &Ledger, listing: &Listing, out: &Path) -> Result<(), Failure> {
    let is_foreign_file = |path: &str| match listing.get(Path::new(path)) {
        None | Some(Kind::Folder) => false,
        Some(Kind::File) => !RelPath::new(path).is_some_and(|path| ledger.owns(&path)),
        Some(Kind::Link | Kind::Special) => true,
    };
    for path in site.files().keys() {
        let path = path.as_str();
        let in_the_way = folders_above(path).chain([path]).find(|place| is_foreign_file(place));
        let folder_in_the_way = || {
            (listing.get(Path::new(path)) == Some(&Kind::Folder))
                .then(|| foreign_below(path, ledger, listing))
                .flatten()
        };
        let found = in_the_way.map(PathBuf::from).or_else(folder_in_the_way);
        if let Some(found) = found {
            return Err(stands_in_the_way(&out.join(found), path));
        }
        if path == ledger::NAME {
            return Err(stands_in_the_way(&out.join(path), path));
        }
    }
    Ok(())
}

/// Something that is not ours in the folder at `path`, which must make room for a file.
fn foreign_below(path: &str, ledger: &Ledger, listing: &Listing) -> Option<PathBuf> {
    let is_ours = |found: &Path| found.to_str().and_then(RelPath::new).is_some_and(|path| ledger.owns(&path));
    let is_parent = |found: &Path| ledger.paths().any(|path| Path::new(path.as_str()).starts_with(found));
    let mut below = listing.iter().filter(|(found, _)| found.starts_with(path));
    below
        .find(|(found, kind)| !(is_ours(found) || **kind == Kind::Folder && is_parent(found)))
        .map(|(found, _)| found.clone())
}

pub(super) fn stands_in_the_way(found: &Path, page: &str) -> Failure {
    Failure::new("cannot write over")
        .at(found)
        .because(format!("quarterdeck did not write it, and {page} belongs there"))
        .help("move it away, or name another folder with --output")
}

/// What is not ours: files and links that the ledger does not name, and folders that hold no file of ours,
/// neither now nor in the new report.
fn foreign(site: &Site, ledger: &Ledger, listing: Listing) -> Vec<(PathBuf, Kind)> {
    let ours: BTreeSet<&str> =
        ledger.paths().chain(site.files().keys()).flat_map(|path| folders_above(path.as_str())).collect();
    let is_foreign = |(path, kind): &(PathBuf, Kind)| match (path.to_str(), kind) {
        (Some(path), Kind::Folder) => !ours.contains(path),
        (Some(path), Kind::File) => !RelPath::new(path).is_some_and(|path| ledger.owns(&path)),
        _ => true,
    };
    listing.into_iter().filter(is_foreign).collect()
}

/// Whether the regular file at `path` has exactly these bytes.
fn has_bytes(path: &Path, bytes: &[u8]) -> Result<bool, Failure> {
    let compare = || -> io::Result<bool> {
        let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits() as i32;
        let mut file = OpenOptions::new().read(true).custom_flags(flags).open(path)?;
        let metadata = file.metadata()?;
        if !metadata.is_file() || metadata.len() != bytes.len() as u64 {
            return Ok(false);
        }
        let mut buffer = vec![0; bytes.len().min(1 << 16)];
        let mut rest = bytes;
        while !rest.is_empty() {
            let wanted = rest.len().min(buffer.len());
            match file.read(&mut buffer[..wanted])? {
                0 => return Ok(false),
                read if buffer[..read] != rest[..read] => return Ok(false),
                read => rest = &rest[read..],
            }
        }
        Ok(true)
    };
    match compare() {
        Ok(same) => Ok(same),
        // A page that cannot be read any more can still be replaced.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(false),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(Failure::io("cannot read", path, &error)),
    }
}
