//! New documents put into a planning folder, never over what is there.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

use crate::failure::Failure;
use crate::path::RelPath;

/// Writes every file, or none: what is there already is named and stays.
pub(super) fn plant(dir: &Path, files: &[(RelPath, String)]) -> Result<(), Failure> {
    let taken: Vec<&str> =
        files.iter().map(|(path, _)| path.as_str()).filter(|path| exists(&dir.join(*path))).collect();
    if let Some(first) = taken.first() {
        let more = if taken.len() > 1 { format!(" and {} more", taken.len() - 1) } else { String::new() };
        return Err(Failure::new(format!("cannot write {first}{more}: there is such a file already"))
            .help("nothing was written; move the file away or choose another name"));
    }
    files.iter().try_for_each(|(path, text)| write(&dir.join(path.as_str()), text))
}

/// Also a link that leads nowhere is something that is there.
fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|cause| Failure::io("cannot make the folder", folder, &cause))?;
    }
    // Whoever writes the same file between the look and this loses nothing.
    let file = fs::OpenOptions::new().write(true).create_new(true).open(path);
    file.and_then(|mut file| file.write_all(text.as_bytes())).map_err(|cause| match cause.kind() {
        ErrorKind::AlreadyExists => {
            Failure::new("cannot write").at(path).because("there is such a file already")
        }
        _ => Failure::io("cannot write", path, &cause),
    })
}
