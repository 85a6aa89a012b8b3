//! The difference of two texts as `git apply` and `patch` read it.
//!
//! It may come from anybody's file and is printed, so that characters which act are shown and not kept; but for
//! these a patch is exact.

use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;

use imara_diff::{Algorithm, Diff, Hunk, InternedInput};

use crate::diagnostic::plain_source;

/// How many unchanged lines surround a change.
const CONTEXT: usize = 2;

const BOM: char = '\u{feff}';

/// A unified difference, or nothing when the texts are the same. `names` are what the text is called before and
/// after.
pub fn patch(names: (&str, &str), before: &str, after: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (before.split_inclusive('\n').collect(), after.split_inclusive('\n').collect());
    let mut input = InternedInput::default();
    input.update_before(old.iter().copied());
    input.update_after(new.iter().copied());
    let hunks: Vec<Hunk> = Diff::compute(Algorithm::Myers, &input).hunks().collect();
    if hunks.is_empty() {
        return String::new();
    }
    let mut text = format!("--- {}\n+++ {}\n", names.0, names.1);
    // Changes whose surroundings touch are shown as one.
    for group in hunks.chunk_by(|a, b| (b.before.start - a.before.end) as usize <= 2 * CONTEXT) {
        show(&mut text, &old, &new, group);
    }
    text
}

/// One group of changes with the lines around it.
fn show(text: &mut String, old: &[&str], new: &[&str], group: &[Hunk]) {
    let (Some(first), Some(last)) = (group.first(), group.last()) else { return };
    let from = span(&first.before).start.saturating_sub(CONTEXT);
    let to = (span(&last.before).end + CONTEXT).min(old.len());
    let new_from = span(&first.after).start - (span(&first.before).start - from);
    let new_to = span(&last.after).end + (to - span(&last.before).end);
    let _ = writeln!(text, "@@ -{} +{} @@", counted(from, to), counted(new_from, new_to));
    let mut at = from;
    for hunk in group {
        let (removed, added) = (span(&hunk.before), span(&hunk.after));
        lines(text, ' ', &old[at..removed.start]);
        at = removed.end;
        lines(text, '-', &old[removed]);
        lines(text, '+', &new[added]);
    }
    lines(text, ' ', &old[at..to]);
}

/// The first line, counted from 1, and how many there are. Of no lines the one before is named.
fn counted(from: usize, to: usize) -> String {
    format!("{},{}", if from == to { from } else { from + 1 }, to - from)
}

fn lines(text: &mut String, sign: char, lines: &[&str]) {
    for line in lines {
        text.push(sign);
        text.push_str(&harmless(line));
        if !line.ends_with('\n') {
            text.push_str("\n\\ No newline at end of file\n");
        }
    }
}

/// The line with its end; a byte-order mark before it stays, which is what some changes are about.
fn harmless(line: &str) -> String {
    let words = line.trim_end_matches(['\r', '\n']);
    let (mark, words, end) = match words.strip_prefix(BOM) {
        Some(rest) => (BOM.to_string(), rest, &line[words.len()..]),
        None => (String::new(), words, &line[words.len()..]),
    };
    let shown: Cow<'_, str> = plain_source(words);
    mark + &shown + end
}

fn span(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

#[cfg(test)]
mod tests {
    use super::patch;

    fn of(before: &str, after: &str) -> String {
        patch(("a", "b"), before, after)
    }

    #[test]
    fn the_same_text_has_no_difference() {
        assert_eq!(of("x\r\n", "x\r\n"), "");
    }

    #[test]
    fn changes_stand_among_the_lines_around_them() {
        assert_eq!(
            of("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\nx\n5\n6\n7\n8\n9\nnew"),
            "--- a\n+++ b\n@@ -2,5 +2,5 @@\n 2\n 3\n-4\n+x\n 5\n 6\n@@ -8,2 +8,3 @@\n 8\n 9\n+new\n\
             \\ No newline at end of file\n"
        );
        assert_eq!(of("", "a\n"), "--- a\n+++ b\n@@ -0,0 +1,1 @@\n+a\n");
    }

    #[test]
    fn line_ends_and_marks_stay_and_nothing_acts() {
        let text = of("\u{feff}---\r\na\u{1b}[31m\u{202e}\r\n", "---\r\na\u{1b}[31m\u{202e}\r\n");
        assert_eq!(text, "--- a\n+++ b\n@@ -1,2 +1,2 @@\n-\u{feff}---\r\n+---\r\n a␛[31m\u{fffd}\r\n");
    }
}
