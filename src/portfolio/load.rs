//! All documents of a planning folder, parsed, checked and joined.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{self, Code, Diagnostic, Level, Place};
use crate::path::RelPath;
use crate::portfolio::check;
use crate::portfolio::decode::Stated;
use crate::portfolio::layout::Layout;
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
pub(in crate::portfolio) struct Read<'s> {
    pub(in crate::portfolio) path: &'s RelPath,
    pub(in crate::portfolio) file: &'s Arc<[u8]>,
    pub(in crate::portfolio) kind: DocumentKind,
    pub(in crate::portfolio) parsed: Arc<Parsed>,
}

/// Reads every document. The portfolio is `None` when an error in the documents keeps the ranking from
/// being true; findings are sorted and carry the levels that the settings give them.
pub fn load(
    sources: &Sources,
    memo: &mut Memo,
    overrides: &Overrides,
) -> (Option<Portfolio>, Vec<Diagnostic>) {
    let layout = Layout::of(sources.files().keys());
    let settings = settings_document(sources, layout);
    let (stated, letter) = match settings.as_ref().and_then(|read| read.parsed.document.clone()) {
        Some(Any::Settings(stated, letter)) => (*stated, letter),
        _ => (Stated::default(), None),
    };
    let context = Context { layout, scale: stated.scale.clone() };
    let mut documents = documents(sources, memo, &context);
    documents.extend(settings);

    let mut found = sources.findings().to_vec();
    for read in &documents {
        found.extend(read.parsed.findings.iter().cloned());
    }
    found.extend(check::across(sources, &documents));
    let broken = found.iter().any(|it| it.level == Level::Error && !it.code.can_be_silenced());
    let portfolio = join(&documents, stated, letter, sources.name(), *overrides);
    let (mut found, allowed) = silence::judge(&portfolio, found);
    diagnostic::sort(&mut found);
    let portfolio = Portfolio { allowed, ..portfolio };
    ((!broken).then_some(portfolio), found)
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
    let documents: Vec<Read<'s>> = files
        .into_par_iter()
        .map(|(path, file, kind, known)| {
            let parsed = known.unwrap_or_else(|| Arc::new(guarded(path, file, kind, context)));
            Read { path, file, kind, parsed }
        })
        .collect();
    memo.keep(documents.iter().map(|read| (read.path, read.file, &read.parsed)));
    documents
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
    Portfolio { facts: Arc::new(facts), prose, allowed: BTreeSet::new() }
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
