//! A planning folder made for one test, and what the program says to it.
//!
//! Every run is bounded: a minute, a gibibyte of addresses. A panic fails the test whatever it asks for.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// The program under test.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_quarterdeck");
/// The repository.
pub(crate) const ROOT: &str = env!("CARGO_MANIFEST_DIR");

const PATIENCE: Duration = Duration::from_secs(60);
const ADDRESSES: &str = "1048576"; // KiB

/// The smallest project that can be ranked.
pub(crate) const PROJECT: &str = "---\nbusiness: 4\ninterest: 3\ngrowth: 2\n---\n\nWords.\n";

/// A planning folder that is gone when the test ends.
pub(crate) struct Deck {
    folder: TempDir,
    environment: Vec<(String, String)>,
    program: Vec<String>,
}

impl Deck {
    /// An empty folder.
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().unwrap();
        Self { folder, environment: Vec::new(), program: vec![PROGRAM.to_owned()] }
    }

    /// A copy of the example.
    pub(crate) fn example() -> Self {
        let deck = Self::new();
        for (path, bytes) in tree(&Path::new(ROOT).join("example-site")) {
            if !path.starts_with("public/") {
                deck.write(&path, &bytes);
            }
        }
        deck
    }

    /// The same folder with one more file.
    pub(crate) fn file(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        self.write(path, content);
        self
    }

    /// The same folder and a variable for every run.
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same folder, with the program started through other words.
    pub(crate) fn through<'a>(mut self, words: impl IntoIterator<Item = &'a str>) -> Self {
        self.program = words.into_iter().map(str::to_owned).collect();
        self
    }

    /// Where the folder is.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// A place inside the folder.
    pub(crate) fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Writes one file and the folders above it.
    pub(crate) fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// The text of one file.
    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.at(path)).unwrap()
    }

    /// Every file below a place in the folder, with its bytes.
    pub(crate) fn tree(&self, path: &str) -> BTreeMap<String, Vec<u8>> {
        tree(&self.at(path))
    }

    /// Runs the program inside the folder.
    pub(crate) fn run<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Answer {
        let begun = Instant::now();
        let mut child = Command::new("sh")
            .args(["-c", &format!("ulimit -v {ADDRESSES}; exec \"$@\""), "sh"])
            .args(&self.program)
            .args(arguments)
            .current_dir(self.path())
            .env("RAYON_NUM_THREADS", "2")
            .env("NO_COLOR", "1")
            .env_remove("GITHUB_ACTIONS")
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let out = drain(child.stdout.take().unwrap());
        let err = drain(child.stderr.take().unwrap());
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            if begun.elapsed() > PATIENCE {
                child.kill().unwrap();
                panic!("the program took longer than {PATIENCE:?}");
            }
            thread::sleep(Duration::from_millis(2));
        };
        let (stdout, stderr) = (out.join().unwrap(), err.join().unwrap());
        let answer = Answer { code: status.code(), stdout, stderr };
        assert!(!answer.stderr.contains("panicked at"), "the program panicked\n{answer}");
        assert!(answer.code.is_some_and(|code| code <= 2), "ended by {status}\n{answer}");
        answer
    }
}

/// What the program said, and how it ended.
#[must_use]
#[derive(Debug)]
pub(crate) struct Answer {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Answer {
    /// It ended with this code.
    #[track_caller]
    pub(crate) fn code(self, wanted: i32) -> Self {
        assert_eq!(self.code, Some(wanted), "the exit code\n{self}");
        self
    }

    /// Its results contain these words.
    #[track_caller]
    pub(crate) fn stdout_has(self, words: &str) -> Self {
        assert!(self.stdout.contains(words), "stdout lacks {words:?}\n{self}");
        self
    }

    /// Its remarks contain these words.
    #[track_caller]
    pub(crate) fn stderr_has(self, words: &str) -> Self {
        assert!(self.stderr.contains(words), "stderr lacks {words:?}\n{self}");
        self
    }

    /// Its remarks or results contain these words.
    #[track_caller]
    pub(crate) fn says(self, words: &str) -> Self {
        assert!(self.said().contains(words), "nothing says {words:?}\n{self}");
        self
    }

    /// Neither its remarks nor its results contain these words.
    #[track_caller]
    pub(crate) fn never_says(self, words: &str) -> Self {
        assert!(!self.said().contains(words), "it says {words:?}\n{self}");
        self
    }

    /// Everything it said, results first.
    pub(crate) fn said(&self) -> String {
        format!("{}{}", self.stdout, self.stderr)
    }

    /// Its results.
    pub(crate) fn stdout(&self) -> &str {
        &self.stdout
    }

    /// How it ended.
    pub(crate) fn ended(&self) -> i32 {
        self.code.unwrap_or(-1)
    }
}

impl std::fmt::Display for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "code {:?}\n--- stdout\n{}--- stderr\n{}", self.code, self.stdout, self.stderr)
    }
}

/// Every file below a folder by its relative path, with its bytes; links and folders are named without any.
pub(crate) fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.path() != folder)
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned();
            let kind = entry.file_type();
            let bytes = if kind.is_file() { fs::read(entry.path()).unwrap_or_default() } else { Vec::new() };
            (if kind.is_dir() { path + "/" } else { path }, bytes)
        })
        .filter(|(path, _)| !path.ends_with('/'))
        .collect()
}

fn drain(mut pipe: impl std::io::Read + Send + 'static) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = pipe.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    })
}
