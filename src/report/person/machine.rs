//! The sheet for machines: `quarterdeck next PERSON --format json`.

use serde::Serialize;

use crate::fit::{self, Lens, Match};
use crate::people::{self, Service, Standing};
use crate::portfolio::{CareerGoal, Effort};
use crate::ranking::shown_under;
use crate::report::person::desk::Desk;
use crate::report::person::talk::Prompt;
use crate::report::person::trend::Trend;
use crate::report::person::{goals, offers, sheet_of};

/// Within a version fields are only added.
const SCHEMA: &str = "quarterdeck.next/1";

#[derive(Serialize)]
struct Document<'d> {
    schema: &'static str,
    person: &'d str,
    name: &'d str,
    quarter: Option<String>,
    capacity: Capacity,
    plan: String,
    planned: Vec<Work<'d>>,
    talk: Vec<Prompt>,
    choices: Vec<Choice<'d>>,
    next: Vec<Open<'d>>,
    goals: Vec<Goal<'d>>,
}

#[derive(Serialize)]
struct Capacity {
    available: Option<f64>,
    planned: f64,
    unit: &'static str,
}

#[derive(Serialize)]
struct Work<'d> {
    project: &'d str,
    weeks: Option<f64>,
}

#[derive(Serialize)]
struct Choice<'d> {
    best: &'static str,
    project: &'d str,
    gives_up: Vec<Loss<'d>>,
}

#[derive(Serialize)]
struct Loss<'d> {
    criterion: &'static str,
    amount: f64,
    against: &'d str,
}

#[derive(Serialize)]
struct Open<'d> {
    project: &'d str,
    title: &'d str,
    rank: Option<usize>,
    in_plan: bool,
    mine: bool,
    score: f64,
    scores: Scores,
    from: From,
    serves: Vec<&'d str>,
}

#[derive(Serialize)]
struct Scores {
    business: f64,
    interest: f64,
    growth: f64,
}

#[derive(Serialize)]
struct From {
    interest: Option<&'static str>,
    growth: Option<&'static str>,
}

#[derive(Serialize)]
struct Goal<'d> {
    id: &'d str,
    title: &'d str,
    reviewed: Option<String>,
    served_by: Vec<&'d str>,
}

/// The sheet of a person as a JSON document with a final line end.
pub fn json(lens: &Lens<'_>, standing: &Standing<'_>) -> String {
    let (person, portfolio) = (lens.person(), standing.portfolio());
    let desk = Desk::new(lens, standing);
    let sheet = sheet_of(&desk, Trend::of(&desk).as_ref());
    let id = |index: usize| desk.open().get(index).map_or("", |open| open.project.id.as_str());
    let document = Document {
        schema: SCHEMA,
        person: person.id.as_str(),
        name: &person.name,
        quarter: portfolio.settings().quarter.map(|quarter| quarter.to_string()),
        capacity: Capacity {
            available: desk.load.capacity.map(Effort::as_f64),
            planned: desk.load.planned.as_f64(),
            unit: "person-weeks",
        },
        plan: sheet.opening.text(),
        planned: desk
            .pieces
            .iter()
            .map(|piece| Work { project: piece.project.id.as_str(), weeks: piece.weeks.map(Effort::as_f64) })
            .collect(),
        talk: sheet.talk,
        choices: desk
            .choices
            .iter()
            .map(|choice| Choice {
                best: choice.best.key(),
                project: id(choice.index),
                gives_up: choice
                    .gives_up
                    .iter()
                    .map(|loss| Loss {
                        criterion: loss.criterion.key(),
                        amount: loss.amount.as_f64(),
                        against: id(loss.against),
                    })
                    .collect(),
            })
            .collect(),
        next: desk.open().iter().map(|found| open(&desk, found)).collect(),
        goals: goal_lines(&desk),
    };
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn open<'d>(desk: &'d Desk<'_>, open: &people::Open<'d>) -> Open<'d> {
    let people::Open { project, scores, place, .. } = *open;
    let fit = fit::of(desk.person, project, desk.settings());
    let from = |part: Option<Match>| Some(offers::from(&part?.basis));
    Open {
        project: project.id.as_str(),
        title: &project.title,
        rank: place.map(|place| place.rank),
        in_plan: desk.standing.is_planned(&project.id),
        mine: desk.is_mine(&project.id),
        score: shown_under(&desk.outlook.rules, &scores).score,
        scores: Scores {
            business: scores.business.as_f64(),
            interest: scores.interest.as_f64(),
            growth: scores.growth.as_f64(),
        },
        from: From { interest: from(fit.interest), growth: from(fit.growth) },
        serves: match desk.service(project) {
            Service::Goals(goals) => goals.iter().map(|goal| goal.id.as_str()).collect(),
            _ => Vec::new(),
        },
    }
}

fn goal_lines<'d>(desk: &'d Desk<'_>) -> Vec<Goal<'d>> {
    let line = |goal: &'d CareerGoal| {
        let serving = desk.pieces.iter().filter(|piece| goals::serves(desk, &piece.project, goal));
        Goal {
            id: goal.id.as_str(),
            title: &goal.title,
            reviewed: goal.reviewed.map(|date| date.to_string()),
            served_by: serving.map(|piece| piece.project.id.as_str()).collect(),
        }
    };
    desk.person.goals.iter().map(line).collect()
}
