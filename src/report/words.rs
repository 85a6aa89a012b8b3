//! Numbers and short phrases in words, the same on every page.
//!
//! Rounding is half up and done on exact numbers wherever they are exact. Nothing here knows what a number
//! means; whole sentences are made by the pages.

use crate::portfolio::{Date, Effort, Quarter, Score};

/// The sign of negative numbers, which is as wide as a plus.
pub const MINUS: char = '\u{2212}';

const NUMBERS: [&str; 13] =
    ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
const ORDINALS: [&str; 13] = [
    "", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
];
const MONTHS: [&str; 13] = [
    "",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A fraction with a fixed number of decimals, halves rounded away from zero: `285/4` gives `71.3` at one.
/// A denominator of zero counts as one.
pub fn decimal(numerator: i128, denominator: i128, places: u32) -> String {
    let tens = 10_i128.saturating_pow(places);
    let (numerator, denominator) =
        if denominator < 0 { (-numerator, -denominator) } else { (numerator, denominator.max(1)) };
    let twice = numerator.unsigned_abs().saturating_mul(tens.unsigned_abs()).saturating_mul(2);
    let rounded = (twice + denominator.unsigned_abs()) / (2 * denominator.unsigned_abs());
    let (whole, part) = (rounded / tens.unsigned_abs(), rounded % tens.unsigned_abs());
    let sign = if numerator < 0 && rounded != 0 { MINUS.to_string() } else { String::new() };
    match places {
        0 => format!("{sign}{whole}"),
        _ => format!("{sign}{whole}.{part:0width$}", width = places as usize),
    }
}

/// A computed number, which is finite, with one decimal, halves rounded up.
pub fn one_decimal(value: f64) -> String {
    decimal((value * 1e9).round() as i128, 1_000_000_000, 1)
}

/// The same with an explicit plus, and a bare zero: `+1.3`, `−15.0`, `0.0`.
pub fn signed(numerator: i128, denominator: i128, places: u32) -> String {
    let text = decimal(numerator, denominator, places);
    let nothing = text.chars().all(|c| matches!(c, '0' | '.'));
    if text.starts_with(MINUS) || nothing { text } else { format!("+{text}") }
}

/// Tenths of a point as a number with one decimal.
pub fn tenths(tenths: i64) -> String {
    decimal(tenths.into(), 10, 1)
}

/// The word of a name that colleagues use: the first.
pub fn first_name(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or(name)
}

/// A share of 0–1 in whole percent. What is not quite nothing or not quite all is never shown as such.
pub fn percent(share: f64) -> String {
    let share = share.clamp(0.0, 1.0);
    let whole = (share * 100.0 + 0.5).floor();
    if whole < 1.0 && share > 1e-9 {
        "under 1%".to_owned()
    } else if whole > 99.0 && share < 1.0 - 1e-9 {
        "over 99%".to_owned()
    } else {
        format!("{whole}%")
    }
}

/// A length in percent of its whole, for the geometry of a bar: at most two decimals, no trailing zeros.
pub fn length(share: f64) -> String {
    trimmed(decimal((share.clamp(0.0, 1.0) * 1e7).round() as i128, 100_000, 2))
}

/// A coordinate of a picture: at most one decimal, no trailing zeros, an ordinary minus.
pub fn coordinate(value: f64) -> String {
    trimmed(one_decimal(value)).replace(MINUS, "-")
}

/// A score on its own scale: at most three decimals, no trailing zeros.
pub fn score(score: Score) -> String {
    trimmed(decimal(i128::from(score.thousandths()), 1000, 3))
}

/// A computed score with at most one decimal, halves rounded up: `1.3` for 1.333.
pub fn rough_score(score: Score) -> String {
    trimmed(tenths_of_score(score))
}

/// A computed score with one decimal always, halves rounded up: `1.0` for 0.96.
pub fn tenths_of_score(score: Score) -> String {
    decimal(i128::from(score.thousandths()), 1000, 1)
}

/// Person-weeks as a bare number: at most two decimals, no trailing zeros.
pub fn week_number(effort: Effort) -> String {
    trimmed(decimal(i128::from(effort.hundredths()), 100, 2))
}

/// Person-weeks with their unit: `1 week`, `8.5 weeks`.
pub fn weeks(effort: Effort) -> String {
    let unit = if effort.hundredths() == 100 { "week" } else { "weeks" };
    format!("{} {unit}", week_number(effort))
}

/// A count with its noun: `1 project`, `6 projects`, `no projects`.
pub fn count(number: usize, one: &str, many: &str) -> String {
    match number {
        0 => format!("no {many}"),
        1 => format!("1 {one}"),
        _ => format!("{} {many}", grouped(number as u64)),
    }
}

/// A small number in words and a large one in figures: `six`, `14`; nought is `no`.
pub fn number(number: usize) -> String {
    NUMBERS.get(number).map_or_else(|| grouped(number as u64), |word| (*word).to_owned())
}

/// A count with its noun, in words where short: `six projects`, `one project`.
pub fn number_of(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { many })
}

/// A place in words where short: `sixth`, `14th`.
pub fn ordinal(place: usize) -> String {
    if let Some(word) = ORDINALS.get(place).filter(|word| !word.is_empty()) {
        return (*word).to_owned();
    }
    let ending = match (place % 10, place % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{place}{ending}")
}

/// The same text with a capital at its start.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `A, B and C`.
pub fn list<S: AsRef<str>>(items: &[S]) -> String {
    joined(items, "and")
}

/// `A, B or C`.
pub fn either<S: AsRef<str>>(items: &[S]) -> String {
    joined(items, "or")
}

/// A quarter as it stands in a heading: `Q3 2026`.
pub fn quarter(quarter: Quarter) -> String {
    format!("Q{} {}", quarter.number(), quarter.year())
}

/// A quarter where room is short: `Q3 26`.
pub fn short_quarter(quarter: Quarter) -> String {
    format!("Q{} {:02}", quarter.number(), quarter.year() % 100)
}

/// A quarter in words: `third quarter`.
pub fn quarter_in_words(quarter: Quarter) -> String {
    format!("{} quarter", ordinal(usize::from(quarter.number())))
}

/// A day in words: `30 October 2026`.
pub fn date(date: Date) -> String {
    let (year, month, day) = date.parts();
    format!("{day} {} {year}", MONTHS.get(usize::from(month.unsigned_abs())).copied().unwrap_or_default())
}

/// An amount of money: `USD 400,000`, `EUR 1,250.50`.
pub fn money(hundredths: u64, currency: &str) -> String {
    let (whole, part) = (grouped(hundredths / 100), hundredths % 100);
    if part == 0 { format!("{currency} {whole}") } else { format!("{currency} {whole}.{part:02}") }
}

/// A whole number with its thousands set apart: `12,500`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// At most two letters that stand for a name: `AR` of `Ana Ruiz`.
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.next_back().and_then(|word| word.chars().next());
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

fn joined<S: AsRef<str>>(items: &[S], word: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [before @ .., last] => {
            let before: Vec<&str> = before.iter().map(AsRef::as_ref).collect();
            format!("{} {word} {}", before.join(", "), last.as_ref())
        }
    }
}

fn trimmed(text: String) -> String {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_rounded_up() {
        assert_eq!(decimal(285, 4, 1), "71.3");
        assert_eq!(decimal(-285, 4, 1), "\u{2212}71.3");
        assert_eq!(decimal(-1, 100, 1), "0.0");
        assert_eq!(one_decimal(71.25), "71.3");
        assert_eq!(one_decimal(0.05), "0.1");
        assert_eq!(decimal(5, 2, 0), "3");
    }

    #[test]
    fn a_difference_shows_its_direction() {
        assert_eq!((signed(13, 10, 1), signed(-15, 1, 1)), ("+1.3".into(), "\u{2212}15.0".into()));
        assert_eq!(signed(0, 1, 1), "0.0");
    }

    #[test]
    fn nearly_all_is_not_all() {
        let shown = |share| percent(share);
        assert_eq!((shown(0.0), shown(0.004), shown(0.425)), ("0%".into(), "under 1%".into(), "43%".into()));
        assert_eq!((shown(0.997), shown(1.0)), ("over 99%".into(), "100%".into()));
    }

    #[test]
    fn numbers_lose_their_trailing_zeros() {
        assert_eq!(score(Score::from_thousandths(4250)), "4.25");
        assert_eq!(score(Score::from_thousandths(-500)), "\u{2212}0.5");
        assert_eq!(weeks(Effort::from_hundredths(850)), "8.5 weeks");
        assert_eq!(weeks(Effort::from_hundredths(100)), "1 week");
        assert_eq!((length(0.438), coordinate(-43.31)), ("43.8".into(), "-43.3".into()));
    }

    #[test]
    fn counts_and_places_read_as_words() {
        assert_eq!(count(0, "project", "projects"), "no projects");
        assert_eq!(count(12_500, "project", "projects"), "12,500 projects");
        assert_eq!(number_of(1, "week", "weeks"), "one week");
        assert_eq!([3, 12, 13, 21, 112].map(ordinal), ["third", "twelfth", "13th", "21st", "112th"]);
        assert_eq!(capital("six"), "Six");
    }

    #[test]
    fn lists_end_in_a_word() {
        assert_eq!(list(&["A", "B", "C"]), "A, B and C");
        assert_eq!(either(&["A", "B"]), "A or B");
        assert_eq!(list::<&str>(&[]), "");
    }

    #[test]
    fn money_keeps_its_cents_only_when_there_are_some() {
        assert_eq!(money(40_000_000, "USD"), "USD 400,000");
        assert_eq!(money(125_050, "EUR"), "EUR 1,250.50");
    }

    #[test]
    fn initials_take_the_first_and_last_word() {
        assert_eq!(
            (initials("Ana María Ruiz"), initials("bo"), initials("")),
            ("AR".into(), "B".into(), String::new())
        );
    }

    #[test]
    fn dates_and_quarters_are_spelled_out() {
        assert_eq!(date(Date::new(2026, 10, 30).unwrap()), "30 October 2026");
        let third = Quarter::new(2026, 3).unwrap();
        assert_eq!((quarter(third), quarter_in_words(third)), ("Q3 2026".into(), "third quarter".into()));
    }
}
