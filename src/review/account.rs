//! Every place won or lost, by name.
//!
//! With rank = 1 + the number of projects strictly above,
//! `Δrank = passed by − passed + new above − gone above` holds as an identity over sets, so nothing is left to
//! explain. The counts take O(n log n); names are looked for in the neighbourhood only.

use crate::portfolio::Id;

/// What a change of rank consists of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Account {
    /// Projects that were not above before and are now.
    pub passed_by: Others,
    /// Projects that were above before and are not any more.
    pub passed: Others,
    /// Projects without a rank before that are above now.
    pub new_above: Others,
    /// Projects that were above before and have no rank any more.
    pub gone_above: Others,
}

/// Some other projects: how many, and a few of them by name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Others {
    /// How many there are.
    pub count: usize,
    /// Some of their ids: edited ones first, then the nearest.
    pub named: Vec<Id>,
}

impl Account {
    /// The change of rank that the parts add up to; negative is up.
    pub fn rank_change(&self) -> i64 {
        let count = |others: &Others| others.count as i64;
        count(&self.passed_by) - count(&self.passed) + count(&self.new_above) - count(&self.gone_above)
    }

    /// Whether nobody came by or went.
    pub fn is_empty(&self) -> bool {
        [&self.passed_by, &self.passed, &self.new_above, &self.gone_above].iter().all(|o| o.count == 0)
    }
}

/// A project with the ranks it has before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ranks {
    pub(super) id: Id,
    pub(super) before: Option<usize>,
    pub(super) after: Option<usize>,
    pub(super) edited: bool,
}

/// At most so many others are named.
const NAMED: usize = 3;

/// At most so many others are looked at for a name.
const LOOKED_AT: usize = 4000;

/// The account of each project that has a rank on both sides; the others have none.
pub(super) fn accounts(all: &[Ranks]) -> Vec<Option<Account>> {
    let field = Field::of(all);
    let both_above = above_both(all);
    all.iter()
        .zip(both_above)
        .map(|(project, both)| {
            let (before, after) = project.before.zip(project.after)?;
            Some(field.account(before, after, both))
        })
        .collect()
}

struct Field<'a> {
    /// Common projects, highest after first.
    common: Vec<(usize, usize, &'a Ranks)>,
    /// Ranks of common projects before, ascending.
    common_before: Vec<usize>,
    /// Ranks of projects that are new in the ranking, ascending.
    new: Vec<(usize, &'a Ranks)>,
    /// Former ranks of projects that left the ranking, ascending.
    gone: Vec<(usize, &'a Ranks)>,
    /// Edited common projects, highest after first.
    edited: Vec<(usize, usize, &'a Ranks)>,
}

impl<'a> Field<'a> {
    fn of(all: &'a [Ranks]) -> Self {
        let mut common = Vec::new();
        let (mut new, mut gone) = (Vec::new(), Vec::new());
        for project in all {
            match (project.before, project.after) {
                (Some(before), Some(after)) => common.push((before, after, project)),
                (None, Some(after)) => new.push((after, project)),
                (Some(before), None) => gone.push((before, project)),
                (None, None) => {}
            }
        }
        common.sort_by(|a, b| (a.1, &a.2.id).cmp(&(b.1, &b.2.id)));
        new.sort_by(|a, b| (a.0, &a.1.id).cmp(&(b.0, &b.1.id)));
        gone.sort_by(|a, b| (a.0, &a.1.id).cmp(&(b.0, &b.1.id)));
        let mut common_before: Vec<usize> = common.iter().map(|found| found.0).collect();
        common_before.sort_unstable();
        let edited = common.iter().filter(|found| found.2.edited).copied().collect();
        Self { common, common_before, new, gone, edited }
    }

    fn account(&self, before: usize, after: usize, both: usize) -> Account {
        let above_before = self.common_before.partition_point(|rank| *rank < before);
        let above_after = self.common.partition_point(|found| found.1 < after);
        let comes_by = |b: usize, a: usize| b >= before && a < after;
        let falls_behind = |b: usize, a: usize| b < before && a >= after;
        let nearest_above = self.common[..above_after].iter().rev();
        let nearest_below = self.common[above_after..].iter();
        Account {
            passed_by: self.others(above_after - both, nearest_above, comes_by),
            passed: self.others(above_before - both, nearest_below, falls_behind),
            new_above: above(&self.new, after),
            gone_above: above(&self.gone, before),
        }
    }

    fn others<'f>(
        &'f self,
        count: usize,
        nearest: impl Iterator<Item = &'f (usize, usize, &'a Ranks)>,
        belongs: impl Fn(usize, usize) -> bool,
    ) -> Others
    where
        'a: 'f,
    {
        let mut named: Vec<Id> = Vec::new();
        let looked_at = self.edited.iter().take(LOOKED_AT).chain(nearest.take(LOOKED_AT));
        for (before, after, project) in looked_at {
            if named.len() == count.min(NAMED) {
                break;
            }
            if belongs(*before, *after) && !named.contains(&project.id) {
                named.push(project.id.clone());
            }
        }
        Others { count, named }
    }
}

/// For each project, how many common ones are above it both before and after.
fn above_both(all: &[Ranks]) -> Vec<usize> {
    let highest = all.iter().filter_map(|project| project.after).max().unwrap_or(0);
    let mut tree = Fenwick::new(highest + 1);
    let mut by_before: Vec<usize> =
        (0..all.len()).filter(|&at| all[at].before.is_some() && all[at].after.is_some()).collect();
    by_before.sort_by_key(|&at| all[at].before);
    let mut found = vec![0; all.len()];
    let mut added = 0;
    for (seen, &at) in by_before.iter().enumerate() {
        // Only strictly higher ranks before count: a tie is not above.
        while added < seen && all[by_before[added]].before < all[at].before {
            tree.add(all[by_before[added]].after.unwrap_or(0));
            added += 1;
        }
        found[at] = tree.below(all[at].after.unwrap_or(0));
    }
    found
}

fn above(sorted: &[(usize, &Ranks)], rank: usize) -> Others {
    let count = sorted.partition_point(|found| found.0 < rank);
    let named = sorted[..count].iter().take(NAMED).map(|found| found.1.id.clone()).collect();
    Others { count, named }
}

/// Counts of ranks with sums of everything below a rank.
pub(super) struct Fenwick(Vec<usize>);

impl Fenwick {
    pub(super) fn new(size: usize) -> Self {
        Self(vec![0; size + 1])
    }

    pub(super) fn add(&mut self, rank: usize) {
        let mut at = rank + 1;
        while at < self.0.len() {
            self.0[at] += 1;
            at += at & at.wrapping_neg();
        }
    }

    /// How many were added with a rank below this one.
    pub(super) fn below(&self, rank: usize) -> usize {
        let mut at = rank.min(self.0.len() - 1);
        let mut sum = 0;
        while at > 0 {
            sum += self.0[at];
            at -= at & at.wrapping_neg();
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Ranks of projects with these values; `None` has no rank.
    fn ranks(values: &[Option<u8>]) -> Vec<Option<usize>> {
        values.iter().map(|v| v.map(|v| 1 + values.iter().filter(|o| **o > Some(v)).count())).collect()
    }

    fn projects(before: &[Option<u8>], after: &[Option<u8>]) -> Vec<Ranks> {
        let (before, after) = (ranks(before), ranks(after));
        (0..before.len())
            .map(|at| Ranks {
                id: Id::new(&format!("p{at}")).unwrap(),
                before: before[at],
                after: after[at],
                edited: at % 3 == 0,
            })
            .collect()
    }

    fn named(others: &Others) -> Vec<&str> {
        others.named.iter().map(Id::as_str).collect()
    }

    #[test]
    fn who_passes_is_named() {
        let all = projects(&[Some(5), Some(3), None, Some(9)], &[Some(2), Some(3), Some(8), None]);
        let account = accounts(&all)[0].clone().unwrap();
        assert_eq!((account.passed_by.count, named(&account.passed_by)), (1, vec!["p1"]));
        assert_eq!((account.new_above.count, named(&account.new_above)), (1, vec!["p2"]));
        assert_eq!((account.gone_above.count, named(&account.gone_above)), (1, vec!["p3"]));
        assert_eq!(account.rank_change(), 1);
    }

    #[test]
    fn a_tie_that_opens_counts_as_passing() {
        let all = projects(&[Some(3), Some(3)], &[Some(3), Some(4)]);
        assert_eq!(accounts(&all)[0].as_ref().unwrap().passed_by.count, 1);
        assert!(accounts(&all)[1].as_ref().unwrap().is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]
        #[test]
        fn the_account_leaves_no_remainder(
            pairs in prop::collection::vec((prop::option::of(0u8..12), prop::option::of(0u8..12)), 1..40)
        ) {
            let (before, after): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
            let all = projects(&before, &after);
            for (project, account) in all.iter().zip(accounts(&all)) {
                prop_assert_eq!(account.is_some(), project.before.is_some() && project.after.is_some());
                let Some(account) = account else { continue };
                let change = project.after.unwrap() as i64 - project.before.unwrap() as i64;
                prop_assert_eq!(account.rank_change(), change);
                for others in [&account.passed_by, &account.passed, &account.new_above, &account.gone_above] {
                    prop_assert_eq!(others.named.len(), others.count.min(NAMED));
                }
            }
        }
    }
}
