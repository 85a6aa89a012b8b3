//! Projects that only shifted, in runs: neighbours that all moved by the same number of places.
//!
//! One edit can move a hundred projects by one place each. A line for each of them would bury the one that
//! matters, so they are told as runs of ranks.

use super::document::Shift;
use super::project::{Named, Others};
use crate::portfolio::Id;
use crate::review::{Changes, ProjectChange};

/// At most so many others are named for a run.
const NAMED: usize = 3;

/// The runs of projects that changed rank without an edit and without crossing the line, by rank before.
pub(super) fn runs(changes: &Changes, name: &dyn Fn(&Id) -> Named) -> Vec<Shift> {
    let mut ranked: Vec<(usize, &ProjectChange)> =
        changes.projects.iter().filter_map(|change| Some((change.ranks().0?, change))).collect();
    ranked.sort_by_key(|(rank, change)| (*rank, change.ranks().1, &change.id));
    let mut runs: Vec<Shift> = Vec::new();
    let mut open = false;
    for (rank, change) in ranked {
        if change.is_edited() || change.is_rescored() || change.crossing.is_some() || change.is_removed() {
            continue;
        }
        let delta = change.rank_change();
        if delta == 0 {
            open = false;
            continue;
        }
        if let Some(run) = runs.last_mut().filter(|run| open && run.delta == delta) {
            extend(run, rank, change, name);
        } else {
            let mut run = Shift { ranks: [rank, rank], delta, count: 0, because: Others::default() };
            extend(&mut run, rank, change, name);
            runs.push(run);
        }
        open = true;
    }
    runs
}

fn extend(run: &mut Shift, rank: usize, change: &ProjectChange, name: &dyn Fn(&Id) -> Named) {
    run.ranks[1] = rank;
    run.count += 1;
    let Some(account) = &change.account else { return };
    let parts = [&account.passed_by, &account.passed, &account.new_above, &account.gone_above];
    run.because.count = run.because.count.max(parts.iter().map(|others| others.count).sum());
    for id in parts.iter().flat_map(|others| &others.named) {
        if run.because.named.len() < NAMED && run.because.named.iter().all(|known| known.id != id.as_str()) {
            run.because.named.push(name(id));
        }
    }
}
