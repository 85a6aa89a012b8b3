//! What must hold for the areas of every portfolio: cells, outlines, shares.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::properties::{Pool, few, outline_area, points, pools};
use crate::portfolio::LineRule;
use crate::ranking::cells::Cell;
use crate::ranking::chosen::Chosen;
use crate::ranking::exact::{Vec3, dot, minus};
use crate::ranking::field::Field;
use crate::ranking::fringe::Fringe;
use crate::ranking::lattice::{lattice, plan_at};
use crate::ranking::outline::Mosaic;
use crate::ranking::pairwise::mean_ahead;
use crate::ranking::polygon::Polygon;
use crate::ranking::ranks::{counted, spreads};
use crate::ranking::robustness::Region;
use crate::ranking::shortlist::strict_radius;
use crate::ranking::weighting::Weighting;

proptest! {
    #![proptest_config(few(24))]

    #[test]
    fn cells_cover_the_triangle_and_give_the_plan_of_their_weightings(
        pool in pools(12), capacity in 0u64..30, at in points()
    ) {
        let (field, cells) = (pool.field(), pool.cells(capacity));
        let whole: f64 = cells.iter().map(|cell| cell.polygon.area()).sum();
        prop_assert!((whole - 1.0).abs() < 1e-9, "the cells cover {whole}");
        let inside: Vec<&Cell> = cells.iter().filter(|cell| cell.polygon.contains(&at)).collect();
        prop_assert!(!inside.is_empty());
        if let [only] = inside[..] {
            prop_assert_eq!(&only.plan, &plan_at(&field, capacity, LineRule::Strict, &at));
        }
    }

    #[test]
    fn outlines_have_the_area_of_their_cells(pool in pools(12), capacity in 0u64..30) {
        let cells = pool.cells(capacity);
        let mosaic = Mosaic::of(cells.iter().map(|cell| &cell.polygon));
        let area = |holds: &dyn Fn(&Cell) -> bool| -> f64 {
            cells.iter().filter(|cell| holds(cell)).map(|cell| cell.polygon.area()).sum()
        };
        let by_project = mosaic.outlines(pool.scores.len(), |cell| &cells[cell].plan);
        for (project, outlines) in by_project.iter().enumerate() {
            let held = area(&|cell| cell.plan.contains(&project));
            prop_assert!((outline_area(outlines) - held).abs() < 1e-9);
        }
        let plans: BTreeSet<&[usize]> = cells.iter().map(|cell| cell.plan.as_slice()).collect();
        let place = |cell: &Cell| plans.iter().position(|plan| *plan == cell.plan).unwrap();
        let plan_of: Vec<[usize; 1]> = cells.iter().map(|cell| [place(cell)]).collect();
        let by_plan = mosaic.outlines(plans.len(), |cell| &plan_of[cell]);
        for (plan, outlines) in plans.iter().zip(&by_plan) {
            let held = area(&|cell| cell.plan == *plan);
            prop_assert!((outline_area(outlines) - held).abs() < 1e-9);
        }
    }

    #[test]
    fn shares_of_plans_are_the_areas_of_their_cells(
        pool in pools(12), capacity in 0u64..30, region in 0usize..3
    ) {
        let field = pool.field();
        let ground = Region::ALL[region].polygon(&field.weights);
        let shares = spreads(&field, &ground, Some((capacity, LineRule::Strict))).plan_shares.unwrap();
        let cells = pool.cells(capacity);
        for (project, share) in shares.iter().enumerate() {
            let holding = cells.iter().filter(|cell| cell.plan.contains(&project));
            let area: f64 = holding.map(|cell| cell.polygon.within(&ground).area()).sum();
            prop_assert!((area / ground.area() - share).abs() < 1e-9, "{project}: {share} {area}");
        }
    }

    #[test]
    fn the_plan_radius_reaches_to_the_nearest_cell_with_another_plan(
        pool in pools(12), capacity in 0u64..30
    ) {
        let field = pool.field();
        let order = field.order_at(&field.weights);
        let mut today = field.plan_of(&order, capacity, LineRule::Strict);
        today.sort_unstable();
        let cells = pool.cells(capacity);
        let nearest = |cell: &Cell| cell.polygon.nearest(&Weighting::at(&field.weights)).map(|(at, _)| at);
        let others = cells.iter().filter(|cell| cell.plan != today).filter_map(nearest);
        prop_assert_eq!(strict_radius(&field, capacity, &today), others.min());
    }

    #[test]
    fn the_mean_rank_follows_from_pairs(pool in pools(12), region in 0usize..3) {
        let field = pool.field();
        let ground = Region::ALL[region].polygon(&field.weights);
        let exact = spreads(&field, &ground, None).spreads;
        for (class, ahead) in mean_ahead(&field, &ground).into_iter().enumerate() {
            let expected = 1.0 + ahead + (field.members(class) as f64 - 1.0) / 2.0;
            prop_assert!((exact[class].expected - expected).abs() < 1e-9);
        }
    }

    #[test]
    fn counted_shares_are_close_to_the_exact_ones(pool in pools(10)) {
        let field = pool.field();
        let exact = spreads(&field, &Polygon::triangle(), None).spreads;
        for (exact, counted) in exact.iter().zip(counted(&field, &Polygon::triangle(), None).spreads) {
            prop_assert!((exact.expected - counted.expected).abs() < 0.05);
            prop_assert!((exact.first - counted.first).abs() < 0.01);
        }
    }

    #[test]
    fn shares_over_a_partition_average_to_the_whole(pool in pools(8), capacity in 0u64..30) {
        let field = pool.field();
        let orders: [Vec3; 6] = [[3, 2, 1], [3, 1, 2], [2, 3, 1], [1, 3, 2], [2, 1, 3], [1, 2, 3]];
        let parts: Vec<Polygon> = orders.iter().map(|order| Region::Ordered.polygon(order)).collect();
        for class in 0..field.classes.len() {
            let share = |ground: &Polygon| spreads(&field, ground, None).spreads[class].expected;
            let mean = parts.iter().map(share).sum::<f64>() / 6.0;
            prop_assert!((mean - share(&Polygon::triangle())).abs() < 1e-9);
        }
        let cells = pool.cells(capacity);
        let pieces = cells.iter().flat_map(|cell| parts.iter().map(|part| cell.polygon.within(part).area()));
        let areas: f64 = pieces.sum();
        prop_assert!((areas - 1.0).abs() < 1e-9);
    }
}

/// The line between the two most out of order at a point, from a look at everybody.
fn out_of_order(field: &Field, plan: &[usize], stopper: usize, at: &Vec3) -> Option<Vec3> {
    let form = |project: usize| field.classes[field.class_of[project]].form;
    let sized = |project: &usize| field.efforts[*project].is_some();
    let inside = plan.iter().copied().min_by_key(|&project| (dot(&form(project), at), project));
    let outside = (0..field.efforts.len()).filter(sized).filter(|project| !plan.contains(project));
    let first = outside.max_by_key(|&project| (dot(&form(project), at), project))?;
    let best = dot(&form(first), at);
    let behind = inside.into_iter().chain([stopper]).find(|&project| dot(&form(project), at) < best)?;
    Some(minus(&form(behind), &form(first)))
}

proptest! {
    #![proptest_config(few(48))]

    #[test]
    fn who_can_be_next_to_the_line_tells_what_everybody_tells(
        small in pools(12), large in pools(400), capacity in 0u64..600, from in points(), at in points()
    ) {
        for pool in [small, large] {
            let field = pool.field();
            let today = plan_at(&field, capacity, LineRule::Strict, &field.weights);
            let fringe = Fringe::new(&field, &Chosen::of(field.efforts.len(), today.into_iter()));
            let plan = plan_at(&field, capacity, LineRule::Strict, &from);
            let outside = |project: &usize| field.efforts[*project].is_some() && !plan.contains(project);
            let order = field.order_at(&from);
            let mut order = order.iter().flat_map(|&class| field.classes[class].members.iter().copied());
            if let Some(stopper) = order.find(outside) {
                let contenders = fringe.contenders(&Chosen::of(field.efforts.len(), plan.iter().copied()), stopper);
                let found = contenders.out_of_order(&at.map(|part| part as i64));
                let expected = out_of_order(&field, &plan, stopper, &at);
                prop_assert_eq!(found.map(|line| line.map(i128::from)), expected);
            }
        }
    }
}

#[test]
fn the_lattice_covers_the_triangle_without_gaps() {
    let pool =
        Pool { scores: vec![[5000, 0, 0], [0, 5000, 0]], efforts: vec![Some(1); 2], weights: [1, 1, 1] };
    let field = pool.field();
    let cells = lattice(&field, |at| plan_at(&field, 1, LineRule::Fill, at));
    let whole: f64 = cells.iter().map(|cell| cell.polygon.area()).sum();
    assert!((whole - 1.0).abs() < 1e-9);
    let mosaic = Mosaic::of(cells.iter().map(|cell| &cell.polygon));
    let everything = mosaic.outlines(1, |_| &[0]);
    assert_eq!(everything[0].len(), 1);
    assert_eq!(everything[0][0].len(), 3);
}
