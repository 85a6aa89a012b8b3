//! Where two projects are equal on business and interest decided: the report says so.
//!
//! Given equal business value, the more interesting work wins. Equal means the same business score once it is
//! rounded to the scale's step (a fixed grid, so that no third project changes who is equal to whom);
//! decided means that interest makes the largest part of the difference, or breaks the tie.

use crate::criteria::Criterion;
use crate::portfolio::Settings;
use crate::ranking::{Placed, Ranking, Ratio, Rules};
use crate::report::words;

/// As many pairs as one sentence holds.
const MOST: usize = 4;

/// What interest decided for the project at an index: against the nearest projects of equal business above
/// and below it.
pub(super) fn sentence(ranking: &Ranking, index: usize, settings: &Settings) -> Option<String> {
    let placed = ranking.placed.get(index)?;
    let equal = |other: &&Placed| is_equal(placed, other, &ranking.rules);
    let above = ranking.placed[..index].iter().rev().find(equal).filter(|above| decided(above, placed));
    let below = ranking.placed[index + 1..].iter().find(equal).filter(|below| decided(placed, below));
    let part = |other: &Placed, side: &str| {
        format!("{side} {} ({})", other.project.title, words::ordinal(other.rank))
    };
    let parts: Vec<String> =
        above.map(|it| part(it, "behind")).into_iter().chain(below.map(|it| part(it, "ahead of"))).collect();
    (!parts.is_empty()).then(|| {
        let (business, interest) = names(settings);
        format!("Equal on {business}, so {interest} decided: it stands {}.", words::list(&parts))
    })
}

/// The pairs of the whole ranking in a sentence; `None` when interest decided none.
pub(super) fn summary(ranking: &Ranking, settings: &Settings) -> Option<String> {
    let pairs: Vec<(&Placed, &Placed)> = (0..ranking.placed.len())
        .filter_map(|index| {
            let placed = &ranking.placed[index];
            let mut below = ranking.placed[index + 1..].iter();
            let next = below.find(|other| is_equal(placed, other, &ranking.rules))?;
            decided(placed, next).then_some((placed, next))
        })
        .collect();
    let said: Vec<String> = pairs
        .iter()
        .take(MOST)
        .map(|(ahead, behind)| format!("{} stands before {}", ahead.project.short, behind.project.short))
        .collect();
    let more = match pairs.len().saturating_sub(MOST) {
        0 => String::new(),
        more => format!(" So it is for {} more.", words::number_of(more, "pair", "pairs")),
    };
    let (business, interest) = names(settings);
    (!said.is_empty())
        .then(|| format!("Equal on {business}, so {interest} decided: {}.{more}", words::list(&said)))
}

/// What the two criteria are called.
fn names(settings: &Settings) -> (String, String) {
    (settings.criteria.business.to_lowercase(), settings.criteria.interest.to_lowercase())
}

fn is_equal(a: &Placed, b: &Placed, rules: &Rules) -> bool {
    grid(a, rules) == grid(b, rules)
}

/// The business score in steps above the foot of the scale, to the nearest.
fn grid(placed: &Placed, rules: &Rules) -> i64 {
    let above = i64::from(placed.scores().business.thousandths()) - i64::from(rules.min.thousandths());
    let step = i64::from(rules.step.thousandths()).max(1);
    (2 * above + step).div_euclid(2 * step)
}

/// Whether interest put `ahead` before `behind`.
fn decided(ahead: &Placed, behind: &Placed) -> bool {
    if ahead.scores().interest <= behind.scores().interest {
        return false;
    }
    let lead = |criterion: Criterion| ahead.contributions[criterion] - behind.contributions[criterion];
    let interest = lead(Criterion::Interest);
    let largest = interest > lead(Criterion::Business) && interest > lead(Criterion::Growth);
    let tied = ahead.value == behind.value && ahead.scores().business == behind.scores().business;
    tied || (interest > Ratio::ZERO && largest)
}

#[cfg(test)]
mod tests {
    use super::summary;
    use crate::fit;
    use crate::portfolio::{self, Memo, Overrides};
    use crate::ranking;
    use crate::source::Sources;

    /// What is said of projects with these scores.
    fn said(projects: &[(&str, &str)]) -> Option<String> {
        let files: Vec<(String, String)> = projects
            .iter()
            .map(|(name, scores)| {
                let [b, i, g] = scores.split(' ').collect::<Vec<_>>().try_into().unwrap();
                (
                    format!("projects/{name}.md"),
                    format!("---\ntitle: {name}\nbusiness: {b}\ninterest: {i}\ngrowth: {g}\n---\n"),
                )
            })
            .collect();
        let sources = Sources::from_pairs(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
        let (portfolio, _) = portfolio::load(&sources, &mut Memo::default(), &Overrides::default());
        let portfolio = portfolio.unwrap();
        summary(&ranking::rank(&fit::candidates(&portfolio), portfolio.settings()), portfolio.settings())
    }

    #[test]
    fn interest_decides_between_equals_on_business() {
        let told = "Equal on business, so interest decided: a stands before b.";
        assert_eq!(said(&[("a", "4 5 2"), ("b", "4 3 3"), ("c", "2 5 5")]).as_deref(), Some(told));
    }

    #[test]
    fn interest_breaks_a_tie() {
        let told = "Equal on business, so interest decided: a stands before b.";
        assert_eq!(said(&[("a", "4 3 2"), ("b", "4 2 3")]).as_deref(), Some(told));
    }

    #[test]
    fn growth_may_decide_instead() {
        assert_eq!(said(&[("a", "4 3 5"), ("b", "4 2 2")]), None);
        assert_eq!(said(&[("a", "4 2 2"), ("b", "4 2 1")]), None);
    }
}
