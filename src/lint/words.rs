//! Words that narrative tests look for. Short lists, chosen so that a good headline is left alone.

use std::collections::HashSet;

/// The words of a text in lower case, without what surrounds them.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    raw_words(text).map(str::to_lowercase)
}

fn raw_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').filter(|word| !word.is_empty())
}

/// A headline and its words, taken apart once.
pub(super) struct Headline<'t> {
    pub(super) text: &'t str,
    /// In lower case, one space between two.
    pub(super) spaced: String,
}

impl<'t> Headline<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let mut spaced = String::with_capacity(text.len());
        for word in raw_words(text) {
            if !spaced.is_empty() {
                spaced.push(' ');
            }
            if word.is_ascii() {
                spaced.push_str(word);
            } else {
                spaced.push_str(&word.to_lowercase());
            }
        }
        spaced.make_ascii_lowercase();
        Self { text, spaced }
    }

    fn words(&self) -> impl Iterator<Item = &str> {
        self.spaced.split(' ')
    }
}

/// Whether a headline begins with making something.
pub(super) fn begins_with_output(headline: &Headline<'_>) -> Option<String> {
    let mut all = headline.words();
    let first = all.next()?;
    let second = all.next().unwrap_or_default();
    let starts = |pair: &&&str| pair.split(' ').eq([first, second]);
    if let Some(pair) = TWO_WORD_OUTPUT.iter().find(starts) {
        return Some((*pair).to_owned());
    }
    OUTPUT.iter().any(|stem| is_form_of(first, stem)).then(|| first.to_owned())
}

/// `ship`, `ships`, `shipped`, `shipping`; `migrate`, `migrating`, `migration`.
fn is_form_of(word: &str, stem: &str) -> bool {
    let root = stem.strip_suffix('e').unwrap_or(stem);
    let Some(ending) = word.strip_prefix(root) else { return false };
    let doubled = root.chars().last().and_then(|last| ending.strip_prefix(last));
    let ending = doubled.unwrap_or(ending);
    matches!(ending, "" | "e" | "s" | "es" | "ed" | "ing" | "ion" | "ation" | "ment" | "t")
}

const OUTPUT: [&str; 17] = [
    "ship",
    "implement",
    "migrate",
    "deploy",
    "build",
    "refactor",
    "upgrade",
    "rewrite",
    "create",
    "introduce",
    "install",
    "integrate",
    "launch",
    "replace",
    "add",
    "deliver",
    "adopt",
];

const TWO_WORD_OUTPUT: [&str; 6] =
    ["roll out", "rolling out", "set up", "setting up", "move to", "switch to"];

/// Whether a headline says what changes because of the work.
pub(super) fn tells_a_change(headline: &Headline<'_>) -> bool {
    let spaced = format!(" {} ", headline.spaced);
    let number = headline.text.contains(['%', '€', '$', '£']);
    number
        || OUTCOME.iter().any(|phrase| spaced.contains(phrase))
        || headline.words().any(|word| OUTCOME_STEMS.iter().any(|stem| word.starts_with(stem)))
}

/// With the spaces around them.
const OUTCOME: [&str; 24] = [
    " so ",
    " because ",
    " without ",
    " instead of ",
    " no longer ",
    " lets ",
    " let ",
    " means ",
    " before ",
    " in minutes ",
    " in hours ",
    " in days ",
    " to win ",
    " to keep ",
    " to close ",
    " fewer ",
    " less ",
    " faster ",
    " sooner ",
    " again ",
    " safe ",
    " safely ",
    " until ",
    " rather than ",
];

const OUTCOME_STEMS: [&str; 17] = [
    "enabl", "prevent", "open", "unlock", "reduc", "cut", "sav", "stop", "protect", "avoid", "earn", "halv",
    "allow", "remov", "end", "help", "keep",
];

/// Whether a headline names somebody who benefits. `known` are words of this portfolio: people, glossary.
pub(super) fn names_somebody(headline: &Headline<'_>, known: &HashSet<String>) -> bool {
    let is_beneficiary = |word: &str| BENEFICIARIES.binary_search(&word).is_ok();
    let somebody = headline.words().any(|word| {
        let word = word.trim_end_matches("'s").trim_end_matches("’s");
        let singular = word.strip_suffix('s').unwrap_or(word);
        is_beneficiary(word) || is_beneficiary(singular) || known.contains(word)
    });
    somebody || headline.text.contains(['€', '$', '£']) || has_a_proper_name(headline.text)
}

/// In the order of their bytes.
const BENEFICIARIES: [&str; 92] = [
    "account",
    "admin",
    "agency",
    "agent",
    "analyst",
    "anybody",
    "anyone",
    "applicant",
    "audience",
    "auditor",
    "bank",
    "board",
    "branch",
    "business",
    "businesse",
    "buyer",
    "caller",
    "candidate",
    "citizen",
    "clerk",
    "client",
    "colleague",
    "companie",
    "company",
    "consumer",
    "contractor",
    "court",
    "customer",
    "deal",
    "department",
    "desk",
    "developer",
    "doctor",
    "employee",
    "engineer",
    "engineering",
    "everybody",
    "everyone",
    "executive",
    "family",
    "finance",
    "firm",
    "founder",
    "guest",
    "hire",
    "hospital",
    "insurer",
    "investor",
    "lawyer",
    "legal",
    "maintainer",
    "manager",
    "market",
    "marketing",
    "member",
    "merchant",
    "newcomer",
    "nobody",
    "oncall",
    "operator",
    "owner",
    "partner",
    "passenger",
    "patient",
    "payer",
    "payment",
    "people",
    "person",
    "product",
    "prospect",
    "reader",
    "recruiter",
    "regulator",
    "responder",
    "revenue",
    "reviewer",
    "sale",
    "school",
    "seller",
    "shareholder",
    "shop",
    "staff",
    "student",
    "subscriber",
    "supplier",
    "support",
    "team",
    "tenant",
    "user",
    "vendor",
    "visitor",
    "we",
];

/// A capitalised word that is neither the first of a sentence nor an acronym: a product, a team, a customer.
fn has_a_proper_name(headline: &str) -> bool {
    let mut starts = true;
    for word in headline.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let mut letters = bare.chars();
        let capital = letters.next().is_some_and(char::is_uppercase);
        if capital && !starts && letters.any(char::is_lowercase) {
            return true;
        }
        starts = word.ends_with(['.', '!', '?', ':']);
    }
    false
}

/// The acronyms of a text, each once, in order: two to six capitals, with digits and a plural s.
pub(super) fn acronyms(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let bare = word.strip_suffix('s').unwrap_or(word);
        let capitals = bare.chars().filter(char::is_ascii_uppercase).count();
        let plain = bare.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
        let is_one =
            plain && (2..=6).contains(&capitals) && bare.starts_with(|c: char| c.is_ascii_uppercase());
        if is_one && !is_quarter(bare) && !COMMON.contains(&bare) && !found.contains(&bare) {
            found.push(bare);
        }
    }
    found
}

fn is_quarter(word: &str) -> bool {
    word.starts_with("FY") && word[2..].bytes().all(|b| b.is_ascii_digit())
}

/// What people outside engineering read without stopping.
const COMMON: [&str; 52] = [
    "AI", "API", "APIS", "AWS", "B2B", "CEO", "CFO", "CIO", "CISO", "CTO", "COO", "CPU", "CSV", "DE", "EU",
    "EUR", "FAQ", "FR", "GB", "GBP", "GDPR", "HIPAA", "HR", "ID", "IPO", "ISO", "IT", "KPI", "MB", "NASA",
    "OK", "PCI", "PDF", "PIN", "QA", "ROI", "SLA", "SMS", "SOC", "SQL", "TV", "UK", "UN", "URL", "US", "USA",
    "USB", "USD", "VIP", "VPN", "WIFI", "II",
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{BENEFICIARIES, Headline, acronyms, begins_with_output, names_somebody, tells_a_change};

    #[test]
    fn words_that_are_looked_up_are_in_order() {
        assert!(BENEFICIARIES.is_sorted());
    }

    #[test]
    fn words_are_without_what_surrounds_them() {
        let spaced = |text| Headline::new(text).spaced;
        assert_eq!(spaced(" \"Ärzte\" don’t WAIT, (2x) "), "ärzte don’t wait 2x");
        assert_eq!(spaced("…"), "");
    }

    #[test]
    fn making_something_is_recognised_in_its_forms() {
        for headline in
            ["Migrate all services", "Shipped a new vault", "Rolling out agents", "Building a portal"]
        {
            assert!(begins_with_output(&Headline::new(headline)).is_some(), "{headline}");
        }
        for headline in [
            "Enterprise buyers sign",
            "Shipments arrive on time",
            "Additional checks",
            "Built-in trust",
            "Delivery",
        ] {
            assert_eq!(begins_with_output(&Headline::new(headline)), None, "{headline}");
        }
    }

    #[test]
    fn a_change_is_recognised() {
        for headline in [
            "Migrate to the vault so that a leak no longer stops payments",
            "Build the portal that cuts waiting by half",
            "Replace the scanner: 60% fewer alarms",
        ] {
            assert!(tells_a_change(&Headline::new(headline)), "{headline}");
        }
        assert!(!tells_a_change(&Headline::new("Migrate all services to the new vault.")));
    }

    #[test]
    fn somebody_is_named_by_role_by_name_or_by_product() {
        let known = HashSet::from(["ana".to_owned()]);
        for headline in [
            "Customers sign sooner",
            "Ana sleeps",
            "The first Acme deal opens",
            "It brings 3 M$",
            "Nobody waits",
        ] {
            assert!(names_somebody(&Headline::new(headline), &known), "{headline}");
        }
        assert!(!names_somebody(&Headline::new("Static analysis becomes more precise."), &known));
        assert!(!names_somebody(&Headline::new("The new CSPM is live."), &known));
    }

    #[test]
    fn acronyms_are_those_that_outsiders_do_not_read() {
        assert_eq!(acronyms("The CSPM covers OUs for SOC 2 in 2026-Q4, CSPM twice, FY27"), ["CSPM", "OU"]);
        assert_eq!(acronyms("I am A plan, Q4, USD 4"), Vec::<&str>::new());
    }
}
