//! The terminal: the only place that prints.
//!
//! Results go to stdout, everything else to stderr. A reader that closes the pipe early has seen what it
//! wanted, so that ends the program quietly.

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::Path;
use std::process::{self, ExitCode};

use anstream::{AutoStream, ColorChoice as StreamChoice};
use clap::ColorChoice;

use crate::cli::folder::typed_prefix;
use crate::diagnostic::human::{self, Look};
use crate::diagnostic::{Diagnostic, plain};
use crate::failure::Failure;

/// Where a command says what it has to say.
#[derive(Debug)]
pub(super) struct Terminal {
    colour: StreamChoice,
}

impl Terminal {
    /// A terminal with the reader's wish for colour; `auto` respects `NO_COLOR` and pipes.
    pub(super) fn new(colour: ColorChoice) -> Self {
        let colour = match colour {
            ColorChoice::Auto => StreamChoice::Auto,
            ColorChoice::Always => StreamChoice::Always,
            ColorChoice::Never => StreamChoice::Never,
        };
        Self { colour }
    }

    /// Whether somebody is looking at stderr.
    pub(super) fn is_watched(&self) -> bool {
        io::stderr().is_terminal() && self.colour != StreamChoice::Never
    }

    /// Prints a result on stdout. Styles in it are dropped where colour is not wanted.
    ///
    /// # Errors
    /// When stdout cannot be written for another reason than a closed pipe.
    pub(super) fn result(&mut self, text: &str) -> Result<(), Failure> {
        let mut out = AutoStream::new(io::stdout().lock(), self.colour);
        let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        match written {
            Ok(()) => Ok(()),
            Err(cause) if cause.kind() == ErrorKind::BrokenPipe => process::exit(0),
            Err(cause) => Err(Failure::new("cannot write to standard output").because(cause.to_string())),
        }
    }

    /// Prints a remark on stderr. Nobody can be told when that fails.
    pub(super) fn remark(&mut self, text: &str) {
        let mut err = AutoStream::new(io::stderr().lock(), self.colour);
        let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
    }

    /// Shows findings about the folder `dir`, each with its line, then a line that counts them.
    pub(super) fn findings(&mut self, findings: &[Diagnostic], dir: &Path) {
        self.remark(&human::render(findings, &typed_prefix(dir), Look::Coloured));
    }

    /// Says what stopped the command and what helps.
    pub(super) fn failure(&mut self, failure: &Failure) {
        let bold_red = anstyle::AnsiColor::Red.on_default().bold();
        self.remark(&format!("{bold_red}error{bold_red:#}: {}\n", plain(&failure.to_string())));
        if let Some(advice) = failure.advice() {
            self.remark(&format!("help: {}\n", plain(advice)));
        }
    }
}

/// Shows help, version or what is wrong with the arguments.
pub(super) fn show_usage(usage: &clap::Error) -> ExitCode {
    let _ = usage.print();
    ExitCode::from(if usage.use_stderr() { 2 } else { 0 })
}
