//! "Did you mean": the nearest known word.

use unicode_normalization::UnicodeNormalization;

/// The one candidate that is near enough to `word` to have been meant; none when two are equally near.
pub(in crate::portfolio) fn nearest<'c>(
    word: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    let word = fold(word);
    let length = word.chars().count();
    let allowed = if length < 3 { 0 } else { (length / 3).clamp(1, 3) };
    let mut near: Vec<(usize, &str)> = candidates
        .into_iter()
        .filter(|candidate| candidate.len().abs_diff(word.len()) <= allowed + 2)
        .map(|candidate| (strsim::osa_distance(&word, &fold(candidate)), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .collect();
    near.sort_unstable();
    match near.as_slice() {
        [(first, _), (second, _), ..] if first == second => None,
        [(_, candidate), ..] => Some(candidate),
        [] => None,
    }
}

fn fold(word: &str) -> String {
    word.trim().trim_start_matches('@').to_lowercase().replace(['_', ' '], "-")
}

/// The id that a name would have: letters without accents in lower case, hyphens for all else; empty when
/// nothing is left.
pub fn slug(name: &str) -> String {
    let plain: String = name.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).collect();
    let mut slug = String::new();
    for c in plain.to_lowercase().chars() {
        match c {
            'ß' => slug.push_str("ss"),
            c if c.is_ascii_alphanumeric() => slug.push(c),
            '\'' | '’' => {}
            _ if !slug.ends_with('-') && !slug.is_empty() => slug.push('-'),
            _ => {}
        }
    }
    slug.truncate(100);
    slug.trim_end_matches('-').to_owned()
}

/// An id as words: `soc2-type-2` as "Soc2 type 2".
pub(in crate::portfolio) fn words_of_stem(stem: &str) -> String {
    let words = stem.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::{nearest, slug};

    #[test]
    fn a_slip_of_the_finger_is_recognised() {
        let keys = ["interest", "growth", "depends_on"];
        for (typed, meant) in [
            ("intrest", Some("interest")),
            ("Growth", Some("growth")),
            ("depends-on", Some("depends_on")),
            ("size", None),
            ("x", None),
        ] {
            assert_eq!(nearest(typed, keys), meant, "{typed}");
        }
    }

    #[test]
    fn a_name_becomes_an_id() {
        for (name, id) in
            [("Ana Ruiz", "ana-ruiz"), ("  Zoë & Søn! ", "zoe-s-n"), ("SOC 2 – Type II", "soc-2-type-ii")]
        {
            assert_eq!(slug(name), id);
        }
    }
}
