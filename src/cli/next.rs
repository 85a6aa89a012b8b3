//! `quarterdeck next`: what one person should work on next.

use clap::{Args, ValueEnum};

use crate::cli::Verdict;
use crate::cli::folder::{self, Folder};
use crate::cli::terminal::Terminal;
use crate::failure::Failure;
use crate::fit::Panel;
use crate::people::Standing;
use crate::report::person;

/// Print what a person should work on next, and what each choice gives up.
///
/// It says what the page about the person says: the plan in a sentence, what to talk about in the 1:1, the
/// best next work, and what serves which goal. The sheet is private unless you share it.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The person's id: `ana` for people/ana.md.
    #[arg(value_name = "PERSON")]
    person: String,

    #[command(flatten)]
    folder: Folder,

    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// How the sheet is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading.
    Text,
    /// quarterdeck.next/1.
    Json,
}

/// Prints the sheet, or every finding when an error in the documents keeps it from being true.
pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Verdict, Failure> {
    let sources = arguments.folder.read()?;
    let id = folder::known_person(&arguments.person, &sources)?;
    if !arguments.folder.audience.sees_private(&id) {
        return Err(Failure::new(format!("cannot show the sheet of `{id}` to this audience"))
            .help(format!("leave --audience out, or use --audience person:{id}")));
    }
    let Some(assessed) = arguments.folder.assess(&sources, terminal) else {
        return Ok(Verdict::Findings);
    };
    let panel = Panel::of(&assessed.portfolio);
    let Some(lens) = panel.lens(&id) else {
        return Err(Failure::new(format!("cannot find a person `{id}`")));
    };
    let standing = Standing::new(&panel, &assessed.ranking);
    terminal.result(&match arguments.format {
        Format::Text => person::sheet(lens, &standing).text(),
        Format::Json => person::json(lens, &standing),
    })?;
    Ok(Verdict::Clean)
}
