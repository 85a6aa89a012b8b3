//! Which file is which document, and where its page will be.
//!
//! Places are fixed, so both follow from the path alone.

use crate::path::RelPath;
use crate::portfolio::{DocumentKind, Id};

/// How a planning folder is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::portfolio) enum Layout {
    /// Projects lie in `projects/`.
    Folders,
    /// There is no `projects/`: the markdown files at the top are projects.
    Plain,
}

impl Layout {
    /// The layout of a folder with these files.
    pub(in crate::portfolio) fn of<'p>(paths: impl IntoIterator<Item = &'p RelPath>) -> Self {
        let folders =
            paths.into_iter().any(|path| path.top_folder() == Some("projects") && is_markdown(path));
        if folders { Self::Folders } else { Self::Plain }
    }

    /// The kind of document at `path`, or `None` when it is none: an introduction, a template, a picture.
    pub(in crate::portfolio) fn kind_of(self, path: &RelPath) -> Option<DocumentKind> {
        if path.as_str() == "portfolio.md" {
            return Some(DocumentKind::Portfolio);
        }
        if !is_markdown(path) || is_introduction(path) {
            return None;
        }
        match path.top_folder() {
            Some(folder) => DocumentKind::ALL.into_iter().find(|kind| kind.folder() == Some(folder)),
            None if self == Self::Plain => Some(DocumentKind::Project),
            None => None,
        }
    }

    /// The page of the document at `path`, as a path inside the report.
    pub(in crate::portfolio) fn page_of(self, path: &RelPath) -> Option<String> {
        let kind = self.kind_of(path)?;
        Some(match kind.folder() {
            Some(folder) => format!("{folder}/{}.html", path.stem()),
            None => "index.html".to_owned(),
        })
    }
}

fn is_markdown(path: &RelPath) -> bool {
    path.extension() == "md"
}

fn is_introduction(path: &RelPath) -> bool {
    matches!(path.file_name().to_ascii_lowercase().as_str(), "readme.md" | "index.md")
}

/// Where a new document belongs in a planning folder of these files: in its folder, or at the top where
/// projects lie at the top.
pub fn home_of<'p>(
    kind: DocumentKind,
    id: &Id,
    paths: impl IntoIterator<Item = &'p RelPath> + Clone,
) -> Option<RelPath> {
    let layout = Layout::of(paths.clone());
    let at_the_top =
        |path: &RelPath| path.top_folder().is_none() && layout.kind_of(path) == Some(DocumentKind::Project);
    match kind.folder() {
        None => RelPath::new("portfolio.md"),
        Some(_) if kind == DocumentKind::Project && paths.into_iter().any(at_the_top) => {
            RelPath::new(&format!("{id}.md"))
        }
        Some(folder) => RelPath::new(&format!("{folder}/{id}.md")),
    }
}

#[cfg(test)]
mod tests {
    use super::home_of;
    use crate::path::RelPath;
    use crate::portfolio::{DocumentKind, Id};

    #[test]
    fn a_new_project_lies_where_projects_lie() {
        let home = |paths: &[&str]| {
            let paths: Vec<RelPath> = paths.iter().map(|path| RelPath::new(path).unwrap()).collect();
            let id = Id::new("kms").unwrap();
            home_of(DocumentKind::Project, &id, &paths).unwrap().to_string()
        };
        assert_eq!(home(&[]), "projects/kms.md");
        assert_eq!(home(&["portfolio.md", "README.md"]), "projects/kms.md");
        assert_eq!(home(&["vault.md"]), "kms.md");
        assert_eq!(home(&["vault.md", "projects/a.md"]), "projects/kms.md");
    }
}
