//! A set of projects, as bits.

/// A set of projects, by their bits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Chosen(Vec<u64>);

impl Chosen {
    pub(super) fn of(among: usize, projects: impl Iterator<Item = usize>) -> Self {
        let mut chosen = Self(vec![0; among.div_ceil(64)]);
        projects.for_each(|project| chosen.insert(project));
        chosen
    }

    pub(super) fn insert(&mut self, project: usize) {
        self.0[project / 64] |= 1 << (project % 64);
    }

    pub(super) fn remove(&mut self, project: usize) {
        self.0[project / 64] &= !(1 << (project % 64));
    }

    pub(super) fn has(&self, project: usize) -> bool {
        self.0[project / 64] >> (project % 64) & 1 == 1
    }

    /// The projects, ascending.
    pub(super) fn list(&self) -> Vec<usize> {
        let mut list = Vec::with_capacity(self.0.iter().map(|word| word.count_ones() as usize).sum());
        for (index, word) in self.0.iter().enumerate() {
            let mut rest = *word;
            while rest != 0 {
                list.push(index * 64 + rest.trailing_zeros() as usize);
                rest &= rest - 1;
            }
        }
        list
    }
}
