//! The report in its folder is the one before or the one after: after a kill at any call, a call that fails,
//! a full disk.
//!
//! `strace` stands between the program and the system: it ends the program, or makes a call fail, at the n-th
//! call of a kind, for n after n, so that no moment is left to luck.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::deck::{Deck, PROGRAM, tree};

type Report = BTreeMap<String, Vec<u8>>;

const LEDGER: &str = ".quarterdeck-ledger.json";

/// How a program ends whose libraries cannot be loaded, before its first line runs.
const LOADER_FAILED: i32 = 127;

/// The calls that writing a report makes.
const CALLS: [&str; 12] = [
    "openat",
    "write",
    "mkdir",
    "linkat",
    "link",
    "rename",
    "renameat2",
    "unlink",
    "rmdir",
    "flock",
    "getdents64",
    "chmod,fchmod",
];

/// Two states of a planning folder, the reports of both, and an output folder that holds the first.
struct Stand {
    deck: Deck,
    before: Report,
    after: Report,
    /// A file of somebody else in the output folder.
    foreign: &'static str,
}

impl Stand {
    fn new() -> Self {
        let deck = Deck::new();
        for id in ["one", "two", "six"] {
            deck.write(&format!("projects/{id}.md"), project(id, 3).as_bytes());
        }
        let _ = deck.run(["build"]).code(0);
        let before = deck.tree("public");
        // What changes: a page goes, a page comes, pages differ, pages stay.
        fs::remove_file(deck.at("projects/six.md")).unwrap();
        deck.write("projects/ten.md", project("ten", 5).as_bytes());
        let _ = deck.run(["build", "-o", "expected"]).code(0);
        let after = deck.tree("expected");
        fs::remove_dir_all(deck.at("expected")).unwrap();
        assert!(before != after);
        Self { deck, before, after, foreign: "notes.txt" }
    }

    /// The same with an output folder that cannot be exchanged.
    fn in_place() -> Self {
        let stand = Self { foreign: ".git/HEAD", ..Self::new() };
        stand.reset();
        stand
    }

    /// Puts the first report back, byte by byte, and nothing else.
    fn reset(&self) {
        let out = self.deck.at("public");
        let _ = fs::remove_dir_all(&out);
        for (path, bytes) in self.before.iter().chain([(&self.foreign.to_owned(), &b"mine".to_vec())]) {
            self.deck.write(&format!("public/{path}"), bytes);
        }
        for name in self.beside() {
            fs::remove_dir_all(self.deck.at(&name)).unwrap();
        }
    }

    /// Stages that lie beside the output folder.
    fn beside(&self) -> Vec<String> {
        let names = fs::read_dir(self.deck.path()).unwrap().map(|entry| entry.unwrap().file_name());
        names.map(|name| name.into_string().unwrap()).filter(|name| name.starts_with('.')).collect()
    }

    /// The report in the output folder; the foreign file must be there.
    #[track_caller]
    fn found(&self, when: &str) -> Report {
        let mut found = self.deck.tree("public");
        assert_eq!(
            found.remove(self.foreign).as_deref(),
            Some(&b"mine"[..]),
            "{when}: a foreign file is gone"
        );
        found
    }

    /// Runs the build under strace with one thread, so that calls come in the same order every time. Gives the
    /// exit code; `None` when it was killed.
    fn build_under(&self, injection: &str) -> Option<i32> {
        let calls = injection.split(':').next().unwrap_or_default();
        let status = Command::new("strace")
            .args(["-qq", "-f", "-o", "/dev/null", "-e", &format!("trace={calls}"), "-e"])
            .arg(format!("inject={injection}"))
            .args([PROGRAM, "build"])
            .env("RAYON_NUM_THREADS", "1")
            .current_dir(self.deck.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .expect("these tests need strace: apt-get install strace");
        status.code().filter(|_| status.signal().is_none())
    }

    /// How often a build makes calls of a kind.
    fn count(&self, calls: &str) -> usize {
        self.reset();
        let log = self.deck.at("calls.log");
        let status = Command::new("strace")
            .args(["-qq", "-f", "-e", &format!("trace={calls}"), "-o"])
            .arg(&log)
            .args([PROGRAM, "build"])
            .env("RAYON_NUM_THREADS", "1")
            .current_dir(self.deck.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .expect("these tests need strace: apt-get install strace");
        assert!(status.success());
        fs::read_to_string(&log).unwrap().lines().filter(|line| line.contains('(')).count()
    }

    /// The report is one of the two, and the next build completes it and leaves nothing behind.
    #[track_caller]
    fn check(&self, when: &str, code: Option<i32>) {
        let found = self.found(when);
        let is_whole = found == self.before || found == self.after;
        assert!(is_whole, "{when}: a mixture of {:?}", found.keys().collect::<Vec<_>>());
        if code == Some(0) {
            assert!(found == self.after, "{when}: it said that the report is written, and it is not");
        }
        self.check_next(when);
    }

    #[track_caller]
    fn check_next(&self, when: &str) {
        let _ = self.deck.run(["build"]).code(0);
        assert!(self.found(when) == self.after, "{when}: the next build did not complete the report");
        assert_eq!(self.beside(), [] as [&str; 0], "{when}: something is left beside the report");
    }
}

fn project(id: &str, business: u8) -> String {
    format!(
        "---\ntitle: Project {id}\nbusiness: {business}\ninterest: 3\ngrowth: 2\n---\n\nWords about {id}.\n"
    )
}

/// At most `most` of the numbers from 1 to `count`, the first and last of them among these.
fn some(count: usize, most: usize) -> Vec<usize> {
    let step = count.div_ceil(most).max(1);
    let mut chosen: Vec<usize> = (1..=count).step_by(step).collect();
    if chosen.last() != Some(&count) && count > 0 {
        chosen.push(count);
    }
    chosen
}

#[test]
fn a_kill_at_any_call_leaves_a_whole_report() {
    let stand = Stand::new();
    let mut killed = 0;
    for calls in CALLS {
        for number in some(stand.count(calls), 10) {
            let when = format!("killed at {calls} {number}");
            stand.reset();
            let code = stand.build_under(&format!("{calls}:signal=KILL:when={number}"));
            killed += usize::from(code.is_none());
            stand.check(&when, code);
        }
    }
    assert!(killed > 40, "only {killed} builds were killed");
}

#[test]
fn a_call_that_fails_leaves_a_whole_report() {
    let stand = Stand::new();
    let mut failed = 0;
    for (calls, errors) in [
        ("openat", &["EIO", "EACCES"][..]),
        ("write", &["ENOSPC", "EIO"]),
        ("mkdir", &["ENOSPC", "EROFS"]),
        ("linkat,link", &["EPERM", "EXDEV", "EIO"]),
        ("renameat2", &["EXDEV", "EBUSY", "ENOSYS", "EINVAL", "EIO"]),
        ("unlink,unlinkat", &["EIO"]),
        ("rmdir", &["EIO"]),
        ("getdents64", &["EIO"]),
        ("flock", &["ENOLCK"]),
        ("fstat,newfstatat,statx", &["EIO"]),
    ] {
        let count = stand.count(calls);
        for error in errors {
            for number in some(count, 6) {
                let when = format!("{error} from {calls} {number}");
                stand.reset();
                let code = stand.build_under(&format!("{calls}:error={error}:when={number}"));
                assert!(
                    code.is_some_and(|code| code <= 2 || code == LOADER_FAILED),
                    "{when}: ended by {code:?}"
                );
                failed += usize::from(code != Some(0));
                stand.check(&when, code);
            }
        }
    }
    assert!(failed > 20, "only {failed} builds failed");
}

#[test]
fn a_folder_that_cannot_be_exchanged_is_completed_by_the_next_build() {
    let stand = Stand::in_place();
    let mut killed = 0;
    for calls in ["openat", "write", "mkdir", "rename", "unlink", "rmdir"] {
        for number in some(stand.count(calls), 10) {
            let when = format!("in place, killed at {calls} {number}");
            stand.reset();
            let code = stand.build_under(&format!("{calls}:signal=KILL:when={number}"));
            killed += usize::from(code.is_none());
            stand.check_next(&when);
        }
    }
    assert!(killed > 20, "only {killed} builds were killed");
}

#[test]
fn an_exchange_that_is_refused_falls_back_to_renaming() {
    let stand = Stand::new();
    for error in ["EXDEV", "EBUSY", "ENOSYS", "EINVAL", "EPERM"] {
        stand.reset();
        assert_eq!(stand.build_under(&format!("renameat2:error={error}")), Some(0), "{error}");
        assert!(stand.found(error) == stand.after, "{error}");
        assert_eq!(stand.beside(), [] as [&str; 0], "{error}");
    }
}

#[test]
fn a_kill_at_any_moment_leaves_a_whole_report() {
    let stand = Stand::new();
    let began = Instant::now();
    let _ = stand.deck.run(["build", "-o", "timed"]).code(0);
    let whole = began.elapsed();
    for round in 0..40_u32 {
        stand.reset();
        let mut child = Command::new(PROGRAM)
            .arg("build")
            .current_dir(stand.deck.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(whole * round / 40);
        let _ = child.kill();
        let code = child.wait().unwrap().code();
        stand.check(&format!("killed after {round}/40"), code);
    }
}

#[test]
fn a_full_disk_leaves_the_report_before() {
    let stand = Stand::new();
    let Some(disk) = Disk::mount(&stand.deck.at("disk"), "size=400k,nr_inodes=60") else { return };
    let out = "disk/public";
    for (path, bytes) in &stand.before {
        stand.deck.write(&format!("{out}/{path}"), bytes);
    }
    // Fill what is left, but for a few kilobytes.
    for kilobytes in [0, 4, 16, 40] {
        let filler = disk.path.join("filler");
        let _ = fs::write(&filler, vec![1; 400 << 10]);
        let full = fs::metadata(&filler).map_or(0, |metadata| metadata.len());
        fs::File::options()
            .write(true)
            .open(&filler)
            .unwrap()
            .set_len(full.saturating_sub(kilobytes << 10))
            .unwrap();
        let answer = stand.deck.run(["build", "-o", out]);
        let found = stand.deck.tree(out);
        match answer.ended() {
            0 => assert!(found == stand.after, "{kilobytes} KiB left"),
            _ => assert!(found == stand.before, "{kilobytes} KiB left: {answer}"),
        }
        fs::remove_file(filler).unwrap();
        if answer.ended() == 0 {
            break;
        }
    }
    let names: Vec<_> = tree(&disk.path).into_keys().filter(|path| path.contains("quarterdeck-1")).collect();
    assert_eq!(names, [] as [&str; 0]);
}

#[test]
fn a_mounted_output_folder_is_written_in_place() {
    let stand = Stand::new();
    fs::create_dir(stand.deck.at("site")).unwrap();
    let Some(_disk) = Disk::mount(&stand.deck.at("site"), "size=4m") else { return };
    let _ = stand.deck.run(["build", "-o", "site"]).code(0);
    assert!(stand.deck.tree("site") == stand.after);
    stand.deck.write("projects/new.md", project("new", 4).as_bytes());
    let _ = stand.deck.run(["build", "-o", "site"]).code(0);
    let _ = stand.deck.run(["build", "-o", "expected"]).code(0);
    assert!(stand.deck.tree("site") == stand.deck.tree("expected"));
}

#[test]
fn nothing_is_touched_when_nothing_changed() {
    let stand = Stand::new();
    let _ = stand.deck.run(["build"]).code(0);
    let times = |folder: &Path| -> BTreeMap<String, (u64, i64, i64)> {
        let stamp = |path: &String| {
            let metadata = fs::metadata(folder.join(path)).unwrap();
            (metadata.ino(), metadata.mtime(), metadata.mtime_nsec())
        };
        tree(folder).keys().map(|path| (path.clone(), stamp(path))).collect()
    };
    let before = times(&stand.deck.at("public"));
    let _ = stand.deck.run(["build"]).code(0).stderr_has("files as they were");
    assert_eq!(times(&stand.deck.at("public")), before);
}

#[test]
fn modes_do_not_depend_on_the_mask() {
    let masked = format!("umask 077; exec {PROGRAM} \"$@\"");
    let deck = Deck::new().file("projects/a.md", project("a", 3)).through(["sh", "-c", &masked, "sh"]);
    let _ = deck.run(["build"]).code(0);
    let mode = |path: &str| fs::metadata(deck.at(path)).unwrap().permissions().mode() & 0o7777;
    assert_eq!((mode("public"), mode("public/index.html")), (0o755, 0o644));
}

#[test]
fn a_document_with_an_error_changes_nothing() {
    let stand = Stand::new();
    stand.reset();
    stand.deck.write("projects/bad.md", b"---\nbusiness: 99\n---\n");
    let _ = stand.deck.run(["build"]).code(1);
    assert!(stand.found("after an error") == stand.before);
    assert!(stand.deck.at("public").join(LEDGER).is_file());
}

/// A small disk of its own.
struct Disk {
    path: std::path::PathBuf,
}

impl Disk {
    /// `None`, with a word about it, where mounting is not allowed.
    fn mount(path: &Path, options: &str) -> Option<Self> {
        fs::create_dir_all(path).unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", options, "tmpfs"])
            .arg(path)
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success());
        if !mounted {
            eprintln!("skipped: mounting a small disk is not allowed here");
            return None;
        }
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
        Some(Self { path: path.to_owned() })
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let begun = Instant::now();
        while !Command::new("umount").arg(&self.path).status().is_ok_and(|status| status.success()) {
            if begun.elapsed() > Duration::from_secs(5) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}
