//! The program on one page: sources become a portfolio, a ranking, a report, a site.
//!
//! Pure: the same sources, request and program give the same bytes. A memo changes how long it takes and
//! nothing else.

mod press;
mod search;

use std::sync::Arc;

use rayon::ThreadPool;

use crate::diagnostic::{self, Diagnostic, Pending};
use crate::fit::Candidate;
use crate::history::History;
use crate::lint;
use crate::pipeline::search::{
    Checked, Found, is_certain, join, judged, judged_alone, searched, swayed, together, weigh,
};
use crate::portfolio::{self, Portfolio, Quarter};
use crate::ranking::{Ranking, Region, Sway};
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
    let joined = join(sources, &mut memo.documents, request);
    judged_alone(weigh(&joined, request), &mut memo.found, request)
}

/// The same for two states of which most documents are the same.
pub fn assess_both(
    [before, after]: [&Sources; 2],
    memo: &mut Memo,
    request: &Request,
) -> [(Option<Assessed>, Vec<Diagnostic>); 2] {
    let [before, after] = [before, after].map(|sources| join(sources, &mut memo.documents, request));
    let (before, after) = rayon::join(|| weigh(&before, request), || weigh(&after, request));
    // One after the other: most projects are the same, and what is found in them is.
    [before, after].map(|weighed| judged_alone(weighed, &mut memo.found, request))
}

/// Turns sources into a site.
pub fn compile(sources: &Sources, memo: &mut Memo, request: &Request) -> Compiled {
    let Prepared { assessed, press, findings } = prepare(sources, memo, request);
    match press.map(|press| press.site()).transpose() {
        Ok(site) => Compiled { assessed, site, findings },
        Err(faults) => Compiled { assessed, site: None, findings: together(findings.to_vec(), faults) },
    }
}

/// Turns sources into a press that prints any page of the site.
///
/// Only templates of the planning folder can fail while they render, so with them every page is printed at once.
pub fn prepare(sources: &Sources, memo: &mut Memo, request: &Request) -> Prepared {
    prepared(sources, memo, request, None)
}

/// The same for somebody who looks at pages at once. They get the press as soon as it is certain that nothing
/// stands in the way of a report, and whatever else there is to find is looked for beside them; where that is
/// only certain at the end, the press is in what this gives.
pub fn prepare_for(viewer: Viewer<'_>, sources: &Sources, memo: &mut Memo, request: &Request) -> Prepared {
    prepared(sources, memo, request, Some(viewer))
}

/// Somebody who looks at pages.
#[expect(missing_debug_implementations, reason = "a function has nothing to show")]
pub struct Viewer<'v> {
    /// Shows them a press.
    pub show: &'v mut dyn FnMut(&Arc<Press>),
    /// Lets them look at it before anything else is done.
    pub give_way: &'v (dyn Fn() + Sync),
    /// The threads for what they need not wait for. None of them prints pages: a page that names findings waits
    /// until these threads have looked for all of them.
    pub aside: &'v ThreadPool,
}

fn prepared(sources: &Sources, memo: &mut Memo, request: &Request, viewer: Option<Viewer<'_>>) -> Prepared {
    let last = memo.last.take().filter(|last| last.request == *request);
    let retold = last.and_then(|last| retell(&last, sources, memo)).map(Arc::new);
    let press = match retold.map_or_else(|| begin(sources, memo, request, viewer), Ok) {
        Ok(press) => press,
        Err(prepared) => return prepared,
    };
    memo.last = Some(Round { sources: sources.clone(), request: request.clone(), press: Arc::clone(&press) });
    let (assessed, findings) = (press.assessed.clone(), Arc::clone(press.findings.wait()));
    Prepared { assessed: Some(assessed), press: Some(press), findings }
}

/// The press for sources of which nothing is known; what was found instead, where there can be none.
fn begin(
    sources: &Sources,
    memo: &mut Memo,
    request: &Request,
    viewer: Option<Viewer<'_>>,
) -> Result<Arc<Press>, Prepared> {
    let Memo { documents, found, sway, .. } = memo;
    let joined = join(sources, documents, request);
    let (weighed, early) = weigh(&joined, request);
    let theme = Theme::of(sources, request.templates);
    match (weighed, viewer) {
        (Some(weighed), Some(viewer)) if is_certain(&weighed, &early, &theme) => {
            let sway = sway_of(&weighed.assessed.ranking, sway);
            let (findings, promise) = Pending::promised();
            let assessed = weighed.assessed.clone();
            let press = Press::new(assessed, Arc::clone(&sway), findings, request.edition.clone(), theme);
            let press = Arc::new(press);
            (viewer.show)(&press);
            // The promise is kept on the threads that nobody who waits for it can hold up.
            let Viewer { give_way, aside, .. } = viewer;
            aside.install(|| {
                give_way();
                promise.keep(searched((weighed, early), found, request, &sway));
            });
            Ok(press)
        }
        (weighed, _) => finish((weighed, early), theme, (found, sway), request),
    }
}

/// The press for ranked documents, once everything is known; what was found instead, where there can be none.
fn finish(
    checked: Checked<'_>,
    theme: Theme,
    (found, sway): (&mut Found, &mut Option<Arc<Sway>>),
    request: &Request,
) -> Result<Arc<Press>, Prepared> {
    let near = |ranking: &Arc<Ranking>| {
        let sway = sway_of(ranking, sway);
        sway.near();
        sway
    };
    let (assessed, findings) = judged(checked, found, request, near);
    let Some((assessed, sway)) = assessed else {
        return Err(Prepared { assessed: None, press: None, findings: findings.into() });
    };
    let findings = together(findings, swayed(&assessed, sway.near()));
    let stopped = |assessed: &Assessed, faults: &[Diagnostic]| Prepared {
        assessed: Some(assessed.clone()),
        press: None,
        findings: together(findings.to_vec(), faults.to_vec()),
    };
    if diagnostic::any_errors(theme.findings()) {
        return Err(stopped(&assessed, theme.findings()));
    }
    let has_own_templates = theme.has_own_templates();
    let known = Pending::known(Arc::clone(&findings));
    let press = Press::new(assessed, sway, known, request.edition.clone(), theme);
    if has_own_templates && let Err(faults) = press.site() {
        return Err(stopped(&press.assessed, &faults));
    }
    Ok(Arc::new(press))
}

/// How far a ranking depends on its weights: what is known of the last one, when it is the same.
fn sway_of(ranking: &Arc<Ranking>, last: &mut Option<Arc<Sway>>) -> Arc<Sway> {
    let known = last.take().filter(|sway| sway.ranking() == ranking);
    let sway = known.unwrap_or_else(|| Arc::new(Sway::new(Arc::clone(ranking))));
    *last = Some(Arc::clone(&sway));
    sway
}

/// The press, when nothing but prose differs from the last round that gave a report; `None` otherwise.
fn retell(last: &Round, sources: &Sources, memo: &mut Memo) -> Option<Press> {
    let before = &last.press.assessed.portfolio;
    let found = last.press.findings.wait();
    let retold = before.retold(&last.sources, sources, found, &mut memo.documents)?;
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
    let joined = join(sources, &mut memo.documents, request);
    let (assessed, findings) = judged(weigh(&joined, request), &mut memo.found, request, near);
    let Some((assessed, near)) = assessed else { return (None, findings.into()) };
    let mut more = swayed(&assessed, near.as_ref());
    more.extend_from_slice(theme.findings());
    (Some(assessed), together(findings, more))
}
