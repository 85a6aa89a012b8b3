//! What stands in the way of a newer report, as a piece of HTML above the last good one.

use std::sync::LazyLock;

use jiff::Timestamp;
use serde::Serialize;
use tera::{Context, Tera};
use unicode_width::UnicodeWidthStr;

use crate::diagnostic::{Diagnostic, Level, Place};
use crate::failure::Failure;

/// The most findings shown in a browser; the terminal has all of them.
const LIMIT: usize = 50;

const NAME: &str = "overlay.html";

static TEMPLATE: LazyLock<Tera> = LazyLock::new(|| {
    let mut tera = Tera::default();
    // A template that does not compile would leave the overlay empty; a test holds it up.
    let _ = tera.add_raw_template(NAME, include_str!("../../templates/live/overlay.html"));
    tera
});

#[derive(Serialize)]
struct Overlay {
    heading: String,
    since: Option<String>,
    findings: Vec<Shown>,
    more: Option<String>,
}

#[derive(Serialize, Default)]
struct Shown {
    message: String,
    code: Option<&'static str>,
    place: Option<String>,
    line: u32,
    text: String,
    indent: String,
    carets: String,
    label: String,
    help: Vec<String>,
}

/// The errors among the findings, over a report that was built at `since`.
pub(super) fn of_findings(findings: &[Diagnostic], since: Option<Timestamp>) -> String {
    let errors: Vec<&Diagnostic> = findings.iter().filter(|finding| finding.level == Level::Error).collect();
    let heading = match errors.len() {
        1 => "The report did not build.".to_owned(),
        count => format!("The report did not build: {count} errors."),
    };
    let more = errors.len().saturating_sub(LIMIT);
    render(&Overlay {
        heading,
        since: since.map(in_words),
        findings: errors.into_iter().take(LIMIT).map(shown).collect(),
        more: (more > 0).then(|| format!("{more} more in the terminal.")),
    })
}

/// What the machine refused, over a report that was built at `since`.
pub(super) fn of_failure(failure: &Failure, since: Option<Timestamp>) -> String {
    let shown = Shown {
        message: sentence(&failure.to_string()),
        help: failure.advice().map(sentence).into_iter().collect(),
        ..Shown::default()
    };
    render(&Overlay {
        heading: "The planning folder cannot be read.".to_owned(),
        since: since.map(in_words),
        findings: vec![shown],
        more: None,
    })
}

fn render(overlay: &Overlay) -> String {
    Context::from_serialize(overlay).and_then(|context| TEMPLATE.render(NAME, &context)).unwrap_or_else(
        |_| "<section class=\"live\" role=\"alert\">The report did not build.</section>".to_owned(),
    )
}

/// The moment in whole seconds; the browser turns it into local time.
fn in_words(moment: Timestamp) -> String {
    Timestamp::from_second(moment.as_second()).unwrap_or(moment).to_string()
}

fn shown(finding: &Diagnostic) -> Shown {
    let mut shown = Shown {
        message: sentence(&finding.message),
        code: Some(finding.code.name()),
        help: finding.help.iter().map(|help| sentence(help)).collect(),
        ..Shown::default()
    };
    let Some(place) = &finding.place else { return shown };
    let text = place.line_text();
    if text.is_empty() {
        shown.place = Some(place.path.to_string());
        return shown;
    }
    shown.place = Some(format!("{}:{}:{}", place.path, place.line(), place.column()));
    shown.line = place.line();
    shown.text = without_tabs(&text);
    (shown.indent, shown.carets) = underline(place, &shown.text);
    shown.label.clone_from(&finding.label);
    shown
}

/// The text with spaces for tabs, so that a caret stands where it should.
fn without_tabs(text: &str) -> String {
    text.replace('\t', " ")
}

/// The spaces before the carets and the carets, as wide as the part of the line that they stand under.
fn underline(place: &Place, line: &str) -> (String, String) {
    let width = |from: u32, to: u32| {
        let characters = line.chars().skip(from as usize - 1).take(to.saturating_sub(from) as usize);
        characters.collect::<String>().width()
    };
    let before = place.line().to_string().len() + 2 + width(1, place.column());
    let marked = width(place.column(), place.end_column()).max(1);
    (" ".repeat(before), "^".repeat(marked))
}

/// The words with a capital and a full stop, unless they begin with something that must stay as it is.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let Some(first) = letters.next() else { return String::new() };
    let first_word = words.split(' ').next().unwrap_or_default();
    let is_a_name = first_word.contains(['.', '/', '`', '_']);
    let start: String = if is_a_name { first.to_string() } else { first.to_uppercase().collect() };
    let stop = if words.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{start}{}{stop}", letters.as_str())
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{of_failure, of_findings};
    use crate::diagnostic::{Code, Diagnostic, Place};
    use crate::failure::Failure;
    use crate::path::RelPath;

    #[test]
    fn an_error_is_shown_with_its_line_and_its_remedy() {
        let path = RelPath::new("projects/zero-trust.md").unwrap();
        let place = Place::in_text(&path, "---\ninterest: 7\n", 14..15);
        let finding = Diagnostic::new(Code::QD103, "interest is 7, the scale ends at 5")
            .at(place)
            .label("at most 5")
            .help("set `scale: {max: 10}`");
        let html = of_findings(&[finding], Some(Timestamp::from_second(1_790_000_000).unwrap()));
        for part in [
            "role=\"alert\"",
            "<b>The report did not build.</b>",
            "<time datetime=\"2026-09-21T14:13:20Z\">",
            "<b>Interest is 7, the scale ends at 5.</b> <span class=\"live-code\">QD103</span>",
            "projects/zero-trust.md:2:11",
            "<span class=\"muted\">2</span>  interest: 7\n             <span class=\"flag\">^ at most 5</span>",
            "Set `scale: {max: 10}`.",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn what_documents_say_is_text() {
        let path = RelPath::new("projects/<b>.md").unwrap();
        let place = Place::in_text(&path, "<script>alert(1)</script>", 0..8);
        let html =
            of_findings(&[Diagnostic::new(Code::QD101, "<img src=x onerror=alert(1)>").at(place)], None);
        assert!(!html.contains("<script") && !html.contains("<img"), "{html}");
    }

    #[test]
    fn warnings_do_not_stand_in_the_way() {
        let finding = |code| Diagnostic::new(code, "words");
        let html = of_findings(&[finding(Code::QD301), finding(Code::QD101), finding(Code::QD102)], None);
        assert_eq!(html.matches("live-finding").count(), 2);
        assert!(html.contains("The report did not build: 2 errors."));
    }

    #[test]
    fn a_failure_says_what_helps() {
        let html = of_failure(&Failure::new("cannot read the folder").help("name another"), None);
        assert!(html.contains("<b>Cannot read the folder.</b>") && html.contains("Name another."), "{html}");
    }
}
