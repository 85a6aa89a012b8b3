//! The planning folder that a command works on.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::pipeline::Request;
use crate::portfolio::Quarter;

/// The arguments that every command about a planning folder takes.
#[derive(Debug, Args)]
pub(super) struct Folder {
    /// The planning folder.
    #[arg(value_name = "DIR", default_value = ".")]
    pub(super) dir: PathBuf,

    /// The quarter to report on, such as 2026-Q4; the latest that a project names when not given.
    #[arg(long, value_name = "QUARTER", value_parser = quarter)]
    pub(super) quarter: Option<Quarter>,
}

impl Folder {
    /// The request that these arguments make.
    pub(super) fn request(&self) -> Request {
        Request { quarter: self.quarter, ..Request::default() }
    }
}

fn quarter(text: &str) -> Result<Quarter, String> {
    Quarter::parse(text).ok_or_else(|| "write a quarter as 2026-Q4".to_owned())
}

/// What leads from where the command was started to a file of the planning folder.
pub(super) fn typed_prefix(dir: &Path) -> String {
    let text = dir.to_string_lossy();
    let text = text.trim_end_matches('/').trim_start_matches("./");
    if matches!(text, "" | ".") && dir != Path::new("/") { String::new() } else { format!("{text}/") }
}
