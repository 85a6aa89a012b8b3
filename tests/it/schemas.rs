//! The committed schemas, and that what the program really says is as they say.

use std::fs;
use std::path::Path;

use quarterdeck::diagnostic::{Diagnostic, json, sarif};
use serde_json::Value;

use crate::deck::{Deck, PROJECT, ROOT};
use crate::fixtures::{cases, findings};
use crate::json_schema::{Others, Schema};
use crate::repo::{commit, four, project};

fn kept(path: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(path)).unwrap()
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

#[track_caller]
fn fits(schema: &Schema, text: &str) {
    let faults = schema.faults(&parsed(text));
    assert!(faults.is_empty(), "{}\n{text}", faults.join("\n"));
}

/// Findings of every code that documents can have, and one with a place that is not ASCII.
fn all_findings() -> Vec<Vec<Diagnostic>> {
    cases().iter().map(|case| findings(case)).collect()
}

/// A folder with findings whose file names, keys and values are not nice.
fn hostile() -> Deck {
    Deck::new()
        .file("pl an/projects/a b,c%41<&\"é🎉.md", "---\nbusiness: 4\n---\n")
        .file("pl an/projects/a.md", "---\n\"🎉<script>\": 1\ninterst: \"\u{202e}x\"\nbusiness: 4\n---\n")
        .file("pl an/projects/b.md", "\n\n  \n---\nbusiness: 4\ninterest: 3\ngrowth: 2\n---\n")
        .file("pl an/projects/c.md", b"\xff\xfe")
}

#[test]
fn the_schema_of_every_kind_is_the_one_that_is_kept() {
    let deck = Deck::new();
    for kind in ["portfolio", "project", "person", "narrative", "goal", "check", "diff", "ranking"] {
        let schema = deck.run(["schema", kind]).code(0);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(Path::new(ROOT).join(format!("schemas/{kind}.json")), schema.stdout()).unwrap();
        }
        assert_eq!(schema.stdout(), kept(&format!("schemas/{kind}.json")), "schemas/{kind}.json");
    }
    let _ = deck.run(["schema", "recipe"]).code(2);
}

#[test]
fn findings_as_json_are_as_their_schema_says() {
    let schema = Schema::new(&kept("schemas/check.json"), Others::Refused);
    for findings in all_findings() {
        fits(&schema, &json::render(&findings));
    }
    assert_eq!(schema.never_met(), Vec::<String>::new());
    for (deck, code) in [(Deck::example(), 0), (Deck::new(), 1)] {
        fits(&schema, deck.run(["check", "--format", "json"]).code(code).stdout());
    }
    let _ = four().run(["check", "--format", "json", "--locked", "--strict"]).code(1).stdout_has("QD701");
    fits(&schema, hostile().run(["check", "pl an", "--format", "json"]).code(1).stdout());
}

#[test]
fn findings_as_sarif_are_as_the_standard_says() {
    let schema = Schema::new(&kept("tests/schemas/sarif-2.1.0.json"), Others::Allowed);
    for findings in all_findings() {
        fits(&schema, &sarif::render(&findings, "plan/"));
    }
    for (deck, code) in [(Deck::example(), 0), (Deck::new(), 1)] {
        fits(&schema, deck.run(["check", "--format", "sarif"]).code(code).stdout());
    }
    fits(&schema, hostile().run(["check", "pl an", "--format", "sarif"]).code(1).stdout());
}

#[test]
fn a_comparison_as_json_is_as_its_schema_says() {
    let schema = Schema::new(&kept("schemas/diff.json"), Others::Refused);
    let deck = four();
    commit(&deck);
    let told = |deck: &Deck| {
        fits(&schema, deck.run(["diff", "HEAD", "--format", "json"]).code(0).stdout());
    };
    told(&deck);
    deck.write("projects/d.md", project("Delta", [4, 4, 3]).replace("Words", "Other words").as_bytes());
    deck.write("projects/e.md", project("@everyone <b>", [1, 1, 1]).as_bytes());
    fs::rename(deck.at("projects/c.md"), deck.at("projects/gamma.md")).unwrap();
    fs::remove_file(deck.at("projects/b.md")).unwrap();
    deck.write(
        "portfolio.md",
        b"---\ntitle: Plan\ncapacity: 4\nweights: {business: 40, interest: 30, growth: 30}\n---\n",
    );
    told(&deck);
    deck.write("projects/d.md", b"---\nbusiness: 9\n---\n");
    told(&deck);
    let example = Deck::example();
    commit(&example);
    example.write(
        "goals/payments-cost-less.md",
        format!("{}\nOne more sentence.\n", example.read("goals/payments-cost-less.md")).as_bytes(),
    );
    example.write("projects/harbour-bid.md", project("Bid for a harbour", [5, 4, 4]).as_bytes());
    told(&example);
    let first = Deck::new().file("README.md", "Nothing yet.");
    commit(&first);
    first.write("projects/a.md", project("Alpha", [5, 5, 5]).as_bytes());
    told(&first);
    assert_eq!(schema.never_met(), Vec::<String>::new());
}

#[test]
fn a_ranking_as_json_is_as_its_schema_says() {
    let schema = Schema::new(&kept("schemas/ranking.json"), Others::Refused);
    let example = Deck::example();
    for region in ["all", "ordered", "near"] {
        fits(&schema, example.run(["rank", "--format", "json", "--region", region]).code(0).stdout());
    }
    let _ = example.run(["build"]).code(0);
    fits(&schema, &example.read("public/rankings.json"));
    let bare = Deck::new().file("projects/a.md", "---\nbusiness: 4\n---\n");
    fits(&schema, bare.run(["rank", "--format", "json"]).code(0).stdout());
    for method in ["geometric", "business-first"] {
        let settings = format!("---\nmethod: {method}\n---\n");
        let deck = Deck::new().file("projects/a.md", PROJECT).file("portfolio.md", settings);
        fits(&schema, deck.run(["rank", "--format", "json"]).code(0).stdout());
    }
    assert_eq!(schema.never_met(), Vec::<String>::new());
}
