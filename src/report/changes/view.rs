//! A comparison as a page: everything worded, the slope chart as geometry.

use serde::Serialize;

use super::document::{Document, End, Finding, Piece, Unranked, Wording};
use super::escape::{safe, side};
use super::project::Project;
use super::triangle::{Triangle, triangle};
use super::{gist, says};
use crate::report::words;

/// What the page about a comparison says.
#[derive(Debug, Clone, Serialize)]
pub struct View {
    title: String,
    headline: String,
    base: String,
    head: String,
    note: Option<String>,
    settings: Option<String>,
    settings_label: &'static str,
    unexplained: Option<String>,
    enters: Vec<String>,
    leaves: Vec<String>,
    renamed: Vec<String>,
    firm: Option<String>,
    rows: Vec<Row>,
    slope: Option<Slope>,
    triangle: Option<Triangle>,
    shifts: Vec<ShiftRow>,
    edits: Vec<Edit>,
    firmness: Vec<FirmRow>,
    findings: Vec<FindingRow>,
    made_by: String,
}

#[derive(Debug, Clone, Serialize)]
struct Row {
    title: String,
    rank: String,
    score: String,
    why: String,
    gone: bool,
}

#[derive(Debug, Clone, Serialize)]
struct ShiftRow {
    ranks: String,
    distance: String,
    count: usize,
    because: String,
}

#[derive(Debug, Clone, Serialize)]
struct Edit {
    title: String,
    path: String,
    fields: Vec<FieldRow>,
    wording: Vec<Words>,
}

#[derive(Debug, Clone, Serialize)]
struct FieldRow {
    key: String,
    before: String,
    after: String,
}

#[derive(Debug, Clone, Serialize)]
struct Words {
    label: &'static str,
    pieces: Vec<WordPiece>,
}

#[derive(Debug, Clone, Serialize)]
struct WordPiece {
    old: bool,
    new: bool,
    text: String,
}

#[derive(Debug, Clone, Serialize)]
struct FirmRow {
    title: String,
    before: String,
    after: String,
}

#[derive(Debug, Clone, Serialize)]
struct FindingRow {
    when: &'static str,
    code: String,
    level: String,
    place: String,
    message: String,
}

/// Two columns of names with a line from each place before to the place after.
#[derive(Debug, Clone, Serialize)]
struct Slope {
    height: usize,
    desc: String,
    lines: Vec<Line>,
}

#[derive(Debug, Clone, Serialize)]
struct Line {
    class: &'static str,
    from: Option<usize>,
    to: Option<usize>,
    left: String,
    right: String,
    title: String,
}

/// At most so many projects are drawn.
const DRAWN: usize = 60;

/// The distance between two names.
const STEP: usize = 20;

/// The words and geometry of a comparison's page.
pub fn view(document: &Document) -> View {
    let named = |ids: &[String]| -> Vec<String> {
        let projects = ids.iter().filter_map(|id| document.projects.iter().find(|project| &project.id == id));
        projects.map(|project| says::crosser(project, document).text(safe)).collect()
    };
    View {
        title: safe(&document.title),
        headline: heading(document),
        base: end(&document.base),
        head: end(&document.head),
        note: document.unranked.as_ref().map(note),
        settings: (!document.rules.changed.is_empty()).then(|| gist::rules(document).text(safe)),
        settings_label: gist::rules_label(document),
        unexplained: gist::unexplained(document).map(|phrase| phrase.text(safe)),
        enters: named(&document.plan.entered),
        leaves: named(&document.plan.left),
        renamed: document.projects.iter().filter_map(says::renamed).map(|it| it.text(safe)).collect(),
        firm: gist::firmness(document).map(|text| words::capital(&text)),
        rows: rows(document),
        slope: slope(document),
        triangle: triangle(document),
        shifts: shifts(document),
        edits: edits(document),
        firmness: firmness(document),
        findings: findings(document),
        made_by: format!("{} {}", safe(&document.tool.name), safe(&document.tool.version)),
    }
}

fn end(end: &End) -> String {
    let what = side(end);
    let said = end.said.as_ref().map(|said| safe(&said.replace('`', "")));
    said.map_or(what.clone(), |said| format!("{what}, {said}"))
}

/// The headline as a sentence that stands alone.
fn heading(document: &Document) -> String {
    let headline = says::headline(document);
    match document.unranked {
        Some(Unranked::HeadBroken { .. }) => format!("The ranking {headline}"),
        _ => words::capital(&headline),
    }
}

fn note(reason: &Unranked) -> String {
    match reason {
        Unranked::FirstRun => {
            "There is no ranking on the base side yet; this is the starting order.".to_owned()
        }
        Unranked::BaseBroken { errors } => format!(
            "The documents at the base have {}, so there is no ranking to compare with. This is the order after the change.",
            words::count(*errors, "error", "errors")
        ),
        Unranked::HeadBroken { errors } => format!(
            "There is no ranking after this change: {} in the documents must be mended first.",
            words::count(*errors, "error", "errors")
        ),
    }
}

fn rows(document: &Document) -> Vec<Row> {
    let wanted = |project: &&Project| {
        document.unranked.is_some()
            || says::is_row(project)
            || (gist::has_weights(document) && project.rank.delta != 0)
    };
    let mut rows: Vec<&Project> = document.projects.iter().filter(wanted).collect();
    if document.unranked.is_some() {
        rows.sort_by_key(|project| project.rank.after.map(|place| place.position));
    } else {
        says::sort_rows(&mut rows);
    }
    rows.into_iter()
        .map(|project| Row {
            title: safe(&project.title),
            rank: match (&document.unranked, project.rank.after) {
                (Some(_), Some(place)) => says::place(place),
                _ => says::rank(project, "").text(safe),
            },
            score: says::score(project).text(safe),
            why: if document.unranked.is_some() {
                String::new()
            } else {
                says::why(project, document).text(safe)
            },
            gone: project.rank.after.is_none(),
        })
        .collect()
}

fn slope(document: &Document) -> Option<Slope> {
    if document.unranked.is_some() {
        return None;
    }
    let moved = |project: &&Project| {
        project.rank.before != project.rank.after || project.in_plan[0] != project.in_plan[1]
    };
    let mut drawn: Vec<&Project> = document.projects.iter().filter(moved).collect();
    says::sort_rows(&mut drawn);
    let all = drawn.len();
    drawn.truncate(DRAWN);
    if drawn.is_empty() {
        return None;
    }
    let (left, right) = (column(&drawn, |p| p.rank.before), column(&drawn, |p| p.rank.after));
    let row =
        |column: &[&str], id: &str| column.iter().position(|other| *other == id).map(|at| at * STEP + STEP);
    let lines = drawn.iter().map(|project| line(project, row(&left, &project.id), row(&right, &project.id)));
    let rest = if all > DRAWN {
        format!(" The {DRAWN} of {all} that moved farthest are drawn.")
    } else {
        String::new()
    };
    Some(Slope {
        height: (left.len().max(right.len()) + 1) * STEP,
        desc: format!(
            "Places before on the left, after on the right, for {}. The table below says the same.{rest}",
            says::projects(drawn.len())
        ),
        lines: lines.collect(),
    })
}

/// The ids of those that have a place on one side, in its order.
fn column<'a>(
    drawn: &[&'a Project],
    side: impl Fn(&Project) -> Option<super::project::Place>,
) -> Vec<&'a str> {
    let mut placed: Vec<(usize, &str)> =
        drawn.iter().filter_map(|project| Some((side(project)?.position, project.id.as_str()))).collect();
    placed.sort_unstable();
    placed.into_iter().map(|(_, id)| id).collect()
}

fn line(project: &Project, from: Option<usize>, to: Option<usize>) -> Line {
    let class = match (project.in_plan, says::is_row(project)) {
        ([before, after], _) if before != after => "crosses",
        (_, true) => "edited",
        (_, false) => "shifted",
    };
    let name = name(&project.title);
    let label = |place: Option<super::project::Place>| place.map(says::place).unwrap_or_default();
    Line {
        class,
        from,
        to,
        left: format!("{} {}", name, label(project.rank.before)),
        right: format!("{} {}", label(project.rank.after), name),
        title: format!("{}: {}", safe(&project.title), says::rank(project, "").text(safe)),
    }
}

/// A title that fits beside the chart.
fn name(title: &str) -> String {
    let title = safe(title);
    if title.chars().count() <= 30 {
        return title;
    }
    title.chars().take(29).chain(['…']).collect()
}

fn shifts(document: &Document) -> Vec<ShiftRow> {
    if gist::has_weights(document) {
        return Vec::new();
    }
    let row = |shift: &super::document::Shift| {
        let [first, last] = shift.ranks;
        ShiftRow {
            ranks: if first == last { first.to_string() } else { format!("{first}–{last}") },
            distance: says::distance(shift.delta),
            count: shift.count,
            because: says::some_of(&shift.because).text(safe),
        }
    };
    document.shifts.iter().map(row).collect()
}

fn edits(document: &Document) -> Vec<Edit> {
    let field = |field: &super::document::Field| {
        let value = |value: &Option<String>| value.as_deref().map_or_else(|| "not stated".to_owned(), safe);
        FieldRow { key: safe(&field.key), before: value(&field.before), after: value(&field.after) }
    };
    let projects = document.projects.iter().filter(|p| !p.fields.is_empty() || !p.wording.is_empty());
    let mut edits: Vec<Edit> = projects
        .map(|project| Edit {
            title: safe(&project.title),
            path: safe(&project.path),
            fields: project.fields.iter().map(field).collect(),
            wording: project.wording.iter().map(words_of).collect(),
        })
        .collect();
    edits.extend(document.documents.iter().map(|text| Edit {
        title: match text.there {
            [false, true] => format!("{} (new)", safe(&text.title)),
            [true, false] => format!("{} (removed)", safe(&text.title)),
            _ => safe(&text.title),
        },
        path: safe(&text.path),
        fields: Vec::new(),
        wording: text.wording.iter().map(words_of).collect(),
    }));
    edits
}

fn words_of(change: &Wording) -> Words {
    let piece = |piece: &Piece| {
        let (old, new, text) = match piece {
            Piece::Same(text) => (false, false, text),
            Piece::Old(text) => (true, false, text),
            Piece::New(text) => (false, true, text),
        };
        WordPiece { old, new, text: safe(text) }
    };
    let label = if change.headline { "Headline" } else { "Text" };
    Words { label, pieces: change.pieces.iter().map(piece).collect() }
}

fn firmness(document: &Document) -> Vec<FirmRow> {
    says::firmer_or_not(document)
        .into_iter()
        .map(|(project, before, after)| FirmRow {
            title: safe(&project.title),
            before: format!("{before} %"),
            after: format!("{after} %"),
        })
        .collect()
}

fn findings(document: &Document) -> Vec<FindingRow> {
    let row = |when: &'static str| {
        move |finding: &Finding| FindingRow {
            when,
            code: safe(&finding.code),
            level: safe(&finding.level),
            place: match (&finding.path, finding.line) {
                (Some(path), Some(line)) => format!("{}:{line}", safe(path)),
                (Some(path), None) => safe(path),
                (None, _) => String::new(),
            },
            message: match &finding.help {
                Some(help) => format!("{}; {}", safe(&finding.message), safe(help)),
                None => safe(&finding.message),
            },
        }
    };
    let new = gist::most_serious_first(&document.findings.new).into_iter().map(row("new"));
    new.chain(document.findings.fixed.iter().map(row("gone"))).collect()
}
