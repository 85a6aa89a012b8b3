//! Exact order, plan line and robustness: pure whole-number arithmetic on scores and weights.
//!
//! [`rank()`] gives the order and the plan under the stated weights, [`Ranking`] and its parts say what each
//! number means, [`Robustness`] says what holds over all weightings, [`PlanMap`] draws it. With three criteria
//! a weighting is a point of a triangle and a comparison of two projects is a line, so all of it is cross
//! products and signs of whole numbers. No order depends on a float, on hashing or on threads; no number is
//! turned into text here.

mod cells;
mod chosen;
mod contested;
mod depths;
mod display;
mod exact;
mod field;
mod first;
mod fringe;
mod knapsack;
mod lattice;
mod line;
mod logarithm;
mod map;
mod method;
mod needed;
mod optimum_map;
mod order;
mod outline;
mod overall;
mod pair;
mod pairwise;
mod pareto;
mod placed;
mod plan;
mod planned;
mod polygon;
mod range;
mod rank;
mod ranks;
mod region;
mod rivals;
mod robustness;
mod rules;
mod sample;
mod shortlist;
mod sway;
mod terrain;
#[cfg(test)]
mod tests;
mod under;
mod walk;
mod weighting;
mod whole;

pub use display::split;
pub use exact::Ratio;
pub use map::{PlanMap, PlanRegion};
pub use needed::{Needed, Raise, Reach};
pub use optimum_map::OptimumMap;
pub use placed::{BelowFloor, Placed, RankRange, Ranking, Side, Unscored};
pub use plan::{BestPlan, Plan, Stop};
pub use planned::PlannedWhere;
pub use rank::{Shown, order_by, planned_under, rank, rank_by, shown_under, value_under};
pub use robustness::{Exactness, FirstPlace, Flip, Margin, Precision, Region, Robustness, Stability};
pub use rules::Rules;
pub use sway::{Sway, Swayed};
pub use terrain::Firmness;
pub use under::Elsewhere;
pub use weighting::{Outline, WeightMove, Weighting};
