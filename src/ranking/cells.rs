//! The triangle cut into cells of equal plan, exactly.
//!
//! Under the strict rule a plan and the project that stops it hold together on a convex cell: everything
//! planned is ahead of everything else, and the stopper is ahead of the rest. Cells are found by walking from
//! one to its neighbours across its edges; a cell is cut out of the triangle by looking, at each of its
//! corners, for the pair that is out of order there. The filling rule has no such cells: see
//! [`lattice`](super::lattice).

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::portfolio::LineRule;
use crate::ranking::exact::{Vec3, cross, dot, minus, reduced, sum};
use crate::ranking::field::{Class, Field};
use crate::ranking::line;
use crate::ranking::polygon::{Corner, Polygon, crossing};

/// Forms with larger entries than this would need more than 128 bits on the way.
const MAX_SIZE: i128 = 1_000_000;

/// A part of the triangle with one plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    /// The planned projects, ascending.
    pub(super) plan: Vec<usize>,
    pub(super) polygon: Polygon,
}

/// What makes a cell: the plan and the project that stops it.
type Key = (Vec<usize>, Option<usize>);

/// A point and two directions that together lie on no line: an infinitely small step off every tie.
type Spot = [Vec3; 3];

/// The cells of the strict rule, the whole triangle covered; `None` when there would be more than `most`, or
/// numbers too large.
pub(super) fn strict_cells(field: &Field, capacity: u64, most: usize) -> Option<Vec<Cell>> {
    if field.size() > MAX_SIZE {
        return None;
    }
    let surveyor = Surveyor { field, capacity };
    let mut known: BTreeMap<Key, usize> = BTreeMap::new();
    let mut cells = vec![surveyor.cell_at(&mut known, &[[1, 1, 1], [1, 0, 0], [0, 1, 0]])?];
    let mut next = 0;
    while next < cells.len() {
        let corners = cells[next].polygon.corners().to_vec();
        for (index, corner) in corners.iter().enumerate() {
            let mut open = vec![(corner.point, corners[(index + 1) % corners.len()].point)];
            while let Some((from, to)) = open.pop().filter(|_| !is_border(corner, &corners, index)) {
                let key = surveyor.key(&[middle(&from, &to), corner.edge.map(|part| -part), to]);
                let found = match known.get(&key) {
                    Some(&cell) => cell,
                    None if cells.len() == most => return None,
                    None => {
                        cells.push(surveyor.cell(key.clone()));
                        known.insert(key, cells.len() - 1);
                        cells.len() - 1
                    }
                };
                open.extend(beyond(&cells[found].polygon, &corner.edge, &from, &to));
            }
        }
        next += 1;
    }
    Some(cells)
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
    capacity: u64,
}

impl Surveyor<'_> {
    fn class(&self, project: usize) -> &Class {
        &self.field.classes[self.field.class_of[project]]
    }

    fn cell_at(&self, known: &mut BTreeMap<Key, usize>, spot: &Spot) -> Option<Cell> {
        let key = self.key(spot);
        known.insert(key.clone(), 0);
        Some(self.cell(key))
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
    fn cell(&self, (plan, stopper): Key) -> Cell {
        let mut polygon = Polygon::triangle();
        if let Some(stopper) = stopper {
            let tier = self.class(stopper).tier;
            let in_tier = |project: &usize| self.class(*project).tier == tier;
            let inside: Vec<&Class> = plan.iter().filter(|p| in_tier(p)).map(|&p| self.class(p)).collect();
            let outside: Vec<&Class> = (0..self.field.efforts.len())
                .filter(|project| {
                    self.field.efforts[*project].is_some() && plan.binary_search(project).is_err()
                })
                .filter(in_tier)
                .map(|project| self.class(project))
                .collect();
            let mut right: Vec<Vec3> = Vec::new();
            while let Some(corner) =
                polygon.corners().iter().map(|corner| corner.point).find(|point| !right.contains(point))
            {
                match out_of_order(&inside, &outside, self.class(stopper), &corner) {
                    Some(line) => polygon = polygon.clip(&line),
                    None => right.push(corner),
                }
            }
        }
        Cell { plan, polygon }
    }
}

/// The line between the two that are most out of order at a point: the last of those inside behind the first
/// of those outside, or the stopper behind another outside.
fn out_of_order(inside: &[&Class], outside: &[&Class], stopper: &Class, at: &Vec3) -> Option<Vec3> {
    let value = |class: &&Class| dot(&class.form, at);
    let first = outside.iter().copied().max_by_key(value)?;
    let last = inside.iter().copied().min_by_key(value);
    if let Some(last) = last.filter(|last| value(last) < value(&first)) {
        return Some(minus(&last.form, &first.form));
    }
    (value(&stopper) < value(&first)).then(|| minus(&stopper.form, &first.form))
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
        let cells = strict_cells(&field, 1, 100).unwrap();
        let mut areas: BTreeMap<Vec<usize>, f64> = BTreeMap::new();
        for cell in &cells {
            *areas.entry(cell.plan.clone()).or_default() += cell.polygon.area();
        }
        assert_eq!(areas.len(), 3);
        assert!(areas.values().all(|area| (area - 1.0 / 3.0).abs() < 1e-12));
    }

    #[test]
    fn when_everything_fits_there_is_one_cell() {
        let cells = strict_cells(&field(&[[1, 0, 0], [0, 1, 0]], &[1, 1]), 2, 100).unwrap();
        assert_eq!(cells.len(), 1);
        assert_eq!(cells[0].polygon, Polygon::triangle());
    }
}
