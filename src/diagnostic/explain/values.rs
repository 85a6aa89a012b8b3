//! Explanations of QD101–QD115: values that do not mean anything.

use super::Explanation;

pub(super) const QD101: Explanation = Explanation {
    why: "A misspelt key is a value that silently does not count: `interst: 5` would leave the project unscored \
          while its author believes otherwise. Keys of your own are free when they begin with `x-`.",
    bad: "interst: 5\ncost-centre: 1432",
    good: "interest: 5\nx-cost-centre: 1432",
};

pub(super) const QD102: Explanation = Explanation {
    why: "A number in quotation marks is a text, a single word is not a list, and guessing what was meant would \
          make two readers see two different documents.",
    bad: "business: \"4\"\neffort: about 9 weeks",
    good: "business: 4\neffort: 9",
};

pub(super) const QD103: Explanation = Explanation {
    why: "Scores are compared with each other, so all must be on one scale, 0–5 unless `scale:` in portfolio.md says \
          otherwise. The scale is fixed and never stretched to the highest score present: adding one project must \
          not change what another is worth.",
    bad: "business: 7",
    good: "business: 5",
};

pub(super) const QD104: Explanation = Explanation {
    why: "Numbers are kept exactly, so that the same documents give the same ranking everywhere. Infinity, \
          not-a-number, hexadecimal and octal notation, negative effort and more decimals than can be kept are \
          refused instead of being rounded or read as zero.",
    bad: "effort: .inf\nbusiness: 0x4",
    good: "effort: 12\nbusiness: 4",
};

pub(super) const QD105: Explanation = Explanation {
    why: "Which projects compete is decided by their quarter. `2026-Q4` is the form; `2026Q4` and `Q4 2026` are \
          understood as well, other words are not.",
    bad: "quarter: autumn",
    good: "quarter: 2026-Q4",
};

pub(super) const QD106: Explanation = Explanation {
    why: "Dates are written year-month-day and must exist in the calendar: 30 February would be overdue on a day \
          that depends on who reads it.",
    bad: "due: 2026-11-31",
    good: "due: 2026-11-30",
};

pub(super) const QD107: Explanation = Explanation {
    why: "Some keys take one of a few known words, because the report does something with each of them: a `done` \
          project no longer competes, a `migration` must say what its users notice.",
    bad: "status: in-progress",
    good: "status: active",
};

pub(super) const QD108: Explanation = Explanation {
    why: "An empty title or name leaves a hole in the report; one that is far too long makes tables unreadable.",
    bad: "title: \"\"",
    good: "title: SOC 2 Type II",
};

pub(super) const QD109: Explanation = Explanation {
    why: "portfolio.md says that it was written for a newer document format. Reading it with the rules of an older \
          one could rank wrongly without anybody noticing.",
    bad: "schema: 2        # this program knows 1",
    good: "schema: 1",
};

pub(super) const QD110: Explanation = Explanation {
    why: "Two keys that say the same thing can say it differently. Keep the one that says more.",
    bad: "weights: {business: 50, interest: 25, growth: 25}\norder: [growth, business, interest]",
    good: "weights: {business: 50, interest: 25, growth: 25}",
};

pub(super) const QD111: Explanation = Explanation {
    why: "A score of 3.7 on a scale of half steps claims a precision that nobody agreed on and usually settles a tie \
          by accident. The score is used as written.",
    bad: "business: 3.7",
    good: "business: 3.5",
};

pub(super) const QD112: Explanation = Explanation {
    why: "Weights are shares of one decision. A negative weight would reward what it should punish, and three zeros \
          decide nothing.",
    bad: "weights: {business: 0, interest: 0, growth: 0}",
    good: "weights: {business: 50, interest: 25, growth: 25}",
};

pub(super) const QD113: Explanation = Explanation {
    why: "Any non-negative weights work: they are used as shares of their sum. But 50, 25 and 20 were probably meant \
          to be a hundred.",
    bad: "weights: {business: 50, interest: 25, growth: 20}",
    good: "weights: {business: 50, interest: 25, growth: 25}",
};

pub(super) const QD114: Explanation = Explanation {
    why: "A scale needs a highest score above its lowest, a step above zero, and labels that lie on it.",
    bad: "scale: {min: 5, max: 0, step: 1}",
    good: "scale: {min: 0, max: 5, step: 1}",
};

pub(super) const QD115: Explanation = Explanation {
    why: "Money is shown with its currency and never added across currencies; an amount without one cannot be shown, \
          a currency without an amount says nothing.",
    bad: "unlocks:\n  - {kind: deal, name: Acme renewal, amount: 400000}",
    good: "unlocks:\n  - {kind: deal, name: Acme renewal, amount: 400000, currency: USD}",
};
