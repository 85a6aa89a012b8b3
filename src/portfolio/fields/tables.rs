//! The table of keys, kind by kind.

use crate::portfolio::fields::{Field, Shape};
use crate::portfolio::{
    AssumptionState, Confidence, EvidenceKind, Kind, LineRule, Method, Origin, ScoreMeans, Status, UnlockKind,
};

const fn field(key: &'static str, shape: Shape, about: &'static str, example: &'static str) -> Field {
    Field { key, shape, about, example }
}

macro_rules! words_of {
    ($type:ty) => {
        Shape::Word(|| <$type>::ALL.iter().map(|word| word.key()).collect())
    };
}

use Shape::{
    Allow, Currency, Date, Free, Id, Ids, Line, Map, Maps, Number, Order, Percent, Quarter, Quarters, Rating,
    Score, Tags, Text, Weights, Word,
};

pub(super) const PROJECT: &[Field] = &[
    field("title", Line, "the project's name; the first heading when not given", "SOC 2 Type II"),
    field("short", Line, "the name in at most 20 characters, for charts", "SOC 2"),
    field("quarter", Quarters, "when it is proposed for", "2026-Q4"),
    field("status", words_of!(Status), "where it stands", "committed"),
    field("owner", Id, "the person who answers for it", "ana"),
    field("business", Rating, "impact on the business, told as a story", "4"),
    field("interest", Rating, "how engaging the work is", "3"),
    field("growth", Rating, "how well it serves people's career goals", "2"),
    field("effort", Number(0.0, 10_000.0), "how much work it is, in person-weeks", "9"),
    field("narrative", Id, "the story that it belongs to", "customer-assurance"),
    field(
        "headline",
        Line,
        "its message in one sentence",
        "Enterprise buyers sign without a security exception.",
    ),
    field("kind", words_of!(Kind), "what kind of work it is", "compliance"),
    field(
        "involves",
        Tags,
        "what the work is like: matched with people's interests",
        "[writing, automation]",
    ),
    field("grows", Tags, "what it lets a person grow in: matched with people's goals", "[cross-team]"),
    field("team", Free(&Number(0.0, 10_000.0)), "person-weeks by person", "{bo: 6, chi: 3}"),
    field(
        "assumptions",
        Maps(ASSUMPTION),
        "what must be true for the story to hold",
        "[{claim: All services move, state: assumed}]",
    ),
    field(
        "evidence",
        Maps(EVIDENCE),
        "what supports the story",
        "[{kind: user, note: Payments lost 3 days}]",
    ),
    field("unlocks", Maps(UNLOCK), "revenue that it opens", "[{kind: deal, name: Acme renewal}]"),
    field("depends_on", Ids, "projects that must come before", "[soc2-type-2]"),
    field("source", words_of!(Origin), "where the idea came from", "audit"),
    field("start", Date, "first day of work", "2026-10-05"),
    field("due", Date, "last day of work", "2026-12-18"),
    field("links", Free(&Shape::Link), "named links", "{Tracker: \"https://example.com/T-12\"}"),
    field("tags", Tags, "free tags", "[secrets]"),
    field("was", Ids, "earlier ids, for history after a rename", "[old-file-stem]"),
    field("outcome", Map(OUTCOME), "what came of it", "{score: 4, on: 2027-01-10, note: No outage since}"),
    ALLOW,
];

const ALLOW: Field = field(
    "allow",
    Allow,
    "findings silenced here, with the reason",
    "[{code: QD304, why: Agreed with the board}]",
);

/// The keys of a score written as a map.
pub(in crate::portfolio) const RATING: &[Field] = &[
    field("score", Score, "the score; the median of `by` when not given", "3"),
    field("confidence", words_of!(Confidence), "how far it may be off", "medium"),
    field("why", Text, "the reason", "Removes the outage class behind two incidents"),
    field("by", Free(&Score), "what each rater said, by person", "{ana: 2, bo: 4}"),
];

pub(in crate::portfolio) const ASSUMPTION: &[Field] = &[
    field("claim", Text, "what must be true", "All 14 services move without a freeze"),
    field("state", words_of!(AssumptionState), "whether it is", "assumed"),
    field("check_by", Date, "when it must be known", "2026-10-30"),
];

pub(in crate::portfolio) const EVIDENCE: &[Field] = &[
    field("kind", words_of!(EvidenceKind), "what kind of support", "user"),
    field("date", Date, "when it was seen", "2026-08-20"),
    field("note", Text, "what was seen", "Payments lost 3 days to expired credentials"),
    field("link", Shape::Link, "where to read more", "https://example.com/inc-81"),
];

pub(in crate::portfolio) const UNLOCK: &[Field] = &[
    field("kind", words_of!(UnlockKind), "how revenue is opened", "deal"),
    field("name", Line, "the deal, renewal or market", "Acme renewal"),
    field("amount", Number(0.0, 1_000_000_000_000.0), "how much money, in units of the currency", "400000"),
    field("currency", Currency, "the ISO 4217 code of the currency", "USD"),
    field("by", Date, "when it must be done", "2027-01-31"),
];

pub(in crate::portfolio) const OUTCOME: &[Field] = &[
    field("score", Score, "how well it turned out", "4"),
    field("on", Date, "when that was known", "2027-01-10"),
    field("note", Text, "what happened", "No credential outage in the quarter after"),
];

pub(super) const PERSON: &[Field] = &[
    field("name", Line, "the name shown; the file's name when not given", "Ana Ruiz"),
    field("level", Line, "the step on the career ladder", "senior"),
    field("capacity", Number(0.0, 10_000.0), "person-weeks available in the quarter", "10"),
    field("interests", Free(&Score), "how much each kind of work is enjoyed", "{automation: 5, writing: 1}"),
    field(
        "goals",
        Maps(CAREER_GOAL),
        "stated career goals",
        "[{id: management-track, title: Lead a team, tags: [mentoring]}]",
    ),
    field(
        "projects",
        Free(&Map(OWN_RATING)),
        "own ratings of projects, which win over matches",
        "{soc2-type-2: {interest: 2, growth: 4}}",
    ),
    ALLOW,
];

pub(in crate::portfolio) const CAREER_GOAL: &[Field] = &[
    field("id", Id, "a name inside the file; made from the title when not given", "management-track"),
    field("title", Line, "the goal in words", "Lead a team"),
    field(
        "tags",
        Tags,
        "kinds of growth that serve it, matched with projects' `grows`",
        "[mentoring, cross-team]",
    ),
    field("reviewed", Date, "when it was last talked about", "2026-09-01"),
];

pub(in crate::portfolio) const OWN_RATING: &[Field] = &[
    field("interest", Score, "how engaging the work would be", "2"),
    field("growth", Score, "how well it would serve the person's goals", "4"),
];

pub(super) const NARRATIVE: &[Field] = &[
    field("title", Line, "the narrative's name; the first heading when not given", "Zero trust"),
    field("goals", Ids, "the business goals it leads to", "[win-enterprise]"),
    field("headline", Line, "the story in one sentence", "Nobody is trusted for where they sit."),
    field("owner", Id, "the person who tells it", "ana"),
    field("state", Line, "where the story stands", "told at the last all-hands"),
    ALLOW,
];

pub(super) const GOAL: &[Field] = &[
    field("title", Line, "the goal's name; the first heading when not given", "Win enterprise customers"),
    field("owner", Id, "the person who answers for it", "ana"),
    field("metric", Line, "what is measured", "Enterprise deals signed"),
    field("target", Percent, "the wished share of planned effort", "40%"),
    field(
        "key_results",
        Maps(KEY_RESULT),
        "what shows that the goal is reached",
        "[{id: first-deals, title: Two named deals signed}]",
    ),
    ALLOW,
];

pub(in crate::portfolio) const KEY_RESULT: &[Field] = &[
    field("id", Id, "a name inside the goal; made from the title when not given", "first-deals"),
    field("title", Line, "what is to be reached", "Two named deals signed"),
];

pub(super) const PORTFOLIO: &[Field] = &[
    field("schema", Number(1.0, 1.0), "the version of the document format", "1"),
    field(
        "title",
        Line,
        "the report's title; the folder's name when not given",
        "Security engineering portfolio",
    ),
    field(
        "quarter",
        Quarter,
        "the quarter planned for; the latest that a project names when not given",
        "2026-Q4",
    ),
    field(
        "weights",
        Weights,
        "how much each criterion counts, or their order",
        "{business: 50, interest: 25, growth: 25}",
    ),
    field(
        "order",
        Order,
        "the criteria, most important first, in place of weights",
        "[business, interest, growth]",
    ),
    field("scale", Map(SCALE), "the range of scores", "{min: 0, max: 5, step: 0.5}"),
    field("method", words_of!(Method), "how three scores become one value", "weighted"),
    field("score_means", words_of!(ScoreMeans), "what a score speaks of", "intensity"),
    field(
        "floor",
        Map(CRITERION_SCORES),
        "the lowest score by criterion that takes part in the ranking",
        "{business: 1}",
    ),
    field(
        "capacity",
        Number(0.0, 1_000_000.0),
        "person-weeks available; the sum of people's when not given",
        "40",
    ),
    field("line", words_of!(LineRule), "how the plan line is drawn", "strict"),
    field(
        "ladder",
        Free(&Tags),
        "kinds of growth that the next step asks for, by level",
        "{senior: [mentoring, cross-team]}",
    ),
    field("criteria", Map(CRITERION_NAMES), "names of the criteria on display", "{business: Business}"),
    field(
        "lints",
        Free(&Word(|| vec!["off", "note", "warn", "error"])),
        "levels of findings, by code",
        "{QD304: off}",
    ),
    field(
        "glossary",
        Free(&Text),
        "acronyms that need no explanation, with their meaning",
        "{SOC: System and Organization Controls}",
    ),
    ALLOW,
];

pub(in crate::portfolio) const SCALE: &[Field] = &[
    field("min", Number(-10_000.0, 10_000.0), "the lowest score", "0"),
    field("max", Number(-10_000.0, 10_000.0), "the highest score", "5"),
    field("step", Number(0.001, 10_000.0), "the distance between two scores", "0.5"),
    field("labels", Free(&Text), "what a score means in words", "{5: the board asks for it}"),
];

pub(in crate::portfolio) const CRITERION_SCORES: &[Field] = &[
    field("business", Score, "for business", "1"),
    field("interest", Score, "for interest", "1"),
    field("growth", Score, "for growth", "1"),
];

pub(in crate::portfolio) const CRITERION_NAMES: &[Field] = &[
    field("business", Line, "the name shown for business", "Business"),
    field("interest", Line, "the name shown for interest", "Interest"),
    field("growth", Line, "the name shown for growth", "Growth"),
];

pub(in crate::portfolio) const WEIGHTS: &[Field] = &[
    field("business", Number(0.0, 1_000_000.0), "how much business counts", "50"),
    field("interest", Number(0.0, 1_000_000.0), "how much interest counts", "25"),
    field("growth", Number(0.0, 1_000_000.0), "how much growth counts", "25"),
    field(
        "order",
        Order,
        "the criteria, most important first, in place of numbers",
        "[business, interest, growth]",
    ),
];

pub(in crate::portfolio) const ALLOWANCE: &[Field] = &[
    field("code", Line, "the finding's code", "QD304"),
    field("why", Text, "the reason", "Agreed with the board"),
];
