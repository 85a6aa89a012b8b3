//! Every key of every kind of document, in one table.
//!
//! The decoder refuses what the table does not name, "did you mean" is asked of it, and the JSON Schema and
//! the reference are written from it. What a value means is decided where it is decoded.

mod tables;

pub(in crate::portfolio) use tables::{
    ALLOWANCE, ASSUMPTION, CAREER_GOAL, CRITERION_NAMES, CRITERION_SCORES, EVIDENCE, KEY_RESULT, OUTCOME,
    OWN_RATING, RATING, SCALE, UNLOCK, WEIGHTS,
};
use tables::{GOAL, NARRATIVE, PERSON, PORTFOLIO, PROJECT};

/// A kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentKind {
    /// `portfolio.md`.
    Portfolio,
    /// A file of `projects/`.
    Project,
    /// A file of `people/`.
    Person,
    /// A file of `narratives/`.
    Narrative,
    /// A file of `goals/`.
    Goal,
}

impl DocumentKind {
    /// All kinds, the settings first.
    pub const ALL: [Self; 5] = [Self::Portfolio, Self::Project, Self::Person, Self::Narrative, Self::Goal];

    /// What one document is called.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Portfolio => "portfolio",
            Self::Project => "project",
            Self::Person => "person",
            Self::Narrative => "narrative",
            Self::Goal => "goal",
        }
    }

    /// The folder of its documents, and of their pages; none for `portfolio.md`.
    pub const fn folder(self) -> Option<&'static str> {
        match self {
            Self::Portfolio => None,
            Self::Project => Some("projects"),
            Self::Person => Some("people"),
            Self::Narrative => Some("narratives"),
            Self::Goal => Some("goals"),
        }
    }

    /// The keys of its front matter, in the order in which people write them.
    pub const fn fields(self) -> &'static [Field] {
        match self {
            Self::Portfolio => PORTFOLIO,
            Self::Project => PROJECT,
            Self::Person => PERSON,
            Self::Narrative => NARRATIVE,
            Self::Goal => GOAL,
        }
    }
}

/// A key of a front matter.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// The key.
    pub key: &'static str,
    /// What its value looks like.
    pub shape: Shape,
    /// What it says, in a line.
    pub about: &'static str,
    /// A value as one would write it.
    pub example: &'static str,
}

/// What a value looks like.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// A line of text.
    Line,
    /// A text that may run over lines.
    Text,
    /// A person's, narrative's, goal's or project's id.
    Id,
    /// A list of ids.
    Ids,
    /// A list of short words that are matched with each other.
    Tags,
    /// A score on the portfolio's scale.
    Score,
    /// A score, or a map that says more about it.
    Rating,
    /// A plain decimal number between two bounds.
    Number(f64, f64),
    /// A share such as `40%`.
    Percent,
    /// A day.
    Date,
    /// A quarter.
    Quarter,
    /// A quarter or a list of quarters.
    Quarters,
    /// One of some words.
    Word(fn() -> Vec<&'static str>),
    /// An ISO 4217 code.
    Currency,
    /// The address of a page or file.
    Link,
    /// A map with these keys.
    Map(&'static [Field]),
    /// A list of such maps.
    Maps(&'static [Field]),
    /// A map whose keys are free.
    Free(&'static Shape),
    /// Weights by criterion, or the criteria in order.
    Weights,
    /// The three criteria, most important first.
    Order,
    /// A list of codes, or of maps with a code and a reason.
    Allow,
}

impl Shape {
    /// The shape in a few words, for messages and the reference.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Line => "a line of text",
            Self::Text => "a text",
            Self::Id => "an id",
            Self::Ids => "a list of ids",
            Self::Tags => "a list of words",
            Self::Score => "a score",
            Self::Rating => "a score, or a map with `score`, `confidence`, `why` and `by`",
            Self::Number(..) => "a number",
            Self::Percent => "a share such as 40%",
            Self::Date => "a date",
            Self::Quarter => "a quarter",
            Self::Quarters => "a quarter or a list of quarters",
            Self::Word(_) => "one of a few words",
            Self::Currency => "a currency's ISO 4217 code",
            Self::Link => "an address",
            Self::Map(_) | Self::Free(_) => "a map",
            Self::Maps(_) => "a list of maps",
            Self::Weights => "a map of weights",
            Self::Order => "a list of the three criteria",
            Self::Allow => "a list of codes, each with its reason",
        }
    }
}
