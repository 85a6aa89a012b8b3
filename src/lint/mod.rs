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
use crate::path::RelPath;
use crate::portfolio::Portfolio;
use crate::ranking::Ranking;

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

/// Whether the document at `path` leaves other words unexplained in `before` than in `after`: the only thing
/// that is found in prose once it is read.
pub fn explains_otherwise(path: &RelPath, before: &Portfolio, after: &Portfolio) -> bool {
    headline::unexplained(path, before) != headline::unexplained(path, after)
}

/// The planned projects that nearby weights would leave out. `near` says for each ranked project under which
/// share of them it is planned.
pub fn swayed(ranking: &Ranking, near: &[f64]) -> Vec<Diagnostic> {
    plan::swayed(ranking, near)
}
