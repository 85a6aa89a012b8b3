//! Whole numbers of several widths: floats that hold them exactly, where they are small, 64 and 128 bits.
//!
//! Floats below 2⁵³ multiply and add whole numbers exactly and several at a time. Whoever chooses them has
//! shown that every product and sum on the way stays below that.

use std::ops::{Add, Mul, Sub};

/// A whole number.
pub(super) trait Whole:
    Copy + PartialOrd + Send + Sync + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self>
{
    const ZERO: Self;
    const ONE: Self;

    /// The number; it is small enough for this kind.
    fn of(number: i128) -> Self;

    /// The number again.
    fn whole(self) -> i128;

    /// Whether this and another are on different sides of zero.
    fn is_opposite(self, other: Self) -> bool;

    /// The nearest float.
    fn float(self) -> f64;
}

impl Whole for f64 {
    const ZERO: Self = 0.0;
    const ONE: Self = 1.0;

    #[inline]
    fn of(number: i128) -> Self {
        number as Self
    }

    #[inline]
    fn whole(self) -> i128 {
        self as i128
    }

    #[inline]
    fn is_opposite(self, other: Self) -> bool {
        self * other < 0.0
    }

    #[inline]
    fn float(self) -> f64 {
        self
    }
}

impl Whole for i64 {
    const ZERO: Self = 0;
    const ONE: Self = 1;

    #[inline]
    fn of(number: i128) -> Self {
        number as Self
    }

    #[inline]
    fn whole(self) -> i128 {
        i128::from(self)
    }

    #[inline]
    fn is_opposite(self, other: Self) -> bool {
        self.signum() * other.signum() < 0
    }

    #[inline]
    fn float(self) -> f64 {
        self as f64
    }
}

impl Whole for i128 {
    const ZERO: Self = 0;
    const ONE: Self = 1;

    #[inline]
    fn of(number: i128) -> Self {
        number
    }

    #[inline]
    fn whole(self) -> i128 {
        self
    }

    #[inline]
    fn is_opposite(self, other: Self) -> bool {
        self.signum() * other.signum() < 0
    }

    #[inline]
    fn float(self) -> f64 {
        self as f64
    }
}
