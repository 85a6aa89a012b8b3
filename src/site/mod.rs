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
use crate::report::{Draft, Page, Report};
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

    /// The site with some of its pages rendered anew inside the same frame; `None` when one of them cannot be.
    #[must_use]
    pub fn with(&self, pages: Vec<Page>, chrome: &Value, theme: &Theme) -> Option<Self> {
        let drafts: Vec<Draft<'_>> = pages.into_iter().map(Draft::Composed).collect();
        let (pages, findings) = render_pages(&drafts, chrome, theme);
        if !findings.is_empty() {
            return None;
        }
        let mut files = self.files.clone();
        files.extend(pages);
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
    let (pages, more) = render_pages(&report.pages, &report.chrome, theme);
    findings.extend(more);
    diagnostic::sort(&mut findings);
    let mut files = theme.assets().clone();
    files.extend(report.files.iter().map(|(path, bytes)| (path.clone(), Arc::clone(bytes))));
    files.extend(pages);
    (Site::new(files), findings)
}

/// The bytes of each page by its address, and what is wrong with templates.
fn render_pages(pages: &[Draft<'_>], chrome: &Value, theme: &Theme) -> (Files, Vec<Diagnostic>) {
    let rendered = |draft: &Draft<'_>| {
        let page = draft.page();
        let bytes = render_page(&page, chrome, theme)?;
        Ok((page.path.clone(), Arc::from(bytes)))
    };
    let outcomes: Vec<Result<_, Box<Diagnostic>>> = pages.par_iter().map(rendered).collect();
    let (mut files, mut findings) = (Files::new(), Vec::<Diagnostic>::new());
    for outcome in outcomes {
        match outcome {
            Ok((path, bytes)) => drop(files.insert(path, bytes)),
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
    (files, findings)
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
