//! The parts of a comment that are always seen.

use std::fmt::Write;

use super::Page;
use super::fold::finding_line;
use crate::report::changes::document::{Document, End, EndKind, Unranked};
use crate::report::changes::escape::{marked, short};
use crate::report::changes::phrase::Phrase;
use crate::report::changes::project::Project;
use crate::report::changes::{gist, says};
use crate::report::words;

impl Page<'_> {
    pub(super) fn nothing(&self) -> String {
        let counts = &self.document.counts;
        let plan = self.weeks().map(|weeks| format!(", same plan ({weeks})")).unwrap_or_default();
        format!("{}, same order{plan}. Compared {}.\n", says::projects(counts.ranked[1]), self.ends())
    }

    pub(super) fn unranked(&self) -> String {
        match &self.document.unranked {
            Some(Unranked::HeadBroken { errors }) => self.errors(*errors),
            Some(Unranked::BaseBroken { errors }) => format!(
                "The documents at the base have {}, so there is no ranking to compare with. This is the order after the \
                 change.\n\n{}",
                words::count(*errors, "error", "errors"),
                self.starting_order()
            ),
            _ => format!(
                "There is no ranking on the base side yet, so nothing moved. This is the starting order.\n\n{}",
                self.starting_order()
            ),
        }
    }

    fn errors(&self, errors: usize) -> String {
        let found = &self.document.findings.new;
        let shown: String = found.iter().take(self.style.rows.max(1)).map(finding_line).collect();
        let more = found.len().saturating_sub(self.style.rows.max(1));
        let more = if more > 0 { format!("- and {more} more\n") } else { String::new() };
        format!(
            "After this change there is no ranking until {} mended. `quarterdeck check` shows every line.\n\n{shown}{more}\n",
            if errors == 1 { "this is" } else { "these are" }
        )
    }

    fn starting_order(&self) -> String {
        let mut projects: Vec<&Project> =
            self.document.projects.iter().filter(|p| p.rank.after.is_some()).collect();
        projects.sort_by_key(|project| project.rank.after.map(|place| place.position));
        let mut table = "| Rank | Project | Score | Weeks | In plan |\n|--:|---|--:|--:|---|\n".to_owned();
        let shown = self.style.rows.max(1) * 4;
        for project in projects.iter().take(shown) {
            let place = project.rank.after.map(says::place).unwrap_or_default();
            let score = says::score(project).text(short);
            let weeks = project.effort.as_deref().map_or_else(|| "–".to_owned(), short);
            let planned = if project.in_plan[1] { "yes" } else { "no" };
            let _ = writeln!(table, "| {place} | {} | {score} | {weeks} | {planned} |", self.title(project));
        }
        table.push('\n');
        if projects.len() > shown {
            let _ = writeln!(table, "{} more follow.\n", projects.len() - shown);
        }
        table
    }

    pub(super) fn rules(&self) -> String {
        if self.document.rules.changed.is_empty() {
            return String::new();
        }
        let rules = gist::rules(self.document).text(short);
        let blame = if gist::has_weights(self.document) {
            " Every score is affected; moves are caused by the weights unless an edit is named."
        } else {
            ""
        };
        format!("**{}:** {rules}.{blame}\n\n", gist::rules_label(self.document))
    }

    pub(super) fn plan(&self) -> String {
        let lines =
            [("Enters the plan", &self.document.plan.entered), ("Leaves the plan", &self.document.plan.left)];
        let mut text = String::new();
        for (label, ids) in lines {
            let shown = ids.iter().take(self.style.rows.max(1));
            let projects =
                shown.filter_map(|id| self.document.projects.iter().find(|project| &project.id == id));
            let named: Vec<Phrase> = projects.map(|project| says::crosser(project, self.document)).collect();
            if named.is_empty() {
                continue;
            }
            let more = ids.len() - named.len();
            let more = if more > 0 { format!("; and {more} more") } else { String::new() };
            let _ = writeln!(text, "**{label}:** {}{more}  ", Phrase::joined(named, "; ").text(short));
        }
        let renamed: Vec<Phrase> = self.document.projects.iter().filter_map(says::renamed).collect();
        if !renamed.is_empty() {
            let more = renamed.len().saturating_sub(self.style.rows.max(1));
            let more = if more > 0 { format!("; and {more} more") } else { String::new() };
            let shown = renamed.into_iter().take(self.style.rows.max(1));
            let _ = writeln!(text, "**Renamed:** {}{more}  ", Phrase::joined(shown, "; ").text(short));
        }
        if let Some(unexplained) = gist::unexplained(self.document) {
            let _ = writeln!(text, "**Without a reason:** {}  ", unexplained.text(short));
        }
        if let Some(firmness) = gist::firmness(self.document) {
            let _ = writeln!(text, "**How firm:** {firmness}.  ");
        }
        if !text.is_empty() {
            text.push('\n');
        }
        text
    }

    /// The rows of the table, and those that are folded.
    pub(super) fn rows(&self) -> (Vec<&Project>, Vec<&Project>) {
        let projects = &self.document.projects;
        let mut own: Vec<&Project> = projects.iter().filter(|project| says::is_row(project)).collect();
        says::sort_rows(&mut own);
        if gist::has_weights(self.document) {
            // Everything can have moved by itself: the farthest moves are as telling as an edit.
            let mut others: Vec<&Project> =
                projects.iter().filter(|project| !says::is_row(project) && project.rank.delta != 0).collect();
            says::sort_rows(&mut others);
            own.extend(others);
        }
        let rest = own.split_off(own.len().min(self.style.rows));
        (own, rest)
    }

    pub(super) fn table(&self, rows: &[&Project]) -> String {
        if rows.is_empty() {
            return String::new();
        }
        let mut table = "| Project | Rank | Score | Why |\n|---|---|--:|---|\n".to_owned();
        for project in rows {
            let title = self.title(project);
            let title = if project.rank.after.is_none() { format!("~~{title}~~") } else { title };
            let rank = says::rank(project, "**").text(short);
            let (score, why) =
                (says::score(project).text(short), says::why(project, self.document).text(short));
            let _ = writeln!(table, "| {title} | {rank} | {score} | {why} |");
        }
        table + "\n"
    }

    pub(super) fn title(&self, project: &Project) -> String {
        let title = short(&project.title);
        match self.style.links.as_ref().filter(|_| !project.path.is_empty() && project.rank.after.is_some()) {
            Some(address) => format!("[{title}]({address}{})", percent_encoded(&project.path)),
            None => title,
        }
    }

    /// One line on everything that only shifted, when it is not in the table already.
    pub(super) fn shifted(&self) -> String {
        let counts = &self.document.counts;
        if counts.shifted == 0 || gist::has_weights(self.document) {
            return String::new();
        }
        let shifted = says::only_shifted(self.document);
        if shifted.len() <= says::FEW && !shifted.is_empty() {
            return format!("Only shifted, nothing edited. {}.\n\n", says::shifted(&shifted).text(short));
        }
        if shifted.is_empty() {
            return String::new();
        }
        let places = words::count(counts.farthest_shift, "place", "places");
        format!(
            "{} more projects only shift, by at most {places}; none of them was edited or crosses the line.\n\n",
            shifted.len()
        )
    }

    pub(super) fn foot(&self) -> String {
        let document = self.document;
        let arrow = format!("{} → {}", end(&document.base), end(&document.head));
        let mut parts = vec![short(&document.title), arrow];
        if document.counts.ranked[1] > 0 {
            parts.push(says::projects(document.counts.ranked[1]));
        }
        parts.extend(self.weeks());
        if document.unranked.is_none() {
            parts.push(
                if gist::has_weights(document) { "weights changed" } else { "weights unchanged" }.to_owned(),
            );
        }
        if let Some(said) = &document.base.said {
            parts.push(format!("base: {}", marked(said)));
        }
        parts.extend(reproduce(document).map(|command| format!("reproduce with `{command}`")));
        format!("<sub>{} · this comment is updated in place</sub>\n", parts.join(" · "))
    }

    fn ends(&self) -> String {
        format!("{} with {}", end(&self.document.base), end(&self.document.head))
    }

    pub(super) fn weeks(&self) -> Option<String> {
        let plan = &self.document.plan;
        let (used, capacity) = (plan.used[1].as_ref()?, plan.capacity[1].as_ref()?);
        Some(format!("{} of {} weeks", short(used), short(capacity)))
    }
}

/// One side in a few characters.
fn end(end: &End) -> String {
    match (end.kind, commit(end)) {
        (EndKind::Revision, Some(commit)) => format!("`{commit}`"),
        (EndKind::Worktree, _) => "the files on disk".to_owned(),
        (EndKind::Folder | EndKind::Revision, _) => short(&end.path),
    }
}

/// The commit in nine digits, when it is one.
fn commit(end: &End) -> Option<&str> {
    let commit = end.commit.as_deref()?;
    let plain = commit.len() >= 9 && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
    plain.then(|| &commit[..9])
}

/// The command that makes the same comparison.
fn reproduce(document: &Document) -> Option<String> {
    let base = commit(&document.base)?;
    Some(match document.head.kind {
        EndKind::Revision => format!("quarterdeck diff {base}..{}", commit(&document.head)?),
        EndKind::Worktree | EndKind::Folder => format!("quarterdeck diff {base}"),
    })
}

/// A path as part of an address.
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
