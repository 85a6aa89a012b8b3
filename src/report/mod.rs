//! View models: every word and number that a page prints.
//!
//! `compose` turns the picture of a quarter into pages that hold finished text, so that templates decide
//! nothing. There is one file here for each template, of the same name. Nothing here reads a file or
//! renders a template.

mod atlas;
pub mod changes;
pub mod calibration;
pub mod chart;
mod checks;
mod chrome;
mod contents;
mod equal;
pub mod export;
pub mod firmness;
mod goal;
mod headlines;
mod history;
mod index;
mod labels;
mod method;
mod narrative;
mod page;
mod people;
pub mod person;
mod piece;
mod project;
pub mod row;
pub mod stack;
mod trace;
mod tradeoffs;
mod unlocks;
pub mod words;

use std::sync::OnceLock;

use tera::Value;

use crate::diagnostic::{Diagnostic, Pending};
use crate::fit::Panel;
use crate::history::History;
use crate::path::RelPath;
use crate::portfolio::{Audience, Id, Portfolio};
use crate::ranking::{Ranking, Sway};

pub use page::{Content, Crumb, Draft, Head, Page, address, markup};

/// Everything computed about a quarter: what the pages speak of.
#[derive(Debug)]
pub struct Picture<'a> {
    /// The documents, joined.
    pub portfolio: &'a Portfolio,
    /// The projects in their order, with the plan that follows from it.
    pub ranking: &'a Ranking,
    /// How far that depends on the weights.
    pub sway: Option<&'a Sway>,
    /// The quarters before, and what they say about the weights.
    pub history: &'a History,
    /// What was found in the documents, none of it an error.
    found: &'a Pending,
    /// Who it is for, and what it is called.
    pub edition: &'a Edition,
    /// Everybody's view of every project, as far as this audience may know it; prepared when it is asked for.
    panel: OnceLock<Panel<'a>>,
}

impl<'a> Picture<'a> {
    /// A ranked portfolio, what came before and what was found.
    pub fn new(
        portfolio: &'a Portfolio,
        ranking: &'a Ranking,
        history: &'a History,
        found: &'a Pending,
        edition: &'a Edition,
    ) -> Self {
        let (sway, panel) = (None, OnceLock::new());
        Self { portfolio, ranking, sway, history, found, edition, panel }
    }

    /// The same, with how far the ranking depends on its weights.
    #[must_use]
    pub fn with(self, sway: &'a Sway) -> Self {
        Self { sway: Some(sway), ..self }
    }

    /// What was found, as far as this audience sees checks. The pages of single documents do without it, so that
    /// they can be printed while it is still looked for.
    fn findings(&self) -> &'a [Diagnostic] {
        if self.edition.audience.sees_checks() { self.found.wait() } else { &[] }
    }

    /// Everybody's view of every project.
    fn panel(&'a self) -> &'a Panel<'a> {
        self.panel.get_or_init(|| Panel::of(self.portfolio))
    }
}

/// Which edition of the report this is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edition {
    /// Who it is for. The portfolio is already the one that they may see.
    pub audience: Audience,
    /// A name for the state of the documents, shown in the footer. Nothing is looked up.
    pub revision: Option<String>,
}

/// Every page and file of the report before it is rendered.
#[derive(Debug)]
pub struct Report<'a> {
    /// The frame of every page: masthead, navigation, footer.
    pub chrome: Value,
    /// The pages, `rankings.json`, `rankings.csv` and the numbers for the script of a long ranking. What takes
    /// longest comes first, so that threads that share them end together.
    pub drafts: Vec<Draft<'a>>,
}

/// The report of a picture.
pub fn compose<'a>(picture: &'a Picture<'a>) -> Report<'a> {
    let drafts = contents::contents(picture);
    Report { chrome: chrome::chrome(picture, &drafts), drafts }
}

/// The report of a picture, as far as it takes to print what is at one address.
pub fn compose_at<'a>(picture: &'a Picture<'a>, path: &RelPath) -> Report<'a> {
    let drafts = contents::contents_at(picture, path);
    Report { chrome: chrome::chrome(picture, &drafts), drafts }
}

/// Whether a page at this address may name findings: only those about everything do, which lie at the top.
pub fn may_name_findings(path: &RelPath) -> bool {
    path.parts().count() == 1
}

/// The addresses of the pages that print the prose of these documents.
pub fn pages_of(portfolio: &Portfolio, documents: &[RelPath]) -> Vec<RelPath> {
    let page = |path: &RelPath| {
        let id = Id::new(path.stem())?;
        let is_it = |known: Option<&RelPath>| known == Some(path);
        if is_it(portfolio.projects().get(&id).map(|it| &it.path)) {
            Some(row::project_href(&id))
        } else if is_it(portfolio.narratives().get(&id).map(|it| &it.path)) {
            Some(atlas::narrative_page(&id))
        } else if is_it(portfolio.goals().get(&id).map(|it| &it.path)) {
            Some(atlas::goal_page(&id))
        } else if is_it(portfolio.people().get(&id).map(|it| &it.path)) {
            Some(person::page_address(&id))
        } else {
            None
        }
    };
    documents.iter().filter_map(page).map(|text| address(&text)).collect()
}
