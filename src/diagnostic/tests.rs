//! Facts about findings as text.

use super::explain::{explanation, page};
use super::*;
use crate::path::RelPath;

const DOCUMENT: &str = "---\nbusiness: 4\ninterst: 3\ngrowth: 2\n---\n";

fn path(text: &str) -> RelPath {
    RelPath::new(text).unwrap()
}

fn misspelt() -> Diagnostic {
    let place = Place::in_text(&path("projects/a.md"), DOCUMENT, 16..23);
    Diagnostic::new(Code::QD101, "unknown key `interst`")
        .at(place.clone())
        .label("not a project field")
        .help("did you mean `interest`?")
        .safe_fix(place, "interest")
        .subject("a interst")
}

fn at(code: Code, file: &str, line: usize) -> Diagnostic {
    let text = "x\n".repeat(line);
    let place = Place::in_text(&path(file), &text, (line - 1) * 2..(line - 1) * 2 + 1);
    Diagnostic::new(code, "found").at(place)
}

#[test]
fn a_person_sees_the_line_the_caret_and_the_mended_line() {
    let text = human::render(&[misspelt()], "plan/", human::Look::Plain);
    assert_eq!(
        text,
        "error[QD101]: unknown key `interst`
 --> plan/projects/a.md:3:1
  |
3 | interst: 3
  | ^^^^^^^ not a project field
  |
help: did you mean `interest`?
  |
3 | interest: 3
  |      +

1 error in 1 file
"
    );
}

#[test]
fn a_related_place_is_shown_under_its_own_path() {
    let first = Place::in_text(&path("projects/old/a.md"), DOCUMENT, 4..12);
    let finding = at(Code::QD013, "projects/a.md", 2).related(first, "first used here");
    let text = human::render(&[finding], "", human::Look::Plain);
    assert!(text.contains("projects/old/a.md:2:1"), "{text}");
    assert!(text.contains("first used here"), "{text}");
}

#[test]
fn nothing_from_a_document_reaches_the_terminal_as_a_control_character() {
    let evil = "\u{1b}]0;owned\u{7}\u{202e}\u{200b}\r";
    let document = format!("{evil}: 1\n");
    let place = Place::in_text(&path(&format!("projects/{evil}.md")), &document, 0..4);
    let finding = Diagnostic::new(Code::QD101, evil)
        .at(place.clone())
        .label(evil)
        .help(evil)
        .related(place.clone(), evil)
        .safe_fix(place, evil);
    let all = std::slice::from_ref(&finding);
    let texts = [
        human::render(all, evil, human::Look::Plain),
        concise::render(all, evil),
        github::render(all, evil),
        sarif::render(all, evil),
        gitlab::render(all, evil),
        json::render(all),
    ];
    for text in &texts[..3] {
        assert!(text.chars().all(|c| c == '\n' || !acts(c)), "{text:?}");
    }
    for text in &texts[3..] {
        assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text:?}");
    }
}

#[test]
fn a_hundred_findings_are_shown_the_most_serious_ones_and_these_last() {
    let mut many: Vec<_> = (1..=150).map(|line| at(Code::QD301, "projects/a.md", line)).collect();
    many.push(at(Code::QD209, "projects/b.md", 1));
    many.insert(0, at(Code::QD101, "projects/0.md", 1));
    let text = human::render(&many, "", human::Look::Plain);
    assert_eq!(text.matches("warning[QD301]").count(), 99);
    assert_eq!(text.matches("note[QD209]").count(), 0);
    let last = text.rfind("[QD").map(|at| &text[at..]);
    assert!(last.is_some_and(|last| last.starts_with("[QD101]")), "{text}");
    assert!(text.ends_with("… and 52 more\n1 error, 150 warnings, 1 note in 3 files\n"), "{text}");
}

#[test]
fn colour_is_only_there_when_asked_for() {
    assert!(human::render(&[misspelt()], "", human::Look::Coloured).contains("\u{1b}["));
}

#[test]
fn nothing_found_is_nothing_shown() {
    let mut off = misspelt();
    off.level = Level::Off;
    assert_eq!(human::render(&[off.clone()], "", human::Look::Plain), "");
    assert_eq!(concise::render(&[off.clone()], "") + &github::render(&[off], ""), "");
}

#[test]
fn a_concise_line_is_what_editors_read() {
    let lines = concise::render(&[misspelt(), Diagnostic::new(Code::QD001, "no projects")], "");
    assert_eq!(lines, "projects/a.md:3:1: error[QD101] unknown key `interst`\nerror[QD001] no projects\n");
}

#[test]
fn a_workflow_command_cannot_be_forged() {
    let place = Place::in_text(&path("projects/a,b::c%.md"), "x", 0..1);
    let finding = Diagnostic::new(Code::QD101, "50 %\n::error::forged").at(place);
    let text = github::render(&[finding], "");
    assert_eq!(
        text,
        "::error file=projects/a%2Cb%3A%3Ac%25.md,line=1,endLine=1,col=1,endColumn=2,\
         title=QD101 an unknown key::50 %25 ::error::forged\n"
    );
}

#[test]
fn what_github_would_drop_stays_in_the_log() {
    let many: Vec<_> = (1..=12).map(|line| at(Code::QD101, "projects/a.md", line)).collect();
    let text = github::render(&many, "");
    assert_eq!(text.matches("::error ").count(), 10);
    assert_eq!(text.matches("also: projects/a.md:").count(), 2);
}

#[test]
fn a_fingerprint_knows_no_line_and_repeats_are_told_apart() {
    let here = fingerprints(&[at(Code::QD101, "projects/a.md", 2), at(Code::QD101, "projects/a.md", 5)]);
    let moved = fingerprints(&[at(Code::QD101, "projects/a.md", 7), at(Code::QD101, "projects/a.md", 9)]);
    assert_eq!(here, moved);
    assert_ne!(here[0], here[1]);
}

#[test]
fn sarif_counts_columns_in_utf16_units() {
    let place = Place::in_text(&path("projects/ä b.md"), "🎉x: 1", 4..5);
    let text = sarif::render(&[Diagnostic::new(Code::QD101, "m").at(place)], "plan/");
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let location = &value["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(location["region"]["startColumn"], 3);
    assert_eq!(location["artifactLocation"]["uri"], "plan/projects/%C3%A4%20b.md");
    assert_eq!(value["runs"][0]["tool"]["driver"]["rules"][0]["id"], "QD101");
}

#[test]
fn sarif_deletes_every_line_that_a_fix_takes_away() {
    let place = Place::in_text(&path("projects/a.md"), "\n\n  \n---\n", 0..5);
    let finding = Diagnostic::new(Code::QD004, "m").at(place.clone()).safe_fix(place, "");
    let value: serde_json::Value = serde_json::from_str(&sarif::render(&[finding], "")).unwrap();
    let change = &value["runs"][0]["results"][0]["fixes"][0]["artifactChanges"][0];
    let wanted = serde_json::json!({"startLine": 1, "startColumn": 1, "endLine": 4, "endColumn": 1});
    assert_eq!(change["replacements"][0]["deletedRegion"], wanted);
}

#[test]
fn gitlab_gets_path_line_and_a_fingerprint_for_each() {
    let text = gitlab::render(&[misspelt(), Diagnostic::new(Code::QD001, "none")], "plan/");
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value[0]["location"]["path"], "plan/projects/a.md");
    assert_eq!(value[0]["location"]["lines"]["begin"], 3);
    assert_eq!(value[1]["location"]["path"], "plan/portfolio.md");
    assert_ne!(value[0]["fingerprint"], value[1]["fingerprint"]);
}

#[test]
fn the_json_names_its_schema_and_keeps_every_part() {
    let value: serde_json::Value = serde_json::from_str(&json::render(&[misspelt()])).unwrap();
    assert_eq!(value["schema"], json::SCHEMA);
    assert_eq!(value["errors"], 1);
    let finding = &value["findings"][0];
    assert_eq!((&finding["line"], &finding["column"], &finding["start"]), (&3.into(), &1.into(), &16.into()));
    assert_eq!(finding["fix"]["replacement"], "interest");
}

#[test]
fn every_code_is_explained_by_a_reason_and_two_different_examples() {
    for code in Code::ALL {
        let explained = explanation(*code);
        assert!(explained.why.len() > 40, "{code}");
        assert!(explained.why.ends_with('.'), "{code}");
        assert!(!explained.bad.is_empty() && explained.bad != explained.good, "{code}");
        let page = page(*code);
        let prose = page.lines().filter(|line| !line.starts_with("    ") && !line.starts_with("To silence"));
        assert!(prose.map(|line| line.chars().count()).max() <= Some(90), "{code}");
    }
}

#[test]
fn what_makes_a_report_wrong_cannot_be_silenced() {
    assert!(page(Code::QD103).contains("cannot be silenced"));
    assert!(page(Code::QD304).contains("allow: [{code: QD304, why:"));
    assert!(!page(Code::QD508).contains("allow:"));
}

#[test]
fn a_misspelt_code_finds_its_neighbours() {
    assert_eq!(Code::named("qd304"), Some(Code::QD304));
    assert_eq!(Code::like("QD30").first(), Some(&"QD301"));
    assert!(Code::like("nonsense").is_empty());
}
