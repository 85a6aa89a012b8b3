//! A walk along one segment of the weight triangle: who is ahead of somebody, and where that changes.
//!
//! Which side everybody is on at the two ends is decided in whole numbers; only the positions in between are
//! floats. What the pieces are good for is not known here: see [`depths`](super::depths).

use crate::ranking::whole::Whole;

/// The most classes that can be met: an event keeps the class in so many bits.
pub(super) const CLASS_BITS: u32 = 9;

/// A segment's length in steps, by its bits.
const STEP_BITS: u32 = 53;
const STEPS: f64 = (1_u64 << STEP_BITS) as f64;

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

/// The loads of many classes.
pub(super) struct Loads {
    projects: Vec<i64>,
    effort: Vec<i64>,
}

impl Loads {
    pub(super) fn new(loads: impl Iterator<Item = Load> + Clone) -> Self {
        let effort = loads.clone().map(|load| load.effort).collect();
        Self { projects: loads.map(|load| load.projects).collect(), effort }
    }

    #[inline]
    pub(super) fn of(&self, class: usize) -> Load {
        Load { projects: self.projects[class], effort: self.effort[class] }
    }
}

/// A walk, its lists reused from segment to segment.
pub(super) struct Walk<N> {
    /// By how much each class is ahead of the subject at the two ends.
    pub(super) starts: Vec<N>,
    pub(super) ends: Vec<N>,
    /// What makes a lead at either end a difference of values.
    pub(super) scales: (f64, f64),
    /// Room for those who cross.
    crossing: Vec<u32>,
    /// The position in its upper bits, then the class, then whether that is ahead before.
    events: Vec<u64>,
    /// Room to sort them.
    sorted: Vec<u64>,
}

impl<N: Whole> Walk<N> {
    /// A walk among so many classes.
    pub(super) fn new(classes: usize) -> Self {
        Self {
            starts: vec![N::ZERO; classes],
            ends: vec![N::ZERO; classes],
            scales: (1.0, 1.0),
            crossing: vec![0; classes + 1],
            events: Vec::with_capacity(classes),
            sorted: Vec::with_capacity(classes),
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
    pub(super) fn ahead_at_start(&self, loads: &Loads, level_at_start: usize) -> Load {
        let ahead = |start: N, load: i64| if start > N::ZERO { load } else { 0 };
        let sum =
            |loads: &[i64]| self.starts.iter().zip(loads).map(|(&start, &load)| ahead(start, load)).sum();
        let mut load = Load { projects: sum(&loads.projects), effort: sum(&loads.effort) };
        if level_at_start > 1 {
            for (class, (&start, &end)) in self.starts.iter().zip(&self.ends).enumerate() {
                if start == N::ZERO && end > N::ZERO {
                    load = load + loads.of(class);
                }
            }
        }
        load
    }

    /// Puts those who cross in the order in which the subject meets them.
    pub(super) fn put_in_order(&mut self) {
        let Self { starts, ends, scales: (per_start, per_end), crossing, events, sorted } = self;
        let (crossing, mut count) = (crossing.as_mut_slice(), 0);
        for (class, (&start, &end)) in starts.iter().zip(ends.iter()).enumerate() {
            // Without a branch: who crosses is anything but predictable.
            crossing[count] = class as u32;
            count += usize::from(start.is_opposite(end));
        }
        events.clear();
        events.extend(crossing[..count].iter().map(|&class| {
            let (start, end) = (starts[class as usize].float(), ends[class as usize].float());
            let (here, there) = (start * *per_start, end * *per_end);
            event(here / (here - there), class, start > 0.0)
        }));
        sort(events, sorted);
        // The end closes the last piece.
        events.push(event(1.0, 0, false));
    }

    /// The pieces in order: what is ahead there, and the piece's length in [`STEPS`].
    #[inline]
    pub(super) fn pieces(&self, at_start: Load, loads: &Loads, mut piece: impl FnMut(Load, u64)) {
        let (mut load, mut before) = (at_start, 0);
        for &event in &self.events {
            let (at, class, falls) = opened(event);
            piece(load, at - before);
            load = if falls { load - loads.of(class) } else { load + loads.of(class) };
            before = at;
        }
    }
}

/// The part of an area that a piece of a segment takes.
#[inline]
pub(super) fn part(area: i64, length: u64) -> i64 {
    ((i128::from(area) * i128::from(length)) >> STEP_BITS) as i64
}

/// How many buckets the events are first thrown into.
const BUCKETS: usize = 128;

/// Sorts events: first into buckets by position, where most have no company, then in place.
fn sort(events: &mut Vec<u64>, sorted: &mut Vec<u64>) {
    let bucket = |event: u64| (event >> (STEP_BITS + CLASS_BITS + 1 - BUCKETS.ilog2())) as usize;
    let mut places = [0_u16; BUCKETS + 2];
    for &event in events.iter() {
        places[bucket(event) + 1] += 1;
    }
    let mut before = 0;
    for place in &mut places {
        before += *place;
        *place = before;
    }
    sorted.clear();
    sorted.resize(events.len(), 0);
    for &event in events.iter() {
        let place = &mut places[bucket(event)];
        sorted[usize::from(*place)] = event;
        *place += 1;
    }
    for index in 1..sorted.len() {
        let event = sorted[index];
        let mut at = index;
        while at > 0 && sorted[at - 1] > event {
            sorted[at] = sorted[at - 1];
            at -= 1;
        }
        sorted[at] = event;
    }
    std::mem::swap(events, sorted);
}

/// A position of 0–1 in steps, a class and its side as one number that sorts by position.
fn event(at: f64, class: u32, falls: bool) -> u64 {
    ((at * STEPS) as i64 as u64) << (CLASS_BITS + 1) | u64::from(class) << 1 | u64::from(falls)
}

fn opened(event: u64) -> (u64, usize, bool) {
    let class = (event >> 1) & ((1 << CLASS_BITS) - 1);
    (event >> (CLASS_BITS + 1), class as usize, event & 1 == 1)
}
