//! The planning folder that a command works on.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::kept::kept;
use crate::cli::terminal::Terminal;
use crate::failure::Failure;
use crate::pipeline::{self, Assessed, Memo, Request};
use crate::portfolio::{Audience, Id, Quarter};
use crate::report::Edition;
use crate::source::{self, Sources};

/// The arguments that every command about a planning folder takes.
#[derive(Debug, Args)]
pub(super) struct Folder {
    /// The planning folder.
    #[arg(value_name = "DIR", default_value = ".")]
    pub(super) dir: PathBuf,

    /// The quarter to report on, such as 2026-Q4; the latest that a project names when not given.
    #[arg(long, value_name = "QUARTER", value_parser = quarter)]
    pub(super) quarter: Option<Quarter>,

    /// Who it is for: manager, team, exec or person:ID. What they may not see is left out.
    #[arg(long, value_name = "AUDIENCE", default_value_t = Audience::Manager, value_parser = audience)]
    pub(super) audience: Audience,
}

impl Folder {
    /// The request that these arguments make.
    pub(super) fn request(&self) -> Request {
        let edition = Edition { audience: self.audience.clone(), ..Edition::default() };
        Request { quarter: self.quarter, edition, ..Request::default() }
    }

    /// Everything in the folder, for an audience that is there.
    ///
    /// # Errors
    /// When the folder cannot be read, or when there is no such person.
    pub(super) fn read(&self) -> Result<Sources, Failure> {
        let (sources, _) = source::folder::read(&self.dir, &[], None)?;
        self.check_audience(&sources)?;
        Ok(sources)
    }

    /// The documents joined and ranked; when an error in them stands in the way, every finding is shown instead.
    pub(super) fn assess(&self, sources: &Sources, terminal: &mut Terminal) -> Option<&'static Assessed> {
        let (assessed, findings) = kept(pipeline::assess(sources, kept(Memo::default()), &self.request()));
        if assessed.is_none() {
            terminal.findings(findings, &self.dir);
        }
        assessed.as_ref()
    }

    /// Refuses an audience of one person of whom there is no document.
    ///
    /// # Errors
    /// When there is no such person.
    pub(super) fn check_audience(&self, sources: &Sources) -> Result<(), Failure> {
        match &self.audience {
            Audience::Person(id) => known_person(id.as_str(), sources).map(drop),
            _ => Ok(()),
        }
    }
}

/// The id of the person that somebody typed, in any case.
///
/// # Errors
/// When there is no document of that person; the nearest name is offered.
pub(super) fn known_person(typed: &str, sources: &Sources) -> Result<Id, Failure> {
    let typed = typed.trim().trim_start_matches('@').to_lowercase();
    let documents = sources.files().keys().filter(|path| path.top_folder() == Some("people"));
    let people: Vec<Id> = documents
        .filter(|path| path.extension() == "md" && !is_introduction(path.stem()))
        .filter_map(|path| Id::new(path.stem()))
        .collect();
    if let Some(id) = people.iter().find(|id| id.as_str() == typed) {
        return Ok(id.clone());
    }
    let failure = Failure::new(format!("cannot find a person `{typed}`"));
    let nearest = people.iter().map(|id| (strsim::osa_distance(&typed, id.as_str()), id)).min();
    Err(match nearest {
        Some((distance, id)) if distance <= 2 || id.as_str().starts_with(&typed) => {
            failure.help(format!("did you mean `{id}`?"))
        }
        Some(_) => {
            let names: Vec<&str> = people.iter().take(MOST_NAMES).map(Id::as_str).collect();
            let more = if people.len() > MOST_NAMES { ", …" } else { "" };
            failure.help(format!("people/ holds {}{more}", names.join(", ")))
        }
        None => failure.help("people/ holds no documents; `people/ana.md` would make a person `ana`"),
    })
}

/// As many people as are named when none is near.
const MOST_NAMES: usize = 12;

fn is_introduction(stem: &str) -> bool {
    stem.eq_ignore_ascii_case("index") || stem.eq_ignore_ascii_case("readme")
}

fn audience(text: &str) -> Result<Audience, String> {
    Audience::named(&text.to_lowercase())
        .ok_or_else(|| "write manager, team, exec or person:ID, such as person:ana".to_owned())
}

fn quarter(text: &str) -> Result<Quarter, String> {
    Quarter::parse(text).ok_or_else(|| "write a quarter as 2026-Q4".to_owned())
}

/// What leads from where the command was started to a file of the planning folder.
pub(super) fn typed_prefix(dir: &Path) -> String {
    let text = dir.to_string_lossy();
    let text = text.trim_end_matches('/').trim_start_matches("./");
    if matches!(text, "" | ".") && dir != Path::new("/") { String::new() } else { format!("{text}/") }
}
