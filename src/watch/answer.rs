//! What a browser is sent: a status, headers that keep pages to themselves, and bytes from memory.

use std::io::{self, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::watch::request::Method;

/// How long a browser may take to read an answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// The policy of every page: nothing runs, loads or connects but what this server has.
const HEADERS: &str = "Content-Security-Policy: default-src 'none'; style-src 'self'; script-src 'self'; \
     img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'\r\n\
     X-Content-Type-Options: nosniff\r\n\
     Referrer-Policy: no-referrer\r\n\
     Cross-Origin-Resource-Policy: same-origin\r\n\
     Cross-Origin-Opener-Policy: same-origin\r\n\
     Cache-Control: no-store\r\n\
     Connection: close\r\n";

/// An answer that is written as a whole.
#[derive(Debug)]
pub(super) struct Answer<'a> {
    pub(super) status: u16,
    pub(super) reason: &'static str,
    pub(super) kind: &'static str,
    /// The body in pieces, so that a page is not copied to add to it.
    pub(super) body: Vec<&'a [u8]>,
}

impl<'a> Answer<'a> {
    /// A file of the given media type.
    pub(super) fn file(kind: &'static str, body: Vec<&'a [u8]>) -> Self {
        Self { status: 200, reason: "OK", kind, body }
    }

    /// An answer of a few words.
    pub(super) fn words(status: u16, reason: &'static str) -> Self {
        Self { status, reason, kind: "text/plain; charset=utf-8", body: vec![reason.as_bytes(), b"\n"] }
    }

    /// Writes the answer; `Method::Head` leaves the body out.
    pub(super) fn write(&self, stream: &mut TcpStream, method: Method) -> io::Result<()> {
        let Self { status, reason, kind, body } = self;
        let length: usize = body.iter().map(|piece| piece.len()).sum();
        let allow = if *status == 405 { "Allow: GET, HEAD\r\n" } else { "" };
        let mut head = format!(
            "HTTP/1.1 {status} {reason}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n{allow}{HEADERS}\r\n"
        )
        .into_bytes();
        let deadline = Instant::now() + PATIENCE;
        // Small answers go out in one piece: one packet, one wake of the reader.
        if method == Method::Get && length <= 1 << 16 {
            for piece in body {
                head.extend_from_slice(piece);
            }
            return write_until(stream, &head, deadline);
        }
        write_until(stream, &head, deadline)?;
        if method == Method::Head {
            return Ok(());
        }
        body.iter().try_for_each(|piece| write_until(stream, piece, deadline))
    }
}

/// The head of a stream of events.
pub(super) fn write_stream_head(stream: &mut TcpStream) -> io::Result<()> {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n{HEADERS}\r\n");
    write_until(stream, head.as_bytes(), Instant::now() + PATIENCE)
}

/// Writes everything or gives up at the deadline, however slowly the other side reads.
pub(super) fn write_until(stream: &mut TcpStream, bytes: &[u8], deadline: Instant) -> io::Result<()> {
    let mut rest = bytes;
    while !rest.is_empty() {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        stream.set_write_timeout(Some(left))?;
        match stream.write(rest) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => rest = &rest[written..],
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Whether files of this name are pages.
pub(super) fn is_page(extension: &str) -> bool {
    kind(extension).starts_with("text/html")
}

/// The media type of a file name.
pub(super) fn kind(extension: &str) -> &'static str {
    match extension.to_ascii_lowercase().as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "csv" => "text/csv; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}
