//! The triangle cut into cells of equal plan, exactly.
//!
//! Under the strict rule a plan and the project that stops it hold together on a convex cell: everything
//! planned is ahead of everything else, and the stopper is ahead of the rest. Cells are found by walking from
//! one to its neighbours across its edges, nearest to the stated weights first; a cell is cut out of the
//! triangle by looking, at each of its corners, for the pair that is out of order there. Only those are looked
//! at who can be next to the line: see [`fringe`](super::fringe). The filling rule has no such cells: see
//! [`lattice`](super::lattice).

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use crate::portfolio::LineRule;
use crate::ranking::chosen::Chosen;
use crate::ranking::exact::{Ratio, Vec3, cross, dot, sum};
use crate::ranking::field::Field;
use crate::ranking::fringe::{Contenders, Fringe, Small};
use crate::ranking::line;
use crate::ranking::polygon::{Convex, Corner, Polygon, crossing};
use crate::ranking::robustness::Exactness;
use crate::ranking::weighting::Weighting;

/// Forms with larger entries than this would need more than 64 bits on the way: a corner is the crossing of
/// two differences of forms, a spot the sum of two corners, and a form is weighed there. 12 × `MAX_SIZE`³ fits.
const MAX_SIZE: i128 = 900_000;

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

impl Survey {
    /// The same cells with other plans than theirs.
    pub(super) fn with_plans(&self, plan: impl Fn(&[usize]) -> Vec<usize>) -> Self {
        let cell = |cell: &Cell| Cell {
            plan: plan(&cell.plan),
            polygon: cell.polygon.clone(),
            nearest: cell.nearest,
        };
        Self { cells: self.cells.iter().map(cell).collect(), ..*self }
    }
}

/// What makes a cell: the plan and the project that stops it.
type Key = (Chosen, Option<usize>);

/// A point and two directions that together lie on no line: an infinitely small step off every tie.
pub(super) type Spot<N> = [[N; 3]; 3];

/// The cells of the strict rule from the stated weights outwards, at most so many; `None` when numbers would
/// be too large. Cells with today's plan come first, however far they reach.
pub(super) fn strict_cells(field: &Field, capacity: u64, today: &[usize], most: usize) -> Option<Survey> {
    if !are_small(field) {
        return None;
    }
    let today = Chosen::of(field.efforts.len(), today.iter().copied());
    let surveyor = Surveyor { field, capacity, stated: Weighting::at(&field.weights), today, most };
    Some(surveyor.survey())
}

/// Whether numbers stay small enough for exact borders.
pub(super) fn are_small(field: &Field) -> bool {
    field.size() <= MAX_SIZE && sum(&field.weights) <= MAX_SIZE * MAX_SIZE
}

/// A point and a step off every tie, into the inside of the triangle.
pub(super) fn beside(weights: &Vec3) -> Spot<i128> {
    let inwards = if cross(weights, &[1, 1, 1]) == [0; 3] { [1, 0, 0] } else { [1, 1, 1] };
    let plane = cross(weights, &inwards);
    let aside = [[1, 0, 0], [0, 1, 0], [0, 0, 1]].into_iter().find(|way| dot(&plane, way) != 0);
    [*weights, inwards, aside.unwrap_or([1, 0, 0])]
}

/// The cells found so far and those whose neighbours are still to be looked at.
struct Found {
    cells: Vec<Cell>,
    /// By cell, what its neighbours are found with.
    tracks: Vec<Track>,
    /// Only looked up in, never walked through.
    known: HashMap<Key, usize>,
    /// Another plan than today's, the distance from the stated weights, the cell.
    open: BinaryHeap<Reverse<(bool, Ratio, usize)>>,
    fringe: Fringe,
}

/// A cell as its neighbours are found from it.
struct Track {
    key: Key,
    /// The capacity that its plan leaves.
    left: u64,
    polygon: Convex<i64>,
    /// Who may be next to the line somewhere; `None` where everything fits.
    contenders: Option<Contenders>,
    /// The neighbours that were opened up already.
    opened: Vec<usize>,
}

impl Found {
    /// The opened neighbour of a cell across an edge that lies on a line, at a point of it.
    fn opened_across(&self, cell: usize, line: &Small, at: &Small) -> Option<usize> {
        let across = |&&neighbour: &&usize| {
            let polygon = &self.tracks[neighbour].polygon;
            let reversed = |corner: &Corner<i64>| (0..3).all(|k| corner.edge[k] == -line[k]);
            polygon.corners().iter().any(reversed) && polygon.contains(at)
        };
        self.tracks[cell].opened.iter().find(across).copied()
    }
}

/// Whether the edge at a corner lies on the border of the triangle.
fn is_border(corner: &Corner<i64>, corners: &[Corner<i64>], index: usize) -> bool {
    let next = &corners[(index + 1) % corners.len()].point;
    (0..3).any(|k| corner.point[k] == 0 && next[k] == 0)
}

/// A point between two points: not halfway, but without a product.
fn between(a: &Small, b: &Small) -> Small {
    [0, 1, 2].map(|k| a[k] + b[k])
}

/// A stretch of a line between two points.
type Stretch = (Small, Small);

/// The pieces of a segment, on a line, that a polygon touching it does not reach: before it and after it.
fn beyond(polygon: &Convex<i64>, line: &Small, from: &Small, to: &Small) -> [Option<Stretch>; 2] {
    let (mut first, mut last) = (None, None);
    for corner in polygon.corners() {
        let outside =
            |end: &Option<Small>, else_end: &Small| dot(&corner.edge, end.as_ref().unwrap_or(else_end)) < 0;
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

struct Surveyor<'a> {
    field: &'a Field,
    capacity: u64,
    stated: Weighting,
    today: Chosen,
    /// How many cells to find.
    most: usize,
}

impl Surveyor<'_> {
    /// The cells from the stated weights outwards.
    fn survey(&self) -> Survey {
        let key = self.key(&beside(&self.field.weights));
        let fringe = Fringe::new(self.field, &key.0);
        let (known, open) = (HashMap::new(), BinaryHeap::new());
        let mut found = Found { cells: Vec::new(), tracks: Vec::new(), known, open, fringe };
        self.add(&mut found, key);
        while let Some(Reverse((other, distance, cell))) = found.open.pop() {
            if !self.open_up(&mut found, cell) {
                let others = found.open.iter().map(|Reverse((_, distance, _))| *distance).min();
                let seen_up_to = others.min(Some(distance)).or(Some(distance));
                // Other plans are opened up only when today's is done.
                return Survey { seen_up_to, own: Exactness::where_it_is(other), cells: found.cells };
            }
        }
        Survey { cells: found.cells, seen_up_to: None, own: Exactness::Exact }
    }

    fn add(&self, found: &mut Found, key: Key) -> usize {
        let contenders = key.1.map(|stopper| found.fringe.contenders(&key.0, stopper));
        let small = contenders.as_ref().map_or_else(Convex::triangle, cut_out);
        let polygon = small.widened();
        let nearest = polygon.nearest(&self.stated);
        let distance = nearest.map_or(Ratio::ONE, |(distance, _)| distance);
        let index = found.cells.len();
        found.open.push(Reverse((key.0 != self.today, distance, index)));
        let plan = key.0.list();
        let left = plan.iter().fold(self.capacity, |left, &project| left - self.effort(project));
        found.cells.push(Cell { plan, polygon, nearest });
        found.known.insert(key.clone(), index);
        found.tracks.push(Track { key, left, polygon: small, contenders, opened: Vec::new() });
        index
    }

    /// Finds all neighbours of a cell; `false` when there is no room for one of them.
    fn open_up(&self, found: &mut Found, cell: usize) -> bool {
        let corners = found.tracks[cell].polygon.corners().to_vec();
        let mut open = Vec::new();
        for (index, corner) in
            corners.iter().enumerate().filter(|(i, corner)| !is_border(corner, &corners, *i))
        {
            open.push((corner.point, corners[(index + 1) % corners.len()].point));
            while let Some((from, to)) = open.pop() {
                let at = between(&from, &to);
                let neighbour = if let Some(opened) = found.opened_across(cell, &corner.edge, &at) {
                    opened
                } else {
                    let key = self.beyond_edge(&found.tracks[cell], &[at, corner.edge.map(|part| -part), to]);
                    match found.known.get(&key) {
                        Some(&known) => known,
                        None if found.cells.len() >= self.most => return false,
                        None => self.add(found, key),
                    }
                };
                found.tracks[neighbour].opened.push(cell);
                let left = beyond(&found.tracks[neighbour].polygon, &corner.edge, &from, &to);
                open.extend(left.into_iter().flatten());
            }
        }
        true
    }

    /// The plan and its stopper just across an edge of a cell. On the edge itself everything strictly better
    /// than the level of the tie stays planned, and only those on that level change places. The level is the
    /// stopper's: up to its border a cell has everybody else outside behind it.
    fn beyond_edge(&self, track: &Track, spot: &Spot<i64>) -> Key {
        let Track { key: (plan, _), left, contenders, .. } = track;
        let wide = || self.key(&spot.map(|way| way.map(i128::from)));
        let Some(contenders) = contenders else { return wide() };
        let (mut kept, mut left) = (plan.clone(), *left);
        let mut level_with = Vec::new();
        for class in contenders.level(&spot[0], dot(&contenders.stopper, &spot[0])) {
            for &project in &self.field.classes[class].members {
                if let Some(effort) = self.field.efforts[project] {
                    if kept.has(project) {
                        kept.remove(project);
                        left += effort;
                    }
                    level_with.push(project);
                }
            }
        }
        level_with.sort_by_key(|&project| {
            let form = self.form(project).map(|part| part as i64);
            (Reverse(dot(&form, &spot[1])), Reverse(dot(&form, &spot[2])), project)
        });
        for project in level_with {
            if self.effort(project) > left {
                return (kept, Some(project));
            }
            left -= self.effort(project);
            kept.insert(project);
        }
        // All of them fit now: the stopper is further down, which is rare enough to look at everything.
        wide()
    }

    fn effort(&self, project: usize) -> u64 {
        self.field.efforts[project].unwrap_or(0)
    }

    fn form(&self, project: usize) -> &Vec3 {
        &self.field.classes[self.field.class_of[project]].form
    }

    /// The plan and its stopper at a spot.
    fn key(&self, spot: &Spot<i128>) -> Key {
        let sized = (0..self.field.efforts.len()).filter(|&project| self.field.efforts[project].is_some());
        let mut order: Vec<_> = sized
            .map(|project| {
                let class = &self.field.classes[self.field.class_of[project]];
                (class.tier, spot.map(|way| Reverse(dot(&class.form, &way))), project)
            })
            .collect();
        order.sort_unstable();
        let efforts = order.iter().map(|(.., project)| self.field.efforts[*project]);
        let line = line::draw(efforts, self.capacity, LineRule::Strict);
        let plan = line.inside.iter().map(|&place| order[place].2);
        (Chosen::of(self.field.efforts.len(), plan), line.stop.map(|(place, _)| order[place].2))
    }
}

/// The cell of those next to its line: cut where, at a corner, something is out of order.
fn cut_out(contenders: &Contenders) -> Convex<i64> {
    let mut polygon = Convex::triangle();
    let mut right: Vec<Small> = Vec::new();
    while let Some(corner) =
        polygon.corners().iter().map(|corner| corner.point).find(|point| !right.contains(point))
    {
        match contenders.out_of_order(&corner) {
            Some(line) => polygon.cut(&line),
            None => right.push(corner),
        }
    }
    polygon
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

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
