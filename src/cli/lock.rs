//! `quarterdeck lock`: the ranking as a file to commit.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::Verdict;
use crate::cli::folder::typed_prefix;
use crate::cli::save::replace;
use crate::cli::terminal::Terminal;
use crate::diagnostic::{Code, Diagnostic, Place, plain};
use crate::failure::Failure;
use crate::path::RelPath;
use crate::pipeline::{self, Memo, Request};
use crate::ranking::Ranking;
use crate::review::{LOCK_FILE, LockState, lock, lock_state};
use crate::source::folder;

/// Write ranking.lock, whose own difference in git reads as rank moves.
///
/// It stands beside portfolio.md, one line a project in rank order. `quarterdeck check --locked` fails when it does
/// not say what the documents say.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The planning folder.
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
}

/// Writes the file when it says something else.
pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Verdict, Failure> {
    let dir = &arguments.dir;
    let (sources, _) = folder::read(dir, &[], None)?;
    let (assessed, findings) = pipeline::assess(&sources, &mut Memo::default(), &Request::default());
    let Some(assessed) = assessed else {
        terminal.findings(&findings, dir);
        terminal.remark("nothing written\n");
        return Ok(Verdict::Findings);
    };
    match renewed(dir, &assessed.ranking)? {
        Some(written) => terminal.result(&format!("{written}\n"))?,
        None => terminal.remark(&format!("{} is up to date\n", shown(dir))),
    }
    Ok(Verdict::Clean)
}

/// Writes the file when it says something else, and gives its name.
pub(super) fn renewed(dir: &Path, ranking: &Ranking) -> Result<Option<String>, Failure> {
    let path = dir.join(LOCK_FILE);
    let wanted = lock(ranking);
    if lock_state(read(&path)?.as_deref(), &wanted) == LockState::Fresh {
        return Ok(None);
    }
    replace(&path, &wanted)?;
    Ok(Some(shown(dir)))
}

fn shown(dir: &Path) -> String {
    plain(&format!("{}{LOCK_FILE}", typed_prefix(dir))).into_owned()
}

/// What is wrong with the lock file, and the difference that repairs it.
pub(super) fn stale(dir: &Path, ranking: &Ranking) -> Result<Option<(Diagnostic, String)>, Failure> {
    let command =
        format!("run `quarterdeck lock {}` and commit {LOCK_FILE}", plain(&dir.display().to_string()));
    let found = read(&dir.join(LOCK_FILE))?;
    let finding = |code, message: &str| {
        let finding = Diagnostic::new(code, message).help(command.clone()).subject(LOCK_FILE);
        match RelPath::new(LOCK_FILE).filter(|_| found.is_some()) {
            Some(path) => finding.at(Place::file(&path)),
            None => finding,
        }
    };
    Ok(match lock_state(found.as_deref(), &lock(ranking)) {
        LockState::Fresh => None,
        LockState::Missing => Some((finding(Code::QD701, "there is no ranking.lock"), String::new())),
        LockState::Stale(difference) => {
            Some((finding(Code::QD701, "ranking.lock does not match the documents"), difference))
        }
        LockState::Conflicted => {
            Some((finding(Code::QD702, "ranking.lock has the marks of a merge conflict"), String::new()))
        }
    })
}

/// The file's text, when there is such a file. What is not text is shown as a difference like anything else.
fn read(path: &Path) -> Result<Option<String>, Failure> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::io("cannot read", path, &error)),
    }
}
