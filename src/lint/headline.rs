//! Narrative tests on headlines (QD301–QD306, QD308).

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::lint::words::{self, Headline};
use crate::path::RelPath;
use crate::portfolio::{Id, Portfolio, Project};

/// Characters of a headline that the report prints in full and that people can retell.
const LONGEST: usize = 160;

/// Projects whose headline says in the same words what that of an earlier one does, in id order.
pub(super) fn same_ones<'p>(
    headlines: impl Iterator<Item = (&'p Project, Option<&'p str>)>,
) -> Vec<Diagnostic> {
    let mut first: HashMap<&str, &Project> = HashMap::new();
    let mut found = Vec::new();
    for (project, words) in headlines {
        match words.map(|words| first.entry(words)) {
            Some(Entry::Occupied(other)) => found.push(same(project, other.get())),
            Some(Entry::Vacant(place)) => _ = place.insert(project),
            None => {}
        }
    }
    found
}

/// What is found in a headline, or the lack of one, without looking at others; and its words.
pub(super) fn findings(
    project: &Project,
    portfolio: &Portfolio,
    known: &HashSet<String>,
) -> (Vec<Diagnostic>, Option<String>) {
    let narrative = without_narrative(project, portfolio);
    let Some(text) = &project.headline else {
        return (narrative.into_iter().chain([no_headline(project)]).collect(), None);
    };
    let headline = Headline::new(text);
    let found = [
        narrative,
        too_long(project, text),
        only_output(project, &headline, known),
        nobody(project, &headline, known),
        acronym(project, text, portfolio),
    ];
    (found.into_iter().flatten().collect(), Some(headline.spaced))
}

/// Words that name somebody here: people's ids and names.
pub(super) fn known_words(portfolio: &Portfolio) -> HashSet<String> {
    let people = portfolio.people().values();
    people.flat_map(|person| words::words(&person.name).chain([person.id.as_str().to_owned()])).collect()
}

fn about(code: Code, project: &Project, key: &str, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(code, message).at(project.places.of(key)).subject(format!("{}.{key}", project.id))
}

fn no_headline(project: &Project) -> Diagnostic {
    about(Code::QD301, project, "headline", format!("`{}` has no headline", project.id))
        .label("nothing here that an executive could retell")
        .help("say in one sentence what changes, and for whom: `headline: Buyers sign without an exception.`")
}

fn too_long(project: &Project, headline: &str) -> Option<Diagnostic> {
    let length = headline.chars().count();
    (length > LONGEST).then(|| {
        about(Code::QD302, project, "headline", format!("the headline has {length} characters"))
            .label(format!("more than {LONGEST} are not retold"))
            .help("keep what changes and for whom; the rest belongs into the text below")
    })
}

fn only_output(project: &Project, headline: &Headline<'_>, known: &HashSet<String>) -> Option<Diagnostic> {
    let verb = words::begins_with_output(headline)?;
    if words::tells_a_change(headline) || words::names_somebody(headline, known) {
        return None;
    }
    let message =
        format!("the headline says what is built (\"{verb} …\"), not what changes for the business");
    Some(
        about(Code::QD303, project, "headline", message)
            .label("we shipped a thing: and then?")
            .help("go on with \"so that\", or begin with whoever is better off"),
    )
}

fn nobody(project: &Project, headline: &Headline<'_>, known: &HashSet<String>) -> Option<Diagnostic> {
    (!words::names_somebody(headline, known)).then(|| {
        about(Code::QD304, project, "headline", "the headline names nobody who benefits")
            .label("for whom?")
            .help("name the customer, buyer, team or regulator who would miss the work")
    })
}

/// The words of the headline of the document at `path` that nothing explains.
pub(super) fn unexplained(path: &RelPath, portfolio: &Portfolio) -> Vec<String> {
    let project = Id::new(path.stem()).and_then(|id| portfolio.projects().get(&id));
    let project = project.filter(|project| project.path == *path);
    let headline = project.and_then(|project| project.headline.as_deref()).unwrap_or_default();
    acronyms(path, headline, portfolio).into_iter().map(str::to_owned).collect()
}

fn acronyms<'h>(path: &RelPath, headline: &'h str, portfolio: &Portfolio) -> Vec<&'h str> {
    let glossary = &portfolio.settings().glossary;
    let mut unknown = words::acronyms(headline);
    unknown.retain(|word| !glossary.contains_key(*word));
    if !unknown.is_empty() {
        let body = portfolio.prose(path).markup();
        unknown.retain(|word| !body.contains(&format!("({word})")) && !body.contains(&format!("{word} (")));
    }
    unknown
}

fn acronym(project: &Project, headline: &str, portfolio: &Portfolio) -> Option<Diagnostic> {
    let unknown = acronyms(&project.path, headline, portfolio);
    let first = unknown.first()?;
    let names = unknown.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    Some(
        about(Code::QD305, project, "headline", format!("the headline uses {names}, which nothing explains"))
            .label("clear to the team, closed to those who decide")
            .help(format!("say what it does, or spell it out once in the text: \"… ({first})\""))
            .help(format!("or explain it for all: `glossary: {{{first}: …}}` in portfolio.md")),
    )
}

fn same(project: &Project, other: &Project) -> Diagnostic {
    let message = format!("`{}` and `{}` have the same headline", other.id, project.id);
    about(Code::QD306, project, "headline", message)
        .label("one story told twice")
        .help("say what this project adds, or make one project of the two")
        .related(other.places.of("headline"), "the other one")
}

/// Only where there are narratives: a folder that has none tells its stories otherwise.
fn without_narrative(project: &Project, portfolio: &Portfolio) -> Option<Diagnostic> {
    if project.narrative.is_some() || portfolio.narratives().is_empty() {
        return None;
    }
    let names: Vec<&str> = portfolio.narratives().keys().take(6).map(Id::as_str).collect();
    Some(
        about(Code::QD308, project, "narrative", format!("`{}` belongs to no narrative", project.id))
            .label("no `narrative`: nothing leads from here to a goal")
            .help(format!("choose one of narratives/: {}", names.join(", "))),
    )
}
