//! Explanations of QD501–QD510: what the ranking cannot tell.

use super::Explanation;

pub(super) const QD501: Explanation = Explanation {
    why: "A missing score is not a zero. The project is listed apart, with the best and the worst rank it could have, \
          until somebody says the number.",
    bad: "business: 4\ninterest: 3",
    good: "business: 4\ninterest: 3\ngrowth: 2",
};

pub(super) const QD502: Explanation = Explanation {
    why: "More than two thirds of the value come from one criterion. No single criterion should decide: check whether \
          the other two are really that low.",
    bad: "business: 5\ninterest: 0\ngrowth: 0",
    good: "business: 5\ninterest: 2\ngrowth: 1",
};

pub(super) const QD503: Explanation = Explanation {
    why: "portfolio.md names a floor, and this project is below it. It is listed apart and cannot enter the plan, \
          however good its other scores are.",
    bad: "# portfolio.md\nfloor: {business: 1}\n# the project\nbusiness: 0",
    good: "business: 1",
};

pub(super) const QD504: Explanation = Explanation {
    why: "Projects with exactly the same value stand on both sides of the plan line, and only a tie rule separates \
          them. That is a decision for people: score one of them differently, and say why.",
    bad: "# three projects of value 3.25, capacity for two",
    good: "business: {score: 3.5, why: \"The audit is in November\"}",
};

pub(super) const QD505: Explanation = Explanation {
    why: "Small changes of the weights move this project in or out of the plan: its place is decided by the weights, \
          not by its scores. Worth a look before it is promised.",
    bad: "# in the plan under 51 % of nearby weights",
    good: "# scores that were talked about, or allow: with the reason",
};

pub(super) const QD506: Explanation = Explanation {
    why: "The median hides that raters see this project very differently. Usually they mean different things by the \
          same score; talk, then rate again.",
    bad: "business: {by: {ana: 1, bo: 3, dee: 5}}",
    good: "business: {by: {ana: 3, bo: 3, dee: 4}}",
};

pub(super) const QD507: Explanation = Explanation {
    why: "The world has moved on and the score has not. Confirm it, or correct it.",
    bad: "business: 4        # the same since 2025-Q4",
    good: "business: {score: 3, why: \"Two of the five incidents cannot happen any more\"}",
};

pub(super) const QD508: Explanation = Explanation {
    why: "When nearly all scores are the same, this criterion decides nothing and the order comes from the other two. \
          Use the scale: a 5 should be rare.",
    bad: "# business of all projects: 4, 5, 4, 5, 4",
    good: "# business of all projects: 2, 5, 3, 4, 1",
};

pub(super) const QD509: Explanation = Explanation {
    why: "Two criteria that always rise and fall together are one criterion counted twice. Often one was copied from \
          the other.",
    bad: "# interest and growth equal in every project",
    good: "# interest asked of the people, growth taken from their goals",
};

pub(super) const QD510: Explanation = Explanation {
    why: "The quarter is over and the work is still open. Finish it, drop it or plan it again; and record what came of \
          it, because outcomes are what the weights are learned from.",
    bad: "quarter: 2026-Q2\nstatus: active",
    good: "quarter: 2026-Q2\nstatus: done\noutcome: {score: 4, on: 2026-07-10}",
};
