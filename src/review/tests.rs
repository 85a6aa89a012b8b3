//! Facts about comparisons.

use proptest::prelude::*;

use super::split::split;
use super::world::{World, project, scored, settings};
use super::*;
use crate::criteria::{Criterion, PerCriterion};
use crate::diagnostic::Code;
use crate::portfolio::{Score, Weights};
use crate::ranking::Rules;

const REVIEW: &str = include_str!("../../tests/oracle/review.json");

type Files = Vec<(String, String)>;

fn compared(before: &Files, after: &Files) -> Changes {
    compare(&World::of(before).state(), &World::of(after).state())
}

fn four() -> Files {
    vec![
        settings("capacity: 6"),
        scored("a", [5, 5, 5], 2),
        scored("b", [4, 4, 4], 2),
        scored("c", [3, 3, 3], 2),
        scored("d", [2, 2, 2], 2),
    ]
}

fn with(mut files: Files, file: (String, String)) -> Files {
    files.retain(|(path, _)| *path != file.0);
    files.push(file);
    files
}

fn without(mut files: Files, id: &str) -> Files {
    files.retain(|(path, _)| *path != format!("projects/{id}.md"));
    files
}

fn of<'c>(changes: &'c Changes, id: &str) -> &'c ProjectChange {
    changes.project(&Id::new(id).unwrap()).unwrap()
}

fn causes(changes: &Changes, id: &str) -> Vec<Cause> {
    of(changes, id).crossing.clone().unwrap().causes
}

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

#[test]
fn a_state_does_not_differ_from_itself() {
    let changes = compared(&four(), &four());
    assert!(changes.is_empty());
    assert!(!changes.moves_something());
}

#[test]
fn another_way_of_writing_the_same_is_no_change() {
    let crlf = four().into_iter().map(|(path, text)| (path, text.replace('\n', "\r\n"))).collect();
    assert!(compared(&four(), &crlf).is_empty());
    let map = with(
        four(),
        project(
            "a",
            "title: Project a\nbusiness: {score: 5.0}\ninterest: 5\ngrowth: 5\neffort: 2",
            "About a.",
        ),
    );
    assert!(compared(&four(), &map).is_empty());
}

#[test]
fn an_own_edit_over_the_line_is_named_as_its_cause_and_pushes_another_out() {
    let after = with(four(), scored("d", [4, 4, 3], 2));
    let changes = compared(&four(), &after);
    assert_eq!(causes(&changes, "d"), [Cause::Own]);
    assert_eq!(causes(&changes, "c"), [Cause::Others(vec![id("d")])]);
    assert_eq!(
        of(&changes, "d").fields.iter().map(|f| f.key).collect::<Vec<_>>(),
        ["business", "interest", "growth"]
    );
    assert_eq!(of(&changes, "d").ranks(), (Some(4), Some(3)));
    assert_eq!(of(&changes, "a").direction(), None);
}

#[test]
fn a_project_at_an_unchanged_rank_can_fall_out() {
    let after = with(four(), scored("a", [5, 5, 5], 3));
    let changes = compared(&four(), &after);
    assert_eq!(of(&changes, "c").ranks(), (Some(3), Some(3)));
    assert_eq!(of(&changes, "c").direction(), Some(Direction::Leaves));
    assert_eq!(causes(&changes, "c"), [Cause::Others(vec![id("a")])]);
}

#[test]
fn weights_and_capacity_are_causes_of_their_own() {
    let before = vec![
        settings("capacity: 2\nweights: {business: 1, interest: 0, growth: 0}"),
        scored("a", [5, 0, 0], 2),
        scored("b", [0, 5, 0], 2),
    ];
    let weights =
        with(before.clone(), settings("capacity: 2\nweights: {business: 0, interest: 1, growth: 0}"));
    let changes = compared(&before, &weights);
    assert_eq!((causes(&changes, "a"), causes(&changes, "b")), (vec![Cause::Rules], vec![Cause::Rules]));
    let room = with(before.clone(), settings("capacity: 4\nweights: {business: 1, interest: 0, growth: 0}"));
    assert_eq!(causes(&compared(&before, &room), "b"), [Cause::Room]);
    let split = of(&changes, "a").value.unwrap();
    assert_eq!((split.own, split.rules), (Ratio::ZERO, Ratio::new(-5, 1)));
}

#[test]
fn what_takes_two_changes_has_no_single_cause() {
    let before = vec![
        settings("capacity: 2"),
        scored("a", [3, 3, 3], 2),
        scored("b", [3, 3, 2], 2),
        scored("c", [3, 2, 2], 2),
    ];
    let after = with(with(before.clone(), scored("c", [3, 3, 3], 2)), scored("a", [3, 3, 1], 2));
    let after = with(after, scored("b", [3, 3, 2], 2));
    let changes = compared(&before, &after);
    assert_eq!(of(&changes, "c").direction(), Some(Direction::Enters));
    assert!(causes(&changes, "c").is_empty(), "{:?}", causes(&changes, "c"));
}

#[test]
fn new_removed_and_closed_work_says_so() {
    let after = with(without(four(), "a"), scored("e", [5, 5, 5], 2));
    let changes = compared(&four(), &after);
    assert_eq!((causes(&changes, "a"), causes(&changes, "e")), (vec![Cause::Removed], vec![Cause::New]));
    let done = "title: Project a\nstatus: done\nbusiness: 5\ninterest: 5\ngrowth: 5\neffort: 2";
    let changes = compared(&four(), &with(four(), project("a", done, "About a.")));
    assert_eq!(causes(&changes, "a"), [Cause::Standing]);
    assert_eq!(of(&changes, "b").account.as_ref().unwrap().gone_above.named, [id("a")]);
}

#[test]
fn a_stated_and_an_assumed_rename_keep_the_history() {
    let text = "A text that is long enough to be known again whatever its file is called.";
    let old = with(four(), project("old", "title: Old name\nbusiness: 1\ninterest: 1\ngrowth: 1", text));
    let stated = with(
        four(),
        project("new", "title: New name\nwas: [old]\nbusiness: 1\ninterest: 1\ngrowth: 1", "Else."),
    );
    assert_eq!(of(&compared(&old, &stated), "new").former, Some(Former::Stated(id("old"))));
    let assumed =
        with(four(), project("new", "title: Other name\nbusiness: 1\ninterest: 1\ngrowth: 1", text));
    let changes = compared(&old, &assumed);
    assert_eq!(of(&changes, "new").former, Some(Former::Assumed(id("old"))));
    assert!(changes.project(&id("old")).is_none());
    let unlike = with(
        four(),
        project("new", "title: Other\nbusiness: 1\ninterest: 1\ngrowth: 1", "Nothing of the kind."),
    );
    assert_eq!(of(&compared(&old, &unlike), "new").former, None);
}

#[test]
fn words_of_headlines_texts_and_narratives_are_compared() {
    let narrative =
        |text: &str| ("narratives/zero.md".to_owned(), format!("---\ntitle: Zero\n---\n\n{text}\n"));
    let front =
        |headline: &str| format!("title: P\nheadline: {headline}\nbusiness: 1\ninterest: 1\ngrowth: 1");
    let before = vec![project("p", &front("Buyers sign."), "One.\n\nTwo & three."), narrative("Old story.")];
    let after =
        vec![project("p", &front("Buyers sign faster."), "One.\n\nTwo & four."), narrative("New story.")];
    let changes = compared(&before, &after);
    let wording = &of(&changes, "p").wording;
    assert_eq!(wording.len(), 2);
    assert!(wording[0].is_headline);
    assert_eq!(
        wording[1].pieces,
        [Piece::Same("Two &".into()), Piece::Old("three.".into()), Piece::New("four.".into())]
    );
    assert_eq!(changes.documents[0].wording[0].words, (1, 1));
    assert!(!changes.moves_something());
}

#[test]
fn a_score_without_its_reason_and_weights_with_scores_are_findings() {
    let before = World::of(&four());
    let after = World::of(&with(
        with(four(), scored("d", [4, 4, 3], 2)),
        settings("capacity: 6\nweights: {business: 3, interest: 1, growth: 1}"),
    ));
    let changes = compare(&before.state(), &after.state());
    let found = policy(&before.state(), &after.state(), &changes);
    let codes: Vec<Code> = found.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, [Code::QD603, Code::QD602, Code::QD601, Code::QD601, Code::QD601]);
    let why = "title: Project d\nbusiness: {score: 4, why: asked for}\ninterest: {score: 4, why: asked}\ngrowth: 2.5\neffort: 2";
    let explained = World::of(&with(four(), project("d", why, "About d.")));
    let changes = compare(&before.state(), &explained.state());
    assert!(policy(&before.state(), &explained.state(), &changes).is_empty());
}

#[test]
fn a_policy_finding_can_be_allowed_in_its_document() {
    let before = World::of(&four());
    let allow = "title: Project d\nbusiness: 3\ninterest: 2\ngrowth: 2\neffort: 2\nallow: [{code: QD601, why: told in the meeting}]";
    let after = World::of(&with(four(), project("d", allow, "About d.")));
    let changes = compare(&before.state(), &after.state());
    assert!(policy(&before.state(), &after.state(), &changes).is_empty());
}

#[test]
fn ratings_that_change_with_projects_are_the_persons_own() {
    let ana = |interest: u8| {
        ("people/ana.md".to_owned(), format!("---\nname: Ana\ninterests: {{rust: {interest}}}\n---\n"))
    };
    let (before, alone) = (with(four(), ana(1)), with(four(), ana(5)));
    let codes = |before: &Files, after: &Files| {
        let (before, after) = (World::of(before), World::of(after));
        let changes = compare(&before.state(), &after.state());
        let found = policy(&before.state(), &after.state(), &changes);
        assert!(found.iter().all(|finding| finding.private));
        found.iter().map(|finding| finding.code).collect::<Vec<_>>()
    };
    assert_eq!(codes(&before, &alone), []);
    assert_eq!(codes(&before, &with(alone, scored("a", [5, 5, 5], 1))), [Code::QD604]);
}

fn fraction(value: &serde_json::Value) -> Ratio {
    let text = value.as_str().unwrap();
    let (num, den) = text.split_once('/').unwrap_or((text, "1"));
    Ratio::new(num.parse().unwrap(), den.parse().unwrap())
}

fn rules(weights: &serde_json::Value) -> Rules {
    let parts = PerCriterion::from([0, 1, 2].map(|k| fraction(&weights[k])));
    let whole = parts.into_array().iter().map(|part| part.den()).product::<i128>();
    let parts = parts.map(|part| (part.num() * whole / part.den()) as u64);
    let world = World::of(&four());
    Rules { weights: Weights::new(parts).unwrap(), ..world.ranking_rules() }
}

#[test]
fn value_changes_are_split_as_expected() {
    let oracle: serde_json::Value = serde_json::from_str(REVIEW).unwrap();
    for case in oracle["value_changes"].as_array().unwrap() {
        let scores = |key: &str| {
            PerCriterion::from(
                [0, 1, 2].map(|k| Score::from_thousandths(case[key][k].as_i64().unwrap() as i32 * 1000)),
            )
        };
        let (before, after) = (rules(&case["weights_before"]), rules(&case["weights_after"]));
        let found = split((&scores("scores_before"), &before), (&scores("scores_after"), &after));
        let own = found.by_criterion.unwrap();
        for (at, criterion) in Criterion::ALL.into_iter().enumerate() {
            assert_eq!(own[criterion], fraction(&case["from_scores"][at]));
        }
        let weights = (0..3).map(|k| fraction(&case["from_weights"][k])).fold(Ratio::ZERO, |a, b| a + b);
        assert_eq!(found.rules, weights);
    }
}

#[test]
fn rank_changes_agree_as_expected() {
    let oracle: serde_json::Value = serde_json::from_str(REVIEW).unwrap();
    for case in oracle["rank_changes"].as_array().unwrap() {
        let ranks = |key: &str| -> Vec<usize> { serde_json::from_value(case[key].clone()).unwrap() };
        let pairs: Vec<_> = ranks("rank_before").into_iter().zip(ranks("rank_after")).collect();
        let found = agreement::agreement(&pairs);
        for (key, value) in [
            ("concordant", found.concordant),
            ("discordant", found.discordant),
            ("tied_a", found.tied_before),
            ("tied_b", found.tied_after),
            ("pairs", found.pairs),
            ("footrule", found.footrule),
        ] {
            assert_eq!(case[key].as_u64(), Some(value), "{key}");
        }
        assert!((found.tau_b().unwrap() - case["tau_b_scipy"].as_f64().unwrap()).abs() < 1e-12);
    }
}

#[derive(Debug, Clone)]
struct Sample {
    before: Files,
    after: Files,
}

fn sample() -> impl Strategy<Value = Sample> {
    let side = || prop::option::weighted(0.85, (prop::array::uniform3(0u8..=5), 1u8..5));
    let projects = prop::collection::vec((side(), side(), any::<bool>()), 2..12);
    let rules = (
        1u8..4,
        0u8..4,
        0u8..4,
        3u8..20,
        prop::sample::select(vec!["weighted", "geometric", "business-first"]),
    );
    (projects, rules.clone(), rules, any::<bool>()).prop_map(|(projects, old, new, same_rules)| {
        let rules = |(b, i, g, capacity, method): &(u8, u8, u8, u8, &str)| {
            settings(&format!(
                "capacity: {capacity}\nmethod: {method}\nweights: {{business: {b}, interest: {i}, growth: {g}}}"
            ))
        };
        let mut sample = Sample { before: vec![rules(&old)], after: vec![rules(if same_rules { &old } else { &new })] };
        sample.before.push(scored("base", [3, 3, 3], 1));
        sample.after.push(scored("base", [3, 3, 3], 1));
        for (at, (old, new, same)) in projects.iter().enumerate() {
            let new = if *same { old } else { new };
            sample.before.extend(old.map(|(scores, effort)| scored(&format!("p{at}"), scores, effort)));
            sample.after.extend(new.map(|(scores, effort)| scored(&format!("p{at}"), scores, effort)));
        }
        sample
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn nothing_is_left_unexplained(sample in sample()) {
        let (before, after) = (World::of(&sample.before), World::of(&sample.after));
        let changes = compare(&before.state(), &after.state());
        for change in &changes.projects {
            let (old, new) = (change.before.as_ref(), change.after.as_ref());
            if let (Some(Standing::Ranked { value: v, rank: r, .. }), Some(Standing::Ranked { value: w, rank: s, .. })) = (old, new) {
                let account = change.account.clone().unwrap_or_default();
                prop_assert_eq!(account.rank_change(), *s as i64 - *r as i64);
                let split = change.value.map_or(Ratio::ZERO, |split| split.total());
                prop_assert_eq!(*v + split, *w);
            }
            if let Some(crossing) = &change.crossing {
                let untouched = old.is_some() && new.is_some() && !change.is_edited();
                let own = crossing.causes.contains(&Cause::Own);
                prop_assert!(!(untouched && own));
            }
        }
        prop_assert_eq!(compare(&before.state(), &before.state()).is_empty(), true);
    }

    #[test]
    fn moves_are_those_of_the_whole_comparison(mut sample in sample(), renamed in any::<bool>()) {
        let front = |(path, text): &mut (String, String)| {
            if path == "projects/p0.md" {
                *path = "projects/z.md".to_owned();
                *text = text.replacen("---\n", "---\nwas: [p0]\n", 1);
            }
        };
        if renamed {
            sample.after.iter_mut().for_each(front);
        }
        let (before, after) = (World::of(&sample.before), World::of(&sample.after));
        let expected: Vec<Move> = compare(&before.state(), &after.state())
            .projects
            .iter()
            .filter(|change| change.ranks().0 != change.ranks().1 || change.direction().is_some())
            .map(|change| Move {
                id: change.id.clone(),
                ranks: change.ranks(),
                direction: change.direction(),
                is_rescored: change.is_rescored(),
            })
            .collect();
        prop_assert_eq!(moves(&before.state(), &after.state()), expected);
    }

    #[test]
    fn the_way_back_is_the_way_there_turned_round(sample in sample()) {
        let (before, after) = (World::of(&sample.before), World::of(&sample.after));
        let there = compare(&before.state(), &after.state());
        let back = compare(&after.state(), &before.state());
        let ids = |changes: &Changes| changes.projects.iter().map(|c| c.id.clone()).collect::<Vec<_>>();
        prop_assert_eq!(ids(&there), ids(&back));
        for (there, back) in there.projects.iter().zip(&back.projects) {
            prop_assert_eq!(&there.before, &back.after);
            prop_assert_eq!(there.rank_change(), -back.rank_change());
            let counts = |change: &ProjectChange| {
                let account = change.account.clone().unwrap_or_default();
                (account.passed_by.count, account.passed.count)
            };
            let (by, past) = counts(back);
            prop_assert_eq!(counts(there), (past, by));
            let turned = there.direction().map(|d| if d == Direction::Enters { Direction::Leaves } else { Direction::Enters });
            prop_assert_eq!(turned, back.direction());
        }
        prop_assert_eq!(there.agreement().discordant, back.agreement().discordant);
    }
}
