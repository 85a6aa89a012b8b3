//! Revisions read from real repositories, made by git itself.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::sync::Arc;

use quarterdeck::diagnostic::{Code, Level};
use quarterdeck::path::RelPath;
use quarterdeck::source::git::{Hints, Repository, Rule, with_sparse};
use quarterdeck::source::{Sources, folder};

use crate::deck::Deck;
use crate::repo::{commit, git, init};

fn repository(deck: &Deck) -> Repository {
    Repository::around(deck.path()).unwrap()
}

fn read(repository: &Repository, revision: &str) -> Sources {
    let commit = repository.commit(revision).unwrap();
    repository.read(&[&commit]).unwrap().remove(0).unwrap()
}

fn texts(sources: &Sources) -> Vec<(String, String)> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    sources.files().iter().map(|(path, bytes)| (path.to_string(), text(bytes))).collect()
}

fn pair(path: &str, text: &str) -> (String, String) {
    (path.to_owned(), text.to_owned())
}

#[test]
fn a_revision_is_what_was_committed_not_what_lies_on_disk() {
    let repo = Deck::new();
    repo.write("projects/a.md", "one");
    repo.write("notes.md", "not a project");
    commit(&repo);
    repo.write("projects/a.md", "two");
    repo.write("projects/b.md", "new");
    commit(&repo);
    repo.write("projects/a.md", "three");
    assert_eq!(texts(&read(&repository(&repo), "HEAD~1")), [pair("projects/a.md", "one")]);
    assert_eq!(
        texts(&read(&repository(&repo), "main")),
        [pair("projects/a.md", "two"), pair("projects/b.md", "new")]
    );
}

#[test]
fn a_revision_reads_as_the_folder_it_was_committed_from() {
    let repo = Deck::new();
    repo.write("portfolio.md", "---\n---\n");
    repo.write("projects/2026-Q4/a.md", "a\r\n");
    repo.write("people/ana.md", "ana");
    repo.write("assets/mark.svg", "<svg/>");
    repo.write("docs/x.md", "no");
    repo.write("templates/home.html", "t");
    repo.write(".hidden/a.md", "no");
    repo.write("projects/.a.md.swp", "no");
    commit(&repo);
    let (on_disk, _) = folder::read(repo.path(), &[], None).unwrap();
    let committed = read(&repository(&repo), "HEAD");
    assert_eq!(texts(&committed), texts(&on_disk));
    assert_eq!(committed.name(), on_disk.name());
}

#[test]
fn files_that_did_not_change_are_shared_between_revisions() {
    let repo = Deck::new();
    repo.write("projects/a.md", "same");
    repo.write("projects/b.md", "one");
    commit(&repo);
    repo.write("projects/b.md", "two");
    commit(&repo);
    let repository = repository(&repo);
    let (old, new) = (repository.commit("HEAD~1").unwrap(), repository.commit("HEAD").unwrap());
    let both = repository.read(&[&old, &new]).unwrap();
    let file =
        |side: usize, name: &str| both[side].as_ref().unwrap().files()[&RelPath::new(name).unwrap()].clone();
    assert!(Arc::ptr_eq(&file(0, "projects/a.md"), &file(1, "projects/a.md")));
    assert_ne!(file(0, "projects/b.md"), file(1, "projects/b.md"));
}

#[test]
fn a_planning_folder_below_the_root_is_read_alone() {
    let repo = Deck::new();
    repo.write("teams/sec/plan/projects/a.md", "a");
    repo.write("projects/other.md", "no");
    commit(&repo);
    let repository = Repository::around(&repo.path().join("teams/sec/plan")).unwrap();
    assert_eq!(texts(&read(&repository, "HEAD")), [pair("projects/a.md", "a")]);
    assert_eq!(repository.inside(), "teams/sec/plan");
}

#[test]
fn a_folder_that_is_only_in_the_revision_is_found_there() {
    let repo = Deck::new();
    repo.write("plan/projects/a.md", "a");
    commit(&repo);
    fs::remove_dir_all(repo.path().join("plan")).unwrap();
    let repository = Repository::around(&repo.path().join("plan")).unwrap();
    assert_eq!(texts(&read(&repository, "HEAD")), [pair("projects/a.md", "a")]);
}

#[test]
fn a_folder_that_the_revision_lacks_is_none_and_another_portfolio_is_found() {
    let repo = Deck::new();
    repo.write("old/portfolio.md", "---\n---\n");
    commit(&repo);
    let repository = Repository::around(&repo.path().join("plan")).unwrap();
    let head = repository.commit("HEAD").unwrap();
    assert!(repository.read(&[&head]).unwrap()[0].is_none());
    assert_eq!(repository.portfolios(&head).unwrap(), ["old"]);
}

#[test]
fn repositories_of_every_kind_read_alike() {
    let repo = Deck::new();
    repo.write("projects/a.md", "a");
    commit(&repo);
    let elsewhere = Deck::new();
    let bare = elsewhere.path().join("plan.git");
    git(repo.path(), &["clone", "-q", "--bare", ".", bare.to_str().unwrap()]);
    let linked = elsewhere.path().join("linked");
    git(repo.path(), &["worktree", "add", "-q", linked.to_str().unwrap()]);
    let sha256 = Deck::new();
    init(&sha256, &["--object-format=sha256"]);
    sha256.write("projects/a.md", "a");
    commit(&sha256);
    let tables = Deck::new();
    init(&tables, &["--ref-format=reftable"]);
    tables.write("projects/a.md", "a");
    commit(&tables);
    for folder in [bare.as_path(), &linked, sha256.path(), tables.path()] {
        let repository = Repository::around(folder).unwrap();
        assert_eq!(texts(&read(&repository, "HEAD")), [pair("projects/a.md", "a")], "{}", folder.display());
    }
}

#[test]
fn a_link_is_followed_inside_the_folder_only() {
    let repo = Deck::new();
    repo.write("projects/a.md", "a");
    repo.write("secret.txt", "secret");
    for (name, target) in
        [("in", "./a.md"), ("out", "../secret.txt"), ("abs", "/etc/passwd"), ("loop", "loop.md")]
    {
        symlink(target, repo.path().join(format!("projects/{name}.md"))).unwrap();
    }
    commit(&repo);
    let sources = read(&repository(&repo), "HEAD");
    assert_eq!(texts(&sources), [pair("projects/a.md", "a"), pair("projects/in.md", "a")]);
    let codes: Vec<_> = sources.findings().iter().map(|f| (f.code, f.subject.as_str())).collect();
    assert_eq!(
        codes,
        [
            (Code::QD014, "projects/abs.md"),
            (Code::QD014, "projects/loop.md"),
            (Code::QD014, "projects/out.md")
        ]
    );
}

#[test]
fn a_repository_inside_is_a_warning() {
    let inner = Deck::new();
    inner.write("a.md", "a");
    commit(&inner);
    let repo = Deck::new();
    repo.write("projects/b.md", "b");
    init(&repo, &[]);
    git(repo.path(), &["submodule", "--quiet", "add", inner.path().to_str().unwrap(), "projects/inner"]);
    commit(&repo);
    let sources = read(&repository(&repo), "HEAD");
    assert_eq!(texts(&sources), [pair("projects/b.md", "b")]);
    assert_eq!(sources.findings()[0].level, Level::Warning);
}

#[test]
fn a_name_that_is_not_text_is_a_finding() {
    let repo = Deck::new();
    repo.write("projects/a.md", "a");
    fs::write(repo.path().join(OsStr::from_bytes(b"projects/\xff.md")), "x").unwrap();
    commit(&repo);
    let sources = read(&repository(&repo), "HEAD");
    assert_eq!(sources.files().len(), 1);
    assert_eq!(sources.findings()[0].code, Code::QD015);
}

#[test]
fn a_file_beyond_the_limit_is_a_finding_and_the_next_one_is_read() {
    let repo = Deck::new();
    repo.write("projects/a.md", "x".repeat((1 << 20) + 1));
    repo.write("projects/b.md", "b");
    repo.write("assets/big.bin", "x".repeat((8 << 20) + 1));
    commit(&repo);
    let sources = read(&repository(&repo), "HEAD");
    assert_eq!(texts(&sources), [pair("projects/b.md", "b")]);
    assert_eq!(sources.findings().iter().map(|f| f.code).collect::<Vec<_>>(), [Code::QD008, Code::QD008]);
}

#[test]
fn a_revision_is_never_an_option() {
    let repo = Deck::new();
    repo.write("projects/a.md", "a");
    commit(&repo);
    for name in ["--help", "--upload-pack=touch x", "-v", "", "main..main", ":/change", "HEAD; ls", "nope"] {
        let failure = repository(&repo).commit(name);
        if name != ":/change" {
            assert!(failure.unwrap_err().to_string().contains("cannot find the revision"), "{name}");
        }
    }
}

#[test]
fn no_program_named_in_the_settings_runs() {
    let repo = Deck::new();
    repo.write("projects/a.md", "a");
    repo.write(".gitattributes", "* filter=evil diff=evil text\n");
    commit(&repo);
    let log = repo.path().join("log");
    let script = repo.path().join("script");
    fs::write(&script, format!("#!/bin/sh\necho \"$@\" >> '{}'\ncat\n", log.display())).unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    let program = script.display().to_string();
    let alias = format!("!{program}");
    for (key, value) in [
        ("core.fsmonitor", &program),
        ("core.pager", &program),
        ("core.sshCommand", &program),
        ("core.hooksPath", &repo.path().display().to_string()),
        ("filter.evil.clean", &program),
        ("filter.evil.smudge", &program),
        ("filter.evil.process", &program),
        ("diff.external", &program),
        ("diff.evil.textconv", &program),
        ("diff.evil.command", &program),
        ("alias.ls-tree", &alias),
        ("alias.rev-parse", &alias),
        ("alias.merge-base", &alias),
        ("alias.cat-file", &alias),
        ("remote.origin.uploadpack", &program),
        ("remote.origin.promisor", &"true".to_owned()),
        ("remote.origin.url", &format!("ext::{program}")),
    ] {
        git(repo.path(), &["config", key, value]);
    }
    let repository = repository(&repo);
    let head = repository.commit("HEAD").unwrap();
    repository.base(&Hints::default(), &head).unwrap();
    repository.portfolios(&head).unwrap();
    assert_eq!(repository.read(&[&head, &head]).unwrap().len(), 2);
    with_sparse(&repository, Sources::default()).unwrap();
    assert!(!log.exists(), "{}", fs::read_to_string(&log).unwrap_or_default());
}

#[test]
fn an_object_that_is_not_here_is_a_failure_that_says_how_to_get_it() {
    let repo = Deck::new();
    repo.write("projects/a.md", "a");
    commit(&repo);
    let oid = git(repo.path(), &["rev-parse", "HEAD:projects/a.md"]);
    fs::remove_file(repo.path().join(".git/objects").join(&oid[..2]).join(&oid[2..])).unwrap();
    let repository = repository(&repo);
    let failure = repository.read(&[&repository.commit("HEAD").unwrap()]).unwrap_err();
    assert!(failure.to_string().contains(&oid), "{failure}");
    assert!(failure.advice().unwrap().contains("git fetch"), "{failure}");
}

#[test]
fn a_repository_without_commits_says_so() {
    let repo = Deck::new();
    init(&repo, &[]);
    let failure = repository(&repo).commit("main").unwrap_err();
    assert!(failure.to_string().contains("no commit yet"), "{failure}");
}

#[test]
fn a_folder_in_no_repository_says_so() {
    let failure = Repository::around(Deck::new().path()).unwrap_err();
    assert!(failure.to_string().contains("it is not in one"), "{failure}");
}

/// A history with a branch `topic` from `main`, and the merge of both as a pull request shows it.
fn pull_request() -> (Deck, String) {
    let repo = Deck::new();
    repo.write("projects/a.md", "base");
    commit(&repo);
    git(repo.path(), &["checkout", "-q", "-b", "topic"]);
    repo.write("projects/b.md", "topic");
    commit(&repo);
    git(repo.path(), &["checkout", "-q", "main"]);
    repo.write("projects/c.md", "main");
    let main = commit(&repo);
    git(repo.path(), &["checkout", "-q", "--detach"]);
    git(repo.path(), &["merge", "-q", "--no-ff", "topic", "-m", "merge"]);
    git(repo.path(), &["update-ref", "refs/pull/1/merge", "HEAD"]);
    (repo, main)
}

fn clone_of(repo: &Deck, depth: &str) -> Deck {
    let clone = Deck::new();
    let url = format!("file://{}", repo.path().display());
    init(&clone, &[]);
    git(clone.path(), &["fetch", "-q", depth, &url, "refs/pull/1/merge"]);
    git(clone.path(), &["checkout", "-q", "FETCH_HEAD"]);
    clone
}

fn on_github() -> Hints {
    Hints { github_event: Some("pull_request".to_owned()), ..Hints::default() }
}

#[test]
fn a_pull_request_is_compared_with_the_branch_it_merges_into() {
    let (repo, main) = pull_request();
    let clone = clone_of(&repo, "--depth=2");
    let repository = repository(&clone);
    let base = repository.base(&on_github(), &repository.commit("HEAD").unwrap()).unwrap();
    assert_eq!((base.commit.id(), base.rule), (main.as_str(), Rule::PullRequest));
}

#[test]
fn a_shallow_clone_is_refused_where_an_ancestor_could_be_wrong() {
    let (repo, _) = pull_request();
    let clone = clone_of(&repo, "--depth=1");
    let repository = repository(&clone);
    let failure = repository.base(&on_github(), &repository.commit("HEAD").unwrap()).unwrap_err();
    assert!(failure.to_string().contains("shallow"), "{failure}");
    assert!(failure.advice().unwrap().contains("fetch-depth: 2"), "{failure}");
}

#[test]
fn without_hints_the_base_is_where_the_branch_began() {
    let (repo, _) = pull_request();
    git(repo.path(), &["checkout", "-q", "topic"]);
    let repository = repository(&repo);
    let base = repository.base(&Hints::default(), &repository.commit("HEAD").unwrap()).unwrap();
    assert_eq!(base.commit.id(), git(repo.path(), &["merge-base", "main", "topic"]));
    assert_eq!(base.rule, Rule::Ancestor("main".to_owned()));
}

#[test]
fn hints_win_in_their_order() {
    let (repo, main) = pull_request();
    let repository = repository(&repo);
    let head = repository.commit("HEAD").unwrap();
    let topic = git(repo.path(), &["rev-parse", "topic"]);
    let mut hints = Hints { gitlab_base: Some(topic.clone()), ..Hints::default() };
    assert_eq!(repository.base(&hints, &head).unwrap().rule, Rule::MergeRequest);
    hints.github_event = Some("merge_group".to_owned());
    hints.merge_group_base = Some(main.clone());
    assert_eq!(repository.base(&hints, &head).unwrap().rule, Rule::MergeGroup);
    hints.named = Some("topic".to_owned());
    let base = repository.base(&hints, &head).unwrap();
    assert_eq!((base.commit.id(), base.rule), (topic.as_str(), Rule::Environment));
}

#[test]
fn unrelated_branches_have_no_base() {
    let repo = Deck::new();
    repo.write("projects/a.md", "a");
    commit(&repo);
    git(repo.path(), &["checkout", "-q", "--orphan", "other"]);
    repo.write("projects/a.md", "other");
    commit(&repo);
    let repository = repository(&repo);
    let failure = repository.base(&Hints::default(), &repository.commit("HEAD").unwrap()).unwrap_err();
    assert!(failure.advice().unwrap().contains("name the base"), "{failure}");
}

#[test]
fn what_a_sparse_checkout_hides_is_not_removed() {
    let repo = Deck::new();
    repo.write("projects/a/one.md", "1");
    repo.write("projects/b/two.md", "2");
    commit(&repo);
    let (before, _) = folder::read(repo.path(), &[], None).unwrap();
    assert_eq!(with_sparse(&repository(&repo), before).unwrap().1, 0);
    git(repo.path(), &["sparse-checkout", "set", "projects/a"]);
    let (on_disk, _) = folder::read(repo.path(), &[], None).unwrap();
    assert_eq!(on_disk.files().len(), 1);
    let (whole, added) = with_sparse(&repository(&repo), on_disk).unwrap();
    assert_eq!((whole.files().len(), added), (2, 1));
}
