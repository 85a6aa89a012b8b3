//! How far a ranking depends on its weights, worked out when somebody asks.
//!
//! Everything is worked out once. What is asked about one project alone is worked out for it alone, where that is
//! less work, and is the same to the last bit as what the whole says of it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use crate::portfolio::{Effort, LineRule};
use crate::ranking::cells::Survey;
use crate::ranking::field::Field;
use crate::ranking::map::{PlanMap, planned_alone};
use crate::ranking::optimum_map::MAX_PROJECTS;
use crate::ranking::overall::Firsts;
use crate::ranking::placed::Ranking;
use crate::ranking::planned::{PlannedWhere, exact_capacity, planned_exactly};
use crate::ranking::polygon::Polygon;
use crate::ranking::ranks::spread_of;
use crate::ranking::robustness::{Margin, Region, Robustness, Stability};
use crate::ranking::terrain::{Firmness, Terrain, survey};

/// How far one ranking depends on its weights.
#[derive(Debug)]
pub struct Sway {
    ranking: Arc<Ranking>,
    near: OnceLock<Option<Firmness>>,
    survey: OnceLock<Option<Survey>>,
    ground: OnceLock<Option<Ground>>,
    map: OnceLock<Option<PlanMap>>,
    all: OnceLock<Robustness>,
    field: OnceLock<Field>,
    firsts: OnceLock<Firsts>,
    /// What was said of projects one by one.
    alone: Mutex<BTreeMap<usize, Swayed>>,
}

/// What a cell holds, made when it is empty. Making needs all threads, on which others may ask for the same
/// meanwhile: whoever comes second makes it again rather than wait for the first.
fn worked_out<T>(cell: &OnceLock<T>, make: impl FnOnce() -> T) -> &T {
    let made = match cell.get() {
        Some(known) => return known,
        None => make(),
    };
    cell.get_or_init(|| made)
}

/// The triangle in cells of equal plan, and the plan of the stated weights.
#[derive(Debug)]
struct Ground {
    terrain: Terrain,
    today: Vec<usize>,
}

/// How far one project's place depends on the weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Swayed {
    /// Over all weightings.
    pub stability: Stability,
    /// Where it is in the plan; `None` without a plan line.
    pub planned: Option<PlannedWhere>,
    /// The share of all weightings whose most worthwhile plan contains it: see [`PlanMap::core`].
    pub core: Option<f64>,
}

impl Sway {
    /// How far this ranking does; nothing is worked out yet.
    pub const fn new(ranking: Arc<Ranking>) -> Self {
        Self {
            ranking,
            near: OnceLock::new(),
            survey: OnceLock::new(),
            ground: OnceLock::new(),
            map: OnceLock::new(),
            all: OnceLock::new(),
            field: OnceLock::new(),
            firsts: OnceLock::new(),
            alone: Mutex::new(BTreeMap::new()),
        }
    }

    /// The ranking.
    pub fn ranking(&self) -> &Arc<Ranking> {
        &self.ranking
    }

    /// How firm the plan is over [`Region::Near`]; `None` when there is no plan line.
    pub fn near(&self) -> Option<&Firmness> {
        worked_out(&self.near, || self.ranking.firmness_in(self.field(), Region::Near)).as_ref()
    }

    /// Which plan follows from which weighting; `None` when there is no plan line.
    pub fn map(&self) -> Option<&PlanMap> {
        let map = || {
            self.ground().map(|ground| self.ranking.plan_map_on(self.field(), &ground.terrain, &ground.today))
        };
        worked_out(&self.map, map).as_ref()
    }

    /// Over all weightings.
    pub fn all(&self) -> &Robustness {
        worked_out(&self.all, || self.ranking.robustness_in(self.field(), Region::All, self.map()))
    }

    /// What is said of one project, by its index into [`Ranking::placed`]; `None` when there is none.
    pub fn project(&self, index: usize) -> Option<Swayed> {
        // The most worthwhile plans, which only few projects have, are worked out for all at once.
        if self.all.get().is_some() || self.ranking.placed.len() <= MAX_PROJECTS {
            return self.of_all(index);
        }
        self.ranking.placed.get(index)?;
        if let Some(known) = self.known_alone().get(&index) {
            return Some(known.clone());
        }
        let swayed = self.alone(index);
        self.known_alone().insert(index, swayed.clone());
        Some(swayed)
    }

    fn known_alone(&self) -> MutexGuard<'_, BTreeMap<usize, Swayed>> {
        // Every entry is put in as a whole, so a panic elsewhere cannot leave one half done.
        self.alone.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn of_all(&self, index: usize) -> Option<Swayed> {
        let (stability, map) = (self.all().projects.get(index)?.clone(), self.map());
        let planned = map.and_then(|map| map.planned.get(index)).cloned();
        Some(Swayed { stability, planned, core: map.and_then(|map| map.core.as_ref()?.get(index)).copied() })
    }

    fn alone(&self, index: usize) -> Swayed {
        let (field, triangle) = (self.field(), Polygon::triangle());
        let class = field.class_of[index];
        let rules = &self.ranking.rules;
        let has_line = self.ranking.plan.is_some();
        let capacity = rules.capacity.map(Effort::hundredths).filter(|_| has_line);
        let line = capacity.map(|capacity| (capacity, rules.line));
        let ((planned, margin), (spread, plan_share)) = if exact_capacity(&self.ranking, field).is_some() {
            // To wake other threads takes as long as all of this.
            (self.planned(index), spread_of(field, &triangle, line, index))
        } else {
            rayon::join(|| self.planned(index), || spread_of(field, &triangle, line, index))
        };
        let firsts = worked_out(&self.firsts, || Firsts::of(field, &triangle));
        let first = (firsts.share(class, &spread), firsts.place(&self.ranking, field, class, &spread));
        let stability = self.ranking.stability(index, class, &spread, first, (plan_share, margin));
        Swayed { stability, planned, core: None }
    }

    /// Where one project is in the plan, and how far it is from changing its side.
    fn planned(&self, index: usize) -> (Option<PlannedWhere>, Margin) {
        let (ranking, field) = (&self.ranking, self.field());
        if let Some(capacity) = exact_capacity(ranking, field) {
            let (region, margin) = planned_exactly(ranking, field, capacity, index);
            return (Some(region), margin);
        }
        let of = |terrain: &Terrain, today: &[usize]| {
            (Some(planned_alone(&terrain.cells, index)), terrain.margin(ranking, today, index))
        };
        if ranking.rules.line == LineRule::Strict {
            let radius = self.near().and_then(|near| near.plan_radius);
            let one = Terrain::of_one(ranking, field, self.survey(), radius, index);
            return one.map_or((None, Margin::NoLine), |(terrain, today)| of(&terrain, &today));
        }
        self.ground().map_or((None, Margin::NoLine), |ground| of(&ground.terrain, &ground.today))
    }

    fn ground(&self) -> Option<&Ground> {
        let ground = || Terrain::on(&self.ranking, self.field(), self.survey().cloned());
        worked_out(&self.ground, || ground().map(|(terrain, today)| Ground { terrain, today })).as_ref()
    }

    fn survey(&self) -> Option<&Survey> {
        worked_out(&self.survey, || survey(&self.ranking, self.field())).as_ref()
    }

    fn field(&self) -> &Field {
        worked_out(&self.field, || Field::of(&self.ranking))
    }
}
