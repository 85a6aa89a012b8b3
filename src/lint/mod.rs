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

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::path::RelPath;
use crate::portfolio::Portfolio;
use crate::ranking::Ranking;

/// Every finding that the documents and their ranking give.
pub fn find(portfolio: &Portfolio, ranking: &Ranking) -> Vec<Diagnostic> {
    let lints: [&(dyn Fn() -> Vec<Diagnostic> + Sync); 7] = [
        &|| headline::findings(portfolio),
        &|| support::findings(portfolio),
        &|| kinds::findings(portfolio),
        &|| connections::findings(portfolio, ranking),
        &|| tags::findings(portfolio),
        &|| plan::findings(portfolio, ranking),
        &|| scores::findings(portfolio, ranking),
    ];
    lints.par_iter().flat_map_iter(|lint| lint()).collect()
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
