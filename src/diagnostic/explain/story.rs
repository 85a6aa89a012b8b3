//! Explanations of QD301–QD313: stories that do not hold yet.

use super::Explanation;

pub(super) const QD301: Explanation = Explanation {
    why: "The headline is the sentence an executive would retell. Work that has none gets no water: it loses to work \
          whose value can be told.",
    bad: "title: SOC 2 Type II",
    good: "title: SOC 2 Type II\nheadline: Enterprise buyers sign without a security exception.",
};

pub(super) const QD302: Explanation = Explanation {
    why: "A message that takes more than 160 characters is not retold. What does not fit belongs into the text below.",
    bad: "headline: We will, over the course of the quarter and in close cooperation with … (214 characters)",
    good: "headline: Enterprise buyers sign without a security exception.",
};

pub(super) const QD303: Explanation = Explanation {
    why: "\"We shipped a thing\" is not business value. A headline that begins with what is built, and never says what \
          changes because of it, will not be understood outside the team.",
    bad: "headline: Migrate all services to the new vault.",
    good: "headline: A leaked credential no longer stops payments, so that the two outages of spring do not return.",
};

pub(super) const QD304: Explanation = Explanation {
    why: "Value is value for somebody: a customer, a buyer, a team, a regulator. A headline that names nobody leaves \
          the reader to guess who would miss the work.",
    bad: "headline: Static analysis becomes more precise.",
    good: "headline: Developers get ten findings a week that are real, instead of a hundred that are not.",
};

pub(super) const QD305: Explanation = Explanation {
    why: "An acronym that only the team knows shuts out the very people who decide. Spell it out once in the \
          document, or say what it does.",
    bad: "headline: The CSPM covers all of the OU's.",
    good: "headline: Misconfigured cloud accounts are found within an hour, in every business unit.",
};

pub(super) const QD306: Explanation = Explanation {
    why: "Two projects that tell the same story are one project, or one of them has not found its own yet.",
    bad: "# kms.md\nheadline: Secrets are safe.\n# vault-move.md\nheadline: Secrets are safe.",
    good: "# kms.md\nheadline: Keys are replaced in minutes when one leaks.\n# vault-move.md\nheadline: Payments \
           survives an expired credential.",
};

pub(super) const QD307: Explanation = Explanation {
    why: "A business score of 4 or more says that the business would notice. Behind it should be something that can be \
          checked: evidence, a revenue unlock or a key result.",
    bad: "business: 5",
    good: "business: 5\nevidence:\n  - {kind: customer, date: 2026-09-02, note: \"Two buyers wait for the report\"}",
};

pub(super) const QD308: Explanation = Explanation {
    why: "Without a narrative the connection from this work to a business goal is missing, and it appears among the \
          orphans of the report.",
    bad: "title: Signed builds",
    good: "title: Signed builds\nnarrative: customer-assurance",
};

pub(super) const QD310: Explanation = Explanation {
    why: "Some work is hard to connect to the business: a rewrite that works as before, a tool that cries wolf, an \
          approval that slows people down. It can be right, but it must answer one question: what will users notice \
          (rewrite, migration), how many alarms and how many of them true (detection, internal tool), how long people \
          wait (access control). A `user`, `metric` or `threat` evidence that says so is the answer.",
    bad: "kind: rewrite",
    good: "kind: rewrite\nevidence:\n  - {kind: user, date: 2026-08-20, note: \"Payments lost 3 days to expired keys\"}",
};

pub(super) const QD311: Explanation = Explanation {
    why: "Evidence older than two quarters may no longer be true. Look again, and date what you find.",
    bad: "evidence:\n  - {kind: incident, date: 2025-02-11, note: \"Outage\"}",
    good: "evidence:\n  - {kind: incident, date: 2026-08-20, note: \"The same cause again\"}",
};

pub(super) const QD312: Explanation = Explanation {
    why: "The story rests on its assumptions. One that is broken, or that nobody has checked by the day it had to be \
          known, takes the business score with it.",
    bad: "assumptions:\n  - {claim: \"All services move without a freeze\", state: broken}",
    good: "assumptions:\n  - {claim: \"Twelve of 14 services move without a freeze\", state: verified}",
};

pub(super) const QD313: Explanation = Explanation {
    why: "Compliance and assurance that unlock revenue are the most direct path to business value. A low business \
          score beside a named deal means that one of the two is wrong.",
    bad: "business: 1\nunlocks:\n  - {kind: deal, name: Acme renewal, amount: 400000, currency: USD}",
    good: "business: 4\nunlocks:\n  - {kind: deal, name: Acme renewal, amount: 400000, currency: USD}",
};
