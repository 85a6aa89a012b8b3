//! Arguments, commands, the terminal.
//!
//! One file a command: its arguments, what it asks of the program, what it says. Nothing is computed here
//! that another edge could want.

mod browser;
mod build;
mod calibrate;
mod check;
mod compare;
mod completions;
mod diff;
mod draft;
mod explain;
mod fix;
mod folder;
mod lock;
mod man;
mod import;
mod init;
mod kept;
mod mending;
mod moves;
mod new;
mod next;
mod planting;
mod progress;
mod rank;
mod render_diff;
mod rows;
mod save;
mod schema;
mod terminal;
mod watch;

use std::process::ExitCode;

use clap::{ColorChoice, Parser, Subcommand};

use crate::cli::terminal::Terminal;
use crate::failure::Failure;

/// Ranked quarterly portfolio reports from a folder of markdown planning docs.
#[derive(Debug, Parser)]
#[command(name = "quarterdeck", version, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,

    /// When to use colour.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: ColorChoice,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::Arguments),
    Check(check::Arguments),
    Completions(completions::Arguments),
    Diff(diff::Arguments),
    Explain(explain::Arguments),
    Lock(lock::Arguments),
    Man(man::Arguments),
    Import(import::Arguments),
    Init(init::Arguments),
    New(new::Arguments),
    Next(next::Arguments),
    Rank(rank::Arguments),
    Schema(schema::Arguments),
    Calibrate(calibrate::Arguments),
    RenderDiff(render_diff::Arguments),
    Watch(watch::Arguments),
}

/// How a command ended when the machine did its part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// Nothing to complain about: exit 0.
    Clean,
    /// The documents need attention: exit 1.
    Findings,
}

/// Runs the command that the arguments name: exit 0 clean, 1 findings, 2 could not run.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(usage) => return terminal::show_usage(&usage),
    };
    let mut terminal = Terminal::new(arguments.color);
    match arguments.command.run(&mut terminal) {
        Ok(Verdict::Clean) => ExitCode::SUCCESS,
        Ok(Verdict::Findings) => ExitCode::from(1),
        Err(failure) => {
            terminal.failure(&failure);
            ExitCode::from(2)
        }
    }
}

impl Command {
    fn run(&self, terminal: &mut Terminal) -> Result<Verdict, Failure> {
        match self {
            Self::Build(arguments) => build::run(arguments, terminal),
            Self::Check(arguments) => check::run(arguments, terminal),
            Self::Completions(arguments) => completions::run(arguments, terminal),
            Self::Diff(arguments) => diff::run(arguments, terminal),
            Self::Explain(arguments) => explain::run(arguments, terminal),
            Self::Lock(arguments) => lock::run(arguments, terminal),
            Self::Man(arguments) => man::run(arguments, terminal),
            Self::Import(arguments) => import::run(arguments, terminal),
            Self::Init(arguments) => init::run(arguments, terminal),
            Self::New(arguments) => new::run(arguments, terminal),
            Self::Next(arguments) => next::run(arguments, terminal),
            Self::Rank(arguments) => rank::run(arguments, terminal),
            Self::Schema(arguments) => schema::run(arguments, terminal),
            Self::Calibrate(arguments) => calibrate::run(arguments, terminal),
            Self::RenderDiff(arguments) => render_diff::run(arguments, terminal),
            Self::Watch(arguments) => watch::run(arguments, terminal),
        }
    }
}
