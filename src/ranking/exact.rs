//! Exact arithmetic: fractions and three-vectors of whole numbers.
//!
//! Everything that decides an order goes through here. Floats appear only in [`Ratio::to_f64`], which is for
//! display: one correctly rounded division, so the same on every platform.

use std::cmp::Ordering;

use crate::ranking::whole::Whole;

/// An exact fraction, reduced, with a positive denominator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ratio {
    num: i128,
    den: i128,
}

impl Ratio {
    /// Nothing.
    pub const ZERO: Self = Self { num: 0, den: 1 };
    /// The whole.
    pub const ONE: Self = Self { num: 1, den: 1 };

    /// `num / den`; a zero denominator gives [`Ratio::ZERO`], so that no input can divide by zero.
    pub fn new(num: i128, den: i128) -> Self {
        let divisor = gcd(num, den);
        if den == 0 || divisor == 0 {
            return Self::ZERO;
        }
        let sign = den.signum();
        Self { num: sign * divided(num, divisor), den: sign * divided(den, divisor) }
    }

    /// The numerator of the reduced fraction.
    pub fn num(self) -> i128 {
        self.num
    }

    /// The denominator of the reduced fraction, at least 1.
    pub fn den(self) -> i128 {
        self.den
    }

    /// The nearest float.
    pub fn to_f64(self) -> f64 {
        self.num as f64 / self.den as f64
    }

    /// The fraction counted in `1 / parts`, halves rounded up: `rounded(10)` gives tenths.
    pub fn rounded(self, parts: i128) -> i128 {
        let twice = self.den * 2;
        (self.num * 2 * parts + self.den).div_euclid(twice)
    }

    /// Whether this is nothing.
    pub fn is_zero(self) -> bool {
        self.num == 0
    }
}

impl std::ops::Add for Ratio {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let common = gcd(self.den, other.den);
        let (left, right) = (self.den / common, other.den / common);
        Self::new(self.num * right + other.num * left, self.den * right)
    }
}

impl std::ops::Sub for Ratio {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self + Self { num: -other.num, den: other.den }
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        compare((self.num, self.den), (other.num, other.den))
    }
}

/// Compares `a.0 / a.1` with `b.0 / b.1`, denominators positive, reduced or not: crosswise where the products
/// fit, else by continued fractions, where nothing can overflow.
#[inline]
pub(super) fn compare(a: (i128, i128), b: (i128, i128)) -> Ordering {
    let small = |part: i128| i64::try_from(part).ok().map(i128::from);
    match (small(a.0), small(a.1), small(b.0), small(b.1)) {
        (Some(a), Some(over_a), Some(b), Some(over_b)) => (a * over_b).cmp(&(b * over_a)),
        _ => by_continued_fractions(a, b),
    }
}

fn by_continued_fractions(mut a: (i128, i128), mut b: (i128, i128)) -> Ordering {
    let mut flipped = false;
    loop {
        let (whole_a, whole_b) = (a.0.div_euclid(a.1), b.0.div_euclid(b.1));
        let (rest_a, rest_b) = (a.0.rem_euclid(a.1), b.0.rem_euclid(b.1));
        let found = match whole_a.cmp(&whole_b) {
            Ordering::Equal if rest_a == 0 || rest_b == 0 => rest_a.min(1).cmp(&rest_b.min(1)),
            found => found,
        };
        if found != Ordering::Equal || rest_a == 0 {
            return if flipped { found.reverse() } else { found };
        }
        (a, b) = ((a.1, rest_a), (b.1, rest_b));
        flipped = !flipped;
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The largest number that divides both, never negative; `gcd(0, 0)` is 0. By halving and subtracting: no
/// division, which in 128 bits costs more than all the rest.
pub(super) fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    if a == 0 || b == 0 {
        return (a | b) as i128;
    }
    let twos = (a | b).trailing_zeros();
    a >>= a.trailing_zeros();
    loop {
        b >>= b.trailing_zeros();
        // Most numbers here are small, and in 64 bits all of this is several times faster.
        if let (Ok(small_a), Ok(small_b)) = (u64::try_from(a), u64::try_from(b)) {
            return i128::from(gcd_of_odd(small_a, small_b)) << twos;
        }
        if a > b {
            (a, b) = (b, a);
        }
        b -= a;
        if b == 0 {
            return (a << twos) as i128;
        }
    }
}

/// The same for two odd numbers in 64 bits.
fn gcd_of_odd(mut a: u64, mut b: u64) -> u64 {
    while a != b {
        let larger = a.max(b);
        a = a.min(b);
        b = larger - a;
        b >>= b.trailing_zeros();
    }
    a
}

/// Three whole numbers: a score vector, a line through the weight triangle, or a weighting.
pub(super) type Vec3 = [i128; 3];

/// The weighted sum of `a` by `b`.
#[inline]
pub(super) fn dot<N: Whole>(a: &[N; 3], b: &[N; 3]) -> N {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

/// The line through two points, or the point on two lines.
#[inline]
pub(super) fn cross<N: Whole>(a: &[N; 3], b: &[N; 3]) -> [N; 3] {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

/// `a - b`.
#[inline]
pub(super) fn minus<N: Whole>(a: &[N; 3], b: &[N; 3]) -> [N; 3] {
    [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
}

/// The sum of the three entries.
#[inline]
pub(super) fn sum<N: Whole>(a: &[N; 3]) -> N {
    a[0] + a[1] + a[2]
}

/// The same direction in the smallest whole numbers.
pub(super) fn reduced(a: &Vec3) -> Vec3 {
    let divisor = gcd(gcd(a[0], a[1]), a[2]);
    if divisor > 1 { a.map(|entry| divided(entry, divisor)) } else { *a }
}

/// `a / b`, in 64 bits where that is enough.
pub(super) fn divided(a: i128, b: i128) -> i128 {
    match (i64::try_from(a), i64::try_from(b)) {
        (Ok(a), Ok(b)) => i128::from(a / b),
        _ => a / b,
    }
}

/// The largest entry without its sign.
pub(super) fn size(a: &Vec3) -> i128 {
    a.iter().map(|entry| entry.abs()).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn fractions_are_reduced_and_keep_their_sign_above() {
        let half = Ratio::new(-3, -6);
        assert_eq!((half.num(), half.den()), (1, 2));
        assert_eq!(Ratio::new(3, -6).num(), -1);
        assert_eq!(Ratio::new(3, 0), Ratio::ZERO);
    }

    #[test]
    fn halves_round_up() {
        assert_eq!(Ratio::new(7125, 100).rounded(10), 713);
        assert_eq!(Ratio::new(-1, 2).rounded(1), 0);
        assert_eq!(Ratio::new(1, 3).rounded(100), 33);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn fractions_order_as_their_products_do(
            a in -1000i128..1000, b in 1i128..1000, c in -1000i128..1000, d in 1i128..1000
        ) {
            prop_assert_eq!(Ratio::new(a, b).cmp(&Ratio::new(c, d)), (a * d).cmp(&(c * b)));
            prop_assert_eq!(Ratio::new(a, b) + Ratio::new(c, d), Ratio::new(a * d + c * b, b * d));
        }
    }
}
