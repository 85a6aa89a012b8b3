//! The two halves of a document: what stands between the fences and what follows.
//!
//! The splitter is `gray_matter`; this module finds the fences in the original text as well, because a
//! splitter that says "no front matter" loses a project without a word: an unclosed fence, a byte-order
//! mark, a blank first line or another format's fence each get their finding. It does not read YAML.

use std::ops::Range;

use gray_matter::engine::Engine;
use gray_matter::{Matter, Pod};

use crate::diagnostic::Code;

/// The longest front matter in bytes.
pub(in crate::portfolio) const MAX_BYTES: usize = 64 * 1024;

const BOM: char = '\u{feff}';

/// The byte ranges of both halves in the original text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::portfolio) struct Split {
    /// What stands between the fences, whole lines.
    pub(in crate::portfolio) matter: Range<usize>,
    /// What follows the closing fence.
    pub(in crate::portfolio) body: Range<usize>,
    /// The opening fence.
    pub(in crate::portfolio) fence: Range<usize>,
}

/// Why a document has no front matter that could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::portfolio) struct Unsplit {
    pub(in crate::portfolio) code: Code,
    pub(in crate::portfolio) span: Range<usize>,
    pub(in crate::portfolio) message: String,
    pub(in crate::portfolio) help: &'static str,
    /// What to put in place of a stretch of the text, and whether nothing can be lost by it.
    pub(in crate::portfolio) fix: Option<(Range<usize>, &'static str, Safety)>,
}

/// Whether a change can be made without a person looking at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::portfolio) enum Safety {
    /// Nothing can be lost.
    Safe,
    /// A person should look at it.
    Unsafe,
}

/// Finds the two halves of `text`.
pub(in crate::portfolio) fn split(text: &str) -> Result<Split, Unsplit> {
    let first = line(text, 0);
    if text[first.clone()].trim_end() != "---" {
        return Err(missing(text, first));
    }
    let matter_start = next_line(text, &first);
    let Some(close) = closing_fence(text, matter_start) else { return Err(unclosed(text, first)) };
    let matter = matter_start..close.start;
    if matter.len() > MAX_BYTES {
        return Err(too_long(matter.len(), first));
    }
    if verbatim(&text[..close.end]).trim().is_empty() {
        return Err(empty(first.start..close.end));
    }
    let body = next_line(text, &close)..text.len();
    Ok(Split { matter, body, fence: first })
}

/// Hands the matter over as it is. It is read with positions elsewhere.
pub(in crate::portfolio) struct Verbatim;

impl Engine for Verbatim {
    fn parse(_matter: &str) -> gray_matter::Result<Pod> {
        Ok(Pod::Null)
    }
}

/// What `gray_matter` sees between the fences of `head`, which ends with the closing fence.
fn verbatim(head: &str) -> String {
    let matter: Matter<Verbatim> = Matter::new();
    matter.parse::<Option<String>>(head).map(|entity| entity.matter).unwrap_or_default()
}

/// The line that starts at `start`, without its line end.
fn line(text: &str, start: usize) -> Range<usize> {
    let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    start..end
}

/// Where the line after `line` starts.
fn next_line(text: &str, line: &Range<usize>) -> usize {
    (line.end + 1).min(text.len())
}

fn closing_fence(text: &str, from: usize) -> Option<Range<usize>> {
    let mut start = from;
    while start < text.len() {
        let line = line(text, start);
        if text[line.clone()].trim_end() == "---" {
            return Some(line);
        }
        start = line.end + 1;
    }
    None
}

/// Names what stands where the opening fence should.
fn missing(text: &str, first: Range<usize>) -> Unsplit {
    let words = text[first.clone()].trim();
    if text.starts_with(BOM) {
        return Unsplit {
            code: Code::QD003,
            span: 0..first.end,
            message: "a byte-order mark stands before the opening `---`".to_owned(),
            help: "save the file as UTF-8 without a byte-order mark",
            fix: Some((0..BOM.len_utf8(), "", Safety::Safe)),
        };
    }
    if is_foreign_fence(words) {
        return Unsplit {
            code: Code::QD006,
            span: first.clone(),
            message: format!("the front matter opens with `{words}`, which is not YAML's fence"),
            help: "write YAML between two lines of exactly three hyphens: `---`",
            fix: None,
        };
    }
    let blank = text.find(|c: char| !c.is_whitespace()).unwrap_or(text.len());
    let fence = line(text, blank);
    if text[fence].trim_end() == "---" && blank > 0 {
        return Unsplit {
            code: Code::QD004,
            span: first,
            message: "a blank stands before the opening `---`".to_owned(),
            help: "the fence must be the very first thing in the file",
            fix: Some((0..blank, "", Safety::Safe)),
        };
    }
    if has_later_front_matter(text) {
        return Unsplit {
            code: Code::QD004,
            span: first,
            message: "text stands before the opening `---`".to_owned(),
            help: "move the front matter to the very beginning of the file",
            fix: None,
        };
    }
    Unsplit {
        code: Code::QD007,
        span: first,
        message: "the document has no front matter".to_owned(),
        help: "begin the file with a line `---`, its keys (such as `business: 4`), and another line `---`",
        fix: None,
    }
}

/// Whether two fences with a key right after the first of them stand further down.
fn has_later_front_matter(text: &str) -> bool {
    let Some(open) = closing_fence(text, 0) else { return false };
    let start = next_line(text, &open);
    let (key, _) = text[line(text, start)].split_once(':').unwrap_or_default();
    let is_key =
        !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
    is_key && closing_fence(text, start).is_some()
}

fn is_foreign_fence(words: &str) -> bool {
    let dashes = words.len() > 3 && words.bytes().all(|b| b == b'-');
    let named = words.strip_prefix("---").is_some_and(|rest| matches!(rest.trim(), "yaml" | "toml" | "json"));
    dashes || named || matches!(words, "+++" | ";;;" | "..." | "{" | "~~~" | "--")
}

fn unclosed(text: &str, first: Range<usize>) -> Unsplit {
    let dots = text.lines().any(|line| line.trim_end() == "...");
    let body = text[first.end..].find("\n#").map(|at| first.end + at + 1);
    Unsplit {
        code: if dots { Code::QD006 } else { Code::QD005 },
        span: first,
        message: if dots {
            "the front matter is closed by `...`, which is not a fence here".to_owned()
        } else {
            "the front matter opened here is never closed".to_owned()
        },
        help: "put a line `---` after the last key",
        fix: body.filter(|_| !dots).map(|at| (at..at, "---\n", Safety::Unsafe)),
    }
}

fn too_long(bytes: usize, span: Range<usize>) -> Unsplit {
    Unsplit {
        code: Code::QD008,
        span,
        message: format!("the front matter has {bytes} bytes, more than the {MAX_BYTES} that are read"),
        help: "move long text below the front matter",
        fix: None,
    }
}

fn empty(span: Range<usize>) -> Unsplit {
    Unsplit {
        code: Code::QD007,
        span,
        message: "the front matter is empty".to_owned(),
        help: "write at least one key between the fences, such as `business: 4`",
        fix: None,
    }
}
