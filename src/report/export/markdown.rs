//! The ranking as a markdown table, for a wiki page or a comment.

use std::fmt::Write;

use super::document::{Document, Entry};
use crate::diagnostic::plain;

impl Document<'_> {
    /// The ranking as a markdown table, with what is not ranked listed below it.
    pub fn markdown(&self) -> String {
        let names = self.names.as_ref().map(|name| escaped(name));
        let mut out = format!(
            "| Rank | Project | Score | {} | {} | {} | Weeks | Plan |\n",
            names.business, names.interest, names.growth
        );
        out.push_str("| ---: | :--- | ---: | ---: | ---: | ---: | ---: | :--- |\n");
        for entry in &self.projects {
            out.push_str(&markdown_row(entry));
        }
        self.push_apart(&mut out);
        out
    }

    fn push_apart(&self, out: &mut String) {
        let floor = self.below_floor.iter().map(|project| (project.title, project.reason()));
        let unscored = self.unscored.iter().map(|project| (project.title, project.reason()));
        for (index, (title, reason)) in floor.chain(unscored).enumerate() {
            out.push_str(if index == 0 { "\n- " } else { "- " });
            let _ = writeln!(out, "{}: {}", escaped(title), escaped(&reason));
        }
    }
}

fn markdown_row(entry: &Entry<'_>) -> String {
    let weeks = entry.effort.map_or_else(|| "?".to_owned(), |weeks| weeks.to_string());
    format!(
        "| {} | {} | {} | {} | {} | {} | {weeks} | {} |\n",
        entry.place(),
        escaped(entry.title),
        entry.points(),
        entry.scores.business,
        entry.scores.interest,
        entry.scores.growth,
        entry.standing(),
    )
}

/// The text as markdown that shows exactly this text: no markup, no link, no mention, no new line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in plain(text).chars() {
        match c {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '|' | '~' | '!' | '$' => {
                out.push('\\');
                out.push(c);
            }
            // A zero-width space keeps `@name` and `#12` from notifying anybody.
            '@' | '#' => {
                out.push(c);
                out.push('\u{200b}');
            }
            '&' => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn a_title_stays_in_its_cell_and_notifies_nobody() {
        assert_eq!(escaped("a|b\n*c* <i>"), "a\\|b \\*c\\* \\<i\\>");
        assert_eq!(escaped("ask @ana about #12"), "ask @\u{200b}ana about #\u{200b}12");
        assert_eq!(escaped("[x](javascript:1) &lt;"), "\\[x\\](javascript:1) &amp;lt;");
    }
}
