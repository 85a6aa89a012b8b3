//! What a change does to the plan, as a comment, a table, a page and JSON.
//!
//! [`Document`] is the comparison as versioned JSON; every other form is made from it alone, so that a saved one
//! can be shown again by somebody who must not trust it. Nothing here is computed; `review` does that.

mod compose;
mod document;
mod escape;
mod gist;
mod markdown;
mod phrase;
mod project;
mod says;
mod shift;
mod table;
mod triangle;
#[cfg(test)]
mod tests;
mod view;
mod writer;

/// The document as JSON.
pub fn json(document: &Document) -> String {
    // Texts, numbers and lists: there is nothing here that JSON could refuse.
    serde_json::to_string_pretty(document).unwrap_or_default() + "\n"
}

pub use compose::{broken, compared, first};
pub use document::{Document, End, EndKind, SCHEMA, Unranked};
pub use markdown::{Style, markdown};
pub use table::table;
pub use view::{View, view};
