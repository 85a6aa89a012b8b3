//! Findings for a person at a terminal: the line, a caret, what is wanted, how to get there.

use std::fmt::Write;

use annotate_snippets::{AnnotationKind, Group, Level as Heading, Origin, Patch, Renderer, Snippet};

use crate::diagnostic::plain::{plain, plain_source};
use crate::diagnostic::{Diagnostic, Fix, Level, Place, Summary, located};

/// At most so many findings are shown; the rest are counted.
pub const SHOWN: usize = 100;

/// Whether the text may carry colour. The caller knows where it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Letters only.
    Plain,
    /// With escape sequences for colour.
    Coloured,
}

/// Every finding as a block, then a line that counts them. Empty when there are none.
///
/// Errors come last: that is where somebody looks first who sees the end of a long text.
///
/// `folder` is put before each path, so that a path can be opened from where the command was started; it may
/// be empty.
pub fn render(findings: &[Diagnostic], folder: &str, look: Look) -> String {
    let shown = most_serious(findings);
    let summary = Summary::of(findings);
    if shown.is_empty() {
        return String::new();
    }
    let renderer = match look {
        Look::Plain => Renderer::plain(),
        Look::Coloured => Renderer::styled(),
    };
    let mut text = String::new();
    for finding in &shown {
        text.push_str(&renderer.render(&groups(finding, folder)));
        text.push_str("\n\n");
    }
    if summary.total() > shown.len() {
        let _ = writeln!(text, "… and {} more", summary.total() - shown.len());
    }
    let _ = writeln!(text, "{summary}");
    text
}

/// All findings, or the most serious of them when there are too many to read; notes, warnings, errors, each in
/// the order of their places.
fn most_serious(findings: &[Diagnostic]) -> Vec<&Diagnostic> {
    let mut shown: Vec<_> = findings.iter().filter(|finding| finding.level != Level::Off).collect();
    shown.sort_by_key(|finding| std::cmp::Reverse(finding.level));
    shown.truncate(SHOWN);
    shown.sort_by_key(|finding| finding.level);
    shown
}

fn groups<'a>(finding: &'a Diagnostic, folder: &str) -> Vec<Group<'a>> {
    let heading = match finding.level {
        Level::Error => Heading::ERROR,
        Level::Warning => Heading::WARNING,
        Level::Note | Level::Off => Heading::NOTE,
    };
    let title = heading.primary_title(plain(&finding.message)).id(finding.code.name());
    let mut first = Group::with_title(title);
    if let Some(place) = &finding.place {
        first = first.element(snippet(place, AnnotationKind::Primary, &finding.label, folder));
    }
    for (place, note) in &finding.related {
        first = if place.line_text().is_empty() {
            first.element(Heading::NOTE.message(format!("{}: {}", located(folder, place), plain(note))))
        } else {
            first.element(snippet(place, AnnotationKind::Context, note, folder))
        };
    }
    let (patched, helps) = match (&finding.fix, finding.help.split_first()) {
        (Some(fix), Some((title, rest))) => (Some((fix, title.as_str())), rest),
        (Some(fix), None) => (Some((fix, "write")), finding.help.as_slice()),
        (None, _) => (None, finding.help.as_slice()),
    };
    for help in helps {
        first = first.element(Heading::HELP.message(plain(help)));
    }
    let mut groups = vec![first];
    groups.extend(patched.map(|(fix, title)| patch(fix, title, folder)));
    groups
}

/// The line with its caret; a file of which no line is known is named alone.
fn snippet<'a>(
    place: &'a Place,
    kind: AnnotationKind,
    label: &'a str,
    folder: &str,
) -> annotate_snippets::Element<'a> {
    let path = plain(&format!("{folder}{}", place.path)).into_owned();
    if place.line_text().is_empty() && place.line() <= 1 {
        return Origin::path(path).into();
    }
    let annotation = kind.span(columns(place));
    let annotation = if label.is_empty() { annotation } else { annotation.label(plain(label)) };
    Snippet::source(plain_source(&place.line_text()).into_owned())
        .line_start(place.line() as usize)
        .path(path)
        .annotation(annotation)
        .into()
}

/// The fixed line, shown only where the replacement stays on it.
fn patch<'a>(fix: &'a Fix, title: &'a str, folder: &str) -> Group<'a> {
    let group = Group::with_title(Heading::HELP.secondary_title(plain(title)));
    group.element(
        Snippet::source(plain_source(&fix.place.line_text()).into_owned())
            .line_start(fix.place.line() as usize)
            .path(plain(&format!("{folder}{}", fix.place.path)).into_owned())
            .patch(Patch::new(columns(&fix.place), plain_source(&fix.replacement))),
    )
}

/// The place's bytes within its own line as it is shown.
fn columns(place: &Place) -> std::ops::Range<usize> {
    let text = place.line_text();
    let shown = plain_source(&text);
    let byte = |column: u32| {
        shown.char_indices().nth(column.saturating_sub(1) as usize).map_or(shown.len(), |(at, _)| at)
    };
    byte(place.column())..byte(place.end_column().max(place.column()))
}
