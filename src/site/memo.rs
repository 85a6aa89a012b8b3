//! Pages that say the same as in the last round need not be rendered again.
//!
//! A page is taken over when everything that its template can see is the same, and the templates are. An
//! empty memo is always right.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Map, Value};

use crate::path::RelPath;
use crate::report::Page;
use crate::site::Theme;

/// The pages of the last round with their bytes.
#[derive(Debug, Default)]
pub struct Memo {
    chrome: Option<Value>,
    templates: BTreeMap<RelPath, Arc<str>>,
    pages: BTreeMap<RelPath, (Page, Arc<[u8]>)>,
    span: Span,
}

/// For how long a memo is meant.
#[derive(Debug, Default)]
enum Span {
    /// One round: nothing is kept.
    #[default]
    Round,
    /// Many rounds.
    Session,
}

impl Memo {
    /// A memo that keeps the pages for the next round.
    pub fn lasting() -> Self {
        Self { span: Span::Session, ..Self::default() }
    }

    /// Forgets everything when what all pages share is another now.
    pub(super) fn read_as(&mut self, chrome: &Value, theme: &Theme) {
        let is_known = self.chrome.as_ref().is_some_and(|known| is_same(known, chrome));
        if !is_known || self.templates != *theme.own_templates() {
            self.pages.clear();
            self.chrome = Some(chrome.clone());
            self.templates.clone_from(theme.own_templates());
        }
    }

    /// The bytes of a page, when it was rendered from the same view.
    pub(super) fn get(&self, page: &Page) -> Option<Arc<[u8]>> {
        let (old, bytes) = self.pages.get(&page.path)?;
        let same = old.template == page.template && old.head == page.head && is_same(&old.view, &page.view);
        same.then(|| Arc::clone(bytes))
    }

    /// The page, when there will be a next round.
    pub(super) fn worth_keeping(&self, page: Cow<'_, Page>) -> Option<Page> {
        match self.span {
            Span::Round => None,
            Span::Session => Some(page.into_owned()),
        }
    }

    /// Keeps exactly what this round has rendered.
    pub(super) fn keep(&mut self, pages: Vec<(Page, Arc<[u8]>)>) {
        self.pages = pages.into_iter().map(|(page, bytes)| (page.path.clone(), (page, bytes))).collect();
    }
}

/// Whether two values print the same: the template language's own equality takes 1 for 1.0, escaped text for
/// unescaped, and maps in another order for the same.
fn is_same(a: &Value, b: &Value) -> bool {
    if a.kind() != b.kind() || a.is_safe() != b.is_safe() {
        return false;
    }
    match (a.as_map(), b.as_map(), a.as_array(), b.as_array()) {
        (Some(a), Some(b), _, _) => std::ptr::eq(a, b) || is_same_map(a, b),
        (_, _, Some(a), Some(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b)),
        _ => a == b && a.as_f64().map(f64::to_bits) == b.as_f64().map(f64::to_bits),
    }
}

fn is_same_map(a: &Map, b: &Map) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|((key, a), (other, b))| key == other && is_same(a, b))
}

#[cfg(test)]
mod tests {
    use tera::Value;

    use super::is_same;

    #[test]
    fn what_prints_differently_is_not_the_same() {
        assert!(!is_same(&Value::from(1_u64), &Value::from(1.0)));
        assert!(!is_same(&Value::from(0.0), &Value::from(-0.0)));
        assert!(!is_same(&Value::from("a"), &Value::safe_string("a")));
        assert!(is_same(&Value::from("a"), &Value::from("a")));
    }
}
