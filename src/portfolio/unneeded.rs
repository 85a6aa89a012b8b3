//! The note about an allowance that silences nothing, and how to take it out.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::portfolio::Allowance;
use crate::portfolio::markdown::remark;

/// The note about an allowance that nothing needs.
pub(in crate::portfolio) fn unneeded(allowance: &Allowance) -> Diagnostic {
    let code = allowance.code;
    let message = if code.can_be_silenced() {
        format!("the allowance for {code} is not needed any more")
    } else {
        format!("{code} cannot be allowed: a report made in spite of it could be wrong")
    };
    let finding = Diagnostic::new(Code::QD705, message)
        .at(allowance.place.clone())
        .subject(code.name())
        .help("take it out");
    match lines(&allowance.place) {
        Some(lines) => {
            let place = Place::new(&allowance.place.path, allowance.place.file_bytes(), lines);
            finding.safe_fix(place, "")
        }
        None => finding,
    }
}

/// The lines of an allowance that nothing else stands on, with their line end: a comment in the text, an item
/// of a list, or the only one of its key.
fn lines(place: &Place) -> Option<Range<usize>> {
    let text = std::str::from_utf8(place.file_bytes()).ok()?;
    let (before, rest) = text.split_at_checked(place.span.start)?;
    let (own, after) = rest.split_at_checked(place.span.end.checked_sub(place.span.start)?)?;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let end = after.find('\n').map_or(text.len(), |at| place.span.end + at + 1);
    let is_alone = match (before[start..].trim(), text[place.span.end..end].trim()) {
        ("", "") => remark(own).is_some_and(names_one) && ends_a_block(&before[..start]),
        ("-", "") => !own.contains('\n') && remark(own).is_none(),
        ("allow:", "") | ("allow: [", "]") => true,
        _ => false,
    };
    is_alone.then_some(start..end)
}

/// Whether what is written up to here does not go on in the next line, so that two paragraphs stay two.
fn ends_a_block(text: &str) -> bool {
    matches!(text.lines().next_back().map_or("", str::trim), "" | "---")
}

/// Whether a comment allows one thing only.
fn names_one(remark: &str) -> bool {
    let is_code = |word: &&str| Code::named(word.trim_end_matches([',', ':', ';', '.'])).is_some();
    remark.split_whitespace().skip(1).take_while(is_code).count() == 1
}
