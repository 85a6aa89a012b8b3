//! Where each project is first: the upper envelope of the linear forms, as convex polygons.

use crate::ranking::exact::{Vec3, dot, minus, sum};
use crate::ranking::field::Field;
use crate::ranking::pareto;
use crate::ranking::polygon::Polygon;

/// Beyond so many undominated classes polygons are not drawn.
pub(super) const MAX_FRONT: usize = 3_000;

/// Up to so many are tried in groups, the highest ranked first.
const MOST_TRIED: usize = 8;

/// The polygons of first place over one region, by class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FirstPolygons {
    /// Where each class is first or level with the first. Without area it only touches; empty: never.
    pub(super) polygons: Vec<Polygon>,
    /// The undominated classes of the leading tier: the only ones that can be first.
    pub(super) front: Vec<usize>,
}

impl FirstPolygons {
    /// The polygons inside a region; `None` when too many classes are undominated.
    pub(super) fn of(field: &Field, region: &Polygon) -> Option<Self> {
        let front = front(field);
        if front.len() > MAX_FRONT {
            return None;
        }
        // Nearly everybody is behind somebody everywhere; those are told at a glance.
        let small = |class: usize| field.classes[class].form.map(|part| part as i64);
        let best: Vec<[i64; 3]> = front.iter().map(|&class| small(class)).collect();
        let leading = front.first().map(|&class| field.classes[class].tier);
        let polygon = |class: usize| {
            let form = small(class);
            let behind = |rival: &[i64; 3]| (0..3).all(|k| rival[k] > form[k]);
            if Some(field.classes[class].tier) != leading || best.iter().any(behind) {
                return Polygon::empty();
            }
            polygon(field, class, &front, region)
        };
        let polygons = (0..field.classes.len()).map(polygon).collect();
        Some(Self { polygons, front })
    }

    /// At most three classes of which one is at least as good as the given one at every weighting; the given
    /// one is first on no area. Of the smallest such groups the highest ranked.
    pub(super) fn behind(&self, field: &Field, class: usize) -> Vec<usize> {
        let form = &field.classes[class].form;
        let beats = |other: &&usize| {
            let rival = &field.classes[**other];
            let no_worse = rival.form.iter().zip(form).all(|(theirs, own)| theirs >= own);
            **other != class && (rival.tier < field.classes[class].tier || no_worse)
        };
        if let Some(&dominator) = self.front.iter().find(beats) {
            return vec![dominator];
        }
        let Some(closest) = self.closest(field, form) else { return Vec::new() };
        let best = self.front.iter().map(|&other| dot(&field.classes[other].form, &closest)).max();
        let tight: Vec<usize> = self
            .front
            .iter()
            .copied()
            .filter(|&other| other != class && Some(dot(&field.classes[other].form, &closest)) == best)
            .collect();
        if tight.len() <= MOST_TRIED {
            let covering = groups(&tight).find(|group| Self::covers(field, class, group));
            return covering.unwrap_or(tight);
        }
        // Who is first on no area is not needed to be at least as good everywhere.
        let leading: Vec<usize> =
            tight.into_iter().filter(|&other| self.polygons[other].has_area()).collect();
        Self::few_that_cover(field, class, &leading)
    }

    /// At most three of many that are together at least as good as the class everywhere, without a look at
    /// all triples: the last one needed of the shortest run that is enough belongs to them, then the last one
    /// needed beside it, and so on. Three are enough, because half-planes without a common point have three
    /// without one.
    fn few_that_cover(field: &Field, class: usize, all: &[usize]) -> Vec<usize> {
        let form = &field.classes[class].form;
        let behind = |rest: &Polygon, other: usize| rest.clip(&minus(form, &field.classes[other].form));
        let mut few: Vec<usize> = Vec::new();
        while few.len() < 3 {
            let mut rest = few.iter().fold(Polygon::triangle(), |rest, &other| behind(&rest, other));
            if !rest.has_area() {
                break;
            }
            let last = all.iter().copied().find(|&other| {
                rest = behind(&rest, other);
                !rest.has_area()
            });
            let Some(last) = last else { break };
            few.push(last);
        }
        few.sort_unstable();
        few
    }

    /// The point at which a form comes closest to the top, per unit of weight: a corner of some polygon,
    /// because the gap is convex and linear inside each of them.
    fn closest(&self, field: &Field, form: &Vec3) -> Option<Vec3> {
        let corners = self.front.iter().flat_map(|&class| {
            let top = field.classes[class].form;
            let corners = self.polygons[class].corners().iter();
            corners.map(move |corner| (dot(&minus(&top, form), &corner.point), corner.point))
        });
        let nearer = |a: &(i128, Vec3), b: &(i128, Vec3)| {
            // Gaps over sums compared crosswise; equal gaps by place, so that the answer is one.
            (a.0 * sum(&b.1)).cmp(&(b.0 * sum(&a.1))).then_with(|| a.1.cmp(&b.1))
        };
        corners.min_by(nearer).map(|(_, point)| point)
    }

    /// Whether one of the group is at least as good as the class at every weighting.
    fn covers(field: &Field, class: usize, group: &[usize]) -> bool {
        let form = &field.classes[class].form;
        let lines = group.iter().map(|&other| minus(form, &field.classes[other].form));
        !lines.fold(Polygon::triangle(), |rest, line| rest.clip(&line)).has_area()
            && group.iter().all(|&other| other != class)
    }
}

/// The groups of one, two and three of a list, in order.
fn groups(list: &[usize]) -> impl Iterator<Item = Vec<usize>> {
    let count = list.len();
    let pairs = (0..count).flat_map(move |a| (a + 1..count).map(move |b| vec![list[a], list[b]]));
    let triples = (0..count).flat_map(move |a| {
        (a + 1..count).flat_map(move |b| (b + 1..count).map(move |c| vec![list[a], list[b], list[c]]))
    });
    list.iter().map(|&class| vec![class]).chain(pairs).chain(triples)
}

/// The classes that nothing in the leading tier dominates.
fn front(field: &Field) -> Vec<usize> {
    let Some(leading) = field.classes.iter().map(|class| class.tier).min() else { return Vec::new() };
    let candidates: Vec<usize> =
        (0..field.classes.len()).filter(|&class| field.classes[class].tier == leading).collect();
    let forms: Vec<Vec3> = candidates.iter().map(|&class| field.classes[class].form).collect();
    let undominated = pareto::front(&forms);
    undominated.into_iter().map(|index| candidates[index]).collect()
}

fn polygon(field: &Field, class: usize, front: &[usize], region: &Polygon) -> Polygon {
    let subject = &field.classes[class];
    let mut polygon = region.clone();
    for &other in front {
        let rival = &field.classes[other];
        if other == class {
            continue;
        }
        polygon.cut(&minus(&subject.form, &rival.form));
        if polygon.is_empty() {
            break;
        }
    }
    polygon
}
