//! Running git: no shell, a cleaned environment, no input but ours, no fetching.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::Failure;

/// What `git rev-parse --local-env-vars` names: hooks set these, and they would point git elsewhere.
const LOCAL: [&str; 16] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_CONFIG",
    "GIT_CONFIG_PARAMETERS",
    "GIT_CONFIG_COUNT",
    "GIT_OBJECT_DIRECTORY",
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_GRAFT_FILE",
    "GIT_INDEX_FILE",
    "GIT_NO_REPLACE_OBJECTS",
    "GIT_REPLACE_REF_BASE",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_COMMON_DIR",
    "GIT_INTERNAL_SUPER_PREFIX",
];

/// Git in one folder.
#[derive(Debug, Clone)]
pub(super) struct Git {
    folder: PathBuf,
}

/// What git answered.
pub(super) enum Answer {
    /// It printed this, without the line end.
    Yes(Vec<u8>),
    /// It refused, with these words.
    No(String),
}

impl Answer {
    /// The answer as text, when there is one and it is text.
    pub(super) fn text(self) -> Option<String> {
        match self {
            Self::Yes(bytes) => String::from_utf8(bytes).ok(),
            Self::No(_) => None,
        }
    }
}

impl Git {
    /// Git in `folder`.
    pub(super) fn at(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// The folder git runs in.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// A command that is not yet started.
    pub(super) fn command(&self) -> Command {
        let mut command = Command::new("git");
        command.arg("-C").arg(&self.folder).arg("--no-optional-locks").stdin(Stdio::null());
        for name in LOCAL {
            command.env_remove(name);
        }
        command
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("LC_ALL", "C");
        command
    }

    /// Runs git to its end.
    pub(super) fn ask<A: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = A>,
    ) -> Result<Answer, Failure> {
        let output = self.command().args(arguments).output().map_err(|error| cannot_run(&error))?;
        if !output.status.success() {
            return Ok(Answer::No(String::from_utf8_lossy(&output.stderr).trim().to_owned()));
        }
        let mut bytes = output.stdout;
        if bytes.last() == Some(&b'\n') {
            bytes.pop();
        }
        Ok(Answer::Yes(bytes))
    }
}

/// Git could not be started.
pub(super) fn cannot_run(error: &io::Error) -> Failure {
    let failure = Failure::new("cannot run git");
    if error.kind() == io::ErrorKind::NotFound {
        return failure
            .because("there is no program of that name")
            .help("install git, or compare two folders: `quarterdeck diff --from OLD`");
    }
    failure.because(error.to_string())
}

/// Git would not read the repository around a folder.
pub(super) fn not_readable(folder: &Path, reason: &str) -> Failure {
    let failure = Failure::new("cannot read the git repository of").at(folder);
    if reason.contains("dubious ownership") {
        let place = reason.split('\'').nth(1).map_or_else(|| folder.display().to_string(), str::to_owned);
        return failure.because("it belongs to somebody else, so git refuses it").help(format!(
            "if you trust it: `git config --global --add safe.directory '{place}'`; in a container, \
             `chown -R \"$(id -u)\" '{place}'` is the other way"
        ));
    }
    if reason.contains("not a git repository") {
        return failure
            .because("it is not in one")
            .help("compare two folders instead: `quarterdeck diff --from OLD`");
    }
    failure.because(first_line(reason))
}

/// The first thing git said, without its prefix.
pub(super) fn first_line(reason: &str) -> String {
    let line = reason.lines().next().unwrap_or("git gave no reason");
    line.strip_prefix("fatal: ").unwrap_or(line).to_owned()
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;
    use std::path::Path;

    use super::{Git, not_readable};

    #[test]
    fn a_repository_of_somebody_else_is_refused_with_the_remedy() {
        let reason = "fatal: detected dubious ownership in repository at '/plan'\nTo add …";
        let failure = not_readable(Path::new("."), reason);
        let advice = failure.advice().unwrap();
        assert!(advice.contains("git config --global --add safe.directory '/plan'"), "{advice}");
    }

    #[test]
    fn git_is_told_nothing_by_a_hook_that_started_us() {
        let command = Git::at(Path::new(".")).command();
        let of = |name: &str| command.get_envs().find(|(key, _)| *key == name).map(|(_, value)| value);
        for name in ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_CONFIG_COUNT"] {
            assert_eq!(of(name), Some(None), "{name}");
        }
        assert_eq!(of("GIT_NO_LAZY_FETCH"), Some(Some(OsStr::new("1"))));
    }
}
