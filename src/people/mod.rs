//! People: what each of them should work on next, who could do what, and who is drifting.

mod flow;
mod pairing;
mod seats;
pub mod staffing;

pub use pairing::{Pairing, Part, pair};

#[cfg(test)]
mod staffing_tests;
