//! Two states of the documents, read from wherever they are, and what differs between them.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::kept::kept;
use crate::cli::terminal::Terminal;
use crate::diagnostic::{self, Code, Diagnostic, Level};
use crate::failure::Failure;
use crate::pipeline::{self, Assessed, Memo, Request};
use crate::ranking::{Firmness, Ranking, Region};
use crate::report::changes::{self, Document, End, EndKind, Unranked};
use crate::review::{self, Changes, State};
use crate::source::git::{Base, Commit, Hints, Repository, Rule, with_sparse};
use crate::source::{Sources, folder};

/// What is compared with what.
#[derive(Debug, Clone)]
pub(super) enum Range {
    /// The files on disk with the base of the change.
    Suggested,
    /// The files on disk with a revision.
    Since(String),
    /// A revision with the base of the change.
    SuggestedTo(String),
    /// Two revisions.
    Two(String, String),
    /// The second revision with the common ancestor of both.
    Forked(String, String),
}

impl Range {
    /// `BASE`, `BASE..HEAD`, `BASE...HEAD`, `..HEAD`, or nothing.
    pub(super) fn of(text: Option<&str>) -> Self {
        let or_head = |text: &str| if text.is_empty() { "HEAD" } else { text }.to_owned();
        match text {
            None | Some("") => Self::Suggested,
            Some(text) => {
                if let Some((base, head)) = text.split_once("...") {
                    Self::Forked(or_head(base), or_head(head))
                } else if let Some((base, head)) = text.split_once("..") {
                    if base.is_empty() {
                        Self::SuggestedTo(or_head(head))
                    } else {
                        Self::Two(base.into(), or_head(head))
                    }
                } else {
                    Self::Since(text.to_owned())
                }
            }
        }
    }
}

/// One state as it was read: nothing when there is no planning folder.
pub(super) struct Side {
    pub(super) sources: Option<Sources>,
    pub(super) end: End,
}

/// Reads the two states of a planning folder that a range names.
pub(super) fn read(dir: &Path, range: &Range, terminal: &mut Terminal) -> Result<(Side, Side), Failure> {
    let repository = Repository::around(dir)?;
    let (base, head) = resolve(&repository, range)?;
    let mut wanted = vec![&base.commit];
    wanted.extend(head.as_ref());
    let mut read = repository.read(&wanted)?;
    let after = match &head {
        Some(commit) => {
            let end =
                End { commit: Some(commit.id().to_owned()), ..end(EndKind::Revision, &repository.inside()) };
            Side { sources: read.pop().flatten(), end }
        }
        None => on_disk(dir, &repository, terminal)?,
    };
    let mut end = End {
        commit: Some(base.commit.id().to_owned()),
        rule: Some(base.rule.key().to_owned()),
        said: Some(base.rule.to_string()),
        ..end(EndKind::Revision, &repository.inside())
    };
    let mut sources = read.pop().flatten();
    if sources.is_none() && after.sources.is_some() {
        sources = moved(&repository, &base, &mut end)?;
    }
    Ok((Side { sources, end }, after))
}

/// Reads two folders.
pub(super) fn read_folders(from: &Path, dir: &Path) -> Result<(Side, Side), Failure> {
    let side = |path: &Path| {
        let (sources, _) = folder::read(path, &[], None)?;
        Ok(Side { sources: Some(sources), end: end(EndKind::Folder, &path.to_string_lossy()) })
    };
    Ok((side(from)?, side(dir)?))
}

/// The nearest folder upwards from here that has a `portfolio.md`, else this one.
pub(super) fn nearest() -> PathBuf {
    let here = env::current_dir().unwrap_or_default();
    for (steps, folder) in here.ancestors().enumerate() {
        if folder.join("portfolio.md").is_file() {
            return if steps == 0 { ".".into() } else { vec![".."; steps].iter().collect() };
        }
    }
    PathBuf::from(".")
}

fn resolve(repository: &Repository, range: &Range) -> Result<(Base, Option<Commit>), Failure> {
    let hints = Hints::from_environment();
    let named = |name: &String| -> Result<Base, Failure> {
        Ok(Base { commit: repository.commit(name)?, rule: Rule::Named(name.clone()) })
    };
    Ok(match range {
        Range::Suggested => (repository.base(&hints, &repository.commit("HEAD")?)?, None),
        Range::Since(base) => (named(base)?, None),
        Range::SuggestedTo(head) => {
            let head = repository.commit(head)?;
            (repository.base(&hints, &head)?, Some(head))
        }
        Range::Two(base, head) => (named(base)?, Some(repository.commit(head)?)),
        Range::Forked(base, head) => {
            let head = repository.commit(head)?;
            (repository.forked(base, &head)?, Some(head))
        }
    })
}

fn on_disk(dir: &Path, repository: &Repository, terminal: &mut Terminal) -> Result<Side, Failure> {
    let (sources, _) = folder::read(dir, &[], None)?;
    let (sources, added) = with_sparse(repository, sources)?;
    if added > 0 {
        terminal.remark(&format!(
            "note: this is a sparse checkout; {added} files that are not on disk are read from HEAD\n"
        ));
    }
    Ok(Side { sources: Some(sources), end: end(EndKind::Worktree, &repository.inside()) })
}

/// The only other planning folder of the base, when this one is not there.
fn moved(repository: &Repository, base: &Base, end: &mut End) -> Result<Option<Sources>, Failure> {
    let Ok([only]) = <[_; 1]>::try_from(repository.portfolios(&base.commit)?) else { return Ok(None) };
    end.path = only.to_string_lossy().into_owned();
    let place = if end.path.is_empty() { "the repository's root" } else { &end.path };
    end.said = Some(format!("{}; the planning folder was {place} then", base.rule));
    let there = repository.with_inside(only);
    Ok(there.read(&[&base.commit])?.pop().flatten())
}

fn end(kind: EndKind, path: &str) -> End {
    End { kind, commit: None, path: path.to_owned(), rule: None, said: None }
}

/// The findings that a revision did not have, and those about the change since then.
pub(super) fn new_since(
    dir: &Path,
    base: &str,
    head: (Option<&Assessed>, &[Diagnostic]),
    request: &Request,
) -> Result<Vec<Diagnostic>, Failure> {
    let repository = Repository::around(dir)?;
    let commit = repository.commit(base)?;
    let sources = repository.read(&[&commit])?.pop().flatten().unwrap_or_default();
    let (before, found) = pipeline::check(&sources, &mut Memo::default(), request);
    let mut new = review::changed_findings(&found, head.1).new;
    let state = |assessed: Option<&Assessed>| {
        Some(Ranked { assessed: assessed.cloned(), near: None, findings: Vec::new() })
            .filter(|it| it.assessed.is_some())
    };
    if let (Some(old), Some(now)) = (state(before.as_ref()), state(head.0))
        && let (Some(old), Some(now)) = (old.state(), now.state())
    {
        let changes = review::compare(&old, &now);
        new.extend(request.edition.audience.may_read(review::policy(&old, &now, &changes)));
    }
    diagnostic::sort(&mut new);
    Ok(new)
}

/// A state with everything computed from it.
struct Ranked {
    assessed: Option<Assessed>,
    near: Option<Firmness>,
    findings: Vec<Diagnostic>,
}

impl Ranked {
    fn state(&self) -> Option<State<'_>> {
        let Assessed { portfolio, candidates, ranking, .. } = self.assessed.as_ref()?;
        Some(State { portfolio, candidates, ranking, near: self.near.as_ref(), findings: &self.findings })
    }

    fn errors(&self) -> Vec<&Diagnostic> {
        self.findings.iter().filter(|finding| finding.level == Level::Error).collect()
    }

    /// Whether there are no documents at all, which is a beginning and not a fault.
    fn is_empty(&self) -> bool {
        self.findings.iter().all(|finding| finding.level != Level::Error || finding.code == Code::QD001)
    }
}

/// What differs between two states; findings about the change itself are among the new ones.
pub(super) fn compare(before: Side, after: Side, request: &Request) -> Document {
    let (before, after) = (kept(before), kept(after));
    let memo = kept(Memo::default());
    let nothing = || (None, Vec::new());
    let both = match (&before.sources, &after.sources) {
        (Some(before), Some(after)) => pipeline::assess_both([before, after], memo, request),
        (before, after) => [before, after].map(|sources| {
            sources.as_ref().map_or_else(nothing, |sources| pipeline::assess(sources, memo, request))
        }),
    };
    let [old, new] = both.map(|(assessed, findings)| kept(Ranked { assessed, near: None, findings }));
    firm(old, new);
    let ends = (before.end.clone(), after.end.clone());
    let (before_state, after_state) = (old.state(), new.state());
    match (before_state, after_state) {
        (Some(before), Some(after)) => {
            let changes = review::compare(&before, &after);
            let policy = request.edition.audience.may_read(review::policy(&before, &after, &changes));
            changes::compared(&with_policy(changes, policy), (&before, &after), ends)
        }
        (None, Some(after)) if before.sources.is_none() || old.is_empty() => {
            changes::first(&after, ends, Unranked::FirstRun)
        }
        (None, Some(after)) => {
            changes::first(&after, ends, Unranked::BaseBroken { errors: old.errors().len() })
        }
        (_, None) => {
            let title = match (&old.assessed, &after.sources) {
                (Some(old), _) => old.portfolio.settings().title.as_str(),
                (None, sources) => sources.as_ref().map_or("", Sources::name),
            };
            changes::broken(title, &new.errors(), ends)
        }
    }
}

fn with_policy(mut changes: Changes, policy: Vec<Diagnostic>) -> Changes {
    changes.findings.new.extend(policy);
    changes
}

/// Beyond so many ranked projects it is not asked how firm a plan is: that costs as much as all the rest.
const FIRMNESS_LIMIT: usize = 2_000;

/// How firm both plans are; not asked when the rankings are the same or very long.
fn firm(old: &mut Ranked, new: &mut Ranked) {
    let ranking = |side: &Ranked| side.assessed.as_ref().map(|assessed| Arc::clone(&assessed.ranking));
    let (before, after) = (ranking(old), ranking(new));
    if before == after {
        return;
    }
    let near = |ranking: Option<Arc<Ranking>>| {
        let short = ranking.filter(|ranking| ranking.placed.len() <= FIRMNESS_LIMIT)?;
        short.firmness(Region::Near)
    };
    (old.near, new.near) = rayon::join(|| near(before), || near(after));
}
