//! Where the keys of a document's front matter stand.

use std::fmt;

use crate::diagnostic::{Place, PlaceSpan};

/// The places of a document's keys and values, by key, for findings made long after parsing.
#[derive(Clone, PartialEq, Eq)]
pub struct Places {
    whole: Place,
    spans: Vec<(&'static str, PlaceSpan)>,
}

impl Places {
    /// Places in the file of `whole`, the place of the front matter.
    pub(in crate::portfolio) fn new(whole: Place, spans: Vec<(&'static str, PlaceSpan)>) -> Self {
        Self { whole, spans }
    }

    /// The place of a key's value, when the document has the key.
    pub fn get(&self, key: &str) -> Option<Place> {
        let (_, span) = self.spans.iter().find(|(name, _)| *name == key)?;
        Some(Place::new(&self.whole.path, self.whole.file_bytes(), span.start..span.end))
    }

    /// The place of a key's value, else the place of the whole document.
    pub fn of(&self, key: &str) -> Place {
        self.get(key).unwrap_or_else(|| self.whole.clone())
    }
}

impl fmt::Debug for Places {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.spans.iter().map(|(key, _)| key)).finish()
    }
}
