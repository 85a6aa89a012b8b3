//! The preview: pages from memory, to this machine and to its own pages only.
//!
//! Every connection has a thread and a snapshot of the board; none holds up a rebuild. When all places are
//! taken, the connection that has waited longest for its head makes room.

use std::collections::VecDeque;
use std::fs::File;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Read};
use std::net::{Ipv4Addr, Ipv6Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::failure::Failure;
use crate::watch::answer::{self, Answer};
use crate::watch::board::{Board, Shown, Sight};
use crate::watch::page::{self, Page};
use crate::watch::request::{self, Method, Origin, Request, Unanswered};
use crate::watch::stream::{self, Listener};

/// The most connections at a time.
const CONNECTIONS: usize = 64;

/// The most of them that may be streams of events.
const STREAMS: usize = 32;

/// How often a thread that waits for a head looks at the clock.
const TICK: Duration = Duration::from_millis(500);

/// Enough to print a page, whatever its markdown nests. Only what is used of it takes memory.
const STACK: usize = 2 << 20;

/// The port that is used when none is asked for.
pub const USUAL_PORT: u16 = 4747;

/// Which port to listen on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Port {
    /// The usual one, or another when that is taken.
    Usual,
    /// This one and no other; 0 is any that is free.
    Exactly(u16),
}

/// A running preview. Dropping it closes the port; answers that are being written are finished.
#[derive(Debug)]
pub struct Server {
    shared: Arc<Shared>,
    addresses: Vec<SocketAddr>,
    acceptors: Vec<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    board: Arc<Board>,
    port: u16,
    token: String,
    closing: AtomicBool,
    connections: Mutex<Connections>,
    streams: AtomicUsize,
}

/// The connections that are open, and those of them that can be given up, oldest first.
#[derive(Debug, Default)]
struct Connections {
    open: usize,
    next: u64,
    idle: VecDeque<(u64, TcpStream)>,
}

impl Server {
    /// Listens on this machine's own addresses and answers from the board.
    ///
    /// # Errors
    /// When the port is taken or may not be used.
    pub fn start(port: Port, board: Arc<Board>) -> Result<Self, Failure> {
        let first = listen(port)?;
        let address = first.local_addr().map_err(|error| cannot_listen(0, &error))?;
        // A browser that tries the newer address of `localhost` first should find us there as well.
        let second = TcpListener::bind((Ipv6Addr::LOCALHOST, address.port())).ok();
        let shared = Arc::new(Shared {
            board,
            port: address.port(),
            token: token(),
            closing: AtomicBool::new(false),
            connections: Mutex::default(),
            streams: AtomicUsize::new(0),
        });
        let listeners: Vec<TcpListener> = [Some(first), second].into_iter().flatten().collect();
        let addresses = listeners.iter().filter_map(|listener| listener.local_addr().ok()).collect();
        let accept = |listener: TcpListener| {
            let shared = Arc::clone(&shared);
            thread::spawn(move || accept(&listener, &shared))
        };
        let acceptors = listeners.into_iter().map(accept).collect();
        Ok(Self { shared, addresses, acceptors })
    }

    /// Where the preview is.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.shared.port)
    }

    /// The port that is listened on.
    pub fn port(&self) -> u16 {
        self.shared.port
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.closing.store(true, Ordering::Relaxed);
        self.shared.board.wake();
        for address in &self.addresses {
            // Accepting has no deadline; a connection of our own wakes it.
            let _ = TcpStream::connect_timeout(address, TICK);
        }
        for acceptor in self.acceptors.drain(..) {
            let _ = acceptor.join();
        }
    }
}

fn listen(port: Port) -> Result<TcpListener, Failure> {
    let bind = |port: u16| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    match port {
        Port::Exactly(port) => bind(port).map_err(|error| cannot_listen(port, &error)),
        Port::Usual => {
            bind(USUAL_PORT).or_else(|_| bind(0)).map_err(|error| cannot_listen(USUAL_PORT, &error))
        }
    }
}

fn cannot_listen(port: u16, error: &io::Error) -> Failure {
    let cause = match error.kind() {
        io::ErrorKind::AddrInUse => "another program uses it".to_owned(),
        io::ErrorKind::PermissionDenied => "ports below 1024 belong to the system".to_owned(),
        _ => error.to_string(),
    };
    Failure::new(format!("cannot listen on port {port}"))
        .because(cause)
        .help("name another with --port, or 0 for any")
}

/// A word that only our own pages know.
fn token() -> String {
    let mut bytes = [0; 16];
    let read = File::open("/dev/urandom").and_then(|mut random| random.read_exact(&mut bytes));
    if read.is_err() {
        // The seeds of hash maps come from the same source in another way.
        let word = || RandomState::new().hash_one(0_u8).to_le_bytes();
        bytes[..8].copy_from_slice(&word());
        bytes[8..].copy_from_slice(&word());
    }
    blake3::hash(&bytes).to_hex()[..32].to_owned()
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        if shared.closing.load(Ordering::Relaxed) {
            return;
        }
        match stream {
            Ok(stream) => admit(stream, shared),
            // Out of handles, most likely: others will be freed.
            Err(_) => thread::sleep(Duration::from_millis(20)),
        }
    }
}

/// Gives a connection a thread, or turns it away.
fn admit(mut stream: TcpStream, shared: &Arc<Shared>) {
    let Some(ticket) = shared.connections().enter(&stream) else {
        let _ = stream.set_write_timeout(Some(Duration::from_millis(100)));
        let _ = Answer::words(503, "Service Unavailable").write(&mut stream, Method::Get);
        return;
    };
    let served = Arc::clone(shared);
    let spawned = thread::Builder::new().stack_size(STACK).spawn(move || {
        serve(&mut stream, ticket, &served);
        // Orderly, so that the last bytes of an answer are not lost with unread bytes of a request.
        let _ = stream.shutdown(Shutdown::Write);
        served.connections().leave(ticket);
    });
    if spawned.is_err() {
        shared.connections().leave(ticket);
    }
}

impl Shared {
    fn connections(&self) -> std::sync::MutexGuard<'_, Connections> {
        self.connections.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Connections {
    /// A place for a connection, at the cost of the one that has been waiting longest when all are taken.
    fn enter(&mut self, stream: &TcpStream) -> Option<u64> {
        if self.open >= CONNECTIONS {
            let (_, longest) = self.idle.pop_front()?;
            let _ = longest.shutdown(Shutdown::Both);
        }
        let handle = stream.try_clone().ok()?;
        self.open += 1;
        self.next += 1;
        self.idle.push_back((self.next, handle));
        Some(self.next)
    }

    /// The connection has said what it wants and cannot be given up any more.
    fn settle(&mut self, ticket: u64) {
        self.idle.retain(|(other, _)| *other != ticket);
    }

    fn leave(&mut self, ticket: u64) {
        self.settle(ticket);
        self.open -= 1;
    }
}

fn serve(stream: &mut TcpStream, ticket: u64, shared: &Arc<Shared>) {
    let prepared = stream.set_read_timeout(Some(TICK)).and_then(|()| stream.set_nodelay(true));
    if prepared.is_err() {
        return;
    }
    let request = match request::read(stream, shared.port) {
        Ok(request) => request,
        Err(Unanswered::Refused(refusal)) => {
            let _ = Answer::words(refusal.0, refusal.1).write(stream, Method::Get);
            return;
        }
        Err(Unanswered::Gone) => return,
    };
    shared.connections().settle(ticket);
    // A browser that went away is no concern of ours.
    let _ = respond(stream, &request, shared);
}

fn respond(stream: &mut TcpStream, request: &Request, shared: &Shared) -> io::Result<()> {
    let Some(path) = &request.path else {
        return Answer::words(404, "Not Found").write(stream, request.method);
    };
    match path.as_str() {
        page::SCRIPT => {
            fixed("js", include_bytes!("../../templates/live/live.js")).write(stream, request.method)
        }
        page::STYLE => {
            fixed("css", include_bytes!("../../templates/live/live.css")).write(stream, request.method)
        }
        page::EVENTS | page::OVERLAY if !is_own_page(request, shared) => {
            Answer::words(403, "Forbidden").write(stream, request.method)
        }
        page::OVERLAY => {
            let shown = shared.board.shown();
            let overlay = shown.overlay().unwrap_or_default().as_bytes();
            Answer::file("text/html; charset=utf-8", vec![overlay]).write(stream, request.method)
        }
        page::EVENTS => send_events(stream, request, shared),
        _ => send_file(stream, request, path, shared),
    }
}

fn fixed(extension: &str, bytes: &'static [u8]) -> Answer<'static> {
    Answer::file(answer::kind(extension), vec![bytes])
}

/// Whether the request comes from a page that we served: its browser says so, and it knows our token.
fn is_own_page(request: &Request, shared: &Shared) -> bool {
    let token = request::query_value(&request.query, "token").unwrap_or_default();
    request.origin == Origin::OwnPage
        && blake3::hash(token.as_bytes()) == blake3::hash(shared.token.as_bytes())
}

fn send_events(stream: &mut TcpStream, request: &Request, shared: &Shared) -> io::Result<()> {
    let taken = shared.streams.fetch_add(1, Ordering::Relaxed);
    let sent = match Listener::of(&request.query) {
        _ if taken >= STREAMS => Answer::words(503, "Service Unavailable").write(stream, request.method),
        None => Answer::words(400, "Bad Request").write(stream, request.method),
        Some(listener) => stream::send(stream, listener, &shared.board, &shared.closing),
    };
    shared.streams.fetch_sub(1, Ordering::Relaxed);
    sent
}

fn send_file(
    stream: &mut TcpStream,
    request: &Request,
    path: &crate::path::RelPath,
    shared: &Shared,
) -> io::Result<()> {
    let shown: Arc<Shown> = shared.board.shown();
    shown.show(path, |leaf| {
        let told;
        let (status, reason, html) = match &leaf.sight {
            Sight::Found(bytes) if !answer::is_page(path.extension()) => {
                let kind = answer::kind(path.extension());
                return Answer::file(kind, vec![bytes]).write(stream, request.method);
            }
            Sight::Found(bytes) => (200, "OK", &**bytes),
            Sight::Nothing => (404, "Not Found", page::missing()),
            Sight::Defect(words) => {
                told = page::broken(words);
                (500, "Internal Server Error", told.as_bytes())
            }
        };
        let page = Page::new(html, path, leaf.version, &shown, &shared.token);
        let answer = Answer { status, reason, ..Answer::file(answer::kind("html"), page.pieces()) };
        answer.write(stream, request.method)
    })
}
