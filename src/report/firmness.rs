//! How firm a project's side of the plan line is, in one word and one number.
//!
//! The word follows from the margin in whole points of weight (of 100): how much weight must move before the
//! project changes its side. Its thresholds are the same on every page and in the terminal.

use serde::Serialize;

use crate::criteria::{Criterion, PerCriterion};
use crate::ranking::{Flip, Margin, Ratio, Side, WeightMove};
use crate::report::words;

/// How firm a side of the line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Firmness {
    /// In the plan, and 20 points or more from leaving it, or never leaving.
    Firm,
    /// In the plan, 10 to 19 points from leaving it.
    Steady,
    /// In the plan, 5 to 9 points from leaving it.
    Sensitive,
    /// On either side, fewer than 5 points from the other.
    KnifeEdge,
    /// Below the line, 5 to 9 points from coming in.
    Close,
    /// Below the line, 10 to 19 points from coming in.
    WithinReach,
    /// Below the line, 20 points or more from coming in.
    Far,
    /// Below the line whatever the weights.
    OutOfReach,
}

impl Firmness {
    /// How firm the side is; `None` where there is no line or no effort to be planned.
    pub fn of(side: Side, margin: &Margin) -> Option<Self> {
        let points = match margin {
            Margin::NoLine => return None,
            Margin::Never => None,
            Margin::Flips(flip) => Some(points_to_flip(flip.distance)),
        };
        match side {
            Side::NoLine | Side::NoEffort => None,
            Side::Planned => Some(match points {
                Some(0..5) => Self::KnifeEdge,
                Some(5..10) => Self::Sensitive,
                Some(10..20) => Self::Steady,
                _ => Self::Firm,
            }),
            Side::Below => Some(match points {
                None => Self::OutOfReach,
                Some(0..5) => Self::KnifeEdge,
                Some(5..10) => Self::Close,
                Some(10..20) => Self::WithinReach,
                Some(_) => Self::Far,
            }),
        }
    }

    /// The word shown.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Firm => "Firm",
            Self::Steady => "Steady",
            Self::Sensitive => "Sensitive",
            Self::KnifeEdge => "Knife-edge",
            Self::Close => "Close",
            Self::WithinReach => "Within reach",
            Self::Far => "Far",
            Self::OutOfReach => "Out of reach",
        }
    }

    /// The name of its style.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Firm => "firm",
            Self::Steady => "steady",
            Self::Sensitive => "sensitive",
            Self::KnifeEdge => "knife-edge",
            Self::Close => "close",
            Self::WithinReach => "within-reach",
            Self::Far => "far",
            Self::OutOfReach => "out-of-reach",
        }
    }
}

/// The number beside the word: `14 points to flip`, `every weighting`, `no weighting`.
pub fn distance_in_words(side: Side, margin: &Margin) -> String {
    match margin {
        Margin::NoLine => String::new(),
        Margin::Never if side == Side::Planned => "every weighting".to_owned(),
        Margin::Never => "no weighting".to_owned(),
        Margin::Flips(flip) => match points_to_flip(flip.distance) {
            0 => "level at the line".to_owned(),
            1 => "1 point to flip".to_owned(),
            points => format!("{points} points to flip"),
        },
    }
}

/// Which weight must move where to reach a flip: `2 points of weight from interest to business`.
pub fn moves_in_words(flip: &Flip, names: &PerCriterion<String>) -> String {
    let name = |criterion: Criterion| names[criterion].to_lowercase();
    let way = |step: &WeightMove| format!("from {} to {}", name(step.from), name(step.to));
    match flip.moves.as_slice() {
        [] => "no weight at all".to_owned(),
        [one] => {
            let points = points_to_flip(one.amount);
            let unit = if points == 1 { "point" } else { "points" };
            format!("{points} {unit} of weight {}", way(one))
        }
        // Several moves keep a decimal, so that together they are what they say.
        several => {
            let each: Vec<String> = several
                .iter()
                .map(|step| {
                    let points = words::decimal(step.amount.num() * 100, step.amount.den(), 1);
                    format!("{points} points {}", way(step))
                })
                .collect();
            format!("weight: {}", words::list(&each))
        }
    }
}

/// The fewest whole points of weight (of 100) that reach so far: rounded up.
pub fn points_to_flip(share: Ratio) -> i128 {
    -(-share.num() * 100).div_euclid(share.den())
}

/// The most whole points of weight (of 100) that certainly stay within: rounded down.
pub fn safe_points(share: Ratio) -> i128 {
    (share.num() * 100).div_euclid(share.den())
}

#[cfg(test)]
mod tests {
    use super::{points_to_flip, safe_points};
    use crate::ranking::Ratio;

    #[test]
    fn a_flip_is_reached_and_a_safe_change_is_not() {
        let margin = Ratio::new(4, 300);
        assert_eq!((points_to_flip(margin), safe_points(margin)), (2, 1));
        let whole = Ratio::new(1, 20);
        assert_eq!((points_to_flip(whole), safe_points(whole)), (5, 5));
        assert_eq!(points_to_flip(Ratio::ZERO), 0);
    }
}
