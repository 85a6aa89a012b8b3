//! Staffing fifty people on two hundred projects: target 0.2 s on one core.

use quarterdeck::people::{Problem, staff};

fn main() {
    divan::main();
}

#[divan::bench(args = [(8, 14), (20, 60), (50, 200)])]
fn staffing(bencher: divan::Bencher, (people, projects): (usize, usize)) {
    let problem = problem(people, projects);
    bencher.bench(|| staff(divan::black_box(&problem)));
}

/// Fits and growths on a scale of 0–5 in steps of a half, one pair in eight impossible, two slots a person.
fn problem(people: usize, projects: usize) -> Problem {
    let mut state = 1_u64;
    let mut next = move |below: u64| {
        // A linear congruential generator: the same problem on every machine.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut problem =
        Problem { slots: vec![2; people], teams: Vec::new(), fit: Vec::new(), grows: Vec::new() };
    problem.teams = (0..projects).map(|_| 1 + next(3) as u32).collect();
    for _ in 0..people {
        let (mut fit, mut grows) = (Vec::new(), Vec::new());
        for _ in 0..projects {
            let (possible, interest, growth) =
                (next(8) > 0, i128::from(next(11)) * 500, i128::from(next(11)) * 500);
            fit.push(possible.then_some(3 * interest + 2 * growth));
            grows.push(growth >= 3000);
        }
        problem.fit.push(fit);
        problem.grows.push(grows);
    }
    problem
}
