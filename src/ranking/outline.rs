//! Cells joined into the outlines of larger regions, exactly.
//!
//! Edges are split at every corner that lies on them, so that each piece has at most one cell on either side.
//! A region's outline is then the pieces with the region on one side only, joined end to end.

use std::cmp::Ordering;

use rayon::prelude::*;

use crate::ranking::exact::{Vec3, cross, dot, reduced, sum};
use crate::ranking::polygon::Polygon;
use crate::ranking::weighting::{Outline, Weighting};

/// The pieces of all cells' edges, each with the cells on its two sides.
pub(super) struct Mosaic {
    /// Every distinct corner in lowest terms, sorted.
    points: Vec<Vec3>,
    pieces: Vec<Piece>,
}

/// A stretch of a line between two neighbouring corners on it.
struct Piece {
    /// Its ends, as indices into the points.
    ends: (usize, usize),
    /// The cell on the left when it is walked from the first end to the second.
    left: Option<usize>,
    right: Option<usize>,
}

/// An edge of a cell, which has the cell on its left.
struct Edge {
    /// The line it lies on, the same for every edge on it.
    line: Vec3,
    from: usize,
    to: usize,
    cell: usize,
}

/// Where an outline leads from and to, as indices into the points.
type Step = (usize, usize);

impl Mosaic {
    /// The mosaic of cells that cover the triangle without overlap.
    pub(super) fn of<'a>(cells: impl Iterator<Item = &'a Polygon> + Clone) -> Self {
        let (points, ids) = distinct(cells.clone());
        let mut edges: Vec<Edge> = Vec::with_capacity(ids.len());
        for (cell, polygon) in cells.enumerate() {
            let (first, corners) = (edges.len(), polygon.corners());
            for (index, corner) in corners.iter().enumerate() {
                let (from, to) = (ids[first + index], ids[first + (index + 1) % corners.len()]);
                edges.push(Edge { line: canonical(&corner.edge), from, to, cell });
            }
        }
        edges.sort_unstable_by_key(|edge| edge.line);
        let mut pieces = Vec::with_capacity(edges.len());
        for on_line in edges.chunk_by(|a, b| a.line == b.line) {
            split(&points, on_line, &mut pieces);
        }
        Self { points, pieces }
    }

    /// The outlines of many regions at once, each a set of cells: `regions` gives for a cell the regions that
    /// hold it, ascending. Outer outlines run counterclockwise, holes clockwise.
    pub(super) fn outlines<'a>(
        &self,
        count: usize,
        regions: impl Fn(usize) -> &'a [usize],
    ) -> Vec<Vec<Outline>> {
        let mut borders: Vec<Vec<Step>> = vec![Vec::new(); count];
        for Piece { ends: (start, end), left, right } in &self.pieces {
            let of = |cell: &Option<usize>| cell.map_or(&[][..], &regions);
            let (left, right) = (of(left), of(right));
            only_in(left, right, |region| borders[region].push((*start, *end)));
            only_in(right, left, |region| borders[region].push((*end, *start)));
        }
        let rings = Rings { points: &self.points };
        borders.into_par_iter().map(|border| rings.joined(border)).collect()
    }
}

/// The outlines of the region that has these stretches as its border, each with the region on its left.
pub(super) fn outlines_of(border: &[(Vec3, Vec3)]) -> Vec<Outline> {
    let mut points: Vec<Vec3> = border.iter().flat_map(|(from, to)| [*from, *to]).collect();
    points.sort_unstable();
    points.dedup();
    let id = |point: &Vec3| points.partition_point(|other| other < point);
    let border = border.iter().map(|(from, to)| (id(from), id(to))).collect();
    Rings { points: &points }.joined(border)
}

/// Joins steps between points, which are sorted.
struct Rings<'p> {
    points: &'p [Vec3],
}

impl Rings<'_> {
    /// Steps joined end to end. It does not matter into how many a straight stretch is cut.
    fn joined(&self, border: Vec<Step>) -> Vec<Outline> {
        let border = self.straight(border);
        let mut open = Open { used: vec![false; border.len()], border };
        let mut outlines = Vec::new();
        for first in 0..open.border.len() {
            if std::mem::replace(&mut open.used[first], true) {
                continue;
            }
            let (start, mut at) = open.border[first];
            let (mut ring, mut before) = (vec![start], start);
            while at != start {
                ring.push(at);
                let Some(next) = self.next(&mut open, before, at) else { break };
                (before, at) = (at, next);
            }
            outlines.push(self.straightened(&ring));
        }
        outlines
    }

    /// The steps, sorted, those joined that follow each other on a straight line where no other begins or ends.
    fn straight(&self, mut border: Vec<Step>) -> Vec<Step> {
        border.sort_unstable();
        let mut back: Vec<Step> = border.iter().map(|(from, to)| (*to, *from)).collect();
        back.sort_unstable();
        let only = |steps: &[Step], at: usize| {
            let first = steps.partition_point(|step| step.0 < at);
            let is_one = steps.get(first + 1).is_none_or(|step| step.0 != at);
            steps.get(first).filter(|step| step.0 == at && is_one).map(|step| step.1)
        };
        let goes_on = |at: usize| {
            let (before, after) = (only(&back, at)?, only(&border, at)?);
            let line = cross(&self.points[before], &self.points[at]);
            (dot(&line, &self.points[after]) == 0).then_some(after)
        };
        let begins = border.iter().filter(|(from, _)| goes_on(*from).is_none());
        let whole = |&(from, to): &Step| {
            (from, std::iter::successors(Some(to), |at| goes_on(*at)).last().unwrap_or(to))
        };
        begins.map(whole).collect()
    }

    /// Where an outline goes on: with a choice, the sharpest turn to the left, so that regions that only
    /// touch keep outlines of their own.
    fn next(&self, open: &mut Open, before: usize, at: usize) -> Option<usize> {
        let end = |way: usize, open: &Open| open.border[way].1;
        let first = open.border.partition_point(|step| step.0 < at);
        let ways = first..first + open.border[first..].iter().take_while(|step| step.0 == at).count();
        let best = ways.filter(|way| !open.used[*way]).reduce(|best, way| {
            if self.is_left(before, at, end(way, open), end(best, open)) { way } else { best }
        })?;
        open.used[best] = true;
        Some(end(best, open))
    }

    /// Whether going to `a` turns further to the left than going to `b`.
    fn is_left(&self, before: usize, at: usize, a: usize, b: usize) -> bool {
        let side = |from: usize, to: usize, of: usize| {
            dot(&cross(&self.points[from], &self.points[to]), &self.points[of]).signum()
        };
        match (side(before, at, a), side(before, at, b)) {
            (turn_a, turn_b) if turn_a != turn_b => turn_a > turn_b,
            _ => side(at, b, a) > 0,
        }
    }

    /// The ring without the points on its straight stretches.
    fn straightened(&self, ring: &[usize]) -> Outline {
        let count = ring.len();
        let point = |index: usize| &self.points[ring[index % count]];
        (0..count)
            .filter(|&index| {
                let line = cross(point(index + count - 1), point(index));
                dot(&line, point(index + 1)) != 0
            })
            .map(|index| Weighting::in_lowest_terms(*point(index)))
            .collect()
    }
}

/// A region's border, sorted, and which of its steps are in an outline already.
struct Open {
    border: Vec<Step>,
    used: Vec<bool>,
}

/// Every distinct corner, sorted, and which of them each corner of each cell is.
fn distinct<'a>(cells: impl Iterator<Item = &'a Polygon>) -> (Vec<Vec3>, Vec<usize>) {
    let corners = cells.flat_map(Polygon::corners).map(|corner| reduced(&corner.point));
    let mut sorted: Vec<(Vec3, usize)> = corners.enumerate().map(|(index, point)| (point, index)).collect();
    sorted.sort_unstable();
    let (mut points, mut ids) = (Vec::new(), vec![0; sorted.len()]);
    for (point, index) in sorted {
        if points.last() != Some(&point) {
            points.push(point);
        }
        ids[index] = points.len() - 1;
    }
    (points, ids)
}

/// Splits the edges on one line at every corner on it.
fn split(points: &[Vec3], edges: &[Edge], pieces: &mut Vec<Piece>) {
    let line = edges[0].line;
    let mut on: Vec<usize> = edges.iter().flat_map(|edge| [edge.from, edge.to]).collect();
    let along = |a: &usize, b: &usize| in_order(&line, &points[*a], &points[*b]);
    on.sort_unstable_by(along);
    on.dedup();
    let place = |point: usize| on.binary_search_by(|other| along(other, &point)).unwrap_or(0);
    let first = pieces.len();
    pieces.extend(on.windows(2).map(|ends| Piece { ends: (ends[0], ends[1]), left: None, right: None }));
    for edge in edges {
        let (from, to) = (place(edge.from), place(edge.to));
        for piece in &mut pieces[first + from.min(to)..first + from.max(to)] {
            let side = if from <= to { &mut piece.left } else { &mut piece.right };
            *side = Some(edge.cell);
        }
    }
}

/// The order of two points along a line through both.
pub(super) fn in_order(line: &Vec3, a: &Vec3, b: &Vec3) -> Ordering {
    // Along a line some criterion's weight changes steadily, whichever that is.
    let changes = (0..3).find(|&k| line[(k + 1) % 3] != line[(k + 2) % 3]).unwrap_or(0);
    (a[changes] * sum(b)).cmp(&(b[changes] * sum(a)))
}

/// The line in lowest terms, its first entry that is not zero positive.
pub(super) fn canonical(line: &Vec3) -> Vec3 {
    let line = reduced(line);
    if line < [0; 3] { line.map(|part| -part) } else { line }
}

/// Calls for every entry of a sorted list that another sorted list has not.
pub(super) fn only_in(list: &[usize], other: &[usize], mut found: impl FnMut(usize)) {
    let mut rest = other.iter().copied().peekable();
    for &entry in list {
        while rest.next_if(|next| *next < entry).is_some() {}
        if rest.peek() != Some(&entry) {
            found(entry);
        }
    }
}
