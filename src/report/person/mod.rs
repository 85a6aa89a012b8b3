//! The page about a person: the sheet for the 1:1.
//!
//! It answers "what should I work on next" for one person with the portfolio's own rules, and says what to
//! talk about. The same sheet is printed by `quarterdeck next`. It never compares people.

mod company;
mod desk;
mod goals;
mod machine;
mod offers;
mod picture;
mod plan;
mod prose;
mod talk;
mod text;
mod trend;

use serde::Serialize;
use tera::Value;

use crate::fit::Lens;
use crate::people::Standing;
use crate::portfolio::Id;
use crate::report::chart::Spark;
use crate::report::page::{Crumb, Head, Page, address, markup};
use crate::report::person::desk::Desk;
use crate::report::person::picture::Chart;
use crate::report::person::trend::Trend;
use crate::report::words;

pub use company::{Common, Companion};
pub use goals::GoalLine;
pub use machine::json;
pub use offers::{ChoiceLine, Number, Offer, Offers};
pub use prose::Prose;
pub use talk::Prompt;

/// What the sheet says, for the page and for the terminal.
#[derive(Debug, Clone, Serialize)]
pub struct Sheet {
    /// The person's name.
    pub name: String,
    /// The first word of it.
    pub first: String,
    /// The level, where stated, and which quarter the sheet is for.
    pub kicker: String,
    /// The plan for this person in a sentence or three.
    pub opening: Prose,
    /// What to talk about, at most five questions.
    pub talk: Vec<Prompt>,
    /// The named choices; empty when nothing is open to the person.
    pub choices: Vec<ChoiceLine>,
    /// The open work in the person's own order.
    pub offers: Offers,
    /// Goals and what serves them.
    pub goals: Vec<GoalLine>,
    /// Who they work with, and why.
    pub companions: Vec<Companion>,
}

/// What the page shows beside the sheet.
#[derive(Debug, Clone, Serialize)]
struct View {
    sheet: Sheet,
    chart: Option<Chart>,
    trend: Option<Spark>,
    enjoys: Vec<String>,
    avoids: Vec<String>,
    /// The body of the person's own document.
    notes: Option<Value>,
    source: String,
}

/// The sheet of a person.
pub fn sheet(lens: &Lens<'_>, standing: &Standing<'_>) -> Sheet {
    let desk = Desk::new(lens, standing);
    sheet_of(&desk, Trend::of(&desk).as_ref())
}

/// The page about a person, and the question that its sheet asks first.
#[derive(Debug)]
pub(super) struct Finished {
    /// The page.
    pub(super) page: Page,
    /// The first question; `None` when there is nothing to ask.
    pub(super) ask: Option<String>,
}

/// The address of the page about a person.
pub(super) fn page_address(person: &Id) -> String {
    format!("people/{person}.html")
}

/// The page of whoever looks through the lens, with the question that it asks first.
pub(super) fn finished(lens: &Lens<'_>, standing: &Standing<'_>) -> Finished {
    let person = lens.person();
    let desk = Desk::new(lens, standing);
    let notes = standing.portfolio().prose(&person.path);
    let trend = Trend::of(&desk);
    let (enjoys, avoids) = picture::tastes(&desk, desk.marks);
    let view = View {
        sheet: sheet_of(&desk, trend.as_ref()),
        chart: picture::chart(&desk),
        trend: trend.map(|trend| trend.spark(&desk.settings().scale)),
        enjoys,
        avoids,
        notes: (!notes.is_empty()).then(|| markup(&notes)),
        source: person.path.to_string(),
    };
    let head = Head {
        title: format!("{}, 1:1", person.name),
        description: format!("Sheet for the 1:1 with {}.", person.name),
        section: "people.html",
        crumbs: vec![Crumb::new("Plan", "index.html"), Crumb::new("People", "people.html")],
    };
    let ask = view.sheet.talk.first().map(|prompt| prompt.ask.clone());
    let address = address(&page_address(&person.id));
    Finished { page: Page::new(address, "person.html", head, &view), ask }
}

fn sheet_of(desk: &Desk<'_>, trend: Option<&Trend>) -> Sheet {
    let quarter =
        desk.settings().quarter.map_or_else(String::new, |quarter| format!(", {}", words::quarter(quarter)));
    let level =
        desk.person.level.as_ref().map_or_else(String::new, |level| format!("{}. ", words::capital(level)));
    Sheet {
        name: desk.person.name.clone(),
        first: desk.first.clone(),
        kicker: format!("{level}Sheet for the 1:1{quarter}."),
        opening: plan::opening(desk),
        talk: talk::prompts(desk, trend),
        choices: offers::choices(desk),
        offers: offers::offers(desk),
        goals: goals::lines(desk),
        companions: company::companions(desk),
    }
}
