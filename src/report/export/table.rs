//! The ranking for a terminal.

use std::fmt::Write;

use super::document::{Document, Entry};
use super::{Align, Columns};
use crate::diagnostic::plain;
use crate::portfolio::Effort;
use crate::ranking::Plan;
use crate::report::firmness::{Firmness, distance_in_words, verdict_in_words};

impl Document<'_> {
    /// The ranking in aligned columns, with the plan line between the projects it separates and what is not
    /// ranked below.
    pub fn table(&self) -> String {
        let mut out = format!("{}\n\n", plain(&self.heading()));
        out.push_str(&self.columns().finish());
        let floor = self.below_floor.iter().map(|project| (project.title, project.reason()));
        push_apart(&mut out, "Below a floor", floor.collect());
        let unscored = self.unscored.iter().map(|project| (project.title, project.reason()));
        push_apart(&mut out, "Not ranked yet", unscored.collect());
        if let Some(known) = self.stability.filter(|_| !self.projects.is_empty()) {
            let _ = writeln!(out, "\n{}", verdict_in_words(known, self.ranking.plan.is_some()));
        }
        out
    }

    fn heading(&self) -> String {
        let quarter = self.quarter.as_ref().map_or_else(String::new, |quarter| format!(", {quarter}"));
        let weights = &self.weights;
        let each = [
            (&self.names.business, weights.business),
            (&self.names.interest, weights.interest),
            (&self.names.growth, weights.growth),
        ];
        let each = each.map(|(name, weight)| format!("{name} {}", weight.in_hundredths()));
        let what_if = if self.what_if { " This is a what-if; the documents say otherwise." } else { "" };
        format!("{}{quarter}. Weights: {}.{what_if}", self.title, each.join(", "))
    }

    fn columns(&self) -> Columns {
        use Align::{End, Start};
        let mut columns = Columns::new([End, Start, End, End, End, End, End, Start, Start]);
        let names = self.names.as_ref().map(|name| name.to_lowercase());
        let [business, interest, growth] = names.into_array();
        let firm = if self.stability.is_some() { "how firm" } else { "" };
        columns.row(["rank", "project", "score", &business, &interest, &growth, "weeks", "status", firm]);
        let line = self.ranking.plan.as_ref().map(|plan| (line_after(plan), self.line(plan)));
        for index in 0..=self.projects.len() {
            match &line {
                Some((after, text)) if *after == index => columns.text(text),
                _ => {}
            }
            if let Some(entry) = self.projects.get(index) {
                columns.row(self.cells(index, entry));
            }
        }
        columns
    }

    fn cells(&self, index: usize, entry: &Entry<'_>) -> [String; 9] {
        let stability = self.stability.and_then(|known| known.projects.get(index));
        let firm = stability.and_then(|project| {
            let firmness = Firmness::of(entry.side, &project.margin)?;
            Some(format!(
                "{}, {}",
                firmness.word().to_lowercase(),
                distance_in_words(entry.side, &project.margin)
            ))
        });
        [
            entry.place(),
            entry.title.to_owned(),
            entry.points(),
            entry.scores.business.to_string(),
            entry.scores.interest.to_string(),
            entry.scores.growth.to_string(),
            entry.effort.map_or_else(|| "?".to_owned(), |weeks| weeks.to_string()),
            entry.status.to_owned(),
            firm.unwrap_or_default(),
        ]
    }

    /// What the plan line says between the last planned project and the next.
    fn line(&self, plan: &Plan) -> String {
        let used = format!("{} of {} weeks", number(plan.planned), number(plan.capacity));
        let next = plan.stopped_by.and_then(|stop| Some((stop, self.projects.get(stop.index)?)));
        match next {
            Some((stop, entry)) => {
                let (needs, left) = (number(stop.needs), number(stop.left));
                format!("---- plan line: {used}; {} needs {needs}, {left} left ----", entry.title)
            }
            None => format!("---- plan line: everything fits, {used} ----"),
        }
    }
}

/// After how many rows the line stands: behind the last planned project under the strict rule, and under
/// `fill`, where planned projects also follow, before the first that did not fit.
fn line_after(plan: &Plan) -> usize {
    let after_planned = plan.inside.last().map_or(0, |last| last + 1);
    plan.stopped_by.map_or(after_planned, |stop| stop.index)
}

fn number(effort: Effort) -> String {
    super::number::Number(effort.as_f64()).to_string()
}

fn push_apart(out: &mut String, heading: &str, projects: Vec<(&str, String)>) {
    if projects.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{heading}");
    for (title, reason) in projects {
        let _ = writeln!(out, "  {}: {}", plain(title), plain(&reason));
    }
}
