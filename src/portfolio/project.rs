//! Projects: what could be worked on.

use std::collections::BTreeMap;

use crate::criteria::PerCriterion;
use crate::diagnostic::{Code, Place, PlaceSpan};
use crate::path::RelPath;
use crate::portfolio::{Date, Effort, Id, Places, Quarter, Score};

/// A project of `projects/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// The file stem.
    pub id: Id,
    /// Where it is written.
    pub path: RelPath,
    /// Stated title, else the first heading, else the file stem in words.
    pub title: String,
    /// The title in at most 20 characters, for charts.
    pub short: String,
    /// The quarters it is proposed for; empty: any.
    pub quarters: Vec<Quarter>,
    /// Where it stands.
    pub status: Status,
    /// The person who answers for it.
    pub owner: Option<Id>,
    /// The stated scores. Missing is not zero.
    pub ratings: PerCriterion<Option<Rating>>,
    /// How much work it is.
    pub effort: Option<Effort>,
    /// The story it belongs to.
    pub narrative: Option<Id>,
    /// Its message in one sentence.
    pub headline: Option<String>,
    /// What kind of work it is.
    pub kind: Option<Kind>,
    /// What the work is like: matched with people's interests.
    pub involves: Vec<String>,
    /// What it lets a person grow in: matched with people's goals.
    pub grows: Vec<String>,
    /// Weeks per person, in document order.
    pub team: Vec<(Id, Effort)>,
    /// What must be true for the story to hold.
    pub assumptions: Vec<Assumption>,
    /// What supports the story.
    pub evidence: Vec<Evidence>,
    /// Revenue that it opens.
    pub unlocks: Vec<Unlock>,
    /// Projects that must come before.
    pub depends_on: Vec<Id>,
    /// Where the idea came from.
    pub source: Option<Origin>,
    /// First day of work.
    pub start: Option<Date>,
    /// Last day of work.
    pub due: Option<Date>,
    /// Named links, in document order.
    pub links: Vec<Link>,
    /// Free tags.
    pub tags: Vec<String>,
    /// Earlier ids.
    pub was: Vec<Id>,
    /// What came of it.
    pub outcome: Option<Outcome>,
    /// Findings silenced here.
    pub allow: Vec<Allowance>,
    /// Where the front matter's values stand.
    pub places: Places,
    /// The front matter's place, for findings about the whole document.
    pub place: Place,
}

impl Project {
    /// Whether the work is still to be decided or done.
    pub fn is_open(&self) -> bool {
        !matches!(self.status, Status::Done | Status::Dropped)
    }

    /// Whether it competes in `quarter`: it names that quarter, names none, or there is none.
    pub fn is_in(&self, quarter: Option<Quarter>) -> bool {
        match quarter {
            Some(quarter) => self.quarters.is_empty() || self.quarters.contains(&quarter),
            None => true,
        }
    }
}

/// A stated score with what is known about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    /// The score: stated, or the median of `by` (rounded half up to a thousandth).
    pub score: Score,
    /// How far it may be off.
    pub confidence: Confidence,
    /// The reason.
    pub why: Option<String>,
    /// What each rater said, by person.
    pub by: BTreeMap<Id, Score>,
    /// Where it is written.
    pub place: Place,
}

words! {
    /// How far a score may be off, as a rank range; never a factor on the score.
    Confidence {
        /// By one step of the scale.
        Low = "low",
        /// By half a step.
        Medium = "medium",
        /// Not at all.
        High = "high",
    }
}

words! {
    /// Where a project stands.
    Status {
        /// An idea to be decided.
        Proposed = "proposed",
        /// Promised.
        Committed = "committed",
        /// Being worked on.
        Active = "active",
        /// Stopped for now.
        Paused = "paused",
        /// Finished.
        Done = "done",
        /// Given up.
        Dropped = "dropped",
    }
}

words! {
    /// What kind of work a project is.
    Kind {
        /// Something customers can see.
        Feature = "feature",
        /// A rule to be met.
        Compliance = "compliance",
        /// The same again, better.
        Rewrite = "rewrite",
        /// From one system to another.
        Migration = "migration",
        /// A tool for colleagues.
        InternalTool = "internal-tool",
        /// Finding what goes wrong.
        Detection = "detection",
        /// Who may do what.
        AccessControl = "access-control",
        /// What others build on.
        Platform = "platform",
        /// Finding out.
        Research = "research",
        /// Work that repeats.
        Toil = "toil",
    }
}

words! {
    /// Where an idea came from.
    Origin {
        /// An executive.
        Exec = "exec",
        /// The backlog.
        Backlog = "backlog",
        /// An incident.
        Incident = "incident",
        /// An audit.
        Audit = "audit",
        /// A customer.
        Customer = "customer",
        /// The team.
        Team = "team",
    }
}

words! {
    /// Whether an assumption holds.
    AssumptionState {
        /// Not yet known.
        Assumed = "assumed",
        /// Known to hold.
        Verified = "verified",
        /// Known not to hold.
        Broken = "broken",
    }
}

words! {
    /// What kind of evidence supports a story.
    EvidenceKind {
        /// A colleague or user said or suffered it.
        User = "user",
        /// A customer did.
        Customer = "customer",
        /// An incident showed it.
        Incident = "incident",
        /// A credible threat.
        Threat = "threat",
        /// A measured number.
        Metric = "metric",
        /// An audit.
        Audit = "audit",
    }
}

words! {
    /// How revenue is opened.
    UnlockKind {
        /// By meeting a rule.
        Compliance = "compliance",
        /// By closing a deal.
        Deal = "deal",
        /// By keeping a customer.
        Renewal = "renewal",
        /// By entering a market.
        Market = "market",
    }
}

/// Something that must be true for a project's story to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assumption {
    /// What must be true.
    pub claim: String,
    /// Whether it is.
    pub state: AssumptionState,
    /// When it must be known.
    pub check_by: Option<Date>,
    /// Where it is written.
    pub place: Place,
}

/// Something that supports a project's story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// What kind of support.
    pub kind: EvidenceKind,
    /// When it was seen.
    pub date: Option<Date>,
    /// What was seen.
    pub note: String,
    /// Where to read more: http, https or mailto.
    pub link: Option<String>,
    /// Where it is written.
    pub place: Place,
}

/// Revenue that a project opens. Never added into a score, never summed across currencies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unlock {
    /// How it is opened.
    pub kind: UnlockKind,
    /// The deal, renewal or market.
    pub name: String,
    /// Amount in hundredths of the currency's unit, with its ISO 4217 code.
    pub money: Option<(u64, String)>,
    /// When it must be done.
    pub by: Option<Date>,
    /// Where it is written.
    pub place: Place,
}

/// A named link that leads to http, https, mailto or a file of the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The words shown.
    pub name: String,
    /// Where it leads.
    pub target: String,
}

/// What came of a finished project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// How well it turned out, on the portfolio's scale.
    pub score: Option<Score>,
    /// When that was known.
    pub on: Option<Date>,
    /// What happened.
    pub note: Option<String>,
    /// Where it is written.
    pub place: Place,
}

/// A finding silenced in a document, with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowance {
    /// The finding.
    pub code: Code,
    /// Why it is allowed here.
    pub why: Option<String>,
    /// Where it is written.
    pub place: Place,
    /// How much of the document it is for.
    pub reach: Reach,
}

/// How much of a document an allowance is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// All of it.
    Document,
    /// The block of text of these bytes.
    Block(PlaceSpan),
}

impl Allowance {
    /// Whether a finding of its code in the same document, at this place, is meant.
    pub fn covers(&self, place: &Place) -> bool {
        match self.reach {
            Reach::Document => true,
            Reach::Block(block) => (block.start..block.end).contains(&place.span.start),
        }
    }
}
