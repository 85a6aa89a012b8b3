//! A report whose pages are printed when they are wanted.
//!
//! A build prints all of them; a preview prints what somebody looks at. Which page is printed when makes no
//! difference to its bytes.

use std::sync::{Arc, OnceLock, Weak};

use super::Assessed;
use crate::diagnostic::{self, Diagnostic, Pending};
use crate::path::RelPath;
use crate::portfolio::Portfolio;
use crate::ranking::Sway;
use crate::report::{self, Edition, Picture};
use crate::site::{self, Site, Theme};
use crate::source::Files;

/// Everything that pages are made from, and the pages that are made already.
#[derive(Debug)]
pub struct Press {
    pub(super) assessed: Assessed,
    pub(super) findings: Pending,
    pub(super) sway: Arc<Sway>,
    edition: Edition,
    theme: Theme,
    /// Everything, once it was wanted.
    site: OnceLock<Arc<Site>>,
    /// The press that prints the same, but for these pages.
    like: Option<(Weak<Self>, Vec<RelPath>)>,
}

impl Press {
    /// A press for what was assessed and found; what is still looked for must be told before it is printed.
    pub(super) fn new(
        assessed: Assessed,
        sway: Arc<Sway>,
        findings: Pending,
        edition: Edition,
        theme: Theme,
    ) -> Self {
        Self { assessed, findings, sway, edition, theme, site: OnceLock::new(), like: None }
    }

    /// The press for a portfolio of which only the prose of some documents is new; `None` when everything is
    /// printed already and one of their pages cannot be.
    pub(super) fn retold(before: &Arc<Self>, portfolio: Portfolio, documents: &[RelPath]) -> Option<Self> {
        let pages = report::pages_of(&portfolio, documents);
        let assessed = Assessed { portfolio: Arc::new(portfolio), ..before.assessed.clone() };
        let (sway, findings) = (Arc::clone(&before.sway), before.findings.clone());
        let (edition, theme) = (before.edition.clone(), before.theme.clone());
        let press = Self::new(assessed, sway, findings, edition, theme);
        if let Some(site) = before.site.get() {
            let picture = press.picture();
            let site = site.with(&report::compose(&picture), &pages, &press.theme)?;
            let _ = press.site.set(Arc::new(site));
        }
        Some(Self { like: Some((Arc::downgrade(before), pages)), ..press })
    }

    /// The bytes of a page or another file of the report; `None` when the report has none of that path.
    ///
    /// # Errors
    /// When a template of the planning folder is at fault.
    pub fn page(&self, path: &RelPath) -> Result<Option<Arc<[u8]>>, Box<Diagnostic>> {
        if let Some(site) = self.site.get() {
            return Ok(site.get(path).cloned());
        }
        let picture = self.picture();
        site::render_one(path, &report::compose_at(&picture, path), &self.theme)
    }

    /// Works out what the page of any project needs, for whoever asks for one in a moment.
    pub fn work_ahead(&self) {
        self.sway.work_ahead();
    }

    /// Whether what is at a path may name findings, so that it is printed only when all of them are known.
    pub fn names_findings(&self, path: &RelPath) -> bool {
        self.edition.audience.sees_checks() && report::may_name_findings(path)
    }

    /// Every page and file.
    ///
    /// # Errors
    /// When templates of the planning folder are at fault: where, and why.
    pub fn site(&self) -> Result<Arc<Site>, Vec<Diagnostic>> {
        if let Some(site) = self.site.get() {
            return Ok(Arc::clone(site));
        }
        // Every project is looked at.
        self.sway.all();
        let picture = self.picture();
        let (site, findings) = site::render(&report::compose(&picture), &self.theme);
        if diagnostic::any_errors(&findings) {
            return Err(findings);
        }
        Ok(Arc::clone(self.site.get_or_init(|| Arc::new(site))))
    }

    /// What pages are drawn with, by its path.
    pub fn assets(&self) -> &Files {
        self.theme.assets()
    }

    /// Whether it is certain, without printing it, that a page is as the other press prints it.
    pub fn prints_like(&self, other: &Arc<Self>, path: &RelPath) -> bool {
        let is_other = |press: &Weak<Self>| std::ptr::eq(press.as_ptr(), Arc::as_ptr(other));
        self.like.as_ref().is_some_and(|(press, pages)| is_other(press) && !pages.contains(path))
    }

    fn picture(&self) -> Picture<'_> {
        let Assessed { portfolio, ranking, history, .. } = &self.assessed;
        Picture::new(portfolio, ranking, history, &self.findings, &self.edition).with(&self.sway)
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::Press;
    use crate::diagnostic::Pending;
    use crate::path::RelPath;
    use crate::pipeline::{Memo, Request, prepare};
    use crate::source::Sources;

    #[test]
    fn pages_below_the_top_are_printed_without_knowing_what_was_found() {
        let project = "---\nbusiness: 1\ninterest: 1\ngrowth: 1\nowner: ana\nnarrative: n\n---\n";
        let sources = Sources::from_pairs([
            ("projects/a.md", project),
            ("people/ana.md", "---\nname: Ana\n---\n"),
            ("narratives/n.md", "---\ngoals: [g]\n---\n"),
            ("goals/g.md", "---\ntitle: G\n---\n"),
        ]);
        let known = prepare(&sources, &mut Memo::default(), &Request::default()).press.unwrap();
        let (findings, _) = Pending::promised();
        let (sway, edition, theme) = (known.sway.clone(), known.edition.clone(), known.theme.clone());
        let press = Press::new(known.assessed.clone(), sway, findings, edition, theme);
        let site = known.site().unwrap();
        let mut folders: Vec<&str> = site.files().keys().filter_map(RelPath::top_folder).collect();
        folders.dedup();
        assert_eq!(folders, ["assets", "goals", "narratives", "people", "projects"]);
        for (path, bytes) in site.files().iter().filter(|(path, _)| !press.names_findings(path)) {
            assert_eq!(press.page(path).unwrap().as_ref(), Some(bytes), "{path}");
        }
        let home = RelPath::new("index.html").unwrap();
        assert!(press.names_findings(&home));
        assert!(catch_unwind(AssertUnwindSafe(|| press.page(&home))).is_err());
    }
}
