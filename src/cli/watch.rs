//! `quarterdeck watch`: the report in a browser while the documents are being written.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use clap::Args;

use crate::cli::Verdict;
use crate::cli::browser;
use crate::cli::folder::Folder;
use crate::cli::moves;
use crate::cli::terminal::Terminal;
use crate::diagnostic::{Diagnostic, Level, Summary, plain};
use crate::failure::Failure;
use crate::output::{Published, Target};
use crate::portfolio::Audience;
use crate::report::words;
use crate::review;
use crate::site::Templates;
use crate::source::folder;
use crate::watch::{Alarm, Board, Built, Change, Kind, Outcome, Port, Round, Server, Session, Tell, Took};

/// Show the report in the browser and keep it up to date.
///
/// While an error stands in the way, the last good report stays up and the page shows what is wrong.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    folder: Folder,

    /// The port of the preview on this machine; 0 for any. 4747 when not given, or another if that is taken.
    #[arg(long, value_name = "PORT")]
    port: Option<u16>,

    /// Show the preview in the browser.
    #[arg(long)]
    open: bool,

    /// Write the report to OUT as well, after each change.
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,

    /// Use the built-in templates only, for documents of strangers.
    #[arg(long)]
    no_templates: bool,

    /// Say where the time of each change went.
    #[arg(long, hide = true)]
    timings: bool,
}

/// Watches until the program is ended. Errors in the documents do not end it, nor do those of the machine
/// once the preview is up.
pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Verdict, Failure> {
    let dir = &arguments.folder.dir;
    let target = arguments.output.as_ref().map(|out| Target::open(out, dir)).transpose()?;
    if matches!(arguments.folder.audience, Audience::Person(_)) {
        arguments.folder.check_audience(&folder::read(dir, &[], None)?.0)?;
    }
    let mut request = arguments.folder.request();
    if arguments.no_templates {
        request.templates = Templates::BuiltIn;
    }
    let board = Arc::new(Board::default());
    let mut session = Session::new(dir, request, target, Arc::clone(&board));
    // A folder that cannot be read when we begin is a mistake in the command, not a state to wait out.
    let mut screen = Screen { terminal, dir, found: None, timings: arguments.timings };
    match session.look() {
        Round::Failed(failure) => return Err(failure),
        round => screen.round(&round),
    }
    let port = arguments.port.map_or(Port::Usual, Port::Exactly);
    let server = Server::start(port, board)?;
    screen.terminal.result(&format!("{}\n", server.address()))?;
    if arguments.open
        && let Err(failure) = browser::open(server.address())
    {
        screen.terminal.failure(&failure);
    }
    let mut alarm = Alarm::over(dir);
    session.run(&mut alarm, &mut |tell| match tell {
        Tell::Round(round) => screen.round(round),
        Tell::Notice(notice) => screen.terminal.remark(&format!("note: {}\n", plain(notice))),
    });
    Ok(Verdict::Clean)
}

/// What is said while watching.
struct Screen<'a> {
    terminal: &'a mut Terminal,
    dir: &'a Path,
    /// What was found in the round before, if it gave a report or not; `None` in the first.
    found: Option<Found>,
    timings: bool,
}

/// What was said already and need not be said again.
struct Found {
    /// In the round before.
    last: Arc<[Diagnostic]>,
    /// In the last round that gave a report; a round with errors does not get as far as most warnings.
    good: Arc<[Diagnostic]>,
}

impl Screen<'_> {
    fn round(&mut self, round: &Round) {
        match round {
            Round::Same => {}
            Round::Failed(failure) => self.terminal.failure(failure),
            Round::Written(published) => self.published(published),
            Round::Built(built) => self.built(built),
        }
    }

    fn built(&mut self, built: &Built) {
        let what = match &self.found {
            None => format!("watching {}", plain(&self.dir.display().to_string())),
            Some(_) => changes(&built.changed),
        };
        let came = match built.outcome {
            Outcome::Report => format!("ready in {}", time(built.took.total())),
            Outcome::Errors => "the last report stays up".to_owned(),
        };
        let summary = Summary::of(&built.findings);
        let found = if summary.total() == 0 { String::new() } else { format!("; {summary}") };
        let took = if self.timings { timings(built) } else { String::new() };
        self.terminal.remark(&format!("{what}: {came}{found}{took}\n"));
        if let Some(moves) = moves::line(built) {
            self.terminal.remark(&format!("  {}\n", plain(&moves)));
        }
        self.findings(built);
        match &built.published {
            Some(Ok(published)) => self.published(published),
            Some(Err(failure)) => self.terminal.failure(failure),
            None => {}
        }
    }

    /// What was not found in the round before. In the first round only errors: the rest is for `check`.
    fn findings(&mut self, built: &Built) {
        let errors: Vec<Diagnostic> =
            built.findings.iter().filter(|finding| finding.level == Level::Error).cloned().collect();
        let before = self.found.take();
        let new = match (&before, built.outcome) {
            (None, _) => errors,
            (Some(found), Outcome::Errors) => review::changed_findings(&found.last, &errors).new,
            (Some(found), Outcome::Report) if Arc::ptr_eq(&found.good, &built.findings) => Vec::new(),
            (Some(found), Outcome::Report) => review::changed_findings(&found.good, &built.findings).new,
        };
        self.terminal.findings(&new, self.dir);
        let good = match built.outcome {
            Outcome::Report => Arc::clone(&built.findings),
            Outcome::Errors => before.map_or_else(|| Arc::from([]), |found| found.good),
        };
        self.found = Some(Found { last: Arc::clone(&built.findings), good });
    }

    fn published(&mut self, published: &Published) {
        for note in &published.notes {
            self.terminal.remark(&format!("note: {}\n", plain(note)));
        }
    }
}

/// "projects/a.md edited", "projects/a.md edited and 3 more files".
fn changes(changed: &[Change]) -> String {
    let Some(first) = changed.first() else { return "the folder can be read again".to_owned() };
    let verb = match first.kind {
        Kind::Added => "added",
        Kind::Edited => "edited",
        Kind::Emptied => "emptied",
        Kind::Removed => "removed",
    };
    let first = format!("{} {verb}", plain(first.path.as_str()));
    match changed.len() - 1 {
        0 => first,
        more => format!("{first}, and {}", words::count(more, "more file", "more files")),
    }
}

fn time(took: Duration) -> String {
    let milliseconds = took.as_secs_f64() * 1e3;
    match milliseconds {
        ..10.0 => format!("{milliseconds:.1} ms"),
        ..1_000.0 => format!("{milliseconds:.0} ms"),
        _ => format!("{:.1} s", took.as_secs_f64()),
    }
}

fn timings(built: &Built) -> String {
    let Took { read, compile, show, search } = built.took;
    format!(" (read {}, compile {}, show {}, search {})", time(read), time(compile), time(show), time(search))
}
