//! Explanations of QD401–QD412: people and their work. These findings are about plans, never about people.

use super::Explanation;

pub(super) const QD401: Explanation = Explanation {
    why: "A plan that needs more weeks than a person has will slip, and the person will be blamed for it.",
    bad: "# people/mara.md\ncapacity: 11\n# projects that name her\nteam: {mara: 15}",
    good: "team: {mara: 7, jun: 8}",
};

pub(super) const QD402: Explanation = Explanation {
    why: "Effort decides what fits above the plan line, the team's weeks decide who is full. When they disagree, one \
          of the two pictures is wrong.",
    bad: "effort: 5\nteam: {bo: 2, chi: 1}",
    good: "effort: 5\nteam: {bo: 2, chi: 3}",
};

pub(super) const QD403: Explanation = Explanation {
    why: "The trap is losing the plot about somebody's growth while the work gets done: more than 60 % of this person's \
          planned weeks serve none of their stated goals. Talk about it before the quarter begins.",
    bad: "# people/jun.md\ngoals:\n  - {id: lead, title: Lead a team, tags: [mentoring]}\n# all of his projects\ngrows: [backend]",
    good: "# one of his projects\ngrows: [backend, mentoring]",
};

pub(super) const QD404: Explanation = Explanation {
    why: "Goals change. A goal that was not talked about for two quarters may be steering work that nobody wants any \
          more.",
    bad: "goals:\n  - {id: lead, title: Lead a team, reviewed: 2026-01-10}",
    good: "goals:\n  - {id: lead, title: Lead a team, reviewed: 2026-09-01}",
};

pub(super) const QD405: Explanation = Explanation {
    why: "One illness or one resignation ends this project. A second person who learns it is usually also somebody's \
          chance to grow.",
    bad: "team: {ana: 9}",
    good: "team: {ana: 6, chi: 3}",
};

pub(super) const QD406: Explanation = Explanation {
    why: "Nobody rates this work above 2. It may still be necessary; then share it out, change how it is done, or say \
          openly that it is a duty.",
    bad: "involves: [on-call, documentation]        # nobody's interests",
    good: "involves: [on-call, documentation, automation]",
};

pub(super) const QD407: Explanation = Explanation {
    why: "Work that has begun and that nobody answers for is where quarters go to die.",
    bad: "status: active",
    good: "status: active\nowner: ana",
};

pub(super) const QD408: Explanation = Explanation {
    why: "The interest or growth that the project states is two steps or more from what follows from its team. Either \
          the number was guessed, or the people have not been asked.",
    bad: "interest: 5\nteam: {bo: 6}        # bo rates it 2",
    good: "interest: 2\nteam: {bo: 6}",
};

pub(super) const QD410: Explanation = Explanation {
    why: "Whether this person would enjoy the work is not known, so it does not count. Ask.",
    bad: "# projects/docs.md\ninvolves: [documentation]\nteam: {mara: 3}\n# people/mara.md\ninterests: {backend: 4}",
    good: "# people/mara.md\ninterests: {backend: 4, documentation: 3}",
};

pub(super) const QD411: Explanation = Explanation {
    why: "A growth score says how well the work serves stated career goals. None of this person's goals has anything \
          to do with what the project lets one grow in.",
    bad: "# projects/kms.md\ngrowth: 4\ngrows: [cryptography]\nteam: {jun: 6}\n# people/jun.md\ngoals:\n  - {id: lead, title: Lead a team, tags: [mentoring]}",
    good: "# projects/kms.md\ngrowth: 4\ngrows: [cryptography, mentoring]",
};

pub(super) const QD412: Explanation = Explanation {
    why: "People complement each other: the one who loves prototyping and the one who likes to write it up. Here a \
          part of the work is left that nobody on the team enjoys, and that part tends not to get done.",
    bad: "involves: [prototyping, writing]\nteam: {bo: 3, chi: 3}        # neither likes writing",
    good: "involves: [prototyping, writing]\nteam: {bo: 3, ana: 3}",
};
