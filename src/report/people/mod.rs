//! The page about everybody: who carries what, who is drifting, who could do it, where help is wanted.
//!
//! People stand in the order of their ids and never in any other; nothing here gives a person a score. What
//! rests on private ratings is there for the manager alone.

mod carriers;
mod growth;
mod help;
mod pairs;
mod staffing;

use serde::Serialize;

use crate::portfolio::{Id, Portfolio, Project};
use crate::report::atlas::Atlas;
use crate::report::page::{Head, Page, address};
use crate::report::words;

/// What the page says.
#[derive(Debug, Clone, Serialize)]
struct View {
    kicker: String,
    heading: String,
    dek: String,
    carriers: Vec<carriers::Carrier>,
    /// Whether goals and questions are shown beside the weeks.
    private: bool,
    staffing: Option<staffing::Proposed>,
    pairs: Vec<pairs::Pair>,
    help: Vec<help::Wish>,
    growth: Vec<growth::Topic>,
}

/// Words that lead to a page of the report.
#[derive(Debug, Clone, Serialize)]
struct Link {
    words: String,
    page: Option<String>,
}

impl Link {
    fn project(project: &Project) -> Self {
        Self { words: project.title.clone(), page: Some(format!("projects/{}.html", project.id)) }
    }
}

/// Whether there are people, and this audience may know of them.
pub(super) fn is_needed(atlas: &Atlas<'_>) -> bool {
    let picture = atlas.picture;
    !picture.portfolio.people().is_empty() && picture.edition.audience.sees_people()
}

/// The page.
pub(super) fn page(atlas: &Atlas<'_>) -> Page {
    let (picture, standing) = (atlas.picture, atlas.people());
    let (audience, portfolio) = (&picture.edition.audience, picture.portfolio);
    let private = audience.sees_everybody();
    let staffing = if private { staffing::proposed(standing) } else { None };
    let view = View {
        kicker: portfolio.settings().quarter.map_or_else(String::new, words::quarter),
        heading: if private { carriers::finding(standing) } else { "Who works on what".to_owned() },
        dek: staffing.as_ref().map(|staffing| staffing.summary.clone()).unwrap_or_default(),
        carriers: carriers::carriers(atlas),
        private,
        staffing,
        pairs: if private { pairs::pairs(standing) } else { Vec::new() },
        help: if private { help::wishes(standing) } else { Vec::new() },
        growth: if private { growth::topics(portfolio, standing) } else { Vec::new() },
    };
    let head = Head {
        title: "People".to_owned(),
        description: "Who carries the plan, where people grow, and where help is wanted.".to_owned(),
        section: "people.html",
        crumbs: Vec::new(),
    };
    Page::new(address("people.html"), "people.html", head, &view)
}

/// The name of somebody; the id where there is no document.
fn name(portfolio: &Portfolio, id: &Id) -> String {
    portfolio.people().get(id).map_or_else(|| id.to_string(), |person| person.name.clone())
}

/// The first word of the name of somebody.
fn first(portfolio: &Portfolio, id: &Id) -> String {
    words::first_name(&name(portfolio, id)).to_owned()
}

fn firsts<'i>(portfolio: &Portfolio, ids: impl IntoIterator<Item = &'i Id>) -> Vec<String> {
    ids.into_iter().map(|id| first(portfolio, id)).collect()
}
