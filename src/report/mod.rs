//! View models: every word and number that a page prints.
//!
//! `compose` turns the picture of a quarter into pages that hold finished text, so that templates decide
//! nothing. There is one file here for each template, of the same name. Nothing here reads a file or
//! renders a template.

mod chrome;
mod page;
pub mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::Value;

use crate::diagnostic::Diagnostic;
use crate::path::RelPath;
use crate::portfolio::Portfolio;

pub use page::{Crumb, Head, Page, address, markup};

/// Everything computed about a quarter: what the pages speak of.
#[derive(Debug, Clone, Copy)]
pub struct Picture<'a> {
    /// The documents, joined.
    pub portfolio: &'a Portfolio,
    /// What was found in the documents, none of it an error.
    pub findings: &'a [Diagnostic],
    /// What was asked for.
    pub request: &'a Request,
}

/// What whoever builds the report asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    /// A name for the state of the documents, shown in the footer. Nothing is looked up.
    pub revision: Option<String>,
}

/// Every page of the report before it is rendered, and the files beside the pages.
#[derive(Debug, Clone)]
pub struct Report {
    /// The frame of every page: masthead, navigation, footer.
    pub chrome: Value,
    /// The pages.
    pub pages: Vec<Page>,
    /// Files that need no template: `rankings.json`, `rankings.csv`.
    pub files: BTreeMap<RelPath, Arc<[u8]>>,
}

/// The report of a picture.
pub fn compose(picture: &Picture<'_>) -> Report {
    Report { chrome: chrome::chrome(picture), pages: Vec::new(), files: BTreeMap::new() }
}
