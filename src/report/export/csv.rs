//! The ranking for spreadsheets: RFC 4180, with cells that no spreadsheet takes for a formula.

use std::borrow::Cow;

use csv::{Terminator, WriterBuilder};

use super::document::{Document, Entry};
use super::number::Number;

const HEADER: [&str; 22] = [
    "rank",
    "position",
    "tied",
    "id",
    "title",
    "standing",
    "score",
    "value",
    "business",
    "interest",
    "growth",
    "business_contribution",
    "interest_contribution",
    "growth_contribution",
    "effort",
    "status",
    "owner",
    "narrative",
    "in_plan",
    "plan_share",
    "margin",
    "note",
];

impl Document<'_> {
    /// The ranking as comma-separated values: ranked projects in order, then those a floor keeps out, then
    /// those that cannot be ranked yet.
    pub fn csv(&self) -> String {
        let mut rows = vec![HEADER.map(Cow::from).to_vec()];
        rows.extend(self.projects.iter().map(ranked_row));
        rows.extend(
            self.below_floor
                .iter()
                .map(|project| apart_row(project.id, project.title, "below a floor", project.reason())),
        );
        rows.extend(
            self.unscored
                .iter()
                .map(|project| apart_row(project.id, project.title, "not ranked yet", project.reason())),
        );
        written(&rows)
    }
}

fn ranked_row<'a>(entry: &'a Entry<'a>) -> Vec<Cow<'a, str>> {
    let number = |number: Number| Cow::from(number.to_string());
    let share = |share: Option<Number>| share.map_or_else(Cow::default, number);
    let firm = entry.firm.as_ref();
    vec![
        entry.rank.to_string().into(),
        entry.position.to_string().into(),
        yes_no(entry.tied),
        entry.id.into(),
        entry.title.into(),
        entry.standing().into(),
        number(entry.score),
        number(entry.value),
        number(entry.scores.business),
        number(entry.scores.interest),
        number(entry.scores.growth),
        number(entry.contributions.business),
        number(entry.contributions.interest),
        number(entry.contributions.growth),
        entry.effort.map_or_else(Cow::default, number),
        entry.status.into(),
        entry.owner.unwrap_or_default().into(),
        entry.narrative.unwrap_or_default().into(),
        entry.in_plan.map_or_else(Cow::default, yes_no),
        share(firm.and_then(|firm| firm.plan_share)),
        share(firm.and_then(|firm| firm.margin)),
        Cow::default(),
    ]
}

fn apart_row<'a>(id: &'a str, title: &'a str, standing: &'a str, note: String) -> Vec<Cow<'a, str>> {
    let mut row = vec![Cow::default(); HEADER.len()];
    row[3] = id.into();
    row[4] = title.into();
    row[5] = standing.into();
    row[HEADER.len() - 1] = note.into();
    row
}

fn yes_no<'a>(yes: bool) -> Cow<'a, str> {
    if yes { "yes" } else { "no" }.into()
}

/// Rows as RFC 4180 text, every line ended by CR LF.
#[expect(clippy::expect_used, reason = "writing to memory cannot fail, and only text was written")]
fn written(rows: &[Vec<Cow<'_, str>>]) -> String {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.iter().map(|cell| harmless(cell).into_owned())).expect("memory takes it");
    }
    String::from_utf8(writer.into_inner().expect("memory takes it")).expect("cells are text")
}

/// The cell with an apostrophe before it when a spreadsheet would read it as a formula. Numbers stay numbers.
fn harmless(cell: &str) -> Cow<'_, str> {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if formula && !is_number(cell) { format!("'{cell}").into() } else { cell.into() }
}

/// Whether the cell is digits with at most one sign and one point, and nothing else.
fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['+', '-']).unwrap_or(cell);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, fraction].iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::{harmless, written};

    #[test]
    fn a_cell_is_never_a_formula() {
        for formula in
            ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1", "-", "-1-1", "+.5"]
        {
            assert_eq!(harmless(formula), format!("'{formula}"));
        }
        for plain in ["-2.5", "+3", "a=b", "", "3", "SOC 2 - part one", "-0"] {
            assert_eq!(harmless(plain), plain);
        }
    }

    #[test]
    fn quotes_commas_and_line_ends_stay_in_their_cell() {
        let rows = [vec!["a,b".into(), "say \"hi\"".into()], vec!["two\nlines".into(), "".into()]];
        assert_eq!(written(&rows), "\"a,b\",\"say \"\"hi\"\"\"\r\n\"two\nlines\",\r\n");
    }
}
