//! Explanations of QD601–QD803: changes, the lock file, allowances and templates.

use super::Explanation;

pub(super) const QD601: Explanation = Explanation {
    why: "A score that moves by a point or more changes the plan of a whole team. Its reason belongs beside it, where \
          the reviewer of this change and the reader in half a year will look for it.",
    bad: "-business: 2\n+business: 4",
    good: "-business: 2\n+business: {score: 4, why: \"Acme made it a condition on 12 October\"}",
};

pub(super) const QD602: Explanation = Explanation {
    why: "This change moves a project over the plan line: something is promised, or no longer promised. Say why, in the \
          score that did it.",
    bad: "-growth: 4\n+growth: 3        # the project leaves the plan",
    good: "-growth: 4\n+growth: {score: 3, why: \"Jun has moved to another goal\"}",
};

pub(super) const QD603: Explanation = Explanation {
    why: "When weights and scores change together, nobody can see which of them moved a project. Make two changes of \
          it: first the rules, then what they are applied to.",
    bad: "# one pull request\n-weights: {business: 50, interest: 25, growth: 25}\n+weights: {business: 40, interest: 30, \
          growth: 30}\n-business: 3\n+business: 4",
    good: "# two pull requests",
};

pub(super) const QD604: Explanation = Explanation {
    why: "How engaging work is and what it does for a career, only the person can say; their file is theirs. Whoever \
          edits a rating in it should be that person, or should have asked.",
    bad: "# people/ana.md, in a change that also edits projects\n-interest: 2\n+interest: 5",
    good: "# people/ana.md, in a change of its own",
};

pub(super) const QD701: Explanation = Explanation {
    why: "ranking.lock is the ranking as it was agreed; a change of documents that moves it must show the move in its \
          own difference.",
    bad: "quarterdeck check --locked        # the file says otherwise",
    good: "quarterdeck lock                  # then commit ranking.lock",
};

pub(super) const QD702: Explanation = Explanation {
    why: "Two branches changed the ranking and git could not join them. There is nothing to decide by hand: the file \
          follows from the documents.",
    bad: "<<<<<<< HEAD\nzero-trust-vpn       80.0  …",
    good: "quarterdeck lock                  # then commit ranking.lock",
};

pub(super) const QD704: Explanation = Explanation {
    why: "On macOS and Windows these two are one file: a checkout there keeps only one of them, and the report becomes \
          another.",
    bad: "projects/API.md\nprojects/api.md",
    good: "projects/api.md\nprojects/api-gateway.md",
};

pub(super) const QD705: Explanation = Explanation {
    why: "The finding that was allowed here does not occur any more. An allowance that stays would silence the next \
          one, which nobody has looked at. An allowance in the text that no block follows allows nothing at all.",
    bad: "allow: [{code: QD303, why: \"Agreed with the board\"}]        # the headline is fine now",
    good: "# no allow:",
};

pub(super) const QD706: Explanation = Explanation {
    why: "Whoever meets a silenced finding later wants to know whether its reason still holds.",
    bad: "allow: [QD304]\n\n<!-- quarterdeck: allow QD208 -->",
    good: "allow: [{code: QD304, why: \"Headline agreed with the board\"}]\n\n<!-- quarterdeck: allow QD208 because the \
           page comes in December -->",
};

pub(super) const QD801: Explanation = Explanation {
    why: "A template of the planning folder replaces a built-in one of the same name. This one cannot be read, or \
          something in it does not exist.",
    bad: "{{ project.titel }}",
    good: "{{ project.title }}",
};

pub(super) const QD802: Explanation = Explanation {
    why: "The names of two assets differ only in upper and lower case. On macOS and Windows both would be written to the \
          same place of the report, and one would be lost. A name that differs so from a built-in asset replaces it there, \
          and does not elsewhere.",
    bad: "assets/Flow.svg\nassets/flow.svg",
    good: "assets/flow.svg\nassets/flow-2025.svg",
};

pub(super) const QD803: Explanation = Explanation {
    why: "A page could not be made from its template. The other pages may be fine, but a report without one of its \
          pages has links that lead nowhere, so none is written.",
    bad: "{% for project in project.title %}",
    good: "{% for row in ranking.rows %}",
};
