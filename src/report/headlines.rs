//! The workshop of headlines: all of them in one column, as an executive would read them.
//!
//! What fails a narrative test is marked with the finding; the tests themselves are made elsewhere.

use std::collections::BTreeMap;

use serde::Serialize;

use super::atlas::Atlas;
use super::piece::{Badge, Words, first};
use super::project::{home, struck};
use super::{Head, Page, address, words};
use crate::diagnostic::{Code, Diagnostic};
use crate::path::RelPath;
use crate::portfolio::Project;

/// The findings about a headline or about the lack of one.
const ABOUT_HEADLINES: [Code; 7] =
    [Code::QD301, Code::QD302, Code::QD303, Code::QD304, Code::QD305, Code::QD306, Code::QD308];

/// So many headlines stand on the page, those of the plan first.
const LISTED: usize = 250;

/// What `headlines.html` prints.
#[derive(Debug, Clone, Serialize)]
struct View {
    heading: String,
    planned: Vec<Line>,
    others: Vec<Line>,
    /// What is said about headlines that are not listed.
    more: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct Line {
    badge: Badge,
    title: Words,
    headline: Option<String>,
    /// Why the headline cannot be said as it stands.
    struck: Option<String>,
    remarks: Vec<Remark>,
}

impl Line {
    /// Whether the headline can be retold.
    fn stands(&self) -> bool {
        self.headline.is_some() && self.struck.is_none() && self.remarks.is_empty()
    }
}

#[derive(Debug, Clone, Serialize)]
struct Remark {
    code: &'static str,
    message: String,
    help: Vec<String>,
}

/// Whether anything competes.
pub(super) fn is_needed(atlas: &Atlas<'_>) -> bool {
    atlas.all_competing().next().is_some()
}

/// The page.
pub(super) fn page(atlas: &Atlas<'_>) -> Page {
    let (planned, others): (Vec<&Project>, Vec<&Project>) =
        atlas.all_competing().partition(|project| atlas.counts(project));
    let count = planned.len() + others.len();
    let found = findings(atlas);
    let lines = |projects: &[&Project]| {
        projects.iter().map(|project| line(atlas, project, &found)).collect::<Vec<_>>()
    };
    let (planned, others) = (lines(&planned), lines(&others));
    let good = planned.iter().chain(&others).filter(|line| line.stands());
    let heading = heading(good.count(), count);
    let (planned, _) = first(planned, LISTED);
    let (others, more) = first(others, LISTED - planned.len());
    let view = View { heading, planned, others, more };
    let head = Head {
        title: "Headlines".to_owned(),
        description: view.heading.clone(),
        section: "headlines.html",
        crumbs: vec![home(atlas)],
    };
    Page::new(address("headlines.html"), "headlines.html", head, &view)
}

fn heading(good: usize, all: usize) -> String {
    match good {
        _ if good == all => "Every headline can be retold as it stands".to_owned(),
        0 => "No headline can be retold as it stands yet".to_owned(),
        _ => format!(
            "{} of {} can be retold as {}",
            words::capital(&words::number(good)),
            words::number_of(all, "headline", "headlines"),
            if good == 1 { "it stands" } else { "they stand" }
        ),
    }
}

/// The findings about headlines by the file they are in.
type Found<'a> = BTreeMap<&'a RelPath, Vec<&'a Diagnostic>>;

fn findings<'a>(atlas: &Atlas<'a>) -> Found<'a> {
    let mut found = Found::new();
    for finding in atlas.picture.findings().iter().filter(|finding| ABOUT_HEADLINES.contains(&finding.code)) {
        if let Some(place) = &finding.place {
            found.entry(&place.path).or_default().push(finding);
        }
    }
    found
}

fn line(atlas: &Atlas<'_>, project: &Project, found: &Found<'_>) -> Line {
    let remarks = found.get(&project.path).into_iter().flatten().map(|finding| Remark {
        code: finding.code.name(),
        message: words::capital(&finding.message),
        help: finding.help.iter().map(|help| words::capital(help)).collect(),
    });
    Line {
        badge: Badge::of(atlas, project),
        title: Words::project(project),
        headline: project.headline.clone(),
        struck: struck(project),
        remarks: remarks.collect(),
    }
}
