//! The decisions that the numbers cannot make: what people have to talk about.

use serde::Serialize;

use crate::criteria::Criterion;
use crate::ranking::{Margin, Placed, Plan, Ranking, Ratio, Side};
use crate::report::firmness::Firmness;
use crate::report::index::finding::{doubtful_place, moves};
use crate::report::row::{need, project_href};
use crate::report::{Picture, words};

/// The most decisions shown.
const MOST: usize = 4;

/// A decision for people.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Decision {
    /// Whether it is the urgent one.
    hot: bool,
    /// What it is about.
    title: String,
    /// The project it is about, by its page.
    href: String,
    /// What the numbers say.
    words: String,
    /// What to do: an imperative.
    action: String,
}

/// The decisions of a picture, the urgent one first.
pub(super) fn decisions(picture: &Picture<'_>) -> Vec<Decision> {
    let Some(plan) = &picture.ranking.plan else { return Vec::new() };
    [last_place(picture, plan), wanted(picture), room(picture, plan), hopeless(picture), swap(picture, plan)]
        .into_iter()
        .flatten()
        .take(MOST)
        .collect()
}

/// How the section is called.
pub(super) fn heading(decisions: &[Decision]) -> String {
    match decisions.len() {
        1 => "A decision the numbers cannot make".to_owned(),
        number => words::capital(&format!("{} decisions the numbers cannot make", words::number(number))),
    }
}

/// A tie or a near tie at the line.
fn last_place(picture: &Picture<'_>, plan: &Plan) -> Option<Decision> {
    let ranking = picture.ranking;
    let stop = plan.stopped_by?;
    let last = *plan.inside.last()?;
    if let [first, second, ..] = plan.tied_at_line[..] {
        let (a, b) = (&ranking.placed[first].project, &ranking.placed[second].project);
        return Some(Decision {
            hot: true,
            title: format!("{} or {} for the last place", a.short, b.short),
            href: project_href(&b.id),
            words: format!(
                "{} and {} have exactly the same score, and only one side of the line has room.",
                a.title, b.title
            ),
            action: "Decide which story the company needs.".to_owned(),
        });
    }
    let sway = picture.sway?;
    let (index, flip) = doubtful_place(plan, sway)?;
    let firmness = Firmness::of(ranking.placed[index].side, &Margin::Flips(flip.clone()))?;
    if !matches!(firmness, Firmness::KnifeEdge | Firmness::Sensitive) {
        return None;
    }
    let (here, next) = (&ranking.placed[index].project, &ranking.placed[stop.index].project);
    let lead = ranking.placed[index].score_tenths - ranking.placed[stop.index].score_tenths;
    let lead = if index == last && lead > 0 {
        format!("{} leads by {} points. ", here.title, words::tenths(lead))
    } else {
        String::new()
    };
    Some(Decision {
        hot: true,
        title: format!("{} or {} for the last place", here.short, next.short),
        href: project_href(&next.id),
        words: format!(
            "{lead}Moving {} would turn it. {}",
            moves(flip, picture.portfolio.settings()),
            after_the_turn(ranking, plan, index, stop.index)
        ),
        action: "Decide which story the company needs.".to_owned(),
    })
}

/// What the plan would be if the first project outside passed a planned one.
fn after_the_turn(ranking: &Ranking, plan: &Plan, out: usize, inward: usize) -> String {
    let effort = |index: usize| ranking.placed[index].project.effort.unwrap_or_default();
    let room = plan.left + effort(out);
    let name = &ranking.placed[inward].project.title;
    if effort(inward) <= room {
        format!("Then {name} comes in.")
    } else {
        format!(
            "Then {} are left and {name} needs {}, so the line would move up and the plan would shrink.",
            words::weeks(room),
            words::week_number(effort(inward))
        )
    }
}

/// The work that people want most, when it is below the line.
fn wanted(picture: &Picture<'_>) -> Option<Decision> {
    let ranking = picture.ranking;
    let wish = |index: usize| {
        let scores = ranking.placed[index].scores();
        scores.interest.thousandths() + scores.growth.thousandths()
    };
    let best = (0..ranking.placed.len()).max_by_key(|index| (wish(*index), std::cmp::Reverse(*index)))?;
    let alone = (0..ranking.placed.len()).filter(|index| wish(*index) == wish(best)).count() == 1;
    let placed = &ranking.placed[best];
    if placed.side != Side::Below || !alone {
        return None;
    }
    let settings = picture.portfolio.settings();
    let (name, scores) = (&settings.criteria, placed.scores());
    let need = need(picture, best, placed).unwrap_or_default();
    Some(Decision {
        hot: false,
        title: "The work people want most is below the line".to_owned(),
        href: project_href(&placed.project.id),
        words: format!(
            "{} has the highest {} and {} of all ({} and {} of {}), and a {} score of {}. {need}.",
            placed.project.title,
            name.interest.to_lowercase(),
            name.growth.to_lowercase(),
            words::score(scores.interest),
            words::score(scores.growth),
            words::score(settings.scale.max),
            name.business.to_lowercase(),
            words::score(scores.business)
        ),
        action: "Find its story, or say why not now.".to_owned(),
    })
}

/// Weeks in hand that a later project would fit.
fn room(picture: &Picture<'_>, plan: &Plan) -> Option<Decision> {
    let (first, others) = plan.would_fill.split_first()?;
    let next = &picture.ranking.placed[plan.stopped_by?.index].project;
    let project = &picture.ranking.placed[*first].project;
    let more = match others.len() {
        0 => String::new(),
        number => format!(", and {} after it", words::number_of(number, "more would fit", "more would fit")),
    };
    Some(Decision {
        hot: false,
        title: format!("{} in hand", words::capital(&words::weeks(plan.left))),
        href: project_href(&project.id),
        words: format!(
            "{} ({}) would fit{more}, but {} stands before it and needs {}.",
            project.title,
            words::weeks(project.effort.unwrap_or_default()),
            next.title,
            words::weeks(next.effort.unwrap_or_default())
        ),
        action: format!("Say whether {} may jump the queue.", project.short),
    })
}

/// The highest ranked project that no weighting brings in.
fn hopeless(picture: &Picture<'_>) -> Option<Decision> {
    let sway = picture.sway?;
    let ranking = picture.ranking;
    let index = (0..ranking.placed.len()).find(|index| {
        ranking.placed[*index].side == Side::Below
            && sway.all().projects.get(*index).is_some_and(|project| project.margin == Margin::Never)
    })?;
    let placed = &ranking.placed[index];
    let because = match dominators(ranking, index) {
        0 => String::new(),
        1 => ": another project is at least as good on every criterion".to_owned(),
        number => format!(": {} projects are at least as good on every criterion", words::number(number)),
    };
    let need = need(picture, index, placed).unwrap_or_default();
    Some(Decision {
        hot: false,
        title: format!("{} cannot win on weights", placed.project.short),
        href: project_href(&placed.project.id),
        words: format!("No weighting brings {} in{because}. {need}.", placed.project.title),
        action: "Change the project, not the weights.".to_owned(),
    })
}

/// A swap that would make the plan worth more.
fn swap(picture: &Picture<'_>, plan: &Plan) -> Option<Decision> {
    let best = plan.best.as_ref()?;
    let gain = best.gain.filter(|gain| *gain >= Ratio::new(1, 100))?;
    let (enters, leaves) = (titles(picture.ranking, &best.enters), titles(picture.ranking, &best.leaves));
    let first = &picture.ranking.placed[*best.enters.first()?].project;
    let trade = if leaves.is_empty() {
        format!("Taking in {}", words::list(&enters))
    } else {
        format!("Swapping {} for {}", words::list(&leaves), words::list(&enters))
    };
    Some(Decision {
        hot: false,
        title: "A fuller plan is possible".to_owned(),
        href: project_href(&first.id),
        words: format!(
            "{trade} would add {}% to what the plan is worth, out of rank order.",
            words::decimal(gain.num() * 100, gain.den(), 0)
        ),
        action: "Name the reason, or keep the order.".to_owned(),
    })
}

fn titles(ranking: &Ranking, indices: &[usize]) -> Vec<String> {
    indices.iter().map(|index| ranking.placed[*index].project.short.clone()).collect()
}

/// How many projects are at least as good as one on all three criteria and better on one.
pub(in crate::report) fn dominators(ranking: &Ranking, index: usize) -> usize {
    let own = ranking.placed[index].scores();
    let beats = |placed: &&Placed| {
        let scores = placed.scores();
        scores != own && Criterion::ALL.into_iter().all(|criterion| scores[criterion] >= own[criterion])
    };
    ranking.placed.iter().filter(beats).count()
}

/// The criteria that carry a project, for whoever asks why it stands where it does.
pub(in crate::report) fn strong_and_weak(
    ranking: &Ranking,
    index: usize,
) -> (Vec<Criterion>, Vec<Criterion>) {
    let rules = &ranking.rules;
    let span = rules.max.thousandths() - rules.min.thousandths();
    let scores = ranking.placed[index].scores();
    let above = |criterion: &Criterion| scores[*criterion].thousandths() - rules.min.thousandths();
    let strong = Criterion::ALL.into_iter().filter(|criterion| above(criterion) * 10 >= span * 7).collect();
    let weak = Criterion::ALL.into_iter().filter(|criterion| above(criterion) * 10 <= span * 4).collect();
    (strong, weak)
}
