//! The page about a project: where it stands and why, what it rests on, what hangs on it.

mod change;
mod facts;
mod hands;
mod support;
mod verdict;
mod why;

use serde::Serialize;
use tera::Value;

use self::change::Change;
use self::hands::Hands;
use self::support::Support;
use self::verdict::Verdict;
use self::why::Why;
use super::atlas::{Atlas, Standing, narrative_page};
use super::chart::{Spark, SparkNumbers, SparkPoint, Spoken};
use super::piece::{Badge, Fact};
use super::{Crumb, Head, Page, address, markup, row, words};
use crate::path::RelPath;
use crate::portfolio::{AssumptionState, Project, Quarter};

/// What `project.html` prints.
#[derive(Debug, Clone, Serialize)]
struct View {
    badge: Badge,
    title: String,
    headline: Option<String>,
    /// Why the headline cannot be said as it stands.
    struck: Option<String>,
    verdict: Verdict,
    body: Option<Value>,
    why: Why,
    change: Option<Change>,
    support: Support,
    hands: Option<Hands>,
    /// Its ranks by quarter, when there are at least two.
    spark: Option<Spark>,
    facts: Vec<Fact>,
}

/// The page of a project.
pub(super) fn page(atlas: &Atlas<'_>, project: &Project) -> Page {
    let standing = atlas.standing(&project.id);
    let swayed = match standing {
        Standing::Placed(index, _) => atlas.picture.sway.and_then(|sway| sway.project(index)),
        _ => None,
    };
    let verdict = Verdict::of(atlas, project, swayed.as_ref());
    let head = Head {
        title: project.title.clone(),
        description: project.headline.clone().unwrap_or_else(|| verdict.sentence()),
        section: "index.html",
        crumbs: crumbs(atlas, project),
    };
    let view = View {
        badge: Badge::of(atlas, project),
        title: project.title.clone(),
        headline: project.headline.clone(),
        struck: struck(project),
        verdict,
        body: body(atlas, &project.path),
        why: Why::of(atlas, project),
        change: match standing {
            Standing::Placed(index, placed) => Change::of(atlas, index, placed, swayed.as_ref()),
            _ => None,
        },
        support: Support::of(atlas, project),
        hands: Hands::of(atlas, project),
        spark: spark(atlas, project),
        facts: facts::facts(atlas, project),
    };
    Page::new(address(&row::project_href(&project.id)), "project.html", head, &view)
}

/// What the document at a path says below its front matter.
pub(super) fn body(atlas: &Atlas<'_>, path: &RelPath) -> Option<Value> {
    let prose = atlas.picture.portfolio.prose(path);
    (!prose.is_empty()).then(|| markup(&prose))
}

fn crumbs(atlas: &Atlas<'_>, project: &Project) -> Vec<Crumb> {
    let mut crumbs = vec![home(atlas)];
    if let Some(narrative) = atlas.narrative(project) {
        crumbs.push(Crumb::new(&narrative.title, narrative_page(&narrative.id)));
    }
    crumbs
}

/// The first step of the way to every page.
pub(super) fn home(atlas: &Atlas<'_>) -> Crumb {
    let quarter = atlas.picture.portfolio.settings().quarter;
    let name =
        quarter.map_or_else(|| "Plan".to_owned(), |quarter| format!("{} plan", words::quarter(quarter)));
    Crumb::new(name, "index.html")
}

/// The ranks of earlier quarters and of this one, first place at the top.
fn spark(atlas: &Atlas<'_>, project: &Project) -> Option<Spark> {
    let mut ranks = atlas.picture.history.ranks(project);
    let now = atlas.picture.portfolio.settings().quarter;
    if let (Standing::Placed(_, placed), Some(now)) = (atlas.standing(&project.id), now) {
        ranks.push((now, placed.rank));
    }
    if ranks.len() < 2 {
        return None;
    }
    let said: Vec<String> =
        ranks.iter().map(|(quarter, rank)| format!("{} in {}", rank, words::quarter(*quarter))).collect();
    let worst = ranks.iter().map(|(_, rank)| *rank).max()?.max(2);
    let point = |(quarter, rank): (Quarter, usize)| SparkPoint {
        quarter,
        depth: rank.saturating_sub(1) as f64 / (worst - 1) as f64,
        value: rank.to_string(),
    };
    let points: Vec<SparkPoint> = ranks.into_iter().map(point).collect();
    let spoken = Spoken::new("by-quarter", "Rank by quarter", format!("Rank {}.", words::list(&said)));
    Some(Spark::new(&points, SparkNumbers::Inside, spoken))
}

pub(super) fn struck(project: &Project) -> Option<String> {
    let broken = project.assumptions.iter().filter(|assumption| assumption.state == AssumptionState::Broken);
    match broken.count() {
        0 => None,
        1 => Some("An assumption behind this headline does not hold.".to_owned()),
        count => Some(format!(
            "{} assumptions behind this headline do not hold.",
            words::capital(&words::number(count))
        )),
    }
}
