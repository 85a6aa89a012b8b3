//! Days and quarters out of scalars.

use crate::diagnostic::{Code, Diagnostic};
use crate::portfolio::decode::reading::{Reading, clip, shown};
use crate::portfolio::decode::texts::one_or_many;
use crate::portfolio::yaml::{Node, Value};
use crate::portfolio::{Date, Quarter};

impl Reading<'_> {
    /// A day of the calendar, written `YYYY-MM-DD`.
    pub(in crate::portfolio) fn date(&mut self, key: &str, node: &Node<'_>) -> Option<Date> {
        let Value::Scalar { text, .. } = &node.value else {
            self.wrong_type(key, "a date such as 2026-10-30", node);
            return None;
        };
        let text = text.trim();
        let date = date_of(text);
        if date.is_none() {
            let finding = self.not_a_date(key, node, text);
            self.found.push(finding);
        }
        date
    }

    fn not_a_date(&self, key: &str, node: &Node<'_>, text: &str) -> Diagnostic {
        let message = format!("`{key}` is {}, which is not a date", shown(node));
        let finding = self.finding(Code::QD106, key, node, message);
        if digits_of_date(text).is_some() {
            return finding.label("the calendar has no such day");
        }
        let finding = finding.label("YYYY-MM-DD is wanted here");
        match date_in_other_form(text) {
            Some(date) => {
                finding.help(format!("write `{date}`")).safe_fix(self.place(&node.span), date.to_string())
            }
            None => finding.help("write year, month and day, such as 2026-10-30"),
        }
    }

    /// A quarter, in any of the forms that people write.
    pub(in crate::portfolio) fn quarter(&mut self, key: &str, node: &Node<'_>) -> Option<Quarter> {
        let Value::Scalar { text, .. } = &node.value else {
            self.wrong_type(key, "a quarter such as 2026-Q4", node);
            return None;
        };
        let quarter = quarter_of(text);
        if quarter.is_none() {
            let message = format!("`{key}` is `{}`, which is not a quarter", clip(text));
            let finding = self.finding(Code::QD105, key, node, message).label("such as 2026-Q4");
            let finding = match quarter_in_other_form(text) {
                Some(meant) => finding
                    .help(format!("did you mean `{meant}`?"))
                    .unsafe_fix(self.place(&node.span), meant.to_string()),
                None => finding.help("write `2026-Q4`; `2026Q4`, `Q4 2026` and `FY27-Q1` are read as well"),
            };
            self.found.push(finding);
        }
        quarter
    }

    /// A quarter or a list of them, each once, in order of time.
    pub(in crate::portfolio) fn quarters(&mut self, key: &str, node: &Node<'_>) -> Vec<Quarter> {
        let mut quarters: Vec<Quarter> =
            one_or_many(node).iter().filter_map(|item| self.quarter(key, item)).collect();
        quarters.sort_unstable();
        quarters.dedup();
        quarters
    }
}

/// The quarter that a text names: `2026-Q4`, `2026Q4`, `Q4 2026`, `FY27-Q1`, in any case.
pub(in crate::portfolio) fn quarter_of(text: &str) -> Option<Quarter> {
    let text = text.trim().to_ascii_uppercase();
    let (year, number) = if let Some(rest) = text.strip_prefix('Q') {
        (rest.get(1..)?.trim_start_matches([' ', '-', '/']), rest.get(..1)?)
    } else {
        let (year, number) = text.split_once('Q')?;
        (year.trim_end_matches([' ', '-', '/']), number)
    };
    let (fiscal, digits) = match year.strip_prefix("FY") {
        Some(digits) => (true, digits.trim_start()),
        None => (false, year),
    };
    let plain = digits.bytes().all(|b| b.is_ascii_digit()) && number.bytes().all(|b| b.is_ascii_digit());
    let year: u16 = digits.parse().ok().filter(|_| plain)?;
    let year = match digits.len() {
        4 => year,
        2 if fiscal => 2000 + year,
        _ => return None,
    };
    (number.len() == 1).then(|| Quarter::new(year, number.parse().ok()?))?
}

/// A quarter that was probably meant: `4Q26`, `Q4 26`, `Q4/26`.
fn quarter_in_other_form(text: &str) -> Option<Quarter> {
    let text = text.trim().to_ascii_uppercase();
    let digits: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty()).collect();
    let [first, second] = digits.as_slice() else { return None };
    let (number, year) = if first.len() == 1 { (first, second) } else { (second, first) };
    let year: u16 = year.parse().ok()?;
    Quarter::new(if year < 100 { 2000 + year } else { year }, number.parse().ok()?)
}

fn date_of(text: &str) -> Option<Date> {
    let (year, month, day) = digits_of_date(text)?;
    Date::new(year, month, day)
}

/// The numbers of `YYYY-MM-DD`, whether or not there is such a day.
fn digits_of_date(text: &str) -> Option<(i16, i8, i8)> {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return None };
    let lengths = (year.len(), month.len(), day.len()) == (4, 2, 2);
    let digits = parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
    (lengths && digits).then(|| Some((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)))?
}

/// A day that was certainly meant: `2026/10/30`, `2026-9-1`, `30.10.2026`, a time after the day.
fn date_in_other_form(text: &str) -> Option<Date> {
    let day = text.split(['T', ' ']).next()?;
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    let number = |part: &str| part.parse::<i16>().ok().filter(|_| part.bytes().all(|b| b.is_ascii_digit()));
    let (a, b, c) = (number(first)?, number(second)?, number(third)?);
    match (first.len(), third.len()) {
        (4, _) => Date::new(a, i8::try_from(b).ok()?, i8::try_from(c).ok()?),
        (_, 4) if day.contains('.') => Date::new(c, i8::try_from(b).ok()?, i8::try_from(a).ok()?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{date_in_other_form, date_of, quarter_of};

    #[test]
    fn quarters_are_read_in_four_forms() {
        for text in ["2026-Q4", "2026Q4", "Q4 2026", "FY26-Q4", "2026-q4", "Q4-2026", "FY2026 Q4"] {
            assert_eq!(quarter_of(text).map(|q| q.to_string()).as_deref(), Some("2026-Q4"), "{text}");
        }
    }

    #[test]
    fn what_is_no_quarter_is_not_guessed() {
        for text in
            ["2026-Q5", "Q4", "26-Q4", "2026", "2026-Q", "Q4 26", "2026-Q44", "Q", "", "é2026Q4", "Qé"]
        {
            assert_eq!(quarter_of(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_exists_or_is_none() {
        assert_eq!(date_of("2028-02-29").map(|d| d.to_string()).as_deref(), Some("2028-02-29"));
        for text in ["2026-02-29", "2026-13-01", "2026-1-1", "26-01-01", "2026-01-01T00:00", "-026-01-01"] {
            assert_eq!(date_of(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_in_another_form_is_offered_only_when_it_is_certain() {
        for (text, meant) in [
            ("2026/10/30", Some("2026-10-30")),
            ("30.10.2026", Some("2026-10-30")),
            ("2026-9-1", Some("2026-09-01")),
            ("2026-09-01 12:00", Some("2026-09-01")),
            ("10/11/2026", None),
        ] {
            assert_eq!(date_in_other_form(text).map(|d| d.to_string()).as_deref(), meant, "{text}");
        }
    }
}
