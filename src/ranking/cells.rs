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
use crate::ranking::exact::{Ratio, Vec3, cross, dot, reduced, sum};
use crate::ranking::field::{Class, Field};
use crate::ranking::line;
use crate::ranking::polygon::{Corner, Polygon, crossing};
use crate::ranking::weighting::Weighting;

/// Forms with larger entries than this would need more than 64 bits on the way: a corner is the crossing of
/// two differences of forms, a spot the sum of two corners, and a form is weighed there. 12 × `MAX_SIZE`³ fits.
const MAX_SIZE: i128 = 900_000;

/// Whole numbers that are known to fit into 64 bits.
type Small = [i64; 3];

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
type Spot = [Small; 3];

/// The cells of the strict rule from the stated weights outwards, at most so many; `None` when numbers would
/// be too large. Cells with today's plan come first, however far they reach.
pub(super) fn strict_cells(field: &Field, capacity: u64, today: &[usize], most: usize) -> Option<Survey> {
    if field.size() > MAX_SIZE || sum(&field.weights) > MAX_SIZE * MAX_SIZE {
        return None;
    }
    let surveyor = Surveyor::new(field, capacity);
    let mut found = Found::default();
    surveyor.add(&mut found, surveyor.key(&start(&field.weights).map(|way| small(&way))), today);
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
fn start(weights: &Vec3) -> [Vec3; 3] {
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

fn small(a: &Vec3) -> Small {
    a.map(|part| part as i64)
}

/// The weighted sum of a form at a point.
fn weigh(form: &Small, at: &Small) -> i64 {
    form[0] * at[0] + form[1] * at[1] + form[2] * at[2]
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
    forms: Vec<Small>,
    /// The projects with an effort: the only ones that a plan is made of.
    sized: Vec<usize>,
    capacity: u64,
    stated: Weighting,
}

impl<'a> Surveyor<'a> {
    fn new(field: &'a Field, capacity: u64) -> Self {
        Self {
            field,
            forms: field.class_of.iter().map(|&class| small(&field.classes[class].form)).collect(),
            sized: (0..field.efforts.len()).filter(|&project| field.efforts[project].is_some()).collect(),
            capacity,
            stated: Weighting::at(&field.weights),
        }
    }

    fn class(&self, project: usize) -> &Class {
        &self.field.classes[self.field.class_of[project]]
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
                let key = self.beyond_edge(&found.keys[cell], &spot.map(|way| small(&way)));
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
        let in_tier: Vec<(usize, i64)> = self
            .sized
            .iter()
            .filter(|&&project| self.class(project).tier == tier)
            .map(|&project| (project, weigh(&self.forms[project], &spot[0])))
            .collect();
        let outside = |&&(project, _): &&(usize, i64)| plan.binary_search(&project).is_err();
        let Some(level) = in_tier.iter().filter(outside).map(|&(_, value)| value).max() else {
            return self.key(spot);
        };
        let mut level_with: Vec<usize> =
            in_tier.iter().filter(|&&(_, value)| value == level).map(|&(project, _)| project).collect();
        let stays = |project: &usize| {
            self.class(*project).tier < tier || weigh(&self.forms[*project], &spot[0]) > level
        };
        let mut kept: Vec<usize> = plan.iter().copied().filter(stays).collect();
        level_with.sort_by_key(|&project| {
            let form = &self.forms[project];
            (Reverse(weigh(form, &spot[1])), Reverse(weigh(form, &spot[2])), project)
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
        let values: Vec<(i128, [Reverse<i64>; 3])> = self
            .field
            .classes
            .iter()
            .map(|class| (class.tier, spot.map(|way| Reverse(weigh(&small(&class.form), &way)))))
            .collect();
        let mut order = self.sized.clone();
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
        let (mut inside, mut outside) =
            (Vec::with_capacity(plan.len()), Vec::with_capacity(self.sized.len()));
        for &project in self.sized.iter().filter(|&&project| self.class(project).tier == tier) {
            let side = if plan.binary_search(&project).is_ok() { &mut inside } else { &mut outside };
            side.push(self.forms[project]);
        }
        let mut right: Vec<Vec3> = Vec::new();
        while let Some(corner) =
            polygon.corners().iter().map(|corner| corner.point).find(|point| !right.contains(point))
        {
            match out_of_order(&inside, &outside, &self.forms[stopper], &small(&corner)) {
                Some(line) => polygon.cut(&line.map(i128::from)),
                None => right.push(corner),
            }
        }
        polygon
    }
}

/// The line between the two that are most out of order at a point: the last of those inside behind the first
/// of those outside, or the stopper behind another outside.
fn out_of_order(inside: &[Small], outside: &[Small], stopper: &Small, at: &Small) -> Option<Small> {
    let weighed = |form| weigh(form, at);
    let (first, best) = outside.iter().map(weighed).enumerate().max_by_key(|&(_, value)| value)?;
    let ahead_of = |form: &Small| [0, 1, 2].map(|k| form[k] - outside[first][k]);
    let last = inside.iter().map(weighed).enumerate().min_by_key(|&(_, value)| value);
    if let Some((last, _)) = last.filter(|&(_, worst)| worst < best) {
        return Some(ahead_of(&inside[last]));
    }
    (weigh(stopper, at) < best).then(|| ahead_of(stopper))
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
