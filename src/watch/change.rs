//! Which files differ between two readings.

use crate::path::RelPath;
use crate::source::{Files, Sources, differences};

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
    let nothing = Files::new();
    let changes = differences(before.map_or(&nothing, Sources::files), after.files());
    changes
        .map(|found| Change {
            path: found.path.clone(),
            kind: match (found.was, found.is) {
                (_, Some(bytes)) if bytes.is_empty() => Kind::Emptied,
                (None, Some(_)) => Kind::Added,
                (Some(_), Some(_)) => Kind::Edited,
                (_, None) => Kind::Removed,
            },
        })
        .collect()
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
