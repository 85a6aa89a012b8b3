//! How often each project has each rank and is in the plan: exactly by walking along lines, or counted over a
//! fixed set of weightings.

use std::ops::Deref;

use rayon::prelude::*;

use crate::portfolio::LineRule;
use crate::ranking::contested::{Contest, times_planned};
use crate::ranking::depths::{self, Depths};
use crate::ranking::exact::Vec3;
use crate::ranking::field::{Field, Room};
use crate::ranking::pairwise;
use crate::ranking::polygon::Polygon;
use crate::ranking::rivals::Rivals;
use crate::ranking::robustness::Exactness;
use crate::ranking::sample;

/// Beyond so many distinct projects shares are counted over fixed weightings.
const MAX_EXACT: usize = 300;
const _: () = assert!(MAX_EXACT <= depths::MAX_CLASSES, "a walk meets that many");

/// Beyond so many projects no table of rank shares is counted, only what sums it up: nobody is told its square
/// of numbers.
const MAX_ROWS: usize = 1_000;

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
    /// By project, the share of plans it is in; `None` without a line.
    pub(super) plan_shares: Option<Vec<f64>>,
    pub(super) expected: Exactness,
    pub(super) planned: Exactness,
}

/// The spread of every class over a region, and the shares of plans under a line.
pub(super) fn spreads(field: &Field, region: &Polygon, line: Option<(u64, LineRule)>) -> Ranks {
    if is_counted(field) {
        return estimated(field, region, line);
    }
    let strict = line.filter(|(_, rule)| *rule == LineRule::Strict).map(|(capacity, _)| capacity);
    let Depths { ahead, planned } = Depths::of(field, region, strict);
    let spread = |(class, depths)| RankSpread::of(depths, field.members(class));
    Ranks {
        spreads: ahead.into_iter().enumerate().map(spread).collect(),
        exactness: Exactness::Exact,
        plan_shares: match strict {
            Some(_) => Some(planned),
            // The filling rule depends on the whole order, which has no cells to measure.
            None => line.map(|line| counted(field, region, Some(line)).plan_shares),
        },
        expected: Exactness::Exact,
        planned: Exactness::where_it_is(line.is_none() || strict.is_some()),
    }
}

/// The spread of the class of one project over a region, and its share of plans under a line: what [`spreads`]
/// says of it. Its rivals over the region are only asked for where they are needed.
pub(super) fn spread_of(
    field: &Field,
    region: &Polygon,
    line: Option<(u64, LineRule)>,
    rivals: &impl Deref<Target = Rivals>,
    project: usize,
) -> (RankSpread, Option<f64>) {
    let class = field.class_of[project];
    // The filling rule depends on the whole order.
    if line.is_some_and(|(_, rule)| rule == LineRule::Fill) {
        let mut all = spreads(field, region, line);
        return (all.spreads.swap_remove(class), all.plan_shares.map(|shares| shares[project]));
    }
    let capacity = line.map(|(capacity, _)| capacity);
    if !is_counted(field) {
        let Depths { mut ahead, planned } = Depths::of_one(field, region, capacity, class);
        let spread = RankSpread::of(ahead.swap_remove(class), field.members(class));
        return (spread, capacity.map(|_| planned[project]));
    }
    let points = points(field, region);
    let room = field.through(project).and_then(|own| capacity?.checked_sub(own));
    let mut counts = Counts { ranks: RankCounts::row(field), planned: vec![0] };
    for at in &points {
        let (depth, load) = rivals.ahead(at);
        counts.ranks.note(depth);
        counts.planned[0] += u32::from(room.is_some_and(|room| load <= room));
    }
    let mut spread = counts.ranks.spread(0, field.class_of.len(), field.members(class), points.len());
    if is_told_by_pairs(field, region) {
        spread.expect(pairwise::mean_ahead_of(field, region, class));
    }
    (spread, capacity.map(|_| shares(&counts.planned, points.len())[0]))
}

/// The share of a region in which each project is in the plan, and nothing else.
pub(super) fn plan_shares(field: &Field, region: &Polygon, line: (u64, LineRule)) -> Vec<f64> {
    let strict = line.1 == LineRule::Strict;
    if strict && !is_counted(field) {
        let Some(contest) = Contest::over(field, region, line.0) else {
            return Depths::of(field, region, Some(line.0)).planned;
        };
        let mut shares = Depths::of(&contest.field, region, Some(contest.capacity)).planned;
        contest.inside.iter().for_each(|&project| shares[project] = 1.0);
        return shares;
    }
    let points = points(field, region);
    match strict.then(|| times_planned(field, &points, line.0)).flatten() {
        Some(times) => shares(&times, points.len()),
        None => looked_at(field, &points, Some(line), &RankCounts::Nothing).plan_shares(points.len()),
    }
}

/// Whether shares are counted over fixed weightings.
pub(super) fn is_counted(field: &Field) -> bool {
    field.classes.len() > MAX_EXACT
}

/// The share of a region in which the strict rule lets one project in, where that [is counted](is_counted): what
/// [`plan_shares`] says of it.
pub(super) fn plan_share_of(field: &Field, region: &Polygon, capacity: u64, project: usize) -> f64 {
    let Some(room) = field.through(project).and_then(|own| capacity.checked_sub(own)) else { return 0.0 };
    let rivals = Rivals::of(field, field.class_of[project], region);
    let points = points(field, region);
    let times = points.iter().filter(|at| rivals.ahead(at).1 <= room).count();
    times as f64 / points.len().max(1) as f64
}

/// The same counted over fixed weightings, but for what pairs alone can tell.
fn estimated(field: &Field, region: &Polygon, line: Option<(u64, LineRule)>) -> Ranks {
    let Counted { mut spreads, plan_shares } = counted(field, region, line);
    let in_pairs = is_told_by_pairs(field, region);
    if in_pairs {
        spreads.iter_mut().zip(pairwise::mean_ahead(field, region)).for_each(|(it, ahead)| it.expect(ahead));
    }
    Ranks {
        spreads,
        exactness: Exactness::Approximate,
        plan_shares: line.map(|_| plan_shares),
        expected: Exactness::where_it_is(in_pairs),
        planned: Exactness::where_it_is(line.is_none()),
    }
}

/// Whether mean ranks can be told from pairs.
fn is_told_by_pairs(field: &Field, region: &Polygon) -> bool {
    field.classes.len() <= pairwise::MAX_CLASSES && region.has_area()
}

impl RankSpread {
    /// The mean rank, when so many are ahead in the mean.
    fn expect(&mut self, ahead: f64) {
        self.expected = 1.0 + ahead + (self.members as f64 - 1.0) / 2.0;
    }

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

    /// What was counted of a class: how often it had each depth, unless that was not kept, and the sums.
    fn counted(row: &[u16], sums: Sums, members: usize, looked_at: usize) -> Self {
        let part = |count: u64| count as f64 / looked_at.max(1) as f64;
        let seen = &row[..row.len().min(sums.worst as usize + 1)];
        Self {
            depths: seen.iter().map(|times| part(u64::from(*times))).collect(),
            members,
            first: part(u64::from(sums.first)),
            expected: 1.0 + part(sums.ahead) + (members as f64 - 1.0) / 2.0,
            best: (sums.best as usize).saturating_add(1),
            worst: sums.worst as usize + members,
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

/// The weightings that are looked at: fewer for many projects, so that the time stays bounded. Errors of shares
/// are about 0.003 for the most, 0.005 and 0.01 for the others.
fn points(field: &Field, region: &Polygon) -> Vec<Vec3> {
    let count = match field.classes.len() {
        0..=300 => 4096,
        301..=1_000 => 2048,
        1_001..=3_000 => 1024,
        _ => 512,
    };
    sample::points(count, region)
}

/// Counts depths and plans over the fixed set of weightings.
pub(super) fn counted(field: &Field, region: &Polygon, line: Option<(u64, LineRule)>) -> Counted {
    let points = points(field, region);
    let counts = looked_at(field, &points, line, &RankCounts::of(field));
    Counted { spreads: counts.spreads(field, points.len()), plan_shares: counts.plan_shares(points.len()) }
}

/// What is counted over weightings. They are divided among threads, the counts are added in whole numbers: the
/// result does not depend on how.
fn divided(points: &[Vec3], count: impl Fn(&[Vec3]) -> Counts + Sync) -> Counts {
    let chunk = points.len().div_ceil(rayon::current_num_threads()).max(1);
    let parts: Vec<Counts> = points.par_chunks(chunk).map(&count).collect();
    parts.into_iter().reduce(Counts::merge).unwrap_or_else(|| count(&[]))
}

/// The ranks and plans of everybody over weightings.
fn looked_at(field: &Field, points: &[Vec3], line: Option<(u64, LineRule)>, ranks: &RankCounts) -> Counts {
    divided(points, |points| {
        let mut counts = Counts::new(field, ranks.clone());
        let mut room = Room::default();
        for at in points {
            counts.add(field, field.order_in(at, &mut room), line);
        }
        counts
    })
}

/// What was counted.
pub(super) struct Counted {
    pub(super) spreads: Vec<RankSpread>,
    /// By project, the share in which it is in the plan.
    pub(super) plan_shares: Vec<f64>,
}

/// Sums over the weightings looked at.
struct Counts {
    ranks: RankCounts,
    /// How often each project was in the plan.
    planned: Vec<u32>,
}

/// What is counted of ranks.
#[derive(Clone)]
enum RankCounts {
    Nothing,
    /// How often each class had each depth, class by class.
    Rows(Vec<u16>),
    /// What sums it up.
    Sums(Vec<Sums>),
}

/// One class's depths, summed up.
#[derive(Clone, Copy)]
struct Sums {
    ahead: u64,
    first: u32,
    best: u32,
    worst: u32,
}

impl Sums {
    const NONE: Self = Self { ahead: 0, first: 0, best: u32::MAX, worst: 0 };

    fn add(&mut self, depth: usize, times: u32) {
        self.ahead += depth as u64 * u64::from(times);
        self.first += if depth == 0 { times } else { 0 };
        self.best = self.best.min(depth as u32);
        self.worst = self.worst.max(depth as u32);
    }

    fn merge(&mut self, other: Self) {
        self.ahead += other.ahead;
        self.first += other.first;
        self.best = self.best.min(other.best);
        self.worst = self.worst.max(other.worst);
    }
}

impl RankCounts {
    /// As much as there is room for.
    fn of(field: &Field) -> Self {
        let (classes, projects) = (field.classes.len(), field.class_of.len());
        if projects <= MAX_ROWS {
            Self::Rows(vec![0; classes * projects])
        } else {
            Self::Sums(vec![Sums::NONE; classes])
        }
    }

    /// Room for one class.
    fn row(field: &Field) -> Self {
        let projects = field.class_of.len();
        if projects <= MAX_ROWS { Self::Rows(vec![0; projects]) } else { Self::Sums(vec![Sums::NONE]) }
    }

    /// Counts a depth of the only class there is room for.
    fn note(&mut self, depth: usize) {
        match self {
            Self::Nothing => {}
            Self::Rows(row) => row[depth] += 1,
            Self::Sums(sums) => sums[0].add(depth, 1),
        }
    }

    /// What was counted of one class, when there is room for so many projects in each row.
    fn spread(&self, class: usize, columns: usize, members: usize, looked_at: usize) -> RankSpread {
        match self {
            Self::Nothing => RankSpread::counted(&[], Sums::NONE, members, looked_at),
            Self::Sums(sums) => RankSpread::counted(&[], sums[class], members, looked_at),
            Self::Rows(rows) => {
                let row = &rows[class * columns..(class + 1) * columns];
                let mut sums = Sums::NONE;
                for (depth, &times) in row.iter().enumerate().filter(|(_, times)| **times > 0) {
                    sums.add(depth, u32::from(times));
                }
                RankSpread::counted(row, sums, members, looked_at)
            }
        }
    }

    fn add(&mut self, field: &Field, order: &[usize]) {
        let (mut depth, columns) = (0, field.class_of.len());
        let mut next = |class: usize| {
            let here = depth;
            depth += field.members(class);
            here
        };
        match self {
            Self::Nothing => {}
            Self::Rows(rows) => order.iter().for_each(|&class| rows[class * columns + next(class)] += 1),
            Self::Sums(sums) => order.iter().for_each(|&class| sums[class].add(next(class), 1)),
        }
    }
}

/// Counts as shares of what was looked at.
fn shares(counts: &[u32], looked_at: usize) -> Vec<f64> {
    counts.iter().map(|count| f64::from(*count) / looked_at.max(1) as f64).collect()
}

impl Counts {
    fn new(field: &Field, ranks: RankCounts) -> Self {
        Self { ranks, planned: vec![0; field.class_of.len()] }
    }

    fn add(&mut self, field: &Field, order: &[usize], line: Option<(u64, LineRule)>) {
        self.ranks.add(field, order);
        if let Some((capacity, rule)) = line {
            for project in field.plan_of(order, capacity, rule) {
                self.planned[project] += 1;
            }
        }
    }

    fn merge(mut self, other: Self) -> Self {
        self.planned.iter_mut().zip(other.planned).for_each(|(sum, more)| *sum += more);
        match (&mut self.ranks, other.ranks) {
            (RankCounts::Rows(rows), RankCounts::Rows(more)) => {
                rows.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
            }
            (RankCounts::Sums(sums), RankCounts::Sums(more)) => {
                sums.iter_mut().zip(more).for_each(|(sum, more)| sum.merge(more));
            }
            // The same field always counts the same way.
            _ => {}
        }
        self
    }

    fn plan_shares(&self, looked_at: usize) -> Vec<f64> {
        shares(&self.planned, looked_at)
    }

    fn spreads(&self, field: &Field, looked_at: usize) -> Vec<RankSpread> {
        let columns = field.class_of.len();
        let spread = |class| self.ranks.spread(class, columns, field.members(class), looked_at);
        (0..field.classes.len()).map(spread).collect()
    }
}
