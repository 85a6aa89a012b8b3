//! Which pages and files a report has, and where each is.
//!
//! To list them costs next to nothing; what a page says is only computed when it is composed.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::path::RelPath;
use crate::portfolio::Id;

use super::atlas::{Atlas, goal_page, narrative_page};
use super::{
    Draft, Page, Picture, address, checks, export, goal, headlines, history, index, method, narrative,
    people, person, project, row, tradeoffs, unlocks,
};

/// The drafts of everything that the report of a picture holds.
pub(super) fn contents<'a>(picture: &'a Picture<'a>) -> Vec<Draft<'a>> {
    let mut list = List::of_the_whole(picture);
    list.add_documents(picture, None);
    list.drafts
}

/// The same without documents that have their page elsewhere than at this address.
pub(super) fn contents_at<'a>(picture: &'a Picture<'a>, path: &RelPath) -> Vec<Draft<'a>> {
    let mut list = List::of_the_whole(picture);
    list.add_documents(picture, Some(path));
    list.drafts
}

/// Drafts that share an atlas.
struct List<'a> {
    atlas: Arc<Atlas<'a>>,
    drafts: Vec<Draft<'a>>,
}

impl<'a> List<'a> {
    /// Pages and files that are about everything.
    fn of_the_whole(picture: &'a Picture<'a>) -> Self {
        let mut list = Self { atlas: Arc::new(Atlas::of(picture)), drafts: Vec::new() };
        let audience = &picture.edition.audience;
        if people::is_needed(&list.atlas) {
            list.page("people.html", people::page);
        }
        list.files(export::files(picture));
        list.page("index.html", |atlas| index::home(atlas.picture));
        list.files(index::files(picture));
        if tradeoffs::is_needed(&list.atlas) {
            list.page("tradeoffs.html", |atlas| tradeoffs::page(atlas.picture));
        }
        if audience.sees_checks() {
            list.page("checks.html", |atlas| checks::page(atlas.picture));
        }
        if headlines::is_needed(&list.atlas) {
            list.page("headlines.html", headlines::page);
        }
        if unlocks::is_needed(&list.atlas) {
            list.page("unlocks.html", unlocks::page);
        }
        if history::is_needed(&list.atlas) {
            list.page("history.html", history::page);
        }
        if narrative::is_needed(&list.atlas) {
            list.page("narratives.html", narrative::overview);
        }
        if goal::is_needed(&list.atlas) {
            list.page("goals.html", goal::overview);
        }
        list.page("method.html", |atlas| method::page(atlas.picture));
        for number in index::further_pages(picture) {
            list.page(&index::page_address(number), move |atlas| index::further(atlas.picture, number));
        }
        list
    }

    /// The pages of documents: of all, or of those that can be at one address.
    fn add_documents(&mut self, picture: &'a Picture<'a>, only: Option<&RelPath>) {
        let list = self;
        let (portfolio, audience) = (picture.portfolio, &picture.edition.audience);
        for (at, person) in portfolio.people().values().enumerate() {
            if audience.sees_private(&person.id) {
                list.page(&person::page_address(&person.id), move |atlas| atlas.sheet(at).page.clone());
            }
        }
        for narrative in picked(portfolio.narratives(), only) {
            list.page(&narrative_page(&narrative.id), |atlas| narrative::page(atlas, narrative));
        }
        for goal in picked(portfolio.goals(), only) {
            list.page(&goal_page(&goal.id), |atlas| goal::page(atlas, goal));
        }
        for project in picked(portfolio.projects(), only) {
            list.page(&row::project_href(&project.id), |atlas| project::page(atlas, project));
        }
    }

    fn page(&mut self, path: &str, compose: impl Fn(&Atlas<'a>) -> Page + Send + Sync + 'a) {
        let atlas = Arc::clone(&self.atlas);
        self.drafts.push(Draft::page(address(path), move || compose(&atlas)));
    }

    fn files(&mut self, files: impl IntoIterator<Item = Draft<'a>>) {
        self.drafts.extend(files);
    }
}

/// Every document, or the one that a page is named after.
fn picked<'m, T>(all: &'m BTreeMap<Id, T>, only: Option<&RelPath>) -> Vec<&'m T> {
    match only {
        None => all.values().collect(),
        Some(path) => Id::new(path.stem()).and_then(|id| all.get(&id)).into_iter().collect(),
    }
}
