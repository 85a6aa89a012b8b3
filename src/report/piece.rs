//! Small things that many pages print: words that may be a link, facts, a project's badge.

use serde::Serialize;

use super::atlas::{Atlas, Standing};
use super::{labels, row, words};
use crate::portfolio::{Id, Project, Status, Unlock};
use crate::ranking::Side;

/// Words, with a link when there is somewhere to go.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Words {
    text: String,
    /// An address from the report's root.
    page: Option<String>,
    /// An address as it stands in a document: outside, or relative to this very page.
    href: Option<String>,
}

impl Words {
    /// Bare words.
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Words that lead to a page of the report, when there is one.
    pub(super) fn page(text: impl Into<String>, page: Option<String>) -> Self {
        Self { text: text.into(), page, ..Self::default() }
    }

    /// Words that lead where a document says.
    pub(super) fn href(text: impl Into<String>, href: Option<String>) -> Self {
        Self { text: text.into(), href, ..Self::default() }
    }

    /// A project's title, leading to its page.
    pub(super) fn project(project: &Project) -> Self {
        Self::page(&project.title, Some(row::project_href(&project.id)))
    }

    /// A person's name, leading to the page about them where this audience has one.
    pub(super) fn person(atlas: &Atlas<'_>, id: &Id) -> Self {
        Self::page(atlas.person_name(id), row::person_href(atlas.picture, id))
    }
}

/// A named fact of the column beside the text. Exactly one of the lists is filled.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Fact {
    term: &'static str,
    /// Words, one a line.
    lines: Vec<Words>,
    /// Short labels side by side.
    tags: Vec<String>,
    /// A path.
    path: Option<String>,
}

impl Fact {
    /// A fact of one or more lines; `None` when there are none.
    pub(super) fn lines(term: &'static str, lines: Vec<Words>) -> Option<Self> {
        (!lines.is_empty()).then(|| Self { term, lines, tags: Vec::new(), path: None })
    }

    /// A fact of bare words.
    pub(super) fn text(term: &'static str, text: impl Into<String>) -> Option<Self> {
        Self::lines(term, vec![Words::plain(text)])
    }

    /// A fact of labels; `None` when there are none.
    pub(super) fn tags(term: &'static str, tags: &[String]) -> Option<Self> {
        (!tags.is_empty()).then(|| Self { term, lines: Vec::new(), tags: tags.to_vec(), path: None })
    }

    /// A fact that is a path.
    pub(super) fn path(term: &'static str, path: impl Into<String>) -> Self {
        Self { term, lines: Vec::new(), tags: Vec::new(), path: Some(path.into()) }
    }
}

/// The square with a project's place.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Badge {
    /// What is in the square.
    place: String,
    /// The same for whoever hears the page.
    said: String,
    /// Whether the square is only outlined: everything that is not in the plan.
    out: bool,
}

impl Badge {
    /// The badge of a project.
    pub(super) fn of(atlas: &Atlas<'_>, project: &Project) -> Self {
        match atlas.standing(&project.id) {
            Standing::Placed(_, placed) => Self {
                place: row::place(placed),
                said: format!("{} {}", if placed.tied { "Shared rank" } else { "Rank" }, placed.rank),
                out: !matches!(placed.side, Side::Planned | Side::NoLine),
            },
            Standing::BelowFloor(_) => Self::apart("\u{2013}", "Below the floor"),
            Standing::Unscored(_) => Self::apart("?", "Not ranked yet"),
            Standing::Elsewhere => match project.status {
                Status::Done => Self::apart("\u{2713}", "Done"),
                Status::Dropped => Self::apart("\u{d7}", "Dropped"),
                _ => Self::apart("\u{2013}", "Another quarter"),
            },
        }
    }

    fn apart(place: &str, said: &str) -> Self {
        Self { place: place.to_owned(), said: said.to_owned(), out: true }
    }
}

/// A project in a list: its badge, its title, a remark.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ProjectLine {
    badge: Badge,
    title: Words,
    remark: String,
}

impl ProjectLine {
    /// A project with a remark.
    pub(super) fn new(atlas: &Atlas<'_>, project: &Project, remark: impl Into<String>) -> Self {
        Self { badge: Badge::of(atlas, project), title: Words::project(project), remark: remark.into() }
    }
}

/// On which side of the line a project is, in a few words that can follow a name.
pub(super) fn side_in_words(atlas: &Atlas<'_>, project: &Project) -> &'static str {
    match atlas.standing(&project.id) {
        Standing::Placed(_, placed) => match placed.side {
            Side::Planned => "in the plan",
            Side::Below => "below the line",
            Side::NoEffort => "no effort stated",
            Side::NoLine => "ranked",
        },
        Standing::BelowFloor(_) => "below the floor",
        Standing::Unscored(_) => "not ranked yet",
        Standing::Elsewhere => match project.status {
            Status::Done => "done",
            Status::Dropped => "dropped",
            _ => "another quarter",
        },
    }
}

/// Something that work opens, as it stands in a table.
#[derive(Debug, Clone, Serialize)]
pub(super) struct UnlockRow {
    name: String,
    kind: &'static str,
    money: String,
    by: String,
}

impl UnlockRow {
    /// What an unlock says; what it leaves out is said too.
    pub(super) fn of(unlock: &Unlock) -> Self {
        let money = unlock.money.as_ref().map(|(amount, currency)| words::money(*amount, currency));
        Self {
            name: unlock.name.clone(),
            kind: labels::unlock(unlock.kind),
            money: money.unwrap_or_else(|| "not stated".to_owned()),
            by: unlock.by.map_or_else(|| "no date".to_owned(), words::date),
        }
    }
}

/// The first so many of a long list, and a few words about the rest: `and 113 more`. Pages of large portfolios
/// stay readable by it.
pub(super) fn first<T>(mut items: Vec<T>, most: usize) -> (Vec<T>, Option<String>) {
    let rest = items.len().saturating_sub(most);
    items.truncate(most);
    (items, (rest > 0).then(|| format!("and {} more", words::grouped(rest as u64))))
}
