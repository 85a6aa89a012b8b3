//! How firm a project's side of the plan line is, in one word and one number.
//!
//! The word follows from the margin in whole points of weight (of 100): how much weight must move before the
//! project changes its side. Its thresholds are the same on every page and in the terminal.

use serde::Serialize;

use crate::ranking::{Exactness, Margin, PlanMap, Ratio, Robustness, Side};
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

/// How firm the plan is as a whole, in one sentence; without a line, how firm the first place is.
pub fn verdict_in_words(known: &Robustness, line: bool) -> String {
    let (subject, radius, exactness) = if line {
        ("The plan", known.plan_radius, known.precision.plan_radius)
    } else {
        ("The first place", known.winner_radius, known.precision.radii)
    };
    let sentence = certainly(subject, radius);
    match exactness {
        Exactness::Exact => sentence,
        Exactness::Approximate => format!("{sentence} This is an estimate."),
    }
}

/// What certainly holds for a subject within a radius.
fn certainly(subject: &str, radius: Option<Ratio>) -> String {
    match radius {
        None => format!("{subject} is the same whatever the weights."),
        Some(radius) if radius.is_zero() => {
            format!("{subject} hangs on a tie: the smallest change of a weight can alter it.")
        }
        Some(radius) => {
            // Rounded down, so that what is said certainly holds.
            let tenths = (radius.num() * 1000).div_euclid(radius.den());
            let points = words::decimal(tenths, 10, u32::from(tenths % 10 != 0));
            let unit = if points == "1" { "point" } else { "points" };
            match tenths {
                0 => format!("{subject} may change when a weight changes by less than 0.1 points."),
                _ => format!(
                    "{subject} is the same as long as no weight changes by more than {points} {unit}."
                ),
            }
        }
    }
}

/// How much of all weightings, and of those within ten points of the committed ones, gives the committed
/// plan: `the same plan for 30% of all weightings and for 85% of those within ten points`.
pub fn same_plan_in_words(map: &PlanMap) -> Option<String> {
    let own = map.regions.first()?;
    let (all, near) = (words::percent(own.share), words::percent(own.near));
    Some(format!("the same plan for {all} of all weightings and for {near} of those within ten points"))
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
    use super::{points_to_flip, safe_points, verdict_in_words};
    use crate::fit;
    use crate::portfolio::{self, Memo, Overrides};
    use crate::ranking::{Ratio, Region, rank};
    use crate::source::Sources;

    #[test]
    fn what_is_said_of_the_whole_plan_certainly_holds() {
        let sources =
            Sources::from_pairs([("projects/a.md", "---\nbusiness: 4\ninterest: 3\ngrowth: 2\n---\n")]);
        let (portfolio, _) = portfolio::load(&sources, &mut Memo::default(), &Overrides::default());
        let portfolio = portfolio.unwrap();
        let known = rank(&fit::candidates(&portfolio), portfolio.settings()).robustness(Region::All, None);
        let said = |radius| {
            let mut known = known.clone();
            known.plan_radius = radius;
            verdict_in_words(&known, true)
        };
        assert_eq!(said(None), "The plan is the same whatever the weights.");
        let wanted = "The plan is the same as long as no weight changes by more than 4 points.";
        assert_eq!(said(Some(Ratio::new(1, 25))), wanted);
        assert!(said(Some(Ratio::new(2, 300))).ends_with("by more than 0.6 points."));
        assert!(said(Some(Ratio::ZERO)).contains("hangs on a tie"));
    }

    #[test]
    fn a_flip_is_reached_and_a_safe_change_is_not() {
        let margin = Ratio::new(4, 300);
        assert_eq!((points_to_flip(margin), safe_points(margin)), (2, 1));
        let whole = Ratio::new(1, 20);
        assert_eq!((points_to_flip(whole), safe_points(whole)), (5, 5));
        assert_eq!(points_to_flip(Ratio::ZERO), 0);
    }
}
