//! Front matter to domain: one file for each kind of document, on common readers of values.
//!
//! Everything that is wrong is reported and nothing is guessed: a document with an error gives findings,
//! and no document. References are checked elsewhere, when all documents are known.

mod aside;
mod currency;
mod decimal;
mod goal;
mod narrative;
mod numbers;
mod person;
mod project;
mod reading;
mod settings;
mod story;
mod suggest;
mod texts;
mod time;

pub(in crate::portfolio) use goal::goal;
pub(in crate::portfolio) use narrative::narrative;
pub(in crate::portfolio) use person::person;
pub(in crate::portfolio) use project::project;
pub(in crate::portfolio) use reading::{Document, Reading, Reference};
pub(in crate::portfolio) use settings::{Stated, settings};
pub(in crate::portfolio) use suggest::nearest;
pub use suggest::slug;
pub(in crate::portfolio) use time::quarter_of;
