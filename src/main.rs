//! The `quarterdeck` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    quarterdeck::cli::run()
}
