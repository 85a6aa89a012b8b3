//! What a project's story rests on, and what hangs on it: evidence, assumptions, unlocks, dependencies, team.

use std::fmt::Write;

use serde::Serialize;

use crate::portfolio::{Assumption, AssumptionState, Date, Evidence, Project, Quarter};
use crate::report::atlas::Atlas;
use crate::report::chart::{Spoken, Timeline, TimelineMark};
use crate::report::piece::{ProjectLine, UnlockRow, Words, side_in_words};
use crate::report::{labels, words};

/// Evidence older than so many quarters is stale.
const FRESH_QUARTERS: i32 = 2;

/// Everything that supports a project or hangs on it. A list without entries is not shown.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Support {
    evidence: Option<EvidenceSection>,
    assumptions: Vec<AssumptionRow>,
    unlocks: Vec<UnlockRow>,
    /// Projects that come before.
    before: Vec<ProjectLine>,
    /// Projects that wait.
    after: Vec<ProjectLine>,
    team: Option<TeamSection>,
    /// Findings silenced in the document.
    allowed: Vec<Allowed>,
}

#[derive(Debug, Clone, Serialize)]
struct EvidenceSection {
    sentence: String,
    timeline: Option<Timeline>,
    rows: Vec<EvidenceRow>,
}

#[derive(Debug, Clone, Serialize)]
struct EvidenceRow {
    kind: &'static str,
    date: String,
    note: Words,
    stale: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct AssumptionRow {
    claim: String,
    state: &'static str,
    style: &'static str,
    check_by: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct TeamSection {
    sentence: String,
    rows: Vec<TeamRow>,
}

#[derive(Debug, Clone, Serialize)]
struct TeamRow {
    person: Words,
    weeks: String,
}

#[derive(Debug, Clone, Serialize)]
struct Allowed {
    code: &'static str,
    title: &'static str,
    why: Option<String>,
}

impl Support {
    /// What supports a project and hangs on it.
    pub(super) fn of(atlas: &Atlas<'_>, project: &Project) -> Self {
        let line =
            |other: &Project| ProjectLine::new(atlas, other, words::capital(side_in_words(atlas, other)));
        Self {
            evidence: evidence(atlas, project),
            assumptions: project.assumptions.iter().map(assumption).collect(),
            unlocks: project.unlocks.iter().map(UnlockRow::of).collect(),
            before: project.depends_on.iter().filter_map(|id| atlas.project(id)).map(line).collect(),
            after: atlas.needed_by(&project.id).iter().copied().map(line).collect(),
            team: team(atlas, project),
            allowed: project
                .allow
                .iter()
                .map(|allow| Allowed {
                    code: allow.code.name(),
                    title: allow.code.title(),
                    why: allow.why.clone(),
                })
                .collect(),
        }
    }
}

fn evidence(atlas: &Atlas<'_>, project: &Project) -> Option<EvidenceSection> {
    if project.evidence.is_empty() {
        return None;
    }
    let now = atlas.picture.portfolio.settings().quarter;
    let mut all: Vec<&Evidence> = project.evidence.iter().collect();
    all.sort_by_key(|evidence| std::cmp::Reverse(evidence.date));
    let rows: Vec<EvidenceRow> = all.iter().map(|evidence| evidence_row(evidence, now)).collect();
    let stale = rows.iter().filter(|row| row.stale.is_some()).count();
    let newest = all.first().and_then(|evidence| evidence.date);
    Some(EvidenceSection {
        sentence: evidence_sentence(rows.len(), stale, newest),
        timeline: timeline(&all, now),
        rows,
    })
}

fn evidence_row(evidence: &Evidence, now: Option<Quarter>) -> EvidenceRow {
    EvidenceRow {
        kind: labels::evidence(evidence.kind),
        date: evidence.date.map_or_else(|| "undated".to_owned(), words::date),
        note: Words::href(&evidence.note, evidence.link.clone()),
        stale: evidence
            .date
            .filter(|date| is_stale(*date, now))
            .map(|_| format!("older than {} quarters", words::number(FRESH_QUARTERS as usize))),
    }
}

fn evidence_sentence(count: usize, stale: usize, newest: Option<Date>) -> String {
    let mut sentence = words::capital(&words::number_of(count, "piece of evidence", "pieces of evidence"));
    if let Some(date) = newest {
        let newest = if count == 1 { "from" } else { "the newest from" };
        let _ = write!(sentence, ", {newest} {}", words::date(date));
    }
    sentence.push('.');
    if stale == count {
        sentence.push_str(" None of it is fresh.");
    } else if stale > 0 {
        let _ = write!(sentence, " {} no longer fresh.", words::capital(&is_or_are(stale)));
    }
    sentence
}

fn is_or_are(count: usize) -> String {
    format!("{} {}", words::number(count), if count == 1 { "is" } else { "are" })
}

fn is_stale(date: Date, now: Option<Quarter>) -> bool {
    match (now, date.quarter()) {
        (Some(now), Some(then)) => now.index() - then.index() > FRESH_QUARTERS,
        _ => false,
    }
}

fn timeline(all: &[&Evidence], now: Option<Quarter>) -> Option<Timeline> {
    let dated: Vec<TimelineMark> = all
        .iter()
        .filter_map(|evidence| evidence.date)
        .map(|date| TimelineMark { date, stale: is_stale(date, now) })
        .collect();
    if dated.len() < 2 {
        return None;
    }
    let fresh_from = now.and_then(|now| earlier(now, FRESH_QUARTERS));
    let desc = "One mark for each dated piece of evidence in the list below; filled marks are fresh.";
    Timeline::new(&dated, fresh_from, now, Spoken::new("evidence", "When the evidence is from", desc))
}

fn earlier(quarter: Quarter, quarters: i32) -> Option<Quarter> {
    let index = quarter.index() - quarters;
    Quarter::new(u16::try_from(index.div_euclid(4)).ok()?, u8::try_from(index.rem_euclid(4) + 1).ok()?)
}

fn assumption(assumption: &Assumption) -> AssumptionRow {
    let (state, style) = match assumption.state {
        AssumptionState::Assumed => ("Not known yet", "open"),
        AssumptionState::Verified => ("Holds", "holds"),
        AssumptionState::Broken => ("Does not hold", "broken"),
    };
    let open = assumption.state == AssumptionState::Assumed;
    let when = |date: Date| {
        if open {
            format!("to be known by {}", words::date(date))
        } else {
            format!("by {}", words::date(date))
        }
    };
    AssumptionRow { claim: assumption.claim.clone(), state, style, check_by: assumption.check_by.map(when) }
}

fn team(atlas: &Atlas<'_>, project: &Project) -> Option<TeamSection> {
    if project.team.is_empty() {
        return None;
    }
    let given = project.team.iter().map(|(_, weeks)| *weeks).sum();
    let people = words::number_of(project.team.len(), "person", "people");
    let sentence = match project.effort {
        Some(effort) if effort == given => {
            format!("{} for {}.", words::capital(&people), words::weeks(given))
        }
        Some(effort) => format!(
            "{} for {}; the effort is {}.",
            words::capital(&people),
            words::weeks(given),
            words::weeks(effort)
        ),
        None => format!("{} for {}; no effort is stated.", words::capital(&people), words::weeks(given)),
    };
    let rows = project
        .team
        .iter()
        .map(|(id, weeks)| TeamRow { person: Words::person(atlas, id), weeks: words::weeks(*weeks) })
        .collect();
    Some(TeamSection { sentence, rows })
}
