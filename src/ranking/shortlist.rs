//! How far the stated weights are from another plan under the strict rule, without a map.
//!
//! The plan is what stands before the first project that does not fit. It changes exactly where somebody
//! outside passes somebody inside, or where somebody who would fit into what is left passes everybody who
//! would not. The first is a distance between pairs, the second the distance to a polygon, so the answer is
//! exact however many projects there are. Other projects need not be looked at than those whom nobody on
//! their side does better for: the least of those inside and the best of those outside.

use crate::ranking::exact::{Ratio, Vec3, minus};
use crate::ranking::field::{Class, Field};
use crate::ranking::pair::{Turn, turn};
use crate::ranking::pareto;
use crate::ranking::polygon::Polygon;
use crate::ranking::weighting::Weighting;

/// The distance to the nearest weighting with another plan; `None` when no weighting has one. `plan` is the
/// plan at the stated weights, ascending.
pub(super) fn strict_radius(field: &Field, capacity: u64, plan: &[usize]) -> Option<Ratio> {
    let outside: Vec<usize> = (0..field.efforts.len())
        .filter(|project| field.efforts[*project].is_some() && plan.binary_search(project).is_err())
        .collect();
    let used: u64 = plan.iter().filter_map(|&project| field.efforts[project]).sum();
    let fits = |project: &usize| field.efforts[*project].is_some_and(|effort| effort <= capacity - used);
    let (fitting, blocking): (Vec<usize>, Vec<usize>) = outside.iter().copied().partition(fits);
    let passed =
        passed(&front(field, plan, Side::Least), &front(field, &outside, Side::Best), &field.weights);
    let passed = passed.map(|turn| turn.distance(&field.weights));
    let filled = filled(field, &fitting, &blocking, passed);
    passed.into_iter().chain(filled).min()
}

/// Which end of a set of projects is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Best,
    Least,
}

/// The classes of some projects that no other of them is better than (or less than) everywhere.
fn front<'a>(field: &'a Field, projects: &[usize], side: Side) -> Vec<&'a Class> {
    let mut classes: Vec<usize> = projects.iter().map(|&project| field.class_of[project]).collect();
    classes.sort_unstable();
    classes.dedup();
    let tiers = || classes.iter().map(|&class| field.classes[class].tier);
    let Some(tier) = (if side == Side::Best { tiers().min() } else { tiers().max() }) else {
        return Vec::new();
    };
    classes.retain(|&class| field.classes[class].tier == tier);
    let forms: Vec<Vec3> = classes
        .iter()
        .map(|&class| field.classes[class].form)
        .map(|form| if side == Side::Best { form } else { form.map(|part| -part) })
        .collect();
    pareto::front(&forms).into_iter().map(|index| &field.classes[classes[index]]).collect()
}

/// The nearest turn at which somebody outside passes somebody inside.
fn passed(inside: &[&Class], outside: &[&Class], weights: &Vec3) -> Option<Turn> {
    let mut best: Option<Turn> = None;
    for (ahead, behind) in inside.iter().flat_map(|ahead| outside.iter().map(move |behind| (ahead, behind))) {
        let difference = minus(&behind.form, &ahead.form);
        let can_pass = ahead.tier == behind.tier && difference.iter().any(|part| *part > 0);
        if can_pass && best.is_none_or(|best| best.may_be_beaten(&difference, weights)) {
            let found = turn(&difference, weights);
            best = match (best, found) {
                (Some(best), Some(found)) if !found.is_nearer(&best) => Some(best),
                (best, found) => found.or(best),
            };
        }
    }
    best
}

/// The distance to the nearest weighting at which somebody who fits is ahead of everybody who does not, when
/// it is nearer than what is known.
fn filled(field: &Field, fitting: &[usize], blocking: &[usize], known: Option<Ratio>) -> Option<Ratio> {
    let stated = Weighting::at(&field.weights);
    let blockers = front(field, blocking, Side::Best);
    let stopper = blocking.iter().copied().min()?;
    let mut best = known;
    for fitting in front(field, fitting, Side::Best) {
        let bound = passed(&[&field.classes[field.class_of[stopper]]], &[fitting], &field.weights);
        let bound = bound.map(|turn| turn.distance(&field.weights));
        if bound.is_none_or(|bound| best.is_some_and(|best| best <= bound)) {
            continue;
        }
        let polygon = ahead_of_all(fitting, &blockers);
        let distance = polygon.nearest(&stated).filter(|_| polygon.has_area()).map(|(distance, _)| distance);
        best = best.into_iter().chain(distance).min();
    }
    best
}

/// Where a class is ahead of all of some others, or level with them.
fn ahead_of_all(class: &Class, others: &[&Class]) -> Polygon {
    let mut polygon = Polygon::triangle();
    for other in others {
        if other.tier < class.tier {
            return Polygon::empty();
        }
        if other.tier == class.tier {
            polygon.cut(&minus(&class.form, &other.form));
        }
        if polygon.is_empty() {
            break;
        }
    }
    polygon
}
