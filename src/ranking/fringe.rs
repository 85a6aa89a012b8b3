//! Who can be the last inside a plan or the first outside it.
//!
//! Whoever is better on all three criteria than somebody else inside is the last inside nowhere, and whoever
//! is worse on all three than somebody else outside is nowhere the first outside. Of many projects a few are
//! left to be compared at each weighting. Who is better than whom is found once for all plans. Nothing is said
//! here of who is next to the line where.

use std::sync::Arc;

use crate::ranking::chosen::Chosen;
use crate::ranking::exact::{dot, minus};
use crate::ranking::field::Field;

/// A form or a point in 64 bits.
pub(super) type Small = [i64; 3];

/// So many classes a side may keep others away: a bit each. To miss one costs time only.
const MOST_KEEPERS: usize = 128;

/// Stands for a class without any effort.
const NOBODY: usize = usize::MAX;

/// The two sides of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Inside,
    Outside,
}

impl Side {
    const BOTH: [Self; 2] = [Self::Inside, Self::Outside];

    /// Whether a project is on this side of a plan.
    fn has(self, plan: &Chosen, project: usize) -> bool {
        plan.has(project) == (self == Self::Inside)
    }

    /// Whether the first is nearer to the line than the second at every weighting.
    fn is_nearer(self, first: &Small, second: &Small) -> bool {
        match self {
            Self::Inside => (0..3).all(|k| first[k] < second[k]),
            Self::Outside => (0..3).all(|k| first[k] > second[k]),
        }
    }

    /// Who is nearer to the line everywhere has the smaller number.
    fn depth(self, form: &Small) -> i64 {
        let sum = form.iter().sum::<i64>();
        if self == Self::Inside { sum } else { -sum }
    }
}

/// A class of projects that may be next to the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Contender {
    form: Small,
    class: usize,
}

/// Who matters on the two sides of a plan's line, in position order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Contenders {
    inside: Vec<Contender>,
    outside: Vec<Contender>,
    /// The form of the project that stops the plan.
    pub(super) stopper: Small,
}

impl Contenders {
    /// The line between the two that are most out of order at a point: the last of those inside behind the
    /// first of those outside, or the stopper behind another outside.
    pub(super) fn out_of_order(&self, at: &Small) -> Option<Small> {
        let (mut best, mut first) = (i64::MIN, None);
        for outside in &self.outside {
            let value = dot(&outside.form, at);
            if value >= best {
                (best, first) = (value, Some(outside));
            }
        }
        let (mut worst, mut last) = (best, None);
        for inside in &self.inside {
            let value = dot(&inside.form, at);
            if value < worst {
                (worst, last) = (value, Some(inside));
            }
        }
        let behind = match last {
            Some(last) => &last.form,
            None if dot(&self.stopper, at) < best => &self.stopper,
            None => return None,
        };
        Some(minus(behind, &first?.form))
    }

    /// The classes that are worth so much at a point, ascending.
    pub(super) fn level(&self, at: &Small, worth: i64) -> Vec<usize> {
        let both = self.inside.iter().chain(&self.outside);
        let mut level: Vec<usize> =
            both.filter(|one| dot(&one.form, at) == worth).map(|one| one.class).collect();
        level.sort_unstable();
        level.dedup();
        level
    }
}

/// The classes of a field, and who keeps whom from being next to the line.
pub(super) struct Fringe {
    /// By class.
    members: Vec<Member>,
    class_of: Arc<[usize]>,
    /// By tier and side, the classes with an effort in the order of the project that stands for them.
    tiers: Vec<[Vec<Kept>; 2]>,
    /// By side, the classes that may keep others away.
    keepers: [Vec<usize>; 2],
}

/// A class of projects.
struct Member {
    form: Small,
    tier: usize,
    /// By side, the project that stands for it: the first with an effort inside, the last outside. Members of
    /// a class stand in the same order everywhere, so it is there when any of them is.
    stands: [usize; 2],
}

/// What decides whether a class is next to the line on one side.
struct Kept {
    class: usize,
    /// The project that stands for it.
    stands: usize,
    /// Which of the keepers keep it away.
    by: u128,
}

impl Fringe {
    /// The fringe of a field; it is best at plans like the given one.
    pub(super) fn new(field: &Field, plan: &Chosen) -> Self {
        let mut sorted: Vec<usize> = (0..field.classes.len()).collect();
        sorted.sort_by_key(|&class| field.classes[class].tier);
        let mut tier_of = vec![0; sorted.len()];
        let by_tier: Vec<&[usize]> =
            sorted.chunk_by(|&a, &b| field.classes[a].tier == field.classes[b].tier).collect();
        for (tier, classes) in by_tier.iter().enumerate() {
            classes.iter().for_each(|&class| tier_of[class] = tier);
        }
        let members = field.classes.iter().zip(tier_of).map(|(class, tier)| {
            let sized = |project: &&usize| field.efforts[**project].is_some();
            let ends = [class.members.iter().find(sized), class.members.iter().rfind(sized)];
            Member {
                form: class.form.map(|part| part as i64),
                tier,
                stands: ends.map(|end| end.copied().unwrap_or(NOBODY)),
            }
        });
        let members: Vec<Member> = members.collect();
        let keepers = Side::BOTH.map(|side| keepers(&members, plan, side));
        let kept = |class: usize, side: Side| {
            let keeps = |keeper: &usize| {
                let (own, keeper) = (&members[class], &members[*keeper]);
                keeper.tier == own.tier && side.is_nearer(&keeper.form, &own.form)
            };
            let keepers = keepers[side as usize].iter().enumerate();
            let by = keepers.fold(0, |bits, (bit, keeper)| bits | u128::from(keeps(keeper)) << bit);
            Kept { class, stands: members[class].stands[side as usize], by }
        };
        let tier = |classes: &&[usize]| {
            Side::BOTH.map(|side| {
                let sized = |class: &&usize| members[**class].stands[side as usize] != NOBODY;
                let mut sized: Vec<Kept> =
                    classes.iter().filter(sized).map(|&class| kept(class, side)).collect();
                sized.sort_by_key(|kept| kept.stands);
                sized
            })
        };
        let tiers = by_tier.iter().map(tier).collect();
        Self { members, class_of: Arc::clone(&field.class_of), tiers, keepers }
    }

    /// Who matters for a plan and the project that stops it.
    pub(super) fn contenders(&self, plan: &Chosen, stopper: usize) -> Contenders {
        let stopper = &self.members[self.class_of[stopper]];
        let [inside, outside] = Side::BOTH.map(|side| {
            let at = side as usize;
            let is_there = |class: usize| side.has(plan, self.members[class].stands[at]);
            let keepers = self.keepers[at].iter().enumerate();
            let there = keepers.fold(0, |bits, (bit, &class)| bits | u128::from(is_there(class)) << bit);
            let contender = |kept: &Kept| {
                let matters = kept.by & there == 0 && side.has(plan, kept.stands);
                matters.then(|| Contender { form: self.members[kept.class].form, class: kept.class })
            };
            self.tiers[stopper.tier][at].iter().filter_map(contender).collect()
        });
        Contenders { inside, outside, stopper: stopper.form }
    }
}

/// The classes that may keep others away on a side: all when there are few, else those nearest to the line of
/// a plan.
fn keepers(members: &[Member], plan: &Chosen, side: Side) -> Vec<usize> {
    let stands = |class: usize| members[class].stands[side as usize];
    let mut sized: Vec<usize> = (0..members.len()).filter(|&class| stands(class) != NOBODY).collect();
    if sized.len() <= MOST_KEEPERS {
        return sized;
    }
    sized.retain(|&class| side.has(plan, stands(class)));
    sized.sort_by_cached_key(|&class| side.depth(&members[class].form));
    let mut found: Vec<usize> = Vec::with_capacity(MOST_KEEPERS);
    for class in sized {
        let Member { form, tier, .. } = &members[class];
        let keeps =
            |&other: &usize| members[other].tier == *tier && side.is_nearer(&members[other].form, form);
        if found.len() < MOST_KEEPERS && !found.iter().any(keeps) {
            found.push(class);
        }
    }
    found
}
