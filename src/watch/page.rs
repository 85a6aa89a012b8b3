//! What a page gets when it is served and never has on disk: the reload script, and the overlay of the moment.

use crate::path::RelPath;
use crate::watch::board::Shown;

/// Where the things of the server itself are; no report has a folder of that name.
pub(super) const SCRIPT: &str = "-/live.js";
pub(super) const STYLE: &str = "-/live.css";
pub(super) const EVENTS: &str = "-/events";
pub(super) const OVERLAY: &str = "-/overlay";

/// A page cut into pieces, with ours between them.
#[derive(Debug)]
pub(super) struct Page<'a> {
    html: &'a [u8],
    /// Where pieces go, in order: offset and text.
    inserts: Vec<(usize, String)>,
}

impl<'a> Page<'a> {
    /// The page at `path` as it is served.
    pub(super) fn new(html: &'a [u8], path: &RelPath, version: u64, shown: &Shown, token: &str) -> Self {
        let mut inserts = Vec::new();
        // Both the policy in the page and the one in the header count; ours must be able to connect.
        if let Some(at) = end_of(html, b"http-equiv=\"Content-Security-Policy\" content=\"") {
            let policy = &html[at..];
            let policy = &policy[..find(policy, b"\"").unwrap_or(policy.len())];
            if find(policy, b"connect-src").is_none() {
                inserts.push((at, "connect-src 'self'; ".to_owned()));
            }
        }
        let head = find(html, b"</head>").unwrap_or(0);
        inserts.push((head, links(path, version, shown, token)));
        if let Some(overlay) = shown.overlay() {
            let body = find(&html[head..], b"<body").map_or(html.len(), |at| {
                let tag = head + at;
                end_of(&html[tag..], b">").map_or(html.len(), |end| tag + end)
            });
            inserts.push((body, overlay.to_owned()));
        }
        Self { html, inserts }
    }

    /// The pieces in order.
    pub(super) fn pieces(&self) -> Vec<&[u8]> {
        let mut pieces = Vec::with_capacity(2 * self.inserts.len() + 1);
        let mut at = 0;
        for (offset, text) in &self.inserts {
            pieces.push(&self.html[at..*offset]);
            pieces.push(text.as_bytes());
            at = *offset;
        }
        pieces.push(&self.html[at..]);
        pieces
    }
}

/// A page in place of one that the report does not have.
pub(super) fn missing() -> &'static [u8] {
    b"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
      <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Not in the report</title>\n\
      </head>\n<body>\n<main>\n<h1>Not in the report</h1>\n\
      <p>The report has no page at this address. If it gets one, it will appear here.</p>\n\
      <p><a href=\"/\">To the report</a></p>\n</main>\n</body>\n</html>\n"
}

/// A page in place of one that cannot be printed, with what its defect says.
pub(super) fn broken(words: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>A defect in Quarterdeck</title>\n</head>\n<body>\n<main>\n<h1>This page cannot be made</h1>\n\
         <p>That is a defect in Quarterdeck ({}). Undo the last change to go on, and report the defect with \
         it.</p>\n</main>\n</body>\n</html>\n",
        attribute(words)
    )
}

fn links(path: &RelPath, version: u64, shown: &Shown, token: &str) -> String {
    format!(
        "<link rel=\"stylesheet\" href=\"/{STYLE}\">\n<script src=\"/{SCRIPT}\" defer data-page=\"{}\" \
         data-version=\"{}\" data-overlay=\"{}\" data-token=\"{token}\"></script>\n",
        attribute(path.as_str()),
        version,
        shown.overlay_version(),
    )
}

/// Text for between double quotes.
fn attribute(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

fn end_of(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    find(bytes, wanted).map(|at| at + wanted.len())
}

#[cfg(test)]
mod tests {
    use super::Page;
    use crate::path::RelPath;
    use crate::watch::board::Board;

    const HTML: &str = "<html><head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">\
                        </head><body class=\"a\"><p>x</p></body></html>";

    fn served(overlay: Option<&str>) -> String {
        let path = RelPath::new("a\"b.html").unwrap();
        let board = Board::default();
        board.put(None, overlay.map(str::to_owned));
        let shown = board.shown();
        let page = Page::new(HTML.as_bytes(), &path, 1, &shown, "t0ken");
        String::from_utf8(page.pieces().concat()).unwrap()
    }

    const LINKS: &str = "<link rel=\"stylesheet\" href=\"/-/live.css\">\n<script src=\"/-/live.js\" defer \
                         data-page=\"a&quot;b.html\" data-version=\"1\" data-overlay=\"N\" \
                         data-token=\"t0ken\"></script>\n";

    #[test]
    fn a_page_gets_the_script_and_may_connect() {
        let expected = HTML
            .replace("default-src", "connect-src 'self'; default-src")
            .replace("</head>", &format!("{}</head>", LINKS.replace('N', "0")));
        assert_eq!(served(None), expected);
    }

    #[test]
    fn what_a_defect_says_is_text() {
        assert!(super::broken("<img src=x>").contains("(&lt;img src=x>)"));
    }

    #[test]
    fn an_overlay_stands_at_the_top_of_the_body() {
        assert!(served(Some("<p>broken</p>")).contains("<body class=\"a\"><p>broken</p><p>x</p>"));
    }
}
