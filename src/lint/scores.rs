//! Scores that tell little (QD502, QD506, QD508, QD509).

use crate::criteria::Criterion;
use crate::diagnostic::{Code, Diagnostic};
use crate::portfolio::{Portfolio, Project, Rating};
use crate::ranking::{Placed, Ranking};

/// The part of a score, in thousandths, that one criterion may give before the score is lopsided.
const LOPSIDED: i64 = 667;
/// Projects that are needed before their scores are compared as a whole.
const ENOUGH: usize = 8;

pub(super) fn findings(portfolio: &Portfolio, ranking: &Ranking) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for placed in ranking.placed.iter().filter(|placed| placed.is_planned()) {
        found.extend(lopsided(placed));
    }
    if ranking.placed.len() >= ENOUGH {
        found.extend(Criterion::ALL.into_iter().filter_map(|it| flat(portfolio, ranking, it)));
        found.extend(twins(portfolio, ranking));
    }
    found
}

/// Where those who rated one project are far apart.
pub(super) fn disagreements(project: &Project, portfolio: &Portfolio) -> Vec<Diagnostic> {
    let one = |criterion| disagreement(portfolio, project, criterion, project.ratings[criterion].as_ref()?);
    Criterion::ALL.into_iter().filter_map(one).collect()
}

fn lopsided(placed: &Placed) -> Option<Diagnostic> {
    let (criterion, points) = placed.points_tenths.iter().max_by_key(|(_, points)| **points)?;
    let whole = placed.score_tenths;
    (whole > 0 && points * 1000 > whole * LOPSIDED).then(|| {
        let (project, key) = (&placed.project, criterion.key());
        let percent = points * 100 / whole;
        Diagnostic::new(Code::QD502, format!("{percent} % of the value of `{}` comes from {key}", project.id))
            .at(project.places.of(key))
            .label("one criterion decides alone")
            .help("check whether the other two are really that low")
            .subject(format!("{}.{key}", project.id))
    })
}

/// Raters two steps of the scale apart or more, and at least a fifth of it: half points are no quarrel.
fn disagreement(
    portfolio: &Portfolio,
    project: &Project,
    criterion: Criterion,
    rating: &Rating,
) -> Option<Diagnostic> {
    let scale = &portfolio.settings().scale;
    let (low, high) = (rating.by.values().min()?, rating.by.values().max()?);
    let apart = high.thousandths().saturating_sub(low.thousandths());
    let span = scale.max.thousandths().saturating_sub(scale.min.thousandths());
    let limit = scale.step.thousandths().saturating_mul(2).max(span / 5 * 2);
    (apart >= limit).then(|| {
        let key = criterion.key();
        Diagnostic::new(Code::QD506, format!("what raters say of {key} goes from {low} to {high}"))
            .at(rating.place.clone())
            .label("do they mean the same by a score?")
            .help("talk, then rate again; a rubric helps: `scale: {labels: {5: …}}` in portfolio.md")
            .subject(format!("{}.{key}.by", project.id))
            .private()
    })
}

fn values(ranking: &Ranking, criterion: Criterion) -> Vec<f64> {
    ranking.placed.iter().map(|placed| placed.known[criterion].score.as_f64()).collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn deviation(values: &[f64]) -> f64 {
    let mean = mean(values);
    (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / values.len() as f64).sqrt()
}

fn flat(portfolio: &Portfolio, ranking: &Ranking, criterion: Criterion) -> Option<Diagnostic> {
    let values = values(ranking, criterion);
    let scale = &portfolio.settings().scale;
    let span = scale.max.as_f64() - scale.min.as_f64();
    (deviation(&values) < span / 10.0).then(|| {
        let (key, mean) = (criterion.key(), mean(&values));
        let message =
            format!("{key} hardly tells the {} projects apart: around {mean:.1} for all", values.len());
        whole(portfolio, Code::QD508, message, key).help("use the scale: the highest score should be rare")
    })
}

fn twins(portfolio: &Portfolio, ranking: &Ranking) -> Vec<Diagnostic> {
    let [business, interest, growth] = Criterion::ALL;
    [(business, interest), (business, growth), (interest, growth)]
        .into_iter()
        .filter_map(|(a, b)| {
            let together = correlation(&values(ranking, a), &values(ranking, b))?;
            (together > 0.9).then(|| {
                let (a, b) = (a.key(), b.key());
                let message = format!("{a} and {b} move together (r = {together:.2}): one is counted twice");
                whole(portfolio, Code::QD509, message, &format!("{a} {b}"))
                    .help("score each by its own question")
            })
        })
        .collect()
}

/// Pearson's r; `None` where one of the two does not vary.
fn correlation(a: &[f64], b: &[f64]) -> Option<f64> {
    let (mean_a, mean_b) = (mean(a), mean(b));
    let product = deviation(a) * deviation(b);
    let covariance = a.iter().zip(b).map(|(x, y)| (x - mean_a) * (y - mean_b)).sum::<f64>() / a.len() as f64;
    (product > 1e-9).then(|| covariance / product)
}

/// A finding about the portfolio as a whole, at its settings where there are some.
fn whole(portfolio: &Portfolio, code: Code, message: String, subject: &str) -> Diagnostic {
    let finding = Diagnostic::new(code, message).subject(subject);
    match portfolio.settings().places.as_ref() {
        Some(places) => finding.at(places.of("weights")),
        None => finding,
    }
}
