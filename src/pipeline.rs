//! The program in forty lines: sources become a portfolio, a ranking, a report, a site.
//!
//! Pure: the same sources, request and program give the same bytes. A memo changes how long it takes and
//! nothing else.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::portfolio::{Portfolio, Quarter};
use crate::site::{Site, Templates};
use crate::source::Sources;

/// What is asked for beside the documents.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The quarter to report on, in place of the one the documents name.
    pub quarter: Option<Quarter>,
    /// A text that names the state of the documents, printed in the footer.
    pub revision: Option<String>,
    /// Whose templates to use.
    pub templates: Templates,
}

/// What was kept from the last round. An empty memo is always right.
#[derive(Debug, Default)]
pub struct Memo {}

/// What the documents say once they are joined and ranked.
#[derive(Debug, Clone)]
pub struct Assessed {
    /// The documents, joined; `None` when an error stands in the way.
    pub portfolio: Option<Arc<Portfolio>>,
    /// Everything found, in the order of places.
    pub findings: Vec<Diagnostic>,
}

/// What came of the sources.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// The documents and their ranking.
    pub assessed: Assessed,
    /// The finished site; `None` exactly when some finding is an error.
    pub site: Option<Arc<Site>>,
}

impl Compiled {
    /// Everything found, in the order of places.
    pub fn findings(&self) -> &[Diagnostic] {
        &self.assessed.findings
    }
}

/// Reads and ranks the documents, without rendering a page.
pub fn assess(sources: &Sources, _memo: &mut Memo, _request: &Request) -> Assessed {
    Assessed { portfolio: None, findings: sources.findings().to_vec() }
}

/// Turns sources into a site.
pub fn compile(sources: &Sources, memo: &mut Memo, request: &Request) -> Compiled {
    Compiled { assessed: assess(sources, memo, request), site: None }
}
