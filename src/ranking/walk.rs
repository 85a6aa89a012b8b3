//! Shares of ranks by walking along the lines on which two projects are level.
//!
//! Around one project the region falls into cells with the same number of projects ahead. The area of all
//! cells with a given number follows from their borders alone: each piece of a line adds the triangle it
//! spans with a fixed corner to the number on its left and takes it from the number on its right. No cells
//! are built, and a line is walked once for everybody who is level on it. Which side a project is on is
//! decided in whole numbers; only positions along a line and areas are floats, and areas are added in
//! fixed point, so that the sums do not depend on the order or on threads.

use rayon::prelude::*;

use crate::ranking::exact::{Vec3, dot, reduced, sum};
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
    let largest = corners.iter().map(sum).max().unwrap_or(0).saturating_mul(3 * field.size());
    if largest.saturating_mul(largest) < 1 << 50 {
        tables::<f64>(field, region, &corners)
    } else {
        tables::<i128>(field, region, &corners)
    }
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

    /// The rows of two classes, the first standing before the second.
    fn rows(&mut self, first: usize, second: usize) -> (&mut [i64], &mut [i64]) {
        let (before, after) = self.sums.split_at_mut(second * self.width);
        (&mut before[first * self.width..][..self.width], &mut after[..self.width])
    }
}

/// The region as the walk needs it, and what everybody of a tier is worth at its corners.
struct Ground<'a, N> {
    tier: &'a Tier,
    members: Vec<usize>,
    /// By corner and then by class.
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
    /// By how much each class is ahead of the subject at the two ends of a segment.
    starts: Vec<N>,
    ends: Vec<N>,
    /// How many classes are level with the subject all along, itself included.
    level: usize,
    /// How many projects are ahead of the subject at the start.
    ahead: usize,
    /// Those who cross: so many of the list.
    count: usize,
    crossing: Vec<Crossing>,
    /// What makes a lead at either end a difference of values.
    scales: (f64, f64),
    /// The position in its upper bits, then the class, then whether that is ahead before.
    events: Vec<u64>,
}

/// A class that the subject meets on a segment.
#[derive(Clone, Copy)]
struct Crossing {
    class: usize,
    start: f64,
    end: f64,
}

impl<N: Whole> Walk<N> {
    fn new(classes: usize) -> Self {
        Self {
            starts: vec![N::ZERO; classes],
            ends: vec![N::ZERO; classes],
            level: 0,
            ahead: 0,
            count: 0,
            scales: (1.0, 1.0),
            crossing: vec![Crossing { class: 0, start: 0.0, end: 0.0 }; classes + 1],
            events: Vec::with_capacity(classes),
        }
    }

    /// The classes that are level with the subject all along.
    fn level_all_along(&self) -> impl Iterator<Item = usize> {
        let both = self.starts.iter().zip(&self.ends).enumerate();
        both.filter(|(_, (start, end))| **start == N::ZERO && **end == N::ZERO).map(|(class, _)| class)
    }

    /// Sorts out who is ahead and who crosses, without a branch: that is anything but predictable.
    fn sort_out(&mut self, tier: &Tier, members: &[usize]) {
        let (mut ahead, mut level, mut count) = (tier.ahead, 0, 0);
        let classes = self.starts.iter().zip(&self.ends).zip(members).enumerate();
        for (class, ((&start, &end), &members)) in classes {
            let (rising, falling) = (end > N::ZERO, start > N::ZERO);
            let even = start == N::ZERO;
            ahead += usize::from(falling | (even & rising)) * members;
            level += usize::from(even & (end == N::ZERO));
            self.crossing[count] = Crossing { class, start: start.float(), end: end.float() };
            count += usize::from((falling & (end < N::ZERO)) | ((start < N::ZERO) & rising));
        }
        (self.ahead, self.level, self.count) = (ahead, level, count);
    }

    /// Puts those who cross in the order in which the subject meets them.
    fn put_in_order(&mut self) {
        let (per_start, per_end) = self.scales;
        self.events.clear();
        self.events.extend(self.crossing[..self.count].iter().map(|&Crossing { class, start, end }| {
            let (here, there) = (start * per_start, end * per_end);
            event(here / (here - there), class, start > 0.0)
        }));
        self.events.sort_unstable();
    }

    /// The pieces of the segment: how many projects are ahead, of those not level with the subject all along,
    /// and the piece's part of the length.
    fn pieces(&self, members: &[usize], mut piece: impl FnMut(usize, f64)) {
        let (mut depth, mut before) = (self.ahead, 0.0);
        for &event in &self.events {
            let (at, class, falls) = opened(event);
            piece(depth, at - before);
            let change = members[class] as isize;
            depth = depth.wrapping_add_signed(if falls { -change } else { change });
            before = at;
        }
        piece(depth, 1.0 - before);
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
            self.look_along(subject, &ends, walk);
            // Who is level with the subject on a whole edge is ahead of it or behind it everywhere else.
            let ahead = |class: &usize| self.values.iter().any(|values| values[*class] > values[subject]);
            let level: usize = if walk.level > 1 {
                walk.level_all_along().filter(ahead).map(|class| self.members[class]).sum()
            } else {
                0
            };
            walk.put_in_order();
            walk.pieces(&self.members, |depth, part| {
                table.add(self.tier.classes[subject], depth + level, (area * part * PARTS) as i64);
            });
        }
    }

    /// The line on which two classes are level, for everybody who is level on it; nothing when there is no
    /// such line in the region, or when an earlier pair has walked it.
    fn walk_line(&self, first: usize, second: usize, walk: &mut Walk<N>, table: &mut Table) {
        let Some(ends) = self.chord(first, second) else { return };
        self.look_along(first, &ends, walk);
        let area = self.spanned(&ends) * PARTS;
        if walk.level > 2 {
            let level: Vec<usize> = walk.level_all_along().collect();
            if level[..2] == [first, second] {
                self.share_out(&level, area, walk, table);
            }
            return;
        }
        walk.put_in_order();
        let (behind, ahead) = (self.members[first], self.members[second]);
        let (row, other) = table.rows(self.tier.classes[first], self.tier.classes[second]);
        walk.pieces(&self.members, |depth, part| {
            let area = (area * part) as i64;
            // On the left the second is ahead of the first, on the right the first of the second.
            row[depth + ahead] = row[depth + ahead].wrapping_add(area);
            row[depth] = row[depth].wrapping_sub(area);
            other[depth] = other[depth].wrapping_add(area);
            other[depth + behind] = other[depth + behind].wrapping_sub(area);
        });
    }

    /// The same for more than two, of whom the first two are known.
    fn share_out(&self, level: &[usize], area: f64, walk: &mut Walk<N>, table: &mut Table) {
        walk.put_in_order();
        let sides = self.sides(level);
        walk.pieces(&self.members, |depth, part| {
            let area = (area * part) as i64;
            for &(class, left, right) in &sides {
                table.add(class, depth + left, area);
                table.add(class, depth + right, area.wrapping_neg());
            }
        });
    }

    /// Of the classes that are level on a line, how many projects of them are ahead of each on its left, where
    /// the second is ahead of the first, and on its right.
    fn sides(&self, level: &[usize]) -> Vec<(usize, usize, usize)> {
        let left = self.values.iter().find(|values| values[level[1]] > values[level[0]]);
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

    /// Compares everybody with the subject along a segment.
    fn look_along(&self, subject: usize, ends: &[End<N>; 2], walk: &mut Walk<N>) {
        for (end, leads) in ends.iter().zip([&mut walk.starts, &mut walk.ends]) {
            let ((a, b), (x, y)) = (end.corners, end.weights);
            let (a, b) = (&self.values[a], &self.values[b]);
            let own = a[subject] * x + b[subject] * y;
            for (lead, (a, b)) in leads.iter_mut().zip(a.iter().zip(b)) {
                *lead = *a * x + *b * y - own;
            }
        }
        let scale = |end: &End<N>| {
            let ((a, b), (x, y)) = (end.corners, end.weights);
            1.0 / (self.sums[a] * x + self.sums[b] * y).float()
        };
        walk.scales = (scale(&ends[0]), scale(&ends[1]));
        walk.sort_out(self.tier, &self.members);
    }
}

/// Parts of a segment's length.
const STEPS: f64 = (1_u64 << 53) as f64;

/// A position of 0–1, a class and its side as one number that sorts by position.
fn event(at: f64, class: usize, falls: bool) -> u64 {
    ((at * STEPS) as i64 as u64) << (CLASS_BITS + 1) | (class as u64) << 1 | u64::from(falls)
}

fn opened(event: u64) -> (f64, usize, bool) {
    let class = (event >> 1) & ((1 << CLASS_BITS) - 1);
    ((event >> (CLASS_BITS + 1)) as f64 / STEPS, class as usize, event & 1 == 1)
}
