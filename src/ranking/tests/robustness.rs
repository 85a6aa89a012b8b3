//! First places, shares of ranks, plan shares, radii and distances over three regions of weightings.

use serde_json::Value;

use super::{Case, cases, floats, fraction, list};
use crate::criteria::Criterion;
use crate::portfolio::LineRule;
use crate::ranking::cells::strict_cells;
use crate::ranking::exact::{Ratio, Vec3, minus};
use crate::ranking::field::Field;
use crate::ranking::first::FirstPolygons;
use crate::ranking::overall::{neighbours, radius, winner_pairs};
use crate::ranking::pair;
use crate::ranking::polygon::Polygon;
use crate::ranking::ranks::spreads;
use crate::ranking::robustness::{Flip, Region};
use crate::ranking::weighting::Weighting;

const ROBUSTNESS: &str = include_str!("../../../tests/oracle/robustness.json");

const REGIONS: [(Region, &str); 3] = [
    (Region::All, "all weights"),
    (Region::Ordered, "order of weights kept"),
    (Region::Near, "within 10 points"),
];

/// A case with its projects in position order.
struct Subject {
    case: Case,
    /// The case's index of the project at each position.
    sequence: Vec<usize>,
    field: Field,
}

fn subjects() -> Vec<Subject> {
    cases(ROBUSTNESS).into_iter().map(Subject::of).collect()
}

impl Subject {
    fn of(case: Case) -> Self {
        let sequence = case.ordered().sequence;
        let forms: Vec<(i128, Vec3)> = sequence.iter().map(|&index| (0, case.scores[index])).collect();
        let efforts = sequence.iter().map(|&index| case.efforts[index]).collect();
        let field = Field::new(&forms, efforts, case.rules.weights());
        Self { case, sequence, field }
    }

    /// The same projects, all of the same effort: the best k are those above the line at capacity k.
    fn of_equal_effort(mut case: Case) -> Self {
        case.efforts.fill(Some(1));
        Self::of(case)
    }

    /// Compares a value of each project with the expected list, which is in the order of `ids`.
    fn compare(&self, what: &str, wanted: &Value, found: impl Fn(usize) -> f64) {
        let wanted = floats(wanted);
        for (position, &index) in self.sequence.iter().enumerate() {
            let (value, wanted) = (found(position), wanted[index]);
            let name = &self.case.name;
            assert!((value - wanted).abs() < 1e-9, "{name}: {what} of {position} is {value}, not {wanted}");
        }
    }

    fn class(&self, position: usize) -> usize {
        self.field.class_of[position]
    }
}

fn optional(value: &Value) -> Option<Ratio> {
    if value.is_null() { None } else { Some(fraction(value)) }
}

#[test]
fn regions_are_the_expected_polygons() {
    for subject in subjects() {
        for (region, name) in REGIONS {
            let expected = &subject.case.expected["regions"][name];
            let polygon = region.polygon(&subject.field.weights);
            let share = fraction(&expected["share_of_triangle"]).to_f64();
            assert!((polygon.area() - share).abs() < 1e-12);
            assert_eq!(polygon.corners().len(), list(&expected["polygon"]).len(), "{name}");
        }
    }
}

#[test]
fn first_shares_are_the_expected_ones() {
    for subject in subjects() {
        for (region, name) in REGIONS {
            let expected = &subject.case.expected["regions"][name]["first_share"];
            let ground = region.polygon(&subject.field.weights);
            let firsts = FirstPolygons::of(&subject.field, &ground).unwrap();
            subject.compare("first share", expected, |position| {
                firsts.polygons[subject.class(position)].area() / ground.area()
            });
        }
    }
}

#[test]
fn rank_shares_expected_and_extreme_ranks_are_the_expected_ones() {
    for subject in subjects() {
        for (region, name) in REGIONS {
            let expected = &subject.case.expected["regions"][name];
            let ranks = spreads(&subject.field, &region.polygon(&subject.field.weights), None);
            let rows = ranks.rows();
            let spread = |position: usize| &ranks.spreads[subject.class(position)];
            subject
                .compare("expected rank", &expected["expected_rank"], |position| spread(position).expected);
            for (position, &index) in subject.sequence.iter().enumerate() {
                let extremes = [spread(position).best, spread(position).worst];
                assert_eq!(serde_json::json!(extremes), expected["best_and_worst_rank"][index]);
                let row = &rows[subject.class(position)];
                // The largest case leaves the table out.
                if expected["rank_share"].is_null() {
                    continue;
                }
                for (rank, wanted) in floats(&expected["rank_share"][index]).into_iter().enumerate() {
                    let share = row.get(rank).copied().unwrap_or(0.0);
                    assert!((share - wanted).abs() < 1e-9, "{} {name}: {share} {wanted}", subject.case.name);
                }
            }
        }
    }
}

#[test]
fn plan_shares_are_the_expected_ones() {
    for subject in subjects() {
        for (region, name) in REGIONS {
            let expected = &subject.case.expected["regions"][name];
            let capacity = expected["capacity"].as_u64().unwrap() * 100;
            let by_effort = plan_shares(&subject.field, capacity, region);
            subject.compare("plan share", &expected["above_line_share"], |position| by_effort[position]);
        }
    }
}

#[test]
fn shares_of_the_best_k_are_the_expected_ones() {
    for subject in cases(ROBUSTNESS).into_iter().map(Subject::of_equal_effort) {
        for (region, name) in REGIONS {
            let expected = &subject.case.expected["regions"][name];
            let by_count = plan_shares(&subject.field, expected["top_k"].as_u64().unwrap(), region);
            subject.compare("top-k share", &expected["top_k_share"], |position| by_count[position]);
        }
    }
}

fn plan_shares(field: &Field, capacity: u64, region: Region) -> Vec<f64> {
    let ground = region.polygon(&field.weights);
    let mut shares = vec![0.0; field.efforts.len()];
    let cells = strict_cells(field, capacity, &[], 10_000).unwrap().cells;
    let whole: f64 = cells.iter().map(|cell| cell.polygon.area()).sum();
    assert!((whole - 1.0).abs() < 1e-12, "the cells cover {whole}");
    for cell in cells {
        let inside =
            cell.polygon.corners().iter().fold(ground.clone(), |part, corner| part.clip(&corner.edge));
        for index in cell.plan {
            shares[index] += inside.area() / ground.area();
        }
    }
    let walked = spreads(field, &ground, Some((capacity, LineRule::Strict))).plan_shares.unwrap();
    for (walked, share) in walked.iter().zip(&shares) {
        assert!((walked - share).abs() < 1e-9, "walking gives {walked}, the cells {share}");
    }
    shares
}

#[test]
fn polygons_centres_and_distances_to_the_first_place_are_the_expected_ones() {
    for subject in subjects() {
        let firsts = FirstPolygons::of(&subject.field, &Polygon::triangle()).unwrap();
        let stated = Weighting::of(&subject.case.rules.weights);
        for expected in list(&subject.case.expected["first"]) {
            let index = subject.case.index(expected["id"].as_str().unwrap());
            let position = subject.sequence.iter().position(|&other| other == index).unwrap();
            let polygon = &firsts.polygons[subject.class(position)];
            let name = format!("{} {}", subject.case.name, subject.case.ids[index]);
            assert_eq!(polygon.has_area(), expected["ever_first"].as_bool().unwrap(), "{name}");
            if polygon.has_area() {
                let found: Vec<_> =
                    polygon.outline().iter().map(|at| at.exact_shares().into_array()).collect();
                let wanted: Vec<_> =
                    list(&expected["polygon"]).iter().map(|at| [0, 1, 2].map(|k| fraction(&at[k]))).collect();
                assert_eq!(found.len(), wanted.len(), "{name}");
                assert!(wanted.iter().all(|corner| found.contains(corner)), "{name}: {found:?} {wanted:?}");
                let centre = polygon.centre().unwrap();
                let off = floats(&expected["centre"]).iter().zip(centre).any(|(a, b)| (a - b).abs() > 1e-12);
                assert!(!off, "{name}: centre {centre:?}");
            }
            let distance = polygon.nearest(&stated).map(|(distance, _)| distance);
            assert_eq!(distance, optional(&expected["distance_to_first"]), "{name}");
        }
    }
}

#[test]
fn pairs_turn_where_expected_and_by_the_expected_moves() {
    for subject in subjects() {
        let weights = &subject.field.weights;
        for expected in list(&subject.case.expected["neighbours"]) {
            let form = |key: &str| subject.case.scores[subject.case.index(expected[key].as_str().unwrap())];
            let difference = minus(&form("behind"), &form("ahead"));
            let turn = pair::turn(&difference, weights);
            let name = format!("{} {}", subject.case.name, expected["behind"]);
            let distance = turn.as_ref().map(|turn| turn.distance(weights));
            assert_eq!(distance, optional(&expected["weight_to_move"]), "{name}");
            if let Some(turn) = turn {
                let flip = Flip::between(&subject.case.rules.weights, Weighting::at(&turn.at));
                assert_eq!(Some(flip.distance), distance);
                let moved: Ratio = flip.moves.iter().fold(Ratio::ZERO, |sum, step| sum + step.amount);
                assert_eq!(moved, flip.distance);
                assert_eq!(flip.moves.len(), list(&expected["moves"]).len(), "{name}");
                for step in list(&expected["moves"]) {
                    let found = flip.moves.iter().find(|found| found.from.key() == step[0]).unwrap();
                    assert_eq!(
                        (found.to.key(), found.amount),
                        (step[1].as_str().unwrap(), fraction(&step[2]))
                    );
                }
            }
            let crossings = pair::crossings(&difference, weights);
            for criterion in Criterion::ALL {
                let wanted = optional(&expected["crossings"][criterion.key()]);
                assert_eq!(crossings[criterion], wanted, "{name} {}", criterion.key());
            }
        }
    }
}

#[test]
fn radii_are_the_expected_ones() {
    for subject in subjects() {
        let (field, expected) = (&subject.field, &subject.case.expected);
        assert_eq!(radius(field, winner_pairs(field)), optional(&expected["winner_radius"]));
        assert_eq!(radius(field, neighbours(field)), optional(&expected["order_radius"]));
        let line = expected["shortlist"].as_u64().unwrap() as usize;
        let class = |position: usize| &field.classes[field.class_of[position]];
        let across = (0..line).flat_map(|a| (line..field.class_of.len()).map(move |b| (class(a), class(b))));
        assert_eq!(radius(field, across), optional(&expected["shortlist_radius"]), "{}", subject.case.name);
    }
}
