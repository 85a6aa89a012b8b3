//! Texts, ids, tags, words and addresses out of scalars.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::portfolio::decode::reading::{Reading, Reference, clip, shown};
use crate::portfolio::decode::suggest::{nearest, slug};
use crate::portfolio::links::LocalLink;
use crate::portfolio::words::Word;
use crate::portfolio::yaml::{Node, Value};
use crate::portfolio::{Id, links};

/// The longest line of text, in characters.
const MAX_LINE: usize = 300;
/// The longest text that may run over lines, in characters.
const MAX_TEXT: usize = 4000;
/// The longest tag, in characters.
const MAX_TAG: usize = 60;

impl Reading<'_> {
    /// A line of text: not empty, at most 300 characters, nothing that hides or turns text around.
    pub(in crate::portfolio) fn line(&mut self, key: &str, node: &Node<'_>) -> Option<String> {
        let text = self.printable(key, node, "a line of text", MAX_LINE)?;
        let text = text.trim();
        if text.contains('\n') {
            let finding = self
                .finding(Code::QD108, key, node, format!("`{key}` runs over several lines"))
                .label("one line is wanted here");
            self.found.push(finding);
            return None;
        }
        Some(text.to_owned())
    }

    /// A text whose line ends count as blanks.
    pub(in crate::portfolio) fn text(&mut self, key: &str, node: &Node<'_>) -> Option<String> {
        let text = self.printable(key, node, "a text", MAX_TEXT)?;
        Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn printable<'n>(&mut self, key: &str, node: &'n Node<'_>, wanted: &str, most: usize) -> Option<&'n str> {
        let Value::Scalar { text, .. } = &node.value else {
            self.wrong_type(key, wanted, node);
            return None;
        };
        if let Some(hidden) = text.chars().find(|c| is_unprintable(*c)) {
            let finding = self.unprintable(key, node, hidden);
            self.found.push(finding);
            return None;
        }
        let length = text.trim().chars().count();
        if length > most {
            let message = format!("`{key}` has {length} characters");
            let finding = self
                .finding(Code::QD108, key, node, message)
                .label(format!("at most {most} are wanted here"))
                .help("move the long form into the text below the front matter");
            self.found.push(finding);
            return None;
        }
        Some(text)
    }

    fn unprintable(&self, key: &str, node: &Node<'_>, hidden: char) -> Diagnostic {
        let message = format!("`{key}` has the character U+{:04X}, which cannot be seen", hidden as u32);
        let finding = self
            .finding(Code::QD108, key, node, message)
            .label("text that can be printed is wanted here")
            .help("type the text again: it hides or turns around what readers see");
        let raw = self.raw(&node.span);
        if raw.contains(is_unprintable) {
            let clean: String = raw.chars().filter(|c| !is_unprintable(*c)).collect();
            finding.safe_fix(self.place(&node.span), clean)
        } else {
            finding
        }
    }

    /// The text of the file at these bytes of the front matter.
    pub(in crate::portfolio) fn raw(&self, span: &Range<usize>) -> String {
        let bytes = self.file.get(self.offset + span.start..self.offset + span.end).unwrap_or_default();
        String::from_utf8_lossy(bytes).into_owned()
    }

    /// An id, which is what a file is called without `.md`. `code` is the finding when it cannot be one;
    /// it says which kind of document is meant, QD102 none.
    pub(in crate::portfolio) fn id(&mut self, code: Code, key: &str, node: &Node<'_>) -> Option<Id> {
        let Value::Scalar { text, .. } = &node.value else {
            self.wrong_type(key, "an id", node);
            return None;
        };
        let id = Id::new(text);
        if id.is_none() {
            let finding = self.not_an_id(code, key, node, text);
            self.found.push(finding);
        }
        if let Some(id) = id.clone()
            && code != Code::QD102
        {
            let (key, place) = (key.to_owned(), self.place(&node.span));
            self.references.push(Reference { code, key, id, place });
        }
        id
    }

    fn not_an_id(&self, code: Code, key: &str, node: &Node<'_>, text: &str) -> Diagnostic {
        let message = format!("`{key}` names {}, which is not an id", shown(node));
        let finding = self
            .finding(code, key, node, message)
            .label("an id is a file name without its .md: a-z, 0-9 and hyphens");
        let meant = slug(text.trim().trim_end_matches(".md").trim_start_matches('@'));
        let only_decorated = meant == text.trim().trim_end_matches(".md").trim_start_matches('@');
        if meant.is_empty() {
            finding
        } else if only_decorated {
            finding.help(format!("write `{meant}`")).safe_fix(self.place(&node.span), meant)
        } else {
            finding.help(format!("did you mean `{meant}`?")).unsafe_fix(self.place(&node.span), meant)
        }
    }

    /// A tag: a short word in lower case, hyphens for blanks, so that it matches however it was typed.
    pub(in crate::portfolio) fn tag(&mut self, key: &str, node: &Node<'_>) -> Option<String> {
        let text = self.printable(key, node, "a word", MAX_TAG)?;
        self.tag_text(key, node, text)
    }

    fn tag_text(&mut self, key: &str, node: &Node<'_>, text: &str) -> Option<String> {
        let tag = normal_tag(text);
        if tag.is_empty() || tag.contains(',') {
            let place = self.place(&node.span);
            let items: Vec<&str> = text.split(',').map(str::trim).filter(|item| !item.is_empty()).collect();
            let list = format!("[{}]", items.join(", "));
            let message = format!("`{key}` has commas inside one word");
            let finding = self
                .finding(Code::QD102, key, node, message)
                .label("a list is wanted here")
                .help(format!("write `{list}`"))
                .safe_fix(place, list);
            self.found.push(finding);
            return None;
        }
        Some(tag)
    }

    /// A list of tags, each once; one tag may stand without a list.
    pub(in crate::portfolio) fn tags(&mut self, key: &str, node: &Node<'_>) -> Vec<String> {
        let items = one_or_many(node);
        let mut tags: Vec<String> = Vec::with_capacity(items.len());
        for item in items {
            if let Some(tag) = self.tag(key, item)
                && !tags.contains(&tag)
            {
                tags.push(tag);
            }
        }
        tags
    }

    /// A list of ids, each once; one id may stand without a list.
    pub(in crate::portfolio) fn ids(&mut self, code: Code, key: &str, node: &Node<'_>) -> Vec<Id> {
        let mut ids: Vec<Id> = Vec::new();
        for item in one_or_many(node) {
            if let Some(id) = self.id(code, key, item)
                && !ids.contains(&id)
            {
                ids.push(id);
            }
        }
        ids
    }

    /// One of the words of `W`.
    pub(in crate::portfolio) fn word<W: Word>(&mut self, key: &str, node: &Node<'_>) -> Option<W> {
        let known = || W::WORDS.iter().map(|word| word.word());
        let Value::Scalar { text, .. } = &node.value else {
            self.wrong_type(key, &format!("one of {}", known().collect::<Vec<_>>().join(", ")), node);
            return None;
        };
        let found = W::WORDS.iter().copied().find(|word| word.word() == text.trim());
        if found.is_none() {
            let words: Vec<_> = known().collect();
            let finding = self.unknown_word(key, node, text, &words);
            self.found.push(finding);
        }
        found
    }

    /// A finding about a word that is not one of the known ones.
    pub(in crate::portfolio) fn unknown_word(
        &self,
        key: &str,
        node: &Node<'_>,
        text: &str,
        known: &[&str],
    ) -> Diagnostic {
        let message = format!("unknown {} `{}`", key.replace('_', " "), clip(text));
        let finding = self.finding(Code::QD107, key, node, message).label("not one of the known words");
        let same = known.iter().copied().find(|word| word.eq_ignore_ascii_case(text.trim()));
        let meant = same
            .or_else(|| same_meaning(text).filter(|word| known.contains(word)))
            .or_else(|| nearest(text, known.iter().copied()));
        match meant {
            Some(word) => {
                finding.help(format!("did you mean `{word}`?")).safe_fix(self.place(&node.span), word)
            }
            None => finding.help(format!("known words: {}", known.join(", "))),
        }
    }

    /// An address as a page uses it: http, https, mailto, or a file of the planning folder.
    pub(in crate::portfolio) fn address(&mut self, key: &str, node: &Node<'_>) -> Option<String> {
        let text = self.line(key, node)?;
        if let Some(scheme) = links::refused_scheme(&text) {
            let message = format!("`{key}` leads to `{}`", clip(&text));
            let finding = self
                .finding(Code::QD102, key, node, message)
                .label(format!("`{scheme}` links are not accepted"))
                .help("use http, https, mailto, or the path of a file of this folder");
            self.found.push(finding);
            return None;
        }
        let link = links::in_document(&text, self.path, self.layout);
        if let Some((target, fragment)) = link.local {
            let place = self.place(&node.span);
            self.links.push(LocalLink { target, fragment, use_as: links::UseAs::Link, place });
        }
        link.href
    }
}

/// A tag as it is compared: lower case, one hyphen for blanks.
pub(in crate::portfolio) fn normal_tag(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join("-").to_lowercase()
}

/// The items of a list, or the value itself.
pub(in crate::portfolio) fn one_or_many<'n>(node: &'n Node<'n>) -> &'n [Node<'n>] {
    match &node.value {
        Value::List(items) => items,
        _ => std::slice::from_ref(node),
    }
}

/// Control characters and the marks that turn the direction of text around.
fn is_unprintable(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{2028}' | '\u{2029}')
}

/// Words of other tools for the same thing.
fn same_meaning(text: &str) -> Option<&'static str> {
    Some(match text.trim().to_lowercase().replace([' ', '_'], "-").as_str() {
        "in-progress" | "started" | "doing" | "ongoing" | "wip" => "active",
        "todo" | "idea" | "draft" | "new" | "backlog" | "candidate" => "proposed",
        "planned" | "accepted" | "approved" | "agreed" => "committed",
        "on-hold" | "blocked" | "stopped" | "waiting" => "paused",
        "complete" | "completed" | "finished" | "shipped" | "closed" => "done",
        "cancelled" | "canceled" | "rejected" | "abandoned" | "wontfix" => "dropped",
        "refactor" | "refactoring" => "rewrite",
        "tool" | "tooling" | "internal" => "internal-tool",
        "maintenance" | "chore" | "ops" => "toil",
        "infra" | "infrastructure" => "platform",
        "iam" | "access" => "access-control",
        "spike" => "research",
        "true" | "confirmed" | "holds" => "verified",
        "false" | "refuted" => "broken",
        "open" | "unverified" | "unknown" => "assumed",
        "executive" | "ceo" | "board" => "exec",
        "mid" | "med" => "medium",
        _ => return None,
    })
}
