//! The sheet for the terminal: the same sentences, wrapped, and the work in columns.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use crate::diagnostic::plain;
use crate::report::export::{Align, Columns};
use crate::report::person::Sheet;
use crate::report::person::offers::Number;

/// Lines end before this column.
const WIDTH: usize = 92;
/// As many projects as the terminal shows; the page has the rest.
const MOST: usize = 15;

impl Sheet {
    /// The sheet as text, with headings in bold where the terminal wants it.
    pub fn text(&self) -> String {
        let mut out = String::new();
        heading(&mut out, &self.name);
        paragraph(&mut out, "", &self.kicker);
        out.push('\n');
        paragraph(&mut out, "", &self.opening.text());
        self.talk(&mut out);
        self.choices(&mut out);
        self.offers(&mut out);
        self.goals(&mut out);
        self.companions(&mut out);
        out
    }

    fn talk(&self, out: &mut String) {
        section(out, "What to talk about", self.talk.is_empty());
        for (at, prompt) in self.talk.iter().enumerate() {
            paragraph(out, &format!("  {}  ", at + 1), &prompt.ask);
            paragraph(out, "     ", &prompt.why);
        }
    }

    fn choices(&self, out: &mut String) {
        section(out, "What next, and what it gives up", self.choices.is_empty());
        for choice in &self.choices {
            paragraph(out, "  ", &format!("{}: {}", choice.name, choice.title));
            paragraph(out, "     ", &choice.why);
            paragraph(out, "     ", &choice.gives_up);
        }
    }

    fn offers(&self, out: &mut String) {
        use Align::{End, Start};
        let rows = &self.offers.rows;
        section(out, &format!("Best next work for {}", self.first), rows.is_empty());
        let mut columns = Columns::new([Start, End, Start, End, End, End, Start, End, Start]);
        if !rows.is_empty() {
            columns.row(["", "rank", "project", "fit", "business", "interest", "", "growth", ""]);
        }
        for row in rows.iter().take(MOST) {
            let title =
                if row.note.is_empty() { row.title.clone() } else { format!("{} ({})", row.title, row.note) };
            let Number { value: interest, from: of } = &row.interest;
            let Number { value: growth, from } = &row.growth;
            columns.row(["", &row.place, &title, &row.score, &row.business, interest, of, growth, from]);
        }
        out.push_str(&columns.finish());
        if rows.len() > MOST {
            paragraph(out, "  ", &format!("and {} more", rows.len() - MOST));
        }
        if !self.offers.rest.is_empty() {
            paragraph(out, "  ", &self.offers.rest);
        }
    }

    fn goals(&self, out: &mut String) {
        section(out, "Goals", self.goals.is_empty());
        for goal in &self.goals {
            let state = format!("{}{}{}", goal.good, goal.bad, goal.words.text());
            paragraph(out, "  ", &format!("{}. {state} {}", goal.title.trim_end_matches('.'), goal.reviewed));
        }
    }

    fn companions(&self, out: &mut String) {
        section(out, "Works with", self.companions.is_empty());
        for companion in &self.companions {
            paragraph(out, "  ", &companion.name);
            for work in &companion.works {
                let why = if work.why.is_empty() { String::new() } else { format!(": {}", work.why) };
                paragraph(out, "     ", &format!("{}{why}", work.project));
            }
        }
    }
}

fn heading(out: &mut String, words: &str) {
    let bold = anstyle::Style::new().bold();
    let _ = writeln!(out, "{bold}{}{bold:#}", plain(words));
}

fn section(out: &mut String, words: &str, empty: bool) {
    if !empty {
        out.push('\n');
        heading(out, words);
    }
}

/// Words after `lead`, wrapped; later lines are indented as far as the lead.
fn paragraph(out: &mut String, lead: &str, words: &str) {
    let mut width = lead.width();
    let indent = " ".repeat(width);
    out.push_str(lead);
    let mut first = true;
    for word in plain(words).split_whitespace() {
        if !first && width + 1 + word.width() > WIDTH {
            out.push('\n');
            out.push_str(&indent);
            width = indent.width();
        } else if !first {
            out.push(' ');
            width += 1;
        }
        out.push_str(word);
        width += word.width();
        first = false;
    }
    out.push('\n');
}
