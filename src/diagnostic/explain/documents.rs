//! Explanations of QD001–QD015: files that cannot be read as documents.

use super::Explanation;

pub(super) const QD001: Explanation = Explanation {
    why: "A report about nothing looks like a report: an empty ranking is more likely a wrong folder than an empty \
          quarter. So a folder in which no project was found is an error, never an empty page.",
    bad: "planning/\n  notes.txt",
    good: "planning/\n  projects/\n    soc2-type-2.md",
};

pub(super) const QD002: Explanation = Explanation {
    why: "Text in another encoding shows names wrongly, and guessing the encoding would give different reports on \
          different machines.",
    bad: "title: Caf\u{fffd} rollout        # saved as Latin-1",
    good: "title: Café rollout        # saved as UTF-8",
};

pub(super) const QD003: Explanation = Explanation {
    why: "Some editors put an invisible byte-order mark before the first character. Front matter is only front \
          matter when the file begins with `---`, so many tools would silently read this document as having none.",
    bad: "(byte-order mark)---\nbusiness: 4\n---",
    good: "---\nbusiness: 4\n---",
};

pub(super) const QD004: Explanation = Explanation {
    why: "The opening `---` must be the very first line. With a blank line or a heading above it, the scores would \
          be read as ordinary text and the project would vanish from the ranking.",
    bad: "# SOC 2\n---\nbusiness: 4\n---",
    good: "---\nbusiness: 4\n---\n# SOC 2",
};

pub(super) const QD005: Explanation = Explanation {
    why: "Without a closing `---` nobody can tell where the front matter ends and the text begins.",
    bad: "---\nbusiness: 4\n\n# SOC 2",
    good: "---\nbusiness: 4\n---\n\n# SOC 2",
};

pub(super) const QD006: Explanation = Explanation {
    why: "Front matter is YAML between two lines of exactly `---`. TOML's `+++`, JSON's `;;;`, four dashes or a \
          closing `...` belong to other tools and are not guessed at.",
    bad: "+++\nbusiness = 4\n+++",
    good: "---\nbusiness: 4\n---",
};

pub(super) const QD007: Explanation = Explanation {
    why: "A project without front matter has no scores; leaving it out of the ranking without a word would be the \
          wrong answer to the question what comes first. An introduction to a folder belongs into its `README.md` \
          or `index.md`, which are not read as documents.",
    bad: "# SOC 2\n\nWe should do this.",
    good: "---\nbusiness: 4\ninterest: 2\ngrowth: 3\n---\n\n# SOC 2\n\nWe should do this.",
};

pub(super) const QD008: Explanation = Explanation {
    why: "Front matter is limited to 64 KiB, 16 levels and 4,000 values, a document to 1 MiB and its markdown to \
          100 levels. Planning docs never come near; hostile ones are stopped before they cost time and memory.",
    bad: "tags: [[[[[[[[[[[[[[[[[deep]]]]]]]]]]]]]]]]]",
    good: "tags: [deep]",
};

pub(super) const QD009: Explanation = Explanation {
    why: "Anchors and aliases let a few lines of YAML expand to gigabytes, and tags and merge keys hide where a \
          value comes from. Planning docs need none of them.",
    bad: "business: &score 4\ngrowth: *score",
    good: "business: 4\ngrowth: 4",
};

pub(super) const QD010: Explanation = Explanation {
    why: "The front matter is not valid YAML. The most frequent causes are a colon followed by a space inside a \
          text, a text that begins with `@`, `*` or a quotation mark, and a tab used for indentation.",
    bad: "title: Vault: the move\nowner: @ana",
    good: "title: \"Vault: the move\"\nowner: ana",
};

pub(super) const QD011: Explanation = Explanation {
    why: "When a key stands twice, one of the two values is not the one that counts, and readers will disagree \
          about which. This happens most often when two branches were merged.",
    bad: "business: 4\ninterest: 3\nbusiness: 2",
    good: "business: 4\ninterest: 3",
};

pub(super) const QD012: Explanation = Explanation {
    why: "The first line of exactly `---` closes the front matter, also when it was meant as part of a longer text. \
          Everything after it would be read as the document's body.",
    bad: "---\nheadline: |\n  Buyers sign faster.\n---\n  (details)\nbusiness: 4\n---",
    good: "---\nheadline: Buyers sign faster.\nbusiness: 4\n---\n\n(details)",
};

pub(super) const QD013: Explanation = Explanation {
    why: "A document's id is its file name without `.md`, and others refer to it by that id. Two files of the same \
          id cannot be told apart, on some systems not even on disk when they differ only in case.",
    bad: "projects/vault-move.md\nprojects/old/vault-move.md",
    good: "projects/vault-move.md\nprojects/old/vault-move-2025.md",
};

pub(super) const QD014: Explanation = Explanation {
    why: "Reading what lies outside the planning folder would put it into a report that others see, and a link that \
          leads back to its own folder never ends. Pipes and devices are never opened.",
    bad: "projects/secrets.md -> /etc/passwd",
    good: "projects/secrets.md        # a file of its own",
};

pub(super) const QD015: Explanation = Explanation {
    why: "The id becomes part of addresses, of other documents' references and of file names on every system, so it \
          is made of lower-case letters, digits and inner hyphens only.",
    bad: "projects/SOC 2 (Type II).md",
    good: "projects/soc2-type-2.md        # with title: SOC 2 (Type II)",
};
