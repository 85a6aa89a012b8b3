//! The method page: how the numbers are made, on the real first project.

use serde::Serialize;

use crate::criteria::{Criterion, PerCriterion};
use crate::fit::{Known, Provenance};
use crate::portfolio::{LineRule, Method, ScoreMeans, Settings};
use crate::ranking::{Placed, Ratio};
use crate::report::chrome::{formula, weight};
use crate::report::page::{Head, Page, address};
use crate::report::row::project_href;
use crate::report::stack::{Stack, contributions};
use crate::report::{Picture, words};

/// The view of the method page.
#[derive(Debug, Serialize)]
struct MethodPage {
    dek: String,
    questions: Vec<Question>,
    scale: String,
    rubric: Vec<Label>,
    example: Option<Example>,
    rules: Vec<Rule>,
    firmness: Vec<Word>,
}

/// One of the three questions.
#[derive(Debug, Serialize)]
struct Question {
    key: &'static str,
    name: String,
    words: &'static str,
    weight: String,
    /// The weight as the length of a bar, in percent.
    length: String,
}

/// What a score means in words.
#[derive(Debug, Serialize)]
struct Label {
    score: String,
    words: String,
}

/// The first project's number, step by step.
#[derive(Debug, Serialize)]
struct Example {
    title: String,
    href: String,
    steps: Vec<Step>,
    /// The sum on the scores' own scale: `3.75`.
    value: String,
    /// The same out of 100.
    score: String,
    bar: Stack,
    words: String,
}

/// One criterion's part of a number.
#[derive(Debug, Serialize)]
struct Step {
    key: &'static str,
    name: String,
    score: String,
    /// Where the score came from.
    from: String,
    weight: String,
    product: String,
    points: String,
}

/// A rule in words.
#[derive(Debug, Serialize)]
struct Rule {
    name: &'static str,
    words: String,
}

/// A word for a distance from the plan line.
#[derive(Debug, Serialize)]
struct Word {
    inside: &'static str,
    outside: &'static str,
    points: &'static str,
}

/// The method page of a picture.
pub(super) fn page(picture: &Picture<'_>) -> Page {
    let settings = picture.portfolio.settings();
    let head = Head {
        title: "Method".to_owned(),
        description: formula(settings),
        section: "method.html",
        crumbs: Vec::new(),
    };
    let view = MethodPage {
        dek: formula(settings),
        questions: questions(settings),
        scale: scale(settings),
        rubric: rubric(settings),
        example: picture.ranking.placed.first().map(|first| example(settings, first)),
        rules: rules(settings),
        firmness: if picture.sway.is_some() && picture.ranking.plan.is_some() {
            firmness()
        } else {
            Vec::new()
        },
    };
    Page::new(address("method.html"), "method.html", head, &view)
}

fn questions(settings: &Settings) -> Vec<Question> {
    let question = PerCriterion::new(
        "What is the impact on the business, told as a story to people who think about the business?",
        "How engaged is the person while doing this work?",
        "How well does it serve the person\u{2019}s stated career goals?",
    );
    Criterion::ALL
        .into_iter()
        .map(|criterion| Question {
            key: criterion.key(),
            name: settings.criteria[criterion].clone(),
            words: question[criterion],
            weight: weight(settings, criterion),
            length: words::length(settings.weights.share(criterion)),
        })
        .collect()
}

fn scale(settings: &Settings) -> String {
    let scale = &settings.scale;
    format!(
        "Every score runs from {} to {} in steps of {}. A missing score is not a zero: the project waits, apart from the others.",
        words::score(scale.min),
        words::score(scale.max),
        words::score(scale.step)
    )
}

fn rubric(settings: &Settings) -> Vec<Label> {
    let labels = settings.scale.labels.iter().rev();
    labels.map(|(score, label)| Label { score: words::score(*score), words: label.clone() }).collect()
}

fn example(settings: &Settings, placed: &Placed) -> Example {
    let bar = contributions(&placed.points_tenths, settings);
    let steps = Criterion::ALL
        .into_iter()
        .map(|criterion| {
            let known = placed.known[criterion];
            Step {
                key: criterion.key(),
                name: settings.criteria[criterion].clone(),
                score: words::score(known.score),
                from: provenance(known).to_owned(),
                weight: weight(settings, criterion),
                product: ratio(placed.contributions[criterion]),
                points: words::tenths(placed.points_tenths[criterion]),
            }
        })
        .collect();
    let (min, max) = (words::score(settings.scale.min), words::score(settings.scale.max));
    let (value, score) = (ratio(placed.value), words::tenths(placed.score_tenths));
    let words = match settings.method {
        Method::Weighted => format!("{value} on the scale from {min} to {max} is {score} out of 100."),
        Method::Geometric => {
            format!(
                "The geometric mean is {value} on the scale from {min} to {max}, which is {score} out of 100; its parts are shown in proportion."
            )
        }
        Method::BusinessFirst => {
            format!(
                "The order follows the bands, not the sum; the weighted mean of {value}, {score} out of 100, is shown to compare."
            )
        }
    };
    Example {
        title: placed.project.title.clone(),
        href: project_href(&placed.project.id),
        steps,
        value,
        score,
        bar,
        words,
    }
}

fn ratio(ratio: Ratio) -> String {
    words::decimal(ratio.num(), ratio.den(), 2)
}

fn provenance(known: Known) -> &'static str {
    match known.provenance {
        Provenance::Stated => "stated in its document",
        Provenance::Team => "the mean over its team, by weeks",
        Provenance::BestTeam => "the mean over the best team for it",
    }
}

fn rules(settings: &Settings) -> Vec<Rule> {
    let mut rules = vec![
        Rule {
            name: "Exact",
            words: "Scores and weights are whole numbers inside, so two projects are level only when they really are. What is shown is rounded half up to one decimal, and the parts of a bar are rounded so that they add up to its score.".to_owned(),
        },
        Rule {
            name: "Ties",
            words: format!(
                "Level projects share a rank (=3). Among them the order is {}, then {}, then {}, then less effort, then the file name; it matters only at the line.",
                settings.criteria.business.to_lowercase(),
                settings.criteria.interest.to_lowercase(),
                settings.criteria.growth.to_lowercase()
            ),
        },
        Rule { name: "The line", words: line(settings) },
        Rule {
            name: "Unsure scores",
            words: format!(
                "Confidence never changes a score. It widens the range of ranks a project could have: by {} for low confidence, half of that for medium, not at all for high.",
                words::score(settings.scale.step)
            ),
        },
        Rule { name: "What a score means", words: means(settings).to_owned() },
        Rule {
            name: "Money",
            words: "Revenue that a project opens is shown beside the ranking and never counts in a score. Amounts in different currencies are never added.".to_owned(),
        },
    ];
    if let Some(floor) = floor(settings) {
        rules.insert(3, Rule { name: "The floor", words: floor });
    }
    rules
}

fn line(settings: &Settings) -> String {
    let Some(capacity) = settings.capacity else {
        return "No capacity is stated, so there is an order and no line.".to_owned();
    };
    let weeks = words::weeks(capacity);
    match settings.line {
        LineRule::Strict => format!(
            "There are {weeks}. Projects are taken in rank order until the next one does not fit; nobody jumps the queue without being named."
        ),
        LineRule::Fill => format!(
            "There are {weeks}. Projects are taken in rank order; where one does not fit, later ones that still fit come in."
        ),
    }
}

fn floor(settings: &Settings) -> Option<String> {
    let floors: Vec<String> = settings
        .floor
        .iter()
        .filter_map(|(criterion, floor)| {
            floor.map(|floor| {
                format!("{} {}", settings.criteria[criterion].to_lowercase(), words::score(floor))
            })
        })
        .collect();
    (!floors.is_empty()).then(|| {
        format!(
            "A project below {} takes no rank and is listed apart: the other criteria cannot make up for it.",
            words::either(&floors)
        )
    })
}

fn means(settings: &Settings) -> &'static str {
    match settings.score_means {
        ScoreMeans::Intensity => {
            "A score speaks of the quality of the time spent, so a plan is worth the mean score of its weeks."
        }
        ScoreMeans::Total => {
            "A score speaks of the worth of the whole project, whatever its size, so a plan is worth the sum of its scores."
        }
    }
}

fn firmness() -> Vec<Word> {
    vec![
        Word { inside: "Firm", outside: "Far", points: "20 points of weight or more" },
        Word { inside: "Steady", outside: "Within reach", points: "10 to 19" },
        Word { inside: "Sensitive", outside: "Close", points: "5 to 9" },
        Word { inside: "Knife-edge", outside: "Knife-edge", points: "fewer than 5" },
        Word { inside: "Firm", outside: "Out of reach", points: "no weighting changes it" },
    ]
}
