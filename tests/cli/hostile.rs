//! Servers that do what no server should: every feed that is well is stored, the others say why and lose
//! nothing, and nothing they send reaches the terminal or the log as it is.

use super::lines;
use crate::home::Home;
use crate::server::{Reply, Server};

const OK: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n";
const TIMED_OUT: &str = "The server did not answer in full within 1 second.";
const BROKE_OFF: &str = "The server broke off before the whole feed had come.";
const TOO_LARGE: &str = "The feed is larger than 1 MiB.";
const NO_FEED: &str = "What is at this address is not a feed.";
const CIRCLES: &str = "The address leads round in circles, or through too many others.";

/// What is sent, by a name, and what is said of it.
fn acts() -> Vec<(&'static str, Reply, String)> {
    let chunked = format!("{OK}Transfer-Encoding: chunked\r\n\r\n");
    let refused =
        |target: &str| format!("The server sends on to {target}, where newsterm does not follow.");
    let status = |status: u16| format!("The server answered {status} instead of a feed.");
    let feed = |rest: &str| format!("<rss version='2.0'><channel><title>T</title>{rest}");
    let said = |words: &str| words.to_owned();
    vec![
        (
            "truncated",
            Reply::cut_off(feed("<item><title>Half")),
            said(BROKE_OFF),
        ),
        ("reset", Reply::reset(), said(BROKE_OFF)),
        ("closed", Reply::raw(""), said(BROKE_OFF)),
        ("slow-head", Reply::drip(OK, "X-A: b\r\n"), said(TIMED_OUT)),
        (
            "slow-body",
            Reply::drip(format!("{OK}Content-Length: 99999\r\n\r\n"), "x"),
            said(TIMED_OUT),
        ),
        ("hanging", Reply::hang(), said(TIMED_OUT)),
        (
            "endless-body",
            Reply::endless(format!("{OK}\r\n"), "x".repeat(4096)),
            said(TOO_LARGE),
        ),
        (
            "endless-header",
            Reply::endless(OK, format!("X-A: {}\r\n", "b".repeat(1000))),
            said(BROKE_OFF),
        ),
        ("bomb", Reply::gzip_bomb(64), said(TOO_LARGE)),
        (
            "two-lengths",
            Reply::raw(format!(
                "{OK}Content-Length: 5\r\nContent-Length: 9\r\n\r\nhello"
            )),
            said(BROKE_OFF),
        ),
        (
            "bad-chunk",
            Reply::raw(format!("{chunked}zz\r\nhello\r\n")),
            said(BROKE_OFF),
        ),
        (
            "evil-header",
            Reply::raw(format!("{OK}X-A: \u{1b}]0;owned\u{7}\r\n\r\n")),
            said(BROKE_OFF),
        ),
        (
            "evil-words",
            Reply::raw("HTTP/1.1 404 \u{1b}[31mred\u{9b}31m\r\n\r\n"),
            said(BROKE_OFF),
        ),
        (
            "evil-page",
            Reply::document("\u{1b}]0;owned\u{7}\u{1b}[2J", "text/html"),
            said(NO_FEED),
        ),
        ("circle", Reply::redirect("/circle"), said(CIRCLES)),
        (
            "to-file",
            Reply::redirect("file:///etc/passwd"),
            refused("file:///etc/passwd"),
        ),
        (
            "to-script",
            Reply::redirect("javascript:alert(1)"),
            refused("javascript:alert(1)"),
        ),
        (
            "to-inside",
            Reply::redirect("http://10.1.2.3/secret"),
            said(
                "10.1.2.3 is in a private network, where a feed of the public one has no business.",
            ),
        ),
        (
            "flood",
            Reply::raw("HTTP/1.1 103 Hints\r\nX: y\r\n\r\n".repeat(10_000)),
            said(BROKE_OFF),
        ),
        ("unasked", Reply::status(304), status(304)),
        ("lost", Reply::status(301), status(301)),
        ("empty", Reply::feed(""), said(NO_FEED)),
        (
            "noise",
            Reply::feed([0xff, 0xfe, 0x00, 0x1b, 0x9b, 0x07]),
            said(NO_FEED),
        ),
    ]
}

/// A feed of one entry, without validators.
fn feed(name: &str, headline: &str) -> Reply {
    Reply::feed(format!(
        "<rss version='2.0'><channel><title>{name} news</title>\
         <item><guid>{headline}</guid><title>{headline}</title></item></channel></rss>"
    ))
}

#[test]
fn nothing_is_lost_and_nothing_gets_through() {
    let (server, home) = (Server::start(), Home::new());
    let acts = acts();
    let mut names: Vec<&str> = acts.iter().map(|(name, _, _)| *name).collect();
    names.extend(["well", "tls"]);
    for name in &names {
        server.route(&format!("/{name}"), feed(name, &format!("First of {name}")));
    }
    let settings = "timeout = 1\nmax_body = \"1 MiB\"\nmax_per_host = 32";
    let url = |name: &&str| server.url(&format!("/{name}"));
    home.subscribe(&names.iter().map(url).collect::<Vec<_>>(), settings);
    assert_eq!(home.run(&["refresh"]).code, 0);

    for (name, reply, _) in &acts {
        server.route(&format!("/{name}"), reply.clone());
    }
    server.route("/well", feed("well", "Fresh today"));
    let told = home.run(&["refresh", "--json"]);
    assert_eq!((told.code, &*told.err), (1, ""));
    let told = lines(&told);
    for (name, _, words) in &acts {
        let url = server.url(&format!("/{name}"));
        let line = told
            .iter()
            .find(|line| line["url"] == url.as_str())
            .unwrap();
        let error = line["error"].as_str().unwrap_or_default();
        assert!(error.starts_with(words), "{name}: {line}");
    }

    let listed = home.run(&["list"]).out;
    for name in &names {
        assert!(
            listed.contains(&format!("First of {name}")),
            "{name} in {listed}"
        );
    }
    assert!(listed.contains("Fresh today"));
    assert_eq!(listed.lines().count(), names.len() + 1);
    let log = home.log();
    assert!(log.contains("a poll failed"));
    let control = log.chars().find(|c| c.is_control() && *c != '\n');
    assert_eq!(control, None, "in {log}");
    assert_eq!(server.requests("/circle"), 1 + 11);
    assert_eq!(server.requests("/unasked"), 2);
    assert_eq!(server.requests("/secret"), 0);
}

#[test]
fn tls_is_never_given_up_for_plain_words() {
    let (server, home) = (Server::start(), Home::new());
    server.route("/news", feed("The", "Plain"));
    home.subscribe(
        &[server.url("/news").replace("http:", "https:")],
        "timeout = 1",
    );
    let told = home.run(&["refresh"]);
    assert_eq!(told.code, 1);
    assert!(
        told.err.contains("No secure connection to 127.0.0.1"),
        "{}",
        told.err
    );
    assert_eq!(server.requests("/news"), 0);
    assert_eq!(home.run(&["list"]).out, "");
}
