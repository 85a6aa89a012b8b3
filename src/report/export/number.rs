//! Numbers as machines like to read them.

use serde::{Serialize, Serializer};

/// A number printed with as few digits as it needs: `3`, `3.75`, `0.333333333`.
///
/// Nine decimals are kept, more than any reader can use and few enough to hide the noise of binary
/// fractions. What is not finite becomes `null`.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub(super) struct Number(pub(super) f64);

const DECIMALS: f64 = 1e9;
/// Whole numbers up to here are exact.
const EXACT: f64 = 9_007_199_254_740_992.0;

impl Number {
    fn rounded(self) -> f64 {
        // Far beyond any score, effort or share; there the fraction is gone anyway.
        if self.0.abs() < EXACT / DECIMALS { (self.0 * DECIMALS).round() / DECIMALS } else { self.0 }
    }

    /// A share of 1 as a bare number of hundredths: `50`, `33.3`.
    pub(super) fn in_hundredths(self) -> Self {
        Self((self.0 * 1000.0).round() / 10.0)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = self.rounded();
        if value.fract() == 0.0 && value.abs() < EXACT {
            serializer.serialize_i64(value as i64)
        } else {
            serializer.serialize_f64(value)
        }
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Adding zero turns a negative zero into a plain one.
        write!(f, "{}", self.rounded() + 0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Number;

    #[test]
    fn numbers_are_printed_minimally() {
        let json = |value| serde_json::to_string(&Number(value)).unwrap();
        for (value, text) in [
            (75.0, "75"),
            (3.75, "3.75"),
            (0.1 + 0.2, "0.3"),
            (1.0 / 3.0, "0.333333333"),
            (-0.0, "0"),
            (-2.5, "-2.5"),
            (1e-12, "0"),
            (f64::NAN, "null"),
        ] {
            assert_eq!(json(value), text, "{value}");
        }
        assert_eq!(Number(0.1 + 0.2).to_string(), "0.3");
        assert_eq!(Number(-0.0).to_string(), "0");
    }
}
