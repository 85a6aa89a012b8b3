//! What counts as low and as good on a scale of any length.

use crate::portfolio::{Scale, Score};

/// Marks on the portfolio's scale, as fifths of its span: 2, 3 and 4 on a scale of 0–5. Each is rounded half
/// up to a thousandth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marks {
    /// Up to here nobody would choose the work.
    pub low: Score,
    /// From here on the work is worth choosing.
    pub good: Score,
    /// From here on it is what somebody likes to do.
    pub high: Score,
}

impl Marks {
    /// The marks of a scale.
    pub fn of(scale: &Scale) -> Self {
        let (min, max) = (i64::from(scale.min.thousandths()), i64::from(scale.max.thousandths()));
        let at = |fifths: i64| {
            let above = ((max - min) * fifths * 2 + 5).div_euclid(10);
            Score::from_thousandths(i32::try_from(min + above).unwrap_or(i32::MAX))
        };
        Self { low: at(2), good: at(3), high: at(4) }
    }
}
