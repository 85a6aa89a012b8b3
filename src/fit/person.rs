//! How one person would meet one project: interest and growth, each with where the number came from.
//!
//! An own rating wins over a match of tags, a match wins over the project's own number, and what nobody
//! knows stays unknown. Nothing here compares people.

use crate::fit::round_half_up;
use crate::portfolio::{Person, Project, Scale, Score, Settings};

/// What a project would be for a person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fit {
    /// How engaging the work would be.
    pub interest: Option<Match>,
    /// How well the work would serve the person's goals.
    pub growth: Option<Match>,
}

/// One number of a fit and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// On the portfolio's scale; a mean is rounded half up to a thousandth.
    pub score: Score,
    /// Where it came from.
    pub basis: Basis,
}

/// Where a number of a fit came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Basis {
    /// The person says so of this very project.
    Rated,
    /// The project's tags that say something about this person: kinds of work the person has rated, or
    /// kinds of growth the person's goals ask for (none: the goals ask for something else).
    Matched(Vec<String>),
    /// As `Matched`, with the kinds of growth that the career ladder asks for at the person's level, because
    /// no goal is stated.
    Ladder(Vec<String>),
    /// The project's own number, because nothing is known of this person.
    Project,
}

impl Basis {
    /// Whether the number speaks of the person, not only of the project.
    pub const fn is_personal(&self) -> bool {
        !matches!(self, Self::Project)
    }
}

/// The kinds of growth a person looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wishes<'a> {
    /// The tags of the stated goals.
    Stated(Vec<&'a str>),
    /// The ladder's tags for the person's level: a default, not a statement.
    Ladder(Vec<&'a str>),
    /// Nothing that could be matched.
    Unknown,
}

impl<'a> Wishes<'a> {
    /// What `person` looks for: the tags of the goals, or, when there are no goals, of the ladder.
    pub fn of(person: &'a Person, settings: &'a Settings) -> Self {
        if person.goals.is_empty() {
            let step = person.level.as_ref().and_then(|level| settings.ladder.get(level));
            return match step {
                Some(tags) if !tags.is_empty() => Self::Ladder(tags.iter().map(String::as_str).collect()),
                _ => Self::Unknown,
            };
        }
        let tags: Vec<&str> = person.goals.iter().flat_map(|goal| &goal.tags).map(String::as_str).collect();
        if tags.is_empty() { Self::Unknown } else { Self::Stated(tags) }
    }
}

/// The fit of `person` for `project`.
pub fn of(person: &Person, project: &Project, settings: &Settings) -> Fit {
    let personal = personal(person, project, settings);
    let own = |rating: &Option<crate::portfolio::Rating>| {
        rating.as_ref().map(|rating| Match { score: rating.score, basis: Basis::Project })
    };
    Fit {
        interest: personal.interest.or_else(|| own(&project.ratings.interest)),
        growth: personal.growth.or_else(|| own(&project.ratings.growth)),
    }
}

/// The fit as far as it speaks of the person: without falling back on the project's own numbers.
pub fn personal(person: &Person, project: &Project, settings: &Settings) -> Fit {
    let own = person.ratings.get(&project.id);
    let rated = |score: Option<Score>| score.map(|score| Match { score, basis: Basis::Rated });
    Fit {
        interest: rated(own.and_then(|own| own.interest)).or_else(|| interest(person, project)),
        growth: rated(own.and_then(|own| own.growth)).or_else(|| growth(person, project, settings)),
    }
}

/// The mean of the person's interests over what the project involves. A kind of work that the person has
/// not rated says nothing: it is left out, not counted as zero.
fn interest(person: &Person, project: &Project) -> Option<Match> {
    let known: Vec<(&String, Score)> = distinct(&project.involves)
        .filter_map(|tag| person.interests.get(tag).map(|score| (tag, *score)))
        .collect();
    let score = interest_of(known.iter().map(|(_, score)| *score))?;
    Some(Match { score, basis: Basis::Matched(known.into_iter().map(|(tag, _)| tag.clone()).collect()) })
}

/// The share of the project's kinds of growth that the person looks for, spread over the scale.
fn growth(person: &Person, project: &Project, settings: &Settings) -> Option<Match> {
    let found = Wishes::of(person, settings);
    let wishes = match &found {
        Wishes::Stated(tags) | Wishes::Ladder(tags) => tags,
        Wishes::Unknown => return None,
    };
    let offered = distinct(&project.grows).count();
    let wanted: Vec<String> =
        distinct(&project.grows).filter(|tag| wishes.contains(&tag.as_str())).cloned().collect();
    let matching = wanted.len();
    let basis = match &found {
        Wishes::Ladder(_) => Basis::Ladder(wanted),
        _ => Basis::Matched(wanted),
    };
    Some(Match { score: growth_of(matching, offered, &settings.scale)?, basis })
}

/// The mean of the interests that are known; `None` when none is.
pub(super) fn interest_of(known: impl Iterator<Item = Score>) -> Option<Score> {
    let (sum, count) =
        known.fold((0, 0), |(sum, count), score| (sum + i64::from(score.thousandths()), count + 1));
    mean(sum, count)
}

/// The share of the kinds of growth `offered` that are `wanted`, spread over the scale; `None` when none is
/// offered.
pub(super) fn growth_of(wanted: usize, offered: usize, scale: &Scale) -> Option<Score> {
    let (min, max) = (i64::from(scale.min.thousandths()), i64::from(scale.max.thousandths()));
    mean(wanted as i64 * max + (offered - wanted) as i64 * min, offered)
}

/// Tags in document order, each once.
pub(super) fn distinct(tags: &[String]) -> impl Iterator<Item = &String> {
    tags.iter().enumerate().filter(|(at, tag)| !tags[..*at].contains(tag)).map(|(_, tag)| tag)
}

fn mean(sum: i64, count: usize) -> Option<Score> {
    // Small numbers, as nearly all are, are divided several times faster.
    if let (Ok(sum), Ok(count @ 1..)) = (i32::try_from(2 * sum + count as i64), i32::try_from(2 * count)) {
        return Some(Score::from_thousandths(sum.div_euclid(count)));
    }
    let thousandths = round_half_up(i128::from(sum), count as i128)?;
    Some(Score::from_thousandths(i32::try_from(thousandths).ok()?))
}
