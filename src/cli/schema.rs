//! `quarterdeck schema`: the front matter of a kind of document, or one of the program's own outputs, as JSON Schema.

use clap::{Args, ValueEnum};

use crate::cli::Verdict;
use crate::cli::terminal::Terminal;
use crate::failure::Failure;
use crate::portfolio::{self, DocumentKind};

/// Print the JSON Schema of a kind of document's front matter, or of an output.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Whose schema.
    #[arg(value_enum, value_name = "KIND")]
    kind: Kind,
}

/// What has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// Front matter of portfolio.md.
    Portfolio,
    /// Front matter of a project.
    Project,
    /// Front matter of a person.
    Person,
    /// Front matter of a narrative.
    Narrative,
    /// Front matter of a goal.
    Goal,
    /// What `check --format json` prints.
    Check,
    /// What `diff --format json` prints.
    Diff,
    /// What `rank --format json` prints, and `rankings.json` of the report is.
    Ranking,
}

impl Kind {
    fn schema(self) -> String {
        let front_matter = |kind| format!("{:#}\n", portfolio::schema(kind));
        match self {
            Self::Portfolio => front_matter(DocumentKind::Portfolio),
            Self::Project => front_matter(DocumentKind::Project),
            Self::Person => front_matter(DocumentKind::Person),
            Self::Narrative => front_matter(DocumentKind::Narrative),
            Self::Goal => front_matter(DocumentKind::Goal),
            Self::Check => include_str!("../../schemas/check.json").to_owned(),
            Self::Ranking => include_str!("../../schemas/ranking.json").to_owned(),
            Self::Diff => include_str!("../../schemas/diff.json").to_owned(),
        }
    }
}

/// Prints the schema.
pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Verdict, Failure> {
    terminal.result(&arguments.kind.schema())?;
    Ok(Verdict::Clean)
}
