//! Work is put in an order for people; people are never put in an order.

use crate::deck::Deck;

const NAMES: [&str; 3] = ["Ana", "Bo", "Chi"];

/// A folder in which three people have these interests in the same work.
fn deck(interests: [u32; 3]) -> Deck {
    let mut deck = Deck::new()
        .file("portfolio.md", "---\nquarter: 2026-Q4\ncapacity: 40\nladder: {senior: [depth]}\n---\n")
        .file("projects/derived.md", "---\nbusiness: 4\neffort: 20\ninvolves: [triage, writing]\ngrows: [depth]\n---\n")
        .file("projects/shared.md", "---\nbusiness: 3\ninterest: 3\ngrowth: 3\neffort: 9\ninvolves: [triage]\nteam: {ana: 3, bo: 3, chi: 3}\n---\n")
        .file("projects/disliked.md", "---\nbusiness: 2\ninterest: 1\ngrowth: 1\neffort: 9\ninvolves: [writing]\nteam: {ana: 3, bo: 3, chi: 3}\n---\n");
    for (name, interest) in NAMES.iter().zip(interests) {
        let other = 5 - interest;
        let text = format!(
            "---\nname: {name} Tester\nlevel: senior\ncapacity: 5\ninterests: {{triage: {interest}, writing: {other}}}\n---\n"
        );
        deck = deck.file(&format!("people/{}.md", name.to_lowercase()), text);
    }
    deck
}

/// The text of a page, its tags taken out.
fn words(html: &str) -> String {
    let mut out = String::new();
    for (at, part) in html.split('<').enumerate() {
        let text = if at == 0 { part } else { part.split_once('>').map_or("", |(_, text)| text) };
        out.push(' ');
        out.push_str(text);
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The names that stand side by side, with nothing but numbers and joining words between them.
fn runs(text: &str) -> Vec<Vec<usize>> {
    let (mut runs, mut run) = (Vec::new(), Vec::new());
    for word in text.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let joins =
            matches!(bare, "" | "and" | "or" | "Tester") || bare.starts_with(|c: char| c.is_ascii_digit());
        match NAMES.iter().position(|name| *name == bare) {
            Some(name) => run.push(name),
            None if joins => {}
            None => runs.push(std::mem::take(&mut run)),
        }
        if word.ends_with(['.', ';', ':']) {
            runs.push(std::mem::take(&mut run));
        }
    }
    runs.push(run);
    runs.retain(|run| run.len() > 1);
    runs
}

#[test]
fn no_list_of_people_follows_their_scores() {
    for interests in [[5, 3, 1], [1, 3, 5], [3, 5, 1], [3, 1, 5], [5, 1, 3], [1, 5, 3]] {
        let deck = deck(interests);
        let _ = deck.run(["build", "-o", "out"]).code(0);
        let mut seen = 0;
        for (path, bytes) in deck.tree("out") {
            for run in runs(&words(&String::from_utf8_lossy(&bytes))) {
                assert!(run.is_sorted(), "{interests:?}: {path} names people in the order {run:?}");
                seen += 1;
            }
        }
        assert!(seen > 10, "the pages name people side by side: {seen}");
        for person in ["ana", "bo", "chi"] {
            let told = deck.run(["next", person]).code(0);
            assert!(runs(told.stdout()).iter().all(|run| run.is_sorted()), "{told}");
        }
    }
}

#[test]
fn rows_of_people_stand_by_id() {
    let rows = |interests| {
        let deck = deck(interests);
        let _ = deck.run(["build", "-o", "out"]).code(0);
        let page = deck.read("out/people.html");
        let found: Vec<usize> =
            NAMES.iter().map(|name| page.find(&format!("{name} Tester")).unwrap()).collect();
        found.is_sorted()
    };
    assert!(rows([5, 3, 1]) && rows([1, 3, 5]));
}

#[test]
fn nothing_machine_readable_gives_a_person_a_score() {
    let deck = deck([5, 3, 1]);
    for format in ["json", "csv"] {
        let told = deck.run(["rank", "--format", format]).code(0);
        assert!(!NAMES.iter().any(|name| told.stdout().contains(&format!("{name} Tester"))), "{told}");
    }
}

#[test]
fn every_sheet_of_the_example_asks_at_most_five_questions_with_reasons() {
    let deck = Deck::example();
    let _ = deck.run(["build", "-o", "out"]).code(0);
    for person in ["ilse", "kofi", "noor", "rafael", "yuki"] {
        let told = deck.run(["next", person, "--format", "json"]).code(0);
        let sheet: serde_json::Value = serde_json::from_str(told.stdout()).unwrap();
        assert_eq!(sheet["schema"], "quarterdeck.next/1");
        let talk = sheet["talk"].as_array().unwrap();
        assert!((1..=5).contains(&talk.len()), "{person}: {talk:?}");
        let page = words(&deck.read(&format!("out/people/{person}.html")));
        for prompt in talk {
            let (ask, why) = (prompt["ask"].as_str().unwrap(), prompt["why"].as_str().unwrap());
            assert!(ask.ends_with('?') && why.ends_with(['.', '?']), "{person}: {ask} {why}");
            assert!(
                page.contains(&ask.replace('\'', "&#39;")) || page.contains(ask),
                "{person}: the page asks {ask}"
            );
        }
        for choice in sheet["choices"].as_array().unwrap() {
            for loss in choice["gives_up"].as_array().unwrap() {
                assert!(
                    loss["amount"].as_f64().unwrap() > 0.0 && loss["against"] != choice["project"],
                    "{choice}"
                );
            }
        }
    }
}
