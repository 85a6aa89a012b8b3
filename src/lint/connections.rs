//! Between documents: dependencies outside the plan, stories and goals that nothing serves (QD206, QD207).

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::portfolio::{Id, Portfolio, Project, Status};
use crate::ranking::{Placed, Ranking, Side};

pub(super) fn findings(portfolio: &Portfolio, ranking: &Ranking) -> Vec<Diagnostic> {
    let planned: BTreeSet<&Id> =
        ranking.placed.iter().filter(|it| it.is_planned()).map(|it| &it.project.id).collect();
    let mut found: Vec<Diagnostic> = ranking
        .placed
        .iter()
        .filter(|placed| placed.is_planned())
        .flat_map(|placed| left_out(&placed.project, portfolio, ranking, &planned))
        .collect();
    found.extend(unserved_narratives(portfolio));
    found.extend(unserved_goals(portfolio));
    found
}

fn left_out(
    project: &Project,
    portfolio: &Portfolio,
    ranking: &Ranking,
    planned: &BTreeSet<&Id>,
) -> Vec<Diagnostic> {
    let needed = project.depends_on.iter().filter(|id| !planned.contains(id));
    needed
        .filter_map(|id| portfolio.projects().get(id))
        .filter(|needed| needed.status != Status::Done)
        .map(|needed| {
            let why = why_left_out(needed, portfolio, ranking);
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

fn why_left_out(needed: &Project, portfolio: &Portfolio, ranking: &Ranking) -> String {
    if !needed.is_in(portfolio.settings().quarter) {
        let quarters: Vec<String> = needed.quarters.iter().map(ToString::to_string).collect();
        return format!("is proposed for {}", quarters.join(", "));
    }
    if !needed.is_open() {
        return format!("is {}", needed.status.key());
    }
    let place = ranking.placed.iter().find(|placed| placed.project.id == needed.id);
    match place {
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
