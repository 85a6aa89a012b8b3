//! Watching: what is shown is what a cold build of the folder would show, however it came about, and nobody
//! but this machine's own browser is shown anything.

use std::fs;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use quarterdeck::path::RelPath;
use quarterdeck::pipeline::{self, Memo, Press, Request};
use quarterdeck::site::Site;
use quarterdeck::source::{Sources, folder};
use quarterdeck::watch::{Alarm, Board, Hand, Heard, Port, Round, Server, Session, Shown, Sight, Tell};

use super::deck::{Deck, PROGRAM};

/// What a build from nothing gives.
fn cold(root: &Path) -> Option<Arc<Site>> {
    let (sources, _) = folder::read(root, &[], None).ok()?;
    pipeline::compile(&sources, &mut Memo::default(), &Request::default()).site
}

fn project(score: u64) -> String {
    format!(
        "---\nbusiness: {}\ninterest: {}\ngrowth: 2\neffort: 2\n---\n\nWords {score}.\n",
        score % 6,
        score % 4
    )
}

/// The same numbers in every run.
struct Dice(u64);

impl Dice {
    fn new() -> Self {
        Self(0x9e37_79b9_7f4a_7c15)
    }

    /// A number below `sides` (xorshift, Marsaglia 2003).
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}

/// One random change to the folder; some of them are mistakes. Gives a file that it may have been made to.
fn change(root: &Path, dice: &mut Dice) -> RelPath {
    let place = |number: u64| match number % 4 {
        0 => root.join(format!("projects/2026-Q4/p{number}.md")),
        _ => root.join(format!("projects/p{number}.md")),
    };
    let path = place(dice.roll(8));
    let write = |path: &Path, text: &str| {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    match dice.roll(14) {
        0..=4 => write(&path, &project(dice.roll(100))),
        5 => drop(fs::remove_file(&path)),
        6 => {
            let to = place(dice.roll(8));
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            let _ = fs::rename(&path, to);
        }
        7 => {
            let aside = root.join("projects/.aside.md");
            fs::write(&aside, project(dice.roll(100))).unwrap();
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::rename(&aside, &path).unwrap();
        }
        8 => write(&root.join("portfolio.md"), &format!("---\ncapacity: {}\n---\n", 1 + dice.roll(12))),
        9 => drop(fs::remove_file(root.join("portfolio.md"))),
        10 => write(&root.join("people/ana.md"), "---\nname: Ana\ncapacity: 5\n---\n"),
        11 => write(&root.join("assets/x.css"), &format!("/* {} */", dice.roll(9))),
        12 => drop(fs::remove_dir_all(root.join("projects/2026-Q4"))),
        _ => write(&path, ["", "---\nbusiness: 99\n---\n", "no front matter"][dice.roll(3) as usize]),
    }
    RelPath::new(path.strip_prefix(root).unwrap().to_str().unwrap()).unwrap()
}

#[test]
fn after_any_changes_the_warm_report_is_the_cold_one() {
    let deck = Deck::new().file("projects/p1.md", project(1));
    let root = deck.path();
    let board = Arc::new(Board::default());
    let mut session = Session::new(root, Request::default(), None, Arc::clone(&board));
    let mut dice = Dice::new();
    let mut good: Option<Arc<Site>> = None;
    // Pages that are looked at in some rounds and not in others are carried along between.
    let looks = |shown: &Shown, site: &Site, before: Option<&Site>, round: usize| {
        let is_there =
            |(path, bytes): (&RelPath, &Arc<[u8]>)| shown.look(path).sight == Sight::Found(Arc::clone(bytes));
        let gone = before.into_iter().flat_map(|before| before.files().keys());
        let mut gone = gone.filter(|path| site.get(path).is_none());
        let several = site.files().iter().skip(round % 3).step_by(1 + round % 4);
        several.into_iter().all(is_there) && gone.all(|path| shown.look(path).sight == Sight::Nothing)
    };
    for round in 0..120 {
        let changed = (0..=dice.roll(8)).map(|_| change(root, &mut dice)).collect();
        // What is heard may be less than what changed, or more; then a look at everything follows.
        session.look_at(&Heard::Files(changed));
        let expected = cold(root);
        let is_shown = |board: &Board| match &expected {
            Some(site) => {
                let shown = board.shown();
                looks(&shown, site, good.as_deref(), round) && shown.overlay().is_none()
            }
            None => board.shown().overlay().is_some(),
        };
        let begun = Instant::now();
        while matches!(session.look(), Round::Same) && !is_shown(&board) {
            assert!(begun.elapsed() < Duration::from_secs(1), "round {round}: it is not shown");
            thread::sleep(Duration::from_millis(10));
        }
        assert!(is_shown(&board), "round {round}");
        good = expected.or(good);
        // Whatever stands in the way, the last good report stays up.
        let shown = board.shown();
        assert!(
            good.as_ref().is_none_or(|site| looks(&shown, site, None, round)),
            "round {round}: the last report is gone"
        );
    }
}

#[test]
fn what_was_heard_of_is_shown_first_and_everything_soon_afterwards() {
    let deck = Deck::new().file("projects/a.md", project(1)).file("projects/b.md", project(2));
    let mut session = Session::new(deck.path(), Request::default(), None, Arc::new(Board::default()));
    let changed = |round: Round| match round {
        Round::Built(built) => built.changed.iter().map(|change| change.path.to_string()).collect(),
        _ => Vec::new(),
    };
    let heard = |path: &str| Heard::Files([RelPath::new(path).unwrap()].into());
    session.look();
    // No file is fresh any more, so that times tell whether it changed.
    thread::sleep(Duration::from_millis(120));
    session.look();
    for path in ["projects/a.md", "projects/b.md"] {
        deck.write(path, project(3).as_bytes());
    }
    assert_eq!(changed(session.look_at(&heard("projects/a.md"))), ["projects/a.md"]);
    assert_eq!(changed(session.look()), ["projects/b.md"]);
    // A file that is new is more than was heard of: it may stand in a folder that is new.
    deck.write("projects/c.md", project(4).as_bytes());
    deck.write("projects/a.md", project(5).as_bytes());
    assert_eq!(changed(session.look_at(&heard("projects/c.md"))), ["projects/a.md", "projects/c.md"]);
    // Nobody can keep it from looking at everything for long.
    for score in 10..100 {
        deck.write("projects/b.md", project(6).as_bytes());
        deck.write("projects/a.md", project(score).as_bytes());
        if changed(session.look_at(&heard("projects/a.md"))).len() == 2 {
            return;
        }
        thread::sleep(Duration::from_millis(20));
    }
    panic!("it only looks at what was heard of");
}

/// The changes that a session tells of, round by round, while somebody acts after each; the alarm ends with its hand.
fn told_of(deck: &Deck, mut act: impl FnMut(usize, &mut Option<Hand>)) -> Vec<Vec<String>> {
    let (mut alarm, hand) = Alarm::by_hand();
    let mut session = Session::new(deck.path(), Request::default(), None, Arc::new(Board::default()));
    let (mut told, mut hand) = (Vec::new(), Some(hand));
    session.run(&mut alarm, &mut |tell| {
        let Tell::Round(Round::Built(built)) = tell else { return };
        told.push(built.changed.iter().map(|change| change.path.to_string()).collect());
        act(told.len(), &mut hand);
    });
    told
}

#[test]
fn a_session_ends_with_its_alarm_and_tells_of_every_change() {
    let deck = Deck::new().file("projects/a.md", project(1));
    let told = told_of(&deck, |rounds, hand| match rounds {
        1 => {
            fs::write(deck.at("projects/b.md"), project(2)).unwrap();
            hand.as_ref().unwrap().ring(Heard::Anything);
        }
        _ => drop(hand.take()),
    });
    assert_eq!(told, [["projects/a.md"], ["projects/b.md"]]);
}

#[test]
fn what_nobody_was_told_of_is_shown_soon_after_what_somebody_was() {
    let deck = Deck::new().file("projects/a.md", project(1)).file("projects/b.md", project(2));
    let told = told_of(&deck, |rounds, hand| match rounds {
        1 => {
            deck.write("projects/a.md", project(3).as_bytes());
            deck.write("projects/b.md", project(4).as_bytes());
            let a = RelPath::new("projects/a.md").unwrap();
            hand.as_ref().unwrap().ring(Heard::Files([a].into()));
        }
        2 => {}
        _ => drop(hand.take()),
    });
    assert_eq!(told[1..], [["projects/a.md"], ["projects/b.md"]]);
}

/// A running `quarterdeck watch`.
struct Watch {
    child: Child,
    port: u16,
}

impl Watch {
    fn start(root: &Path, more: &[&str]) -> Self {
        let mut child = Command::new(PROGRAM)
            .args(["watch", "--port", "0"])
            .args(more)
            .arg(root)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        io::BufRead::read_line(&mut io::BufReader::new(child.stdout.take().unwrap()), &mut line).unwrap();
        let port = line.trim().trim_end_matches('/').rsplit(':').next().unwrap().parse().expect("an address");
        Self { child, port }
    }

    fn get(&self, path: &str) -> (u16, String) {
        let head = format!("GET {path} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", self.port);
        let answer = ask(self.port, head.as_bytes());
        (status(&answer), body(&answer))
    }

    /// Waits until the page at `path` has, or has no more, these words.
    #[track_caller]
    fn expect(&self, what: &str, path: &str, is_wanted: impl Fn(u16, &str) -> bool) {
        let begun = Instant::now();
        loop {
            let (status, page) = self.get(path);
            if is_wanted(status, &page) {
                return;
            }
            assert!(begun.elapsed() < Duration::from_secs(8), "{what}: {status}\n{page}");
            thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends bytes and reads everything that comes back.
fn ask(port: u16, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(15))).unwrap();
    let _ = stream.write_all(bytes);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0)
}

fn body(answer: &str) -> String {
    answer.split_once("\r\n\r\n").map_or_else(String::new, |(_, body)| body.to_owned())
}

#[test]
fn every_way_of_saving_reaches_the_browser() {
    let deck = Deck::new().file("plan/projects/a.md", project(1)).file("plan/projects/b.md", project(2));
    let root = deck.at("plan");
    let page = root.join("projects/a.md");
    let words = |text: &str| project(3).replace("Words", text);
    let watch = Watch::start(&root, &[]);
    let shows = |what: &str, path: &str, text: &str| watch.expect(what, path, |_, page| page.contains(text));

    fs::write(&page, words("In-place")).unwrap();
    shows("in place", "/projects/a.html", "In-place");

    fs::write(root.join("projects/a.md~"), words("Renamed")).unwrap();
    fs::rename(root.join("projects/a.md~"), &page).unwrap();
    shows("renamed over", "/projects/a.html", "Renamed");

    fs::remove_file(&page).unwrap();
    fs::write(&page, words("Recreated")).unwrap();
    shows("deleted and made again", "/projects/a.html", "Recreated");

    let times = fs::metadata(&page).unwrap().modified().unwrap();
    fs::write(&page, words("reCREATED")).unwrap();
    fs::File::options().write(true).open(&page).unwrap().set_modified(times).unwrap();
    shows("same size and time", "/projects/a.html", "reCREATED");

    fs::create_dir_all(root.join("projects/x/y")).unwrap();
    fs::write(root.join("projects/x/y/deep.md"), words("Deep")).unwrap();
    shows("a new folder", "/projects/deep.html", "Deep");

    fs::remove_dir_all(root.join("projects/x")).unwrap();
    watch.expect("a removed folder", "/projects/deep.html", |status, _| status == 404);

    fs::write(root.join("portfolio.md"), "---\ntitle: Another title\n---\n").unwrap();
    shows("settings", "/", "Another title");

    fs::create_dir(root.join("assets")).unwrap();
    fs::write(root.join("assets/own.css"), "/* own */").unwrap();
    shows("an asset", "/assets/own.css", "/* own */");

    fs::rename(&root, deck.at("away")).unwrap();
    shows("the folder is gone", "/", "role=\"alert\"");
    shows("and the last report is still up", "/projects/a.html", "reCREATED");
    fs::rename(deck.at("away"), &root).unwrap();
    fs::write(&page, words("Back")).unwrap();
    shows("the folder is back", "/projects/a.html", "Back");
    watch.expect("and so is the report", "/", |_, page| !page.contains("role=\"alert\""));
}

#[test]
fn an_error_shows_over_the_last_report_and_goes_with_its_cause() {
    let deck = Deck::new().file("projects/a.md", project(1));
    let watch = Watch::start(deck.path(), &["-o", deck.at("out").to_str().unwrap()]);
    deck.write("projects/a.md", b"---\nbusiness: 99\ninterest: 1\ngrowth: 1\n---\n");
    watch.expect("the overlay", "/projects/a.html", |status, page| {
        status == 200
            && page.contains("role=\"alert\"")
            && page.contains("projects/a.md:2:11")
            && page.contains("Words 1.")
    });
    deck.write("projects/a.md", project(2).as_bytes());
    watch.expect("the report again", "/projects/a.html", |_, page| {
        !page.contains("role=\"alert\"") && page.contains("Words 2.")
    });
    let written = || fs::read_to_string(deck.at("out/projects/a.html")).unwrap_or_default();
    let begun = Instant::now();
    while !written().contains("Words 2.") {
        assert!(begun.elapsed() < Duration::from_secs(5), "it is not written as well");
        thread::sleep(Duration::from_millis(10));
    }
    assert!(!written().contains("live.js"), "what is served is not what is written");
}

/// A report of that title, with an asset.
fn report(title: &str) -> Option<Arc<Press>> {
    let settings = format!("---\ntitle: {title}\n---\n");
    let files =
        [("portfolio.md", settings.as_str()), ("projects/a.md", &project(1)), ("assets/a.css", "a{}")];
    pipeline::prepare(&Sources::from_pairs(files), &mut Memo::default(), &Request::default()).press
}

/// A server over a report.
fn served() -> (Arc<Board>, Server) {
    let board = Arc::new(Board::default());
    board.put(report("home"), None);
    let server = Server::start(Port::Exactly(0), Arc::clone(&board)).unwrap();
    (board, server)
}

fn get(server: &Server, target: &str, more: &str) -> String {
    let port = server.port();
    ask(port, format!("GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{more}\r\n").as_bytes())
}

#[test]
fn no_address_leads_out_of_the_report() {
    let (_board, server) = served();
    for target in [
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/..%2fCargo.toml",
        "/assets/../../etc/passwd",
        "//etc/passwd",
        "/etc/passwd",
        "/assets/%00",
        "/assets\\a.css",
        "/%ff",
        "/%",
        "/assets",
        "/.quarterdeck-ledger.json",
        "/index.html/",
        "/index.html%00.css",
        "/%2561ssets/a.css",
    ] {
        assert_eq!(status(&get(&server, target, "")), 404, "{target}");
    }
    for (target, wanted) in [("/", "home"), ("/index.html?x=../..", "home"), ("/%61ssets/a.css", "a{}")] {
        assert!(get(&server, target, "").contains(wanted), "{target}");
    }
}

#[test]
fn what_is_served_keeps_to_itself() {
    let (_board, server) = served();
    for target in ["/", "/assets/a.css", "/nothing", "/-/live.js", "/-/events"] {
        let answer = get(&server, target, "").to_ascii_lowercase();
        let head = answer.split("\r\n\r\n").next().unwrap();
        for header in [
            "content-security-policy: default-src 'none'; ",
            "frame-ancestors 'none'",
            "x-content-type-options: nosniff",
            "referrer-policy: no-referrer",
            "cross-origin-resource-policy: same-origin",
            "cache-control: no-store",
        ] {
            assert!(head.contains(header), "{target} lacks {header}");
        }
        assert!(!head.contains("access-control"), "{target}");
    }
}

/// The token in a page.
fn token(server: &Server) -> String {
    let page = get(server, "/", "");
    page.split("data-token=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[test]
fn events_are_for_our_own_pages() {
    let (board, server) = served();
    let token = token(&server);
    let events = format!("/-/events?token={token}&page=index.html&version=1&overlay=0");
    assert_eq!(status(&get(&server, &events, "")), 403);
    assert_eq!(status(&get(&server, &events, "Sec-Fetch-Site: cross-site\r\n")), 403);
    assert_eq!(status(&get(&server, &events, "Origin: http://evil.example\r\n")), 403);
    let wrong = events.replace(&token, "0123456789abcdef");
    assert_eq!(status(&get(&server, &wrong, "Sec-Fetch-Site: same-origin\r\n")), 403);

    let mut stream = TcpStream::connect(("127.0.0.1", server.port())).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let head = format!(
        "GET {events} HTTP/1.1\r\nHost: localhost:{}\r\nSec-Fetch-Site: same-origin\r\n\r\n",
        server.port()
    );
    stream.write_all(head.as_bytes()).unwrap();
    let mut heard = String::new();
    let mut hear = |wanted: &str| {
        let mut buffer = [0; 1024];
        while !heard.contains(wanted) {
            let read = stream.read(&mut buffer).unwrap();
            assert!(read > 0, "{heard}");
            heard.push_str(&String::from_utf8_lossy(&buffer[..read]));
        }
    };
    hear("text/event-stream");
    board.put(None, Some("<section>broken</section>".into()));
    hear("event: overlay\ndata: 2\n");
    let overlay = get(&server, &format!("/-/overlay?token={token}"), "Sec-Fetch-Site: same-origin\r\n");
    assert!(overlay.ends_with("<section>broken</section>"));
    board.put(report("new"), None);
    hear("event: page\ndata: 3\n");
}

#[test]
fn silent_and_slow_clients_hold_up_nobody() {
    let (board, server) = served();
    let port = server.port();
    let mut clients: Vec<TcpStream> =
        (0..400).map(|_| TcpStream::connect(("127.0.0.1", port)).unwrap()).collect();
    for client in clients.iter_mut().skip(200) {
        let _ = client.write_all(b"GET / HTTP/1.1\r\nHost:");
    }
    for _ in 0..5 {
        let begun = Instant::now();
        assert!(get(&server, "/", "").contains("home"));
        assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
    }
    let begun = Instant::now();
    board.put(None, Some("x".into()));
    assert!(begun.elapsed() < Duration::from_millis(200));
    for client in clients {
        let _ = client.shutdown(Shutdown::Both);
    }
}

#[test]
fn a_head_that_is_too_long_or_no_head_at_all_is_refused() {
    let (_board, server) = served();
    let port = server.port();
    let long = format!("GET / HTTP/1.1\r\nHost: localhost:{port}\r\nX: {}\r\n\r\n", "a".repeat(40_000));
    assert!(matches!(status(&ask(port, long.as_bytes())), 431 | 0));
    let many = format!("GET / HTTP/1.1\r\nHost: localhost:{port}\r\n{}\r\n", "X: y\r\n".repeat(200));
    assert_eq!(status(&ask(port, many.as_bytes())), 431);
    let mut dice = Dice::new();
    for _ in 0..100 {
        let noise: Vec<u8> = (0..dice.roll(300)).map(|_| dice.roll(256) as u8).collect();
        let noise = [b"!", &noise[..], b"\r\n\r\n"].concat();
        assert!(matches!(status(&ask(port, &noise)), 0 | 400), "{noise:?}");
    }
    assert!(get(&server, "/", "").contains("home"));
}

#[test]
fn a_busy_port_is_said() {
    let (_board, server) = served();
    let deck = Deck::new().file("projects/a.md", project(1));
    let port = server.port().to_string();
    let _ = deck.run(["watch", "--port", &port]).code(2).says("another program uses it").says("--port");
}

/// The resident memory of this process, in bytes.
fn memory() -> usize {
    let pages = fs::read_to_string("/proc/self/statm").unwrap();
    pages.split(' ').nth(1).unwrap().parse::<usize>().unwrap() * 4096
}

/// Set for the process in which rebuilds are counted.
const ALONE: &str = "QUARTERDECK_TEST_ALONE";

#[test]
fn many_rebuilds_need_no_more_memory_than_few() {
    if std::env::var_os(ALONE).is_none() {
        // The other tests of this process need memory and handles as well.
        let alone = ["--exact", "watch::many_rebuilds_need_no_more_memory_than_few"];
        let alone =
            Command::new(std::env::current_exe().unwrap()).args(alone).env(ALONE, "1").output().unwrap();
        let said = String::from_utf8_lossy(&alone.stdout).into_owned();
        assert!(said.contains("1 passed"), "{said}");
        return;
    }
    let deck = Deck::new().file("projects/a.md", project(1)).file("projects/b.md", project(2));
    let handles = || fs::read_dir("/proc/self/fd").unwrap().count();
    let board = Arc::new(Board::default());
    let mut session = Session::new(deck.path(), Request::default(), None, Arc::clone(&board));
    let mut edit = |rounds: u64| {
        for round in 0..rounds {
            deck.write("projects/a.md", project(round).as_bytes());
            session.look();
        }
    };
    edit(60);
    let (before, open) = (memory(), handles());
    edit(300);
    let grown = memory().saturating_sub(before);
    // The soak of the benches is longer.
    assert!(grown < 4 << 20, "{grown} bytes");
    assert_eq!(handles(), open);
}
