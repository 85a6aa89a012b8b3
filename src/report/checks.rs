//! The checks page: every finding, with its place and what to do about it.

use serde::Serialize;

use crate::diagnostic::explain::explanation;
use crate::diagnostic::{Code, Diagnostic, Level};
use crate::portfolio::Id;
use crate::report::page::{Head, Page, address};
use crate::report::row::{person_href, project_href};
use crate::report::{Picture, words};

/// The most findings of one kind on the page.
const MOST: usize = 200;

/// A finding as it is read in the report.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Check {
    /// The code: `QD303`.
    code: &'static str,
    /// The name of its style: `warning`, `note`.
    level: &'static str,
    /// The document it is about, by title; the path where there is no page.
    about: String,
    /// That document's page, from the report's root.
    href: Option<String>,
    /// What was found, as a sentence.
    words: Vec<Said>,
    /// What to do about it, as sentences.
    help: Vec<Vec<Said>>,
    /// Where it is: `projects/a.md:7`.
    place: Option<String>,
}

/// A stretch of a sentence.
#[derive(Debug, Clone, Serialize)]
struct Said {
    /// Whether it is a key, a value or a command.
    code: bool,
    text: String,
}

/// The findings of one kind.
#[derive(Debug, Serialize)]
struct Group {
    /// The code.
    code: &'static str,
    /// What it is about.
    title: String,
    /// The name of its style.
    level: &'static str,
    /// Why it matters.
    why: Vec<Said>,
    /// The findings, in the order of places.
    checks: Vec<Check>,
    /// What is said about those that are not listed.
    rest: Option<String>,
}

/// The view of the checks page.
#[derive(Debug, Serialize)]
struct Checks {
    heading: String,
    dek: &'static str,
    groups: Vec<Group>,
}

/// The checks page of a picture.
pub(super) fn page(picture: &Picture<'_>) -> Page {
    let shown: Vec<&Diagnostic> =
        picture.findings().iter().filter(|finding| finding.level != Level::Off).collect();
    let head = Head {
        title: "Checks".to_owned(),
        description: heading(shown.len()),
        section: "checks.html",
        crumbs: Vec::new(),
    };
    let dek = if shown.is_empty() {
        "Nothing in the documents asks for attention."
    } else {
        "None of them stops the report. Each says where it is, and what would settle it."
    };
    let view = Checks { heading: heading(shown.len()), dek, groups: groups(picture, &shown) };
    Page::new(address("checks.html"), "checks.html", head, &view)
}

/// A finding as it is read in the report.
pub(super) fn check(picture: &Picture<'_>, finding: &Diagnostic) -> Check {
    let place = finding.place.as_ref();
    let (about, href) = about(picture, finding);
    Check {
        code: finding.code.name(),
        level: finding.level.word(),
        about,
        href,
        words: said(&sentence(&finding.message)),
        help: finding.help.iter().map(|help| said(&sentence(help))).collect(),
        place: place.map(|place| format!("{}:{}", place.path, place.line())),
    }
}

fn heading(number: usize) -> String {
    match number {
        0 => "All clear".to_owned(),
        _ => words::capital(&words::number_of(number, "thing to look at", "things to look at")),
    }
}

/// Warnings before notes, then by code.
fn groups(picture: &Picture<'_>, shown: &[&Diagnostic]) -> Vec<Group> {
    let mut kinds: Vec<(std::cmp::Reverse<Level>, Code)> =
        shown.iter().map(|finding| (std::cmp::Reverse(finding.level), finding.code)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.into_iter().map(|(std::cmp::Reverse(level), code)| group(picture, shown, level, code)).collect()
}

fn group(picture: &Picture<'_>, shown: &[&Diagnostic], level: Level, code: Code) -> Group {
    let mine: Vec<&&Diagnostic> =
        shown.iter().filter(|finding| finding.code == code && finding.level == level).collect();
    let rest = mine.len().saturating_sub(MOST);
    Group {
        code: code.name(),
        title: words::capital(code.title()),
        level: level.word(),
        why: said(explanation(code).why),
        checks: mine.into_iter().take(MOST).map(|finding| check(picture, finding)).collect(),
        rest: (rest > 0)
            .then(|| format!("And {} more, which `quarterdeck check` lists.", words::grouped(rest as u64))),
    }
}

/// The document a finding is about, and its page.
fn about(picture: &Picture<'_>, finding: &Diagnostic) -> (String, Option<String>) {
    let Some(place) = &finding.place else { return ("The whole folder".to_owned(), None) };
    let path = &place.path;
    let named = Id::new(path.stem()).and_then(|id| titled(picture, &id, path.top_folder()));
    named.unwrap_or_else(|| (path.to_string(), None))
}

fn titled(picture: &Picture<'_>, id: &Id, folder: Option<&str>) -> Option<(String, Option<String>)> {
    let portfolio = picture.portfolio;
    match folder {
        Some("people") => {
            portfolio.people().get(id).map(|person| (person.name.clone(), person_href(picture, id)))
        }
        Some("narratives") => portfolio
            .narratives()
            .get(id)
            .map(|story| (story.title.clone(), Some(format!("narratives/{id}.html")))),
        Some("goals") => {
            portfolio.goals().get(id).map(|goal| (goal.title.clone(), Some(format!("goals/{id}.html"))))
        }
        _ => portfolio.projects().get(id).map(|project| (project.title.clone(), Some(project_href(id)))),
    }
}

/// A message as a sentence: a capital at its start, a full stop at its end.
fn sentence(message: &str) -> String {
    let text = words::capital(message.trim_end());
    let end = text.trim_end_matches(['"', '\u{201d}', ')']);
    if end.ends_with(['.', '?', '!', ':']) { text } else { format!("{text}.") }
}

/// A sentence cut at its backticks.
fn said(sentence: &str) -> Vec<Said> {
    let parts = sentence.split('`').enumerate().filter(|(_, text)| !text.is_empty());
    parts.map(|(at, text)| Said { code: at % 2 == 1, text: text.to_owned() }).collect()
}

#[cfg(test)]
mod tests {
    use super::{said, sentence};

    #[test]
    fn a_message_becomes_a_sentence_with_its_keys_set_apart() {
        let shown = |message: &str| -> Vec<(bool, String)> {
            said(&sentence(message)).into_iter().map(|part| (part.code, part.text)).collect()
        };
        assert_eq!(
            shown("write `state: verified`"),
            [(false, "Write ".to_owned()), (true, "state: verified".to_owned()), (false, ".".to_owned())]
        );
        assert_eq!(
            sentence("an assumption is broken: \"It holds.\""),
            "An assumption is broken: \"It holds.\""
        );
    }
}
