//! The program on one page: sources become a portfolio, a ranking, a report, a site.
//!
//! Pure: the same sources, request and program give the same bytes. A memo changes how long it takes and
//! nothing else.

mod press;

use std::sync::Arc;

use crate::diagnostic::{self, Diagnostic};
use crate::fit::{self, Candidate, Panel};
use crate::history::History;
use crate::lint;
use crate::people::{self, Standing};
use crate::portfolio::{self, Alone, Overrides, Portfolio, Quarter};
use crate::ranking::{self, Firmness, Ranking, Region, Sway};
use crate::report::Edition;
use crate::site::{Site, Templates, Theme};
use crate::source::Sources;

pub use press::Press;

/// What is asked for beside the documents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    /// The quarter to report on, in place of the one the documents name.
    pub quarter: Option<Quarter>,
    /// Who the report is for, and what it is called.
    pub edition: Edition,
    /// Whose templates shape the pages.
    pub templates: Templates,
}

/// What was kept from the last round. An empty memo is always right.
#[derive(Debug, Default)]
pub struct Memo {
    documents: portfolio::Memo,
    found: Found,
    /// How far the last ranking depends on its weights.
    sway: Option<Arc<Sway>>,
    /// The last round, when it gave a report.
    last: Option<Round>,
}

/// What was found in single projects.
#[derive(Debug, Default)]
struct Found {
    fit: Alone<Vec<Diagnostic>>,
    lint: lint::Memo,
}

/// A round that gave a report: what it was made from, and what prints its pages.
#[derive(Debug)]
struct Round {
    sources: Sources,
    request: Request,
    press: Arc<Press>,
}

/// What the documents say once they are joined and ranked, as the audience may see it.
#[derive(Debug, Clone)]
pub struct Assessed {
    /// The documents, joined.
    pub portfolio: Arc<Portfolio>,
    /// The projects that compete, with their scores.
    pub candidates: Arc<[Candidate]>,
    /// Their order and the plan that follows from it.
    pub ranking: Arc<Ranking>,
    /// The quarters before.
    pub history: Arc<History>,
}

/// What came of the sources, its pages still to be printed.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// The documents and their ranking; `None` when an error in the documents stands in the way.
    pub assessed: Option<Assessed>,
    /// What prints the pages; `None` exactly when some finding is an error.
    pub press: Option<Arc<Press>>,
    /// Everything found, in the order of places.
    pub findings: Arc<[Diagnostic]>,
}

/// What came of the sources.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// The documents and their ranking; `None` when an error in the documents stands in the way.
    pub assessed: Option<Assessed>,
    /// The finished site; `None` exactly when some finding is an error.
    pub site: Option<Arc<Site>>,
    /// Everything found, in the order of places.
    pub findings: Arc<[Diagnostic]>,
}

/// Reads, joins and ranks the documents, without rendering a page.
pub fn assess(sources: &Sources, memo: &mut Memo, request: &Request) -> (Option<Assessed>, Vec<Diagnostic>) {
    let (whole, findings) = load(sources, &mut memo.documents, request);
    judged_alone(whole.as_ref().map(|whole| Weighed::of(whole, request)), findings, &mut memo.found, request)
}

/// The same for two states of which most documents are the same.
pub fn assess_both(
    [before, after]: [&Sources; 2],
    memo: &mut Memo,
    request: &Request,
) -> [(Option<Assessed>, Vec<Diagnostic>); 2] {
    let [(before, found_before), (after, found_after)] =
        [before, after].map(|sources| load(sources, &mut memo.documents, request));
    let (before, after) = rayon::join(
        || before.as_ref().map(|whole| Weighed::of(whole, request)),
        || after.as_ref().map(|whole| Weighed::of(whole, request)),
    );
    // One after the other: most projects are the same, and what is found in them is.
    [(before, found_before), (after, found_after)]
        .map(|(weighed, findings)| judged_alone(weighed, findings, &mut memo.found, request))
}

/// The documents, joined, and what is wrong with them.
type Loaded = (Option<Portfolio>, Vec<Diagnostic>);

fn load(sources: &Sources, documents: &mut portfolio::Memo, request: &Request) -> Loaded {
    portfolio::load(sources, documents, &Overrides { quarter: request.quarter })
}

/// Ranks the documents and searches them for findings, while `more` makes what it wants of the ranking.
fn judge<T: Send>(
    (whole, findings): Loaded,
    found: &mut Found,
    request: &Request,
    more: impl FnOnce(&Arc<Ranking>) -> T + Send,
) -> (Option<(Assessed, T)>, Vec<Diagnostic>) {
    judged(whole.as_ref().map(|whole| Weighed::of(whole, request)), findings, found, request, more)
}

/// Documents that are ranked and not yet searched.
struct Weighed<'w> {
    whole: &'w Portfolio,
    panel: Panel<'w>,
    assessed: Assessed,
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
fn judged<T: Send>(
    weighed: Option<Weighed<'_>>,
    mut findings: Vec<Diagnostic>,
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
fn judged_alone(
    weighed: Option<Weighed<'_>>,
    findings: Vec<Diagnostic>,
    found: &mut Found,
    request: &Request,
) -> (Option<Assessed>, Vec<Diagnostic>) {
    let (assessed, findings) = judged(weighed, findings, found, request, |_| ());
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

/// Turns sources into a site.
pub fn compile(sources: &Sources, memo: &mut Memo, request: &Request) -> Compiled {
    let Prepared { assessed, press, findings } = prepare(sources, memo, request);
    match press.map(|press| press.site()).transpose() {
        Ok(site) => Compiled { assessed, site, findings },
        Err(faults) => Compiled { assessed, site: None, findings: joined(findings.to_vec(), faults) },
    }
}

/// Turns sources into a press that prints any page of the site.
///
/// Only templates of the planning folder can fail while they render, so with them every page is printed at once.
pub fn prepare(sources: &Sources, memo: &mut Memo, request: &Request) -> Prepared {
    let last = memo.last.take().filter(|last| last.request == *request);
    let press = last.and_then(|last| retell(&last, sources, memo));
    let press = match press {
        Some(press) => press,
        None => match begin(sources, memo, request) {
            Ok(press) => press,
            Err(prepared) => return prepared,
        },
    };
    let press = Arc::new(press);
    memo.last = Some(Round { sources: sources.clone(), request: request.clone(), press: Arc::clone(&press) });
    let (assessed, findings) = (press.assessed.clone(), Arc::clone(&press.findings));
    Prepared { assessed: Some(assessed), press: Some(press), findings }
}

/// The press for sources of which nothing is known; what was found instead, where there can be none.
fn begin(sources: &Sources, memo: &mut Memo, request: &Request) -> Result<Press, Prepared> {
    let Memo { documents, found, sway, .. } = memo;
    let (assessed, findings) =
        judge(load(sources, documents, request), found, request, |ranking| swayed_by(ranking, sway));
    let Some((assessed, sway)) = assessed else {
        return Err(Prepared { assessed: None, press: None, findings: findings.into() });
    };
    let findings = joined(findings, swayed(&assessed, sway.near()));
    let theme = Theme::of(sources, request.templates);
    let stopped = |assessed: &Assessed, faults: &[Diagnostic]| Prepared {
        assessed: Some(assessed.clone()),
        press: None,
        findings: joined(findings.to_vec(), faults.to_vec()),
    };
    if diagnostic::any_errors(theme.findings()) {
        return Err(stopped(&assessed, theme.findings()));
    }
    let has_own_templates = theme.has_own_templates();
    let press = Press::new(assessed, sway, Arc::clone(&findings), request.edition.clone(), theme);
    if has_own_templates && let Err(faults) = press.site() {
        return Err(stopped(&press.assessed, &faults));
    }
    Ok(press)
}

/// How far a ranking depends on its weights: what is known of the last one, when it is the same. How firm the
/// plan is over nearby weightings is worked out at once, because something is found in it.
fn swayed_by(ranking: &Arc<Ranking>, last: &mut Option<Arc<Sway>>) -> Arc<Sway> {
    let known = last.take().filter(|sway| sway.ranking() == ranking);
    let sway = known.unwrap_or_else(|| Arc::new(Sway::new(Arc::clone(ranking))));
    sway.near();
    *last = Some(Arc::clone(&sway));
    sway
}

/// The press, when nothing but prose differs from the last round that gave a report; `None` otherwise.
fn retell(last: &Round, sources: &Sources, memo: &mut Memo) -> Option<Press> {
    let before = &last.press.assessed.portfolio;
    let retold = before.retold(&last.sources, sources, &last.press.findings, &mut memo.documents)?;
    if retold.documents.iter().any(|path| lint::explains_otherwise(path, before, &retold.portfolio)) {
        return None;
    }
    Press::retold(&last.press, retold.portfolio, &retold.documents)
}

/// What the sources are and everything found in them: the same findings as [`compile`] gives, without pages.
pub fn check(sources: &Sources, memo: &mut Memo, request: &Request) -> (Option<Assessed>, Arc<[Diagnostic]>) {
    let theme = Theme::of(sources, request.templates);
    if theme.has_own_templates() {
        let Prepared { assessed, findings, .. } = prepare(sources, memo, request);
        return (assessed, findings);
    }
    let near = |ranking: &Arc<Ranking>| ranking.firmness(Region::Near);
    let loaded = load(sources, &mut memo.documents, request);
    let (assessed, findings) = judge(loaded, &mut memo.found, request, near);
    let Some((assessed, near)) = assessed else { return (None, findings.into()) };
    let mut more = swayed(&assessed, near.as_ref());
    more.extend_from_slice(theme.findings());
    (Some(assessed), joined(findings, more))
}

/// What is found in how firm the plan is over nearby weightings.
fn swayed(assessed: &Assessed, near: Option<&Firmness>) -> Vec<Diagnostic> {
    let shares = near.map_or(&[][..], |near| &near.plan_shares);
    assessed.portfolio.hush(lint::swayed(&assessed.ranking, shares))
}

/// Findings and more of them, in the order of places.
fn joined(mut findings: Vec<Diagnostic>, more: Vec<Diagnostic>) -> Arc<[Diagnostic]> {
    findings.extend(more);
    diagnostic::sort(&mut findings);
    findings.into()
}
