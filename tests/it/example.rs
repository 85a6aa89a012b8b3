//! What the example shows: its ranking is the one its documents argue about.

use serde_json::Value;

use crate::deck::Deck;

fn ranking(arguments: &[&str]) -> Value {
    let deck = Deck::example();
    let words = ["rank", "--format", "json"].into_iter().chain(arguments.iter().copied());
    serde_json::from_str(deck.run(words).code(0).stdout()).unwrap()
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|entry| entry["id"].as_str().unwrap()).collect()
}

fn project<'a>(ranking: &'a Value, id: &str) -> &'a Value {
    ranking["projects"].as_array().unwrap().iter().find(|entry| entry["id"] == id).unwrap()
}

#[test]
fn the_order_is_the_one_that_the_documents_argue_about() {
    assert_eq!(
        ids(&ranking(&[])["projects"]),
        [
            "account-takeover",
            "signed-kiosk-updates",
            "iso-27001-stage-two",
            "card-data-out",
            "service-starter",
            "tender-answers",
            "sailing-day-drills",
            "short-lived-keys",
            "kiosk-teardown",
            "machine-inventory",
            "event-log-rewrite",
            "access-recertification",
        ]
    );
}

#[test]
fn forty_five_of_forty_six_weeks_are_planned() {
    let ranking = ranking(&[]);
    assert_eq!(ranking["capacity"]["available"], 46);
    assert_eq!(ranking["capacity"]["planned"], 45);
    assert_eq!(project(&ranking, "short-lived-keys")["in_plan"], true);
    assert_eq!(project(&ranking, "kiosk-teardown")["in_plan"], false);
}

#[test]
fn two_projects_share_a_place() {
    let ranking = ranking(&[]);
    for id in ["card-data-out", "service-starter"] {
        let place = project(&ranking, id);
        assert_eq!((&place["rank"], &place["tied"]), (&Value::from(4), &Value::from(true)), "{id}");
    }
    assert_eq!(project(&ranking, "tender-answers")["rank"], 6);
}

#[test]
fn one_is_below_the_floor_and_one_has_no_scores() {
    let ranking = ranking(&[]);
    assert_eq!(ids(&ranking["below_floor"]), ["harbour-games"]);
    assert_eq!(ids(&ranking["unscored"]), ["supplier-watch"]);
}

#[test]
fn three_points_of_weight_bring_in_what_everybody_wants() {
    let ranking = ranking(&["--weights", "47,28,25"]);
    assert_eq!(project(&ranking, "kiosk-teardown")["in_plan"], true);
    assert_eq!(project(&ranking, "short-lived-keys")["in_plan"], false);
}

#[test]
fn it_has_no_errors_and_its_warnings_are_the_ones_it_speaks_of() {
    let deck = Deck::example();
    let answer = deck.run(["check", "--format", "json"]).code(0);
    let found: Value = serde_json::from_str(answer.stdout()).unwrap();
    assert_eq!(found["schema"], "quarterdeck.check/1");
}

#[test]
fn it_builds_without_a_word_of_error() {
    let deck = Deck::example();
    let _ = deck.run(["build"]).code(0).never_says("error");
    assert!(deck.at("public/index.html").is_file());
}
