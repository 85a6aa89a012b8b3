//! Events on their way from the parser to the writer: what is not safe is made text, what is missing is added.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, Tag, TagEnd};

use crate::path::RelPath;
use crate::portfolio::layout::Layout;
use crate::portfolio::links::{self, ID_PREFIX, UseAs};
use crate::portfolio::markdown::pieces::Pieces;
use crate::portfolio::markdown::{Body, BodyLink};

/// The deepest nesting of blocks and spans.
const MAX_DEPTH: usize = 100;
/// Headings of a body begin here: a page has one title, and the body stands below a heading of its own.
const TOP_HEADING: usize = 3;

/// The filter of one body.
pub(super) struct Filter<'a> {
    path: &'a RelPath,
    layout: Layout,
    title: Option<&'a str>,
    pieces: Pieces<'a>,
    pub(super) body: Body,
    depth: usize,
    /// Raw HTML of the block being read.
    raw: Option<String>,
    heading: Option<OpenHeading>,
    headings: Vec<Heading>,
    image: Option<OpenImage>,
    /// What closes the links that are open.
    link_ends: Vec<&'static str>,
    table: Table,
    footnotes: BTreeMap<String, Footnote>,
}

struct OpenHeading {
    level: usize,
    at: usize,
    words: String,
}

struct Heading {
    level: usize,
    id: String,
    start: usize,
    end: usize,
}

struct OpenImage {
    target: String,
    words: String,
    span: Range<usize>,
}

#[derive(Default)]
struct Table {
    count: usize,
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    /// Where the event that opens the cell at hand stands.
    cell: usize,
}

#[derive(Default)]
struct Footnote {
    number: usize,
    references: usize,
}

impl<'a> Filter<'a> {
    /// A filter that gives what it lets through to `pieces`.
    pub(super) fn new(path: &'a RelPath, layout: Layout, title: Option<&'a str>, pieces: Pieces<'a>) -> Self {
        Self {
            path,
            layout,
            title,
            pieces,
            body: Body::default(),
            depth: 0,
            raw: None,
            heading: None,
            headings: Vec::new(),
            image: None,
            link_ends: Vec::new(),
            table: Table::default(),
            footnotes: BTreeMap::new(),
        }
    }

    pub(super) fn take(&mut self, event: Event<'a>, span: Range<usize>) {
        self.note_words(&event);
        match event {
            Event::Start(tag) => {
                self.depth += 1;
                if self.depth > MAX_DEPTH {
                    let message = format!("the text is nested more than {MAX_DEPTH} levels deep");
                    self.body.faults.push((span.start..span.start + 1, message));
                } else {
                    self.start(tag, span);
                }
            }
            Event::End(end) => {
                self.depth = self.depth.saturating_sub(1);
                self.end(end);
            }
            Event::Html(text) | Event::InlineHtml(text) => self.raw_html(text),
            _ if self.image.is_some() => {}
            Event::TaskListMarker(done) => self.markup(if done {
                "<input type=\"checkbox\" disabled checked aria-label=\"done\"> "
            } else {
                "<input type=\"checkbox\" disabled aria-label=\"to do\"> "
            }),
            Event::FootnoteReference(name) => self.footnote_reference(&name),
            event => self.pieces.push(event),
        }
    }

    /// Collects the words of an open heading or image.
    fn note_words(&mut self, event: &Event<'a>) {
        let words = match event {
            Event::Text(text) | Event::Code(text) => text.as_ref(),
            Event::SoftBreak | Event::HardBreak => " ",
            _ => return,
        };
        if let Some(heading) = &mut self.heading {
            heading.words.push_str(words);
        }
        if let Some(image) = &mut self.image {
            image.words.push_str(words);
        }
    }

    fn start(&mut self, tag: Tag<'a>, span: Range<usize>) {
        match tag {
            Tag::HtmlBlock => self.raw = Some(String::new()),
            Tag::Image { dest_url, .. } if self.image.is_none() => {
                self.image = Some(OpenImage { target: dest_url.into_string(), words: String::new(), span });
            }
            _ if self.image.is_some() => {}
            Tag::Heading { level, .. } => {
                let at = self.pieces.len();
                self.heading = Some(OpenHeading { level: level as usize, at, words: String::new() });
                self.markup("");
            }
            Tag::Link { dest_url, .. } => self.open_link(&dest_url, span),
            Tag::CodeBlock(kind) => self.open_code(&kind),
            Tag::Table(alignments) => self.open_table(alignments),
            Tag::TableHead => {
                self.table.column = 0;
                self.table.in_head = true;
                self.markup("<thead><tr>");
            }
            Tag::TableRow => {
                self.table.column = 0;
                self.markup("<tr>");
            }
            Tag::TableCell => self.open_cell(),
            Tag::FootnoteDefinition(name) => {
                let number = self.footnote(&name).number;
                self.made(|| {
                    format!("<div class=\"footnote\" id=\"{ID_PREFIX}note-{number}\"><sup>{number}</sup>")
                });
            }
            Tag::BlockQuote(_) => self.pieces.push(Event::Start(Tag::BlockQuote(None))),
            tag => self.pieces.push(Event::Start(tag)),
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::HtmlBlock => self.close_raw(),
            TagEnd::Image if self.image.is_some() => self.close_image(),
            _ if self.image.is_some() => {}
            TagEnd::Heading(_) => self.close_heading(),
            TagEnd::Link => {
                let end = self.link_ends.pop().unwrap_or_default();
                self.markup(end);
            }
            TagEnd::CodeBlock => self.markup("</code></pre>\n"),
            TagEnd::Table => self.markup("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.table.in_head = false;
                self.markup("</tr></thead><tbody>\n");
            }
            TagEnd::TableRow => self.markup("</tr>\n"),
            TagEnd::TableCell => self.close_cell(),
            TagEnd::FootnoteDefinition => self.markup("</div>\n"),
            end => self.pieces.push(Event::End(end)),
        }
    }

    fn markup(&mut self, markup: impl Into<CowStr<'a>>) {
        self.pieces.push(Event::InlineHtml(markup.into()));
    }

    /// Markup that takes some making, made where it is kept.
    fn made<M: Into<CowStr<'a>>>(&mut self, markup: impl FnOnce() -> M) {
        self.pieces.push_made(|| Event::InlineHtml(markup().into()));
    }

    /// Raw HTML is text; a comment says nothing.
    fn raw_html(&mut self, text: CowStr<'a>) {
        if let Some(raw) = &mut self.raw {
            raw.push_str(&text);
        } else if let Some(image) = &mut self.image {
            image.words.push_str(&text);
        } else if !is_comment(&text) {
            self.pieces.push(Event::Text(text));
        }
    }

    fn close_raw(&mut self) {
        let raw = self.raw.take().unwrap_or_default();
        if !is_comment(&raw) {
            self.markup("<pre tabindex=\"0\"><code>");
            self.pieces.push(Event::Text(raw.into()));
            self.markup("</code></pre>\n");
        }
    }

    fn close_heading(&mut self) {
        let Some(OpenHeading { level, at, words }) = self.heading.take() else { return };
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let opens = at == 0;
        if self.body.heading.is_none() && !words.is_empty() {
            self.body.heading = Some(words.clone());
            if opens && self.title.is_none_or(|title| title == words) {
                self.pieces.clear();
                return;
            }
        }
        let id = self.unique_anchor(&words);
        self.headings.push(Heading { level, id, start: at, end: self.pieces.len() });
        self.markup("");
    }

    fn unique_anchor(&mut self, words: &str) -> String {
        let slug: String = words
            .to_lowercase()
            .chars()
            .filter_map(|c| match c {
                c if c.is_alphanumeric() || c == '_' || c == '-' => Some(c),
                c if c.is_whitespace() => Some('-'),
                _ => None,
            })
            .collect();
        let base = if slug.is_empty() { "section".to_owned() } else { slug };
        let mut id = base.clone();
        let mut number = 0;
        while !self.body.anchors.insert(id.clone()) {
            number += 1;
            id = format!("{base}-{number}");
        }
        id
    }

    fn open_link(&mut self, target: &str, span: Range<usize>) {
        let link = links::in_document(target, self.path, self.layout);
        if let Some((target, fragment)) = link.local {
            self.body.links.push(BodyLink { target, fragment, use_as: UseAs::Link, span });
        }
        match link.href {
            Some(href) => {
                let rel = if links::is_remote(&href) { " rel=\"noopener noreferrer\"" } else { "" };
                self.link_ends.push("</a>");
                self.made(|| format!("<a href=\"{}\"{rel}>", escaped(&href)));
            }
            None => self.link_ends.push(""),
        }
    }

    /// A picture of `assets/`; one from elsewhere becomes a link, so that no page asks another server.
    fn close_image(&mut self) {
        let Some(OpenImage { target, words, span }) = self.image.take() else { return };
        let link = links::in_document(&target, self.path, self.layout);
        let alt = || escaped(words.trim());
        if let Some((target, fragment)) = link.local {
            self.body.links.push(BodyLink { target, fragment, use_as: UseAs::Image, span });
        }
        match link.href {
            Some(href) if links::is_remote(&href) => self.made(|| {
                let href = escaped(&href);
                let words = Some(alt()).filter(|alt| !alt.is_empty()).unwrap_or_else(|| href.clone());
                format!("<a href=\"{href}\" rel=\"noopener noreferrer\">{words}</a>")
            }),
            Some(href) => self.made(|| {
                let (href, alt) = (escaped(&href), alt());
                format!("<img src=\"{href}\" alt=\"{alt}\" loading=\"lazy\">")
            }),
            None => self.made(alt),
        }
    }

    fn open_code(&mut self, kind: &CodeBlockKind<'a>) {
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split([' ', ',', '{']).next().unwrap_or_default().trim(),
            CodeBlockKind::Indented => "",
        };
        self.made(|| {
            if language.is_empty() {
                "<pre tabindex=\"0\"><code>".to_owned()
            } else {
                format!("<pre tabindex=\"0\"><code class=\"language-{}\">", escaped(language))
            }
        });
    }

    /// A table that can be scrolled, also with the keyboard.
    fn open_table(&mut self, alignments: Vec<Alignment>) {
        self.table.count += 1;
        self.table.alignments = alignments;
        let number = self.table.count;
        self.made(|| {
            format!(
                "<div class=\"table\" role=\"region\" aria-label=\"Table {number} of the text\" \
                 tabindex=\"0\"><table>"
            )
        });
    }

    fn open_cell(&mut self) {
        let class = match self.table.alignments.get(self.table.column) {
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::Center) => " class=\"center\"",
            _ => "",
        };
        self.table.column += 1;
        self.table.cell = self.pieces.len();
        let in_head = self.table.in_head;
        self.made(|| if in_head { format!("<th scope=\"col\"{class}>") } else { format!("<td{class}>") });
    }

    /// A head without words, as over a column of row names, heads nothing: it is a plain cell.
    fn close_cell(&mut self) {
        let empty = self.pieces.len() == self.table.cell + 1;
        if self.table.in_head && empty {
            self.pieces.set(self.table.cell, || Event::InlineHtml("<td>".into()));
        }
        self.markup(if self.table.in_head && !empty { "</th>" } else { "</td>" });
    }

    fn footnote(&mut self, name: &str) -> &mut Footnote {
        let next = self.footnotes.len() + 1;
        self.footnotes.entry(name.to_owned()).or_insert(Footnote { number: next, references: 0 })
    }

    fn footnote_reference(&mut self, name: &str) {
        let footnote = self.footnote(name);
        footnote.references += 1;
        let (number, count) = (footnote.number, footnote.references);
        self.made(|| {
            format!(
                "<sup id=\"{ID_PREFIX}ref-{number}-{count}\"><a href=\"#{ID_PREFIX}note-{number}\">\
                 {number}</a></sup>"
            )
        });
    }

    /// What was found, and what was let through.
    pub(super) fn finish(mut self) -> (Body, Pieces<'a>) {
        self.write_headings();
        (self.body, self.pieces)
    }

    /// Moves the headings below the page's own, without a gap between one level and the next.
    fn write_headings(&mut self) {
        let top = self.headings.iter().map(|heading| heading.level).min().unwrap_or(1);
        let mut above = TOP_HEADING - 1;
        for heading in &self.headings {
            let level = (heading.level - top + TOP_HEADING).min(above + 1).min(6);
            above = level;
            self.pieces.set(heading.start, || {
                let open = format!("<h{level} id=\"{ID_PREFIX}{}\">", escaped(&heading.id));
                Event::InlineHtml(open.into())
            });
            self.pieces.set(heading.end, || Event::InlineHtml(format!("</h{level}>\n").into()));
        }
    }
}

fn is_comment(html: &str) -> bool {
    let html = html.trim();
    html.strip_prefix("<!--")
        .and_then(|rest| rest.find("-->").map(|at| at + 3 == rest.len()))
        .unwrap_or(false)
}

/// A text as part of markup, in an element or in a quoted attribute.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}
