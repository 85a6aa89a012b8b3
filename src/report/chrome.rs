//! What stands around every page: masthead, navigation and footer.

use serde::Serialize;
use tera::Value;

use crate::criteria::Criterion;
use crate::portfolio::{LineRule, Method, Settings};
use crate::report::{Draft, Picture, words};

/// The frame of every page, made once for all of them.
#[derive(Debug, Clone, Serialize)]
struct Chrome {
    /// The portfolio's title.
    title: String,
    /// The quarter, such as `Q4 2026`; empty when there is none.
    quarter: String,
    /// The entries of the navigation.
    nav: Vec<Entry>,
    /// How a score is made, in a sentence.
    formula: String,
    /// How the plan is made, in a sentence.
    rule: String,
    /// What the report was made from.
    counts: String,
    /// The revision named by whoever built the report.
    revision: Option<String>,
}

/// An entry of the navigation.
#[derive(Debug, Clone, Serialize)]
struct Entry {
    words: &'static str,
    href: &'static str,
    /// The section that the entry stands for: see [`Head::section`](crate::report::Head).
    section: &'static str,
}

/// Every entry there can be: words, address, and the section it stands for.
const ENTRIES: [Entry; 8] = [
    Entry { words: "Ranking", href: "index.html", section: "index.html" },
    Entry { words: "Narratives", href: "narratives.html", section: "narratives.html" },
    Entry { words: "Goals", href: "goals.html", section: "goals.html" },
    Entry { words: "People", href: "people.html", section: "people.html" },
    Entry { words: "Trade-offs", href: "tradeoffs.html", section: "tradeoffs.html" },
    Entry { words: "History", href: "history.html", section: "history.html" },
    Entry { words: "Checks", href: "checks.html", section: "checks.html" },
    Entry { words: "Method", href: "method.html", section: "method.html" },
];

/// The frame of every page of a report that holds these drafts.
pub(super) fn chrome(picture: &Picture<'_>, drafts: &[Draft<'_>]) -> Value {
    let settings = picture.portfolio.settings();
    Value::from_serializable(&Chrome {
        title: settings.title.clone(),
        quarter: settings.quarter.map(words::quarter).unwrap_or_default(),
        nav: nav(drafts),
        formula: formula(settings),
        rule: rule(settings),
        counts: counts(picture),
        revision: picture.edition.revision.clone(),
    })
}

/// The entries whose section has a page.
fn nav(drafts: &[Draft<'_>]) -> Vec<Entry> {
    let is_there = |entry: &Entry| drafts.iter().any(|draft| draft.path().as_str() == entry.href);
    ENTRIES.into_iter().filter(is_there).collect()
}

/// How a score is made, in a sentence.
pub(super) fn formula(settings: &Settings) -> String {
    let scale = format!("{} to {}", words::score(settings.scale.min), words::score(settings.scale.max));
    match settings.method {
        Method::Weighted => {
            let parts: Vec<String> = Criterion::ALL
                .into_iter()
                .map(|c| format!("{} {}", weight(settings, c), settings.criteria[c].to_lowercase()))
                .collect();
            format!("Score = {}, each scored {scale} and scaled to 100.", parts.join(" + "))
        }
        Method::Geometric => {
            format!(
                "Score = the weighted geometric mean of the three criteria, each scored {scale} and scaled to 100."
            )
        }
        Method::BusinessFirst => format!(
            "Projects stand by {} in bands of one step, then by {}, then by {}, each scored {scale}.",
            settings.criteria.business.to_lowercase(),
            settings.criteria.interest.to_lowercase(),
            settings.criteria.growth.to_lowercase()
        ),
    }
}

/// One criterion's weight in percent: whole where it is, else with one decimal.
pub(super) fn weight(settings: &Settings, criterion: Criterion) -> String {
    let (part, sum) = (settings.weights.part(criterion), settings.weights.sum());
    let places = u32::from(part * 100 % sum != 0);
    format!("{}%", words::decimal(i128::from(part) * 100, i128::from(sum), places))
}

fn rule(settings: &Settings) -> String {
    match (settings.capacity, settings.line) {
        (None, _) => "No capacity is stated, so the ranking has no plan line.".to_owned(),
        (Some(_), LineRule::Strict) => {
            "The plan takes projects in rank order until the next one does not fit.".to_owned()
        }
        (Some(_), LineRule::Fill) => {
            "The plan takes projects in rank order; later ones that still fit come in.".to_owned()
        }
    }
}

fn counts(picture: &Picture<'_>) -> String {
    let portfolio = picture.portfolio;
    let mut parts = vec![words::count(portfolio.projects().len(), "project", "projects")];
    for (number, one, many) in [
        (portfolio.people().len(), "person", "people"),
        (portfolio.narratives().len(), "narrative", "narratives"),
        (portfolio.goals().len(), "goal", "goals"),
    ] {
        if number > 0 {
            parts.push(words::count(number, one, many));
        }
    }
    format!("Made from {}. The same input always gives the same bytes.", words::list(&parts))
}
