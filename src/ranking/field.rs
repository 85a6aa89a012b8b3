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

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use crate::portfolio::{LineRule, Method};
use crate::ranking::exact::{Vec3, divided, dot, gcd, minus, size, sum};
use crate::ranking::line;
use crate::ranking::logarithm::{BITS, log2};
use crate::ranking::method::Scorer;
use crate::ranking::placed::Ranking;

/// Values as floats are this far off, of the largest there can be, or less.
const ROUNDING: f64 = 1e-9;

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

/// The least and the largest value of a class over a region, with room for rounding.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub(super) low: f64,
    pub(super) high: f64,
}

/// The distinct projects of a ranking, in position order of their first members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) classes: Vec<Class>,
    /// The class of each project.
    pub(super) class_of: Arc<[usize]>,
    /// The effort of each project, hundredths of a person-week.
    pub(super) efforts: Arc<[Option<u64>]>,
    /// How many members each class has, and what they ask for together.
    sums: Vec<(usize, u64)>,
    /// The stated weights.
    pub(super) weights: Vec3,
    /// The forms in 64 bits, when no class is ahead of another everywhere.
    small: Option<Vec<[i64; 3]>>,
    /// The largest entry of any form.
    size: i128,
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
        let unit = unit(forms);
        let forms: Vec<(i128, Vec3)> =
            forms.iter().map(|(tier, form)| (*tier, form.map(|part| divided(part, unit)))).collect();
        let one_tier = forms.windows(2).all(|pair| pair[0].0 == pair[1].0);
        let size = forms.iter().map(|(_, form)| size(form)).max().unwrap_or(0);
        let is_small = one_tier && size < 1 << 40;
        let class_of = if is_small {
            distinct(forms.iter().map(|(_, form)| form.map(|part| part as i64)))
        } else {
            distinct(forms.iter())
        };
        let mut classes: Vec<Class> = Vec::new();
        for (index, (&class, (tier, form))) in class_of.iter().zip(&forms).enumerate() {
            match classes.get_mut(class) {
                Some(class) => class.members.push(index),
                None => classes.push(Class { tier: *tier, form: *form, members: vec![index] }),
            }
        }
        let forms = || classes.iter().map(|class| class.form.map(|part| part as i64)).collect();
        let small = is_small.then(forms);
        let sum = |class: &Class| {
            let asked = class.members.iter().filter_map(|&project| efforts[project]);
            (class.members.len(), asked.fold(0, u64::saturating_add))
        };
        let sums = classes.iter().map(sum).collect();
        Self { classes, class_of: class_of.into(), efforts: efforts.into(), sums, weights, small, size }
    }

    /// How many projects a class has.
    pub(super) fn members(&self, class: usize) -> usize {
        self.sums[class].0
    }

    /// The classes in their order at one weighting.
    pub(super) fn order_at(&self, at: &Vec3) -> Vec<usize> {
        let mut room = Room::default();
        self.order_in(at, &mut room);
        room.order
    }

    /// The same, in room that is used again at the next weighting.
    pub(super) fn order_in<'r>(&self, at: &Vec3, room: &'r mut Room) -> &'r [usize] {
        // Nearly always value and place fit into one 64-bit number, which sorts several times faster.
        let bits = usize::BITS - self.classes.len().leading_zeros();
        let small = self.small.as_ref().filter(|_| self.size * sum(at) < i128::from(i64::MAX >> bits));
        room.order.clear();
        if let Some(small) = small {
            let at = at.map(|part| part as i64);
            room.keys.clear();
            let keys = small.iter().enumerate().map(|(index, form)| index as i64 - (dot(form, &at) << bits));
            room.keys.extend(keys);
            room.sort();
            room.order.extend(room.keys.iter().map(|key| (key & ((1 << bits) - 1)) as usize));
        } else {
            let classes = self.classes.iter().enumerate();
            let values = classes.map(|(index, class)| (class.tier, -dot(&class.form, at), index));
            let mut order: Vec<(i128, i128, usize)> = values.collect();
            order.sort_unstable();
            room.order.extend(order.into_iter().map(|(_, _, index)| index));
        }
        &room.order
    }

    /// How many projects are ahead of a class at one weighting, and what they ask for in hundredths of a
    /// person-week.
    pub(super) fn ahead_of(&self, class: usize, at: &Vec3) -> (usize, u64) {
        let key = |class: usize| (self.classes[class].tier, -dot(&self.classes[class].form, at), class);
        let own = key(class);
        let ahead = (0..self.classes.len()).filter(|&other| key(other) < own);
        let add = |(projects, effort): (usize, u64), other: usize| {
            (projects + self.members(other), effort.saturating_add(self.effort(other)))
        };
        ahead.fold((0, 0), add)
    }

    /// What the members of a class ask for together, in hundredths of a person-week.
    pub(super) fn effort(&self, class: usize) -> u64 {
        self.sums[class].1
    }

    /// What a project and the members of its class before it ask for; `None` without an effort of its own.
    pub(super) fn through(&self, project: usize) -> Option<u64> {
        self.efforts[project]?;
        let members =
            self.classes[self.class_of[project]].members.iter().take_while(|other| **other <= project);
        Some(members.filter_map(|&other| self.efforts[other]).fold(0, u64::saturating_add))
    }

    /// The projects that a line lets in when the classes stand in this order.
    pub(super) fn plan_of(&self, order: &[usize], capacity: u64, rule: LineRule) -> Vec<usize> {
        // With efforts equal or not, members of a class stand in position order.
        let projects = order.iter().flat_map(|&class| &self.classes[class].members);
        line::inside(projects.map(|&project| (project, self.efforts[project])), capacity, rule)
    }

    /// What the value of each class lies between wherever the weights, adding up to 1, lie between the corners;
    /// `None` when values do not decide alone.
    pub(super) fn spans(&self, corners: &[[f64; 3]]) -> Option<Vec<Span>> {
        let rounding = self.size as f64 * ROUNDING;
        let span = |form: &[i64; 3]| {
            let form = form.map(|part| part as f64);
            let value = |at: &[f64; 3]| form[0] * at[0] + form[1] * at[1] + form[2] * at[2];
            let (low, high) = corners
                .iter()
                .map(value)
                .fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)));
            Span { low: low - rounding, high: high + rounding }
        };
        Some(self.small.as_ref()?.iter().map(span).collect())
    }

    /// The field of some of the classes, given in order. Projects keep their numbers; those of other classes are
    /// in none.
    pub(super) fn only(&self, classes: &[usize]) -> Self {
        Self {
            classes: classes.iter().map(|&class| self.classes[class].clone()).collect(),
            class_of: Arc::clone(&self.class_of),
            efforts: Arc::clone(&self.efforts),
            sums: classes.iter().map(|&class| self.sums[class]).collect(),
            weights: self.weights,
            small: self.small.as_ref().map(|small| classes.iter().map(|&class| small[class]).collect()),
            size: self.size,
        }
    }

    /// The largest entry of any form: what decides whether small integers are enough.
    pub(super) fn size(&self) -> i128 {
        self.size
    }
}

/// Room to put classes in order, used again and again.
#[derive(Debug, Default)]
pub(super) struct Room {
    keys: Vec<i64>,
    sorted: Vec<i64>,
    places: Vec<u32>,
    order: Vec<usize>,
}

/// More buckets than keys leave fewer keys to compare, as long as their counts stay close at hand.
const MOST_BUCKETS: usize = 1 << 12;

/// With so many keys in one bucket, or with so few at all, buckets are no help.
const FEW: usize = 24;

impl Room {
    /// Sorts the keys: thrown into at least as many buckets as there are keys, they are nearly in order.
    fn sort(&mut self) {
        let Self { keys, sorted, places, .. } = self;
        let (Some(low), Some(high)) = (keys.iter().min(), keys.iter().max()) else { return };
        let (low, spread) = (*low, high.abs_diff(*low));
        let buckets = (4 * keys.len()).min(MOST_BUCKETS).max(keys.len()).next_power_of_two();
        let shift = (u64::BITS - spread.leading_zeros()).saturating_sub(buckets.ilog2());
        let bucket = |key: i64| (key.wrapping_sub(low) as u64 >> shift) as usize;
        places.clear();
        places.resize(buckets + 1, 0);
        for key in keys.iter() {
            places[bucket(*key) + 1] += 1;
        }
        if keys.len() < FEW || places.iter().any(|count| *count as usize > FEW) {
            keys.sort_unstable();
            return;
        }
        let mut before = 0;
        for place in places.iter_mut() {
            before += *place;
            *place = before;
        }
        sorted.clear();
        sorted.resize(keys.len(), 0);
        for &key in keys.iter() {
            let place = &mut places[bucket(key)];
            sorted[*place as usize] = key;
            *place += 1;
        }
        for index in 1..sorted.len() {
            let (key, mut at) = (sorted[index], index);
            while at > 0 && sorted[at - 1] > key {
                sorted[at] = sorted[at - 1];
                at -= 1;
            }
            sorted[at] = key;
        }
        std::mem::swap(keys, sorted);
    }
}

/// For each of some keys, which of the distinct ones it is, those numbered in the order in which they appear.
fn distinct<K: Hash + Eq>(keys: impl ExactSizeIterator<Item = K>) -> Vec<usize> {
    // Only looked up in, never walked through.
    let mut known: HashMap<K, usize> = HashMap::with_capacity(keys.len());
    keys.map(|key| {
        let next = known.len();
        *known.entry(key).or_insert(next)
    })
    .collect()
}

/// The largest number that divides all entries, at least 1.
fn unit(forms: &[(i128, Vec3)]) -> i128 {
    let mut unit = 0;
    for part in forms.iter().flat_map(|(_, form)| form) {
        unit = gcd(unit, *part);
        if unit == 1 {
            break;
        }
    }
    unit.max(1)
}

/// A project's tier and form under a method.
pub(super) fn form(method: Method, scorer: &Scorer, scores: &Vec3) -> (i128, Vec3) {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

        #[test]
        fn keys_thrown_into_buckets_sort_as_keys_do(
            mut keys in prop::collection::vec(prop_oneof![-40i64..40, -1_000_000i64..1_000_000, any::<i64>()], 0..400)
        ) {
            let mut room = Room { keys: keys.clone(), ..Room::default() };
            room.sort();
            keys.sort_unstable();
            prop_assert_eq!(room.keys, keys);
        }
    }
}
