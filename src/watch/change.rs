//! Which files differ between two readings.

use std::sync::Arc;

use crate::path::RelPath;
use crate::source::Sources;

/// A file that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The file.
    pub path: RelPath,
    /// What happened to it.
    pub kind: Kind,
}

/// What happened to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It is new.
    Added,
    /// It has other bytes.
    Edited,
    /// It has no bytes any more.
    Emptied,
    /// It is gone.
    Removed,
}

impl Change {
    /// Whether this could be the first half of a save.
    pub(super) fn may_be_unfinished(&self) -> bool {
        matches!(self.kind, Kind::Emptied | Kind::Removed)
    }
}

/// The differences in path order; every file of `after` when there is nothing before it.
pub(super) fn between(before: Option<&Sources>, after: &Sources) -> Vec<Change> {
    let old = |path: &RelPath| before.and_then(|before| before.files().get(path));
    let arrived = after.files().iter().filter_map(|(path, bytes)| {
        let kind = match old(path) {
            None if bytes.is_empty() => Kind::Emptied,
            None => Kind::Added,
            Some(old) if Arc::ptr_eq(old, bytes) || old == bytes => return None,
            Some(_) if bytes.is_empty() => Kind::Emptied,
            Some(_) => Kind::Edited,
        };
        Some(Change { path: path.clone(), kind })
    });
    let gone = before
        .iter()
        .flat_map(|before| before.files().keys())
        .filter(|path| !after.files().contains_key(path));
    let gone = gone.map(|path| Change { path: path.clone(), kind: Kind::Removed });
    let mut changes: Vec<Change> = arrived.chain(gone).collect();
    changes.sort_by(|a, b| a.path.cmp(&b.path));
    changes
}

#[cfg(test)]
mod tests {
    use super::{Kind, between};
    use crate::source::Sources;

    #[test]
    fn every_difference_is_named_once_in_path_order() {
        let before = Sources::from_pairs([("a.md", "1"), ("b.md", "1"), ("c.md", "1"), ("d.md", "1")]);
        let after = Sources::from_pairs([("b.md", "2"), ("c.md", "1"), ("d.md", ""), ("e.md", "1")]);
        let found: Vec<_> = between(Some(&before), &after)
            .into_iter()
            .map(|change| (change.path.to_string(), change.kind))
            .collect();
        let expected =
            [("a.md", Kind::Removed), ("b.md", Kind::Edited), ("d.md", Kind::Emptied), ("e.md", Kind::Added)];
        assert_eq!(found, expected.map(|(path, kind)| (path.to_owned(), kind)));
        assert_eq!(between(None, &after).len(), 4);
    }
}
