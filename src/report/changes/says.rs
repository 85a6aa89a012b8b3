//! What a comparison says, in words that every form shares.

use std::collections::BTreeMap;

use super::document::{Document, Unranked};
use super::gist::has_weights;
use super::phrase::Phrase;
use super::project::{Cause, CauseKind, Others, Place, Project, ScoreChange, State};
use crate::report::words;

/// "1 project", "2 projects".
pub(super) fn projects(count: usize) -> String {
    words::count(count, "project", "projects")
}

/// The one line that a notification shows: what happens to the plan, then how much was changed.
pub(super) fn headline(document: &Document) -> String {
    let counts = &document.counts;
    match &document.unranked {
        Some(Unranked::FirstRun) => return format!("first run, {}", projects(counts.ranked[1])),
        Some(Unranked::BaseBroken { .. }) => {
            return format!("nothing to compare with, {}", projects(counts.ranked[1]));
        }
        Some(Unranked::HeadBroken { errors }) => {
            return format!("cannot be made, {}", words::count(*errors, "error", "errors"));
        }
        None if !document.changed => return "no change".to_owned(),
        None => {}
    }
    let mut parts = vec![plan_part(document)];
    if has_weights(document) {
        parts.insert(0, "the weights change".to_owned());
    } else if let [only] = document.rules.changed.as_slice() {
        let key = if only.key == "capacity" { "the capacity changes" } else { "a setting changes" };
        parts.insert(0, key.to_owned());
    } else if !document.rules.changed.is_empty() {
        parts.insert(0, "the settings change".to_owned());
    }
    let ranked = counts.ranked[1];
    let by_people = document.projects.iter().filter(|project| is_rescored_by_people(project)).count();
    let edited = counts.edited.saturating_sub(by_people);
    if edited > 0 {
        parts.push(format!("{edited} of {ranked} edited"));
    }
    match by_people {
        0 => {}
        1 => parts.push("1 rescored by its people".to_owned()),
        many => parts.push(format!("{many} rescored by their people")),
    }
    for (count, word) in [(counts.new, "new"), (counts.removed, "removed"), (counts.renamed, "renamed")] {
        if count > 0 {
            parts.push(format!("{count} {word}"));
        }
    }
    parts.join(", ")
}

/// Whether the people of a project say something else now, and its own file does not.
fn is_rescored_by_people(project: &Project) -> bool {
    project.state == State::Edited
        && project.fields.is_empty()
        && project.wording.is_empty()
        && !project.scores.is_empty()
        && project.scores.iter().all(|score| score.from != "stated")
}

fn plan_part(document: &Document) -> String {
    let counts = &document.counts;
    let enters = format!("{} {} the plan", counts.entered, verb(counts.entered, "enter"));
    let leaves = format!("{} {}", counts.left, verb(counts.left, "leave"));
    match (counts.entered, counts.left) {
        (0, 0) if document.plan.capacity[1].is_none() && counts.moved == 0 => "the order stays".to_owned(),
        (0, 0) if document.plan.capacity[1].is_none() => {
            format!("{} {}", counts.moved, verb(counts.moved, "move"))
        }
        (0, 0) if counts.moved == 0 => "the plan and the order stay".to_owned(),
        (0, 0) => format!("the plan stays, {} {}", counts.moved, verb(counts.moved, "move")),
        (_, 0) => enters,
        (0, _) => format!("{leaves} the plan"),
        _ => format!("{enters}, {leaves} it"),
    }
}

fn verb(count: usize, verb: &str) -> String {
    if count == 1 { format!("{verb}s") } else { verb.to_owned() }
}

/// A rank: "8", "=10".
pub(super) fn place(place: Place) -> String {
    format!("{}{}", if place.tied { "=" } else { "" }, place.rank)
}

/// How far a rank moved, in words: "up 3".
pub(super) fn distance(delta: i64) -> String {
    format!("{} {}", if delta < 0 { "up" } else { "down" }, delta.unsigned_abs())
}

/// A rank before and after; `strong` is put around the new one.
pub(super) fn rank(project: &Project, strong: &str) -> Phrase {
    let standing = |side: usize| {
        let words = project.standing[side].clone();
        Phrase::theirs(words.unwrap_or_else(|| "not there".to_owned()))
    };
    match (project.rank.before, project.rank.after) {
        (Some(before), Some(after)) if place(before) == place(after) => Phrase::ours(place(after)),
        (Some(before), Some(after)) => {
            let moved = match project.rank.delta {
                0 => String::new(),
                delta => format!(" ({})", distance(delta)),
            };
            Phrase::ours(format!("{} → {strong}{}{strong}{moved}", place(before), place(after)))
        }
        (None, Some(after)) if project.state == State::New => {
            Phrase::ours(format!("new at {strong}{}{strong}", place(after)))
        }
        (None, Some(after)) => standing(0).and(format!(" → {strong}{}{strong}", place(after))),
        (Some(before), None) if project.state == State::Removed => {
            Phrase::ours(format!("was {}", place(before)))
        }
        (Some(before), None) => Phrase::ours(format!("{} → ", place(before))).then(standing(1)),
        (None, None) if project.state == State::New => standing(1),
        (None, None) if project.state == State::Removed => standing(0),
        (None, None) if project.standing[0] == project.standing[1] => standing(1),
        (None, None) => standing(0).and(" → ").then(standing(1)),
    }
}

/// A number without a needless `.0`.
pub(super) fn short(number: &str) -> &str {
    number.strip_suffix(".0").unwrap_or(number)
}

/// A score before and after.
pub(super) fn score(project: &Project) -> Phrase {
    match (project.score.before.as_deref(), project.score.after.as_deref()) {
        (Some(before), Some(after)) if before == after => Phrase::theirs(short(after)),
        (Some(before), Some(after)) => Phrase::theirs(short(before)).and(" → ").and_theirs(short(after)),
        (Some(one), None) | (None, Some(one)) => Phrase::theirs(short(one)),
        (None, None) => Phrase::ours("–"),
    }
}

/// Everything that explains a project's place, most telling first.
pub(super) fn why(project: &Project, document: &Document) -> Phrase {
    let mut parts = Vec::new();
    match project.state {
        State::New => parts.push(Phrase::ours("new file")),
        State::Removed => parts.push(Phrase::ours("file removed")),
        _ => {}
    }
    if let Some(was) = &project.was {
        let assumed = if project.assumed { ", concluded from the text" } else { "" };
        parts.push(Phrase::ours("renamed from ").and_theirs(was).and(assumed));
    }
    let own = own_edit(project);
    let is_own = !own.is_empty();
    parts.extend(own);
    if let Some(rules) = project.score.rules.as_deref().filter(|rules| !matches!(*rules, "0.0" | "+0.0")) {
        let word = if has_weights(document) { "weights " } else { "settings " };
        parts.push(Phrase::ours(word).and_theirs(short(rules)));
    }
    if !is_own && !matches!(project.state, State::New | State::Removed) {
        parts.extend(others(project));
        let causes = project.causes.as_deref().unwrap_or_default();
        if causes.iter().any(|cause| cause.kind == CauseKind::Capacity) {
            parts.push(Phrase::ours("the capacity"));
        }
        if parts.is_empty() && project.rank.before != project.rank.after {
            parts.push(Phrase::ours("a tie opened or closed"));
        }
        if matches!(project.state, State::Shifted) && project.score.rules.is_none() {
            parts.push(Phrase::ours("not edited"));
        }
    }
    Phrase::joined(parts, "; ")
}

/// What the project's own document, or its people, changed that counts.
fn own_edit(project: &Project) -> Vec<Phrase> {
    let change = |key: &str, before: &str, after: &str| {
        Phrase::theirs(key).and(" ").and_theirs(before).and(" → ").and_theirs(after)
    };
    let rescored = |score: &ScoreChange| {
        let part = project.score.own.as_ref().and_then(|own| own.get(&score.criterion));
        let phrase = change(&score.criterion, &score.before, &score.after);
        match part {
            Some(part) => phrase.and(" (").and_theirs(short(part)).and(")"),
            None => phrase,
        }
    };
    let (stated, derived): (Vec<_>, Vec<_>) = project.scores.iter().partition(|score| score.from == "stated");
    let mut edits: Vec<Phrase> = stated.into_iter().map(rescored).collect();
    for field in
        project.fields.iter().filter(|field| matches!(field.key.as_str(), "effort" | "status" | "quarter"))
    {
        let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "none".to_owned());
        edits.push(change(&field.key, &value(&field.before), &value(&field.after)));
    }
    let mut parts = Vec::new();
    if !edits.is_empty() {
        parts.push(Phrase::ours("own edit: ").then(Phrase::joined(edits, ", ")));
    }
    if !derived.is_empty() {
        let scores = derived.into_iter().map(rescored);
        parts.push(Phrase::ours("its people: ").then(Phrase::joined(scores, ", ")));
    }
    parts
}

fn others(project: &Project) -> Vec<Phrase> {
    let rank = &project.rank;
    let mut parts = Vec::new();
    let mut came_by: Vec<(&str, bool)> = Vec::new();
    came_by.extend(rank.new_above.named.iter().map(|named| (named.title.as_str(), true)));
    came_by.extend(rank.passed_by.named.iter().map(|named| (named.title.as_str(), false)));
    let count = rank.new_above.count + rank.passed_by.count;
    if count > 0 {
        parts.push(Phrase::ours("passed by ").then(some(&came_by, count)));
    }
    if rank.passed.count > 0 {
        parts.push(Phrase::ours("moved past ").then(some_of(&rank.passed)));
    }
    if rank.gone_above.count > 0 {
        parts.push(Phrase::ours("no longer behind ").then(some_of(&rank.gone_above)));
    }
    parts
}

/// "A, B and 3 more".
pub(super) fn some_of(others: &Others) -> Phrase {
    let named: Vec<(&str, bool)> = others.named.iter().map(|named| (named.title.as_str(), false)).collect();
    some(&named, others.count)
}

fn some(named: &[(&str, bool)], count: usize) -> Phrase {
    let shown = if count > named.len() || named.len() > 3 { named.len().min(2) } else { named.len() };
    let name = |&(title, new): &(&str, bool)| Phrase::theirs(title).and(if new { " (new)" } else { "" });
    let mut parts: Vec<Phrase> = named[..shown].iter().map(name).collect();
    let more = count - shown;
    if more > 0 {
        let rest = if shown == 0 { others_words(more) } else { format!("{more} more") };
        parts.push(Phrase::ours(rest));
    }
    let last = parts.pop().unwrap_or_default();
    if parts.is_empty() { last } else { Phrase::joined(parts, ", ").and(" and ").then(last) }
}

fn others_words(count: usize) -> String {
    words::count(count, "other", "others")
}

/// What a renamed project was called.
pub(super) fn renamed(project: &Project) -> Option<Phrase> {
    let was = project.was.as_ref()?;
    let assumed = if project.assumed { ", concluded from the text" } else { "" };
    let ids = Phrase::theirs(was).and(" → ").and_theirs(&project.id);
    Some(Phrase::theirs(&project.title).and(" (").then(ids).and(assumed).and(")"))
}

/// A project that crossed the line: its title, where it is, its size, why.
pub(super) fn crosser(project: &Project, document: &Document) -> Phrase {
    let mut parts = Vec::new();
    match (project.state, project.rank.before, project.rank.after) {
        (State::New, ..) => parts.push(Phrase::ours("new")),
        (State::Removed, ..) => parts.push(Phrase::ours("removed")),
        (_, Some(before), Some(after)) if project.rank.delta != 0 => {
            let (from, to) = (place(before), place(after));
            parts.push(Phrase::ours(format!("rank {from} → {to}, {}", distance(project.rank.delta))));
        }
        (_, Some(_), Some(_)) => parts.push(Phrase::ours("rank ").then(rank(project, ""))),
        (_, Some(before), None) => parts.push(Phrase::ours(format!("was rank {}", place(before)))),
        (_, None, Some(after)) => parts.push(Phrase::ours(format!("rank {}", place(after)))),
        (_, None, None) => {}
    }
    if let Some(effort) = &project.effort {
        parts.push(Phrase::theirs(effort).and(" wk"));
    }
    let causes = project.causes.as_deref().unwrap_or_default();
    let reason = match (project.state, causes) {
        (State::New | State::Removed, _) => Phrase::default(),
        (_, []) => Phrase::ours("several changes together"),
        (_, causes) => {
            Phrase::joined(causes.iter().map(|cause| because(cause, project, document)), " or, alone, ")
        }
    };
    let mut phrase = Phrase::theirs(&project.title).and(" (").then(Phrase::joined(parts, ", "));
    if !reason.is_empty() {
        phrase = phrase.and(": ").then(reason);
    }
    phrase.and(")")
}

fn because(cause: &Cause, project: &Project, document: &Document) -> Phrase {
    let enters = project.in_plan[1];
    match cause.kind {
        CauseKind::Own => Phrase::ours("its own edit"),
        CauseKind::Rules if has_weights(document) => Phrase::ours("the weights"),
        CauseKind::Rules => Phrase::ours("the settings"),
        CauseKind::Capacity => Phrase::ours("the capacity"),
        CauseKind::New => Phrase::ours("new"),
        CauseKind::Removed => Phrase::ours("removed"),
        CauseKind::Standing => match &project.standing {
            [Some(before), _] if enters => Phrase::ours("was ").and_theirs(before),
            [_, Some(after)] if !enters => Phrase::ours("now ").and_theirs(after),
            _ => Phrase::ours("its standing"),
        },
        CauseKind::Others => {
            let names: Vec<(&str, bool)> =
                cause.by.iter().map(|named| (named.title.as_str(), false)).collect();
            let by = some(&names, names.len());
            match (names.is_empty(), enters) {
                (true, _) => Phrase::ours("not edited"),
                (false, true) => Phrase::ours("not edited, room left by ").then(by),
                (false, false) => Phrase::ours("not edited, room taken by ").then(by),
            }
        }
    }
}

/// Whether a project gets a row of its own: something about its place differs and not only because others
/// moved.
pub(super) fn is_row(project: &Project) -> bool {
    let placed = project.rank.before != project.rank.after
        || project.score.before != project.score.after
        || project.standing[0] != project.standing[1]
        || project.in_plan[0] != project.in_plan[1];
    let own = !matches!(project.state, State::Shifted | State::Same) || project.causes.is_some();
    placed && own
}

/// So many shifted projects are told one by one.
pub(super) const FEW: usize = 8;

/// Projects that moved only because others did, in the order after.
pub(super) fn only_shifted(document: &Document) -> Vec<&Project> {
    let mut shifted: Vec<&Project> =
        document.projects.iter().filter(|p| p.rank.delta != 0 && !is_row(p)).collect();
    shifted.sort_by_key(|project| project.rank.after.map(|place| place.position));
    shifted
}

/// Projects that only shifted, by how far: "down 1: A (3 → 4), B (4 → 5); up 2: C (9 → 7)".
pub(super) fn shifted(projects: &[&Project]) -> Phrase {
    let mut by_delta: BTreeMap<(std::cmp::Reverse<u64>, i64), Vec<Phrase>> = BTreeMap::new();
    for project in projects {
        let delta = project.rank.delta;
        let (Some(before), Some(after)) = (project.rank.before, project.rank.after) else { continue };
        let ranks = format!(" ({} → {})", place(before), place(after));
        let key = (std::cmp::Reverse(delta.unsigned_abs()), delta);
        by_delta.entry(key).or_default().push(Phrase::theirs(&project.title).and(ranks));
    }
    let groups = by_delta.into_iter().map(|((_, delta), names)| {
        Phrase::ours(words::capital(&distance(delta)) + ": ").then(Phrase::joined(names, ", "))
    });
    Phrase::joined(groups, ". ")
}

/// Rows in the order of a table: new, removed, edited, then others; far moves first.
pub(super) fn sort_rows(rows: &mut [&Project]) {
    rows.sort_by_key(|project| {
        let group = match project.state {
            State::New => 0,
            State::Removed => 1,
            State::Edited | State::Renamed => 2,
            State::Shifted | State::Same => 3,
        };
        let position = project.rank.after.or(project.rank.before).map_or(usize::MAX, |place| place.position);
        (group, std::cmp::Reverse(project.rank.delta.unsigned_abs()), position, project.id.clone())
    });
}

/// How often shares of nearby weightings must differ to be told, in percent.
const TELLING: u8 = 10;

/// Projects whose place in the plan became clearly more or less firm, most changed first.
pub(super) fn firmer_or_not(document: &Document) -> Vec<(&Project, u8, u8)> {
    let mut found: Vec<(&Project, u8, u8)> = document
        .projects
        .iter()
        .filter_map(|project| Some((project, project.firmness[0]?, project.firmness[1]?)))
        .filter(|(_, before, after)| {
            let difference = before.abs_diff(*after);
            difference >= TELLING || (difference > 0 && matches!(after, 0 | 100))
        })
        .collect();
    found.sort_by_key(|(project, before, after)| {
        (std::cmp::Reverse(before.abs_diff(*after)), project.rank.after.map(|p| p.position), &project.id)
    });
    found
}
