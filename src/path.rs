//! A path inside the planning folder, the same on every system.
//!
//! It never names a place outside the folder and is never made from a request or from document text;
//! turning it into a path of the operating system is the business of the edges.

use std::fmt;
use std::sync::Arc;

/// A relative path with `/` between its parts, without `.`, `..`, empty parts or a leading `/`.
///
/// Ordered by bytes, which is the order of every listing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelPath(Arc<str>);

impl RelPath {
    /// The path, or `None` when the text is not a clean relative path.
    pub fn new(text: &str) -> Option<Self> {
        let clean = text
            .split('/')
            .all(|part| !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', '\0']));
        clean.then(|| Self(text.into()))
    }

    /// The whole path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The parts between the slashes, outermost first.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.0.split('/')
    }

    /// The last part: `soc2.md` of `projects/soc2.md`.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The file name without its last extension: `soc2` of `projects/soc2.md`.
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        match name.rfind('.') {
            Some(dot) if dot > 0 => &name[..dot],
            _ => name,
        }
    }

    /// The extension without its dot, or an empty text.
    pub fn extension(&self) -> &str {
        let name = self.file_name();
        match name.rfind('.') {
            Some(dot) if dot > 0 => &name[dot + 1..],
            _ => "",
        }
    }

    /// The first part when there are at least two: `projects` of `projects/2026-Q4/soc2.md`.
    pub fn top_folder(&self) -> Option<&str> {
        self.0.split_once('/').map(|(top, _)| top)
    }

    /// What remains below `folder`, when the path lies in it.
    pub fn below(&self, folder: &str) -> Option<Self> {
        let rest = self.0.strip_prefix(folder)?.strip_prefix('/')?;
        Self::new(rest)
    }
}

impl fmt::Display for RelPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::RelPath;

    #[test]
    fn a_path_never_leaves_the_folder() {
        for bad in ["", "/etc", "a//b", "../a", "a/..", "a/./b", "a\\b", "a/"] {
            assert_eq!(RelPath::new(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_stem_drops_one_extension() {
        let path = RelPath::new("projects/2026-Q4/soc2.type.md").unwrap();
        assert_eq!((path.stem(), path.extension(), path.top_folder()), ("soc2.type", "md", Some("projects")));
    }
}
