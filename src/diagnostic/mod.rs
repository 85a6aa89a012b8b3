//! What we tell people about their files: a code, a place, a message, a fix.
//!
//! Diagnostics accumulate; a command shows all of them at once. They are values: this module renders them
//! as text but never prints. What stops the program because of the machine is a
//! [`Failure`](crate::failure::Failure).

mod code;
pub mod concise;
pub mod explain;
mod fingerprint;
pub mod github;
pub mod gitlab;
pub mod human;
pub mod json;
mod mend;
mod pending;
mod place;
mod plain;
pub mod sarif;
mod summary;
#[cfg(test)]
mod tests;

pub use code::{Code, Level};
pub use fingerprint::fingerprints;
pub use mend::mend;
pub use pending::{Pending, Promise};
pub use place::{Place, PlaceSpan};
pub use plain::{acts, plain, plain_source};
pub use summary::Summary;

/// One finding about the user's files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of finding this is.
    pub code: Code,
    /// How serious it is here, after `lints:` and `--strict`.
    pub level: Level,
    /// Where it is; `None` for a finding about the whole folder.
    pub place: Option<Place>,
    /// What was found: lower case, no final stop, names the key and the value.
    pub message: String,
    /// A few words under the caret: what is wanted there. May be empty.
    pub label: String,
    /// Sentences that say what to do, most useful first.
    pub help: Vec<String>,
    /// Further places that explain the finding ("first on line 2").
    pub related: Vec<(Place, String)>,
    /// A change that removes the finding, when one is known.
    pub fix: Option<Fix>,
    /// What the finding is about, independent of lines and values (an id and key), so that a moved line is
    /// not a new finding.
    pub subject: String,
    /// Whether the finding speaks of people's private ratings or goals and stays out of shared output.
    pub private: bool,
}

/// A replacement of bytes in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The bytes to replace.
    pub place: Place,
    /// The text to put there.
    pub replacement: String,
    /// Whether applying it cannot change a meaning that the author had in mind.
    pub safe: bool,
}

impl Diagnostic {
    /// A finding at its code's own level.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            level: code.level(),
            place: None,
            message: message.into(),
            label: String::new(),
            help: Vec::new(),
            related: Vec::new(),
            fix: None,
            subject: String::new(),
            private: false,
        }
    }

    /// The same finding at a place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The same finding with words under the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// The same finding with one more sentence of advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// The same finding with a further place that explains it.
    #[must_use]
    pub fn related(mut self, place: Place, note: impl Into<String>) -> Self {
        self.related.push((place, note.into()));
        self
    }

    /// The same finding with a replacement that loses nothing.
    #[must_use]
    pub fn safe_fix(mut self, place: Place, replacement: impl Into<String>) -> Self {
        self.fix = Some(Fix { place, replacement: replacement.into(), safe: true });
        self
    }

    /// The same finding with a replacement that a person should look at.
    #[must_use]
    pub fn unsafe_fix(mut self, place: Place, replacement: impl Into<String>) -> Self {
        self.fix = Some(Fix { place, replacement: replacement.into(), safe: false });
        self
    }

    /// The same finding with its lasting subject.
    #[must_use]
    pub fn subject(mut self, subject: impl Into<String>) -> Self {
        self.subject = subject.into();
        self
    }

    /// The same finding kept out of shared output.
    #[must_use]
    pub fn private(mut self) -> Self {
        self.private = true;
        self
    }
}

/// Whether any finding stops the report.
pub fn any_errors(findings: &[Diagnostic]) -> bool {
    findings.iter().any(|finding| finding.level == Level::Error)
}

/// Sorts findings by path, position, code and words: the order in which they are shown.
pub fn sort(findings: &mut [Diagnostic]) {
    findings.sort_by(|a, b| {
        let place = |a: &Place, b: &Place| (&a.path, a.span.start).cmp(&(&b.path, b.span.start));
        let places = match (&a.place, &b.place) {
            (Some(a), Some(b)) => place(a, b),
            (a, b) => a.is_some().cmp(&b.is_some()),
        };
        places.then_with(|| (a.code, &a.message).cmp(&(b.code, &b.message)))
    });
}

/// `folder/path:line:column`, harmless to print.
fn located(folder: &str, place: &Place) -> String {
    plain(&format!("{folder}{}:{}:{}", place.path, place.line(), place.column())).into_owned()
}
