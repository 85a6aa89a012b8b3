//! Days of the calendar.

use std::fmt;

use crate::portfolio::Quarter;

/// A day that exists, written `YYYY-MM-DD`. It knows no clock: what "today" is, the documents say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(jiff::civil::Date);

impl Date {
    /// The day, or `None` when the calendar has none of that number.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        jiff::civil::Date::new(year, month, day).ok().map(Self)
    }

    /// The calendar quarter the day lies in.
    pub fn quarter(self) -> Option<Quarter> {
        let year = u16::try_from(self.0.year()).ok()?;
        Quarter::new(year, (self.0.month() as u8 - 1) / 3 + 1)
    }

    /// Year, month 1–12 and day 1–31.
    pub fn parts(self) -> (i16, i8, i8) {
        (self.0.year(), self.0.month(), self.0.day())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
