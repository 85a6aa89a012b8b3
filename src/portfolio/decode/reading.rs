//! One document being read: where it is, what has been found in it, and its maps by key.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Level, Place, PlaceSpan};
use crate::path::RelPath;
use crate::portfolio::decode::suggest::{nearest, words_of_stem};
use crate::portfolio::fields::Field;
use crate::portfolio::layout::Layout;
use crate::portfolio::links::LocalLink;
use crate::portfolio::yaml::{Key, Node, Value};
use crate::portfolio::{Allowance, Id, Places, Quarter, Scale};

/// What is known of a document before its front matter is decoded.
#[derive(Debug, Clone)]
pub(in crate::portfolio) struct Document {
    pub(in crate::portfolio) id: Id,
    pub(in crate::portfolio) path: RelPath,
    /// The quarter of the folder in which it lies.
    pub(in crate::portfolio) quarter: Option<Quarter>,
    /// The body's first heading.
    pub(in crate::portfolio) heading: Option<String>,
    /// The front matter's place.
    pub(in crate::portfolio) place: Place,
}

/// A document being read.
pub(in crate::portfolio) struct Reading<'a> {
    pub(in crate::portfolio) path: &'a RelPath,
    pub(in crate::portfolio) file: &'a Arc<[u8]>,
    /// Where the YAML begins in the file.
    pub(in crate::portfolio) offset: usize,
    /// The scale of scores in this portfolio.
    pub(in crate::portfolio) scale: &'a Scale,
    pub(in crate::portfolio) layout: Layout,
    pub(in crate::portfolio) found: Vec<Diagnostic>,
    /// Ids of other documents, to be looked up when all documents are known.
    pub(in crate::portfolio) references: Vec<Reference>,
    /// Files of the folder that fields lead to.
    pub(in crate::portfolio) links: Vec<LocalLink>,
    /// Allowances that stand in the text.
    pub(in crate::portfolio) in_text: Vec<Allowance>,
}

/// An id of another document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::portfolio) struct Reference {
    /// The finding when there is no such document: it says which kind is meant.
    pub(in crate::portfolio) code: Code,
    pub(in crate::portfolio) key: String,
    pub(in crate::portfolio) id: Id,
    pub(in crate::portfolio) place: Place,
}

/// A map of which every key is known.
#[derive(Debug, Clone, Copy)]
pub(in crate::portfolio) struct Entries<'n> {
    entries: &'n [(Key<'n>, Node<'n>)],
    fields: &'static [Field],
}

impl<'n> Entries<'n> {
    /// The value of a key; missing, null and empty are the same.
    pub(in crate::portfolio) fn get(&self, key: &str) -> Option<&'n Node<'n>> {
        debug_assert!(self.fields.is_empty() || self.fields.iter().any(|field| field.key == key), "{key}");
        let (_, node) = self.entries.iter().find(|(name, _)| name.text == key)?;
        (!is_nothing(node)).then_some(node)
    }
}

/// Whether a value says nothing: null, an empty text, an empty list or an empty map.
pub(in crate::portfolio) fn is_nothing(node: &Node<'_>) -> bool {
    match &node.value {
        Value::Null => true,
        Value::Scalar { text, .. } => text.trim().is_empty(),
        Value::List(items) => items.is_empty(),
        Value::Map(entries) => entries.is_empty(),
    }
}

/// What a value is, for messages.
pub(in crate::portfolio) fn shown(node: &Node<'_>) -> String {
    match &node.value {
        Value::Null => "nothing".to_owned(),
        Value::Scalar { text, quoted: true } => format!("the text \"{}\"", clip(text)),
        Value::Scalar { text, .. } => format!("`{}`", clip(text)),
        Value::List(_) => "a list".to_owned(),
        Value::Map(_) => "a map".to_owned(),
    }
}

/// At most forty characters of a text, on one line.
pub(in crate::portfolio) fn clip(text: &str) -> String {
    let mut line: String = text.chars().take(40).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(40).is_some() {
        line.push('…');
    }
    line
}

impl<'a> Reading<'a> {
    /// A document of which nothing has been read.
    pub(in crate::portfolio) fn new(
        path: &'a RelPath,
        file: &'a Arc<[u8]>,
        offset: usize,
        scale: &'a Scale,
        layout: Layout,
    ) -> Self {
        let (found, references, links, in_text) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { path, file, offset, scale, layout, found, references, links, in_text }
    }

    /// The same document read on another scale.
    pub(in crate::portfolio) fn on_scale<T>(
        &mut self,
        scale: &Scale,
        read: impl FnOnce(&mut Reading<'_>) -> T,
    ) -> T {
        let mut inner = Reading::new(self.path, self.file, self.offset, scale, self.layout);
        let value = read(&mut inner);
        self.found.append(&mut inner.found);
        value
    }

    /// The place of bytes of the front matter.
    pub(in crate::portfolio) fn place(&self, span: &Range<usize>) -> Place {
        Place::new(self.path, self.file, self.offset + span.start..self.offset + span.end)
    }

    /// A finding at a value, about a key.
    pub(in crate::portfolio) fn finding(
        &self,
        code: Code,
        key: &str,
        node: &Node<'_>,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::new(code, message).at(self.place(&node.span)).subject(key)
    }

    /// Reports a value of the wrong type.
    pub(in crate::portfolio) fn wrong_type(&mut self, key: &str, wanted: &str, node: &Node<'_>) {
        let message = format!("`{key}` must be {wanted}, found {}", shown(node));
        let finding = self.finding(Code::QD102, key, node, message).label(format!("{wanted} is wanted here"));
        self.found.push(finding);
    }

    /// Whether something has been found that keeps the document from being used.
    pub(in crate::portfolio) fn has_errors(&self) -> bool {
        self.found.iter().any(|finding| finding.level == Level::Error)
    }

    /// The entries of the map `node`, of which every key must be one of `fields` or begin with `x-`.
    pub(in crate::portfolio) fn entries<'n>(
        &mut self,
        name: &str,
        fields: &'static [Field],
        node: &'n Node<'n>,
    ) -> Option<Entries<'n>> {
        let Value::Map(entries) = &node.value else {
            self.wrong_type(name, "a map", node);
            return None;
        };
        for (key, _) in entries {
            if !key.text.starts_with("x-") && !fields.iter().any(|field| field.key == key.text) {
                let finding = self.unknown_key(name, fields, key);
                self.found.push(finding);
            }
        }
        Some(Entries { entries, fields })
    }

    fn unknown_key(&self, name: &str, fields: &'static [Field], key: &Key<'_>) -> Diagnostic {
        let place = self.place(&key.span);
        let message = format!("unknown key `{}`", clip(&key.text));
        let finding = Diagnostic::new(Code::QD101, message)
            .at(place.clone())
            .subject(key.text.as_ref())
            .label(format!("not a key of {name}"));
        let known = fields.iter().map(|field| field.key);
        match synonym(&key.text).filter(|meant| known.clone().any(|key| key == *meant)) {
            Some(meant) => finding.help(format!("did you mean `{meant}`?")).unsafe_fix(place, meant),
            None => match nearest(&key.text, known.clone()) {
                Some(meant) => finding.help(format!("did you mean `{meant}`?")).safe_fix(place, meant),
                None if key.text == "id" => {
                    finding.help("a document's id is its file name; rename the file instead")
                }
                None => finding
                    .help(format!("known keys: {}", known.collect::<Vec<_>>().join(", ")))
                    .help("keys that begin with `x-` are free"),
            },
        }
    }

    /// What a document is called: as it says under `key`, else as its first heading does, else as its file is.
    pub(in crate::portfolio) fn called(
        &mut self,
        key: &str,
        entries: &Entries<'_>,
        document: &Document,
    ) -> String {
        self.get(entries, key, Reading::line)
            .or_else(|| document.heading.clone())
            .unwrap_or_else(|| words_of_stem(document.id.as_str()))
    }

    /// The value of `key` as `read` understands it.
    pub(in crate::portfolio) fn get<T>(
        &mut self,
        entries: &Entries<'_>,
        key: &str,
        read: impl FnOnce(&mut Self, &str, &Node<'_>) -> Option<T>,
    ) -> Option<T> {
        entries.get(key).and_then(|node| read(self, key, node))
    }

    /// The values of `key` as `read` understands them; none when the document does not have the key.
    pub(in crate::portfolio) fn many<T>(
        &mut self,
        entries: &Entries<'_>,
        key: &str,
        read: impl FnOnce(&mut Self, &str, &Node<'_>) -> Vec<T>,
    ) -> Vec<T> {
        entries.get(key).map_or_else(Vec::new, |node| read(self, key, node))
    }

    /// Every item of the list at `key`; what cannot be read is reported and left out.
    pub(in crate::portfolio) fn list<T>(
        &mut self,
        entries: &Entries<'_>,
        key: &str,
        wanted: &str,
        mut read: impl FnMut(&mut Self, &str, &Node<'_>) -> Option<T>,
    ) -> Vec<T> {
        let Some(node) = entries.get(key) else { return Vec::new() };
        let Value::List(items) = &node.value else {
            self.wrong_type(key, wanted, node);
            return Vec::new();
        };
        items.iter().filter_map(|item| read(self, key, item)).collect()
    }

    /// Every entry of the map with free keys at `key`, in document order.
    pub(in crate::portfolio) fn free_map<T>(
        &mut self,
        entries: &Entries<'_>,
        key: &str,
        wanted: &str,
        mut read: impl FnMut(&mut Self, &Key<'_>, &Node<'_>) -> Option<T>,
    ) -> Vec<T> {
        let Some(node) = entries.get(key) else { return Vec::new() };
        let Value::Map(items) = &node.value else {
            self.wrong_type(key, wanted, node);
            return Vec::new();
        };
        items.iter().filter_map(|(name, value)| read(self, name, value)).collect()
    }

    /// Reports a key that must be there and is not.
    pub(in crate::portfolio) fn missing(&mut self, name: &str, key: &str, node: &Node<'_>) {
        let message = format!("{name} needs `{key}`");
        let finding = self.finding(Code::QD102, key, node, message).label(format!("no `{key}` here"));
        self.found.push(finding);
    }

    /// Where the values of a front matter stand.
    pub(in crate::portfolio) fn places(&self, entries: &Entries<'_>, whole: &Place) -> Places {
        let spans = entries.fields.iter().filter_map(|field| {
            let node = entries.get(field.key)?;
            let (start, end) = (self.offset + node.span.start, self.offset + node.span.end);
            Some((field.key, PlaceSpan { start, end }))
        });
        Places::new(whole.clone(), spans.collect())
    }
}

/// Keys that other tools use for the same thing.
fn synonym(key: &str) -> Option<&'static str> {
    Some(match key.to_ascii_lowercase().as_str() {
        "name" | "project" => "title",
        "state" | "stage" => "status",
        "value" | "impact" | "business_value" => "business",
        "size" | "estimate" | "weeks" | "cost" => "effort",
        "summary" | "tagline" | "message" => "headline",
        "story" | "theme" => "narrative",
        "type" => "kind",
        "lead" | "assignee" | "dri" | "author" => "owner",
        "deps" | "dependencies" | "depends" | "blocked_by" | "needs" => "depends_on",
        "skills" => "involves",
        "deadline" | "end" => "due",
        "quarters" | "period" => "quarter",
        "labels" => "tags",
        "aliases" => "was",
        _ => return None,
    })
}
