//! How often each project has each rank: exactly by walking, or counted over a fixed set of weightings.

use rayon::prelude::*;

use crate::ranking::exact::{Vec3, dot};
use crate::ranking::field::Field;
use crate::ranking::polygon::Polygon;
use crate::ranking::robustness::Exactness;
use crate::ranking::sample;
use crate::ranking::walk::depth_shares;

/// Beyond so many distinct projects shares are counted over fixed weightings.
const MAX_EXACT: usize = 300;

/// Beyond so many distinct projects no table of rank shares is kept, only what sums it up.
const MAX_ROWS: usize = 2_000;

/// How the rank of one class is spread over a region.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RankSpread {
    /// The share in which exactly so many projects are ahead, trailing zeros left out; empty when not kept.
    depths: Vec<f64>,
    /// How many projects the class has.
    members: usize,
    pub(super) first: f64,
    pub(super) expected: f64,
    pub(super) best: usize,
    pub(super) worst: usize,
}

/// The spread of every class.
pub(super) struct Ranks {
    pub(super) spreads: Vec<RankSpread>,
    pub(super) exactness: Exactness,
}

/// The spread of every class over a region.
pub(super) fn spreads(field: &Field, region: &Polygon) -> Ranks {
    if field.classes.len() > MAX_EXACT {
        return Ranks { spreads: counted(field, region), exactness: Exactness::Approximate };
    }
    let exact = |class: usize| RankSpread::of(depth_shares(field, class, region), field.members(class));
    let spreads = (0..field.classes.len()).into_par_iter().map(exact).collect();
    Ranks { spreads, exactness: Exactness::Exact }
}

impl RankSpread {
    fn of(depths: Vec<f64>, members: usize) -> Self {
        let ahead: f64 = depths.iter().enumerate().map(|(depth, share)| depth as f64 * share).sum();
        let best = depths.iter().position(|share| *share > 0.0).unwrap_or(0) + 1;
        let worst = depths.len().max(1) - 1 + members;
        Self {
            members,
            first: depths.first().copied().unwrap_or(0.0),
            // Float noise must not lead outside the ranks that there are.
            expected: (1.0 + ahead + (members as f64 - 1.0) / 2.0).clamp(best as f64, worst as f64),
            best,
            worst,
            depths,
        }
    }

    /// The shares of ranks: a class of identical projects splits its block of ranks evenly.
    fn row(&self) -> Vec<f64> {
        if self.depths.is_empty() {
            return Vec::new();
        }
        let mut row = vec![0.0; self.depths.len() + self.members - 1];
        for (depth, share) in self.depths.iter().enumerate().filter(|(_, share)| **share > 0.0) {
            for place in &mut row[depth..depth + self.members] {
                *place += share / self.members as f64;
            }
        }
        row
    }
}

impl Ranks {
    /// The shares of ranks of every class.
    pub(super) fn rows(&self) -> Vec<Vec<f64>> {
        self.spreads.par_iter().map(RankSpread::row).collect()
    }
}

/// How many weightings are looked at: fewer for many projects, so that the time stays bounded.
fn points(classes: usize) -> usize {
    match classes {
        0..=600 => 4096,
        601..=2_000 => 1024,
        _ => 512,
    }
}

/// Counts depths over the fixed set of weightings. The set is divided among threads, the counts are added
/// in whole numbers: the result does not depend on how.
pub(super) fn counted(field: &Field, region: &Polygon) -> Vec<RankSpread> {
    let points = sample::points(points(field.classes.len()), region);
    let count = field.classes.len();
    let keep_rows = count <= MAX_ROWS;
    let empty = || Counts::new(count, if keep_rows { field.class_of.len() } else { 0 });
    let counts = points
        .par_chunks(64)
        .map(|chunk| {
            let mut counts = empty();
            chunk.iter().for_each(|at| counts.add(field, at));
            counts
        })
        .reduce(empty, Counts::merge);
    counts.spreads(field, points.len())
}

/// Sums over the weightings looked at, by class.
struct Counts {
    ahead: Vec<u64>,
    first: Vec<u32>,
    best: Vec<u32>,
    worst: Vec<u32>,
    /// How often each class had each depth; no columns when not kept.
    depths: Vec<u32>,
    columns: usize,
}

impl Counts {
    fn new(classes: usize, columns: usize) -> Self {
        Self {
            ahead: vec![0; classes],
            first: vec![0; classes],
            best: vec![u32::MAX; classes],
            worst: vec![0; classes],
            depths: vec![0; classes * columns],
            columns,
        }
    }

    fn add(&mut self, field: &Field, at: &Vec3) {
        let mut order: Vec<(i128, i128, usize)> = field
            .classes
            .iter()
            .enumerate()
            .map(|(index, class)| (class.tier, -dot(&class.form, at), index))
            .collect();
        order.sort_unstable();
        let mut depth = 0;
        for (_, _, class) in order {
            self.ahead[class] += depth as u64;
            self.first[class] += u32::from(depth == 0);
            self.best[class] = self.best[class].min(depth as u32);
            self.worst[class] = self.worst[class].max(depth as u32);
            if self.columns > 0 {
                self.depths[class * self.columns + depth] += 1;
            }
            depth += field.members(class);
        }
    }

    fn merge(mut self, other: Self) -> Self {
        let pairs = self.ahead.iter_mut().zip(other.ahead);
        pairs.for_each(|(sum, more)| *sum += more);
        self.first.iter_mut().zip(other.first).for_each(|(sum, more)| *sum += more);
        self.best.iter_mut().zip(other.best).for_each(|(best, more)| *best = (*best).min(more));
        self.worst.iter_mut().zip(other.worst).for_each(|(worst, more)| *worst = (*worst).max(more));
        self.depths.iter_mut().zip(other.depths).for_each(|(sum, more)| *sum += more);
        self
    }

    fn spreads(&self, field: &Field, looked_at: usize) -> Vec<RankSpread> {
        let part = |count: u64| count as f64 / looked_at.max(1) as f64;
        let spread = |class: usize| {
            let members = field.members(class);
            let (best, worst) = (self.best[class] as usize, self.worst[class] as usize);
            let row = &self.depths[class * self.columns..(class + 1) * self.columns];
            let seen = if row.is_empty() { row } else { &row[..=worst] };
            RankSpread {
                depths: seen.iter().map(|count| part(u64::from(*count))).collect(),
                members,
                first: part(u64::from(self.first[class])),
                expected: 1.0 + part(self.ahead[class]) + (members as f64 - 1.0) / 2.0,
                best: best + 1,
                worst: worst + members,
            }
        };
        (0..field.classes.len()).map(spread).collect()
    }
}
