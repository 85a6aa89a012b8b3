//! Who looks at one state of what is shown, for those who give way to them.
//!
//! On a machine with few processors a search for findings beside a page that somebody waits for makes both slower,
//! and only one of them is waited for.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long the system may take to hand over a page that is sent.
const MOMENT: Duration = Duration::from_millis(2);

/// Who looks, and at what.
#[derive(Debug, Default)]
pub(super) struct Looks {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// Whether anybody looked.
    any: bool,
    /// How many wait for pages that are not printed yet.
    waiting: usize,
    /// How many got what they waited for.
    served: usize,
    /// Whether any of the pages names findings.
    needs_findings: bool,
}

/// Somebody who waits for a page.
pub(super) struct Waiting<'l>(&'l Looks);

impl Looks {
    /// Somebody looked.
    pub(super) fn note(&self) {
        self.state().any = true;
    }

    /// Whether anybody did.
    pub(super) fn any(&self) -> bool {
        self.state().any
    }

    /// Somebody waits for a page until what this gives is dropped.
    pub(super) fn wait_for_page(&self, names_findings: bool) -> Waiting<'_> {
        let mut state = self.state();
        state.waiting += 1;
        state.needs_findings |= names_findings;
        self.changed.notify_all();
        Waiting(self)
    }

    /// Waits until somebody has got a page and a moment to take it, at most for about `patience`, and not while
    /// anybody waits for findings.
    pub(super) fn give_way(&self, patience: Duration) {
        let wait = |state, patience, is_over: fn(&State) -> bool| {
            let waited = self.changed.wait_timeout_while(state, patience, |state| !is_over(state));
            waited.unwrap_or_else(PoisonError::into_inner).0
        };
        let are_over = |state: &State| state.needs_findings || (state.served > 0 && state.waiting == 0);
        let state = wait(self.state(), patience, are_over);
        drop(wait(state, MOMENT, |state| state.needs_findings));
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Numbers that only decide how long somebody waits.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.waiting -= 1;
        state.served += 1;
        self.0.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::mpsc;
    use std::thread;
    use std::time::{Duration, Instant};

    use super::Looks;

    const NEVER: Duration = Duration::from_secs(60);
    const SHORT: Duration = Duration::from_millis(30);

    #[test]
    fn where_nobody_looks_one_waits_for_as_long_as_one_would() {
        let (looks, begun) = (Looks::default(), Instant::now());
        looks.give_way(SHORT);
        assert!(begun.elapsed() >= SHORT && !looks.any());
    }

    #[test]
    fn whoever_waits_for_a_page_goes_first() {
        let (looks, is_served) = (Looks::default(), AtomicBool::new(false));
        thread::scope(|scope| {
            scope.spawn(|| {
                let _waiting = looks.wait_for_page(false);
                thread::sleep(SHORT);
                is_served.store(true, Ordering::SeqCst);
            });
            looks.give_way(NEVER);
            assert!(is_served.load(Ordering::SeqCst));
        });
    }

    #[test]
    fn nobody_gives_way_to_somebody_who_waits_for_them() {
        let (looks, begun, (go_on, is_found)) = (Looks::default(), Instant::now(), mpsc::channel::<()>());
        thread::scope(|scope| {
            let looks = &looks;
            scope.spawn(move || {
                let _waiting = looks.wait_for_page(true);
                is_found.recv()
            });
            looks.give_way(NEVER);
            assert!(begun.elapsed() < NEVER);
            go_on.send(()).unwrap();
        });
    }
}
