//! Publishing into a folder that cannot be exchanged: a mounted folder, a file system without the call.
//!
//! ```text
//! stage    out/.quarterdeck-stage   the new ledger and every file that changes, complete
//! commit   out/.quarterdeck-commit  the stage under its other name: from here on the report is new
//! finish   files move out of it one by one, stale ones go, the ledger moves last, the folder goes
//! ```
//!
//! Before the commit a kill changes nothing; after it the next run finishes, because everything that is
//! still to be done is in that folder. For as long as finishing takes, a reader may meet pages of both
//! reports; files that others link to move first.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use rayon::prelude::*;
use walkdir::WalkDir;

use super::ledger::{self, Ledger};
use super::plan::{self, Plan};
use super::{Durability, leftovers, write};
use crate::failure::Failure;
use crate::path::RelPath;
use crate::site::Site;

/// The folder in which the changes of a report are collected.
pub(super) const STAGE: &str = ".quarterdeck-stage";

/// The same folder once it is complete.
pub(super) const COMMIT: &str = ".quarterdeck-commit";

/// Whether a report is partly in place here.
pub(super) fn is_interrupted(out: &Path) -> bool {
    write::is_folder(&out.join(COMMIT))
}

/// Publishes by renaming files into the folder, one by one.
pub(super) fn publish(out: &Path, site: &Site, plan: &Plan, durability: Durability) -> Result<(), Failure> {
    let stage = out.join(STAGE);
    if let Err(failure) = fill(&stage, site, plan, durability) {
        discard_stage(out);
        return Err(failure);
    }
    let commit = out.join(COMMIT);
    if let Err(error) = fs::rename(&stage, &commit) {
        discard_stage(out);
        return Err(write::failed("cannot make the folder", &commit, &error));
    }
    write::sync_folder(out, durability)?;
    roll_forward(out)?;
    write::sync_folder(out, durability)
}

/// Finishes what an earlier run began: completes a committed report and removes an incomplete stage.
pub(super) fn finish(out: &Path) -> Result<(), Failure> {
    discard_stage(out);
    if is_interrupted(out) { roll_forward(out) } else { Ok(()) }
}

fn discard_stage(out: &Path) {
    let stage = out.join(STAGE);
    if write::is_folder(&stage) {
        // What stays behind is met again by the next run, and by the one that makes a stage.
        leftovers::discard(&stage, out, &mut Vec::new());
    }
}

fn fill(stage: &Path, site: &Site, plan: &Plan, durability: Durability) -> Result<(), Failure> {
    fs::create_dir(stage).map_err(|error| write::failed("cannot make the folder", stage, &error))?;
    write::folder_mode(stage)?;
    write::file(&stage.join(ledger::NAME), Ledger::of(site).text().as_bytes(), durability)?;
    let folders: BTreeSet<&str> =
        plan.write.iter().flat_map(|path| plan::folders_above(path.as_str())).collect();
    for folder in &folders {
        write::folder(&stage.join(folder))?;
    }
    plan.write.par_iter().try_for_each(|path| {
        let bytes = site.get(path).map_or(&[][..], |bytes| bytes);
        write::file(&stage.join(path.as_str()), bytes, durability)
    })?;
    folders.iter().try_for_each(|folder| write::sync_folder(&stage.join(folder), durability))?;
    write::sync_folder(stage, durability)
}

/// Completes a committed report. Every step may be met half done or done.
fn roll_forward(out: &Path) -> Result<(), Failure> {
    let commit = out.join(COMMIT);
    if let Some(new) = Ledger::read(&commit)? {
        let old = Ledger::read(out)?.unwrap_or_default();
        let waiting = waiting(&commit)?;
        make_room(out, &old, &new)?;
        for path in &waiting {
            move_in(&commit, out, path, &old, &new)?;
        }
        for path in old.paths().filter(|path| !new.owns(path)) {
            remove_stale(out, path)?;
        }
        rename(&commit.join(ledger::NAME), &out.join(ledger::NAME))?;
    }
    remove_empty(&commit)
}

/// Removes a tree of folders in which no file is left.
fn remove_empty(tree: &Path) -> Result<(), Failure> {
    for entry in WalkDir::new(tree).contents_first(true) {
        let entry = entry.map_err(|error| Failure::new("cannot read").at(tree).because(error.to_string()))?;
        fs::remove_dir(entry.path()).map_err(|error| write::failed("cannot remove", entry.path(), &error))?;
    }
    Ok(())
}

/// The files that still have to move, those first that others link to.
fn waiting(commit: &Path) -> Result<Vec<RelPath>, Failure> {
    let mut waiting = Vec::new();
    for entry in WalkDir::new(commit).min_depth(1) {
        let entry =
            entry.map_err(|error| Failure::new("cannot read").at(commit).because(error.to_string()))?;
        let path = entry.path().strip_prefix(commit).ok().and_then(Path::to_str).and_then(RelPath::new);
        if let Some(path) = path.filter(|path| entry.file_type().is_file() && path.as_str() != ledger::NAME) {
            waiting.push(path);
        }
    }
    waiting.sort_by_cached_key(|path| (link_order(path), path.clone()));
    Ok(waiting)
}

/// Assets and data, then pages, then the pages at the top, then the first page of all.
fn link_order(path: &RelPath) -> u8 {
    match (path.extension(), path.top_folder()) {
        ("html", None) if path.as_str() == "index.html" => 3,
        ("html", None) => 2,
        ("html", Some(_)) => 1,
        _ => 0,
    }
}

/// Removes stale files of ours that stand where a folder must be, and folders of ours where a file must be.
fn make_room(out: &Path, old: &Ledger, new: &Ledger) -> Result<(), Failure> {
    let folders: BTreeSet<&str> = new.paths().flat_map(|path| plan::folders_above(path.as_str())).collect();
    for path in old.paths().filter(|path| !new.owns(path)) {
        let is_in_the_way = folders.contains(path.as_str())
            || plan::folders_above(path.as_str())
                .any(|folder| RelPath::new(folder).is_some_and(|folder| new.owns(&folder)));
        if is_in_the_way {
            remove_stale(out, path)?;
        }
    }
    Ok(())
}

fn move_in(commit: &Path, out: &Path, path: &RelPath, old: &Ledger, new: &Ledger) -> Result<(), Failure> {
    let mut folders: Vec<&str> = plan::folders_above(path.as_str()).collect();
    folders.reverse();
    for folder in folders {
        write::folder(&out.join(folder))?;
    }
    let to = out.join(path.as_str());
    let is_ours = old.owns(path) && write::is_file(&to);
    if !is_ours && new.owns(path) && to.symlink_metadata().is_ok() {
        return Err(plan::stands_in_the_way(&to, path.as_str()));
    }
    rename(&commit.join(path.as_str()), &to)
}

fn rename(from: &Path, to: &Path) -> Result<(), Failure> {
    fs::rename(from, to).map_err(|error| {
        write::failed("cannot write", to, &error).help("build again: what is missing will be completed")
    })
}

/// Removes a file of ours and the folders that become empty by it.
fn remove_stale(out: &Path, path: &RelPath) -> Result<(), Failure> {
    // A link among the folders would lead elsewhere; what lies there is not ours.
    if !plan::folders_above(path.as_str()).all(|folder| write::is_folder(&out.join(folder))) {
        return Ok(());
    }
    let stale = out.join(path.as_str());
    if write::is_file(&stale) {
        fs::remove_file(&stale).map_err(|error| write::failed("cannot remove", &stale, &error))?;
    }
    for folder in plan::folders_above(path.as_str()) {
        if fs::remove_dir(out.join(folder)).is_err() {
            break;
        }
    }
    Ok(())
}
