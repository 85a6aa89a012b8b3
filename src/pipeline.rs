//! The program in forty lines: sources become a portfolio, a ranking, a report, a site.
//!
//! Pure: the same sources, request and program give the same bytes. A memo changes how long it takes and
//! nothing else.

use std::sync::Arc;

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
#[derive(Debug, Clone, Default)]
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
    pages: site::Memo,
}

impl Memo {
    /// A memo for many rounds: it keeps the pages as well, which one round has no use for.
    pub fn lasting() -> Self {
        Self { pages: site::Memo::lasting(), ..Self::default() }
    }

    /// How far the ranking depends on its weights, computed only when it is another ranking.
    fn sway(&mut self, ranking: &Arc<Ranking>) -> Arc<Sway> {
        let known = self.sway.as_ref().filter(|(known, _)| *known == *ranking);
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
    pub findings: Vec<Diagnostic>,
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
    let (assessed, mut findings) = assess(sources, memo, request);
    let site = assessed.as_ref().and_then(|assessed| {
        let sway = memo.sway(&assessed.ranking);
        findings.extend(assessed.portfolio.hush(lint::swayed(&assessed.ranking, &sway.near)));
        diagnostic::sort(&mut findings);
        let picture = Picture {
            portfolio: &assessed.portfolio,
            ranking: &assessed.ranking,
            stability: Some(sway.stability()),
            history: &assessed.history,
            findings: if request.edition.audience.sees_checks() { &findings } else { &[] },
            edition: &request.edition,
        };
        let theme = Theme::of(sources, request.templates);
        let (site, more) = site::render(&report::compose(&picture), &theme, &mut memo.pages);
        findings.extend(more);
        (!diagnostic::any_errors(&findings)).then(|| Arc::new(site))
    });
    diagnostic::sort(&mut findings);
    Compiled { assessed, site, findings }
}
