//! Two rankings compared: who moved, and why.
