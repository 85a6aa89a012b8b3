//! The settings of `portfolio.md`, with every default filled in.

use std::collections::BTreeMap;

use crate::criteria::PerCriterion;
use crate::diagnostic::{Code, Level};
use crate::portfolio::{Allowance, Effort, Html, Places, Quarter, Score, Weights};

/// How the portfolio is scored, ranked and shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The report's title; the folder's name when not stated.
    pub title: String,
    /// The quarter planned for: stated, or the latest that a project names; `None` when none does.
    pub quarter: Option<Quarter>,
    /// How much each criterion counts.
    pub weights: Weights,
    /// The range of scores.
    pub scale: Scale,
    /// How three scores become one value.
    pub method: Method,
    /// What a score speaks of.
    pub score_means: ScoreMeans,
    /// Minimum score by criterion; a project below is listed apart.
    pub floor: PerCriterion<Option<Score>>,
    /// Person-weeks available: stated, or the sum of people's capacities; `None`: no plan line.
    pub capacity: Option<Effort>,
    /// How the plan line is drawn.
    pub line: LineRule,
    /// Kinds of growth that the next step asks for, by level.
    pub ladder: BTreeMap<String, Vec<String>>,
    /// Display names of the criteria.
    pub criteria: PerCriterion<String>,
    /// Levels of findings that differ from the code's own.
    pub lints: BTreeMap<Code, Level>,
    /// Words that need no explanation, with their meaning: acronyms of the house.
    pub glossary: BTreeMap<String, String>,
    /// Findings silenced in `portfolio.md`.
    pub allow: Vec<Allowance>,
    /// Where the values of `portfolio.md` stand, when there is one.
    pub places: Option<Places>,
    /// The opening letter: the body of `portfolio.md`.
    pub letter: Option<Html>,
}

/// The range and step of scores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale {
    /// The lowest score.
    pub min: Score,
    /// The highest score; above `min`.
    pub max: Score,
    /// The distance between two scores; above zero.
    pub step: Score,
    /// What a score means in words: the rubric.
    pub labels: BTreeMap<Score, String>,
}

impl Default for Scale {
    /// 0 to 5 in halves.
    fn default() -> Self {
        Self {
            min: Score::from_thousandths(0),
            max: Score::from_thousandths(5 * Score::ONE),
            step: Score::from_thousandths(Score::ONE / 2),
            labels: BTreeMap::new(),
        }
    }
}

words! {
    /// How three scores become one value.
    Method {
        /// The weighted mean.
        Weighted = "weighted",
        /// The weighted geometric mean: a zero on any weighted criterion gives zero.
        Geometric = "geometric",
        /// By business in bands of one step, then interest, then growth.
        BusinessFirst = "business-first",
    }

    /// What a score speaks of, which decides what a sum over a plan means.
    ScoreMeans {
        /// The quality of the time spent: a project is worth effort × value.
        Intensity = "intensity",
        /// The worth of the whole project, whatever its size.
        Total = "total",
    }

    /// How the plan line is drawn.
    LineRule {
        /// Rank order until the first project that does not fit.
        Strict = "strict",
        /// Rank order; later projects that still fit come in.
        Fill = "fill",
    }
}
