//! The loop: look, compile, show, wait.
//!
//! A round looks first at the files that the alarm heard of, when they are files that were there before, and soon
//! afterwards at the whole folder, which alone is the truth; it compiles all of it. What makes that fast are memos
//! that could be dropped at any time. A round is a value; nothing is printed here.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::diagnostic::Diagnostic;
use crate::failure::Failure;
use crate::output::{Durability, Published, Target};
use crate::pipeline::{self, Assessed, Memo, Prepared, Press, Request, Viewer};
use crate::source::Sources;
use crate::source::folder::{self, Snapshot};
use crate::watch::alarm::{Alarm, Rung};
use crate::watch::board::Board;
use crate::watch::change::{self, Change};
use crate::watch::defect;
use crate::watch::heard::Heard;
use crate::watch::overlay;

/// How soon to look at everything after only what was heard of was looked at.
const SOONEST: Duration = Duration::from_millis(5);

/// How soon to look again after a file changed so recently that one more change would leave the same times.
const SOON: Duration = Duration::from_millis(110);

/// How often that is done in a row: a clock that is ahead of ours must not keep us busy.
const SOON_LIMIT: usize = 25;

/// How long whoever looked at the last report may take to look at this one before everything is searched for
/// findings.
const HEAD_START: Duration = Duration::from_millis(25);

/// How many threads at most search for findings while somebody looks at pages.
const ASIDE: usize = 4;

/// How long rounds in a row may look only at what was heard of.
const GLANCES: Duration = Duration::from_millis(500);

/// How long an emptied or removed file may be on its way to come back before that is taken for meant.
const HOLD: Duration = Duration::from_millis(120);

/// What one look at the folder led to.
#[derive(Debug)]
pub enum Round {
    /// Everything is as it was.
    Same,
    /// Something changed and was compiled.
    Built(Box<Built>),
    /// The machine refused; the last report stays up. Said once for as long as it lasts.
    Failed(Failure),
    /// The report that could not be written before is on disk now.
    Written(Published),
}

/// A compilation.
#[derive(Debug)]
pub struct Built {
    /// The files that changed since the round before, in path order; all of them in the first round.
    pub changed: Vec<Change>,
    /// Everything found, in the order of places.
    pub findings: Arc<[Diagnostic]>,
    /// The documents and their ranking now; `None` when errors stand in the way.
    pub assessed: Option<Assessed>,
    /// The documents and their ranking when a report was last built.
    pub before: Option<Assessed>,
    /// Where the time went.
    pub took: Took,
    /// The report on disk, when it is written as well.
    pub published: Option<Result<Published, Failure>>,
    /// Whether there is a report.
    pub outcome: Outcome,
}

/// Whether a compilation gave a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is shown.
    Report,
    /// Errors stand in the way; the last one stays up.
    Errors,
}

/// How long the parts of a round took.
#[derive(Debug, Clone, Copy, Default)]
pub struct Took {
    /// Looking at every file and reading those that changed.
    pub read: Duration,
    /// From sources to a ranking and what prints the pages, and to all findings where an error may be among them.
    pub compile: Duration,
    /// Showing it.
    pub show: Duration,
    /// Looking for the findings that nobody had to wait for.
    pub search: Duration,
}

impl Took {
    /// Until it was shown.
    pub fn total(&self) -> Duration {
        self.read + self.compile + self.show
    }
}

/// A planning folder that is kept compiled.
#[derive(Debug)]
pub struct Session {
    root: PathBuf,
    exclude: Vec<PathBuf>,
    request: Request,
    target: Option<Target>,
    board: Arc<Board>,
    memo: Memo,
    /// The threads for what is done while somebody looks at pages already; `None` when the system gives no more.
    aside: Option<ThreadPool>,
    seen: Option<(Sources, Snapshot)>,
    /// Since when only files that were heard of have been looked at.
    glanced: Option<Instant>,
    good: Option<Assessed>,
    since: Option<Timestamp>,
    /// Why the folder could not be read in the round before.
    unreadable: Option<String>,
    /// Since when a file is emptied or gone that may be on its way to come back.
    held: Option<Instant>,
    /// The report that could not be written yet.
    unwritten: Option<Arc<Press>>,
    soon: usize,
}

impl Session {
    /// A session over `root` that shows on `board`, and writes to `target` as well when there is one.
    pub fn new(root: &Path, request: Request, target: Option<Target>, board: Arc<Board>) -> Self {
        let usual = root.join("public");
        let exclude = vec![target.as_ref().map_or(usual, |target| target.path().to_owned())];
        Self {
            root: root.to_owned(),
            exclude,
            request,
            target,
            board,
            memo: Memo::default(),
            aside: ThreadPoolBuilder::new().num_threads(rayon::current_num_threads().min(ASIDE)).build().ok(),
            seen: None,
            glanced: None,
            good: None,
            since: None,
            unreadable: None,
            held: None,
            unwritten: None,
            soon: 0,
        }
    }

    /// Looks and shows for as long as the alarm can ring, telling of every round.
    pub fn run(&mut self, alarm: &mut Alarm, tell: &mut dyn FnMut(Tell<'_>)) {
        let mut heard = Heard::Anything;
        loop {
            let begun = Instant::now();
            // On a thread of the pool, so that a small round is not handed to another thread for each part of it.
            let round = rayon::scope(|_| self.look_at(&heard));
            alarm.arm();
            if let Some(notice) = alarm.take_notice() {
                tell(Tell::Notice(&notice));
            }
            tell(Tell::Round(&round));
            let patience = self.patience(alarm, begun.elapsed());
            heard = match alarm.wait(patience) {
                Rung::Event(heard) => heard,
                Rung::Time => self.due(alarm),
                Rung::Over => return,
            };
        }
    }

    /// One round: the folder as it is now.
    pub fn look(&mut self) -> Round {
        let begun = Instant::now();
        let previous = self.seen.as_ref().map(|(_, snapshot)| snapshot);
        match folder::read(&self.root, &self.exclude, previous) {
            Ok((sources, snapshot)) => {
                self.glanced = None;
                self.take(begun, sources, snapshot)
            }
            Err(failure) => self.cannot_read(failure),
        }
    }

    /// The same, as far as files tell that were heard of. Where that could mislead, it looks at everything.
    pub fn look_at(&mut self, heard: &Heard) -> Round {
        let begun = Instant::now();
        let may_glance = self.held.is_none()
            && self.unreadable.is_none()
            && self.glanced.is_none_or(|since| since.elapsed() < GLANCES);
        let glance = match (heard, &self.seen) {
            (Heard::Files(paths), Some((sources, snapshot))) if may_glance => {
                folder::glance(&self.root, (sources, snapshot), paths)
            }
            _ => None,
        };
        let Some((sources, snapshot)) = glance else { return self.look() };
        let round = self.take(begun, sources, snapshot);
        if !matches!(round, Round::Same) {
            self.glanced.get_or_insert(begun);
        }
        round
    }

    /// What is to be done with what was seen since `begun`.
    fn take(&mut self, begun: Instant, sources: Sources, snapshot: Snapshot) -> Round {
        let before = self.seen.as_ref().map(|(sources, _)| sources);
        let changed = change::between(before, &sources);
        let is_same =
            changed.is_empty() && before.is_some_and(|before| before.findings() == sources.findings());
        if self.unreadable.take().is_none() && is_same {
            self.seen = Some((sources, snapshot));
            self.held = None;
            return self.write_again();
        }
        if self.holds_back(&changed) {
            return Round::Same;
        }
        let read = begun.elapsed();
        let round = self.build(&sources, changed, read);
        self.seen = Some((sources, snapshot));
        round
    }

    /// How long to wait before the next look when no event comes.
    fn patience(&mut self, alarm: &Alarm, took: Duration) -> Duration {
        if self.held.is_some() {
            return HOLD / 2;
        }
        let restless = self.seen.as_ref().is_some_and(|(_, snapshot)| !snapshot.restless().is_empty());
        self.soon = if restless { self.soon + 1 } else { 0 };
        if self.glanced.is_some() {
            return SOONEST;
        }
        if restless && self.soon <= SOON_LIMIT {
            return SOON;
        }
        alarm.pace(took)
    }

    /// What to look at when nothing was heard for that long: files that changed too recently to be sure of, when
    /// everything else would have been heard of.
    fn due(&self, alarm: &Alarm) -> Heard {
        let is_due = self.glanced.is_none() && self.soon <= SOON_LIMIT && alarm.hears();
        let restless = self.seen.as_ref().filter(|_| is_due).map(|(_, snapshot)| snapshot.restless());
        let restless = restless.filter(|files| !files.is_empty());
        restless.map_or(Heard::Anything, |files| Heard::Files(files.clone()))
    }

    /// Whether to wait a moment: editors empty or remove a file before they write it anew.
    fn holds_back(&mut self, changed: &[Change]) -> bool {
        let is_first = self.seen.is_none();
        let unfinished = !is_first && changed.iter().any(Change::may_be_unfinished);
        if !unfinished {
            self.held = None;
            return false;
        }
        let since = *self.held.get_or_insert_with(Instant::now);
        if since.elapsed() < HOLD {
            return true;
        }
        self.held = None;
        false
    }

    fn cannot_read(&mut self, failure: Failure) -> Round {
        let words = failure.to_string();
        if self.unreadable.as_ref() == Some(&words) {
            return Round::Same;
        }
        self.unreadable = Some(words);
        self.fail(failure)
    }

    fn fail(&self, failure: Failure) -> Round {
        self.board.put(None, Some(overlay::of_failure(&failure, self.since)));
        Round::Failed(failure)
    }

    /// Tries once more to write what could not be written.
    fn write_again(&mut self) -> Round {
        let Some(press) = self.unwritten.take() else { return Round::Same };
        match self.publish(&press) {
            Some(Ok(published)) => Round::Written(published),
            _ => Round::Same,
        }
    }

    fn build(&mut self, sources: &Sources, changed: Vec<Change>, read: Duration) -> Round {
        let begun = Instant::now();
        let board = Arc::clone(&self.board);
        let show = |press: Option<&Arc<Press>>, overlay| {
            let compile = begun.elapsed();
            board.put(press.cloned(), overlay);
            (compile, begun.elapsed().saturating_sub(compile))
        };
        let last = board.shown();
        let is_looked_at = last.looks.any();
        let give_way = || {
            if is_looked_at {
                board.shown().looks.give_way(HEAD_START);
            }
        };
        let mut shown = None;
        let early = |press: &Arc<Press>| {
            shown = Some((Arc::clone(press), show(Some(press), None)));
            if is_looked_at {
                press.work_ahead();
            }
        };
        let prepared = match self.compile(sources, early, &give_way) {
            Ok(prepared) => prepared,
            Err(failure) => {
                if shown.is_some() {
                    // What will never be found is missing on some of its pages.
                    self.board.put(last.press().cloned(), None);
                }
                return self.fail(failure);
            }
        };
        let Prepared { assessed, press, findings } = prepared;
        let outcome = if press.is_some() { Outcome::Report } else { Outcome::Errors };
        let (compile, show) = match shown {
            Some((early, times)) if press.as_ref().is_some_and(|press| Arc::ptr_eq(press, &early)) => times,
            _ if outcome == Outcome::Errors => show(None, Some(overlay::of_findings(&findings, self.since))),
            _ => show(press.as_ref(), None),
        };
        let search = begun.elapsed().saturating_sub(compile + show);
        self.unwritten = None;
        let published = press.as_ref().and_then(|press| self.publish(press));
        let before = self.good.clone();
        if outcome == Outcome::Report {
            self.good.clone_from(&assessed);
            self.since = Some(Timestamp::now());
        }
        let took = Took { read, compile, show, search };
        Round::Built(Box::new(Built { changed, findings, assessed, before, took, published, outcome }))
    }

    /// Compiles, showing the report early where that can be; a defect of ours ends the round and not the session.
    fn compile(
        &mut self,
        sources: &Sources,
        mut show: impl FnMut(&Arc<Press>),
        give_way: &(dyn Fn() + Sync),
    ) -> Result<Prepared, Failure> {
        let (memo, request, aside) = (&mut self.memo, &self.request, self.aside.as_ref());
        let prepared = defect::caught(|| match aside {
            Some(aside) => {
                let viewer = Viewer { show: &mut show, give_way, aside };
                pipeline::prepare_for(viewer, sources, memo, request)
            }
            None => pipeline::prepare(sources, memo, request),
        });
        prepared.map_err(|words| {
            // What a panic left half done could be wrong; without it the next round only takes longer.
            self.memo = Memo::default();
            broken(&words)
        })
    }

    /// Writes the report as well, where that is asked for.
    fn publish(&mut self, press: &Arc<Press>) -> Option<Result<Published, Failure>> {
        let target = self.target.as_ref()?;
        let published = match defect::caught(|| press.site()) {
            Ok(Ok(site)) => target.publish(&site, Durability::Lazy),
            Ok(Err(faults)) => Err(broken(faults.first().map_or("no words", |fault| &fault.message))),
            Err(words) => Err(broken(&words)),
        };
        self.unwritten = published.is_err().then(|| Arc::clone(press));
        Some(published)
    }
}

fn broken(words: &str) -> Failure {
    Failure::new("cannot build the report")
        .because(format!("a defect in quarterdeck ({words})"))
        .help("undo the last change to go on, and report the defect with it")
}

/// What the loop has to say.
#[derive(Debug)]
pub enum Tell<'a> {
    /// A round is over.
    Round(&'a Round),
    /// How the folder is watched, when that is not the usual way.
    Notice(&'a str),
}
