//! Text that cannot act: what stands in a document is shown, never obeyed.
//!
//! Control characters, direction overrides and invisible characters are replaced one for one, so that columns
//! stay what they are. Escaping for a format (JSON, a workflow command, markdown) comes on top of this.

use std::borrow::Cow;

/// One line of harmless text: line breaks and tabs become spaces, what cannot be seen becomes visible.
pub fn plain(text: &str) -> Cow<'_, str> {
    replaced(text, |c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { visible(c) })
}

/// A line of a document as it is shown under a finding: as [`plain`], but tabs stay.
pub fn plain_source(text: &str) -> Cow<'_, str> {
    replaced(text, |c| if c == '\t' { c } else { visible(c) })
}

/// Whether a character can move the cursor, turn the direction of text or hide in it.
pub fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

fn replaced(text: &str, change: impl Fn(char) -> char) -> Cow<'_, str> {
    if text.chars().all(|c| change(c) == c) {
        return Cow::Borrowed(text);
    }
    text.chars().map(change).collect()
}

/// The character itself, the picture of a control character, or a replacement character.
fn visible(c: char) -> char {
    match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        c if acts(c) => '\u{fffd}',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::{plain, plain_source};

    #[test]
    fn an_escape_sequence_becomes_a_picture() {
        assert_eq!(plain("a\u{1b}[31mb"), "a␛[31mb");
    }

    #[test]
    fn a_direction_override_becomes_a_replacement_character() {
        assert_eq!(plain("a\u{202e}b\u{200b}c"), "a\u{fffd}b\u{fffd}c");
    }

    #[test]
    fn only_a_source_line_keeps_its_tabs() {
        assert_eq!((plain("a\tb\nc").as_ref(), plain_source("a\tb").as_ref()), ("a b c", "a\tb"));
    }
}
