//! Findings for programs: the stable contract `quarterdeck.check/1`. Fields are only ever added.

use serde::Serialize;

use crate::diagnostic::fingerprint::fingerprints;
use crate::diagnostic::{Diagnostic, Level, Place, Summary};

/// The name and version of this format.
pub const SCHEMA: &str = "quarterdeck.check/1";

/// One document with every finding. Paths are relative to the planning folder.
pub fn render(findings: &[Diagnostic]) -> String {
    let summary = Summary::of(findings);
    let document = Document {
        schema: SCHEMA,
        errors: summary.errors,
        warnings: summary.warnings,
        notes: summary.notes,
        findings: values(findings),
    };
    // Numbers and texts alone: there is nothing here that JSON could refuse.
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

/// The findings as JSON values, for documents that contain findings among other things.
pub fn values(findings: &[Diagnostic]) -> Vec<Finding<'_>> {
    let marks = fingerprints(findings);
    findings
        .iter()
        .zip(marks)
        .filter(|(finding, _)| finding.level != Level::Off)
        .map(|(finding, fingerprint)| value(finding, fingerprint))
        .collect()
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    errors: usize,
    warnings: usize,
    notes: usize,
    findings: Vec<Finding<'a>>,
}

/// A finding as JSON shows it.
#[derive(Debug, Serialize)]
pub struct Finding<'a> {
    code: &'static str,
    level: &'static str,
    title: &'static str,
    message: &'a str,
    #[serde(flatten)]
    at: Option<At<'a>>,
    #[serde(skip_serializing_if = "str::is_empty")]
    label: &'a str,
    help: &'a [String],
    related: Vec<Related<'a>>,
    fix: Option<Change<'a>>,
    private: bool,
    fingerprint: String,
}

#[derive(Debug, Serialize)]
struct At<'a> {
    path: &'a str,
    /// Counted from 1.
    line: u32,
    /// In characters, counted from 1.
    column: u32,
    end_column: u32,
    /// In bytes from the start of the file.
    start: usize,
    end: usize,
}

#[derive(Debug, Serialize)]
struct Related<'a> {
    #[serde(flatten)]
    at: At<'a>,
    message: &'a str,
}

#[derive(Debug, Serialize)]
struct Change<'a> {
    #[serde(flatten)]
    at: At<'a>,
    replacement: &'a str,
    safe: bool,
}

fn value(finding: &Diagnostic, fingerprint: String) -> Finding<'_> {
    Finding {
        code: finding.code.name(),
        level: finding.level.word(),
        title: finding.code.title(),
        message: &finding.message,
        at: finding.place.as_ref().map(at),
        label: &finding.label,
        help: &finding.help,
        related: finding
            .related
            .iter()
            .map(|(place, note)| Related { at: at(place), message: note })
            .collect(),
        fix: finding.fix.as_ref().map(|fix| Change {
            at: at(&fix.place),
            replacement: &fix.replacement,
            safe: fix.safe,
        }),
        private: finding.private,
        fingerprint,
    }
}

fn at(place: &Place) -> At<'_> {
    At {
        path: place.path.as_str(),
        line: place.line(),
        column: place.column(),
        end_column: place.end_column(),
        start: place.span.start,
        end: place.span.end,
    }
}
