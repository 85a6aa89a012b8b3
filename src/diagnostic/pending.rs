//! Findings that may still be looked for while something else goes on.
//!
//! Whoever needs them waits. Nothing is looked for here.

use std::sync::{Arc, OnceLock};

use crate::diagnostic::Diagnostic;

/// What was found, or will be: `None` when whoever looked for it broke off. A clone waits for the same.
#[derive(Debug, Clone)]
pub struct Pending(Arc<OnceLock<Option<Arc<[Diagnostic]>>>>);

/// The duty to say what was found. Dropped without a word, it tells those who wait that nobody will.
#[derive(Debug)]
pub struct Promise(Pending);

impl Pending {
    /// What is found already.
    pub fn known(findings: Arc<[Diagnostic]>) -> Self {
        Self(Arc::new(OnceLock::from(Some(findings))))
    }

    /// What will be found.
    pub fn promised() -> (Self, Promise) {
        let pending = Self(Arc::new(OnceLock::new()));
        (pending.clone(), Promise(pending))
    }

    /// Everything found, once that is known.
    ///
    /// # Panics
    /// When whoever looked for it broke off, which is a defect of this program.
    pub fn wait(&self) -> &Arc<[Diagnostic]> {
        #[expect(clippy::expect_used, reason = "a search that breaks off is a defect")]
        self.0.wait().as_ref().expect("the search for findings ends")
    }
}

impl Promise {
    /// Says what was found.
    pub fn keep(self, findings: Arc<[Diagnostic]>) {
        let _ = self.0.0.set(Some(findings));
    }
}

impl Drop for Promise {
    fn drop(&mut self) {
        // Does nothing once it was kept.
        let _ = self.0.0.set(None);
    }
}

#[cfg(test)]
mod tests {
    use std::panic;
    use std::thread;

    use super::Pending;
    use crate::diagnostic::{Code, Diagnostic};

    #[test]
    fn whoever_needs_the_findings_waits_for_them() {
        let (pending, promise) = Pending::promised();
        let waiting = thread::spawn(move || pending.wait().len());
        promise.keep([Diagnostic::new(Code::QD301, "words")].into());
        assert_eq!(waiting.join().unwrap(), 1);
    }

    #[test]
    fn nobody_waits_for_a_search_that_broke_off() {
        let (pending, promise) = Pending::promised();
        drop(promise);
        assert!(panic::catch_unwind(|| pending.wait().len()).is_err());
    }
}
