//! `quarterdeck explain`: why a finding matters and how to mend it.

use clap::Args;

use crate::cli::Verdict;
use crate::cli::terminal::Terminal;
use crate::diagnostic::plain;
use crate::diagnostic::{Code, explain};
use crate::failure::Failure;

/// Explain a finding: why it matters, an example, how to silence it.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The finding's code, such as QD304; without it, all codes are listed.
    code: Option<String>,
}

/// Prints the explanation of one code, or the list of all.
pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Verdict, Failure> {
    let text = match &arguments.code {
        None => explain::list(),
        Some(name) => explain::page(Code::named(name).ok_or_else(|| unknown(name))?),
    };
    terminal.result(&text)?;
    Ok(Verdict::Clean)
}

fn unknown(name: &str) -> Failure {
    let failure = Failure::new(format!("there is no code `{}`", plain(name)));
    let like = Code::like(name);
    failure.help(if like.is_empty() {
        "`quarterdeck explain` lists all codes".to_owned()
    } else {
        format!("did you mean {}? `quarterdeck explain` lists all codes", like.join(", "))
    })
}
