//! Fixes applied to the bytes of a file.

use crate::diagnostic::Fix;

/// The file with every fix made. A fix that overlaps an earlier one is left for another round; the second
/// value counts those that were made.
pub fn mend(file: &[u8], fixes: &[&Fix]) -> (Vec<u8>, usize) {
    let mut ordered: Vec<&&Fix> = fixes.iter().collect();
    ordered.sort_by_key(|fix| fix.place.span);
    let mut mended = Vec::with_capacity(file.len());
    let (mut at, mut made) = (0, 0);
    for fix in ordered {
        let (start, end) = (fix.place.span.start, fix.place.span.end);
        let first_there = made == 0 || start > at || (start == at && end > start);
        if start < at || end > file.len() || !first_there {
            continue;
        }
        mended.extend_from_slice(&file[at..start]);
        mended.extend_from_slice(fix.replacement.as_bytes());
        at = end;
        made += 1;
    }
    mended.extend_from_slice(&file[at..]);
    (mended, made)
}

#[cfg(test)]
mod tests {
    use super::mend;
    use crate::diagnostic::{Fix, Place};
    use crate::path::RelPath;

    fn fix(text: &str, start: usize, end: usize, replacement: &str) -> Fix {
        let place = Place::in_text(&RelPath::new("a.md").unwrap(), text, start..end);
        Fix { place, replacement: replacement.to_owned(), safe: true }
    }

    #[test]
    fn fixes_are_made_from_the_first_to_the_last_and_never_twice() {
        let text = "one two three";
        let all = [fix(text, 8, 13, "3"), fix(text, 0, 3, "1"), fix(text, 1, 5, "x"), fix(text, 0, 3, "y")];
        let (mended, made) = mend(text.as_bytes(), &all.iter().collect::<Vec<_>>());
        assert_eq!((String::from_utf8(mended).unwrap().as_str(), made), ("1 two 3", 2));
    }
}
