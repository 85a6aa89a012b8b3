//! Text to markup.
//!
//! [`Html`] is made only here, so markup anywhere else in the program is known to be safe: raw HTML in a
//! document is shown as text, links lead to http, https, mailto or a file beside, and nothing runs.

use std::sync::Arc;

/// Markup that is safe to print as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Html(Arc<str>);

impl Html {
    /// The markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
