//! The ranking's arithmetic, against the targets of the design: 10,000 projects sorted with ties in 0.2 ms,
//! first-place polygons of 10,000 random projects in 0.9 ms, rank shares of 10,000 projects on whole-numbered
//! scores in 52 ms, everything the home page needs for 1,000 projects in 100 ms.

use quarterdeck::fit::candidates;
use quarterdeck::portfolio::{Memo, Overrides, load};
use quarterdeck::ranking::{Ranking, Region, rank};
use quarterdeck::source::Sources;

fn main() {
    divan::main();
}

/// How scores are spread: whole numbers 0–5, halves, or as fine as can be.
#[derive(Debug, Clone, Copy)]
enum Scores {
    Whole,
    Halves,
    Fine,
}

/// A portfolio of random projects whose capacity takes about a third of the effort.
fn ranking(count: usize, scores: Scores) -> Ranking {
    let mut state = 1_u64;
    let mut next = move |below: u64| {
        // A linear congruential generator: the same portfolio on every machine.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut score = || match scores {
        Scores::Whole => format!("{}", next(6)),
        Scores::Halves => format!("{:.1}", next(11) as f64 / 2.0),
        Scores::Fine => format!("{:.3}", next(5001) as f64 / 1000.0),
    };
    let mut files: Vec<(String, String)> = (0..count)
        .map(|index| {
            let (business, interest, growth) = (score(), score(), score());
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

/// All that the home page asks for: the map, and what holds everywhere and nearby.
#[divan::bench(args = [14, 60, 100, 300, 1_000], consts = [false, true], sample_count = 10)]
fn home_page<const FINE: bool>(bencher: divan::Bencher, count: usize) {
    let ranking = ranking(count, if FINE { Scores::Fine } else { Scores::Halves });
    bencher.bench(|| {
        let map = ranking.plan_map();
        let all = ranking.robustness(Region::All, map.as_ref());
        let near = ranking.robustness(Region::Near, map.as_ref());
        (map, all, near)
    });
}
