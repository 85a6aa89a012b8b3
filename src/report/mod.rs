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

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::Value;

use crate::diagnostic::Diagnostic;
use crate::history::History;
use crate::path::RelPath;
use crate::people::Standing;
use crate::portfolio::{Audience, Id, Portfolio};
use crate::ranking::{PlanMap, Ranking, Robustness};

pub use page::{Crumb, Draft, Head, Page, address, markup};

/// Everything computed about a quarter: what the pages speak of.
#[derive(Debug, Clone, Copy)]
pub struct Picture<'a> {
    /// The documents, joined.
    pub portfolio: &'a Portfolio,
    /// The projects in their order, with the plan that follows from it.
    pub ranking: &'a Ranking,
    /// How far that depends on the weights, over all weightings and over the near ones.
    pub stability: Option<Stability<'a>>,
    /// The quarters before, and what they say about the weights.
    pub history: &'a History,
    /// What was found in the documents, none of it an error.
    pub findings: &'a [Diagnostic],
    /// Who it is for, and what it is called.
    pub edition: &'a Edition,
}

/// How far a ranking depends on its weights.
#[derive(Debug, Clone, Copy)]
pub struct Stability<'a> {
    /// Over all weightings.
    pub all: &'a Robustness,
    /// Over the weightings in which no weight differs by more than ten points from the stated one.
    pub near: &'a Robustness,
    /// Which plan follows from which weighting; `None` when there is no plan line.
    pub map: Option<&'a PlanMap>,
}

/// Which edition of the report this is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edition {
    /// Who it is for. The portfolio is already the one that they may see.
    pub audience: Audience,
    /// A name for the state of the documents, shown in the footer. Nothing is looked up.
    pub revision: Option<String>,
}

/// Every page of the report before it is rendered, and the files beside the pages.
#[derive(Debug)]
pub struct Report<'a> {
    /// The frame of every page: masthead, navigation, footer.
    pub chrome: Value,
    /// The pages.
    pub pages: Vec<Draft<'a>>,
    /// Files that need no template: `rankings.json`, `rankings.csv`, the numbers for the script of a long ranking.
    pub files: BTreeMap<RelPath, Arc<[u8]>>,
}

/// The pages of these documents alone, for a picture of which only their prose is new.
pub fn retell(picture: &Picture<'_>, documents: &[RelPath]) -> Vec<Page> {
    let atlas = atlas::Atlas::of(picture);
    let portfolio = picture.portfolio;
    let mut pages = Vec::new();
    for path in documents {
        let Some(id) = Id::new(path.stem()) else { continue };
        let project = portfolio.projects().get(&id).filter(|it| it.path == *path);
        pages.extend(project.map(|it| project::page(&atlas, it)));
        let narrative = portfolio.narratives().get(&id).filter(|it| it.path == *path);
        pages.extend(narrative.map(|it| narrative::page(&atlas, it)));
        let goal = portfolio.goals().get(&id).filter(|it| it.path == *path);
        pages.extend(goal.map(|it| goal::page(&atlas, it)));
        let person = portfolio.people().get(&id).filter(|it| it.path == *path);
        if person.is_some_and(|it| picture.edition.audience.sees_private(&it.id)) {
            let standing = Standing::new(atlas.panel(), picture.ranking);
            pages.extend(person::page_of(&id, &standing));
        }
    }
    pages
}

/// The report of a picture.
pub fn compose<'a>(picture: &'a Picture<'a>) -> Report<'a> {
    let atlas = Arc::new(atlas::Atlas::of(picture));
    let ((mut pages, mut files), about_people) = rayon::join(
        || rayon::join(|| about_the_plan(&atlas), || export::files(picture)),
        || about_people(&atlas),
    );
    pages.extend(about_people);
    let chrome = chrome::chrome(picture, &pages);
    let projects = picture.portfolio.projects().values().map(|project| {
        let atlas = Arc::clone(&atlas);
        Draft::Sketched(Box::new(move || project::page(&atlas, project)))
    });
    let pages = pages.into_iter().map(Draft::Composed).chain(projects).collect();
    files.extend(index::files(picture));
    Report { chrome, pages, files }
}

/// The pages about the portfolio as a whole, its narratives and its goals.
fn about_the_plan(atlas: &atlas::Atlas<'_>) -> Vec<Page> {
    let picture = atlas.picture;
    let mut pages = index::pages(picture);
    pages.push(method::page(picture));
    if picture.edition.audience.sees_checks() {
        pages.push(checks::page(picture));
    }
    pages.extend(tradeoffs::page(picture));
    pages.extend(narrative::pages(atlas));
    pages.extend(goal::pages(atlas));
    pages.extend(headlines::page(atlas));
    pages.extend(unlocks::page(atlas));
    pages.extend(history::page(atlas));
    pages
}

/// The page about everybody, and the sheets.
fn about_people(atlas: &atlas::Atlas<'_>) -> Vec<Page> {
    let picture = atlas.picture;
    let standing = Standing::new(atlas.panel(), picture.ranking);
    let sheets = person::pages(&standing, &picture.edition.audience);
    let everybody = people::page(picture, &standing, &sheets);
    everybody.into_iter().chain(sheets.into_iter().map(|sheet| sheet.page)).collect()
}
