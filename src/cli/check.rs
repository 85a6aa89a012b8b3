//! `quarterdeck check`: everything that `build` does except writing.

use std::env;
use std::path::Path;
use std::sync::Arc;

use clap::{Args, ValueEnum};

use crate::cli::Verdict;
use crate::cli::folder::{Folder, typed_prefix};
use crate::cli::kept::kept;
use crate::cli::mending::Boldness;
use crate::cli::terminal::Terminal;
use crate::cli::{compare, fix, lock};
use crate::diagnostic::human::Look;
use crate::diagnostic::{
    self, Diagnostic, Level, Summary, concise, github, gitlab, human, json, plain, sarif,
};
use crate::failure::Failure;
use crate::pipeline::{self, Assessed, Memo, Request};
use crate::report::words;

/// Check the documents and every page of the report, without writing anything.
#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line, and none excludes another"
)]
pub(super) struct Arguments {
    #[command(flatten)]
    folder: Folder,

    /// How to show findings; human when not given, and for GitHub as well where it runs the command.
    #[arg(long, value_enum)]
    format: Option<Format>,

    /// Treat warnings as errors.
    #[arg(long)]
    strict: bool,

    /// Report only what is new since this revision, and what the change itself leaves unexplained.
    #[arg(long, value_name = "REV")]
    base: Option<String>,

    /// Fail when ranking.lock does not say what the documents say, and show the difference; with --fix, write it.
    #[arg(long)]
    locked: bool,

    /// Make the corrections that cannot change a meaning, then check again.
    #[arg(long, group = "mending")]
    fix: bool,

    /// Print what --fix would change as a patch, write nothing, and end with 1 when there is something.
    #[arg(long, group = "mending", conflicts_with_all = ["format", "base", "locked"])]
    diff: bool,

    /// With --fix or --diff: the corrections as well that a person should look at afterwards.
    #[arg(long = "unsafe", requires = "mending")]
    bold: bool,
}

impl Arguments {
    const fn boldness(&self) -> Boldness {
        if self.bold { Boldness::Unsafe } else { Boldness::Safe }
    }
}

/// How findings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// With the line and a caret.
    Human,
    /// One a line: path:line:column: level\[code\] message.
    Concise,
    /// quarterdeck.check/1.
    Json,
    /// Workflow commands, shown beside the changed lines.
    Github,
    /// A code quality report.
    Gitlab,
    /// SARIF 2.1.0.
    Sarif,
}

/// Shows every finding.
pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Verdict, Failure> {
    let dir = &arguments.folder.dir;
    let request = arguments.folder.request();
    if arguments.diff {
        return would_correct(arguments, &request, terminal);
    }
    if arguments.fix {
        correct(arguments, terminal)?;
    }
    let (assessed, found) = found(arguments, &request)?;
    let mut findings = match &arguments.base {
        Some(base) => compare::new_since(dir, base, (assessed.as_ref(), found), &request)?,
        None => found.to_vec(),
    };
    let mut difference = String::new();
    let locked = assessed.as_ref().filter(|_| arguments.locked);
    if let Some(assessed) = locked.filter(|_| arguments.fix)
        && let Some(written) = lock::renewed(dir, &assessed.ranking)?
    {
        terminal.remark(&format!("brought {written} up to date\n"));
    }
    if let Some(assessed) = locked
        && let Some((finding, shown)) = lock::stale(dir, &assessed.ranking)?
    {
        findings.push(finding);
        difference = shown;
    }
    if arguments.strict {
        harden(&mut findings);
    }
    terminal.result(&shown(&findings, arguments.format, dir))?;
    if arguments.format.is_none_or(|format| format == Format::Human) {
        terminal.result(&difference)?;
    } else {
        terminal.remark(&difference);
    }
    Ok(if diagnostic::any_errors(&findings) { Verdict::Findings } else { Verdict::Clean })
}

/// Corrects the documents on disk, and says which.
fn correct(arguments: &Arguments, terminal: &mut Terminal) -> Result<(), Failure> {
    let dir = &arguments.folder.dir;
    let sources = arguments.folder.read()?;
    for (path, count) in fix::apply(&sources, arguments.boldness(), dir)? {
        let places = words::count(count, "place", "places");
        terminal.remark(&format!("mended {places} in {}{}\n", typed_prefix(dir), plain(path.as_str())));
    }
    Ok(())
}

/// Shows what would be corrected, and says what would be left.
fn would_correct(
    arguments: &Arguments,
    request: &Request,
    terminal: &mut Terminal,
) -> Result<Verdict, Failure> {
    let dir = &arguments.folder.dir;
    let sources = arguments.folder.read()?;
    let preview = fix::preview(&sources, arguments.boldness(), &typed_prefix(dir));
    terminal.result(&preview.patch)?;
    let (_, left) = pipeline::check(&preview.sources, &mut Memo::default(), request);
    let mut left = left.to_vec();
    if arguments.strict {
        harden(&mut left);
    }
    let left_over = Summary::of(&left);
    if preview.files == 0 {
        let left_over = if left_over.total() == 0 { String::new() } else { format!("; {left_over} left") };
        terminal.remark(&format!("nothing to correct{left_over}\n"));
    } else {
        let places = words::count(preview.places, "place", "places");
        let files = words::count(preview.files, "file", "files");
        terminal.remark(&format!("--fix would correct {places} in {files} and leave {left_over}\n"));
    }
    let is_clean = preview.files == 0 && !diagnostic::any_errors(&left);
    Ok(if is_clean { Verdict::Clean } else { Verdict::Findings })
}

type Found = (Option<Assessed>, Arc<[Diagnostic]>);

fn found(arguments: &Arguments, request: &Request) -> Result<&'static Found, Failure> {
    let sources = kept(arguments.folder.read()?);
    Ok(kept(pipeline::check(sources, kept(Memo::default()), request)))
}

/// Makes errors of warnings.
fn harden(findings: &mut [Diagnostic]) {
    for finding in findings.iter_mut().filter(|finding| finding.level == Level::Warning) {
        finding.level = Level::Error;
    }
}

fn shown(findings: &[Diagnostic], format: Option<Format>, dir: &Path) -> String {
    let (typed, inside) = (typed_prefix(dir), repository_prefix(dir));
    match format {
        Some(Format::Concise) => concise::render(findings, &typed),
        Some(Format::Json) => json::render(findings),
        Some(Format::Github) => github::render(findings, &inside),
        Some(Format::Gitlab) => gitlab::render(findings, &inside),
        Some(Format::Sarif) => sarif::render(findings, &inside),
        None if env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true") => {
            github::render(findings, &inside) + &for_people(findings, &typed)
        }
        Some(Format::Human) | None => for_people(findings, &typed),
    }
}

/// The findings, or that there are none. Colour is taken out again where it is not wanted.
fn for_people(findings: &[Diagnostic], prefix: &str) -> String {
    match Summary::of(findings).total() {
        0 => "no findings\n".to_owned(),
        _ => human::render(findings, prefix, Look::Coloured),
    }
}

/// What leads from the root of the repository around the planning folder to a file of it; without a
/// repository, as it was typed.
fn repository_prefix(dir: &Path) -> String {
    let Ok(whole) = dir.canonicalize() else { return typed_prefix(dir) };
    let root = whole.ancestors().find(|folder| folder.join(".git").exists());
    match root.and_then(|root| whole.strip_prefix(root).ok()) {
        Some(inside) => typed_prefix(inside),
        None => typed_prefix(dir),
    }
}
