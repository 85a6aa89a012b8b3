//! `quarterdeck init`: a small planning folder to start from.

use std::path::PathBuf;

use clap::Args;

use crate::cli::Verdict;
use crate::cli::planting::plant;
use crate::cli::terminal::Terminal;
use crate::failure::Failure;
use crate::path::RelPath;

/// Write a small, valid planning folder to start from. Nothing that is there is overwritten.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The folder to write into; it is made when it is not there.
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
}

/// Every document of the folder, by path.
const STARTER: [(&str, &str); 10] = [
    ("portfolio.md", include_str!("starter/portfolio.md")),
    ("projects/signed-builds.md", include_str!("starter/projects/signed-builds.md")),
    ("projects/access-in-minutes.md", include_str!("starter/projects/access-in-minutes.md")),
    ("projects/dependency-updates.md", include_str!("starter/projects/dependency-updates.md")),
    ("people/ana.md", include_str!("starter/people/ana.md")),
    ("people/bo.md", include_str!("starter/people/bo.md")),
    ("narratives/customer-assurance.md", include_str!("starter/narratives/customer-assurance.md")),
    ("narratives/paved-roads.md", include_str!("starter/narratives/paved-roads.md")),
    ("goals/win-enterprise.md", include_str!("starter/goals/win-enterprise.md")),
    ("goals/ship-faster.md", include_str!("starter/goals/ship-faster.md")),
];

/// Writes the folder and says what to do with it.
pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result<Verdict, Failure> {
    let files: Vec<(RelPath, String)> =
        STARTER.iter().filter_map(|(path, text)| Some((RelPath::new(path)?, (*text).to_owned()))).collect();
    plant(&arguments.dir, &files)?;
    for (path, _) in &files {
        terminal.result(&format!("{path}\n"))?;
    }
    let dir = arguments.dir.display();
    terminal.remark(&format!(
        "{} documents written. See the report with `quarterdeck watch {dir} --open`, then make them yours.\n",
        files.len()
    ));
    Ok(Verdict::Clean)
}
