//! What stands behind a score: ratings, assumptions, evidence, unlocks, outcomes, allowances.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::portfolio::decode::currency;
use crate::portfolio::decode::reading::{Entries, Reading, clip};
use crate::portfolio::decode::suggest::nearest;
use crate::portfolio::decode::texts::one_or_many;
use crate::portfolio::fields;
use crate::portfolio::yaml::{Key, Node, Value};
use crate::portfolio::{
    Allowance, Assumption, AssumptionState, Confidence, Evidence, EvidenceKind, Id, Outcome, Rating, Reach,
    Score, Unlock,
};

impl Reading<'_> {
    /// A score alone, or a map that says more about it.
    pub(in crate::portfolio) fn rating(&mut self, key: &str, node: &Node<'_>) -> Option<Rating> {
        let place = self.place(&node.span);
        let Value::Map(_) = &node.value else {
            let score = self.score(key, node)?;
            return Some(Rating {
                score,
                confidence: Confidence::High,
                why: None,
                by: std::collections::BTreeMap::new(),
                place,
            });
        };
        let entries = self.entries("a score", fields::RATING, node)?;
        let by: std::collections::BTreeMap<Id, Score> =
            self.free_map(&entries, "by", "a map from people to scores", Self::vote).into_iter().collect();
        let stated = self.get(&entries, "score", Self::score);
        let Some(score) = stated.or_else(|| median(by.values().copied())) else {
            if entries.get("score").is_none() && entries.get("by").is_none() {
                self.missing(&format!("`{key}`"), "score", node);
            }
            return None;
        };
        Some(Rating {
            score,
            confidence: self.get(&entries, "confidence", Self::word).unwrap_or(Confidence::High),
            why: self.get(&entries, "why", Self::text),
            by,
            place,
        })
    }

    fn vote(&mut self, person: &Key<'_>, score: &Node<'_>) -> Option<(Id, Score)> {
        let id = self.id_key(Code::QD201, "by", person)?;
        Some((id, self.score(&person.text, score)?))
    }

    /// The id that a key of a free map names.
    pub(in crate::portfolio) fn id_key(&mut self, code: Code, name: &str, key: &Key<'_>) -> Option<Id> {
        let value = Value::Scalar { text: key.text.clone(), quoted: false };
        self.id(code, name, &Node { span: key.span.clone(), value })
    }

    /// One assumption; a text alone is a claim that is assumed.
    pub(in crate::portfolio) fn assumption(&mut self, key: &str, node: &Node<'_>) -> Option<Assumption> {
        let place = self.place(&node.span);
        if let Value::Scalar { .. } = &node.value {
            let claim = self.text(key, node)?;
            return Some(Assumption { claim, state: AssumptionState::Assumed, check_by: None, place });
        }
        let entries = self.entries("an assumption", fields::ASSUMPTION, node)?;
        let claim = self.needed(&entries, "an assumption", "claim", node, Self::text);
        let state = self.get(&entries, "state", Self::word).unwrap_or(AssumptionState::Assumed);
        let check_by = self.get(&entries, "check_by", Self::date);
        Some(Assumption { claim: claim?, state, check_by, place })
    }

    /// One piece of evidence.
    pub(in crate::portfolio) fn evidence(&mut self, _key: &str, node: &Node<'_>) -> Option<Evidence> {
        let place = self.place(&node.span);
        let entries = self.entries("a piece of evidence", fields::EVIDENCE, node)?;
        let kind: Option<EvidenceKind> =
            self.needed(&entries, "a piece of evidence", "kind", node, Self::word);
        let note = self.needed(&entries, "a piece of evidence", "note", node, Self::text);
        let date = self.get(&entries, "date", Self::date);
        let link = self.get(&entries, "link", Self::address);
        Some(Evidence { kind: kind?, date, note: note?, link, place })
    }

    /// One unlock.
    pub(in crate::portfolio) fn unlock(&mut self, _key: &str, node: &Node<'_>) -> Option<Unlock> {
        let place = self.place(&node.span);
        let entries = self.entries("an unlock", fields::UNLOCK, node)?;
        let kind = self.needed(&entries, "an unlock", "kind", node, Self::word);
        let name = self.needed(&entries, "an unlock", "name", node, Self::line);
        let money = self.money(&entries, node);
        let by = self.get(&entries, "by", Self::date);
        Some(Unlock { kind: kind?, name: name?, money, by, place })
    }

    fn money(&mut self, entries: &Entries<'_>, node: &Node<'_>) -> Option<(u64, String)> {
        let (amount, code) = (entries.get("amount"), entries.get("currency"));
        let hundredths =
            amount.and_then(|amount| self.bounded("amount", amount, 2, 0.0..=1_000_000_000_000.0));
        let currency = code.and_then(|code| self.currency("currency", code));
        let (lone, other) = match (amount, code) {
            (Some(amount), None) => (amount, "currency"),
            (None, Some(code)) => (code, "amount"),
            (None, None) => return None,
            (Some(_), Some(_)) => return Some((u64::try_from(hundredths?).ok()?, currency?)),
        };
        let finding = self
            .finding(Code::QD115, other, lone, format!("an unlock needs `{other}` beside this"))
            .label(format!("no `{other}` in the same unlock"))
            .help("write both, such as `amount: 400000, currency: USD`")
            .related(self.place(&node.span), "the unlock");
        self.found.push(finding);
        None
    }

    fn currency(&mut self, key: &str, node: &Node<'_>) -> Option<String> {
        let code = self.line(key, node)?;
        if currency::codes().any(|known| known == code) {
            return Some(code);
        }
        let message = format!("unknown currency `{}`", clip(&code));
        let finding = self.finding(Code::QD107, key, node, message).label("not an ISO 4217 code");
        let upper = code.to_ascii_uppercase();
        let meant = match code.as_str() {
            "$" => Some("USD"),
            "€" => Some("EUR"),
            "£" => Some("GBP"),
            _ => currency::codes().find(|known| *known == upper),
        };
        let finding = match meant {
            Some(meant) => finding.help(format!("write `{meant}`")).safe_fix(self.place(&node.span), meant),
            None => finding.help("write the three-letter code, such as USD or EUR"),
        };
        self.found.push(finding);
        None
    }

    /// What came of the project.
    pub(in crate::portfolio) fn outcome(&mut self, key: &str, node: &Node<'_>) -> Option<Outcome> {
        let place = self.place(&node.span);
        let entries = self.entries(key, fields::OUTCOME, node)?;
        Some(Outcome {
            score: self.get(&entries, "score", Self::score),
            on: self.get(&entries, "on", Self::date),
            note: self.get(&entries, "note", Self::text),
            place,
        })
    }

    /// The findings that a document silences.
    pub(in crate::portfolio) fn allowances(&mut self, key: &str, node: &Node<'_>) -> Vec<Allowance> {
        one_or_many(node).iter().filter_map(|item| self.allowance(key, item)).collect()
    }

    fn allowance(&mut self, key: &str, node: &Node<'_>) -> Option<Allowance> {
        let place = self.place(&node.span);
        let (code, why) = if let Value::Map(_) = &node.value {
            let entries = self.entries("an allowance", fields::ALLOWANCE, node)?;
            let code = self.needed(&entries, "an allowance", "code", node, Self::code);
            (code?, self.get(&entries, "why", Self::text))
        } else {
            (self.code(key, node)?, None)
        };
        if why.is_none() {
            let finding = Diagnostic::new(Code::QD706, format!("{code} is allowed here without a reason"))
                .at(place.clone())
                .subject(code.name())
                .label("no `why`")
                .help(format!("write `{{code: {code}, why: \"…\"}}`"));
            self.found.push(finding);
        }
        Some(Allowance { code, why, place, reach: Reach::Document })
    }

    /// The code of a finding.
    pub(in crate::portfolio) fn code(&mut self, key: &str, node: &Node<'_>) -> Option<Code> {
        let Value::Scalar { text, .. } = &node.value else {
            self.wrong_type(key, "a code such as QD304", node);
            return None;
        };
        let code = Code::named(text.trim());
        if code.is_none() {
            let finding = unknown_code(text, self.place(&node.span), key);
            self.found.push(finding);
        }
        code
    }

    /// The value of a key that must be there.
    pub(in crate::portfolio) fn needed<T>(
        &mut self,
        entries: &Entries<'_>,
        name: &str,
        key: &str,
        whole: &Node<'_>,
        read: impl FnOnce(&mut Self, &str, &Node<'_>) -> Option<T>,
    ) -> Option<T> {
        if entries.get(key).is_none() {
            self.missing(name, key, whole);
        }
        self.get(entries, key, read)
    }
}

/// The finding for a code that there is not.
pub(in crate::portfolio::decode) fn unknown_code(text: &str, place: Place, subject: &str) -> Diagnostic {
    let known = Code::ALL.iter().map(|code| code.name());
    let help = nearest(text, known)
        .map_or("codes look like QD304".to_owned(), |code| format!("did you mean `{code}`?"));
    Diagnostic::new(Code::QD107, format!("there is no finding `{}`", clip(text)))
        .at(place)
        .subject(subject)
        .label("not a code")
        .help(help)
}

/// The middle score, or the mean of the two in the middle, rounded half up to a thousandth.
fn median(scores: impl Iterator<Item = Score>) -> Option<Score> {
    let mut sorted: Vec<i32> = scores.map(Score::thousandths).collect();
    sorted.sort_unstable();
    let middle = sorted.len() / 2;
    let upper = *sorted.get(middle)?;
    if sorted.len() % 2 == 1 {
        return Some(Score::from_thousandths(upper));
    }
    let sum = sorted[middle - 1] + upper;
    Some(Score::from_thousandths((sum + 1).div_euclid(2)))
}

#[cfg(test)]
mod tests {
    use super::median;
    use crate::portfolio::Score;

    #[test]
    fn the_median_is_the_middle_or_the_mean_of_two() {
        let of = |scores: &[i32]| {
            median(scores.iter().map(|s| Score::from_thousandths(*s))).map(Score::thousandths)
        };
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[5000, 1000, 2000]), Some(2000));
        assert_eq!(of(&[4000, 1000]), Some(2500));
        assert_eq!(of(&[1000, 1001]), Some(1001));
        assert_eq!(of(&[-1000, -1001]), Some(-1000));
    }
}
