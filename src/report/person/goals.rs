//! The person's goals, what serves each of them, and what would.

use serde::Serialize;

use crate::fit::Wishes;
use crate::people::{self, Offered, Open, Service};
use crate::portfolio::{CareerGoal, Project};
use crate::report::person::desk::Desk;
use crate::report::person::prose::Prose;
use crate::report::words;

/// As many projects as would serve a goal are named.
const MOST: usize = 3;

/// A goal with what serves it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GoalLine {
    /// The goal in words.
    pub title: String,
    /// The start of the remark, when all is well.
    pub good: String,
    /// The start of the remark, when it is not.
    pub bad: String,
    /// The rest of the remark.
    pub words: Prose,
    /// When the goal was last reviewed.
    pub reviewed: String,
}

/// Every stated goal in document order; without any, what the ladder asks for.
pub(super) fn lines(desk: &Desk<'_>) -> Vec<GoalLine> {
    if desk.person.goals.is_empty() {
        return ladder_line(desk).into_iter().collect();
    }
    let never = people::never_served(desk.person, desk.standing);
    let stale = people::stale_goals(desk.person, desk.settings().quarter);
    desk.person.goals.iter().map(|goal| line(desk, goal, &never, &stale)).collect()
}

fn line(desk: &Desk<'_>, goal: &CareerGoal, never: &[&CareerGoal], stale: &[&CareerGoal]) -> GoalLine {
    let reviewed = match goal.reviewed {
        Some(date) if stale.iter().any(|other| other.id == goal.id) => {
            format!("Last reviewed {}, two quarters ago or more.", words::date(date))
        }
        Some(date) => format!("Reviewed {}.", words::date(date)),
        None => "No review is dated.".to_owned(),
    };
    let serving: Vec<Prose> = desk
        .pieces
        .iter()
        .filter(|piece| serves(desk, &piece.project, goal))
        .map(|piece| {
            let weeks = piece.weeks.map_or_else(String::new, |weeks| format!(" ({})", words::weeks(weeks)));
            Prose::default().project(&piece.project).and(weeks)
        })
        .collect();
    if !serving.is_empty() {
        let words = Prose::new(" ").list(serving).and(".");
        return GoalLine {
            title: goal.title.clone(),
            good: "Served by".to_owned(),
            bad: String::new(),
            words,
            reviewed,
        };
    }
    let never = never.iter().any(|other| other.id == goal.id);
    let bad = if never && desk.standing.past_quarters().next().is_some() {
        "Nothing has served it in any quarter."
    } else {
        "Nothing in the plan serves it."
    };
    GoalLine {
        title: goal.title.clone(),
        good: String::new(),
        bad: bad.to_owned(),
        words: would(desk, goal),
        reviewed,
    }
}

/// The open work that would serve a goal, best for the person first.
fn would(desk: &Desk<'_>, goal: &CareerGoal) -> Prose {
    let open: Vec<Prose> = offers(desk, goal)
        .take(MOST)
        .map(|open| {
            let place = format!(" ({})", desk.place(&open.project.id));
            Prose::default().project(open.project).and(place)
        })
        .collect();
    if open.is_empty() {
        return Prose::new(" No open work offers it.");
    }
    Prose::new(" Would: ").list(open).and(".")
}

/// The open projects that would serve a goal and are not the person's already, in the person's order.
fn offers<'d, 'a>(desk: &'d Desk<'a>, goal: &'d CareerGoal) -> impl Iterator<Item = &'d Open<'a>> {
    offering(desk).filter(move |open| !desk.is_mine(&open.project.id) && serves(desk, open.project, goal))
}

/// The open projects with something that the person looks for: no other can serve a goal or the ladder.
fn offering<'d, 'a>(desk: &'d Desk<'a>) -> impl Iterator<Item = &'d Open<'a>> {
    desk.open().iter().filter(|open| open.offers == Offered::Growth)
}

/// The first goal that no planned work serves, with the best work that would.
pub(super) fn first_unserved<'d, 'a>(desk: &'d Desk<'a>) -> Option<(&'d CareerGoal, Option<&'d Open<'a>>)> {
    let served = |goal: &CareerGoal| desk.pieces.iter().any(|piece| serves(desk, &piece.project, goal));
    let goal = desk.person.goals.iter().find(|goal| !served(goal))?;
    Some((goal, offers(desk, goal).next()))
}

/// The best open work that would serve some goal, with that goal.
pub(super) fn best_service<'d, 'a>(desk: &'d Desk<'a>) -> Option<(&'d Open<'a>, &'d CareerGoal)> {
    let mut open = offering(desk).filter(|open| !desk.is_mine(&open.project.id));
    open.find_map(|open| match desk.service(open.project) {
        Service::Goals(goals) => Some((open, *goals.first()?)),
        _ => None,
    })
}

/// The level and the kinds of growth that the ladder asks for, when no goal is stated.
pub(super) fn ladder(desk: &Desk<'_>) -> Option<(String, Vec<String>)> {
    match Wishes::of(desk.person, desk.settings()) {
        Wishes::Ladder(tags) => {
            Some((desk.person.level.clone()?, tags.into_iter().map(str::to_owned).collect()))
        }
        _ => None,
    }
}

fn ladder_line(desk: &Desk<'_>) -> Option<GoalLine> {
    let (level, tags) = ladder(desk)?;
    let offered: Vec<Prose> = offering(desk)
        .filter(|open| matches!(desk.service(open.project), Service::Ladder(_)))
        .take(MOST)
        .map(|open| Prose::default().project(open.project))
        .collect();
    let words = if offered.is_empty() {
        Prose::new(" No open work offers it.")
    } else {
        Prose::new(" Offered by ").list(offered).and(".")
    };
    Some(GoalLine {
        title: words::capital(&words::list(&tags)),
        good: String::new(),
        bad: "Default, not stated:".to_owned(),
        words: Prose::new(format!(" what the ladder asks of a {level}.")).then(words),
        reviewed: String::new(),
    })
}

/// Whether a project serves one of the person's goals.
pub(super) fn serves(desk: &Desk<'_>, project: &Project, goal: &CareerGoal) -> bool {
    match desk.service(project) {
        Service::Goals(goals) => goals.iter().any(|served| served.id == goal.id),
        _ => false,
    }
}
