//! `check --fix` and `check --diff`: the corrections of findings, made in the files or shown as a patch.
//!
//! What is not corrected stays byte for byte, and a file that changed since it was read is left alone.

use std::fs;
use std::path::Path;

use crate::cli::mending::{Boldness, mended};
use crate::cli::save::replace;
use crate::diagnostic::plain;
use crate::failure::Failure;
use crate::path::RelPath;
use crate::review::patch;
use crate::source::Sources;

/// Makes every correction and says in how many places of which files.
pub(super) fn apply(
    sources: &Sources,
    boldness: Boldness,
    dir: &Path,
) -> Result<Vec<(RelPath, usize)>, Failure> {
    let after = mended(sources, boldness);
    let mut written = Vec::new();
    for (path, count) in after.changed {
        let files = (sources.files().get(&path), after.sources.files().get(&path));
        let (Some(before), Some(mended)) = files else { continue };
        let failed = |error: &std::io::Error| Failure::io("cannot mend", dir.join(path.as_str()), error);
        // A link is followed, so that the file is replaced and not the link.
        let file = dir.join(path.as_str()).canonicalize().map_err(|error| failed(&error))?;
        if fs::read(&file).map_err(|error| failed(&error))? == before[..] {
            replace(&file, &String::from_utf8_lossy(mended))?;
            written.push((path, count));
        }
    }
    Ok(written)
}

/// What the corrections would be.
pub(super) struct Preview {
    /// A patch, from where the command was started.
    pub(super) patch: String,
    /// How many places of how many files it corrects.
    pub(super) places: usize,
    pub(super) files: usize,
    /// The folder as it would be then.
    pub(super) sources: Sources,
}

/// Every correction as a patch, with nothing written. `folder` leads to the planning folder.
pub(super) fn preview(sources: &Sources, boldness: Boldness, folder: &str) -> Preview {
    let after = mended(sources, boldness);
    let text = |sources: &Sources, path: &RelPath| {
        sources.files().get(path).map_or_else(String::new, |file| String::from_utf8_lossy(file).into_owned())
    };
    let patch = after.changed.keys().map(|path| {
        let name = plain(&format!("{folder}{path}")).into_owned();
        // A tab ends a name with blanks in it.
        let end = if name.contains(' ') { "\t" } else { "" };
        let names = (format!("a/{name}{end}"), format!("b/{name}{end}"));
        patch((&names.0, &names.1), &text(sources, path), &text(&after.sources, path))
    });
    Preview {
        patch: patch.collect(),
        places: after.changed.values().sum(),
        files: after.changed.len(),
        sources: after.sources,
    }
}
