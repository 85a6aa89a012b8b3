//! The plan and its line (QD402, QD407, QD501, QD503–QD505, QD507, QD510).

use crate::diagnostic::{Code, Diagnostic};
use crate::portfolio::{Effort, Portfolio, Project, Quarter, Status};
use crate::ranking::{BelowFloor, Plan, Ranking, Unscored};

/// The share of nearby weightings that must hold a planned project, so that its scores decide.
const FIRM_SHARE: f64 = 0.6;
/// Quarters with one and the same score after which it is worth another look.
const LONG: usize = 3;

pub(super) fn findings(portfolio: &Portfolio, ranking: &Ranking) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for project in portfolio.projects().values() {
        found.extend(unowned(project));
        found.extend(overdue(project, portfolio.settings().quarter));
        found.extend(weeks_apart(project));
        found.extend(carried_along(project));
    }
    found.extend(ranking.unscored.iter().map(unscored));
    found.extend(ranking.below_floor.iter().map(below_floor));
    if let Some(plan) = &ranking.plan {
        found.extend(tie(ranking, plan));
    }
    found
}

/// The planned projects that a good part of nearby weightings leaves out.
pub(super) fn swayed(ranking: &Ranking, near: &[f64]) -> Vec<Diagnostic> {
    let planned = ranking.placed.iter().zip(near).filter(|(placed, _)| placed.is_planned());
    planned
        .filter(|(_, share)| **share < FIRM_SHARE)
        .map(|(placed, share)| {
            let percent = (share * 100.0).floor();
            let project = &placed.project;
            let message = format!("`{}` is in the plan under {percent} % of nearby weights", project.id);
            Diagnostic::new(Code::QD505, message)
                .at(project.place.clone())
                .label("the weights decide, not the scores")
                .help(
                    "talk about its scores before it is promised; nearby: no weight moves by more than 0.10",
                )
                .subject(project.id.as_str())
        })
        .collect()
}

/// Whether any active work has no owner.
pub(super) fn has_unowned(portfolio: &Portfolio) -> bool {
    portfolio.projects().values().any(|project| is_unowned(project))
}

fn is_unowned(project: &Project) -> bool {
    project.status == Status::Active && project.owner.is_none()
}

fn unowned(project: &Project) -> Option<Diagnostic> {
    is_unowned(project).then(|| {
        Diagnostic::new(Code::QD407, format!("`{}` is active and has no owner", project.id))
            .at(project.places.of("status"))
            .label("who answers for it?")
            .help("add `owner` with a person's id, or set `status` to what is true")
            .subject(format!("{}.owner", project.id))
    })
}

fn overdue(project: &Project, quarter: Option<Quarter>) -> Option<Diagnostic> {
    let last = *project.quarters.iter().max()?;
    let begun = matches!(project.status, Status::Active | Status::Committed);
    (begun && last < quarter?).then(|| {
        let status = project.status.key();
        Diagnostic::new(Code::QD510, format!("{last} has ended and `{}` is still {status}", project.id))
            .at(project.places.of("status"))
            .label("done, dropped, or planned again?")
            .help("record what came of it: `status: done` with an `outcome`, or give it a new `quarter`")
            .subject(format!("{}.status", project.id))
    })
}

fn weeks_apart(project: &Project) -> Option<Diagnostic> {
    let effort = project.effort.filter(|_| !project.team.is_empty())?;
    let sum: Effort = project.team.iter().map(|(_, weeks)| *weeks).sum();
    (sum != effort).then(|| {
        Diagnostic::new(Code::QD402, format!("the team's weeks add up to {sum}, the effort is {effort}"))
            .at(project.places.of("team"))
            .label(format!("{sum} weeks"))
            .help("mend the one that is wrong: effort decides what fits, the team's weeks decide who is full")
            .related(project.places.of("effort"), "the effort")
            .subject(format!("{}.team", project.id))
    })
}

/// A project that was taken from quarter to quarter without anybody scoring it again.
fn carried_along(project: &Project) -> Option<Diagnostic> {
    let rating = project.ratings.business.as_ref().filter(|_| project.is_open())?;
    let (first, last) = (project.quarters.first()?, project.quarters.last()?);
    (project.quarters.len() >= LONG && rating.why.is_none()).then(|| {
        let count = project.quarters.len();
        let message = format!("one score stands for {count} quarters, {first} to {last}");
        Diagnostic::new(Code::QD507, message)
            .at(project.places.of("business"))
            .label("still true?")
            .help("confirm it with a `why`, or correct it")
            .subject(format!("{}.business", project.id))
    })
}

fn unscored(unscored: &Unscored) -> Diagnostic {
    let project = &unscored.project;
    let keys: Vec<String> = unscored.missing.iter().map(|it| format!("`{}`", it.key())).collect();
    let range = unscored.rank_range;
    let message = format!(
        "`{}` has no score for {}: not ranked, anywhere from {} to {}",
        project.id,
        keys.join(" and "),
        range.best,
        range.worst
    );
    Diagnostic::new(Code::QD501, message)
        .at(project.place.clone())
        .label("missing is not zero")
        .help("state the score, or name a `team` whose interests and goals are known")
        .subject(format!("{}.scores", project.id))
}

fn below_floor(below: &BelowFloor) -> Diagnostic {
    let (project, key) = (&below.project, below.criterion.key());
    let message = format!("`{}` has {key} {}, the floor is {}", project.id, below.score, below.floor);
    Diagnostic::new(Code::QD503, message)
        .at(project.places.of(key))
        .label("listed apart, whatever its other scores")
        .help("the floor is set in portfolio.md: `floor`")
        .subject(format!("{}.{key}", project.id))
}

fn tie(ranking: &Ranking, plan: &Plan) -> Option<Diagnostic> {
    let tied: Vec<_> = plan.tied_at_line.iter().filter_map(|index| ranking.placed.get(*index)).collect();
    let first = tied.first()?;
    let inside = tied.iter().filter(|placed| placed.is_planned()).count();
    let fit = if inside == 1 { "only one of them fits".to_owned() } else { format!("{inside} of them fit") };
    let message = format!("{} projects share rank {} at the plan line, {fit}", tied.len(), first.rank);
    let mut finding = Diagnostic::new(Code::QD504, message)
        .at(first.project.place.clone())
        .label("only the tie rule separates them")
        .help("decide: score one of them differently, and say why")
        .subject(tied.iter().map(|it| it.project.id.as_str()).collect::<Vec<_>>().join(" "));
    for placed in tied.iter().skip(1).take(8) {
        finding = finding.related(placed.project.place.clone(), "has the same value");
    }
    Some(finding)
}
