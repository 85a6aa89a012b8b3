//! What is shown now: the last good report, and over it what stands in its way.
//!
//! A board is written by one rebuild at a time and read by every connection. Readers take a snapshot and keep
//! it for as long as they like; a rebuild never waits for them. Pages are printed when somebody looks at them,
//! on the thread of whoever looks.

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::path::RelPath;
use crate::pipeline::Press;
use crate::watch::defect;
use crate::watch::looks::Looks;

/// How many pages that are gone are remembered, so that a browser that shows one learns of it.
const GONE_LIMIT: usize = 1_000;

/// One state of what is shown.
#[derive(Debug, Default)]
pub struct Shown {
    generation: u64,
    press: Option<Arc<Press>>,
    /// What was looked at, now or before.
    leaves: Mutex<BTreeMap<RelPath, Leaf>>,
    /// The generation in which anything that pages are drawn with last changed.
    assets: u64,
    overlay: Option<Arc<str>>,
    overlay_version: u64,
    /// Who looks at this state.
    pub(super) looks: Looks,
}

/// A page or file of the report as somebody saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// What is there.
    pub sight: Sight,
    /// The generation in which that, or what pages are drawn with, was first seen to be so; 0 when nothing was
    /// ever there.
    pub version: u64,
    /// Whether it was printed, or is certain, in the state that it belongs to.
    is_current: bool,
}

/// What there is at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sight {
    /// A page or file.
    Found(Arc<[u8]>),
    /// The report has none of that path.
    Nothing,
    /// It cannot be printed, which is a defect of this program: in a few words.
    Defect(String),
}

impl Shown {
    /// How many times what is shown has changed.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// What prints the last good report; `None` before the first one.
    pub fn press(&self) -> Option<&Arc<Press>> {
        self.press.as_ref()
    }

    /// What is at an address, printed now if nobody looked at it before.
    pub fn look(&self, path: &RelPath) -> Leaf {
        self.show(path, Leaf::clone)
    }

    /// Does something with what is at an address, printed now if nobody looked at it before. Until it is done, it
    /// counts as waiting for the page.
    pub fn show<T>(&self, path: &RelPath, act: impl FnOnce(&Leaf) -> T) -> T {
        let known = self.leaves().get(path).cloned();
        let (mut leaf, _waiting) = match known {
            Some(leaf) if leaf.is_current => (leaf, None),
            before => {
                let names_findings = self.press.as_ref().is_some_and(|press| press.names_findings(path));
                let waiting = self.looks.wait_for_page(names_findings);
                (self.print(path, before.as_ref()), Some(waiting))
            }
        };
        self.looks.note();
        if leaf.version > 0 {
            leaf.version = leaf.version.max(self.assets);
        }
        act(&leaf)
    }

    fn print(&self, path: &RelPath, before: Option<&Leaf>) -> Leaf {
        let sight = self.press.as_ref().map_or(Sight::Nothing, |press| sight(press, path));
        let version = match before {
            Some(leaf) if leaf.sight == sight => leaf.version,
            None if sight == Sight::Nothing => return Leaf { sight, version: 0, is_current: true },
            _ => self.generation,
        };
        let leaf = Leaf { sight, version, is_current: true };
        self.leaves().insert(path.clone(), leaf.clone());
        leaf
    }

    /// What is known of the pages when another press follows.
    fn leaves_after(&self, next: &Press) -> BTreeMap<RelPath, Leaf> {
        let mut leaves = self.leaves().clone();
        for (path, leaf) in &mut leaves {
            let is_certain = self.press.as_ref().is_some_and(|press| next.prints_like(press, path));
            leaf.is_current &= is_certain;
        }
        let gone = leaves.values().filter(|leaf| leaf.sight == Sight::Nothing).count();
        if gone > GONE_LIMIT {
            leaves.retain(|_, leaf| leaf.sight != Sight::Nothing);
        }
        leaves
    }

    fn leaves(&self) -> MutexGuard<'_, BTreeMap<RelPath, Leaf>> {
        // Every entry is put in as a whole, so a panic elsewhere cannot leave one half done.
        self.leaves.lock().unwrap_or_else(PoisonError::into_inner)
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

/// Prints a page; a defect of ours is told in its place.
fn sight(press: &Press, path: &RelPath) -> Sight {
    match defect::caught(|| press.page(path)) {
        Ok(Ok(Some(bytes))) => Sight::Found(bytes),
        Ok(Ok(None)) => Sight::Nothing,
        Ok(Err(fault)) => Sight::Defect(fault.message),
        Err(words) => Sight::Defect(words),
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

    /// Shows a report, or leaves the last one, under an overlay or none.
    pub fn put(&self, press: Option<Arc<Press>>, overlay: Option<String>) {
        let before = self.shown();
        let generation = before.generation + 1;
        let overlay = overlay.map(Arc::from);
        let is_same_overlay = before.overlay == overlay;
        if press.is_none() && is_same_overlay {
            return;
        }
        let is_same =
            |next: &Arc<Press>| before.press.as_ref().is_some_and(|old| old.assets() == next.assets());
        let assets = if press.as_ref().is_none_or(is_same) { before.assets } else { generation };
        let leaves = press.as_ref().map_or_else(|| before.leaves().clone(), |it| before.leaves_after(it));
        *self.lock() = Arc::new(Shown {
            generation,
            press: press.or_else(|| before.press.clone()),
            leaves: Mutex::new(leaves),
            assets,
            overlay_version: if is_same_overlay { before.overlay_version } else { generation },
            overlay,
            ..Shown::default()
        });
        self.news.notify_all();
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use super::{Board, Sight};
    use crate::path::RelPath;
    use crate::pipeline::{Memo, Press, Request, prepare};
    use crate::source::Sources;

    /// Two projects, of which the second says `words`, and a style sheet.
    fn press(words: &str, style: &str) -> Arc<Press> {
        let scored = "---\nbusiness: 1\ninterest: 1\ngrowth: 1\n---\n";
        let (a, b) = (format!("{scored}a"), format!("{scored}{words}"));
        let files = [("projects/a.md", a.as_str()), ("projects/b.md", &b), ("assets/x.css", style)];
        let sources = Sources::from_pairs(files.into_iter().filter(|(_, text)| *text != scored));
        prepare(&sources, &mut Memo::default(), &Request::default()).press.unwrap()
    }

    fn version(board: &Board, path: &str) -> u64 {
        board.shown().look(&RelPath::new(path).unwrap()).version
    }

    fn versions(board: &Board) -> (u64, u64) {
        (version(board, "projects/a.html"), version(board, "projects/b.html"))
    }

    #[test]
    fn a_page_keeps_its_version_while_its_bytes_stay() {
        let board = Board::default();
        board.put(Some(press("b", "1")), None);
        assert_eq!(versions(&board), (1, 1));
        board.put(Some(press("B", "1")), None);
        assert_eq!(versions(&board), (1, 2));
    }

    #[test]
    fn a_page_that_comes_back_unseen_is_the_one_from_before() {
        let board = Board::default();
        board.put(Some(press("b", "1")), None);
        assert_eq!(versions(&board), (1, 1));
        board.put(Some(press("B", "1")), None);
        board.put(Some(press("b", "1")), None);
        assert_eq!(versions(&board), (1, 1));
    }

    #[test]
    fn the_same_report_again_is_no_news_for_any_page() {
        let board = Board::default();
        board.put(Some(press("b", "1")), None);
        assert_eq!(versions(&board), (1, 1));
        board.put(Some(press("b", "1")), None);
        assert_eq!(versions(&board), (1, 1));
        board.put(None, None);
        assert_eq!(board.wait(2, Duration::ZERO).generation(), 2);
    }

    #[test]
    fn an_asset_is_a_part_of_every_page() {
        let board = Board::default();
        board.put(Some(press("b", "1")), None);
        assert_eq!(versions(&board), (1, 1));
        board.put(Some(press("b", "2")), None);
        assert_eq!(versions(&board), (2, 2));
    }

    #[test]
    fn a_page_that_is_gone_has_a_new_version() {
        let board = Board::default();
        board.put(Some(press("b", "1")), None);
        assert_eq!(versions(&board), (1, 1));
        board.put(Some(press("", "1")), None);
        assert_eq!((version(&board, "projects/b.html"), version(&board, "never.html")), (2, 0));
    }

    #[test]
    fn an_overlay_leaves_the_last_report_up() {
        let board = Board::default();
        board.put(Some(press("b", "1")), None);
        assert_eq!(versions(&board), (1, 1));
        board.put(None, Some("broken".into()));
        let shown = board.shown();
        assert_eq!((shown.overlay(), shown.overlay_version()), (Some("broken"), 2));
        let leaf = shown.look(&RelPath::new("projects/b.html").unwrap());
        assert!(matches!(leaf.sight, Sight::Found(_)));
        board.put(Some(press("b", "1")), None);
        assert_eq!((board.shown().overlay(), board.shown().overlay_version()), (None, 3));
        assert_eq!(versions(&board), (1, 1));
    }
}
