//! Reading folders: what takes part, what is a finding, what fails.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::sync::Arc;

use rustix::fs::{CWD, FileType, Mode};
use tempfile::TempDir;

use super::folder::{Snapshot, glance, read};
use crate::path::RelPath;
use crate::source::Sources;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn paths(sources: &Sources) -> Vec<&str> {
    sources.files().keys().map(RelPath::as_str).collect()
}

fn findings(sources: &Sources) -> Vec<String> {
    sources.findings().iter().map(|finding| format!("{} {}", finding.code, finding.message)).collect()
}

fn read_all(folder: &Path) -> Sources {
    read(folder, &[], None).unwrap().0
}

#[test]
fn files_come_from_the_fixed_places_in_path_order() {
    let folder = folder(&[
        ("projects/b.md", "b"),
        ("projects/2026-Q4/a.md", "a"),
        ("projects/notes.txt", ""),
        ("people/ana.md", ""),
        ("goals/g.md", ""),
        ("narratives/n.md", ""),
        ("portfolio.md", ""),
        ("README.md", ""),
        ("templates/home.html", ""),
        ("assets/css/x.css", ""),
        ("docs/c.md", ""),
        ("projects/.git/a.md", ""),
        ("projects/b.md~", ""),
    ]);
    let expected = [
        "assets/css/x.css",
        "goals/g.md",
        "narratives/n.md",
        "people/ana.md",
        "portfolio.md",
        "projects/2026-Q4/a.md",
        "projects/b.md",
        "templates/home.html",
    ];
    let sources = read_all(folder.path());
    assert_eq!(paths(&sources), expected);
    assert_eq!(sources.files()[&RelPath::new("projects/b.md").unwrap()].as_ref(), b"b");
    assert_eq!(findings(&sources), [] as [&str; 0]);
}

#[test]
fn documents_stand_at_the_top_when_there_is_no_projects_folder() {
    let folder = folder(&[("a.md", ""), ("portfolio.md", ""), ("b.txt", ""), ("docs/c.md", "")]);
    assert_eq!(paths(&read_all(folder.path())), ["a.md", "portfolio.md"]);
}

#[test]
fn the_output_folder_is_no_source() {
    let folder = folder(&[("projects/a.md", ""), ("projects/out/b.md", ""), ("assets/x.css", "")]);
    let exclude = [folder.path().join("projects/out"), folder.path().join("assets")];
    let (sources, _) = read(folder.path(), &exclude, None).unwrap();
    assert_eq!(paths(&sources), ["projects/a.md"]);
}

#[test]
fn links_are_followed_to_files_inside_the_folder_only() {
    let outside = folder(&[("secret.md", "secret")]);
    let folder = folder(&[("projects/a.md", "a"), (".git/config", "token"), ("shared/a.md", "shared")]);
    let link =
        |target: &Path, name: &str| symlink(target, folder.path().join("projects").join(name)).unwrap();
    link(Path::new("../shared/a.md"), "inside.md");
    link(&outside.path().join("secret.md"), "outside.md");
    link(Path::new("../.git/config"), "hidden.md");
    link(Path::new("circle.md"), "circle.md");
    link(Path::new("nothing.md"), "broken.md");
    link(Path::new("../shared"), "folder.md");
    let sources = read_all(folder.path());
    assert_eq!(paths(&sources), ["projects/a.md", "projects/inside.md"]);
    assert_eq!(sources.files()[&RelPath::new("projects/inside.md").unwrap()].as_ref(), b"shared");
    let expected = [
        "QD014 projects/broken.md is a link that leads to nothing",
        "QD014 projects/circle.md is a link that runs in a circle",
        "QD014 projects/folder.md is a link that leads to a folder, and only links to files are followed",
        "QD014 projects/hidden.md is a link that leads to a file that takes no part in a report",
        "QD014 projects/outside.md is a link that leads out of the planning folder",
    ];
    assert_eq!(findings(&sources), expected);
}

#[test]
fn a_linked_place_is_a_finding_and_not_an_empty_one() {
    let outside = folder(&[("a.md", "")]);
    let folder = folder(&[("portfolio.md", "")]);
    symlink(outside.path(), folder.path().join("projects")).unwrap();
    let expected = ["QD014 projects is a link that leads out of the planning folder"];
    assert_eq!(findings(&read_all(folder.path())), expected);
}

#[test]
fn pipes_and_sockets_are_never_opened() {
    let folder = folder(&[("projects/a.md", "")]);
    let pipe = folder.path().join("projects/pipe.md");
    rustix::fs::mknodat(CWD, &pipe, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
    let _socket = UnixListener::bind(folder.path().join("projects/socket.md")).unwrap();
    let sources = read_all(folder.path());
    assert_eq!(paths(&sources), ["projects/a.md"]);
    let expected =
        ["QD014 projects/pipe.md is a pipe, not a file", "QD014 projects/socket.md is a socket, not a file"];
    assert_eq!(findings(&sources), expected);
}

#[test]
fn a_name_that_is_not_text_is_a_finding() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = folder(&[("projects/a.md", "")]);
    fs::write(folder.path().join("projects").join(OsStr::from_bytes(b"caf\xe9.md")), "").unwrap();
    fs::write(folder.path().join("projects").join("a\nb.md"), "").unwrap();
    let sources = read_all(folder.path());
    assert_eq!(paths(&sources), ["projects/a.md"]);
    assert_eq!(findings(&sources).len(), 2);
    assert!(findings(&sources).iter().all(|finding| finding.starts_with("QD015 ")));
}

#[test]
fn a_file_over_its_limit_is_a_finding_and_is_not_read() {
    let folder = folder(&[("projects/a.md", ""), ("assets/a.bin", "")]);
    let size = |path: &str, size| {
        fs::File::options().write(true).open(folder.path().join(path)).unwrap().set_len(size).unwrap();
    };
    size("projects/a.md", (1 << 20) + 1);
    size("assets/a.bin", 8 << 20);
    let sources = read_all(folder.path());
    assert_eq!(paths(&sources), ["assets/a.bin"]);
    let expected = ["QD008 projects/a.md has 1048577 bytes, a document may have at most 1048576"];
    assert_eq!(findings(&sources), expected);
}

#[test]
fn a_missing_folder_fails_with_advice() {
    let folder = folder(&[("file", "")]);
    for root in ["none", "file"] {
        let failure = read(&folder.path().join(root), &[], None).unwrap_err();
        assert!(failure.advice().is_some(), "{failure}");
    }
}

#[test]
fn an_unreadable_file_fails_the_whole_reading() {
    let folder = folder(&[("projects/a.md", ""), ("projects/b.md", "")]);
    let path = folder.path().join("projects/a.md");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&path).is_ok() {
        return; // The superuser can read everything; tests/faults.sh covers this case for them.
    }
    assert!(read(folder.path(), &[], None).unwrap_err().to_string().contains("a.md: permission denied"));
}

#[test]
fn unchanged_files_share_their_bytes_with_the_reading_before() {
    let folder = folder(&[("projects/a.md", "one"), ("projects/b.md", "b")]);
    let (before, snapshot) = read(folder.path(), &[], None).unwrap();
    fs::write(folder.path().join("projects/a.md"), "two").unwrap();
    let (after, _) = read(folder.path(), &[], Some(&snapshot)).unwrap();
    let file = |sources: &Sources, path: &str| Arc::clone(&sources.files()[&RelPath::new(path).unwrap()]);
    assert!(Arc::ptr_eq(&file(&before, "projects/b.md"), &file(&after, "projects/b.md")));
    assert_eq!(file(&after, "projects/a.md").as_ref(), b"two");
}

#[test]
fn a_change_that_keeps_size_and_time_is_seen() {
    let folder = folder(&[("projects/a.md", "one")]);
    let path = folder.path().join("projects/a.md");
    let times = fs::metadata(&path).unwrap().modified().unwrap();
    let (_, mut snapshot) = read(folder.path(), &[], None).unwrap();
    for text in ["two", "six", "ten"] {
        fs::write(&path, text).unwrap();
        fs::File::options().write(true).open(&path).unwrap().set_modified(times).unwrap();
        let (sources, next): (Sources, Snapshot) = read(folder.path(), &[], Some(&snapshot)).unwrap();
        assert_eq!(sources.files().values().next().unwrap().as_ref(), text.as_bytes());
        snapshot = next;
    }
}

#[test]
fn a_glance_reads_files_that_were_there_and_nothing_else() {
    let folder = folder(&[
        ("projects/a.md", "a"),
        ("projects/b.md", "b"),
        ("projects/x/c.md", ""),
        ("projects/x-1.md", ""),
        ("away/c.md", "c"),
    ]);
    let at = |path: &str| folder.path().join(path);
    let (sources, snapshot) = read(folder.path(), &[], None).unwrap();
    let look = |paths: &[&str]| {
        let paths = paths.iter().map(|path| RelPath::new(path).unwrap()).collect();
        let (sources, _) = glance(folder.path(), (&sources, &snapshot), &paths)?;
        Some(
            sources
                .files()
                .values()
                .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
                .collect::<String>(),
        )
    };
    fs::write(at("projects/a.md"), "A").unwrap();
    fs::write(at("projects/b.md"), "B").unwrap();
    assert_eq!(look(&["projects/a.md"]).as_deref(), Some("Ab"));
    assert_eq!(look(&["projects/a.md", "projects/b.md"]).as_deref(), Some("AB"));
    assert_eq!(look(&[]).as_deref(), Some("ab"));
    fs::write(at("projects/sedX1"), "written first").unwrap();
    assert_eq!(look(&["projects/a.md", "projects/sedX1"]).as_deref(), Some("Ab"));
    fs::remove_file(at("projects/sedX1")).unwrap();
    assert_eq!(look(&["projects/a.md", "projects/sedX1"]).as_deref(), Some("Ab"));
    fs::create_dir(at("projects/new")).unwrap();
    assert_eq!(look(&["projects/new"]), None, "a new folder");
    fs::remove_dir(at("projects/new")).unwrap();
    fs::write(at("projects/c.md"), "C").unwrap();
    assert_eq!(look(&["projects/c.md"]), None, "a new file");
    assert_eq!(look(&["projects"]), None, "a folder");
    fs::rename(at("projects/x"), at("away/x")).unwrap();
    assert_eq!(look(&["projects/x"]), None, "a folder that is gone");
    fs::remove_file(at("projects/b.md")).unwrap();
    assert_eq!(look(&["projects/a.md", "projects/b.md"]), None, "a file that is gone");
    symlink(at("away/c.md"), at("projects/b.md")).unwrap();
    assert_eq!(look(&["projects/b.md"]), None, "a link in place of a file");
    fs::rename(at("projects"), at("moved")).unwrap();
    symlink(at("moved"), at("projects")).unwrap();
    assert_eq!(look(&["projects/a.md"]), None, "a link on the way to a file");
}
