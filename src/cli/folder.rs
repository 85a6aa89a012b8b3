//! The planning folder that a command works on.

use std::path::PathBuf;

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
