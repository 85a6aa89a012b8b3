//! Telling an open page that it is no longer the newest.
//!
//! ```text
//! event: page      the page's own bytes have changed: load it again
//! event: overlay   what stands in the way has changed: ask for it
//! data: 17         the generation, and nothing else
//! ```
//!
//! A page says which version it is, so that whatever happened between loading and listening is told at once.

use std::io;
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::path::RelPath;
use crate::watch::answer;
use crate::watch::board::{Board, Shown};
use crate::watch::request::query_value;

/// How often a silent stream is used, so that a page that is gone frees its place.
const HEARTBEAT: Duration = Duration::from_secs(10);

/// How long an event may take to be taken.
const PATIENCE: Duration = Duration::from_secs(5);

/// An open page: which one, and in which version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listener {
    page: RelPath,
    version: u64,
    overlay: u64,
}

impl Listener {
    /// The page that a query describes.
    pub(super) fn of(query: &str) -> Option<Self> {
        let number = |key| query_value(query, key)?.parse().ok();
        Some(Self {
            page: RelPath::new(&query_value(query, "page")?)?,
            version: number("version")?,
            overlay: number("overlay")?,
        })
    }

    /// What the page must be told, if anything; it counts as told.
    fn news(&mut self, shown: &Shown) -> Option<String> {
        let version = shown.look(&self.page).version;
        if version != self.version {
            self.version = version;
            return Some(format!("event: page\ndata: {version}\n\n"));
        }
        let overlay = shown.overlay_version();
        if overlay != self.overlay {
            self.overlay = overlay;
            return Some(format!("event: overlay\ndata: {overlay}\n\n"));
        }
        None
    }
}

/// Sends news until the page or the server goes.
pub(super) fn send(
    stream: &mut TcpStream,
    mut listener: Listener,
    board: &Board,
    closing: &AtomicBool,
) -> io::Result<()> {
    answer::write_stream_head(stream)?;
    write(stream, "retry: 1000\n\n")?;
    let mut shown = board.shown();
    while !closing.load(Ordering::Relaxed) {
        while let Some(news) = listener.news(&shown) {
            write(stream, &news)?;
        }
        let before = shown.generation();
        shown = board.wait(before, HEARTBEAT);
        if shown.generation() == before {
            write(stream, ":\n\n")?;
        }
    }
    Ok(())
}

fn write(stream: &mut TcpStream, text: &str) -> io::Result<()> {
    answer::write_until(stream, text.as_bytes(), Instant::now() + PATIENCE)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Listener;
    use crate::pipeline::{Memo, Press, Request, prepare};
    use crate::source::Sources;
    use crate::watch::board::Board;

    /// Two projects, of which the first says `words`.
    fn press(words: &str) -> Option<Arc<Press>> {
        let scored = "---\nbusiness: 1\ninterest: 1\ngrowth: 1\n---\n";
        let (a, b) = (format!("{scored}{words}"), format!("{scored}b"));
        let sources = Sources::from_pairs([("projects/a.md", a.as_str()), ("projects/b.md", &b)]);
        prepare(&sources, &mut Memo::default(), &Request::default()).press
    }

    fn listener(page: &str) -> Listener {
        Listener::of(&format!("page=projects/{page}.html&version=1&overlay=0&token=x")).unwrap()
    }

    #[test]
    fn a_page_loaded_before_a_change_learns_of_it_late() {
        let board = Board::default();
        board.put(press("one"), None);
        let (mut a, mut b) = (listener("a"), listener("b"));
        assert_eq!((a.news(&board.shown()), b.news(&board.shown())), (None, None));
        board.put(press("two"), None);
        assert_eq!(a.news(&board.shown()).as_deref(), Some("event: page\ndata: 2\n\n"));
        assert_eq!(a.news(&board.shown()), None);
        assert_eq!(b.news(&board.shown()), None);
    }

    #[test]
    fn an_overlay_is_told_to_every_page() {
        let board = Board::default();
        board.put(press("one"), Some("broken".into()));
        let mut late = listener("b");
        assert_eq!(late.news(&board.shown()).as_deref(), Some("event: overlay\ndata: 1\n\n"));
    }

    #[test]
    fn a_listener_that_does_not_say_what_it_shows_is_none() {
        for query in ["", "page=a.html", "page=../a&version=1&overlay=0", "page=a&version=x&overlay=0"] {
            assert_eq!(Listener::of(query), None, "{query}");
        }
    }
}
