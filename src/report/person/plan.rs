//! The plan for one person in a sentence: whether it gives them what they want most, what it asks of them,
//! and what their first choice is.

use crate::criteria::Criterion;
use crate::people::{Open, Piece};
use crate::portfolio::Score;
use crate::ranking::Side;
use crate::report::person::desk::Desk;
use crate::report::person::prose::Prose;
use crate::report::words;

/// The opening of the sheet.
pub(super) fn opening(desk: &Desk<'_>) -> Prose {
    let mut prose = Prose::default().strong(lead(desk)).and(" ").then(weeks(desk));
    if let Some(first) = desk.first_choice().filter(|first| !desk.is_mine(&first.project.id)) {
        prose = prose.and(" First choice: ").then(first_choice(desk, first));
    }
    prose
}

fn lead(desk: &Desk<'_>) -> String {
    let name = &desk.first;
    match desk.first_choice() {
        Some(first) if desk.is_mine(&first.project.id) => {
            format!("The plan gives {name} the work {name} wants most.")
        }
        Some(first) if desk.standing.is_planned(&first.project.id) => {
            let who = if first.project.team.is_empty() {
                "and nobody is named for it yet"
            } else {
                "with somebody else"
            };
            format!("The work {name} wants most is in the plan, {who}.")
        }
        Some(first) => match first.place.map(|placed| placed.side) {
            Some(Side::NoEffort) => {
                format!("The work {name} wants most cannot be planned: no effort is stated.")
            }
            Some(_) => format!("The work {name} wants most is below the line."),
            None => format!("The work {name} wants most has no rank."),
        },
        None if desk.pieces.is_empty() => format!("The plan has no work for {name} yet."),
        None if desk.person.interests.is_empty() && desk.person.ratings.is_empty() => {
            format!("What {name} likes to do is not written down yet.")
        }
        None => format!("Nothing open is work that {name} would choose."),
    }
}

/// What the plan asks of the person.
fn weeks(desk: &Desk<'_>) -> Prose {
    let name = &desk.first;
    let dated: Vec<Prose> = desk.pieces.iter().filter_map(on).collect();
    let owned: Vec<Prose> = desk
        .pieces
        .iter()
        .filter(|piece| piece.weeks.is_none())
        .map(|piece| Prose::default().project(&piece.project))
        .collect();
    let total = match desk.load.capacity {
        Some(capacity) if !dated.is_empty() => {
            format!(
                "{name} is planned for {} of {} weeks: ",
                words::week_number(desk.load.planned),
                words::week_number(capacity)
            )
        }
        Some(capacity) if capacity.hundredths() > 0 => {
            format!("None of {name}'s {} is planned.", words::weeks(capacity))
        }
        None if !dated.is_empty() => format!("{name} is planned for {}: ", words::weeks(desk.load.planned)),
        _ => "No weeks are planned.".to_owned(),
    };
    let mut prose = Prose::new(total);
    if !dated.is_empty() {
        prose = prose.list(dated).and(".");
    }
    if !owned.is_empty() {
        prose = prose.and(format!(" {name} owns ")).list(owned).and(", with no weeks named.");
    }
    prose
}

fn on(piece: &Piece) -> Option<Prose> {
    Some(Prose::new(format!("{} on ", words::weeks(piece.weeks?))).project(&piece.project))
}

/// The first choice with its numbers, its place, and what would bring it in.
fn first_choice(desk: &Desk<'_>, first: &Open<'_>) -> Prose {
    let scores = first.scores;
    let numbers = format!(
        " ({} for {}, {} for {}), {}",
        words::rough_score(scores.interest),
        desk.criterion(Criterion::Interest),
        words::rough_score(scores.growth),
        desk.criterion(Criterion::Growth),
        desk.place(&first.project.id)
    );
    let prose = Prose::default().project(first.project).and(numbers);
    match business_needed(desk, first) {
        Some(needed) => prose.and(format!(
            "; it comes in at {} for {}.",
            words::rough_score(needed),
            desk.criterion(Criterion::Business)
        )),
        None => prose.and("."),
    }
}

/// The business score with which a project below the line would come into the plan.
pub(super) fn business_needed(desk: &Desk<'_>, open: &Open<'_>) -> Option<Score> {
    let place = open.place.filter(|place| place.side == Side::Below)?;
    desk.standing.ranking().reach(place.position - 1).line?.alone.business
}
