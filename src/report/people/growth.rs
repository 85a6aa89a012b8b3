//! Where people can grow: an index of what open work offers and of who looks for it.

use serde::Serialize;

use super::{Link, first};
use crate::people::{self, Standing, Wish};
use crate::portfolio::Portfolio;

/// A kind of growth.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Topic {
    kind: String,
    projects: Vec<Link>,
    /// Who looks for it, by id.
    seekers: Vec<String>,
    /// Whether somebody looks for it and nothing offers it.
    missing: bool,
}

/// Every kind of growth by name.
pub(super) fn topics(portfolio: &Portfolio, standing: &Standing<'_>) -> Vec<Topic> {
    let topics = people::opportunities(portfolio, standing).into_iter();
    topics
        .map(|found| Topic {
            missing: found.projects.is_empty(),
            projects: found.projects.iter().map(|project| Link::project(project)).collect(),
            seekers: found
                .seekers
                .iter()
                .map(|seeker| match seeker.wish {
                    Wish::Stated => first(portfolio, &seeker.person),
                    Wish::Ladder => format!("{} (ladder)", first(portfolio, &seeker.person)),
                })
                .collect(),
            kind: found.topic,
        })
        .collect()
}
