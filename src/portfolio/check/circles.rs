//! Projects that depend on each other in a circle.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::portfolio::load::Read;
use crate::portfolio::parse::Any;
use crate::portfolio::{Id, Project};

/// One finding for each circle, at the first of its projects in id order.
pub(super) fn circles(documents: &[Read<'_>]) -> Vec<Diagnostic> {
    let projects: BTreeMap<&Id, &Project> = documents
        .iter()
        .filter_map(|read| match &read.parsed.document {
            // Who depends on nobody is part of no circle.
            Some(Any::Project(project)) if !project.depends_on.is_empty() => {
                Some((&project.id, project.as_ref()))
            }
            _ => None,
        })
        .collect();
    let mut settled = BTreeSet::new();
    projects.keys().filter_map(|id| circle_from(&projects, id, &mut settled)).collect()
}

/// Walks along dependencies without recursion, so that a long chain is as good as a short one.
fn circle_from<'p>(
    projects: &BTreeMap<&'p Id, &'p Project>,
    start: &'p Id,
    settled: &mut BTreeSet<&'p Id>,
) -> Option<Diagnostic> {
    let mut trail: Vec<(&'p Id, usize)> = vec![(start, 0)];
    let mut on_trail = BTreeSet::from([start]);
    let mut found = None;
    while let Some((id, next)) = trail.last_mut() {
        let dependency = projects.get(*id).and_then(|project| project.depends_on.get(*next));
        *next += 1;
        match dependency {
            None => {
                settled.insert(*id);
                on_trail.remove(*id);
                trail.pop();
            }
            Some(dependency) if on_trail.contains(dependency) => {
                let from = trail.iter().position(|(id, _)| *id == dependency).unwrap_or_default();
                let circle: Vec<&Id> = trail[from..].iter().map(|(id, _)| *id).collect();
                found = found.or_else(|| described(projects, &circle));
            }
            Some(dependency) if !settled.contains(dependency) && projects.contains_key(dependency) => {
                on_trail.insert(dependency);
                trail.push((dependency, 0));
            }
            Some(_) => {}
        }
    }
    found
}

fn described(projects: &BTreeMap<&Id, &Project>, circle: &[&Id]) -> Option<Diagnostic> {
    let first = circle.iter().enumerate().min_by_key(|(_, id)| **id).map_or(0, |(at, _)| at);
    let around: Vec<&Id> = circle.iter().cycle().skip(first).take(circle.len()).copied().collect();
    let head = projects.get(*around.first()?)?;
    let words: Vec<&str> = around.iter().chain(around.first()).map(|id| id.as_str()).collect();
    let mut finding =
        Diagnostic::new(Code::QD205, format!("dependencies run in a circle: {}", words.join(" → ")))
            .at(head.places.of("depends_on"))
            .subject(words.join(" "))
            .label("the circle begins here")
            .help("take one of these dependencies out");
    for id in around.iter().skip(1).take(8) {
        if let Some(project) = projects.get(*id) {
            finding = finding.related(project.places.of("depends_on"), "goes on here");
        }
    }
    Some(finding)
}
