//! Why each finding matters, what it looks like wrong and right, and how to silence it.
//!
//! One text serves `quarterdeck explain`, the rules in SARIF and the report's checks page. The texts stand in one
//! file for each family of codes; that every code has one is seen to by the compiler.

mod documents;
mod people;
mod ranking;
mod references;
mod review;
mod story;
mod values;

use std::fmt::Write;

use crate::diagnostic::Code;

/// What there is to say about one code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explanation {
    /// Why it matters, in a few sentences.
    pub why: &'static str,
    /// An example that has the finding.
    pub bad: &'static str,
    /// The same example mended.
    pub good: &'static str,
}

macro_rules! explained {
    ($($family:ident: $($code:ident)*;)*) => {
        /// The explanation of a code.
        pub const fn explanation(code: Code) -> &'static Explanation {
            match code { $($(Code::$code => &$family::$code,)*)* }
        }
    };
}

explained! {
    documents: QD001 QD002 QD003 QD004 QD005 QD006 QD007 QD008 QD009 QD010 QD011 QD012 QD013 QD014 QD015;
    values: QD101 QD102 QD103 QD104 QD105 QD106 QD107 QD108 QD109 QD110 QD111 QD112 QD113 QD114 QD115;
    references: QD201 QD202 QD203 QD204 QD205 QD206 QD207 QD208 QD209;
    story: QD301 QD302 QD303 QD304 QD305 QD306 QD307 QD308 QD310 QD311 QD312 QD313;
    people: QD401 QD402 QD403 QD404 QD405 QD406 QD407 QD408 QD410 QD411 QD412;
    ranking: QD501 QD502 QD503 QD504 QD505 QD506 QD507 QD508 QD509 QD510;
    review: QD601 QD602 QD603 QD604 QD701 QD702 QD704 QD705 QD706 QD801 QD802 QD803;
}

/// The page that `quarterdeck explain CODE` prints.
pub fn page(code: Code) -> String {
    let Explanation { why, bad, good } = explanation(code);
    let mut page = format!("{code}: {}\nLevel: {}\n\n{}\n", code.title(), code.level().word(), wrapped(why));
    let _ =
        write!(page, "\nInstead of\n\n{}\nwrite\n\n{}\n{}\n", indented(bad), indented(good), silence(code));
    page
}

/// How to turn the finding off, or why that is not possible.
fn silence(code: Code) -> String {
    if !code.can_be_silenced() {
        return "It cannot be silenced: a report made in spite of it could be wrong.".to_owned();
    }
    let everywhere =
        format!("To silence it everywhere, in portfolio.md: lints: {{{code}: off}} (or warn, error)");
    if code.is_about_one_document() {
        let here = format!("allow: [{{code: {code}, why: \"the reason\"}}]");
        let block = if code.is_found_in_text() {
            format!(
                "To silence it in one block of text, above it: <!-- quarterdeck: allow {code} because … -->\n"
            )
        } else {
            String::new()
        };
        format!("{block}To silence it in one document, in its front matter: {here}\n{everywhere}")
    } else {
        everywhere
    }
}

/// The list that `quarterdeck explain` prints: a line for each code.
pub fn list() -> String {
    let line = |code: &Code| format!("{code}  {:<7}  {}\n", code.level().word(), code.title());
    Code::ALL.iter().map(line).collect()
}

/// The text in lines of at most 80 characters, where its words allow it.
fn wrapped(text: &str) -> String {
    let mut lines = String::new();
    let mut width = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if width > 0 {
            let fits = width + 1 + length <= 80;
            lines.push(if fits { ' ' } else { '\n' });
            width = if fits { width + 1 } else { 0 };
        }
        lines.push_str(word);
        width += length;
    }
    lines
}

fn indented(example: &str) -> String {
    example.lines().map(|line| format!("    {line}").trim_end().to_owned() + "\n").collect()
}

impl Code {
    /// Whether it is found in one document, so that the document can allow it.
    fn is_about_one_document(self) -> bool {
        !matches!(self, Self::QD113 | Self::QD508 | Self::QD509 | Self::QD603 | Self::QD704)
    }

    /// Whether it can be in the text below the front matter, so that the block of text can allow it.
    fn is_found_in_text(self) -> bool {
        self == Self::QD208
    }

    /// The names of codes that look like `name`, nearest first.
    pub fn like(name: &str) -> Vec<&'static str> {
        let wanted = name.to_ascii_uppercase();
        let mut near: Vec<_> = Self::ALL
            .iter()
            .map(|code| (strsim::damerau_levenshtein(&wanted, code.name()), code.name()))
            .filter(|(distance, _)| *distance <= 2)
            .collect();
        near.sort_unstable();
        near.into_iter().map(|(_, name)| name).take(3).collect()
    }
}
