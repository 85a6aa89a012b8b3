//! JSON that people can read and git can compare: one line for each member of the document and for each
//! project, however much it holds.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

/// The value as JSON in this layout, with a line end.
#[expect(clippy::expect_used, reason = "every key is text, no value refuses to be written, memory takes it")]
pub(super) fn json(value: &impl Serialize) -> String {
    let mut bytes = Vec::with_capacity(16 << 10);
    value.serialize(&mut Serializer::with_formatter(&mut bytes, Layout::default())).expect("a plain tree");
    bytes.push(b'\n');
    String::from_utf8(bytes).expect("JSON is text")
}

/// Breaks lines inside the document and inside lists directly below it.
#[derive(Debug, Default)]
struct Layout {
    /// The open brackets, outermost first: whether each breaks lines, and whether it holds anything yet.
    open: Vec<Open>,
}

#[derive(Debug)]
struct Open {
    breaks: bool,
    filled: bool,
}

impl Layout {
    fn begin(&mut self, out: &mut (impl Write + ?Sized), bracket: &[u8], breaks: bool) -> io::Result<()> {
        self.open.push(Open { breaks, filled: false });
        out.write_all(bracket)
    }

    fn end(&mut self, out: &mut (impl Write + ?Sized), bracket: &[u8]) -> io::Result<()> {
        let closed = self.open.pop();
        if closed.is_some_and(|open| open.breaks && open.filled) {
            self.new_line(out)?;
        }
        out.write_all(bracket)
    }

    fn member(&mut self, out: &mut (impl Write + ?Sized), first: bool) -> io::Result<()> {
        let breaks = self.open.last_mut().is_some_and(|open| {
            open.filled = true;
            open.breaks
        });
        match (first, breaks) {
            (false, false) => out.write_all(b", "),
            (true, false) => Ok(()),
            (false, true) => out.write_all(b",").and_then(|()| self.new_line(out)),
            (true, true) => self.new_line(out),
        }
    }

    fn new_line(&self, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
        out.write_all(b"\n")?;
        (0..self.open.len()).try_for_each(|_| out.write_all(b"  "))
    }
}

impl Formatter for Layout {
    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        let outermost = self.open.is_empty();
        self.begin(out, b"{", outermost)
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.end(out, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.member(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(b": ")
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        let below_the_document = self.open.len() == 1;
        self.begin(out, b"[", below_the_document)
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.end(out, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.member(out, first)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, from_str};

    use super::json;

    #[test]
    fn a_project_is_a_line() {
        let text = r#"{"a": {"b": 1, "c": [1, 2]}, "list": [{"d": 1}, {"d": [3]}], "none": []}"#;
        let value: Value = from_str(text).unwrap();
        let wanted = "{\n  \"a\": {\"b\": 1, \"c\": [1, 2]},\n  \"list\": [\n    {\"d\": 1},\n    {\"d\": [3]}\n  ],\n  \
                      \"none\": []\n}\n";
        assert_eq!(json(&value), wanted);
        assert_eq!(from_str::<Value>(&json(&value)).unwrap(), value);
    }
}
