//! Fifty servers that misbehave in every way beside fifty feeds that are well: is every good feed stored, how
//! long does it take, how much memory. Figures are printed, nothing is asserted; the tests do that.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use server::{Reply, Server, acts};

#[path = "../tests/server/mod.rs"]
#[expect(dead_code, reason = "the tests use what this does not")]
mod server;

const PROGRAM: &str = env!("CARGO_BIN_EXE_newsterm");
/// Good feeds, and those that are not.
const FEEDS: usize = 50;
const ENTRIES: usize = 30;
/// The time-out of the settings, in seconds.
const TIMEOUT: u64 = 1;

/// What a refresh came to.
struct Run {
    wall: Duration,
    /// The most memory, in KiB.
    peak: u64,
    /// Good feeds whose every entry is new.
    stored: usize,
    failed: usize,
}

fn main() -> io::Result<()> {
    let (good, bad) = (good(), bad());
    let idle = refresh(&good[..1])?;
    let alone = refresh(&good)?;
    let both: Vec<String> = bad.iter().chain(&good).map(Clone::clone).collect();
    let hostile = refresh(&both)?;
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "time-out {TIMEOUT} s; {FEEDS} good feeds of {ENTRIES} entries"
    )?;
    for (name, run) in [
        ("1 good feed", &idle),
        ("50 good feeds", &alone),
        ("50 good, 50 hostile", &hostile),
    ] {
        let Run {
            wall,
            peak,
            stored,
            failed,
        } = run;
        writeln!(
            out,
            "{name:>20}: {:>6.2} s, {:>6.1} MB, {stored} stored, {failed} failed",
            wall.as_secs_f64(),
            mebibytes(*peak),
        )?;
    }
    let above = |than: &Run| mebibytes(hostile.peak.saturating_sub(than.peak));
    writeln!(
        out,
        "above one good feed: {:.1} MB; above the good ones: {:.1} MB",
        above(&idle),
        above(&alone)
    )
}

/// Feeds of ten servers.
fn good() -> Vec<String> {
    let servers: Vec<&Server> = (0..10).map(|_| kept(Server::start())).collect();
    let feed = |number: usize| {
        let server = servers[number % servers.len()];
        let path = format!("/good/{number}");
        server.route(&path, Reply::feed(document(number)));
        server.url(&path)
    };
    (0..FEEDS).map(feed).collect()
}

/// A feed of each act and of a flood without end, each of a server of its own, over and over.
fn bad() -> Vec<String> {
    let flood = Reply::endless("", "HTTP/1.1 103 Hints\r\nX: y\r\n\r\n".repeat(100));
    let acts: Vec<_> = acts()
        .into_iter()
        .chain([("endless-flood", flood)])
        .collect();
    let feed = |(name, reply): &(&str, Reply)| {
        let server = kept(Server::start());
        let path = format!("/{name}");
        server.route(&path, reply.clone());
        server.url(&path)
    };
    acts.iter().cycle().take(FEEDS).map(feed).collect()
}

/// A server for as long as this program runs.
fn kept(server: Server) -> &'static Server {
    Box::leak(Box::new(server))
}

fn document(number: usize) -> String {
    let body = "A sentence of an article that is long enough to look like one. ".repeat(50);
    let entry = |entry| {
        format!(
            "<item><guid>{number}-{entry}</guid><title>Entry {entry} of feed {number}</title>\
             <description>{body}</description></item>"
        )
    };
    let entries: String = (0..ENTRIES).map(entry).collect();
    format!("<rss version='2.0'><channel><title>Feed {number}</title>{entries}</channel></rss>")
}

/// Refreshes these feeds into a new cache.
fn refresh(feeds: &[String]) -> io::Result<Run> {
    let home = tempfile::tempdir()?;
    let settings: String = feeds
        .iter()
        .map(|url| format!("[[feeds]]\nurl = {url:?}\n"))
        .collect();
    let config = home.path().join("config.toml");
    fs::write(
        &config,
        format!("[general]\ntimeout = {TIMEOUT}\n{settings}"),
    )?;
    let out = home.path().join("out");
    let began = Instant::now();
    let mut child = Command::new(PROGRAM)
        .args(["refresh", "--json"])
        .env("NEWSTERM_CONFIG", &config)
        .env("NEWSTERM_DATA", home.path())
        .env("NEWSTERM_STATE", home.path())
        .stdout(fs::File::create(&out)?)
        .stderr(Stdio::null())
        .spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    // The figure only grows, and the run ends with waiting for those that hang.
    while child.try_wait()?.is_none() {
        peak = peak.max(high_water(Path::new(&status)).unwrap_or(0));
        thread::sleep(Duration::from_millis(2));
    }
    let wall = began.elapsed();
    let out = fs::read_to_string(out)?;
    let whole = format!("\"new\":{ENTRIES},");
    Ok(Run {
        wall,
        peak,
        stored: out.lines().filter(|line| line.contains(&whole)).count(),
        failed: out
            .lines()
            .filter(|line| line.contains("\"failed\""))
            .count(),
    })
}

/// The most memory a process has had, in KiB.
fn high_water(status: &Path) -> Option<u64> {
    let status = fs::read_to_string(status).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[expect(clippy::cast_precision_loss, reason = "a figure to be read")]
fn mebibytes(kibibytes: u64) -> f64 {
    kibibytes as f64 / 1024.0
}
