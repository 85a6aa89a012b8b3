//! What is found in single projects, kept for the next round.
//!
//! A memo changes how long a search takes and nothing else: what was found in a project is used again only while
//! the project and everything but the projects are the same values as before. A project is read together with
//! its prose, so the same project has the same prose.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::portfolio::{Facts, Id, Portfolio, Project};

/// What was found in each open project of the last round, by id. An empty memo is always right.
#[derive(Debug)]
pub struct Alone<T> {
    facts: Option<Arc<Facts>>,
    found: Vec<(Arc<Project>, Arc<T>)>,
}

impl<T> Default for Alone<T> {
    fn default() -> Self {
        Self { facts: None, found: Vec::new() }
    }
}

impl Portfolio {
    /// What a search finds in each open project, in id order. The search may look at the project, its prose and
    /// everything in the portfolio but other projects.
    pub fn search_alone<T: Send + Sync>(
        &self,
        memo: &mut Alone<T>,
        search: impl Fn(&Arc<Project>) -> T + Sync,
    ) -> Vec<Arc<T>> {
        let known = match memo.facts.replace(Arc::clone(&self.facts)) {
            Some(before) if self.facts.is_same_beside_projects(&before) => std::mem::take(&mut memo.found),
            _ => Vec::new(),
        };
        let mut known = known.into_iter().peekable();
        let both: Vec<(&Arc<Project>, Option<Arc<T>>)> = self
            .open_projects()
            .map(|project| {
                while known.next_if(|(before, _)| before.id < project.id).is_some() {}
                let same = known.next_if(|(before, _)| Arc::ptr_eq(before, project));
                (project, same.map(|(_, found)| found))
            })
            .collect();
        memo.found = both
            .into_par_iter()
            .map(|(project, known)| (Arc::clone(project), known.unwrap_or_else(|| Arc::new(search(project)))))
            .collect();
        memo.found.iter().map(|(_, found)| Arc::clone(found)).collect()
    }
}

impl Facts {
    /// Whether settings, people, narratives and goals are the same, the documents by identity.
    fn is_same_beside_projects(&self, other: &Self) -> bool {
        self.settings == other.settings
            && are_same(&self.people, &other.people)
            && are_same(&self.narratives, &other.narratives)
            && are_same(&self.goals, &other.goals)
    }
}

fn are_same<T>(one: &BTreeMap<Id, Arc<T>>, other: &BTreeMap<Id, Arc<T>>) -> bool {
    one.len() == other.len() && one.values().zip(other.values()).all(|(a, b)| Arc::ptr_eq(a, b))
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::Alone;
    use crate::portfolio::{Memo, Overrides, load};
    use crate::source::Sources;

    const SCORES: &str = "---\nbusiness: 1\ninterest: 2\ngrowth: 3\n---\n";
    const ANA: (&str, &str) = ("people/ana.md", "---\nname: Ana\n---\n");

    #[test]
    fn only_what_may_be_found_anew_is_looked_for_again() {
        let (mut documents, mut memo) = (Memo::default(), Alone::default());
        let mut searched = |files: &[(&str, &str)]| {
            let sources = Sources::from_pairs(files.iter().copied());
            let (portfolio, _) = load(&sources, &mut documents, &Overrides::default());
            let searched = Mutex::new(Vec::new());
            let found = portfolio.unwrap().search_alone(&mut memo, |project| {
                searched.lock().unwrap().push(project.id.to_string());
                project.id.to_string()
            });
            let all: Vec<String> = found.iter().map(ToString::to_string).collect();
            let mut searched = searched.into_inner().unwrap();
            searched.sort();
            (all, searched)
        };
        let (a, b, c) = (("projects/a.md", SCORES), ("projects/b.md", SCORES), ("projects/c.md", SCORES));
        let told = format!("{SCORES}More.");
        let [all, none] = [["a", "b", "c"].map(str::to_owned).to_vec(), Vec::new()];
        assert_eq!(searched(&[a, b, c, ANA]), (all.clone(), all.clone()));
        assert_eq!(searched(&[a, b, c, ANA]), (all.clone(), none));
        let edited = ("projects/b.md", told.as_str());
        assert_eq!(searched(&[a, edited, c, ANA]), (all.clone(), vec!["b".to_owned()]));
        assert_eq!(searched(&[a, c, ANA]), (vec!["a".to_owned(), "c".to_owned()], Vec::new()));
        assert_eq!(searched(&[a, b, c, ANA]), (all.clone(), vec!["b".to_owned()]));
        let bo = ("people/ana.md", "---\nname: Bo\n---\n");
        assert_eq!(searched(&[a, b, c, bo]), (all.clone(), all));
    }
}
