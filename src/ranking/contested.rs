//! Who is in doubt about the strict line over a region, and how often each project is in the plan over many
//! weightings, putting only those in order of whom it is in doubt.
//!
//! Weightings are looked at in groups that lie close together. A project's value lies between its least and its
//! largest at the corners around a group. Who is in the plan even with everybody ahead who may be is in for the
//! whole group; who is behind more than the capacity at its best is out. The others are decided as they are among
//! all: those who are in anyhow take their room first, since whoever is ahead of one of them is in as well, and
//! behind whoever is out anyhow nobody is in.

use rayon::prelude::*;

use crate::portfolio::LineRule;
use crate::ranking::exact::{Vec3, sum};
use crate::ranking::field::{Field, Room};
use crate::ranking::polygon::Polygon;

/// Weightings are looked at in about so many groups along each of two directions.
const SIDE: usize = 8;

/// By project, at how many of the points it is in the plan; `None` where values do not decide alone.
pub(super) fn times_planned(field: &Field, points: &[Vec3], capacity: u64) -> Option<Vec<u32>> {
    let whole = Contest::of(field, &corners(points), capacity)?;
    let groups = grouped(points);
    let each = groups.len().div_ceil(rayon::current_num_threads()).max(1);
    let parts: Vec<Vec<u32>> = groups.par_chunks(each).map(|groups| whole.counted(groups)).collect();
    let mut times = vec![0; field.efforts.len()];
    for part in parts {
        times.iter_mut().zip(part).for_each(|(sum, more)| *sum += more);
    }
    whole.inside.iter().for_each(|&project| times[project] = points.len() as u32);
    Some(times)
}

/// Points that lie close together, in groups.
fn grouped(points: &[Vec3]) -> Vec<Vec<Vec3>> {
    let slices = |mut points: Vec<Vec3>, direction: usize| -> Vec<Vec<Vec3>> {
        points.sort_unstable_by_key(|point| point[direction]);
        points.chunks(points.len().div_ceil(SIDE).max(1)).map(<[Vec3]>::to_vec).collect()
    };
    slices(points.to_vec(), 0).into_iter().flat_map(|slice| slices(slice, 1)).collect()
}

/// The corners, adding up to 1, of a parallelogram around points.
fn corners(points: &[Vec3]) -> Vec<[f64; 3]> {
    let share = |point: &Vec3, k: usize| point[k] as f64 / sum(point) as f64;
    let ends = |k: usize| {
        let shares = points.iter().map(|point| share(point, k));
        shares.fold([f64::MAX, f64::MIN], |[low, high], share| [low.min(share), high.max(share)])
    };
    let [across, along] = [ends(0), ends(1)];
    across.iter().flat_map(|x| along.iter().map(move |y| [*x, *y, 1.0 - x - y])).collect()
}

/// What is left to be decided.
#[derive(Debug)]
pub(super) struct Contest {
    /// The classes in doubt, as a field of their own with the projects of the whole.
    pub(super) field: Field,
    /// The capacity that those who are in anyhow leave.
    pub(super) capacity: u64,
    /// The projects that are in anyhow.
    pub(super) inside: Vec<usize>,
}

impl Contest {
    /// The contest for a capacity over a region; `None` where values do not decide alone.
    pub(super) fn over(field: &Field, region: &Polygon, capacity: u64) -> Option<Self> {
        let share = |point: &Vec3| point.map(|part| part as f64 / sum(point) as f64);
        let corners: Vec<[f64; 3]> = region.corners().iter().map(|corner| share(&corner.point)).collect();
        Self::of(field, &corners, capacity)
    }

    /// The contest for a capacity over what lies between the corners.
    fn of(field: &Field, corners: &[[f64; 3]], capacity: u64) -> Option<Self> {
        let spans = field.spans(corners)?;
        let efforts: Vec<u64> = (0..spans.len()).map(|class| field.effort(class)).collect();
        let ahead_at_worst = Ahead::of(spans.iter().map(|span| span.high), &efforts);
        let ahead_at_best = Ahead::of(spans.iter().map(|span| span.low), &efforts);
        let (mut inside, mut contested, mut used) = (Vec::new(), Vec::new(), 0_u64);
        for (class, span) in spans.iter().enumerate() {
            if ahead_at_worst.from(span.low) <= capacity {
                used = used.saturating_add(efforts[class]);
                let members = field.classes[class].members.iter().copied();
                inside.extend(members.filter(|&project| field.efforts[project].is_some()));
            } else if ahead_at_best.above(span.high) <= capacity {
                contested.push(class);
            }
        }
        Some(Self { field: field.only(&contested), capacity: capacity.saturating_sub(used), inside })
    }

    /// By project, at how many points of the groups it is in, of those in doubt.
    fn counted(&self, groups: &[Vec<Vec3>]) -> Vec<u32> {
        let mut times = vec![0; self.field.efforts.len()];
        let mut room = Room::default();
        for points in groups {
            let Some(contest) = Self::of(&self.field, &corners(points), self.capacity) else { continue };
            contest.inside.iter().for_each(|&project| times[project] += points.len() as u32);
            for at in points {
                let order = contest.field.order_in(at, &mut room);
                let planned = contest.field.plan_of(order, contest.capacity, LineRule::Strict);
                for project in planned {
                    times[project] += 1;
                }
            }
        }
        times
    }
}

/// Values, largest first, each with the effort of everybody up to it.
struct Ahead(Vec<(f64, u64)>);

impl Ahead {
    fn of(values: impl Iterator<Item = f64>, efforts: &[u64]) -> Self {
        let mut sorted: Vec<(f64, u64)> = values.zip(efforts.iter().copied()).collect();
        sorted.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
        let mut sum = 0_u64;
        for (_, effort) in &mut sorted {
            sum = sum.saturating_add(*effort);
            *effort = sum;
        }
        Self(sorted)
    }

    /// The effort of those at a value or above it.
    fn from(&self, value: f64) -> u64 {
        self.up_to(self.0.partition_point(|(other, _)| *other >= value))
    }

    /// The effort of those above a value.
    fn above(&self, value: f64) -> u64 {
        self.up_to(self.0.partition_point(|(other, _)| *other > value))
    }

    fn up_to(&self, count: usize) -> u64 {
        count.checked_sub(1).map_or(0, |last| self.0[last].1)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Contest, times_planned};
    use crate::portfolio::LineRule;
    use crate::ranking::depths::Depths;
    use crate::ranking::field::Field;
    use crate::ranking::robustness::Region;
    use crate::ranking::sample;

    type Projects = Vec<([i128; 3], Option<u64>)>;

    fn projects() -> impl Strategy<Value = Projects> {
        let scores = prop_oneof![[0_i128..6, 0..6, 0..6], [0_i128..5001, 0..5001, 0..5001]];
        let effort = prop_oneof![1 => Just(None), 1 => Just(Some(0)), 8 => (1_u64..9).prop_map(Some)];
        prop::collection::vec((scores, effort), 1..60)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

        #[test]
        fn those_in_doubt_are_decided_as_they_are_among_all(
            projects in projects(), weights in [1_i128..50, 1..50, 1..50], capacity in 0_u64..200,
            whole in any::<bool>(), count in prop_oneof![1_usize..9, Just(300)]
        ) {
            let forms: Vec<_> = projects.iter().map(|(scores, _)| (0, *scores)).collect();
            let field = Field::new(&forms, projects.iter().map(|(_, effort)| *effort).collect(), weights);
            let region = if whole { Region::All } else { Region::Near }.polygon(&weights);
            let mut points = sample::points(count, &region);
            points.extend(region.corners().iter().map(|corner| corner.point));
            let mut times = vec![0; projects.len()];
            for at in &points {
                let planned = field.plan_of(&field.order_at(at), capacity, LineRule::Strict);
                for project in planned {
                    times[project] += 1;
                }
            }
            prop_assert_eq!(times_planned(&field, &points, capacity), Some(times));
        }

        #[test]
        fn shares_of_those_in_doubt_are_what_they_are_among_all(
            projects in projects(), weights in [1_i128..50, 1..50, 1..50], capacity in 0_u64..200
        ) {
            let forms: Vec<_> = projects.iter().map(|(scores, _)| (0, *scores)).collect();
            let field = Field::new(&forms, projects.iter().map(|(_, effort)| *effort).collect(), weights);
            let region = Region::Near.polygon(&weights);
            let contest = Contest::over(&field, &region, capacity).unwrap();
            let mut shares = Depths::of(&contest.field, &region, Some(contest.capacity)).planned;
            contest.inside.iter().for_each(|&project| shares[project] = 1.0);
            let whole = Depths::of(&field, &region, Some(capacity)).planned;
            prop_assert!(shares.iter().zip(&whole).all(|(a, b)| (a - b).abs() < 1e-12), "{shares:?} {whole:?}");
        }
    }
}
