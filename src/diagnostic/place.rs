//! Where a finding is.
//!
//! A place carries its own line of text, so that findings can be shown long after the file has changed.

use std::ops::Range;
use std::sync::Arc;

use crate::path::RelPath;

/// A stretch of bytes on one line of one file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file.
    pub path: RelPath,
    /// First byte and byte after the last one, counted from the start of the file.
    pub span: PlaceSpan,
    /// Line, counted from 1.
    pub line: u32,
    /// Column of the first character, counted in characters from 1.
    pub column: u32,
    /// Column after the last character on the same line.
    pub end_column: u32,
    /// The whole line, without its line end.
    pub text: Arc<str>,
}

/// The bytes of a place, ordered by start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlaceSpan {
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Place {
    /// The place of `span` in `text`. A span that runs over a line end is cut there.
    pub fn in_text(path: &RelPath, text: &str, span: Range<usize>) -> Self {
        let start = floor_char(text, span.start.min(text.len()));
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let end = floor_char(text, span.end.clamp(start, line_end));
        let line_text = text[line_start..line_end].trim_end_matches('\r');
        let column = text[line_start..start].chars().count() as u32 + 1;
        Self {
            path: path.clone(),
            span: PlaceSpan { start, end },
            line: text[..line_start].matches('\n').count() as u32 + 1,
            column,
            end_column: column + text[start..end].chars().count() as u32,
            text: line_text.into(),
        }
    }

    /// The first line of a file of which nothing is known but its path.
    pub fn file(path: &RelPath) -> Self {
        Self::in_text(path, "", 0..0)
    }
}

fn floor_char(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
