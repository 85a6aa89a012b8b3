//! Everything about one person that the sheet for the 1:1 speaks of, looked up once.

use crate::criteria::Criterion;
use crate::people::{self, Load, Marks, Outlook, Piece, Service, Standing};
use crate::portfolio::{Id, Person, Portfolio, Project, Score, Settings};
use crate::ranking::Placed;
use crate::report::words;

/// One person's side of the quarter.
#[derive(Debug)]
pub(super) struct Desk<'a> {
    /// The documents, joined.
    pub(super) portfolio: &'a Portfolio,
    /// Where projects stand.
    pub(super) standing: &'a Standing<'a>,
    /// Whose sheet it is.
    pub(super) person: &'a Person,
    /// The first word of the person's name.
    pub(super) first: String,
    /// The open projects as they look to the person.
    pub(super) outlook: Outlook,
    /// The person's work in the plan, in rank order.
    pub(super) pieces: Vec<Piece>,
    /// Planned weeks against the weeks there are.
    pub(super) load: Load,
    /// What counts as low and as good.
    pub(super) marks: Marks,
}

impl<'a> Desk<'a> {
    /// The desk of `person`.
    pub(super) fn new(person: &'a Person, portfolio: &'a Portfolio, standing: &'a Standing<'a>) -> Self {
        Self {
            portfolio,
            standing,
            person,
            first: first_name(&person.name).to_owned(),
            outlook: people::outlook(person, portfolio, standing.ranking()),
            pieces: people::planned(&person.id, standing),
            load: people::load(person, standing),
            marks: Marks::of(&portfolio.settings().scale),
        }
    }

    /// The portfolio's settings.
    pub(super) fn settings(&self) -> &'a Settings {
        self.portfolio.settings()
    }

    /// The person's interest in a project, as far as it is the person's own.
    pub(super) fn own_interest(&self, project: &Id) -> Option<Score> {
        let interest = self.outlook.fits.get(project)?.interest.as_ref()?;
        interest.basis.is_personal().then_some(interest.score)
    }

    /// How a project serves what the person has said.
    pub(super) fn service(&self, project: &Project) -> Service<'a> {
        people::service(self.person, project, self.settings())
    }

    /// The project that the person wants most: the highest interest and growth, weighed as the portfolio
    /// weighs them; of equals the one that comes first for this person. It must be the person's own word.
    pub(super) fn first_choice(&self) -> Option<&Placed> {
        let weights = &self.settings().weights;
        let wish = |placed: &Placed| {
            let part = |criterion| {
                i128::from(weights.part(criterion)) * i128::from(placed.scores()[criterion].thousandths())
            };
            part(Criterion::Interest) + part(Criterion::Growth)
        };
        let own = |placed: &&Placed| self.own_interest(&placed.project.id).is_some();
        let best = self.outlook.ranking.placed.iter().rev().filter(own).max_by_key(|placed| wish(placed))?;
        (best.scores().interest >= self.marks.good).then_some(best)
    }

    /// Whether the project is the person's own work in the plan.
    pub(super) fn is_mine(&self, project: &Id) -> bool {
        self.pieces.iter().any(|piece| piece.project.id == *project)
    }

    /// The project's place in the portfolio: `tenth`, or why it has none.
    pub(super) fn place(&self, project: &Id) -> String {
        self.standing
            .get(project)
            .map_or_else(|| "not ranked".to_owned(), |placed| words::ordinal(placed.rank))
    }

    /// The first names of other people, by id, who rate the project good or better themselves.
    pub(super) fn who_likes(&self, project: &Project) -> Vec<String> {
        let likes = people::interests(project, self.portfolio)
            .into_iter()
            .filter(|(id, interest)| *id != self.person.id && *interest >= self.marks.good);
        likes.map(|(id, _)| self.first_of(&id)).collect()
    }

    /// Whether anybody else's interest in a project is known. To a person who sees only the own ratings it is
    /// not, and then nothing may be said of the others.
    pub(super) fn knows_others(&self, project: &Project) -> bool {
        people::interests(project, self.portfolio).keys().any(|id| *id != self.person.id)
    }

    /// The first name of somebody; the id where there is no document.
    pub(super) fn first_of(&self, id: &Id) -> String {
        let name = self.portfolio.people().get(id).map(|person| first_name(&person.name).to_owned());
        name.unwrap_or_else(|| id.to_string())
    }

    /// The name of a criterion in the middle of a sentence.
    pub(super) fn criterion(&self, criterion: Criterion) -> String {
        self.settings().criteria[criterion].to_lowercase()
    }
}

/// The first word of a name.
pub(super) fn first_name(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or(name)
}
