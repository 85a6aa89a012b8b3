//! Shares of ranks by walking along the lines on which two projects are level.
//!
//! Around one project the region falls into cells with the same number of projects ahead. The area of all
//! cells with a given number follows from their borders alone: each piece of a line adds the triangle it
//! spans with a fixed corner to the number on its left and takes it from the number on its right. No cells
//! are built, and a line is walked once for everybody who is level on it. Which side a project is on is
//! decided in whole numbers; only positions along a line and areas are floats, and areas are added in
//! fixed point, so that the sums do not depend on the order or on threads.

use rayon::prelude::*;

use crate::ranking::exact::{Vec3, dot, reduced, size, sum};
use crate::ranking::field::Field;
use crate::ranking::polygon::{Polygon, flat};
use crate::ranking::whole::Whole;

/// Areas below this are float noise, not cells.
const NOISE: f64 = 1e-12;

/// The most classes that can be walked between: an event keeps the class in so many bits.
const CLASS_BITS: u32 = 9;

/// Fixed-point parts of the region's area.
const PARTS: f64 = (1_u64 << 60) as f64;

/// At most so many tables are filled at once, each as large as the result.
const TABLES: usize = 4;

/// For each class, the share of the region in which exactly so many projects are ahead of it; trailing zeros
/// left out. The shares add up to 1 for a region with an area. There are at most 2⁹ classes.
pub(super) fn depth_shares(field: &Field, region: &Polygon) -> Vec<Vec<f64>> {
    let corners: Vec<Vec3> = region.corners().iter().map(|corner| reduced(&corner.point)).collect();
    // A crossing weighs two corners by values there, and is weighed with values once more: two products, of
    // which at most four are added.
    let largest = corners.iter().map(sum).max().unwrap_or(0).saturating_mul(3 * size_of(field));
    if largest.saturating_mul(largest) < 1 << 50 {
        tables::<f64>(field, region, &corners)
    } else {
        tables::<i128>(field, region, &corners)
    }
}

fn size_of(field: &Field) -> i128 {
    field.classes.iter().map(|class| size(&class.form)).max().unwrap_or(0)
}

fn tables<N: Whole>(field: &Field, region: &Polygon, corners: &[Vec3]) -> Vec<Vec<f64>> {
    let width = field.class_of.len() + 1;
    let empty = || vec![0; field.classes.len() * width];
    let mut sums = empty();
    for tier in tiers(field) {
        let Some(ground) = Ground::<N>::of(field, region, corners, &tier) else { continue };
        let strides = rayon::current_num_threads().min(TABLES);
        let part = |stride: usize| {
            let mut table = Table { sums: empty(), width };
            let mut walk = Walk::new(tier.classes.len());
            for first in (stride..tier.classes.len()).step_by(strides) {
                ground.walk_border(first, &mut walk, &mut table);
                for second in first + 1..tier.classes.len() {
                    ground.walk_line(first, second, &mut walk, &mut table);
                }
            }
            table.sums
        };
        for table in (0..strides).into_par_iter().map(part).collect::<Vec<_>>() {
            sums.iter_mut().zip(table).for_each(|(sum, more)| *sum = sum.wrapping_add(more));
        }
    }
    sums.chunks(width).map(shares).collect()
}

/// Fixed-point areas as shares, without noise and without the zeros at the end.
fn shares(sums: &[i64]) -> Vec<f64> {
    let share = |sum: &i64| (*sum as f64 / PARTS).max(0.0);
    let mut shares: Vec<f64> =
        sums.iter().map(share).map(|share| if share < NOISE { 0.0 } else { share }).collect();
    let length = shares.iter().rposition(|share| *share > 0.0).map_or(0, |last| last + 1);
    shares.truncate(length);
    shares
}

/// Classes that a weighting can put in any order, and how many projects are ahead of all of them everywhere.
struct Tier {
    classes: Vec<usize>,
    ahead: usize,
}

fn tiers(field: &Field) -> Vec<Tier> {
    let mut sorted: Vec<usize> = (0..field.classes.len()).collect();
    sorted.sort_by_key(|&class| field.classes[class].tier);
    let mut ahead = 0;
    let tier = |classes: &[usize]| {
        let tier = Tier { classes: classes.to_vec(), ahead };
        ahead += classes.iter().map(|&class| field.members(class)).sum::<usize>();
        tier
    };
    sorted.chunk_by(|a, b| field.classes[*a].tier == field.classes[*b].tier).map(tier).collect()
}

/// Fixed-point areas by class and by the number of projects ahead.
struct Table {
    sums: Vec<i64>,
    width: usize,
}

impl Table {
    fn add(&mut self, class: usize, depth: usize, area: i64) {
        let sum = &mut self.sums[class * self.width + depth];
        *sum = sum.wrapping_add(area);
    }
}

/// The region as the walk needs it, and what everybody of a tier is worth at its corners.
struct Ground<'a, N> {
    tier: &'a Tier,
    members: Vec<usize>,
    /// By corner and then by class; one row more, of each corner's sum.
    values: Vec<Vec<N>>,
    sums: Vec<N>,
    flat: Vec<[f64; 2]>,
    /// One over twice the region's area.
    scale: f64,
}

/// A point on an edge of the region: its two corners and how much each of them weighs.
struct End<N> {
    corners: (usize, usize),
    weights: (N, N),
}

/// What is reused from line to line.
struct Walk<N> {
    starts: Vec<N>,
    ends: Vec<N>,
    crossing: Vec<usize>,
    /// The position in its upper bits, then the class, then whether that is ahead before.
    events: Vec<u64>,
}

impl<N: Whole> Walk<N> {
    fn new(classes: usize) -> Self {
        Self {
            starts: vec![N::ZERO; classes],
            ends: vec![N::ZERO; classes],
            crossing: vec![0; classes + 1],
            events: Vec::with_capacity(classes),
        }
    }
}

impl<'a, N: Whole> Ground<'a, N> {
    fn of(field: &Field, region: &Polygon, corners: &[Vec3], tier: &'a Tier) -> Option<Self> {
        let area = region.area();
        let values = |corner: &Vec3| {
            tier.classes.iter().map(|&class| N::of(dot(&field.classes[class].form, corner))).collect()
        };
        (area > 0.0).then(|| Self {
            tier,
            members: tier.classes.iter().map(|&class| field.members(class)).collect(),
            values: corners.iter().map(values).collect(),
            sums: corners.iter().map(|corner| N::of(sum(corner))).collect(),
            flat: corners.iter().map(flat).collect(),
            scale: 1.0 / area,
        })
    }

    fn next(&self, corner: usize) -> usize {
        (corner + 1) % self.values.len()
    }

    /// The border of the region around one class.
    fn walk_border(&self, subject: usize, walk: &mut Walk<N>, table: &mut Table) {
        for corner in 0..self.values.len() {
            let ends =
                [corner, self.next(corner)].map(|at| End { corners: (at, at), weights: (N::ONE, N::ZERO) });
            let area = self.spanned(&ends);
            if area == 0.0 {
                continue;
            }
            let level = self.look_along(subject, &ends, walk);
            // Who is level with the subject on a whole edge is ahead of it or behind it everywhere else.
            let everywhere = level.into_iter().filter(|&class| {
                let more = |values: &Vec<N>| values[class] > values[subject];
                self.values.iter().any(more)
            });
            let depth: usize = everywhere.map(|class| self.members[class]).sum();
            self.pieces(&ends, walk, |ahead, part| {
                table.add(self.tier.classes[subject], ahead + depth, (area * part * PARTS) as i64);
            });
        }
    }

    /// The line on which two classes are level, for everybody who is level on it; nothing when there is no
    /// such line in the region, or when an earlier pair has walked it.
    fn walk_line(&self, first: usize, second: usize, walk: &mut Walk<N>, table: &mut Table) {
        let Some(ends) = self.chord(first, second) else { return };
        let level = self.look_along(first, &ends, walk);
        if level[..2] != [first, second] {
            return;
        }
        let area = self.spanned(&ends);
        let sides = self.sides(first, second, &level);
        self.pieces(&ends, walk, |ahead, part| {
            let area = (area * part * PARTS) as i64;
            for &(class, left, right) in &sides {
                table.add(class, ahead + left, area);
                table.add(class, ahead + right, area.wrapping_neg());
            }
        });
    }

    /// Of the classes that are level on a line, how many projects of them are ahead of each on its left, where
    /// the second is ahead of the first, and on its right.
    fn sides(&self, first: usize, second: usize, level: &[usize]) -> Vec<(usize, usize, usize)> {
        let left = self.values.iter().find(|values| values[second] > values[first]);
        let ahead = |class: usize, order: fn(&N, &N) -> bool| {
            let ahead = |other: &&usize| left.is_some_and(|values| order(&values[**other], &values[class]));
            level.iter().filter(ahead).map(|&other| self.members[other]).sum()
        };
        let side = |&class: &usize| (self.tier.classes[class], ahead(class, N::gt), ahead(class, N::lt));
        level.iter().map(side).collect()
    }

    /// The piece of the line between two classes inside the region, with the second ahead on its left.
    fn chord(&self, first: usize, second: usize) -> Option<[End<N>; 2]> {
        let lead = |corner: usize| self.values[corner][second] - self.values[corner][first];
        let (mut leaves, mut enters, mut behind) = (None, None, false);
        for corner in 0..self.values.len() {
            let next = self.next(corner);
            let (here, there) = (lead(corner), lead(next));
            behind |= here < N::ZERO;
            // Between two values of different signs each corner weighs as much as the other is away.
            if here > N::ZERO && there <= N::ZERO {
                leaves = Some(End { corners: (corner, next), weights: (N::ZERO - there, here) });
            } else if here <= N::ZERO && there > N::ZERO {
                enters = Some(End { corners: (corner, next), weights: (there, N::ZERO - here) });
            }
        }
        if behind { leaves.zip(enters).map(<[_; 2]>::from) } else { None }
    }

    /// Where a point is, in coordinates in which the triangle has area one half.
    fn place(&self, end: &End<N>) -> [f64; 2] {
        let ((a, b), (x, y)) = (end.corners, end.weights);
        let (x, y) = ((self.sums[a] * x).float(), (self.sums[b] * y).float());
        [0, 1].map(|k| (self.flat[a][k] * x + self.flat[b][k] * y) / (x + y))
    }

    /// The share of the region spanned by the first corner and a directed segment.
    fn spanned(&self, ends: &[End<N>; 2]) -> f64 {
        let ([ox, oy], [ux, uy], [vx, vy]) = (self.flat[0], self.place(&ends[0]), self.place(&ends[1]));
        ((ux - ox) * (vy - oy) - (vx - ox) * (uy - oy)) * self.scale
    }

    /// Compares everybody with the subject at both ends of a segment, and gives those who are level with it
    /// all along.
    fn look_along(&self, subject: usize, ends: &[End<N>; 2], walk: &mut Walk<N>) -> Vec<usize> {
        for (end, leads) in ends.iter().zip([&mut walk.starts, &mut walk.ends]) {
            let ((a, b), (x, y)) = (end.corners, end.weights);
            let (a, b) = (&self.values[a], &self.values[b]);
            let own = a[subject] * x + b[subject] * y;
            for (lead, (a, b)) in leads.iter_mut().zip(a.iter().zip(b)) {
                *lead = *a * x + *b * y - own;
            }
        }
        let both = walk.starts.iter().zip(&walk.ends).enumerate();
        both.filter(|(_, (start, end))| **start == N::ZERO && **end == N::ZERO)
            .map(|(class, _)| class)
            .collect()
    }

    /// The pieces of a segment that was looked along: how many projects are ahead, of those not level with the
    /// subject all along, and the piece's part of the length.
    fn pieces(&self, ends: &[End<N>; 2], walk: &mut Walk<N>, mut piece: impl FnMut(usize, f64)) {
        let whole = |end: &End<N>| {
            let ((a, b), (x, y)) = (end.corners, end.weights);
            1.0 / (self.sums[a] * x + self.sums[b] * y).float()
        };
        let (per_start, per_end) = (whole(&ends[0]), whole(&ends[1]));
        let (mut depth, mut count) = (self.tier.ahead, 0);
        for (class, (&start, &end)) in walk.starts.iter().zip(&walk.ends).enumerate() {
            let ahead = start > N::ZERO || (start == N::ZERO && end > N::ZERO);
            depth += usize::from(ahead) * self.members[class];
            // Without a branch: which of the classes cross is anything but predictable.
            walk.crossing[count] = class;
            let falls = start > N::ZERO && end < N::ZERO;
            count += usize::from(falls || (start < N::ZERO && end > N::ZERO));
        }
        walk.events.clear();
        walk.events.extend(walk.crossing[..count].iter().map(|&class| {
            let start = walk.starts[class].float() * per_start;
            let at = start / (start - walk.ends[class].float() * per_end);
            event(at, class, start > 0.0)
        }));
        walk.events.sort_unstable();
        let mut before = 0.0;
        for &event in &walk.events {
            let (at, class, falls) = opened(event);
            piece(depth, at - before);
            depth = if falls { depth - self.members[class] } else { depth + self.members[class] };
            before = at;
        }
        piece(depth, 1.0 - before);
    }
}

/// Parts of a segment's length.
const STEPS: f64 = (1_u64 << 53) as f64;

/// A position of 0–1, a class and its side as one number that sorts by position.
fn event(at: f64, class: usize, falls: bool) -> u64 {
    ((at * STEPS) as u64) << (CLASS_BITS + 1) | (class as u64) << 1 | u64::from(falls)
}

fn opened(event: u64) -> (f64, usize, bool) {
    let class = (event >> 1) & ((1 << CLASS_BITS) - 1);
    ((event >> (CLASS_BITS + 1)) as f64 / STEPS, class as usize, event & 1 == 1)
}
