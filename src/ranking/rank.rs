//! From candidates to a ranking: who competes, in which order, and what the plan is.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::criteria::{Criterion, PerCriterion};
use crate::fit::{Candidate, Known};
use crate::portfolio::{Confidence, Effort, Id, Project, Score, ScoreMeans, Settings};
use crate::ranking::exact::{Ratio, Vec3};
use crate::ranking::knapsack::{self, Item};
use crate::ranking::line::{self, Line};
use crate::ranking::method::Scorer;
use crate::ranking::order::{Entry, Order, order};
use crate::ranking::pareto;
use crate::ranking::placed::{BelowFloor, Placed, Ranking, Side, Unscored};
use crate::ranking::plan::{BestPlan, Plan, Stop};
use crate::ranking::range::{self, KeyRange};
use crate::ranking::rules::Rules;

/// So many different scores one thread values before it is worth to wake another.
const MANY: usize = 250;

/// Ranks the candidates under the settings and draws the plan line.
pub fn rank(candidates: &[Candidate], settings: &Settings) -> Ranking {
    rank_by(candidates, &Rules::of(settings))
}

/// Ranks the candidates under rules of any origin: the stated ones, or a what-if.
pub fn rank_by(candidates: &[Candidate], rules: &Rules) -> Ranking {
    let field = Field::of(candidates, rules);
    let scorer = Scorer::new(rules);
    let sorted = sort(&field.complete, &scorer);
    let ranges: Vec<KeyRange> = sorted.iter().map(|found| found.key_range(rules, &scorer)).collect();
    let keys: Vec<i128> = sorted.iter().map(|found| scorer.key(&found.scores)).collect();
    let mut ranking = Ranking {
        rules: *rules,
        placed: place(&sorted, rules, &scorer, &ranges),
        below_floor: field.below_floor,
        unscored: field.unscored.iter().map(|open| unscored(open, rules, &scorer, &keys)).collect(),
        plan: None,
        close_calls: range::close_calls(&ranges),
    };
    if let Some(capacity) = rules.capacity {
        ranking.draw_line(capacity, &scorer);
    }
    ranking
}

/// The ids of the projects that would be planned under some rules, and nothing else about them.
pub fn planned_under<'c>(
    candidates: impl IntoIterator<Item = &'c Candidate>,
    rules: &Rules,
) -> BTreeSet<&'c Id> {
    let Some(capacity) = rules.capacity else { return BTreeSet::new() };
    let field = Field::of(candidates, rules);
    let sorted = sort(&field.complete, &Scorer::new(rules));
    let efforts = sorted.iter().map(|found| found.candidate.project.effort.map(Effort::hundredths));
    let line = line::draw(efforts, capacity.hundredths(), rules.line);
    line.inside.into_iter().map(|index| &sorted[index].candidate.project.id).collect()
}

/// The value on the input scale that scores would have under some rules.
pub fn value_under(rules: &Rules, scores: &PerCriterion<Score>) -> Ratio {
    Scorer::new(rules).value(&rules.above_bottom(scores))
}

/// The order of projects with these scores under some rules, as indices, first place first. No floor and no
/// line apply.
pub fn order_by(projects: &[(&Project, PerCriterion<Score>)], rules: &Rules) -> Vec<usize> {
    let scorer = Scorer::new(rules);
    let entries: Vec<Entry<'_>> = projects
        .iter()
        .map(|(project, scores)| Entry {
            scores: rules.above_bottom(scores),
            effort: project.effort.map(Effort::hundredths),
            id: project.id.as_str(),
        })
        .collect();
    let keys: Vec<i128> = entries.iter().map(|entry| scorer.key(&entry.scores)).collect();
    order(&keys, &entries).sequence
}

/// What these scores make together under some rules, as it is shown.
pub fn shown_under(rules: &Rules, scores: &PerCriterion<Score>) -> Shown {
    let scorer = Scorer::new(rules);
    let scores = rules.above_bottom(scores);
    let (score_tenths, points_tenths) = scorer.shown(&scores);
    Shown { score_tenths, points_tenths, score: rules.hundredths_of_span(scorer.value(&scores)).to_f64() }
}

/// A value as it is shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shown {
    /// Tenths of a percent of the scale's span, 0–1000, half rounded up: `875` reads 87.5.
    pub score_tenths: i64,
    /// Each criterion's part of `score_tenths`, in the same unit; the three add up to it.
    pub points_tenths: PerCriterion<i64>,
    /// The value as a share of the scale's span, 0–100, for machine-readable output.
    pub score: f64,
}

/// The candidates, parted into those that compete and those listed apart; each part in id order.
struct Field<'a> {
    complete: Vec<Scored<'a>>,
    below_floor: Vec<BelowFloor>,
    unscored: Vec<&'a Candidate>,
}

/// A candidate with all three scores and, after sorting, its rank.
struct Scored<'a> {
    candidate: &'a Candidate,
    known: PerCriterion<Known>,
    /// Thousandths above the bottom of the scale.
    scores: Vec3,
    rank: usize,
}

impl<'a> Field<'a> {
    fn of(candidates: impl IntoIterator<Item = &'a Candidate>, rules: &Rules) -> Self {
        let mut sorted: Vec<&Candidate> = candidates.into_iter().collect();
        sorted.sort_by(|a, b| a.project.id.cmp(&b.project.id));
        let mut field = Self { complete: Vec::new(), below_floor: Vec::new(), unscored: Vec::new() };
        for candidate in sorted {
            if let Some(below) = below_floor(candidate, rules) {
                field.below_floor.push(below);
            } else if let Some(known) = candidate.scores.complete() {
                let scores = rules.above_bottom(&known.map(|known| known.score));
                field.complete.push(Scored { candidate, known, scores, rank: 0 });
            } else {
                field.unscored.push(candidate);
            }
        }
        field
    }
}

fn below_floor(candidate: &Candidate, rules: &Rules) -> Option<BelowFloor> {
    Criterion::ALL.into_iter().find_map(|criterion| {
        let (score, floor) = (candidate.scores[criterion]?.score, rules.floor[criterion]?);
        (score < floor).then(|| BelowFloor {
            project: Arc::clone(&candidate.project),
            scores: candidate.scores,
            criterion,
            score,
            floor,
        })
    })
}

impl Scored<'_> {
    fn entry(&self) -> Entry<'_> {
        let project = &self.candidate.project;
        Entry { scores: self.scores, effort: project.effort.map(Effort::hundredths), id: project.id.as_str() }
    }

    /// The lowest and the highest scores that the confidence allows, within the scale.
    fn score_range(&self, rules: &Rules) -> (Vec3, Vec3) {
        let slack = self.known.map(|known| slack(known.confidence, rules)).into_array();
        let low = [0, 1, 2].map(|k| (self.scores[k] - slack[k]).max(0));
        let high = [0, 1, 2].map(|k| (self.scores[k] + slack[k]).min(rules.span()));
        (low, high)
    }

    fn key_range(&self, rules: &Rules, scorer: &Scorer) -> KeyRange {
        let (low, high) = self.score_range(rules);
        (scorer.key(&low), scorer.key(&high))
    }
}

/// How far a score may be off, in thousandths: a step of the scale, half a step, or nothing.
fn slack(confidence: Confidence, rules: &Rules) -> i128 {
    let step = i128::from(rules.step.thousandths());
    match confidence {
        Confidence::Low => step,
        Confidence::Medium => step / 2,
        Confidence::High => 0,
    }
}

/// The same candidates in position order, with their ranks.
fn sort<'a>(complete: &[Scored<'a>], scorer: &Scorer) -> Vec<Scored<'a>> {
    let keys: Vec<i128> = complete.iter().map(|found| scorer.key(&found.scores)).collect();
    let entries: Vec<Entry<'_>> = complete.iter().map(Scored::entry).collect();
    let Order { sequence, ranks } = order(&keys, &entries);
    let at = |(index, rank): (usize, usize)| {
        let Scored { candidate, known, scores, .. } = complete[index];
        Scored { candidate, known, scores, rank }
    };
    sequence.into_iter().zip(ranks).map(at).collect()
}

fn place(sorted: &[Scored<'_>], rules: &Rules, scorer: &Scorer, ranges: &[KeyRange]) -> Vec<Placed> {
    let scores: Vec<Vec3> = sorted.iter().map(|found| found.scores).collect();
    let layers = pareto::layers(&scores);
    let dominators = pareto::first_dominators(&scores, &layers);
    let rank_ranges = range::rank_ranges(ranges);
    let same_rank = |a: usize, b: usize| sorted.get(b).is_some_and(|other| other.rank == sorted[a].rank);
    let placed = |worth: &Worth, index: usize, found: &Scored<'_>| {
        let (low, high) = found.score_range(rules);
        Placed {
            project: Arc::clone(&found.candidate.project),
            known: found.known,
            rank: found.rank,
            position: index + 1,
            tied: same_rank(index, index + 1) || same_rank(index, index.wrapping_sub(1)),
            value: worth.value,
            score_tenths: worth.score_tenths,
            points_tenths: worth.points_tenths,
            contributions: worth.contributions,
            side: Side::NoLine,
            layer: layers[index],
            dominated_by: dominators[index],
            value_range: (scorer.value(&low), scorer.value(&high)),
            rank_range: rank_ranges[index],
        }
    };
    // Of many projects most have neighbours with the same scores.
    let alike: Vec<&[Scored<'_>]> = sorted.chunk_by(|a, b| a.scores == b.scores).collect();
    let worths = alike.par_iter().with_min_len(MANY).map(|group| Worth::of(&group[0].scores, scorer));
    let worths: Vec<Worth> = worths.collect();
    let of_each =
        alike.iter().zip(&worths).flat_map(|(group, worth)| group.iter().map(move |found| (found, worth)));
    of_each.enumerate().map(|(index, (found, worth))| placed(worth, index, found)).collect()
}

/// What scores are worth under the rules, as it is kept of every project.
struct Worth {
    value: Ratio,
    score_tenths: i64,
    points_tenths: PerCriterion<i64>,
    contributions: PerCriterion<Ratio>,
}

impl Worth {
    fn of(scores: &Vec3, scorer: &Scorer) -> Self {
        let (score_tenths, points_tenths) = scorer.shown(scores);
        let (value, contributions) = (scorer.value(scores), scorer.contributions(scores));
        Self { value, score_tenths, points_tenths, contributions }
    }
}

/// A candidate without a rank, and the ranks it could have.
fn unscored(candidate: &Candidate, rules: &Rules, scorer: &Scorer, keys: &[i128]) -> Unscored {
    let scores = |missing: Score| {
        rules.above_bottom(&candidate.scores.map(|known| known.map_or(missing, |known| known.score)))
    };
    let (low, high) = (scores(rules.min), scores(rules.max));
    Unscored {
        project: Arc::clone(&candidate.project),
        scores: candidate.scores,
        missing: Criterion::ALL.into_iter().filter(|&k| candidate.scores[k].is_none()).collect(),
        value_range: (scorer.value(&low), scorer.value(&high)),
        score_tenths_range: (scorer.shown(&low).0, scorer.shown(&high).0),
        rank_range: range::rank_among(keys, (scorer.key(&low), scorer.key(&high))),
    }
}

impl Ranking {
    /// What decides the position of the project at an index.
    pub(super) fn entry(&self, index: usize) -> Option<Entry<'_>> {
        let placed = self.placed.get(index)?;
        Some(Entry {
            scores: self.rules.above_bottom(&placed.scores()),
            effort: placed.project.effort.map(Effort::hundredths),
            id: placed.project.id.as_str(),
        })
    }

    /// Every project's effort in hundredths of a person-week, in position order.
    pub(super) fn efforts(&self) -> impl Iterator<Item = Option<u64>> {
        self.placed.iter().map(|placed| placed.project.effort.map(Effort::hundredths))
    }

    fn draw_line(&mut self, capacity: Effort, scorer: &Scorer) {
        let line = line::draw(self.efforts(), capacity.hundredths(), self.rules.line);
        for placed in &mut self.placed {
            placed.side = if placed.project.effort.is_some() { Side::Below } else { Side::NoEffort };
        }
        for &index in &line.inside {
            self.placed[index].side = Side::Planned;
        }
        self.plan = Some(self.plan_of(line, capacity, scorer));
    }

    fn plan_of(&self, line: Line, capacity: Effort, scorer: &Scorer) -> Plan {
        let planned = Effort::from_hundredths(line.used);
        let worth: i128 = line.inside.iter().map(|&index| self.worth(index, scorer)).sum();
        Plan {
            capacity,
            planned,
            left: capacity - planned,
            stopped_by: line.stop.map(|(index, left)| Stop {
                index,
                needs: self.placed[index].project.effort.unwrap_or_default(),
                left: Effort::from_hundredths(left),
            }),
            would_fill: line.would_fill,
            without_effort: self.indices(|placed| placed.side == Side::NoEffort),
            tied_at_line: line.stop.map_or_else(Vec::new, |(index, _)| self.tied_at_line(index)),
            worth: match self.rules.score_means {
                ScoreMeans::Intensity if line.used == 0 => Ratio::ZERO,
                ScoreMeans::Intensity => scorer.on_scale(worth, i128::from(line.used)),
                ScoreMeans::Total => Ratio::new(worth, scorer.unit()),
            },
            best: self.best_plan(&line.inside, capacity, scorer),
            inside: line.inside,
        }
    }

    /// The projects with the rank of the one that stops the plan, when some of them are planned.
    fn tied_at_line(&self, stop: usize) -> Vec<usize> {
        let group =
            self.indices(|placed| placed.rank == self.placed[stop].rank && placed.side != Side::NoEffort);
        if group.iter().any(|&index| self.placed[index].is_planned()) { group } else { Vec::new() }
    }

    /// What a project adds to a plan, in the scorer's unit (times hundredths of a week under `intensity`).
    fn worth(&self, index: usize, scorer: &Scorer) -> i128 {
        let placed = &self.placed[index];
        let worth = scorer.worth(&self.rules.above_bottom(&placed.scores()));
        match self.rules.score_means {
            ScoreMeans::Intensity => worth * i128::from(placed.project.effort.map_or(0, Effort::hundredths)),
            ScoreMeans::Total => worth,
        }
    }

    fn best_plan(&self, line: &[usize], capacity: Effort, scorer: &Scorer) -> Option<BestPlan> {
        let plannable = self.indices(|placed| placed.project.effort.is_some());
        let effort = |index: usize| self.placed[index].project.effort.unwrap_or_default();
        let items: Vec<Item> = plannable
            .iter()
            .map(|&index| Item { effort: effort(index).hundredths(), worth: self.worth(index, scorer) })
            .collect();
        let chosen = knapsack::best(&items, capacity.hundredths())?;
        let inside: Vec<usize> = chosen.into_iter().map(|item| plannable[item]).collect();
        let sum = |plan: &[usize]| plan.iter().map(|&index| self.worth(index, scorer)).sum::<i128>();
        let (total, line_total) = (sum(&inside), sum(line));
        let unit = match self.rules.score_means {
            ScoreMeans::Intensity => scorer.unit() * 100,
            ScoreMeans::Total => scorer.unit(),
        };
        let without = |plan: &[usize], other: &[usize]| {
            plan.iter().copied().filter(|index| other.binary_search(index).is_err()).collect()
        };
        Some(BestPlan {
            effort: inside.iter().map(|&index| effort(index)).sum(),
            enters: without(&inside, line),
            leaves: without(line, &inside),
            total: Ratio::new(total, unit),
            line_total: Ratio::new(line_total, unit),
            gain: (line_total > 0).then(|| Ratio::new(total - line_total, line_total)),
            inside,
        })
    }

    fn indices(&self, wanted: impl Fn(&Placed) -> bool) -> Vec<usize> {
        (0..self.placed.len()).filter(|&index| wanted(&self.placed[index])).collect()
    }
}
