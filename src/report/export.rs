//! The ranking for machines, spreadsheets, wikis and terminals.
//!
//! [`Document`] is the versioned JSON (`quarterdeck.ranking/1`): within a version, fields are only added. The
//! other formats say the same in fewer words. Nothing here is computed that the ranking does not know.

mod columns;
mod csv;
mod document;
mod layout;
mod markdown;
mod number;
mod table;

pub use columns::{Align, Columns};
pub use document::{Document, SCHEMA};

use std::sync::Arc;

use crate::ranking::Sway;
use crate::report::{Draft, Picture, address};

/// The ranking as the files beside the pages: what `rank` prints as JSON and as CSV.
pub(super) fn files<'a>(picture: &'a Picture<'a>) -> [Draft<'a>; 2] {
    let document = || {
        let robustness = picture.sway.map(Sway::all);
        Document::new(picture.portfolio.settings(), picture.ranking, robustness)
    };
    [
        Draft::file(address("rankings.json"), move || Arc::from(document().json().into_bytes())),
        Draft::file(address("rankings.csv"), move || Arc::from(document().csv().into_bytes())),
    ]
}
