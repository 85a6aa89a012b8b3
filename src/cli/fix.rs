//! `check --fix`: the safe corrections of findings, made in the files.
//!
//! Only replacements that cannot change a meaning are made. Everything else in a file stays byte for byte, and a
//! file that changed since it was read is left alone.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::cli::save::replace;
use crate::diagnostic::{Diagnostic, Fix};
use crate::failure::Failure;
use crate::path::RelPath;

/// Makes every safe correction and says in how many places of which files.
pub(super) fn apply(findings: &[Diagnostic], dir: &Path) -> Result<Vec<(RelPath, usize)>, Failure> {
    let mut by_file: BTreeMap<&RelPath, Vec<&Fix>> = BTreeMap::new();
    for fix in findings.iter().filter_map(|finding| finding.fix.as_ref()).filter(|fix| fix.safe) {
        by_file.entry(&fix.place.path).or_default().push(fix);
    }
    let mut mended = Vec::new();
    for (path, fixes) in by_file {
        let Some((text, count)) = corrected(&fixes) else { continue };
        let failed = |error: &std::io::Error| Failure::io("cannot mend", dir.join(path.as_str()), error);
        // A link is followed, so that the file is replaced and not the link.
        let file = dir.join(path.as_str()).canonicalize().map_err(|error| failed(&error))?;
        let now = fs::read(&file).map_err(|error| failed(&error))?;
        if fixes.iter().any(|fix| fix.place.file_bytes().as_ref() != now.as_slice()) {
            continue;
        }
        replace(&file, &text)?;
        mended.push((path.clone(), count));
    }
    Ok(mended)
}

/// The file with the corrections in it, the last one first so that places stay right; of two that overlap only
/// one is made.
fn corrected(fixes: &[&Fix]) -> Option<(String, usize)> {
    let mut text = String::from_utf8(fixes.first()?.place.file_bytes().to_vec()).ok()?;
    let mut sorted: Vec<&&Fix> = fixes.iter().collect();
    sorted.sort_by(|a, b| b.place.span.start.cmp(&a.place.span.start));
    let (mut untouched, mut count) = (text.len(), 0);
    for fix in sorted {
        let span = fix.place.span;
        let whole = text.is_char_boundary(span.start) && text.is_char_boundary(span.end);
        if span.end <= untouched && whole {
            text.replace_range(span.start..span.end, &fix.replacement);
            untouched = span.start;
            count += 1;
        }
    }
    (count > 0).then_some((text, count))
}

#[cfg(test)]
mod tests {
    use super::corrected;
    use crate::diagnostic::{Fix, Place};
    use crate::path::RelPath;

    fn fix(span: std::ops::Range<usize>, replacement: &str) -> Fix {
        let path = RelPath::new("a.md").unwrap();
        Fix {
            place: Place::in_text(&path, "interst: 1\ngrwoth: 2\n", span),
            replacement: replacement.into(),
            safe: true,
        }
    }

    #[test]
    fn corrections_are_made_from_the_end_and_never_twice_in_one_place() {
        let fixes = [fix(0..7, "interest"), fix(11..17, "growth"), fix(2..4, "!!")];
        let all: Vec<_> = fixes.iter().collect();
        let (text, count) = corrected(&all).unwrap();
        assert_eq!((text.as_str(), count), ("in!!rst: 1\ngrowth: 2\n", 2));
        let (text, _) = corrected(&all[..2]).unwrap();
        assert_eq!(text, "interest: 1\ngrowth: 2\n");
    }
}
