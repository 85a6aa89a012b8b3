//! Where a finding is.
//!
//! A place shares the bytes of its file, so that findings can be shown long after the file has changed, and
//! so that a place costs next to nothing until somebody asks for its line.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::path::RelPath;

/// A stretch of bytes on one line of one file.
///
/// Two places are equal when path and bytes are; the text of the file does not take part.
#[derive(Clone)]
pub struct Place {
    /// The file.
    pub path: RelPath,
    /// First byte and byte after the last one, counted from the start of the file.
    pub span: PlaceSpan,
    /// The whole file.
    file: Arc<[u8]>,
}

/// The bytes of a place, ordered by start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceSpan {
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Place {
    /// The place of `span` in the file of these bytes, without copying them. A span that runs over a line
    /// end is cut there when its line is asked for.
    pub fn new(path: &RelPath, file: &Arc<[u8]>, span: Range<usize>) -> Self {
        let start = span.start.min(file.len());
        let end = span.end.clamp(start, file.len());
        Self { path: path.clone(), span: PlaceSpan { start, end }, file: Arc::clone(file) }
    }

    /// The place of `span` in a text, which is copied.
    pub fn in_text(path: &RelPath, text: &str, span: Range<usize>) -> Self {
        Self::new(path, &Arc::from(text.as_bytes()), span)
    }

    /// The first line of a file of which nothing is known but its path.
    pub fn file(path: &RelPath) -> Self {
        Self::in_text(path, "", 0..0)
    }

    /// Line, counted from 1.
    pub fn line(&self) -> u32 {
        self.file[..self.line_start()].split(|byte| *byte == b'\n').count().max(1) as u32
    }

    /// Column of the first character, counted in characters from 1.
    pub fn column(&self) -> u32 {
        self.characters(self.line_start()..self.span.start) + 1
    }

    /// Column after the last character on the same line.
    pub fn end_column(&self) -> u32 {
        let end = self.span.end.min(self.line_end()).max(self.span.start);
        self.column() + self.characters(self.span.start..end)
    }

    /// The place right after this one: on the same line, or on the line where it ends.
    #[must_use]
    pub fn after(&self) -> Self {
        let end = self.span.end;
        Self { path: self.path.clone(), span: PlaceSpan { start: end, end }, file: Arc::clone(&self.file) }
    }

    /// The whole line, without its line end. Bytes that are no text are shown as replacement characters.
    pub fn line_text(&self) -> Cow<'_, str> {
        let line = &self.file[self.line_start()..self.line_end()];
        String::from_utf8_lossy(line.strip_suffix(b"\r").unwrap_or(line))
    }

    /// The whole file in which the place lies.
    pub fn file_bytes(&self) -> &Arc<[u8]> {
        &self.file
    }

    fn line_start(&self) -> usize {
        self.file[..self.span.start].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1)
    }

    fn line_end(&self) -> usize {
        let rest = &self.file[self.span.start..];
        rest.iter().position(|byte| *byte == b'\n').map_or(self.file.len(), |at| self.span.start + at)
    }

    fn characters(&self, span: Range<usize>) -> u32 {
        String::from_utf8_lossy(&self.file[span]).chars().count() as u32
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}..{}]", self.path, self.span.start, self.span.end)
    }
}

impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Place {}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        (&self.path, self.span).cmp(&(&other.path, other.span))
    }
}

#[cfg(test)]
mod tests {
    use super::Place;
    use crate::path::RelPath;

    fn place(text: &str, word: &str) -> (u32, u32, u32, String) {
        let start = text.find(word).unwrap();
        let path = RelPath::new("a.md").unwrap();
        let place = Place::in_text(&path, text, start..start + word.len());
        (place.line(), place.column(), place.end_column(), place.line_text().into_owned())
    }

    #[test]
    fn columns_count_characters_not_bytes() {
        assert_eq!(place("a\nüö: xyz\nb", "xyz"), (2, 5, 8, "üö: xyz".to_owned()));
    }

    #[test]
    fn after_a_place_is_where_it_ends_also_on_another_line() {
        let path = RelPath::new("a.md").unwrap();
        let after = Place::in_text(&path, "a\n\nbü c", 0..6).after();
        assert_eq!((after.line(), after.column()), (3, 3));
    }

    #[test]
    fn a_place_ends_with_its_line() {
        assert_eq!(place("one two\r\nthree", "two\r\nthree"), (1, 5, 9, "one two".to_owned()));
    }
}
