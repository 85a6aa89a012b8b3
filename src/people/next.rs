//! What one person should work on next.
//!
//! The portfolio's own rules are applied once more, with the person's own interest and growth in place of
//! the project's: no second formula. It puts work in an order for a person, never people.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::criteria::{Criterion, PerCriterion};
use crate::fit::{self, Candidate, Fit, Known, Match, Provenance};
use crate::people::standing::Standing;
use crate::people::work;
use crate::portfolio::{Confidence, Effort, Id, Person, Portfolio, Project, Score, Status};
use crate::ranking::{self, Placed, Ranking, Rules};

/// As many different projects are named as choices, if so many are open.
const CHOICES: usize = 3;

/// Every open project as it looks to one person.
#[derive(Debug, Clone)]
pub struct Outlook {
    /// The open projects in the person's own order: the portfolio's rules with the person's numbers. No
    /// floor and no line apply. Projects of which a number is unknown are under `unscored`.
    pub ranking: Ranking,
    /// The person's fit for every open project.
    pub fits: BTreeMap<Id, Fit>,
}

/// A named choice among the work that the person is not on yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What it is the best in.
    pub best: Best,
    /// The index of the project in the outlook's ranking.
    pub index: usize,
    /// What it gives up, against the choice that is best in it.
    pub gives_up: Vec<Loss>,
}

/// What a choice is the best in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Best {
    /// All three together.
    Overall,
    /// What it does for the person's goals.
    Growth,
    /// How engaging it is.
    Interest,
    /// Nothing; it comes next overall.
    Next,
}

impl Best {
    /// The word in machine-readable output.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Overall => "overall",
            Self::Growth => "growth",
            Self::Interest => "interest",
            Self::Next => "next",
        }
    }
}

/// What one choice has less of than another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loss {
    /// On which criterion.
    pub criterion: Criterion,
    /// How much less, on the portfolio's scale; above zero.
    pub amount: Score,
    /// The index of the project that has more.
    pub against: usize,
}

/// The projects of a ranking as they look to `person`.
pub fn outlook(person: &Person, portfolio: &Portfolio, ranking: &Ranking) -> Outlook {
    let settings = portfolio.settings();
    let mut fits = BTreeMap::new();
    let own: Vec<Candidate> = business_scores(ranking)
        .into_iter()
        .map(|(project, business)| {
            let fit = fit::of(person, project, settings);
            let own = |part: &Option<Match>| part.as_ref().map(known);
            let scores = PerCriterion::new(business, own(&fit.interest), own(&fit.growth));
            fits.insert(project.id.clone(), fit);
            Candidate { project: Arc::clone(project), scores }
        })
        .collect();
    let rules = Rules { floor: PerCriterion::default(), capacity: None, ..Rules::of(settings) };
    Outlook { ranking: ranking::rank_by(&own, &rules), fits }
}

/// Every project that competes, ranked or not, with its business score.
fn business_scores(ranking: &Ranking) -> Vec<(&Arc<Project>, Option<Known>)> {
    let placed = ranking.placed.iter().map(|placed| (&placed.project, Some(placed.known.business)));
    let below = ranking.below_floor.iter().map(|apart| (&apart.project, apart.scores.business));
    let unscored = ranking.unscored.iter().map(|apart| (&apart.project, apart.scores.business));
    let mut all: Vec<_> = placed.chain(below).chain(unscored).collect();
    all.sort_by(|(a, _), (b, _)| a.id.cmp(&b.id));
    all
}

fn known(part: &Match) -> Known {
    Known { score: part.score, confidence: Confidence::High, provenance: Provenance::Stated }
}

impl Outlook {
    /// The named choices: best overall, best for growth, best in interest. Each is open to the person: not
    /// paused, not theirs already, and with room. One project may be named more than once; then the next
    /// best overall follow, until there are three different ones or nothing more is open.
    pub fn choices(&self, person: &Id, standing: &Standing<'_>) -> Vec<Choice> {
        let mine: Vec<Id> =
            work::planned(person, standing).into_iter().map(|piece| piece.project.id.clone()).collect();
        let open: Vec<usize> = (0..self.ranking.placed.len())
            .filter(|&at| {
                let project = &self.ranking.placed[at].project;
                project.status != Status::Paused && !mine.contains(&project.id) && has_room(project)
            })
            .collect();
        // The own order breaks ties, so of equals the better overall is named.
        let best_in = |criterion: Criterion| {
            let score = |at: usize| self.ranking.placed[at].scores()[criterion];
            open.iter().copied().rev().max_by_key(|&at| score(at))
        };
        let (Some(&overall), Some(growth), Some(interest)) =
            (open.first(), best_in(Criterion::Growth), best_in(Criterion::Interest))
        else {
            return Vec::new();
        };
        let rivals = [overall, growth, interest];
        let named = [(Best::Overall, overall), (Best::Growth, growth), (Best::Interest, interest)];
        let mut distinct = rivals.to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        let others = open.into_iter().filter(|at| !rivals.contains(at)).map(|at| (Best::Next, at));
        let all = named.into_iter().chain(others.take(CHOICES - distinct.len()));
        all.map(|(best, index)| Choice { best, index, gives_up: self.losses(index, &rivals) }).collect()
    }

    /// The person's own numbers for one of the ranked projects.
    pub fn fit(&self, placed: &Placed) -> Option<&Fit> {
        self.fits.get(&placed.project.id)
    }

    /// On each criterion, what the project lacks against the rival that has most of it.
    fn losses(&self, index: usize, rivals: &[usize]) -> Vec<Loss> {
        let score = |at: usize, criterion| self.ranking.placed[at].scores()[criterion].thousandths();
        let loss = |criterion: Criterion| {
            let against = rivals.iter().copied().rev().max_by_key(|&at| score(at, criterion))?;
            let amount = score(against, criterion) - score(index, criterion);
            (amount > 0).then_some(Loss { criterion, amount: Score::from_thousandths(amount), against })
        };
        Criterion::ALL.into_iter().filter_map(loss).collect()
    }
}

/// Whether a project can take one more person: its effort is more than its team gives, or nothing is known.
pub fn has_room(project: &Project) -> bool {
    let given: Effort = project.team.iter().map(|(_, weeks)| *weeks).sum();
    project.effort.is_none_or(|effort| given < effort)
}
