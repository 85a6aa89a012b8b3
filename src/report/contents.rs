//! Which pages and files a report has, and where each is.
//!
//! To list them costs next to nothing; what a page says is only computed when it is composed.

use std::sync::Arc;

use super::atlas::{Atlas, goal_page, narrative_page};
use super::{
    Draft, Page, Picture, address, checks, export, goal, headlines, history, index, method, narrative,
    people, person, project, row, tradeoffs, unlocks,
};

/// The drafts of everything that the report of a picture holds.
pub(super) fn contents<'a>(picture: &'a Picture<'a>) -> Vec<Draft<'a>> {
    let mut list = List { atlas: Arc::new(Atlas::of(picture)), drafts: Vec::new() };
    let (portfolio, audience) = (picture.portfolio, &picture.edition.audience);
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
    for (at, person) in portfolio.people().values().enumerate() {
        if audience.sees_private(&person.id) {
            list.page(&person::page_address(&person.id), move |atlas| atlas.sheet(at).page.clone());
        }
    }
    for number in index::further_pages(picture) {
        list.page(&index::page_address(number), move |atlas| index::further(atlas.picture, number));
    }
    for narrative in portfolio.narratives().values() {
        list.page(&narrative_page(&narrative.id), |atlas| narrative::page(atlas, narrative));
    }
    for goal in portfolio.goals().values() {
        list.page(&goal_page(&goal.id), |atlas| goal::page(atlas, goal));
    }
    for project in portfolio.projects().values() {
        list.page(&row::project_href(&project.id), |atlas| project::page(atlas, project));
    }
    list.drafts
}

/// Drafts that share an atlas.
struct List<'a> {
    atlas: Arc<Atlas<'a>>,
    drafts: Vec<Draft<'a>>,
}

impl<'a> List<'a> {
    fn page(&mut self, path: &str, compose: impl Fn(&Atlas<'a>) -> Page + Send + Sync + 'a) {
        let atlas = Arc::clone(&self.atlas);
        self.drafts.push(Draft::page(address(path), move || compose(&atlas)));
    }

    fn files(&mut self, files: impl IntoIterator<Item = Draft<'a>>) {
        self.drafts.extend(files);
    }
}
