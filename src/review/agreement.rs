//! How alike two orders are: pairs in the same and in the opposite order.

use crate::review::account::Fenwick;

/// Two rankings of the same projects, compared pair by pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Agreement {
    /// Pairs in the same order.
    pub concordant: u64,
    /// Pairs in the opposite order.
    pub discordant: u64,
    /// Pairs that are tied before.
    pub tied_before: u64,
    /// Pairs that are tied after.
    pub tied_after: u64,
    /// All pairs.
    pub pairs: u64,
    /// The sum of all rank changes without their sign.
    pub footrule: u64,
}

impl Agreement {
    /// Kendall's tau-b, −1 to 1; `None` when all are tied on one side.
    pub fn tau_b(&self) -> Option<f64> {
        let (before, after) = (self.pairs - self.tied_before, self.pairs - self.tied_after);
        if before == 0 || after == 0 {
            return None;
        }
        let difference = self.concordant as f64 - self.discordant as f64;
        Some(difference / (before as f64 * after as f64).sqrt())
    }
}

/// The agreement of pairs of ranks before and after, in O(n log n).
pub(super) fn agreement(ranks: &[(usize, usize)]) -> Agreement {
    let count = ranks.len() as u64;
    let pairs = count * count.saturating_sub(1) / 2;
    let tied_before = tied(ranks.iter().map(|pair| pair.0).collect());
    let tied_after = tied(ranks.iter().map(|pair| pair.1).collect());
    let tied_both = tied(ranks.to_vec());
    let concordant = concordant(ranks);
    let discordant = pairs + tied_both - tied_before - tied_after - concordant;
    let footrule = ranks.iter().map(|(before, after)| before.abs_diff(*after) as u64).sum();
    Agreement { concordant, discordant, tied_before, tied_after, pairs, footrule }
}

/// Pairs of equal entries.
fn tied<T: Ord>(mut entries: Vec<T>) -> u64 {
    entries.sort_unstable();
    entries.chunk_by(|a, b| a == b).map(|group| group.len() as u64 * (group.len() as u64 - 1) / 2).sum()
}

/// Pairs in which both ranks are strictly higher in one than in the other.
fn concordant(ranks: &[(usize, usize)]) -> u64 {
    let mut sorted = ranks.to_vec();
    sorted.sort_unstable();
    let highest = ranks.iter().map(|pair| pair.1).max().unwrap_or(0);
    let mut tree = Fenwick::new(highest + 1);
    let mut found = 0;
    for group in sorted.chunk_by(|a, b| a.0 == b.0) {
        found += group.iter().map(|(_, after)| tree.below(*after) as u64).sum::<u64>();
        for (_, after) in group {
            tree.add(*after);
        }
    }
    found
}
