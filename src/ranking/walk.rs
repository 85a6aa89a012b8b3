//! A walk along one segment of the weight triangle: who is ahead of somebody, and where that changes.
//!
//! Which side everybody is on at the two ends is decided in whole numbers; only the positions in between are
//! floats. What the pieces are good for is not known here: see [`depths`](super::depths).

use crate::ranking::whole::Whole;

/// The most classes that can be met: an event keeps the class in so many bits.
pub(super) const CLASS_BITS: u32 = 9;

/// Parts of a segment's length.
const STEPS: f64 = (1_u64 << 53) as f64;

/// How many projects are ahead, and what they ask for: hundredths of a person-week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Load {
    pub(super) projects: i64,
    pub(super) effort: i64,
}

impl std::ops::Add for Load {
    type Output = Self;

    fn add(self, more: Self) -> Self {
        Self { projects: self.projects + more.projects, effort: self.effort + more.effort }
    }
}

impl std::ops::Sub for Load {
    type Output = Self;

    fn sub(self, less: Self) -> Self {
        Self { projects: self.projects - less.projects, effort: self.effort - less.effort }
    }
}

/// A walk, its lists reused from segment to segment.
pub(super) struct Walk<N> {
    /// By how much each class is ahead of the subject at the two ends.
    pub(super) starts: Vec<N>,
    pub(super) ends: Vec<N>,
    /// What makes a lead at either end a difference of values.
    pub(super) scales: (f64, f64),
    crossing: Vec<usize>,
    /// Those who cross: so many of the list.
    count: usize,
    /// The position in its upper bits, then the class, then whether that is ahead before.
    events: Vec<u64>,
}

impl<N: Whole> Walk<N> {
    /// A walk among so many classes.
    pub(super) fn new(classes: usize) -> Self {
        Self {
            starts: vec![N::ZERO; classes],
            ends: vec![N::ZERO; classes],
            scales: (1.0, 1.0),
            crossing: vec![0; classes + 1],
            count: 0,
            events: Vec::with_capacity(classes),
        }
    }

    /// How many classes are level with the subject at the start, itself included.
    pub(super) fn level_at_start(&self) -> usize {
        self.starts.iter().map(|start| usize::from(*start == N::ZERO)).sum()
    }

    /// The classes that are level with the subject all along, itself included.
    pub(super) fn level_all_along(&self) -> Vec<usize> {
        let both = self.starts.iter().zip(&self.ends).enumerate();
        both.filter(|(_, (start, end))| **start == N::ZERO && **end == N::ZERO)
            .map(|(class, _)| class)
            .collect()
    }

    /// What is ahead of the subject at the start; who is level there is where the segment leads.
    pub(super) fn ahead_at_start(&self, loads: &[Load], level_at_start: usize) -> Load {
        let ahead = |start: N, load: i64| if start > N::ZERO { load } else { 0 };
        let (mut projects, mut effort) = (0, 0);
        for (&start, load) in self.starts.iter().zip(loads) {
            projects += ahead(start, load.projects);
            effort += ahead(start, load.effort);
        }
        let mut load = Load { projects, effort };
        if level_at_start > 1 {
            for (class, (&start, &end)) in self.starts.iter().zip(&self.ends).enumerate() {
                if start == N::ZERO && end > N::ZERO {
                    load = load + loads[class];
                }
            }
        }
        load
    }

    /// Puts those who cross in the order in which the subject meets them.
    pub(super) fn put_in_order(&mut self) {
        let mut count = 0;
        for (class, (&start, &end)) in self.starts.iter().zip(&self.ends).enumerate() {
            // Without a branch: who crosses is anything but predictable.
            self.crossing[count] = class;
            count += usize::from(start.is_opposite(end));
        }
        self.count = count;
        let (per_start, per_end) = self.scales;
        self.events.clear();
        self.events.extend(self.crossing[..self.count].iter().map(|&class| {
            let (start, end) = (self.starts[class].float() * per_start, self.ends[class].float() * per_end);
            event(start / (start - end), class, start > 0.0)
        }));
        self.events.sort_unstable();
    }

    /// The pieces in order: what is ahead there, and the piece's part of the length.
    pub(super) fn pieces(&self, at_start: Load, loads: &[Load], mut piece: impl FnMut(Load, f64)) {
        let (mut load, mut before) = (at_start, 0.0);
        for &event in &self.events {
            let (at, class, falls) = opened(event);
            piece(load, at - before);
            load = if falls { load - loads[class] } else { load + loads[class] };
            before = at;
        }
        piece(load, 1.0 - before);
    }
}

/// A position of 0–1, a class and its side as one number that sorts by position.
fn event(at: f64, class: usize, falls: bool) -> u64 {
    ((at * STEPS) as i64 as u64) << (CLASS_BITS + 1) | (class as u64) << 1 | u64::from(falls)
}

fn opened(event: u64) -> (f64, usize, bool) {
    let class = (event >> 1) & ((1 << CLASS_BITS) - 1);
    ((event >> (CLASS_BITS + 1)) as i64 as f64 / STEPS, class as usize, event & 1 == 1)
}
