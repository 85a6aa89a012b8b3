//! Quarters side by side, outcomes, learned weights.
