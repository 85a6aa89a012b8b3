//! The table of codes. A code is never reused or renumbered.

use std::fmt;

/// How serious a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Not reported.
    Off,
    /// Worth knowing.
    Note,
    /// Worth mending; the report is written.
    Warning,
    /// The report is not written.
    Error,
}

impl Level {
    /// The word shown before the code.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

macro_rules! codes {
    ($($code:ident $level:ident $title:literal;)*) => {
        /// A kind of finding, with a number that never changes its meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $title] $code,)* }

        impl Code {
            /// Every code, in order.
            pub const ALL: &[Self] = &[$(Self::$code,)*];

            /// The name, such as `QD101`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$code => stringify!($code),)* }
            }

            /// What it is about, in a few words.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$code => $title,)* }
            }

            /// The level when nothing else is said.
            pub const fn level(self) -> Level {
                match self { $(Self::$code => Level::$level,)* }
            }

            /// The code of that name, in any case.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.name().eq_ignore_ascii_case(name))
            }
        }
    };
}

codes! {
    QD001 Error "no project files found";
    QD002 Error "a file is not UTF-8 text";
    QD003 Error "a byte-order mark stands before the front matter";
    QD004 Error "something stands before the opening fence";
    QD005 Error "the front matter is not closed";
    QD006 Error "the fence is not YAML's `---`";
    QD007 Error "the front matter is missing or empty";
    QD008 Error "a file or its front matter is too large or too deep";
    QD009 Error "a YAML anchor, alias, tag or merge key";
    QD010 Error "the YAML cannot be read";
    QD011 Error "a key appears twice";
    QD012 Error "a `---` inside a block of text closed the front matter early";
    QD013 Error "two files have the same id";
    QD014 Error "a link leaves the folder, runs in a circle or is not a file";
    QD015 Error "a file name is not a plain lower-case id";
    QD101 Error "an unknown key";
    QD102 Error "a value of the wrong type";
    QD103 Error "a score outside the scale";
    QD104 Error "a number that is not plain, finite and in range";
    QD105 Error "not a quarter";
    QD106 Error "not a date of the calendar";
    QD107 Error "not one of the known words";
    QD108 Error "a text that is empty, too long or not printable";
    QD109 Error "a newer document format than this program knows";
    QD110 Error "two keys say the same thing";
    QD111 Warning "a score finer than the scale's step";
    QD112 Error "weights that cannot weigh";
    QD113 Warning "weights that do not add up to 1 or 100";
    QD114 Error "a scale that cannot measure";
    QD115 Error "an amount of money without a currency, or the reverse";
    QD201 Error "an unknown person";
    QD202 Error "an unknown narrative";
    QD203 Error "an unknown goal or key result";
    QD204 Error "an unknown project";
    QD205 Error "projects that depend on each other in a circle";
    QD206 Warning "a project depends on work that the plan leaves out";
    QD207 Warning "a narrative or goal that nothing serves";
    QD208 Error "a link to a file that is not there";
    QD209 Note "a tag that only one document uses";
    QD301 Warning "no headline";
    QD302 Note "a headline too long to retell";
    QD303 Warning "a headline that says what is built, not what changes";
    QD304 Warning "a headline that names nobody who benefits";
    QD305 Warning "an acronym that nothing explains";
    QD306 Warning "the same headline as another project";
    QD307 Warning "a high business score with nothing behind it";
    QD308 Warning "a project that belongs to no narrative";
    QD310 Warning "a question that this kind of work must answer";
    QD311 Note "evidence that has gone stale";
    QD312 Warning "an assumption that is broken or overdue";
    QD313 Warning "a revenue unlock and a low business score";
    QD401 Warning "a person planned for more weeks than they have";
    QD402 Warning "team weeks that do not add up to the effort";
    QD403 Warning "a person whose planned work serves none of their goals";
    QD404 Warning "goals not reviewed for two quarters";
    QD405 Warning "planned work that only one person can carry";
    QD406 Note "work that nobody enjoys";
    QD407 Error "active work without an owner";
    QD408 Warning "a stated score far from what people say";
    QD410 Note "an assigned person whose interest is not recorded";
    QD411 Warning "a growth score that no stated goal explains";
    QD412 Note "a team without anyone who likes a part of the work";
    QD501 Warning "a project that cannot be ranked yet";
    QD502 Note "one criterion carries the whole score";
    QD503 Warning "a project below a floor";
    QD504 Warning "a tie at the plan line";
    QD505 Warning "a place in the plan that the weights decide";
    QD506 Warning "raters who disagree by two steps or more";
    QD507 Note "a score unchanged for several quarters";
    QD508 Warning "scores that do not tell projects apart";
    QD509 Note "two criteria that always move together";
    QD510 Warning "a quarter that has ended with work still open";
    QD601 Warning "a score that moved without its reason";
    QD602 Warning "the plan line crossed without a reason";
    QD603 Warning "weights and scores changed together";
    QD604 Warning "a rating in another person's file";
    QD701 Error "the lock file is stale";
    QD702 Error "the lock file has conflict markers";
    QD704 Warning "two file names that differ only in case";
    QD705 Note "an allowance that nothing needs";
    QD706 Warning "an allowance without a reason";
    QD801 Error "a template that cannot be used";
    QD802 Error "two files with the same address in the report";
    QD803 Error "a page that cannot be rendered";
}

impl Code {
    /// Whether it exists only between two states of the documents, so that one state alone can never have it.
    pub const fn is_about_a_change(self) -> bool {
        matches!(self, Self::QD601 | Self::QD602 | Self::QD603 | Self::QD604)
    }

    /// Whether `lints:` and `allow:` may lower its level. Without the others there is no true ranking.
    pub fn can_be_silenced(self) -> bool {
        self.level() != Level::Error || matches!(self, Self::QD208 | Self::QD407)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
