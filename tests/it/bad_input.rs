//! Documents and folders that nobody should write, and what they get: a clear finding or failure, in bounded time
//! and memory, the report of yesterday untouched and nothing left behind.

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

use crate::deck::{Answer, Deck, PROGRAM, PROJECT};

/// A folder with a good report, before somebody wrote something bad into it.
fn deck() -> Deck {
    let deck = Deck::new().file("projects/good.md", PROJECT);
    let _ = deck.run(["build"]).code(0);
    deck
}

/// Builds and checks a folder that cannot be built, and shows that nothing but words came of it.
#[track_caller]
fn refused(deck: &Deck, code: i32, words: &[&str]) -> Answer {
    let before = deck.tree(".");
    let mut answer = deck.run(["build"]).code(code);
    assert!(deck.tree(".") == before, "the folder has changed");
    let strange = answer.said().chars().find(|c| c.is_control() && *c != '\n');
    assert_eq!(strange, None, "a control character reaches the terminal");
    for word in words {
        answer = answer.says(word);
    }
    let _ = deck.run(["check"]).code(code);
    answer
}

/// A document that is refused with a code.
#[track_caller]
fn document(content: impl AsRef<[u8]>, code: &str) {
    let _ = refused(&deck().file("projects/bad.md", content), 1, &[code, "projects/bad.md"]);
}

/// A project whose front matter has one more line.
#[track_caller]
fn line(line: &str, code: &str) {
    document(format!("---\ninterest: 3\ngrowth: 2\n{line}\n---\n"), code);
}

#[test]
fn text_that_is_not_utf8() {
    document(b"---\nbusiness: 4\ntitle: \x93Auth\x94\n---\n", "QD002");
    document(b"---\nbusiness: 4\n---\n\xff\xfe", "QD002");
    let wide = "\u{feff}---\nbusiness: 4\n---\n".encode_utf16().flat_map(u16::to_le_bytes);
    document(wide.collect::<Vec<_>>(), "QD002");
    document("-\0-\0-\0\n\0", "QD007");
}

#[test]
fn a_fence_that_is_not_one() {
    document(format!("\u{feff}{PROJECT}"), "QD003");
    document(format!("\n{PROJECT}"), "QD004");
    document(format!("Words\n{PROJECT}"), "QD004");
    document("---\nbusiness: 4\ninterest: 3\ngrowth: 2\n", "QD005");
    document("+++\nbusiness = 4\n+++\n", "QD006");
    document(";;;\n{\"business\": 4}\n;;;\n", "QD006");
    document("---\n---\n\nWords.\n", "QD007");
    document("---\n# only a remark\n---\n", "QD007");
    document("# A heading\n\nWords.\n", "QD007");
    document("", "QD007");
}

#[test]
fn yaml_that_expands_names_types_or_repeats() {
    line("business: &x 4\nx-a: *x", "QD009");
    line("<<: {business: 4}", "QD009");
    line("business: !!float 4", "QD009");
    line("business: 4\nbusiness: 4", "QD011");
    line("business: 4\ngrowth: 2", "QD011");
    line("business: [1, 2", "QD010");
    line("title: Auth: the sequel", "QD010");
    line("\tbusiness: 4", "QD010");
    line("owner: @ana", "QD010");
    line("business: {score: 4, score: 4}", "QD011");
}

#[test]
fn an_alias_bomb() {
    let mut bomb = String::from("---\nx-a: &a [x,x,x,x,x,x,x,x,x,x]\n");
    for (one, next) in "abcdefghij".chars().zip("bcdefghijk".chars()) {
        bomb.push_str(&format!("x-{next}: &{next} [{}]\n", [format!("*{one}").as_str(); 10].join(",")));
    }
    document(bomb + "---\n", "QD009");
}

#[test]
fn documents_too_large_or_too_deep() {
    line(&format!("business: 4\nx-long: \"{}\"", "a".repeat(70_000)), "QD008");
    line(&format!("business: 4\nx-deep: {}{}", "[".repeat(5_000), "]".repeat(5_000)), "QD008");
    line(&format!("business: 4\nx-many: [{}]", "1,".repeat(5_000)), "QD008");
    document(format!("{PROJECT}{}", "word ".repeat(220_000)), "QD008");
    document(format!("{PROJECT}{}", "word ".repeat(2_000_000)), "QD008");
    document(format!("{PROJECT}{} deep\n", "> ".repeat(5_000)), "QD008");
    document(format!("{PROJECT}{} deep\n", "- ".repeat(5_000)), "QD008");
}

#[test]
fn markdown_that_costs_more_than_it_says() {
    for body in ["[", "![", "*a **a ", "`", "<", "[^a]", "|", "a_", "\\", "&#", "~", "![[]()"] {
        let deck =
            deck().file("projects/odd.md", format!("{PROJECT}{}\n", body.repeat(200_000 / body.len())));
        let answer = deck.run(["build"]);
        assert!(answer.ended() == 0 || answer.said().contains("QD008"), "{body}\n{answer}");
    }
}

#[test]
fn scores_that_are_no_numbers() {
    for value in [
        ".nan",
        ".inf",
        "-.inf",
        "1e400",
        "0x3",
        "0o3",
        "1_0",
        "03",
        "+3",
        "3,5",
        "\"3\"",
        "four",
        "[4]",
        "true",
        "{score: x}",
    ] {
        let deck =
            deck().file("projects/bad.md", format!("---\nbusiness: {value}\ninterest: 3\ngrowth: 2\n---\n"));
        let answer = refused(&deck, 1, &["projects/bad.md:2:", "business"]);
        let said = answer.said();
        assert!(["QD102", "QD103", "QD104"].iter().any(|code| said.contains(code)), "{value}\n{answer}");
    }
}

#[test]
fn scores_outside_the_scale() {
    for value in ["7", "-1", "5.5", "99999999999999999999999999", "-0.5"] {
        let deck =
            deck().file("projects/bad.md", format!("---\nbusiness: {value}\ninterest: 3\ngrowth: 2\n---\n"));
        let said = refused(&deck, 1, &["projects/bad.md:2:11", "business"]).said();
        assert!(said.contains("QD103") || said.contains("QD104"), "{value}\n{said}");
    }
}

#[test]
fn other_numbers_out_of_range() {
    for entry in
        ["effort: -1", "effort: 1e9", "effort: .inf", "effort: 100000000000000000000", "team: {good: -2}"]
    {
        line(&format!("business: 4\n{entry}"), "QD104");
    }
}

#[test]
fn settings_that_cannot_be() {
    for (setting, codes) in [
        ("weights: {business: 0, interest: 0, growth: 0}", "QD112"),
        ("weights: {business: -1, interest: 1, growth: 1}", "QD112 QD104"),
        ("weights: {business: .nan, interest: 1, growth: 1}", "QD104 QD112"),
        ("weights: {business: 1e300, interest: 1, growth: 1}", "QD104 QD112"),
        ("weights: {busines: 1, interest: 1, growth: 1}", "QD101"),
        ("scale: {min: 5, max: 5}", "QD114"),
        ("scale: {min: 0, max: 5, step: 0}", "QD114 QD104"),
        ("scale: {min: 0, max: 5, step: 0.000000001}", "QD114 QD104"),
        ("capacity: -4", "QD104"),
        ("quarter: 2026-Q5", "QD105"),
        ("method: average", "QD107"),
        ("line: soft", "QD107"),
        ("schema: 99", "QD109"),
        ("lints: {QD999: off}", "QD101 QD107"),
        ("lints: {QD304: loud}", "QD107"),
        ("floor: {business: 9}", "QD103"),
        ("titel: Plan", "QD101"),
    ] {
        let said =
            refused(&deck().file("portfolio.md", format!("---\n{setting}\n---\n")), 1, &["portfolio.md:2:"])
                .said();
        assert!(codes.split(' ').any(|code| said.contains(code)), "{setting}\n{said}");
    }
}

#[test]
fn values_of_the_wrong_kind() {
    line("busines: 4", "QD101");
    line("business: 4\ntitle: [a]", "QD102");
    line("business: 4\ntags: {a: 1}", "QD102");
    line("business: 4\nteam: [good]", "QD102");
    line("business: 4\nquarter: soon", "QD105");
    line("business: 4\nstart: 2026-02-30", "QD106");
    line("business: 4\ndue: 30.11.2026", "QD106");
    line("business: 4\nstatus: in-progress", "QD107");
    line("business: 4\nkind: magic", "QD107");
    line("business: {score: 4, confidence: sure}", "QD107");
    line(&format!("business: 4\ntitle: \"{}\"", "long ".repeat(100)), "QD108");
    line("business: 4\nunlocks: [{kind: deal, name: x, amount: 5}]", "QD115");
    line("business: 4\nunlocks: [{kind: deal, name: x, amount: 5, currency: euros}]", "QD107");
}

#[test]
fn an_unknown_key_gets_the_nearest_known_one() {
    let deck = deck().file("projects/bad.md", "---\nbusiness: 4\ninterst: 3\ngrowth: 2\n---\n");
    let _ = refused(&deck, 1, &["QD101", "projects/bad.md:3:1", "interst", "interest"]);
}

#[test]
fn references_that_lead_nowhere() {
    line("business: 4\nowner: nobody", "QD201");
    line("business: 4\nteam: {nobody: 2}", "QD201");
    line("business: {score: 4, by: {nobody: 4}}", "QD201");
    line("business: 4\nnarrative: nothing", "QD202");
    line("business: 4\ndepends_on: [nothing]", "QD204");
    line("business: 4\ndepends_on: [bad]", "QD205");
    document(format!("{PROJECT}\n[gone](../goals/gone.md)\n"), "QD208");
    let deck = deck()
        .file("projects/bad.md", "---\nbusiness: 4\ninterest: 3\ngrowth: 2\ndepends_on: [worse]\n---\n")
        .file("projects/worse.md", "---\nbusiness: 4\ninterest: 3\ngrowth: 2\ndepends_on: [bad]\n---\n");
    let _ = refused(&deck, 1, &["QD205"]);
    let deck = self::deck().file("narratives/story.md", "---\ntitle: Story\ngoals: [nothing]\n---\n");
    let _ = refused(&deck, 1, &["QD203", "narratives/story.md"]);
}

#[test]
fn one_id_twice() {
    let twice = deck().file("projects/a/same.md", PROJECT).file("projects/b/same.md", PROJECT);
    let _ = refused(&twice, 1, &["QD013", "projects/a/same.md", "projects/b/same.md"]);
    let _ = refused(&deck().file("projects/Good.md", PROJECT), 1, &["projects/Good.md"]);
    let composed = deck().file("projects/caf\u{e9}.md", PROJECT).file("projects/cafe\u{301}.md", PROJECT);
    let _ = refused(&composed, 1, &["QD015"]);
}

#[test]
fn names_that_are_no_ids() {
    for name in [
        "Big",
        "a b",
        "a_b?",
        "-a",
        "a--",
        "über",
        "a.b",
        "con<>",
        "semi;colon",
        "tab\tname",
        "esc\u{1b}[31mname",
        "new\nline",
        "\u{202e}txt",
    ] {
        let _ = refused(&deck().file(&format!("projects/{name}.md"), PROJECT), 1, &["QD015"]);
    }
}

#[test]
fn a_name_that_is_not_utf8() {
    let deck = deck();
    let name = std::ffi::OsStr::from_bytes(b"bad\xff.md");
    fs::write(deck.at("projects").join(name), PROJECT).unwrap();
    let answer = deck.run(["build"]);
    assert!(answer.ended() == 1 || answer.ended() == 2, "{answer}");
}

#[test]
fn links_that_leave_the_folder_or_run_in_a_circle() {
    let elsewhere = Deck::new().file("secret.md", "---\nbusiness: 5\n---\ncanary-7f3\n");
    let out = deck();
    symlink(elsewhere.at("secret.md"), out.at("projects/secret.md")).unwrap();
    let _ = refused(&out, 1, &["QD014", "projects/secret.md"]).never_says("canary-7f3");

    let folder = deck();
    symlink(elsewhere.path(), folder.at("projects/more")).unwrap();
    let _ = refused(&folder, 1, &["QD014", "projects/more"]).never_says("canary-7f3");

    let circle = deck();
    symlink(circle.at("projects"), circle.at("projects/again")).unwrap();
    let _ = refused(&circle, 1, &["QD014", "projects/again"]);

    let itself = deck();
    symlink("self.md", itself.at("projects/self.md")).unwrap();
    let _ = refused(&itself, 1, &["QD014", "projects/self.md"]);

    let dangling = deck();
    symlink("nowhere.md", dangling.at("projects/gone.md")).unwrap();
    let _ = refused(&dangling, 1, &["QD014", "projects/gone.md"]);
}

#[test]
fn what_is_no_file_is_never_opened() {
    let pipe = deck();
    let made = Command::new("mkfifo").arg(pipe.at("projects/pipe.md")).status().unwrap();
    assert!(made.success());
    let _ = refused(&pipe, 1, &["QD014", "projects/pipe.md"]);

    let socket = deck();
    let _listener = std::os::unix::net::UnixListener::bind(socket.at("projects/socket.md")).unwrap();
    let _ = refused(&socket, 1, &["QD014", "projects/socket.md"]);
}

#[test]
fn a_folder_named_like_a_document_is_a_folder() {
    let deck = deck().file("projects/folder.md/inside.md", PROJECT);
    let _ = deck.run(["rank", "--format", "csv"]).code(0).stdout_has("inside");
}

#[test]
fn a_file_that_may_not_be_read() {
    let deck = unprivileged();
    let secret = deck.at("projects/secret.md");
    fs::write(&secret, PROJECT).unwrap();
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o000)).unwrap();
    let _ = deck.run(["check"]).code(2).stderr_has("secret.md").stderr_has("permission denied");
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o644)).unwrap();
    let _ = deck.run(["check"]).code(0);
}

#[test]
fn a_report_that_may_not_be_written() {
    let deck = unprivileged();
    fs::create_dir(deck.at("closed")).unwrap();
    fs::set_permissions(deck.at("closed"), fs::Permissions::from_mode(0o555)).unwrap();
    let _ = deck.run(["build", "-o", "closed/report"]).code(2).stderr_has("permission denied");
    assert!(deck.tree("closed").is_empty());
}

/// A folder whose program runs without the rights of the superuser, who may read and write everything.
fn unprivileged() -> Deck {
    let deck = Deck::new().file("projects/good.md", PROJECT);
    let superuser = Command::new("id").arg("-u").output().unwrap().stdout == b"0\n";
    if !superuser {
        return deck;
    }
    fs::copy(PROGRAM, deck.at("program")).unwrap();
    let open = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    open(deck.path(), 0o777);
    open(&deck.at("projects"), 0o777);
    open(&deck.at("program"), 0o755);
    let program = deck.at("program").to_string_lossy().into_owned();
    deck.through(["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", &program])
}

#[test]
fn a_folder_without_projects() {
    let empty = Deck::new();
    let _ = empty.run(["build"]).code(1).says("QD001");
    let _ = empty.run(["check"]).code(1).says("QD001");
    assert!(empty.tree(".").is_empty());
    let only_readme =
        Deck::new().file("projects/README.md", "# Words\n").file("projects/index.md", "# Words\n");
    let _ = only_readme.run(["build"]).code(1).says("QD001");
}

#[test]
fn a_folder_that_is_not_there() {
    let deck = Deck::new().file("file.md", PROJECT);
    for place in ["nowhere", "file.md", "file.md/below"] {
        for command in ["build", "check", "rank"] {
            let _ = deck.run([command, place]).code(2).stderr_has(place);
        }
    }
}

#[test]
fn an_output_that_is_somebody_elses() {
    let deck = deck().file("letters/dear.txt", "Dear").file("file", "x");
    let before = deck.tree(".");
    for out in ["letters", "projects", ".", "file", "projects/report"] {
        let _ = deck.run(["build", "-o", out]).code(2);
        assert!(deck.tree(".") == before, "{out} has changed");
    }
}

#[test]
fn a_template_that_cannot_be_used() {
    for template in [
        "{% if %}",
        "{% block a %}",
        "{{ nothing.at.all }}",
        "{% include \"index.html\" %}",
        "{% extends \"index.html\" %}",
    ] {
        let deck = deck().file("templates/index.html", template);
        let _ = refused(&deck, 1, &["QD80", "templates/index.html"]);
    }
}

#[test]
fn every_fault_is_shown_at_once() {
    let deck = deck()
        .file("projects/one.md", "---\nbusiness: 9\ninterst: 3\ngrowth: x\n---\n")
        .file("projects/two.md", "Words.\n")
        .file("people/ana.md", "---\nname: Ana\nlevl: senior\n---\n");
    let _ = refused(
        &deck,
        1,
        &[
            "projects/one.md:2:",
            "projects/one.md:3:",
            "projects/one.md:4:",
            "projects/two.md:1:",
            "people/ana.md:3:",
        ],
    );
}

#[test]
fn thousands_of_faults_end_in_a_count() {
    let deck = deck();
    for n in 0..1_000 {
        deck.write(&format!("projects/p{n}.md"), b"---\nbusiness: 9\n---\n");
    }
    let answer = refused(&deck, 1, &["more"]);
    assert!(answer.said().lines().count() < 2_000, "{} lines", answer.said().lines().count());
}

#[test]
fn line_ends_of_windows_change_nothing() {
    let text = "---\ntitle: Auth\nbusiness: 4\ninterest: 3\ngrowth: 2\n---\n\n# Auth\n\nWords\nand words.\n\n```\ncode\n```\n";
    let settings = "---\ntitle: Plan\n---\n\nA letter\nof two lines.\n";
    let folder = |ends: &str| {
        let [settings, text] = [settings, text].map(|text| text.replace('\n', ends));
        Deck::new().file("portfolio.md", settings).file("projects/auth.md", text)
    };
    let (unix, windows) = (folder("\n"), folder("\r\n"));
    for deck in [&unix, &windows] {
        let _ = deck.run(["build", "-o", "out"]).code(0);
    }
    assert!(unix.tree("out") == windows.tree("out"));
}

#[test]
fn a_reader_that_leaves_early_ends_it_quietly() {
    let deck = Deck::example();
    let script = format!("set -o pipefail; {PROGRAM} rank --format json | head -c 10");
    let shell = Command::new("bash").args(["-c", &script]).current_dir(deck.path()).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&shell.stderr), "");
    assert_eq!(shell.stdout.len(), 10);
}

#[test]
fn words_that_are_no_command() {
    let deck = Deck::new();
    for words in [
        &["biuld"][..],
        &["build", "--fast"],
        &["rank", "--format", "xml"],
        &["build", "--quarter", "soon"],
        &[],
    ] {
        let answer = deck.run(words.iter().copied()).code(2);
        assert!(!answer.said().is_empty());
    }
}
