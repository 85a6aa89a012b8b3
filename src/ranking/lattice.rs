//! The triangle cut into small equal triangles, each with the plan of its middle: for what has no cells.
//!
//! The number of parts a side depends on the number of projects alone, so the picture is the same everywhere.

use rayon::prelude::*;

use crate::portfolio::LineRule;
use crate::ranking::cells::Cell;
use crate::ranking::exact::Vec3;
use crate::ranking::field::Field;
use crate::ranking::polygon::Polygon;
use crate::ranking::weighting::Weighting;

/// Parts a side for a number of projects: fine for few, coarse enough for many.
fn parts(projects: usize) -> i128 {
    match projects {
        0..=60 => 100,
        61..=300 => 40,
        _ => 20,
    }
}

/// Every small triangle with the plan that its middle has.
pub(super) fn lattice(field: &Field, plan: impl Fn(&Vec3) -> Vec<usize> + Sync) -> Vec<Cell> {
    let (triangles, stated) = (triangles(parts(field.efforts.len())), Weighting::at(&field.weights));
    let cell = |corners: [Vec3; 3]| {
        let polygon = Polygon::of_corners(&corners);
        let nearest = polygon.nearest(&stated);
        Cell { plan: plan(&middle(&corners)), polygon, nearest }
    };
    triangles.into_par_iter().map(cell).collect()
}

/// The same on one thread, for plans that are quickly told; how near cells with one of the plans are is left out.
pub(super) fn lattice_alone(field: &Field, plan: impl Fn(&Vec3) -> Vec<usize>, today: &[usize]) -> Vec<Cell> {
    let (triangles, stated) = (triangles(parts(field.efforts.len())), Weighting::at(&field.weights));
    let cell = |corners: &[Vec3; 3]| {
        let (polygon, plan) = (Polygon::of_corners(corners), plan(&middle(corners)));
        let nearest = if plan == today { None } else { polygon.nearest(&stated) };
        Cell { plan, polygon, nearest }
    };
    triangles.iter().map(cell).collect()
}

fn middle(corners: &[Vec3; 3]) -> Vec3 {
    [0, 1, 2].map(|k| corners.iter().map(|corner| corner[k]).sum())
}

/// The corners of every small triangle, row by row.
fn triangles(parts: i128) -> Vec<[Vec3; 3]> {
    let mut triangles = Vec::with_capacity((parts * parts) as usize);
    for business in 0..parts {
        for interest in 0..parts - business {
            let growth = parts - business - interest;
            triangles.push([
                [business + 1, interest, growth - 1],
                [business, interest + 1, growth - 1],
                [business, interest, growth],
            ]);
            if growth >= 2 {
                triangles.push([
                    [business + 1, interest, growth - 1],
                    [business + 1, interest + 1, growth - 2],
                    [business, interest + 1, growth - 1],
                ]);
            }
        }
    }
    triangles
}

/// The plan at one weighting, ties broken as always, ascending.
pub(super) fn plan_at(field: &Field, capacity: u64, rule: LineRule, at: &Vec3) -> Vec<usize> {
    let mut plan = field.plan_of(&field.order_at(at), capacity, rule);
    plan.sort_unstable();
    plan
}
