//! Commands that write documents: `init`, `new`, `import`, `check --fix`.

use std::fs;

use crate::deck::{Deck, PROJECT};
use crate::repo::git;

#[test]
fn what_init_writes_has_no_finding_and_makes_a_report() {
    let deck = Deck::new();
    let _ = deck.run(["init", "plan"]).code(0).stdout_has("projects/signed-builds.md");
    let _ = deck.run(["check", "plan", "--strict"]).code(0).stdout_has("no findings");
    let _ = deck.run(["build", "plan"]).code(0);
}

#[test]
fn init_overwrites_nothing() {
    let deck = Deck::new().file("people/ana.md", "mine");
    let before = deck.tree(".");
    let _ = deck.run(["init"]).code(2).stderr_has("people/ana.md");
    assert!(deck.tree(".") == before);
}

#[test]
fn a_new_document_has_no_error_and_its_open_questions_are_named() {
    let deck = Deck::new();
    let _ = deck.run(["init"]).code(0);
    for (kind, name, path, asks) in [
        ("project", "Key vault: move", "projects/key-vault-move.md", "QD501"),
        ("person", "Zoë Ng", "people/zoe-ng.md", "no findings"),
        ("narrative", "Shift left", "narratives/shift-left.md", "QD207"),
        ("goal", "Go public", "goals/go-public.md", "QD207"),
    ] {
        let _ = deck.run(["new", kind, name]).code(0).stdout_has(path);
        let _ = deck.run(["check", "--format", "concise"]).code(0).stdout_has(if kind == "person" {
            ""
        } else {
            asks
        });
    }
    let _ = deck.run(["new", "project", "Key Vault Move"]).code(2).stderr_has("projects/key-vault-move.md");
    let _ = deck.run(["new", "goal", "!!"]).code(2).stderr_has("cannot make a file name");
}

#[test]
fn a_new_project_lies_beside_projects_at_the_top() {
    let deck = Deck::new().file("vault.md", PROJECT);
    let _ = deck.run(["new", "project", "KMS"]).code(0).stdout_has("kms.md");
    assert!(deck.at("kms.md").is_file());
    let _ = deck.run(["check"]).code(0);
}

#[test]
fn allowances_that_nothing_needs_are_taken_out_and_paragraphs_stay_apart() {
    let front = "---\nbusiness: 4\ninterest: 3\ngrowth: 2\nallow:\n  - {code: QD301, why: Later}\n  - {code: QD310, why: Never}\n---\n";
    let text = "\n<!-- quarterdeck: allow QD208 because of a link that is gone -->\nOne.\n\
        <!-- quarterdeck: allow QD208 because it stands close -->\nTwo.\n\n\
        <!-- quarterdeck: allow QD208, QD209 because of two -->\n[Three](nope.md).\n";
    let deck = Deck::new().file("projects/a.md", format!("{front}{text}"));
    let _ = deck.run(["check", "--fix"]).code(0).stderr_has("mended 2 places in projects/a.md");
    let kept = front.replace("  - {code: QD310, why: Never}\n", "")
        + &text.replace("<!-- quarterdeck: allow QD208 because of a link that is gone -->\n", "");
    assert_eq!(deck.read("projects/a.md"), kept);
    let _ = deck
        .run(["check", "--format", "concise"])
        .code(0)
        .stdout_has("a.md:10:1: note[QD705]")
        .stdout_has("a.md:13:1: note[QD705] the allowance for QD209 is not needed any more");
}

#[test]
fn an_allowance_is_not_in_the_text_of_the_page_but_among_what_is_allowed() {
    let comment = "<!-- quarterdeck: allow QD208 because of <b>December</b> -->";
    let deck = Deck::new().file("projects/a.md", format!("{PROJECT}\n{comment}\nA [page](nope.md).\n"));
    let _ = deck.run(["build"]).code(0);
    let page = deck.read("public/projects/a.html");
    assert!(!page.contains("quarterdeck: allow") && !page.contains("<b>December"), "{page}");
    assert!(page.contains("of &lt;b&gt;December&lt;/b&gt;"), "{page}");
}

const SHEET: &str = "\u{feff}Title;Status;Owner;Business;Interest;Growth;Narrative;Headline;Team lead remark\n\
    Signed builds;in progress;Ana Ruiz;4,5;3;2;Customer assurance;Customers check what they install.;ok\n\
    Access;planned;Ana Ruiz;3;2;4;;\"Engineers wait minutes, not days.\";\n";

#[test]
fn a_spreadsheet_becomes_documents_without_an_error() {
    let deck = Deck::new().file("plan.csv", SHEET);
    let _ = deck
        .run(["import", "plan.csv", "plan"])
        .code(0)
        .stdout_has("people/ana-ruiz.md")
        .stderr_has("4 documents");
    let _ = deck.run(["check", "plan"]).code(0).never_says("error");
    let document = deck.read("plan/projects/signed-builds.md");
    for line in ["status: active", "owner: ana-ruiz", "business: 4.5", "x-team-lead-remark: ok"] {
        assert!(document.contains(line), "{document}");
    }
    let before = deck.tree(".");
    let _ = deck.run(["import", "plan.csv", "plan"]).code(2).stderr_has("such a file already");
    assert!(deck.tree(".") == before);
}

#[test]
fn a_spreadsheet_that_cannot_be_read_writes_nothing() {
    for (sheet, words) in [
        (&b"status\nactive\n"[..], "no column `title`"),
        (b"title\n\xff\n", "UTF-8"),
        (b"title,status\n,active\n", "line 2"),
        (b"title\nA\na\n", "line 3"),
        (b"", "title"),
    ] {
        let deck = Deck::new().file("plan.csv", sheet);
        let _ = deck.run(["import", "plan.csv"]).code(2).stderr_has(words);
        assert_eq!(deck.tree(".").len(), 1);
    }
}

/// A document with one slip of each kind that can be mended safely.
const SLIPS: &str = "\u{feff}---\ntitel: A: the first   # kept\nstatus: in progress\nowner: @ana\nbusiness: \"4\"\n\
    interest: 3,5\ngrowth: 03\ndue: 30.10.2026\n---\nWords.\r\n";

#[test]
fn slips_are_mended_and_nothing_else_changes() {
    let deck = Deck::new().file("projects/a.md", SLIPS).file("people/ana.md", "---\nname: Ana\n---\n");
    let _ = deck.run(["check"]).code(1);
    assert_eq!(deck.read("projects/a.md"), SLIPS, "check alone writes nothing");
    let _ = deck.run(["check", "--fix"]).code(0).stderr_has("projects/a.md");
    assert_eq!(
        deck.read("projects/a.md"),
        "---\ntitle: \"A: the first\"   # kept\nstatus: active\nowner: ana\nbusiness: 4\ninterest: 3.5\ngrowth: 3\n\
         due: 2026-10-30\n---\nWords.\r\n"
    );
    let again = deck.tree(".");
    let _ = deck.run(["check", "--fix"]).code(0);
    assert!(deck.tree(".") == again, "mending twice changes nothing more");
}

#[test]
fn the_patch_of_a_check_is_what_fix_would_write() {
    let front = PROJECT.replace("business", "quarter: Q4/26\nbusiness");
    let deck = Deck::new()
        .file("the plan/projects/a.md", SLIPS)
        .file("the plan/projects/b.md", front)
        .file("the plan/people/ana.md", "---\nname: Ana\n---\n");
    let before = deck.tree(".");
    let safe = deck.run(["check", "the plan", "--diff"]).code(1);
    let safe = safe.stderr_has("--fix would correct 9 places in 1 file and leave 1 error in 1 file");
    let bold = deck
        .run(["check", "the plan", "--diff", "--unsafe"])
        .code(1)
        .stderr_has("10 places in 2 files and leave ");
    assert!(deck.tree(".") == before, "nothing is written");
    for (patch, arguments) in [(safe, &["--fix"][..]), (bold, &["--fix", "--unsafe"])] {
        deck.write("patch", patch.stdout().as_bytes());
        git(deck.path(), &["apply", "patch"]);
        fs::remove_file(deck.at("patch")).unwrap();
        let patched = deck.tree(".");
        for (path, bytes) in &before {
            deck.write(path, bytes);
        }
        let _ = deck.run(["check", "the plan"].into_iter().chain(arguments.iter().copied()));
        assert!(deck.tree(".") == patched);
        for (path, bytes) in &before {
            deck.write(path, bytes);
        }
    }
    let _ = deck.run(["check", "the plan", "--fix", "--unsafe"]).code(0);
    let left = deck
        .run(["check", "the plan", "--diff"])
        .code(0)
        .stderr_has("nothing to correct; 4 warnings in 2 files left");
    assert_eq!(left.stdout(), "");
    for wrong in
        [&["--unsafe"][..], &["--diff", "--fix"], &["--diff", "--format", "json"], &["--diff", "--locked"]]
    {
        let _ = deck.run(["check"].into_iter().chain(wrong.iter().copied())).code(2);
    }
}

#[test]
fn what_needs_a_look_is_mended_only_when_asked() {
    let deck = Deck::new().file("projects/a.md", PROJECT.replace("business", "quarter: Q4/26\nbusiness"));
    let _ = deck.run(["check", "--fix"]).code(1).says("QD105");
    let _ = deck.run(["check", "--fix", "--unsafe"]).code(0);
    assert!(deck.read("projects/a.md").contains("quarter: 2026-Q4\n"));
}
