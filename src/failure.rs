//! The machine let us down: a file could not be read, a folder not written, a program not started.
//!
//! A failure stops the command with exit code 2. It is never about what a document says; that is a
//! [`Diagnostic`](crate::diagnostic::Diagnostic), which has a place and accumulates.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// What was tried, where, why it stopped, and what helps.
#[derive(Debug)]
pub struct Failure {
    tried: String,
    path: Option<PathBuf>,
    cause: Option<String>,
    help: Option<String>,
}

impl Failure {
    /// A failure described as what was tried, in the form "cannot …".
    pub fn new(tried: impl Into<String>) -> Self {
        Self { tried: tried.into(), path: None, cause: None, help: None }
    }

    /// A failure of the operating system on a path: "cannot read projects/a.md: permission denied".
    pub fn io(tried: impl Into<String>, path: impl AsRef<Path>, cause: &io::Error) -> Self {
        Self::new(tried).at(path).because(describe(cause))
    }

    /// The same failure with the path it happened at.
    #[must_use]
    pub fn at(mut self, path: impl AsRef<Path>) -> Self {
        self.path = Some(path.as_ref().to_owned());
        self
    }

    /// The same failure with its cause.
    #[must_use]
    pub fn because(mut self, cause: impl Into<String>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    /// The same failure with what the reader can do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// What the reader can do about it.
    pub fn advice(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.tried)?;
        if let Some(path) = &self.path {
            write!(f, " {}", path.display())?;
        }
        if let Some(cause) = &self.cause {
            write!(f, ": {cause}")?;
        }
        Ok(())
    }
}

impl Error for Failure {}

/// The operating system's words in lower case and without the error number.
fn describe(cause: &io::Error) -> String {
    let text = cause.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
