//! Why YAML could not be read, in words that help.
//!
//! A YAML parser names the place where it gave up; people need the line that they wrote wrong. Every line
//! with one of the usual slips is reported at once; when there is none, the parser's own words are shown.

use std::ops::Range;

use granit_parser::{ErrorKind, ScanError};

use crate::diagnostic::{Code, Diagnostic};
use crate::portfolio::decode::Reading;
use crate::portfolio::fields::DocumentKind;
use crate::portfolio::yaml::MAX_DEPTH;

/// Whether a `---` inside a block of text closed the front matter early: the last key opened a block, and
/// keys of a document follow the fence up to another one.
pub(in crate::portfolio) fn closed_early(matter: &str, body: &str) -> bool {
    let opened = matter
        .lines()
        .rev()
        .find(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()))
        .is_some_and(opens_block);
    let Some(end) = body.find("\n---").filter(|_| opened) else { return false };
    body[..end].lines().any(is_known_key)
}

fn opens_block(line: &str) -> bool {
    let value = line.split_once(':').map_or("", |(_, value)| value.trim());
    let quote = value.starts_with('"') && !value[1..].contains('"')
        || value.starts_with('\'') && !value[1..].contains('\'');
    quote || matches!(value, "|" | ">" | "|-" | ">-" | "|+" | ">+")
}

fn is_known_key(line: &str) -> bool {
    let key = line.split(':').next().unwrap_or_default();
    line.contains(':') && DocumentKind::ALL.iter().any(|kind| kind.fields().iter().any(|f| f.key == key))
}

/// The findings for a front matter that could not be read.
pub(in crate::portfolio) fn explain(
    reading: &Reading<'_>,
    matter: &str,
    body: &str,
    error: Option<&ScanError>,
) -> Vec<Diagnostic> {
    if closed_early(matter, body) {
        let fence = matter.len()..matter.len() + 3;
        return vec![
            Diagnostic::new(Code::QD012, "this `---` closes the front matter in the middle of a text")
                .at(reading.place(&fence))
                .subject(reading.path.as_str())
                .label("keys go on below it")
                .help("indent the line, as all lines of the text, or write the text below the front matter"),
        ];
    }
    let slips: Vec<_> = keys(matter).filter_map(|(span, line)| slip(reading, line, &span)).collect();
    match error {
        _ if !slips.is_empty() => slips,
        Some(error) => vec![own_words(reading, matter, error)],
        None => Vec::new(),
    }
}

fn lines(matter: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    matter.split_inclusive('\n').scan(0, |start, line| {
        let span = *start..*start + line.trim_end().len();
        *start += line.len();
        Some((span, line.trim_end()))
    })
}

/// The lines that are not part of a block of text, whose words are nobody's keys.
fn keys(matter: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut block = None;
    lines(matter).filter(move |(_, line)| {
        let indent = line.len() - line.trim_start().len();
        if block.is_some_and(|above| line.is_empty() || indent > above) {
            return false;
        }
        block = opens_block(line).then_some(indent);
        true
    })
}

/// One of the usual slips in a line `key: value`.
fn slip(reading: &Reading<'_>, line: &str, span: &Range<usize>) -> Option<Diagnostic> {
    let indent = line.len() - line.trim_start_matches([' ', '\t', '-']).len();
    if line[..indent].contains('\t') {
        let at = span.start..span.start + indent;
        return Some(finding(reading, &at, "a tab indents this line", "blanks are wanted here"));
    }
    let content = &line[indent..];
    let (key, value) = content.split_once(':')?;
    let value = value.trim_start();
    if key.is_empty() || content.starts_with(['#', '"', '\'', '{', '[']) || value.is_empty() {
        return None;
    }
    let start = span.start + line.len() - value.len();
    if let Some(open) = unclosed(bare(value)) {
        let message = format!("`{open}` is not closed on this line");
        return Some(finding(reading, &(start..start + 1), &message, "opened here"));
    }
    let value = bare(value).trim_end();
    let at = start..start + value.len();
    if let Some(name) = value.strip_prefix('@') {
        let name = name.trim();
        let message = format!("`{}` begins with `@`, which YAML reserves", key.trim());
        let place = reading.place(&at);
        return Some(
            finding(reading, &at, &message, "a person's id stands alone")
                .help(format!("write `{}: {name}`", key.trim()))
                .safe_fix(place, name),
        );
    }
    if !content.as_bytes().get(key.len() + 1).is_none_or(u8::is_ascii_whitespace) {
        return no_blank(reading, key, span, indent);
    }
    let reserved = value.starts_with(['`', '%', '!', '&', '*']);
    let plain = !value.starts_with(['"', '\'', '{', '[', '|', '>']);
    let colon = plain && value.contains(": ");
    if reserved || colon {
        let message = if colon {
            format!("`{}` has a colon and a blank inside its text", key.trim())
        } else {
            format!("`{}` begins with a character that YAML reserves", key.trim())
        };
        let quoted = format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""));
        let place = reading.place(&at);
        return Some(
            finding(reading, &at, &message, "quotes are wanted around this text")
                .help(format!("write `{}: {quoted}`", key.trim()))
                .safe_fix(place, quoted),
        );
    }
    None
}

/// The bracket that a value opens and does not close. A value that goes on below is fine YAML; this is asked
/// only when the whole cannot be read.
fn unclosed(value: &str) -> Option<char> {
    let open = value.chars().next().filter(|c| matches!(c, '[' | '{'))?;
    let mut depth = 0_i32;
    let mut quote = None;
    for c in value.chars() {
        match quote {
            Some(mark) => quote = Some(mark).filter(|mark| c != *mark),
            None => match c {
                '"' | '\'' => quote = Some(c),
                '[' | '{' => depth += 1,
                ']' | '}' => depth -= 1,
                _ => {}
            },
        }
    }
    (depth > 0).then_some(open)
}

/// A value without the comment behind it.
fn bare(value: &str) -> &str {
    value.find(" #").map_or(value, |at| &value[..at])
}

/// `key:value`, where a blank is missing.
fn no_blank(reading: &Reading<'_>, key: &str, line: &Range<usize>, indent: usize) -> Option<Diagnostic> {
    let known = DocumentKind::ALL.iter().any(|kind| kind.fields().iter().any(|field| field.key == key));
    let colon = line.start + indent + key.len();
    let at = colon..colon + 1;
    let place = reading.place(&at);
    known.then(|| {
        finding(reading, &at, &format!("`{key}:` is not followed by a blank"), "a blank is wanted behind it")
            .safe_fix(place, ": ")
    })
}

fn finding(reading: &Reading<'_>, at: &Range<usize>, message: &str, label: &str) -> Diagnostic {
    Diagnostic::new(Code::QD010, message).at(reading.place(at)).subject(reading.path.as_str()).label(label)
}

/// A document nested so deeply that the parser gave up before its levels could be counted.
fn too_deep(reading: &Reading<'_>, at: Range<usize>) -> Diagnostic {
    let message = format!("lists and maps are nested more than {MAX_DEPTH} levels deep");
    Diagnostic::new(Code::QD008, message)
        .at(reading.place(&at))
        .subject(reading.path.as_str())
        .label("reading stopped here")
}

fn own_words(reading: &Reading<'_>, matter: &str, error: &ScanError) -> Diagnostic {
    let at = error.marker().byte_offset().unwrap_or_default().min(matter.len());
    // A place at the very end says little; the last line with something on it says more.
    let at = if matter[..at].trim_end().len() < at { matter[..at].trim_end().len() } else { at };
    if matches!(error.kind(), ErrorKind::RecursionLimitExceeded) {
        return too_deep(reading, at..at + 1);
    }
    let words = error.kind().to_string();
    let message = format!("the YAML cannot be read: {}", words.trim_start_matches("while "));
    finding(reading, &(at..at + 1), &message, "reading stopped here")
}
