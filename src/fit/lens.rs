//! Every project through one person's eyes, as numbers: the scores of [`personal`](super::personal) without
//! what they rest on.
//!
//! For many people times many projects. Tags are known by number here, so that looking at a project costs no
//! comparison of words and no memory.

use std::collections::HashMap;

use crate::fit::Wishes;
use crate::fit::person::{distinct, growth_of, interest_of};
use crate::portfolio::{Person, Project, Rating, Scale, Score, Settings};

/// The tags of some projects, by number.
#[derive(Debug, Clone, Default)]
pub struct Tags<'a> {
    // Only looked up, never listed, so no order of it can show.
    numbers: HashMap<&'a str, u32>,
}

/// What a project involves and in what it lets people grow, each tag once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kinds {
    /// Kinds of work.
    pub involves: Box<[u32]>,
    /// Kinds of growth.
    pub grows: Box<[u32]>,
}

/// What a project would be for a person: as [`Fit`](super::Fit), in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glance {
    /// How engaging the work would be; `None` when nothing is known.
    pub interest: Option<Score>,
    /// How well the work would serve the person's goals; `None` when nothing is known.
    pub growth: Option<Score>,
    /// Whose the interest is.
    pub whose: Whose,
}

/// Whose a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// It speaks of the person.
    Own,
    /// It is the project's, because nothing is known of the person.
    Project,
}

/// One person's view.
#[derive(Debug, Clone)]
pub struct Lens<'a> {
    person: &'a Person,
    scale: &'a Scale,
    /// By tag: the person's interest in it.
    likes: Vec<Option<Score>>,
    /// By tag: whether the person looks for it; `None` when nothing is known of what they look for.
    seeks: Option<Vec<bool>>,
}

impl<'a> Tags<'a> {
    /// The kinds of a project; tags that were not met before get a number.
    pub fn kinds(&mut self, project: &'a Project) -> Kinds {
        let mut of = |tags: &'a [String]| distinct(tags).map(|tag| self.number(tag)).collect();
        Kinds { involves: of(&project.involves), grows: of(&project.grows) }
    }

    fn number(&mut self, tag: &'a str) -> u32 {
        let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        *self.numbers.entry(tag).or_insert(next)
    }

    fn of<'t, T: Clone>(&self, tags: impl Iterator<Item = (&'t str, T)>, otherwise: T) -> Vec<T> {
        let mut all = vec![otherwise; self.numbers.len()];
        for (tag, value) in tags {
            if let Some(number) = self.numbers.get(tag) {
                all[*number as usize] = value;
            }
        }
        all
    }
}

impl<'a> Lens<'a> {
    /// The view of `person` on the projects whose tags these are.
    pub fn new(person: &'a Person, tags: &Tags<'_>, settings: &'a Settings) -> Self {
        let likes = person.interests.iter().map(|(tag, score)| (tag.as_str(), Some(*score)));
        let seeks = match Wishes::of(person, settings) {
            Wishes::Stated(wanted) | Wishes::Ladder(wanted) => {
                Some(tags.of(wanted.into_iter().map(|tag| (tag, true)), false))
            }
            Wishes::Unknown => None,
        };
        Self { person, scale: &settings.scale, likes: tags.of(likes, None), seeks }
    }

    /// Whose view it is.
    pub fn person(&self) -> &'a Person {
        self.person
    }

    /// The person's interest in a project; `None` when nothing is known of it.
    pub fn interest(&self, project: &Project, kinds: &Kinds) -> Option<Score> {
        let rated = self.person.ratings.get(&project.id).and_then(|own| own.interest);
        rated.or_else(|| interest_of(kinds.involves.iter().filter_map(|tag| self.likes[*tag as usize])))
    }

    /// What a project does for the person's growth; `None` when nothing is known of it.
    pub fn growth(&self, project: &Project, kinds: &Kinds) -> Option<Score> {
        let rated = self.person.ratings.get(&project.id).and_then(|own| own.growth);
        rated.or_else(|| {
            let seeks = self.seeks.as_ref()?;
            let wanted = kinds.grows.iter().filter(|tag| seeks[**tag as usize]).count();
            growth_of(wanted, kinds.grows.len(), self.scale)
        })
    }

    /// Both numbers, the project's own where nothing is known of the person: as [`of`](super::of).
    pub fn glance(&self, project: &Project, kinds: &Kinds) -> Glance {
        let own = self.interest(project, kinds);
        let stated = |rating: &Option<Rating>| Some(rating.as_ref()?.score);
        Glance {
            interest: own.or_else(|| stated(&project.ratings.interest)),
            growth: self.growth(project, kinds).or_else(|| stated(&project.ratings.growth)),
            whose: if own.is_some() { Whose::Own } else { Whose::Project },
        }
    }

    /// Whether a project offers a kind of growth that the person looks for.
    pub fn is_offered(&self, kinds: &Kinds) -> bool {
        self.seeks.as_ref().is_some_and(|seeks| kinds.grows.iter().any(|tag| seeks[*tag as usize]))
    }
}
