//! What an event of the file system says: which files it is about, and whether they are whole.
//!
//! Nothing is looked at here; what an event says of a file need not be so.

use std::collections::BTreeSet;
use std::path::Path;

use notify::ErrorKind;
use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind, RenameMode};

use crate::path::RelPath;
use crate::source::places;

/// How many changes make a storm, of which nothing is kept but that it was one.
pub(super) const STORM: usize = 16;

/// What may have changed, as far as was heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// Whatever there is.
    Anything,
    /// What is at these paths of the planning folder.
    Files(BTreeSet<RelPath>),
}

impl Heard {
    /// Both together; of many files nothing is kept but that there were many.
    pub(super) fn and(self, more: Self) -> Self {
        match (self, more) {
            (Self::Files(mut files), Self::Files(more)) if files.len() < STORM => {
                files.extend(more);
                Self::Files(files)
            }
            _ => Self::Anything,
        }
    }
}

/// An event.
#[derive(Debug)]
pub(super) struct Bell {
    pub(super) tone: Tone,
    pub(super) about: Heard,
}

/// What one event says about the file that it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    /// It is whole again.
    Done,
    /// More is to come.
    Open,
    /// The system cannot watch any more folders.
    Exhausted,
}

/// What an event means for the planning folder, if anything.
pub(super) fn listen(root: &Path, event: notify::Result<notify::Event>) -> Option<Bell> {
    let event = match event {
        Ok(event) => event,
        Err(error) => {
            let is_limit = matches!(error.kind, ErrorKind::MaxFilesWatch);
            let tone = if is_limit { Tone::Exhausted } else { Tone::Open };
            return Some(Bell { tone, about: Heard::Anything });
        }
    };
    let about = if event.need_rescan() || event.paths.is_empty() {
        Heard::Anything
    } else {
        let concerning = event.paths.iter().filter(|path| concerns(root, path));
        concerning.map(|path| heard_of(root, path)).reduce(Heard::and)?
    };
    let tone = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write))
        | EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both)) => Tone::Done,
        // Our own reading raises these.
        EventKind::Access(_) => return None,
        _ => Tone::Open,
    };
    Some(Bell { tone, about })
}

/// The file at `path`; anything, where that cannot be the path of a file that takes part.
fn heard_of(root: &Path, path: &Path) -> Heard {
    let inside = path.strip_prefix(root).ok().and_then(Path::to_str).and_then(RelPath::new);
    inside.map_or(Heard::Anything, |path| Heard::Files([path].into()))
}

/// Whether a file at `path` could take part in a report, or is the folder itself.
fn concerns(root: &Path, path: &Path) -> bool {
    let Ok(inside) = path.strip_prefix(root) else { return false };
    let mut parts = inside.iter().map(|part| part.to_str().unwrap_or_default());
    if inside.iter().any(|part| part.to_str().is_some_and(places::is_ignored)) {
        return false;
    }
    match (parts.next(), parts.next()) {
        (None, _) => true,
        (Some(top), None) => places::is_place(top) || places::is_markdown(top),
        (Some(top), Some(_)) => places::is_place(top),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Heard, STORM, concerns};
    use crate::path::RelPath;

    #[test]
    fn of_a_storm_nothing_is_kept_but_that_it_was_one() {
        let files = |names: &[&str]| {
            let path = |name: &&str| RelPath::new(&format!("projects/{name}.md")).unwrap();
            Heard::Files(names.iter().map(path).collect())
        };
        assert_eq!(files(&["a"]).and(files(&["b"])), files(&["a", "b"]));
        assert_eq!(files(&["a"]).and(Heard::Anything), Heard::Anything);
        let many: Vec<String> = (0..STORM).map(|number| format!("p{number}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(files(&many).and(files(&["a"])), Heard::Anything);
    }

    #[test]
    fn only_files_that_could_take_part_concern_us() {
        for (path, expected) in [
            ("/r", true),
            ("/r/portfolio.md", true),
            ("/r/projects/x", true),
            ("/r/projects/.a.md.swp", false),
            ("/r/public/index.html", false),
            ("/r/.git/index", false),
            ("/other", false),
        ] {
            assert_eq!(concerns(Path::new("/r"), Path::new(path)), expected, "{path}");
        }
    }
}
