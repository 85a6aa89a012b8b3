//! What the documents leave open: stories that do not hold yet, and what the ranking cannot tell.
//!
//! Everything here is advice about documents that are correct. It changes no score and no place; people's
//! side of it is `people::findings`. Words are looked for in short lists, so silence is no praise.

mod connections;
mod headline;
mod kinds;
mod plan;
mod scores;
mod support;
mod tags;
mod words;

#[cfg(test)]
mod tests;

use crate::diagnostic::Diagnostic;
use crate::portfolio::Portfolio;
use crate::ranking::{Ranking, Robustness};

/// Every finding that the documents and their ranking give.
pub fn find(portfolio: &Portfolio, ranking: &Ranking) -> Vec<Diagnostic> {
    let mut found = headline::findings(portfolio);
    found.extend(support::findings(portfolio));
    found.extend(kinds::findings(portfolio));
    found.extend(connections::findings(portfolio, ranking));
    found.extend(tags::findings(portfolio));
    found.extend(plan::findings(portfolio, ranking));
    found.extend(scores::findings(portfolio, ranking));
    found
}

/// The planned projects that nearby weights would leave out.
pub fn swayed(ranking: &Ranking, near: &Robustness) -> Vec<Diagnostic> {
    plan::swayed(ranking, near)
}
