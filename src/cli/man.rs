//! `quarterdeck man`: the manual page.

use clap::{Args, Command, CommandFactory};
use clap_mangen::Man;

use crate::cli::Verdict;
use crate::cli::terminal::Terminal;
use crate::failure::Failure;

/// Print the manual page, of the program or of one command, for `man -l -`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The command; the whole program when not given.
    command: Option<String>,
}

/// Prints the page.
pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Verdict, Failure> {
    let mut whole = super::Arguments::command();
    // Building names each command after the program, as its page is called.
    whole.build();
    let page = match &arguments.command {
        None => rendered(whole)?,
        Some(name) => rendered(subcommand(&whole, name)?)?,
    };
    terminal.result(&page)?;
    Ok(Verdict::Clean)
}

fn subcommand(whole: &Command, name: &str) -> Result<Command, Failure> {
    let found = whole.find_subcommand(name).ok_or_else(|| {
        Failure::new(format!("there is no command `{name}`")).help("`quarterdeck --help` lists all commands")
    })?;
    Ok(found.clone())
}

fn rendered(command: Command) -> Result<String, Failure> {
    let mut page = Vec::new();
    Man::new(command)
        .render(&mut page)
        .map_err(|error| Failure::new("cannot make the manual page").because(error.to_string()))?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}
