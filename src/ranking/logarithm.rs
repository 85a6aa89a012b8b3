//! Logarithms and powers of two in whole numbers, for the geometric mean.
//!
//! A number's logarithm is the sum of the logarithms of its prime factors, so equal products have equal
//! sums, bit for bit: exact ties stay ties. Unequal products closer than about 10⁻¹⁷ (relative) would be
//! taken for equal; no float is involved, so every platform agrees.

/// Fractional bits of a logarithm.
pub(super) const BITS: u32 = 60;

/// The logarithm to base 2 of a whole number of at least 1, in units of 2⁻⁶⁰; 0 for 0.
pub(super) fn log2(number: u64) -> i128 {
    let (mut rest, mut prime, mut total) = (number, 2u64, 0i128);
    while prime * prime <= rest {
        if rest.is_multiple_of(prime) {
            let log = log2_of_prime(prime);
            while rest.is_multiple_of(prime) {
                rest /= prime;
                total += log;
            }
        }
        prime += if prime == 2 { 1 } else { 2 };
    }
    if rest > 1 { total + log2_of_prime(rest) } else { total }
}

/// One number's logarithm by squaring: each squaring gives one more bit.
fn log2_of_prime(number: u64) -> i128 {
    let whole = number.ilog2();
    let mut mantissa = u128::from(number) << (63 - whole);
    let mut log = i128::from(whole) << BITS;
    for bit in (0..BITS).rev() {
        mantissa = (mantissa * mantissa) >> 63;
        if mantissa >> 64 > 0 {
            log |= 1 << bit;
            mantissa >>= 1;
        }
    }
    log
}

/// Powers of two with a fractional exponent, from a table of repeated square roots.
pub(super) struct Powers {
    roots: Vec<u128>,
}

impl Powers {
    /// The table: the 2ⁿ-th roots of two, in units of 2⁻⁶².
    pub(super) fn new() -> Self {
        let mut root = 2u128 << 62;
        let next = || {
            root = (root << 62).isqrt();
            root
        };
        Self { roots: std::iter::repeat_with(next).take(BITS as usize).collect() }
    }

    /// `2^exponent` in billionths, rounded, for an exponent of at most 0 in units of 2⁻⁶⁰.
    pub(super) fn billionths(&self, exponent: i128) -> i128 {
        let (whole, fraction) = (exponent >> BITS, exponent & ((1 << BITS) - 1));
        let mut power = 1u128 << 62;
        for (nth, root) in self.roots.iter().enumerate() {
            if (fraction >> (BITS as usize - 1 - nth)) & 1 == 1 {
                power = (power * root) >> 62;
            }
        }
        let shift = 62 + whole.unsigned_abs().min(60) as u32;
        ((power * 1_000_000_000 + (1 << (shift - 1))) >> shift) as i128
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_products_have_equal_logarithms() {
        assert_eq!(log2(6) + log2(6), log2(4) + log2(9));
        assert_eq!(log2(1024), 10 << BITS);
        assert_eq!(log2(1), 0);
    }

    #[test]
    fn logarithms_are_right_to_float_precision() {
        for number in [2u64, 3, 7, 4999, 4_294_967_291] {
            let ours = log2(number) as f64 / (1u64 << BITS) as f64;
            assert!((ours - (number as f64).log2()).abs() < 1e-14, "{number}: {ours}");
        }
    }

    #[test]
    fn powers_undo_logarithms() {
        let powers = Powers::new();
        assert_eq!(powers.billionths(log2(3) - log2(5)), 600_000_000);
        assert_eq!(powers.billionths(0), 1_000_000_000);
        assert_eq!(powers.billionths(-(70i128 << BITS)), 0);
    }
}
