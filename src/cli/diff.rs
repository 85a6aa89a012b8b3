//! `quarterdeck diff`: what a change does to the plan, and because of what.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::Verdict;
use crate::cli::compare::{self, Range};
use crate::cli::save::save;
use crate::cli::terminal::Terminal;
use crate::failure::Failure;
use crate::pipeline::Request;
use crate::portfolio::Audience;
use crate::report::changes::{self, Document, Style, Unranked};
use crate::site;

/// Show what a change does to the plan: who enters and leaves it, who moves, and because of what.
///
/// Without a range, the files on disk are compared with where this change began: in a pull request the branch it
/// merges into, else the common ancestor with the main branch. The base and the rule that found it are always shown.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// BASE, BASE..HEAD, BASE...HEAD (from their common ancestor) or ..HEAD.
    #[arg(value_name = "RANGE")]
    range: Option<String>,

    /// The planning folder; the nearest one upwards with a portfolio.md when not given.
    #[arg(long, value_name = "DIR")]
    path: Option<PathBuf>,

    /// Compare with another folder instead of a revision.
    #[arg(long, value_name = "DIR", conflicts_with = "range")]
    from: Option<PathBuf>,

    #[command(flatten)]
    output: Output,

    /// Exit with 1 when anything differs.
    #[arg(long)]
    exit_code: bool,

    /// Exit with 1 on these: crossing, weights, unexplained, new-errors, firmness=PERCENT; commas between.
    #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = condition)]
    fail_on: Vec<Condition>,

    /// Who may read the result: team, manager, exec or person:ID.
    #[arg(long, value_name = "WHO", default_value = "team", value_parser = audience)]
    audience: Audience,
}

/// Where the comparison goes, and in which form.
#[derive(Debug, Args)]
pub(super) struct Output {
    /// What stdout shows.
    #[arg(long, value_enum, default_value = "table")]
    format: Format,

    /// Write a comment in markdown to this file; `-` is stdout.
    #[arg(long, value_name = "FILE")]
    markdown: Option<PathBuf>,

    /// Write a page to this file.
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,

    /// Write quarterdeck.diff/1 to this file.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,

    /// The most bytes that a comment may have.
    #[arg(long, value_name = "BYTES", default_value_t = Style::default().budget)]
    max_bytes: usize,

    /// The most rows that a comment's table may have.
    #[arg(long, value_name = "N", default_value_t = Style::default().rows)]
    rows: usize,

    /// What tells a comment from those on other portfolios of the same repository.
    #[arg(long, value_name = "KEY", default_value = "portfolio")]
    key: String,

    /// An address that leads to the planning folder; a project's path is added to it.
    #[arg(long, value_name = "URL")]
    links: Option<String>,
}

/// What stdout shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Aligned columns.
    Table,
    /// A comment in markdown.
    Md,
    /// A page.
    Html,
    /// quarterdeck.diff/1.
    Json,
}

/// What makes a comparison fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Condition {
    /// A project entered or left the plan.
    Crossing,
    /// A weight differs.
    Weights,
    /// A score moved without its reason.
    Unexplained,
    /// The documents have an error that they did not have.
    NewErrors,
    /// A planned project stays in the plan under fewer nearby weightings than so many percent, and did not before.
    Firmness(u8),
}

/// Compares, shows, and says whether a condition holds.
pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Verdict, Failure> {
    let dir = arguments.path.clone().unwrap_or_else(compare::nearest);
    let (before, after) = match &arguments.from {
        Some(from) => compare::read_folders(from, &dir)?,
        None => compare::read(&dir, &Range::of(arguments.range.as_deref()), terminal)?,
    };
    let mut request = Request::default();
    request.edition.audience = arguments.audience.clone();
    let document = compare::compare(before, after, &request);
    arguments.output.show(&document, terminal)?;
    let differs = arguments.exit_code && document.changed;
    let failed = arguments.fail_on.iter().any(|condition| condition.holds(&document));
    Ok(if differs || failed { Verdict::Findings } else { Verdict::Clean })
}

impl Output {
    /// Writes every form that was asked for; stdout gets its own, unless a file took its place.
    pub(super) fn show(&self, document: &Document, terminal: &mut Terminal) -> Result<(), Failure> {
        let files = [(&self.markdown, Format::Md), (&self.html, Format::Html), (&self.json, Format::Json)];
        let mut is_written = false;
        for (path, format) in files {
            if let Some(path) = path {
                save(path, &self.text(document, format)?, terminal)?;
                is_written = true;
            }
        }
        if is_written && self.format == Format::Table {
            terminal.remark(&changes::table(document));
            return Ok(());
        }
        terminal.result(&self.text(document, self.format)?)
    }

    fn text(&self, document: &Document, format: Format) -> Result<String, Failure> {
        Ok(match format {
            Format::Table => changes::table(document),
            Format::Md => changes::markdown(document, &self.style()),
            Format::Html => site::comparison(document)?,
            Format::Json => changes::json(document),
        })
    }

    fn style(&self) -> Style {
        Style { budget: self.max_bytes, rows: self.rows, key: self.key.clone(), links: self.links.clone() }
    }
}

impl Condition {
    fn holds(self, document: &Document) -> bool {
        match self {
            Self::Crossing => document.counts.entered + document.counts.left > 0,
            Self::Weights => document.rules.changed.iter().any(|field| field.key.starts_with("weights.")),
            Self::Unexplained => document.findings.new.iter().any(|finding| finding.code == "QD601"),
            Self::NewErrors => {
                matches!(document.unranked, Some(Unranked::HeadBroken { .. }))
                    || document.findings.new.iter().any(|finding| finding.level == "error")
            }
            Self::Firmness(least) => document.projects.iter().any(|project| {
                let [before, after] = project.firmness;
                let is_weak = |share: Option<u8>| share.is_some_and(|share| share < least);
                project.in_plan[1] && is_weak(after) && !(project.in_plan[0] && is_weak(before))
            }),
        }
    }
}

fn condition(text: &str) -> Result<Condition, String> {
    match text {
        "crossing" => Ok(Condition::Crossing),
        "weights" => Ok(Condition::Weights),
        "unexplained" => Ok(Condition::Unexplained),
        "new-errors" => Ok(Condition::NewErrors),
        _ => text
            .strip_prefix("firmness=")
            .and_then(|percent| percent.parse().ok())
            .filter(|percent| *percent <= 100)
            .map(Condition::Firmness)
            .ok_or_else(|| "one of crossing, weights, unexplained, new-errors, firmness=0..100".to_owned()),
    }
}

fn audience(text: &str) -> Result<Audience, String> {
    Audience::named(text).ok_or_else(|| "one of team, manager, exec, person:ID".to_owned())
}
