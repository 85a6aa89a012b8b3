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

use crate::diagnostic::{Code, Diagnostic, Level};
use crate::path::RelPath;
use crate::portfolio::{Alone, Portfolio};
use crate::ranking::Ranking;

/// What was found in each project alone.
pub type Memo = Alone<Told>;

/// One project, whoever else is in the portfolio.
#[derive(Debug)]
pub struct Told {
    found: Vec<Diagnostic>,
    /// The words of its headline.
    words: Option<String>,
}

/// Every finding that the documents and their ranking give. The memo keeps what was found in each project alone.
pub fn find(portfolio: &Portfolio, ranking: &Ranking, memo: &mut Memo) -> Vec<Diagnostic> {
    let together: [&(dyn Fn() -> Vec<Diagnostic> + Sync); 4] = [
        &|| connections::findings(portfolio, ranking),
        &|| tags::findings(portfolio),
        &|| plan::findings(portfolio, ranking),
        &|| scores::findings(portfolio, ranking),
    ];
    let (mut found, together) = rayon::join(
        || alone(portfolio, memo),
        || together.par_iter().flat_map_iter(|lint| lint()).collect::<Vec<Diagnostic>>(),
    );
    found.extend(together);
    found
}

/// Whether anything that is found once documents are ranked, here or by others, may be an error: what settings
/// raise to one, and active work without an owner where they say nothing else.
pub fn may_stop(portfolio: &Portfolio) -> bool {
    let lints = &portfolio.settings().lints;
    let is_raised = lints.values().any(|level| *level == Level::Error);
    is_raised || (!lints.contains_key(&Code::QD407) && plan::has_unowned(portfolio))
}

/// What is found in projects one by one, and in headlines that are the same.
fn alone(portfolio: &Portfolio, memo: &mut Memo) -> Vec<Diagnostic> {
    let known = headline::known_words(portfolio);
    let told = portfolio.search_alone(memo, |project| {
        let (mut found, words) = headline::findings(project, portfolio, &known);
        found.extend(support::findings(project, portfolio));
        found.extend(kinds::finding(project));
        found.extend(scores::disagreements(project, portfolio));
        Told { found, words }
    });
    let headlines = portfolio.open_projects().zip(&told);
    let same = headline::same_ones(headlines.map(|(project, told)| (&**project, told.words.as_deref())));
    told.iter().flat_map(|told| told.found.iter().cloned()).chain(same).collect()
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
