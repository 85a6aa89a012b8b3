//! Documents of which only the prose changed: the most frequent save of all.
//!
//! Nothing is computed from prose, so everything that was computed stays. Whether that is so is decided here,
//! from bytes and values alone; wherever there is doubt, everything is loaded again.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::path::RelPath;
use crate::portfolio::load::guarded;
use crate::portfolio::parse::Parsed;
use crate::portfolio::{DocumentKind, Memo, Portfolio};
use crate::source::{Sources, differences};

/// A portfolio that says something in other words.
#[derive(Debug)]
pub struct Retold {
    /// The portfolio with its new prose; everything else is the same.
    pub portfolio: Portfolio,
    /// The documents that say something else now, in path order.
    pub documents: Vec<RelPath>,
}

impl Portfolio {
    /// The portfolio of `after`, when it differs from that of `before` in prose alone, and when the same is
    /// found in both. `self` and `found` are what `before` gave, and the memo is the one with which it did.
    pub fn retold(
        &self,
        before: &Sources,
        after: &Sources,
        found: &[Diagnostic],
        memo: &mut Memo,
    ) -> Option<Retold> {
        let mut portfolio = self.clone();
        let mut documents = Vec::new();
        for Edit { path, old, new } in edited(before, after)? {
            let (context, known) = (memo.context()?, memo.get(path, old)?);
            let kind = context.layout.kind_of(path).filter(|kind| *kind != DocumentKind::Portfolio)?;
            let front = known.front;
            if old.get(..front) != new.get(..front) {
                return None;
            }
            let parsed = guarded(path, new, kind, context);
            let told_before = found.iter().filter_map(|finding| finding.place.as_ref());
            let mut below = told_before.filter(|place| place.path == *path && place.span.end > front);
            if below.next().is_some() || !is_same(&known, &parsed) {
                return None;
            }
            // Whoever may not read a document has no prose of it.
            if let Some(prose) = portfolio.prose.get_mut(path) {
                *prose = parsed.prose.clone();
            }
            memo.replace(path, new, Arc::new(parsed));
            documents.push(path.clone());
        }
        Some(Retold { portfolio, documents })
    }
}

/// The files with other bytes; `None` when one came or went, or when something else was found on the way.
fn edited<'s>(before: &'s Sources, after: &'s Sources) -> Option<Vec<Edit<'s>>> {
    if before.name() != after.name() || before.findings() != after.findings() {
        return None;
    }
    let edits = differences(before.files(), after.files());
    edits.map(|found| Some(Edit { path: found.path, old: found.was?, new: found.is? })).collect()
}

/// A file with other bytes.
struct Edit<'s> {
    path: &'s RelPath,
    old: &'s Arc<[u8]>,
    new: &'s Arc<[u8]>,
}

/// Whether two readings of a document give the same facts, the same ways to and from it, and no findings.
fn is_same(old: &Parsed, new: &Parsed) -> bool {
    old.document.is_some()
        && old.document == new.document
        && old.findings.is_empty()
        && new.findings.is_empty()
        && old.front == new.front
        && old.references == new.references
        && old.leads_like(new)
}
