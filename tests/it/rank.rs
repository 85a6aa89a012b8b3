//! `rank`: every format word for word, the regions, what-if, and a reader that stops reading.

use serde_json::Value;

use crate::deck::{Deck, PROGRAM};

/// Three projects of which two fit; the third title tries everything that a cell must not do.
fn three() -> Deck {
    let project = |[business, interest, growth]: [&str; 3], title: &str, effort: u32| {
        format!(
            "---\ntitle: {title}\nbusiness: {business}\ninterest: {interest}\ngrowth: {growth}\neffort: {effort}\n---\n"
        )
    };
    Deck::new()
        .file("portfolio.md", "---\ntitle: Small\nquarter: 2026-Q4\ncapacity: 7\n---\n")
        .file("projects/a.md", project(["5", "2", "3"], "SOC 2", 4))
        .file("projects/b.md", project(["1", "5", "5"], "Two", 3))
        .file("projects/c.md", project(["1", "1", "1.5"], "\"=cmd|' /C calc'!A0 *x* @all\"", 2))
        .file("projects/d.md", "---\nbusiness: 4\ngrowth: 1\n---\n")
}

fn json(deck: &Deck, arguments: &[&str]) -> Value {
    let words = ["rank", "--format", "json"].into_iter().chain(arguments.iter().copied());
    serde_json::from_str(deck.run(words).code(0).stdout()).unwrap_or_default()
}

#[test]
fn json_names_its_schema_and_keeps_its_fields_in_order() {
    let deck = three();
    let answer = deck.run(["rank", "--format", "json"]).code(0);
    let head: Vec<&str> = answer.stdout().lines().take(10).collect();
    assert_eq!(
        head[..8],
        [
            "{",
            "  \"schema\": \"quarterdeck.ranking/1\",",
            "  \"title\": \"Small\",",
            "  \"quarter\": \"2026-Q4\",",
            "  \"method\": \"weighted\",",
            "  \"weights\": {\"business\": 0.5, \"interest\": 0.25, \"growth\": 0.25},",
            "  \"scale\": {\"min\": 0, \"max\": 5, \"step\": 0.5},",
            "  \"capacity\": {\"available\": 7, \"planned\": 7, \"unit\": \"person-weeks\"},",
        ]
    );
    let first: Value = serde_json::from_str(answer.stdout()).unwrap();
    let keys: Vec<&String> = first["projects"][0].as_object().unwrap().keys().collect();
    let wanted = [
        "id",
        "title",
        "rank",
        "position",
        "tied",
        "value",
        "score",
        "scores",
        "contributions",
        "effort",
        "status",
        "owner",
        "narrative",
        "in_plan",
        "pareto_layer",
        "dominated_by",
        "first_share",
        "plan_share",
        "rank_shares",
        "expected_rank",
        "best_rank",
        "worst_rank",
        "margin",
    ];
    assert_eq!(keys, wanted);
}

#[test]
fn json_says_what_is_unknown_as_null_and_lists_the_unscored() {
    let ranking = json(&three(), &[]);
    let first = &ranking["projects"][0];
    assert_eq!((&first["id"], &first["value"], &first["score"]), (&"a".into(), &3.75.into(), &75.into()));
    assert!(first["owner"].is_null() && first["narrative"].is_null());
    assert_eq!(ranking["unscored"][0]["missing"], serde_json::json!(["interest"]));
    assert_eq!(ranking["projects"][2]["dominated_by"], "a");
}

#[test]
fn shares_of_a_rank_add_up_to_one_both_ways() {
    let ranking = json(&three(), &[]);
    let rows: Vec<Vec<f64>> = ranking["projects"]
        .as_array()
        .unwrap()
        .iter()
        .map(|project| {
            project["rank_shares"].as_array().unwrap().iter().map(|share| share.as_f64().unwrap()).collect()
        })
        .collect();
    for index in 0..3 {
        let row: f64 = rows[index].iter().sum();
        let column: f64 = rows.iter().map(|row| row[index]).sum();
        assert!((row - 1.0).abs() < 1e-6 && (column - 1.0).abs() < 1e-6, "{rows:?}");
    }
}

#[test]
fn the_region_changes_the_shares_and_not_the_order() {
    let deck = three();
    let (all, near) = (json(&deck, &[]), json(&deck, &["--region", "near"]));
    assert_eq!(
        (&all["robustness"]["region"], &near["robustness"]["region"]),
        (&"all".into(), &"near".into())
    );
    // SOC 2 is first where 4 points of business outweigh 3 of interest and 2 of growth.
    assert!(all["projects"][0]["first_share"].as_f64() < near["projects"][0]["first_share"].as_f64());
    assert_eq!(all["projects"][0]["id"], near["projects"][0]["id"]);
    assert_eq!(all["robustness"]["winner_radius"], near["robustness"]["winner_radius"]);
}

#[test]
fn other_weights_answer_what_if_and_say_so() {
    let deck = three();
    assert_eq!(json(&deck, &["--weights", "10,45,45"])["projects"][0]["id"], "b");
    let answer = deck.run(["rank", "--weights", "10,45,45"]).code(0);
    assert!(
        answer
            .stdout()
            .starts_with("Small, 2026-Q4. Weights: Business 10, Interest 45, Growth 45. This is a what-if")
    );
    let _ = deck.run(["rank", "--weights", "1,2"]).code(2).says("50,25,25");
}

#[test]
fn the_table_draws_the_line_and_says_how_firm_the_plan_is() {
    let deck = three();
    let answer = deck.run(["rank"]).code(0);
    let lines: Vec<&str> = answer.stdout().lines().collect();
    assert!(lines[2].starts_with("rank  project"), "{answer}");
    assert!(lines[5].starts_with("---- plan line: 7 of 7 weeks;"), "{answer}");
    assert!(answer.stdout().contains("D: no interest score; it would rank between 2 and 3"), "{answer}");
    assert!(answer.stdout().ends_with("The plan is the same whatever the weights.\n"), "{answer}");
}

#[test]
fn a_spreadsheet_gets_no_formula() {
    let deck = three();
    let answer = deck.run(["rank", "--format", "csv"]).code(0);
    let lines: Vec<&str> = answer.stdout().split("\r\n").collect();
    assert!(lines[0].starts_with("rank,position,tied,id,title,standing,score,value,business"), "{answer}");
    assert!(lines[3].contains(",'=cmd|' /C calc'!A0 *x* @all,below the line,"), "{answer}");
    assert!(lines[4].starts_with(",,,d,D,not ranked yet,"), "{answer}");
}

#[test]
fn a_wiki_page_gets_text_and_no_markup() {
    let deck = three();
    let answer = deck.run(["rank", "--format", "md"]).code(0);
    assert!(
        answer
            .stdout()
            .starts_with("| Rank | Project | Score | Business | Interest | Growth | Weeks | Plan |\n")
    );
    assert!(answer.stdout().contains("=cmd\\|' /C calc'\\!A0 \\*x\\* @\u{200b}all"), "{answer}");
}

#[test]
fn a_reader_that_stops_reading_is_no_failure() {
    let deck = three().through(["sh", "-c", &format!("{PROGRAM} \"$@\" | true"), "sh"]);
    let _ = deck.run(["rank"]).code(0).never_says("error");
}

#[test]
fn the_report_carries_the_same_json_and_csv() {
    let deck = three();
    let _ = deck.run(["build"]).code(0);
    let printed = |format| deck.run(["rank", "--format", format]).code(0).stdout().to_owned();
    assert_eq!(deck.read("public/rankings.json"), printed("json"));
    assert_eq!(deck.read("public/rankings.csv"), printed("csv"));
}

#[test]
fn an_error_in_a_document_means_no_ranking() {
    let deck = three().file("projects/e.md", "---\nbusiness: 9\n---\n");
    let answer = deck.run(["rank"]).code(1);
    assert_eq!(answer.stdout(), "");
}
