//! The output folder: where it is and whether it is ours to write.
//!
//! What could hurt is refused before anything is read or rendered: the root, the home folder, the sources,
//! a folder above them, a link, somebody else's folder.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::ledger::Ledger;
use super::{in_place, lock, write};
use crate::failure::Failure;
use crate::source::places;

/// A folder that a report may be written to.
#[derive(Debug, Clone)]
pub struct Target {
    path: PathBuf,
}

impl Target {
    /// The folder at `out`, for a report from the planning folder `sources`. A publication that was
    /// interrupted there is finished; otherwise nothing is written yet.
    ///
    /// # Errors
    /// When a report may not be written there; the failure says why and what to do.
    pub fn open(out: &Path, sources: &Path) -> Result<Self, Failure> {
        let target = Self { path: resolve(out)? };
        target.refuse_dangerous(sources)?;
        if target.check_ownership()? && in_place::is_interrupted(&target.path) {
            let _held = lock::hold(&target.path)?;
            in_place::finish(&target.path)?;
        }
        Ok(target)
    }

    /// The folder without links; it may not exist yet.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The folder that the output folder stands in.
    pub(super) fn parent(&self) -> &Path {
        self.path.parent().unwrap_or(&self.path)
    }

    /// The output folder's own name.
    pub(super) fn name(&self) -> &OsStr {
        self.path.file_name().unwrap_or_default()
    }

    pub(super) fn create_parents(&self) -> Result<(), Failure> {
        fs::create_dir_all(self.parent())
            .map_err(|error| write::failed("cannot make the folder", self.parent(), &error))
    }

    /// Whether the folder is there; fails unless it is absent, empty but for hidden files, or holds our ledger.
    pub(super) fn check_ownership(&self) -> Result<bool, Failure> {
        match self.path.symlink_metadata() {
            Ok(metadata) if metadata.is_dir() => {}
            Ok(metadata) if metadata.is_symlink() => return Err(self.refuse("it is a link")),
            Ok(_) => return Err(self.refuse("it is not a folder")),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(Failure::io("cannot read", &self.path, &error)),
        }
        if Ledger::read(&self.path)?.is_some() || in_place::is_interrupted(&self.path) {
            return Ok(true);
        }
        let entries =
            fs::read_dir(&self.path).map_err(|error| Failure::io("cannot read", &self.path, &error))?;
        for entry in entries {
            let name = entry.map_err(|error| Failure::io("cannot read", &self.path, &error))?.file_name();
            if !name.as_encoded_bytes().starts_with(b".") {
                let cause =
                    format!("it holds files that quarterdeck did not write, such as {}", name.display());
                return Err(self.refuse(&cause));
            }
        }
        Ok(true)
    }

    fn refuse(&self, cause: &str) -> Failure {
        Failure::new("cannot write a report to")
            .at(&self.path)
            .because(cause)
            .help("name a new or empty folder with --output")
    }

    fn refuse_dangerous(&self, sources: &Path) -> Result<(), Failure> {
        let out = &self.path;
        if out.parent().is_none() {
            return Err(self.refuse("it is the root of the file system"));
        }
        let home = env::var_os("HOME").map(PathBuf::from).filter(|home| home.is_absolute());
        if home.and_then(|home| home.canonicalize().ok()).is_some_and(|home| home.starts_with(out)) {
            return Err(self.refuse("it is or contains your home folder"));
        }
        let Ok(sources) = sources.canonicalize() else { return Ok(()) };
        if sources == *out {
            return Err(self.refuse("it is the planning folder itself"));
        }
        if sources.starts_with(out) {
            return Err(self.refuse("it contains the planning folder"));
        }
        let inside =
            out.strip_prefix(&sources).ok().and_then(|rest| rest.iter().next()).and_then(OsStr::to_str);
        match inside {
            Some(top) if places::is_place(top) => {
                Err(self.refuse(&format!("it lies in {top}, which is read as part of the planning folder")))
            }
            Some(".git") => Err(self.refuse("it lies in the repository's own folder")),
            _ => Ok(()),
        }
    }
}

/// The absolute path without links, of which the last parts need not exist.
fn resolve(out: &Path) -> Result<PathBuf, Failure> {
    let failed = |error: io::Error| Failure::io("cannot find the output folder", out, &error);
    let absolute = std::path::absolute(out).map_err(failed)?;
    if absolute.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink()) {
        return Err(Failure::new("cannot write a report to")
            .at(out)
            .because("it is a link")
            .help("name the folder that the link leads to"));
    }
    let mut missing = Vec::new();
    let mut existing = absolute.as_path();
    loop {
        match existing.canonicalize() {
            Ok(found) => return Ok(missing.iter().rev().fold(found, |path, part| path.join(part))),
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
            Err(error) => match (existing.parent(), existing.components().next_back()) {
                (Some(parent), Some(Component::Normal(part))) => {
                    missing.push(part);
                    existing = parent;
                }
                _ => return Err(failed(error)),
            },
        }
    }
}
