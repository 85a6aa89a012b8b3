//! Whatever a document can say is shown somewhere in the report.

use crate::deck::Deck;

const PORTFOLIO: &str = r#"---
title: Canary portfolio
quarter: 2026-Q4
scale: {labels: {5: "canary rubric"}}
capacity: 10
criteria: {business: Canary business, interest: Canary interest, growth: Canary growth}
ladder: {senior: [canary-ladder]}
---
Canary letter.
"#;

const PROJECT: &str = r#"---
title: Canary title
short: Canary short
quarter: [2026-Q3, 2026-Q4]
status: active
owner: ana
business: {score: 4, confidence: low, why: "Canary why.", by: {ana: 3, bo: 5}}
interest: 3
growth: 2
effort: 9
team: {ana: 6, bo: 3}
narrative: story
headline: Canary headline for every customer.
kind: access-control
involves: [canary-involves]
grows: [canary-grows]
assumptions:
  - {claim: "Canary claim.", state: assumed, check_by: 2026-10-30}
evidence:
  - {kind: incident, date: 2026-08-20, note: "Canary evidence", link: "https://example.com/canary-evidence"}
unlocks:
  - {kind: market, name: Canary unlock, amount: 123456, currency: USD, by: 2027-01-31}
depends_on: [other]
source: audit
start: 2026-10-05
due: 2026-12-18
links: {Canary link: "https://example.com/canary-link"}
tags: [canary-tag]
was: [canary-was]
allow: [{code: QD310, why: "Canary allowance"}]
---
Canary body.
"#;

fn deck() -> Deck {
    Deck::new()
        .file("portfolio.md", PORTFOLIO)
        .file("projects/canary.md", PROJECT)
        .file("projects/other.md", "---\ntitle: Canary other\nbusiness: 3\ninterest: 3\ngrowth: 3\neffort: 2\n---\n")
        .file(
            "projects/old.md",
            "---\nquarter: 2026-Q2\nstatus: done\nbusiness: 3\ninterest: 3\ngrowth: 3\n\
             outcome: {score: 3.5, on: 2026-09-10, note: \"Canary outcome\"}\n---\n",
        )
        .file("people/ana.md", "---\nname: Canary Ana\nlevel: senior\ncapacity: 10\n---\n")
        .file("people/bo.md", "---\nname: Canary Bo\n---\n")
        .file(
            "narratives/story.md",
            "---\ntitle: Canary story\ngoals: [goal]\nheadline: Canary tale\nowner: bo\nstate: canary state\n---\n\
             Canary story body.\n",
        )
        .file(
            "goals/goal.md",
            "---\ntitle: Canary goal\nowner: ana\nmetric: Canary metric\ntarget: 40%\n\
             key_results: [{id: kr, title: Canary result}]\n---\nCanary goal body.\n",
        )
}

/// The words of a page without its markup, and the addresses it links to.
fn read(deck: &Deck, page: &str) -> String {
    deck.read(&format!("public/{page}"))
}

#[test]
fn every_field_of_a_project_is_on_its_page() {
    let deck = deck();
    let _ = deck.run(["build"]).code(0);
    let page = read(&deck, "projects/canary.html");
    for words in [
        "Canary title",
        "Canary headline for every customer.",
        "Q3 2026 and Q4 2026",
        "Active",
        "Canary Ana",
        "Canary why.",
        "Confidence low: it may be off by 0.5.",
        "Median of Canary 3 and Canary 5, 2 apart.",
        "9 weeks",
        "6 weeks",
        "Canary story",
        "Canary goal",
        "Access control",
        "canary-involves",
        "canary-grows",
        "Canary claim.",
        "to be known by 30 October 2026",
        "Incident",
        "20 August 2026",
        "Canary evidence",
        "https://example.com/canary-evidence",
        "Canary unlock",
        "Market",
        "USD 123,456",
        "31 January 2027",
        "Canary other",
        "An audit",
        "5 October 2026 to 18 December 2026",
        "Canary link",
        "https://example.com/canary-link",
        "canary-tag",
        "canary-was",
        "QD310",
        "Canary allowance",
        "Canary body.",
        "projects/canary.md",
    ] {
        assert!(page.contains(words), "{words} is not on the page");
    }
    let other = read(&deck, "projects/other.html");
    assert!(other.contains("Waiting for it") && other.contains("Canary title"));
    assert!(other.contains("vs Canary short"), "the short title stands in narrow places");
    let old = read(&deck, "projects/old.html");
    for words in ["Done in Q2 2026.", "Canary outcome", "3.5 of 5", "known on 10 September 2026"] {
        assert!(old.contains(words), "{words} is not on the page");
    }
}

#[test]
fn every_field_of_a_narrative_and_a_goal_is_on_its_page() {
    let deck = deck();
    let _ = deck.run(["build"]).code(0);
    let page = read(&deck, "narratives/story.html");
    for words in
        ["Canary story", "Canary tale", "Canary Bo", "canary state", "Canary goal", "Canary story body."]
    {
        assert!(page.contains(words), "{words} is not on the page");
    }
    let page = read(&deck, "goals/goal.html");
    for words in ["Canary goal", "Canary metric", "40%", "Canary result", "Canary Ana", "Canary goal body."] {
        assert!(page.contains(words), "{words} is not on the page");
    }
    let page = read(&deck, "goals.html");
    for words in ["Canary goal", "Canary story", "Canary title", "Projects that belong to no narrative"] {
        assert!(page.contains(words), "{words} is not on the page");
    }
}

#[test]
fn settings_are_told_on_the_method_page() {
    let deck = deck();
    let _ = deck.run(["build"]).code(0);
    let page = read(&deck, "method.html");
    for words in ["canary rubric", "Canary business", "Canary interest", "Canary growth"] {
        assert!(page.contains(words), "{words} is not on the page");
    }
    assert!(read(&deck, "index.html").contains("Canary letter."));
}

#[test]
fn a_project_alone_in_its_folder_has_a_page_without_empty_frames() {
    let deck = Deck::new().file("projects/a.md", "---\nbusiness: 4\ninterest: 3\ngrowth: 2\n---\n");
    let _ = deck.run(["build"]).code(0);
    let page = read(&deck, "projects/a.html");
    assert!(page.contains("Why it ranks first"));
    for frame in
        ["What it rests on", "What must hold", "What it unlocks", "Who is on it", "What would change"]
    {
        assert!(!page.contains(frame), "{frame}");
    }
    for missing in ["narratives.html", "goals.html", "unlocks.html", "history.html"] {
        assert!(!deck.at(&format!("public/{missing}")).exists(), "{missing}");
        assert!(!page.contains(missing), "{missing}");
    }
}
