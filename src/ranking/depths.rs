//! How many projects are ahead of each, and whether it still fits: shares of ranks and of plans, exactly.
//!
//! Around one project the region falls into cells with the same number of projects ahead. The area of all
//! cells with a given number follows from their borders alone: each piece of a line on which the project is
//! level with another adds the triangle it spans with a fixed corner to the number on its left and takes it
//! from the number on its right. No cells are built, and a line is walked once for everybody who is level on
//! it. Under the strict rule a project is in the plan where what is ahead of it and itself fit, so the same
//! walk gives the shares of plans. Areas are added in fixed point: the sums depend neither on the order nor on
//! threads.

use rayon::prelude::*;

use crate::ranking::exact::{Vec3, dot, reduced, sum};
use crate::ranking::field::Field;
use crate::ranking::polygon::{Polygon, flat};
use crate::ranking::walk::{CLASS_BITS, Load, Loads, Walk, part};
use crate::ranking::whole::Whole;

/// The most classes that shares are computed for.
pub(super) const MAX_CLASSES: usize = 1 << CLASS_BITS;

/// Areas below this are float noise, not cells.
const NOISE: f64 = 1e-12;

/// Fixed-point parts of the region's area.
const PARTS: f64 = (1_u64 << 60) as f64;

/// At most so many tables are filled at once, each as large as the result.
const TABLES: usize = 4;

/// What a walk along all lines gives.
pub(super) struct Depths {
    /// By class, the share of the region in which exactly so many projects are ahead of it; trailing zeros
    /// left out. The shares add up to 1 for a region with an area.
    pub(super) ahead: Vec<Vec<f64>>,
    /// By project, the share of the region in which it is in the plan of the strict rule; without an effort
    /// nothing.
    pub(super) planned: Vec<f64>,
}

impl Depths {
    /// The depths of all classes, at most [`MAX_CLASSES`]; without a capacity nothing is planned.
    pub(super) fn of(field: &Field, region: &Polygon, capacity: Option<u64>) -> Self {
        Self::walking(field, region, capacity, None)
    }

    /// The same, in which nothing but the depths of one class and the plans with its members are right.
    pub(super) fn of_one(field: &Field, region: &Polygon, capacity: Option<u64>, class: usize) -> Self {
        Self::walking(field, region, capacity, Some(class))
    }

    fn walking(field: &Field, region: &Polygon, capacity: Option<u64>, only: Option<usize>) -> Self {
        let corners: Vec<Vec3> = region.corners().iter().map(|corner| reduced(&corner.point)).collect();
        // A crossing weighs two corners by values there, and is weighed with values once more: two products,
        // of which at most four are added.
        let largest = corners.iter().map(sum).max().unwrap_or(0).saturating_mul(3 * field.size());
        let capacity = capacity.map_or(-1, |capacity| i64::try_from(capacity).unwrap_or(i64::MAX / 2));
        let table = if largest.saturating_mul(largest) < 1 << 50 {
            walked::<f64>(field, region, &corners, capacity, only)
        } else {
            walked::<i128>(field, region, &corners, capacity, only)
        };
        Self {
            ahead: table.sums.chunks(table.width).map(without_zeros).collect(),
            planned: table.planned.into_iter().map(share).collect(),
        }
    }
}

/// A fixed-point area as a share, without noise.
fn share(area: i64) -> f64 {
    let share = area as f64 / PARTS;
    if share < NOISE { 0.0 } else { share }
}

fn without_zeros(areas: &[i64]) -> Vec<f64> {
    let mut shares: Vec<f64> = areas.iter().map(|area| share(*area)).collect();
    let length = shares.iter().rposition(|share| *share > 0.0).map_or(0, |last| last + 1);
    shares.truncate(length);
    shares
}

fn walked<N: Whole>(
    field: &Field,
    region: &Polygon,
    corners: &[Vec3],
    capacity: i64,
    only: Option<usize>,
) -> Table {
    let mut whole = Table::new(field);
    for tier in tiers(field) {
        let subject = only.map(|class| tier.classes.binary_search(&class));
        if subject.is_some_and(|found| found.is_err()) {
            continue;
        }
        let Some(ground) = Ground::<N>::of(field, region, corners, &tier, capacity) else { continue };
        if let Some(Ok(subject)) = subject {
            ground.walk_around(subject, &mut Walk::new(tier.classes.len()), &mut whole);
            continue;
        }
        let strides = rayon::current_num_threads().min(TABLES);
        let part = |stride: usize| {
            let mut table = Table::new(field);
            let mut walk = Walk::new(tier.classes.len());
            for first in (stride..tier.classes.len()).step_by(strides) {
                ground.walk_border(first, &mut walk, &mut table);
                for second in first + 1..tier.classes.len() {
                    ground.walk_line(first, second, &mut walk, &mut table);
                }
            }
            table
        };
        let parts: Vec<Table> = (0..strides).into_par_iter().map(part).collect();
        for part in parts {
            whole.merge(&part);
        }
    }
    whole
}

/// Classes that a weighting can put in any order, and what is ahead of all of them everywhere.
struct Tier {
    classes: Vec<usize>,
    ahead: Load,
}

fn tiers(field: &Field) -> Vec<Tier> {
    let mut sorted: Vec<usize> = (0..field.classes.len()).collect();
    sorted.sort_by_key(|&class| field.classes[class].tier);
    let mut ahead = Load::default();
    let tier = |classes: &[usize]| {
        let tier = Tier { classes: classes.to_vec(), ahead };
        ahead = classes.iter().fold(ahead, |sum, &class| sum + Queue::of(field, class).load);
        tier
    };
    sorted.chunk_by(|a, b| field.classes[*a].tier == field.classes[*b].tier).map(tier).collect()
}

/// The members of a class, who stand in the same order everywhere.
struct Queue {
    load: Load,
    /// Those with an effort, each with the effort of the class up to and with it.
    through: Vec<(usize, i64)>,
}

impl Queue {
    fn of(field: &Field, class: usize) -> Self {
        let members = &field.classes[class].members;
        let mut load = Load { projects: members.len() as i64, effort: 0 };
        let mut through = Vec::with_capacity(members.len());
        for &project in members {
            if let Some(effort) = field.efforts[project] {
                load.effort = load.effort.saturating_add(i64::try_from(effort).unwrap_or(i64::MAX));
                through.push((project, load.effort));
            }
        }
        Self { load, through }
    }

    /// Adds an area to those who fit into so much room.
    fn plan(&self, planned: &mut [i64], room: i64, area: i64) {
        for (project, _) in self.through.iter().take_while(|(_, through)| *through <= room) {
            add(&mut planned[*project], area);
        }
    }
}

/// Fixed-point areas by class and by the number of projects ahead, and of plans by project.
struct Table {
    sums: Vec<i64>,
    width: usize,
    planned: Vec<i64>,
}

impl Table {
    fn new(field: &Field) -> Self {
        let projects = field.class_of.len();
        let width = projects + 1;
        Self { sums: vec![0; field.classes.len() * width], width, planned: vec![0; projects] }
    }

    fn merge(&mut self, other: &Self) {
        self.sums.iter_mut().zip(&other.sums).for_each(|(sum, more)| add(sum, *more));
        self.planned.iter_mut().zip(&other.planned).for_each(|(sum, more)| add(sum, *more));
    }

    fn add(&mut self, class: usize, depth: i64, area: i64) {
        add(&mut self.sums[class * self.width + depth as usize], area);
    }

    /// The rows of two classes, the first standing before the second, and the areas of plans.
    fn rows(&mut self, first: usize, second: usize) -> (&mut [i64], &mut [i64], &mut [i64]) {
        let (before, after) = self.sums.split_at_mut(second * self.width);
        let row = &mut before[first * self.width..][..self.width];
        (row, &mut after[..self.width], &mut self.planned)
    }
}

/// Sums stay right even where parts of them do not fit: they wrap back.
#[inline]
fn add(sum: &mut i64, area: i64) {
    *sum = sum.wrapping_add(area);
}

/// The region as the walk needs it, and what everybody of a tier is worth at its corners.
struct Ground<'a, N> {
    tier: &'a Tier,
    queues: Vec<Queue>,
    loads: Loads,
    /// Hundredths of a person-week; below zero nothing fits.
    capacity: i64,
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

/// A class that is level with others on a line: what is ahead of it of those, on the left and on the right.
type Sides = (usize, Load, Load);

/// Who is level on the line between two classes.
enum Level {
    /// The two.
    Pair,
    /// Several.
    More(Vec<Sides>),
    /// Several, of whom an earlier pair has walked the line.
    Walked,
}

impl<'a, N: Whole> Ground<'a, N> {
    fn of(field: &Field, region: &Polygon, corners: &[Vec3], tier: &'a Tier, capacity: i64) -> Option<Self> {
        let area = region.area();
        let values = |corner: &Vec3| {
            tier.classes.iter().map(|&class| N::of(dot(&field.classes[class].form, corner))).collect()
        };
        let queues: Vec<Queue> = tier.classes.iter().map(|&class| Queue::of(field, class)).collect();
        (area > 0.0).then(|| Self {
            tier,
            loads: Loads::new(queues.iter().map(|queue| queue.load)),
            queues,
            capacity,
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
            if area == 0 {
                continue;
            }
            let mut start = self.look_along(subject, &ends, walk);
            // Who is level with the subject on a whole edge is ahead of it or behind it everywhere else.
            let ahead = |class: &usize| self.values.iter().any(|values| values[*class] > values[subject]);
            for class in walk.level_all_along().into_iter().filter(ahead) {
                start = start + self.loads.of(class);
            }
            walk.put_in_order();
            walk.pieces(start, &self.loads, |ahead, length| {
                let area = part(area, length);
                table.add(self.tier.classes[subject], ahead.projects, area);
                self.queues[subject].plan(&mut table.planned, self.capacity - ahead.effort, area);
            });
        }
    }

    /// The line on which two classes are level, for everybody who is level on it; nothing when there is no
    /// such line in the region, or when an earlier pair has walked it.
    fn walk_line(&self, first: usize, second: usize, walk: &mut Walk<N>, table: &mut Table) {
        let Some(ends) = self.chord(first, second) else { return };
        let start = self.look_along(first, &ends, walk);
        match self.level(first, second, walk) {
            Level::Pair => self.share_between(first, second, self.spanned(&ends), start, walk, table),
            Level::More(sides) => self.share_among(&sides, self.spanned(&ends), start, walk, table),
            Level::Walked => {}
        }
    }

    /// The border and every line on which one class is level with another, each once. A line on which several
    /// are level is walked as it is for all of them, so that areas are the same to the last bit.
    fn walk_around(&self, subject: usize, walk: &mut Walk<N>, table: &mut Table) {
        self.walk_border(subject, walk, table);
        for other in (0..self.tier.classes.len()).filter(|other| *other != subject) {
            let (first, second) = (subject.min(other), subject.max(other));
            let Some(ends) = self.chord(first, second) else { continue };
            let start = self.look_along(first, &ends, walk);
            let level = if walk.level_at_start() > 2 { walk.level_all_along() } else { vec![first, second] };
            if level.len() == 2 {
                self.share_between(first, second, self.spanned(&ends), start, walk, table);
            } else if level.iter().find(|class| **class != subject) == Some(&other) {
                self.walk_line(level[0], level[1], walk, table);
            }
        }
    }

    /// The areas along a line on which two are level: on the left the second is ahead of the first, on the
    /// right the first of the second.
    fn share_between(
        &self,
        first: usize,
        second: usize,
        area: i64,
        start: Load,
        walk: &mut Walk<N>,
        table: &mut Table,
    ) {
        let (one, other) = (self.loads.of(first), self.loads.of(second));
        let both = one.effort + other.effort;
        let (row, other_row, planned) = table.rows(self.tier.classes[first], self.tier.classes[second]);
        walk.put_in_order();
        walk.pieces(start, &self.loads, |ahead, length| {
            let (area, depth) = (part(area, length), ahead.projects as usize);
            add(&mut row[depth + other.projects as usize], area);
            add(&mut row[depth], area.wrapping_neg());
            add(&mut other_row[depth], area);
            add(&mut other_row[depth + one.projects as usize], area.wrapping_neg());
            let room = self.capacity - ahead.effort;
            // With room for both or for neither it does not matter who of them is ahead.
            if room >= 0 && room < both {
                let (queue, other_queue) = (&self.queues[first], &self.queues[second]);
                queue.plan(planned, room - other.effort, area);
                queue.plan(planned, room, area.wrapping_neg());
                other_queue.plan(planned, room, area);
                other_queue.plan(planned, room - one.effort, area.wrapping_neg());
            }
        });
    }

    /// The same for more than two.
    fn share_among(&self, sides: &[Sides], area: i64, start: Load, walk: &mut Walk<N>, table: &mut Table) {
        let all: i64 = sides.iter().map(|(class, ..)| self.loads.of(*class).effort).sum();
        walk.put_in_order();
        walk.pieces(start, &self.loads, |ahead, length| {
            let area = part(area, length);
            let room = self.capacity - ahead.effort;
            for (class, left, right) in sides {
                let (queue, class) = (&self.queues[*class], self.tier.classes[*class]);
                table.add(class, ahead.projects + left.projects, area);
                table.add(class, ahead.projects + right.projects, area.wrapping_neg());
                if room >= 0 && room < all {
                    queue.plan(&mut table.planned, room - left.effort, area);
                    queue.plan(&mut table.planned, room - right.effort, area.wrapping_neg());
                }
            }
        });
    }

    /// Who is level on a line that was looked along.
    fn level(&self, first: usize, second: usize, walk: &Walk<N>) -> Level {
        if walk.level_at_start() <= 2 {
            return Level::Pair;
        }
        match walk.level_all_along() {
            level if level[..2] != [first, second] => Level::Walked,
            level if level.len() == 2 => Level::Pair,
            level => Level::More(self.sides(&level)),
        }
    }

    /// Of the classes that are level on a line, what is ahead of each on its left, where the second is ahead
    /// of the first, and on its right.
    fn sides(&self, level: &[usize]) -> Vec<Sides> {
        let left = self.values.iter().find(|values| values[level[1]] > values[level[0]]);
        let ahead = |class: usize, order: fn(&N, &N) -> bool| {
            let ahead = |other: &&usize| left.is_some_and(|values| order(&values[**other], &values[class]));
            level.iter().filter(ahead).fold(Load::default(), |sum, &other| sum + self.loads.of(other))
        };
        level.iter().map(|&class| (class, ahead(class, N::gt), ahead(class, N::lt))).collect()
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

    /// The part of the region spanned by the first corner and a directed segment, in fixed-point parts.
    fn spanned(&self, ends: &[End<N>; 2]) -> i64 {
        let ([ox, oy], [ux, uy], [vx, vy]) = (self.flat[0], self.place(&ends[0]), self.place(&ends[1]));
        (((ux - ox) * (vy - oy) - (vx - ox) * (uy - oy)) * self.scale * PARTS) as i64
    }

    /// Compares everybody with the subject along a segment, and gives what is ahead of it at its start.
    fn look_along(&self, subject: usize, ends: &[End<N>; 2], walk: &mut Walk<N>) -> Load {
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
        self.tier.ahead + walk.ahead_at_start(&self.loads, walk.level_at_start())
    }
}
