//! Load, growth, help and proposals on small folders.

use crate::diagnostic::Code;
use crate::fit::{self, Panel};
use crate::people::{self, Drift, Standing};
use crate::portfolio::{self, Effort, Id, Memo, Overrides, Portfolio};
use crate::ranking::{self, Ranking};
use crate::source::Sources;

fn portfolio(files: &[(&str, &str)]) -> Portfolio {
    let sources = Sources::from_pairs(files.iter().copied());
    let (portfolio, found) = portfolio::load(&sources, &mut Memo::default(), &Overrides::default());
    let errors: Vec<&str> = found.iter().map(|finding| finding.message.as_str()).collect();
    portfolio.unwrap_or_else(|| panic!("{errors:?}"))
}

fn ranked(portfolio: &Portfolio) -> Ranking {
    ranking::rank(&fit::candidates(portfolio), portfolio.settings())
}

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

fn ids(texts: &[&str]) -> Vec<Id> {
    texts.iter().map(|text| id(text)).collect()
}

fn weeks(weeks: u64) -> Effort {
    Effort::from_hundredths(weeks * 100)
}

const SETTINGS: (&str, &str) = ("portfolio.md", "---\nquarter: 2026-Q4\ncapacity: 400\n---\n");

#[test]
fn load_counts_the_plan_and_nothing_below_the_line() {
    let all = portfolio(&[
        ("portfolio.md", "---\ncapacity: 5\n---\n"),
        ("projects/a.md", "---\nbusiness: 5\ninterest: 3\ngrowth: 3\neffort: 5\nteam: {ana: 5}\n---\n"),
        ("projects/b.md", "---\nbusiness: 1\ninterest: 3\ngrowth: 3\neffort: 5\nteam: {ana: 5}\n---\n"),
        ("people/ana.md", "---\ncapacity: 4\n---\n"),
    ]);
    let ranking = ranked(&all);
    let load = people::load(&all.people()[&id("ana")], &Standing::new(&Panel::of(&all), &ranking));
    assert_eq!((load.planned, load.over(), load.free()), (weeks(5), weeks(1), weeks(0)));
}

/// A folder in which `ana` wants to mentor and has these shares of weeks in this quarter and the one before.
fn drift_of(serving: u32, idle: u32, served_before: u32, idle_before: u32) -> Option<Drift> {
    let project = |quarter: &str, grows: &str, weeks: u32, status: &str| {
        let team = if weeks == 0 { String::new() } else { format!("team: {{ana: {weeks}}}\n") };
        format!(
            "---\nquarter: {quarter}\nstatus: {status}\neffort: 100\nbusiness: 3\ninterest: 3\ngrowth: 3\n\
             grows: [{grows}]\n{team}---\n"
        )
    };
    let all = portfolio(&[
        SETTINGS,
        ("projects/now.md", &project("2026-Q4", "mentoring", serving, "committed")),
        ("projects/now-idle.md", &project("2026-Q4", "depth", idle, "committed")),
        ("projects/then.md", &project("2026-Q3", "mentoring", served_before, "done")),
        ("projects/then-idle.md", &project("2026-Q3", "depth", idle_before, "done")),
        ("people/ana.md", "---\ngoals: [{id: lead, title: Lead, tags: [mentoring]}]\n---\n"),
    ]);
    let ranking = ranked(&all);
    people::drift(&all.people()[&id("ana")], &Standing::new(&Panel::of(&all), &ranking))
}

#[test]
fn drift_starts_above_sixty_percent_of_one_quarter() {
    assert_eq!(drift_of(4, 6, 10, 0), None);
    assert!(matches!(drift_of(39, 61, 10, 0), Some(Drift::ThisQuarter(share)) if share.idle_percent() == 61));
}

#[test]
fn drift_starts_above_forty_percent_of_two_quarters_running() {
    assert_eq!(drift_of(6, 4, 5, 5), None);
    assert_eq!(drift_of(5, 5, 6, 4), None);
    let both = drift_of(59, 41, 58, 42);
    assert!(
        matches!(both, Some(Drift::TwoQuarters { now, before }) if (now.idle_percent(), before.idle_percent()) == (41, 42))
    );
}

#[test]
fn a_goal_is_stale_two_quarters_after_its_review() {
    let all = portfolio(&[
        SETTINGS,
        ("projects/a.md", "---\nbusiness: 3\n---\n"),
        (
            "people/ana.md",
            "---\ngoals:\n  - {id: fresh, title: Fresh, reviewed: 2026-07-01}\n  - {id: stale, title: Stale, reviewed: 2026-06-30}\n  - {id: undated, title: Undated}\n---\n",
        ),
    ]);
    let stale = people::stale_goals(&all.people()[&id("ana")], all.settings().quarter);
    assert_eq!(stale.iter().map(|goal| goal.id.as_str()).collect::<Vec<_>>(), ["stale"]);
}

#[test]
fn a_goal_that_was_served_once_is_not_never_served() {
    let all = portfolio(&[
        SETTINGS,
        ("projects/then.md", "---\nquarter: 2026-Q1\nstatus: done\ngrows: [talks]\nteam: {ana: 2}\n---\n"),
        ("projects/now.md", "---\nbusiness: 3\ninterest: 3\ngrowth: 3\neffort: 2\nteam: {ana: 2}\n---\n"),
        (
            "people/ana.md",
            "---\ngoals:\n  - {id: talk, title: Talk, tags: [talks]}\n  - {id: lead, title: Lead, tags: [mentoring]}\n---\n",
        ),
    ]);
    let ranking = ranked(&all);
    let never = people::never_served(&all.people()[&id("ana")], &Standing::new(&Panel::of(&all), &ranking));
    assert_eq!(never.iter().map(|goal| goal.id.as_str()).collect::<Vec<_>>(), ["lead"]);
}

const PLAIN: &str = "---\neffort: 2\nbusiness: 3\ninterest: 3\ngrowth: 3\ninvolves: [writing, toil]\n---\n";

#[test]
fn help_is_wanted_where_nobody_likes_the_work() {
    let all = portfolio(&[
        SETTINGS,
        ("projects/a.md", PLAIN),
        ("people/ana.md", "---\ninterests: {writing: 3, toil: 2.5}\n---\n"),
        ("people/bo.md", "---\ninterests: {writing: 1}\n---\n"),
    ]);
    let ranking = ranked(&all);
    let wanted = people::wanted(&all, &Standing::new(&Panel::of(&all), &ranking));
    assert_eq!(wanted.iter().map(|it| it.topic.as_str()).collect::<Vec<_>>(), ["toil"]);
}

#[test]
fn only_work_of_which_something_is_known_is_unloved() {
    let all = portfolio(&[
        SETTINGS,
        ("projects/a.md", PLAIN),
        ("projects/b.md", "---\nbusiness: 3\ninvolves: [drawing]\n---\n"),
        ("people/ana.md", "---\ninterests: {writing: 2, toil: 1}\n---\n"),
    ]);
    let panel = Panel::of(&all);
    assert!(people::is_unloved(&all.projects()[&id("a")], &panel));
    assert!(!people::is_unloved(&all.projects()[&id("b")], &panel));
}

#[test]
fn one_carrier_is_reported_only_when_others_could_be_asked() {
    let project = ("projects/a.md", PLAIN);
    let ana = ("people/ana.md", "---\ninterests: {writing: 5, toil: 4}\n---\n");
    let alone = portfolio(&[SETTINGS, project, ana]);
    assert_eq!(people::single_carrier(&alone.projects()[&id("a")], &Panel::of(&alone)), None);
    let two = portfolio(&[SETTINGS, project, ana, ("people/bo.md", "---\ninterests: {writing: 2}\n---\n")]);
    let carrier = people::single_carrier(&two.projects()[&id("a")], &Panel::of(&two)).cloned();
    assert_eq!(carrier, Some(id("ana")));
}

#[test]
fn a_person_whom_nothing_interests_is_a_prompt() {
    let all = portfolio(&[
        SETTINGS,
        ("projects/a.md", PLAIN),
        ("people/ana.md", "---\ninterests: {writing: 2.5}\n---\n"),
        ("people/bo.md", "---\ninterests: {writing: 3}\n---\n"),
        ("people/chi.md", "---\nname: Chi\n---\n"),
    ]);
    let (panel, ranking) = (Panel::of(&all), ranked(&all));
    let standing = Standing::new(&panel, &ranking);
    let bored = panel.lenses().iter().filter(|lens| people::nothing_engages(lens, &standing));
    assert_eq!(bored.map(|lens| lens.person().id.clone()).collect::<Vec<_>>(), ids(&["ana"]));
}

#[test]
fn two_projects_that_need_one_person_are_explained() {
    let project = |business: u32| {
        format!("---\nbusiness: {business}\ninterest: 3\ngrowth: 3\neffort: 5\ninvolves: [triage]\n---\n")
    };
    let all = portfolio(&[
        ("portfolio.md", "---\ncapacity: 40\n---\n"),
        ("projects/alert-triage.md", &project(5)),
        ("projects/paved-road.md", &project(4)),
        ("people/ana.md", "---\ncapacity: 5\ninterests: {triage: 4}\n---\n"),
        ("people/bo.md", "---\ncapacity: 25\ninterests: {triage: 1}\n---\n"),
    ]);
    let ranking = ranked(&all);
    let proposal = people::proposal(&Standing::new(&Panel::of(&all), &ranking)).unwrap();
    assert_eq!(proposal.slot, weeks(5));
    assert_eq!(proposal.teams[0].people, Ok(ids(&["ana"])));
    assert_eq!(proposal.teams[1].people, Ok(ids(&["bo"])));
    assert_eq!(proposal.weeks[&id("ana")], weeks(5));
}

#[test]
fn a_shortage_names_who_is_taken_and_by_what() {
    let project =
        |business: u32, growth: &str| format!("---\nbusiness: {business}\neffort: 5\n{growth}---\n");
    // Only ana has rated anything, so only she can be put on either.
    let all = portfolio(&[
        ("portfolio.md", "---\ncapacity: 40\n---\n"),
        ("projects/alert-triage.md", &project(5, "involves: [triage]\ngrows: [depth]\n")),
        ("projects/paved-road.md", &project(4, "involves: [triage]\ngrows: [depth]\n")),
        (
            "people/ana.md",
            "---\ncapacity: 5\ninterests: {triage: 4}\ngoals: [{id: deep, title: Deep, tags: [depth]}]\n---\n",
        ),
        ("people/bo.md", "---\ncapacity: 25\n---\n"),
    ]);
    let ranking = ranked(&all);
    let proposal = people::proposal(&Standing::new(&Panel::of(&all), &ranking)).unwrap();
    let short = proposal.teams[1].people.as_ref().unwrap_err();
    assert_eq!(short.rivals.iter().map(|rival| rival.id.clone()).collect::<Vec<_>>(), ids(&["alert-triage"]));
    assert_eq!((short.needs, &short.taken), (1, &vec![(id("ana"), 1)]));
}

#[test]
fn a_proposal_says_who_joins_and_who_leaves() {
    let all = portfolio(&[
        ("portfolio.md", "---\ncapacity: 40\n---\n"),
        (
            "projects/a.md",
            "---\nbusiness: 5\ninterest: 3\ngrowth: 3\neffort: 5\nteam: {bo: 5}\ninvolves: [triage]\n---\n",
        ),
        ("people/ana.md", "---\ncapacity: 15\ninterests: {triage: 4}\n---\n"),
        ("people/bo.md", "---\ncapacity: 15\ninterests: {triage: 1}\n---\n"),
    ]);
    let ranking = ranked(&all);
    let proposal = people::proposal(&Standing::new(&Panel::of(&all), &ranking)).unwrap();
    assert_eq!((&proposal.teams[0].joins, &proposal.teams[0].leaves), (&ids(&["ana"]), &ids(&["bo"])));
}

#[test]
fn choices_leave_out_own_full_and_paused_work() {
    let project = |more: &str| {
        format!("---\nbusiness: 3\ninterest: 3\ngrowth: 3\neffort: 4\ninvolves: [writing]\n{more}---\n")
    };
    let all = portfolio(&[
        SETTINGS,
        ("projects/full.md", &project("team: {bo: 4}\n")),
        ("projects/mine.md", &project("team: {ana: 2}\n")),
        ("projects/open.md", &project("team: {bo: 3}\n")),
        ("projects/paused.md", &project("status: paused\n")),
        ("people/ana.md", "---\ninterests: {writing: 4}\n---\n"),
        ("people/bo.md", "---\nname: Bo\n---\n"),
    ]);
    let ranking = ranked(&all);
    let panel = Panel::of(&all);
    let standing = Standing::new(&panel, &ranking);
    let outlook = people::outlook(panel.lens(&id("ana")).unwrap(), &standing);
    let choices = outlook.choices(standing.pieces(&id("ana")));
    let named: Vec<&str> =
        choices.iter().map(|choice| outlook.open[choice.index].project.id.as_str()).collect();
    assert_eq!(named, ["open", "open", "open"]);
}

#[test]
fn a_choice_says_what_it_gives_up_against_which_other() {
    let project = |business: u32, topic: &str, grows: &str| {
        format!("---\neffort: 1\nbusiness: {business}\ninvolves: [{topic}]\ngrows: [{grows}]\n---\n")
    };
    let all = portfolio(&[
        SETTINGS,
        ("projects/big.md", &project(5, "writing", "depth")),
        ("projects/fun.md", &project(1, "drawing", "depth")),
        ("projects/steep.md", &project(1, "writing", "mentoring")),
        (
            "people/ana.md",
            "---\ninterests: {writing: 2, drawing: 5}\ngoals: [{id: lead, title: Lead, tags: [mentoring]}]\n---\n",
        ),
    ]);
    let ranking = ranked(&all);
    let panel = Panel::of(&all);
    let standing = Standing::new(&panel, &ranking);
    let outlook = people::outlook(panel.lens(&id("ana")).unwrap(), &standing);
    let told: Vec<(String, Vec<String>)> = outlook
        .choices(standing.pieces(&id("ana")))
        .iter()
        .map(|choice| {
            let name = |index: usize| outlook.open[index].project.id.to_string();
            let loss =
                |it: &people::Loss| format!("{} {} < {}", it.criterion.key(), it.amount, name(it.against));
            (name(choice.index), choice.gives_up.iter().map(loss).collect())
        })
        .collect();
    let told: Vec<(&str, Vec<&str>)> = told
        .iter()
        .map(|(name, losses)| (name.as_str(), losses.iter().map(String::as_str).collect()))
        .collect();
    assert_eq!(
        told,
        [
            ("big", vec!["interest 3 < fun", "growth 5 < steep"]),
            ("steep", vec!["business 4 < big", "interest 3 < fun"]),
            ("fun", vec!["business 4 < big", "growth 5 < steep"]),
        ]
    );
}

#[test]
fn every_finding_about_people_is_private() {
    let all = portfolio(&[
        SETTINGS,
        (
            "projects/a.md",
            "---\neffort: 11\nbusiness: 3\ninterest: 3\ngrowth: 4\ninvolves: [writing, toil]\nteam: {ana: 9, bo: 2}\n---\n",
        ),
        (
            "people/ana.md",
            "---\ncapacity: 4\ninterests: {writing: 2, toil: 1}\ngoals: [{id: lead, title: Lead, tags: [mentoring], reviewed: 2025-01-10}]\n---\n",
        ),
        ("people/bo.md", "---\ninterests: {toil: 0}\n---\n"),
    ]);
    let ranking = ranked(&all);
    let found = people::findings(&Standing::new(&Panel::of(&all), &ranking));
    assert!(found.iter().all(|finding| finding.private));
    let codes: Vec<Code> = found.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, [Code::QD401, Code::QD403, Code::QD404, Code::QD406, Code::QD410, Code::QD412]);
}
