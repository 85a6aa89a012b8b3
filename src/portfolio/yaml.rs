//! Front matter as a tree in which every key and value knows its bytes.
//!
//! Scalars stay as they were written, with whether they were quoted: the type that a key expects decides
//! what `no`, `1.10` or `2026-10-01` mean. Anchors, aliases, tags, merge keys and further documents are
//! refused, so a small file stays small. This module knows no key of any document.

use std::borrow::Cow;
use std::ops::Range;

use granit_parser::{Event, Options, Parser, ScalarStyle, ScanError, Span};

use crate::diagnostic::Code;

/// The deepest nesting of lists and maps.
pub(in crate::portfolio) const MAX_DEPTH: usize = 16;
/// The largest number of keys and values in one front matter.
pub(in crate::portfolio) const MAX_NODES: usize = 4000;

/// Room for as many keys as most documents have.
const USUAL_KEYS: usize = 20;

/// A value with its bytes in the text that was read.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::portfolio) struct Node<'t> {
    pub(in crate::portfolio) span: Range<usize>,
    pub(in crate::portfolio) value: Value<'t>,
}

/// What was written for a value.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::portfolio) enum Value<'t> {
    /// Nothing, `~` or `null`.
    Null,
    /// A text as written, without quotes.
    Scalar { text: Cow<'t, str>, quoted: bool },
    /// A list.
    List(Vec<Node<'t>>),
    /// Keys with their values, in document order, each key once.
    Map(Vec<(Key<'t>, Node<'t>)>),
}

/// A key with its bytes.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::portfolio) struct Key<'t> {
    pub(in crate::portfolio) span: Range<usize>,
    pub(in crate::portfolio) text: Cow<'t, str>,
}

/// Something that keeps the tree from being what its author meant.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::portfolio) struct Fault {
    pub(in crate::portfolio) code: Code,
    pub(in crate::portfolio) span: Range<usize>,
    pub(in crate::portfolio) message: String,
    /// A further place that explains it.
    pub(in crate::portfolio) related: Option<(Range<usize>, &'static str)>,
}

/// What reading gives: the tree when the syntax holds, and every fault that was met.
#[derive(Debug, Default)]
pub(in crate::portfolio) struct Tree<'t> {
    pub(in crate::portfolio) root: Option<Node<'t>>,
    pub(in crate::portfolio) faults: Vec<Fault>,
    /// Where and how the syntax broke, when it did.
    pub(in crate::portfolio) syntax: Option<ScanError>,
}

/// Reads one YAML document. Spans are counted from the start of `text`.
pub(in crate::portfolio) fn read(text: &str) -> Tree<'_> {
    let mut options = Options::default();
    options.emit_comments = false;
    options.emit_anchor_events = true;
    options.emit_unresolved_aliases = true;
    let mut reader =
        Reader { parser: Parser::new_from_str_with_options(text, options), faults: Vec::new(), nodes: 0 };
    let outcome = reader.document();
    let mut tree = Tree { root: None, faults: reader.faults, syntax: None };
    match outcome {
        Ok(root) => tree.root = root,
        Err(Stop::Syntax(error)) => tree.syntax = Some(error),
        Err(Stop::Fault(fault)) => tree.faults.push(fault),
    }
    tree
}

struct Reader<'t> {
    parser: Parser<'t, granit_parser::StrInput<'t>>,
    faults: Vec<Fault>,
    nodes: usize,
}

/// Why reading cannot go on.
enum Stop {
    Syntax(ScanError),
    Fault(Fault),
}

type Next<'t> = Result<(Event<'t>, Range<usize>), Stop>;

impl<'t> Reader<'t> {
    fn document(&mut self) -> Result<Option<Node<'t>>, Stop> {
        let mut root = None;
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamEnd => return Ok(root),
                Event::StreamStart | Event::DocumentStart(..) | Event::DocumentEnd => {}
                _ if root.is_some() => {
                    return Err(Stop::Fault(fault(
                        Code::QD009,
                        span,
                        "a second YAML document begins inside the front matter",
                    )));
                }
                event => root = Some(self.node(event, span, 0)?),
            }
        }
    }

    fn next(&mut self) -> Next<'t> {
        loop {
            let Some(next) = self.parser.next_event() else { return Ok((Event::StreamEnd, 0..0)) };
            let (event, span) = next.map_err(Stop::Syntax)?;
            let bytes = span.byte_range().unwrap_or_default();
            match event {
                Event::Anchor(_, name) => {
                    let message = format!("the anchor `&{name}` is not accepted in front matter");
                    self.faults.push(fault(Code::QD009, bytes, message));
                }
                event => {
                    self.refuse_tag(&event, &span);
                    return Ok((event, bytes));
                }
            }
        }
    }

    fn refuse_tag(&mut self, event: &Event<'t>, span: &Span) {
        if let Some(tag) = event.tag() {
            let bytes = span.tag_span().and_then(|tag| tag.byte_range()).or(span.byte_range());
            let message = format!("the tag `{}` is not accepted in front matter", tag.original());
            self.faults.push(fault(Code::QD009, bytes.unwrap_or_default(), message));
        }
    }

    fn node(&mut self, event: Event<'t>, span: Range<usize>, depth: usize) -> Result<Node<'t>, Stop> {
        self.count(&span, depth)?;
        match event {
            Event::Scalar(text, style, ..) => Ok(Node { span, value: scalar(text, style) }),
            Event::SequenceStart(..) => self.list(span, depth),
            Event::MappingStart(..) => self.map(span, depth),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.faults.push(fault(
                    Code::QD009,
                    span.clone(),
                    "an alias is not accepted in front matter",
                ));
                Ok(Node { span, value: Value::Null })
            }
            _ => Ok(Node { span, value: Value::Null }),
        }
    }

    fn count(&mut self, span: &Range<usize>, depth: usize) -> Result<(), Stop> {
        self.nodes += 1;
        let message = if depth > MAX_DEPTH {
            format!("lists and maps are nested more than {MAX_DEPTH} levels deep")
        } else if self.nodes > MAX_NODES {
            format!("the front matter has more than {MAX_NODES} keys and values")
        } else {
            return Ok(());
        };
        Err(Stop::Fault(fault(Code::QD008, span.clone(), message)))
    }

    fn list(&mut self, start: Range<usize>, depth: usize) -> Result<Node<'t>, Stop> {
        let mut items: Vec<Node<'t>> = Vec::new();
        loop {
            let (event, span) = self.next()?;
            if matches!(event, Event::SequenceEnd | Event::StreamEnd) {
                let last = items.last().map(|item| item.span.end);
                let span = start.start..whole_end(&start, last, &span);
                return Ok(Node { span, value: Value::List(items) });
            }
            items.push(self.node(event, span, depth + 1)?);
        }
    }

    fn map(&mut self, start: Range<usize>, depth: usize) -> Result<Node<'t>, Stop> {
        let mut entries: Vec<(Key<'t>, Node<'t>)> =
            Vec::with_capacity(if depth == 0 { USUAL_KEYS } else { 2 });
        loop {
            let (event, span) = self.next()?;
            if matches!(event, Event::MappingEnd | Event::StreamEnd) {
                let last = entries.last().map(|(key, value)| value.span.end.max(key.span.end));
                let span = start.start..whole_end(&start, last, &span);
                return Ok(Node { span, value: Value::Map(entries) });
            }
            let key = self.key(event, span, depth)?;
            let (event, span) = self.next()?;
            let value = self.node(event, span, depth + 1)?;
            if let Some(key) = key
                && self.is_new(&key, &entries)
            {
                entries.push((key, value));
            }
        }
    }

    /// The key, or `None` when it is no text; what stands below it is read and left out.
    fn key(&mut self, event: Event<'t>, span: Range<usize>, depth: usize) -> Result<Option<Key<'t>>, Stop> {
        let node = self.node(event, span, depth + 1)?;
        match node.value {
            Value::Scalar { text, quoted } if quoted || text != "<<" => {
                Ok(Some(Key { span: node.span, text }))
            }
            Value::Scalar { .. } => {
                self.faults.push(fault(Code::QD009, node.span, "the merge key `<<` is not accepted"));
                Ok(None)
            }
            Value::Null => {
                self.faults.push(fault(Code::QD010, node.span, "a key is empty"));
                Ok(None)
            }
            Value::List(_) | Value::Map(_) => {
                self.faults.push(fault(Code::QD010, node.span, "a key must be plain text"));
                Ok(None)
            }
        }
    }

    fn is_new(&mut self, key: &Key<'t>, entries: &[(Key<'t>, Node<'t>)]) -> bool {
        let Some((first, _)) = entries.iter().find(|(other, _)| other.text.eq_ignore_ascii_case(&key.text))
        else {
            return true;
        };
        self.faults.push(Fault {
            code: Code::QD011,
            span: key.span.clone(),
            message: format!("the key `{}` appears twice", key.text),
            related: Some((first.span.clone(), "first here")),
        });
        false
    }
}

fn scalar(text: Cow<'_, str>, style: ScalarStyle) -> Value<'_> {
    let quoted = style != ScalarStyle::Plain;
    let null = !quoted && matches!(text.as_ref(), "" | "~" | "null" | "Null" | "NULL");
    if null { Value::Null } else { Value::Scalar { text, quoted } }
}

/// Where a list or map ends: after its bracket when it has one, else with its last entry.
fn whole_end(start: &Range<usize>, last: Option<usize>, end: &Range<usize>) -> usize {
    let bracket = start.end > start.start;
    if bracket { end.end } else { last.unwrap_or(start.end) }
}

fn fault(code: Code, span: Range<usize>, message: impl Into<String>) -> Fault {
    Fault { code, span, message: message.into(), related: None }
}
