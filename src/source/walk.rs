//! Finding the files of a planning folder: which there are and which must not be opened.
//!
//! No file is opened here. Links are resolved but not followed into folders; what cannot take part though
//! its place says it should is a finding, never silence.

use std::ffi::OsStr;
use std::fs::FileType;
use std::io;
use std::os::unix::fs::FileTypeExt;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::places::{self, Role};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::failure::Failure;
use crate::path::RelPath;

/// The deepest folder that is looked into, counted from the planning folder.
pub(super) const DEPTH_LIMIT: usize = 64;

/// The most files that one planning folder may have.
pub(super) const FILE_LIMIT: usize = 200_000;

/// A file to read: where it stands in the folder, where the system finds it, what it is.
#[derive(Debug)]
pub(super) struct Candidate {
    pub(super) path: RelPath,
    pub(super) location: PathBuf,
    pub(super) role: Role,
}

/// What a walk found: files to read in path order, and findings about the others.
#[derive(Debug, Default)]
pub(super) struct Walk {
    pub(super) candidates: Vec<Candidate>,
    pub(super) findings: Vec<Diagnostic>,
}

/// Why a walk gave nothing.
pub(super) enum Broken {
    /// A file or folder went away while the folder was read: look again.
    Moved(PathBuf),
    /// Something that will not mend itself.
    Failed(Failure),
}

/// Lists the files that take part below `root`, which must be an absolute path without links in it.
pub(super) fn walk(root: &Path, exclude: &[PathBuf]) -> Result<Walk, Broken> {
    let mut walk = Walk::default();
    let mut top_documents = Vec::new();
    let mut has_projects = false;
    let entries = WalkDir::new(root).min_depth(1).max_depth(DEPTH_LIMIT + 1).into_iter();
    for entry in entries.filter_entry(|entry| is_wanted(entry, exclude)) {
        let entry = entry.map_err(|error| broken(root, error))?;
        if entry.depth() == 1 && entry.file_name() == places::PROJECTS {
            has_projects = true;
        }
        if entry.file_type().is_dir() && !is_settings(&entry) {
            if entry.depth() > DEPTH_LIMIT {
                walk.findings.push(too_deep(&shown(root, entry.path())));
            }
            continue;
        }
        let into = if is_top_document(&entry) { &mut top_documents } else { &mut walk.candidates };
        match classify(root, exclude, &entry) {
            Ok(Some(candidate)) => into.push(candidate),
            Ok(None) => {}
            Err(Refused::Finding(finding)) => walk.findings.push(*finding),
            Err(Refused::Moved) => return Err(Broken::Moved(entry.into_path())),
            Err(Refused::Failed(failure)) => return Err(Broken::Failed(failure)),
        }
        if walk.candidates.len() + top_documents.len() > FILE_LIMIT {
            return Err(Broken::Failed(too_many(root)));
        }
    }
    if !has_projects {
        walk.candidates.append(&mut top_documents);
    }
    walk.candidates.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(walk)
}

/// Whether the walk looks at an entry, and into it when it is a folder.
fn is_wanted(entry: &DirEntry, exclude: &[PathBuf]) -> bool {
    if exclude.iter().any(|path| path == entry.path()) {
        return false;
    }
    let Some(name) = entry.file_name().to_str() else { return entry.depth() > 1 };
    if places::is_ignored(name) {
        return false;
    }
    entry.depth() > 1
        || places::is_place(name)
        || name == places::SETTINGS
        || (places::is_markdown(name) && !entry.file_type().is_dir())
}

fn is_top_document(entry: &DirEntry) -> bool {
    entry.depth() == 1 && entry.file_name() != places::SETTINGS
}

fn is_settings(entry: &DirEntry) -> bool {
    entry.depth() == 1 && entry.file_name() == places::SETTINGS
}

enum Refused {
    Finding(Box<Diagnostic>),
    Moved,
    Failed(Failure),
}

impl From<Diagnostic> for Refused {
    fn from(finding: Diagnostic) -> Self {
        Self::Finding(Box::new(finding))
    }
}

fn classify(root: &Path, exclude: &[PathBuf], entry: &DirEntry) -> Result<Option<Candidate>, Refused> {
    let Some(path) = plain_path(root, entry.path()) else {
        let shown = shown(root, entry.path());
        return if Role::of(&shown).is_some() { Err(unreadable_name(&shown).into()) } else { Ok(None) };
    };
    let known = Role::of(&path);
    let role = match known {
        Some(role) => role,
        // A link or a pipe in the place of a whole folder: `projects -> /elsewhere`.
        None if entry.depth() == 1 => Role::Document,
        None if is_link_to_folder(entry) => Role::Document,
        None => return Ok(None),
    };
    let kind = entry.file_type();
    if kind.is_symlink() {
        let location = resolve(root, exclude, &path, entry.path())?;
        return Ok(Some(Candidate { path, location, role }));
    }
    if !kind.is_file() || known.is_none() {
        return Err(not_a_file(&path, kind).into());
    }
    Ok(Some(Candidate { path, location: entry.path().to_owned(), role }))
}

/// Whether documents may be expected behind a link, though its own name is not that of one.
fn is_link_to_folder(entry: &DirEntry) -> bool {
    entry.path_is_symlink() && entry.path().metadata().is_ok_and(|behind| behind.is_dir())
}

/// The path below `root`, when it is text that every system and every page can show.
fn plain_path(root: &Path, path: &Path) -> Option<RelPath> {
    let text = path.strip_prefix(root).ok()?.to_str()?;
    let is_plain = text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    if !is_plain && text.chars().any(char::is_control) { None } else { RelPath::new(text) }
}

/// The path below `root` as well as it can be shown.
fn shown(root: &Path, path: &Path) -> RelPath {
    let text = path.strip_prefix(root).unwrap_or(path).to_string_lossy();
    let text: String =
        text.chars().map(|c| if c.is_control() || c == '\\' { '\u{fffd}' } else { c }).collect();
    #[expect(clippy::expect_used, reason = "a path below the root, from which nothing unclean is left")]
    RelPath::new(&text).expect("a clean relative path")
}

/// The regular file inside the folder that a link leads to.
fn resolve(root: &Path, exclude: &[PathBuf], path: &RelPath, link: &Path) -> Result<PathBuf, Refused> {
    let refuse = |what: &str| Refused::from(bad_link(path, what));
    let target = match link.canonicalize() {
        Ok(target) => target,
        Err(error) => return Err(unresolved(path, link, &error)),
    };
    let Ok(inside) = target.strip_prefix(root) else {
        return Err(refuse("leads out of the planning folder"));
    };
    let hidden = |part: &OsStr| part.to_str().is_none_or(places::is_ignored);
    if inside.iter().any(hidden) || exclude.iter().any(|path| target.starts_with(path)) {
        return Err(refuse("leads to a file that takes no part in a report"));
    }
    match target.symlink_metadata() {
        Ok(metadata) if metadata.is_file() => Ok(target),
        Ok(metadata) if metadata.is_dir() => {
            Err(refuse("leads to a folder, and only links to files are followed"))
        }
        Ok(_) => Err(refuse("leads to something that is not a file")),
        Err(_) => Err(Refused::Moved),
    }
}

fn unresolved(path: &RelPath, link: &Path, error: &io::Error) -> Refused {
    match error.kind() {
        io::ErrorKind::NotFound if link.symlink_metadata().is_err() => Refused::Moved,
        io::ErrorKind::NotFound => bad_link(path, "leads to nothing").into(),
        _ if error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error()) => {
            bad_link(path, "runs in a circle").into()
        }
        io::ErrorKind::NotADirectory => bad_link(path, "leads to nothing").into(),
        _ => Refused::Failed(Failure::io("cannot follow the link", link, error)),
    }
}

pub(super) fn bad_link(path: &RelPath, what: &str) -> Diagnostic {
    Diagnostic::new(Code::QD014, format!("{path} is a link that {what}"))
        .at(Place::file(path))
        .subject(path.as_str())
        .help("put the file itself there, or remove the link")
}

fn not_a_file(path: &RelPath, kind: FileType) -> Diagnostic {
    let what = match kind {
        kind if kind.is_dir() => "a folder",
        kind if kind.is_fifo() => "a pipe",
        kind if kind.is_socket() => "a socket",
        kind if kind.is_file() => "a file where a folder is expected",
        _ => "a device",
    };
    let wanted = if kind.is_file() { "" } else { ", not a file" };
    Diagnostic::new(Code::QD014, format!("{path} is {what}{wanted}"))
        .at(Place::file(path))
        .subject(path.as_str())
        .help("move it out of the planning folder, or rename it")
}

pub(super) fn unreadable_name(shown: &RelPath) -> Diagnostic {
    Diagnostic::new(
        Code::QD015,
        format!("the name of {shown} is not plain text: `\u{fffd}` stands for what is not"),
    )
    .at(Place::file(shown))
    .subject(shown.as_str())
    .help("rename the file with lower-case letters, digits and hyphens")
}

fn too_deep(path: &RelPath) -> Diagnostic {
    Diagnostic::new(Code::QD008, format!("{path} lies more than {DEPTH_LIMIT} folders deep"))
        .at(Place::file(path))
        .subject(path.as_str())
        .help("move its files further up")
}

fn too_many(root: &Path) -> Failure {
    Failure::new("cannot read")
        .at(root)
        .because(format!("it has more than {FILE_LIMIT} files"))
        .help("name the planning folder itself, not a folder above it")
}

fn broken(root: &Path, error: walkdir::Error) -> Broken {
    let path = error.path().unwrap_or(root).to_owned();
    let error = error.into_io_error().unwrap_or_else(|| io::Error::other("a circle of links"));
    if error.kind() == io::ErrorKind::NotFound && path != root {
        return Broken::Moved(path);
    }
    Broken::Failed(unreadable(&path, &error))
}

/// A failure to read something that is there.
pub(super) fn unreadable(path: &Path, error: &io::Error) -> Failure {
    let failure = Failure::io("cannot read", path, error);
    if error.kind() == io::ErrorKind::PermissionDenied {
        return failure
            .help("let yourself read it, or move it away: a report never leaves a file out silently");
    }
    failure
}
