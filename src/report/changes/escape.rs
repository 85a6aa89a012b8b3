//! Words of documents made harmless, above all for a comment in markdown.
//!
//! Nothing in a title may mention a person, link an issue, load an image, open a tag or end a table cell. Marks of
//! markdown are escaped; what a hosting service would turn into a link is broken by a space of no width.

use super::document::{End, EndKind};
use crate::diagnostic::plain;

/// At most so many characters of a text are shown; longer ones lose their middle.
const LONGEST: usize = 80;

/// Breaks up what would become a link or a mention.
const BREAK: char = '\u{200b}';

/// A text without the characters that act, for wherever markdown means nothing.
pub(super) fn safe(text: &str) -> String {
    plain(text).into_owned()
}

/// What a side is, in the same places: the files on disk, a commit, or a folder as it was named.
pub(super) fn side(end: &End) -> String {
    match (end.kind, &end.commit) {
        (EndKind::Worktree, _) => "the files on disk".to_owned(),
        (EndKind::Revision, Some(commit)) => safe(commit.get(..9).unwrap_or(commit)),
        _ => safe(&end.path),
    }
}

/// A title, name or value, cut to a readable length.
pub(super) fn short(text: &str) -> String {
    escaped(&cut(text, LONGEST))
}

/// A longer text on one line.
pub(super) fn escaped(text: &str) -> String {
    let text = plain(text);
    let text = unlinked(text.trim());
    let mut safe = String::with_capacity(text.len() + 8);
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '\\' | '|' | '`' | '*' | '_' | '~' | '[' | ']' | '(' | ')' | '!' | '$' | '#' => {
                safe.push('\\');
                safe.push(c);
            }
            c => safe.push(c),
        }
        let refers = matches!(c, '@' | '#' | '!' | '%' | '$' | '&' | '~');
        if refers && letters.peek().is_some_and(|next| next.is_alphanumeric()) {
            safe.push(BREAK);
        }
    }
    begun(safe)
}

/// A message in which what stands between back-ticks stays code. Whatever a document brings into it is either
/// escaped or code, so that it cannot act.
pub(super) fn marked(text: &str) -> String {
    let text = plain(text);
    let parts: Vec<&str> = text.split('`').collect();
    let is_whole =
        parts.len() % 2 == 1 && parts.iter().skip(1).step_by(2).all(|code| !code.trim().is_empty());
    if !is_whole {
        return escaped(&text);
    }
    let part = |(at, part): (usize, &&str)| match at % 2 {
        1 => format!("`{}`", part.trim()),
        _ => spaced(part),
    };
    parts.iter().enumerate().map(part).collect()
}

/// Escaped, with the spaces at its ends.
fn spaced(text: &str) -> String {
    let (before, after) = (text.starts_with(' '), text.ends_with(' ') && text.len() > 1);
    format!("{}{}{}", if before { " " } else { "" }, escaped(text), if after { " " } else { "" })
}

/// A text for a code block: on one line, without anything that acts.
pub(super) fn code(text: &str) -> String {
    cut(&plain(text), 4 * LONGEST)
}

/// A fence that no run of back-ticks in these lines can close.
pub(super) fn fence<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let longest = lines.flat_map(|line| line.split(|c| c != '`')).map(str::len).max().unwrap_or(0);
    "`".repeat((longest + 1).max(3))
}

/// The text, or its two ends with a mark between them.
fn cut(text: &str, longest: usize) -> String {
    let count = text.chars().count();
    if count <= longest {
        return text.to_owned();
    }
    let half = (longest - 1) / 2;
    let head: String = text.chars().take(half).collect();
    let tail: String = text.chars().skip(count - half).collect();
    format!("{head}…{tail}")
}

/// Without anything that is linked by itself: addresses, `GH-12`, names of commits.
fn unlinked(text: &str) -> String {
    let text = text.replace("://", &format!(":{BREAK}//")).replace("GH-", &format!("GH-{BREAK}"));
    let text = broken_at(&text, "www.", 3);
    let text = broken_at(&text, "mailto:", 6);
    let mut safe = String::with_capacity(text.len());
    let mut digits = 0;
    for c in text.chars() {
        digits = if c.is_ascii_hexdigit() { digits + 1 } else { 0 };
        if digits == 7 {
            safe.push(BREAK);
            digits = 1;
        }
        safe.push(c);
    }
    safe
}

/// Breaks a word, in any case, after so many letters.
fn broken_at(text: &str, word: &str, letters: usize) -> String {
    let lower = text.to_ascii_lowercase();
    let mut safe = String::with_capacity(text.len());
    let mut from = 0;
    for (at, _) in lower.match_indices(word) {
        safe.push_str(&text[from..at + letters]);
        safe.push(BREAK);
        from = at + letters;
    }
    safe.push_str(&text[from..]);
    safe
}

/// Without what makes a list or a rule at the start of a line.
fn begun(text: String) -> String {
    let after_digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let at = text.len() - after_digits.len();
    let ends_word = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    if text.starts_with(['-', '+', '=']) && (ends_word(&text[1..]) || text[1..].starts_with(['-', '='])) {
        format!("\\{text}")
    } else if at > 0 && after_digits.starts_with(['.', ')']) && ends_word(&after_digits[1..]) {
        format!("{}\\{after_digits}", &text[..at])
    } else {
        text
    }
}
