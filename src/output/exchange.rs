//! The new report beside the old one, then both change places in one step.
//!
//! Files that stay are linked into the new tree, which keeps their inode and time and costs no space; so are
//! the files of others. Where links or the exchange are not possible this says so and leaves no trace.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::io::Errno;

use super::ledger::{self, Ledger};
use super::listing::Kind;
use super::lock::Held;
use super::plan::{self, Plan};
use super::{Durability, Mode, Target, leftovers, write};
use crate::failure::Failure;
use crate::site::Site;

/// The most entries of others that are carried from tree to tree; with more, files are renamed in place.
const FOREIGN_LIMIT: usize = 2_000;

/// How an attempt to publish by exchange ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The report is in place.
    Done(Mode),
    /// Somebody changed the folder meanwhile: look again.
    Overtaken,
    /// This folder cannot be exchanged.
    Impossible,
}

/// Why a tree could not be filled or exchanged.
enum Stopped {
    Overtaken,
    Impossible,
    Failed(Failure),
}

impl From<Failure> for Stopped {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// Publishes by exchange, or says that it cannot be done here. `held` is the lock on the folder, `None` when
/// there was no folder.
pub(super) fn publish(
    target: &Target,
    held: Option<&Held>,
    site: &Site,
    plan: &Plan,
    durability: Durability,
    notes: &mut Vec<String>,
) -> Result<Outcome, Failure> {
    if !is_exchangeable(target, plan) {
        return Ok(Outcome::Impossible);
    }
    let Some((stage, _stage_held)) = leftovers::make_stage(target)? else { return Ok(Outcome::Impossible) };
    let published =
        fill(&stage, target, site, plan, durability).and_then(|()| commit(&stage, target.path(), held));
    match published {
        Ok(mode) => {
            write::sync_folder(target.parent(), durability)?;
            if mode == Mode::Exchanged {
                leftovers::discard(&stage, target.path(), notes);
            }
            Ok(Outcome::Done(mode))
        }
        Err(stopped) => {
            // What cannot be taken down now is met again by the next run.
            leftovers::discard(&stage, target.path(), &mut Vec::new());
            match stopped {
                Stopped::Overtaken => Ok(Outcome::Overtaken),
                Stopped::Impossible => Ok(Outcome::Impossible),
                Stopped::Failed(failure) => Err(failure),
            }
        }
    }
}

/// Whether everything in the folder can stand in two trees at once.
fn is_exchangeable(target: &Target, plan: &Plan) -> bool {
    let device = |path: &Path| path.symlink_metadata().ok().map(|metadata| metadata.dev());
    let out = device(target.path());
    (out.is_none() || out == device(target.parent()))
        && plan.foreign.len() <= FOREIGN_LIMIT
        && !plan.foreign.iter().any(|(_, kind)| *kind == Kind::Special)
}

fn fill(
    stage: &Path,
    target: &Target,
    site: &Site,
    plan: &Plan,
    durability: Durability,
) -> Result<(), Stopped> {
    let out = target.path();
    // The ledger comes first: whatever a kill leaves of this tree can be told from the work of others.
    write::file(&stage.join(ledger::NAME), Ledger::of(site).text().as_bytes(), durability)?;
    let folders = folders(site, plan);
    for folder in &folders {
        write::folder(&stage.join(folder))?;
    }
    let link = |path: &Path| link(&out.join(path), &stage.join(path));
    plan.keep.par_iter().try_for_each(|path| link(Path::new(path.as_str())))?;
    plan.foreign.iter().filter(|(_, kind)| *kind != Kind::Folder).try_for_each(|(path, _)| link(path))?;
    plan.write.par_iter().try_for_each(|path| {
        let bytes = site.get(path).map_or(&[][..], |bytes| bytes);
        write::file(&stage.join(path.as_str()), bytes, durability)
    })?;
    for (folder, _) in plan.foreign.iter().filter(|(_, kind)| *kind == Kind::Folder) {
        copy_owner_and_mode(&out.join(folder), &stage.join(folder));
    }
    if write::is_folder(out) {
        copy_owner_and_mode(out, stage);
    } else {
        write::folder_mode(stage)?;
    }
    for folder in &folders {
        write::sync_folder(&stage.join(folder), durability)?;
    }
    write::sync_folder(stage, durability)?;
    Ok(())
}

/// Every folder of the new tree, outer ones first.
fn folders(site: &Site, plan: &Plan) -> BTreeSet<PathBuf> {
    let ours = site.files().keys().flat_map(|path| plan::folders_above(path.as_str())).map(PathBuf::from);
    let foreign = plan.foreign.iter().flat_map(|(path, kind)| {
        path.ancestors().skip(usize::from(*kind != Kind::Folder)).map(Path::to_owned)
    });
    ours.chain(foreign).filter(|path| !path.as_os_str().is_empty()).collect()
}

fn link(from: &Path, to: &Path) -> Result<(), Stopped> {
    fs::hard_link(from, to).map_err(|error| match Errno::from_io_error(&error) {
        Some(Errno::XDEV | Errno::PERM | Errno::MLINK | Errno::NOTSUP | Errno::NOSYS | Errno::INVAL) => {
            Stopped::Impossible
        }
        Some(Errno::NOENT) => Stopped::Overtaken,
        _ => Stopped::Failed(write::failed("cannot link", to, &error)),
    })
}

/// Gives the new folder the owner and the mode of the old one, as far as we may.
fn copy_owner_and_mode(from: &Path, to: &Path) {
    let Ok(metadata) = from.symlink_metadata() else { return };
    let same_owner =
        to.symlink_metadata().is_ok_and(|now| (now.uid(), now.gid()) == (metadata.uid(), metadata.gid()));
    if !same_owner {
        let _ = std::os::unix::fs::chown(to, Some(metadata.uid()), Some(metadata.gid()));
    }
    let _ = fs::set_permissions(to, metadata.permissions());
}

/// The step that everything else prepares: afterwards the new report is in place.
fn commit(stage: &Path, out: &Path, held: Option<&Held>) -> Result<Mode, Stopped> {
    // Nothing was there to be locked. If a report is there now it is another process's, which may be taking
    // it down or reading it: it is looked at again, under its lock.
    if held.is_none() {
        return appear(stage, out);
    }
    match out.symlink_metadata() {
        Ok(metadata) if metadata.is_dir() => {}
        // Exchanging with a file or a link would work, and would be wrong.
        Ok(_) => return Err(Stopped::Overtaken),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(Stopped::Overtaken),
        Err(error) => return Err(Failure::io("cannot read", out, &error).into()),
    }
    match renameat_with(CWD, stage, CWD, out, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(Mode::Exchanged),
        Err(Errno::NOENT) => Err(Stopped::Overtaken),
        Err(Errno::XDEV | Errno::BUSY | Errno::NOSYS | Errno::INVAL | Errno::PERM | Errno::NOTSUP) => {
            Err(Stopped::Impossible)
        }
        Err(error) => Err(write::failed("cannot put the report in place at", out, &error.into()).into()),
    }
}

/// Puts the tree where nothing is yet.
fn appear(stage: &Path, out: &Path) -> Result<Mode, Stopped> {
    let appeared = match renameat_with(CWD, stage, CWD, out, RenameFlags::NOREPLACE) {
        Err(Errno::NOSYS | Errno::INVAL | Errno::NOTSUP) => fs::rename(stage, out),
        other => other.map_err(io::Error::from),
    };
    appeared.map(|()| Mode::Created).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists | io::ErrorKind::DirectoryNotEmpty | io::ErrorKind::NotADirectory => {
            Stopped::Overtaken
        }
        _ => write::failed("cannot put the report in place at", out, &error).into(),
    })
}
