//! `quarterdeck new`: one more document.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::Verdict;
use crate::cli::draft;
use crate::cli::planting::plant;
use crate::cli::terminal::Terminal;
use crate::failure::Failure;
use crate::portfolio::{DocumentKind, Id, Overrides, home_of, load, slug};
use crate::source::folder;

/// Add one document with every key that is worth a thought.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// What to add.
    #[arg(value_enum, value_name = "KIND")]
    kind: Kind,

    /// Its name, such as "Signed builds"; the file is named after it.
    #[arg(value_name = "NAME")]
    name: String,

    /// The planning folder.
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
}

/// What can be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Kind {
    /// Work that could be done.
    Project,
    /// Somebody who works.
    Person,
    /// A story that connects work to goals.
    Narrative,
    /// What the business wants.
    Goal,
}

impl Kind {
    const fn document(self) -> DocumentKind {
        match self {
            Self::Project => DocumentKind::Project,
            Self::Person => DocumentKind::Person,
            Self::Narrative => DocumentKind::Narrative,
            Self::Goal => DocumentKind::Goal,
        }
    }
}

/// Writes the document and says where it is.
pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Verdict, Failure> {
    let kind = arguments.kind.document();
    let name = arguments.name.split_whitespace().collect::<Vec<_>>().join(" ");
    let id = Id::new(&slug(&name)).ok_or_else(|| {
        Failure::new(format!("cannot make a file name of \"{name}\""))
            .help("a name needs at least one of the letters a to z or a digit")
    })?;
    let (sources, _) = folder::read(&arguments.dir, &[], None)?;
    let home = home_of(kind, &id, sources.files().keys())
        .ok_or_else(|| Failure::new(format!("cannot find a place for `{id}`")))?;
    let (portfolio, _) = load(&sources, &mut crate::portfolio::Memo::default(), &Overrides::default());
    let quarter = portfolio.and_then(|portfolio| portfolio.settings().quarter);
    plant(&arguments.dir, &[(home.clone(), draft::document(kind, &name, quarter))])?;
    terminal.result(&format!("{}\n", arguments.dir.join(home.as_str()).display()))?;
    Ok(Verdict::Clean)
}
