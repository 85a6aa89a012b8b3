//! `quarterdeck schema`: the front matter of a kind of document as JSON Schema.

use clap::{Args, ValueEnum};

use crate::cli::Verdict;
use crate::cli::terminal::Terminal;
use crate::failure::Failure;
use crate::portfolio::{self, DocumentKind};

/// Print the JSON Schema of a kind of document's front matter.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Which kind of document.
    #[arg(value_enum, value_name = "KIND")]
    kind: Kind,
}

/// The kinds of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    Portfolio,
    Project,
    Person,
    Narrative,
    Goal,
}

impl Kind {
    const fn document(self) -> DocumentKind {
        match self {
            Self::Portfolio => DocumentKind::Portfolio,
            Self::Project => DocumentKind::Project,
            Self::Person => DocumentKind::Person,
            Self::Narrative => DocumentKind::Narrative,
            Self::Goal => DocumentKind::Goal,
        }
    }
}

/// Prints the schema.
pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Verdict, Failure> {
    terminal.result(&format!("{:#}\n", portfolio::schema(arguments.kind.document())))?;
    Ok(Verdict::Clean)
}
