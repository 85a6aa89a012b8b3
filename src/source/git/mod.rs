//! A revision of a git repository as [`Sources`], without a checkout.
//!
//! Four commands are run and no others: `rev-parse`, `merge-base`, `ls-tree` and `cat-file --batch`. They read
//! objects and start no program that a repository's settings name, which `git diff`, `git status` and
//! `git archive` cannot promise. There is no shell, and nothing is fetched or written.

mod base;
mod command;
mod objects;
mod sparse;
mod tree;

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

pub use base::{Base, Hints, Rule};
pub use sparse::with_sparse;

use crate::failure::Failure;
use crate::source::Sources;
use crate::source::git::command::{Answer, Git};

/// A planning folder inside a git repository.
#[derive(Debug, Clone)]
pub struct Repository {
    git: Git,
    /// The planning folder in a revision's tree, without a slash at its end; empty for the whole tree.
    inside: OsString,
    /// The planning folder's name, which is the portfolio's title when nothing else is said.
    name: String,
}

/// A commit by its full id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit(String);

impl Commit {
    /// The full id in hexadecimal digits.
    pub fn id(&self) -> &str {
        &self.0
    }

    /// The first nine digits, for people.
    pub fn short(&self) -> &str {
        self.0.get(..9).unwrap_or(&self.0)
    }
}

impl fmt::Display for Commit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.short())
    }
}

impl Repository {
    /// The repository around `folder`, which need not exist on disk: it may be there in a revision only.
    ///
    /// # Errors
    /// When git is missing, `folder` lies in no repository or git refuses to read it.
    pub fn around(folder: &Path) -> Result<Self, Failure> {
        let (start, rest) = split_existing(folder);
        let git = Git::at(&start);
        let mut inside = match git.ask(["rev-parse", "--show-prefix"])? {
            Answer::Yes(prefix) => prefix,
            Answer::No(reason) => return Err(command::not_readable(&start, &reason)),
        };
        inside.extend(rest.as_os_str().as_bytes());
        while inside.last() == Some(&b'/') {
            inside.pop();
        }
        Ok(Self { git, inside: OsString::from_vec(inside), name: folder_name(folder) })
    }

    /// The planning folder in the repository, empty when it is the whole repository, as it can be shown.
    pub fn inside(&self) -> String {
        self.inside.to_string_lossy().into_owned()
    }

    /// The same repository with the planning folder at another place of the tree.
    #[must_use]
    pub fn with_inside(&self, inside: impl Into<OsString>) -> Self {
        Self { inside: inside.into(), ..self.clone() }
    }

    /// The commit that a revision such as `main`, `v1.2` or `HEAD~3` names.
    ///
    /// # Errors
    /// When it names none.
    pub fn commit(&self, revision: &str) -> Result<Commit, Failure> {
        match self.find(revision)? {
            Some(commit) => Ok(commit),
            None => Err(self.unknown(revision)?),
        }
    }

    /// The commit that a revision names, or `None`.
    fn find(&self, revision: &str) -> Result<Option<Commit>, Failure> {
        let wanted = format!("{revision}^{{commit}}");
        let answer = self.git.ask(["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted])?;
        Ok(answer.text().filter(|id| !id.is_empty()).map(Commit))
    }

    /// The best common ancestor of two commits, or `None` when none is known here.
    ///
    /// # Errors
    /// When git cannot be run.
    pub fn merge_base(&self, one: &Commit, other: &Commit) -> Result<Option<Commit>, Failure> {
        let answer = self.git.ask(["merge-base", one.id(), other.id()])?;
        Ok(answer.text().filter(|id| !id.is_empty()).map(Commit))
    }

    /// Whether history ends early here, so that ancestors computed here may be wrong.
    ///
    /// # Errors
    /// When git cannot be run.
    pub fn is_shallow(&self) -> Result<bool, Failure> {
        let answer = self.git.ask(["rev-parse", "--is-shallow-repository"])?;
        Ok(answer.text().as_deref() == Some("true"))
    }

    /// The planning folder as it is in each of these commits; `None` where there is no such folder. Files
    /// that are the same in several commits are read once and shared.
    ///
    /// # Errors
    /// When git cannot be run or an object is missing.
    pub fn read(&self, commits: &[&Commit]) -> Result<Vec<Option<Sources>>, Failure> {
        tree::read(self, commits)
    }

    /// The folders of a commit that have a `portfolio.md`, for a planning folder that has moved.
    ///
    /// # Errors
    /// When git cannot be run.
    pub fn portfolios(&self, commit: &Commit) -> Result<Vec<OsString>, Failure> {
        tree::portfolios(self, commit)
    }

    fn unknown(&self, revision: &str) -> Result<Failure, Failure> {
        let failure = Failure::new(format!("cannot find the revision `{revision}`"));
        if self.find("HEAD")?.is_none() {
            return Ok(failure.because("the repository has no commit yet"));
        }
        Ok(if self.is_shallow()? {
            failure.because("this clone is shallow").help(
                "fetch more history: `git fetch --unshallow`, or `fetch-depth: 2` for a pull request on GitHub",
            )
        } else {
            failure
                .help("`git branch --all` and `git tag` list what there is; `git fetch` gets what is missing")
        })
    }
}

/// The deepest folder of `path` that exists, and the rest.
fn split_existing(path: &Path) -> (PathBuf, PathBuf) {
    let mut start = path;
    while !start.is_dir() {
        match start.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => start = parent,
            _ => {
                let here = Path::new(if path.is_absolute() { "/" } else { "." });
                return (here.to_owned(), path.to_owned());
            }
        }
    }
    let rest = path.strip_prefix(start).unwrap_or(Path::new(""));
    (start.to_owned(), rest.to_owned())
}

fn folder_name(folder: &Path) -> String {
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let name = whole.file_name().map(OsStr::to_string_lossy).unwrap_or_default();
    name.strip_suffix(".git").unwrap_or(&name).to_owned()
}
