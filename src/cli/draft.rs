//! The text of new documents. What only people know is left open, so that `check` asks for it.

use std::fmt::Write as _;

use crate::portfolio::{DocumentKind, Quarter};

/// A new document of a kind, named `name`.
pub(super) fn document(kind: DocumentKind, name: &str, quarter: Option<Quarter>) -> String {
    let name = yaml_text(name);
    match kind {
        DocumentKind::Project => project(&name, quarter),
        DocumentKind::Person => PERSON.replace("NAME", &name),
        DocumentKind::Narrative => NARRATIVE.replace("NAME", &name),
        DocumentKind::Goal => GOAL.replace("NAME", &name),
        DocumentKind::Portfolio => format!("---\ntitle: {name}\n---\n"),
    }
}

fn project(name: &str, quarter: Option<Quarter>) -> String {
    let mut text = format!("---\ntitle: {name}\n");
    if let Some(quarter) = quarter {
        let _ = writeln!(text, "quarter: {quarter}");
    }
    text + PROJECT
}

const PROJECT: &str = "\
status: proposed
owner:              # a person's id
business:           # what does it do for the business?
interest:           # how engaging is the work?
growth:             # how well does it serve people's goals?
effort:             # person-weeks
narrative:          # the story that it belongs to
headline:           # one sentence: what changes, and for whom
kind:               # feature, compliance, rewrite, migration, internal-tool, detection, access-control, platform, research, toil
involves: []        # what the work is like: matched with people's interests
grows: []           # what it lets a person grow in: matched with people's goals
assumptions: []     # - {claim: what must be true for the story to hold, state: assumed}
evidence: []        # - {kind: user, date: 2026-08-20, note: who said or suffered it}
---

What is it, why now, and what do we leave out?
";

const PERSON: &str = "\
---
name: NAME
level:              # the step on the career ladder
capacity:           # person-weeks in the quarter
interests: {}       # {automation: 5, writing: 1}
goals: []           # - {title: Lead a team, tags: [mentoring, cross-team], reviewed: 2026-09-01}
projects: {}        # a-project: {interest: 2, growth: 4}
---
";

const NARRATIVE: &str = "\
---
title: NAME
goals: []           # ids of the business goals that it leads to
headline:           # the story in one sentence
owner:              # a person's id
---

What would an executive retell?
";

const GOAL: &str = "\
---
title: NAME
owner:              # a person's id
metric:             # what is measured
target:             # the wished share of planned effort, such as 40%
key_results: []     # - {id: first-deals, title: Two named deals signed}
---
";

/// A text as a YAML value: as it is where that is safe, else in double quotes.
pub(super) fn yaml_text(text: &str) -> String {
    let starts = text.starts_with(|c: char| c.is_alphanumeric());
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '(' | ')' | '/' | '\'');
    if starts && text.chars().all(plain) && text.trim() == text && !means_null(text) {
        return text.to_owned();
    }
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04x}", c as u32);
            }
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

fn means_null(text: &str) -> bool {
    text.eq_ignore_ascii_case("null")
}
