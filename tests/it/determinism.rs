//! The same documents give the same bytes: whatever the number of threads, the language and the clock of the machine,
//! the place of the folder and the order in which its files were made.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use crate::deck::{Deck, PROGRAM};

type Report = BTreeMap<String, Vec<u8>>;

fn report(deck: &Deck) -> Report {
    let _ = deck.run(["build", "-o", "public"]).code(0);
    deck.tree("public")
}

#[track_caller]
fn same(one: &Report, other: &Report, what: &str) {
    let differing: Vec<_> =
        one.keys().chain(other.keys()).filter(|path| one.get(*path) != other.get(*path)).collect();
    assert!(differing.is_empty(), "{what} changes {differing:?}");
}

/// A copy of the example in a folder of the same name, since an unnamed portfolio is called after its folder.
fn example() -> Deck {
    Deck::example()
}

#[test]
fn threads_language_and_clock_change_nothing() {
    let plain = report(&example());
    assert!(plain.len() > 20, "{} files", plain.len());
    for (name, value) in [
        ("RAYON_NUM_THREADS", "1"),
        ("RAYON_NUM_THREADS", "8"),
        ("LC_ALL", "tr_TR.UTF-8"),
        ("LANG", "de_DE.UTF-8"),
        ("TZ", "Pacific/Kiritimati"),
        ("SOURCE_DATE_EPOCH", "1"),
        ("HOME", "/nonexistent"),
        ("COLUMNS", "20"),
        ("GITHUB_ACTIONS", "true"),
    ] {
        same(&plain, &report(&example().env(name, value)), &format!("{name}={value}"));
    }
}

#[test]
fn the_order_and_place_of_files_change_nothing() {
    let plain = report(&example());
    let shuffled = Deck::new();
    let mut files: Vec<_> = example().tree(".").into_iter().collect();
    files.sort_by_key(|(path, bytes)| (bytes.len() % 7, path.chars().rev().collect::<String>()));
    for (path, bytes) in files {
        shuffled.write(&format!("far/down/the/road/{path}"), &bytes);
    }
    let _ = shuffled.run(["build", "far/down/the/road"]).code(0);
    same(&plain, &shuffled.tree("far/down/the/road/public"), "another place and order");
}

#[test]
fn the_mask_of_new_files_changes_neither_bytes_nor_rights() {
    use std::os::unix::fs::PermissionsExt;
    let plain = report(&example());
    let deck = example();
    let script = format!("umask 077; exec {PROGRAM} build");
    let built = Command::new("sh").args(["-c", &script]).current_dir(deck.path()).output().unwrap();
    assert!(built.status.success(), "{built:?}");
    same(&plain, &deck.tree("public"), "the mask");
    let mode = fs::metadata(deck.at("public/index.html")).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o644, "{mode:o}");
}

#[test]
fn a_second_build_touches_no_file() {
    let deck = example();
    let first = report(&deck);
    let times = |deck: &Deck| {
        let modified =
            |path: &String| fs::metadata(deck.at("public").join(path)).unwrap().modified().unwrap();
        first.keys().map(|path| (path.clone(), modified(path))).collect::<BTreeMap<_, _>>()
    };
    let before = times(&deck);
    same(&first, &report(&deck), "a second build");
    assert_eq!(before, times(&deck));
}

#[test]
fn what_a_document_lost_its_report_loses() {
    let deck = example();
    let before = report(&deck);
    assert!(before.contains_key("projects/supplier-watch.html"));
    fs::remove_file(deck.at("projects/supplier-watch.md")).unwrap();
    let after = report(&deck);
    assert!(!after.contains_key("projects/supplier-watch.html"));
    let fresh = Deck::new();
    for (path, bytes) in deck.tree(".") {
        if !path.starts_with("public/") {
            fresh.write(&path, &bytes);
        }
    }
    same(&after, &report(&fresh), "the way there");
}
