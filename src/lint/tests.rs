//! Findings about documents that are correct.

use crate::diagnostic::{Code, Level};
use crate::fit;
use crate::lint::find;
use crate::portfolio::{Alone, Memo, Overrides, load};
use crate::ranking;
use crate::source::Sources;

/// The codes found in a folder of projects, each given as the lines of its front matter.
fn codes(projects: &[&str], others: &[(&str, &str)]) -> Vec<&'static str> {
    let texts: Vec<(String, String)> = projects
        .iter()
        .enumerate()
        .map(|(at, keys)| (format!("projects/p{at}.md"), format!("---\n{keys}\n---\n")))
        .chain(others.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())))
        .collect();
    let sources = Sources::from_pairs(texts.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let (portfolio, found) = load(&sources, &mut Memo::default(), &Overrides::default());
    let portfolio = portfolio.unwrap_or_else(|| panic!("{found:#?}"));
    let ranking = ranking::rank(&fit::candidates(&portfolio), portfolio.settings());
    let mut codes: Vec<_> =
        find(&portfolio, &ranking, &mut Alone::default()).iter().map(|finding| finding.code.name()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// A project about which nothing is left to say.
const GOOD: &str = "headline: Buyers sign without an exception.\nbusiness: 3\ninterest: 3\ngrowth: 3";

#[track_caller]
fn one_more(lines: &str, expected: &[&str]) {
    assert_eq!(codes(&[&format!("{GOOD}\n{lines}")], &[]), expected, "{lines}");
}

#[test]
fn a_good_project_gets_no_finding() {
    one_more("", &[]);
}

#[test]
fn headlines_are_read_as_an_executive_would() {
    for (headline, expected) in [
        ("Migrate all services to the new vault.", vec!["QD303", "QD304"]),
        ("Static analysis becomes more precise.", vec!["QD304"]),
        ("The CSPM covers every customer.", vec!["QD305"]),
        ("Migrate to the vault so that customers keep paying.", vec![]),
        ("Payments survives an expired credential.", vec![]),
    ] {
        let keys = GOOD.replace("Buyers sign without an exception.", headline);
        assert_eq!(codes(&[&keys], &[]), expected, "{headline}");
    }
    let long = GOOD.replace("Buyers", &"Buyers and customers and users ".repeat(6));
    assert_eq!(codes(&[&long], &[]), ["QD302"]);
    assert_eq!(codes(&["business: 3\ninterest: 3\ngrowth: 3"], &[]), ["QD301"]);
    assert_eq!(codes(&[GOOD, GOOD], &[]), ["QD306"]);
}

#[test]
fn a_glossary_explains_an_acronym() {
    let keys = GOOD.replace("Buyers sign", "The CSPM lets buyers sign");
    let glossary = ("portfolio.md", "---\nglossary: {CSPM: cloud posture}\n---\n");
    assert_eq!(codes(&[&keys], &[]), ["QD305"]);
    assert_eq!(codes(&[&keys], &[glossary]), Vec::<&str>::new());
}

#[test]
fn stories_rest_on_something() {
    let high = GOOD.replace("business: 3", "business: 4");
    assert_eq!(codes(&[&high], &[]), ["QD307"]);
    let supported = format!("{high}\nevidence: [{{kind: user, note: waits}}]");
    assert_eq!(codes(&[&supported], &[]), Vec::<&str>::new());
    let low = GOOD.replace("business: 3", "business: 1");
    assert_eq!(codes(&[&format!("{low}\nunlocks: [{{kind: deal, name: Acme}}]")], &[]), ["QD313"]);
    one_more("quarter: 2026-Q4\nevidence: [{kind: user, note: waits, date: 2026-02-01}]", &["QD311"]);
    one_more("quarter: 2026-Q4\nevidence: [{kind: user, note: waits, date: 2026-05-01}]", &[]);
    one_more("assumptions: [{claim: It holds, state: broken}]", &["QD312"]);
    one_more("quarter: 2026-Q4\nassumptions: [{claim: It holds, check_by: 2026-09-30}]", &["QD312"]);
    one_more("quarter: 2026-Q4\nassumptions: [{claim: It holds, check_by: 2026-10-01}]", &[]);
}

#[test]
fn each_kind_of_work_has_its_question() {
    for kind in ["rewrite", "migration", "internal-tool", "detection", "access-control"] {
        one_more(&format!("kind: {kind}"), &["QD310"]);
    }
    one_more("kind: rewrite\nevidence: [{kind: user, note: waits}]", &[]);
    one_more("kind: detection\nevidence: [{kind: user, note: waits}]", &["QD310"]);
    one_more("kind: detection\nevidence: [{kind: threat, note: a token is stolen}]", &[]);
    one_more("kind: feature", &[]);
}

#[test]
fn the_plan_is_watched() {
    let capacity = ("portfolio.md", "---\ncapacity: 5\n---\n");
    let better = GOOD.replace("Buyers", "Users").replace("interest: 3", "interest: 4");
    let needs = format!("{better}\neffort: 4\ndepends_on: [p1]");
    assert_eq!(codes(&[&needs, &format!("{GOOD}\neffort: 4")], &[capacity]), ["QD206"]);
    let tied = format!("{}\neffort: 4", GOOD.replace("Buyers", "Users"));
    assert_eq!(codes(&[&tied, &format!("{GOOD}\neffort: 4")], &[capacity]), ["QD504"]);
    one_more("effort: 5\nstatus: active", &["QD407"]);
    assert_eq!(codes(&["headline: Users wait less.\nbusiness: 3"], &[]), ["QD501"]);
    let floor = ("portfolio.md", "---\nfloor: {growth: 4}\n---\n");
    assert_eq!(codes(&[GOOD], &[floor]), ["QD503"]);
    let now = ("portfolio.md", "---\nquarter: 2026-Q4\n---\n");
    assert_eq!(codes(&[&format!("{GOOD}\nquarter: 2026-Q2\nstatus: committed")], &[now]), ["QD510"]);
    one_more("quarter: [2026-Q2, 2026-Q3, 2026-Q4]", &["QD507"]);
}

#[test]
fn scores_are_compared_when_there_are_enough() {
    let lopsided = GOOD.replace("interest: 3", "interest: 0").replace("growth: 3", "growth: 0");
    let capacity = ("portfolio.md", "---\ncapacity: 5\n---\n");
    assert_eq!(codes(&[&format!("{lopsided}\neffort: 1")], &[capacity]), ["QD502"]);
    let people = [("people/ana.md", "---\nname: Ana\n---\n"), ("people/bo.md", "---\nname: Bo\n---\n")];
    let votes = GOOD.replace("interest: 3", "interest: {by: {ana: 1, bo: 4}}");
    assert_eq!(codes(&[&votes], &people), ["QD506"]);
    let many: Vec<String> = (0..8)
        .map(|at| {
            format!(
                "headline: Users wait {at} days less.\nbusiness: 3\ninterest: {}\ngrowth: {}",
                at % 6,
                at % 6
            )
        })
        .collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(codes(&many, &[]), ["QD508", "QD509"]);
    assert_eq!(codes(&many[..7], &[]), Vec::<&str>::new());
}

#[test]
fn connections_lead_somewhere() {
    let narrative = ("narratives/zero-trust.md", "---\ntitle: Zero trust\n---\n");
    assert_eq!(codes(&[GOOD], &[narrative]), ["QD207", "QD308"]);
    assert_eq!(codes(&[&format!("{GOOD}\nnarrative: zero-trust")], &[narrative]), Vec::<&str>::new());
    assert_eq!(codes(&[GOOD], &[("goals/win.md", "---\ntitle: Win\n---\n")]), ["QD207"]);
}

#[test]
fn a_tag_of_one_document_matches_nothing() {
    let ana = ("people/ana.md", "---\ninterests: {automation: 4}\n---\n");
    one_more("involves: [automatisation]", &[]);
    let keys = format!("{GOOD}\ninvolves: [automatisation]");
    assert_eq!(codes(&[&keys], &[ana]), ["QD209"]);
    assert_eq!(codes(&[&keys.replace("isation", "ion")], &[ana]), Vec::<&str>::new());
}

#[test]
fn every_finding_has_a_place_or_is_about_the_whole() {
    let all = [Code::QD508, Code::QD509];
    let texts = [("projects/a.md", "---\nbusiness: 5\nkind: rewrite\nstatus: active\n---\n")];
    let (portfolio, _) = load(&Sources::from_pairs(texts), &mut Memo::default(), &Overrides::default());
    let portfolio = portfolio.unwrap();
    let ranking = ranking::rank(&fit::candidates(&portfolio), portfolio.settings());
    for finding in find(&portfolio, &ranking, &mut Alone::default()) {
        assert!(finding.place.is_some() || all.contains(&finding.code), "{finding:?}");
        assert!(!finding.subject.is_empty() && !finding.help.is_empty(), "{finding:?}");
    }
}

#[test]
fn late_errors_are_active_work_without_an_owner_and_what_settings_raise() {
    let stops = |project: &str, settings: &str| {
        let (project, settings) = (format!("---\n{project}\n---\n"), format!("---\n{settings}\n---\n"));
        let texts = [
            ("portfolio.md", settings.as_str()),
            ("projects/a.md", &project),
            ("people/ana.md", "---\nname: Ana\n---\n"),
        ];
        let (portfolio, found) =
            load(&Sources::from_pairs(texts), &mut Memo::default(), &Overrides::default());
        super::may_stop(&portfolio.unwrap_or_else(|| panic!("{found:?}")))
    };
    let (owned, unowned) = ("status: active\nowner: ana", "status: active");
    assert!(!stops("status: proposed", "title: T") && !stops(owned, "title: T"));
    assert!(stops(unowned, "title: T") && stops(unowned, "lints: {QD407: error}"));
    assert!(!stops(unowned, "lints: {QD407: warn}") && stops(owned, "lints: {QD303: error}"));
    // Codes of a lower number are found while documents are loaded, QD701 and QD8xx by commands.
    let late = |code: &&Code| code.level() == Level::Error && (Code::QD301..Code::QD701).contains(*code);
    assert_eq!(Code::ALL.iter().filter(late).collect::<Vec<_>>(), [&Code::QD407]);
}
