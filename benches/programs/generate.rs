//! Writes a planning folder of any size: `cargo run --release --example generate -- 1000 DIR`.
//!
//! The same number gives the same bytes. Documents have 300 to 600 words and most of the keys that a real one has;
//! a tenth as many people as projects (5 to 200), eight narratives and four goals.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io, process};

const WORDS: &[&str] = &[
    "access",
    "account",
    "afternoon",
    "alert",
    "answer",
    "auditor",
    "backup",
    "boat",
    "buyer",
    "card",
    "change",
    "clerk",
    "cost",
    "crew",
    "customer",
    "day",
    "design",
    "door",
    "drill",
    "engineer",
    "evidence",
    "ferry",
    "finding",
    "harbour",
    "hour",
    "incident",
    "key",
    "kiosk",
    "letter",
    "list",
    "log",
    "loss",
    "meeting",
    "month",
    "morning",
    "network",
    "operator",
    "owner",
    "passenger",
    "payment",
    "pier",
    "plan",
    "question",
    "quarter",
    "reason",
    "refund",
    "release",
    "report",
    "review",
    "risk",
    "route",
    "rule",
    "season",
    "service",
    "session",
    "signature",
    "story",
    "supplier",
    "system",
    "team",
    "tender",
    "test",
    "thief",
    "ticket",
    "token",
    "week",
    "winter",
    "year",
];
const GLUE: &[&str] =
    &["the", "a", "and", "of", "that", "which", "with", "for", "before", "after", "when", "is", "was", "in"];
const TAGS: &[&str] = &[
    "automation",
    "backend",
    "cross-team",
    "cryptography",
    "data-analysis",
    "frontend",
    "hardware",
    "prototyping",
    "writing",
    "mentoring",
    "public-speaking",
    "system-design",
];
const KINDS: &[&str] = &[
    "feature",
    "compliance",
    "rewrite",
    "migration",
    "internal-tool",
    "detection",
    "access-control",
    "platform",
];

/// Numbers that look random and are not: the same sequence on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }

    fn half_steps(&mut self) -> String {
        format!("{:.1}", self.below(11) as f32 / 2.0)
    }

    fn sentence(&mut self) -> String {
        let mut words: Vec<&str> = Vec::new();
        for _ in 0..4 + self.below(6) {
            words.extend([self.of(GLUE), self.of(WORDS)]);
        }
        let text = words.join(" ");
        text[..1].to_uppercase() + &text[1..] + "."
    }

    fn paragraph(&mut self, sentences: usize) -> String {
        (0..sentences).map(|_| self.sentence()).collect::<Vec<_>>().join(" ")
    }
}

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [count, folder] = arguments.as_slice() else {
        return Err(io::Error::other("usage: generate COUNT DIR"));
    };
    let Ok(count) = count.parse::<usize>() else { process::exit(2) };
    generate(count, &PathBuf::from(folder))
}

fn generate(count: usize, folder: &Path) -> io::Result<()> {
    let mut dice = Dice(count as u64);
    let people = (count / 10).clamp(5, 200);
    for part in ["projects", "people", "narratives", "goals"] {
        fs::create_dir_all(folder.join(part))?;
    }
    let write = |path: String, text: String| fs::write(folder.join(path), text);
    write("portfolio.md".into(), settings(count, &mut dice))?;
    for n in 0..4 {
        write(format!("goals/goal-{n}.md"), goal(n, &mut dice))?;
    }
    for n in 0..8 {
        write(format!("narratives/story-{n}.md"), narrative(n, &mut dice))?;
    }
    for n in 0..people {
        write(format!("people/person-{n}.md"), person(n, &mut dice))?;
    }
    for n in 0..count {
        write(format!("projects/project-{n}.md"), project(n, people, &mut dice))?;
    }
    Ok(())
}

fn settings(count: usize, dice: &mut Dice) -> String {
    format!(
        "---\ntitle: Generated portfolio\nquarter: 2026-Q4\nweights: {{business: 50, interest: 25, growth: 25}}\n\
         capacity: {}\n---\n\n{}\n",
        (count * 2).min(9_000),
        dice.paragraph(6)
    )
}

fn goal(n: usize, dice: &mut Dice) -> String {
    format!(
        "---\ntitle: Goal {n}\nowner: person-{n}\nmetric: {} a {}\ntarget: 25%\n---\n\n{}\n",
        dice.of(WORDS),
        dice.of(WORDS),
        dice.paragraph(8)
    )
}

fn narrative(n: usize, dice: &mut Dice) -> String {
    format!(
        "---\ntitle: Story {n}\ngoals: [goal-{}]\nheadline: Customers keep the {} of the {}.\nowner: person-{}\n---\n\n{}\n",
        n % 4,
        dice.of(WORDS),
        dice.of(WORDS),
        n % 5,
        dice.paragraph(8)
    )
}

fn person(n: usize, dice: &mut Dice) -> String {
    let mut interests = String::new();
    for tag in TAGS {
        let _ = write!(interests, "{tag}: {}, ", dice.half_steps());
    }
    format!(
        "---\nname: Person {n}\nlevel: senior\ncapacity: {}\ninterests: {{{}}}\n\
         goals: [{{id: next, title: Grow, tags: [{}], reviewed: 2026-09-01}}]\n---\n\n{}\n",
        8 + n % 4,
        interests.trim_end_matches(", "),
        TAGS[n % TAGS.len()],
        dice.paragraph(3)
    )
}

fn project(n: usize, people: usize, dice: &mut Dice) -> String {
    let effort = 1 + dice.below(9);
    let owner = dice.below(people);
    let (one, two) = (dice.of(TAGS), TAGS[dice.below(TAGS.len() - 9) + 9]);
    let mut text = format!(
        "---\ntitle: {} {} {n}\nshort: Project {n}\nquarter: 2026-Q4\nstatus: committed\nowner: person-{owner}\n\
         business: {{score: {}, confidence: medium, why: \"{}\"}}\ninterest: {}\ngrowth: {}\neffort: {effort}\n\
         narrative: story-{}\nheadline: Customers get the {} before the {}, so that the {} of the {} stays whole.\n\
         kind: {}\ninvolves: [{one}]\ngrows: [{two}]\nsource: customer\nstart: 2026-10-05\ndue: 2026-12-11\n",
        dice.of(WORDS),
        dice.of(WORDS),
        dice.half_steps(),
        dice.sentence(),
        dice.half_steps(),
        dice.half_steps(),
        dice.below(8),
        dice.of(WORDS),
        dice.of(WORDS),
        dice.of(WORDS),
        dice.of(WORDS),
        dice.of(KINDS),
    );
    let _ = write!(
        text,
        "assumptions:\n  - {{claim: \"{}\", state: verified}}\nevidence:\n  - {{kind: user, date: 2026-09-{:02}, note: \"{}\"}}\n  \
         - {{kind: metric, date: 2026-08-{:02}, note: \"{}\"}}\n",
        dice.sentence(),
        1 + dice.below(28),
        dice.sentence(),
        1 + dice.below(28),
        dice.sentence()
    );
    if n.is_multiple_of(2) {
        let _ = writeln!(text, "team: {{person-{owner}: {effort}}}");
    }
    text.push_str("---\n\n");
    body(n, dice, &mut text);
    text
}

fn body(n: usize, dice: &mut Dice, text: &mut String) {
    let _ = write!(text, "{}\n\n## What we will do\n\n", dice.paragraph(4));
    for _ in 0..3 + dice.below(3) {
        let _ = writeln!(text, "- {} **{}** {}", dice.sentence(), dice.of(WORDS), dice.sentence());
    }
    let _ = write!(text, "\n| {} | {} |\n| --- | ---: |\n", dice.of(WORDS), dice.of(WORDS));
    for _ in 0..4 {
        let _ = writeln!(text, "| {} | {} |", dice.of(WORDS), dice.below(1_000));
    }
    let longer = 3 + dice.below(10);
    let _ = write!(
        text,
        "\n{}\n\n```sh\n{} --{} {}\n```\n\n",
        dice.paragraph(longer),
        dice.of(WORDS),
        dice.of(WORDS),
        n
    );
    let _ =
        writeln!(text, "Serves [the story](../narratives/story-{}.md). {}", dice.below(8), dice.paragraph(2));
}
