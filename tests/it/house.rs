//! The rules of the source tree that no compiler checks.

use std::fs;
use std::path::Path;

use crate::deck::{Deck, ROOT, tree};

const EDGES: [&str; 4] = ["source", "output", "watch", "cli"];

/// One file of the program, without its comments and unit tests.
struct Source {
    path: String,
    module: String,
    code: String,
    text: String,
}

fn text(path: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(path)).unwrap()
}

fn files(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    tree(&Path::new(ROOT).join(folder))
        .into_iter()
        .filter(|(path, _)| endings.iter().any(|ending| path.ends_with(ending)))
        .map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap()))
        .collect()
}

fn sources() -> Vec<Source> {
    let all = files("src", &[".rs"]).into_iter().map(|(path, text)| {
        let module = path.split(['/', '.']).next().unwrap().to_owned();
        let tests = path.ends_with("tests.rs") || path.contains("/tests/");
        let program = text.find("#[cfg(test)]\nmod tests {").map_or(text.as_str(), |at| &text[..at]);
        let code = program.lines().filter(|line| !line.trim_start().starts_with("//"));
        let code = if tests { String::new() } else { code.collect::<Vec<_>>().join("\n") };
        Source { path, module, code, text }
    });
    all.filter(|source| source.path != "lib.rs" && source.path != "main.rs").collect()
}

/// The modules of lib.rs from the first to the last.
fn modules() -> Vec<String> {
    text("src/lib.rs")
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod "))
        .map(|line| line.split(';').next().unwrap().to_owned())
        .collect()
}

/// The modules that a file names after `crate::`.
fn named(code: &str) -> Vec<&str> {
    let mut all = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(group) => all.extend(members(group)),
            None => all.push(word(rest)),
        }
    }
    all
}

/// The first words of a `{…}` group of imports.
fn members(group: &str) -> Vec<&str> {
    let mut depth = 0;
    let mut start = Some(0);
    let mut all = Vec::new();
    for (at, c) in group.char_indices() {
        if start.is_some_and(|start| start <= at) && !c.is_whitespace() && depth == 0 && c != '}' {
            all.push(word(&group[at..]));
            start = None;
        }
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => start = Some(at + 1),
            _ => {}
        }
    }
    all
}

fn word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("")
}

#[test]
fn a_module_imports_only_from_modules_above_it() {
    let order = modules();
    let place = |module: &str| order.iter().position(|name| name == module);
    let mut wrong = Vec::new();
    for source in sources() {
        let own = place(&source.module).unwrap_or_else(|| panic!("{} is no module of lib.rs", source.path));
        for name in named(&source.code) {
            if place(name).is_none_or(|other| other > own) {
                wrong.push(format!("src/{} names crate::{name}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn only_the_edges_touch_the_machine_or_print() {
    let forbidden = [
        "std::fs",
        "std::env",
        "std::net",
        "std::process",
        "std::time",
        "println!",
        "print!(",
        "eprint!(",
        "io::stdout",
        "io::stderr",
        "dbg!",
        "use std::{",
    ];
    let wrong: Vec<String> = sources()
        .iter()
        .filter(|source| !EDGES.contains(&source.module.as_str()))
        .flat_map(|source| {
            let found = forbidden.iter().filter(|word| source.code.contains(**word));
            found.map(|word| format!("src/{} says {word}", source.path))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn only_the_terminal_prints() {
    let wrong: Vec<String> = sources()
        .iter()
        .filter(|source| source.module != "cli")
        .filter(|source| ["println!", "print!(", "dbg!"].iter().any(|word| source.code.contains(word)))
        .map(|source| source.path.clone())
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_file_says_first_what_it_is_for() {
    let silent: Vec<String> = sources()
        .into_iter()
        .filter(|source| !source.text.starts_with("//! "))
        .map(|source| source.path)
        .collect();
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn nothing_is_left_to_be_done() {
    let marks = ["TODO", "FIXME", "XXX", "todo!(", "unimplemented!("];
    let mut all = files("src", &[".rs"]);
    all.extend(files("templates", &[".html", ".css", ".js"]));
    let left: Vec<String> = all
        .into_iter()
        .filter(|(_, text)| marks.iter().any(|mark| text.contains(mark)))
        .map(|(path, _)| path)
        .collect();
    assert!(left.is_empty(), "{left:#?}");
}

#[test]
fn every_template_and_asset_is_embedded() {
    let sources = files("src", &[".rs"]);
    let embedded =
        |path: &str| sources.iter().any(|(_, text)| text.contains(&format!("templates/{path}\")")));
    let missing: Vec<String> =
        tree(&Path::new(ROOT).join("templates")).into_keys().filter(|path| !embedded(path)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn templates_trust_no_text_and_bring_nothing_inline() {
    let forbidden =
        ["| safe", "|safe", " style=", "javascript:", "<style", "http://", "https://", "autoescape false"];
    // The page of a change is one file that is looked at alone; its style stands inside.
    let wrong: Vec<String> = files("templates", &[".html"])
        .iter()
        .filter(|(path, _)| path != "diff.html")
        .flat_map(|(path, text)| {
            let words = forbidden.iter().filter(|word| text.contains(**word));
            let handlers = text.match_indices(" on").filter(|(at, _)| {
                let rest = text[at + 3..].trim_start_matches(|c: char| c.is_ascii_lowercase());
                rest.starts_with('=') && !text[at + 3..].starts_with('=')
            });
            let words = words.map(|word| format!("{path}: {word}"));
            words.chain(handlers.map(|_| format!("{path}: a handler"))).collect::<Vec<_>>()
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_architecture_names_the_modules_in_their_order() {
    let paper = text("ARCHITECTURE.md");
    let rows = paper.lines().skip_while(|line| *line != "## Modules").take_while(|line| *line != "## Values");
    let named: Vec<&str> = rows.filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    assert_eq!(named, modules());
}

#[test]
fn the_design_weighs_every_dependency() {
    let cargo = text("Cargo.toml");
    let design = text("DESIGN.md");
    let lists = ["\n[dependencies]\n", "\n[dev-dependencies]\n"];
    let lines =
        lists.iter().flat_map(|list| cargo.split_once(list).unwrap().1.split("\n[").next().unwrap().lines());
    let names: Vec<&str> = lines.filter_map(|line| Some(line.split_once(" = ")?.0)).collect();
    assert!(names.len() > 20, "{names:?}");
    let missing: Vec<_> = names.iter().filter(|name| !design.contains(&format!("| `{name}` |"))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn the_papers_stay_short() {
    for (paper, most) in [("README.md", 300), ("ARCHITECTURE.md", 150), ("CONTRIBUTING.md", 100)] {
        assert!(text(paper).lines().count() <= most, "{paper}");
    }
}

#[test]
fn the_papers_link_to_files_that_are_there() {
    let broken: Vec<String> =
        ["README.md", "ARCHITECTURE.md", "DESIGN.md", "CONTRIBUTING.md", "CHANGELOG.md"]
            .iter()
            .flat_map(|paper| {
                let text = text(paper);
                let targets =
                    text.split("](").skip(1).filter_map(|rest| rest.split(')').next()).map(str::to_owned);
                let local = targets.filter(|target| !target.contains("://"));
                let gone = local.filter(|target| !Path::new(ROOT).join(target).exists());
                gone.map(|target| format!("{paper}: {target}")).collect::<Vec<_>>()
            })
            .collect();
    assert!(broken.is_empty(), "{broken:?}");
}

#[test]
fn the_commands_of_the_readme_run() {
    let readme = text("README.md");
    let deck = Deck::new();
    for (path, bytes) in Deck::example().tree(".") {
        deck.write(&format!("example-site/{path}"), &bytes);
    }
    let mut ran = 0;
    for block in readme.split("```sh\n").skip(1) {
        for line in block.split("```").next().unwrap().lines().map(str::trim) {
            let line = line.replace("cargo run --release --", "quarterdeck");
            let mut words = line.split_whitespace();
            if words.next() != Some("quarterdeck") || line.contains(" watch ") {
                continue;
            }
            let answer = deck.run(words);
            assert_eq!(answer.ended(), 0, "{line}\n{answer}");
            ran += 1;
        }
    }
    assert!(ran >= 8, "{ran}");
}

#[test]
fn groups_of_imports_are_read_to_their_end() {
    assert_eq!(
        named("use crate::{a, b::{c, d}, e::f};\nuse crate::g::h; crate::i()"),
        ["a", "b", "e", "g", "i"]
    );
}
