//! Templates and a report become a site: every page in memory.
//!
//! A site is a value. Nothing here reads or writes a file; `output` puts a site onto disk and `watch`
//! serves it. Pages are rendered on all threads and come out in their own order.

mod bounded;
mod builtin;
mod comparison;
mod fault;
mod memo;
mod theme;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use tera::{Context, Value};

use crate::diagnostic::{self, Diagnostic};
use crate::path::RelPath;
use crate::report::{Draft, Page, Report};

pub use builtin::{ASSETS, TEMPLATES};
pub use comparison::comparison;
pub use memo::Memo;
pub use theme::{Templates, Theme};

/// Every file of a finished report by its path inside the output folder.
///
/// Its links resolve, its addresses are relative, and the same input gives the same bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Site {
    files: BTreeMap<RelPath, Arc<[u8]>>,
}

impl Site {
    /// A site of the given files.
    pub fn new(files: BTreeMap<RelPath, Arc<[u8]>>) -> Self {
        Self { files }
    }

    /// All files in path order.
    pub fn files(&self) -> &BTreeMap<RelPath, Arc<[u8]>> {
        &self.files
    }

    /// The bytes of one file.
    pub fn get(&self, path: &RelPath) -> Option<&Arc<[u8]>> {
        self.files.get(path)
    }
}

/// Every page rendered, and what is wrong with the templates of the planning folder.
///
/// The site is whole only when no finding is an error. Pages that the memo knows are not rendered again.
pub fn render(report: &Report<'_>, theme: &Theme, memo: &mut Memo) -> (Site, Vec<Diagnostic>) {
    if diagnostic::any_errors(theme.findings()) {
        return (Site::default(), theme.findings().to_vec());
    }
    memo.read_as(&report.chrome, theme);
    let known = &*memo;
    let rendered = |draft: &Draft<'_>| {
        let page = draft.page();
        let outcome = match known.get(&page) {
            Some(bytes) => Ok(bytes),
            None => render_page(&page, &report.chrome, theme).map(Arc::from),
        };
        (page.path.clone(), known.worth_keeping(page), outcome)
    };
    let pages: Vec<_> = report.pages.par_iter().map(rendered).collect();
    let mut kept = Vec::new();
    let mut files = theme.assets().clone();
    files.extend(report.files.iter().map(|(path, bytes)| (path.clone(), Arc::clone(bytes))));
    let mut findings: Vec<Diagnostic> = theme.findings().to_vec();
    for (path, page, outcome) in pages {
        match outcome {
            Ok(bytes) => {
                kept.extend(page.map(|page| (page, Arc::clone(&bytes))));
                files.insert(path, bytes);
            }
            // One fault in a shared template is one finding, not one for every page.
            Err(finding) => {
                if !findings
                    .iter()
                    .any(|known| known.place == finding.place && known.message == finding.message)
                {
                    findings.push(*finding);
                }
            }
        }
    }
    diagnostic::sort(&mut findings);
    memo.keep(kept);
    (Site::new(files), findings)
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
