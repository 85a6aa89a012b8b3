//! The facts beside the text, most asked for first.

use crate::portfolio::{Outcome, Project};
use crate::report::atlas::{Atlas, Standing, goal_page, narrative_page};
use crate::report::piece::{Fact, Words};
use crate::report::{labels, words};

/// The facts of a project that has them.
pub(super) fn facts(atlas: &Atlas<'_>, project: &Project) -> Vec<Fact> {
    let quarters: Vec<String> = project.quarters.iter().map(|quarter| words::quarter(*quarter)).collect();
    let was: Vec<Words> = project.was.iter().map(|id| Words::plain(id.as_str())).collect();
    let links = project.links.iter().map(|link| Words::href(&link.name, Some(link.target.clone())));
    let facts = [
        project.outcome.as_ref().and_then(|outcome| outcome_fact(atlas, outcome)),
        effort(project),
        Fact::text("Status", labels::status(project.status)),
        project.owner.as_ref().and_then(|owner| Fact::lines("Owner", vec![Words::person(atlas, owner)])),
        narrative(atlas, project),
        goals(atlas, project),
        if quarters.is_empty() { None } else { Fact::text("Quarter", words::list(&quarters)) },
        dates(project),
        project.kind.and_then(|kind| Fact::text("Kind", labels::kind(kind))),
        Fact::tags("Kinds of work", &project.involves),
        Fact::tags("Lets people grow in", &project.grows),
        beaten_by(atlas, project),
        project.source.and_then(|origin| Fact::text("Where the idea came from", labels::origin(origin))),
        Fact::lines("Links", links.collect()),
        Fact::tags("Tags", &project.tags),
        Fact::lines("Earlier names", was),
        Some(Fact::path("Source", project.path.as_str())),
    ];
    facts.into_iter().flatten().collect()
}

fn effort(project: &Project) -> Option<Fact> {
    let Some(effort) = project.effort else { return Fact::text("Effort", "Not stated") };
    let people = match project.team.len() {
        0 => String::new(),
        count => format!(", {}", words::number_of(count, "person", "people")),
    };
    Fact::text("Effort", format!("{}{people}", words::weeks(effort)))
}

fn narrative(atlas: &Atlas<'_>, project: &Project) -> Option<Fact> {
    match atlas.narrative(project) {
        Some(narrative) => {
            Fact::lines("Narrative", vec![Words::page(&narrative.title, Some(narrative_page(&narrative.id)))])
        }
        None => Fact::text("Narrative", "None: nothing connects this work to a goal"),
    }
}

fn goals(atlas: &Atlas<'_>, project: &Project) -> Option<Fact> {
    let narrative = atlas.narrative(project)?;
    let goals = atlas.goals(narrative);
    if goals.is_empty() {
        return Fact::text("Goal", "None: the narrative leads to no goal");
    }
    let term = if goals.len() == 1 { "Goal" } else { "Goals" };
    Fact::lines(term, goals.iter().map(|goal| Words::page(&goal.title, Some(goal_page(&goal.id)))).collect())
}

fn dates(project: &Project) -> Option<Fact> {
    match (project.start, project.due) {
        (Some(start), Some(due)) => {
            Fact::text("Dates", format!("{} to {}", words::date(start), words::date(due)))
        }
        (Some(start), None) => Fact::text("Starts", words::date(start)),
        (None, Some(due)) => Fact::text("Due", words::date(due)),
        (None, None) => None,
    }
}

fn beaten_by(atlas: &Atlas<'_>, project: &Project) -> Option<Fact> {
    let Standing::Placed(_, placed) = atlas.standing(&project.id) else { return None };
    let Some(by) = placed.dominated_by.and_then(|index| atlas.ranking().placed.get(index)) else {
        return Fact::text("Beaten on everything by", "No project");
    };
    Fact::lines("Beaten on everything by", vec![Words::project(&by.project)])
}

fn outcome_fact(atlas: &Atlas<'_>, outcome: &Outcome) -> Option<Fact> {
    let top = words::score(atlas.picture.portfolio.settings().scale.max);
    let score = outcome.score.map(|score| format!("{} of {top}", words::score(score)));
    let on = outcome.on.map(|date| format!("known on {}", words::date(date)));
    let known: Vec<String> = score.into_iter().chain(on).collect();
    let first = (!known.is_empty()).then(|| Words::plain(known.join(", ")));
    let lines = first.into_iter().chain(outcome.note.as_ref().map(Words::plain));
    Fact::lines("Outcome", lines.collect())
}
