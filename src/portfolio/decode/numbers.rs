//! Scores, efforts, shares and weights out of scalars.

use std::ops::RangeInclusive;

use crate::diagnostic::Code;
use crate::portfolio::decode::decimal::{Decimal, NotPlain, looks_numeric};
use crate::portfolio::decode::reading::{Reading, clip, shown};
use crate::portfolio::yaml::{Key, Node, Value};
use crate::portfolio::{Effort, Score};

impl Reading<'_> {
    /// A plain number, or the reason why it is none.
    pub(in crate::portfolio) fn number(&mut self, key: &str, node: &Node<'_>) -> Option<Decimal> {
        self.number_like(key, "a number", node)
    }

    fn number_like(&mut self, key: &str, wanted: &str, node: &Node<'_>) -> Option<Decimal> {
        let Value::Scalar { text, quoted } = &node.value else {
            self.wrong_type(key, wanted, node);
            return None;
        };
        match Decimal::parse(text) {
            Ok(number) if !quoted => Some(number),
            Ok(_) => {
                let message = format!("`{key}` must be {wanted}, found {}", shown(node));
                let place = self.place(&node.span);
                let finding = self
                    .finding(Code::QD102, key, node, message)
                    .label("a number stands without quotes")
                    .help(format!("write `{text}` without quotes"))
                    .safe_fix(place, text.trim());
                self.found.push(finding);
                None
            }
            Err(why) if looks_numeric(text) => {
                self.not_plain(key, node, text, why);
                None
            }
            Err(_) => {
                self.wrong_type(key, wanted, node);
                None
            }
        }
    }

    fn not_plain(&mut self, key: &str, node: &Node<'_>, text: &str, why: NotPlain) {
        let message = format!("`{key}` is `{}`, which is not a plain number", clip(text));
        let mut finding = self.finding(Code::QD104, key, node, message).label(why.reason);
        if let Some(instead) = why.instead {
            finding = finding.help(format!("write `{instead}`")).safe_fix(self.place(&node.span), instead);
        } else {
            finding = finding.help("write a plain decimal number such as 4 or 3.5");
        }
        self.found.push(finding);
    }

    /// A number in units of 10⁻ᵖ between two bounds, which are shown as they stand.
    pub(in crate::portfolio) fn bounded(
        &mut self,
        key: &str,
        node: &Node<'_>,
        places: u32,
        bounds: RangeInclusive<f64>,
    ) -> Option<i128> {
        let number = self.number(key, node)?;
        let (low, high) = (*bounds.start(), *bounds.end());
        if !bounds.contains(&number.as_f64()) {
            let message = format!("`{key}` is {}, which is outside {low} to {high}", shown(node));
            let finding = self
                .finding(Code::QD104, key, node, message)
                .label(format!("between {low} and {high} is wanted here"));
            self.found.push(finding);
            return None;
        }
        self.scaled(key, node, number, places)
    }

    fn scaled(&mut self, key: &str, node: &Node<'_>, number: Decimal, places: u32) -> Option<i128> {
        let scaled = number.scaled(places);
        if scaled.is_none() {
            let message = format!("`{key}` is {}, finer than can be kept", shown(node));
            let finding = self
                .finding(Code::QD104, key, node, message)
                .label(format!("at most {places} decimals are wanted here"));
            self.found.push(finding);
        }
        scaled
    }

    /// A score on the portfolio's scale.
    pub(in crate::portfolio) fn score(&mut self, key: &str, node: &Node<'_>) -> Option<Score> {
        let (low, high) = (self.scale.min.as_f64(), self.scale.max.as_f64());
        let number = self.number_like(key, &format!("a number from {low} to {high}"), node)?;
        if number.as_f64() < low || number.as_f64() > high {
            self.off_scale(key, node);
            return None;
        }
        let score = Score::from_thousandths(i32::try_from(self.scaled(key, node, number, 3)?).ok()?);
        self.check_step(key, node, score);
        Some(score)
    }

    fn off_scale(&mut self, key: &str, node: &Node<'_>) {
        let (low, high) = (self.scale.min.as_f64(), self.scale.max.as_f64());
        let message = format!("`{key}` is {}, the scale goes from {low} to {high}", shown(node));
        let finding = self
            .finding(Code::QD103, key, node, message)
            .label(format!("{low} to {high} is wanted here"))
            .help("the scale is set in portfolio.md: `scale: {min: …, max: …}`");
        self.found.push(finding);
    }

    fn check_step(&mut self, key: &str, node: &Node<'_>, score: Score) {
        let (min, step) = (self.scale.min.thousandths(), self.scale.step.thousandths());
        let offset = i64::from(score.thousandths()) - i64::from(min);
        if step > 0 && offset % i64::from(step) != 0 {
            let step = self.scale.step.as_f64();
            let message = format!("`{key}` is {}, finer than the scale's step of {step}", shown(node));
            let finding = self
                .finding(Code::QD111, key, node, message)
                .label("between two steps")
                .help("round it, or set a finer `scale.step` in portfolio.md");
            self.found.push(finding);
        }
    }

    /// An effort in person-weeks; none at all always fits.
    pub(in crate::portfolio) fn effort(&mut self, key: &str, node: &Node<'_>) -> Option<Effort> {
        let hundredths = self.bounded(key, node, 2, 0.0..=10_000.0)?;
        u64::try_from(hundredths).ok().map(Effort::from_hundredths)
    }

    /// A capacity in person-weeks, which may be nothing.
    pub(in crate::portfolio) fn capacity(&mut self, key: &str, node: &Node<'_>, most: f64) -> Option<Effort> {
        let hundredths = self.bounded(key, node, 2, 0.0..=most)?;
        u64::try_from(hundredths).ok().map(Effort::from_hundredths)
    }

    /// A share written with a per cent sign, in thousandths.
    pub(in crate::portfolio) fn percent(&mut self, key: &str, node: &Node<'_>) -> Option<u32> {
        let Value::Scalar { text, .. } = &node.value else {
            self.wrong_type(key, "a share such as 40%", node);
            return None;
        };
        let number = text.trim().strip_suffix('%').and_then(|digits| Decimal::parse(digits.trim_end()).ok());
        let share = number.and_then(|number| number.scaled(1)).and_then(|tenths| u32::try_from(tenths).ok());
        match share {
            Some(share) if share <= 1000 => Some(share),
            Some(_) => {
                let message = format!("`{key}` is {}, more than the whole", shown(node));
                let finding =
                    self.finding(Code::QD104, key, node, message).label("0% to 100% is wanted here");
                self.found.push(finding);
                None
            }
            None => {
                self.wrong_type(key, "a share such as 40%", node);
                None
            }
        }
    }

    /// The score that a key of a free map holds, such as `{5: the board asks for it}`.
    pub(in crate::portfolio) fn score_key(&mut self, name: &str, key: &Key<'_>) -> Option<Score> {
        let value = Value::Scalar { text: key.text.clone(), quoted: false };
        self.score(name, &Node { span: key.span.clone(), value })
    }
}
