//! From what differs in a project to what is said of it.

use std::collections::BTreeMap;

use super::document::{Field, Piece, Wording};
use super::project::{Cause, CauseKind, Named, Others, Place, Project, Rank, Score, ScoreChange, State};
use crate::criteria::Criterion;
use crate::portfolio::Id;
use crate::ranking::{Ratio, split};
use crate::report::words;
use crate::review::{self, Changes, ProjectChange, Split, Standing, Value};

/// What is needed to write a project down: the titles of all, the two states.
pub(super) struct Writer<'a> {
    titles: BTreeMap<&'a Id, &'a str>,
    states: (&'a review::State<'a>, &'a review::State<'a>),
}

impl<'a> Writer<'a> {
    pub(super) fn of(changes: &'a Changes, states: (&'a review::State<'a>, &'a review::State<'a>)) -> Self {
        let titles = changes.projects.iter().map(|change| (&change.id, change.title.as_str())).collect();
        Self { titles, states }
    }

    pub(super) fn named(&self, id: &Id) -> Named {
        let title = self.titles.get(id).copied().unwrap_or(id.as_str());
        Named { id: id.to_string(), title: title.to_owned() }
    }

    fn others(&self, others: &review::Others) -> Others {
        Others { count: others.count, named: others.named.iter().map(|id| self.named(id)).collect() }
    }

    pub(super) fn project(&self, change: &ProjectChange) -> Project {
        let former = change.former.as_ref();
        let old_id = former.map_or(&change.id, review::Former::id);
        let (before, after) = self.states;
        let document =
            after.portfolio.projects().get(&change.id).or_else(|| before.portfolio.projects().get(old_id));
        Project {
            was: former.map(|former| former.id().to_string()),
            assumed: matches!(former, Some(review::Former::Assumed(_))),
            path: document.map(|project| project.path.to_string()).unwrap_or_default(),
            standing: [standing(change.before.as_ref()), standing(change.after.as_ref())],
            rank: self.rank(change),
            score: self.score(change),
            in_plan: [&change.before, &change.after].map(|it| it.as_ref().is_some_and(Standing::is_planned)),
            causes: change
                .crossing
                .as_ref()
                .map(|it| it.causes.iter().map(|cause| self.cause(cause)).collect()),
            effort: document.and_then(|project| project.effort).map(words::week_number),
            firmness: [change.firmness.0, change.firmness.1].map(|share| share.map(percent)),
            scores: scores(change),
            fields: change
                .fields
                .iter()
                .map(|field| Field {
                    key: field.key.to_owned(),
                    before: value(&field.before),
                    after: value(&field.after),
                })
                .collect(),
            wording: change.wording.iter().map(wording).collect(),
            ..blank(&change.id, &change.title, state(change))
        }
    }

    fn rank(&self, change: &ProjectChange) -> Rank {
        let account = change.account.clone().unwrap_or_default();
        Rank {
            before: place(change.before.as_ref()),
            after: place(change.after.as_ref()),
            delta: change.rank_change(),
            passed_by: self.others(&account.passed_by),
            passed: self.others(&account.passed),
            new_above: self.others(&account.new_above),
            gone_above: self.others(&account.gone_above),
        }
    }

    /// The score with its change split into shown tenths that add up.
    fn score(&self, change: &ProjectChange) -> Score {
        let of = |standing: &Option<Standing>| match standing {
            Some(Standing::Ranked { score_tenths, .. }) => Some(*score_tenths),
            _ => None,
        };
        let (before, after) = (of(&change.before), of(&change.after));
        let shown =
            Score { before: before.map(words::tenths), after: after.map(words::tenths), ..Score::default() };
        let (Some(split), Some(before), Some(after)) = (&change.value, before, after) else { return shown };
        let own = self.own_tenths(split, after - before);
        let rules = after - before - own.iter().sum::<i64>();
        let by_criterion = split.by_criterion.is_some().then(|| {
            let parts = Criterion::ALL.into_iter().zip(own).filter(|(_, part)| *part != 0);
            parts.map(|(criterion, part)| (criterion.key().to_owned(), signed(part))).collect()
        });
        Score {
            own: by_criterion,
            own_total: Some(signed(own.iter().sum())),
            rules: Some(signed(rules)),
            ..shown
        }
    }

    /// What changed scores did, by criterion, in tenths of a percent of the scale. When nothing but scores
    /// changed, the parts add up to the whole change.
    fn own_tenths(&self, split: &Split, total: i64) -> [i64; 3] {
        let rules = &self.states.1.ranking.rules;
        let span = i128::from(rules.max.thousandths()) - i128::from(rules.min.thousandths());
        let in_tenths = |part: Ratio| Ratio::new(part.num() * 1_000_000, part.den() * span.max(1));
        match split.by_criterion {
            Some(parts) => {
                let parts = parts.map(in_tenths).into_array();
                let whole =
                    if split.rules.is_zero() { total.into() } else { in_tenths(split.own).rounded(1) };
                self::split(whole, &parts)
            }
            None if split.rules.is_zero() => [total, 0, 0],
            None => [in_tenths(split.own).rounded(1) as i64, 0, 0],
        }
    }

    fn cause(&self, cause: &review::Cause) -> Cause {
        let kind = match cause {
            review::Cause::New => CauseKind::New,
            review::Cause::Removed => CauseKind::Removed,
            review::Cause::Standing => CauseKind::Standing,
            review::Cause::Own => CauseKind::Own,
            review::Cause::Rules => CauseKind::Rules,
            review::Cause::Room => CauseKind::Capacity,
            review::Cause::Others(_) => CauseKind::Others,
        };
        let by = if let review::Cause::Others(ids) = cause { ids.as_slice() } else { &[] };
        Cause { kind, by: by.iter().map(|id| self.named(id)).collect() }
    }
}

fn state(change: &ProjectChange) -> State {
    if change.is_new() {
        State::New
    } else if change.is_removed() {
        State::Removed
    } else if change.former.is_some() {
        State::Renamed
    } else if change.is_edited() || change.is_rescored() {
        State::Edited
    } else if change.moves() {
        State::Shifted
    } else {
        State::Same
    }
}

fn standing(standing: Option<&Standing>) -> Option<String> {
    let keys = |criteria: &[Criterion]| {
        words::list(&criteria.iter().map(|criterion| criterion.key()).collect::<Vec<_>>())
    };
    match standing? {
        Standing::Ranked { .. } => None,
        Standing::BelowFloor(criterion) => Some(format!("below the floor on {}", criterion.key())),
        Standing::Unscored(missing) => Some(format!("no score for {}", keys(missing))),
        Standing::Closed(status) => Some(status.key().to_owned()),
        Standing::OtherQuarter => Some("another quarter".to_owned()),
    }
}

fn place(standing: Option<&Standing>) -> Option<Place> {
    match standing {
        Some(Standing::Ranked { rank, tied, position, .. }) => {
            Some(Place { rank: *rank, tied: *tied, position: *position })
        }
        _ => None,
    }
}

fn scores(change: &ProjectChange) -> Vec<ScoreChange> {
    let differing = change.scores.iter().filter_map(|(criterion, scores)| Some((criterion, (*scores)?)));
    differing
        .map(|(criterion, (before, after))| ScoreChange {
            criterion: criterion.key().to_owned(),
            before: words::score(before.score),
            after: words::score(after.score),
            from: after.provenance.key().to_owned(),
        })
        .collect()
}

pub(super) fn blank(id: &Id, title: &str, state: State) -> Project {
    Project {
        id: id.to_string(),
        was: None,
        assumed: false,
        title: title.to_owned(),
        path: String::new(),
        state,
        standing: [None, None],
        rank: Rank::default(),
        score: Score::default(),
        in_plan: [false, false],
        causes: None,
        effort: None,
        firmness: [None, None],
        scores: Vec::new(),
        fields: Vec::new(),
        wording: Vec::new(),
    }
}

pub(super) fn value(value: &Value) -> Option<String> {
    match value {
        Value::Nothing => None,
        Value::Score(score) => Some(words::score(*score)),
        Value::Weeks(weeks) => Some(words::week_number(*weeks)),
        Value::Text(text) => Some(text.clone()),
    }
}

pub(super) fn wording(change: &review::WordChange) -> Wording {
    let piece = |piece: &review::Piece| match piece {
        review::Piece::Same(text) => Piece::Same(text.clone()),
        review::Piece::Old(text) => Piece::Old(text.clone()),
        review::Piece::New(text) => Piece::New(text.clone()),
    };
    Wording {
        headline: change.is_headline,
        words_added: change.words.1,
        words_removed: change.words.0,
        pieces: change.pieces.iter().map(piece).collect(),
    }
}

fn signed(tenths: i64) -> String {
    words::signed(tenths.into(), 10, 1)
}

pub(super) fn percent(share: f64) -> u8 {
    (share.clamp(0.0, 1.0) * 100.0).round() as u8
}
