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
use crate::ranking::field::{Class, Field};
use crate::ranking::line;
use crate::ranking::polygon::{Corner, Polygon, crossing};
use crate::ranking::weighting::Weighting;

/// Forms with larger entries than this would need more than 128 bits on the way.
const MAX_SIZE: i128 = 1_000_000;

/// A part of the triangle with one plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    /// The planned projects, ascending.
    pub(super) plan: Vec<usize>,
    pub(super) polygon: Polygon,
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
    let forms = field.class_of.iter().map(|&class| field.classes[class].form).collect();
    let surveyor = Surveyor { field, forms, capacity, stated: Weighting::at(&field.weights) };
    let mut found = Found::default();
    surveyor.add(&mut found, surveyor.key(&start(&field.weights)), today);
    while let Some(Reverse((_, distance, cell))) = found.open.pop() {
        if !surveyor.open_up(&mut found, cell, today, most) {
            let others = found.open.iter().map(|Reverse((_, distance, _))| *distance).min();
            return Some(Survey {
                seen_up_to: others.min(Some(distance)).or(Some(distance)),
                cells: found.cells,
            });
        }
    }
    Some(Survey { cells: found.cells, seen_up_to: None })
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

/// The point halfway between two points.
fn middle(a: &Vec3, b: &Vec3) -> Vec3 {
    let (weight_a, weight_b) = (sum(b), sum(a));
    reduced(&[0, 1, 2].map(|k| a[k] * weight_a + b[k] * weight_b))
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

struct Surveyor<'a> {
    field: &'a Field,
    /// The form of each project.
    forms: Vec<Vec3>,
    capacity: u64,
    stated: Weighting,
}

impl Surveyor<'_> {
    fn class(&self, project: usize) -> &Class {
        &self.field.classes[self.field.class_of[project]]
    }

    fn add(&self, found: &mut Found, key: Key, today: &[usize]) -> usize {
        let polygon = self.polygon(&key);
        let distance = polygon.nearest(&self.stated).map_or(Ratio::ONE, |(distance, _)| distance);
        let index = found.cells.len();
        found.open.push(Reverse((key.0 != today, distance, index)));
        found.cells.push(Cell { plan: key.0.clone(), polygon });
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
                let spot = [middle(&from, &to), corner.edge.map(|part| -part), to];
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
        let tier = self.class(stopper).tier;
        let sized =
            |project: &usize| self.field.efforts[*project].is_some() && self.class(*project).tier == tier;
        let value = |project: usize| dot(&self.forms[project], &spot[0]);
        let outside = |project: &usize| plan.binary_search(project).is_err();
        let all = 0..self.forms.len();
        let Some(level) = all.clone().filter(sized).filter(outside).map(value).max() else {
            return self.key(spot);
        };
        let stays = |project: &usize| self.class(*project).tier < tier || value(*project) > level;
        let mut kept: Vec<usize> = plan.iter().copied().filter(stays).collect();
        let mut level_with: Vec<usize> =
            all.filter(sized).filter(|&project| value(project) == level).collect();
        level_with.sort_by_key(|&project| {
            let form = &self.forms[project];
            (Reverse(dot(form, &spot[1])), Reverse(dot(form, &spot[2])), project)
        });
        let effort = |project: usize| self.field.efforts[project].unwrap_or(0);
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
        let values: Vec<(i128, [Reverse<i128>; 3])> = self
            .field
            .classes
            .iter()
            .map(|class| (class.tier, spot.map(|way| Reverse(dot(&class.form, &way)))))
            .collect();
        let mut order: Vec<usize> =
            (0..self.field.efforts.len()).filter(|&project| self.field.efforts[project].is_some()).collect();
        order.sort_by_key(|&project| (&values[self.field.class_of[project]], project));
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
        let tier = self.class(stopper).tier;
        let in_tier = |project: &usize| self.class(*project).tier == tier;
        let inside: Vec<Vec3> =
            plan.iter().filter(|p| in_tier(p)).map(|&project| self.forms[project]).collect();
        let outside: Vec<Vec3> = (0..self.forms.len())
            .filter(|project| self.field.efforts[*project].is_some() && plan.binary_search(project).is_err())
            .filter(in_tier)
            .map(|project| self.forms[project])
            .collect();
        let mut right: Vec<Vec3> = Vec::new();
        while let Some(corner) =
            polygon.corners().iter().map(|corner| corner.point).find(|point| !right.contains(point))
        {
            match out_of_order(&inside, &outside, &self.forms[stopper], &corner) {
                Some(line) => polygon.cut(&line),
                None => right.push(corner),
            }
        }
        polygon
    }
}

/// The line between the two that are most out of order at a point: the last of those inside behind the first
/// of those outside, or the stopper behind another outside.
fn out_of_order(inside: &[Vec3], outside: &[Vec3], stopper: &Vec3, at: &Vec3) -> Option<Vec3> {
    let value = |form: &&Vec3| dot(form, at);
    let first = outside.iter().max_by_key(value)?;
    let last = inside.iter().min_by_key(value);
    if let Some(last) = last.filter(|last| value(last) < value(&first)) {
        return Some(minus(last, first));
    }
    (value(&stopper) < value(&first)).then(|| minus(stopper, first))
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
