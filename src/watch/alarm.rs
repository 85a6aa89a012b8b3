//! When to look at the folder again.
//!
//! An alarm says that something may have changed, and which files it heard of. It can be late, early or silent
//! (memory maps, network mounts, full queues raise no event), so whoever waits also looks at everything from
//! time to time. Where the system cannot watch, looking often takes its place, and that is said once.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::thread;
use std::time::{Duration, Instant};

use notify::{ErrorKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::source::places;
use crate::watch::heard::{Bell, Heard, STORM, Tone, listen};

/// How long we look away when events can be relied on for all but the rare case.
const SLOW: Duration = Duration::from_secs(2);

/// The same when there are no events.
const FAST: Duration = Duration::from_millis(500);

/// The longest time without a look, however long one takes.
const RARELY: Duration = Duration::from_secs(30);

/// How long it must be quiet after a change that is whole: a file was closed or renamed into its place.
const QUIET_DONE: Duration = Duration::from_micros(500);

/// The same while something is under way: a file was opened, removed, renamed away.
const QUIET_OPEN: Duration = Duration::from_millis(20);

/// How long a storm of changes can put off a look.
const LONGEST: Duration = Duration::from_millis(500);

/// How many changes are remembered; more of them say nothing new.
const REMEMBERED: usize = 1_024;

/// Why a wait ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rung {
    /// Something may have changed.
    Event(Heard),
    /// Nothing was heard for as long as asked.
    Time,
    /// There will never be another event: whoever rang by hand has gone.
    Over,
}

/// An alarm over one planning folder.
#[derive(Debug)]
pub struct Alarm {
    bell: Receiver<Bell>,
    watch: Watch,
    notice: Option<String>,
    /// Whether there were more events than are remembered.
    missed: Arc<AtomicBool>,
}

/// What is watched, and how.
#[derive(Debug)]
enum Watch {
    /// Somebody rings.
    ByHand,
    /// Nothing is: looking often takes its place.
    Given,
    /// The system tells.
    Events(Box<Events>),
}

#[derive(Debug)]
struct Events {
    root: PathBuf,
    ring: Ring,
    watcher: Option<RecommendedWatcher>,
    /// Each watched folder, and which one it was: a folder that is made again is another.
    armed: Armed,
}

type Armed = BTreeMap<PathBuf, (u64, u64)>;

/// What rings an alarm.
#[derive(Debug, Clone)]
struct Ring {
    bell: SyncSender<Bell>,
    missed: Arc<AtomicBool>,
}

impl Ring {
    /// Rings; when too many are waiting already, what this one says is forgotten and that is remembered.
    fn ring(&self, tone: Tone, about: Heard) {
        if self.bell.try_send(Bell { tone, about }).is_err() {
            self.missed.store(true, Ordering::Release);
        }
    }
}

/// Rings an alarm by hand.
#[derive(Debug, Clone)]
pub struct Hand {
    ring: Ring,
}

impl Hand {
    /// Wakes whoever waits for the alarm, because of what may have changed.
    pub fn ring(&self, about: Heard) {
        self.ring.ring(Tone::Done, about);
    }
}

impl Alarm {
    /// An alarm that the system rings when something changes below `root`.
    pub fn over(root: &Path) -> Self {
        let (ring, bell) = ring();
        let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
        let remote = is_remote(&root);
        let missed = Arc::clone(&ring.missed);
        let events = Events { root, ring, watcher: None, armed: Armed::new() };
        let mut alarm = Self { bell, watch: Watch::Events(Box::new(events)), notice: None, missed };
        if remote {
            alarm.give_up("this file system does not tell of changes");
        } else {
            alarm.arm();
        }
        alarm
    }

    /// An alarm that somebody rings.
    pub fn by_hand() -> (Self, Hand) {
        let (ring, bell) = ring();
        let missed = Arc::clone(&ring.missed);
        (Self { bell, watch: Watch::ByHand, notice: None, missed }, Hand { ring })
    }

    /// How long to wait at most before looking without an event, when a look takes so long.
    ///
    /// Where events come, looking is only a second line of defence and takes no more than a thousandth of the
    /// time; where none come it is all there is.
    pub fn pace(&self, look: Duration) -> Duration {
        match self.watch {
            Watch::Given => FAST.max(look.min(FAST) * 10),
            Watch::ByHand | Watch::Events(_) => SLOW.max(look * 1_000).min(RARELY),
        }
    }

    /// Whether the system tells of changes.
    pub(super) fn hears(&self) -> bool {
        matches!(self.watch, Watch::Events(_))
    }

    /// What the person at the terminal should know about watching here; given once.
    pub fn take_notice(&mut self) -> Option<String> {
        self.notice.take()
    }

    /// Waits for an event and the quiet after it, at most for `patience`.
    pub fn wait(&mut self, patience: Duration) -> Rung {
        let Bell { tone: mut last, about: mut heard } = match self.bell.recv_timeout(patience) {
            Ok(bell) => bell,
            Err(RecvTimeoutError::Timeout) => return Rung::Time,
            Err(RecvTimeoutError::Disconnected) if matches!(self.watch, Watch::ByHand) => return Rung::Over,
            Err(RecvTimeoutError::Disconnected) => {
                thread::sleep(patience);
                return Rung::Time;
            }
        };
        let until = Instant::now() + LONGEST;
        let mut count = 1;
        loop {
            if last == Tone::Exhausted {
                self.give_up(LIMIT_REACHED);
            }
            let quiet = if last == Tone::Done && count < STORM { QUIET_DONE } else { QUIET_OPEN };
            let left = until.saturating_duration_since(Instant::now());
            match self.bell.recv_timeout(quiet.min(left)) {
                Ok(Bell { tone, about }) => (last, heard) = (tone, heard.and(about)),
                Err(_) if self.missed.swap(false, Ordering::AcqRel) => return Rung::Event(Heard::Anything),
                Err(_) => return Rung::Event(heard),
            }
            count += 1;
        }
    }

    /// Watches what is there now, if it is not what is watched already. To be called after every look, because
    /// events stop without a word when a folder is removed and made again.
    pub fn arm(&mut self) {
        let Watch::Events(events) = &mut self.watch else { return };
        let wanted = events.wanted();
        if wanted == events.armed {
            return;
        }
        if let Err(error) = events.start(wanted) {
            let reason = match error.kind {
                ErrorKind::MaxFilesWatch => LIMIT_REACHED.to_owned(),
                ErrorKind::Io(error) => format!("the system does not let this program watch it ({error})"),
                _ => "the system does not let this program watch it".to_owned(),
            };
            self.give_up(&reason);
        }
    }

    fn give_up(&mut self, reason: &str) {
        self.watch = Watch::Given;
        let remedy = if reason == LIMIT_REACHED {
            "; `sysctl fs.inotify.max_user_watches=524288` raises the limit"
        } else {
            ""
        };
        self.notice = Some(format!("{reason}: looking at every file twice a second instead{remedy}"));
    }
}

const LIMIT_REACHED: &str = "the system watches as many folders as it is allowed to";

impl Events {
    /// The folders to watch that are there: the one above the planning folder, the folder, its places.
    fn wanted(&self) -> Armed {
        let above = self.root.parent().map(Path::to_owned);
        let places = places::PLACES.iter().map(|place| self.root.join(place));
        let identity = |path: PathBuf| {
            let metadata = fs::symlink_metadata(&path).ok().filter(fs::Metadata::is_dir)?;
            Some((path, (metadata.dev(), metadata.ino())))
        };
        above.into_iter().chain([self.root.clone()]).chain(places).filter_map(identity).collect()
    }

    fn start(&mut self, wanted: Armed) -> notify::Result<()> {
        // The old one goes first, because the system counts them.
        self.watcher = None;
        let (ring, root) = (self.ring.clone(), self.root.clone());
        let mut watcher = notify::recommended_watcher(move |event| {
            if let Some(Bell { tone, about }) = listen(&root, event) {
                ring.ring(tone, about);
            }
        })?;
        for path in wanted.keys() {
            let is_place = path.parent() == Some(&self.root) && *path != self.root;
            let mode = if is_place { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
            match watcher.watch(path, mode) {
                Ok(()) => {}
                // It went away meanwhile; the next look arms again.
                Err(error) if matches!(error.kind, ErrorKind::PathNotFound) => {}
                Err(error) => return Err(error),
            }
        }
        self.watcher = Some(watcher);
        self.armed = wanted;
        // What happened while nothing was armed was told to nobody.
        self.ring.ring(Tone::Done, Heard::Anything);
        Ok(())
    }
}

/// A ring and what it is heard with.
fn ring() -> (Ring, Receiver<Bell>) {
    let (bell, heard) = mpsc::sync_channel(REMEMBERED);
    (Ring { bell, missed: Arc::new(AtomicBool::new(false)) }, heard)
}

/// Whether other machines or systems can change files at `path` without this one hearing of it.
#[cfg(target_os = "linux")]
fn is_remote(path: &Path) -> bool {
    /// The numbers of 9p, NFS, CIFS, SMB2, SMB, FUSE, `VirtualBox` folders, AFS and Ceph.
    const REMOTE: &[u64] = &[
        0x0102_1997,
        0x6969,
        0xff53_4d42,
        0xfe53_4d42,
        0x517b,
        0x6573_5546,
        0x786f_4256,
        0x5346_414f,
        0x00c3_6400,
    ];
    rustix::fs::statfs(path).is_ok_and(|found| REMOTE.contains(&(found.f_type as u64 & 0xffff_ffff)))
}

/// Elsewhere the system's own way of watching tells of what it can.
#[cfg(not(target_os = "linux"))]
fn is_remote(_: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::Duration;

    use super::{Alarm, Heard, REMEMBERED, Rung};
    use crate::path::RelPath;

    const LONG: Duration = Duration::from_secs(5);
    const SHORT: Duration = Duration::from_millis(60);

    /// An alarm over a folder with one project, quiet.
    fn armed() -> (tempfile::TempDir, Alarm) {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("plan/projects")).unwrap();
        fs::write(folder.path().join("plan/projects/a.md"), "a").unwrap();
        let mut alarm = Alarm::over(&folder.path().join("plan"));
        while matches!(alarm.wait(SHORT), Rung::Event(_)) {}
        (folder, alarm)
    }

    #[test]
    fn every_way_of_saving_rings() {
        let (folder, mut alarm) = armed();
        let plan = folder.path().join("plan");
        let page = plan.join("projects/a.md");
        let ways: [&dyn Fn(); 6] = [
            &|| fs::write(&page, "in place").unwrap(),
            &|| {
                fs::write(plan.join("projects/.a.md.new"), "renamed over").unwrap();
                fs::rename(plan.join("projects/.a.md.new"), &page).unwrap();
            },
            &|| {
                fs::remove_file(&page).unwrap();
                fs::write(&page, "made again").unwrap();
            },
            &|| fs::create_dir_all(plan.join("projects/x/y")).unwrap(),
            &|| fs::write(plan.join("projects/x/y/b.md"), "deep").unwrap(),
            &|| fs::write(plan.join("portfolio.md"), "settings").unwrap(),
        ];
        for (number, save) in ways.iter().enumerate() {
            save();
            assert!(matches!(alarm.wait(LONG), Rung::Event(_)), "way {number}");
            while matches!(alarm.wait(SHORT), Rung::Event(_)) {}
        }
    }

    #[test]
    fn a_folder_made_again_is_watched_again() {
        let (folder, mut alarm) = armed();
        let plan = folder.path().join("plan");
        fs::rename(&plan, folder.path().join("away")).unwrap();
        assert!(matches!(alarm.wait(LONG), Rung::Event(_)));
        alarm.arm();
        fs::create_dir_all(plan.join("projects")).unwrap();
        assert!(matches!(alarm.wait(LONG), Rung::Event(_)));
        alarm.arm();
        while matches!(alarm.wait(SHORT), Rung::Event(_)) {}
        fs::write(plan.join("projects/b.md"), "").unwrap();
        assert!(matches!(alarm.wait(LONG), Rung::Event(_)));
    }

    #[test]
    fn it_hears_which_file_changed() {
        let (folder, mut alarm) = armed();
        fs::write(folder.path().join("plan/projects/a.md"), "again").unwrap();
        let a = RelPath::new("projects/a.md").unwrap();
        assert_eq!(alarm.wait(LONG), Rung::Event(Heard::Files([a].into())));
    }

    #[test]
    fn what_could_not_be_remembered_may_be_anything() {
        let (mut alarm, hand) = Alarm::by_hand();
        let a = RelPath::new("projects/a.md").unwrap();
        for _ in 0..=REMEMBERED {
            hand.ring(Heard::Files([a.clone()].into()));
        }
        assert_eq!(alarm.wait(LONG), Rung::Event(Heard::Anything));
        hand.ring(Heard::Files([a.clone()].into()));
        assert_eq!(alarm.wait(LONG), Rung::Event(Heard::Files([a].into())));
    }

    #[test]
    fn reading_does_not_ring() {
        let (folder, mut alarm) = armed();
        fs::read(folder.path().join("plan/projects/a.md")).unwrap();
        fs::write(folder.path().join("unrelated"), "").unwrap();
        fs::create_dir(folder.path().join("plan/public")).unwrap();
        assert_eq!(alarm.wait(SHORT), Rung::Time);
    }

    #[test]
    fn an_alarm_by_hand_ends_with_its_hand() {
        let (mut alarm, hand) = Alarm::by_hand();
        hand.ring(Heard::Anything);
        drop(hand);
        assert!(matches!(alarm.wait(LONG), Rung::Event(_)));
        assert_eq!(alarm.wait(LONG), Rung::Over);
    }
}
