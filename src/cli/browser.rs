//! Opens a finished report in the reader's browser.

use std::ffi::OsStr;
use std::process::{Command, Stdio};

use crate::failure::Failure;

/// Asks the system to show `target`, a file or an address of this machine, without waiting for it.
///
/// # Errors
/// When the system has no program for that.
pub(super) fn open(target: impl AsRef<OsStr>) -> Result<(), Failure> {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    Command::new(program)
        .arg(target.as_ref())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map(drop)
        .map_err(|cause| {
            Failure::new(format!("cannot start {program} to open the report"))
                .because(cause.to_string())
                .help("the report is written; open its index.html yourself")
        })
}
