//! Everything about one person that the sheet for the 1:1 speaks of, looked up once.

use crate::criteria::Criterion;
use crate::fit::Lens;
use crate::people::{self, Choice, Load, Marks, Open, Outlook, Piece, Service, Standing};
use crate::portfolio::{Id, Person, Portfolio, Project, Score, Settings};
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
    /// Every project through the person's eyes.
    lens: &'a Lens<'a>,
    /// The open projects as they look to the person.
    pub(super) outlook: Outlook<'a>,
    /// The named choices among them.
    pub(super) choices: Vec<Choice>,
    /// The index of the project that the person wants most.
    wanted: Option<usize>,
    /// The person's work in the plan, in rank order.
    pub(super) pieces: &'a [Piece],
    /// Planned weeks against the weeks there are.
    pub(super) load: Load,
    /// What counts as low and as good.
    pub(super) marks: Marks,
}

impl<'a> Desk<'a> {
    /// The desk of whoever looks through the lens.
    pub(super) fn new(lens: &'a Lens<'a>, standing: &'a Standing<'a>) -> Self {
        let (person, portfolio) = (lens.person(), standing.portfolio());
        let outlook = people::outlook(lens, standing);
        let pieces = standing.pieces(&person.id);
        let marks = Marks::of(&portfolio.settings().scale);
        Self {
            portfolio,
            standing,
            person,
            first: words::first_name(&person.name).to_owned(),
            choices: outlook.choices(pieces),
            wanted: outlook.first_choice(marks.good),
            lens,
            outlook,
            pieces,
            load: people::load(person, standing),
            marks,
        }
    }

    /// The portfolio's settings.
    pub(super) fn settings(&self) -> &'a Settings {
        self.portfolio.settings()
    }

    /// The open projects in the person's own order.
    pub(super) fn open(&self) -> &[Open<'a>] {
        &self.outlook.open
    }

    /// The person's interest in a project, as far as it is the person's own.
    pub(super) fn own_interest(&self, project: &Project) -> Option<Score> {
        self.lens.interest(project, self.standing.panel().kinds(project)?)
    }

    /// Whether nothing open interests the person.
    pub(super) fn nothing_engages(&self) -> bool {
        people::nothing_engages(self.lens, self.standing)
    }

    /// How a project serves what the person has said.
    pub(super) fn service(&self, project: &Project) -> Service<'a> {
        people::service(self.person, project, self.settings())
    }

    /// The project that the person wants most.
    pub(super) fn first_choice(&self) -> Option<&Open<'a>> {
        self.outlook.open.get(self.wanted?)
    }

    /// The best next work, when anything is open to the person.
    pub(super) fn best_next(&self) -> Option<&Open<'a>> {
        self.outlook.open.get(self.choices.first()?.index)
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
        let likes = self
            .standing
            .panel()
            .interests(project)
            .filter(|(id, interest)| **id != self.person.id && *interest >= self.marks.good);
        likes.map(|(id, _)| self.first_of(id)).collect()
    }

    /// Whether anybody else's interest in a project is known. To a person who sees only the own ratings it is
    /// not, and then nothing may be said of the others.
    pub(super) fn knows_others(&self, project: &Project) -> bool {
        self.standing.panel().interests(project).any(|(id, _)| *id != self.person.id)
    }

    /// The first name of somebody; the id where there is no document.
    pub(super) fn first_of(&self, id: &Id) -> String {
        let name = self.portfolio.people().get(id).map(|person| words::first_name(&person.name).to_owned());
        name.unwrap_or_else(|| id.to_string())
    }

    /// The name of a criterion in the middle of a sentence.
    pub(super) fn criterion(&self, criterion: Criterion) -> String {
        self.settings().criteria[criterion].to_lowercase()
    }
}
