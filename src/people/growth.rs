//! Whether planned work serves what people want to grow into, this quarter and over time.
//!
//! A goal is a statement; the career ladder is only a default. So the ladder can say what would serve a
//! person who has stated nothing, but it raises no alarm.

use crate::fit::Wishes;
use crate::people::marks::Marks;
use crate::people::standing::Standing;
use crate::people::work::Piece;
use crate::portfolio::{CareerGoal, Date, Effort, Person, Project, Quarter, Settings};

/// Over this share of weeks (in percent) that serve no goal in one quarter, a person is drifting.
pub const DRIFT_IN_ONE: u64 = 60;
/// Over this share in two quarters running, too.
pub const DRIFT_IN_TWO: u64 = 40;
/// A goal that was last reviewed this many quarters ago has gone stale.
const STALE_AFTER: i32 = 2;

/// How a project serves a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Service<'a> {
    /// It serves nothing the person has said.
    Nothing,
    /// It serves these goals, in document order.
    Goals(Vec<&'a CareerGoal>),
    /// The person says that it serves them well, whatever the tags say.
    Rated,
    /// No goal is stated; it offers what the ladder asks for.
    Ladder(Vec<&'a str>),
}

impl Service<'_> {
    /// Whether it serves anything that the person has stated.
    pub fn is_stated(&self) -> bool {
        matches!(self, Self::Goals(_) | Self::Rated)
    }
}

/// How `project` serves `person`. The person's own rating of its growth wins over tags: below the good mark
/// it serves nothing, from there on it serves even a goal that no tag names.
pub fn service<'a>(person: &'a Person, project: &Project, settings: &'a Settings) -> Service<'a> {
    let rated = person.ratings.get(&project.id).and_then(|own| own.growth);
    if rated.is_some_and(|growth| growth < Marks::of(&settings.scale).good) {
        return Service::Nothing;
    }
    let served: Vec<&CareerGoal> =
        person.goals.iter().filter(|goal| goal.tags.iter().any(|tag| project.grows.contains(tag))).collect();
    if !served.is_empty() {
        return Service::Goals(served);
    }
    if rated.is_some() {
        return Service::Rated;
    }
    if let Wishes::Ladder(tags) = Wishes::of(person, settings) {
        let offered: Vec<&str> =
            tags.into_iter().filter(|tag| project.grows.iter().any(|grows| grows == tag)).collect();
        if !offered.is_empty() {
            return Service::Ladder(offered);
        }
    }
    Service::Nothing
}

/// How much of a person's planned time serves something they have stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// Weeks on work that serves a goal.
    pub serving: Effort,
    /// All weeks.
    pub total: Effort,
}

impl Share {
    /// Whether more than `percent` of the weeks serve nothing.
    pub fn drifts_over(self, percent: u64) -> bool {
        let idle = self.total.saturating_sub(self.serving).hundredths();
        idle.saturating_mul(100) > self.total.hundredths().saturating_mul(percent)
    }

    /// Weeks that serve nothing stated, in whole percent of all weeks, halves rounded up.
    pub fn idle_percent(self) -> u64 {
        let idle = self.total.saturating_sub(self.serving).hundredths();
        let total = self.total.hundredths().max(1);
        (idle.saturating_mul(200) + total) / (total * 2)
    }
}

/// The share of the weeks of these pieces of a person's work that serves a goal; `None` without stated goals
/// or weeks.
pub fn share_of(person: &Person, pieces: &[Piece], settings: &Settings) -> Option<Share> {
    if person.goals.is_empty() {
        return None;
    }
    let weeks = |serving: bool| {
        let counts = |piece: &&Piece| !serving || service(person, &piece.project, settings).is_stated();
        pieces.iter().filter(counts).filter_map(|piece| piece.weeks).sum::<Effort>()
    };
    let share = Share { serving: weeks(true), total: weeks(false) };
    (share.total > Effort::ZERO).then_some(share)
}

/// An alarm about a person's growth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drift {
    /// Most of this quarter's work serves none of the goals.
    ThisQuarter(Share),
    /// Much of the work of this quarter and of the one before serves none of the goals.
    TwoQuarters {
        /// This quarter's share.
        now: Share,
        /// The share of the quarter before.
        before: Share,
    },
}

/// Whether the person is drifting in the portfolio's quarter.
pub fn drift(person: &Person, standing: &Standing<'_>) -> Option<Drift> {
    let settings = standing.portfolio().settings();
    let now = share_of(person, standing.pieces(&person.id), settings)?;
    if now.drifts_over(DRIFT_IN_ONE) {
        return Some(Drift::ThisQuarter(now));
    }
    let before = standing.past_pieces(&person.id, settings.quarter?.before()?);
    let before = share_of(person, before, settings)?;
    (now.drifts_over(DRIFT_IN_TWO) && before.drifts_over(DRIFT_IN_TWO))
        .then_some(Drift::TwoQuarters { now, before })
}

/// The goals that were last reviewed two quarters or more before the portfolio's quarter. A goal without a
/// review date says nothing about when it was reviewed.
pub fn stale_goals(person: &Person, quarter: Option<Quarter>) -> Vec<&CareerGoal> {
    let Some(quarter) = quarter else { return Vec::new() };
    let stale = |goal: &&CareerGoal| {
        let reviewed = goal.reviewed.and_then(Date::quarter);
        reviewed.is_some_and(|reviewed| quarter.index() - reviewed.index() >= STALE_AFTER)
    };
    person.goals.iter().filter(stale).collect()
}

/// The goals that no work of the person in any quarter up to the portfolio's has served, when there was any.
pub fn never_served<'a>(person: &'a Person, standing: &Standing<'_>) -> Vec<&'a CareerGoal> {
    let settings = standing.portfolio().settings();
    let past = standing.past_quarters().flat_map(|quarter| standing.past_pieces(&person.id, quarter));
    let pieces: Vec<&Piece> = standing.pieces(&person.id).iter().chain(past).collect();
    if pieces.is_empty() {
        return Vec::new();
    }
    let serves = |piece: &Piece, goal: &CareerGoal| match service(person, &piece.project, settings) {
        Service::Goals(goals) => goals.iter().any(|served| served.id == goal.id),
        _ => false,
    };
    person.goals.iter().filter(|goal| !pieces.iter().any(|piece| serves(piece, goal))).collect()
}
