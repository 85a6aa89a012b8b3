//! What a filter lets through: kept to be written, or only counted where nobody is to read it.

use pulldown_cmark::Event;

/// So many bytes of text there are for one event, or more.
const USUAL_BYTES: usize = 24;

/// Events in the order in which they are written.
pub(super) enum Pieces<'a> {
    Kept(Vec<Event<'a>>),
    Counted(usize),
}

impl<'a> Pieces<'a> {
    /// None yet, with room for those of so many bytes of usual text.
    pub(super) fn kept(bytes: usize) -> Self {
        Self::Kept(Vec::with_capacity(bytes / USUAL_BYTES))
    }

    /// None yet; only their number will be known.
    pub(super) const fn counted() -> Self {
        Self::Counted(0)
    }

    pub(super) fn push(&mut self, event: Event<'a>) {
        self.push_made(|| event);
    }

    /// Adds an event that takes some making.
    pub(super) fn push_made(&mut self, event: impl FnOnce() -> Event<'a>) {
        match self {
            Self::Kept(events) => events.push(event()),
            Self::Counted(count) => *count += 1,
        }
    }

    /// Puts another event in the place of one.
    pub(super) fn set(&mut self, at: usize, event: impl FnOnce() -> Event<'a>) {
        if let Self::Kept(events) = self {
            events[at] = event();
        }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Kept(events) => events.len(),
            Self::Counted(count) => *count,
        }
    }

    pub(super) fn clear(&mut self) {
        match self {
            Self::Kept(events) => events.clear(),
            Self::Counted(count) => *count = 0,
        }
    }

    /// The events; none where they were only counted.
    pub(super) fn into_events(self) -> Vec<Event<'a>> {
        match self {
            Self::Kept(events) => events,
            Self::Counted(_) => Vec::new(),
        }
    }
}
