//! A page before it is rendered: its address, its template, its view.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;
use tera::Value;

use crate::path::RelPath;
use crate::portfolio::Html;

/// One page of the report.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its address in the output folder, such as `projects/soc2.html`.
    pub path: RelPath,
    /// The template that renders it, such as `project.html`.
    pub template: &'static str,
    /// What every page says about itself.
    pub head: Head,
    /// What the page says: a map whose keys are the names used in the template.
    pub view: Value,
}

/// A page or file of the report that is composed when it is wanted.
///
/// A large portfolio has one page for each project; composing them where they are rendered divides the work
/// among threads, no more views are in memory than pages are being rendered, and a page that nobody looks at
/// need not be composed at all.
pub struct Draft<'a> {
    path: RelPath,
    compose: Box<dyn Fn() -> Content + Send + Sync + 'a>,
}

/// What a draft becomes.
#[derive(Debug, Clone)]
pub enum Content {
    /// A page, which a template renders.
    Page(Page),
    /// The bytes of a file that needs no template.
    File(Arc<[u8]>),
}

impl<'a> Draft<'a> {
    /// A page, which will have the same address.
    pub fn page(path: RelPath, compose: impl Fn() -> Page + Send + Sync + 'a) -> Self {
        Self { path, compose: Box::new(move || Content::Page(compose())) }
    }

    /// A file that needs no template.
    pub fn file(path: RelPath, compose: impl Fn() -> Arc<[u8]> + Send + Sync + 'a) -> Self {
        Self { path, compose: Box::new(move || Content::File(compose())) }
    }

    /// The address in the output folder.
    pub fn path(&self) -> &RelPath {
        &self.path
    }

    /// The page or file itself.
    pub fn compose(&self) -> Content {
        (self.compose)()
    }
}

impl fmt::Debug for Draft<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Draft").field(&self.path).finish()
    }
}

/// What every page says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Head {
    /// The title in the browser's tab, without the portfolio's name.
    pub title: String,
    /// A sentence for search and sharing.
    pub description: String,
    /// The entry of the navigation that the page belongs to, by its address.
    pub section: &'static str,
    /// The way from the home page to this one, this one left out.
    pub crumbs: Vec<Crumb>,
}

/// One step of the way to a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Crumb {
    /// The words shown.
    pub words: String,
    /// Where it leads, from the report's root; `None` is shown as text.
    pub href: Option<String>,
}

impl Page {
    /// A page at an address. The view is a struct whose fields are the names used in the template.
    pub fn new(path: RelPath, template: &'static str, head: Head, view: &impl Serialize) -> Self {
        Self { path, template, head, view: Value::from_serializable(view) }
    }
}

impl Crumb {
    /// A step that leads to an address from the report's root.
    pub fn new(words: impl Into<String>, href: impl Into<String>) -> Self {
        Self { words: words.into(), href: Some(href.into()) }
    }

    /// A step that is only named.
    pub fn plain(words: impl Into<String>) -> Self {
        Self { words: words.into(), href: None }
    }
}

/// Markup that a template prints as it is. A view holds it as a field of this type.
pub fn markup(html: &Html) -> Value {
    Value::safe_string(&html.markup())
}

/// Data for a script element: JSON in which nothing can end the element or a line.
pub(super) fn json(data: &impl Serialize) -> Value {
    let text = serde_json::to_string(data).unwrap_or_default();
    let safe = text.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    Value::safe_string(&safe)
}

/// An address made of text that this program wrote and of ids, which are safe in addresses.
///
/// # Panics
/// When the text is not a clean relative path, which no id can make it.
pub fn address(text: &str) -> RelPath {
    #[expect(clippy::expect_used, reason = "ids and the fixed parts between them are clean relative paths")]
    RelPath::new(text).expect("a clean relative path")
}

#[cfg(test)]
mod tests {
    use super::json;

    #[test]
    fn data_cannot_leave_its_script_element() {
        let shown = json(&["</script><!--\u{2028}"]).to_string();
        assert_eq!(shown, "[\"\\u003c/script>\\u003c!--\\u2028\"]");
    }
}
