//! Quarters of a year.

use std::fmt;

/// A quarter such as `2026-Q4`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter {
    year: u16,
    number: u8,
}

impl Quarter {
    /// The quarter, or `None` outside the years 1900–2999 and the numbers 1–4.
    pub fn new(year: u16, number: u8) -> Option<Self> {
        ((1900..=2999).contains(&year) && (1..=4).contains(&number)).then_some(Self { year, number })
    }

    /// The quarter in its normal form `2026-Q4`.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, number) = text.split_once("-Q")?;
        let digits = |part: &str, count| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
        (digits(year, 4) && digits(number, 1)).then_some(())?;
        Self::new(year.parse().ok()?, number.parse().ok()?)
    }

    /// The year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The number in the year, 1–4.
    pub fn number(self) -> u8 {
        self.number
    }

    /// The quarter before this one.
    pub fn before(self) -> Option<Self> {
        match self.number {
            1 => Self::new(self.year.checked_sub(1)?, 4),
            number => Self::new(self.year, number - 1),
        }
    }

    /// Quarters since the year 0: the difference of two of them counts the quarters between.
    pub fn index(self) -> i32 {
        i32::from(self.year) * 4 + i32::from(self.number) - 1
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-Q{}", self.year, self.number)
    }
}
