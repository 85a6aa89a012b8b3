//! Templates and a report become a site: every page in memory.
//!
//! A site is a value. Nothing here reads or writes a file; `output` puts a site onto disk and `watch`
//! serves it. Pages are rendered on all threads and come out in their own order.

mod bounded;
mod builtin;
mod comparison;
mod fault;
mod theme;

use std::sync::Arc;

use rayon::prelude::*;
use tera::{Context, Value};

use crate::diagnostic::{self, Diagnostic};
use crate::path::RelPath;
use crate::report::{Content, Draft, Page, Report};
use crate::source::Files;

pub use builtin::{ASSETS, TEMPLATES};
pub use comparison::comparison;
pub use theme::{Templates, Theme};

/// Every file of a finished report by its path inside the output folder.
///
/// Its links resolve, its addresses are relative, and the same input gives the same bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Site {
    files: Files,
}

impl Site {
    /// A site of the given files.
    pub fn new(files: Files) -> Self {
        Self { files }
    }

    /// All files in path order.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// The bytes of one file.
    pub fn get(&self, path: &RelPath) -> Option<&Arc<[u8]>> {
        self.files.get(path)
    }

    /// The site with some files of its report rendered anew; `None` when one of them cannot be.
    #[must_use]
    pub fn with(&self, report: &Report<'_>, paths: &[RelPath], theme: &Theme) -> Option<Self> {
        let mut files = self.files.clone();
        for draft in report.drafts.iter().filter(|draft| paths.contains(draft.path())) {
            files.insert(draft.path().clone(), render_draft(draft, &report.chrome, theme).ok()?);
        }
        Some(Self::new(files))
    }
}

/// Every page rendered, and what is wrong with the templates of the planning folder.
///
/// The site is whole only when no finding is an error.
pub fn render(report: &Report<'_>, theme: &Theme) -> (Site, Vec<Diagnostic>) {
    let mut findings = theme.findings().to_vec();
    if diagnostic::any_errors(&findings) {
        return (Site::default(), findings);
    }
    let rendered = |draft| render_draft(draft, &report.chrome, theme);
    let outcomes: Vec<_> = report.drafts.par_iter().map(rendered).collect();
    let mut files = theme.assets().clone();
    for (draft, outcome) in report.drafts.iter().zip(outcomes) {
        match outcome {
            Ok(bytes) => drop(files.insert(draft.path().clone(), bytes)),
            // One fault in a shared template is one finding, not one for every page.
            Err(finding) => {
                let is_same =
                    |known: &Diagnostic| known.place == finding.place && known.message == finding.message;
                if !findings.iter().any(is_same) {
                    findings.push(*finding);
                }
            }
        }
    }
    diagnostic::sort(&mut findings);
    (Site::new(files), findings)
}

/// The bytes of one file of the site; `None` when the site has none of that path.
///
/// # Errors
/// When a template of the planning folder is at fault.
pub fn render_one(
    path: &RelPath,
    report: &Report<'_>,
    theme: &Theme,
) -> Result<Option<Arc<[u8]>>, Box<Diagnostic>> {
    match report.drafts.iter().find(|draft| draft.path() == path) {
        Some(draft) => render_draft(draft, &report.chrome, theme).map(Some),
        None => Ok(theme.assets().get(path).cloned()),
    }
}

fn render_draft(draft: &Draft<'_>, chrome: &Value, theme: &Theme) -> Result<Arc<[u8]>, Box<Diagnostic>> {
    match draft.compose() {
        Content::Page(page) => {
            debug_assert_eq!(page.path, *draft.path(), "a page is where its draft says");
            render_page(&page, chrome, theme).map(Arc::from)
        }
        Content::File(bytes) => Ok(bytes),
    }
}

fn render_page(page: &Page, chrome: &Value, theme: &Theme) -> Result<Vec<u8>, Box<Diagnostic>> {
    let mut context = Context::new();
    if let Some(view) = page.view.as_map() {
        for (key, value) in view {
            context.insert_value(key.to_string(), value.clone());
        }
    }
    context.insert_value("chrome", chrome.clone());
    context.insert("page", &page.head);
    context.insert("root", &"../".repeat(page.path.parts().count() - 1));
    bounded::render(theme.tera(), page.template, &context)
        .map_err(|error| Box::new(fault::while_rendering(&error, page, theme)))
}

#[cfg(test)]
mod tests;
