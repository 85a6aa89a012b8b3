//! A sentence in parts, some of them strong or linked, so that templates need no markup from us.

use serde::Serialize;

use crate::portfolio::Project;

/// A sentence or two.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Prose(Vec<Span>);

/// A stretch of words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Span {
    words: String,
    /// An address from the report's root.
    page: Option<String>,
    strong: bool,
}

impl Prose {
    /// Plain words.
    pub(super) fn new(words: impl Into<String>) -> Self {
        Self::default().and(words)
    }

    /// The same, then plain words.
    #[must_use]
    pub(super) fn and(mut self, words: impl Into<String>) -> Self {
        self.0.push(Span { words: words.into(), page: None, strong: false });
        self
    }

    /// The same, then strong words.
    #[must_use]
    pub(super) fn strong(mut self, words: impl Into<String>) -> Self {
        self.0.push(Span { words: words.into(), page: None, strong: true });
        self
    }

    /// The same, then a project's title that leads to its page.
    #[must_use]
    pub(super) fn project(mut self, project: &Project) -> Self {
        let page = Some(format!("projects/{}.html", project.id));
        self.0.push(Span { words: project.title.clone(), page, strong: false });
        self
    }

    /// The same, then several pieces as a list: `A, B and C`.
    #[must_use]
    pub(super) fn list(mut self, items: Vec<Self>) -> Self {
        let count = items.len();
        for (at, item) in items.into_iter().enumerate() {
            match at {
                0 => {}
                _ if at + 1 == count => self = self.and(" and "),
                _ => self = self.and(", "),
            }
            self.0.extend(item.0);
        }
        self
    }

    /// The same, then another piece.
    #[must_use]
    pub(super) fn then(mut self, more: Self) -> Self {
        self.0.extend(more.0);
        self
    }

    /// The words alone, for the terminal.
    pub fn text(&self) -> String {
        self.0.iter().map(|span| span.words.as_str()).collect()
    }
}
