//! A git repository made for one test.

use std::path::Path;
use std::process::Command;

use crate::deck::Deck;

/// Runs git in a folder and gives what it printed.
#[track_caller]
pub(crate) fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .current_dir(folder)
        .args([
            "-c",
            "user.name=Test",
            "-c",
            "user.email=test@example.com",
            "-c",
            "protocol.file.allow=always",
        ])
        .args(arguments)
        .output()
        .unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// Makes a repository of a deck, with further options of `git init`.
pub(crate) fn init(deck: &Deck, options: &[&str]) {
    let words = [&["init", "-q", "-b", "main"], options, &["."]].concat();
    git(deck.path(), &words);
}

/// Makes a repository of a deck that is none yet and commits everything in it.
pub(crate) fn commit(deck: &Deck) -> String {
    if !deck.at(".git").exists() {
        init(deck, &[]);
    }
    git(deck.path(), &["add", "-A"]);
    git(deck.path(), &["commit", "-q", "--allow-empty", "-m", "change"]);
    git(deck.path(), &["rev-parse", "HEAD"])
}

/// A project with a title, three scores and two weeks.
pub(crate) fn project(title: &str, scores: [u8; 3]) -> String {
    let [business, interest, growth] = scores;
    format!(
        "---\ntitle: '{}'\nbusiness: {business}\ninterest: {interest}\ngrowth: {growth}\neffort: 2\n---\n\nWords.\n",
        title.replace('\'', "''")
    )
}

/// Four projects, three of which fit into the plan.
pub(crate) fn four() -> Deck {
    Deck::new()
        .file("portfolio.md", "---\ntitle: Plan\ncapacity: 6\n---\n")
        .file("projects/a.md", project("Alpha", [5, 5, 5]))
        .file("projects/b.md", project("Beta", [4, 4, 4]))
        .file("projects/c.md", project("Gamma", [3, 3, 3]))
        .file("projects/d.md", project("Delta", [2, 2, 2]))
}
