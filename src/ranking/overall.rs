//! Puts together what holds over all weightings: first places, shares of ranks, radii and margins.

use rayon::prelude::*;

use crate::portfolio::{Effort, LineRule, Method};
use crate::ranking::exact::Ratio;
use crate::ranking::field::{Class, Field};
use crate::ranking::first::FirstPolygons;
use crate::ranking::map::PlanMap;
use crate::ranking::pair;
use crate::ranking::placed::{Ranking, Side};
use crate::ranking::polygon::Polygon;
use crate::ranking::ranks::{RankSpread, Ranks, spreads};
use crate::ranking::robustness::{
    Exactness, FirstPlace, Flip, Margin, Precision, Region, Robustness, Stability,
};
use crate::ranking::terrain::snapped;
use crate::ranking::weighting::Weighting;

impl Ranking {
    /// What holds over the weightings of a region; `map` is [`Ranking::plan_map`] of the same ranking.
    pub fn robustness(&self, region: Region, map: Option<&PlanMap>) -> Robustness {
        self.robustness_in(&Field::of(self), region, map)
    }

    /// The same in the field of this ranking.
    pub(super) fn robustness_in(&self, field: &Field, region: Region, map: Option<&PlanMap>) -> Robustness {
        let ground = region.polygon(&field.weights);
        let capacity = self.rules.capacity.map(Effort::hundredths).filter(|_| map.is_some());
        let ranks = spreads(field, &ground, capacity.map(|capacity| (capacity, self.rules.line)));
        let firsts = Firsts::of(field, &ground);
        let plan_shares = ranks.plan_shares.as_ref();
        let places: Vec<FirstPlace> = (0..field.classes.len())
            .into_par_iter()
            .map(|class| firsts.place(self, field, class, &ranks.spreads[class]))
            .collect();
        let project = |(index, &class): (usize, &usize)| {
            let spread = &ranks.spreads[class];
            let (first_share, first) = (firsts.share(class, spread), places[class].clone());
            let plan_share = plan_shares.map(|shares| shares[index]);
            let margin = map.map_or(Margin::NoLine, |map| map.margins[index].clone());
            self.stability(index, class, spread, (first_share, first), (plan_share, margin))
        };
        Robustness {
            region,
            corners: ground.outline(),
            precision: self.precision(&ranks, &firsts, map),
            winner_radius: radius(field, winner_pairs(field)),
            plan_radius: map.and_then(|map| map.radius),
            same_plan: map.map(|map| map.same_plan(&ground)),
            order_radius: radius(field, neighbours(field)),
            projects: field.class_of.iter().enumerate().map(project).collect(),
            rank_rows: ranks.rows(),
        }
    }

    /// What is said of one project: how its rank is spread, where it is first, and how it stands to the plan.
    pub(super) fn stability(
        &self,
        index: usize,
        class: usize,
        spread: &RankSpread,
        (first_share, first): (f64, FirstPlace),
        (plan_share, margin): (Option<f64>, Margin),
    ) -> Stability {
        let is_plannable = matches!(self.placed[index].side, Side::Planned | Side::Below);
        Stability {
            first_share,
            plan_share: plan_share.map(snapped).filter(|_| is_plannable),
            expected_rank: spread.expected,
            best_rank: spread.best,
            worst_rank: spread.worst,
            margin,
            first,
            class,
        }
    }

    /// Each project's share of the region in which it is first, alone or with identical projects: what
    /// [`Ranking::robustness`] says of it, without the rest.
    pub fn first_shares(&self, region: Region) -> Vec<f64> {
        let field = Field::of(self);
        let ground = region.polygon(&field.weights);
        let share = |polygon: &Polygon| if polygon.is_empty() { 0.0 } else { polygon.area() / ground.area() };
        let shares: Vec<f64> = match FirstPolygons::of(&field, &ground) {
            Some(firsts) => firsts.polygons.iter().map(share).collect(),
            None => spreads(&field, &ground, None).spreads.iter().map(|spread| spread.first).collect(),
        };
        field.class_of.iter().map(|&class| shares[class]).collect()
    }

    /// Each distinct project's shares of ranks over the region, in position order of the first of identical
    /// ones: what [`Robustness::rank_shares`] says, without the rest.
    pub fn rank_shares(&self, region: Region) -> Vec<Vec<f64>> {
        let field = Field::of(self);
        spreads(&field, &region.polygon(&field.weights), None).rows()
    }

    /// What is exact. Only the weighted mean is linear in the scores; for the other methods even an area is
    /// an estimate.
    fn precision(&self, ranks: &Ranks, firsts: &Firsts, map: Option<&PlanMap>) -> Precision {
        let linear = |exactness| {
            if self.rules.method == Method::Weighted { exactness } else { Exactness::Approximate }
        };
        let strict = map.is_none() || self.rules.line == LineRule::Strict;
        Precision {
            first_share: linear(Exactness::where_it_is(firsts.here.is_some())),
            plan_share: linear(ranks.planned),
            ranks: linear(ranks.exactness),
            expected_rank: linear(ranks.expected),
            margin: linear(map.map_or(Exactness::Exact, |map| map.margin_exactness)),
            radii: linear(Exactness::Exact),
            same_plan: linear(map.map_or(Exactness::Exact, |map| map.own_exactness)),
            plan_radius: linear(Exactness::where_it_is(strict)),
        }
    }
}

pub(super) fn radius<'a>(
    field: &Field,
    pairs: impl Iterator<Item = (&'a Class, &'a Class)>,
) -> Option<Ratio> {
    pair::nearest(pairs, &field.weights).map(|turn| turn.distance(&field.weights))
}

/// The first project with everybody else.
pub(super) fn winner_pairs(field: &Field) -> impl Iterator<Item = (&Class, &Class)> {
    let first = field.classes.first();
    field.classes.iter().skip(1).filter_map(move |other| Some((first?, other)))
}

/// Each project with the next.
pub(super) fn neighbours(field: &Field) -> impl Iterator<Item = (&Class, &Class)> {
    field.class_of.windows(2).map(|pair| (&field.classes[pair[0]], &field.classes[pair[1]]))
}

/// The polygons of first place, over the region asked about and over the whole triangle.
#[derive(Debug)]
pub(super) struct Firsts {
    here: Option<FirstPolygons>,
    /// `None` when `here` is the whole triangle already.
    everywhere: Option<FirstPolygons>,
    area: f64,
}

impl Firsts {
    pub(super) fn of(field: &Field, ground: &Polygon) -> Self {
        let triangle = Polygon::triangle();
        let whole = *ground == triangle;
        let here = FirstPolygons::of(field, ground);
        let everywhere = if whole { None } else { FirstPolygons::of(field, &triangle) };
        Self { here, everywhere, area: ground.area() }
    }

    /// The share of the region; counted over fixed weightings when there are too many polygons.
    pub(super) fn share(&self, class: usize, spread: &RankSpread) -> f64 {
        match &self.here {
            Some(here) if self.area > 0.0 => snapped(here.polygons[class].area() / self.area),
            Some(_) => 0.0,
            None => spread.first,
        }
    }

    /// Where a class is first.
    pub(super) fn place(
        &self,
        ranking: &Ranking,
        field: &Field,
        class: usize,
        spread: &RankSpread,
    ) -> FirstPlace {
        let stated = Weighting::of(&ranking.rules.weights);
        let Some(all) = self.everywhere.as_ref().or(self.here.as_ref()) else {
            return FirstPlace::Unknown { share: spread.first };
        };
        let polygon = &all.polygons[class];
        let behind = || {
            let classes = all.behind(field, class).into_iter();
            classes.filter_map(|other| field.classes[other].members.first().copied()).collect()
        };
        let Some((distance, at)) = polygon.nearest(&stated) else {
            return FirstPlace::Never { behind: behind() };
        };
        let nearest = Flip { distance, at, moves: stated.moves_to(&at) };
        match polygon.centre() {
            Some(centre) => {
                FirstPlace::Somewhere { outline: polygon.outline(), share: polygon.area(), centre, nearest }
            }
            None => FirstPlace::Touching { nearest, behind: behind() },
        }
    }
}
