//! `quarterdeck calibrate`: which weights past outcomes suggest, or why nothing can be said.

use std::fmt::Write;

use clap::Args;

use crate::cli::Verdict;
use crate::cli::folder::Folder;
use crate::cli::terminal::Terminal;
use crate::diagnostic::plain;
use crate::failure::Failure;
use crate::report::calibration;

/// Say which weights past outcomes suggest, with the evidence, or why nothing can be said.
///
/// Finished projects with an outcome are the evidence. No weight is ever changed by this.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    folder: Folder,
}

/// Prints the verdict with its reasons.
pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Verdict, Failure> {
    let sources = arguments.folder.read()?;
    let Some(assessed) = arguments.folder.assess(&sources, terminal) else {
        return Ok(Verdict::Findings);
    };
    let known = &assessed.history.calibration;
    let mut text = format!("{}.\n\n", calibration::heading(known));
    for sentence in calibration::sentences(known, &assessed.portfolio) {
        let _ = writeln!(text, "{}", plain(&sentence));
    }
    if known.verdict.lesson().is_some() {
        let _ = writeln!(text, "\n{}", calibration::CAUTION);
    }
    terminal.result(&text)?;
    Ok(Verdict::Clean)
}
