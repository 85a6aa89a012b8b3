//! The triangle cut into cells of equal plan, exactly.
//!
//! Under the strict rule a plan and the project that stops it hold together on a convex cell: everything
//! planned is ahead of everything else, and the stopper is ahead of the rest. Cells are found by walking from
//! one to its neighbours across its edges, nearest to the stated weights first; a cell is cut out of the
//! triangle by looking, at each of its corners, for the pair that is out of order there. The filling rule has
//! no such cells: see [`lattice`](super::lattice).

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use crate::portfolio::LineRule;
use crate::ranking::exact::{Ratio, Vec3, cross, dot, minus, reduced, sum};
use crate::ranking::field::Field;
use crate::ranking::line;
use crate::ranking::polygon::{Corner, Polygon, crossing};
use crate::ranking::weighting::Weighting;
use crate::ranking::whole::Whole;

/// Forms with larger entries than this would need more than 64 bits on the way: a corner is the crossing of
/// two differences of forms, a spot the sum of two corners, and a form is weighed there. 12 × `MAX_SIZE`³ fits.
const MAX_SIZE: i128 = 900_000;

/// Up to this size the same fits into the 53 bits of a float, which weighs several forms at a time.
const FLOAT_SIZE: i128 = 80_000;

/// A part of the triangle with one plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    /// The planned projects, ascending.
    pub(super) plan: Vec<usize>,
    pub(super) polygon: Polygon,
    /// Its point nearest to the stated weights, and how far that is; `None` when it is empty.
    pub(super) nearest: Option<(Ratio, Weighting)>,
}

/// The cells found, nearest to the stated weights first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Survey {
    pub(super) cells: Vec<Cell>,
    /// Every weighting nearer than this is in some cell found; `None` when the whole triangle is.
    pub(super) seen_up_to: Option<Ratio>,
}

/// What makes a cell: the plan and the project that stops it.
type Key = (Vec<usize>, Option<usize>);

/// A point and two directions that together lie on no line: an infinitely small step off every tie.
type Spot = [Vec3; 3];

/// The cells of the strict rule from the stated weights outwards, at most so many; `None` when numbers would
/// be too large. Cells with today's plan come first, however far they reach.
pub(super) fn strict_cells(field: &Field, capacity: u64, today: &[usize], most: usize) -> Option<Survey> {
    if field.size() > MAX_SIZE || sum(&field.weights) > MAX_SIZE * MAX_SIZE {
        return None;
    }
    Some(if field.size() <= FLOAT_SIZE {
        Surveyor::<f64>::new(field, capacity).survey(today, most)
    } else {
        Surveyor::<i64>::new(field, capacity).survey(today, most)
    })
}

/// The stated weights and a step off every tie, into the inside of the triangle.
fn start(weights: &Vec3) -> Spot {
    let inwards = if cross(weights, &[1, 1, 1]) == [0; 3] { [1, 0, 0] } else { [1, 1, 1] };
    let plane = cross(weights, &inwards);
    let aside = [[1, 0, 0], [0, 1, 0], [0, 0, 1]].into_iter().find(|way| dot(&plane, way) != 0);
    [*weights, inwards, aside.unwrap_or([1, 0, 0])]
}

/// The cells found so far and those whose neighbours are still to be looked at.
#[derive(Default)]
struct Found {
    cells: Vec<Cell>,
    keys: Vec<Key>,
    known: BTreeMap<Key, usize>,
    /// Another plan than today's, the distance from the stated weights, the cell.
    open: BinaryHeap<Reverse<(bool, Ratio, usize)>>,
}

/// Whether the edge at a corner lies on the border of the triangle.
fn is_border(corner: &Corner, corners: &[Corner], index: usize) -> bool {
    let next = &corners[(index + 1) % corners.len()].point;
    (0..3).any(|k| corner.point[k] == 0 && next[k] == 0)
}

/// A point between two points: not halfway, but without a product.
fn between(a: &Vec3, b: &Vec3) -> Vec3 {
    [0, 1, 2].map(|k| a[k] + b[k])
}

/// The pieces of a segment, on a line, that a polygon touching it does not reach.
fn beyond(polygon: &Polygon, line: &Vec3, from: &Vec3, to: &Vec3) -> Vec<(Vec3, Vec3)> {
    let (mut first, mut last) = (*from, *to);
    for corner in polygon.corners() {
        if cross(&corner.edge, line) == [0; 3] {
            continue;
        }
        let crossed = || reduced(&crossing(line, &corner.edge));
        if dot(&corner.edge, &first) < 0 {
            first = crossed();
        } else if dot(&corner.edge, &last) < 0 {
            last = crossed();
        }
    }
    let mut left = Vec::new();
    if reduced(&first) != reduced(from) {
        left.push((*from, first));
    }
    if reduced(&last) != reduced(to) {
        left.push((last, *to));
    }
    left
}

struct Surveyor<'a, N> {
    field: &'a Field,
    /// The projects with an effort, the only ones that a plan is made of, from the leading tier on.
    tiers: Vec<Tier<N>>,
    /// The tier of each project with an effort.
    tier_of: Vec<usize>,
    capacity: u64,
    stated: Weighting,
}

/// Projects that a weighting can put in any order, ascending, with their forms by criterion.
struct Tier<N> {
    projects: Vec<usize>,
    forms: [Vec<N>; 3],
}

impl<N: Whole> Tier<N> {
    fn of(field: &Field, projects: &[usize]) -> Self {
        let part = |k: usize| {
            projects.iter().map(|&project| N::of(field.classes[field.class_of[project]].form[k])).collect()
        };
        Self { projects: projects.to_vec(), forms: [0, 1, 2].map(part) }
    }

    /// Some of its projects.
    fn part(&self, wanted: impl Fn(usize) -> bool) -> Self {
        let places: Vec<usize> =
            (0..self.projects.len()).filter(|&place| wanted(self.projects[place])).collect();
        let chosen = |list: &Vec<N>| places.iter().map(|&place| list[place]).collect();
        Self {
            projects: places.iter().map(|&place| self.projects[place]).collect(),
            forms: [0, 1, 2].map(|k| chosen(&self.forms[k])),
        }
    }

    /// What each of them is worth at a point, in the given list.
    fn weigh(&self, at: &Vec3, values: &mut Vec<N>) {
        let at = at.map(N::of);
        let [business, interest, growth] = &self.forms;
        values.clear();
        let forms = business.iter().zip(interest).zip(growth);
        values.extend(forms.map(|((&b, &i), &g)| b * at[0] + i * at[1] + g * at[2]));
    }

    /// The form of the project at a place.
    fn form(&self, place: usize) -> [N; 3] {
        [0, 1, 2].map(|k| self.forms[k][place])
    }
}

/// The largest value, of several; `None` of none.
fn largest<N: Whole>(values: &[N]) -> Option<N> {
    values.iter().copied().reduce(|a, b| if b > a { b } else { a })
}

/// The smallest value, of several; `None` of none.
fn smallest<N: Whole>(values: &[N]) -> Option<N> {
    values.iter().copied().reduce(|a, b| if b < a { b } else { a })
}

impl<'a, N: Whole> Surveyor<'a, N> {
    fn new(field: &'a Field, capacity: u64) -> Self {
        let tier = |project: usize| field.classes[field.class_of[project]].tier;
        let mut sized: Vec<usize> =
            (0..field.efforts.len()).filter(|&project| field.efforts[project].is_some()).collect();
        sized.sort_by_key(|&project| tier(project));
        let chunks: Vec<&[usize]> = sized.chunk_by(|&a, &b| tier(a) == tier(b)).collect();
        let mut tier_of = vec![0; field.efforts.len()];
        for (index, chunk) in chunks.iter().enumerate() {
            chunk.iter().for_each(|&project| tier_of[project] = index);
        }
        Self {
            field,
            tiers: chunks.iter().map(|chunk| Tier::of(field, chunk)).collect(),
            tier_of,
            capacity,
            stated: Weighting::at(&field.weights),
        }
    }

    /// The cells from the stated weights outwards.
    fn survey(&self, today: &[usize], most: usize) -> Survey {
        let mut found = Found::default();
        self.add(&mut found, self.key(&start(&self.field.weights)), today);
        while let Some(Reverse((_, distance, cell))) = found.open.pop() {
            if !self.open_up(&mut found, cell, today, most) {
                let others = found.open.iter().map(|Reverse((_, distance, _))| *distance).min();
                let seen_up_to = others.min(Some(distance)).or(Some(distance));
                return Survey { seen_up_to, cells: found.cells };
            }
        }
        Survey { cells: found.cells, seen_up_to: None }
    }

    fn add(&self, found: &mut Found, key: Key, today: &[usize]) -> usize {
        let polygon = self.polygon(&key);
        let nearest = polygon.nearest(&self.stated);
        let distance = nearest.map_or(Ratio::ONE, |(distance, _)| distance);
        let index = found.cells.len();
        found.open.push(Reverse((key.0 != today, distance, index)));
        found.cells.push(Cell { plan: key.0.clone(), polygon, nearest });
        found.keys.push(key.clone());
        found.known.insert(key, index);
        index
    }

    /// Finds all neighbours of a cell; `false` when there is no room for one of them.
    fn open_up(&self, found: &mut Found, cell: usize, today: &[usize], most: usize) -> bool {
        let corners = found.cells[cell].polygon.corners().to_vec();
        for (index, corner) in corners.iter().enumerate() {
            let mut open = vec![(corner.point, corners[(index + 1) % corners.len()].point)];
            while let Some((from, to)) = open.pop().filter(|_| !is_border(corner, &corners, index)) {
                let spot = [between(&from, &to), corner.edge.map(|part| -part), to];
                let key = self.beyond_edge(&found.keys[cell], &spot);
                let neighbour = match found.known.get(&key) {
                    Some(&neighbour) => neighbour,
                    None if found.cells.len() >= most => return false,
                    None => self.add(found, key, today),
                };
                open.extend(beyond(&found.cells[neighbour].polygon, &corner.edge, &from, &to));
            }
        }
        true
    }

    /// The plan and its stopper just across an edge of a cell. On the edge itself everything strictly better
    /// than the level of the tie stays planned, and only those on that level change places.
    fn beyond_edge(&self, (plan, stopper): &Key, spot: &Spot) -> Key {
        let Some(stopper) = *stopper else { return self.key(spot) };
        let tier = &self.tiers[self.tier_of[stopper]];
        let mut values = Vec::with_capacity(tier.projects.len());
        tier.weigh(&spot[0], &mut values);
        let mut planned = plan.iter().copied().peekable();
        let mut level: Option<N> = None;
        // Both lists are ascending, so a look at the next planned project is enough.
        for (&project, &value) in tier.projects.iter().zip(&values) {
            while planned.next_if(|planned| *planned < project).is_some() {}
            if planned.peek() != Some(&project) && level.is_none_or(|level| value > level) {
                level = Some(value);
            }
        }
        let Some(level) = level else { return self.key(spot) };
        self.with_those_level(tier, plan, &values, level, spot)
    }

    /// The plan and its stopper where everything above a level stays planned and those on it change places.
    fn with_those_level(&self, tier: &Tier<N>, plan: &[usize], values: &[N], level: N, spot: &Spot) -> Key {
        let effort = |project: usize| self.field.efforts[project].unwrap_or(0);
        let above = tier.projects.iter().zip(values).filter(|(_, value)| **value > level);
        let mut level_with: Vec<usize> = tier
            .projects
            .iter()
            .zip(values)
            .filter(|(_, value)| **value == level)
            .map(|(project, _)| *project)
            .collect();
        level_with.sort_by_key(|&project| {
            let form = &self.field.classes[self.field.class_of[project]].form;
            (Reverse(dot(form, &spot[1])), Reverse(dot(form, &spot[2])), project)
        });
        let own = self.tier_of[tier.projects[0]];
        let before = plan.iter().copied().filter(|&project| self.tier_of[project] < own);
        let mut kept: Vec<usize> = before.chain(above.map(|(project, _)| *project)).collect();
        let mut left = self.capacity - kept.iter().map(|&project| effort(project)).sum::<u64>();
        for project in level_with {
            if effort(project) > left {
                kept.sort_unstable();
                return (kept, Some(project));
            }
            left -= effort(project);
            kept.push(project);
        }
        // All of them fit now: the stopper is further down, which is rare enough to look at everything.
        self.key(spot)
    }

    /// The plan and its stopper at a spot.
    fn key(&self, spot: &Spot) -> Key {
        let values = |project: usize| {
            let form = &self.field.classes[self.field.class_of[project]].form;
            spot.map(|way| Reverse(dot(form, &way)))
        };
        let mut order: Vec<usize> = Vec::with_capacity(self.tier_of.len());
        for tier in &self.tiers {
            let mut sorted: Vec<_> =
                tier.projects.iter().map(|&project| (values(project), project)).collect();
            sorted.sort_unstable();
            order.extend(sorted.into_iter().map(|(_, project)| project));
        }
        let efforts = order.iter().map(|&project| self.field.efforts[project]);
        let line = line::draw(efforts, self.capacity, LineRule::Strict);
        let mut plan: Vec<usize> = line.inside.iter().map(|&place| order[place]).collect();
        plan.sort_unstable();
        (plan, line.stop.map(|(place, _)| order[place]))
    }

    /// The cell of a plan and its stopper: cut where, at a corner, something is out of order.
    fn polygon(&self, (plan, stopper): &Key) -> Polygon {
        let mut polygon = Polygon::triangle();
        let Some(stopper) = *stopper else { return polygon };
        let tier = &self.tiers[self.tier_of[stopper]];
        let planned = |project: usize| plan.binary_search(&project).is_ok();
        let mut sides = Sides {
            inside: tier.part(planned),
            outside: tier.part(|project| !planned(project)),
            stopper: self.field.classes[self.field.class_of[stopper]].form,
            values: Vec::new(),
        };
        let mut right: Vec<Vec3> = Vec::new();
        while let Some(corner) =
            polygon.corners().iter().map(|corner| corner.point).find(|point| !right.contains(point))
        {
            match sides.out_of_order(&corner) {
                Some(line) => polygon.cut(&line),
                None => right.push(corner),
            }
        }
        polygon
    }
}

/// The projects on the two sides of a line, and the one that stops the plan.
struct Sides<N> {
    inside: Tier<N>,
    outside: Tier<N>,
    stopper: Vec3,
    /// Reused from point to point.
    values: Vec<N>,
}

impl<N: Whole> Sides<N> {
    /// The line between the two that are most out of order at a point: the last of those inside behind the
    /// first of those outside, or the stopper behind another outside.
    fn out_of_order(&mut self, at: &Vec3) -> Option<Vec3> {
        self.outside.weigh(at, &mut self.values);
        let best = largest(&self.values)?;
        let first = self.values.iter().rposition(|value| *value == best)?;
        self.inside.weigh(at, &mut self.values);
        let worst = smallest(&self.values).filter(|worst| *worst < best);
        let last = worst.and_then(|worst| self.values.iter().position(|value| *value == worst));
        let form = |tier: &Tier<N>, place: usize| tier.form(place).map(|part| part.float() as i128);
        let behind = match last {
            Some(last) => form(&self.inside, last),
            None if N::of(dot(&self.stopper, at)) < best => self.stopper,
            None => return None,
        };
        Some(minus(&behind, &form(&self.outside, first)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(forms: &[Vec3], efforts: &[u64]) -> Field {
        let forms: Vec<(i128, Vec3)> = forms.iter().map(|form| (0, *form)).collect();
        Field::new(&forms, efforts.iter().map(|effort| Some(*effort)).collect(), [1, 1, 1])
    }

    #[test]
    fn three_corners_share_the_triangle() {
        let field = field(&[[1, 0, 0], [0, 1, 0], [0, 0, 1]], &[1, 1, 1]);
        let cells = strict_cells(&field, 1, &[0], 100).unwrap().cells;
        let mut areas: BTreeMap<Vec<usize>, f64> = BTreeMap::new();
        for cell in &cells {
            *areas.entry(cell.plan.clone()).or_default() += cell.polygon.area();
        }
        assert_eq!(areas.len(), 3);
        assert!(areas.values().all(|area| (area - 1.0 / 3.0).abs() < 1e-12));
    }

    #[test]
    fn when_everything_fits_there_is_one_cell() {
        let cells = strict_cells(&field(&[[1, 0, 0], [0, 1, 0]], &[1, 1]), 2, &[0, 1], 100).unwrap().cells;
        assert_eq!(cells.len(), 1);
        assert_eq!(cells[0].polygon, Polygon::triangle());
    }
}
