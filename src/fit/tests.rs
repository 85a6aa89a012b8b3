//! Fits and derived scores on small folders.

use proptest::prelude::*;

use crate::criteria::Criterion;
use crate::diagnostic::Code;
use crate::fit::{self, Basis, Panel, Provenance, Whose};
use crate::portfolio::{self, Alone, Id, Memo, Overrides, Portfolio};
use crate::source::Sources;

fn portfolio(files: &[(&str, &str)]) -> Portfolio {
    let sources = Sources::from_pairs(files.iter().copied());
    let (portfolio, found) = portfolio::load(&sources, &mut Memo::default(), &Overrides::default());
    let errors: Vec<&str> = found.iter().map(|finding| finding.message.as_str()).collect();
    portfolio.unwrap_or_else(|| panic!("{errors:?}"))
}

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

/// Interest and growth of the person `ana` for the project `x`, with what each rests on.
fn fit_of(person: &str, project: &str, settings: &str) -> fit::Fit {
    let all = portfolio(&[("portfolio.md", settings), ("projects/x.md", project), ("people/ana.md", person)]);
    fit::of(&all.people()[&id("ana")], &all.projects()[&id("x")], all.settings())
}

fn interest(person: &str, project: &str) -> Option<(i32, Basis)> {
    fit_of(person, project, SETTINGS).interest.map(|part| (part.score.thousandths(), part.basis))
}

fn growth(person: &str, project: &str, settings: &str) -> Option<(i32, Basis)> {
    fit_of(person, project, settings).growth.map(|part| (part.score.thousandths(), part.basis))
}

const SETTINGS: &str = "---\nquarter: 2026-Q4\n---\n";
const LADDER: &str = "---\nquarter: 2026-Q4\nladder: {senior: [mentoring]}\n---\n";

fn tags(tags: &[&str]) -> Vec<String> {
    tags.iter().map(|tag| (*tag).to_owned()).collect()
}

#[test]
fn an_own_rating_wins_over_a_match() {
    let person = "---\ninterests: {writing: 1}\nprojects: {x: {interest: 4}}\n---\n";
    assert_eq!(interest(person, "---\ninvolves: [writing]\ninterest: 2\n---\n"), Some((4000, Basis::Rated)));
}

#[test]
fn a_match_is_the_mean_of_what_is_known() {
    let person = "---\ninterests: {writing: 1, automation: 4, backend: 5}\n---\n";
    let project = "---\ninvolves: [writing, automation, backend, drawing]\ninterest: 2\n---\n";
    let basis = Basis::Matched(tags(&["writing", "automation", "backend"]));
    assert_eq!(interest(person, project), Some((3333, basis)));
}

#[test]
fn a_mean_is_rounded_half_up_to_a_thousandth() {
    let person = "---\ninterests: {a: 4.001, b: 4}\n---\n";
    assert_eq!(interest(person, "---\ninvolves: [a, b]\n---\n").map(|(score, _)| score), Some(4001));
}

#[test]
fn without_a_match_the_project_speaks() {
    let project = "---\ninvolves: [drawing]\ninterest: 2\n---\n";
    assert_eq!(interest("---\ninterests: {writing: 1}\n---\n", project), Some((2000, Basis::Project)));
}

#[test]
fn what_nobody_knows_stays_unknown() {
    assert_eq!(interest("---\nname: Ana\n---\n", "---\nbusiness: 2\n---\n"), None);
}

#[test]
fn growth_is_the_share_of_what_a_project_offers_that_goals_ask_for() {
    let person = "---\ngoals: [{id: lead, title: Lead, tags: [mentoring, cross-team]}]\n---\n";
    let basis = Basis::Matched(tags(&["cross-team"]));
    assert_eq!(growth(person, "---\ngrows: [cross-team, depth]\n---\n", SETTINGS), Some((2500, basis)));
    assert_eq!(growth(person, "---\ngrows: [depth]\n---\n", SETTINGS), Some((0, Basis::Matched(vec![]))));
}

#[test]
fn the_ladder_stands_in_only_where_no_goal_is_stated() {
    let project = "---\ngrows: [mentoring]\ngrowth: 1\n---\n";
    let basis = Basis::Ladder(tags(&["mentoring"]));
    assert_eq!(growth("---\nlevel: senior\n---\n", project, LADDER), Some((5000, basis)));
    let person = "---\nlevel: senior\ngoals: [{id: talk, title: Talk}]\n---\n";
    assert_eq!(growth(person, project, LADDER), Some((1000, Basis::Project)));
}

/// What the candidates say of project `x`: thousandths and provenance.
fn derived(files: &[(&str, &str)], criterion: Criterion) -> Option<(i32, Provenance)> {
    let all = portfolio(files);
    let candidates = fit::candidates(&all);
    let candidate = candidates.iter().find(|candidate| candidate.project.id == id("x")).unwrap();
    candidate.scores[criterion].map(|known| (known.score.thousandths(), known.provenance))
}

const ANA: (&str, &str) = ("people/ana.md", "---\ncapacity: 10\ninterests: {writing: 5}\n---\n");
const BO: (&str, &str) = ("people/bo.md", "---\ncapacity: 10\ninterests: {writing: 2}\n---\n");
const CHI: (&str, &str) = ("people/chi.md", "---\ncapacity: 10\ninterests: {writing: 0}\n---\n");

#[test]
fn a_stated_score_is_never_derived() {
    let project = ("projects/x.md", "---\ninterest: 1\ninvolves: [writing]\nteam: {ana: 2}\n---\n");
    assert_eq!(derived(&[project, ANA], Criterion::Interest), Some((1000, Provenance::Stated)));
}

#[test]
fn a_team_counts_by_its_weeks() {
    let project = ("projects/x.md", "---\ninvolves: [writing]\nteam: {ana: 2, bo: 1}\n---\n");
    assert_eq!(derived(&[project, ANA, BO, CHI], Criterion::Interest), Some((4000, Provenance::Team)));
}

#[test]
fn a_member_of_whom_nothing_is_known_does_not_count_as_zero() {
    let dee = ("people/dee.md", "---\nname: Dee\n---\n");
    let project = ("projects/x.md", "---\ninvolves: [writing]\nteam: {ana: 2, dee: 5}\n---\n");
    assert_eq!(derived(&[project, ANA, dee], Criterion::Interest), Some((5000, Provenance::Team)));
}

#[test]
fn the_best_team_is_as_large_as_the_effort_asks_for() {
    let with = |effort: &str| {
        let project = format!("---\ninvolves: [writing]\n{effort}---\n");
        derived(&[("projects/x.md", &project), ANA, BO, CHI], Criterion::Interest)
    };
    assert_eq!(with(""), Some((5000, Provenance::BestTeam)));
    assert_eq!(with("effort: 10\n"), Some((5000, Provenance::BestTeam)));
    assert_eq!(with("effort: 10.5\n"), Some((3500, Provenance::BestTeam)));
    assert_eq!(with("effort: 300\n"), Some((2333, Provenance::BestTeam)));
}

#[test]
fn business_is_never_derived() {
    let project = ("projects/x.md", "---\ninvolves: [writing]\nteam: {ana: 2}\n---\n");
    assert_eq!(derived(&[project, ANA], Criterion::Business), None);
}

/// The messages of QD408.
fn far(files: &[(&str, &str)]) -> Vec<String> {
    let all = portfolio(files);
    let found = fit::findings(&Panel::of(&all), &mut Alone::default());
    assert!(found.iter().all(|finding| finding.code == Code::QD408 && finding.private));
    found.into_iter().map(|finding| finding.message).collect()
}

#[test]
fn two_steps_from_the_team_are_far_and_less_is_near() {
    let with = |interest: &str| {
        let project = format!("---\ninterest: {interest}\ninvolves: [writing]\nteam: {{bo: 2}}\n---\n");
        far(&[("projects/x.md", &project), ANA, BO])
    };
    assert_eq!(with("3"), ["interest is stated as 3, but its team gives 2"]);
    assert_eq!(with("1"), ["interest is stated as 1, but its team gives 2"]);
    assert!(with("2.5").is_empty());
}

#[test]
fn without_a_team_only_what_nobody_could_mean_is_far() {
    let with = |interest: &str| {
        let project = format!("---\ninterest: {interest}\ninvolves: [writing]\n---\n");
        far(&[("projects/x.md", &project), ("people/ana.md", BO.1), ("people/bo.md", ANA.1)])
    };
    assert!(with("3").is_empty(), "between what the two say");
    assert_eq!(with("1"), ["interest is stated as 1, but everybody who is known gives 2 or more"]);
    let nobody = ("projects/x.md", "---\ninterest: 5\ninvolves: [writing]\n---\n");
    assert_eq!(
        far(&[nobody, BO, CHI]),
        ["interest is stated as 5, but the one person who suits it best gives 2"]
    );
}

proptest! {
    #[test]
    fn a_derived_score_lies_between_what_its_people_say(scores in prop::collection::vec((0..=10_u32, 1..9_u32), 1..5)) {
        let files: Vec<(String, String)> = scores
            .iter()
            .enumerate()
            .map(|(at, (half, _))| {
                let interest = f64::from(*half) / 2.0;
                (format!("people/p{at}.md"), format!("---\ninterests: {{writing: {interest}}}\n---\n"))
            })
            .collect();
        let team: Vec<String> = scores.iter().enumerate().map(|(at, (_, weeks))| format!("p{at}: {weeks}")).collect();
        let project = format!("---\ninvolves: [writing]\nteam: {{{}}}\n---\n", team.join(", "));
        let mut all: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        all.push(("projects/x.md", &project));
        let (score, provenance) = derived(&all, Criterion::Interest).unwrap();
        let halves = || scores.iter().map(|(half, _)| *half as i32 * 500);
        prop_assert_eq!(provenance, Provenance::Team);
        prop_assert!((halves().min().unwrap()..=halves().max().unwrap()).contains(&score));
    }
}

#[test]
fn a_lens_sees_the_numbers_of_a_fit() {
    let all = portfolio(&[
        ("portfolio.md", LADDER),
        ("projects/a.md", "---\ninvolves: [x, y, x]\ngrows: [mentoring, z]\n---\n"),
        ("projects/b.md", "---\ninvolves: [w]\ngrows: [z, z]\ninterest: 2\ngrowth: 1\n---\n"),
        ("projects/c.md", "---\ninterest: 4\n---\n"),
        (
            "people/ana.md",
            "---\ninterests: {x: 3, y: 4.5}\ngoals: [{id: g, title: G, tags: [z]}]\nprojects: {c: {growth: 2}}\n---\n",
        ),
        ("people/bo.md", "---\nlevel: senior\ninterests: {w: 1}\nprojects: {a: {interest: 5}}\n---\n"),
        ("people/cy.md", "---\nname: Cy\n---\n"),
    ]);
    let panel = Panel::of(&all);
    for lens in panel.lenses() {
        for project in all.projects().values() {
            let fit = fit::of(lens.person(), project, all.settings());
            let glance = lens.glance(project, panel.kinds(project).unwrap());
            let seen = (glance.interest, glance.growth, glance.whose == Whose::Own);
            let own = fit.interest.as_ref().is_some_and(|part| part.basis.is_personal());
            let whole = (fit.interest.map(|part| part.score), fit.growth.map(|part| part.score), own);
            assert_eq!(seen, whole, "{} on {}", lens.person().id, project.id);
        }
    }
}
