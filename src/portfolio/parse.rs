//! One file becomes one document, with everything that was found in it.
//!
//! Pure: the same text, layout and scale give the same value, so that a memo may keep it. Whether other
//! documents exist is not asked here.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::path::RelPath;
use crate::portfolio::decode::{self, Document, Reading, Reference, Stated, quarter_of};
use crate::portfolio::front_matter::{self, Safety, Split, Unsplit};
use crate::portfolio::layout::Layout;
use crate::portfolio::links::LocalLink;
use crate::portfolio::markdown::{self, Body};
use crate::portfolio::yaml::{self, Node, Value};
use crate::portfolio::yaml_hints;
use crate::portfolio::{DocumentKind, Goal, Html, Id, Narrative, Person, Project, Quarter, Scale};

/// The longest document in bytes.
const MAX_FILE: usize = 1024 * 1024;

/// What one file gives.
#[derive(Debug, Default)]
pub(in crate::portfolio) struct Parsed {
    /// The document; `None` when something in it is wrong.
    pub(in crate::portfolio) document: Option<Any>,
    /// What stands below the front matter.
    pub(in crate::portfolio) prose: Html,
    /// Where that begins, in bytes.
    pub(in crate::portfolio) front: usize,
    pub(in crate::portfolio) findings: Vec<Diagnostic>,
    pub(in crate::portfolio) references: Vec<Reference>,
    pub(in crate::portfolio) links: Vec<LocalLink>,
    /// Headings that links can lead to.
    pub(in crate::portfolio) anchors: BTreeSet<String>,
}

impl Parsed {
    /// Whether both name the same documents and files, wherever they do so, and have the same headings.
    pub(in crate::portfolio) fn leads_like(&self, other: &Self) -> bool {
        let depends_on = |parsed: &Self| match &parsed.document {
            Some(Any::Project(project)) => project.depends_on.clone(),
            _ => Vec::new(),
        };
        let references = |parsed: &Self| -> Vec<_> {
            parsed.references.iter().map(|it| (it.code, it.id.clone())).collect()
        };
        let links = |parsed: &Self| -> Vec<_> {
            parsed.links.iter().map(|it| (it.target.clone(), it.fragment.clone(), it.use_as)).collect()
        };
        self.anchors == other.anchors
            && references(self) == references(other)
            && links(self) == links(other)
            && depends_on(self) == depends_on(other)
    }
}

/// A document of any kind.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::portfolio) enum Any {
    Settings(Box<Stated>, Option<Html>),
    Project(Arc<Project>),
    Person(Arc<Person>),
    Narrative(Arc<Narrative>),
    Goal(Arc<Goal>),
}

/// What a document is read as: the memo keeps a value only while this stays the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::portfolio) struct Context {
    pub(in crate::portfolio) layout: Layout,
    pub(in crate::portfolio) scale: Scale,
}

/// Reads the document of `kind` in `file`.
pub(in crate::portfolio) fn parse(
    path: &RelPath,
    file: &Arc<[u8]>,
    kind: DocumentKind,
    context: &Context,
) -> Parsed {
    let mut reading = Reading::new(path, file, 0, &context.scale, context.layout);
    let mut parsed = Parsed::default();
    parsed.document = document(&mut reading, &mut parsed, kind);
    parsed.findings.append(&mut reading.found);
    parsed.references = reading.references;
    parsed.links.append(&mut reading.links);
    parsed
}

fn document(reading: &mut Reading<'_>, parsed: &mut Parsed, kind: DocumentKind) -> Option<Any> {
    let (path, file) = (reading.path, reading.file);
    let text = text(reading)?;
    let split = match front_matter::split(text) {
        Ok(split) => split,
        Err(why) if kind == DocumentKind::Portfolio && why.code == Code::QD007 => {
            // A letter without settings is a letter.
            let start = if why.span.start == 0 && text.starts_with("---") { why.span.end } else { 0 };
            let body = body(reading, parsed, text, start..text.len(), None);
            let stated = Stated { allow: std::mem::take(&mut reading.in_text), ..Stated::default() };
            return Some(Any::Settings(Box::new(stated), letter(body)));
        }
        Err(why) => {
            reading.found.push(unsplit(path, file, why));
            return None;
        }
    };
    reading.offset = split.matter.start;
    let root = front(reading, text, &split);
    let title = root.as_ref().and_then(stated_title);
    let body = body(reading, parsed, text, split.body.clone(), title.as_deref());
    let id = id(reading, kind);
    let root = root?;
    let place = Place::new(path, file, split.fence.clone());
    if kind == DocumentKind::Portfolio {
        let stated = decode::settings(reading, &root);
        return (!reading.has_errors()).then(|| Any::Settings(Box::new(stated), letter(body)));
    }
    let broken = id.is_none();
    let document = Document {
        id: id.or_else(|| Id::new("unnamed"))?,
        path: path.clone(),
        quarter: folder_quarter(path),
        heading: body.heading,
        place,
    };
    parsed.prose = body.html;
    parsed.front = split.body.start;
    let any = decoded(reading, kind, document, &root);
    any.filter(|_| !broken)
}

fn decoded(
    reading: &mut Reading<'_>,
    kind: DocumentKind,
    document: Document,
    root: &Node<'_>,
) -> Option<Any> {
    match kind {
        DocumentKind::Portfolio => None,
        DocumentKind::Project => {
            decode::project(reading, document, root).map(|it| Any::Project(Arc::new(it)))
        }
        DocumentKind::Person => decode::person(reading, document, root).map(|it| Any::Person(Arc::new(it))),
        DocumentKind::Narrative => {
            decode::narrative(reading, document, root).map(|it| Any::Narrative(Arc::new(it)))
        }
        DocumentKind::Goal => decode::goal(reading, document, root).map(|it| Any::Goal(Arc::new(it))),
    }
}

fn letter(body: Body) -> Option<Html> {
    (!body.html.is_empty()).then_some(body.html)
}

/// The file as text, or the finding that says why it is none.
fn text<'a>(reading: &mut Reading<'a>) -> Option<&'a str> {
    let (path, file) = (reading.path, reading.file);
    if file.len() > MAX_FILE {
        let message = format!("the file has {} bytes, more than the {MAX_FILE} that are read", file.len());
        let finding = Diagnostic::new(Code::QD008, message)
            .at(Place::new(path, file, 0..0))
            .subject(path.as_str())
            .help("keep long material elsewhere and link to it");
        reading.found.push(finding);
        return None;
    }
    match std::str::from_utf8(file) {
        Ok(text) => Some(text),
        Err(error) => {
            reading.found.push(not_text(path, file, error.valid_up_to()));
            None
        }
    }
}

fn not_text(path: &RelPath, file: &Arc<[u8]>, at: usize) -> Diagnostic {
    let byte = file.get(at).copied().unwrap_or_default();
    let utf16 = file.starts_with(&[0xff, 0xfe]) || file.starts_with(&[0xfe, 0xff]);
    Diagnostic::new(Code::QD002, format!("the file is not UTF-8 text: byte 0x{byte:02X} at offset {at}"))
        .at(Place::new(path, file, at..at + 1))
        .subject(path.as_str())
        .label("this byte is no part of UTF-8 text")
        .help(if utf16 { "it is UTF-16; save it as UTF-8" } else { "save the file as UTF-8" })
}

fn unsplit(path: &RelPath, file: &Arc<[u8]>, why: Unsplit) -> Diagnostic {
    let finding = Diagnostic::new(why.code, why.message)
        .at(Place::new(path, file, why.span))
        .subject(path.as_str())
        .help(why.help);
    match why.fix {
        Some((span, text, Safety::Safe)) => finding.safe_fix(Place::new(path, file, span), text),
        Some((span, text, Safety::Unsafe)) => finding.unsafe_fix(Place::new(path, file, span), text),
        None => finding,
    }
}

/// The map between the fences, or `None` when it cannot be used.
fn front<'t>(reading: &mut Reading<'_>, text: &'t str, split: &Split) -> Option<Node<'t>> {
    let matter = &text[split.matter.clone()];
    let tree = yaml::read(matter);
    let faultless = tree.faults.is_empty();
    for fault in tree.faults {
        let finding = Diagnostic::new(fault.code, fault.message)
            .at(reading.place(&fault.span))
            .subject(reading.path.as_str());
        let finding = match fault.related {
            Some((span, note)) => finding.related(reading.place(&span), note),
            None => finding,
        };
        reading.found.push(finding);
    }
    if tree.syntax.is_some() || yaml_hints::closed_early(matter, &text[split.body.clone()]) {
        let mut found = yaml_hints::explain(reading, matter, &text[split.body.clone()], tree.syntax.as_ref());
        reading.found.append(&mut found);
        return None;
    }
    let Some(root) = tree.root else {
        // Remarks alone give no value and no fault; a refused value has given its fault above.
        if faultless {
            let fence = Place::new(reading.path, reading.file, split.fence.clone());
            says_nothing(reading, fence);
        }
        return None;
    };
    match root.value {
        Value::Map(_) => Some(root),
        Value::Null => {
            let place = reading.place(&root.span);
            says_nothing(reading, place);
            None
        }
        _ => {
            reading.wrong_type("front matter", "a map of keys and values", &root);
            None
        }
    }
}

fn says_nothing(reading: &mut Reading<'_>, place: Place) {
    let finding = Diagnostic::new(Code::QD007, "the front matter says nothing")
        .at(place)
        .subject(reading.path.as_str())
        .help("write at least one key between the fences, such as `business: 4`");
    reading.found.push(finding);
}

fn stated_title(root: &Node<'_>) -> Option<String> {
    let Value::Map(entries) = &root.value else { return None };
    let is_title = |text: &str| matches!(text, "title" | "name");
    let (_, node) = entries.iter().find(|(key, _)| is_title(&key.text))?;
    match &node.value {
        Value::Scalar { text, .. } => Some(text.trim().to_owned()),
        _ => None,
    }
}

fn body(
    reading: &mut Reading<'_>,
    parsed: &mut Parsed,
    text: &str,
    span: Range<usize>,
    title: Option<&str>,
) -> Body {
    let start = span.start;
    let mut body = markdown::read(reading.file, span, reading.path, reading.layout, title);
    let place =
        |span: &Range<usize>| Place::new(reading.path, reading.file, start + span.start..start + span.end);
    for (span, message) in &body.faults {
        let finding = Diagnostic::new(Code::QD008, message).at(place(span)).subject(reading.path.as_str());
        parsed.findings.push(finding);
    }
    for link in std::mem::take(&mut body.links) {
        let place = place(&link.span);
        let (target, fragment, use_as) = (link.target, link.fragment, link.use_as);
        parsed.links.push(LocalLink { target, fragment, use_as, place });
    }
    for aside in std::mem::take(&mut body.asides) {
        reading.aside(&text[start..], start, aside);
    }
    parsed.anchors = std::mem::take(&mut body.anchors);
    body
}

/// The id that the file name gives.
fn id(reading: &mut Reading<'_>, kind: DocumentKind) -> Option<Id> {
    let stem = reading.path.stem();
    if kind == DocumentKind::Portfolio {
        return None;
    }
    let id = Id::new(stem);
    if id.is_none() {
        let meant = decode::slug(stem);
        let finding = Diagnostic::new(
            Code::QD015,
            format!("the file name `{}` is not an id", reading.path.file_name()),
        )
        .at(Place::new(reading.path, reading.file, 0..0))
        .subject(reading.path.as_str())
        .label("the id of this document is its file name")
        .help("a file name is made of a-z, 0-9 and hyphens, at most 100 characters");
        let finding =
            if meant.is_empty() { finding } else { finding.help(format!("rename it to `{meant}.md`")) };
        reading.found.push(finding);
    }
    id
}

/// The quarter that the innermost folder of that form names.
fn folder_quarter(path: &RelPath) -> Option<Quarter> {
    let folders: Vec<&str> = path.parts().collect();
    folders.iter().rev().skip(1).find_map(|folder| quarter_of(folder))
}
