//! The scripts of the GitHub action, run against a real repository in which every name is hostile. GitHub itself is
//! a small program that notes what it is asked.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::deck::{Deck, PROGRAM, ROOT};
use crate::repo::{commit, git, project};

/// A pull request of a stranger, checked out as GitHub does it.
struct Pull {
    deck: Deck,
    runner: Deck,
}

/// Words that would be run by whatever takes them for a command.
const TITLE: &str = "$(touch pwned) `touch pwned`; touch pwned #1 @everyone </details> | x";
const FOLDER: &str = "plan $(touch pwned); touch pwned";
const BRANCH: &str = "x;touch${IFS}pwned$(touch${IFS}pwned)";

/// Notes its arguments and the body it is given; answers from files.
const GH: &str = r#"#!/usr/bin/env bash
printf '%s\n' "$*" >> "$FAKE/calls"
for word in "$@"; do
  case "$word" in body=@*) cat "${word#body=@}" >> "$FAKE/bodies" ;; esac
done
case "$*" in
  *"--paginate"*) cat "$FAKE/comments" ;;
  *"/pulls"*) cat "$FAKE/pulls" ;;
  "run download"*) cp -P "$FAKE/artifact/diff.json" "${@: -1}/diff.json" ;;
esac
"#;

impl Pull {
    fn new() -> Self {
        let deck = Deck::new();
        for (name, title, scores) in
            [("a", "Alpha", [5, 5, 5]), ("b", "Beta", [4, 4, 4]), ("d", TITLE, [2, 2, 2])]
        {
            deck.write(
                &format!("{FOLDER}/projects/$(touch pwned)/{name}.md"),
                project(title, scores).as_bytes(),
            );
        }
        deck.write(&format!("{FOLDER}/portfolio.md"), b"---\ntitle: Plan\ncapacity: 4\n---\n");
        commit(&deck);
        git(deck.path(), &["checkout", "-q", "-b", BRANCH]);
        let path = format!("{FOLDER}/projects/$(touch pwned)/d.md");
        deck.write(&path, project(TITLE, [5, 5, 4]).as_bytes());
        commit(&deck);
        git(deck.path(), &["checkout", "-q", "--detach", "main"]);
        git(deck.path(), &["merge", "-q", "--no-ff", BRANCH, "-m", "merge"]);
        let runner =
            Deck::new().file("bin/gh", GH).file("comments", "[]").file("pulls", "[]").file("calls", "");
        fs::set_permissions(runner.at("bin/gh"), fs::Permissions::from_mode(0o755)).unwrap();
        symlink(PROGRAM, runner.at("bin/quarterdeck")).unwrap();
        Self { deck, runner }
    }

    fn script(&self, name: &str, variables: &[(&str, &str)]) -> (i32, String) {
        let search = format!("{}:{}", self.runner.at("bin").display(), std::env::var("PATH").unwrap());
        let output = Command::new(Path::new(ROOT).join("action").join(name))
            .current_dir(self.deck.path())
            .env("PATH", search)
            .env("FAKE", self.runner.path())
            .env("RUNNER_TEMP", self.runner.at("tmp $(touch pwned)"))
            .env("GITHUB_STEP_SUMMARY", self.runner.at("summary"))
            .env("GITHUB_OUTPUT", self.runner.at("output"))
            .env("GITHUB_REPOSITORY", "owner/repo")
            .env("GITHUB_EVENT_NAME", "pull_request")
            .env("QD_PATH", FOLDER)
            .envs(variables.iter().copied())
            .output()
            .unwrap();
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said).into_owned();
        for folder in [self.deck.path(), self.runner.path(), Path::new(ROOT)] {
            assert!(!folder.join("pwned").exists(), "{name} ran what a document says\n{said}");
        }
        (output.status.code().unwrap(), said)
    }

    #[track_caller]
    fn runs(&self, name: &str, variables: &[(&str, &str)]) -> String {
        let (code, said) = self.script(name, variables);
        assert_eq!(code, 0, "{name}\n{said}");
        said
    }

    fn made(&self, path: &str) -> PathBuf {
        self.runner.at("tmp $(touch pwned)/quarterdeck").join(path)
    }

    fn calls(&self) -> String {
        self.runner.read("calls")
    }

    fn comments(&self, comments: &str) {
        self.runner.write("comments", comments.as_bytes());
        self.runner.write("calls", b"");
    }
}

#[test]
fn a_change_of_a_stranger_is_checked_compared_and_built_and_runs_nothing() {
    let pull = Pull::new();
    let said = pull.runs("check.sh", &[("QD_STRICT", "false")]);
    assert!(!said.lines().any(|line| line.starts_with("::set-output")), "{said}");
    pull.runs("diff.sh", &[("QD_KEY", "a b $(touch pwned)"), ("QD_FAIL_ON", "crossing")]);
    pull.runs("build.sh", &[]);
    let comment = fs::read_to_string(pull.made("diff/comment.md")).unwrap();
    assert!(comment.starts_with("<!-- quarterdeck:diff schema=1 key=a_b___touch_pwned_ -->\n"), "{comment}");
    assert!(comment.contains("1 enters the plan, 1 leaves it"), "{comment}");
    assert!(comment.contains("base: the branch this pull request merges into"), "{comment}");
    assert!(!comment.contains("@everyone") && comment.matches("</details>").count() <= 4, "{comment}");
    assert!(pull.runner.read("summary").contains("1 enters the plan"));
    assert_eq!(pull.runner.read("output"), "changed=true\n");
    assert!(pull.made("report/index.html").exists());
    let (code, said) = pull.script("verdict.sh", &[]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("the comparison meets a condition"), "{said}");
}

#[test]
fn errors_in_the_documents_are_annotated_and_fail_only_at_the_end() {
    let pull = Pull::new();
    pull.deck.write(&format!("{FOLDER}/projects/e.md"), b"---\nbusiness: 9\n---\n");
    commit(&pull.deck);
    let said = pull.runs("check.sh", &[]);
    assert!(said.contains("::error file=plan $(touch pwned); touch pwned/projects/e.md,line=2,"), "{said}");
    pull.runs("diff.sh", &[]);
    pull.runs("build.sh", &[]);
    assert!(!pull.made("report").exists());
    assert_eq!(pull.script("verdict.sh", &[]).0, 1);
}

#[test]
fn the_comment_is_written_once_and_updated_in_place() {
    let pull = Pull::new();
    pull.runs("diff.sh", &[]);
    let number = [("QD_NUMBER", "7")];
    assert!(pull.runs("comment.sh", &number).contains("the comment is written"));
    assert!(pull.calls().contains("repos/owner/repo/issues/7/comments -F body=@"), "{}", pull.calls());
    let body = fs::read_to_string(pull.made("diff/comment.md")).unwrap();
    assert_eq!(pull.runner.read("bodies"), body);

    let ours = |body: &str| serde_json::json!({"id": 42, "user": {"type": "Bot"}, "body": body});
    let theirs = serde_json::json!({"id": 41, "user": {"type": "User"}, "body": body});
    // GitHub gives line ends back as it likes, and pages as lists one after the other.
    pull.comments(&format!("[{theirs}]\n[{}]", ours(&body.replace('\n', "\r\n"))));
    assert!(pull.runs("comment.sh", &number).contains("up to date"));
    assert_eq!(pull.calls().lines().count(), 1);

    pull.comments(&format!("[{theirs}, {}]", ours("<!-- quarterdeck:diff schema=1 key=portfolio -->\nold")));
    assert!(pull.runs("comment.sh", &number).contains("the comment is updated"));
    assert!(pull.calls().contains("-X PATCH repos/owner/repo/issues/comments/42 "), "{}", pull.calls());

    let _ = pull.script("comment.sh", &[("QD_NUMBER", "7;touch pwned")]);
    assert_eq!(pull.script("comment.sh", &[("QD_NUMBER", "7;touch pwned")]).0, 2);
}

#[test]
fn nothing_changed_makes_no_comment_but_mends_an_old_one() {
    let pull = Pull::new();
    git(pull.deck.path(), &["checkout", "-q", "--detach", "main"]);
    git(pull.deck.path(), &["checkout", "-q", "-b", "docs"]);
    pull.deck.write("README.md", b"Words.");
    commit(&pull.deck);
    git(pull.deck.path(), &["checkout", "-q", "--detach", "main"]);
    git(pull.deck.path(), &["merge", "-q", "--no-ff", "docs", "-m", "merge"]);
    pull.runs("diff.sh", &[]);
    let number = [("QD_NUMBER", "7")];
    assert!(pull.runs("comment.sh", &number).contains("nothing to say"));
    let old = serde_json::json!([{"id": 5, "user": {"type": "Bot"}, "body": "<!-- quarterdeck:diff schema=1 key=portfolio -->\nold"}]);
    pull.comments(&old.to_string());
    assert!(pull.runs("comment.sh", &number).contains("the comment is updated"));
}

#[test]
fn a_push_is_checked_and_not_compared() {
    let pull = Pull::new();
    pull.runs("diff.sh", &[("GITHUB_EVENT_NAME", "push")]);
    assert!(!pull.made("diff/diff.json").exists());
    pull.runs("check.sh", &[]);
    pull.runs("verdict.sh", &[]);
}

#[test]
fn a_forks_comparison_is_data_and_its_pull_request_is_looked_up() {
    let pull = Pull::new();
    pull.runs("diff.sh", &[]);
    let mut data: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(pull.made("diff/diff.json")).unwrap()).unwrap();
    data["title"] = "</sub><img src=x> @everyone [x](https://evil.example) https://evil.example".into();
    data["head"]["commit"] = "`$(touch pwned)`".into();
    data["pull_request"] = 1.into();
    pull.runner.write("artifact/diff.json", data.to_string().as_bytes());
    pull.runner
        .write("pulls", br#"[{"number": 8, "head": {"sha": "aaa"}}, {"number": 9, "head": {"sha": "bbb"}}]"#);
    let run = |sha: &str| {
        let variables = [
            ("QD_RUN", "100"),
            ("QD_OWNER", "stranger"),
            ("QD_BRANCH", BRANCH),
            ("QD_SHA", sha),
            ("QD_KEY", "portfolio"),
        ];
        pull.script("fork-comment.sh", &variables)
    };
    assert_eq!(run("bbb").0, 0);
    let calls = pull.calls();
    assert!(calls.contains(&format!("-f head=stranger:{BRANCH}")), "{calls}");
    assert!(calls.contains("repos/owner/repo/issues/9/comments -F body=@"), "{calls}");
    let body = pull.runner.read("bodies");
    assert!(!body.contains("<img") && !body.contains("@everyone") && !body.contains("://"), "{body}");

    pull.comments("[]");
    let (code, said) = run("ccc");
    assert_eq!((code, said.contains("no open pull request")), (0, true), "{said}");
    assert!(!pull.calls().contains("/comments"));

    fs::remove_file(pull.runner.at("artifact/diff.json")).unwrap();
    symlink("/etc/passwd", pull.runner.at("artifact/diff.json")).unwrap();
    assert_eq!(run("bbb").0, 2);
}
