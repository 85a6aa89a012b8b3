//! Convex polygons of weightings, cut by lines, with exact corners.
//!
//! A corner is always the crossing of two of the lines that were cut with, never of corners computed before,
//! so its numbers stay small however often a polygon is cut. A polygon that has lost its area keeps what is
//! left of it (a segment or a point): "level at one weighting" is an answer too. Areas are floats made from
//! exact corners.

use crate::ranking::exact::{Ratio, Vec3, compare, cross, dot, reduced, size, sum};
use crate::ranking::weighting::{Outline, Weighting};
use crate::ranking::whole::Whole;

/// A convex polygon inside the triangle of weightings, its corners counterclockwise as business, interest,
/// growth are. Without corners it is empty.
pub(super) type Polygon = Convex<i128>;

/// The same in numbers of any width that holds the corners' coordinates and their products with a line's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Convex<N> {
    corners: Vec<Corner<N>>,
}

/// A corner and the line from it to the next corner; the inside is where the line is positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Corner<N = i128> {
    /// Homogeneous, with a positive sum.
    pub(super) point: [N; 3],
    pub(super) edge: [N; 3],
}

impl<N: Whole> Convex<N> {
    /// All weightings.
    pub(super) fn triangle() -> Self {
        let [x, y, z] = [[1, 0, 0], [0, 1, 0], [0, 0, 1]].map(|unit: [i128; 3]| unit.map(N::of));
        let corner = |point, edge| Corner { point, edge };
        Self { corners: vec![corner(x, z), corner(y, x), corner(z, y)] }
    }

    /// The corners, counterclockwise.
    pub(super) fn corners(&self) -> &[Corner<N>] {
        &self.corners
    }

    /// Whether a point is inside or on the border; asked of polygons with an area.
    pub(super) fn contains(&self, point: &[N; 3]) -> bool {
        self.corners.iter().all(|corner| dot(&corner.edge, point) >= N::ZERO)
    }

    /// The same in the widest numbers.
    pub(super) fn widened(&self) -> Polygon {
        let wide = |part: &[N; 3]| part.map(N::whole);
        let corner = |corner: &Corner<N>| Corner { point: wide(&corner.point), edge: wide(&corner.edge) };
        Convex { corners: self.corners.iter().map(corner).collect() }
    }

    /// Keeps the part on the positive side of a line, the line itself included.
    pub(super) fn cut(&mut self, line: &[N; 3]) {
        let side = |corner: &Corner<N>| dot(line, &corner.point);
        let (mut outside, mut inside) = (false, false);
        for corner in &self.corners {
            let side = side(corner);
            outside |= side < N::ZERO;
            inside |= side >= N::ZERO;
        }
        if !outside {
            return;
        }
        if !inside {
            self.corners.clear();
            return;
        }
        let mut corners = Vec::with_capacity(self.corners.len() + 1);
        let first = self.corners.first().map_or(N::ZERO, side);
        let mut here = first;
        for (index, corner) in self.corners.iter().enumerate() {
            let next = self.corners.get(index + 1).map_or(first, side);
            if here >= N::ZERO && next >= N::ZERO {
                corners.push(*corner);
            } else if here == N::ZERO {
                corners.push(Corner { edge: *line, ..*corner });
            } else if here > N::ZERO {
                corners.push(*corner);
                // A segment leaves and comes back at the same point; one corner is enough.
                if self.corners.len() > 2 {
                    corners.push(Corner { point: crossing(&corner.edge, line), edge: *line });
                }
            } else if next > N::ZERO {
                corners.push(Corner { point: crossing(&corner.edge, line), edge: corner.edge });
            }
            here = next;
        }
        self.corners = corners;
    }
}

impl Polygon {
    /// The same in 64 bits, to ask where weightings of small parts are; `None` when it has too large edges.
    pub(super) fn narrowed(&self) -> Option<Convex<i64>> {
        let is_small = |part: &[i128; 3]| size(part) < 1 << 40;
        let is_small = self.corners.iter().all(|corner| is_small(&corner.point) && is_small(&corner.edge));
        let narrow = |part: &[i128; 3]| part.map(|part| part as i64);
        let corner = |corner: &Corner| Corner { point: narrow(&corner.point), edge: narrow(&corner.edge) };
        is_small.then(|| Convex { corners: self.corners.iter().map(corner).collect() })
    }

    /// What lies between two points, its numbers as small as can be.
    pub(super) fn segment(from: &Vec3, to: &Vec3) -> Self {
        let edge = reduced(&line_through(from, to));
        let corners =
            vec![Corner { point: *from, edge }, Corner { point: *to, edge: edge.map(|part| -part) }];
        Self { corners }
    }

    /// The polygon with these corners, counterclockwise.
    pub(super) fn of_corners(points: &[Vec3]) -> Self {
        let next = |index: usize| &points[(index + 1) % points.len()];
        let corner =
            |(index, point): (usize, &Vec3)| Corner { point: *point, edge: line_through(point, next(index)) };
        Self { corners: points.iter().enumerate().map(corner).collect() }
    }

    /// No weighting at all.
    pub(super) fn empty() -> Self {
        Self { corners: Vec::new() }
    }

    /// Whether nothing is left, not even a point.
    pub(super) fn is_empty(&self) -> bool {
        self.corners.is_empty()
    }

    /// Whether it has an area.
    pub(super) fn has_area(&self) -> bool {
        // Corners of a convex polygon are distinct, so three of them span an area.
        self.corners.len() > 2
    }

    /// The part on the positive side of a line, the line itself included.
    #[must_use]
    pub(super) fn clip(&self, line: &Vec3) -> Self {
        let mut part = self.clone();
        part.cut(line);
        part
    }

    /// The part inside another polygon, empty when they only touch.
    #[must_use]
    pub(super) fn within(&self, other: &Self) -> Self {
        let outside = |corner: &Corner| self.corners.iter().all(|own| dot(&corner.edge, &own.point) <= 0);
        if other.corners.iter().any(outside) {
            return Self::empty();
        }
        let mut part = self.clone();
        for corner in &other.corners {
            part.cut(&corner.edge);
        }
        part
    }

    /// The area as a share of the whole triangle.
    pub(super) fn area(&self) -> f64 {
        let flat: Vec<[f64; 2]> = self.corners.iter().map(|corner| flat(&corner.point)).collect();
        fan(&flat).map(|(area, _)| area).sum()
    }

    /// The centre of gravity; `None` without an area.
    pub(super) fn centre(&self) -> Option<[f64; 3]> {
        let flat: Vec<[f64; 2]> = self.corners.iter().map(|corner| flat(&corner.point)).collect();
        let (mut whole, mut x, mut y) = (0.0, 0.0, 0.0);
        for (area, [u, v, w]) in fan(&flat) {
            whole += area;
            x += area * (u[0] + v[0] + w[0]) / 3.0;
            y += area * (u[1] + v[1] + w[1]) / 3.0;
        }
        (whole > 0.0).then(|| [x / whole, y / whole, 1.0 - (x + y) / whole])
    }

    /// The point nearest to a weighting, counted in weight that has to move, and that distance; `None` when
    /// empty. The distance is linear between the lines on which a criterion's weight is unchanged, so the
    /// nearest point is a corner or a crossing of the border with one of those.
    pub(super) fn nearest(&self, from: &Weighting) -> Option<(Ratio, Weighting)> {
        if self.has_area() && self.contains(from.point()) {
            return Some((Ratio::ZERO, *from));
        }
        let whole = sum(from.point());
        let level = |k: usize| {
            let mut line = [-from.point()[k]; 3];
            line[k] += whole;
            line
        };
        // How much each weight changes, over a whole that is the same for all points and the point's sum.
        let changes = |point: &Vec3| {
            let over = sum(point);
            [0, 1, 2].map(|k| point[k] * whole - from.point()[k] * over)
        };
        let mut found: Option<((i128, i128), Vec3)> = None;
        let mut offer = |point: &Vec3, changes: &Vec3| {
            let distance = (size(changes), sum(point));
            let nearer = found.is_none_or(|(best, known)| {
                compare(distance, best).then_with(|| reduced(point).cmp(&reduced(&known))).is_lt()
            });
            if nearer {
                found = Some((distance, *point));
            }
        };
        let first = changes(&self.corners.first()?.point);
        let mut here = first;
        for (index, corner) in self.corners.iter().enumerate() {
            offer(&corner.point, &here);
            let next = self.corners.get(index + 1).map_or(first, |next| changes(&next.point));
            for k in (0..3).filter(|&k| here[k].signum() * next[k].signum() < 0) {
                let point = crossing(&corner.edge, &level(k));
                offer(&point, &changes(&point));
            }
            here = next;
        }
        let ((moved, over), at) = found?;
        Some((Ratio::new(moved, over * whole), Weighting::at(&at)))
    }

    /// The corners as an outline.
    pub(super) fn outline(&self) -> Outline {
        self.corners.iter().map(|corner| Weighting::at(&corner.point)).collect()
    }
}

/// The point on two lines, with a positive sum.
pub(super) fn crossing<N: Whole>(a: &[N; 3], b: &[N; 3]) -> [N; 3] {
    let point = cross(a, b);
    if sum(&point) < N::ZERO { point.map(|entry| N::ZERO - entry) } else { point }
}

/// The line through two points, the first kept on no side: positive to the left of `from -> to`.
pub(super) fn line_through(from: &Vec3, to: &Vec3) -> Vec3 {
    reduced(&cross(from, to))
}

/// A point as two coordinates in which the whole triangle has area one half.
pub(super) fn flat(point: &Vec3) -> [f64; 2] {
    let whole = sum(point) as f64;
    [point[0] as f64 / whole, point[1] as f64 / whole]
}

/// The triangles from the first corner to each edge, each with its share of the whole triangle.
fn fan(corners: &[[f64; 2]]) -> impl Iterator<Item = (f64, [[f64; 2]; 3])> {
    (1..corners.len().saturating_sub(1)).map(|index| {
        let [u, v, w] = [corners[0], corners[index], corners[index + 1]];
        ((v[0] - u[0]) * (w[1] - u[1]) - (w[0] - u[0]) * (v[1] - u[1]), [u, v, w])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_through_the_middle_halves_the_triangle() {
        let half = Polygon::triangle().clip(&[1, -1, 0]);
        assert!((half.area() - 0.5).abs() < 1e-15);
        assert_eq!(half.corners().len(), 3);
        assert!(half.corners().iter().any(|corner| reduced(&corner.point) == [1, 1, 0]));
    }

    #[test]
    fn what_only_touches_keeps_its_point_or_segment() {
        let edge = Polygon::triangle().clip(&[0, 0, -1]);
        assert_eq!((edge.corners().len(), edge.has_area()), (2, false));
        let point = edge.clip(&[-1, 1, 0]).clip(&[1, -1, 0]);
        assert_eq!(point.outline(), [Weighting::at(&[1, 1, 0])]);
        assert!(point.clip(&[-1, 0, 0]).is_empty());
    }

    #[test]
    fn the_nearest_point_may_be_inside_an_edge() {
        let far = Polygon::triangle().clip(&[-1, 1, 0]);
        let (distance, at) = far.nearest(&Weighting::at(&[5, 3, 2])).unwrap();
        assert_eq!(distance, Ratio::new(1, 10));
        assert_eq!(at, Weighting::at(&[4, 4, 2]));
    }

    #[test]
    fn the_whole_triangle_has_area_one_and_its_centre_in_the_middle() {
        let whole = Polygon::triangle();
        assert!((whole.area() - 1.0).abs() < 1e-15);
        assert!(whole.centre().unwrap().iter().all(|weight| (weight - 1.0 / 3.0).abs() < 1e-15));
    }
}
