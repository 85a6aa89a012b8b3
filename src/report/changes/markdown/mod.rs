//! A comparison as a comment: short first, details folded, within a budget of bytes.

mod fold;
mod section;

use std::fmt::Write;

use crate::report::changes::document::Document;
use crate::report::changes::says;

/// How a comment is made.
#[derive(Debug, Clone)]
pub struct Style {
    /// At most so many bytes.
    pub budget: usize,
    /// At most so many rows stand in the table before the rest is folded.
    pub rows: usize,
    /// What tells this comment from those about other portfolios of the repository.
    pub key: String,
    /// An address to which a path in the planning folder can be added; no links without it.
    pub links: Option<String>,
}

impl Default for Style {
    fn default() -> Self {
        Self { budget: 60_000, rows: 25, key: "portfolio".to_owned(), links: None }
    }
}

/// The comment. Its first line is invisible and names it, so that it can be found and updated.
pub fn markdown(document: &Document, style: &Style) -> String {
    let mut rows = style.rows;
    loop {
        let parts = Parts::of(document, &Style { rows, ..style.clone() });
        let text = parts.within(style.budget);
        if text.len() <= style.budget || rows == 0 {
            return text;
        }
        rows /= 2;
    }
}

/// A comment in parts: what is always there, what can be left out, the last line.
struct Parts {
    head: String,
    folds: Vec<Fold>,
    foot: String,
}

/// A part that opens on a click.
struct Fold {
    summary: String,
    body: String,
}

impl Parts {
    fn of(document: &Document, style: &Style) -> Self {
        let mut head = format!("<!-- quarterdeck:diff schema=1 key={} -->\n", key(&style.key));
        let _ = writeln!(head, "### Portfolio ranking: {}\n", says::headline(document));
        let page = Page { document, style };
        if document.unranked.is_some() {
            return Self { head: head + &page.unranked(), folds: Vec::new(), foot: page.foot() };
        }
        if !document.changed {
            return Self { head: head + &page.nothing(), folds: Vec::new(), foot: String::new() };
        }
        let (visible, rest) = page.rows();
        head += &page.rules();
        head += &page.plan();
        head += &page.table(&visible);
        head += &page.shifted();
        let folds = [page.more_rows(&rest), page.shifts(), page.fields(), page.wording(), page.firmness()];
        let folds = folds.into_iter().flatten().chain(page.findings()).collect();
        Self { head, folds, foot: page.foot() }
    }

    /// The whole text; the largest folds are left out, and named, until it fits.
    fn within(mut self, budget: usize) -> String {
        let mut left_out: Vec<String> = Vec::new();
        loop {
            let text = self.text(&left_out);
            let largest = (0..self.folds.len()).max_by_key(|&at| self.folds[at].body.len());
            match largest.filter(|_| text.len() > budget) {
                Some(at) => left_out.push(self.folds.remove(at).summary),
                None => return text,
            }
        }
    }

    fn text(&self, left_out: &[String]) -> String {
        let mut text = self.head.clone();
        for fold in &self.folds {
            let _ = write!(
                text,
                "<details>\n<summary>{}</summary>\n\n{}\n\n</details>\n\n",
                fold.summary,
                fold.body.trim_end()
            );
        }
        if !left_out.is_empty() {
            let _ = writeln!(text, "Left out for length: {}.\n", left_out.join("; "));
        }
        text + &self.foot
    }
}

/// A key as it can stand in a comment of HTML.
fn key(key: &str) -> String {
    let key: String = key
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '/') { c } else { '_' })
        .collect();
    if key.is_empty() { "portfolio".to_owned() } else { key }
}

/// What a comment is made from.
struct Page<'a> {
    document: &'a Document,
    style: &'a Style,
}
