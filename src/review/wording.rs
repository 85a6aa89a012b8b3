//! Changed words: paragraphs are aligned first, then the words inside them.

use imara_diff::{Algorithm, Diff, InternedInput};

use crate::portfolio::Html;

/// Words of a headline or paragraph that differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordChange {
    /// The headline (or a goal's metric), else a paragraph of the text.
    pub is_headline: bool,
    /// The text in pieces; long stretches that are the same are shortened to their ends.
    pub pieces: Vec<Piece>,
    /// How many words were removed and added.
    pub words: (usize, usize),
}

/// A stretch of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// The same on both sides.
    Same(String),
    /// Only before.
    Old(String),
    /// Only after.
    New(String),
}

/// How many words of an unchanged stretch are kept at each end.
const CONTEXT: usize = 8;

/// At most so many words of one paragraph are compared; the rest is taken as one word.
const COMPARED: usize = 20_000;

/// What stands for left-out words.
const GAP: &str = "…";

/// The changed words of a headline and a body.
pub(super) fn changes(before: (Option<&str>, &Html), after: (Option<&str>, &Html)) -> Vec<WordChange> {
    let mut changes = Vec::new();
    if before.0 != after.0 {
        let words = words_between(before.0.unwrap_or_default(), after.0.unwrap_or_default());
        changes.extend(words.map(|change| WordChange { is_headline: true, ..change }));
    }
    if before.1 != after.1 {
        changes.extend(paragraphs(&text_of(before.1), &text_of(after.1)));
    }
    changes
}

/// The changed words between two texts, or `None` when only spaces differ.
pub fn words_between(before: &str, after: &str) -> Option<WordChange> {
    let (old, new) = (words(before), words(after));
    let input = interned(&old, &new);
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    diff.postprocess_no_heuristic(&input);
    let mut pieces = Vec::new();
    let (mut at, mut count) = (0, (0, 0));
    for hunk in diff.hunks() {
        let (removed, added) = (range(&hunk.before), range(&hunk.after));
        push_same(&mut pieces, &old[at..removed.start], at == 0, false);
        push(&mut pieces, &old[removed.clone()], Piece::Old);
        push(&mut pieces, &new[added.clone()], Piece::New);
        count = (count.0 + removed.len(), count.1 + added.len());
        at = removed.end;
    }
    if count == (0, 0) {
        return None;
    }
    push_same(&mut pieces, &old[at..], false, true);
    Some(WordChange { is_headline: false, pieces, words: count })
}

/// Whole paragraphs that came, went or changed.
fn paragraphs(before: &[String], after: &[String]) -> Vec<WordChange> {
    let input = interned(before, after);
    let diff = Diff::compute(Algorithm::Histogram, &input);
    let mut changes = Vec::new();
    for hunk in diff.hunks() {
        let (old, new) = (&before[range(&hunk.before)], &after[range(&hunk.after)]);
        // Within a hunk, paragraphs stand for each other in their order.
        for at in 0..old.len().max(new.len()) {
            let text = |side: &[String]| side.get(at).cloned().unwrap_or_default();
            changes.extend(words_between(&text(old), &text(new)));
        }
    }
    changes
}

fn interned<'a, T: AsRef<str>>(before: &'a [T], after: &'a [T]) -> InternedInput<&'a str> {
    let mut input = InternedInput::default();
    input.update_before(before.iter().map(AsRef::as_ref));
    input.update_after(after.iter().map(AsRef::as_ref));
    input
}

fn range(range: &std::ops::Range<u32>) -> std::ops::Range<usize> {
    range.start as usize..range.end as usize
}

fn words(text: &str) -> Vec<&str> {
    let mut words: Vec<&str> = Vec::new();
    for word in text.split_whitespace() {
        if words.len() == COMPARED {
            break;
        }
        words.push(word);
    }
    words
}

fn push(pieces: &mut Vec<Piece>, words: &[&str], piece: impl Fn(String) -> Piece) {
    if !words.is_empty() {
        pieces.push(piece(words.join(" ")));
    }
}

/// Keeps the ends of a long stretch; before the first change only its end, after the last only its start.
fn push_same(pieces: &mut Vec<Piece>, words: &[&str], first: bool, last: bool) {
    let (head, tail) = (if first { 0 } else { CONTEXT }, if last { 0 } else { CONTEXT });
    if words.len() <= head + tail + 1 {
        return push(pieces, words, Piece::Same);
    }
    let mut kept: Vec<&str> = words[..head].to_vec();
    kept.push(GAP);
    kept.extend(&words[words.len() - tail..]);
    push(pieces, &kept, Piece::Same);
}

/// The paragraphs of a text without its markup.
pub(super) fn text_of(html: &Html) -> Vec<String> {
    let mut paragraphs = vec![String::new()];
    let markup = html.markup();
    let mut rest = markup.as_str();
    while let Some(open) = rest.find('<') {
        add(&mut paragraphs, &rest[..open]);
        let Some(close) = rest[open..].find('>') else { break };
        if breaks(&rest[open + 1..open + close]) {
            paragraphs.push(String::new());
        }
        rest = &rest[open + close + 1..];
    }
    add(&mut paragraphs, rest);
    paragraphs.retain(|paragraph| !paragraph.trim().is_empty());
    paragraphs
}

fn add(paragraphs: &mut [String], text: &str) {
    if let Some(last) = paragraphs.last_mut() {
        last.push_str(&decoded(text));
    }
}

/// Whether a tag begins or ends a block.
fn breaks(tag: &str) -> bool {
    let name = tag.trim_start_matches('/').split([' ', '/', '\n']).next().unwrap_or_default();
    matches!(
        name,
        "p" | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "li"
            | "ul"
            | "ol"
            | "tr"
            | "td"
            | "th"
            | "pre"
            | "br"
            | "hr"
            | "blockquote"
            | "table"
            | "div"
            | "dt"
            | "dd"
            | "section"
    )
}

/// The five characters that markup escapes.
fn decoded(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(before: &str, after: &str) -> String {
        let pieces = words_between(before, after).map(|change| change.pieces).unwrap_or_default();
        let piece = |piece: &Piece| match piece {
            Piece::Same(text) => text.clone(),
            Piece::Old(text) => format!("[-{text}-]"),
            Piece::New(text) => format!("{{+{text}+}}"),
        };
        pieces.iter().map(piece).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn only_the_words_that_differ_are_marked() {
        assert_eq!(
            shown(
                "Every release is signed so that we have provenance.",
                "Every release is signed with no extra step."
            ),
            "Every release is signed [-so that we have provenance.-] {+with no extra step.+}"
        );
    }

    #[test]
    fn spaces_and_line_ends_are_no_change() {
        assert_eq!(words_between("a b\nc", "a  b\r\nc"), None);
    }

    #[test]
    fn a_long_stretch_without_change_is_shortened() {
        let long = (0..40).map(|n| format!("w{n}")).collect::<Vec<_>>().join(" ");
        let text = shown(&format!("{long} old"), &format!("{long} new"));
        assert_eq!(text, "… w32 w33 w34 w35 w36 w37 w38 w39 [-old-] {+new+}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]
        /// No text is so long that a stretch of it is shortened.
        #[test]
        fn the_pieces_read_as_the_old_and_as_the_new_text(
            before in prop::collection::vec("[ab]", 0..=CONTEXT + 1),
            after in prop::collection::vec("[ab]", 0..=CONTEXT + 1)
        ) {
            let (old, new) = (before.join(" "), after.join(" "));
            let Some(change) = words_between(&old, &new) else {
                prop_assert_eq!(old, new);
                return Ok(());
            };
            let side = |keep: fn(&Piece) -> Option<&String>| {
                change.pieces.iter().filter_map(keep).cloned().collect::<Vec<_>>().join(" ")
            };
            let old_side = side(|p| if let Piece::Same(t) | Piece::Old(t) = p { Some(t) } else { None });
            let new_side = side(|p| if let Piece::Same(t) | Piece::New(t) = p { Some(t) } else { None });
            prop_assert_eq!((old_side, new_side), (old, new));
        }
    }
}
