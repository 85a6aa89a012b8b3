//! A planning folder read from disk.
//!
//! Everything that takes part is read or the reading fails: a report from a part of the folder would be a
//! wrong report. A file that has not changed since the last reading is not read again.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, SystemTime};

use rayon::prelude::*;

use super::Sources;
use super::file::{self, Reading, Stamp};
use super::places::Role;
use super::walk::{self, Broken, Candidate, Walk};
use crate::diagnostic::{self, Code, Diagnostic, Place};
use crate::failure::Failure;
use crate::path::RelPath;

/// How often a folder that changes under our hands is read again, and how long we wait before.
const ATTEMPTS: u32 = 8;
const PAUSE: Duration = Duration::from_millis(20);

/// What was read, with what the file system said of it: the reading before the next one.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    files: BTreeMap<RelPath, Seen>,
    restless: BTreeSet<RelPath>,
}

impl Snapshot {
    /// The files that had changed so shortly before they were read that a further change would not show in their
    /// times: reading them again after a tenth of a second leaves no doubt.
    pub fn restless(&self) -> &BTreeSet<RelPath> {
        &self.restless
    }
}

#[derive(Debug, Clone)]
struct Seen {
    stamp: Stamp,
    bytes: Arc<[u8]>,
    /// Whether an equal stamp proves equal bytes.
    settled: bool,
}

/// Reads every file below `root` that takes part in a report, except what lies in one of `exclude` (the
/// output folder). Bytes of files that are as `previous` saw them are shared with it, not read.
///
/// # Errors
/// When `root` is not a folder, or anything in it that takes part cannot be read.
pub fn read(
    root: &Path,
    exclude: &[PathBuf],
    previous: Option<&Snapshot>,
) -> Result<(Sources, Snapshot), Failure> {
    let top = open_root(root)?;
    let exclude: Vec<PathBuf> = exclude.iter().map(|path| without_links(path)).collect();
    let mut moved = root.to_owned();
    for attempt in 0..ATTEMPTS {
        if attempt > 0 {
            thread::sleep(PAUSE);
        }
        let last = attempt + 1 == ATTEMPTS;
        match walk::walk(&top, &exclude).and_then(|walk| load(walk, previous, last)) {
            Ok((files, findings)) => return Ok(finish(&top, files, findings)),
            Err(Broken::Moved(path)) => moved = path,
            Err(Broken::Failed(failure)) => return Err(failure),
        }
    }
    Err(Failure::new("cannot read")
        .at(moved)
        .because("it keeps changing while it is read")
        .help("wait until nothing writes to the planning folder, then try again"))
}

/// Reads only files at these paths again, when `previous` saw each of them and each is still a file in its own
/// place, or what was or is there takes no part: as far as they tell, the folder is now as what this gives. `None`
/// when one of them is anything else.
pub fn glance(
    root: &Path,
    (sources, previous): (&Sources, &Snapshot),
    paths: &BTreeSet<RelPath>,
) -> Option<(Sources, Snapshot)> {
    let (top, now) = (open_root(root).ok()?, SystemTime::now());
    let mut taken = Vec::new();
    for path in paths {
        let location = top.join(path.as_str());
        if takes_no_part(path, &location, &previous.files) {
            continue;
        }
        let (seen, role) = (previous.files.get(path)?, Role::of(path)?);
        // A link, here or on the way, leads to a file that has another place.
        if location.canonicalize().ok()? != location {
            return None;
        }
        let candidate = Candidate { path: path.clone(), location, role };
        match take(&candidate, Some(seen), now, false) {
            Ok(Taken::File(file)) => taken.push((candidate.path, file)),
            Ok(Taken::Finding(_)) | Err(_) => return None,
        }
    }
    let mut files = previous.files.clone();
    files.extend(taken);
    Some(finish(&top, files, sources.findings().to_vec()))
}

/// Whether a path is neither that of a file that takes part nor that of a folder that holds or held one: what many
/// programs write first and then rename.
fn takes_no_part(path: &RelPath, location: &Path, files: &BTreeMap<RelPath, Seen>) -> bool {
    let is_plain = || match location.symlink_metadata() {
        Ok(metadata) => metadata.is_file(),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    };
    let same = files.range(path..).map(|(other, _)| other.as_str());
    let mut same = same.map_while(|other| other.strip_prefix(path.as_str()));
    Role::of(path).is_none() && !same.any(|rest| rest.starts_with('/')) && is_plain()
}

fn open_root(root: &Path) -> Result<PathBuf, Failure> {
    let help = "name the folder with portfolio.md or projects/ in it; `quarterdeck init` writes a small one";
    let top = root
        .canonicalize()
        .map_err(|error| Failure::io("cannot read the planning folder", root, &error).help(help))?;
    if !top.is_dir() {
        return Err(Failure::new("cannot read the planning folder")
            .at(root)
            .because("it is not a folder")
            .help(help));
    }
    Ok(top)
}

/// The path without links, also when its last part does not exist yet.
fn without_links(path: &Path) -> PathBuf {
    if let Ok(path) = path.canonicalize() {
        return path;
    }
    let parent = match path.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => return path.to_owned(),
    };
    match (parent.canonicalize(), path.file_name()) {
        (Ok(parent), Some(name)) => parent.join(name),
        _ => path.to_owned(),
    }
}

type Loaded = (BTreeMap<RelPath, Seen>, Vec<Diagnostic>);

/// Reads what the walk found. Unless this is the `last` attempt, a file that is being written is a reason to
/// look again; after it, the bytes are taken as they are and nothing is concluded from their stamp.
fn load(walk: Walk, previous: Option<&Snapshot>, last: bool) -> Result<Loaded, Broken> {
    let now = SystemTime::now();
    let read = |candidate: Candidate| {
        let seen = previous.and_then(|snapshot| snapshot.files.get(&candidate.path));
        let taken = take(&candidate, seen, now, last)?;
        Ok((candidate.path, taken))
    };
    let taken: Vec<Result<(RelPath, Taken), Broken>> = walk.candidates.into_par_iter().map(read).collect();
    let mut findings = walk.findings;
    let mut files = Vec::with_capacity(taken.len());
    // In path order, so that of several files that cannot be read the same one is named every time.
    for taken in taken {
        let (path, taken) = taken?;
        match taken {
            Taken::File(seen) => files.push((path, seen)),
            Taken::Finding(finding) => findings.push(*finding),
        }
    }
    diagnostic::sort(&mut findings);
    Ok((files.into_iter().collect(), findings))
}

enum Taken {
    File(Seen),
    Finding(Box<Diagnostic>),
}

fn take(candidate: &Candidate, seen: Option<&Seen>, now: SystemTime, last: bool) -> Result<Taken, Broken> {
    let location = &candidate.location;
    if let Some(seen) = seen.filter(|seen| seen.settled) {
        let metadata = location.symlink_metadata().map_err(|error| vanished_or_failed(location, &error))?;
        if Stamp::of(&metadata) == seen.stamp {
            return Ok(Taken::File(seen.clone()));
        }
    }
    let reading =
        file::read(location, candidate.role.limit()).map_err(|error| vanished_or_failed(location, &error))?;
    match reading {
        Reading::Whole { steady: false, .. } if !last => Err(Broken::Moved(location.clone())),
        Reading::Whole { bytes, stamp, steady } => {
            let bytes = seen.filter(|seen| seen.bytes == bytes).map_or(bytes, |seen| Arc::clone(&seen.bytes));
            Ok(Taken::File(Seen { stamp, bytes, settled: steady && !stamp.is_fresh(now) }))
        }
        Reading::TooLarge(size) => {
            Ok(Taken::Finding(Box::new(too_large(&candidate.path, candidate.role, size))))
        }
        Reading::NotAFile => Err(Broken::Moved(location.clone())),
    }
}

fn vanished_or_failed(path: &Path, error: &io::Error) -> Broken {
    let replaced_by_link = error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error());
    if error.kind() == io::ErrorKind::NotFound || replaced_by_link {
        return Broken::Moved(path.to_owned());
    }
    Broken::Failed(walk::unreadable(path, error))
}

pub(super) fn too_large(path: &RelPath, role: Role, size: u64) -> Diagnostic {
    let (what, limit) = (role.word(), role.limit());
    Diagnostic::new(Code::QD008, format!("{path} has {size} bytes, {what} may have at most {limit}"))
        .at(Place::file(path))
        .subject(path.as_str())
        .help("shorten it, or link to the long text instead")
}

fn finish(top: &Path, files: BTreeMap<RelPath, Seen>, findings: Vec<Diagnostic>) -> (Sources, Snapshot) {
    let name = top.file_name().map_or_else(|| "portfolio".into(), |name| name.to_string_lossy().into_owned());
    let bytes = files.iter().map(|(path, seen)| (path.clone(), Arc::clone(&seen.bytes))).collect();
    let restless = files.iter().filter(|(_, seen)| !seen.settled).map(|(path, _)| path.clone()).collect();
    (Sources::new(name, bytes, findings), Snapshot { files, restless })
}
