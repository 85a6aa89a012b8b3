//! Documents, joined, ranked and searched for findings.
//!
//! Each step is a value: what is joined can be ranked while it is checked, and what is ranked can be shown before
//! it is searched. No page is made here.

use std::sync::Arc;

use crate::diagnostic::{self, Diagnostic};
use crate::fit::{self, Panel};
use crate::history::History;
use crate::lint;
use crate::people::{self, Standing};
use crate::pipeline::{Assessed, Request};
use crate::portfolio::{self, Alone, Joined, Overrides, Portfolio};
use crate::ranking::{self, Firmness, Ranking, Sway};
use crate::site::Theme;
use crate::source::Sources;

/// What was found in single projects.
#[derive(Debug, Default)]
pub(super) struct Found {
    fit: Alone<Vec<Diagnostic>>,
    lint: lint::Memo,
}

/// The documents of these sources, joined.
pub(super) fn join<'s>(
    sources: &'s Sources,
    documents: &mut portfolio::Memo,
    request: &Request,
) -> Joined<'s> {
    Joined::of(sources, documents, &Overrides { quarter: request.quarter })
}

/// Ranks the documents while they are checked; `None` when what is wrong with them keeps a ranking from being true.
pub(super) fn weigh<'j>(joined: &'j Joined<'_>, request: &Request) -> Checked<'j> {
    let weigh = || joined.are_true_alone().then(|| Weighed::of(joined.portfolio(), request));
    let (weighed, (is_true, findings)) = rayon::join(weigh, || joined.check());
    (weighed.filter(|_| is_true), findings)
}

/// Documents that are ranked, where they can be, and what is wrong with them.
pub(super) type Checked<'j> = (Option<Weighed<'j>>, Vec<Diagnostic>);

/// Documents that are ranked and not yet searched.
pub(super) struct Weighed<'w> {
    whole: &'w Portfolio,
    panel: Panel<'w>,
    pub(super) assessed: Assessed,
}

impl<'w> Weighed<'w> {
    fn of(whole: &'w Portfolio, request: &Request) -> Self {
        let panel = Panel::of(whole);
        let candidates = fit::candidates_of(&panel);
        let history = Arc::new(History::of(&panel, &candidates));
        let portfolio = whole.seen_by(&request.edition.audience);
        let candidates = fit::shown_in(&candidates, &portfolio);
        let ranking = Arc::new(ranking::rank(&candidates, portfolio.settings()));
        let (portfolio, candidates) = (Arc::new(portfolio), candidates.into());
        Self { whole, panel, assessed: Assessed { portfolio, candidates, ranking, history } }
    }
}

/// Searches ranked documents for findings, beside those of loading, while `more` makes what it wants of the
/// ranking.
pub(super) fn judged<T: Send>(
    (weighed, mut findings): Checked<'_>,
    found: &mut Found,
    request: &Request,
    more: impl FnOnce(&Arc<Ranking>) -> T + Send,
) -> (Option<(Assessed, T)>, Vec<Diagnostic>) {
    let assessed = weighed.map(|Weighed { whole, panel, assessed }| {
        let ranking = &assessed.ranking;
        let (found, more) = rayon::join(|| found.search(whole, &panel, ranking), || more(ranking));
        findings.extend(whole.judge(found));
        (assessed, more)
    });
    let mut findings = request.edition.audience.may_read(findings);
    diagnostic::sort(&mut findings);
    (assessed.filter(|_| !diagnostic::any_errors(&findings)), findings)
}

/// The same, while nothing else is made.
pub(super) fn judged_alone(
    checked: Checked<'_>,
    found: &mut Found,
    request: &Request,
) -> (Option<Assessed>, Vec<Diagnostic>) {
    let (assessed, findings) = judged(checked, found, request, |_| ());
    (assessed.map(|(assessed, ())| assessed), findings)
}

impl Found {
    /// What is found in documents that can be ranked.
    fn search(&mut self, whole: &Portfolio, panel: &Panel<'_>, ranking: &Ranking) -> Vec<Diagnostic> {
        let Self { fit, lint } = self;
        let (by_fit, (by_people, by_lint)) = rayon::join(
            || fit::findings(panel, fit),
            || {
                let people = || people::findings(&Standing::new(panel, ranking));
                rayon::join(people, || lint::find(whole, ranking, lint))
            },
        );
        [by_fit, by_people, by_lint].into_iter().flatten().collect()
    }
}

/// Whether nothing that is found in ranked documents can stand in the way of a report.
pub(super) fn is_certain(weighed: &Weighed<'_>, early: &[Diagnostic], theme: &Theme) -> bool {
    !diagnostic::any_errors(early)
        && !diagnostic::any_errors(theme.findings())
        && !theme.has_own_templates()
        && !lint::may_stop(weighed.whole)
}

/// Everything found in ranked documents of which it is certain that none of it is an error.
pub(super) fn searched(
    (weighed, early): (Weighed<'_>, Vec<Diagnostic>),
    found: &mut Found,
    request: &Request,
    sway: &Sway,
) -> Arc<[Diagnostic]> {
    let assessed = weighed.assessed.clone();
    let (_, findings) = judged((Some(weighed), early), found, request, |_| sway.near().is_some());
    together(findings, swayed(&assessed, sway.near()))
}

/// What is found in how firm the plan is over nearby weightings.
pub(super) fn swayed(assessed: &Assessed, near: Option<&Firmness>) -> Vec<Diagnostic> {
    let shares = near.map_or(&[][..], |near| &near.plan_shares);
    assessed.portfolio.hush(lint::swayed(&assessed.ranking, shares))
}

/// Findings and more of them, in the order of places.
pub(super) fn together(mut findings: Vec<Diagnostic>, more: Vec<Diagnostic>) -> Arc<[Diagnostic]> {
    findings.extend(more);
    diagnostic::sort(&mut findings);
    findings.into()
}
