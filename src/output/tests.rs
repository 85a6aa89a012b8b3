//! Publishing: what is written, kept, removed and refused, by exchange and in place.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{Durability, Mode, Published, Target, in_place, ledger, leftovers};
use crate::path::RelPath;
use crate::site::Site;

/// A planning folder with an output folder in it.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("plan/projects")).unwrap();
        Self { folder }
    }

    fn sources(&self) -> PathBuf {
        self.folder.path().join("plan")
    }

    fn out(&self) -> PathBuf {
        self.sources().join("public")
    }

    fn target(&self) -> Target {
        Target::open(&self.out(), &self.sources()).unwrap()
    }

    fn publish(&self, files: &[(&str, &str)]) -> Published {
        self.target().publish(&site(files), Durability::Lazy).unwrap()
    }

    /// The reason why nothing is published.
    fn refusal(&self, files: &[(&str, &str)]) -> String {
        let target = match Target::open(&self.out(), &self.sources()) {
            Ok(target) => target,
            Err(failure) => return failure.to_string(),
        };
        target.publish(&site(files), Durability::Lazy).unwrap_err().to_string()
    }

    /// Everything in the output folder but the ledger, with its text.
    fn found(&self) -> BTreeMap<String, String> {
        found(&self.out())
    }

    /// What lies beside the output folder.
    fn beside(&self) -> Vec<String> {
        let names = fs::read_dir(self.sources()).unwrap();
        let mut names: Vec<_> =
            names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// Makes the output folder one that cannot be exchanged.
    fn pin(&self) {
        fs::create_dir_all(self.out().join(".git")).unwrap();
    }
}

fn site(files: &[(&str, &str)]) -> Site {
    let file = |(path, text): &(&str, &str)| (RelPath::new(path).unwrap(), text.as_bytes().into());
    Site::new(files.iter().map(file).collect())
}

fn found(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.unwrap();
        let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap();
        if entry.file_type().is_file() && path != ledger::NAME {
            found.insert(path.to_owned(), fs::read_to_string(entry.path()).unwrap());
        }
    }
    found
}

fn texts(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

fn names(paths: &[RelPath]) -> Vec<&str> {
    paths.iter().map(RelPath::as_str).collect()
}

const BEFORE: &[(&str, &str)] =
    &[("assets/a.css", "css"), ("index.html", "one"), ("projects/a.html", "a"), ("projects/b.html", "b")];
const AFTER: &[(&str, &str)] =
    &[("assets/a.css", "css"), ("index.html", "two"), ("people/ana.html", "ana"), ("projects/a.html", "a")];

/// Runs a fact by exchange and again in place.
fn both_ways(fact: fn(&Desk, Mode)) {
    fact(&Desk::new(), Mode::Exchanged);
    let pinned = Desk::new();
    pinned.pin();
    fact(&pinned, Mode::InPlace);
}

#[test]
fn a_report_appears_where_nothing_was() {
    let desk = Desk::new();
    let published = desk.publish(BEFORE);
    assert_eq!((published.mode, published.kept), (Mode::Created, 0));
    assert_eq!(
        names(&published.written),
        ["assets/a.css", "index.html", "projects/a.html", "projects/b.html"]
    );
    assert_eq!(desk.found(), texts(BEFORE));
    assert_eq!(desk.beside(), ["projects", "public"]);
}

#[test]
fn only_what_changed_is_written_and_stale_pages_go() {
    both_ways(|desk, mode| {
        desk.publish(BEFORE);
        let published = desk.publish(AFTER);
        assert_eq!((published.mode, published.kept), (mode, 2));
        assert_eq!(names(&published.written), ["index.html", "people/ana.html"]);
        assert_eq!(names(&published.removed), ["projects/b.html"]);
        assert_eq!(published.notes, [] as [&str; 0]);
        assert_eq!(desk.found(), texts(AFTER));
        assert_eq!(desk.beside(), ["projects", "public"]);
    });
}

#[test]
fn a_file_that_stays_keeps_its_inode_and_time() {
    both_ways(|desk, _| {
        desk.publish(BEFORE);
        let page = desk.out().join("projects/a.html");
        let identity = |path: &Path| {
            let metadata = fs::metadata(path).unwrap();
            (metadata.ino(), metadata.mtime(), metadata.mtime_nsec(), metadata.nlink())
        };
        let before = identity(&page);
        desk.publish(AFTER);
        assert_eq!(identity(&page), before);
    });
}

#[test]
fn nothing_is_touched_when_nothing_changed() {
    both_ways(|desk, _| {
        desk.publish(BEFORE);
        let folder = fs::metadata(desk.out()).unwrap();
        let published = desk.publish(BEFORE);
        assert_eq!((published.mode, published.kept), (Mode::Unchanged, 4));
        let now = fs::metadata(desk.out()).unwrap();
        assert_eq!((folder.ino(), folder.mtime_nsec()), (now.ino(), now.mtime_nsec()));
    });
}

#[test]
fn an_edited_page_is_restored_also_with_its_old_size_and_time() {
    both_ways(|desk, _| {
        desk.publish(BEFORE);
        let page = desk.out().join("index.html");
        let time = fs::metadata(&page).unwrap().modified().unwrap();
        fs::write(&page, "ONE").unwrap();
        fs::File::options().write(true).open(&page).unwrap().set_modified(time).unwrap();
        assert_eq!(names(&desk.publish(BEFORE).written), ["index.html"]);
        assert_eq!(desk.found(), texts(BEFORE));
    });
}

#[test]
fn files_of_others_survive() {
    both_ways(|desk, _| {
        desk.publish(BEFORE);
        fs::write(desk.out().join("CNAME"), "example.com").unwrap();
        fs::write(desk.out().join("projects/notes.txt"), "mine").unwrap();
        fs::create_dir_all(desk.out().join("mine/empty")).unwrap();
        symlink("CNAME", desk.out().join("link")).unwrap();
        desk.publish(&[("index.html", "three")]);
        let expected = [("CNAME", "example.com"), ("index.html", "three"), ("projects/notes.txt", "mine")];
        assert_eq!(desk.found(), texts(&expected));
        assert!(desk.out().join("mine/empty").is_dir());
        assert_eq!(fs::read_link(desk.out().join("link")).unwrap(), Path::new("CNAME"));
    });
}

#[test]
fn a_page_and_a_folder_can_change_places() {
    both_ways(|desk, _| {
        desk.publish(&[("a", "file"), ("b/c", "in a folder")]);
        desk.publish(&[("a/d", "in a folder"), ("b", "file")]);
        assert_eq!(desk.found(), texts(&[("a/d", "in a folder"), ("b", "file")]));
    });
}

#[test]
fn a_file_of_somebody_else_in_the_way_is_refused() {
    both_ways(|desk, _| {
        desk.publish(BEFORE);
        fs::create_dir(desk.out().join("people")).unwrap();
        fs::write(desk.out().join("people/ana.html"), "mine").unwrap();
        let refusal = desk.refusal(AFTER);
        assert!(refusal.contains("ana.html: quarterdeck did not write it"), "{refusal}");
        assert_eq!(desk.found()["index.html"], "one");
    });
}

#[test]
fn a_linked_folder_in_the_output_is_never_followed() {
    both_ways(|desk, _| {
        desk.publish(BEFORE);
        let elsewhere = desk.folder.path().join("elsewhere");
        fs::create_dir(&elsewhere).unwrap();
        fs::write(elsewhere.join("b.html"), "theirs").unwrap();
        fs::remove_dir_all(desk.out().join("projects")).unwrap();
        symlink(&elsewhere, desk.out().join("projects")).unwrap();
        desk.publish(&[("index.html", "two")]);
        assert_eq!(fs::read_to_string(elsewhere.join("b.html")).unwrap(), "theirs");
        assert!(desk.refusal(AFTER).contains("projects: quarterdeck did not write it"));
    });
}

#[test]
fn a_folder_of_somebody_else_is_refused() {
    let desk = Desk::new();
    fs::create_dir(desk.out()).unwrap();
    fs::write(desk.out().join("thesis.tex"), "").unwrap();
    assert!(
        desk.refusal(BEFORE).ends_with("it holds files that quarterdeck did not write, such as thesis.tex")
    );
    assert_eq!(desk.found(), texts(&[("thesis.tex", "")]));
}

#[test]
fn an_empty_folder_is_taken() {
    let desk = Desk::new();
    fs::create_dir(desk.out()).unwrap();
    assert_eq!(desk.publish(BEFORE).mode, Mode::Exchanged);
    assert_eq!(desk.found(), texts(BEFORE));
}

#[test]
fn places_that_could_hurt_are_refused() {
    let desk = Desk::new();
    let plan = desk.sources();
    symlink(&plan, desk.folder.path().join("link")).unwrap();
    fs::write(desk.folder.path().join("file"), "").unwrap();
    for (out, why) in [
        (PathBuf::from("/"), "it is the root of the file system"),
        (plan.clone(), "it is the planning folder itself"),
        (plan.join("projects/.."), "it is the planning folder itself"),
        (desk.folder.path().to_owned(), "it contains the planning folder"),
        (plan.join("projects"), "it lies in projects, which is read as part of the planning folder"),
        (plan.join("assets/out"), "it lies in assets, which is read as part of the planning folder"),
        (plan.join(".git/out"), "it lies in the repository's own folder"),
        (desk.folder.path().join("link"), "it is a link"),
        (desk.folder.path().join("file"), "it is not a folder"),
    ] {
        let failure = Target::open(&out, &plan).unwrap_err();
        assert!(failure.to_string().ends_with(why), "{failure}");
        assert!(failure.advice().is_some());
    }
}

#[test]
fn a_ledger_that_is_not_ours_is_refused() {
    let desk = Desk::new();
    fs::create_dir(desk.out()).unwrap();
    for (text, why) in [
        ("[]", "it is not the ledger of a report"),
        (r#"{"schema": "quarterdeck.ledger/2", "files": {}}"#, "it was written by a newer quarterdeck"),
    ] {
        fs::write(desk.out().join(ledger::NAME), text).unwrap();
        assert!(desk.refusal(BEFORE).ends_with(why));
    }
}

#[test]
fn a_ledger_cannot_name_files_outside() {
    let desk = Desk::new();
    fs::create_dir(desk.out()).unwrap();
    fs::write(desk.sources().join("keep.md"), "keep").unwrap();
    let text = r#"{"schema": "quarterdeck.ledger/1", "files": {"../keep.md": "", "/etc/passwd": "", "a/../../b": ""}}"#;
    fs::write(desk.out().join(ledger::NAME), text).unwrap();
    desk.publish(BEFORE);
    assert_eq!(fs::read_to_string(desk.sources().join("keep.md")).unwrap(), "keep");
}

#[test]
fn the_ledger_is_the_same_for_the_same_report() {
    let (first, second) = (Desk::new(), Desk::new());
    first.publish(AFTER);
    second.publish(BEFORE);
    second.publish(AFTER);
    let text = |desk: &Desk| fs::read_to_string(desk.out().join(ledger::NAME)).unwrap();
    assert_eq!(text(&first), text(&second));
    let hash = blake3::hash(b"ana").to_hex();
    assert!(text(&first).contains(&format!("\n    \"people/ana.html\": \"{hash}\",\n")));
}

#[test]
fn modes_do_not_depend_on_who_builds() {
    let desk = Desk::new();
    desk.publish(BEFORE);
    let mode = |path: &str| fs::metadata(desk.out().join(path)).unwrap().permissions().mode() & 0o7777;
    assert_eq!((mode("."), mode("projects"), mode("projects/a.html")), (0o755, 0o755, 0o644));
}

#[test]
fn a_dead_stage_is_swept_and_gives_back_what_is_not_ours() {
    let desk = Desk::new();
    desk.publish(BEFORE);
    let (stage, held) = leftovers::make_stage(&desk.target()).unwrap().unwrap();
    drop(held);
    fs::copy(desk.out().join(ledger::NAME), stage.join(ledger::NAME)).unwrap();
    fs::write(stage.join("index.html"), "half").unwrap();
    fs::write(stage.join("late.txt"), "came in the last moment").unwrap();
    let published = desk.publish(BEFORE);
    assert_eq!((published.mode, published.notes.len()), (Mode::Unchanged, 0));
    assert_eq!(desk.beside(), ["projects", "public"]);
    assert_eq!(desk.found()["late.txt"], "came in the last moment");
    assert_eq!(desk.found()["index.html"], "one");
}

#[test]
fn the_stage_of_a_living_process_is_left_alone() {
    let desk = Desk::new();
    let stage = leftovers::make_stage(&desk.target()).unwrap().unwrap();
    desk.publish(BEFORE);
    assert!(stage.0.is_dir());
}

#[test]
fn an_interrupted_publication_is_finished_when_the_folder_is_opened() {
    let desk = Desk::new();
    desk.pin();
    desk.publish(BEFORE);
    let commit = desk.out().join(in_place::COMMIT);
    let other = Desk::new();
    other.publish(AFTER);
    // As a kill leaves it: the person's page has moved, the first page and the ledger have not.
    fs::create_dir_all(commit.join("people")).unwrap();
    fs::copy(other.out().join("index.html"), commit.join("index.html")).unwrap();
    fs::copy(other.out().join(ledger::NAME), commit.join(ledger::NAME)).unwrap();
    fs::create_dir(desk.out().join("people")).unwrap();
    fs::write(desk.out().join("people/ana.html"), "ana").unwrap();
    desk.target();
    assert_eq!(desk.found(), texts(AFTER));
    assert!(!commit.exists());
    assert_eq!(desk.publish(AFTER).mode, Mode::Unchanged);
}

#[test]
fn long_names_have_room_for_a_stage() {
    let desk = Desk::new();
    let out = desk.sources().join("x".repeat(250));
    let publish = |text: &str| {
        let target = Target::open(&out, &desk.sources()).unwrap();
        target.publish(&site(&[("index.html", text)]), Durability::Synced).unwrap().mode
    };
    assert_eq!([publish("one"), publish("two")], [Mode::Created, Mode::Exchanged]);
    assert_eq!(found(&out), texts(&[("index.html", "two")]));
}

#[test]
fn writers_at_the_same_time_leave_one_whole_report() {
    let desk = Desk::new();
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let desk = &desk;
            scope.spawn(move || {
                for round in 0..20 {
                    let text = format!("{writer} {round}");
                    desk.publish(&[("a.html", &text), ("b.html", &text), ("c/d.html", &text)]);
                }
            });
        }
    });
    let found = desk.found();
    assert_eq!(found.len(), 3);
    assert!(found.values().all(|text| *text == found["a.html"]), "{found:?}");
    assert_eq!(desk.beside(), ["projects", "public"]);
}
