//! The ranking for machines, spreadsheets, wikis and terminals.
//!
//! [`Document`] is the versioned JSON (`quarterdeck.ranking/1`): within a version, fields are only added. The
//! other formats say the same in fewer words. Nothing here is computed that the ranking does not know.

mod columns;
mod csv;
mod document;
mod markdown;
mod number;
mod table;

pub use columns::{Align, Columns, plain};
pub use document::{Document, SCHEMA};
