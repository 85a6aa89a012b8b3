//! `quarterdeck render-diff`: a saved comparison shown again.
//!
//! A pull request from a fork may compute a comparison but not post it. What it hands over is data: this command
//! makes a comment of it that is safe whatever the data says.

use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

use clap::Args;

use crate::cli::Verdict;
use crate::cli::diff::Output;
use crate::cli::terminal::Terminal;
use crate::failure::Failure;
use crate::report::changes::{Document, SCHEMA};

/// Show a comparison again that `diff --json` has saved.
///
/// The file is data and never trusted: it is limited in size, its words are escaped, and addresses in it are not
/// linked.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The saved comparison.
    #[arg(value_name = "FILE.json")]
    file: PathBuf,

    #[command(flatten)]
    output: Output,
}

/// The most bytes that a saved comparison may have: 16 MiB.
const LIMIT: u64 = 16 << 20;

/// Reads a saved comparison and shows it.
pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Verdict, Failure> {
    let document = read(&arguments.file)?;
    arguments.output.show(&document, terminal)?;
    Ok(Verdict::Clean)
}

fn read(path: &PathBuf) -> Result<Document, Failure> {
    let failed = |cause: String| Failure::new("cannot show").at(path).because(cause);
    let mut text = String::new();
    let file = File::open(path).map_err(|error| Failure::io("cannot read", path, &error))?;
    let read = file.take(LIMIT + 1).read_to_string(&mut text);
    read.map_err(|error| Failure::io("cannot read", path, &error))?;
    if text.len() as u64 > LIMIT {
        return Err(failed(format!("it has more than {LIMIT} bytes")));
    }
    let document: Document =
        serde_json::from_str(&text).map_err(|error| failed(format!("it is not a comparison: {error}")))?;
    if document.schema != SCHEMA {
        return Err(failed(format!("its schema is not {SCHEMA}")));
    }
    Ok(document)
}
