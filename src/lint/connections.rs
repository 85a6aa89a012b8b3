//! Between documents: dependencies outside the plan, stories and goals that nothing serves (QD206, QD207).

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::portfolio::{Id, Portfolio, Project, Status};
use crate::ranking::{Placed, Ranking, Side};

pub(super) fn findings(portfolio: &Portfolio, ranking: &Ranking) -> Vec<Diagnostic> {
    let places: Places<'_> = ranking.placed.iter().map(|it| (&it.project.id, it)).collect();
    let planned = ranking.placed.iter().filter(|placed| placed.is_planned());
    let mut found: Vec<Diagnostic> =
        planned.flat_map(|placed| left_out(&placed.project, portfolio, &places)).collect();
    found.extend(unserved_narratives(portfolio));
    found.extend(unserved_goals(portfolio));
    found
}

/// Ranked projects by id.
type Places<'r> = BTreeMap<&'r Id, &'r Placed>;

fn left_out(project: &Project, portfolio: &Portfolio, places: &Places<'_>) -> Vec<Diagnostic> {
    let is_planned = |id: &Id| places.get(id).is_some_and(|placed| placed.is_planned());
    let needed = project.depends_on.iter().filter(|id| !is_planned(id));
    needed
        .filter_map(|id| portfolio.projects().get(id))
        .filter(|needed| needed.status != Status::Done)
        .map(|needed| {
            let why = why_left_out(needed, portfolio, places);
            let message = format!("`{}` is planned and depends on `{}`, which {why}", project.id, needed.id);
            Diagnostic::new(Code::QD206, message)
                .at(project.places.of("depends_on"))
                .label("cannot be promised without it")
                .help("plan both, or say in the text how this project can do without the other")
                .related(needed.place.clone(), "left out of the plan")
                .subject(format!("{}.depends_on.{}", project.id, needed.id))
        })
        .collect()
}

fn why_left_out(needed: &Project, portfolio: &Portfolio, places: &Places<'_>) -> String {
    if !needed.is_in(portfolio.settings().quarter) {
        let quarters: Vec<String> = needed.quarters.iter().map(ToString::to_string).collect();
        return format!("is proposed for {}", quarters.join(", "));
    }
    if !needed.is_open() {
        return format!("is {}", needed.status.key());
    }
    match places.get(&needed.id) {
        Some(Placed { rank, side: Side::NoEffort, .. }) => format!("states no effort (rank {rank})"),
        Some(placed) => format!("is below the line (rank {})", placed.rank),
        None => "has no rank".to_owned(),
    }
}

fn unserved_narratives(portfolio: &Portfolio) -> Vec<Diagnostic> {
    let told: BTreeSet<&Id> = portfolio.projects().values().filter_map(|it| it.narrative.as_ref()).collect();
    let untold = portfolio.narratives().values().filter(|it| !told.contains(&it.id));
    untold
        .map(|narrative| {
            Diagnostic::new(Code::QD207, format!("no project tells the narrative `{}`", narrative.id))
                .at(narrative.place.clone())
                .label("a story without any work behind it")
                .help(format!("write `narrative: {}` in the projects that serve it", narrative.id))
                .subject(narrative.id.as_str())
        })
        .collect()
}

fn unserved_goals(portfolio: &Portfolio) -> Vec<Diagnostic> {
    let led_to: BTreeSet<&Id> = portfolio.narratives().values().flat_map(|it| &it.goals).collect();
    let idle = portfolio.goals().values().filter(|it| !led_to.contains(&it.id));
    idle.map(|goal| {
        Diagnostic::new(Code::QD207, format!("no narrative leads to the goal `{}`", goal.id))
            .at(goal.place.clone())
            .label("a goal without a story")
            .help(format!("write `goals: [{}]` in the narratives that serve it", goal.id))
            .subject(goal.id.as_str())
    })
    .collect()
}
