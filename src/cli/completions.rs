//! `quarterdeck completions`: what a shell needs to complete our commands.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::cli::Verdict;
use crate::cli::terminal::Terminal;
use crate::failure::Failure;

/// Print completions for a shell: bash, zsh, fish, elvish or powershell.
///
/// For bash: quarterdeck completions bash > ~/.local/share/bash-completion/completions/quarterdeck
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The shell.
    shell: Shell,
}

/// Prints the script.
pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Verdict, Failure> {
    let mut script = Vec::new();
    let mut command = super::Arguments::command();
    clap_complete::generate(arguments.shell, &mut command, "quarterdeck", &mut script);
    terminal.result(&String::from_utf8_lossy(&script))?;
    Ok(Verdict::Clean)
}
