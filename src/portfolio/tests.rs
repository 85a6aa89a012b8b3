//! Loading as a whole: what documents mean, on folders made in memory.

use std::fmt::Write as _;

use crate::portfolio::{Memo, Overrides, Portfolio, load};
use crate::source::Sources;

/// The findings of a folder, one a line: `path:line:column: level[code] message`.
fn findings(pairs: &[(&str, &str)]) -> String {
    let (_, found) =
        load(&Sources::from_pairs(pairs.iter().copied()), &mut Memo::default(), &Overrides::default());
    let mut text = String::new();
    for finding in found {
        if let Some(place) = &finding.place {
            write!(text, "{}:{}:{}: ", place.path, place.line(), place.column()).unwrap();
        }
        writeln!(text, "{}[{}] {}", finding.level.word(), finding.code, finding.message).unwrap();
    }
    text
}

fn portfolio(pairs: &[(&str, &str)]) -> Portfolio {
    let (portfolio, found) =
        load(&Sources::from_pairs(pairs.iter().copied()), &mut Memo::default(), &Overrides::default());
    portfolio.unwrap_or_else(|| panic!("{found:#?}"))
}

const RICH: &str = r#"---
title: SOC 2 Type II
short: SOC 2                # at most 20 characters
quarter: 2026-Q4
status: committed
owner: ana
business: {score: 3, confidence: low, why: "Removes the outage class.", by: {ana: 2, bo: 4}}
interest: {by: {ana: 2, bo: 4, chi: 5}, confidence: medium}
growth: 3.5
effort: 9
narrative: customer-assurance
headline: Enterprise buyers sign without a security exception.
kind: compliance
involves: [writing, Cross Team]
grows: cross-team
team: {bo: 6, chi: 3}
assumptions:
  - {claim: "All 14 services move without a freeze.", state: assumed, check_by: 2026-10-30}
evidence:
  - {kind: user, date: 2026-08-20, note: "Payments lost 3 days", link: "https://example.com/inc-81"}
unlocks:
  - {kind: deal, name: Acme renewal, amount: 400000.5, currency: USD, by: 2027-01-31}
depends_on: [base]
source: audit
start: 2026-10-05
due: 2026-12-18
links: {Tracker: "https://example.com/T-12", Base: base.md}
tags: [secrets]
was: [old-file-stem]
outcome: {score: 4, on: 2027-01-10, note: "No outage"}
allow: [{code: QD304, why: "Agreed"}]
x-own: {anything: [goes]}
---
# SOC 2 Type II

See [base](base.md) and [why](#why).

## Why
"#;

const PEOPLE: [(&str, &str); 3] = [
    ("people/ana.md", "---\nname: Ana Ruiz\ncapacity: 10\n---\n"),
    ("people/bo.md", "---\nname: Bo\ncapacity: 8.5\n---\n"),
    ("people/chi.md", "---\nname: Chi\n---\n"),
];

fn rich() -> Vec<(&'static str, &'static str)> {
    let mut pairs = PEOPLE.to_vec();
    pairs.push(("projects/soc2.md", RICH));
    pairs.push(("projects/base.md", "---\nbusiness: 4\ninterest: 3\ngrowth: 2\n---\n# The base\n"));
    pairs.push(("narratives/customer-assurance.md", "---\ngoals: [win]\n---\n"));
    pairs.push(("goals/win.md", "---\ntarget: 40%\nkey_results: [{id: first, title: Two deals}]\n---\n"));
    pairs
}

#[test]
fn every_field_of_the_design_is_read() {
    assert_eq!(findings(&rich()), "");
    let portfolio = portfolio(&rich());
    let project = portfolio.projects().values().find(|project| project.short == "SOC 2").unwrap();
    assert_eq!(project.ratings.interest.as_ref().unwrap().score.thousandths(), 4000);
    assert_eq!(project.ratings.business.as_ref().unwrap().score.thousandths(), 3000);
    assert_eq!(project.involves, ["writing", "cross-team"]);
    assert_eq!(project.unlocks[0].money, Some((40_000_050, "USD".to_owned())));
    assert_eq!(project.links[1].target, "base.html");
    assert_eq!(portfolio.settings().capacity.unwrap().hundredths(), 1850);
    assert_eq!(portfolio.settings().quarter.unwrap().to_string(), "2026-Q4");
    assert_eq!(
        project.body.as_str(),
        "<p>See <a href=\"base.html\">base</a> and <a href=\"#s-why\">why</a>.</p>\n<h3 id=\"s-why\">Why</h3>\n"
    );
}
