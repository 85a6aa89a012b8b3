//! Findings as SARIF 2.1.0, the exchange format of code scanning services.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::diagnostic::explain::{explanation, page};
use crate::diagnostic::fingerprint::fingerprints;
use crate::diagnostic::plain::plain;
use crate::diagnostic::{Code, Diagnostic, Fix, Level, Place};

/// One run with every finding and the rules they break. `folder` leads from the repository's root to the
/// planning folder, with its final slash; it may be empty.
pub fn render(findings: &[Diagnostic], folder: &str) -> String {
    let marks = fingerprints(findings);
    let results: Vec<Value> = findings
        .iter()
        .zip(&marks)
        .filter(|(finding, _)| finding.level != Level::Off)
        .map(|(finding, mark)| result(finding, mark, folder))
        .collect();
    let codes: BTreeSet<Code> = findings.iter().map(|finding| finding.code).collect();
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "quarterdeck",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": codes.into_iter().map(rule).collect::<Vec<_>>(),
            }},
            "columnKind": "utf16CodeUnits",
            "results": results,
        }],
    });
    format!("{document:#}\n")
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.name(),
        "shortDescription": {"text": code.title()},
        "fullDescription": {"text": explanation(code).why},
        "help": {"text": page(code)},
        "defaultConfiguration": {"level": level(code.level())},
    })
}

fn result(finding: &Diagnostic, fingerprint: &str, folder: &str) -> Value {
    let words: Vec<_> =
        std::iter::once(&finding.message).chain(&finding.help).map(|line| plain(line)).collect();
    let mut result = json!({
        "ruleId": finding.code.name(),
        "level": level(finding.level),
        "message": {"text": words.join("\n")},
        "locations": finding.place.iter().map(|place| location(place, folder)).collect::<Vec<_>>(),
        "relatedLocations": finding.related.iter().map(|(place, note)| {
            let mut related = location(place, folder);
            related["message"] = json!({"text": plain(note)});
            related
        }).collect::<Vec<_>>(),
        "partialFingerprints": {"quarterdeck/v1": fingerprint},
    });
    if let Some(fix) = &finding.fix {
        result["fixes"] = json!([change(fix, folder)]);
    }
    result
}

fn change(fix: &Fix, folder: &str) -> Value {
    json!({"artifactChanges": [{
        "artifactLocation": artifact(&fix.place, folder),
        "replacements": [{
            "deletedRegion": whole_region(&fix.place),
            "insertedContent": {"text": fix.replacement},
        }],
    }]})
}

fn location(place: &Place, folder: &str) -> Value {
    json!({"physicalLocation": {"artifactLocation": artifact(place, folder), "region": region(place)}})
}

fn artifact(place: &Place, folder: &str) -> Value {
    json!({"uri": percent_encoded(&format!("{folder}{}", place.path))})
}

/// The place on its own line, for showing.
fn region(place: &Place) -> Value {
    json!({
        "startLine": place.line(),
        "startColumn": column(place, place.column()),
        "endColumn": column(place, place.end_column()),
    })
}

/// Every byte of the place, over as many lines as it takes.
fn whole_region(place: &Place) -> Value {
    let after = place.after();
    json!({
        "startLine": place.line(),
        "startColumn": column(place, place.column()),
        "endLine": after.line(),
        "endColumn": column(&after, after.column()),
    })
}

/// A column of a place's line in units of UTF-16, out of one in characters.
fn column(place: &Place, chars: u32) -> usize {
    let before = chars.saturating_sub(1) as usize;
    place.line_text().chars().take(before).map(char::len_utf16).sum::<usize>() + 1
}

const fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
        Level::Off => "none",
    }
}

/// A path as a relative address: what is not a letter, digit or one of `-._~/` is encoded byte by byte.
fn percent_encoded(path: &str) -> String {
    path.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
