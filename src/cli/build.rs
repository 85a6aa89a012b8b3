//! `quarterdeck build`: the report on disk.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;

use crate::cli::Verdict;
use crate::cli::browser;
use crate::cli::folder::Folder;
use crate::cli::kept::kept;
use crate::cli::progress::Progress;
use crate::cli::terminal::Terminal;
use crate::diagnostic::{Diagnostic, Summary, plain};
use crate::failure::Failure;
use crate::output::{Durability, Mode, Published, Target};
use crate::pipeline::{self, Compiled, Memo};
use crate::portfolio::Portfolio;
use crate::report::words;
use crate::site::Templates;
use crate::source::folder;

/// Write the report.
///
/// An error in any document means that nothing is written: one project missing from a ranking moves the
/// others, so a report from a part of the documents would be a wrong report.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    folder: Folder,

    /// Where to write it; DIR/public when not given.
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,

    /// A name for the state of the documents, printed in the footer.
    #[arg(long, value_name = "TEXT")]
    revision: Option<String>,

    /// Use the built-in templates only, for documents of strangers.
    #[arg(long)]
    no_templates: bool,

    /// Wait until the report would survive a power cut.
    #[arg(long)]
    durable: bool,

    /// Show the report in the browser when it is written.
    #[arg(long)]
    open: bool,
}

/// Builds the report and puts it in place, or shows every finding and writes nothing.
pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Verdict, Failure> {
    let begun = Instant::now();
    let dir = &arguments.folder.dir;
    let out = arguments.output.clone().unwrap_or_else(|| dir.join("public"));
    let progress = Progress::start(terminal, "Reading");
    let target = Target::open(&out, dir)?;
    let (sources, _) = folder::read(dir, &[target.path().to_owned()], None)?;
    arguments.folder.check_audience(&sources)?;
    progress.stage("Ranking and rendering");
    let mut request = arguments.folder.request();
    request.edition.revision.clone_from(&arguments.revision);
    if arguments.no_templates {
        request.templates = Templates::BuiltIn;
    }
    let compiled = kept(pipeline::compile(kept(sources), kept(Memo::default()), &request));
    let Compiled { site, findings, assessed } = compiled;
    let Some(site) = site else {
        drop(progress);
        terminal.findings(findings, dir);
        terminal.remark("nothing written\n");
        return Ok(Verdict::Findings);
    };
    progress.stage("Writing");
    let durability = if arguments.durable { Durability::Synced } else { Durability::Lazy };
    let published = target.publish(site, durability)?;
    drop(progress);
    let read = assessed.as_ref().map_or_else(String::new, |assessed| read(&assessed.portfolio));
    let found = found(findings, dir);
    let written = written(&published);
    let seconds = begun.elapsed().as_secs_f32();
    terminal.remark(&format!("read {read}; found {found}; {written} in {seconds:.2} s\n"));
    for note in &published.notes {
        terminal.remark(&format!("note: {}\n", plain(note)));
    }
    let index = out.join("index.html");
    terminal.result(&format!("{}\n", plain(&index.display().to_string())))?;
    if arguments.open {
        browser::open(&index)?;
    }
    Ok(Verdict::Clean)
}

/// "14 projects, 5 people, 5 narratives and 3 goals".
fn read(portfolio: &Portfolio) -> String {
    let parts = [
        (portfolio.projects().len(), "project", "projects"),
        (portfolio.people().len(), "person", "people"),
        (portfolio.narratives().len(), "narrative", "narratives"),
        (portfolio.goals().len(), "goal", "goals"),
    ];
    let named: Vec<String> = parts
        .into_iter()
        .filter(|(count, _, _)| *count > 0)
        .map(|(count, one, many)| words::count(count, one, many))
        .collect();
    words::list(&named)
}

/// "nothing to mend", or what there is and which command shows it.
fn found(findings: &[Diagnostic], dir: &Path) -> String {
    let summary = Summary::of(findings);
    if summary.total() == 0 {
        return "nothing to mend".to_owned();
    }
    format!("{summary} (see `quarterdeck check {}`)", plain(&dir.display().to_string()))
}

fn written(published: &Published) -> String {
    let Published { written, kept, removed, mode, .. } = published;
    let total = written.len() + kept;
    if *mode == Mode::Unchanged {
        return format!("{total} files as they were");
    }
    format!("{total} files: {} written, {kept} kept, {} removed", written.len(), removed.len())
}
