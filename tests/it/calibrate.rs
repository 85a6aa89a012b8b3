//! `calibrate`: what past outcomes say about the weights, and when nothing is said.

use crate::deck::{Deck, PROJECT};

#[test]
fn it_refuses_with_the_reason_where_too_little_is_known() {
    let deck = Deck::new().file("projects/a.md", PROJECT);
    let answer = deck.run(["calibrate"]).code(0);
    assert_eq!(
        answer.stdout(),
        "Too little is known to say anything about the weights.\n\n\
         No finished projects have three scores and an outcome; at least eight are needed.\n"
    );
}

#[test]
fn eleven_projects_give_a_hint_and_no_reason_to_change() {
    let deck = Deck::example();
    let _ = deck
        .run(["calibrate"])
        .code(0)
        .stdout_has("Past outcomes give no reason to change the weights.")
        .stdout_has("Eleven finished projects with scores and outcomes.")
        .stdout_has("in the right order.")
        .stdout_has("Keep the stated weights: eleven projects are few")
        .stdout_has("Nothing is changed by this");
}

#[test]
fn growth_alone_that_explains_every_outcome_is_suggested() {
    let mut deck = Deck::new()
        .file("projects/now.md", "---\nquarter: 2026-Q4\nbusiness: 3\ninterest: 3\ngrowth: 3\n---\n");
    for k in 0..30 {
        let (business, interest, growth) = (k % 5, k * 2 % 3, k % 6);
        deck = deck.file(
            &format!("projects/old-{k}.md"),
            format!(
                "---\nquarter: 2026-Q2\nstatus: done\nbusiness: {business}\ninterest: {interest}\ngrowth: {growth}\n\
                 outcome: {{score: {growth}}}\n---\n"
            ),
        );
    }
    let answer = deck.run(["calibrate"]).code(0);
    assert!(answer.stdout().starts_with("Past outcomes suggest "), "{answer}");
    let _ = answer.stdout_has("30 finished projects").never_says("Keep the stated weights");
    let _ = deck.run(["build"]).code(0);
    let page = deck.read("public/history.html");
    assert!(page.contains("Past outcomes suggest ") && page.contains("Stated and learned weights"));
}
