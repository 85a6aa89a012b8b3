//! What an audience may not see is absent from every byte of every output.
//!
//! Every private field of two people's documents, and every rater's own number, holds a word or a number that
//! stands nowhere else. The manager's report proves that the words would show if they were there.

use std::collections::BTreeMap;

use crate::deck::Deck;

/// The private words of `ana`, each in the field that holds it.
const ANA: &str = "---
name: Ana Ruiz
level: anarung
capacity: 7.77
# anacomment
interests: {anatopic: 4.321, writing: 0.987}
goals:
  - {id: anagoal, title: Anawish to lead, tags: [anatag], reviewed: 2019-03-07}
projects:
  signed-updates: {interest: 3.217, growth: 1.913}
allow: [{code: QD404, why: anareason}]
---

Anabody in the first person.
";

/// The private words of `bo`.
const BO: &str = "---
name: Bo Lind
level: borung
capacity: 8.88
# bocomment
interests: {botopic: 4.654, writing: 4.876}
goals:
  - {id: bogoal, title: Bowish to talk, tags: [botag], reviewed: 2018-02-06}
projects:
  signed-updates: {interest: 1.358, growth: 4.791}
---

Bobody in the first person.
";

const SETTINGS: &str = "---
title: Security
quarter: 2026-Q4
capacity: 20
ladder: {anarung: [ladderword], borung: [ladderword], chirung: [ladderword]}
---

The letter.
";

/// What nobody but the manager and the person may read, in the forms in which it could be printed.
const OF_ANA: [&str; 13] = [
    "anarung",
    "7.77",
    "anacomment",
    "anatopic",
    "4.321",
    "0.987",
    "anagoal",
    "Anawish",
    "anatag",
    "2019",
    "3.217",
    "1.913",
    "Anabody",
];
const OF_BO: [&str; 13] = [
    "borung",
    "8.88",
    "bocomment",
    "botopic",
    "4.654",
    "4.876",
    "bogoal",
    "Bowish",
    "botag",
    "2018",
    "1.358",
    "4.791",
    "Bobody",
];
/// What single raters said of a project.
const OF_RATERS: [&str; 2] = ["2.431", "3.569"];

/// A folder in which every private field is filled. The raters agree on 3, so that what counts is no canary.
fn deck() -> Deck {
    let project = |business: &str, more: &str| {
        format!(
            "---\nstatus: committed\nowner: ana\nbusiness: {business}\ninterest: 3\ngrowth: 3\neffort: 5\n\
             involves: [writing]\nteam: {{ana: 3, bo: 2}}\n{more}---\n\nWords.\n"
        )
    };
    Deck::new()
        .file("portfolio.md", SETTINGS)
        .file("projects/signed-updates.md", project("{by: {ana: 2.431, bo: 3.569}}", ""))
        .file("projects/card-data.md", project("4", "team: {ana: 8, bo: 1}\n").replace("team: {ana: 3, bo: 2}\n", ""))
        .file("projects/old.md", "---\nquarter: 2026-Q3\nstatus: done\nbusiness: 2\ninterest: 2\ngrowth: 2\neffort: 2\nteam: {ana: 1, bo: 1}\noutcome: {score: 3, on: 2026-09-30}\n---\n\nWords.\n")
        .file("people/ana.md", ANA)
        .file("people/bo.md", BO)
        .file("people/chi.md", "---\nname: Chi\nlevel: chirung\n---\n")
        .file("before/projects/signed-updates.md", "---\nbusiness: 1\ninterest: 3\ngrowth: 3\n---\n")
}

/// Everything that can be produced for an audience: names and bytes of all files, and all that is said.
fn outputs(deck: &Deck, audience: &str) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    let built = deck.run(["build", "--audience", audience, "-o", "out"]).code(0);
    all.insert("build".to_owned(), built.said());
    for (path, bytes) in deck.tree("out") {
        let text = format!("{path}\n{}", String::from_utf8_lossy(&bytes));
        // The styles are the same for everybody and hold many numbers.
        if !path.starts_with("assets/") {
            all.insert(format!("out/{path}"), text);
        }
    }
    for format in ["table", "json", "csv", "md"] {
        let answer = deck.run(["rank", "--audience", audience, "--format", format]).code(0);
        all.insert(format!("rank {format}"), answer.said());
    }
    for format in ["human", "concise", "json", "github", "gitlab", "sarif"] {
        let answer = deck.run(["check", "--audience", audience, "--format", format]).code(0);
        all.insert(format!("check {format}"), answer.said());
    }
    for format in ["table", "md", "html", "json"] {
        let answer =
            deck.run(["diff", "--audience", audience, "--path", ".", "--from", "before", "--format", format]);
        assert!(answer.said().contains("Signed updates"), "{answer}");
        all.insert(format!("diff {format}"), answer.said());
    }
    all.insert("calibrate".to_owned(), deck.run(["calibrate", "--audience", audience]).said());
    all
}

#[track_caller]
fn assert_absent(outputs: &BTreeMap<String, String>, words: &[&str], audience: &str) {
    for (name, text) in outputs {
        let text = text.to_lowercase();
        for word in words {
            let at = text.find(&word.to_lowercase());
            let around = at.map(|at| {
                let before: Vec<char> = text[..at].chars().rev().take(60).collect();
                before.into_iter().rev().chain(text[at..].chars().take(60)).collect::<String>()
            });
            assert_eq!(around, None, "{audience}: {name} tells {word:?}");
        }
    }
}

/// The words that stand in some output.
fn told<'w>(outputs: &BTreeMap<String, String>, words: &[&'w str]) -> Vec<&'w str> {
    let says = |text: &String, word: &str| text.to_lowercase().contains(&word.to_lowercase());
    words.iter().copied().filter(|word| outputs.values().any(|text| says(text, word))).collect()
}

#[test]
fn the_manager_is_told_what_others_are_not() {
    // Comments and reasons of allowances are never shown, exact numbers are rounded where they are shown.
    let outputs = outputs(&deck(), "manager");
    let mut told = told(&outputs, &OF_ANA);
    told.retain(|word| !word.starts_with(|c: char| c.is_ascii_digit()));
    assert_eq!(told, ["anarung", "anatopic", "anagoal", "Anawish", "anatag", "Anabody"]);
    assert!(outputs.values().any(|text| text.contains("ladderword")));
}

#[test]
fn the_team_learns_nothing_private() {
    let outputs = outputs(&deck(), "team");
    for words in [&OF_ANA[..], &OF_BO, &OF_RATERS, &["ladderword", "anareason"]] {
        assert_absent(&outputs, words, "team");
    }
    assert!(outputs.keys().all(|name| !name.starts_with("out/people/")), "no sheets");
    assert!(outputs["out/people.html"].contains("Ana Ruiz"), "names and planned work stay");
}

#[test]
fn an_executive_learns_nothing_private() {
    let outputs = outputs(&deck(), "exec");
    for words in [&OF_ANA[..], &OF_BO, &OF_RATERS, &["ladderword", "anareason"]] {
        assert_absent(&outputs, words, "exec");
    }
    assert!(outputs.keys().all(|name| !name.starts_with("out/people")), "no pages about people");
    assert!(!outputs.contains_key("out/checks.html"), "what is to mend is not an executive's business");
}

#[test]
fn a_person_sees_their_own_sheet_and_nothing_of_others() {
    let outputs = outputs(&deck(), "person:ana");
    assert_absent(&outputs, &OF_BO, "person:ana");
    assert_absent(&outputs, &OF_RATERS, "person:ana");
    let sheet = &outputs["out/people/ana.html"];
    for word in ["anatopic", "Anawish", "Anabody"] {
        assert!(sheet.contains(word), "the own sheet has {word}");
    }
    assert!(!outputs.contains_key("out/people/bo.html"));
}

#[test]
fn a_broken_document_of_a_person_is_not_read_out_to_others() {
    let deck = deck().file("people/ana.md", ANA.replace("capacity: 7.77", "capacity: -7.77"));
    for audience in ["team", "exec", "person:bo"] {
        for command in ["build", "check", "rank"] {
            let answer = deck.run([command, "--audience", audience]).code(1).says("may not read");
            for word in OF_ANA {
                assert!(!answer.said().contains(word), "{audience}: {command} tells {word:?}\n{answer}");
            }
        }
    }
    let _ = deck.run(["check", "--audience", "person:ana"]).code(1).says("-7.77");
}

#[test]
fn the_sheet_of_another_person_is_refused() {
    for audience in ["team", "exec", "person:bo"] {
        let _ = deck().run(["next", "ana", "--audience", audience]).code(2).stderr_has("to this audience");
    }
    let _ = deck()
        .run(["next", "ana", "--audience", "person:ana"])
        .code(0)
        .stdout_has("Anawish")
        .never_says("botopic");
}

#[test]
fn an_unknown_person_is_a_mistake_in_the_command() {
    for command in [
        ["next", "anna"],
        ["build", "--audience=person:anna"],
        ["rank", "--audience=person:anna"],
        ["check", "--audience=person:anna"],
    ] {
        let _ = deck().run(command).code(2).stderr_has("`anna`").stderr_has("did you mean `ana`?");
    }
    let _ = deck().run(["build", "--audience", "everyone"]).code(2).stderr_has("person:ID");
}

#[test]
fn the_ranking_is_the_same_for_everybody() {
    let ranking = |audience: &str| outputs(&deck(), audience)["rank json"].clone();
    let manager = ranking("manager");
    for audience in ["team", "exec", "person:ana"] {
        assert_eq!(ranking(audience), manager, "{audience}");
    }
}
