//! The program on one page: sources become a portfolio, a ranking, a report, a site.
//!
//! Pure: the same sources, request and program give the same bytes. A memo changes how long it takes and
//! nothing else.

use std::sync::Arc;

use tera::Value;

use crate::diagnostic::{self, Diagnostic};
use crate::fit::{self, Candidate, Panel};
use crate::history::History;
use crate::lint;
use crate::people::{self, Standing};
use crate::portfolio::{self, Overrides, Portfolio, Quarter};
use crate::ranking::{self, PlanMap, Ranking, Region, Robustness};
use crate::report::{self, Edition, Picture, Stability};
use crate::site::{self, Site, Templates, Theme};
use crate::source::Sources;

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
    sway: Option<(Arc<Ranking>, Arc<Sway>)>,
    last: Last,
}

/// The last round.
#[derive(Debug, Default)]
enum Last {
    /// There will be no other: nothing is kept of it.
    #[default]
    Unneeded,
    /// There was none yet, or none that gave a report.
    Awaited,
    /// What it was made from and what came of it.
    Known(Box<Round>),
}

#[derive(Debug)]
struct Round {
    sources: Sources,
    request: Request,
    assessed: Assessed,
    findings: Arc<[Diagnostic]>,
    theme: Theme,
    chrome: Value,
    site: Arc<Site>,
}

impl Memo {
    /// A memo for many rounds.
    pub fn lasting() -> Self {
        Self { last: Last::Awaited, ..Self::default() }
    }

    /// How far the ranking depends on its weights, computed only when it is another ranking.
    fn sway(&mut self, ranking: &Arc<Ranking>) -> Arc<Sway> {
        let known = self.sway.as_ref().filter(|(known, _)| Arc::ptr_eq(known, ranking) || *known == *ranking);
        let sway = known.map_or_else(|| Arc::new(Sway::of(ranking)), |(_, sway)| Arc::clone(sway));
        self.sway = Some((Arc::clone(ranking), Arc::clone(&sway)));
        sway
    }
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

/// How far a ranking depends on its weights.
#[derive(Debug, Clone)]
struct Sway {
    map: Option<PlanMap>,
    all: Robustness,
    near: Robustness,
}

impl Sway {
    fn of(ranking: &Ranking) -> Self {
        let map = ranking.plan_map();
        let (all, near) = rayon::join(
            || ranking.robustness(Region::All, map.as_ref()),
            || ranking.robustness(Region::Near, map.as_ref()),
        );
        Self { map, all, near }
    }

    fn stability(&self) -> Stability<'_> {
        Stability { all: &self.all, near: &self.near, map: self.map.as_ref() }
    }
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
    let overrides = Overrides { quarter: request.quarter };
    let (whole, mut findings) = portfolio::load(sources, &mut memo.documents, &overrides);
    let audience = &request.edition.audience;
    let assessed = whole.map(|whole| {
        let panel = Panel::of(&whole);
        let candidates = fit::candidates_of(&panel);
        let history = Arc::new(History::of(&panel, &candidates));
        let portfolio = whole.seen_by(audience);
        let candidates = fit::shown_in(&candidates, &portfolio);
        let ranking = ranking::rank(&candidates, portfolio.settings());
        let mut more = fit::findings(&panel);
        more.extend(people::findings(&Standing::new(&panel, &ranking)));
        more.extend(lint::find(&whole, &ranking));
        findings.extend(whole.judge(more));
        Assessed {
            portfolio: Arc::new(portfolio),
            candidates: candidates.into(),
            ranking: Arc::new(ranking),
            history,
        }
    });
    let mut findings = audience.may_read(findings);
    diagnostic::sort(&mut findings);
    (assessed.filter(|_| !diagnostic::any_errors(&findings)), findings)
}

/// Turns sources into a site.
pub fn compile(sources: &Sources, memo: &mut Memo, request: &Request) -> Compiled {
    if let Some(compiled) = retell(sources, memo, request) {
        return compiled;
    }
    let (assessed, mut findings) = assess(sources, memo, request);
    let Some(assessed) = assessed else {
        return Compiled { assessed: None, site: None, findings: findings.into() };
    };
    let sway = memo.sway(&assessed.ranking);
    let near: Vec<Option<f64>> = sway.near.projects.iter().map(|it| it.plan_share).collect();
    findings.extend(assessed.portfolio.hush(lint::swayed(&assessed.ranking, &near)));
    diagnostic::sort(&mut findings);
    let theme = Theme::of(sources, request.templates);
    let picture = picture(&assessed, &sway, &findings, &request.edition);
    let report = report::compose(&picture);
    let (site, more) = site::render(&report, &theme);
    let chrome = report.chrome.clone();
    drop(report);
    findings.extend(more);
    diagnostic::sort(&mut findings);
    let findings: Arc<[Diagnostic]> = findings.into();
    if diagnostic::any_errors(&findings) {
        return Compiled { assessed: Some(assessed), site: None, findings };
    }
    let site = Arc::new(site);
    if !matches!(memo.last, Last::Unneeded) {
        memo.last = Last::Known(Box::new(Round {
            sources: sources.clone(),
            request: request.clone(),
            assessed: assessed.clone(),
            findings: Arc::clone(&findings),
            theme,
            chrome,
            site: Arc::clone(&site),
        }));
    }
    Compiled { assessed: Some(assessed), site: Some(site), findings }
}

/// What the sources are and everything found in them: the same findings as [`compile`] gives, without pages.
///
/// Only templates of the planning folder can fail while they render, so only with them are pages rendered.
pub fn check(sources: &Sources, memo: &mut Memo, request: &Request) -> (Option<Assessed>, Arc<[Diagnostic]>) {
    let theme = Theme::of(sources, request.templates);
    if theme.has_own_templates() {
        let Compiled { assessed, findings, .. } = compile(sources, memo, request);
        return (assessed, findings);
    }
    let (assessed, mut findings) = assess(sources, memo, request);
    if let Some(assessed) = &assessed {
        if let Some(near) = assessed.ranking.firmness(Region::Near) {
            let near: Vec<Option<f64>> = near.plan_shares.into_iter().map(Some).collect();
            findings.extend(assessed.portfolio.hush(lint::swayed(&assessed.ranking, &near)));
        }
        findings.extend_from_slice(theme.findings());
        diagnostic::sort(&mut findings);
    }
    (assessed, findings.into())
}

/// The same, when nothing but prose differs from the last round that gave a report; `None` otherwise.
fn retell(sources: &Sources, memo: &mut Memo, request: &Request) -> Option<Compiled> {
    if !matches!(memo.last, Last::Known(_)) {
        return None;
    }
    let Last::Known(mut last) = std::mem::replace(&mut memo.last, Last::Awaited) else { return None };
    if last.request != *request {
        return None;
    }
    let before = &last.assessed.portfolio;
    let retold = before.retold(&last.sources, sources, &last.findings, &mut memo.documents)?;
    if retold.documents.iter().any(|path| lint::explains_otherwise(path, before, &retold.portfolio)) {
        return None;
    }
    let sway = memo.sway(&last.assessed.ranking);
    last.assessed.portfolio = Arc::new(retold.portfolio);
    let pages = report::retell(&last.picture(&sway), &retold.documents);
    last.site = Arc::new(last.site.with(pages, &last.chrome, &last.theme)?);
    last.sources = sources.clone();
    let compiled = last.compiled();
    memo.last = Last::Known(last);
    Some(compiled)
}

impl Round {
    fn picture<'a>(&'a self, sway: &'a Sway) -> Picture<'a> {
        picture(&self.assessed, sway, &self.findings, &self.request.edition)
    }

    fn compiled(&self) -> Compiled {
        Compiled {
            assessed: Some(self.assessed.clone()),
            site: Some(Arc::clone(&self.site)),
            findings: Arc::clone(&self.findings),
        }
    }
}

fn picture<'a>(
    assessed: &'a Assessed,
    sway: &'a Sway,
    findings: &'a [Diagnostic],
    edition: &'a Edition,
) -> Picture<'a> {
    Picture {
        portfolio: &assessed.portfolio,
        ranking: &assessed.ranking,
        stability: Some(sway.stability()),
        history: &assessed.history,
        findings: if edition.audience.sees_checks() { findings } else { &[] },
        edition,
    }
}
