//! A share of a whole as a length, with the wished share marked.

use serde::Serialize;

use crate::report::words;

/// A share with its wish. Its words stand beside it.
#[derive(Debug, Clone, Serialize)]
pub struct Share {
    width: String,
    target: Option<String>,
}

impl Share {
    /// A share of 0–1 and the wished one.
    pub fn new(share: f64, target: Option<f64>) -> Self {
        Self { width: words::length(share), target: target.map(words::length) }
    }
}
