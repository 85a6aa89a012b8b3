//! From what differs to the document that says it.

use rayon::prelude::*;

use super::document::{
    Counts, Document, End, Field, Finding, Findings, Order, Plan, Rules, SCHEMA, Text, Tool, Unranked,
};
use super::project::{Place, Project, Rank, Score, State};
use super::shift;
use super::writer::{Writer, blank, percent, value, wording};
use crate::diagnostic::{Diagnostic, Level};
use crate::ranking::Ratio;
use crate::report::words;
use crate::review::{self, Changes, Direction, ProjectChange, SettingChange};

/// The comparison of two states that both have a ranking.
pub fn compared(
    changes: &Changes,
    states: (&review::State<'_>, &review::State<'_>),
    ends: (End, End),
) -> Document {
    let writer = Writer::of(changes, states);
    let crossed = |direction| {
        let ids = changes.crossing(direction).into_iter().map(|change| change.id.to_string());
        ids.collect::<Vec<_>>()
    };
    let (entered, left) = (crossed(Direction::Enters), crossed(Direction::Leaves));
    let sums = [changes.plan.0, changes.plan.1];
    Document {
        changed: !changes.is_empty(),
        rules: Rules { changed: changes.settings.iter().map(setting).collect() },
        counts: counts(changes),
        plan: Plan {
            capacity: sums.map(|sum| sum.map(|sum| words::week_number(sum.capacity))),
            used: sums.map(|sum| sum.map(|sum| words::week_number(sum.planned))),
            entered,
            left,
        },
        plan_radius: [changes.plan_radius.0, changes.plan_radius.1].map(|radius| radius.map(share)),
        order: order(changes),
        projects: changes
            .projects
            .par_iter()
            .filter(|change| !change.is_same())
            .map(|change| writer.project(change))
            .collect(),
        shifts: shift::runs(changes, &|id| writer.named(id)),
        documents: changes.documents.iter().map(text).collect(),
        findings: Findings {
            new: changes.findings.new.iter().map(finding).collect(),
            fixed: changes.findings.fixed.iter().map(finding).collect(),
        },
        ..empty(states.1.portfolio.settings().title.clone(), ends)
    }
}

/// A state that has nothing to be compared with: its order, as a start.
pub fn first(state: &review::State<'_>, ends: (End, End), reason: Unranked) -> Document {
    let ranking = state.ranking;
    let projects = ranking.placed.iter().enumerate().map(|(index, placed)| {
        let share = state.near.and_then(|near| near.plan_shares.get(index)).copied();
        Project {
            rank: Rank {
                after: Some(Place { rank: placed.rank, tied: placed.tied, position: placed.position }),
                ..Rank::default()
            },
            score: Score { after: Some(words::tenths(placed.score_tenths)), ..Score::default() },
            in_plan: [false, placed.is_planned()],
            firmness: [None, share.map(percent)],
            effort: placed.project.effort.map(words::week_number),
            path: placed.project.path.to_string(),
            ..blank(&placed.project.id, &placed.project.title, State::New)
        }
    });
    let plan = ranking.plan.as_ref();
    Document {
        changed: true,
        unranked: Some(reason),
        counts: Counts { ranked: [0, ranking.placed.len()], ..Counts::default() },
        plan: Plan {
            capacity: [None, plan.map(|plan| words::week_number(plan.capacity))],
            used: [None, plan.map(|plan| words::week_number(plan.planned))],
            ..Plan::default()
        },
        projects: projects.collect(),
        ..empty(state.portfolio.settings().title.clone(), ends)
    }
}

/// A head that has no ranking, because of these errors.
pub fn broken(title: &str, errors: &[&Diagnostic], ends: (End, End)) -> Document {
    Document {
        changed: true,
        unranked: Some(Unranked::HeadBroken { errors: errors.len() }),
        findings: Findings { new: errors.iter().map(|error| finding(error)).collect(), fixed: Vec::new() },
        ..empty(title.to_owned(), ends)
    }
}

fn empty(title: String, (base, head): (End, End)) -> Document {
    Document {
        schema: SCHEMA.to_owned(),
        tool: Tool { name: "quarterdeck".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
        title,
        base,
        head,
        changed: false,
        unranked: None,
        rules: Rules::default(),
        counts: Counts::default(),
        plan: Plan::default(),
        plan_radius: [None, None],
        order: Order::default(),
        projects: Vec::new(),
        shifts: Vec::new(),
        documents: Vec::new(),
        findings: Findings::default(),
    }
}

fn setting(change: &SettingChange) -> Field {
    match change {
        SettingChange::Weight { criterion, before, after } => Field {
            key: format!("weights.{}", criterion.key()),
            before: Some(share(*before)),
            after: Some(share(*after)),
        },
        SettingChange::Other { key, before, after } => {
            Field { key: key.clone(), before: value(before), after: value(after) }
        }
    }
}

fn counts(changes: &Changes) -> Counts {
    let count =
        |wanted: &dyn Fn(&ProjectChange) -> bool| changes.projects.iter().filter(|c| wanted(c)).count();
    let shifted =
        |change: &ProjectChange| change.rank_change() != 0 && !change.is_edited() && !change.is_rescored();
    let farthest =
        changes.projects.iter().filter(|change| shifted(change)).map(|c| c.rank_change().unsigned_abs());
    Counts {
        ranked: [changes.ranked.0, changes.ranked.1],
        edited: count(&|c| !c.is_new() && !c.is_removed() && (c.is_edited() || c.is_rescored())),
        new: count(&ProjectChange::is_new),
        removed: count(&ProjectChange::is_removed),
        renamed: count(&|c| c.former.is_some()),
        entered: count(&|c| c.direction() == Some(Direction::Enters)),
        left: count(&|c| c.direction() == Some(Direction::Leaves)),
        moved: count(&|c| c.rank_change() != 0),
        shifted: count(&shifted),
        farthest_shift: farthest.max().unwrap_or(0) as usize,
    }
}

fn order(changes: &Changes) -> Order {
    let agreement = changes.agreement();
    Order {
        concordant: agreement.concordant,
        discordant: agreement.discordant,
        pairs: agreement.pairs,
        footrule: agreement.footrule,
        tau_b: agreement.tau_b().map(|tau| words::decimal((tau * 1e9).round() as i128, 1_000_000_000, 3)),
    }
}

fn text(change: &review::DocumentChange) -> Text {
    Text {
        path: change.path.to_string(),
        title: change.title.clone(),
        there: [change.there.0, change.there.1],
        wording: change.wording.iter().map(wording).collect(),
    }
}

fn finding(finding: &Diagnostic) -> Finding {
    Finding {
        code: finding.code.to_string(),
        level: finding.level.word().to_owned(),
        message: finding.message.clone(),
        path: finding.place.as_ref().map(|place| place.path.to_string()),
        line: finding.place.as_ref().map(crate::diagnostic::Place::line),
        help: finding.help.first().filter(|_| finding.level == Level::Error).cloned(),
    }
}

/// A weight or share of 1 with at least two decimals and at most four.
fn share(share: Ratio) -> String {
    let text = words::decimal(share.num(), share.den(), 4);
    text.strip_suffix("00").map_or_else(|| text.trim_end_matches('0').to_owned(), str::to_owned)
}
