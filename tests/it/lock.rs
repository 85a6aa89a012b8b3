//! `lock` and `check --locked`: the ranking as a file to commit.

use std::fs;
use std::process::Command;

use proptest::prelude::*;

use crate::deck::Deck;
use crate::repo::{four, project};

#[test]
fn a_stale_lock_fails_with_the_difference_and_the_command_that_repairs_it() {
    let deck = four();
    let _ =
        deck.run(["check", "--locked"]).code(1).stdout_has("QD701").stdout_has("there is no ranking.lock");
    assert_eq!(deck.run(["lock"]).code(0).stdout(), "ranking.lock\n");
    let _ = deck.run(["check", "--locked"]).code(0);
    let _ = deck.run(["lock"]).code(0).stderr_has("up to date");
    deck.write("projects/d.md", project("Delta", [5, 4, 4]).as_bytes());
    let _ = deck
        .run(["check", "--locked"])
        .code(1)
        .stdout_has("run `quarterdeck lock .` and commit ranking.lock")
        .stdout_has("\n+d         90.0  business=5 interest=4 growth=4  2w  in\n")
        .stdout_has("\n-d         40.0  business=2 interest=2 growth=2  2w  out\n");
    let _ = deck.run(["check", "--locked", "--fix"]).code(0).stderr_has("brought ranking.lock up to date");
    assert!(deck.read("ranking.lock").lines().nth(1).unwrap().starts_with("d "));
    let _ = deck.run(["check", "--locked", "--fix"]).code(0).never_says("up to date");
}

#[test]
fn a_conflict_is_reported_as_one_and_lock_resolves_it() {
    let deck = four();
    let _ = deck.run(["lock"]).code(0);
    let text = deck.read("ranking.lock");
    deck.write("ranking.lock", format!("<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> topic\n").as_bytes());
    let _ = deck.run(["check", "--locked"]).code(1).stdout_has("QD702");
    let _ = deck.run(["lock"]).code(0);
    assert_eq!(deck.read("ranking.lock"), text);
}

#[test]
fn broken_documents_leave_the_lock_as_it_is() {
    let deck = four();
    let _ = deck.run(["lock"]).code(0);
    let text = deck.read("ranking.lock");
    deck.write("projects/d.md", b"---\nbusiness: 9\n---\n");
    let _ = deck.run(["lock"]).code(1).stderr_has("nothing written");
    assert_eq!(deck.read("ranking.lock"), text);
    assert_eq!(deck.tree(".").keys().filter(|path| path.contains(".tmp")).count(), 0);
}

fn locked(scores: &[[u8; 3]]) -> String {
    let mut deck = Deck::new();
    for (at, scores) in scores.iter().enumerate() {
        deck = deck.file(&format!("projects/p{at:02}.md"), project(&format!("P{at}"), *scores));
    }
    let _ = deck.run(["lock"]).code(0);
    deck.read("ranking.lock")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn merged_edits_conflict_or_equal_what_lock_would_write(
        scores in prop::collection::vec(prop::array::uniform3(0u8..=5), 8..16),
        one in 0usize..8, other in 0usize..8, to in prop::array::uniform2(prop::array::uniform3(0u8..=5))
    ) {
        prop_assume!(one != other);
        let edited = |edits: &[(usize, [u8; 3])]| {
            let mut scores = scores.clone();
            for (at, to) in edits {
                scores[*at] = *to;
            }
            locked(&scores)
        };
        let folder = Deck::new()
            .file("base", edited(&[]))
            .file("ours", edited(&[(one, to[0])]))
            .file("theirs", edited(&[(other, to[1])]));
        let merged = Command::new("git")
            .current_dir(folder.path())
            .args(["merge-file", "ours", "base", "theirs"])
            .status()
            .unwrap();
        if merged.success() {
            let text = fs::read_to_string(folder.at("ours")).unwrap();
            prop_assert_eq!(text, edited(&[(one, to[0]), (other, to[1])]));
        }
    }
}
