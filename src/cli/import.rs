//! `quarterdeck import`: one document a row, from a spreadsheet.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::Verdict;
use crate::cli::mending::{Boldness, mended, with_documents};
use crate::cli::planting::plant;
use crate::cli::rows::{self, Row};
use crate::cli::terminal::Terminal;
use crate::diagnostic::Summary;
use crate::failure::Failure;
use crate::path::RelPath;
use crate::pipeline::{self, Memo, Request};
use crate::source::{Sources, folder};

/// Write one project a row of a CSV file. People and narratives that it names get documents as well.
///
/// The first row names the columns: title, and any key of a project, such as status, owner, business,
/// interest, growth, effort, narrative or headline. Columns of other names are kept as `x-…` keys; a column
/// `description` or `notes` becomes the text. Nothing that is there is overwritten.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The spreadsheet, saved as CSV: comma, semicolon or tab between the cells.
    #[arg(value_name = "FILE.csv")]
    file: PathBuf,

    /// The planning folder; it is made when it is not there.
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
}

/// Writes the documents, and says what is still to be done in them.
pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Verdict, Failure> {
    let rows = rows::read(&text(&arguments.file)?, &arguments.file)?;
    let dir = &arguments.dir;
    fs::create_dir_all(dir).map_err(|cause| Failure::io("cannot make the folder", dir, &cause))?;
    let (sources, _) = folder::read(dir, &[], None)?;
    let documents = documents(&rows, &sources)?;
    let after = mended(&with_documents(&sources, &documents), Boldness::Safe).sources;
    let files: Vec<(RelPath, String)> = documents
        .into_iter()
        .map(|(path, text)| {
            let mended = after.files().get(&path).map(|file| String::from_utf8_lossy(file).into_owned());
            (path, mended.unwrap_or(text))
        })
        .collect();
    plant(dir, &files)?;
    for (path, _) in &files {
        terminal.result(&format!("{path}\n"))?;
    }
    report(&after, &files, terminal);
    Ok(Verdict::Clean)
}

fn report(after: &Sources, files: &[(RelPath, String)], terminal: &mut Terminal) {
    let (_, mut findings) = pipeline::assess(after, &mut Memo::default(), &Request::default());
    findings.retain(|it| {
        it.place.as_ref().is_some_and(|place| files.iter().any(|(path, _)| *path == place.path))
    });
    let open = Summary::of(&findings).total();
    let next = match open {
        0 => "`quarterdeck check` has nothing to add.".to_owned(),
        1 => "`quarterdeck check` names one thing that is still open in them.".to_owned(),
        _ => format!("`quarterdeck check` names {open} things that are still open in them."),
    };
    terminal.remark(&format!("{} documents written. {next}\n", files.len()));
}

/// The spreadsheet as text.
fn text(path: &Path) -> Result<String, Failure> {
    let bytes = fs::read(path).map_err(|cause| Failure::io("cannot read", path, &cause))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Failure::new("cannot read")
            .at(path)
            .because(format!("it is not UTF-8 text at byte {at}"))
            .help("save the spreadsheet as \"CSV UTF-8\"")
    })?;
    Ok(text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned))
}

/// Every project, and every person and narrative that has no document yet.
fn documents(rows: &[Row], sources: &Sources) -> Result<Vec<(RelPath, String)>, Failure> {
    let mut all = Vec::new();
    for row in rows {
        all.push((row.home(sources)?, row.text()));
    }
    all.extend(rows::named_documents(rows, sources));
    Ok(all)
}
