//! Explanations of QD201–QD209: references between documents.

use super::Explanation;

pub(super) const QD201: Explanation = Explanation {
    why: "People are named by the file that describes them, `ana` for people/ana.md. A name that leads nowhere is a \
          project nobody answers for, or weeks that count against nobody's capacity.",
    bad: "owner: mra",
    good: "owner: mara        # people/mara.md",
};

pub(super) const QD202: Explanation = Explanation {
    why: "A narrative is what connects the work to a business goal. Named wrongly, the project counts for no story \
          and its effort is missing from the one it belongs to.",
    bad: "narrative: zero-turst",
    good: "narrative: zero-trust        # narratives/zero-trust.md",
};

pub(super) const QD203: Explanation = Explanation {
    why: "The trace from project to narrative to goal ends in the air when the goal, or a key result of it, does not \
          exist.",
    bad: "goals: [enterprise-revenu]",
    good: "goals: [enterprise-revenue]        # goals/enterprise-revenue.md",
};

pub(super) const QD204: Explanation = Explanation {
    why: "A dependency that does not exist can neither be planned before this work nor be noticed when it is left \
          out. After a rename, let the renamed file keep its old id in `was:`.",
    bad: "depends_on: [kms]",
    good: "depends_on: [key-service]",
};

pub(super) const QD205: Explanation = Explanation {
    why: "Projects that wait for each other in a circle can never start. Usually one of them is two projects.",
    bad: "# kms.md\ndepends_on: [vault-move]\n# vault-move.md\ndepends_on: [kms]",
    good: "# kms.md\ndepends_on: []\n# vault-move.md\ndepends_on: [kms]",
};

pub(super) const QD206: Explanation = Explanation {
    why: "The plan promises this project but leaves out, or puts into a later quarter, work that must come before it. \
          Either the dependency is worth more than its scores say, or this project cannot be promised.",
    bad: "# vault-move.md, in the plan\ndepends_on: [kms]        # rank 12, below the line",
    good: "# kms.md\nbusiness: {score: 4, why: \"The vault move waits for it\"}",
};

pub(super) const QD207: Explanation = Explanation {
    why: "A story or goal without any work behind it is either a promise that nobody keeps or a file that can go.",
    bad: "narratives/shift-left.md        # no project names it",
    good: "# projects/static-analysis.md\nnarrative: shift-left",
};

pub(super) const QD208: Explanation = Explanation {
    why: "The reader who follows this link in the report finds nothing. Links are checked inside the planning folder \
          only; nothing is ever fetched from the network.",
    bad: "See [the goal](../goals/soc2.md).",
    good: "See [the goal](../goals/enterprise-revenue.md).",
};

pub(super) const QD209: Explanation = Explanation {
    why: "Tags connect documents. One that stands in a single document connects nothing and is often a spelling of \
          another.",
    bad: "involves: [automatisation]        # others say automation",
    good: "involves: [automation]",
};
