//! How far a ranking depends on its weights, worked out when somebody asks.
//!
//! Everything is worked out once. What is asked about one project alone is worked out for it alone, where that is
//! less work, and is the same to the last bit as what the whole says of it.

use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use crate::portfolio::{Effort, LineRule};
use crate::ranking::cells::Survey;
use crate::ranking::exact::Ratio;
use crate::ranking::field::Field;
use crate::ranking::map::{PlanMap, planned_alone};
use crate::ranking::optimum_map::MAX_PROJECTS;
use crate::ranking::overall::Firsts;
use crate::ranking::placed::Ranking;
use crate::ranking::planned::{PlannedWhere, exact_capacity, planned_exactly};
use crate::ranking::polygon::Polygon;
use crate::ranking::ranks::{is_counted, plan_share_of, spread_of};
use crate::ranking::rivals::Rivals;
use crate::ranking::robustness::{Margin, Region, Robustness, Stability};
use crate::ranking::terrain::{Firmness, Terrain, lattice_of_one, plan_radius, survey};
use crate::ranking::weighting::Outline;

/// How far one ranking depends on its weights.
#[derive(Debug)]
pub struct Sway {
    ranking: Arc<Ranking>,
    radius: OnceLock<Option<Ratio>>,
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
    /// The share of [`Region::Near`] in which it is in the plan, 0–1; `None` without a plan line.
    pub near: Option<f64>,
    /// The share of all weightings whose most worthwhile plan contains it: see [`PlanMap::core`].
    pub core: Option<f64>,
}

impl Sway {
    /// How far this ranking does; nothing is worked out yet.
    pub const fn new(ranking: Arc<Ranking>) -> Self {
        Self {
            ranking,
            radius: OnceLock::new(),
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
        let near = || Firmness::over(Region::Near, &self.ranking, self.field(), self.radius());
        worked_out(&self.near, near).as_ref()
    }

    /// The corners of [`Region::Near`].
    pub fn near_corners(&self) -> Outline {
        Region::Near.polygon(&self.field().weights).outline()
    }

    /// What [`near`](Self::near) says of one project.
    fn near_share(&self, index: usize) -> Option<f64> {
        let (ranking, field) = (&self.ranking, self.field());
        let capacity = ranking.rules.capacity.map(Effort::hundredths).filter(|_| ranking.plan.is_some())?;
        if self.near.get().is_none() && ranking.rules.line == LineRule::Strict && is_counted(field) {
            return Some(plan_share_of(field, &Region::Near.polygon(&field.weights), capacity, index));
        }
        self.near()?.plan_shares.get(index).copied()
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
        let near = self.near().and_then(|near| near.plan_shares.get(index)).copied();
        Some(Swayed {
            stability,
            planned,
            near,
            core: map.and_then(|map| map.core.as_ref()?.get(index)).copied(),
        })
    }

    fn alone(&self, index: usize) -> Swayed {
        let (field, triangle) = (self.field(), Polygon::triangle());
        let class = field.class_of[index];
        let rules = &self.ranking.rules;
        let has_line = self.ranking.plan.is_some();
        let capacity = rules.capacity.map(Effort::hundredths).filter(|_| has_line);
        let line = capacity.map(|capacity| (capacity, rules.line));
        // First what does not need what somebody may be working out ahead.
        let rivals = LazyCell::new(|| Rivals::of(field, class, &triangle));
        let (spread, plan_share) = spread_of(field, &triangle, line, &rivals, index);
        let near = self.near_share(index);
        let (planned, margin) = self.planned(index, &rivals);
        let firsts = worked_out(&self.firsts, || Firsts::of(field, &triangle));
        let first = (firsts.share(class, &spread), firsts.place(&self.ranking, field, class, &spread));
        let stability = self.ranking.stability(index, class, &spread, first, (plan_share, margin));
        Swayed { stability, planned, near, core: None }
    }

    /// Where one project is in the plan, and how far it is from changing its side.
    fn planned(&self, index: usize, rivals: &impl Deref<Target = Rivals>) -> (Option<PlannedWhere>, Margin) {
        let (ranking, field) = (&self.ranking, self.field());
        if let Some(capacity) = exact_capacity(ranking, field) {
            let (region, margin) = planned_exactly(ranking, field, capacity, index);
            return (Some(region), margin);
        }
        if ranking.rules.line == LineRule::Fill {
            let Some(Ground { terrain, today }) = self.ground() else { return (None, Margin::NoLine) };
            return (Some(planned_alone(&terrain.cells, index)), terrain.margin(ranking, today, index));
        }
        let Some(lattice) = lattice_of_one(ranking, field, rivals, index) else {
            return (None, Margin::NoLine);
        };
        let coarse = planned_alone(&lattice, index);
        let (terrain, today) = Terrain::of_one(ranking, self.survey(), lattice, self.radius(), index);
        let planned = if terrain.is_exact() { planned_alone(&terrain.cells, index) } else { coarse };
        (Some(planned), terrain.margin(ranking, &today, index))
    }

    /// Works out what is told of any single project, for whoever asks for one in a moment.
    pub fn work_ahead(&self) {
        let is_needed = self.ranking.plan.is_some()
            && self.ranking.rules.line == LineRule::Strict
            && exact_capacity(&self.ranking, self.field()).is_none();
        if is_needed {
            self.survey();
        }
    }

    /// The largest change of any weight that certainly leaves the plan as it is; `None` when none changes it.
    fn radius(&self) -> Option<Ratio> {
        *worked_out(&self.radius, || plan_radius(&self.ranking, self.field()))
    }

    fn ground(&self) -> Option<&Ground> {
        let ground = || Terrain::on(&self.ranking, self.field(), self.survey().cloned());
        worked_out(&self.ground, || ground().map(|(terrain, today)| Ground { terrain, today })).as_ref()
    }

    fn survey(&self) -> Option<&Survey> {
        // This takes one thread only, for which a second may wait.
        self.survey.get_or_init(|| survey(&self.ranking, self.field())).as_ref()
    }

    fn field(&self) -> &Field {
        worked_out(&self.field, || Field::of(&self.ranking))
    }
}
