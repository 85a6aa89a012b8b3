//! Whole rankings, from documents: what is listed apart, the plan, what would turn it, and odd portfolios.

use proptest::prelude::*;

use crate::criteria::{Criterion, PerCriterion};
use crate::fit::candidates;
use crate::portfolio::{Memo, Overrides, Score, Weights, load};
use crate::ranking::{
    Exactness, FirstPlace, Margin, PlanMap, Ranking, Ratio, Region, Robustness, Side, Weighting, rank,
};
use crate::source::Sources;

/// A ranking of projects given as `id: front matter`, under the settings' front matter.
fn ranked(settings: &str, projects: &[(&str, &str)]) -> Ranking {
    let mut files: Vec<(String, String)> = projects
        .iter()
        .map(|(id, keys)| (format!("projects/{id}.md"), format!("---\n{}\n---\n", keys.replace("; ", "\n"))))
        .collect();
    files.push(("portfolio.md".to_owned(), format!("---\n{}\n---\n", settings.replace("; ", "\n"))));
    let sources = Sources::from_pairs(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let (portfolio, findings) = load(&sources, &mut Memo::default(), &Overrides::default());
    let portfolio = portfolio.unwrap_or_else(|| panic!("{findings:?}"));
    rank(&candidates(&portfolio), portfolio.settings())
}

/// A project's front matter.
fn keys(business: f64, interest: f64, growth: f64, effort: Option<u32>) -> String {
    let effort = effort.map_or_else(String::new, |effort| format!("; effort: {effort}"));
    format!("business: {business}; interest: {interest}; growth: {growth}{effort}")
}

fn ids(ranking: &Ranking, indices: &[usize]) -> Vec<String> {
    indices.iter().map(|&index| ranking.placed[index].project.id.to_string()).collect()
}

const WEIGHTS: &str = "weights: {business: 50, interest: 30, growth: 20}";

/// The portfolio of the essay, whose numbers were computed by hand and independently.
fn essay(more: &str) -> Ranking {
    let all = [
        ("fedramp-controls", 5, 1, 3, 8),
        ("zero-trust-access", 4, 4, 4, 10),
        ("detection-from-incidents", 4, 5, 3, 5),
        ("static-analysis-rollout", 3, 4, 3, 6),
        ("secret-manager-migration", 1, 3, 4, 9),
        ("alert-triage-tool", 2, 5, 2, 4),
        ("conference-talk-research", 1, 5, 5, 3),
        ("intern-mentoring-program", 2, 2, 5, 2),
        ("soc2-evidence", 5, 0, 1, 4),
        ("paved-road-auth", 4, 3, 4, 7),
        ("access-approval-flow", 1, 1, 1, 5),
        ("threat-model-workshops", 3, 3, 5, 3),
    ];
    let projects: Vec<(&str, String)> = all
        .iter()
        .map(|&(id, b, i, g, effort)| (id, keys(f64::from(b), f64::from(i), f64::from(g), Some(effort))))
        .collect();
    let projects: Vec<(&str, &str)> = projects.iter().map(|(id, keys)| (*id, keys.as_str())).collect();
    ranked(&format!("{WEIGHTS}; capacity: 33; scale: {{step: 1}}{more}"), &projects)
}

#[test]
fn the_essay_is_ranked_and_planned_as_computed_by_hand() {
    let ranking = essay("");
    let first = &ranking.placed[0];
    assert_eq!(first.project.id.as_str(), "detection-from-incidents");
    assert_eq!((first.value, first.score_tenths), (Ratio::new(41, 10), 820));
    let points = first.points_tenths;
    assert_eq!((points.business, points.interest, points.growth), (400, 300, 120));
    let tied: Vec<_> = ranking.placed.iter().map(|placed| (placed.rank, placed.tied)).collect();
    assert_eq!(&tied[3..6], [(4, true), (4, true), (6, false)]);
    let plan = ranking.plan.as_ref().unwrap();
    assert_eq!((plan.planned.hundredths(), plan.left.hundredths()), (3300, 0));
    assert_eq!(plan.best.as_ref().unwrap().enters, Vec::<usize>::new(), "the line is the optimum here");
}

#[test]
fn the_total_reading_drops_a_large_project_for_small_ones() {
    let ranking = essay("; score_means: total");
    let best = ranking.plan.as_ref().unwrap().best.as_ref().unwrap();
    assert_eq!(ids(&ranking, &best.leaves)[0], "zero-trust-access", "the second best, ten weeks");
    assert!(
        ids(&ranking, &best.enters).contains(&"access-approval-flow".to_owned()),
        "the worst fills a gap"
    );
    assert!(best.gain.unwrap() > Ratio::ZERO);
}

#[test]
fn what_is_below_the_floor_or_unscored_takes_no_rank() {
    let ranking = ranked(
        "floor: {business: 2}",
        &[
            ("low", "business: 1; interest: 5; growth: 5"),
            ("low-and-open", "business: 1; interest: 5"),
            ("open", "business: 3; interest: 5"),
            ("placed", "business: 3; interest: 3; growth: 3"),
        ],
    );
    assert_eq!(ids(&ranking, &[0]), ["placed"]);
    let below: Vec<&str> = ranking.below_floor.iter().map(|found| found.project.id.as_str()).collect();
    assert_eq!(below, ["low", "low-and-open"]);
    assert_eq!(
        (ranking.below_floor[0].criterion, ranking.below_floor[0].floor),
        (Criterion::Business, Score::from_thousandths(2000))
    );
    let open = &ranking.unscored[0];
    assert_eq!(open.missing, [Criterion::Growth]);
    assert_eq!((open.rank_range.best, open.rank_range.worst), (1, 2));
    assert_eq!(open.value_range, (Ratio::new(11, 4), Ratio::new(4, 1)));
    assert_eq!(ranking.plan, None);
    assert_eq!(ranking.placed[0].side, Side::NoLine);
}

#[test]
fn confidence_gives_a_range_of_ranks_and_groups_too_close_to_call() {
    let ranking = ranked(
        &format!("{WEIGHTS}; scale: {{step: 1}}"),
        &[
            ("a", "business: {score: 4, confidence: low}; interest: 3; growth: 3"),
            ("b", "business: 3; interest: 4; growth: 3"),
            ("c", "business: 0; interest: 0; growth: 0"),
        ],
    );
    let ranges: Vec<_> = ranking.placed.iter().map(|p| (p.rank_range.best, p.rank_range.worst)).collect();
    assert_eq!(ranges, [(1, 2), (1, 2), (3, 3)]);
    assert_eq!((ranking.close_calls.len(), ranking.close_calls.first()), (1, Some(&(0..2))));
    assert_eq!(ranking.placed[0].value_range, (Ratio::new(3, 1), Ratio::new(4, 1)));
}

#[test]
fn what_a_project_needs_is_named_for_the_neighbour_the_line_and_the_first_place() {
    let ranking = ranked(
        &format!("{WEIGHTS}; capacity: 5; scale: {{step: 0.5}}"),
        &[
            ("a", &keys(4.0, 4.0, 4.0, Some(2))),
            ("b", &keys(3.0, 3.0, 3.0, Some(2))),
            ("c", &keys(2.0, 2.0, 2.0, Some(2))),
            ("d", &keys(1.0, 1.0, 1.0, Some(9))),
        ],
    );
    let reach = ranking.reach(2);
    assert_eq!(reach.neighbour.as_ref().unwrap().target, 1);
    // It needs two of five weeks, and the first takes two: to be second is enough.
    let line = reach.line.unwrap();
    assert_eq!(line.target, 1);
    let needed = |score: i32| Some(Score::from_thousandths(score));
    assert_eq!(line.alone, PerCriterion::new(needed(4000), None, None));
    assert_eq!(line.together.unwrap().steps, 4);
    assert_eq!(reach.first.unwrap().alone, PerCriterion::new(None, None, None));
    assert_eq!(ranking.reach(3).line, None, "nine weeks never fit into five");
    assert_eq!(ranking.reach(0), crate::ranking::Reach { neighbour: None, line: None, first: None });
}

fn everywhere(ranking: &Ranking) -> (Option<PlanMap>, Robustness) {
    let map = ranking.plan_map();
    let robustness = ranking.robustness(Region::All, map.as_ref());
    (map, robustness)
}

#[test]
fn the_essay_turns_where_computed_by_hand() {
    let ranking = essay("");
    let (map, robustness) = everywhere(&ranking);
    assert!(robustness.is_exact());
    assert_eq!(robustness.winner_radius, Some(Ratio::new(1, 20)));
    assert_eq!(robustness.order_radius, Some(Ratio::ZERO));
    let map = map.unwrap();
    assert_eq!(map.regions[0].plan, ranking.plan.as_ref().unwrap().inside);
    let whole: f64 = map.regions.iter().map(|region| region.share).sum();
    assert!((whole - 1.0).abs() < 1e-9);
    let flip = ranking.overtakes(1, 0).unwrap();
    assert_eq!(flip.distance, Ratio::new(1, 20));
    assert_eq!((flip.moves[0].from, flip.moves[0].to), (Criterion::Interest, Criterion::Growth));
    let last = robustness.projects.len() - 1;
    let FirstPlace::Never { behind } = &robustness.projects[last].first else { panic!("dominated") };
    assert_eq!(behind.len(), 1);
}

#[test]
fn undominated_but_never_first_names_who_is_at_least_as_good() {
    let ranking = ranked(
        "capacity: 1",
        &[
            ("x", &keys(5.0, 0.0, 0.0, Some(1))),
            ("y", &keys(0.0, 5.0, 0.0, Some(1))),
            ("z", &keys(0.0, 0.0, 5.0, Some(1))),
            ("middle", &keys(1.0, 1.0, 1.0, Some(1))),
        ],
    );
    let (_, robustness) = everywhere(&ranking);
    let middle = ranking.placed.iter().position(|placed| placed.project.id.as_str() == "middle").unwrap();
    let FirstPlace::Never { behind } = &robustness.projects[middle].first else { panic!("never first") };
    assert_eq!(behind.len(), 3);
    assert_eq!(ranking.placed[middle].layer, 1);
    assert_eq!(robustness.projects[middle].margin, Margin::Never);
}

#[test]
fn filling_and_other_methods_are_said_to_be_approximate() {
    for setting in ["; line: fill", "; method: geometric", "; method: business-first"] {
        let ranking = essay(setting);
        let (map, robustness) = everywhere(&ranking);
        assert!(!robustness.is_exact(), "{setting}");
        assert_eq!(map.unwrap().exactness, Exactness::Approximate, "{setting}");
        assert!(robustness.projects.iter().all(|project| project.plan_share.is_some()));
    }
}

#[test]
fn under_business_first_no_weight_changes_anything() {
    let ranking = essay("; method: business-first");
    let (map, robustness) = everywhere(&ranking);
    assert_eq!(
        (robustness.winner_radius, robustness.plan_radius, robustness.order_radius),
        (None, None, None)
    );
    assert_eq!(map.unwrap().regions.len(), 1);
    assert!(robustness.projects.iter().all(|project| project.best_rank == project.worst_rank));
}

/// Every number finite and in its range, whatever the portfolio.
fn check(ranking: &Ranking) {
    let map = ranking.plan_map();
    for region in Region::ALL {
        let robustness = ranking.robustness(region, map.as_ref());
        let share = |share: f64| (-1e-9..=1.0 + 1e-9).contains(&share);
        for (index, project) in robustness.projects.iter().enumerate() {
            assert!(share(project.first_share) && project.plan_share.is_none_or(share));
            assert!(project.expected_rank >= 1.0 && project.expected_rank <= ranking.placed.len() as f64);
            assert!(project.best_rank >= 1 && project.worst_rank <= ranking.placed.len());
            assert!((robustness.rank_shares(index).iter().sum::<f64>() - 1.0).abs() < 1e-6);
            let place = &ranking.placed[index];
            assert!(place.value.to_f64().is_finite() && place.score(&ranking.rules).is_finite());
            assert!(place.rank_range.best <= place.rank && place.rank <= place.rank_range.worst);
            if let FirstPlace::Somewhere { centre, share: first, .. } = &project.first {
                assert!(share(*first) && centre.iter().all(|weight| share(*weight)));
            }
        }
    }
}

#[test]
fn odd_portfolios_get_finite_answers() {
    let one = keys(2.0, 2.0, 2.0, Some(1));
    let none = keys(0.0, 0.0, 0.0, None);
    for settings in
        ["capacity: 0", "title: No line", "capacity: 3; weights: {business: 1, interest: 0, growth: 0}"]
    {
        for method in ["weighted", "geometric", "business-first"] {
            let settings = format!("{settings}; method: {method}");
            check(&ranked(&settings, &[("only", &one)]));
            check(&ranked(&settings, &[("a", &one), ("b", &one), ("c", &one)]));
            check(&ranked(&settings, &[("a", &none), ("b", &none)]));
            check(&ranked(&settings, &[("open", "business: 1")]));
        }
    }
}

#[test]
fn all_equal_is_one_tie_that_nothing_changes() {
    let equal = keys(2.0, 2.0, 2.0, Some(1));
    let ranking = ranked("capacity: 1", &[("a", &equal), ("b", &equal), ("c", &equal)]);
    let (_, robustness) = everywhere(&ranking);
    assert_eq!(ranking.plan.as_ref().unwrap().tied_at_line, [0, 1, 2]);
    assert_eq!((robustness.winner_radius, robustness.plan_radius), (None, None));
    assert!(robustness.projects.iter().all(|project| project.first_share > 0.999));
    assert!((robustness.projects[0].expected_rank - 2.0).abs() < 1e-12);
}

#[test]
fn where_nobody_beats_anybody_at_most_three_are_named_as_at_least_as_good() {
    // Every grid point of a triangle: all are level where the weights are equal, and only the corners are
    // ever first.
    let grid = (0..=10).flat_map(|b| (0..=10 - b).map(move |i| [b, i, 10 - b - i]));
    let documents: Vec<(String, String)> = grid
        .map(|[b, i, g]| {
            let halves = |part: i32| f64::from(part) / 2.0;
            (format!("p{b}-{i}"), keys(halves(b), halves(i), halves(g), Some(1)))
        })
        .collect();
    let documents: Vec<(&str, &str)> =
        documents.iter().map(|(id, keys)| (id.as_str(), keys.as_str())).collect();
    let ranking = ranked(&format!("{WEIGHTS}; capacity: 9"), &documents);
    check(&ranking);
    let (_, robustness) = everywhere(&ranking);
    let first = robustness.projects.iter().filter(|project| project.first_share > 0.0).count();
    assert_eq!(first, 3);
    for project in &robustness.projects {
        if let FirstPlace::Never { behind } | FirstPlace::Touching { behind, .. } = &project.first {
            assert!((1..=3).contains(&behind.len()));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(16) })]

    #[test]
    fn inside_its_margin_a_project_keeps_its_side(
        projects in prop::collection::vec(([0u8..=10, 0u8..=10, 0u8..=10], prop::option::weighted(0.9, 1u32..6)), 2..8),
        weights in [1u64..10, 1u64..10, 1u64..10], towards in [0u64..10, 0u64..10, 1u64..10],
    ) {
        let documents: Vec<(String, String)> = projects
            .iter()
            .enumerate()
            .map(|(index, ([b, i, g], effort))| {
                let halves = |score: u8| f64::from(score) / 2.0;
                (format!("p{index}"), keys(halves(*b), halves(*i), halves(*g), *effort))
            })
            .collect();
        let documents: Vec<(&str, &str)> = documents.iter().map(|(id, keys)| (id.as_str(), keys.as_str())).collect();
        let [b, i, g] = weights;
        let settings = format!("weights: {{business: {b}, interest: {i}, growth: {g}}}; capacity: 8");
        let ranking = ranked(&settings, &documents);
        check(&ranking);
        let (_, robustness) = everywhere(&ranking);
        let there = Weights::new(PerCriterion::from(towards)).unwrap();
        let distance = Weighting::of(&ranking.rules.weights).distance(&Weighting::of(&there));
        let [b, i, g] = towards;
        let settings = format!("weights: {{business: {b}, interest: {i}, growth: {g}}}; capacity: 8");
        let anew = ranked(&settings, &documents);
        for (index, place) in ranking.under(there).iter().enumerate() {
            let same = anew.placed.iter().find(|it| it.project.id == ranking.placed[index].project.id).unwrap();
            prop_assert_eq!((place.rank, place.planned), (same.rank, same.is_planned()));
            let project = &robustness.projects[index];
            if project.margin != Margin::NoLine && project.margin.distance().is_none_or(|margin| distance < margin) {
                prop_assert_eq!(place.planned, ranking.placed[index].is_planned());
            }
        }
        let margins = robustness.projects.iter().filter_map(|project| project.margin.distance()).min();
        prop_assert_eq!(margins, robustness.plan_radius);
    }
}
