//! The files of a revision: listed, then read in few streams.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::os::unix::ffi::OsStringExt;
use std::process::{ChildStdin, ChildStdout, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use rayon::prelude::*;

use super::command::{Answer, cannot_run, first_line};
use super::{Commit, Repository};
use crate::diagnostic::{self, Code, Diagnostic, Level, Place};
use crate::failure::Failure;
use crate::path::RelPath;
use crate::source::Sources;
use crate::source::folder::too_large;
use crate::source::places::{self, Role};
use crate::source::walk::{FILE_LIMIT, bad_link, unreadable_name};

/// The id of an object, in hexadecimal digits.
type Oid = Box<str>;

/// At most so many programs unpack objects at the same time.
const MOST_STREAMS: usize = 4;
/// For fewer objects than this a further program costs more than it saves.
const WORTH_A_STREAM: usize = 400;

/// The most links that are followed one after the other.
const LINK_LIMIT: usize = 8;

/// What a revision has below the planning folder.
#[derive(Default)]
struct Listing {
    files: BTreeMap<RelPath, (Oid, Role)>,
    links: BTreeMap<RelPath, Oid>,
    findings: Vec<Diagnostic>,
}

/// An object's bytes, or only its size where it is larger than anything that is read.
#[derive(Clone)]
enum Blob {
    Whole(Arc<[u8]>),
    TooLarge(u64),
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
    let blobs = read_blobs(repository, &wanted)?;
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

/// How many bytes git may be ahead of us, where the system allows.
const ROOM: usize = 1 << 20;

/// In this time git writes a good part of that.
const PAUSE: Duration = Duration::from_micros(500);

/// Reads objects, each once: many of them in several streams, because git unpacks on one thread.
fn read_blobs(repository: &Repository, wanted: &BTreeSet<&str>) -> Result<BTreeMap<Oid, Blob>, Failure> {
    let wanted: Vec<&str> = wanted.iter().copied().collect();
    let streams = rayon::current_num_threads().clamp(1, MOST_STREAMS);
    let share = wanted.len().div_ceil(streams).max(WORTH_A_STREAM);
    let read: Vec<BTreeMap<Oid, Blob>> =
        wanted.par_chunks(share).map(|part| read_stream(repository, part)).collect::<Result<_, Failure>>()?;
    Ok(read.into_iter().flatten().collect())
}

/// Reads objects in one stream.
fn read_stream(repository: &Repository, wanted: &[&str]) -> Result<BTreeMap<Oid, Blob>, Failure> {
    let mut child = repository
        .git
        .command()
        .args(["cat-file", "--batch", "--buffer"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| cannot_run(&error))?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let (Some(stdin), Some(stdout)) = (stdin, stdout) else {
        return Err(Failure::new("cannot talk to git"));
    };
    let blobs = thread::scope(|scope| {
        // Git answers while it is still being asked; one thread alone would wait for itself.
        scope.spawn(|| ask(stdin, wanted));
        let room = room_in(&stdout);
        receive(BufReader::with_capacity(ROOM, Unhurried { stream: stdout, room, read: room }), wanted)
    });
    let _ = child.wait();
    blobs
}

/// The room that was made in a pipe; none where that cannot be.
#[cfg(target_os = "linux")]
fn room_in(pipe: &ChildStdout) -> usize {
    rustix::pipe::fcntl_setpipe_size(pipe, ROOM).unwrap_or(0)
}

/// Elsewhere pipes are as they are.
#[cfg(not(target_os = "linux"))]
fn room_in(_: &ChildStdout) -> usize {
    0
}

/// A stream from a process that writes little at a time. Whoever waits for every piece is woken for every piece,
/// and each time both are held up; where there is room, some of it is left to fill first.
struct Unhurried<S> {
    stream: S,
    /// How many bytes the process may be ahead.
    room: usize,
    /// How many bytes the last piece had.
    read: usize,
}

impl<S: Read> Read for Unhurried<S> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.read < self.room / 4 {
            thread::sleep(PAUSE);
        }
        self.read = self.stream.read(into)?;
        Ok(self.read)
    }
}

/// Writes the ids. When git has ended, the reader sees that.
fn ask(stdin: ChildStdin, wanted: &[&str]) {
    let mut stdin = io::BufWriter::new(stdin);
    for oid in wanted {
        if writeln!(stdin, "{oid}").is_err() {
            return;
        }
    }
    let _ = stdin.flush();
}

fn receive(mut out: impl BufRead, wanted: &[&str]) -> Result<BTreeMap<Oid, Blob>, Failure> {
    let stopped = |error: &io::Error| Failure::new("cannot read from git").because(error.to_string());
    let mut blobs = BTreeMap::new();
    let mut header = String::new();
    for oid in wanted {
        header.clear();
        out.read_line(&mut header).map_err(|error| stopped(&error))?;
        let mut words = header.split_whitespace().skip(1);
        let (kind, size) = (words.next(), words.next().and_then(|size| size.parse::<u64>().ok()));
        let Some(size) = size.filter(|_| kind == Some("blob")) else {
            return Err(missing(oid));
        };
        blobs.insert(Oid::from(*oid), blob(&mut out, size).map_err(|error| stopped(&error))?);
    }
    Ok(blobs)
}

fn blob(out: &mut impl BufRead, size: u64) -> io::Result<Blob> {
    let blob = if size > places::ASSET_LIMIT {
        io::copy(&mut out.take(size), &mut io::sink())?;
        Blob::TooLarge(size)
    } else {
        let mut bytes = vec![0; size as usize];
        out.read_exact(&mut bytes)?;
        Blob::Whole(bytes.into())
    };
    out.read_exact(&mut [0])?;
    Ok(blob)
}

fn missing(oid: &str) -> Failure {
    Failure::new(format!("cannot read the object {oid}"))
        .because("it is not in this clone")
        .help("a partial clone lacks it: `git fetch --refetch --no-filter` gets it")
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
