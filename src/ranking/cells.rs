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
use crate::ranking::exact::{Ratio, Vec3, cross, dot, sum};
use crate::ranking::field::Field;
use crate::ranking::forms::{Forms, Sides};
use crate::ranking::line;
use crate::ranking::polygon::{Corner, Polygon, crossing};
use crate::ranking::robustness::Exactness;
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
    /// Whether every cell with today's plan is among them.
    pub(super) own: Exactness,
}

/// What makes a cell: the plan and the project that stops it.
type Key = (Chosen, Option<usize>);

/// A set of projects, by their bits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Chosen(Vec<u64>);

impl Chosen {
    fn of(among: usize, projects: impl Iterator<Item = usize>) -> Self {
        let mut chosen = Self(vec![0; among.div_ceil(64)]);
        projects.for_each(|project| chosen.insert(project));
        chosen
    }

    fn insert(&mut self, project: usize) {
        self.0[project / 64] |= 1 << (project % 64);
    }

    fn remove(&mut self, project: usize) {
        self.0[project / 64] &= !(1 << (project % 64));
    }

    fn has(&self, project: usize) -> bool {
        self.0[project / 64] >> (project % 64) & 1 == 1
    }

    /// The projects, ascending.
    fn list(&self) -> Vec<usize> {
        let mut list = Vec::with_capacity(self.0.iter().map(|word| word.count_ones() as usize).sum());
        for (index, word) in self.0.iter().enumerate() {
            let mut rest = *word;
            while rest != 0 {
                list.push(index * 64 + rest.trailing_zeros() as usize);
                rest &= rest - 1;
            }
        }
        list
    }
}

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
    /// By cell, the neighbours that were opened up already.
    opened: Vec<Vec<usize>>,
    known: BTreeMap<Key, usize>,
    /// Another plan than today's, the distance from the stated weights, the cell.
    open: BinaryHeap<Reverse<(bool, Ratio, usize)>>,
}

impl Found {
    /// The opened neighbour of a cell across an edge that lies on a line, at a point of it.
    fn opened_across(&self, cell: usize, line: &Vec3, at: &Vec3) -> Option<usize> {
        let across = |&&neighbour: &&usize| {
            let polygon = &self.cells[neighbour].polygon;
            let reversed = |corner: &Corner| (0..3).all(|k| corner.edge[k] == -line[k]);
            polygon.corners().iter().any(reversed) && polygon.contains(at)
        };
        self.opened[cell].iter().find(across).copied()
    }
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

/// The pieces of a segment, on a line, that a polygon touching it does not reach: before it and after it.
fn beyond(polygon: &Polygon, line: &Vec3, from: &Vec3, to: &Vec3) -> [Option<(Vec3, Vec3)>; 2] {
    let (mut first, mut last) = (None, None);
    for corner in polygon.corners() {
        let outside =
            |end: &Option<Vec3>, else_end: &Vec3| dot(&corner.edge, end.as_ref().unwrap_or(else_end)) < 0;
        let end = match (outside(&first, from), outside(&last, to)) {
            (false, false) => continue,
            (true, _) => &mut first,
            (false, true) => &mut last,
        };
        if cross(&corner.edge, line) != [0; 3] {
            *end = Some(crossing(line, &corner.edge));
        }
    }
    [first.map(|first| (*from, first)), last.map(|last| (last, *to))]
}

struct Surveyor<'a, N> {
    field: &'a Field,
    /// The projects with an effort, the only ones that a plan is made of: those that a weighting can put in
    /// any order go together, from the leading tier on.
    tiers: Vec<Forms<N>>,
    /// The tier of each project with an effort.
    tier_of: Vec<usize>,
    capacity: u64,
    stated: Weighting,
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
            tiers: chunks.iter().map(|chunk| forms(field, chunk)).collect(),
            tier_of,
            capacity,
            stated: Weighting::at(&field.weights),
        }
    }

    /// The cells from the stated weights outwards.
    fn survey(&self, today: &[usize], most: usize) -> Survey {
        let today = Chosen::of(self.tier_of.len(), today.iter().copied());
        let mut found = Found::default();
        self.add(&mut found, self.key(&start(&self.field.weights)), &today);
        while let Some(Reverse((other, distance, cell))) = found.open.pop() {
            if !self.open_up(&mut found, cell, &today, most) {
                let others = found.open.iter().map(|Reverse((_, distance, _))| *distance).min();
                let seen_up_to = others.min(Some(distance)).or(Some(distance));
                // Other plans are opened up only when today's is done.
                return Survey { seen_up_to, own: Exactness::where_it_is(other), cells: found.cells };
            }
        }
        Survey { cells: found.cells, seen_up_to: None, own: Exactness::Exact }
    }

    fn add(&self, found: &mut Found, key: Key, today: &Chosen) -> usize {
        let polygon = self.polygon(&key);
        let nearest = polygon.nearest(&self.stated);
        let distance = nearest.map_or(Ratio::ONE, |(distance, _)| distance);
        let index = found.cells.len();
        found.open.push(Reverse((key.0 != *today, distance, index)));
        found.cells.push(Cell { plan: key.0.list(), polygon, nearest });
        found.opened.push(Vec::new());
        found.keys.push(key.clone());
        found.known.insert(key, index);
        index
    }

    /// Finds all neighbours of a cell; `false` when there is no room for one of them.
    fn open_up(&self, found: &mut Found, cell: usize, today: &Chosen, most: usize) -> bool {
        let corners = found.cells[cell].polygon.corners().to_vec();
        for (index, corner) in corners.iter().enumerate() {
            let mut open = vec![(corner.point, corners[(index + 1) % corners.len()].point)];
            while let Some((from, to)) = open.pop().filter(|_| !is_border(corner, &corners, index)) {
                let at = between(&from, &to);
                let neighbour = if let Some(opened) = found.opened_across(cell, &corner.edge, &at) {
                    opened
                } else {
                    let spot = [at, corner.edge.map(|part| -part), to];
                    let key = self.beyond_edge(&found.keys[cell], &spot);
                    match found.known.get(&key) {
                        Some(&known) => known,
                        None if found.cells.len() >= most => return false,
                        None => self.add(found, key, today),
                    }
                };
                found.opened[neighbour].push(cell);
                let left = beyond(&found.cells[neighbour].polygon, &corner.edge, &from, &to);
                open.extend(left.into_iter().flatten());
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
        let valued = || tier.projects.iter().copied().zip(values.iter().copied());
        let outside = valued().filter(|(project, _)| !plan.has(*project)).map(|(_, value)| value);
        let Some(level) = outside.reduce(|a, b| if b > a { b } else { a }) else { return self.key(spot) };
        // Everything above the level is planned already, or the plan would have stopped there.
        let (mut kept, mut left) = (plan.clone(), self.capacity);
        let mut level_with = Vec::new();
        for (project, value) in valued() {
            if value == level {
                level_with.push(project);
            }
            if value <= level {
                kept.remove(project);
            }
        }
        kept.list().into_iter().for_each(|project| left -= self.effort(project));
        level_with.sort_by_key(|&project| {
            let form = self.form(project);
            (Reverse(dot(form, &spot[1])), Reverse(dot(form, &spot[2])), project)
        });
        for project in level_with {
            if self.effort(project) > left {
                return (kept, Some(project));
            }
            left -= self.effort(project);
            kept.insert(project);
        }
        // All of them fit now: the stopper is further down, which is rare enough to look at everything.
        self.key(spot)
    }

    fn effort(&self, project: usize) -> u64 {
        self.field.efforts[project].unwrap_or(0)
    }

    fn form(&self, project: usize) -> &Vec3 {
        &self.field.classes[self.field.class_of[project]].form
    }

    /// The plan and its stopper at a spot.
    fn key(&self, spot: &Spot) -> Key {
        let values = |project: usize| spot.map(|way| Reverse(dot(self.form(project), &way)));
        let mut order: Vec<usize> = Vec::with_capacity(self.tier_of.len());
        for tier in &self.tiers {
            let mut sorted: Vec<_> =
                tier.projects.iter().map(|&project| (values(project), project)).collect();
            sorted.sort_unstable();
            order.extend(sorted.into_iter().map(|(_, project)| project));
        }
        let efforts = order.iter().map(|&project| self.field.efforts[project]);
        let line = line::draw(efforts, self.capacity, LineRule::Strict);
        let plan = line.inside.iter().map(|&place| order[place]);
        (Chosen::of(self.tier_of.len(), plan), line.stop.map(|(place, _)| order[place]))
    }

    /// The cell of a plan and its stopper: cut where, at a corner, something is out of order.
    fn polygon(&self, (plan, stopper): &Key) -> Polygon {
        let mut polygon = Polygon::triangle();
        let Some(stopper) = *stopper else { return polygon };
        let tier = &self.tiers[self.tier_of[stopper]];
        let room = tier.projects.len();
        let mut sides = Sides {
            inside: Forms::with_room(room),
            outside: Forms::with_room(room),
            stopper: self.form(stopper).map(N::of),
            values: Vec::with_capacity(room),
        };
        for (place, &project) in tier.projects.iter().enumerate() {
            let side = if plan.has(project) { &mut sides.inside } else { &mut sides.outside };
            side.push(project, tier.form(place));
        }
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

/// The forms of some projects, which are ascending.
fn forms<N: Whole>(field: &Field, projects: &[usize]) -> Forms<N> {
    let mut forms = Forms::with_room(projects.len());
    for &project in projects {
        forms.push(project, field.classes[field.class_of[project]].form.map(N::of));
    }
    forms
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
