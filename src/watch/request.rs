//! What a browser asks for: a head read within limits, and the rules that decide whether it is answered.
//!
//! A name from a request is only ever looked up; no path of the system is made from it.

use std::io::{self, Read};
use std::time::{Duration, Instant};

use crate::path::RelPath;

/// The longest head, in bytes.
const HEAD_LIMIT: usize = 16 << 10;
const HEADER_LIMIT: usize = 64;

/// How long a browser may take to send its head.
pub(super) const HEAD_PATIENCE: Duration = Duration::from_secs(10);

/// A request that may be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Request {
    /// Whether only the head of the answer is wanted.
    pub(super) method: Method,
    /// The path without its leading `/`, decoded once; `None` when it is no path that could exist.
    pub(super) path: Option<RelPath>,
    /// What stands behind the `?`, not decoded.
    pub(super) query: String,
    /// Whether a page of this very server sent it.
    pub(super) origin: Origin,
}

/// The two methods that are answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    Get,
    Head,
}

/// Where a request says that it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// From a page that this server served.
    OwnPage,
    /// It does not say.
    Unknown,
}

/// A request that is not answered: the status and its reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Refusal(pub(super) u16, pub(super) &'static str);

const BAD_REQUEST: Refusal = Refusal(400, "Bad Request");
const FORBIDDEN: Refusal = Refusal(403, "Forbidden");
const NOT_ALLOWED: Refusal = Refusal(405, "Method Not Allowed");
const TIMEOUT: Refusal = Refusal(408, "Request Timeout");
const MISDIRECTED: Refusal = Refusal(421, "Misdirected Request");
const TOO_LARGE: Refusal = Refusal(431, "Request Header Fields Too Large");

/// Why there is nothing to answer, or nobody.
#[derive(Debug)]
pub(super) enum Unanswered {
    Refused(Refusal),
    Gone,
}

/// Reads one head. `stream` must have a short read timeout, so that the deadline is kept.
pub(super) fn read(stream: &mut impl Read, port: u16) -> Result<Request, Unanswered> {
    let deadline = Instant::now() + HEAD_PATIENCE;
    let mut head = Vec::with_capacity(1 << 10);
    let mut buffer = [0; 1 << 10];
    loop {
        if let Some(request) = parse(&head, port).map_err(Unanswered::Refused)? {
            return Ok(request);
        }
        if head.len() > HEAD_LIMIT {
            return Err(Unanswered::Refused(TOO_LARGE));
        }
        match stream.read(&mut buffer) {
            Ok(0) => return Err(Unanswered::Gone),
            Ok(read) => head.extend_from_slice(&buffer[..read]),
            Err(error) if is_pause(&error) && Instant::now() < deadline => {}
            Err(error) if is_pause(&error) => return Err(Unanswered::Refused(TIMEOUT)),
            Err(_) => return Err(Unanswered::Gone),
        }
        if Instant::now() >= deadline {
            return Err(Unanswered::Refused(TIMEOUT));
        }
    }
}

fn is_pause(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut | io::ErrorKind::Interrupted)
}

/// The request in a head; `None` while the head is incomplete.
fn parse(head: &[u8], port: u16) -> Result<Option<Request>, Refusal> {
    let mut headers = [httparse::EMPTY_HEADER; HEADER_LIMIT];
    let mut parsed = httparse::Request::new(&mut headers);
    match parsed.parse(head) {
        Ok(httparse::Status::Complete(_)) => {}
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(httparse::Error::TooManyHeaders) => return Err(TOO_LARGE),
        Err(_) => return Err(BAD_REQUEST),
    }
    let (Some(method), Some(target)) = (parsed.method, parsed.path) else { return Err(BAD_REQUEST) };
    check_host(parsed.headers, port)?;
    let origin = check_origin(parsed.headers, port)?;
    let method = match method {
        "GET" => Method::Get,
        "HEAD" => Method::Head,
        _ => return Err(NOT_ALLOWED),
    };
    // A whole address in place of a path is for proxies, which we are not.
    let Some(path) = target.strip_prefix('/') else { return Err(BAD_REQUEST) };
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    Ok(Some(Request { method, path: decode(path), query: query.to_owned(), origin }))
}

/// Lets pass what names this server and nothing else, so that no name on the internet can be made to point
/// here and read the report.
fn check_host(headers: &[httparse::Header], port: u16) -> Result<(), Refusal> {
    let mut hosts = all(headers, "host");
    match (hosts.next(), hosts.next()) {
        (Some(host), None) if is_own_host(host, port) => Ok(()),
        (Some(_), None) => Err(MISDIRECTED),
        _ => Err(BAD_REQUEST),
    }
}

/// Refuses what a page of another site sends.
fn check_origin(headers: &[httparse::Header], port: u16) -> Result<Origin, Refusal> {
    let site = all(headers, "sec-fetch-site").next();
    let own_site = site == Some(b"same-origin");
    let mut origin = Origin::Unknown;
    for sent in all(headers, "origin") {
        match sent.strip_prefix(b"http://") {
            Some(host) if is_own_host(host, port) => origin = Origin::OwnPage,
            _ => return Err(FORBIDDEN),
        }
    }
    Ok(if own_site { Origin::OwnPage } else { origin })
}

fn all<'a>(headers: &'a [httparse::Header], name: &'a str) -> impl Iterator<Item = &'a [u8]> {
    headers.iter().filter(move |header| header.name.eq_ignore_ascii_case(name)).map(|header| header.value)
}

fn is_own_host(host: &[u8], port: u16) -> bool {
    let names = ["localhost", "127.0.0.1", "[::1]"];
    let is = |wanted: &str| host.eq_ignore_ascii_case(wanted.as_bytes());
    names.iter().any(|name| is(&format!("{name}:{port}")) || (port == 80 && is(name)))
}

/// The path that a target means: decoded once, `/` at the end standing for `index.html`.
fn decode(path: &str) -> Option<RelPath> {
    let mut path = unescape(path)?;
    if path.is_empty() || path.ends_with('/') {
        path.push_str("index.html");
    }
    RelPath::new(&path)
}

/// The value of `key` in a query; `None` when it is missing or not text.
pub(super) fn query_value(query: &str, key: &str) -> Option<String> {
    let (_, value) =
        query.split('&').filter_map(|pair| pair.split_once('=')).find(|(name, _)| *name == key)?;
    unescape(value)
}

/// Text with its `%41` turned into letters, once; `None` when it is not text then.
fn unescape(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first == b'%' {
            let digits = std::str::from_utf8(after.get(..2)?).ok()?;
            // Without this, `+1` would count as a number.
            if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                return None;
            }
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &after[2..];
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::{Method, Origin, Refusal, Unanswered, decode, parse, read};
    use crate::path::RelPath;

    fn ask(head: &str) -> Result<super::Request, u16> {
        let head = head.replace('\n', "\r\n");
        parse(head.as_bytes(), 4747)
            .map(|request| request.expect("a whole head"))
            .map_err(|refusal| refusal.0)
    }

    #[test]
    fn a_request_is_a_method_and_a_path() {
        let request = ask("HEAD /projects/a%2Db.html?x=1 HTTP/1.1\nHost: LocalHost:4747\n\n").unwrap();
        assert_eq!(request.method, Method::Head);
        assert_eq!(request.path, RelPath::new("projects/a-b.html"));
        assert_eq!((request.query.as_str(), request.origin), ("x=1", Origin::Unknown));
    }

    #[test]
    fn a_path_leads_nowhere_else() {
        for path in
            ["../x", "a/../x", "..%2fx", "%2e%2e/x", "/etc/passwd", "a//b", "a\\b", "a%00", "%ff", "%zz", "%"]
        {
            assert_eq!(decode(path), None, "{path}");
        }
        // Decoded once: what is left is a name like any other.
        assert_eq!(decode("%252e%252e/x"), RelPath::new("%2e%2e/x"));
        assert_eq!(
            (decode(""), decode("people/")),
            (RelPath::new("index.html"), RelPath::new("people/index.html"))
        );
    }

    #[test]
    fn only_our_own_names_are_answered() {
        for (host, status) in [
            ("Host: 127.0.0.1:4747", None),
            ("Host: [::1]:4747", None),
            ("Host: localhost", Some(421)),
            ("Host: localhost:4748", Some(421)),
            ("Host: evil.example:4747", Some(421)),
            ("Host: localhost:4747.evil.example", Some(421)),
            ("Host: user@localhost:4747", Some(421)),
            ("Host:", Some(421)),
            ("X: y", Some(400)),
            ("Host: localhost:4747\nHost: localhost:4747", Some(400)),
        ] {
            assert_eq!(ask(&format!("GET / HTTP/1.1\n{host}\n\n")).err(), status, "{host}");
        }
    }

    #[test]
    fn pages_of_other_sites_are_refused() {
        let from = |header: &str| ask(&format!("GET / HTTP/1.1\nHost: localhost:4747\n{header}\n\n"));
        for header in
            ["Origin: http://evil.example", "Origin: null", "Origin: https://localhost:4747", "Origin: "]
        {
            assert_eq!(from(header).err(), Some(403), "{header}");
        }
        for (header, origin) in [
            ("Origin: http://localhost:4747", Origin::OwnPage),
            ("Sec-Fetch-Site: same-origin", Origin::OwnPage),
            ("Sec-Fetch-Site: cross-site", Origin::Unknown),
        ] {
            assert_eq!(from(header).unwrap().origin, origin, "{header}");
        }
    }

    #[test]
    fn nothing_but_reading_is_allowed() {
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get"] {
            assert_eq!(
                ask(&format!("{method} / HTTP/1.1\nHost: localhost:4747\n\n")).err(),
                Some(405),
                "{method}"
            );
        }
        for target in ["http://localhost:4747/", "localhost:4747", "*"] {
            assert_eq!(
                ask(&format!("GET {target} HTTP/1.1\nHost: localhost:4747\n\n")).err(),
                Some(400),
                "{target}"
            );
        }
    }

    #[test]
    fn a_head_without_end_is_cut_off() {
        let mut endless = std::io::Read::chain(&b"GET / HTTP/1.1\r\nX: "[..], std::io::repeat(b'a'));
        assert!(matches!(read(&mut endless, 4747), Err(Unanswered::Refused(Refusal(431, _)))));
    }
}
