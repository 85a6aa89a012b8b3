//! What to talk about: at most five questions, each with the reason it is asked.
//!
//! The questions stand in the order in which a good manager would ask them: what is wrong now, what the
//! person wants, where the person is going, and only then how to make good work better.

use std::cmp::Reverse;

use serde::Serialize;

use crate::criteria::Criterion;
use crate::people::{self, Drift, Open, Piece};
use crate::portfolio::CareerGoal;
use crate::ranking::Side;
use crate::report::person::desk::Desk;
use crate::report::person::goals;
use crate::report::person::plan::business_needed;
use crate::report::person::trend::Trend;
use crate::report::words;

/// As many questions as a conversation holds.
const MOST: usize = 5;

/// A question and why it is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Prompt {
    /// The question.
    pub ask: String,
    /// What in the documents raises it.
    pub why: String,
}

/// Asks when the documents raise it.
type Question<'a> = &'a dyn Fn(&Desk<'_>) -> Option<Prompt>;

/// The questions for this person's 1:1.
pub(super) fn prompts(desk: &Desk<'_>, trend: Option<&Trend>) -> Vec<Prompt> {
    let falling = |desk: &Desk<'_>| trend.and_then(|trend| falling(desk, trend));
    let all: [Question<'_>; 13] = [
        &overload,
        &nothing_engages,
        &unknown,
        &first_choice,
        &disliked,
        &drift,
        &unserved,
        &stale,
        &no_goals,
        &falling,
        &free,
        &after_this,
        &largest,
    ];
    all.into_iter().filter_map(|ask| ask(desk)).take(MOST).collect()
}

#[expect(clippy::unnecessary_wraps, reason = "every question is asked or not, and this is how one is asked")]
fn prompt(ask: impl Into<String>, why: impl Into<String>) -> Option<Prompt> {
    Some(Prompt { ask: ask.into(), why: why.into() })
}

fn overload(desk: &Desk<'_>) -> Option<Prompt> {
    let capacity = desk.load.capacity.filter(|_| desk.load.over().hundredths() > 0)?;
    let smallest =
        desk.pieces.iter().filter(|piece| piece.weeks.is_some()).min_by_key(|piece| piece.weeks)?;
    prompt(
        "What gives way?",
        format!(
            "The plan asks for {} of {} weeks. The smallest piece is {}, {}.",
            words::week_number(desk.load.planned),
            words::week_number(capacity),
            smallest.project.title,
            words::weeks(smallest.weeks.unwrap_or_default())
        ),
    )
}

fn nothing_engages(desk: &Desk<'_>) -> Option<Prompt> {
    if !desk.nothing_engages() {
        return None;
    }
    let open = desk.standing.open().iter().map(|work| work.project);
    let known = open.filter_map(|project| Some((desk.own_interest(project)?, project)));
    let (interest, nearest) = known.max_by_key(|(interest, project)| (*interest, Reverse(&project.id)))?;
    prompt(
        format!("What would {} like to work on?", desk.first),
        format!(
            "Nothing open reaches {} for interest; {} comes nearest with {}. That is a question about the work, \
             the tags or the fit, not a mark.",
            words::rough_score(desk.marks.good),
            nearest.title,
            words::rough_score(interest)
        ),
    )
}

fn unknown(desk: &Desk<'_>) -> Option<Prompt> {
    let silent = desk.person.interests.is_empty() && desk.person.ratings.is_empty();
    silent.then_some(())?;
    prompt(
        format!("What does {} like to do?", desk.first),
        format!(
            "{} records no interests, so everything here rests on the projects' own numbers.",
            desk.person.path
        ),
    )
}

fn first_choice(desk: &Desk<'_>) -> Option<Prompt> {
    let first = desk.first_choice()?;
    let (project, place) = (first.project, first.place);
    if desk.is_mine(&project.id) {
        return None;
    }
    if place.is_some_and(|place| place.side == Side::Below) {
        let today = words::rough_score(first.scores.business);
        let why = match business_needed(desk, first) {
            Some(needed) => format!(
                "It comes into the plan at {} for {}; today it has {today}. Who outside the team would tell it?",
                words::rough_score(needed),
                desk.criterion(Criterion::Business),
            ),
            None => format!(
                "It is {}, below the line, and no {} score alone brings it in. What smaller piece of it could?",
                desk.place(&project.id),
                desk.criterion(Criterion::Business),
            ),
        };
        return prompt(format!("What is the business story of {}?", project.title), why);
    }
    place.filter(|_| desk.standing.is_planned(&project.id))?;
    let team: Vec<String> = project.team.iter().map(|(id, _)| desk.first_of(id)).collect();
    let who = match (team.is_empty(), people::has_room(project)) {
        (true, _) => "The documents name no team for it yet.".to_owned(),
        (false, true) => format!("{} on it, and there is room.", are(&team)),
        (false, false) => format!("{} on it; it would take a swap.", are(&team)),
    };
    prompt(
        format!("Should {} be on {}?", desk.first, project.title),
        format!(
            "{} for interest and {} for growth, more than anything else open. {who}",
            words::rough_score(first.scores.interest),
            words::rough_score(first.scores.growth)
        ),
    )
}

fn disliked(desk: &Desk<'_>) -> Option<Prompt> {
    let low = |piece: &&Piece| desk.own_interest(&piece.project).is_some_and(|i| i <= desk.marks.low);
    // The most weeks of what is liked least; of equals the higher ranked.
    let piece = desk.pieces.iter().filter(low).rev().max_by_key(|piece| piece.weeks)?;
    let interest = words::rough_score(desk.own_interest(&piece.project)?);
    let others = desk.who_likes(&piece.project);
    let weeks = piece.weeks.map_or_else(String::new, |weeks| format!(", for {}", words::weeks(weeks)));
    let who = match others.as_slice() {
        [] if !desk.knows_others(&piece.project) => String::new(),
        [] => " Nobody else rates it as good work: share it out, automate it, or thank whoever does it."
            .to_owned(),
        others => format!(" {} would rather do it.", words::list(others)),
    };
    prompt(
        format!("Can someone else carry {}?", piece.project.title),
        format!("{}'s interest in it is {interest}{weeks}.{who}", desk.first),
    )
}

fn drift(desk: &Desk<'_>) -> Option<Prompt> {
    let why = match people::drift(desk.person, desk.standing)? {
        Drift::ThisQuarter(share) => {
            format!("{}% of the planned weeks serve none of the stated goals.", share.idle_percent())
        }
        Drift::TwoQuarters { now, before } => format!(
            "{}% of the planned weeks serve none of the stated goals, after {}% in the quarter before.",
            now.idle_percent(),
            before.idle_percent()
        ),
    };
    let would = goals::best_service(desk).map_or_else(String::new, |(open, goal)| {
        format!(" {} would serve “{}”.", open.project.title, goal.title)
    });
    prompt(format!("Where will {} grow this quarter?", desk.first), format!("{why}{would}"))
}

/// The goal that is asked about because nothing serves it. Drift has asked already when it is the only one.
fn asked_about<'d, 'a>(desk: &'d Desk<'a>) -> Option<(&'d CareerGoal, Option<&'d Open<'a>>)> {
    let alone = desk.person.goals.len() == 1;
    let drifting = alone && people::drift(desk.person, desk.standing).is_some();
    goals::first_unserved(desk).filter(|_| !drifting)
}

fn unserved(desk: &Desk<'_>) -> Option<Prompt> {
    let (goal, would) = asked_about(desk)?;
    let would = match would {
        Some(open) => format!("{} ({}) would.", open.project.title, desk.place(&open.project.id)),
        None => "No open work offers it either: what could be shaped so that it does?".to_owned(),
    };
    let stale = people::stale_goals(desk.person, desk.settings().quarter);
    let reviewed = stale.iter().find(|other| other.id == goal.id).and_then(|goal| goal.reviewed);
    let reviewed =
        reviewed.map_or_else(String::new, |date| format!(" It was last reviewed {}.", words::date(date)));
    prompt(
        format!("Is “{}” still the goal?", goal.title),
        format!("Nothing in the plan serves it. {would}{reviewed}"),
    )
}

fn stale(desk: &Desk<'_>) -> Option<Prompt> {
    let mut stale = people::stale_goals(desk.person, desk.settings().quarter);
    let asked = asked_about(desk).map(|(goal, _)| &goal.id);
    stale.retain(|goal| Some(&goal.id) != asked);
    let why = match stale.as_slice() {
        [] => return None,
        [goal] => {
            let reviewed = words::date(goal.reviewed?);
            format!("“{}” was last reviewed {reviewed}, two quarters ago or more.", goal.title)
        }
        goals => {
            let newest = words::date(goals.iter().filter_map(|goal| goal.reviewed).max()?);
            let count = words::capital(&words::number_of(goals.len(), "goal", "goals"));
            format!("{count} were last reviewed two quarters ago or more, the latest on {newest}.")
        }
    };
    prompt(format!("Do {}'s goals still hold?", desk.first), why)
}

fn no_goals(desk: &Desk<'_>) -> Option<Prompt> {
    desk.person.goals.is_empty().then_some(())?;
    let why = match goals::ladder(desk) {
        Some((level, tags)) => format!(
            "No goal is stated, so the ladder stands in: for a {level} it asks for {}.",
            words::list(&tags)
        ),
        None => "No goal is stated, so nothing here can say which work would help.".to_owned(),
    };
    prompt(format!("What does {} want to grow into?", desk.first), why)
}

fn falling(desk: &Desk<'_>, trend: &Trend) -> Option<Prompt> {
    let (before, now) = trend.last_two()?;
    (now < before).then_some(())?;
    prompt(
        "What would make this quarter better than it looks?",
        format!(
            "{}'s average interest falls from {} to {}.",
            desk.first,
            words::tenths_of_score(before),
            words::tenths_of_score(now)
        ),
    )
}

fn free(desk: &Desk<'_>) -> Option<Prompt> {
    let free = desk.load.free();
    (free.hundredths() >= 100).then_some(())?;
    let project = desk.best_next()?.project;
    let verb = if free.hundredths() == 100 { "is" } else { "are" };
    prompt(
        format!("What should the free {} go to?", if free.hundredths() == 100 { "week" } else { "weeks" }),
        format!("{} {verb} not planned. The best next work is {}.", words::weeks(free), project.title),
    )
}

/// The best next work, when the plan leaves it out and the person's own wishes are met already.
fn after_this(desk: &Desk<'_>) -> Option<Prompt> {
    let best = desk.best_next()?;
    let project = best.project;
    let met = desk.first_choice().is_some_and(|first| desk.is_mine(&first.project.id));
    if !met || desk.standing.is_planned(&project.id) || best.scores.interest < desk.marks.good {
        return None;
    }
    let comes_in = business_needed(desk, best).map_or_else(String::new, |needed| {
        let business = desk.criterion(Criterion::Business);
        format!(" It comes into the plan at {} for {business}.", words::rough_score(needed))
    });
    prompt(
        format!("What would it take to do {} next?", project.title),
        format!(
            "After the work in hand it suits {} best, with {} for interest and {} for growth.{comes_in}",
            desk.first,
            words::rough_score(best.scores.interest),
            words::rough_score(best.scores.growth)
        ),
    )
}

fn largest(desk: &Desk<'_>) -> Option<Prompt> {
    let dated = || desk.pieces.iter().filter(|piece| piece.weeks.is_some());
    let piece = dated().rev().max_by_key(|piece| piece.weeks).filter(|piece| piece.project.team.len() > 1)?;
    prompt(
        format!("Which part of {} is {}'s to own?", piece.project.title, desk.first),
        format!("{}, the largest piece of the quarter.", words::weeks(piece.weeks?)),
    )
}

fn are(names: &[String]) -> String {
    format!("{} {}", words::list(names), if names.len() == 1 { "is" } else { "are" })
}
