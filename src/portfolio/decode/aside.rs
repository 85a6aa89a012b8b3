//! What a text says to this program: `<!-- quarterdeck: allow QD208 because … -->` above a block.

use crate::diagnostic::{Code, Diagnostic, Place, PlaceSpan};
use crate::portfolio::decode::reading::{Entries, Reading, clip};
use crate::portfolio::decode::story::unknown_code;
use crate::portfolio::decode::suggest::nearest;
use crate::portfolio::markdown::{Aside, Before, OPENING, remark};
use crate::portfolio::{Allowance, Reach};

const SHAPE: &str = "write `<!-- quarterdeck: allow QD208 because … -->`, with the code and the reason";

impl Reading<'_> {
    /// The findings that the document silences, in its front matter and in its text.
    pub(in crate::portfolio) fn allow(&mut self, entries: &Entries<'_>) -> Vec<Allowance> {
        let mut allow = self.many(entries, "allow", Self::allowances);
        allow.append(&mut self.in_text);
        allow
    }

    /// Understands a remark in the text, which begins at byte `start` of the file.
    pub(in crate::portfolio) fn aside(&mut self, text: &str, start: usize, aside: Aside) {
        let comment = &text[aside.span.clone()];
        let at = start + aside.span.start;
        let place = Place::new(self.path, self.file, at..at + comment.len());
        let Some((codes, why)) = self.allowed(comment, at, &place) else { return };
        let block = match aside.before {
            Before::Block(span) => PlaceSpan { start: start + span.start, end: start + span.end },
            Before::Nothing => return self.allows_nothing(place, "no block follows this allowance"),
            Before::MoreOfTheLine => {
                return self.allows_nothing(place, "an allowance inside a line of text allows nothing");
            }
        };
        for code in codes {
            if why.is_none() {
                self.found.push(without_reason(code, &place));
            }
            let (why, place) = (why.clone(), place.clone());
            self.in_text.push(Allowance { code, why, place, reach: Reach::Block(block) });
        }
    }

    /// The codes and the reason of an allowance, or nothing when it is none.
    fn allowed(&mut self, comment: &str, at: usize, place: &Place) -> Option<(Vec<Code>, Option<String>)> {
        let mut words = words(comment).peekable();
        match words.next() {
            Some((_, "allow")) => {}
            Some((offset, word)) => {
                self.unknown_remark(word, at + offset);
                return None;
            }
            None => {
                self.no_code(place, "this remark to quarterdeck says nothing");
                return None;
            }
        }
        let mut codes = Vec::new();
        let mut known = true;
        while let Some((offset, word)) = words.next_if(|(_, word)| is_like_a_code(word)) {
            if let Some(code) = Code::named(bare(word)) {
                codes.push(code);
                continue;
            }
            known = false;
            let place = Place::new(self.path, self.file, at + offset..at + offset + bare(word).len());
            self.found.push(unknown_code(bare(word), place, self.path.as_str()));
        }
        if codes.is_empty() {
            if known {
                self.no_code(place, "this allowance names no finding");
            }
            return None;
        }
        let is_joint =
            |word: &str| matches!(word.trim_end_matches([':', ',']), "" | "because" | "-" | "–" | "—");
        let reason: Vec<&str> = words.map(|(_, word)| word).skip_while(|word| is_joint(word)).collect();
        let why = (!reason.is_empty()).then(|| reason.join(" "));
        Some((codes, why))
    }

    fn unknown_remark(&mut self, word: &str, at: usize) {
        let place = Place::new(self.path, self.file, at..at + word.len());
        let message = format!("`{}` is nothing that can be said to quarterdeck", clip(word));
        let finding = Diagnostic::new(Code::QD107, message)
            .at(place.clone())
            .subject(self.path.as_str())
            .label("`allow` is wanted here");
        self.found.push(match nearest(word, ["allow"]) {
            Some(meant) => finding.help(format!("did you mean `{meant}`?")).safe_fix(place, meant),
            None => finding.help(SHAPE),
        });
    }

    fn no_code(&mut self, place: &Place, message: &str) {
        let finding =
            Diagnostic::new(Code::QD107, message).at(place.clone()).subject(self.path.as_str()).help(SHAPE);
        self.found.push(finding);
    }

    fn allows_nothing(&mut self, place: Place, message: &str) {
        let finding = Diagnostic::new(Code::QD705, message)
            .at(place)
            .subject(self.path.as_str())
            .help("put it on a line of its own, above the block that it is about, or take it out");
        self.found.push(finding);
    }
}

fn without_reason(code: Code, place: &Place) -> Diagnostic {
    Diagnostic::new(Code::QD706, format!("{code} is allowed here without a reason"))
        .at(place.clone())
        .subject(code.name())
        .label("no reason")
        .help(format!("write `<!-- quarterdeck: allow {code} because … -->`"))
}

/// The words after `quarterdeck:`, each with its place in the comment. The mark of a quotation is no word.
fn words(comment: &str) -> impl Iterator<Item = (usize, &str)> {
    let said = remark(comment).unwrap_or_default();
    let start = comment.find(OPENING).map_or(0, |at| at + OPENING.len());
    let mut from = 0;
    said.split_whitespace()
        .map(move |word| {
            let at = said[from..].find(word).map_or(from, |at| from + at);
            from = at + word.len();
            (start + at, word)
        })
        .filter(|(_, word)| *word != ">")
}

fn bare(word: &str) -> &str {
    word.trim_end_matches([',', ':', ';', '.'])
}

fn is_like_a_code(word: &str) -> bool {
    let digits = bare(word).get(2..).unwrap_or_default();
    let letters = word.get(..2).is_some_and(|letters| letters.eq_ignore_ascii_case("QD"));
    letters && !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{is_like_a_code, words};

    #[test]
    fn words_know_where_they_stand() {
        let found: Vec<_> = words("<!--quarterdeck: allow\n> QD208  a a-->").collect();
        assert_eq!(found, [(17, "allow"), (25, "QD208"), (32, "a"), (34, "a")]);
    }

    #[test]
    fn a_code_is_two_letters_and_digits() {
        assert!(["QD208", "qd208,", "QD1:"].iter().all(|word| is_like_a_code(word)));
        assert!(!["QD", "QDé", "because", "é", "Q208", "QD20x"].iter().any(|word| is_like_a_code(word)));
    }
}
