//! Facts about comparisons as they are told.

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::document::Finding;
use super::project::{Named, Others, State};
use super::*;
use crate::diagnostic::{acts, plain};
use crate::review::compare;
use crate::review::world::{World, project, scored, settings};

type Files = Vec<(String, String)>;

fn end(kind: EndKind, digit: &str) -> End {
    End {
        kind,
        commit: (kind == EndKind::Revision).then(|| digit.repeat(40)),
        path: "plan".to_owned(),
        rule: None,
        said: None,
    }
}

fn ends() -> (End, End) {
    (end(EndKind::Revision, "a"), end(EndKind::Revision, "b"))
}

fn told(before: &Files, after: &Files) -> Document {
    let (before, after) = (World::of(before), World::of(after));
    let changes = compare(&before.state(), &after.state());
    compared(&changes, (&before.state(), &after.state()), ends())
}

fn four() -> Files {
    vec![
        settings("title: Plan\ncapacity: 6"),
        scored("a", [5, 5, 5], 2),
        scored("b", [4, 4, 4], 2),
        scored("c", [3, 3, 3], 2),
        scored("d", [2, 2, 2], 2),
    ]
}

/// A comparison in which only the weights differ.
pub(super) fn reweighted(before: &str, after: &str) -> Document {
    let files = |weights: &str| vec![settings(&format!("weights: {weights}")), scored("a", [5, 4, 3], 1)];
    told(&files(before), &files(after))
}

fn edited(id: &str, scores: [u8; 3]) -> Files {
    let mut files = four();
    files.retain(|(path, _)| *path != format!("projects/{id}.md"));
    files.push(scored(id, scores, 2));
    files
}

fn comment(document: &Document) -> String {
    markdown(document, &Style::default())
}

#[test]
fn a_comment_says_the_plan_first_and_folds_the_rest() {
    let text = comment(&told(&four(), &edited("d", [4, 4, 3])));
    let expected = "<!-- quarterdeck:diff schema=1 key=portfolio -->
### Portfolio ranking: 1 enters the plan, 1 leaves it, 1 of 4 edited

**Enters the plan:** Project d (rank 4 → 3, up 1, 2 wk: its own edit) \x20
**Leaves the plan:** Project c (rank 3 → 4, down 1, 2 wk: not edited, room taken by Project d) \x20
";
    assert!(text.starts_with(expected), "{text}");
    assert!(text.contains("| Project d | 4 → **3** (up 1) | 40 → 75 | own edit: business 2 → 4 (+20), interest 2 → 4 (+10), growth 2 → 3 (+5) |"), "{text}");
    assert!(
        text.contains("| Project c | 3 → **4** (down 1) | 60 | passed by Project d; not edited |"),
        "{text}"
    );
    assert!(text.contains("- business: 2\n+ business: 4\n"), "{text}");
    assert!(text.ends_with("reproduce with `quarterdeck diff aaaaaaaaa..bbbbbbbbb` · this comment is updated in place</sub>\n"), "{text}");
}

#[test]
fn no_change_is_one_line() {
    let document = told(&four(), &four());
    assert!(!document.changed);
    let text = comment(&document);
    assert_eq!(
        text,
        "<!-- quarterdeck:diff schema=1 key=portfolio -->\n### Portfolio ranking: no change\n\n4 projects, same order, \
         same plan (6 of 6 weeks). Compared `aaaaaaaaa` with `bbbbbbbbb`.\n"
    );
    assert_eq!(table(&document), "Portfolio ranking: no change\n");
}

#[test]
fn a_first_run_and_broken_sides_say_so() {
    let world = World::of(&four());
    let text = comment(&first(&world.state(), ends(), Unranked::FirstRun));
    assert!(text.contains("first run, 4 projects"), "{text}");
    assert!(text.contains("| 1 | Project a | 100 | 2 | yes |"), "{text}");
    let text = comment(&first(&world.state(), ends(), Unranked::BaseBroken { errors: 2 }));
    assert!(text.contains("The documents at the base have 2 errors"), "{text}");
    let error = crate::diagnostic::Diagnostic::new(crate::diagnostic::Code::QD103, "`growth` is `7`");
    let text = comment(&broken("Plan", &[&error], ends()));
    assert!(text.contains("cannot be made, 1 error"), "{text}");
    assert!(text.contains("- error QD103: `growth` is `7`"), "{text}");
}

#[test]
fn shown_points_add_up_to_the_shown_change() {
    let before = vec![settings("weights: {business: 3, interest: 2, growth: 2}"), scored("a", [1, 2, 5], 1)];
    let after = vec![settings("weights: {business: 1, interest: 1, growth: 5}"), scored("a", [4, 0, 3], 1)];
    let document = told(&before, &after);
    let score = &document.projects[0].score;
    let tenths = |text: &str| text.replace(['.', '+'], "").replace('\u{2212}', "-").parse::<i64>().unwrap();
    let own: i64 = score.own.as_ref().unwrap().values().map(|part| tenths(part)).sum();
    assert_eq!(Some(own), score.own_total.as_deref().map(tenths));
    let change = tenths(score.after.as_ref().unwrap()) - tenths(score.before.as_ref().unwrap());
    assert_eq!(own + tenths(score.rules.as_ref().unwrap()), change);
}

#[test]
fn many_shifts_are_told_in_runs() {
    let mut before: Files =
        (0..30).map(|at| scored(&format!("p{at:02}"), [4, (at % 5) as u8, 2], 1)).collect();
    before.push(settings("capacity: 100"));
    let mut after = before.clone();
    after.push(scored("top", [5, 5, 5], 1));
    let document = told(&before, &after);
    assert_eq!(document.shifts.iter().map(|shift| shift.count).sum::<usize>(), 30);
    assert_eq!(document.shifts.len(), 1);
    let text = comment(&document);
    assert!(text.contains("30 more projects only shift, by at most 1 place;"), "{text}");
    assert!(text.contains("<summary>Shifted without an edit (30 projects in 1 run)</summary>"), "{text}");
}

#[test]
fn a_budget_leaves_out_whole_folds_and_names_them() {
    let before: Files = (0..60).map(|at| scored(&format!("p{at:02}"), [at % 6, 1, 2], 1)).collect();
    let after: Files = (0..60).map(|at| scored(&format!("p{at:02}"), [(at + 3) % 6, 2, 2], 1)).collect();
    let document = told(&before, &after);
    for budget in [60_000, 6_000, 3_000, 1_500] {
        let text = markdown(&document, &Style { budget, ..Style::default() });
        assert!(text.len() <= budget, "{} > {budget}", text.len());
        assert_eq!(text.matches("<details>").count(), text.matches("</details>").count());
        if budget < 6_000 {
            assert!(text.contains("Left out for length: "), "{text}");
        }
    }
}

#[test]
fn a_page_and_a_table_show_old_and_new_words_without_colour() {
    let front =
        |headline: &str| format!("title: P\nheadline: {headline}\nbusiness: 1\ninterest: 1\ngrowth: 1");
    let document = told(
        &vec![project("p", &front("Buyers sign."), "x")],
        &vec![project("p", &front("Buyers pay."), "x")],
    );
    assert!(table(&document).contains("[-sign.-] {+pay.+}"));
    assert!(comment(&document).contains("~~sign.~~ **pay.**"));
    assert!(serde_json::to_string(&view(&document)).unwrap().contains("\"text\":\"sign.\""));
}

#[test]
fn links_lead_to_files_of_the_head_only_where_an_address_is_known() {
    let document = told(&four(), &edited("d", [4, 4, 3]));
    let style = Style { links: Some("https://example.com/blob/b/plan/".to_owned()), ..Style::default() };
    assert!(
        markdown(&document, &style).contains("[Project d](https://example.com/blob/b/plan/projects/d.md)")
    );
    assert!(!comment(&document).contains("]("));
}

/// Checks that a comment is what it says it is: our fold tags and nothing else of HTML, no link, no image, no
/// mention, every table row as wide as its head.
fn harmless(text: &str) -> Result<(), TestCaseError> {
    let mut open = 0;
    let body = text.split_once('\n').map_or("", |(_, rest)| rest);
    for event in Parser::new_ext(body, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => {
                for tag in html.split('<').skip(1).map(|tag| tag.split('>').next().unwrap_or_default()) {
                    match tag {
                        "details" => open += 1,
                        "/details" => open -= 1,
                        "summary" | "/summary" | "sub" | "/sub" => {}
                        other => return Err(TestCaseError::fail(format!("a tag of others: <{other}>"))),
                    }
                }
                prop_assert!(open >= 0);
            }
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => return Err(TestCaseError::fail("a link")),
            _ => {}
        }
    }
    prop_assert_eq!(open, 0);
    // A parser pads and cuts rows, so bars are counted in the source.
    let bars = |line: &str| line.replace("\\\\", "").replace("\\|", "").matches('|').count();
    let mut width = None;
    for line in text.lines() {
        let row = line.starts_with('|').then(|| bars(line));
        if let (Some(width), Some(row)) = (width, row) {
            prop_assert_eq!(width, row, "{}", line);
        }
        width = row;
    }
    Ok(())
}

/// Puts `evil` in place of every text that is not a word of a fixed list.
fn replace(value: &mut serde_json::Value, evil: &str) {
    match value {
        serde_json::Value::String(text) => *text = evil.to_owned(),
        serde_json::Value::Array(values) => values.iter_mut().for_each(|value| replace(value, evil)),
        serde_json::Value::Object(map) => {
            for (key, value) in map.iter_mut() {
                // These are words of a fixed list, which reading refuses to extend.
                if !matches!(key.as_str(), "kind" | "state" | "reason" | "id" | "entered" | "left" | "schema")
                {
                    replace(value, evil);
                }
            }
        }
        _ => {}
    }
}

/// A comparison in which every text is `evil`.
fn hostile(evil: &str) -> Document {
    let mut document = told(&four(), &edited("d", [4, 4, 3]));
    let mut text = serde_json::to_value(&document).unwrap();
    replace(&mut text, evil);
    document = serde_json::from_value(text).unwrap();
    document.findings.new.push(Finding {
        code: evil.to_owned(),
        level: evil.to_owned(),
        message: format!("`{evil}` {evil}"),
        path: Some(evil.to_owned()),
        line: Some(1),
        help: Some(evil.to_owned()),
    });
    document.projects[0].was = Some(evil.to_owned());
    document.projects[0].rank.passed_by =
        Others { count: 9, named: vec![Named { id: evil.to_owned(), title: evil.to_owned() }] };
    document.projects[0].state = State::Renamed;
    document
}

const EVIL: [&str; 16] = [
    "a | b | c",
    "</details></td><script>alert(1)</script>",
    "@everyone and @org/team #12 GH-12 org/repo#3 !7 %4 $5 &6 ~7",
    "![x](https://evil.example/pixel.png) [y](javascript:alert(1))",
    "<https://evil.example> https://evil.example www.evil.example mailto:a@b.example",
    "```\n</details>\n```diff\n- x",
    "~~~~~~~~~~~~\n# heading\n---\n***",
    "`code` `` `",
    "\u{202e}\u{200b}\u{1b}[31m\r\n\n\n| x |",
    "3f2a91c9be07d43f2a91c9be07d43f2a91c9be07",
    "1. one\n- two\n+ three\n> four",
    "*bold* _it_ **b** __i__ ~~s~~ \\* \\",
    "<!-- quarterdeck:diff schema=1 key=portfolio -->",
    "&lt;b&gt; &amp;#64;everyone &#64;everyone",
    "[ref]: https://evil.example \"x\"\n[ref]",
    "",
];

#[test]
fn nothing_in_a_document_acts_in_a_comment() {
    for evil in EVIL {
        let text = comment(&hostile(evil));
        harmless(&text).unwrap_or_else(|error| panic!("{evil:?}: {error}\n{text}"));
        assert!(text.chars().all(|c| c == '\n' || c == '\u{200b}' || !acts(c)), "{evil:?}");
        let marks = text.lines().filter(|line| line.starts_with("<!--")).count();
        assert_eq!(marks, 1, "{evil:?}");
        let prose = outside_of_code(&text);
        for mark in ['@', '#', '!'] {
            for (at, _) in prose.match_indices(mark) {
                let refers = prose[at + 1..].chars().next().is_some_and(char::is_alphanumeric);
                assert!(!refers, "{evil:?}: {}", &prose[at..]);
            }
        }
        for link in ["://", "www.", "mailto:"] {
            assert!(!prose.contains(link), "{evil:?}: {prose}");
        }
    }
}

/// The text of a comment that is neither in a code block nor in a code span.
fn outside_of_code(text: &str) -> String {
    let mut prose = String::new();
    let mut block = false;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => block = true,
            Event::End(TagEnd::CodeBlock) => block = false,
            Event::Text(text) if !block => prose.push_str(&text),
            _ => prose.push(' '),
        }
    }
    prose
}

#[test]
fn nothing_in_a_document_drives_the_terminal() {
    for evil in EVIL {
        let text = table(&hostile(evil));
        assert!(text.chars().all(|c| c == '\n' || !acts(c)), "{evil:?}");
    }
}

#[test]
fn a_long_title_loses_its_middle() {
    let long = format!("{}{}", "a".repeat(6_000), "z".repeat(6_000));
    let text = comment(&hostile(&long));
    assert!(text.len() < 60_000);
    assert!(text.contains('…'));
    assert_eq!(plain(&text).len(), text.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn any_text_leaves_a_comment_whole(evil in "([|`@<>&*_~\\[\\]()!#$\\\\\n a-c.:/-]|</details>|\u{202e}|\u{1b}){0,40}") {
        let text = comment(&hostile(&evil));
        harmless(&text)?;
        prop_assert!(text.len() <= 60_000);
    }

    #[test]
    fn a_saved_comparison_is_told_in_the_same_words(scores in prop::array::uniform3(0u8..=5), id in "[a-d]") {
        let document = told(&four(), &edited(&id, scores));
        let saved: Document = serde_json::from_str(&json(&document)).unwrap();
        prop_assert_eq!(comment(&saved), comment(&document));
        prop_assert_eq!(table(&saved), table(&document));
    }
}
