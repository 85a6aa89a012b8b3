//! Errors of the template language as findings, at the line of the template they are about.

use tera::{Error, ErrorKind, ReportError};

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::path::RelPath;
use crate::report::Page;
use crate::site::bounded::PAGE_BYTES;
use crate::site::theme::Theme;

/// A template that is not text.
pub(super) fn not_text(path: &RelPath) -> Diagnostic {
    Diagnostic::new(Code::QD801, "the template is not UTF-8 text")
        .at(Place::file(path))
        .help("save the file as UTF-8")
        .subject(path.as_str())
}

/// What keeps the templates from compiling, each fault at its line.
pub(super) fn while_compiling(error: &Error, theme: &Theme) -> Vec<Diagnostic> {
    const HELP: &str = "a template of the same name replaces the built-in one; `{% extends \"builtin/index.html\" %}` builds on it";
    let found = match error.kind() {
        ErrorKind::Msg(text) if text.contains("error: ") => listed(text, theme),
        _ => vec![finding(Code::QD801, error, theme)],
    };
    found.into_iter().map(|finding| finding.help(HELP)).collect()
}

/// A page that its template does not render.
pub(super) fn while_rendering(error: &Error, page: &Page, theme: &Theme) -> Diagnostic {
    if matches!(error.kind(), ErrorKind::Io(_)) {
        let finding = Diagnostic::new(
            Code::QD803,
            format!("`{}` grows beyond {} MiB", page.template, PAGE_BYTES >> 20),
        )
        .help("look for a loop that repeats without need");
        return match theme.own_template(page.template) {
            Some((path, _)) => finding.at(Place::file(path)).subject(page.template),
            None => finding.subject(page.template),
        };
    }
    finding(Code::QD803, error, theme).help(format!("it was rendering `{}`", page.path))
}

fn finding(code: Code, error: &Error, theme: &Theme) -> Diagnostic {
    let (message, place, subject) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            (lower(report.message()), place(report, theme), report.filename().to_owned())
        }
        ErrorKind::MissingParent { current, parent } => {
            let place = theme.own_template(current).map(|(path, text)| named(path, text, parent));
            (format!("`{parent}` is not a template"), place, current.clone())
        }
        ErrorKind::CircularExtend { tpl, .. } => {
            let place = theme.own_template(tpl).map(|(path, text)| named(path, text, "extends"));
            (format!("`{tpl}` extends itself"), place, tpl.clone())
        }
        ErrorKind::CircularInclude { tpl, .. } => {
            let place = theme.own_template(tpl).map(|(path, text)| named(path, text, "include"));
            (format!("`{tpl}` includes itself"), place, tpl.clone())
        }
        other => (lower(&other.to_string()), None, String::new()),
    };
    let finding = Diagnostic::new(code, message).subject(subject);
    match place {
        Some(place) => finding.at(place),
        None => finding,
    }
}

/// The place of an error in a template of the planning folder; a built-in template has none.
fn place(report: &ReportError, theme: &Theme) -> Option<Place> {
    let (path, text) = theme.own_template(report.filename())?;
    Some(Place::in_text(path, text, report.span().range.clone()))
}

/// The faults of a list that the template language gives as text: `error: words`, then `--> name:line:column`,
/// then the line with carets below.
fn listed(text: &str, theme: &Theme) -> Vec<Diagnostic> {
    let one = |part: &str| {
        let mut lines = part.lines();
        let message = lower(lines.next().unwrap_or_default());
        let locus = lines.next().and_then(|line| line.trim().strip_prefix("--> ")).unwrap_or_default();
        let carets = lines.nth(2).map_or(1, |line| line.matches('^').count());
        let mut backwards = locus.rsplitn(3, ':');
        let mut number = || backwards.next().and_then(|text| text.parse::<usize>().ok()).unwrap_or(1);
        let (column, line) = (number(), number());
        let name = backwards.next().unwrap_or_default();
        let finding = Diagnostic::new(Code::QD801, message).subject(name);
        match theme.own_template(name) {
            Some((path, text)) => finding.at(at(path, text, line, column, carets)),
            None => finding,
        }
    };
    text.split("error: ").skip(1).map(one).collect()
}

/// The place of so many characters at a line and column, both counted from 1.
fn at(path: &RelPath, text: &str, line: usize, column: usize, width: usize) -> Place {
    let before: usize = text.split_inclusive('\n').take(line - line.min(1)).map(str::len).sum();
    let bytes =
        |characters: usize| text[before..].chars().take(characters).map(char::len_utf8).sum::<usize>();
    let from = column - column.min(1);
    Place::in_text(path, text, before + bytes(from)..before + bytes(from + width))
}

/// The first place where a template names something.
fn named(path: &RelPath, text: &str, name: &str) -> Place {
    text.find(name).map_or_else(|| Place::file(path), |at| Place::in_text(path, text, at..at + name.len()))
}

fn lower(message: &str) -> String {
    let message = message.lines().next().unwrap_or_default().trim_end_matches('.');
    let mut letters = message.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
