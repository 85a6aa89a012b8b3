//! Making files and folders, with modes that do not depend on who builds.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

use super::Durability;
use crate::failure::Failure;

const FILE_MODE: u32 = 0o644;
const FOLDER_MODE: u32 = 0o755;

/// Makes a new file; one that exists already is an error.
pub(super) fn file(path: &Path, bytes: &[u8], durability: Durability) -> Result<(), Failure> {
    let make = || -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).create_new(true).mode(FILE_MODE).open(path)?;
        file.write_all(bytes)?;
        if file.metadata()?.permissions().mode() & 0o7777 != FILE_MODE {
            file.set_permissions(Permissions::from_mode(FILE_MODE))?;
        }
        if durability == Durability::Synced {
            file.sync_all()?;
        }
        Ok(())
    };
    make().map_err(|error| failed("cannot write", path, &error))
}

/// Makes a folder, unless it is there.
pub(super) fn folder(path: &Path) -> Result<(), Failure> {
    let make = || -> io::Result<()> {
        match DirBuilder::new().mode(FOLDER_MODE).create(path) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && is_folder(path) => return Ok(()),
            Err(error) => return Err(error),
        }
        set_folder_mode(path)
    };
    make().map_err(|error| failed("cannot make the folder", path, &error))
}

/// Gives a folder that we made its mode.
pub(super) fn folder_mode(path: &Path) -> Result<(), Failure> {
    set_folder_mode(path).map_err(|error| failed("cannot make the folder", path, &error))
}

fn set_folder_mode(path: &Path) -> io::Result<()> {
    if path.symlink_metadata()?.permissions().mode() & 0o7777 == FOLDER_MODE {
        return Ok(());
    }
    fs::set_permissions(path, Permissions::from_mode(FOLDER_MODE))
}

/// Makes sure that the names in a folder are on the disk, when that is wanted.
pub(super) fn sync_folder(path: &Path, durability: Durability) -> Result<(), Failure> {
    if durability == Durability::Lazy {
        return Ok(());
    }
    let sync = || File::open(path)?.sync_all();
    sync().map_err(|error| failed("cannot put on the disk", path, &error))
}

/// Whether a folder, and not a link to one, stands at `path`.
pub(super) fn is_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|metadata| metadata.is_dir())
}

/// Whether a regular file, and not a link to one, stands at `path`.
pub(super) fn is_file(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|metadata| metadata.is_file())
}

/// A failure to write, with what helps where we know it.
pub(super) fn failed(tried: &str, path: &Path, error: &io::Error) -> Failure {
    let failure = Failure::io(tried, path, error);
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            failure.help("free some space and build again; the report before is still in place")
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            failure.help("name a folder that you may write to with --output")
        }
        _ => failure,
    }
}
