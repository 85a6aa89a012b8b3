//! The files of a revision: listed, then taken from what was read of the repository's objects.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::sync::Arc;

use rayon::prelude::*;

use super::command::{Answer, first_line};
use super::objects::{self, Blob, Oid};
use super::{Commit, Repository};
use crate::diagnostic::{self, Code, Diagnostic, Level, Place};
use crate::failure::Failure;
use crate::path::RelPath;
use crate::source::Sources;
use crate::source::folder::too_large;
use crate::source::places::{self, Role};
use crate::source::walk::{FILE_LIMIT, bad_link, unreadable_name};

/// The most links that are followed one after the other.
const LINK_LIMIT: usize = 8;

/// What a revision has below the planning folder.
#[derive(Default)]
struct Listing {
    files: BTreeMap<RelPath, (Oid, Role)>,
    links: BTreeMap<RelPath, Oid>,
    findings: Vec<Diagnostic>,
}

/// The planning folder in each commit; equal files are read once.
pub(super) fn read(repository: &Repository, commits: &[&Commit]) -> Result<Vec<Option<Sources>>, Failure> {
    let listing = |commit: &&Commit| match folder_tree(repository, commit)? {
        Some(tree) => list(repository, &tree).map(Some),
        None => Ok(None),
    };
    let listings: Vec<Option<Listing>> = commits.par_iter().map(listing).collect::<Result<_, Failure>>()?;
    let wanted: BTreeSet<&str> = listings
        .iter()
        .flatten()
        .flat_map(|listing| listing.files.values().map(|(oid, _)| oid).chain(listing.links.values()))
        .map(AsRef::as_ref)
        .collect();
    let blobs = objects::read(repository, &wanted)?;
    Ok(listings.into_iter().map(|listing| listing.map(|l| sources(repository, l, &blobs))).collect())
}

/// The folders of a commit that hold a `portfolio.md`.
pub(super) fn portfolios(repository: &Repository, commit: &Commit) -> Result<Vec<OsString>, Failure> {
    let mut folders = Vec::new();
    for entry in entries(&listed(repository, commit.id())?) {
        let file = entry.path.rsplit(|byte| *byte == b'/').next().unwrap_or_default();
        if file == places::SETTINGS.as_bytes() {
            let folder = entry.path[..entry.path.len() - file.len()].to_vec();
            folders.push(OsString::from_vec(folder.strip_suffix(b"/").unwrap_or(&folder).to_vec()));
        }
    }
    Ok(folders)
}

/// The id of the planning folder's tree in a commit.
fn folder_tree(repository: &Repository, commit: &Commit) -> Result<Option<Oid>, Failure> {
    let mut name = OsString::from(format!("{commit}:", commit = commit.id()));
    name.push(&repository.inside);
    let arguments = ["rev-parse", "--verify", "--quiet", "--end-of-options"].map(OsString::from);
    let answer = repository.git.ask(arguments.into_iter().chain([name]))?;
    Ok(answer.text().filter(|id| !id.is_empty()).map(Into::into))
}

fn listed(repository: &Repository, tree: &str) -> Result<Vec<u8>, Failure> {
    match repository.git.ask(["ls-tree", "-r", "-z", "--full-tree", tree])? {
        Answer::Yes(bytes) => Ok(bytes),
        Answer::No(reason) => Err(Failure::new(format!("cannot list {}", repository.inside()))
            .because(first_line(&reason))
            .help("name the planning folder with `--path DIR`")),
    }
}

/// One line of `ls-tree`.
struct Entry<'a> {
    mode: &'a [u8],
    oid: &'a str,
    path: &'a [u8],
}

fn entries(listing: &[u8]) -> impl Iterator<Item = Entry<'_>> {
    listing.split(|byte| *byte == 0).filter_map(|line| {
        let tab = line.iter().position(|byte| *byte == b'\t')?;
        let mut head = line[..tab].split(|byte| *byte == b' ');
        let mode = head.next()?;
        let oid = std::str::from_utf8(head.nth(1)?).ok()?;
        Some(Entry { mode, oid, path: &line[tab + 1..] })
    })
}

fn list(repository: &Repository, tree: &str) -> Result<Listing, Failure> {
    let bytes = listed(repository, tree)?;
    let mut listing = Listing::default();
    let has_projects = entries(&bytes).any(|entry| entry.path.starts_with(b"projects/"));
    for entry in entries(&bytes) {
        add(&mut listing, &entry, has_projects);
    }
    if listing.files.len() > FILE_LIMIT {
        return Err(Failure::new(format!("cannot read {}", repository.inside()))
            .because(format!("it has more than {FILE_LIMIT} files"))
            .help("name the planning folder itself with `--path DIR`"));
    }
    Ok(listing)
}

fn add(listing: &mut Listing, entry: &Entry<'_>, has_projects: bool) {
    let text = std::str::from_utf8(entry.path).ok().filter(|text| !text.contains(char::is_control));
    let Some(path) = text.and_then(RelPath::new) else {
        if let Some(shown) = shown(entry.path).filter(|shown| Role::of(shown).is_some()) {
            listing.findings.push(unreadable_name(&shown));
        }
        return;
    };
    let role = match Role::of(&path) {
        Some(Role::TopDocument) if has_projects => return,
        Some(role) => role,
        None if entry.mode == b"160000" && path.parts().next().is_some_and(places::is_place) => {
            listing.findings.push(submodule(&path));
            return;
        }
        None => return,
    };
    match entry.mode {
        b"100644" | b"100755" | b"100664" => _ = listing.files.insert(path, (entry.oid.into(), role)),
        b"120000" => _ = listing.links.insert(path, entry.oid.into()),
        _ => listing.findings.push(submodule(&path)),
    }
}

fn shown(path: &[u8]) -> Option<RelPath> {
    let text = String::from_utf8_lossy(path);
    let text: String =
        text.chars().map(|c| if c.is_control() || c == '\\' { '\u{fffd}' } else { c }).collect();
    RelPath::new(&text)
}

/// A repository inside this one: its files belong to another history.
fn submodule(path: &RelPath) -> Diagnostic {
    let mut finding = Diagnostic::new(
        Code::QD014,
        format!("{path} is a repository of its own, and is not read from a revision"),
    )
    .at(Place::file(path))
    .subject(path.as_str())
    .help("keep planning docs in the repository itself");
    finding.level = Level::Warning;
    finding
}

fn sources(repository: &Repository, listing: Listing, blobs: &BTreeMap<Oid, Blob>) -> Sources {
    let Listing { files: listed, links, mut findings } = listing;
    let mut files = BTreeMap::new();
    for (path, (oid, role)) in &listed {
        take(&mut files, &mut findings, path, blobs.get(oid), *role);
    }
    for path in links.keys() {
        match follow(path, &links, blobs).and_then(|target| listed.get(&target)) {
            Some((oid, _)) => {
                let role = Role::of(path).unwrap_or(Role::Document);
                take(&mut files, &mut findings, path, blobs.get(oid), role);
            }
            None => findings.push(bad_link(path, "leads to no document of this revision")),
        }
    }
    diagnostic::sort(&mut findings);
    Sources::new(repository.name.clone(), files, findings)
}

fn take(
    files: &mut BTreeMap<RelPath, Arc<[u8]>>,
    findings: &mut Vec<Diagnostic>,
    path: &RelPath,
    blob: Option<&Blob>,
    role: Role,
) {
    match blob {
        Some(Blob::Whole(bytes)) if bytes.len() as u64 <= role.limit() => {
            files.insert(path.clone(), Arc::clone(bytes));
        }
        Some(Blob::Whole(bytes)) => findings.push(too_large(path, role, bytes.len() as u64)),
        Some(Blob::TooLarge(size)) => findings.push(too_large(path, role, *size)),
        None => {}
    }
}

/// Where a link leads inside the folder, over as many links as reasonable.
fn follow(path: &RelPath, links: &BTreeMap<RelPath, Oid>, blobs: &BTreeMap<Oid, Blob>) -> Option<RelPath> {
    let mut here = path.clone();
    for _ in 0..LINK_LIMIT {
        let Some(oid) = links.get(&here) else { return Some(here) };
        let Some(Blob::Whole(target)) = blobs.get(oid) else { return None };
        here = joined(&here, std::str::from_utf8(target).ok()?)?;
    }
    None
}

/// The path that `target` names when it is written in the file at `path`.
fn joined(path: &RelPath, target: &str) -> Option<RelPath> {
    if target.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = path.parts().collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop()?,
            part => parts.push(part),
        }
    }
    RelPath::new(&parts.join("/"))
}
