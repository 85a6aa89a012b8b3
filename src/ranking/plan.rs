//! The plan line: what fits into the capacity, what stops it, and what the exact optimum would do instead.

use crate::portfolio::Effort;
use crate::ranking::exact::Ratio;

/// What fits into the capacity, by the rule of the settings.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// What is available.
    pub capacity: Effort,
    /// The sum of the planned projects' effort.
    pub planned: Effort,
    /// What is left: capacity less planned.
    pub left: Effort,
    /// The planned projects as indices into [`Ranking::placed`](super::Ranking::placed), ascending.
    pub inside: Vec<usize>,
    /// The first project with an effort that does not fit, and how much it asks for.
    pub stopped_by: Option<Stop>,
    /// Under the strict rule: the projects after the line that would fit what is left, taken in order.
    /// Always empty under `fill`.
    pub would_fill: Vec<usize>,
    /// The ranked projects that cannot be planned because no effort is stated.
    pub without_effort: Vec<usize>,
    /// The projects with the value of the last planned one, when some of them are planned and some are not:
    /// only the tie order decides. Empty otherwise.
    pub tied_at_line: Vec<usize>,
    /// What the plan is worth: the mean score of a planned week (`intensity`) or the sum of the zero-based
    /// values (`total`), on the input scale's step.
    pub worth: Ratio,
    /// The plan of the highest worth within the capacity; `None` when the table would be too large.
    pub best: Option<BestPlan>,
}

/// The project at which the plan stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop {
    /// Its index in [`Ranking::placed`](super::Ranking::placed).
    pub index: usize,
    /// Its effort.
    pub needs: Effort,
    /// What was left when it was its turn.
    pub left: Effort,
}

/// The exact optimum within the capacity, and how it differs from the line.
#[derive(Debug, Clone, PartialEq)]
pub struct BestPlan {
    /// The chosen projects, ascending; of equally good choices the one with the least effort, then the one
    /// with the higher ranked projects.
    pub inside: Vec<usize>,
    /// The sum of their effort.
    pub effort: Effort,
    /// Chosen here but not by the line.
    pub enters: Vec<usize>,
    /// Chosen by the line but not here.
    pub leaves: Vec<usize>,
    /// The summed worth: zero-based value × person-weeks (`intensity`) or zero-based value (`total`).
    pub total: Ratio,
    /// The same sum for the line.
    pub line_total: Ratio,
    /// What the swap would add, as a share of the line's sum: `1/25` is 4 %. `None` when the line is empty
    /// or worth nothing.
    pub gain: Option<Ratio>,
}
