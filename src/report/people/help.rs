//! Help wanted: work that nobody likes, and work that only one person would carry.

use serde::Serialize;

use super::{Link, first};
use crate::people::{self, Rated, Standing};

/// Something that asks for help.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Wish {
    what: String,
    why: String,
    projects: Vec<Link>,
}

/// Kinds of work by name, then planned projects in rank order.
pub(super) fn wishes(standing: &Standing<'_>) -> Vec<Wish> {
    let (portfolio, panel) = (standing.portfolio(), standing.panel());
    let topics = people::wanted(portfolio, standing).into_iter().map(|wanted| Wish {
        what: wanted.topic,
        why: match wanted.rated {
            Rated::Low => "The plan needs it, and nobody likes it.".to_owned(),
            Rated::Never => "The plan needs it, and nobody has said whether they like it.".to_owned(),
        },
        projects: wanted.projects.iter().map(|project| Link::project(project)).collect(),
    });
    let unloved = standing.planned().filter(|placed| people::is_unloved(&placed.project, panel)).map(|placed| Wish {
        what: placed.project.title.clone(),
        why: "Nobody would choose this work: talk about automating it, buying it, sharing it out, or not doing it."
            .to_owned(),
        projects: Vec::new(),
    });
    let single = standing.planned().filter_map(|placed| {
        let carrier = first(portfolio, people::single_carrier(&placed.project, panel)?);
        Some(Wish {
            what: placed.project.title.clone(),
            why: format!("Only {carrier} would carry it. A second person would make it hold."),
            projects: Vec::new(),
        })
    });
    topics.chain(unloved).chain(single).collect()
}
