//! Exact order, plan line and robustness: pure whole-number arithmetic on scores and weights.
