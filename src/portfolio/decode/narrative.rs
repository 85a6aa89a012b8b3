//! Narratives.

use crate::diagnostic::Code;
use crate::portfolio::Narrative;
use crate::portfolio::decode::reading::{Document, Reading};
use crate::portfolio::fields::DocumentKind;
use crate::portfolio::yaml::Node;

/// The narrative of a document, or `None` when something in it is wrong.
pub(in crate::portfolio) fn narrative(
    reading: &mut Reading<'_>,
    document: Document,
    root: &Node<'_>,
) -> Option<Narrative> {
    let entries = reading.entries("a narrative", DocumentKind::Narrative.fields(), root)?;
    let title = reading.called("title", &entries, &document);
    let narrative = Narrative {
        title,
        goals: reading.many(&entries, "goals", |r, key, node| r.ids(Code::QD203, key, node)),
        headline: reading.get(&entries, "headline", Reading::line),
        owner: reading.get(&entries, "owner", |r, key, node| r.id(Code::QD201, key, node)),
        state: reading.get(&entries, "state", Reading::line),
        allow: reading.allow(&entries),
        places: reading.places(&entries, &document.place),
        id: document.id,
        path: document.path,
        place: document.place,
    };
    (!reading.has_errors()).then_some(narrative)
}
