//! The ranking's arithmetic, against the targets of the design: 10,000 projects sorted with ties in 0.2 ms,
//! first-place polygons of 10,000 random projects in 0.9 ms, rank shares of 10,000 projects on whole-numbered
//! scores in 52 ms, everything the home page needs for 1,000 projects in 100 ms.

use quarterdeck::fit::candidates;
use quarterdeck::portfolio::{Memo, Overrides, load};
use quarterdeck::ranking::{PlanMap, Ranking, Region, Robustness, rank};
use quarterdeck::source::Sources;

fn main() {
    divan::main();
}

/// How scores are spread: whole numbers 0–5, halves, or as fine as can be; or as fine and of the same sum, so
/// that no project is better than another on everything.
#[derive(Debug, Clone, Copy)]
enum Scores {
    Whole,
    Halves,
    Fine,
    Level,
}

/// A portfolio of random projects whose capacity takes about a third of the effort.
fn ranking(count: usize, scores: Scores) -> Ranking {
    let mut state = 1_u64;
    let mut next = move |below: u64| {
        // A linear congruential generator: the same portfolio on every machine.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut score = |most: u64| match scores {
        Scores::Whole => next(6) * 1000,
        Scores::Halves => next(11) * 500,
        Scores::Fine => next(5001),
        Scores::Level => next(most + 1),
    };
    let written = |score: u64| format!("{:.3}", score as f64 / 1000.0);
    let mut files: Vec<(String, String)> = (0..count)
        .map(|index| {
            let business = score(5000);
            let interest = score(5000 - business);
            let growth = match scores {
                Scores::Level => 5000 - business - interest,
                _ => score(5000),
            };
            let [business, interest, growth] = [business, interest, growth].map(written);
            let effort = 1 + index * 7 % 10;
            let text = format!(
                "---\nbusiness: {business}\ninterest: {interest}\ngrowth: {growth}\neffort: {effort}\n---\n"
            );
            (format!("projects/project-{index}.md"), text)
        })
        .collect();
    let settings =
        format!("---\nweights: [50, 30, 20]\ncapacity: {}\nscale: {{step: 0.001}}\n---\n", count * 2);
    files.push((
        "portfolio.md".to_owned(),
        settings.replace("[50, 30, 20]", "{business: 50, interest: 30, growth: 20}"),
    ));
    let sources = Sources::from_pairs(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let (portfolio, findings) = load(&sources, &mut Memo::default(), &Overrides::default());
    let Some(portfolio) = portfolio else {
        let first = findings.first().map(|finding| finding.message.clone());
        unreachable!("the generated documents are right: {first:?}");
    };
    rank(&candidates(&portfolio), portfolio.settings())
}

#[divan::bench(args = [Scores::Whole, Scores::Fine])]
fn rank_and_ties_10_000(bencher: divan::Bencher, scores: Scores) {
    let ranking = ranking(10_000, scores);
    bencher.bench(|| ranking.under(divan::black_box(ranking.rules.weights)));
}

#[divan::bench(args = [Scores::Whole, Scores::Fine])]
fn first_polygons_10_000(bencher: divan::Bencher, scores: Scores) {
    let ranking = ranking(10_000, scores);
    bencher.bench(|| ranking.first_shares(divan::black_box(Region::All)));
}

#[divan::bench(sample_count = 10)]
fn rank_shares_10_000_whole(bencher: divan::Bencher) {
    let ranking = ranking(10_000, Scores::Whole);
    bencher.bench(|| ranking.rank_shares(divan::black_box(Region::All)));
}

#[divan::bench(sample_count = 10)]
fn rank_shares_100_fine(bencher: divan::Bencher) {
    let ranking = ranking(100, Scores::Fine);
    bencher.bench(|| ranking.rank_shares(divan::black_box(Region::All)));
}

#[divan::bench(args = [Scores::Whole, Scores::Halves, Scores::Fine], sample_count = 10)]
fn plan_map_1_000(bencher: divan::Bencher, scores: Scores) {
    let ranking = ranking(1_000, scores);
    bencher.bench(|| ranking.plan_map());
}

/// Nobody beats anybody: what costs most, in bounded time.
#[divan::bench(args = [1_000, 3_000, 10_000], sample_count = 3)]
fn home_page_undominated(bencher: divan::Bencher, count: usize) {
    let ranking = ranking(count, Scores::Level);
    bencher.bench(|| home(&ranking));
}

/// All that the home page asks for: the map, and what holds everywhere and nearby.
#[divan::bench(args = [14, 60, 100, 300, 1_000], consts = [false, true], sample_count = 10)]
fn home_page<const FINE: bool>(bencher: divan::Bencher, count: usize) {
    let ranking = ranking(count, if FINE { Scores::Fine } else { Scores::Halves });
    bencher.bench(|| home(&ranking));
}

fn home(ranking: &Ranking) -> (Option<PlanMap>, Robustness, Robustness) {
    let map = ranking.plan_map();
    let all = ranking.robustness(Region::All, map.as_ref());
    let near = ranking.robustness(Region::Near, map.as_ref());
    (map, all, near)
}
