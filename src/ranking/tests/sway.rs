//! What is said of one project alone is what the whole says of it.

use std::fmt::Write as _;
use std::sync::Arc;

use crate::fit::candidates;
use crate::portfolio::{Memo, Overrides, load};
use crate::ranking::field::Field;
use crate::ranking::terrain::Terrain;
use crate::ranking::{Margin, Ranking, Sway, rank};
use crate::source::Sources;

/// A portfolio of so many projects with scores in `step` thousandths, under more settings.
fn ranking(count: usize, step: u64, settings: &str) -> Ranking {
    let mut state = count as u64 + step;
    let mut next = move |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut files =
        vec![("portfolio.md".to_owned(), format!("---\nscale: {{step: 0.001}}\n{settings}\n---\n"))];
    for index in 0..count {
        let mut text = "---\n".to_owned();
        for criterion in ["business", "interest", "growth"] {
            let score = next(5000 / step + 1) * step;
            let _ = writeln!(text, "{criterion}: {:.3}", score as f64 / 1000.0);
        }
        if index % 9 > 0 {
            let _ = writeln!(text, "effort: {}", 1 + next(9));
        }
        files.push((format!("projects/project-{index}.md"), text + "---\n"));
    }
    let sources = Sources::from_pairs(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let (portfolio, findings) = load(&sources, &mut Memo::default(), &Overrides::default());
    let portfolio = portfolio.unwrap_or_else(|| panic!("{findings:?}"));
    rank(&candidates(&portfolio), portfolio.settings())
}

/// Weights, even ones, under which much is level, and the corner of the triangle.
const WEIGHTS: [&str; 3] = [
    "weights: {business: 50, interest: 30, growth: 20}\n",
    "weights: {business: 1, interest: 1, growth: 1}\n",
    "weights: {business: 1, interest: 0, growth: 0}\n",
];

#[test]
fn the_border_of_a_project_is_as_far_away_as_the_nearest_cell_on_its_other_side() {
    for (weights, method) in
        [(0, "weighted"), (0, "geometric"), (1, "weighted"), (1, "geometric"), (2, "weighted")]
    {
        for (count, step) in [(2, 2500), (7, 1000), (25, 1000), (25, 500), (40, 1)] {
            let settings = format!("{}method: {method}\ncapacity: {}", WEIGHTS[weights], count + 1);
            let ranking = ranking(count, step, &settings);
            let (terrain, today) = Terrain::of(&ranking, &Field::of(&ranking)).unwrap();
            assert!(terrain.is_exact(), "{count} in steps of {step}");
            let by_cells = terrain.margins(&ranking, &today);
            let by_border = ranking.plan_map().unwrap().margins;
            let distances = |margins: &[Margin]| margins.iter().map(Margin::distance).collect::<Vec<_>>();
            assert_eq!(distances(&by_border), distances(&by_cells), "{count} in steps of {step}, {settings}");
        }
    }
}

#[test]
fn a_project_alone_is_told_of_as_among_all() {
    for (count, step, settings) in [
        (3, 1000, "capacity: 5"),
        (50, 1000, "capacity: 60"),
        (100, 1000, "weights: {business: 1, interest: 1, growth: 1}\ncapacity: 100"),
        (50, 500, "weights: {business: 1, interest: 0, growth: 0}\ncapacity: 60"),
        (50, 1000, "weights: {business: 50, interest: 30, growth: 20}\ncapacity: 60"),
        (50, 1000, "method: geometric\ncapacity: 60"),
        (50, 500, "method: business-first\ncapacity: 60"),
        (60, 1, "capacity: 60"),
        (60, 1, "capacity: 60\nline: fill"),
        (60, 1, ""),
        (130, 500, "capacity: 150"),
        (400, 1, "capacity: 500"),
        (400, 1, "method: geometric\ncapacity: 500"),
        (400, 500, "capacity: 500\nline: fill"),
        (1_100, 1, "capacity: 1000"),
    ] {
        let ranking = Arc::new(ranking(count, step, settings));
        let whole = Sway::new(Arc::clone(&ranking));
        whole.all();
        for index in (0..count).step_by((count / 6).max(1)) {
            let alone = Sway::new(Arc::clone(&ranking)).project(index);
            assert_eq!(alone, whole.project(index), "{index} of {count} in steps of {step}, {settings}");
        }
        assert_eq!(whole.project(count), None);
        assert_eq!(Sway::new(ranking).project(count), None);
    }
}
