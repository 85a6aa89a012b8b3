//! What is shown now: the last good report, and over it what stands in its way.
//!
//! A board is written by one rebuild at a time and read by every connection. Readers take a snapshot and keep
//! it for as long as they like; a rebuild never waits for them.

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::path::RelPath;
use crate::site::Site;
use crate::source::differences;

/// How many files that are gone are remembered, so that a page that shows one learns of it.
const GONE_LIMIT: usize = 1_000;

/// One state of what is shown.
#[derive(Debug, Clone, Default)]
pub struct Shown {
    generation: u64,
    site: Arc<Site>,
    /// The generation in which each file last changed, appeared or went.
    versions: BTreeMap<RelPath, u64>,
    /// The generation in which anything that pages are drawn with last changed.
    assets: u64,
    overlay: Option<Arc<str>>,
    overlay_version: u64,
}

impl Shown {
    /// How many times what is shown has changed.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// The last good report; empty before the first one.
    pub fn site(&self) -> &Arc<Site> {
        &self.site
    }

    /// The generation in which the page at `path`, or what it is drawn with, last changed; 0 when no such page
    /// was ever shown.
    pub fn version(&self, path: &RelPath) -> u64 {
        self.versions.get(path).map_or(0, |version| (*version).max(self.assets))
    }

    /// What stands in the way of a newer report, as HTML.
    pub fn overlay(&self) -> Option<&str> {
        self.overlay.as_deref()
    }

    /// The generation in which the overlay last changed.
    pub fn overlay_version(&self) -> u64 {
        self.overlay_version
    }
}

/// Where rebuilds put what is to be shown and connections look for it.
#[derive(Debug, Default)]
pub struct Board {
    shown: Mutex<Arc<Shown>>,
    news: Condvar,
}

impl Board {
    /// What is shown now.
    pub fn shown(&self) -> Arc<Shown> {
        Arc::clone(&self.lock())
    }

    /// Shows a report, or leaves the last one, under an overlay or none. Nothing happens when all of it is
    /// shown already. Gives the number of files whose bytes changed.
    pub fn put(&self, site: Option<Arc<Site>>, overlay: Option<String>) -> usize {
        let before = self.shown();
        let generation = before.generation + 1;
        let mut next = Shown { generation, ..Shown::clone(&before) };
        let mut changed = 0;
        if let Some(site) = site {
            changed = note_changes(&mut next, &before.site, &site);
            next.site = site;
        }
        if before.overlay.as_deref() != overlay.as_deref() {
            next.overlay = overlay.map(Arc::from);
            next.overlay_version = generation;
        }
        if changed > 0 || next.overlay_version == generation {
            *self.lock() = Arc::new(next);
            self.news.notify_all();
        }
        changed
    }

    /// Waits until something else than `generation` is shown, at most for `patience`.
    pub fn wait(&self, generation: u64, patience: Duration) -> Arc<Shown> {
        let until = Instant::now() + patience;
        let mut shown = self.lock();
        while shown.generation == generation {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            shown = self.news.wait_timeout(shown, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        Arc::clone(&shown)
    }

    /// Wakes everybody who waits, though nothing changed.
    pub(super) fn wake(&self) {
        self.news.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, Arc<Shown>> {
        // What is behind the lock is replaced as a whole, so a panic elsewhere cannot leave it half done.
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Gives every file that differs between the sites the new generation.
fn note_changes(next: &mut Shown, before: &Site, after: &Site) -> usize {
    let generation = next.generation;
    let mut changed = 0;
    let mut note = |path: &RelPath| {
        changed += 1;
        next.versions.insert(path.clone(), generation);
        if path.top_folder() == Some("assets") {
            next.assets = generation;
        }
    };
    differences(before.files(), after.files()).for_each(|found| note(found.path));
    forget_long_gone(next, after);
    changed
}

/// Keeps the list of files that are gone from growing without end.
fn forget_long_gone(next: &mut Shown, site: &Site) {
    if next.versions.len() <= site.files().len() + GONE_LIMIT {
        return;
    }
    next.versions.retain(|path, version| *version == next.generation || site.get(path).is_some());
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use super::Board;
    use crate::path::RelPath;
    use crate::site::Site;

    fn site(files: &[(&str, &str)]) -> Arc<Site> {
        let file = |(path, text): &(&str, &str)| (RelPath::new(path).unwrap(), text.as_bytes().into());
        Arc::new(Site::new(files.iter().map(file).collect()))
    }

    fn version(board: &Board, path: &str) -> u64 {
        board.shown().version(&RelPath::new(path).unwrap())
    }

    #[test]
    fn a_page_keeps_its_version_while_its_bytes_stay() {
        let board = Board::default();
        board.put(Some(site(&[("a.html", "a"), ("b.html", "b")])), None);
        assert_eq!(board.put(Some(site(&[("a.html", "a"), ("b.html", "B")])), None), 1);
        assert_eq!((version(&board, "a.html"), version(&board, "b.html")), (1, 2));
    }

    #[test]
    fn the_same_report_again_is_no_news() {
        let board = Board::default();
        board.put(Some(site(&[("a.html", "a")])), None);
        assert_eq!(board.put(Some(site(&[("a.html", "a")])), None), 0);
        assert_eq!(board.wait(1, Duration::ZERO).generation(), 1);
    }

    #[test]
    fn an_asset_is_a_part_of_every_page() {
        let board = Board::default();
        board.put(Some(site(&[("a.html", "a"), ("assets/x.css", "1")])), None);
        board.put(Some(site(&[("a.html", "a"), ("assets/x.css", "2")])), None);
        assert_eq!(version(&board, "a.html"), 2);
    }

    #[test]
    fn a_page_that_is_gone_has_a_new_version() {
        let board = Board::default();
        board.put(Some(site(&[("a.html", "a"), ("b.html", "b")])), None);
        board.put(Some(site(&[("a.html", "a")])), None);
        assert_eq!((version(&board, "b.html"), version(&board, "never.html")), (2, 0));
    }

    #[test]
    fn an_overlay_leaves_the_last_report_up() {
        let board = Board::default();
        board.put(Some(site(&[("a.html", "a")])), None);
        board.put(None, Some("broken".into()));
        let shown = board.shown();
        assert_eq!(
            (shown.overlay(), shown.overlay_version(), shown.site().files().len()),
            (Some("broken"), 2, 1)
        );
        board.put(Some(site(&[("a.html", "a")])), None);
        assert_eq!((board.shown().overlay(), board.shown().overlay_version()), (None, 3));
        assert_eq!(version(&board, "a.html"), 1);
    }
}
