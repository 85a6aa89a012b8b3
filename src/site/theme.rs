//! The templates and assets that count: the built-in ones, and those of the planning folder in front of them.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use tera::Tera;
use unicode_normalization::UnicodeNormalization;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::path::RelPath;
use crate::report::address;
use crate::site::{ASSETS, TEMPLATES, bounded, fault};
use crate::source::{Files, Sources};

/// Where the built-in templates live beside a user's of the same name: `{% extends "builtin/index.html" %}`.
const BUILTIN: &str = "builtin/";

/// The built-in templates, compiled once for the life of the program: they cannot change while it runs.
static COMPILED: LazyLock<Tera> = LazyLock::new(|| {
    let mut tera = Tera::new();
    tera.autoescape_on([""]);
    bounded::restrain(&mut tera);
    let named = TEMPLATES.iter().map(|(name, text)| (format!("{BUILTIN}{name}"), *text));
    #[expect(clippy::expect_used, reason = "the built-in templates are tested")]
    tera.set_fallback_prefixes([BUILTIN])
        .and_then(|()| tera.add_raw_templates(named))
        .expect("built-in templates compile");
    tera
});

/// The built-in assets by their address, once for the life of the program as well.
static LOADED: LazyLock<Files> = LazyLock::new(|| {
    ASSETS.iter().map(|(name, bytes)| (address(&format!("assets/{name}")), Arc::from(*bytes))).collect()
});

/// Whose templates shape the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Templates {
    /// The planning folder's own where it has some, else the built-in ones.
    #[default]
    Own,
    /// Only the built-in ones, and no asset in place of a built-in one: for documents of strangers.
    BuiltIn,
}

/// Templates ready to render and the assets that go with them.
#[derive(Debug, Clone)]
pub struct Theme {
    /// The built-in templates with the planning folder's in front of them; `None` where it has none, so that
    /// the built-in ones are only compiled when a page is rendered.
    tera: Option<Arc<Tera>>,
    /// The planning folder's own templates: their text by their path in the folder.
    own: BTreeMap<RelPath, Arc<str>>,
    assets: Files,
    findings: Vec<Diagnostic>,
}

impl Theme {
    /// The built-in look.
    pub fn builtin() -> Self {
        Self { tera: None, own: BTreeMap::new(), assets: LOADED.clone(), findings: Vec::new() }
    }

    /// The look of a planning folder: what `templates/` and `assets/` hold stands in front of what is built in.
    pub fn of(sources: &Sources, templates: Templates) -> Self {
        let mut theme = Self::builtin();
        for (path, bytes) in sources.files() {
            match path.top_folder() {
                Some("assets") if templates == Templates::Own || !theme.assets.contains_key(path) => {
                    theme.assets.insert(path.clone(), Arc::clone(bytes));
                }
                Some("templates") if templates == Templates::Own => theme.take_template(path, bytes),
                _ => {}
            }
        }
        theme.compile();
        let clashes = same_address(theme.assets.keys(), sources);
        theme.findings.extend(clashes);
        theme
    }

    /// The compiled templates.
    pub(super) fn tera(&self) -> &Tera {
        self.tera.as_deref().unwrap_or(&COMPILED)
    }

    /// The assets by their address.
    pub fn assets(&self) -> &Files {
        &self.assets
    }

    /// Whether the planning folder brings templates of its own.
    pub fn has_own_templates(&self) -> bool {
        !self.own.is_empty()
    }

    /// What is wrong with the planning folder's templates and assets, before a page is rendered.
    pub fn findings(&self) -> &[Diagnostic] {
        &self.findings
    }

    /// The planning folder's template of a name, with its path.
    pub(super) fn own_template(&self, name: &str) -> Option<(&RelPath, &str)> {
        let path = RelPath::new(&format!("templates/{name}"))?;
        self.own.get_key_value(&path).map(|(path, text)| (path, text.as_ref()))
    }

    fn take_template(&mut self, path: &RelPath, bytes: &[u8]) {
        match std::str::from_utf8(bytes) {
            Ok(text) => {
                self.own.insert(path.clone(), text.trim_start_matches('\u{feff}').into());
            }
            Err(_) => self.findings.push(fault::not_text(path)),
        }
    }

    /// Adds the planning folder's templates; when that is not possible, says so of each that is at fault.
    fn compile(&mut self) {
        let named: Vec<(String, Arc<str>)> = self
            .own
            .iter()
            .filter_map(|(path, text)| Some((path.below("templates")?.to_string(), Arc::clone(text))))
            .collect();
        if named.is_empty() {
            return;
        }
        let mut tera = COMPILED.clone();
        let Err(error) = tera.add_raw_templates(named.iter().map(|(name, text)| (name, text))) else {
            self.tera = Some(Arc::new(tera));
            return;
        };
        let alone: Vec<tera::Error> = named
            .iter()
            .filter_map(|(name, text)| COMPILED.clone().add_raw_template(name, text).err())
            .filter(|error| matches!(error.kind(), tera::ErrorKind::SyntaxError(_)))
            .collect();
        let found: Vec<Diagnostic> = if alone.is_empty() {
            fault::while_compiling(&error, self)
        } else {
            alone.iter().flat_map(|error| fault::while_compiling(error, self)).collect()
        };
        self.findings.extend(found);
    }
}

/// Assets whose addresses differ only in upper and lower case or in the form of their letters: where a file system
/// does not tell these apart, one of the two is lost.
fn same_address<'p>(assets: impl Iterator<Item = &'p RelPath>, sources: &Sources) -> Vec<Diagnostic> {
    let mut first: BTreeMap<String, &RelPath> = BTreeMap::new();
    let mut found = Vec::new();
    for path in assets {
        let folded = path.as_str().nfkc().collect::<String>().to_lowercase();
        let Some(other) = first.insert(folded, path) else { continue };
        let is_own = sources.files().contains_key(path);
        let (own, other) = if is_own { (path, other) } else { (other, path) };
        found.push(
            Diagnostic::new(
                Code::QD802,
                format!("`{own}` and `{other}` differ only in how letters are written"),
            )
            .at(Place::file(own))
            .subject(own.as_str())
            .help("some file systems keep only one of them; give one another name"),
        );
    }
    found
}
