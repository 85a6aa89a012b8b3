//! One regular file read whole, or the reason why it is not one.
//!
//! A pipe, a device or a socket is never waited for, a link is never followed here, and a file that changes
//! while it is read is said to be unsteady. Nothing here knows what the file is for.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rustix::fs::OFlags;

/// What the file system says of a file: when all of it is as before, the bytes are as before, unless the
/// change came within the clock's own coarseness ([`Stamp::is_fresh`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    device: u64,
    inode: u64,
    size: u64,
    modified: (i64, i64),
    changed: (i64, i64),
}

/// How long after a change the next one may still carry the same time.
const COARSENESS: Duration = Duration::from_millis(100);

/// The same where the file system counts whole seconds (or, like FAT, two of them).
const COARSE_SECONDS: Duration = Duration::from_millis(2_100);

impl Stamp {
    pub(super) fn of(metadata: &Metadata) -> Self {
        Self {
            device: metadata.dev(),
            inode: metadata.ino(),
            size: metadata.size(),
            modified: (metadata.mtime(), metadata.mtime_nsec()),
            changed: (metadata.ctime(), metadata.ctime_nsec()),
        }
    }

    /// Whether the file changed so shortly before `now` that one more change could leave the same stamp.
    pub(super) fn is_fresh(&self, now: SystemTime) -> bool {
        let whole_seconds = self.changed.1 == 0 && self.modified.1 == 0;
        let window = if whole_seconds { COARSE_SECONDS } else { COARSENESS };
        let Ok(now) = now.duration_since(UNIX_EPOCH) else { return true };
        let (seconds, nanos) = self.changed;
        let (Ok(seconds), Ok(nanos)) = (u64::try_from(seconds), u32::try_from(nanos)) else { return false };
        now < Duration::new(seconds, nanos) + window
    }
}

/// What reading a file gave.
pub(super) enum Reading {
    /// All bytes, and whether nobody wrote to the file meanwhile.
    Whole { bytes: Arc<[u8]>, stamp: Stamp, steady: bool },
    /// More bytes than wanted; none of them were read.
    TooLarge(u64),
    /// A folder, pipe, device or socket.
    NotAFile,
}

/// Reads the regular file at `path`, if it has at most `limit` bytes.
pub(super) fn read(path: &Path, limit: u64) -> io::Result<Reading> {
    // Neither flag changes anything for a regular file. They keep us from waiting for the other end of a
    // pipe, and from following a link that was put there after the folder was listed.
    let flags = OFlags::NONBLOCK | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let mut file = OpenOptions::new().read(true).custom_flags(flags.bits() as i32).open(path)?;
    let before = file.metadata()?;
    if !before.is_file() {
        return Ok(Reading::NotAFile);
    }
    if before.len() > limit {
        return Ok(Reading::TooLarge(before.len()));
    }
    let bytes = read_at_most(&mut file, before.len(), limit)?;
    let after = file.metadata()?;
    if after.len() > limit {
        return Ok(Reading::TooLarge(after.len()));
    }
    let stamp = Stamp::of(&after);
    let steady = stamp == Stamp::of(&before) && bytes.len() as u64 == after.len();
    Ok(Reading::Whole { bytes: bytes.into(), stamp, steady })
}

fn read_at_most(file: &mut File, expected: u64, limit: u64) -> io::Result<Vec<u8>> {
    // Whether there is more by now is asked of the file system afterwards. Some files do not tell their size.
    let wanted = if expected == 0 { limit + 1 } else { expected };
    let mut bytes = Vec::with_capacity(expected as usize);
    file.take(wanted).read_to_end(&mut bytes)?;
    Ok(bytes)
}
