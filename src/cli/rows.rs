//! Rows of a spreadsheet as documents.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use crate::cli::draft::yaml_text;
use crate::failure::Failure;
use crate::path::RelPath;
use crate::portfolio::{DocumentKind, Field, Id, Shape, home_of, slug};
use crate::source::Sources;

/// The most rows that are read: a portfolio is not a database.
const MOST_ROWS: usize = 20_000;

/// One project of the spreadsheet.
#[derive(Debug)]
pub(super) struct Row {
    id: Id,
    /// Keys with their values as YAML, in the order in which people write them.
    keys: Vec<(String, String)>,
    body: String,
    /// The names of people and narratives, by kind and id.
    named: BTreeMap<(DocumentKind, Id), String>,
}

/// What a column of the spreadsheet holds.
#[derive(Debug, Clone)]
enum Column {
    /// A key of a project.
    Key(&'static Field),
    /// The text below the front matter.
    Body,
    /// Something of the spreadsheet's own, kept under this key.
    Own(String),
    /// A column without a name.
    Nothing,
}

/// Reads every row; an empty one is passed over.
///
/// # Errors
/// When a row has no title, two rows would become one document, or it is no CSV.
pub(super) fn read(text: &str, path: &Path) -> Result<Vec<Row>, Failure> {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter(text)).flexible(true).from_reader(text.as_bytes());
    let broken = |error: &csv::Error| Failure::new("cannot read").at(path).because(error.to_string());
    let columns: Vec<Column> = reader.headers().map_err(|error| broken(&error))?.iter().map(column).collect();
    if !columns.iter().any(|it| matches!(it, Column::Key(field) if field.key == "title")) {
        return Err(Failure::new("cannot read")
            .at(path)
            .because("its first row names no column `title`")
            .help(
                "name the columns in the first row: title, status, owner, business, interest, growth, effort",
            ));
    }
    let mut rows: Vec<Row> = Vec::new();
    let mut lines: BTreeMap<Id, u64> = BTreeMap::new();
    for record in reader.records() {
        let record = record.map_err(|error| broken(&error))?;
        let line = record.position().map_or(0, csv::Position::line);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let row = row(&columns, &record)
            .ok_or_else(|| at_line(path, line, "it has no title from which a file name can be made"))?;
        if let Some(first) = lines.insert(row.id.clone(), line) {
            let because = format!("it would be called `{}`, as line {first}", row.id);
            return Err(at_line(path, line, &because));
        }
        rows.push(row);
        if rows.len() > MOST_ROWS {
            return Err(Failure::new("cannot read")
                .at(path)
                .because(format!("it has more than {MOST_ROWS} rows")));
        }
    }
    if rows.is_empty() {
        return Err(Failure::new("cannot read").at(path).because("it has no row below the names of columns"));
    }
    Ok(rows)
}

fn at_line(path: &Path, line: u64, because: &str) -> Failure {
    Failure::new(format!("cannot make a document of line {line} of")).at(path).because(because)
}

/// What stands between the cells: whatever the first line has most of.
fn delimiter(text: &str) -> u8 {
    let head = text.lines().next().unwrap_or_default();
    let count = |byte: u8| head.bytes().filter(|b| *b == byte).count();
    let most = [b',', b';', b'\t'].into_iter().rev().max_by_key(|byte| count(*byte));
    most.unwrap_or(b',')
}

fn column(name: &str) -> Column {
    let plain = slug(name);
    let key = match plain.as_str() {
        "" => return Column::Nothing,
        "description" | "notes" | "text" | "body" | "details" => return Column::Body,
        "name" | "project" | "summary" => "title",
        "business-value" | "value" | "impact" => "business",
        "weeks" | "person-weeks" | "estimate" | "size" => "effort",
        "assignee" | "lead" | "dri" => "owner",
        "state" => "status",
        "story" | "theme" => "narrative",
        "type" => "kind",
        "dependencies" | "blocked-by" => "depends_on",
        "deadline" | "end" => "due",
        "labels" => "tags",
        "message" => "headline",
        other => other,
    };
    let known = DocumentKind::Project.fields().iter().find(|field| slug(field.key) == slug(key));
    match known.filter(|field| fits_a_cell(&field.shape)) {
        Some(field) => Column::Key(field),
        None => Column::Own(format!("x-{plain}")),
    }
}

/// Whether one cell can hold a value of this shape.
fn fits_a_cell(shape: &Shape) -> bool {
    !matches!(
        shape,
        Shape::Map(_) | Shape::Maps(_) | Shape::Free(_) | Shape::Weights | Shape::Order | Shape::Allow
    )
}

fn row(columns: &[Column], record: &csv::StringRecord) -> Option<Row> {
    let mut keys: Vec<(String, String)> = Vec::new();
    let (mut body, mut named, mut id) = (String::new(), BTreeMap::new(), None);
    for (column, cell) in columns.iter().zip(record) {
        let cell = cell.trim();
        if cell.is_empty() {
            continue;
        }
        match column {
            Column::Nothing => {}
            Column::Body => {
                body.push_str(cell);
                body.push_str("\n\n");
            }
            Column::Own(key) => set(&mut keys, key, yaml_text(cell)),
            Column::Key(field) => {
                if field.key == "title" && id.is_none() {
                    id = Id::new(&slug(cell));
                }
                set(&mut keys, field.key, value(field, cell, &mut named));
            }
        }
    }
    let order = |key: &str| DocumentKind::Project.fields().iter().position(|field| field.key == key);
    keys.sort_by_key(|(key, _)| order(key).unwrap_or(usize::MAX));
    Some(Row { id: id?, keys, body, named })
}

/// The first of two columns of one name counts.
fn set(keys: &mut Vec<(String, String)>, key: &str, value: String) {
    if !keys.iter().any(|(known, _)| known == key) {
        keys.push((key.to_owned(), value));
    }
}

/// A cell as YAML. What is not of the right form is kept as it is, for `check` to explain.
fn value(field: &Field, cell: &str, named: &mut BTreeMap<(DocumentKind, Id), String>) -> String {
    match field.shape {
        Shape::Rating | Shape::Score | Shape::Number(..) => number(cell),
        Shape::Tags => list(cell, |item| yaml_text(&item.to_lowercase())),
        Shape::Ids => list(cell, slug),
        Shape::Quarters => list(cell, yaml_text),
        Shape::Word(_) => yaml_text(&cell.to_lowercase().replace(' ', "-")),
        Shape::Id => {
            let kind = if field.key == "owner" { DocumentKind::Person } else { DocumentKind::Narrative };
            let id = slug(cell);
            if let Some(id) = Id::new(&id) {
                named.insert((kind, id), cell.trim_start_matches('@').to_owned());
            }
            id
        }
        _ => yaml_text(&cell.split_whitespace().collect::<Vec<_>>().join(" ")),
    }
}

/// A number as spreadsheets write it, with a point for the decimals.
fn number(cell: &str) -> String {
    let number = if cell.matches(',').count() == 1 && !cell.contains('.') {
        cell.replace(',', ".")
    } else {
        cell.to_owned()
    };
    let plain = number.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
    if plain { number } else { yaml_text(cell) }
}

fn list(cell: &str, item: impl Fn(&str) -> String) -> String {
    let items: Vec<String> =
        cell.split([',', ';', '\n']).map(str::trim).filter(|it| !it.is_empty()).map(item).collect();
    format!("[{}]", items.join(", "))
}

impl Row {
    /// Where the document belongs.
    ///
    /// # Errors
    /// Never for an id, which is a file name.
    pub(super) fn home(&self, sources: &Sources) -> Result<RelPath, Failure> {
        home_of(DocumentKind::Project, &self.id, sources.files().keys())
            .ok_or_else(|| Failure::new(format!("cannot find a place for `{}`", self.id)))
    }

    /// The document.
    pub(super) fn text(&self) -> String {
        let mut text = String::from("---\n");
        for (key, value) in &self.keys {
            let _ = writeln!(text, "{key}: {value}");
        }
        text.push_str("---\n");
        if !self.body.is_empty() {
            let _ = write!(text, "\n{}\n", self.body.trim_end());
        }
        text
    }
}

/// Documents for the people and narratives that the rows name and that have none yet.
pub(super) fn named_documents(rows: &[Row], sources: &Sources) -> Vec<(RelPath, String)> {
    let all: BTreeMap<&(DocumentKind, Id), &String> = rows.iter().flat_map(|row| &row.named).collect();
    all.into_iter()
        .filter_map(|((kind, id), name)| {
            let folder = kind.folder()?;
            let known = |path: &RelPath| path.top_folder() == Some(folder) && path.stem() == id.as_str();
            if sources.files().keys().any(known) {
                return None;
            }
            let key = if *kind == DocumentKind::Person { "name" } else { "title" };
            let home = home_of(*kind, id, sources.files().keys())?;
            Some((home, format!("---\n{key}: {}\n---\n", yaml_text(name))))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::read;

    fn documents(csv: &str) -> Vec<String> {
        let rows = read(csv, Path::new("plan.csv")).unwrap();
        rows.iter().map(|row| format!("{}\n{}", row.id, row.text())).collect()
    }

    #[test]
    fn columns_are_known_by_the_names_that_people_use() {
        let csv = "Name;Business Value;Interest;Owner;Involves;Due;Budget line;Notes\n\
                   SOC 2: Type II;4,5;2;Ana Ruiz;Writing, Cross team;2026-12-01;K-17;\"Why now?\n\nAudit.\"\n;;;;;;;\n";
        assert_eq!(
            documents(csv),
            ["soc-2-type-ii\n---\ntitle: \"SOC 2: Type II\"\nowner: ana-ruiz\nbusiness: 4.5\ninterest: 2\n\
              involves: [writing, cross team]\ndue: 2026-12-01\nx-budget-line: K-17\n---\n\nWhy now?\n\nAudit.\n"]
        );
    }

    #[test]
    fn what_cannot_be_a_document_is_named_by_its_line() {
        for (csv, words) in [
            ("status\nactive\n", "no column `title`"),
            ("title,business\n", "no row"),
            ("title,business\n,3\n", "line 2"),
            ("title\nKMS\nkms!\n", "line 3"),
        ] {
            let failure = read(csv, Path::new("plan.csv")).unwrap_err().to_string();
            assert!(failure.contains(words), "{failure}");
        }
    }

    #[test]
    fn a_cell_cannot_break_out_of_its_value() {
        let csv = "title,headline\nA,\"x\"\" \n---\nowner: eve # {[\"\n";
        assert_eq!(documents(csv), ["a\n---\ntitle: A\nheadline: \"x\\\" --- owner: eve # {[\"\n---\n"]);
    }
}
