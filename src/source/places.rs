//! Which files of a planning folder take part in a report.
//!
//! The places are fixed, so that a folder and a git revision are read by the same rule and no setting has to
//! be known before reading. Nothing here touches a file.

use crate::path::RelPath;

/// The most bytes that a document, the settings or a template may have: 1 MiB.
pub const DOCUMENT_LIMIT: u64 = 1 << 20;

/// The most bytes that an asset may have: 8 MiB.
pub const ASSET_LIMIT: u64 = 8 << 20;

/// The name of the file with the settings.
pub const SETTINGS: &str = "portfolio.md";

/// The folder of the projects; where it is missing, documents may stand at the top.
pub const PROJECTS: &str = "projects";

/// The folders that hold files that take part.
pub const PLACES: [&str; 6] = [PROJECTS, "people", "narratives", "goals", "templates", "assets"];

/// What a file is by its place alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// `portfolio.md`.
    Settings,
    /// A markdown file in `projects`, `people`, `narratives` or `goals`.
    Document,
    /// A markdown file at the top: a project when there is no `projects` folder, else nothing.
    TopDocument,
    /// Any file in `templates`.
    Template,
    /// Any file in `assets`.
    Asset,
}

impl Role {
    /// The role of the file at `path`, or `None` when the file takes no part.
    pub fn of(path: &RelPath) -> Option<Self> {
        if path.parts().any(is_ignored) {
            return None;
        }
        match path.top_folder() {
            None if path.as_str() == SETTINGS => Some(Self::Settings),
            None => is_markdown(path.as_str()).then_some(Self::TopDocument),
            Some("templates") => Some(Self::Template),
            Some("assets") => Some(Self::Asset),
            Some(top) if is_place(top) => is_markdown(path.as_str()).then_some(Self::Document),
            Some(_) => None,
        }
    }

    /// The most bytes that a file of this role may have.
    pub const fn limit(self) -> u64 {
        match self {
            Self::Asset => ASSET_LIMIT,
            Self::Settings | Self::Document | Self::TopDocument | Self::Template => DOCUMENT_LIMIT,
        }
    }

    /// What to call a file of this role in a message.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Asset => "an asset",
            Self::Template => "a template",
            Self::Settings | Self::Document | Self::TopDocument => "a document",
        }
    }
}

/// Whether the folder of that name, at the top of a planning folder, holds files that take part.
pub fn is_place(name: &str) -> bool {
    PLACES.contains(&name)
}

/// Whether a file or folder of that name is passed over wherever it stands: hidden files, what editors
/// leave beside a file while they save it, and folders of packages.
pub fn is_ignored(name: &str) -> bool {
    name.starts_with('.')
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || name.starts_with("___jb_")
        || has_ending(name, ".swp")
        || matches!(name, "4913" | "node_modules" | "Thumbs.db" | "desktop.ini")
}

/// Whether the name is that of a markdown file.
pub fn is_markdown(name: &str) -> bool {
    name.len() > 3 && has_ending(name, ".md")
}

/// Whether a name ends like that, in capitals or not.
fn has_ending(name: &str, ending: &str) -> bool {
    let rest = name.len().checked_sub(ending.len());
    rest.and_then(|at| name.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case(ending))
}

#[cfg(test)]
mod tests {
    use super::{Role, is_ignored};
    use crate::path::RelPath;

    #[test]
    fn the_place_of_a_file_decides_its_role() {
        for (path, role) in [
            ("portfolio.md", Some(Role::Settings)),
            ("projects/2026-Q4/a.md", Some(Role::Document)),
            ("people/ana.MD", Some(Role::Document)),
            ("a.md", Some(Role::TopDocument)),
            ("templates/home.html", Some(Role::Template)),
            ("assets/mark.svg", Some(Role::Asset)),
            ("projects/a.txt", None),
            ("docs/a.md", None),
            ("projects/.a.md", None),
            ("assets/node_modules/x.js", None),
            ("é", None),
        ] {
            assert_eq!(Role::of(&RelPath::new(path).unwrap()), role, "{path}");
        }
    }

    #[test]
    fn what_editors_leave_behind_is_ignored() {
        for name in [".a.md.swp", "a.md~", "#a.md#", ".#a.md", "4913", "___jb_tmp___", "a.swp"] {
            assert!(is_ignored(name), "{name}");
        }
    }
}
