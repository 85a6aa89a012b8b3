//! What must hold for every portfolio.

use proptest::prelude::*;

use super::rules;
use crate::portfolio::{LineRule, Method};
use crate::ranking::cells::{Cell, strict_cells};
use crate::ranking::exact::{Ratio, Vec3, dot};
use crate::ranking::field::Field;
use crate::ranking::first::FirstPolygons;
use crate::ranking::knapsack::{Item, best};
use crate::ranking::line;
use crate::ranking::method::Scorer;
use crate::ranking::order::{Entry, order};
use crate::ranking::overall::{radius, winner_pairs};
use crate::ranking::pareto;
use crate::ranking::polygon::{Polygon, flat};
use crate::ranking::range::rank_ranges;
use crate::ranking::ranks::spreads;
use crate::ranking::robustness::Region;
use crate::ranking::rules::Rules;
use crate::ranking::weighting::{Outline, Weighting};

/// A portfolio in plain numbers; scores are thousandths above the bottom of a scale of 0–5.
#[derive(Debug, Clone)]
pub(super) struct Pool {
    pub(super) scores: Vec<Vec3>,
    pub(super) efforts: Vec<Option<u64>>,
    pub(super) weights: [u64; 3],
}

const METHODS: [Method; 3] = [Method::Weighted, Method::Geometric, Method::BusinessFirst];

impl Pool {
    fn rules(&self, method: Method) -> Rules {
        Rules { method, ..rules(self.weights, 0, 5000) }
    }

    fn ids(&self) -> Vec<String> {
        (0..self.scores.len()).map(|index| format!("p{index:02}")).collect()
    }

    /// Which project stands at each position, and its rank there.
    fn ordered(&self, method: Method) -> (Vec<usize>, Vec<usize>) {
        let (ids, scorer) = (self.ids(), Scorer::new(&self.rules(method)));
        let keys: Vec<i128> = self.scores.iter().map(|scores| scorer.key(scores)).collect();
        let entries: Vec<Entry<'_>> = (0..ids.len())
            .map(|i| Entry { scores: self.scores[i], effort: self.efforts[i], id: &ids[i] })
            .collect();
        let order = order(&keys, &entries);
        (order.sequence, order.ranks)
    }

    fn sequence(&self, method: Method) -> Vec<usize> {
        self.ordered(method).0
    }

    /// The field in position order of the weighted mean.
    pub(super) fn field(&self) -> Field {
        let sequence = self.sequence(Method::Weighted);
        let forms: Vec<(i128, Vec3)> = sequence.iter().map(|&index| (0, self.scores[index])).collect();
        let efforts = sequence.iter().map(|&index| self.efforts[index]).collect();
        Field::new(&forms, efforts, self.weights.map(i128::from))
    }

    fn rank_of(&self, project: usize) -> usize {
        let (sequence, ranks) = self.ordered(Method::Weighted);
        ranks[sequence.iter().position(|&other| other == project).unwrap()]
    }

    pub(super) fn cells(&self, capacity: u64) -> Vec<Cell> {
        strict_cells(&self.field(), capacity, &[], 100_000).unwrap().cells
    }

    /// A project's share of first places and of plans at a capacity.
    fn shares_of(&self, project: usize, capacity: u64) -> (f64, f64) {
        let field = self.field();
        let position = self.sequence(Method::Weighted).iter().position(|&other| other == project).unwrap();
        let firsts = FirstPolygons::of(&field, &Polygon::triangle()).unwrap();
        let planned = self.cells(capacity).into_iter().filter(|cell| cell.plan.contains(&position));
        (firsts.polygons[field.class_of[position]].area(), planned.map(|cell| cell.polygon.area()).sum())
    }
}

pub(super) fn pools(most: usize) -> impl Strategy<Value = Pool> {
    let score = || (0i128..=10).prop_map(|halves| halves * 500);
    let project = ([score(), score(), score()], prop::option::weighted(0.9, 0u64..8));
    let weights = [0u64..10, 0u64..10, 0u64..10].prop_filter("not all zero", |w| w.iter().sum::<u64>() > 0);
    (prop::collection::vec(project, 1..=most), weights).prop_map(|(projects, weights)| {
        let (scores, efforts) = projects.into_iter().unzip();
        Pool { scores, efforts, weights }
    })
}

pub(super) fn points() -> impl Strategy<Value = Vec3> {
    [0i128..1000, 0i128..1000, 0i128..1000]
        .prop_filter("not all zero", |point| point.iter().sum::<i128>() > 0)
}

pub(super) fn few(cases: u32) -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases) }
}

pub(super) fn outline_area(outlines: &[Outline]) -> f64 {
    outlines
        .iter()
        .flat_map(|outline| (0..outline.len()).map(move |i| (outline[i], outline[(i + 1) % outline.len()])))
        .map(|(from, to)| {
            let ([ux, uy], [vx, vy]) = (flat(from.point()), flat(to.point()));
            ux * vy - vx * uy
        })
        .sum()
}

proptest! {
    #![proptest_config(few(48))]

    #[test]
    fn the_order_does_not_depend_on_the_order_of_files(pool in pools(12), turn in 0usize..12) {
        let turn = turn % pool.scores.len();
        let mut turned = pool.clone();
        turned.scores.rotate_left(turn);
        turned.efforts.rotate_left(turn);
        for method in METHODS {
            // Ids move along: compare what stands at each position, not the ids that break the last tie.
            let content = |pool: &Pool| pool.sequence(method).into_iter()
                .map(|index| (pool.scores[index], pool.efforts[index])).collect::<Vec<_>>();
            prop_assert_eq!(content(&pool), content(&turned));
        }
    }

    #[test]
    fn the_order_does_not_depend_on_the_size_of_the_weights(pool in pools(12), factor in 1u64..1000) {
        let larger = Pool { weights: pool.weights.map(|weight| weight * factor), ..pool.clone() };
        for method in METHODS {
            prop_assert_eq!(pool.ordered(method), larger.ordered(method));
        }
    }

    #[test]
    fn adding_the_same_to_all_scores_changes_no_order_of_the_mean(pool in pools(12), more in 0i128..4000) {
        let mut moved = pool.clone();
        moved.scores.iter_mut().for_each(|scores| *scores = [scores[0], scores[1] + more, scores[2] + 7]);
        prop_assert_eq!(pool.ordered(Method::Weighted), moved.ordered(Method::Weighted));
    }

    #[test]
    fn removing_a_project_never_reorders_the_rest(pool in pools(12), gone in 0usize..12) {
        let gone = gone % pool.scores.len();
        let mut less = pool.clone();
        less.scores[gone] = [0; 3];
        for method in METHODS {
            let rest = |pool: &Pool| {
                let mut sequence = pool.sequence(method);
                sequence.retain(|&index| index != gone);
                sequence
            };
            prop_assert_eq!(rest(&pool), rest(&less));
        }
    }

    #[test]
    fn raising_a_score_never_makes_anything_worse(
        pool in pools(7), project in 0usize..7, criterion in 0usize..3, more in 1i128..5000
    ) {
        let project = project % pool.scores.len();
        let mut raised = pool.clone();
        raised.scores[project][criterion] += more;
        for method in METHODS {
            let scorer = Scorer::new(&pool.rules(method));
            prop_assert!(scorer.key(&raised.scores[project]) >= scorer.key(&pool.scores[project]));
            prop_assert!(scorer.worth(&raised.scores[project]) >= scorer.worth(&pool.scores[project]));
        }
        prop_assert!(raised.rank_of(project) <= pool.rank_of(project));
        prop_assert!(pareto::layers(&raised.scores)[project] <= pareto::layers(&pool.scores)[project]);
        let (before, after) = (pool.shares_of(project, 12), raised.shares_of(project, 12));
        prop_assert!(after.0 >= before.0 - 1e-12 && after.1 >= before.1 - 1e-12, "{before:?} {after:?}");
    }

    #[test]
    fn who_is_dominated_is_not_ranked_better_at_any_weighting(pool in pools(10), at in points()) {
        for method in METHODS {
            let weights = at.map(|part| part as u64);
            let scorer = Scorer::new(&Pool { weights, ..pool.clone() }.rules(method));
            for a in &pool.scores {
                let no_better = |b: &&Vec3| a.iter().zip(*b).all(|(a, b)| a >= b);
                for b in pool.scores.iter().filter(no_better) {
                    prop_assert!(scorer.key(a) >= scorer.key(b));
                }
            }
        }
    }

    #[test]
    fn rank_shares_add_up_by_project_and_by_rank(pool in pools(9), region in 0usize..3) {
        let field = pool.field();
        let ground = Region::ALL[region].polygon(&field.weights);
        let (ranks, count) = (spreads(&field, &ground, None), field.class_of.len());
        let rows = ranks.rows();
        let firsts = FirstPolygons::of(&field, &ground).unwrap();
        let mut columns = vec![0.0; count];
        for &class in field.class_of.iter() {
            let (row, spread) = (&rows[class], &ranks.spreads[class]);
            prop_assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-9, "a row adds up to {row:?}");
            row.iter().enumerate().for_each(|(rank, share)| columns[rank] += share);
            let expected: f64 = row.iter().enumerate().map(|(rank, share)| (rank + 1) as f64 * share).sum();
            prop_assert!((expected - spread.expected).abs() < 1e-9);
            let first = firsts.polygons[class].area() / ground.area() / field.members(class) as f64;
            prop_assert!((row[0] - first).abs() < 1e-9);
            prop_assert!(spread.best >= 1 && spread.best <= spread.worst && spread.worst <= count);
        }
        prop_assert!(columns.iter().all(|sum| (sum - 1.0).abs() < 1e-9), "the columns add up to {columns:?}");
    }

    #[test]
    fn radii_hold_and_are_no_wider_than_they_must(pool in pools(8), at in points()) {
        let field = pool.field();
        let found = radius(&field, winner_pairs(&field));
        let stated = Weighting::at(&field.weights);
        let winner = |at: &Vec3| {
            let values = field.classes.iter().map(|class| dot(&class.form, at));
            let best = values.clone().max();
            values.enumerate().filter(|(_, value)| Some(*value) == best).map(|(class, _)| class).collect::<Vec<_>>()
        };
        let there = Weighting::at(&at);
        if found.is_none_or(|radius| stated.distance(&there) < radius) {
            prop_assert_eq!(winner(there.point()), winner(stated.point()));
        }
    }

    #[test]
    fn near_shares_are_certain_inside_the_radius(pool in pools(8)) {
        let field = pool.field();
        let certain = |share: f64| !(1e-9..=1.0 - 1e-9).contains(&share);
        let ground = Region::Near.polygon(&field.weights);
        if radius(&field, winner_pairs(&field)).is_none_or(|radius| radius > Ratio::new(1, 10)) {
            let firsts = FirstPolygons::of(&field, &ground).unwrap();
            prop_assert!(firsts.polygons.iter().all(|polygon| certain(polygon.area() / ground.area())));
        }
    }

    #[test]
    fn at_the_turn_both_are_worth_the_same(pool in pools(6)) {
        let field = pool.field();
        for pair in field.classes.windows(2) {
            if let Some(turn) = crate::ranking::pair::nearest(std::iter::once((&pair[0], &pair[1])), &field.weights) {
                let (ahead, behind) = (dot(&pair[0].form, &turn.at), dot(&pair[1].form, &turn.at));
                prop_assert!(ahead == behind || turn.at == field.weights);
            }
        }
    }

    #[test]
    fn the_optimum_beats_filling_and_filling_the_line(pool in pools(10), capacity in 0u64..40) {
        let scorer = Scorer::new(&pool.rules(Method::Weighted));
        let sequence = pool.sequence(Method::Weighted);
        let sized: Vec<usize> = sequence.into_iter().filter(|&index| pool.efforts[index].is_some()).collect();
        for by_effort in [true, false] {
            let items: Vec<Item> = sized
                .iter()
                .map(|&index| {
                    let effort = pool.efforts[index].unwrap();
                    let weeks = if by_effort { i128::from(effort) } else { 1 };
                    Item { effort, worth: scorer.worth(&pool.scores[index]) * weeks }
                })
                .collect();
            let worth = |chosen: &[usize]| chosen.iter().map(|&item| items[item].worth).sum::<i128>();
            let drawn = |rule| line::draw(items.iter().map(|item| Some(item.effort)), capacity, rule).inside;
            let optimum = worth(&best(&items, capacity).unwrap());
            prop_assert!(optimum >= worth(&drawn(LineRule::Fill)));
            prop_assert!(worth(&drawn(LineRule::Fill)) >= worth(&drawn(LineRule::Strict)));
            prop_assert!(worth(&best(&items, capacity + 1).unwrap()) >= optimum);
        }
    }

    #[test]
    fn contributions_and_shown_points_add_up_under_every_method(pool in pools(6)) {
        for method in METHODS {
            let scorer = Scorer::new(&pool.rules(method));
            for scores in &pool.scores {
                let [business, interest, growth] = scorer.contributions(scores).into_array();
                prop_assert_eq!(business + interest + growth, scorer.value(scores));
                let (total, points) = scorer.shown(scores);
                prop_assert_eq!(points.into_array().iter().sum::<i64>(), total);
                prop_assert!((0..=1000).contains(&total) && points.iter().all(|(_, part)| *part >= 0));
            }
        }
    }

    #[test]
    fn rank_ranges_contain_the_rank(keys in prop::collection::vec((0i128..20, 0i128..4, 0i128..4), 1..12)) {
        let exact: Vec<(i128, i128)> = keys.iter().map(|(key, ..)| (*key, *key)).collect();
        let wide: Vec<(i128, i128)> = keys.iter().map(|(key, less, more)| (key - less, key + more)).collect();
        for (certain, open) in rank_ranges(&exact).iter().zip(rank_ranges(&wide)) {
            prop_assert_eq!(certain.best, certain.worst);
            prop_assert!(open.best <= certain.best && certain.worst <= open.worst);
        }
    }
}
