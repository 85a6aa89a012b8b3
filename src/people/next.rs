//! What one person should work on next.
//!
//! The portfolio's own rules are applied once more, with the person's own interest and growth in place of
//! the project's: no second formula. It puts work in an order for a person, never people.

use std::sync::Arc;

use crate::criteria::{Criterion, PerCriterion};
use crate::fit::{Lens, Whose};
use crate::people::standing::{OpenWork, Standing};
use crate::people::work::Piece;
use crate::portfolio::{Effort, Project, Score, Status};
use crate::ranking::{self, Placed, Rules};

/// As many different projects are named as choices, if so many are open.
const CHOICES: usize = 3;

/// Every open project as it looks to one person.
#[derive(Debug, Clone)]
pub struct Outlook<'a> {
    /// The open projects in the person's own order: the portfolio's rules with the person's numbers. No
    /// floor and no line apply.
    pub open: Vec<Open<'a>>,
    /// Projects of which a number is unknown, by id.
    pub unknown: Vec<&'a Arc<Project>>,
    /// The rules of the order.
    pub rules: Rules,
}

/// An open project as it looks to one person.
#[derive(Debug, Clone, Copy)]
pub struct Open<'a> {
    /// The project.
    pub project: &'a Arc<Project>,
    /// The project's business score with the person's own interest and growth; where nothing is known of the
    /// person, with the project's.
    pub scores: PerCriterion<Score>,
    /// Whose interest it is.
    pub interest: Whose,
    /// Whether the work offers a kind of growth that the person looks for.
    pub offers: Offered,
    /// The project's place in the portfolio, when it has one.
    pub place: Option<&'a Placed>,
}

/// What work offers to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offered {
    /// A kind of growth that the person looks for.
    Growth,
    /// Nothing of that kind.
    Nothing,
}

/// A named choice among the work that the person is not on yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What it is the best in.
    pub best: Best,
    /// The index of the project in [`Outlook::open`].
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

/// The open projects as they look through a person's lens.
pub fn outlook<'a>(lens: &Lens<'_>, standing: &Standing<'a>) -> Outlook<'a> {
    let rules = Rules {
        floor: PerCriterion::default(),
        capacity: None,
        ..Rules::of(standing.portfolio().settings())
    };
    let mut unknown = Vec::new();
    let mut known = Vec::with_capacity(standing.open().len());
    for work in standing.open() {
        match through(lens, work) {
            Some(open) => known.push(open),
            None => unknown.push(work.project),
        }
    }
    let scored: Vec<(&Project, PerCriterion<Score>)> =
        known.iter().map(|open| (open.project.as_ref(), open.scores)).collect();
    let open = ranking::order_by(&scored, &rules).into_iter().map(|at| known[at]).collect();
    Outlook { open, unknown, rules }
}

fn through<'a>(lens: &Lens<'_>, work: &OpenWork<'a>) -> Option<Open<'a>> {
    let OpenWork { project, kinds, place, .. } = *work;
    let found = lens.glance(project, kinds);
    Some(Open {
        project,
        scores: PerCriterion::new(work.business?, found.interest?, found.growth?),
        interest: found.whose,
        offers: if lens.is_offered(kinds) { Offered::Growth } else { Offered::Nothing },
        place,
    })
}

impl Outlook<'_> {
    /// The named choices: best overall, best for growth, best in interest. Each is open to the person: not
    /// paused, not theirs already, and with room. One project may be named more than once; then the next
    /// best overall follow, until there are three different ones or nothing more is open.
    pub fn choices(&self, mine: &[Piece]) -> Vec<Choice> {
        let is_open = |project: &Project| {
            let is_mine = || mine.iter().any(|piece| piece.project.id == project.id);
            project.status != Status::Paused && has_room(project) && !is_mine()
        };
        let open: Vec<usize> = (0..self.open.len()).filter(|&at| is_open(self.open[at].project)).collect();
        // The own order breaks ties, so of equals the better overall is named.
        let best_in = |criterion: Criterion| {
            let score = |at: usize| self.open[at].scores[criterion];
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

    /// The project that somebody wants most: the highest interest and growth, weighed as the portfolio
    /// weighs them; of equals the one that comes first in the own order. The interest must be the person's
    /// own, and no less than `good`.
    pub fn first_choice(&self, good: Score) -> Option<usize> {
        let weights = &self.rules.weights;
        let wish = |open: &Open<'_>| {
            let part = |criterion| {
                i128::from(weights.part(criterion)) * i128::from(open.scores[criterion].thousandths())
            };
            part(Criterion::Interest) + part(Criterion::Growth)
        };
        let own = (0..self.open.len()).rev().filter(|&at| self.open[at].interest == Whose::Own);
        own.max_by_key(|&at| wish(&self.open[at])).filter(|&at| self.open[at].scores.interest >= good)
    }

    /// On each criterion, what the project lacks against the rival that has most of it.
    fn losses(&self, index: usize, rivals: &[usize]) -> Vec<Loss> {
        let score = |at: usize, criterion| self.open[at].scores[criterion].thousandths();
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
