//! The ledger: which files of an output folder are ours.
//!
//! It holds paths and hashes and no time, so that the same report has the same ledger. A path in it is
//! believed only when a regular file stands there in a real folder; it never leads anywhere else.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;
use std::path::Path;

use rayon::prelude::*;
use serde::Deserialize;

use crate::failure::Failure;
use crate::path::RelPath;
use crate::site::Site;

/// The ledger's file name, directly in the output folder.
pub(super) const NAME: &str = ".quarterdeck-ledger.json";

const SCHEMA: &str = "quarterdeck.ledger/1";

/// The files that we wrote, each with the BLAKE3 hash of its bytes in hexadecimal.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Ledger {
    files: BTreeMap<RelPath, String>,
}

#[derive(Deserialize)]
struct Document {
    schema: String,
    files: BTreeMap<String, String>,
}

impl Ledger {
    /// The ledger of a site.
    pub(super) fn of(site: &Site) -> Self {
        let files: Vec<_> = site.files().iter().collect();
        let hash = |(path, bytes): (&RelPath, &std::sync::Arc<[u8]>)| {
            (path.clone(), blake3::hash(bytes).to_hex().to_string())
        };
        Self { files: files.into_par_iter().map(hash).collect() }
    }

    /// The ledger in `folder`: `None` when there is none.
    pub(super) fn read(folder: &Path) -> Result<Option<Self>, Failure> {
        let path = folder.join(NAME);
        let text = match std::fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Failure::io("cannot read the ledger", &path, &error)),
        };
        let unreadable = |cause: &str| {
            Failure::new("cannot use the ledger")
                .at(&path)
                .because(cause)
                .help("remove the output folder, or name another one with --output")
        };
        let document: Document =
            serde_json::from_slice(&text).map_err(|_| unreadable("it is not the ledger of a report"))?;
        if document.schema != SCHEMA {
            return Err(unreadable("it was written by a newer quarterdeck"));
        }
        let files = document.files.into_iter().filter_map(|(path, hash)| Some((RelPath::new(&path)?, hash)));
        Ok(Some(Self { files: files.collect() }))
    }

    /// Whether the file at `path` is ours.
    pub(super) fn owns(&self, path: &RelPath) -> bool {
        self.files.contains_key(path)
    }

    /// Our files in path order.
    pub(super) fn paths(&self) -> impl Iterator<Item = &RelPath> {
        self.files.keys()
    }

    /// The ledger as text: one line a file, sorted.
    pub(super) fn text(&self) -> String {
        let mut text = format!("{{\n  \"schema\": \"{SCHEMA}\",\n  \"files\": {{");
        for (number, (path, hash)) in self.files.iter().enumerate() {
            let comma = if number == 0 { "" } else { "," };
            let path = serde_json::Value::from(path.as_str());
            let _ = write!(text, "{comma}\n    {path}: \"{hash}\"");
        }
        text.push_str("\n  }\n}\n");
        text
    }
}
