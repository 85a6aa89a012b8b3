//! Objects of a repository, read in few streams.
//!
//! Nothing larger than anything that is read is ever held. What an object is for is not known here.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{ChildStdin, ChildStdout, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use rayon::prelude::*;

use super::Repository;
use super::command::cannot_run;
use crate::failure::Failure;
use crate::source::places;

/// The id of an object, in hexadecimal digits.
pub(super) type Oid = Box<str>;

/// At most so many programs unpack objects at the same time.
const MOST_STREAMS: usize = 4;
/// For fewer objects than this a further program costs more than it saves.
const WORTH_A_STREAM: usize = 400;

/// An object's bytes, or only its size where it is larger than anything that is read.
#[derive(Clone)]
pub(super) enum Blob {
    Whole(Arc<[u8]>),
    TooLarge(u64),
}

/// How many bytes git may be ahead of us, where the system allows.
const ROOM: usize = 1 << 20;

/// In this time git writes a good part of that.
const PAUSE: Duration = Duration::from_micros(500);

/// Reads objects, each once: many of them in several streams, because git unpacks on one thread.
pub(super) fn read(repository: &Repository, wanted: &BTreeSet<&str>) -> Result<BTreeMap<Oid, Blob>, Failure> {
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
