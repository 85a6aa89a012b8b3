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

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::path::RelPath;
use crate::report::{Picture, address};

/// The ranking as the files beside the pages: what `rank` prints as JSON and as CSV.
pub(super) fn files(picture: &Picture<'_>) -> BTreeMap<RelPath, Arc<[u8]>> {
    let robustness = picture.stability.map(|known| known.all);
    let document = Document::new(picture.portfolio.settings(), picture.ranking, robustness);
    let file = |name: &str, text: String| (address(name), Arc::from(text.into_bytes()));
    BTreeMap::from([file("rankings.csv", document.csv()), file("rankings.json", document.json())])
}
