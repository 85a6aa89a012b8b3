//! What was parsed before.
//!
//! A memo changes how long loading takes and nothing else: an entry is used only for a file of the same
//! bytes, and all are dropped when what documents are read as has changed.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::path::RelPath;
use crate::portfolio::load::Read;
use crate::portfolio::parse::{Context, Parsed};
use crate::source::Sources;

/// Parsed documents by path. An empty memo is always right.
#[derive(Debug, Default)]
pub struct Memo {
    context: Option<Context>,
    entries: BTreeMap<RelPath, Entry>,
    between: Option<Between>,
}

/// What was looked for between the documents of the last round.
#[derive(Debug)]
struct Between {
    sources: Sources,
    settings: Option<Arc<Parsed>>,
    is_clean: Clean,
}

/// Whether nothing is wrong between documents, once that is known.
pub(in crate::portfolio) type Clean = Arc<OnceLock<bool>>;

#[derive(Debug)]
struct Entry {
    file: Arc<[u8]>,
    parsed: Arc<Parsed>,
}

impl Memo {
    /// Forgets everything when documents are read as something else than in the last round.
    pub(in crate::portfolio) fn read_as(&mut self, context: &Context) {
        if self.context.as_ref() != Some(context) {
            self.entries.clear();
            self.between = None;
            self.context = Some(context.clone());
        }
    }

    /// What the file gave, when these bytes have been parsed before.
    pub(in crate::portfolio) fn get(&self, path: &RelPath, file: &Arc<[u8]>) -> Option<Arc<Parsed>> {
        let entry = self.entries.get(path)?;
        // The same allocation holds the same bytes; comparing them is for files that were read again.
        let same = Arc::ptr_eq(&entry.file, file) || entry.file == *file;
        same.then(|| Arc::clone(&entry.parsed))
    }

    /// Whether nothing is wrong between documents, of which [`keep`](Self::keep) has not been told yet: known at
    /// once when nothing was, and all of them lead where they led in the last round.
    pub(in crate::portfolio) fn between(
        &mut self,
        sources: &Sources,
        documents: &[Read<'_>],
        settings: Option<&Read<'_>>,
    ) -> Clean {
        let settings = settings.map(|read| Arc::clone(&read.parsed));
        let leads_like = |old: &Arc<Parsed>, new: &Arc<Parsed>| Arc::ptr_eq(old, new) || old.leads_like(new);
        let is_as_before = self.between.as_ref().is_some_and(|last| {
            let settings = match (&last.settings, &settings) {
                (Some(old), Some(new)) => leads_like(old, new),
                (old, new) => old.is_none() && new.is_none(),
            };
            last.is_clean.get() == Some(&true)
                && settings
                && self.entries.len() == documents.len()
                && last.sources.files().keys().eq(sources.files().keys())
                && self.entries.values().zip(documents).all(|(old, new)| leads_like(&old.parsed, &new.parsed))
        });
        let is_clean = if is_as_before { Arc::new(OnceLock::from(true)) } else { Clean::default() };
        let between = Between { sources: sources.clone(), settings, is_clean: Arc::clone(&is_clean) };
        self.between = Some(between);
        is_clean
    }

    /// What documents were read as; `None` before the first round.
    pub(in crate::portfolio) fn context(&self) -> Option<&Context> {
        self.context.as_ref()
    }

    /// Keeps another reading of one file.
    pub(in crate::portfolio) fn replace(&mut self, path: &RelPath, file: &Arc<[u8]>, parsed: Arc<Parsed>) {
        self.entries.insert(path.clone(), Entry { file: Arc::clone(file), parsed });
    }

    /// Keeps exactly what this round has seen.
    pub(in crate::portfolio) fn keep<'a>(
        &mut self,
        round: impl IntoIterator<Item = (&'a RelPath, &'a Arc<[u8]>, &'a Arc<Parsed>)> + Clone,
    ) {
        // Nearly always the paths are those of the last round, and one or two of the files are others.
        let paths = || round.clone().into_iter().map(|(path, ..)| path);
        if self.entries.keys().eq(paths()) {
            for (entry, (_, file, parsed)) in self.entries.values_mut().zip(round) {
                if !Arc::ptr_eq(&entry.parsed, parsed) || !Arc::ptr_eq(&entry.file, file) {
                    *entry = Entry { file: Arc::clone(file), parsed: Arc::clone(parsed) };
                }
            }
            return;
        }
        self.entries = round
            .into_iter()
            .map(|(path, file, parsed)| {
                (path.clone(), Entry { file: Arc::clone(file), parsed: Arc::clone(parsed) })
            })
            .collect();
    }
}
