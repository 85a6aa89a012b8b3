//! `check --fix`: the corrections of findings, made in the files.
//!
//! What is not corrected stays byte for byte, and a file that changed since it was read is left alone.

use std::fs;
use std::path::Path;

use crate::cli::mending::{Boldness, mended};
use crate::cli::save::replace;
use crate::failure::Failure;
use crate::path::RelPath;
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
