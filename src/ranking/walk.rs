//! Shares of ranks by walking along the lines on which two projects are level.
//!
//! Around one project the region falls into cells with the same number of projects ahead. The area of all
//! cells with a given number follows from their borders alone: each piece of a line adds the triangle it
//! spans with a fixed corner to the number on its left and takes it from the number on its right. No cells
//! are built. Which side a line is on is decided in whole numbers; only positions along a line and areas are
//! floats.

use std::collections::BTreeMap;

use crate::ranking::exact::{Vec3, cross, dot, gcd, size};
use crate::ranking::field::{Class, Field, Lead};
use crate::ranking::polygon::{Polygon, crossing, flat};

/// Areas below this are float noise, not cells.
const NOISE: f64 = 1e-12;

/// The region as the walk needs it.
struct Ground<'a> {
    region: &'a Polygon,
    /// A fixed corner, and one over twice the region's area.
    origin: [f64; 2],
    scale: f64,
}

/// A line on which the subject is level with others: how many of them are ahead on either side.
struct Divide {
    line: Vec3,
    positive: usize,
    negative: usize,
}

/// All lines that matter, with their entries in 64 bits as well where they fit.
struct Divides {
    list: Vec<Divide>,
    small: Vec<[i64; 3]>,
    size: i128,
}

/// For one class, the share of the region in which exactly so many projects are ahead of it; trailing zeros
/// left out. The shares add up to 1 for a region with an area.
pub(super) fn depth_shares(field: &Field, class: usize, region: &Polygon) -> Vec<f64> {
    let subject = &field.classes[class];
    let (always, divides) = divides(field, subject, region);
    let most = always + divides.list.iter().map(|divide| divide.positive + divide.negative).sum::<usize>();
    let mut shares = vec![0.0; most + 1];
    if let Some(ground) = Ground::of(region) {
        ground.walk_border(always, &divides, &mut shares);
        for index in 0..divides.list.len() {
            ground.walk_line(always, &divides, index, &mut shares);
        }
    }
    for share in &mut shares {
        if *share < NOISE {
            *share = 0.0;
        }
    }
    let length = shares.iter().rposition(|share| *share > 0.0).map_or(0, |last| last + 1);
    shares.truncate(length);
    shares
}

/// How many projects are ahead everywhere in the region, and the lines that matter there.
fn divides(field: &Field, subject: &Class, region: &Polygon) -> (usize, Divides) {
    let mut always = 0;
    let mut lines: BTreeMap<Vec3, (usize, usize)> = BTreeMap::new();
    for rival in &field.classes {
        let count = rival.members.len();
        match rival.lead(subject) {
            Lead::Everywhere => always += count,
            Lead::Nowhere | Lead::Line([0, 0, 0]) => {}
            Lead::Line(line) => {
                let signs = || region.corners().iter().map(|corner| dot(&line, &corner.point).signum());
                if signs().all(|sign| sign >= 0) {
                    always += count;
                } else if signs().any(|sign| sign > 0) {
                    let divisor = gcd(gcd(line[0], line[1]), line[2]);
                    let flipped = line < [0; 3];
                    let key = line.map(|part| if flipped { -part } else { part } / divisor);
                    let sides = lines.entry(key).or_default();
                    if flipped { sides.1 += count } else { sides.0 += count }
                }
            }
        }
    }
    let divide = |(line, (positive, negative))| Divide { line, positive, negative };
    let list: Vec<Divide> = lines.into_iter().map(divide).collect();
    let small = list.iter().map(|divide| divide.line.map(|part| part as i64)).collect();
    let size = list.iter().map(|divide| size(&divide.line)).max().unwrap_or(0);
    (always, Divides { list, small, size })
}

impl<'a> Ground<'a> {
    fn of(region: &'a Polygon) -> Option<Self> {
        let area = region.area();
        let origin = flat(&region.corners().first()?.point);
        (area > 0.0).then_some(Self { region, origin, scale: 1.0 / area })
    }

    /// The share of the region spanned by the fixed corner and a directed segment.
    fn spanned(&self, from: &Vec3, to: &Vec3) -> f64 {
        let (u, v) = (flat(from), flat(to));
        let (ux, uy) = (u[0] - self.origin[0], u[1] - self.origin[1]);
        let (vx, vy) = (v[0] - self.origin[0], v[1] - self.origin[1]);
        (ux * vy - vx * uy) * self.scale
    }

    fn walk_border(&self, always: usize, divides: &Divides, shares: &mut [f64]) {
        let corners = self.region.corners();
        for (index, corner) in corners.iter().enumerate() {
            let (from, to) = (&corner.point, &corners[(index + 1) % corners.len()].point);
            let area = self.spanned(from, to);
            if area != 0.0 {
                walk(always, divides, None, (from, to), |depth, part| shares[depth] += area * part);
            }
        }
    }

    fn walk_line(&self, always: usize, divides: &Divides, index: usize, shares: &mut [f64]) {
        let own = &divides.list[index];
        let Some((from, to)) = self.chord(&own.line) else { return };
        let area = self.spanned(&from, &to);
        walk(always, divides, Some(index), (&from, &to), |depth, part| {
            shares[depth + own.positive] += area * part;
            shares[depth + own.negative] -= area * part;
        });
    }

    /// The line's piece inside the region, with the positive side on its left.
    fn chord(&self, line: &Vec3) -> Option<(Vec3, Vec3)> {
        let corners = self.region.corners();
        let mut ends: Vec<Vec3> = Vec::with_capacity(2);
        for (index, corner) in corners.iter().enumerate() {
            let next = &corners[(index + 1) % corners.len()].point;
            let (here, there) = (dot(line, &corner.point).signum(), dot(line, next).signum());
            if here == 0 {
                ends.push(corner.point);
            } else if here * there < 0 {
                ends.push(crossing(&corner.edge, line));
            }
        }
        let [a, b] = ends.try_into().ok()?;
        let left = dot(&cross(&a, &b), line) > 0;
        Some(if left { (a, b) } else { (b, a) })
    }
}

/// Walks along a segment and gives each piece's depth (without the line walked on) and its part of the
/// segment's length.
fn walk(
    always: usize,
    divides: &Divides,
    own: Option<usize>,
    (from, to): (&Vec3, &Vec3),
    piece: impl FnMut(usize, f64),
) {
    // Three products of a line and a point: in 64 bits where they fit, which is several times faster.
    let largest = divides.size.saturating_mul(size(from).max(size(to)));
    if largest < 1 << 60 {
        let small = |point: &Vec3| point.map(|part| part as i64);
        let (from_small, to_small) = (small(from), small(to));
        let side = |line: &[i64; 3], at: &[i64; 3]| line[0] * at[0] + line[1] * at[1] + line[2] * at[2];
        let values = divides.small.iter().map(|line| {
            let (start, end) = (side(line, &from_small), side(line, &to_small));
            (start.signum(), end.signum(), start as f64, end as f64)
        });
        pieces(always, divides, own, (from, to), values, piece);
    } else {
        let values = divides.list.iter().map(|divide| {
            let (start, end) = (dot(&divide.line, from), dot(&divide.line, to));
            (start.signum() as i64, end.signum() as i64, start as f64, end as f64)
        });
        pieces(always, divides, own, (from, to), values, piece);
    }
}

/// The pieces of a segment, given for each line its sign and value at the two ends.
fn pieces(
    always: usize,
    divides: &Divides,
    own: Option<usize>,
    (from, to): (&Vec3, &Vec3),
    values: impl Iterator<Item = (i64, i64, f64, f64)>,
    mut piece: impl FnMut(usize, f64),
) {
    let mut depth = always;
    let mut events: Vec<(f64, isize)> = Vec::with_capacity(divides.list.len());
    let (from_sum, to_sum) = (from.iter().sum::<i128>() as f64, to.iter().sum::<i128>() as f64);
    for (index, (start, end, at_start, at_end)) in values.enumerate() {
        if own == Some(index) {
            continue;
        }
        let Divide { positive, negative, .. } = divides.list[index];
        // A line through the starting point is on the side to which the segment leads.
        let begins_positive = start > 0 || (start == 0 && end > 0);
        depth += if begins_positive { positive } else { negative };
        if start * end < 0 {
            let (a, b) = (at_start / from_sum, at_end / to_sum);
            let change = positive as isize - negative as isize;
            events.push((a / (a - b), if begins_positive { -change } else { change }));
        }
    }
    events.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let mut at = 0.0;
    for (position, change) in events {
        piece(depth, position - at);
        depth = depth.wrapping_add_signed(change);
        at = position;
    }
    piece(depth, 1.0 - at);
}
