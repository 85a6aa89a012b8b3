//! Loading as a whole: what documents mean, on folders made in memory.

use std::fmt::Write as _;
use std::sync::Arc;

use proptest::prelude::*;

use crate::path::RelPath;
use crate::portfolio::{Memo, Overrides, Portfolio, front_matter, load};
use crate::source::Sources;

/// The findings of a folder, one a line: `path:line:column: level[code] message`.
fn findings(pairs: &[(&str, &str)]) -> String {
    let (_, found) =
        load(&Sources::from_pairs(pairs.iter().copied()), &mut Memo::default(), &Overrides::default());
    let mut text = String::new();
    for finding in found {
        if let Some(place) = &finding.place {
            write!(text, "{}:{}:{}: ", place.path, place.line(), place.column()).unwrap();
        }
        writeln!(text, "{}[{}] {}", finding.level.word(), finding.code, finding.message).unwrap();
    }
    text
}

fn portfolio(pairs: &[(&str, &str)]) -> Portfolio {
    let (portfolio, found) =
        load(&Sources::from_pairs(pairs.iter().copied()), &mut Memo::default(), &Overrides::default());
    portfolio.unwrap_or_else(|| panic!("{found:#?}"))
}

const RICH: &str = r#"---
title: SOC 2 Type II
short: SOC 2                # at most 20 characters
quarter: 2026-Q4
status: committed
owner: ana
business: {score: 3, confidence: low, why: "Removes the outage class.", by: {ana: 2, bo: 4}}
interest: {by: {ana: 2, bo: 4, chi: 5}, confidence: medium}
growth: 3.5
effort: 9
narrative: customer-assurance
headline: Enterprise buyers sign without a security exception.
kind: compliance
involves: [writing, Cross Team]
grows: cross-team
team: {bo: 6, chi: 3}
assumptions:
  - {claim: "All 14 services move without a freeze.", state: assumed, check_by: 2026-10-30}
evidence:
  - {kind: user, date: 2026-08-20, note: "Payments lost 3 days", link: "https://example.com/inc-81"}
unlocks:
  - {kind: deal, name: Acme renewal, amount: 400000.5, currency: USD, by: 2027-01-31}
depends_on: [base]
source: audit
start: 2026-10-05
due: 2026-12-18
links: {Tracker: "https://example.com/T-12", Base: base.md}
tags: [secrets]
was: [old-file-stem]
outcome: {score: 4, on: 2027-01-10, note: "No outage"}
allow: [{code: QD304, why: "Agreed"}]
x-own: {anything: [goes]}
---
# SOC 2 Type II

See [base](base.md) and [why](#why).

## Why
"#;

const PEOPLE: [(&str, &str); 3] = [
    ("people/ana.md", "---\nname: Ana Ruiz\ncapacity: 10\n---\n"),
    ("people/bo.md", "---\nname: Bo\ncapacity: 8.5\n---\n"),
    ("people/chi.md", "---\nname: Chi\n---\n"),
];

fn rich() -> Vec<(&'static str, &'static str)> {
    let mut pairs = PEOPLE.to_vec();
    pairs.push(("projects/soc2.md", RICH));
    pairs.push(("projects/base.md", "---\nbusiness: 4\ninterest: 3\ngrowth: 2\n---\n# The base\n"));
    pairs.push(("narratives/customer-assurance.md", "---\ngoals: [win]\n---\n"));
    pairs.push(("goals/win.md", "---\ntarget: 40%\nkey_results: [{id: first, title: Two deals}]\n---\n"));
    pairs
}

#[test]
fn every_field_of_the_design_is_read() {
    assert_eq!(findings(&rich()), "");
    let portfolio = portfolio(&rich());
    let project = portfolio.projects().values().find(|project| project.short == "SOC 2").unwrap();
    assert_eq!(project.ratings.interest.as_ref().unwrap().score.thousandths(), 4000);
    assert_eq!(project.ratings.business.as_ref().unwrap().score.thousandths(), 3000);
    assert_eq!(project.involves, ["writing", "cross-team"]);
    assert_eq!(project.unlocks[0].money, Some((40_000_050, "USD".to_owned())));
    assert_eq!(project.links[1].target, "base.html");
    assert_eq!(portfolio.settings().capacity.unwrap().hundredths(), 1850);
    assert_eq!(portfolio.settings().quarter.unwrap().to_string(), "2026-Q4");
    assert_eq!(
        portfolio.prose(&project.path).markup(),
        "<p>See <a href=\"base.html\">base</a> and <a href=\"#s-why\">why</a>.</p>\n<h3 id=\"s-why\">Why</h3>\n"
    );
}

#[test]
fn files_that_differ_only_in_case_are_told_apart() {
    let text = "---\nbusiness: 3\n---\n";
    assert_eq!(
        findings(&[("projects/API.md", text), ("projects/api.md", text)]),
        "projects/API.md:1:1: error[QD015] the file name `API.md` is not an id\n\
         projects/api.md:1:1: error[QD013] the id `api` is used by two files\n\
         projects/api.md:1:1: warning[QD704] `projects/API.md` and `projects/api.md` differ only in case\n"
    );
}

#[test]
fn weights_in_order_are_the_centroid_of_that_order() {
    let by = |settings: &str| {
        let settings = format!("---\n{settings}\n---\n");
        let pairs = [("portfolio.md", settings.as_str()), ("a.md", "---\nbusiness: 3\n---\n")];
        portfolio(&pairs).settings().weights.parts().into_array()
    };
    assert_eq!(by("order: [growth, business, interest]"), [5, 2, 11]);
    assert_eq!(by("weights: {order: [business, interest, growth]}"), [11, 5, 2]);
    assert_eq!(by("weights: {business: 50, interest: 25, growth: 25}"), [2, 1, 1]);
    assert_eq!(by("title: None"), [2, 1, 1]);
}

#[test]
fn a_folder_gives_its_quarter_to_what_lies_in_it() {
    let scores = "---\nbusiness: 3\n---\n";
    let own = "---\nquarter: 2026-Q3\n---\n";
    let portfolio = portfolio(&[("projects/2026-Q4/a.md", scores), ("projects/2026-Q4/b.md", own)]);
    let quarters: Vec<_> = portfolio.projects().values().map(|it| it.quarters[0].to_string()).collect();
    assert_eq!(quarters, ["2026-Q4", "2026-Q3"]);
    assert_eq!(portfolio.settings().quarter.unwrap().to_string(), "2026-Q4");
}

#[test]
fn places_count_in_the_original_file() {
    let text = "---\r\n\r\ntitle: \u{e9}\u{e9}\r\nbusiness: 9\r\n---\r\n";
    assert_eq!(
        findings(&[("a.md", text)]),
        "a.md:4:11: error[QD103] `business` is `9`, the scale goes from 0 to 5\n"
    );
    let indented = "---\n  business: 9\n  interest: 2\n---\n";
    assert_eq!(
        findings(&[("a.md", indented)]),
        "a.md:2:13: error[QD103] `business` is `9`, the scale goes from 0 to 5\n"
    );
}

#[test]
fn gray_matter_and_the_fences_agree() {
    for text in
        [RICH, "---\n\n  a: 1\n  b: 2\n---  \nx\n---\n", "---\r\na: 1\r\n\r\n---\r\n\r\nx", "---\na: 1\n---"]
    {
        let split = front_matter::split(text).unwrap();
        let entity =
            gray_matter::Matter::<front_matter::Verbatim>::new().parse::<Option<String>>(text).unwrap();
        let plain = |text: &str| text.replace("\r\n", "\n");
        assert_eq!(plain(text[split.matter.clone()].trim()), entity.matter);
        assert_eq!(plain(&text[split.body.clone()]).trim(), entity.content.trim());
    }
}

/// Loads one file of these bytes wherever documents can lie, and asks every finding for its line.
fn survives(bytes: &[u8]) {
    let file: Arc<[u8]> = Arc::from(bytes);
    let paths = ["portfolio.md", "projects/a.md", "people/a.md", "narratives/a.md", "goals/a.md"];
    let files = paths.map(|path| (RelPath::new(path).unwrap(), Arc::clone(&file)));
    let sources = Sources::new("planning", files.into(), Vec::new());
    let mut memo = Memo::default();
    let (cold, found) = load(&sources, &mut memo, &Overrides::default());
    for finding in &found {
        assert_ne!(finding.message, "this document made quarterdeck stumble");
        let place = finding.place.as_ref().unwrap();
        assert!(place.line() >= 1 && place.column() >= 1 && place.end_column() >= place.column());
        assert!(place.span.end <= bytes.len() && place.line_text().len() <= bytes.len() * 3);
    }
    let (warm, again) = load(&sources, &mut memo, &Overrides::default());
    assert_eq!((cold.is_some(), found), (warm.is_some(), again), "a memo changes nothing");
}

/// Pieces of documents, between semicolons.
const PIECES: &str = "---\n;\n;---;business;interest;team;weights;scale;quarter;allow;: ;:;- ;[;];{;};, ;\";';|\n;>;  ;\t;#;# ;&a ;*a;!!int \
    ;<<;? ;...;4;-;.5;1e9;2026-Q4;2026-02-30;ana;@ana;\u{feff};\r\n;\u{202e};é;`;```;| a | b |\n|---|--:|\n;[x](a.md#b)\
    ;![y](../assets/z.png);<b>;<!-- c -->;[^1];[^1]: n\n;- [ ] t\n;&#x6a avascript:;](;> ;\u{0};\\";

/// A document of such pieces in an order that nobody would write.
fn soup() -> impl Strategy<Value = String> {
    let pieces: Vec<&str> = PIECES.split(';').collect();
    prop::collection::vec(prop::sample::select(pieces), 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn no_bytes_make_it_stumble(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        survives(&bytes);
    }

    #[test]
    fn no_document_makes_it_stumble(head in soup(), body in soup()) {
        survives(format!("---\n{head}\n---\n{body}").as_bytes());
        survives(head.as_bytes());
    }

    #[test]
    fn a_good_document_with_a_hole_is_read_or_explained(
        from in 0..RICH.len(), length in 0_usize..30, put in "[\\PC\\n]{0,4}",
    ) {
        let mut bytes = RICH.as_bytes().to_vec();
        let end = (from + length).min(bytes.len());
        bytes.splice(from..end, put.bytes());
        survives(&bytes);
    }

    #[test]
    fn markup_from_a_document_never_runs(body in soup(), wild in "\\PC{0,40}") {
        let text = format!("---\nbusiness: 3\n---\n{body}{wild}");
        let (portfolio, _) =
            load(&Sources::from_pairs([("a.md", text.as_str())]), &mut Memo::default(), &Overrides::default());
        if let Some(portfolio) = portfolio {
            let path = &portfolio.projects().values().next().unwrap().path;
            let html = portfolio.prose(path).markup().to_lowercase();
            for bad in ["<script", "<b>", "onclick", "style=", "href=\"javascript:", "href=\"data:", "src=\"http"] {
                prop_assert!(!html.contains(bad), "{bad} in {html}");
            }
        }
    }
}

#[test]
fn pathological_documents_end_with_a_finding_or_a_page() {
    for piece in [
        ">", "- ", "* ", "[", "![", "*", "_a", "`", "<", "&", "|", "\\", "~", "1. ", "#", "[^a]", "[a](",
        "<!--", "x\n",
    ] {
        survives(format!("---\nbusiness: 3\n---\n{}", piece.repeat(40_000 / piece.len())).as_bytes());
    }
    for piece in ["[", "{", "- ", "? ", "a: ", "&a ", "*a ", "!a ", "- a\n", "'", "\"", "|\n", "%"] {
        survives(format!("---\n{}\n---\n", piece.repeat(30_000 / piece.len())).as_bytes());
    }
}

#[test]
fn what_is_wrong_between_documents_is_found_again_when_any_of_them_leads_elsewhere() {
    const A: &str = "---\nbusiness: 4\nnarrative: n\ndepends_on: [b]\n---\n# A\n\nSee [b](b.md#how).\n";
    const B: &str = "---\nbusiness: 4\n---\n# B\n\n## How\n";
    const N: &str = "---\ntitle: N\n---\n";
    let mut memo = Memo::default();
    let (a, b, n) = (("projects/a.md", A), ("projects/b.md", B), ("narratives/n.md", N));
    let letter = ("portfolio.md", "---\ntitle: T\n---\nSee [b](projects/b.md).\n");
    let scored = |text: &str| text.replace("business: 4", "business: 4.5");
    let circle = B.replace("---\n# B", "depends_on: [a]\n---\n# B");
    let (other_way, no_heading) = (A.replace("b.md", "c.md"), B.replace("How", "Why"));
    let other_letter = letter.1.replace("b.md", "c.md");
    for (files, expected) in [
        (vec![a, b, n, letter], vec![]),
        (vec![("projects/a.md", &scored(A)), b, n, letter], vec![]),
        (vec![a, ("projects/b.md", &no_heading), n, letter], vec!["QD208"]),
        (vec![a, b, n, letter], vec![]),
        (vec![("projects/a.md", &other_way), b, n, letter], vec!["QD208"]),
        (vec![a, b, letter], vec!["QD202"]),
        (vec![a, b, n, letter], vec![]),
        (vec![a, ("projects/b.md", &circle), n, letter], vec!["QD205"]),
        (vec![a, b, n, letter], vec![]),
        (vec![a, b, n, ("portfolio.md", &other_letter)], vec!["QD208"]),
        (vec![a, n], vec!["QD204", "QD208"]),
        (vec![a, b, n], vec![]),
        (vec![b, n], vec![]),
    ] {
        let sources = Sources::from_pairs(files);
        let (_, found) = load(&sources, &mut memo, &Overrides::default());
        assert_eq!(found, load(&sources, &mut Memo::default(), &Overrides::default()).1);
        let mut codes: Vec<&str> = found.iter().map(|finding| finding.code.name()).collect();
        codes.sort_unstable();
        assert_eq!(codes, expected);
    }
}
