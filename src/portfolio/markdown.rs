//! Text to markup.
//!
//! [`Html`] is made only here, so markup anywhere else in the program is known to be safe: raw HTML in a
//! document is shown as text, links lead to http, https, mailto or a file beside, and nothing runs. Events
//! are filtered on their way from the parser to the writer; nothing is sanitised afterwards. Reading a body
//! finds everything in it; the markup is written when a page is printed.

mod asides;
mod filter;
mod pieces;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Options, Parser, html};

use crate::path::RelPath;
use crate::portfolio::layout::Layout;
use crate::portfolio::links::UseAs;
use crate::portfolio::markdown::asides::Asides;
use crate::portfolio::markdown::filter::Filter;
use crate::portfolio::markdown::pieces::Pieces;

pub(in crate::portfolio) use asides::{Aside, Before, OPENING, remark};

/// The longest markup of one body, in bytes: tables and footnotes can grow what was written.
const MAX_MARKUP: usize = 8 * 1024 * 1024;

/// No event of a body adds more to its markup than this, in bytes, beside the words and targets in it.
const MARKUP_OF_EVENT: usize = 128;

/// A byte of words or of a target becomes at most so many: `&quot;`.
const ESCAPE: usize = 6;

/// The parser repeats the targets of reference links only up to this length in all, or that of the text.
const REPEATED: usize = 100_000;

/// A text that becomes markup when it is printed, safe to print as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Html(Option<Arc<Text>>);

/// A body that has something to show.
#[derive(Debug, PartialEq, Eq)]
struct Text {
    path: RelPath,
    layout: Layout,
    title: Option<String>,
    body: Range<usize>,
    file: Arc<[u8]>,
}

impl Html {
    /// The markup, made anew each time.
    pub fn markup(&self) -> String {
        let Some(text) = &self.0 else { return String::new() };
        let body = std::str::from_utf8(&text.file[text.body.clone()]).unwrap_or_default();
        let passage =
            Passage { text: body, path: &text.path, layout: text.layout, title: text.title.as_deref() };
        passage.markup()
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }
}

/// What a body gives.
#[derive(Debug, Default)]
pub(in crate::portfolio) struct Body {
    pub(in crate::portfolio) html: Html,
    /// The first heading's words.
    pub(in crate::portfolio) heading: Option<String>,
    /// Headings that links can lead to, without the prefix of their ids.
    pub(in crate::portfolio) anchors: BTreeSet<String>,
    /// Links to files of the planning folder.
    pub(in crate::portfolio) links: Vec<BodyLink>,
    /// Remarks to this program.
    pub(in crate::portfolio) asides: Vec<Aside>,
    /// What stands in the way of a page.
    pub(in crate::portfolio) faults: Vec<(Range<usize>, String)>,
}

/// A link to a file of the planning folder, with its bytes in the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::portfolio) struct BodyLink {
    pub(in crate::portfolio) target: RelPath,
    pub(in crate::portfolio) fragment: Option<String>,
    pub(in crate::portfolio) use_as: UseAs,
    pub(in crate::portfolio) span: Range<usize>,
}

/// A body, and what it needs to be understood.
#[derive(Clone, Copy)]
struct Passage<'t> {
    text: &'t str,
    path: &'t RelPath,
    layout: Layout,
    title: Option<&'t str>,
}

/// Reads the bytes `body` of the document at `path`, which are text. A heading that opens the body and says
/// what the page's title says (`title`, or itself when there is none) is left out.
pub(in crate::portfolio) fn read(
    file: &Arc<[u8]>,
    body: Range<usize>,
    path: &RelPath,
    layout: Layout,
    title: Option<&str>,
) -> Body {
    let text = std::str::from_utf8(&file[body.clone()]).unwrap_or_default();
    let (mut found, has_pieces) = Passage { text, path, layout, title }.survey();
    if has_pieces && found.faults.is_empty() {
        let (path, title, file) = (path.clone(), title.map(str::to_owned), Arc::clone(file));
        found.html = Html(Some(Arc::new(Text { path, layout, title, body, file })));
    }
    found
}

impl<'t> Passage<'t> {
    /// What there is in the text, but for its markup; and whether there will be any.
    fn survey(self) -> (Body, bool) {
        let text = self.text;
        if text.trim().is_empty() {
            return (Body::default(), false);
        }
        let mut filter = self.filter(Pieces::counted());
        let mut asides = Asides::new(text);
        for (event, span) in self.events() {
            asides.take(&event, &span);
            filter.take(event, span);
            if !filter.body.faults.is_empty() {
                return (filter.body, false);
            }
        }
        let (mut body, pieces) = filter.finish();
        body.asides = asides.finish();
        // The words of a heading are its id as well.
        let words = 2 * text.len() + REPEATED.max(text.len());
        if pieces.len() * MARKUP_OF_EVENT + words * ESCAPE > MAX_MARKUP {
            let length = self.markup().len();
            if length > MAX_MARKUP {
                let message = format!("the text becomes a page of {length} bytes, more than {MAX_MARKUP}");
                body.faults.push((0..1, message));
            }
        }
        (body, pieces.len() > 0)
    }

    fn markup(self) -> String {
        let length = self.text.len();
        let mut filter = self.filter(Pieces::kept(length));
        for (event, span) in self.events() {
            filter.take(event, span);
        }
        let (_, pieces) = filter.finish();
        let mut markup = String::with_capacity(length * 3 / 2);
        html::push_html(&mut markup, pieces.into_events().into_iter());
        markup
    }

    fn filter(self, pieces: Pieces<'t>) -> Filter<'t> {
        Filter::new(self.path, self.layout, self.title, pieces)
    }

    fn events(self) -> pulldown_cmark::OffsetIter<'t> {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS;
        Parser::new_ext(self.text, options).into_offset_iter()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Passage, read};
    use crate::path::RelPath;
    use crate::portfolio::layout::Layout;

    fn html(text: &str) -> String {
        let path = RelPath::new("projects/a.md").unwrap();
        let file = Arc::from(text.as_bytes());
        let body = read(&file, 0..text.len(), &path, Layout::Folders, Some("The title"));
        let markup =
            Passage { text, path: &path, layout: Layout::Folders, title: Some("The title") }.markup();
        assert_eq!(body.html.is_empty(), markup.is_empty(), "{text}");
        assert_eq!(body.html.markup(), markup);
        markup.trim_end().to_owned()
    }

    #[test]
    fn raw_html_is_shown_and_comments_are_not() {
        assert_eq!(html("a <b onclick=x>c</b>"), "<p>a &lt;b onclick=x&gt;c&lt;/b&gt;</p>");
        assert_eq!(
            html("<script>x</script>"),
            "<pre tabindex=\"0\"><code>&lt;script&gt;x&lt;/script&gt;</code></pre>"
        );
        assert_eq!(html("a <!-- no --> b\n\n<!-- gone\n\nfor good -->"), "<p>a  b</p>");
        assert_eq!(
            html("<!-- quarterdeck: allow QD208 because <b> -->\n<b>"),
            "<pre tabindex=\"0\"><code>&lt;b&gt;</code></pre>"
        );
    }

    #[test]
    fn links_run_nothing_and_say_so_by_being_text() {
        for target in
            ["javascript:x", "java&#x73;cript:x", "data:text/html,x", "//evil.example", "vbscript:x"]
        {
            assert_eq!(html(&format!("[a]({target})")), "<p>a</p>", "{target}");
        }
        assert_eq!(
            html("<https://example.com/?a=1&b=\"2\">"),
            "<p><a href=\"https://example.com/?a=1&amp;b=&quot;2&quot;\" rel=\"noopener noreferrer\">\
             https://example.com/?a=1&amp;b=\"2\"</a></p>"
        );
    }

    #[test]
    fn no_picture_asks_another_server() {
        assert_eq!(
            html("![A \"chart\"](../assets/c.svg)"),
            "<p><img src=\"../assets/c.svg\" alt=\"A &quot;chart&quot;\" loading=\"lazy\"></p>"
        );
        assert_eq!(
            html("![far](https://example.com/x.png)"),
            "<p><a href=\"https://example.com/x.png\" rel=\"noopener noreferrer\">far</a></p>"
        );
    }

    #[test]
    fn headings_begin_below_the_page_and_skip_no_level() {
        assert_eq!(
            html("# The title\n\n## Why { onclick=x }\n\n#### Why\n\n## Why"),
            "<h3 id=\"s-why--onclickx-\">Why { onclick=x }</h3>\n<h4 id=\"s-why\">Why</h4>\n<h3 id=\"s-why-1\">Why</h3>"
        );
    }

    #[test]
    fn tables_can_be_scrolled_with_the_keyboard_and_carry_no_style() {
        assert_eq!(
            html("| a | b |\n|---|--:|\n| 1 | 2 |"),
            "<div class=\"table\" role=\"region\" aria-label=\"Table 1 of the text\" tabindex=\"0\"><table>\
             <thead><tr><th scope=\"col\">a</th><th scope=\"col\" class=\"right\">b</th></tr></thead><tbody>\n\
             <tr><td>1</td><td class=\"right\">2</td></tr>\n</tbody></table></div>"
        );
    }

    #[test]
    fn tasks_have_labels_and_footnotes_have_ids() {
        let tasks = html("- [x] one\n- [ ] two");
        assert!(
            tasks.contains("checked aria-label=\"done\">")
                && tasks.contains("disabled aria-label=\"to do\">")
        );
        let notes = html("a[^x] b[^x]\n\n[^x]: Note.");
        for part in ["id=\"s-ref-1-1\"", "id=\"s-ref-1-2\"", "href=\"#s-note-1\"", "id=\"s-note-1\""] {
            assert_eq!(notes.matches(part).count(), if part.starts_with("href") { 2 } else { 1 }, "{notes}");
        }
    }
}
