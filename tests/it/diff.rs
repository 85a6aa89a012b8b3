//! `diff`: what a change does to the plan, read from git.

use std::fs;

use crate::deck::Deck;
use crate::repo::{commit, four, git, project};

#[test]
fn the_files_on_disk_are_compared_with_a_revision() {
    let deck = four();
    commit(&deck);
    deck.write("projects/d.md", project("Delta", [4, 4, 3]).as_bytes());
    let _ = deck
        .run(["diff", "HEAD"])
        .code(0)
        .stdout_has("Portfolio ranking: 1 enters the plan, 1 leaves it, 1 of 4 edited\n")
        .stdout_has("with the files on disk\n")
        .stdout_has("Leaves the plan: Gamma (rank 3 → 4, down 1, 2 wk: not edited, room taken by Delta)");
}

#[test]
fn nothing_moved_is_one_line_and_exit_codes_follow_conditions() {
    let deck = four();
    commit(&deck);
    let same =
        deck.run(["diff", "HEAD", "--exit-code", "--fail-on", "crossing,weights,unexplained,new-errors"]);
    assert_eq!(same.code(0).stdout(), "Portfolio ranking: no change\n");
    deck.write("projects/d.md", project("Delta", [4, 4, 3]).as_bytes());
    let _ = deck.run(["diff", "HEAD"]).code(0);
    let _ = deck.run(["diff", "HEAD", "--exit-code"]).code(1);
    let _ = deck.run(["diff", "HEAD", "--fail-on=weights,new-errors"]).code(0);
    for condition in ["crossing", "unexplained"] {
        let _ = deck.run(["diff", "HEAD", "--fail-on", condition]).code(1);
    }
    deck.write("projects/d.md", project("Delta", [5, 2, 1]).as_bytes());
    let _ = deck.run(["diff", "HEAD", "--fail-on", "firmness=100"]).code(1);
    let _ = deck.run(["diff", "HEAD", "--fail-on", "firmness=1"]).code(0);
    deck.write("projects/d.md", b"---\nbusiness: 9\n---\n");
    let _ =
        deck.run(["diff", "HEAD", "--fail-on", "new-errors"]).code(1).stdout_has("cannot be made, 1 error");
    let _ = deck.run(["diff", "nope"]).code(2).stderr_has("cannot find the revision `nope`");
    let _ = deck.run(["diff", "HEAD", "--fail-on", "rain"]).code(2);
}

#[test]
fn two_revisions_a_fork_and_the_suggested_base_are_named() {
    let deck = four();
    let base = commit(&deck);
    git(deck.path(), &["checkout", "-q", "-b", "topic"]);
    deck.write("projects/d.md", project("Delta", [4, 4, 3]).as_bytes());
    let head = commit(&deck);
    git(deck.path(), &["checkout", "-q", "main"]);
    deck.write("projects/e.md", project("Epsilon", [1, 1, 1]).as_bytes());
    commit(&deck);
    git(deck.path(), &["checkout", "-q", "topic"]);
    let _ = deck.run(["diff", "main..topic"]).code(0).stdout_has("1 removed");
    let _ = deck.run(["diff", "main...topic"]).code(0).never_says("removed").stdout_has(&base[..9]);
    let _ = deck
        .run(["diff"])
        .code(0)
        .stdout_has("(the common ancestor with main)")
        .stdout_has("1 enters the plan");
    let _ = deck.run(["diff", "..HEAD"]).code(0).stdout_has(&head[..9]).never_says("the files on disk");
}

#[test]
fn line_ends_and_other_ways_to_write_the_same_are_no_change() {
    let deck = four();
    commit(&deck);
    for name in ["a", "b", "c", "d"] {
        let path = format!("projects/{name}.md");
        deck.write(&path, deck.read(&path).replace('\n', "\r\n").as_bytes());
    }
    assert_eq!(deck.run(["diff", "HEAD"]).code(0).stdout(), "Portfolio ranking: no change\n");
}

#[test]
fn two_folders_need_no_git() {
    let (old, new) = (four(), four());
    new.write("projects/d.md", project("Delta", [4, 4, 3]).as_bytes());
    let old = old.path().to_str().unwrap();
    let _ = new.run(["diff", "--from", old]).code(0).stdout_has("1 enters the plan");
    let _ = new.run(["diff"]).code(2).stderr_has("`quarterdeck diff --from OLD`");
}

#[test]
fn a_folder_below_the_root_is_found_upwards_and_where_it_was_before() {
    let deck = Deck::new()
        .file("old/portfolio.md", "---\ntitle: Plan\n---\n")
        .file("old/projects/a.md", project("Alpha", [5, 5, 5]));
    commit(&deck);
    fs::rename(deck.at("old"), deck.at("plan")).unwrap();
    let _ = deck.run(["diff", "HEAD", "--path", "plan"]).code(0).stdout_has("no change");
    let json = deck.run(["diff", "HEAD", "--path", "plan", "--format", "json"]);
    assert!(json.code(0).stdout().contains("the planning folder was old then"));
}

#[test]
fn a_beginning_and_a_broken_base_show_the_starting_order() {
    let deck = Deck::new().file("README.md", "Nothing yet.");
    commit(&deck);
    for (path, bytes) in four().tree(".") {
        deck.write(&path, &bytes);
    }
    let _ = deck.run(["diff", "HEAD"]).code(0).stdout_has("first run, 4 projects");
    deck.write("projects/a.md", b"---\nbusiness: 9\n---\n");
    commit(&deck);
    deck.write("projects/a.md", project("Alpha", [5, 5, 5]).as_bytes());
    let _ = deck.run(["diff", "HEAD"]).code(0).stdout_has("The documents at the base have errors");
}

#[test]
fn every_form_is_written_at_once_and_says_the_same_twice() {
    let deck = four();
    commit(&deck);
    deck.write("projects/d.md", project("Delta", [4, 4, 3]).as_bytes());
    commit(&deck);
    let run = || {
        let _ = deck
            .run(["diff", "HEAD~1..HEAD", "--markdown", "out.md", "--html", "out.html", "--json", "out.json"])
            .code(0);
        ["out.md", "out.html", "out.json"].map(|name| deck.read(name))
    };
    let [markdown, html, json] = run();
    assert_eq!(run(), [markdown.clone(), html.clone(), json]);
    assert!(
        markdown.starts_with("<!-- quarterdeck:diff schema=1 key=portfolio -->\n### Portfolio ranking: ")
    );
    assert!(html.contains("<h1>1 enters the plan, 1 leaves it, 1 of 4 edited</h1>"), "{html}");
    assert!(!html.contains("<script") && !html.contains(" style="));
    let again = deck.run(["render-diff", "out.json", "--format", "md"]);
    assert_eq!(again.code(0).stdout(), markdown);
    let _ = deck.run(["render-diff", "out.md"]).code(2).stderr_has("it is not a comparison");
}

#[test]
fn what_is_private_is_in_no_form_for_the_team() {
    let person = |interest: &str, goal: &str| {
        format!(
            "---\nname: Ana\ncapacity: 9\ninterests: {{rust: {interest}, canary-tag: 1}}\ngoals:\n  - {{id: canary-id, title: {goal}, tags: [canary-tag]}}\n---\n\nCanary text.\n"
        )
    };
    let front = "title: Alpha\nbusiness: {score: 4, by: {ana: 1.5, bo: 4.5, cy: 4}}\ninvolves: [rust]\ngrowth: 3\nteam: {ana: 2}\neffort: 2";
    let deck = four()
        .file("projects/a.md", format!("---\n{front}\n---\n"))
        .file("people/ana.md", person("1", "Canary goal"))
        .file("people/bo.md", "---\nname: Bo\n---\n")
        .file("people/cy.md", "---\nname: Cy\n---\n");
    commit(&deck);
    deck.write("people/ana.md", person("5", "Canary plan").as_bytes());
    deck.write("projects/a.md", format!("---\n{}\n---\n", front.replace("1.5", "2.5")).as_bytes());
    deck.write("projects/d.md", project("Delta", [4, 4, 3]).as_bytes());
    for format in ["table", "md", "html", "json"] {
        let said = deck.run(["diff", "HEAD", "--format", format]).code(0).said().to_lowercase();
        // Style sheets are full of numbers.
        let said = said.split("<style>").map(|part| part.split("</style>").last().unwrap_or_default());
        let said = said.collect::<String>();
        for secret in ["canary", "2.5", "1.5", "people/ana.md"] {
            assert!(!said.contains(secret), "{format}: {secret}\n{said}");
        }
    }
    let _ = deck.run(["diff", "HEAD", "--audience", "manager"]).code(0).stdout_has("QD604");
}

#[test]
fn a_hook_that_sets_gits_variables_does_not_lead_us_elsewhere() {
    let elsewhere = four();
    commit(&elsewhere);
    let deck =
        four().env("GIT_DIR", elsewhere.at(".git").to_str().unwrap()).env("GIT_INDEX_FILE", "/nowhere");
    commit(&deck);
    deck.write("projects/d.md", project("Delta", [4, 4, 3]).as_bytes());
    commit(&deck);
    let _ = deck.run(["diff", "HEAD~1..HEAD"]).code(0).stdout_has("1 enters the plan");
}

#[test]
fn what_a_sparse_checkout_hides_is_read_from_the_commit() {
    let deck = four();
    commit(&deck);
    git(deck.path(), &["sparse-checkout", "set", "--no-cone", "/portfolio.md", "/projects/a.md"]);
    assert!(!deck.at("projects/d.md").exists());
    let _ = deck
        .run(["diff", "HEAD"])
        .code(0)
        .stdout_has("no change")
        .stderr_has("3 files that are not on disk are read from HEAD");
}

#[test]
fn only_what_is_new_since_the_base_is_checked() {
    let deck = four().file("projects/e.md", "---\ntitle: Epsilon\nbusiness: 5\n---\n");
    commit(&deck);
    let old = deck.run(["check", "--format", "concise"]).code(0).stdout().lines().count();
    assert!(old > 3);
    assert_eq!(deck.run(["check", "--base", "HEAD", "--format", "concise"]).code(0).stdout(), "");
    deck.write("projects/d.md", project("Delta", [4, 4, 3]).as_bytes());
    let new = deck.run(["check", "--base", "HEAD", "--format", "concise"]);
    assert_eq!(new.stdout().matches("QD601").count(), 3, "{new}");
    assert_eq!(new.stdout().matches("QD602").count(), 1, "{new}");
    let _ = deck.run(["check", "--base", "HEAD", "--strict"]).code(1);
}

#[test]
fn safe_corrections_are_made_and_nothing_else() {
    let broken = "---\ntitle: Delta # the fourth\ninterst: 2\nbusiness: 2\ngrowth: 2\nstatus: proposd\n---\n\nWords.\n";
    let deck = four().file("projects/d.md", broken);
    let _ = deck.run(["check"]).code(1);
    let _ = deck.run(["check", "--fix"]).code(0).stderr_has("mended 2 places in projects/d.md");
    let wanted = broken.replace("interst", "interest").replace("proposd", "proposed");
    assert_eq!(deck.read("projects/d.md"), wanted);
    let _ = deck.run(["check", "--fix"]).code(0).never_says("mended");
}

#[test]
fn every_kind_of_change_gets_its_comment() {
    let out = Deck::new();
    let made = std::process::Command::new(std::path::Path::new(crate::deck::ROOT).join("tests/comments"))
        .arg(out.path())
        .env("QUARTERDECK", crate::deck::PROGRAM)
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    for (name, headline) in [
        ("01-one-score", "the plan stays, "),
        ("02-kiosk-in-keys-out", "1 enters the plan, 1 leaves it, "),
        ("03-weights", "the weights change, "),
        ("04-rename", "the plan and the order stay, 1 renamed"),
        ("05-new-project", "1 new"),
        ("06-removed-project", "1 removed"),
        ("07-wording-only", "the plan and the order stay, 1 of "),
        ("08-broken-file", "cannot be made, 2 errors"),
        ("09-capacity", "the capacity changes, 1 leaves the plan"),
        ("10-weights-and-scores", "the weights change, the plan stays, 7 move, 2 of 12 edited"),
        ("11-rating", "the plan stays, 1 moves, 1 rescored by its people"),
        ("12-rating-by-another", "the plan stays, 2 move, 1 of 12 edited"),
        ("13-dropped", "1 enters the plan, 1 leaves it, "),
        ("14-nothing", "no change"),
        ("15-first-run", "first run, "),
    ] {
        let text = out.read(&format!("{name}.md"));
        let line = text.lines().nth(1).unwrap_or_default();
        assert!(line.starts_with("### Portfolio ranking: ") && line.contains(headline), "{name}: {line}");
        assert!(text.len() < 4_000, "{name} has {} bytes", text.len());
    }
    for (name, says) in [
        ("01-one-score", "**Without a reason:** Keys that live for a day (interest)  \n"),
        (
            "03-weights",
            "**Weights:** business 0.50 → 0.30, interest 0.25 → 0.40, growth 0.25 → 0.30. Every score",
        ),
        ("08-broken-file", "`owner` names `nor`, which is not in people/; did you mean `noor`?\n"),
        ("09-capacity", "**Capacity:** 46 → 42 weeks.\n"),
        ("09-capacity", "| Keys that live for a day | 8 | 62.5 | the capacity; not edited |"),
        ("11-rating", "its people: interest 3.834 → 3.5 (−1.7)"),
        ("13-dropped", "Sailing-day drills (was rank 7, 4 wk: now dropped)"),
    ] {
        assert!(out.read(&format!("{name}.md")).contains(says), "{name}: {says}");
    }
    for silent in ["02-kiosk-in-keys-out", "05-new-project", "11-rating", "13-dropped"] {
        assert!(!out.read(&format!("{silent}.md")).contains("Without a reason"), "{silent}");
    }
}
