//! Why a project ranks where it does: its score in three parts, beside the rival that matters.
//!
//! The rival is the first project below the line for one in the plan, the last one above it for one below,
//! and the next project where there is no line.

use std::fmt::Write;

use serde::Serialize;

use crate::criteria::{Criterion, PerCriterion};
use crate::fit::{Known, Lens, Provenance};
use crate::portfolio::{Confidence, Id, Method, Project, Rating, Score};
use crate::ranking::{Placed, Side};
use crate::report::atlas::{Atlas, Standing};
use crate::report::chart::{Bar, Boxes, Marker, Spoken};
use crate::report::{chrome, equal, words};

/// The long names, where the criteria keep their own.
const LONG: PerCriterion<(&str, &str)> = PerCriterion::new(
    ("Business", "Business narrative"),
    ("Interest", "Implicit interest"),
    ("Growth", "Personal growth"),
);

/// The scores of a project and what they rest on.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Why {
    heading: String,
    sentence: Option<String>,
    bar: Option<Bar>,
    /// The head of the column of scores, such as `Score, 0 to 5`.
    scale: String,
    /// Whether there are points to show.
    ranked: bool,
    /// The head of the column of differences.
    against: Option<String>,
    rows: Vec<Row>,
}

#[derive(Debug, Clone, Serialize)]
struct Row {
    name: String,
    notes: Vec<String>,
    boxes: Option<Boxes>,
    score: String,
    weight: String,
    points: Option<String>,
    difference: Option<String>,
}

impl Why {
    /// The scores of a project.
    pub(super) fn of(atlas: &Atlas<'_>, project: &Project) -> Self {
        let settings = atlas.picture.portfolio.settings();
        let (min, max) = (words::score(settings.scale.min), words::score(settings.scale.max));
        let placed = match atlas.standing(&project.id) {
            Standing::Placed(_, placed) => Some(placed),
            _ => None,
        };
        let rival = placed.and_then(|placed| Rival::of(atlas, placed));
        let known = known(atlas, project);
        let rows = Criterion::ALL
            .map(|criterion| row(atlas, project, criterion, known[criterion], placed, rival.as_ref()));
        Self {
            heading: placed.map_or_else(|| "Its scores".to_owned(), heading),
            sentence: placed.map(|placed| {
                let equal = equal::sentence(atlas.ranking(), placed.position - 1, settings);
                [Some(sentence(atlas, placed, rival.as_ref())), equal]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(" ")
            }),
            bar: placed.map(|placed| bar(settings.criteria.as_ref(), placed, rival.as_ref())),
            scale: format!("Score, {min} to {max}"),
            ranked: placed.is_some(),
            against: rival.map(|rival| format!("vs {}", rival.placed.project.short)),
            rows: rows.to_vec(),
        }
    }
}

/// The project to compare with.
struct Rival<'a> {
    placed: &'a Placed,
    /// What it is, to follow its name: `the first project below the line`.
    role: &'static str,
    /// The same in few words, to stand at a mark.
    mark: &'static str,
}

impl<'a> Rival<'a> {
    fn of(atlas: &Atlas<'a>, placed: &Placed) -> Option<Self> {
        let all = &atlas.ranking().placed;
        let index = placed.position.checked_sub(1)?;
        match placed.side {
            Side::Planned => {
                let below = atlas.beside_line.1?;
                Some(Self { placed: below, role: "the first project below the line", mark: "first below" })
            }
            Side::Below => {
                let above = atlas.beside_line.0?;
                Some(Self { placed: above, role: "the last project in the plan", mark: "last in the plan" })
            }
            Side::NoEffort | Side::NoLine if index == 0 => {
                all.get(1).map(|next| Self { placed: next, role: "the next project", mark: "next" })
            }
            Side::NoEffort | Side::NoLine => all.get(index - 1).map(|above| Self {
                placed: above,
                role: "the project above",
                mark: "the one above",
            }),
        }
    }
}

fn heading(placed: &Placed) -> String {
    let place = words::ordinal(placed.rank);
    if placed.tied { format!("Why it shares the {place} place") } else { format!("Why it ranks {place}") }
}

fn sentence(atlas: &Atlas<'_>, placed: &Placed, rival: Option<&Rival<'_>>) -> String {
    let method = match atlas.picture.portfolio.settings().method {
        Method::BusinessFirst => {
            " The order goes by business in bands of one step, then by interest, then by growth."
        }
        Method::Geometric => {
            " The score is the weighted geometric mean, so a zero on any criterion gives zero."
        }
        Method::Weighted => "",
    };
    let score = words::tenths(placed.score_tenths);
    let Some(rival) = rival else { return format!("{score} of 100.{method}") };
    let (title, role) = (&rival.placed.project.title, rival.role);
    let ahead = placed.score_tenths - rival.placed.score_tenths;
    let gap = words::tenths(ahead.abs());
    match ahead {
        0 => format!("{score} of 100, level with {title}, {role}.{method}"),
        1.. => format!("{score} of 100, {gap} ahead of {title}, {role}.{method}"),
        _ => format!("{score} of 100, {gap} behind {title}, {role}.{method}"),
    }
}

fn bar(names: PerCriterion<&String>, placed: &Placed, rival: Option<&Rival<'_>>) -> Bar {
    let parts: Vec<String> = Criterion::ALL
        .into_iter()
        .map(|criterion| format!("{} {}", names[criterion], words::tenths(placed.points_tenths[criterion])))
        .collect();
    let marker = rival.map(|rival| Marker {
        tenths: rival.placed.score_tenths,
        words: format!("{} {}", rival.mark, words::tenths(rival.placed.score_tenths)),
    });
    let mut desc = format!("{}. Total {} of 100.", parts.join(", "), words::tenths(placed.score_tenths));
    if let Some(marker) = &marker {
        let _ = write!(desc, " {}.", words::capital(&marker.words));
    }
    Bar::new(&placed.points_tenths, marker, Spoken::new("bar", "The score in its three parts", desc))
}

fn row(
    atlas: &Atlas<'_>,
    project: &Project,
    criterion: Criterion,
    known: Option<Known>,
    placed: Option<&Placed>,
    rival: Option<&Rival<'_>>,
) -> Row {
    let settings = atlas.picture.portfolio.settings();
    let name = &settings.criteria[criterion];
    let (own, long) = LONG[criterion];
    let points = placed.map(|placed| placed.points_tenths[criterion]);
    let difference = points.zip(rival).map(|(points, rival)| points - rival.placed.points_tenths[criterion]);
    Row {
        name: if name == own { long.to_owned() } else { name.clone() },
        notes: notes(atlas, project, criterion, known),
        boxes: known.map(|known| Boxes::new(criterion.key(), known.score, &settings.scale)),
        score: known.map_or_else(|| "not scored".to_owned(), |known| words::score(known.score)),
        weight: chrome::weight(settings, criterion),
        points: points.map(words::tenths),
        difference: difference.map(|difference| words::signed(i128::from(difference), 10, 1)),
    }
}

/// The scores that count, or, for a project that does not compete, those that are stated.
fn known(atlas: &Atlas<'_>, project: &Project) -> PerCriterion<Option<Known>> {
    match atlas.standing(&project.id) {
        Standing::Placed(_, placed) => placed.known.map(Some),
        Standing::BelowFloor(apart) => apart.scores,
        Standing::Unscored(apart) => apart.scores,
        Standing::Elsewhere => project.ratings.as_ref().map(|rating| {
            rating.as_ref().map(|rating| Known {
                score: rating.score,
                confidence: rating.confidence,
                provenance: Provenance::Stated,
            })
        }),
    }
}

/// What a score rests on: its reason, who gave it, how far it may be off.
fn notes(atlas: &Atlas<'_>, project: &Project, criterion: Criterion, known: Option<Known>) -> Vec<String> {
    let Some(known) = known else { return Vec::new() };
    let mut notes = Vec::new();
    let rating = project.ratings[criterion].as_ref();
    if let Some(rating) = rating.filter(|_| known.provenance == Provenance::Stated) {
        notes.extend(rating.why.clone());
        notes.extend(raters(atlas, rating));
    } else {
        notes.push(derived(atlas, project, criterion, known.provenance));
    }
    notes.extend(doubt(atlas, known.confidence));
    notes
}

fn raters(atlas: &Atlas<'_>, rating: &Rating) -> Option<String> {
    let (least, most) = (rating.by.values().min()?, rating.by.values().max()?);
    let each: Vec<String> = rating
        .by
        .iter()
        .map(|(id, score)| format!("{} {}", words::first_name(&atlas.person_name(id)), words::score(*score)))
        .collect();
    let each = words::list(&each);
    if rating.by.len() == 1 {
        return Some(format!("Rated by {each}."));
    }
    let apart = Score::from_thousandths(most.thousandths() - least.thousandths());
    Some(if apart == Score::default() {
        format!("Median of {each}, who agree.")
    } else {
        format!("Median of {each}, {} apart.", words::score(apart))
    })
}

fn doubt(atlas: &Atlas<'_>, confidence: Confidence) -> Option<String> {
    let step = atlas.picture.portfolio.settings().scale.step;
    let off = match confidence {
        Confidence::High => return None,
        Confidence::Medium => Score::from_thousandths(step.thousandths() / 2),
        Confidence::Low => step,
    };
    Some(format!("Confidence {}: it may be off by {}.", confidence.key(), words::score(off)))
}

/// Where a score that no document states came from. Who said what is for those who may see everybody.
fn derived(atlas: &Atlas<'_>, project: &Project, criterion: Criterion, provenance: Provenance) -> String {
    let kinds = atlas.panel().kinds(project);
    let number = |lens: &Lens<'_>| match criterion {
        Criterion::Growth => lens.growth(project, kinds?),
        _ => lens.interest(project, kinds?),
    };
    let named = |id: &Id, score: Score| {
        format!("{} {}", words::first_name(&atlas.person_name(id)), words::score(score))
    };
    let shown = atlas.picture.edition.audience.sees_everybody();
    if provenance == Provenance::Team {
        let team: Vec<String> = project
            .team
            .iter()
            .filter_map(|(id, _)| Some(named(id, number(atlas.panel().lens(id)?)?)))
            .collect();
        return if shown && !team.is_empty() {
            format!("Mean of its team by weeks: {}.", words::list(&team))
        } else {
            "Mean of its team, weighted by weeks.".to_owned()
        };
    }
    let mut best: Vec<(Score, &Id)> =
        atlas.panel().lenses().iter().filter_map(|lens| Some((number(lens)?, &lens.person().id))).collect();
    best.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    best.truncate(atlas.panel().team_size(project));
    // Chosen by their numbers, named by their ids: people are never shown in an order of scores.
    best.sort_by_key(|(_, id)| *id);
    let best: Vec<String> = best.into_iter().map(|(score, id)| named(id, score)).collect();
    if shown && !best.is_empty() {
        format!("Not stated; of the best who could do it: {}.", words::list(&best))
    } else {
        "Not stated; the mean of the best team that could do it.".to_owned()
    }
}
