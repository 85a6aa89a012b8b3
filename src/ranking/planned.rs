//! Where one project is in the plan of the strict rule, exactly, and how far it is from changing its side.
//!
//! The border of that region lies on lines on which the project is level with others. Along each of them walks
//! one who knows what is ahead of the project: wherever that fits on one side of the line and not on the other,
//! the border runs. No other project's region is needed, and no cell is built. Cells joined into the same region
//! have the same outlines: see [`outline`](super::outline).

use crate::portfolio::{Effort, LineRule};
use crate::ranking::cells::{are_small, beside};
use crate::ranking::exact::{Ratio, Vec3, cross, dot, reduced};
use crate::ranking::field::{Field, Lead};
use crate::ranking::outline::{canonical, in_order, outlines_of};
use crate::ranking::placed::{Ranking, Side};
use crate::ranking::polygon::{Polygon, crossing, flat};
use crate::ranking::robustness::{Flip, Margin};
use crate::ranking::terrain::snapped;
use crate::ranking::weighting::{Outline, Weighting};

/// Up to so many projects each is looked at exactly: for more, lines are too many to walk along.
const MOST: usize = 120;

/// The weightings under which one project is in the plan.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PlannedWhere {
    /// The share of all weightings, 0–1.
    pub share: f64,
    /// The outlines, under the even-odd rule.
    pub outlines: Vec<Outline>,
}

/// The capacity under which every project can be looked at exactly; `None` for the filling rule, without a plan,
/// for many projects, or where numbers would be too large.
pub(super) fn exact_capacity(ranking: &Ranking, field: &Field) -> Option<u64> {
    let is_exact = ranking.rules.line == LineRule::Strict
        && ranking.plan.is_some()
        && ranking.placed.len() <= MOST
        && are_small(field);
    ranking.rules.capacity.map(Effort::hundredths).filter(|_| is_exact)
}

/// Where a project is in the plan under a capacity, and how far it is from changing its side; nowhere when it
/// states no effort.
pub(super) fn planned_exactly(
    ranking: &Ranking,
    field: &Field,
    capacity: u64,
    index: usize,
) -> (PlannedWhere, Margin) {
    let Some(walk) = Walk::of(field, capacity, index) else {
        return (PlannedWhere::default(), Margin::NoLine);
    };
    let region = walk.region();
    let margin = walk.margin(ranking, index, &region);
    (region, margin)
}

/// How far a project is from changing its side, when this is its region.
pub(super) fn margin(
    ranking: &Ranking,
    field: &Field,
    capacity: u64,
    index: usize,
    region: &PlannedWhere,
) -> Margin {
    Walk::of(field, capacity, index).map_or(Margin::NoLine, |walk| walk.margin(ranking, index, region))
}

/// A point or a line in 64 bits: forms are [small](are_small), and on the way there are products of two of their
/// differences at most.
type Small = [i64; 3];

/// The corners of the triangle, counterclockwise.
const CORNERS: [Small; 3] = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];

/// Everybody who is level with the project on one line.
struct Line {
    /// The difference of forms, in lowest terms.
    way: Small,
    /// What those ask for who are ahead of the project where the line is positive.
    above: u64,
    /// The same where it is negative.
    below: u64,
}

/// What decides about one project.
struct Walk {
    /// What everybody asks for who is ahead of it everywhere, and itself with those of its class before it.
    base: u64,
    capacity: u64,
    lines: Vec<Line>,
}

/// A stretch of the region's border, with the region on its left.
type Stretch = (Vec3, Vec3);

impl PlannedWhere {
    /// The region of these outlines.
    pub(super) fn within(outlines: Vec<Outline>) -> Self {
        let twice = edges(&outlines).map(|(from, to)| {
            let ([ux, uy], [vx, vy]) = (flat(&from), flat(&to));
            ux * vy - vx * uy
        });
        Self { share: snapped(twice.fold(0.0, |sum, part| sum + part)), outlines }
    }
}

impl Walk {
    /// The walk for one project under a capacity; `None` when it states no effort.
    fn of(field: &Field, capacity: u64, project: usize) -> Option<Self> {
        let (subject, mut base) = (field.class_of[project], field.through(project)?);
        let mut met: Vec<(Vec3, bool, u64)> = Vec::new();
        for (class, other) in field.classes.iter().enumerate().filter(|(class, _)| *class != subject) {
            let effort = field.effort(class);
            match other.lead(&field.classes[subject]) {
                Lead::Line(line) if line.iter().any(|part| *part > 0) => {
                    if line.iter().all(|part| *part >= 0) {
                        base = base.saturating_add(effort);
                    } else {
                        let known = canonical(&line);
                        met.push((known, dot(&known, &line) > 0, effort));
                    }
                }
                Lead::Everywhere => base = base.saturating_add(effort),
                Lead::Line(_) | Lead::Nowhere => {}
            }
        }
        met.sort_unstable();
        let on_one = |met: &[(Vec3, bool, u64)]| {
            let sum = |side: bool| {
                let efforts = met.iter().filter(|(_, above, _)| *above == side).map(|(.., effort)| *effort);
                efforts.fold(0, u64::saturating_add)
            };
            Line { way: met[0].0.map(|part| part as i64), above: sum(true), below: sum(false) }
        };
        let lines = met.chunk_by(|a, b| a.0 == b.0).map(on_one).collect();
        Some(Self { base, capacity, lines })
    }

    /// Where the project is in the plan.
    fn region(&self) -> PlannedWhere {
        let mut border = Vec::new();
        for corner in 0..3 {
            self.along(&CORNERS[corner], &CORNERS[(corner + 1) % 3], None, &mut border);
        }
        for line in &self.lines {
            if let Some((from, to)) = chord(&line.way) {
                self.along(&from, &to, Some(line), &mut border);
            }
        }
        PlannedWhere::within(outlines_of(&border))
    }

    /// How far the project is from changing its side, when this is its region.
    fn margin(&self, ranking: &Ranking, index: usize, region: &PlannedWhere) -> Margin {
        let is_planned = match ranking.placed[index].side {
            Side::Planned => true,
            Side::Below => false,
            Side::NoEffort | Side::NoLine => return Margin::NoLine,
        };
        let stated = Weighting::of(&ranking.rules.weights);
        // Beyond a side of the triangle there is nothing.
        let is_inner = |(from, to): &Stretch| (0..3).all(|k| from[k] != 0 || to[k] != 0);
        let inner = || edges(&region.outlines).filter(is_inner);
        let is_level = |(from, to): Stretch| is_between(&from, stated.point(), &to);
        if inner().any(is_level) || self.is_planned_beside(stated.point()) != is_planned {
            return Margin::Flips(Flip { distance: Ratio::ZERO, at: stated, moves: Vec::new() });
        }
        let nearest = |(from, to): Stretch| Polygon::segment(&from, &to).nearest(&stated);
        inner().filter_map(nearest).min().map_or(Margin::Never, |(distance, at)| {
            Margin::Flips(Flip { distance, at, moves: stated.moves_to(&at) })
        })
    }

    /// Whether the project is in the plan right beside a point, off every tie.
    fn is_planned_beside(&self, at: &Vec3) -> bool {
        let spot = beside(at);
        let ahead = |line: &Line| {
            let way = line.way.map(i128::from);
            let sides = spot.iter().map(|step| dot(&way, step).signum());
            if sides.into_iter().find(|side| *side != 0) > Some(0) { line.above } else { line.below }
        };
        self.lines.iter().map(ahead).fold(self.base, u64::saturating_add) <= self.capacity
    }

    /// The stretches of the border between two points: on a line, or on a side of the triangle.
    fn along(&self, from: &Small, to: &Small, on: Option<&Line>, border: &mut Vec<Stretch>) {
        let mut met = Vec::new();
        let (mut ahead, mut least, mut most) = (self.base, self.base, self.base);
        for line in &self.lines {
            let (here, there) = (dot(&line.way, from), dot(&line.way, to));
            let (before, after) = match (here.signum(), there.signum()) {
                (0, 0) => continue,
                (1, _) | (0, 1) => (line.above, line.below),
                _ => (line.below, line.above),
            };
            let after = if here.signum() * there.signum() < 0 {
                met.push((line.way, before, after));
                after
            } else {
                before
            };
            ahead = ahead.saturating_add(before);
            least = least.saturating_add(before.min(after));
            most = most.saturating_add(before.max(after));
        }
        let (low, high) = on.map_or((0, u64::MAX), |on| (on.above.min(on.below), on.above.max(on.below)));
        if least.saturating_add(low) > self.capacity || most.saturating_add(high) <= self.capacity {
            return;
        }
        let way = on.map_or_else(|| cross(from, to), |on| on.way);
        let wide = |point: &Small| point.map(i128::from);
        let (line, end) = (wide(&way), wide(to));
        let event =
            |(other, before, after): (Small, u64, u64)| (wide(&crossing(&way, &other)), before, after);
        let mut events: Vec<(Vec3, u64, u64)> = met.into_iter().map(event).collect();
        let forward = in_order(&line, &wide(from), &end);
        events.sort_unstable_by(|(a, ..), (b, ..)| {
            let order = in_order(&line, a, b);
            if forward.is_gt() { order.reverse() } else { order }
        });
        let mut start = wide(from);
        for (point, before, after) in events.into_iter().chain([(end, 0, 0)]) {
            if in_order(&line, &start, &point).is_ne() {
                self.note((start, point), ahead, on, border);
                start = point;
            }
            ahead = ahead.saturating_sub(before).saturating_add(after);
        }
    }

    /// Notes a stretch when the project is in the plan on one side of it only.
    fn note(&self, (from, to): Stretch, ahead: u64, on: Option<&Line>, border: &mut Vec<Stretch>) {
        let fits = |more: u64| ahead.saturating_add(more) <= self.capacity;
        let (left, right) = on.map_or_else(|| (fits(0), false), |on| (fits(on.above), fits(on.below)));
        match (left, right) {
            (true, false) => border.push((reduced(&from), reduced(&to))),
            (false, true) => border.push((reduced(&to), reduced(&from))),
            _ => {}
        }
    }
}

/// Where a line enters and leaves the triangle, its positive side on the left; `None` when it does not.
fn chord(line: &Small) -> Option<(Small, Small)> {
    let mut ends = (0..3).filter_map(|corner| {
        let next = (corner + 1) % 3;
        if line[corner] == 0 {
            return Some(CORNERS[corner]);
        }
        let side = cross(&CORNERS[corner], &CORNERS[next]);
        (line[corner].signum() * line[next].signum() < 0).then(|| crossing(line, &side))
    });
    let (one, other) = (ends.next()?, ends.next()?);
    // The line through both is a multiple of the line, and its sign that of any part.
    let through = cross(&one, &other);
    let part = (0..3).find(|&k| line[k] != 0)?;
    Some(if through[part].signum() == line[part].signum() { (one, other) } else { (other, one) })
}

/// The edges of outlines.
fn edges(outlines: &[Outline]) -> impl Iterator<Item = Stretch> {
    outlines.iter().flat_map(|outline| {
        let next = |at: usize| *outline[(at + 1) % outline.len()].point();
        outline.iter().enumerate().map(move |(at, corner)| (*corner.point(), next(at)))
    })
}

/// Whether a point lies on the stretch between two others.
fn is_between(from: &Vec3, at: &Vec3, to: &Vec3) -> bool {
    let line = cross(from, to);
    dot(&line, at) == 0 && in_order(&line, from, at) != in_order(&line, to, at) || at == from || at == to
}
