//! All documents of a planning folder, parsed, checked and joined.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{self, Code, Diagnostic, Level, Place};
use crate::path::RelPath;
use crate::portfolio::check;
use crate::portfolio::decode::Stated;
use crate::portfolio::layout::Layout;
use crate::portfolio::memo::Clean;
use crate::portfolio::parse::{Any, Context, Parsed, parse};
use crate::portfolio::{
    DocumentKind, Effort, Facts, Html, Id, Memo, Portfolio, Project, Quarter, Scale, Settings, silence,
};
use crate::source::Sources;

/// What is asked for in place of what the documents say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Overrides {
    /// The quarter to plan for.
    pub quarter: Option<Quarter>,
}

/// A file of the planning folder with what it gave.
#[derive(Debug)]
pub(in crate::portfolio) struct Read<'s> {
    pub(in crate::portfolio) path: &'s RelPath,
    pub(in crate::portfolio) file: &'s Arc<[u8]>,
    pub(in crate::portfolio) kind: DocumentKind,
    pub(in crate::portfolio) parsed: Arc<Parsed>,
}

/// Documents that are parsed and joined. What is wrong between them is not known yet.
#[derive(Debug)]
pub struct Joined<'s> {
    sources: &'s Sources,
    documents: Vec<Read<'s>>,
    portfolio: Portfolio,
    /// Whether nothing is wrong between the documents.
    is_clean: Clean,
}

/// Reads every document. The portfolio is `None` when an error in the documents keeps the ranking from
/// being true; findings are sorted and carry the levels that the settings give them.
pub fn load(
    sources: &Sources,
    memo: &mut Memo,
    overrides: &Overrides,
) -> (Option<Portfolio>, Vec<Diagnostic>) {
    let joined = Joined::of(sources, memo, overrides);
    let (is_true, found) = joined.check();
    (is_true.then_some(joined.portfolio), found)
}

impl<'s> Joined<'s> {
    /// The documents of these sources.
    pub fn of(sources: &'s Sources, memo: &mut Memo, overrides: &Overrides) -> Self {
        let layout = Layout::of(sources.files().keys());
        let settings = settings_document(sources, layout);
        let (stated, letter) = match settings.as_ref().and_then(|read| read.parsed.document.clone()) {
            Some(Any::Settings(stated, letter)) => (*stated, letter),
            _ => (Stated::default(), None),
        };
        let context = Context { layout, scale: stated.scale.clone() };
        let mut documents = documents(sources, memo, &context);
        let is_clean = memo.between(sources, &documents, settings.as_ref());
        memo.keep(documents.iter().map(|read| (read.path, read.file, &read.parsed)));
        documents.extend(settings);
        let portfolio = join(&documents, stated, letter, sources.name(), *overrides);
        Self { sources, documents, portfolio, is_clean }
    }

    /// What they say together.
    pub fn portfolio(&self) -> &Portfolio {
        &self.portfolio
    }

    /// Whether each of them, looked at alone, allows a true ranking.
    pub fn are_true_alone(&self) -> bool {
        !is_broken(self.found_alone())
    }

    /// Whether an error keeps the ranking from being true, and everything that is wrong in the documents and
    /// between them: sorted, with the levels that the settings give.
    pub fn check(&self) -> (bool, Vec<Diagnostic>) {
        let mut found: Vec<Diagnostic> = self.found_alone().cloned().collect();
        if self.is_clean.get() != Some(&true) {
            let across = check::across(self.sources, &self.documents);
            let _ = self.is_clean.set(across.is_empty());
            found.extend(across);
        }
        let is_true = !is_broken(&found);
        let (mut found, allowed) = silence::judge(&self.portfolio, found);
        // They are the same each time.
        let _ = self.portfolio.allowed.set(allowed);
        diagnostic::sort(&mut found);
        (is_true, found)
    }

    fn found_alone(&self) -> impl Iterator<Item = &Diagnostic> {
        self.sources.findings().iter().chain(self.documents.iter().flat_map(|read| &read.parsed.findings))
    }
}

/// Whether one of these keeps a ranking from being true.
fn is_broken<'f>(found: impl IntoIterator<Item = &'f Diagnostic>) -> bool {
    found.into_iter().any(|it| it.level == Level::Error && !it.code.can_be_silenced())
}

/// `portfolio.md`, which is read first: it says on which scale the others are.
fn settings_document(sources: &Sources, layout: Layout) -> Option<Read<'_>> {
    let kind = DocumentKind::Portfolio;
    let (path, file) = sources.files().iter().find(|(path, _)| layout.kind_of(path) == Some(kind))?;
    let context = Context { layout, scale: Scale::default() };
    Some(Read { path, file, kind, parsed: Arc::new(guarded(path, file, kind, &context)) })
}

/// Every other document, in path order.
fn documents<'s>(sources: &'s Sources, memo: &mut Memo, context: &Context) -> Vec<Read<'s>> {
    memo.read_as(context);
    let files: Vec<_> = sources
        .files()
        .iter()
        .filter_map(|(path, file)| Some((path, file, context.layout.kind_of(path)?)))
        .filter(|(.., kind)| *kind != DocumentKind::Portfolio)
        .map(|(path, file, kind)| (path, file, kind, memo.get(path, file)))
        .collect();
    files
        .into_par_iter()
        .map(|(path, file, kind, known)| {
            let parsed = known.unwrap_or_else(|| Arc::new(guarded(path, file, kind, context)));
            Read { path, file, kind, parsed }
        })
        .collect()
}

/// Parses one file so that a fault of this program ends one document and not the run.
pub(in crate::portfolio) fn guarded(
    path: &RelPath,
    file: &Arc<[u8]>,
    kind: DocumentKind,
    context: &Context,
) -> Parsed {
    catch_unwind(AssertUnwindSafe(|| parse(path, file, kind, context))).unwrap_or_else(|_| {
        let finding = Diagnostic::new(Code::QD803, "this document made quarterdeck stumble")
            .at(Place::new(path, file, 0..0))
            .subject(path.as_str())
            .help("this is a fault of quarterdeck; please report it with the document");
        Parsed { findings: vec![finding], ..Parsed::default() }
    })
}

fn join(
    documents: &[Read<'_>],
    stated: Stated,
    letter: Option<Html>,
    name: &str,
    overrides: Overrides,
) -> Portfolio {
    let (mut projects, mut people, mut narratives, mut goals) = Default::default();
    let mut prose = Vec::with_capacity(documents.len());
    for read in documents {
        match &read.parsed.document {
            Some(Any::Project(it)) => push(&mut projects, &it.id, it),
            Some(Any::Person(it)) => push(&mut people, &it.id, it),
            Some(Any::Narrative(it)) => push(&mut narratives, &it.id, it),
            Some(Any::Goal(it)) => push(&mut goals, &it.id, it),
            Some(Any::Settings(..)) | None => continue,
        }
        prose.push((read.path.clone(), read.parsed.prose.clone()));
    }
    let prose = prose.into_iter().collect();
    let mut facts = Facts {
        settings: Settings::of(stated, letter, name),
        projects: by_id(projects),
        people: by_id(people),
        narratives: by_id(narratives),
        goals: by_id(goals),
    };
    let stated = facts.settings.quarter;
    facts.settings.quarter = overrides.quarter.or(stated).or_else(|| latest(&facts.projects));
    if facts.settings.capacity.is_none() {
        facts.settings.capacity = summed(facts.people.values().map(|person| person.capacity));
    }
    Portfolio { facts: Arc::new(facts), prose, allowed: Arc::default() }
}

fn push<T>(known: &mut Vec<(Id, Arc<T>)>, id: &Id, document: &Arc<T>) {
    known.push((id.clone(), Arc::clone(document)));
}

/// Documents by id. The first one of an id stays; the second is a finding.
fn by_id<T>(mut documents: Vec<(Id, Arc<T>)>) -> BTreeMap<Id, Arc<T>> {
    // A tree of what is in order already is made several times faster.
    documents.sort_by(|a, b| a.0.cmp(&b.0));
    documents.dedup_by(|later, first| later.0 == first.0);
    documents.into_iter().collect()
}

/// The latest quarter that a project names.
fn latest(projects: &BTreeMap<Id, Arc<Project>>) -> Option<Quarter> {
    projects.values().flat_map(|project| project.quarters.iter().copied()).max()
}

/// The sum of what is stated; `None` when nobody states anything.
fn summed(capacities: impl Iterator<Item = Option<Effort>>) -> Option<Effort> {
    capacities.flatten().reduce(|sum, capacity| sum + capacity)
}

impl Settings {
    fn of(stated: Stated, letter: Option<Html>, name: &str) -> Self {
        Self {
            title: stated.title.unwrap_or_else(|| name.to_owned()),
            quarter: stated.quarter,
            weights: stated.weights,
            scale: stated.scale,
            method: stated.method,
            score_means: stated.score_means,
            floor: stated.floor,
            capacity: stated.capacity,
            line: stated.line,
            ladder: stated.ladder,
            criteria: stated.criteria,
            lints: stated.lints,
            glossary: stated.glossary,
            allow: stated.allow,
            places: stated.places,
            letter,
        }
    }
}
