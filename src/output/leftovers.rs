//! Trees that nobody needs any more: the report before, and stages of processes that were killed.
//!
//! They are taken down name by name. What their ledger does not name and what is not also in the live folder
//! is somebody else's work, and moves there instead of being removed.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::ledger::{self, Ledger};
use super::lock::{self, Attempt, Held};
use super::{Target, write};
use crate::failure::Failure;
use crate::path::RelPath;

/// How many stages of one output folder may lie about.
const STAGES: usize = 8;

/// The longest name that every common file system takes, in bytes.
const NAME_LIMIT: usize = 255;

/// Makes and locks an empty folder beside the output folder. `None` when the place allows none.
pub(super) fn make_stage(target: &Target) -> Result<Option<(PathBuf, Held)>, Failure> {
    for path in stages(target) {
        match fs::create_dir(&path) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
            Err(error) if is_refusal(&error) && target.path().is_dir() => return Ok(None),
            Err(error) => return Err(write::failed("cannot make the folder", &path, &error)),
        }
        match lock::attempt(&path) {
            Ok(Attempt::Held(held)) => return Ok(Some((path, held))),
            // Another process took it for a leftover before we locked it.
            Ok(Attempt::Busy | Attempt::Absent) => {}
            Err(error) => return Err(Failure::io("cannot lock", &path, &error)),
        }
    }
    Err(Failure::new("cannot make a folder beside")
        .at(target.path())
        .because("too many stages are left there"))
}

fn is_refusal(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

/// Takes down the stages of processes that are gone. What could not be done is told as sentences.
pub(super) fn sweep(target: &Target) -> Vec<String> {
    let mut notes = Vec::new();
    for path in stages(target).filter(|path| write::is_folder(path)) {
        match lock::attempt(&path) {
            Ok(Attempt::Held(_)) => discard(&path, target.path(), &mut notes),
            // Where nothing is any more, another process may be making its stage at this moment.
            Ok(Attempt::Busy | Attempt::Absent) => {}
            Err(error) => notes.push(note("cannot look into", &path, &error)),
        }
    }
    notes
}

/// The places where a stage may be, in the order in which they are used.
fn stages(target: &Target) -> impl Iterator<Item = PathBuf> {
    let name = target.name();
    let mut stem = OsString::from(".");
    stem.push(name);
    if stem.len() + ".quarterdeck-0".len() > NAME_LIMIT {
        let hash = blake3::hash(name.as_encoded_bytes()).to_hex();
        stem = OsString::from(format!(".{}", &hash[..16]));
    }
    (1..=STAGES).map(move |number| {
        let mut name = stem.clone();
        name.push(format!(".quarterdeck-{number}"));
        target.parent().join(name)
    })
}

/// Takes down a tree of ours beside the `live` one.
pub(super) fn discard(tree: &Path, live: &Path, notes: &mut Vec<String>) {
    let ledger = Ledger::read(tree).ok().flatten().unwrap_or_default();
    let before = notes.len();
    for entry in WalkDir::new(tree).min_depth(1).contents_first(true) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                notes.push(format!("cannot look into {}: {error}", tree.display()));
                continue;
            }
        };
        let Ok(inside) = entry.path().strip_prefix(tree) else { continue };
        // The ledger goes last, so that a kill in between leaves a tree that still explains itself.
        if inside == Path::new(ledger::NAME) {
            continue;
        }
        let done = if entry.file_type().is_dir() {
            fs::remove_dir(entry.path())
        } else if entry.file_type().is_file() && is_ours(inside, &ledger) {
            fs::remove_file(entry.path())
        } else {
            give_back(entry.path(), &live.join(inside))
        };
        if let Err(error) = done {
            notes.push(note("cannot remove", entry.path(), &error));
        }
    }
    if notes.len() == before {
        let last = fs::remove_file(tree.join(ledger::NAME))
            .or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) })
            .and_then(|()| fs::remove_dir(tree));
        if let Err(error) = last {
            notes.push(note("cannot remove", tree, &error));
        }
    }
}

fn is_ours(inside: &Path, ledger: &Ledger) -> bool {
    inside.to_str().and_then(RelPath::new).is_some_and(|path| ledger.owns(&path))
}

/// Takes a file that is not ours out of a tree of ours: when the live folder has the very same file, the
/// name goes; when it has none, the file moves there; when it has another, nothing is touched.
fn give_back(found: &Path, live: &Path) -> io::Result<()> {
    let identity = |path: &Path| path.symlink_metadata().map(|metadata| (metadata.dev(), metadata.ino()));
    match identity(live) {
        Ok(same) if same == identity(found)? => fs::remove_file(found),
        Ok(_) => Err(io::Error::other(format!("{} is another file", live.display()))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if let Some(parent) = live.parent() {
                fs::create_dir_all(parent)?;
            }
            // A link first and then the removal, because a rename could replace a file that has just come.
            fs::hard_link(found, live)?;
            fs::remove_file(found)
        }
        Err(error) => Err(error),
    }
}

fn note(tried: &str, path: &Path, error: &io::Error) -> String {
    Failure::io(tried, path, error).to_string()
}
