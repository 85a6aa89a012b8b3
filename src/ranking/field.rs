//! What is compared over all weightings: the distinct projects of a ranking as linear forms.
//!
//! Under every method one project is ahead of another where a linear form of the weights is positive, once
//! projects that are ahead at every weighting are told apart by a class of their own:
//!
//! | method | ahead everywhere | form |
//! | --- | --- | --- |
//! | weighted | nothing | the scores |
//! | geometric | what has no zero | logarithms of the scores; scores among those with a zero |
//! | business-first | every place | none: weights do not matter |
//!
//! Logarithms are rounded to 2⁻¹⁶, so results for `geometric` are close but not exact.

use std::collections::BTreeMap;

use crate::portfolio::Method;
use crate::ranking::exact::{Vec3, gcd, minus, size};
use crate::ranking::logarithm::{BITS, log2};
use crate::ranking::method::Scorer;
use crate::ranking::placed::Ranking;

/// Fractional bits of a logarithm in a form.
const LOG_BITS: u32 = 16;

/// Projects with the same form, which no weighting can tell apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Class {
    /// Who is ahead everywhere: a smaller tier beats a larger.
    pub(super) tier: i128,
    /// The form, in the smallest whole numbers common to all classes.
    pub(super) form: Vec3,
    /// The projects, as indices into [`Ranking::placed`], in position order.
    pub(super) members: Vec<usize>,
}

impl Class {
    /// Where `self` is ahead of `other`: the positive side of a line, or everywhere or nowhere.
    pub(super) fn lead(&self, other: &Self) -> Lead {
        match self.tier.cmp(&other.tier) {
            std::cmp::Ordering::Less => Lead::Everywhere,
            std::cmp::Ordering::Greater => Lead::Nowhere,
            std::cmp::Ordering::Equal => Lead::Line(minus(&self.form, &other.form)),
        }
    }
}

/// Where one class is ahead of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lead {
    Everywhere,
    Nowhere,
    Line(Vec3),
}

/// The distinct projects of a ranking, in position order of their first members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) classes: Vec<Class>,
    /// The class of each project.
    pub(super) class_of: Vec<usize>,
    /// The effort of each project, hundredths of a person-week.
    pub(super) efforts: Vec<Option<u64>>,
    /// The stated weights.
    pub(super) weights: Vec3,
}

impl Field {
    /// The field of a ranking.
    pub(super) fn of(ranking: &Ranking) -> Self {
        let scorer = Scorer::new(&ranking.rules);
        let scores = ranking.placed.iter().map(|placed| ranking.rules.above_bottom(&placed.scores()));
        let forms: Vec<(i128, Vec3)> =
            scores.map(|scores| form(ranking.rules.method, &scorer, &scores)).collect();
        Self::new(&forms, ranking.efforts().collect(), ranking.rules.weights())
    }

    /// A field of forms with their tiers, in position order.
    pub(super) fn new(forms: &[(i128, Vec3)], efforts: Vec<Option<u64>>, weights: Vec3) -> Self {
        let unit = forms.iter().flat_map(|(_, form)| form).fold(0, |unit, part| gcd(unit, *part)).max(1);
        let mut known: BTreeMap<(i128, Vec3), usize> = BTreeMap::new();
        let mut classes: Vec<Class> = Vec::new();
        let mut class_of = Vec::with_capacity(forms.len());
        for (index, (tier, form)) in forms.iter().enumerate() {
            let form = form.map(|part| part / unit);
            let class = *known.entry((*tier, form)).or_insert(classes.len());
            match classes.get_mut(class) {
                Some(class) => class.members.push(index),
                None => classes.push(Class { tier: *tier, form, members: vec![index] }),
            }
            class_of.push(class);
        }
        Self { classes, class_of, efforts, weights }
    }

    /// How many projects a class has.
    pub(super) fn members(&self, class: usize) -> usize {
        self.classes[class].members.len()
    }

    /// The largest entry of any form: what decides whether small integers are enough.
    pub(super) fn size(&self) -> i128 {
        self.classes.iter().map(|class| size(&class.form)).max().unwrap_or(0)
    }
}

fn form(method: Method, scorer: &Scorer, scores: &Vec3) -> (i128, Vec3) {
    match method {
        Method::Weighted => (0, *scores),
        Method::Geometric if scores.iter().all(|score| *score > 0) => {
            let rounding = 1 << (BITS - LOG_BITS - 1);
            (0, scores.map(|score| (log2(score as u64) + rounding) >> (BITS - LOG_BITS)))
        }
        Method::Geometric => (1, *scores),
        Method::BusinessFirst => (-scorer.key(scores), [0; 3]),
    }
}
