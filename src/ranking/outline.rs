//! Cells joined into the outlines of larger regions, exactly.
//!
//! Edges are split at every corner that lies on them, so that each piece has exactly one cell on either side.
//! A region's outline is then the pieces with the region on one side only, joined end to end.

use std::collections::{BTreeMap, BTreeSet};

use crate::ranking::exact::{Vec3, cross, dot, reduced};
use crate::ranking::polygon::Polygon;
use crate::ranking::weighting::{Outline, Weighting};

/// The pieces of all cells' edges: where each starts and ends, and the cell on its left.
pub(super) struct Mosaic {
    points: Vec<Vec3>,
    /// By start and end, as indices into `points`.
    pieces: BTreeMap<(usize, usize), usize>,
}

impl Mosaic {
    /// The mosaic of cells that cover the triangle without overlap.
    pub(super) fn of<'a>(cells: impl Iterator<Item = &'a Polygon> + Clone) -> Self {
        let (points, lines) = survey(cells.clone());
        let mut pieces = BTreeMap::new();
        for (cell, polygon) in cells.enumerate() {
            let corners = polygon.corners();
            for (index, corner) in corners.iter().enumerate() {
                let next = &corners[(index + 1) % corners.len()].point;
                let (from, to) = (id(&points, &corner.point), id(&points, next));
                for (start, end) in stretch(&lines, &corner.edge, from, to) {
                    pieces.insert((start, end), cell);
                }
            }
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
        let mut borders: Vec<BTreeSet<(usize, usize)>> = vec![BTreeSet::new(); count];
        for (&(start, end), &cell) in &self.pieces {
            let across = self.pieces.get(&(end, start)).map_or(&[][..], |&neighbour| regions(neighbour));
            for region in regions(cell) {
                if across.binary_search(region).is_err() {
                    borders[*region].insert((start, end));
                }
            }
        }
        borders.into_iter().map(|border| self.joined(border)).collect()
    }

    /// Pieces joined end to end.
    fn joined(&self, mut open: BTreeSet<(usize, usize)>) -> Vec<Outline> {
        let mut outlines = Vec::new();
        while let Some((start, mut at)) = open.pop_first() {
            let mut ring = vec![start];
            let mut before = start;
            while at != start {
                ring.push(at);
                let Some(next) = self.next(&open, before, at) else { break };
                open.remove(&(at, next));
                (before, at) = (at, next);
            }
            outlines.push(self.straightened(&ring));
        }
        outlines
    }

    /// Where an outline goes on: with a choice, the sharpest turn to the left, so that regions that only
    /// touch keep outlines of their own.
    fn next(&self, open: &BTreeSet<(usize, usize)>, before: usize, at: usize) -> Option<usize> {
        let mut ways = open.range((at, 0)..=(at, usize::MAX)).map(|&(_, end)| end);
        let first = ways.next()?;
        Some(ways.fold(first, |best, way| if self.is_left(before, at, way, best) { way } else { best }))
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
            .map(|index| Weighting::at(point(index)))
            .collect()
    }
}

/// Every distinct corner, sorted, and for each line the corners of edges on it, in order along the line.
fn survey<'a>(cells: impl Iterator<Item = &'a Polygon>) -> (Vec<Vec3>, BTreeMap<Vec3, Vec<usize>>) {
    let mut points: BTreeSet<Vec3> = BTreeSet::new();
    let mut on_line: BTreeMap<Vec3, BTreeSet<Vec3>> = BTreeMap::new();
    for polygon in cells {
        let corners = polygon.corners();
        for (index, corner) in corners.iter().enumerate() {
            let (from, to) = (reduced(&corner.point), reduced(&corners[(index + 1) % corners.len()].point));
            points.insert(from);
            on_line.entry(canonical(&corner.edge)).or_default().extend([from, to]);
        }
    }
    let points: Vec<Vec3> = points.into_iter().collect();
    let lines = on_line.into_iter().map(|(line, on)| {
        let mut sorted: Vec<Vec3> = on.into_iter().collect();
        sorted.sort_by(|a, b| dot(&cross(b, a), &line).cmp(&0));
        (line, sorted.iter().map(|point| id(&points, point)).collect())
    });
    let lines = lines.collect();
    (points, lines)
}

/// The line in lowest terms, its first entry that is not zero positive.
fn canonical(line: &Vec3) -> Vec3 {
    let line = reduced(line);
    if line < [0; 3] { line.map(|part| -part) } else { line }
}

fn id(points: &[Vec3], point: &Vec3) -> usize {
    points.binary_search(&reduced(point)).unwrap_or(0)
}

/// The pieces of an edge between the corners that lie on it.
fn stretch(lines: &BTreeMap<Vec3, Vec<usize>>, edge: &Vec3, from: usize, to: usize) -> Vec<(usize, usize)> {
    let on = lines.get(&canonical(edge)).map_or(&[][..], Vec::as_slice);
    let place = |point: usize| on.iter().position(|&other| other == point).unwrap_or(0);
    let (first, last) = (place(from), place(to));
    if first <= last {
        on[first..=last].windows(2).map(|pair| (pair[0], pair[1])).collect()
    } else {
        on[last..=first].windows(2).rev().map(|pair| (pair[1], pair[0])).collect()
    }
}
