//! Text in aligned columns for a terminal.
//!
//! Width is what a terminal shows, not bytes or characters; a cell from a document cannot move the cursor,
//! change colours or turn the reading direction.

use unicode_width::UnicodeWidthStr;

use crate::diagnostic::plain;

/// On which side of its column a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// At the start: words.
    Start,
    /// At the end: numbers.
    End,
}

/// Rows of cells that become aligned lines.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    aligns: Vec<Align>,
    lines: Vec<Line>,
}

#[derive(Debug, Clone)]
enum Line {
    Cells(Vec<String>),
    Text(String),
}

/// The gap between two columns.
const GAP: &str = "  ";

impl Columns {
    /// No rows yet, and a side for every column.
    pub fn new(aligns: impl IntoIterator<Item = Align>) -> Self {
        Self { aligns: aligns.into_iter().collect(), lines: Vec::new() }
    }

    /// Adds a row; control characters in its cells are replaced.
    pub fn row<T: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = T>) {
        self.lines
            .push(Line::Cells(cells.into_iter().map(|cell| plain(cell.as_ref()).into_owned()).collect()));
    }

    /// Adds a line that stands across all columns.
    pub fn text(&mut self, text: &str) {
        self.lines.push(Line::Text(plain(text).into_owned()));
    }

    /// The finished lines, each with a line end and without trailing blanks.
    pub fn finish(&self) -> String {
        let widths = self.widths();
        let mut out = String::new();
        for line in &self.lines {
            match line {
                Line::Text(text) => out.push_str(text),
                Line::Cells(cells) => out.push_str(self.join(cells, &widths).trim_end()),
            }
            out.push('\n');
        }
        out
    }

    fn widths(&self) -> Vec<usize> {
        let mut widths = vec![0; self.aligns.len()];
        for line in &self.lines {
            if let Line::Cells(cells) = line {
                for (width, cell) in widths.iter_mut().zip(cells) {
                    *width = cell.width().max(*width);
                }
            }
        }
        widths
    }

    fn join(&self, cells: &[String], widths: &[usize]) -> String {
        let padded = cells.iter().zip(widths).zip(&self.aligns).map(|((cell, &width), align)| {
            let blanks = " ".repeat(width.saturating_sub(cell.width()));
            match align {
                Align::Start => format!("{cell}{blanks}"),
                Align::End => format!("{blanks}{cell}"),
            }
        });
        padded.collect::<Vec<_>>().join(GAP)
    }
}

#[cfg(test)]
mod tests {
    use super::{Align, Columns};

    #[test]
    fn columns_are_aligned_by_what_a_terminal_shows() {
        let mut columns = Columns::new([Align::End, Align::Start, Align::End]);
        columns.row(["1", "日本語", "5"]);
        columns.row(["10", "é", "12.5"]);
        columns.text("-- the line --");
        columns.row(["2", "abcdefgh", ""]);
        let wanted = " 1  日本語       5\n10  é         12.5\n-- the line --\n 2  abcdefgh\n";
        assert_eq!(columns.finish(), wanted);
    }

    #[test]
    fn a_title_cannot_drive_the_terminal() {
        let mut columns = Columns::new([Align::Start]);
        columns.row(["a\u{1b}[31mred\u{7}\u{202e}b\r\nc"]);
        assert_eq!(columns.finish(), "a\u{241b}[31mred\u{2407}\u{fffd}b  c\n");
    }
}
