//! Numbers that are exact: scores, weights and effort as integers.

use std::fmt;
use std::ops::{Add, Sub};

use crate::criteria::{Criterion, PerCriterion};

/// A score on the portfolio's own scale (say 0–5), in thousandths: at most three decimals, no rounding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Score(i32);

impl Score {
    /// Thousandths of one point of the scale.
    pub const ONE: i32 = 1000;

    /// A score of so many thousandths of a point.
    pub const fn from_thousandths(thousandths: i32) -> Self {
        Self(thousandths)
    }

    /// The score in thousandths of a point.
    pub const fn thousandths(self) -> i32 {
        self.0
    }

    /// The score as a number, for display and for machine-readable output only.
    pub fn as_f64(self) -> f64 {
        f64::from(self.0) / f64::from(Self::ONE)
    }
}

/// The number as the documents write it: no more decimals than it needs.
impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        shortest(f, sign, u64::from(self.0.unsigned_abs()), 3)
    }
}

/// Effort or capacity in person-weeks, in hundredths: at most two decimals, 0–10,000 weeks in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Effort(u64);

impl Effort {
    /// No effort at all.
    pub const ZERO: Self = Self(0);

    /// An effort of so many hundredths of a person-week.
    pub const fn from_hundredths(hundredths: u64) -> Self {
        Self(hundredths)
    }

    /// The effort in hundredths of a person-week.
    pub const fn hundredths(self) -> u64 {
        self.0
    }

    /// The effort in person-weeks, for display and for machine-readable output only.
    pub fn as_f64(self) -> f64 {
        self.0 as f64 / 100.0
    }

    /// What is left after taking `other` away, never below nothing.
    #[must_use]
    pub fn saturating_sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

/// Person-weeks as the documents write them: no more decimals than they need.
impl fmt::Display for Effort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        shortest(f, "", self.0, 2)
    }
}

/// Writes `parts` of 10^`places` without trailing zeros.
fn shortest(f: &mut fmt::Formatter<'_>, sign: &str, parts: u64, places: u32) -> fmt::Result {
    let one = 10_u64.pow(places);
    let decimals = format!("{:0width$}", parts % one, width = places as usize);
    match decimals.trim_end_matches('0') {
        "" => write!(f, "{sign}{}", parts / one),
        decimals => write!(f, "{sign}{}.{decimals}", parts / one),
    }
}

impl Add for Effort {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Effort {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self.saturating_sub(other)
    }
}

impl std::iter::Sum for Effort {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::ZERO, Add::add)
    }
}

/// How much each criterion counts: three non-negative integers in lowest terms, not all zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Weights(PerCriterion<u64>);

impl Weights {
    /// Weights in the proportion of three integers, or `None` when all are zero or their sum is beyond
    /// 10¹³ (a million with six decimals, three times, and some).
    pub fn new(parts: PerCriterion<u64>) -> Option<Self> {
        let [a, b, c] = parts.into_array();
        let sum = a.checked_add(b)?.checked_add(c)?;
        if sum == 0 || sum > 10_000_000_000_000 {
            return None;
        }
        let divisor = gcd(a, gcd(b, c));
        Some(Self(parts.map(|part| part / divisor)))
    }

    /// The three parts in lowest terms.
    pub const fn parts(&self) -> &PerCriterion<u64> {
        &self.0
    }

    /// The part of one criterion.
    pub fn part(&self, criterion: Criterion) -> u64 {
        self.0[criterion]
    }

    /// The sum of the parts: what each part is a share of.
    pub fn sum(&self) -> u64 {
        let [a, b, c] = self.0.into_array();
        a + b + c
    }

    /// One criterion's share, 0–1, for display only.
    pub fn share(&self, criterion: Criterion) -> f64 {
        self.part(criterion) as f64 / self.sum() as f64
    }
}

impl Default for Weights {
    /// Half business, a quarter each interest and growth.
    fn default() -> Self {
        Self(PerCriterion::new(2, 1, 1))
    }
}

const fn gcd(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
