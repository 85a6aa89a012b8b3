//! Where links of a document lead on the page that is made of it.
//!
//! Links lead to http, https, mailto, or to a file of the planning folder; a link to a document leads to its
//! page. Whether the file is there is checked when all files are known.

use std::fmt::Write as _;

use crate::diagnostic::Place;
use crate::path::RelPath;
use crate::portfolio::layout::Layout;

/// What ids inside a body begin with, so that they cannot collide with the page's own.
pub(in crate::portfolio) const ID_PREFIX: &str = "s-";

/// A link that leads to a file of the planning folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::portfolio) struct LocalLink {
    /// The file it leads to.
    pub(in crate::portfolio) target: RelPath,
    /// The heading it leads to, without its `#`.
    pub(in crate::portfolio) fragment: Option<String>,
    /// What the document does with it.
    pub(in crate::portfolio) use_as: UseAs,
    /// Where the link is written.
    pub(in crate::portfolio) place: Place,
}

/// What a document does with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::portfolio) enum UseAs {
    /// It leads there.
    Link,
    /// It shows it.
    Image,
}

/// A link as a page uses it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::portfolio) struct InDocument {
    /// The address on the page; `None` when the page cannot lead there.
    pub(in crate::portfolio) href: Option<String>,
    /// The file of the planning folder, with the heading in it.
    pub(in crate::portfolio) local: Option<(RelPath, Option<String>)>,
}

/// The scheme of a target that is not accepted; `//` for an address without one.
pub(in crate::portfolio) fn refused_scheme(target: &str) -> Option<String> {
    let bare: String = target.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    if bare.len() >= 2 && bare.bytes().take(2).all(|b| matches!(b, b'/' | b'\\')) {
        return Some("//".to_owned());
    }
    let scheme = scheme_of(&bare)?.to_ascii_lowercase();
    (!matches!(scheme.as_str(), "http" | "https" | "mailto")).then(|| format!("{scheme}:"))
}

/// Whether a target leads out of the planning folder, to an accepted address.
pub(in crate::portfolio) fn is_remote(target: &str) -> bool {
    scheme_of(target.trim()).is_some()
}

/// What stands before the first colon, when it can be a scheme.
fn scheme_of(target: &str) -> Option<&str> {
    let (scheme, _) = target.split_once(':')?;
    let mut letters = scheme.bytes();
    let first = letters.next()?.is_ascii_alphabetic();
    let rest = letters.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    (first && rest).then_some(scheme)
}

/// What becomes of `target`, written in the document `from`, on that document's page.
pub(in crate::portfolio) fn in_document(target: &str, from: &RelPath, layout: Layout) -> InDocument {
    let target = target.trim();
    if refused_scheme(target).is_some() {
        return InDocument::default();
    }
    if is_remote(target) {
        return InDocument { href: Some(target.to_owned()), local: None };
    }
    let (path, fragment) = match target.split_once('#') {
        Some((path, fragment)) => (path, Some(percent_decoded(fragment)).filter(|text| !text.is_empty())),
        None => (target, None),
    };
    let path = percent_decoded(path.split('?').next().unwrap_or(path));
    if path.is_empty() {
        let href =
            fragment.as_deref().map_or("#".to_owned(), |text| format!("#{ID_PREFIX}{}", encoded(text)));
        return InDocument { href: Some(href), local: fragment.map(|text| (from.clone(), Some(text))) };
    }
    let Some(file) = resolve(from, &path) else { return InDocument::default() };
    let own = layout.page_of(from).unwrap_or_else(|| "index.html".to_owned());
    let page = layout.page_of(&file).or_else(|| asset(&file));
    let href = page.map(|page| {
        let anchor = fragment.as_deref().map(|text| format!("#{ID_PREFIX}{}", encoded(text)));
        format!("{}{}", relative(&own, &page), anchor.unwrap_or_default())
    });
    InDocument { href, local: Some((file, fragment)) }
}

fn asset(file: &RelPath) -> Option<String> {
    (file.top_folder() == Some("assets")).then(|| file.as_str().to_owned())
}

/// The file that a relative path leads to; a leading slash counts from the planning folder.
fn resolve(from: &RelPath, path: &str) -> Option<RelPath> {
    let mut parts: Vec<&str> = if path.starts_with('/') { Vec::new() } else { from.parts().collect() };
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    RelPath::new(&parts.join("/"))
}

/// The address of one file of the report as seen from another.
fn relative(from: &str, to: &str) -> String {
    let ups = from.matches('/').count();
    let folder = from.rfind('/').map_or("", |at| &from[..=at]);
    match to.strip_prefix(folder).filter(|rest| !folder.is_empty() && !rest.contains('/')) {
        Some(beside) => encoded(beside),
        None => format!("{}{}", "../".repeat(ups), encoded(to)),
    }
}

/// A path as part of an address: everything that could end it or change its meaning is encoded.
fn encoded(path: &str) -> String {
    let mut address = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/' | b'~') {
            address.push(char::from(byte));
        } else {
            let _ = write!(address, "%{byte:02X}");
        }
    }
    address
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail.get(..2).filter(|_| *first == b'%').and_then(hex);
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex(digits: &[u8]) -> Option<u8> {
    let text = std::str::from_utf8(digits).ok()?;
    u8::from_str_radix(text, 16).ok().filter(|_| digits.iter().all(u8::is_ascii_hexdigit))
}

#[cfg(test)]
mod tests {
    use super::{in_document, refused_scheme};
    use crate::path::RelPath;
    use crate::portfolio::layout::Layout;

    #[test]
    fn only_three_schemes_are_accepted() {
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:x",
            "java\nscript:x",
            " javascript:x",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "//evil.example",
            "\\\\evil",
            "/\\evil",
            "\u{1}javascript:x",
        ] {
            assert!(refused_scheme(bad).is_some(), "{bad:?}");
        }
        for good in
            ["https://example.com", "HTTP://x", "mailto:a@b.example", "a.md", "../b.md#c:d", "#x", "a/b:c"]
        {
            assert_eq!(refused_scheme(good), None, "{good:?}");
        }
    }

    #[test]
    fn links_between_documents_lead_to_pages() {
        let from = RelPath::new("projects/2026-Q4/kms.md").unwrap();
        for (target, href) in [
            ("vault.md", Some("vault.html")),
            ("../old/vault.md#why-now", Some("vault.html#s-why-now")),
            ("../../goals/win.md", Some("../goals/win.html")),
            ("/people/ana.md", Some("../people/ana.html")),
            ("../../portfolio.md", Some("../index.html")),
            ("../../assets/a b.png", Some("../assets/a%20b.png")),
            ("../../assets/a%20b.png", Some("../assets/a%20b.png")),
            ("#why", Some("#s-why")),
            ("https://example.com/a?b#c", Some("https://example.com/a?b#c")),
            ("../../../etc/passwd", None),
            ("../../notes.txt", None),
            ("../README.md", None),
        ] {
            assert_eq!(in_document(target, &from, Layout::Folders).href.as_deref(), href, "{target}");
        }
    }
}
