//! A whole state for a test, from documents written in it.

use crate::diagnostic::Diagnostic;
use crate::fit::{self, Candidate};
use crate::portfolio::{self, Memo, Overrides, Portfolio};
use crate::ranking::{self, Firmness, Ranking, Region, Rules};
use crate::review::State;
use crate::source::Sources;

/// Documents with everything computed from them.
pub(crate) struct World {
    portfolio: Portfolio,
    candidates: Vec<Candidate>,
    ranking: Ranking,
    near: Option<Firmness>,
    findings: Vec<Diagnostic>,
}

impl World {
    /// The state of these documents, which must have no errors.
    pub(crate) fn of(files: &[(String, String)]) -> Self {
        let pairs = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        let sources = Sources::from_pairs(pairs);
        let (portfolio, findings) = portfolio::load(&sources, &mut Memo::default(), &Overrides::default());
        let portfolio = portfolio.unwrap_or_else(|| panic!("{findings:#?}"));
        let candidates = fit::candidates(&portfolio);
        let ranking = ranking::rank(&candidates, portfolio.settings());
        let near = ranking.firmness(Region::Near);
        Self { portfolio, candidates, ranking, near, findings }
    }

    /// The rules of its order.
    pub(crate) fn ranking_rules(&self) -> Rules {
        self.ranking.rules
    }

    /// The state as it is compared.
    pub(crate) fn state(&self) -> State<'_> {
        State {
            portfolio: &self.portfolio,
            candidates: &self.candidates,
            ranking: &self.ranking,
            near: self.near.as_ref(),
            findings: &self.findings,
        }
    }
}

/// A project's document.
pub(crate) fn project(id: &str, front: &str, body: &str) -> (String, String) {
    (format!("projects/{id}.md"), format!("---\n{front}\n---\n\n{body}\n"))
}

/// A project that only has scores and an effort.
pub(crate) fn scored(id: &str, scores: [u8; 3], effort: u8) -> (String, String) {
    let [b, i, g] = scores;
    let front = format!("title: Project {id}\nbusiness: {b}\ninterest: {i}\ngrowth: {g}\neffort: {effort}");
    project(id, &front, &format!("About {id}."))
}

/// Settings.
pub(crate) fn settings(front: &str) -> (String, String) {
    ("portfolio.md".to_owned(), format!("---\n{front}\n---\n"))
}
