//! Looking back: quarters side by side, and which weights past outcomes suggest.
//!
//! Everything here is computed from the same documents as the ranking; no file keeps a history and no clock
//! is asked. Nothing here changes a weight: a suggestion is for people to discuss.

mod learn;

pub use learn::{Experience, Lesson, PRIOR, Refusal, Verdict, Weakness, judge, learn};
