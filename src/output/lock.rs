//! One writer at a time.
//!
//! The lock is on the folder itself, so no file has to lie beside it, and the system lets go of it when the
//! process ends, however it ends. It is advice among our own processes, not protection from others.

use std::fs::File;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;

use crate::failure::Failure;

/// How long we wait for another process to finish writing.
const PATIENCE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(10);

/// A held lock; dropping it lets go. Where a folder may not be opened or its file system knows no locks,
/// it is held in name only.
#[derive(Debug)]
pub(super) struct Held {
    _folder: Option<File>,
}

/// Waits for the lock on `folder`. `None` when there is no such folder.
pub(super) fn hold(folder: &Path) -> Result<Option<Held>, Failure> {
    let begun = Instant::now();
    loop {
        match attempt(folder) {
            Ok(Attempt::Held(held)) => return Ok(Some(held)),
            Ok(Attempt::Absent) => return Ok(None),
            Ok(Attempt::Busy) if begun.elapsed() > PATIENCE => {
                return Err(Failure::new("cannot write")
                    .at(folder)
                    .because("another quarterdeck has been writing there for half a minute")
                    .help("end the other one, or name another folder with --output"));
            }
            Ok(Attempt::Busy) => thread::sleep(PAUSE),
            Err(error) => return Err(Failure::io("cannot lock", folder, &error)),
        }
    }
}

/// What asking for a lock gave.
pub(super) enum Attempt {
    Held(Held),
    /// Another process holds it, or exchanged the folder while we asked.
    Busy,
    /// There is no such folder.
    Absent,
}

/// Asks once for the lock on `folder`.
pub(super) fn attempt(folder: &Path) -> io::Result<Attempt> {
    let opened = match File::open(folder) {
        Ok(opened) => opened,
        Err(error) => {
            return match error.kind() {
                io::ErrorKind::NotFound => Ok(Attempt::Absent),
                io::ErrorKind::PermissionDenied => Ok(Attempt::Held(Held { _folder: None })),
                _ => Err(error),
            };
        }
    };
    match flock(&opened, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => {}
        Err(Errno::WOULDBLOCK) => return Ok(Attempt::Busy),
        Err(Errno::NOTSUP | Errno::NOSYS | Errno::INVAL | Errno::NOLCK | Errno::BADF) => {
            return Ok(Attempt::Held(Held { _folder: None }));
        }
        Err(error) => return Err(error.into()),
    }
    // The folder may have been exchanged or removed between opening and locking: then we hold the wrong one.
    let held = opened.metadata()?;
    match folder.symlink_metadata() {
        Ok(now) if (now.dev(), now.ino()) == (held.dev(), held.ino()) => {
            Ok(Attempt::Held(Held { _folder: Some(opened) }))
        }
        _ => Ok(Attempt::Busy),
    }
}
