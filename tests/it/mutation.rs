//! The example's documents with small wounds, some thousands of them: a finding or a report, never a panic, and never
//! slow. The wounds are the same on every run; `WOUNDS=100000 cargo test mutation` makes more.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use quarterdeck::diagnostic::{Code, any_errors};
use quarterdeck::path::RelPath;
use quarterdeck::pipeline::{Memo, Press, Request, Viewer, assess, check, compile, prepare, prepare_for};
use quarterdeck::source::Sources;

use crate::deck::{ROOT, tree};

type Files = BTreeMap<RelPath, Arc<[u8]>>;

const SPLINTERS: &[&str] = &[
    "---",
    "\n---\n",
    "\n",
    "\r\n",
    ":",
    ": ",
    "- ",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    "&a ",
    "*a",
    "!!str ",
    "<<: ",
    "#",
    "|",
    ">",
    "0",
    "-1",
    "5.5",
    "1e400",
    ".nan",
    "99999999999999999999",
    "null",
    "~",
    "2026-02-30",
    "2026-Q9",
    "\u{feff}",
    "\u{202e}",
    "\u{2028}",
    "\0",
    "\t",
    "```",
    "[^1]",
    "](",
    "![",
    "<script>",
    "{{",
    "{%",
    "| --- |",
    "&#0;",
    "\\",
    "%",
    "\u{1f600}",
    "e\u{301}",
];

/// Numbers that look random and are the same on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit.max(1)
    }
}

fn example() -> Files {
    tree(&Path::new(ROOT).join("example-site"))
        .into_iter()
        .filter(|(path, _)| !path.starts_with("public/"))
        .map(|(path, bytes)| (RelPath::new(&path).unwrap(), bytes.into()))
        .collect()
}

fn wound(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let at = dice.below(bytes.len());
    let end = (at + dice.below(40)).min(bytes.len());
    match dice.below(7) {
        0 => bytes.truncate(at),
        1 => drop(bytes.drain(at..end)),
        2 => bytes[at] = dice.below(256) as u8,
        3 => {
            let copy = bytes[at..end].to_vec();
            let to = dice.below(bytes.len());
            bytes.splice(to..to, copy);
        }
        _ => {
            let splinter = SPLINTERS[dice.below(SPLINTERS.len())];
            let keep = if dice.below(2) == 0 { at } else { end };
            bytes.splice(at..keep, splinter.bytes());
        }
    }
    if bytes.is_empty() {
        bytes.push(b'-');
    }
}

#[test]
fn wounded_documents_are_findings_or_reports() {
    let files = example();
    let paths: Vec<&RelPath> = files.keys().filter(|path| path.extension() == "md").collect();
    let count = std::env::var("WOUNDS").ok().and_then(|count| count.parse().ok()).unwrap_or(1_500);
    let mut dice = Dice(2_026);
    let mut memo = Memo::default();
    let (mut reports, mut refusals) = (0, 0);
    for round in 0..count {
        let path = paths[dice.below(paths.len())];
        let mut bytes = files[path].to_vec();
        for _ in 0..=dice.below(3) {
            wound(&mut bytes, &mut dice);
        }
        let mut wounded = files.clone();
        wounded.insert(path.clone(), bytes.into());
        let sources = Sources::new("wounded", wounded, Vec::new());
        let begun = Instant::now();
        let whole = round % 25 == 0;
        let (passed, findings) = if whole {
            let compiled = compile(&sources, &mut memo, &Request::default());
            let (_, found) = check(&sources, &mut memo, &Request::default());
            assert_eq!(compiled.findings, found, "round {round}, {path}: check finds something else");
            (compiled.site.is_some(), compiled.findings)
        } else {
            let (assessed, findings) = assess(&sources, &mut memo, &Request::default());
            (assessed.is_some(), findings.into())
        };
        assert!(begun.elapsed() < Duration::from_secs(20), "round {round}, {path}, is slow");
        assert_eq!(passed, !any_errors(&findings), "round {round}, {path}");
        *(if passed { &mut reports } else { &mut refusals }) += 1;
    }
    assert!(reports > count / 20 && refusals > count / 20, "{reports} reports and {refusals} refusals");
}

/// A document whose prose says something else; what it begins with is kept.
fn retold(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let front = text.match_indices("\n---\n").next().map_or(0, |(at, _)| at + 5);
    let words = [
        " (SSO)",
        " reconciliation",
        "\n\n## More\n\n",
        "\n\n- one\n- two\n",
        " [a](soc2.md)",
        "\n\n<b>no</b>\n",
        " x",
    ];
    let gap = text[front..].match_indices(' ').nth(dice.below(30)).map_or(text.len(), |(at, _)| front + at);
    let mut text = text;
    text.insert_str(gap, words[dice.below(words.len())]);
    text.into_bytes()
}

#[test]
fn words_that_change_give_what_a_cold_start_gives() {
    let mut files = example();
    let paths: Vec<RelPath> = files.keys().filter(|path| path.extension() == "md").cloned().collect();
    let mut dice = Dice(1_117);
    let (mut printing, mut memo, request) = (Memo::default(), Memo::default(), Request::default());
    let method = RelPath::new("method.html").unwrap();
    let mut kept = None;
    let mut retellings = 0;
    for round in 0..60 {
        let path = &paths[dice.below(paths.len())];
        let mut bytes = retold(&files[path], &mut dice);
        if dice.below(5) == 0 {
            wound(&mut bytes, &mut dice);
        }
        files.insert(path.clone(), bytes.into());
        let sources = Sources::new("retold", files.clone(), Vec::new());
        let warm = compile(&sources, &mut printing, &request);
        let cold = compile(&sources, &mut Memo::default(), &request);
        assert_eq!(warm.findings, cold.findings, "round {round}, {path}");
        let prepared = prepare(&sources, &mut memo, &request);
        assert_eq!(prepared.findings, cold.findings, "round {round}, {path}");
        assert_eq!(prepared.press.is_some(), cold.site.is_some(), "round {round}, {path}");
        for (page, bytes) in cold.site.iter().flat_map(|site| site.files()).skip(round % 7).step_by(7) {
            let printed = prepared.press.as_ref().unwrap().page(page).unwrap();
            assert_eq!(printed.as_ref(), Some(bytes), "round {round}, {path}: another {page}");
        }
        assert!(warm.site == cold.site, "round {round}, {path}: another report");
        let Some(site) = warm.site else {
            files.insert(path.clone(), example()[path].clone());
            continue;
        };
        let page = site.get(&method).cloned();
        retellings += usize::from(
            page.is_some() && kept.as_ref().zip(page.as_ref()).is_some_and(|(a, b)| Arc::ptr_eq(a, b)),
        );
        kept = page;
    }
    assert!(retellings > 20, "only {retellings} rounds were told from the last one");
}

/// Settings under which something that is found late is an error, a warning, or nothing.
const LINTS: [&str; 4] = ["QD303: error", "QD407: warn", "QD407: off", "QD208: error"];

#[test]
fn what_is_shown_early_is_what_is_there_in_the_end() {
    let example = example();
    let documents: Vec<RelPath> = example.keys().filter(|path| path.extension() == "md").cloned().collect();
    let settings = RelPath::new("portfolio.md").unwrap();
    let pages =
        ["index.html", "checks.html", "projects/kiosk-teardown.html"].map(|path| RelPath::new(path).unwrap());
    let aside = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let mut dice = Dice(407);
    let (mut memo, request) = (Memo::default(), Request::default());
    let [mut early, mut late, mut refused] = [0; 3];
    for round in 0..80 {
        let mut files = example.clone();
        let path = &documents[dice.below(documents.len())];
        let text = String::from_utf8_lossy(&example[path]).into_owned();
        let text = match dice.below(5) {
            0 => text.replacen("owner:", "x-owner:", 1),
            1 => text.replacen("business: ", "business: 1 #", 1),
            2 => text.replacen("depends_on: [", "depends_on: [nobody-knows, ", 1),
            3 => text.replacen("](", "](nowhere-", 1),
            _ => text,
        };
        files.insert(path.clone(), text.into_bytes().into());
        let lint = LINTS[dice.below(LINTS.len())];
        let stated = String::from_utf8_lossy(&example[&settings]).into_owned();
        let stated = if dice.below(2) == 0 {
            stated
        } else {
            stated.replacen("---\n", &format!("---\nlints: {{{lint}}}\n"), 1)
        };
        files.insert(settings.clone(), stated.into_bytes().into());

        let sources = Sources::new("early", files, Vec::new());
        let cold = compile(&sources, &mut Memo::default(), &request);
        let mut shown: Vec<Arc<Press>> = Vec::new();
        // Somebody looks at once, also at pages that name findings.
        let mut looking = Vec::new();
        let mut show = |press: &Arc<Press>| {
            shown.push(Arc::clone(press));
            let (press, pages) = (Arc::clone(press), pages.clone());
            looking.push(thread::spawn(move || pages.map(|path| press.page(&path).unwrap())));
        };
        let viewer = Viewer { show: &mut show, give_way: &|| (), aside: &aside };
        let prepared = prepare_for(viewer, &sources, &mut memo, &request);
        assert_eq!(prepared.findings, cold.findings, "round {round}, {path}");
        assert_eq!(prepared.press.is_some(), cold.site.is_some(), "round {round}, {path}");
        for looked in looking {
            let site = cold.site.as_ref().expect("what is shown early is a report");
            let expected = pages.clone().map(|path| site.get(&path).cloned());
            assert!(expected.iter().all(Option::is_some), "round {round}, {path}: a page is missing");
            assert!(looked.join().unwrap() == expected, "round {round}, {path}: another page");
        }
        match (shown.as_slice(), &prepared.press) {
            ([press], Some(last)) => {
                assert!(Arc::ptr_eq(press, last), "round {round}, {path}");
                early += 1;
            }
            ([], Some(_)) => late += 1,
            ([], None) => refused += 1,
            _ => panic!("round {round}, {path}: shown {} times", shown.len()),
        }
    }
    assert!(early > 10 && late > 5 && refused > 10, "{early} early, {late} late, {refused} refused");
}

#[test]
fn check_finds_what_is_wrong_with_assets_as_a_build_does() {
    let text = "---\nbusiness: 3\ninterest: 3\ngrowth: 3\n---\n# A\n";
    let sources =
        Sources::from_pairs([("projects/a.md", text), ("assets/x.css", "x"), ("assets/X.css", "y")]);
    let (mut memo, request) = (Memo::default(), Request::default());
    let built = compile(&sources, &mut memo, &request);
    let (_, found) = check(&sources, &mut memo, &request);
    assert!(found.iter().any(|finding| finding.code == Code::QD802), "{found:?}");
    assert_eq!(built.findings, found);
}
