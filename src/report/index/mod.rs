//! The home page: the answer, then the evidence, then what is uncertain.

mod apart;
pub(super) mod decisions;
mod facts;
pub(super) mod finding;
mod live;
mod load;
mod stories;
mod table;
mod unlocks;
mod weights;

use std::ops::Range;

use serde::Serialize;
use tera::Value;

use crate::criteria::Criterion;
use crate::diagnostic::Level;
use crate::portfolio::Method;
use crate::report::checks::{Check, check};
use crate::report::page::{Crumb, Draft, Head, Page, address, markup};
use crate::report::row::Point;
use crate::report::{Picture, equal, words};

pub(super) use table::page_address;

/// How many findings the home page shows before it points to the checks page.
const CAUTIONS: usize = 6;

/// The view of the home page.
#[derive(Debug, Serialize)]
struct Index {
    kicker: String,
    finding: finding::Finding,
    facts: Vec<facts::Fact>,
    /// The criteria as the key of the bars.
    key: Vec<Key>,
    key_words: &'static str,
    /// Where the stated weights are in the triangle.
    home: Point,
    table: table::Table,
    /// What to do where there is no row.
    empty: &'static str,
    live: Option<live::Live>,
    /// Where interest decided between projects of equal business.
    equal: Option<String>,
    apart: Vec<apart::Apart>,
    apart_rest: Option<String>,
    map: Option<weights::Map>,
    decisions: Vec<decisions::Decision>,
    decisions_heading: String,
    stories: Vec<stories::Story>,
    load: Option<load::Load>,
    unlocks: Option<unlocks::Unlocks>,
    letter: Option<Value>,
    cautions: Vec<Check>,
    cautions_heading: String,
    cautions_more: Option<String>,
}

/// One entry of the key of the bars.
#[derive(Debug, Serialize)]
struct Key {
    style: &'static str,
    name: String,
}

/// The view of the further pages of a long ranking.
#[derive(Debug, Serialize)]
struct RankingPage {
    heading: String,
    key: Vec<Key>,
    key_words: &'static str,
    home: Point,
    table: table::Table,
}

/// The numbers of the further pages of a long ranking; the home page is number 0.
pub(super) fn further_pages(picture: &Picture<'_>) -> Range<usize> {
    1..table::pages(picture).len()
}

/// The file that the home page of a long ranking reads when somebody tries other weights.
pub(super) fn files<'a>(picture: &'a Picture<'a>) -> Option<Draft<'a>> {
    let on_page = table::pages(picture).first().map_or(0, ExactSizeIterator::len);
    live::file(picture, on_page)
}

/// A further page of a long ranking.
pub(super) fn further(picture: &Picture<'_>, number: usize) -> Page {
    let cuts = table::pages(picture);
    let heading = format!("The ranking, page {} of {}", number + 1, cuts.len());
    let view = RankingPage {
        heading: heading.clone(),
        key: key(picture),
        key_words: key_words(picture),
        home: Point::of(picture.portfolio.settings()),
        table: table::table(picture, &cuts, number),
    };
    let head = Head {
        title: heading.clone(),
        description: heading,
        section: "index.html",
        crumbs: vec![Crumb::new("Ranking", "index.html")],
    };
    Page::new(address(&page_address(number)), "ranking.html", head, &view)
}

/// The home page.
pub(super) fn home(picture: &Picture<'_>) -> Page {
    let table = table::table(picture, &table::pages(picture), 0);
    let settings = picture.portfolio.settings();
    let finding = finding::finding(picture);
    let head = Head {
        title: settings
            .quarter
            .map_or_else(|| "Ranking".to_owned(), |quarter| format!("{} plan", words::quarter(quarter))),
        description: finding.heading.clone(),
        section: "index.html",
        crumbs: Vec::new(),
    };
    let cautions = cautions(picture);
    let decisions = decisions::decisions(picture);
    let view = Index {
        kicker: kicker(picture),
        finding,
        facts: facts::facts(picture),
        key: key(picture),
        equal: equal::summary(picture.ranking, picture.portfolio.settings()),
        key_words: key_words(picture),
        home: Point::of(settings),
        live: live::live(picture, table.rows()),
        table,
        empty: empty(picture),
        apart: apart::apart(picture),
        apart_rest: apart::rest(picture),
        map: weights::map(picture),
        decisions_heading: decisions::heading(&decisions),
        decisions,
        stories: stories::stories(picture),
        load: load::load(picture),
        unlocks: unlocks::unlocks(picture),
        letter: settings.letter.as_ref().map(markup),
        cautions_heading: cautions_heading(&cautions),
        cautions_more: more(picture, cautions.len()),
        cautions,
    };
    Page::new(address("index.html"), "index.html", head, &view)
}

fn empty(picture: &Picture<'_>) -> &'static str {
    if picture.ranking.unscored.is_empty() && picture.ranking.below_floor.is_empty() {
        "Add the next project below projects/, or name another quarter in portfolio.md."
    } else {
        "No project has all three scores yet. A score is a number in the project\u{2019}s front matter: business, interest, growth."
    }
}

fn kicker(picture: &Picture<'_>) -> String {
    let settings = picture.portfolio.settings();
    let ranked = words::count(picture.ranking.placed.len(), "ranked project", "ranked projects");
    match settings.quarter {
        Some(quarter) => format!("{} plan, {ranked}", words::quarter(quarter)),
        None => words::capital(&ranked),
    }
}

fn key(picture: &Picture<'_>) -> Vec<Key> {
    let names = &picture.portfolio.settings().criteria;
    Criterion::ALL.into_iter().map(|c| Key { style: c.key(), name: names[c].clone() }).collect()
}

fn key_words(picture: &Picture<'_>) -> &'static str {
    match (picture.portfolio.settings().method, picture.sway) {
        (Method::Weighted, None) => "Bars add up to the score out of 100.",
        (Method::Weighted, Some(_)) => {
            "Bars add up to the score out of 100. Triangles shade the weightings under which a project is in the plan."
        }
        (_, None) => "Bars split the score out of 100 by what each criterion adds.",
        (_, Some(_)) => {
            "Bars split the score out of 100 by what each criterion adds. Triangles shade the weightings under which a project is in the plan."
        }
    }
}

/// The findings that a reader of the home page should know: warnings first, in the order of places.
fn cautions(picture: &Picture<'_>) -> Vec<Check> {
    let warnings = picture.findings().iter().filter(|finding| finding.level == Level::Warning);
    warnings.take(CAUTIONS).map(|finding| check(picture, finding)).collect()
}

fn cautions_heading(cautions: &[Check]) -> String {
    let heading = words::number_of(
        cautions.len(),
        "check to read before the meeting",
        "checks to read before the meeting",
    );
    words::capital(&heading)
}

fn more(picture: &Picture<'_>, shown: usize) -> Option<String> {
    let all = picture.findings().iter().filter(|finding| finding.level != Level::Off).count();
    (all > shown).then(|| format!("All {all} checks, with file and line"))
}
