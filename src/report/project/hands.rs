//! Who could do it: what each person would find in the work, and which two add most to each other.
//!
//! For an audience that may see everybody. People stand by id; nobody is put in an order.

use serde::Serialize;

use crate::fit::{self, Match};
use crate::people::{Marks, Pairs};
use crate::portfolio::{Id, Person, Project, Score};
use crate::report::atlas::{Atlas, Standing};
use crate::report::chart::Boxes;
use crate::report::piece::Words;
use crate::report::words;

/// Beyond so many people only those are listed who are on the team, in the pair, or would like it best; of
/// them the first by id.
const MOST: usize = 12;
/// Among more people than this no pair is looked for: there would be too many.
const MOST_FOR_PAIRS: usize = 20;
/// So many projects behind the line are close enough for the question to matter.
const BEHIND_THE_LINE: usize = 20;

/// The people who could do a project.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Hands {
    sentence: String,
    rows: Vec<Row>,
    /// What is said about people who are not listed.
    others: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct Row {
    person: Words,
    /// `on the team`, `in the pair`.
    role: Option<&'static str>,
    interest: Cell,
    growth: Cell,
    enjoys: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
struct Cell {
    boxes: Option<Boxes>,
    value: String,
}

impl Hands {
    /// The people who could do a project of the plan or close behind it; `None` for other projects, for an
    /// audience that may not see everybody, and where nothing is known of anybody.
    pub(super) fn of(atlas: &Atlas<'_>, project: &Project) -> Option<Self> {
        if !atlas.picture.edition.audience.sees_everybody() || !could_be_done(atlas, project) {
            return None;
        }
        let people = atlas.picture.portfolio.people().len();
        let pair =
            if people <= MOST_FOR_PAIRS { Pairs::new(atlas.picture.portfolio).best(project) } else { None };
        let in_pair = |id: &Id| pair.as_ref().is_some_and(|(one, other, _)| one == id || other == id);
        let Marks { good, high, .. } = Marks::of(&atlas.picture.portfolio.settings().scale);
        let all: Vec<Hand<'_>> = atlas
            .picture
            .portfolio
            .people()
            .values()
            .filter_map(|person| Hand::of(atlas, project, person))
            .collect();
        if all.is_empty() {
            return None;
        }
        let few = all.len() <= MOST;
        let listed = |hand: &&Hand<'_>| {
            few || hand.on_team
                || in_pair(&hand.person.id)
                || hand.interest.as_ref().is_some_and(|it| it.score >= high)
        };
        let rows: Vec<Row> = all
            .iter()
            .filter(listed)
            .take(MOST)
            .map(|hand| hand.row(atlas, in_pair(&hand.person.id)))
            .collect();
        let left_out = all.len() - rows.len();
        Some(Self {
            sentence: sentence(atlas, project, pair.as_ref().map(|(one, other, _)| (one, other)), good),
            rows,
            others: (left_out > 0).then(|| {
                let others = words::number_of(left_out, "other person", "other people");
                format!("{} could be asked.", words::capital(&others))
            }),
        })
    }
}

/// Whether a project is in the plan, close behind the line, or could still get a rank.
fn could_be_done(atlas: &Atlas<'_>, project: &Project) -> bool {
    match atlas.standing(&project.id) {
        Standing::Placed(index, placed) => {
            let line =
                atlas.ranking().plan.as_ref().and_then(|plan| plan.inside.last()).copied().unwrap_or(0);
            placed.is_planned() || index <= line + BEHIND_THE_LINE
        }
        Standing::Unscored(_) => true,
        Standing::BelowFloor(_) | Standing::Elsewhere => false,
    }
}

/// One person and one project.
struct Hand<'a> {
    person: &'a Person,
    on_team: bool,
    interest: Option<Match>,
    growth: Option<Match>,
    enjoys: Vec<String>,
}

impl<'a> Hand<'a> {
    fn of(atlas: &Atlas<'a>, project: &Project, person: &'a Person) -> Option<Self> {
        let settings = atlas.picture.portfolio.settings();
        let found = fit::personal(person, project, settings);
        let on_team = project.team.iter().any(|(id, _)| *id == person.id);
        let good = Marks::of(&settings.scale).good;
        let enjoys = project.involves.iter().filter(|topic| likes(person, topic, good)).cloned().collect();
        let known = on_team || found.interest.is_some() || found.growth.is_some();
        known.then_some(Self { person, on_team, interest: found.interest, growth: found.growth, enjoys })
    }

    fn row(&self, atlas: &Atlas<'_>, in_pair: bool) -> Row {
        let cell = |key: &'static str, part: Option<&Match>| Cell {
            boxes: part.map(|part| Boxes::new(key, part.score, &atlas.picture.portfolio.settings().scale)),
            value: part.map_or_else(|| "not known".to_owned(), |part| words::score(part.score)),
        };
        Row {
            person: Words::person(atlas, &self.person.id),
            role: match (self.on_team, in_pair) {
                (true, true) => Some("on the team, in the pair"),
                (true, false) => Some("on the team"),
                (false, true) => Some("in the pair"),
                (false, false) => None,
            },
            interest: cell("interest", self.interest.as_ref()),
            growth: cell("growth", self.growth.as_ref()),
            enjoys: self.enjoys.clone(),
        }
    }
}

fn likes(person: &Person, topic: &str, good: Score) -> bool {
    person.interests.get(topic).is_some_and(|interest| *interest >= good)
}

/// What the best pair brings, and what nobody enjoys.
fn sentence(atlas: &Atlas<'_>, project: &Project, pair: Option<(&Id, &Id)>, good: Score) -> String {
    let people = atlas.picture.portfolio.people();
    let enjoyed_by = |ids: &[&Id]| -> Vec<&str> {
        let topics = project.involves.iter().map(String::as_str);
        let liked = |topic: &&str| {
            ids.iter().any(|id| people.get(*id).is_some_and(|person| likes(person, topic, good)))
        };
        topics.filter(liked).collect()
    };
    let all: Vec<&Id> = people.keys().collect();
    let enjoyed = enjoyed_by(&all);
    let unloved: Vec<&str> =
        project.involves.iter().map(String::as_str).filter(|topic| !enjoyed.contains(topic)).collect();
    let nobody =
        if unloved.is_empty() { String::new() } else { format!(" Nobody enjoys {}.", words::list(&unloved)) };
    let Some((one, other)) = pair else {
        return nobody.trim_start().to_owned();
    };
    let together = enjoyed_by(&[one, other]);
    let names = format!("{} and {}", atlas.person_name(one), atlas.person_name(other));
    let of = words::number_of(project.involves.len(), "kind of work", "kinds of work");
    if together.is_empty() {
        return format!("{names} add most to each other here, and enjoy none of the {of} it needs.{nobody}");
    }
    let part = if together.len() == project.involves.len() {
        "all".to_owned()
    } else {
        format!("{} of", words::number(together.len()))
    };
    format!(
        "{names} add most to each other: together they enjoy {part} the {of} it needs, {}.{nobody}",
        words::list(&together)
    )
}
