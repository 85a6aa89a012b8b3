//! The documented conversations of `tests/transcripts/*.md`, word for word.
//!
//! A `file PATH` block writes a file, a `console` block talks: `$ ` opens a command, `? N` says that it ends with N
//! (0 when nothing is said), the rest is what it says, results first. `…` alone stands for any lines, inside a line
//! for any characters. `BLESS=1 cargo test transcripts` writes down what is said now.

use std::fs;
use std::path::{Path, PathBuf};

use crate::deck::{Deck, ROOT};

/// One command with what it should say.
struct Exchange {
    command: String,
    code: i32,
    wanted: String,
}

#[test]
fn every_transcript_is_what_the_program_says() {
    let folder = Path::new(ROOT).join("tests/transcripts");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty());
    let wrong: Vec<String> = paths.iter().flat_map(|path| follow(path)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Follows one transcript and gives what is not as it says.
fn follow(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let mut deck = Deck::new();
    let mut wrong = Vec::new();
    let mut now = String::new();
    for (fence, block) in blocks(&text) {
        let Some(fence) = fence else {
            now.push_str(block);
            continue;
        };
        now.push_str(&format!("```{fence}\n"));
        match fence.split_once(' ') {
            Some(("file", name)) => deck.write(name, block.as_bytes()),
            _ if fence == "example" => deck = Deck::example(),
            _ if fence == "console" => {
                let said = talk(&deck, block, &mut wrong);
                now.push_str(&said);
                now.push_str("```\n");
                continue;
            }
            _ => {}
        }
        now.push_str(block);
        now.push_str("```\n");
    }
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, now).unwrap();
        return Vec::new();
    }
    wrong.into_iter().map(|fault| format!("{}: {fault}", path.display())).collect()
}

/// Holds one conversation; what is said now stands in the answer.
fn talk(deck: &Deck, block: &str, wrong: &mut Vec<String>) -> String {
    let mut now = String::new();
    for Exchange { command, code, wanted } in exchanges(block) {
        let mut words = command.split_whitespace();
        assert_eq!(words.next(), Some("quarterdeck"), "{command}");
        let answer = deck.run(words);
        let said = answer.said();
        if answer.ended() != code || !matches(&wanted, &said) {
            wrong.push(format!("$ {command}\nwanted {code}\n{wanted}\nsaid {}\n{said}", answer.ended()));
        }
        now.push_str(&format!("$ {command}\n"));
        if answer.ended() != 0 {
            now.push_str(&format!("? {}\n", answer.ended()));
        }
        now.push_str(&said);
    }
    now
}

fn exchanges(block: &str) -> Vec<Exchange> {
    let mut all: Vec<Exchange> = Vec::new();
    for line in block.lines() {
        if let Some(command) = line.strip_prefix("$ ") {
            all.push(Exchange { command: command.to_owned(), code: 0, wanted: String::new() });
        } else if let Some(last) = all.last_mut() {
            match line.strip_prefix("? ").and_then(|code| code.parse().ok()) {
                Some(code) if last.wanted.is_empty() => last.code = code,
                _ => last.wanted.push_str(&format!("{line}\n")),
            }
        }
    }
    all
}

/// The text in order: prose, and blocks with the words after their fence.
fn blocks(text: &str) -> Vec<(Option<&str>, &str)> {
    let mut all = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("```") {
        let (prose, fenced) = rest.split_at(at);
        let Some((fence, body)) = fenced[3..].split_once('\n') else { break };
        let end =
            if body.starts_with("```") { 0 } else { body.find("\n```").map_or(body.len(), |end| end + 1) };
        all.extend([(None, prose), (Some(fence), &body[..end])]);
        rest = body[end..].strip_prefix("```").map_or("", |rest| rest.strip_prefix('\n').unwrap_or(rest));
    }
    all.push((None, rest));
    all
}

/// Whether a text has the wanted shape.
fn matches(wanted: &str, said: &str) -> bool {
    let (wanted, said): (Vec<&str>, Vec<&str>) = (wanted.lines().collect(), said.lines().collect());
    lines_match(&wanted, &said)
}

fn lines_match(wanted: &[&str], said: &[&str]) -> bool {
    match (wanted.split_first(), said.split_first()) {
        (None, None) => true,
        (Some((&"…", later)), _) => (0..=said.len()).any(|skip| lines_match(later, &said[skip..])),
        (Some((one, later)), Some((line, rest))) => line_matches(one, line) && lines_match(later, rest),
        _ => false,
    }
}

fn line_matches(wanted: &str, said: &str) -> bool {
    let mut pieces = wanted.trim_end().split('…');
    let Some(mut rest) = said.trim_end().strip_prefix(pieces.next().unwrap_or("")) else { return false };
    let pieces: Vec<&str> = pieces.collect();
    let Some((last, middle)) = pieces.split_last() else { return rest.is_empty() };
    for piece in middle {
        let Some(at) = rest.find(piece) else { return false };
        rest = &rest[at + piece.len()..];
    }
    rest.ends_with(last)
}

#[test]
fn dots_stand_for_anything() {
    assert!(matches("a … c\n…\nd\n", "a b c\nx\ny\nd\n"));
    assert!(matches("", ""));
    assert!(!matches("a\n", "a\nb\n"));
    assert!(!matches("a … c\n", "a b\n"));
}
