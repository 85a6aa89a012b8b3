//! A comparison as a comment: short first, details folded, within a budget of bytes.

use std::fmt::Write;

use super::document::{Document, End, EndKind, Piece, Project, Text, Unranked, Wording};
use super::escape::{code, escaped, fence, short};
use super::phrase::Phrase;
use super::says;
use crate::report::words;

/// How a comment is made.
#[derive(Debug, Clone)]
pub struct Style {
    /// At most so many bytes.
    pub budget: usize,
    /// At most so many rows stand in the table before the rest is folded.
    pub rows: usize,
    /// What tells this comment from those about other portfolios of the repository.
    pub key: String,
    /// An address to which a path in the planning folder can be added; no links without it.
    pub links: Option<String>,
}

impl Default for Style {
    fn default() -> Self {
        Self { budget: 60_000, rows: 25, key: "portfolio".to_owned(), links: None }
    }
}

/// The comment. Its first line is invisible and names it, so that it can be found and updated.
pub fn markdown(document: &Document, style: &Style) -> String {
    let mut rows = style.rows;
    loop {
        let parts = Parts::of(document, &Style { rows, ..style.clone() });
        let text = parts.within(style.budget);
        if text.len() <= style.budget || rows == 0 {
            return text;
        }
        rows /= 2;
    }
}

/// A comment in parts: what is always there, what can be left out, the last line.
struct Parts {
    head: String,
    folds: Vec<Fold>,
    foot: String,
}

/// A part that opens on a click.
struct Fold {
    summary: String,
    body: String,
}

impl Parts {
    fn of(document: &Document, style: &Style) -> Self {
        let mut head = format!("<!-- quarterdeck:diff schema=1 key={} -->\n", key(&style.key));
        let _ = writeln!(head, "### Portfolio ranking: {}\n", says::headline(document));
        let page = Page { document, style };
        if document.unranked.is_some() {
            return Self { head: head + &page.unranked(), folds: page.findings(), foot: page.foot() };
        }
        if !document.changed {
            return Self { head: head + &page.nothing(), folds: Vec::new(), foot: String::new() };
        }
        let (visible, rest) = page.rows();
        head += &page.rules();
        head += &page.plan();
        head += &page.table(&visible);
        head += &page.shifted();
        let folds = [page.more_rows(&rest), page.shifts(), page.fields(), page.wording(), page.firmness()];
        let folds = folds.into_iter().flatten().chain(page.findings()).collect();
        Self { head, folds, foot: page.foot() }
    }

    /// The whole text; the largest folds are left out, and named, until it fits.
    fn within(mut self, budget: usize) -> String {
        let mut left_out: Vec<String> = Vec::new();
        loop {
            let text = self.text(&left_out);
            let largest = (0..self.folds.len()).max_by_key(|&at| self.folds[at].body.len());
            match largest.filter(|_| text.len() > budget) {
                Some(at) => left_out.push(self.folds.remove(at).summary),
                None => return text,
            }
        }
    }

    fn text(&self, left_out: &[String]) -> String {
        let mut text = self.head.clone();
        for fold in &self.folds {
            let _ = write!(
                text,
                "<details>\n<summary>{}</summary>\n\n{}\n</details>\n\n",
                fold.summary, fold.body
            );
        }
        if !left_out.is_empty() {
            let _ = writeln!(text, "Left out for length: {}.\n", left_out.join("; "));
        }
        text + &self.foot
    }
}

/// A key as it can stand in a comment of HTML.
fn key(key: &str) -> String {
    let key: String = key
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '/') { c } else { '_' })
        .collect();
    if key.is_empty() { "portfolio".to_owned() } else { key }
}

struct Page<'a> {
    document: &'a Document,
    style: &'a Style,
}

impl Page<'_> {
    fn nothing(&self) -> String {
        let counts = &self.document.counts;
        let plan = self.weeks().map(|weeks| format!(", same plan ({weeks})")).unwrap_or_default();
        format!("{}, same order{plan}. Compared {}.\n", says::projects(counts.ranked[1]), self.ends())
    }

    fn unranked(&self) -> String {
        match &self.document.unranked {
            Some(Unranked::HeadBroken { errors }) => format!(
                "There is no ranking after this change: {} in the documents must be mended first. `quarterdeck check` \
                 shows each with its line.\n\n",
                words::count(*errors, "error", "errors")
            ),
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

    fn rules(&self) -> String {
        if self.document.rules.changed.is_empty() {
            return String::new();
        }
        let rules = says::rules(self.document).text(short);
        let blame = if says::has_weights(self.document) {
            " Every score is affected; moves are caused by the weights unless an edit is named."
        } else {
            ""
        };
        format!("**Settings:** {rules}.{blame}\n\n")
    }

    fn plan(&self) -> String {
        let lines =
            [("Enters the plan", &self.document.plan.entered), ("Leaves the plan", &self.document.plan.left)];
        let mut text = String::new();
        for (label, ids) in lines {
            let shown = ids.iter().take(self.style.rows.max(1));
            let projects =
                shown.filter_map(|id| self.document.projects.iter().find(|project| &project.id == id));
            let named: Vec<Phrase> = projects.map(says::crosser).collect();
            if named.is_empty() {
                continue;
            }
            let more = ids.len() - named.len();
            let more = if more > 0 { format!("; and {more} more") } else { String::new() };
            let _ = writeln!(text, "**{label}:** {}{more}  ", Phrase::joined(named, "; ").text(short));
        }
        if let Some(firmness) = says::firmness(self.document) {
            let _ = writeln!(text, "**How firm:** {firmness}.  ");
        }
        if !text.is_empty() {
            text.push('\n');
        }
        text
    }

    /// The rows of the table, and those that are folded.
    fn rows(&self) -> (Vec<&Project>, Vec<&Project>) {
        let projects = &self.document.projects;
        let mut own: Vec<&Project> = projects.iter().filter(|project| says::is_row(project)).collect();
        says::sort_rows(&mut own);
        if says::has_weights(self.document) {
            // Everything can have moved by itself: the farthest moves are as telling as an edit.
            let mut others: Vec<&Project> =
                projects.iter().filter(|project| !says::is_row(project) && project.rank.delta != 0).collect();
            says::sort_rows(&mut others);
            own.extend(others);
        }
        let rest = own.split_off(own.len().min(self.style.rows));
        (own, rest)
    }

    fn table(&self, rows: &[&Project]) -> String {
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

    fn title(&self, project: &Project) -> String {
        let title = short(&project.title);
        match self.style.links.as_ref().filter(|_| !project.path.is_empty() && project.rank.after.is_some()) {
            Some(address) => format!("[{title}]({address}{})", percent_encoded(&project.path)),
            None => title,
        }
    }

    /// One line on everything that only shifted, when it is not in the table already.
    fn shifted(&self) -> String {
        let counts = &self.document.counts;
        if counts.shifted == 0 || says::has_weights(self.document) {
            return String::new();
        }
        let mut shifted: Vec<&Project> =
            self.document.projects.iter().filter(|p| p.rank.delta != 0 && !says::is_row(p)).collect();
        shifted.sort_by_key(|project| project.rank.after.map(|place| place.position));
        if shifted.len() <= 8 && !shifted.is_empty() {
            let parts = shifted
                .iter()
                .map(|project| Phrase::theirs(&project.title).and(" ").then(says::rank(project, "")));
            return format!("Only shifted, nothing edited: {}.\n\n", Phrase::joined(parts, "; ").text(short));
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

    fn more_rows(&self, rows: &[&Project]) -> Option<Fold> {
        let summary = format!("All other moves ({})", rows.len());
        (!rows.is_empty()).then(|| Fold { summary, body: self.table(rows) })
    }

    fn shifts(&self) -> Option<Fold> {
        let shifts = &self.document.shifts;
        let count: usize = shifts.iter().map(|shift| shift.count).sum();
        if count <= 8 || says::has_weights(self.document) {
            return None;
        }
        let mut body =
            "| Was at rank | Move | Projects | Passed by, moved past |\n|---|---|--:|---|\n".to_owned();
        for shift in shifts {
            let [first, last] = shift.ranks;
            let ranks = if first == last { first.to_string() } else { format!("{first}–{last}") };
            let because = says::some_of(&shift.because).text(short);
            let _ =
                writeln!(body, "| {ranks} | {} | {} | {because} |", says::distance(shift.delta), shift.count);
        }
        let runs = words::count(shifts.len(), "run", "runs");
        Some(Fold { summary: format!("Shifted without an edit ({} in {runs})", says::projects(count)), body })
    }

    fn fields(&self) -> Option<Fold> {
        let edited: Vec<&Project> = self.document.projects.iter().filter(|p| !p.fields.is_empty()).collect();
        let mut lines: Vec<String> = Vec::new();
        for project in &edited {
            lines.push(format!("  {}", code(&project.path)));
            for field in &project.fields {
                for (sign, value) in [('-', &field.before), ('+', &field.after)] {
                    lines.extend(
                        value.as_ref().map(|value| format!("{sign} {}: {}", code(&field.key), code(value))),
                    );
                }
            }
        }
        if lines.is_empty() {
            return None;
        }
        let fence = fence(lines.iter().map(String::as_str));
        let summary = format!("Front matter edited in {}", words::count(edited.len(), "file", "files"));
        Some(Fold { summary, body: format!("{fence}diff\n{}\n{fence}\n", lines.join("\n")) })
    }

    fn wording(&self) -> Option<Fold> {
        let projects = self.document.projects.iter().map(|project| (&project.title, &project.wording));
        let texts = self.document.documents.iter().map(|text| (&text.title, &text.wording));
        let reworded: Vec<_> = projects.chain(texts).filter(|(_, wording)| !wording.is_empty()).collect();
        let mut body = String::new();
        for (title, wording) in &reworded {
            let _ = writeln!(body, "**{}**\n", short(title));
            for change in *wording {
                let _ = writeln!(body, "{}\n", words_of(change));
            }
        }
        for text in self.document.documents.iter().filter(|text| text.there != [true, true]) {
            let _ = writeln!(body, "{}\n", came_or_went(text));
        }
        let added = self.document.documents.iter().filter(|text| text.there != [true, true]).count();
        let summary = match (reworded.len(), added) {
            (0, 0) => return None,
            (0, added) => format!(
                "{} added or removed",
                words::count(added, "narrative or goal", "narratives or goals")
            ),
            (reworded, _) => {
                format!("Wording changed in {}", words::count(reworded, "document", "documents"))
            }
        };
        Some(Fold { summary, body })
    }

    fn firmness(&self) -> Option<Fold> {
        let changed = says::firmer_or_not(self.document);
        if changed.is_empty() {
            return None;
        }
        let mut body =
            "Share of nearby weightings, each weight within ten points of the stated one, in which the \
                        project stays in the plan.\n\n| Project | Before | After |\n|---|--:|--:|\n"
                .to_owned();
        for (project, before, after) in changed.iter().take(self.style.rows.max(1)) {
            let _ = writeln!(body, "| {} | {before} % | {after} % |", short(&project.title));
        }
        let count = words::count(changed.len(), "clear change", "clear changes");
        Some(Fold { summary: format!("How firm is the plan? ({count})"), body })
    }

    fn findings(&self) -> Vec<Fold> {
        let findings = &self.document.findings;
        let groups = [
            (&findings.new, "new finding", "new findings"),
            (&findings.fixed, "finding mended", "findings mended"),
        ];
        let mut folds = Vec::new();
        for (group, one, many) in groups {
            if group.is_empty() {
                continue;
            }
            let mut body = String::new();
            for finding in group {
                let place = match (&finding.path, finding.line) {
                    (Some(path), Some(line)) => format!("{}:{line}: ", short(path)),
                    (Some(path), None) => format!("{}: ", short(path)),
                    (None, _) => String::new(),
                };
                let (level, code) = (short(&finding.level), short(&finding.code));
                let _ = writeln!(body, "- {place}{level} {code}: {}", escaped(&finding.message));
            }
            folds.push(Fold { summary: words::count(group.len(), one, many), body });
        }
        folds
    }

    fn foot(&self) -> String {
        let document = self.document;
        let mut parts = vec![self.ends(), says::projects(document.counts.ranked[1])];
        parts.extend(self.weeks());
        if document.unranked.is_none() {
            parts.push(
                if says::has_weights(document) { "weights changed" } else { "weights unchanged" }.to_owned(),
            );
        }
        if let Some(said) = &document.base.said {
            parts.push(format!("base: {}", escaped(said)));
        }
        parts.extend(reproduce(document).map(|command| format!("reproduce with `{command}`")));
        format!("<sub>{} · this comment is updated in place</sub>\n", parts.join(" · "))
    }

    fn ends(&self) -> String {
        format!("{} with {}", end(&self.document.base), end(&self.document.head))
    }

    fn weeks(&self) -> Option<String> {
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

fn words_of(change: &Wording) -> String {
    let pieces = change.pieces.iter().map(|piece| match piece {
        Piece::Same(text) => escaped(text),
        Piece::Old(text) => format!("~~{}~~", escaped(text)),
        Piece::New(text) => format!("**{}**", escaped(text)),
    });
    let label = if change.headline { "Headline: " } else { "" };
    format!("{label}{}", pieces.collect::<Vec<_>>().join(" "))
}

fn came_or_went(text: &Text) -> String {
    let word = if text.there[1] { "New" } else { "Removed" };
    format!("{word}: {} ({})", short(&text.title), short(&text.path))
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
