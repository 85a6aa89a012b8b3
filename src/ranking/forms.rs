//! Projects that are compared at many weightings: their forms by criterion, weighed several at a time.

use crate::ranking::exact::{Vec3, minus};
use crate::ranking::whole::Whole;

/// Some projects, ascending, with their forms by criterion.
#[derive(Default)]
pub(super) struct Forms<N> {
    pub(super) projects: Vec<usize>,
    parts: [Vec<N>; 3],
}

impl<N: Whole> Forms<N> {
    /// No projects, with room for so many.
    pub(super) fn with_room(room: usize) -> Self {
        Self { projects: Vec::with_capacity(room), parts: [0, 1, 2].map(|_| Vec::with_capacity(room)) }
    }

    /// One project more.
    pub(super) fn push(&mut self, project: usize, form: [N; 3]) {
        self.projects.push(project);
        self.parts.iter_mut().zip(form).for_each(|(list, part)| list.push(part));
    }

    /// The form at a place.
    pub(super) fn form(&self, place: usize) -> [N; 3] {
        [0, 1, 2].map(|k| self.parts[k][place])
    }

    /// What each is worth at a point, in the given list.
    pub(super) fn weigh(&self, at: &Vec3, values: &mut Vec<N>) {
        let at = at.map(N::of);
        let [business, interest, growth] = &self.parts;
        values.clear();
        let forms = business.iter().zip(interest).zip(growth);
        values.extend(forms.map(|((&b, &i), &g)| b * at[0] + i * at[1] + g * at[2]));
    }
}

/// The largest of several values; `None` of none.
pub(super) fn largest<N: Whole>(values: &[N]) -> Option<N> {
    extreme(values, |a, b| if b > a { b } else { a })
}

/// The smallest of several values; `None` of none.
pub(super) fn smallest<N: Whole>(values: &[N]) -> Option<N> {
    extreme(values, |a, b| if b < a { b } else { a })
}

/// Four at a time: one comparison need not wait for the one before.
fn extreme<N: Whole>(values: &[N], better: impl Fn(N, N) -> N + Copy) -> Option<N> {
    let mut best = [*values.first()?; 4];
    let fours = values.chunks_exact(4);
    let rest = fours.remainder();
    for four in fours {
        for (best, value) in best.iter_mut().zip(four) {
            *best = better(*best, *value);
        }
    }
    best.iter().chain(rest).copied().reduce(better)
}

/// The projects on the two sides of a line, and the one that stops the plan.
pub(super) struct Sides<N> {
    pub(super) inside: Forms<N>,
    pub(super) outside: Forms<N>,
    pub(super) stopper: [N; 3],
    /// Reused from point to point.
    pub(super) values: Vec<N>,
}

impl<N: Whole> Sides<N> {
    /// The line between the two that are most out of order at a point: the last of those inside behind the
    /// first of those outside, or the stopper behind another outside.
    pub(super) fn out_of_order(&mut self, at: &Vec3) -> Option<Vec3> {
        self.outside.weigh(at, &mut self.values);
        let best = largest(&self.values)?;
        let first = self.values.iter().rposition(|value| *value == best)?;
        self.inside.weigh(at, &mut self.values);
        let worst = smallest(&self.values).filter(|worst| *worst < best);
        let last = worst.and_then(|worst| self.values.iter().position(|value| *value == worst));
        let [x, y, z] = at.map(N::of);
        let behind = match last {
            Some(last) => self.inside.form(last),
            None if self.stopper[0] * x + self.stopper[1] * y + self.stopper[2] * z < best => self.stopper,
            None => return None,
        };
        Some(minus(&behind.map(N::whole), &self.outside.form(first).map(N::whole)))
    }
}
