//! Remarks to this program in a text: comments that begin with `quarterdeck:`, and the block each stands before.
//!
//! What they say is not understood here. Like every comment they are not shown.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

/// A remark, with its bytes in the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::portfolio) struct Aside {
    /// From `<!--` to `-->`.
    pub(in crate::portfolio) span: Range<usize>,
    /// What it is about.
    pub(in crate::portfolio) before: Before,
}

/// What follows a remark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::portfolio) enum Before {
    /// A block of the text, from its first byte to its last.
    Block(Range<usize>),
    /// The end of the text, or of the list item or quotation in which it stands.
    Nothing,
    /// It stands in the middle of a line, so that nothing can be said to follow it.
    MoreOfTheLine,
}

/// What a remark begins with, after the opening of the comment.
pub(in crate::portfolio) const OPENING: &str = "quarterdeck:";

/// Collects the remarks of one body.
pub(super) struct Asides<'t> {
    text: &'t str,
    depth: usize,
    /// Remarks whose block has not come yet.
    open: Vec<Open>,
    found: Vec<Aside>,
}

struct Open {
    span: Range<usize>,
    depth: usize,
    /// Words that follow without a paragraph around them, as in a list without blank lines.
    words: Option<Range<usize>>,
}

impl<'t> Asides<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, depth: 0, open: Vec::new(), found: Vec::new() }
    }

    pub(super) fn take(&mut self, event: &Event<'_>, span: &Range<usize>) {
        match event {
            Event::Start(tag) => {
                match tag {
                    Tag::HtmlBlock => self.html(span),
                    tag if is_inline(tag) => self.words(span),
                    _ => self.block(span),
                }
                self.depth += 1;
            }
            Event::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                self.close(self.depth + 1, None);
            }
            Event::Rule => self.block(span),
            Event::Html(_) => {}
            Event::InlineHtml(html) => {
                if remark(html).is_some() {
                    self.found.push(Aside { span: span.clone(), before: Before::MoreOfTheLine });
                }
                self.words(span);
            }
            _ => self.words(span),
        }
    }

    /// Every remark, in the order of the text.
    pub(super) fn finish(mut self) -> Vec<Aside> {
        self.close(0, None);
        self.found.sort_by_key(|aside| aside.span.start);
        self.found
    }

    fn html(&mut self, span: &Range<usize>) {
        let html = self.text[span.clone()].trim_end();
        let whole = span.start..span.start + html.len();
        match html.find("-->").map(|at| at + "-->".len()) {
            Some(end) if remark(&html[..end]).is_some() && end == html.len() => {
                self.open.push(Open { span: whole, depth: self.depth, words: None });
            }
            Some(end) if remark(&html[..end]).is_some() => {
                self.block(span);
                let span = span.start..span.start + end;
                self.found.push(Aside { span, before: Before::MoreOfTheLine });
            }
            // A comment is nothing that a reader sees between a remark and its block.
            Some(end) if html.starts_with("<!--") && end == html.len() => {}
            _ => self.block(span),
        }
    }

    fn words(&mut self, span: &Range<usize>) {
        for open in self.open.iter_mut().filter(|open| open.depth == self.depth) {
            let start = open.words.as_ref().map_or(span.start, |words| words.start);
            open.words = Some(start..span.end);
        }
    }

    fn block(&mut self, span: &Range<usize>) {
        self.close(self.depth, Some(span));
    }

    /// What was open at a depth or deeper has found its block, or will find none.
    fn close(&mut self, depth: usize, block: Option<&Range<usize>>) {
        let (done, open) = std::mem::take(&mut self.open).into_iter().partition(|open| open.depth >= depth);
        self.open = open;
        self.found.extend(Vec::into_iter(done).map(|Open { span, words, .. }| Aside {
            span,
            before: words.or_else(|| block.cloned()).map_or(Before::Nothing, Before::Block),
        }));
    }
}

/// What a comment says to this program; `None` for any other comment or markup.
pub(in crate::portfolio) fn remark(comment: &str) -> Option<&str> {
    comment.strip_prefix("<!--")?.strip_suffix("-->")?.trim().strip_prefix(OPENING)
}

const fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::Parser;

    use super::{Asides, Before};

    /// Each remark's own words with those of its block.
    fn found(text: &str) -> Vec<(&str, &str)> {
        let mut asides = Asides::new(text);
        for (event, span) in Parser::new(text).into_offset_iter() {
            asides.take(&event, &span);
        }
        let before = |before| match before {
            Before::Block(span) => text[span].trim_end(),
            Before::Nothing => "nothing",
            Before::MoreOfTheLine => "more",
        };
        asides.finish().into_iter().map(|aside| (&text[aside.span], before(aside.before))).collect()
    }

    #[test]
    fn a_remark_is_about_the_block_that_follows() {
        let remark = "<!-- quarterdeck: x -->";
        for (text, block) in [
            ("REMARK\na\nb\n\nc\n", "a\nb"),
            ("a\nREMARK\n\n\n## b\n\nc", "## b"),
            ("REMARK\n<!-- of no interest -->\na\n\nb", "a"),
            ("REMARK\n<b>a</b>\n\nb", "<b>a</b>"),
            ("REMARK\n\n---\n\nb", "---"),
            ("REMARK\n- a\n- b\n\nc", "- a\n- b"),
            ("- REMARK\n  a [b](c) d\n- e\n\nf", "a [b](c) d"),
            ("> REMARK\n> a\n\nb", "a"),
            ("- a\n\n  REMARK\n\nb", "nothing"),
            ("a\n\nREMARK", "nothing"),
            ("a REMARK b", "more"),
            ("REMARK a\n\nb", "more"),
        ] {
            assert_eq!(found(&text.replace("REMARK", remark)), [(remark, block)], "{text}");
        }
    }

    #[test]
    fn two_remarks_are_about_the_same_block() {
        let text = "<!-- quarterdeck: x -->\n<!-- quarterdeck: y -->\na";
        assert_eq!(found(text), [("<!-- quarterdeck: x -->", "a"), ("<!-- quarterdeck: y -->", "a")]);
    }

    #[test]
    fn what_is_no_comment_is_no_remark() {
        for text in
            ["`<!-- quarterdeck: x -->`", "    <!-- quarterdeck: x -->", "<!-- a quarterdeck: x -->\na"]
        {
            assert_eq!(found(text), []);
        }
    }
}
