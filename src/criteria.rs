//! The three questions asked of every project, as one shape.
//!
//! This module knows no scores, weights or names on display; it only says that there are exactly
//! three criteria and in which order they stand.

use std::ops::{Index, IndexMut};

/// One of the three criteria, in the fixed order used by bars, tables, ties and the weight triangle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Criterion {
    /// Impact on the business, told as a story.
    Business,
    /// How engaged people are while doing the work.
    Interest,
    /// How well the work serves people's stated career goals.
    Growth,
}

impl Criterion {
    /// All criteria in their fixed order.
    pub const ALL: [Self; 3] = [Self::Business, Self::Interest, Self::Growth];

    /// The key in front matter and in machine-readable output.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Business => "business",
            Self::Interest => "interest",
            Self::Growth => "growth",
        }
    }
}

/// One value for each criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct PerCriterion<T> {
    /// The value for [`Criterion::Business`].
    pub business: T,
    /// The value for [`Criterion::Interest`].
    pub interest: T,
    /// The value for [`Criterion::Growth`].
    pub growth: T,
}

impl<T> PerCriterion<T> {
    /// Three values in the fixed order.
    pub const fn new(business: T, interest: T, growth: T) -> Self {
        Self { business, interest, growth }
    }

    /// One value for each criterion, computed in the fixed order.
    pub fn from_fn(mut value: impl FnMut(Criterion) -> T) -> Self {
        Self {
            business: value(Criterion::Business),
            interest: value(Criterion::Interest),
            growth: value(Criterion::Growth),
        }
    }

    /// The same shape with each value changed.
    pub fn map<U>(self, mut change: impl FnMut(T) -> U) -> PerCriterion<U> {
        PerCriterion {
            business: change(self.business),
            interest: change(self.interest),
            growth: change(self.growth),
        }
    }

    /// The same shape holding references.
    pub const fn as_ref(&self) -> PerCriterion<&T> {
        PerCriterion { business: &self.business, interest: &self.interest, growth: &self.growth }
    }

    /// The values with their criteria, in the fixed order.
    pub fn iter(&self) -> impl Iterator<Item = (Criterion, &T)> {
        Criterion::ALL.into_iter().map(|criterion| (criterion, &self[criterion]))
    }

    /// The three values as an array in the fixed order.
    pub fn into_array(self) -> [T; 3] {
        [self.business, self.interest, self.growth]
    }
}

impl<T> PerCriterion<Option<T>> {
    /// All three values, or `None` when one is missing.
    pub fn complete(self) -> Option<PerCriterion<T>> {
        Some(PerCriterion { business: self.business?, interest: self.interest?, growth: self.growth? })
    }
}

impl<T> From<[T; 3]> for PerCriterion<T> {
    fn from([business, interest, growth]: [T; 3]) -> Self {
        Self { business, interest, growth }
    }
}

impl<T> Index<Criterion> for PerCriterion<T> {
    type Output = T;

    fn index(&self, criterion: Criterion) -> &T {
        match criterion {
            Criterion::Business => &self.business,
            Criterion::Interest => &self.interest,
            Criterion::Growth => &self.growth,
        }
    }
}

impl<T> IndexMut<Criterion> for PerCriterion<T> {
    fn index_mut(&mut self, criterion: Criterion) -> &mut T {
        match criterion {
            Criterion::Business => &mut self.business,
            Criterion::Interest => &mut self.interest,
            Criterion::Growth => &mut self.growth,
        }
    }
}
