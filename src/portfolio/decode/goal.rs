//! Business goals.

use crate::diagnostic::{Code, Diagnostic};
use crate::portfolio::decode::reading::{Document, Reading};
use crate::portfolio::decode::suggest::slug;
use crate::portfolio::fields::{self, DocumentKind};
use crate::portfolio::yaml::{Node, Value};
use crate::portfolio::{Goal, Id, KeyResult};

/// The goal of a document, or `None` when something in it is wrong.
pub(in crate::portfolio) fn goal(
    reading: &mut Reading<'_>,
    document: Document,
    root: &Node<'_>,
) -> Option<Goal> {
    let entries = reading.entries("a goal", DocumentKind::Goal.fields(), root)?;
    let title = reading.called("title", &entries, &document);
    let goal = Goal {
        title,
        owner: reading.get(&entries, "owner", |r, key, node| r.id(Code::QD201, key, node)),
        metric: reading.get(&entries, "metric", Reading::line),
        target: reading.get(&entries, "target", Reading::percent),
        key_results: reading.list(&entries, "key_results", "a list of key results", key_result),
        allow: reading.allow(&entries),
        places: reading.places(&entries, &document.place),
        id: document.id,
        path: document.path,
        place: document.place,
    };
    (!reading.has_errors()).then_some(goal)
}

fn key_result(reading: &mut Reading<'_>, key: &str, node: &Node<'_>) -> Option<KeyResult> {
    let (id, title) = named(reading, key, "a key result", fields::KEY_RESULT, node)?;
    Some(KeyResult { id, title })
}

impl Reading<'_> {
    /// An id inside a document: stated, else made from the title.
    pub(in crate::portfolio) fn inner_id(
        &mut self,
        stated: Option<&Node<'_>>,
        title: &str,
        whole: &Node<'_>,
    ) -> Option<Id> {
        if let Some(node) = stated {
            return self.id(Code::QD102, "id", node);
        }
        let id = Id::new(&slug(title));
        if id.is_none() {
            let finding = Diagnostic::new(Code::QD102, "no id can be made from this title")
                .at(self.place(&whole.span))
                .subject("id")
                .label("an `id` is wanted here");
            self.found.push(finding);
        }
        id
    }
}

/// A list item with a title and an optional id; a text alone is a title.
fn named(
    reading: &mut Reading<'_>,
    key: &str,
    name: &str,
    fields: &'static [fields::Field],
    node: &Node<'_>,
) -> Option<(Id, String)> {
    if let Value::Scalar { .. } = &node.value {
        let title = reading.line(key, node)?;
        return Some((reading.inner_id(None, &title, node)?, title));
    }
    let entries = reading.entries(name, fields, node)?;
    let title = reading.needed(&entries, name, "title", node, Reading::line)?;
    Some((reading.inner_id(entries.get("id"), &title, node)?, title))
}
