//! Text in which our words and those of documents are kept apart, so that each form escapes only what needs it.

/// A piece of running text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Phrase(Vec<Span>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Span {
    Ours(String),
    Theirs(String),
}

impl Phrase {
    /// Words of ours.
    pub(super) fn ours(text: impl Into<String>) -> Self {
        Self(vec![Span::Ours(text.into())])
    }

    /// Words of a document.
    pub(super) fn theirs(text: impl Into<String>) -> Self {
        Self(vec![Span::Theirs(text.into())])
    }

    /// The same with words of ours after it.
    pub(super) fn and(mut self, text: impl Into<String>) -> Self {
        self.0.push(Span::Ours(text.into()));
        self
    }

    /// The same with words of a document after it.
    pub(super) fn and_theirs(mut self, text: impl Into<String>) -> Self {
        self.0.push(Span::Theirs(text.into()));
        self
    }

    /// The same with another phrase after it.
    pub(super) fn then(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Phrases with words of ours between them.
    pub(super) fn joined(parts: impl IntoIterator<Item = Self>, between: &str) -> Self {
        let mut whole = Self::default();
        for (at, part) in parts.into_iter().enumerate() {
            if at > 0 {
                whole = whole.and(between);
            }
            whole = whole.then(part);
        }
        whole
    }

    /// Whether it says nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The whole text, with the words of documents made safe for where it goes.
    pub(super) fn text(&self, safe: impl Fn(&str) -> String) -> String {
        self.0
            .iter()
            .map(|span| match span {
                Span::Ours(text) => text.clone(),
                Span::Theirs(text) => safe(text),
            })
            .collect()
    }
}
