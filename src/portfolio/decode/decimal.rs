//! Plain decimal numbers, exact, and why a text is not one.

/// A number as written, in units of 10⁻⁶.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::portfolio) struct Decimal(i128);

/// Why a text is no plain number, with the number that was probably meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::portfolio) struct NotPlain {
    /// The reason, as a clause: "it has a decimal comma".
    pub(in crate::portfolio) reason: &'static str,
    /// What to write instead, when that is certain.
    pub(in crate::portfolio) instead: Option<String>,
}

/// Decimals kept by [`Decimal`].
const PLACES: usize = 6;

impl Decimal {
    /// A million.
    pub(in crate::portfolio) const MILLION: Self = Self(1_000_000 * 1_000_000);

    /// Reads `-?(0|[1-9][0-9]*)(\.[0-9]+)?`: at most 15 digits before the point and six after it.
    pub(in crate::portfolio) fn parse(text: &str) -> Result<Self, NotPlain> {
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, fraction) = match digits.split_once('.') {
            Some((whole, fraction)) if is_digits(fraction) => (whole, fraction),
            Some(_) => return Err(not_plain(text)),
            None => (digits, ""),
        };
        let leading_zero = whole.len() > 1 && whole.starts_with('0');
        if !is_digits(whole) || leading_zero || whole.len() > 15 {
            return Err(not_plain(text));
        }
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > PLACES {
            return Err(NotPlain { reason: "it has more than six decimals", instead: None });
        }
        let value = format!("{whole}{fraction:0<PLACES$}").parse::<i128>().map_err(|_| not_plain(text))?;
        Ok(Self(if negative { -value } else { value }))
    }

    /// The number in units of 10⁻ᵖ, or `None` when it has more decimals.
    pub(in crate::portfolio) fn scaled(self, places: u32) -> Option<i128> {
        let unit = 10_i128.pow(PLACES as u32 - places);
        (self.0 % unit == 0).then(|| self.0 / unit)
    }

    /// The number for comparison with bounds and for messages.
    pub(in crate::portfolio) fn as_f64(self) -> f64 {
        self.0 as f64 / 1e6
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Whether somebody meant a number by it: it has a digit, or is one of YAML's words for odd numbers.
pub(in crate::portfolio) fn looks_numeric(text: &str) -> bool {
    let odd = text.trim_start_matches(['+', '-', '.']);
    text.starts_with(|c: char| c.is_numeric() || matches!(c, '+' | '-' | '.'))
        && (odd.starts_with(char::is_numeric)
            || odd.eq_ignore_ascii_case("nan")
            || odd.eq_ignore_ascii_case("inf"))
}

fn not_plain(text: &str) -> NotPlain {
    let (reason, instead) = diagnose(text);
    NotPlain { reason, instead: instead.filter(|number| Decimal::parse(number).is_ok()) }
}

fn diagnose(text: &str) -> (&'static str, Option<String>) {
    let bare = text.trim_start_matches(['+', '-', '.']).to_ascii_lowercase();
    let zeros = text.trim_start_matches('0');
    if bare == "nan" || bare == "inf" {
        ("it is not a finite number", None)
    } else if let Some(unsigned) = text.strip_prefix('+') {
        ("it has a plus sign", Some(unsigned.to_owned()))
    } else if text.starts_with("0x") || text.starts_with("0o") || text.starts_with("0b") {
        ("it is not written in decimal digits", None)
    } else if text.contains('_') {
        ("it has an underscore", Some(text.replace('_', "")))
    } else if text.matches(',').count() == 1 {
        ("it has a decimal comma", Some(text.replace(',', ".")))
    } else if bare.contains('e') && bare.starts_with(|c: char| c.is_ascii_digit()) {
        ("it is written with an exponent", None)
    } else if text.starts_with('.') {
        ("it has no digit before the point", Some(format!("0{text}")))
    } else if text.ends_with('.') {
        ("it has no digit after the point", Some(text.trim_end_matches('.').to_owned()))
    } else if zeros.len() < text.len() && zeros.starts_with(|c: char| c.is_ascii_digit()) {
        ("it has a leading zero", Some(zeros.to_owned()))
    } else if text.chars().any(|c| c.is_numeric() && !c.is_ascii()) {
        ("its digits are not the plain ones, 0 to 9", None)
    } else if bare.bytes().filter(u8::is_ascii_digit).count() > 15 {
        ("it is too large", None)
    } else {
        ("it is not a plain decimal number", None)
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    fn thousandths(text: &str) -> Option<i128> {
        Decimal::parse(text).ok().and_then(|number| number.scaled(3))
    }

    #[test]
    fn plain_numbers_are_read_exactly() {
        for (text, expected) in [
            ("0", 0),
            ("4", 4000),
            ("-2", -2000),
            ("3.5", 3500),
            ("0.125", 125),
            ("1.10", 1100),
            ("2.000", 2000),
        ] {
            assert_eq!(thousandths(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_not_plain_is_explained_and_mended_where_that_is_certain() {
        for (text, reason, instead) in [
            ("03", "leading zero", Some("3")),
            ("0x3", "decimal digits", None),
            ("1_0", "underscore", Some("10")),
            ("3,5", "comma", Some("3.5")),
            (".nan", "finite", None),
            ("-.inf", "finite", None),
            ("1e400", "exponent", None),
            ("+3", "plus", Some("3")),
            (".5", "before the point", Some("0.5")),
            ("3.", "after the point", Some("3")),
            ("４", "digits", None),
            ("9999999999999999", "too large", None),
            ("1.0000001", "six decimals", None),
        ] {
            let why = Decimal::parse(text).expect_err(text);
            assert!(why.reason.contains(reason), "{text}: {}", why.reason);
            assert_eq!(why.instead.as_deref(), instead, "{text}");
        }
    }

    #[test]
    fn more_decimals_than_asked_for_are_no_number_of_that_size() {
        assert_eq!(thousandths("0.0005"), None);
    }
}
