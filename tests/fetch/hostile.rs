//! Servers that do what no server should: every one ends in an error, in time and in bounds.

use std::time::Duration;

use newsterm::feed::fetch::{Access, FetchError, FetchOptions, Fetched, Fetcher};

use super::{FEED, fetch_reply, request, run, send};
use crate::server::{Reply, Server};

const OK: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n";
const SECOND: Duration = Duration::from_secs(1);

/// An access with little time and little room.
fn short() -> Access {
    Access {
        timeout: SECOND,
        max_body: 64 * 1024,
        ..Access::default()
    }
}

fn fails(reply: Reply) -> FetchError {
    let server = Server::start();
    server.route("/feed", reply);
    send(request(server.url("/feed"), short())).unwrap_err()
}

#[test]
fn who_is_slow_runs_into_the_time_out() {
    let head = format!("{OK}Content-Length: 1000\r\n\r\n");
    for (what, reply) in [
        ("header", Reply::drip(OK, "X-A: b\r\n")),
        ("status line", Reply::drip("HTTP/1.", "1")),
        ("body", Reply::drip(head, "x")),
        (
            "chunks",
            Reply::drip(
                format!("{OK}Transfer-Encoding: chunked\r\n\r\n"),
                "1\r\nx\r\n",
            ),
        ),
        (
            "interim answers",
            Reply::drip("", "HTTP/1.1 103 Early Hints\r\n\r\n"),
        ),
    ] {
        let error = fails(reply);
        assert!(
            matches!(error, FetchError::TimedOut { after } if after == SECOND),
            "{what}: {error:?}"
        );
    }
}

#[test]
fn what_has_no_end_is_ended() {
    let chunked = format!("{OK}Transfer-Encoding: chunked\r\n\r\n");
    let piece = format!("1000\r\n{}\r\n", "x".repeat(0x1000));
    for (what, reply) in [
        (
            "body",
            Reply::endless(format!("{OK}\r\n"), "x".repeat(0x1000)),
        ),
        ("chunks", Reply::endless(chunked, piece)),
    ] {
        let error = fails(reply);
        assert!(
            matches!(error, FetchError::TooLarge { limit: 65_536 }),
            "{what}: {error:?}"
        );
    }
    let header = Reply::endless(OK, format!("X-A: {}\r\n", "b".repeat(1000)));
    let line = Reply::endless(format!("{OK}X-A: "), "b".repeat(1000));
    for (what, reply) in [("header", header), ("line", line)] {
        let error = fails(reply);
        assert!(
            matches!(error, FetchError::Cut { received: 0, .. }),
            "{what}: {error:?}"
        );
    }
}

#[test]
fn what_makes_no_sense_is_broken_off() {
    let chunked = format!("{OK}Transfer-Encoding: chunked\r\n\r\n");
    for (what, bytes) in [
        (
            "two lengths",
            format!("{OK}Content-Length: 5\r\nContent-Length: 50\r\n\r\nhello"),
        ),
        (
            "a length that is none",
            format!("{OK}Content-Length: -5\r\n\r\nhello"),
        ),
        (
            "a chunk size that is none",
            format!("{chunked}zz\r\nhello\r\n"),
        ),
        (
            "a chunk size without end",
            format!("{chunked}ffffffffffffffffffff\r\nhello\r\n"),
        ),
        (
            "a chunk longer than it says",
            format!("{chunked}2\r\nhello\r\n0\r\n\r\n"),
        ),
        ("a chunk cut off", format!("{chunked}10\r\nhello")),
        (
            "control characters in a header",
            format!("{OK}X-A: \u{1b}]0;b\u{7}\0\r\n\r\n"),
        ),
        ("no HTTP", "\u{15}\u{3}\u{1}\0\u{2}\u{2}F".to_owned()),
        (
            "bad gzip",
            format!("{OK}Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello"),
        ),
    ] {
        let error = fails(Reply::raw(bytes));
        assert!(matches!(error, FetchError::Cut { .. }), "{what}: {error:?}");
        assert!(!error.to_string().contains('\u{1b}'), "{what}: {error}");
    }
}

#[test]
fn a_length_alone_reserves_no_memory_and_a_long_one_is_refused_unread() {
    let huge = format!("{OK}Content-Length: 18446744073709551615\r\n\r\n");
    let error = fails(Reply::drip(huge, "x"));
    assert!(
        matches!(error, FetchError::TooLarge { .. } | FetchError::Cut { .. }),
        "{error:?}"
    );
}

#[test]
fn a_flood_of_interim_answers_brings_nothing() {
    // Longer ones do no more, but an unoptimised build takes seconds to read them.
    let flood = "HTTP/1.1 103 Early Hints\r\nX-A: b\r\n\r\n".repeat(10_000);
    let error = fails(Reply::raw(flood));
    assert!(
        matches!(
            error,
            FetchError::Cut { received: 0, .. } | FetchError::TimedOut { .. }
        ),
        "{error:?}"
    );
}

#[test]
fn interim_answers_before_the_feed_do_no_harm() {
    let hints = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".repeat(3);
    let feed = String::from_utf8(FEED.to_vec()).unwrap();
    let reply = Reply::raw(format!("{hints}{OK}\r\n{feed}"));
    assert!(matches!(fetch_reply(reply).unwrap(), Fetched::Body(_)));
}

#[test]
fn what_one_feed_is_told_holds_for_its_host_and_for_no_other() {
    let (busy, idle) = (Server::start(), Server::start());
    for status in [429, 503] {
        busy.route(
            &format!("/{status}"),
            Reply::status(status).header("Retry-After", "3600"),
        );
    }
    for server in [&busy, &idle] {
        server.route("/feed", Reply::feed(FEED));
    }
    for told in ["/429", "/503"] {
        let fetcher = Fetcher::new(&FetchOptions::default()).unwrap();
        run(async {
            let ask = async |server: &Server, path| {
                let asked = request(server.url(path), short());
                fetcher.fetch(asked).await.map(|(fetched, _)| fetched)
            };
            let error = ask(&busy, told).await.unwrap_err();
            assert_eq!(error.told_to_wait(), Some(Duration::from_hours(1)));
            let error = ask(&busy, "/feed").await.unwrap_err();
            assert!(
                matches!(error, FetchError::Resting { wait, .. } if wait > Duration::from_mins(59)),
                "{error:?}"
            );
            // Nor by a redirect of another.
            idle.route("/led", Reply::redirect(&busy.url("/feed")));
            let error = ask(&idle, "/led").await.unwrap_err();
            assert!(matches!(error, FetchError::Resting { .. }), "{error:?}");
            ask(&idle, "/feed").await.unwrap();
        });
    }
    assert_eq!(busy.requests("/feed"), 0);
}

#[test]
fn servers_that_hang_hold_up_no_others() {
    let (hanging, good) = (Server::start(), Server::start());
    hanging.route("/feed", Reply::hang());
    let stalling = format!("{OK}Content-Length: 1000\r\n\r\n<rss>");
    hanging.route("/stall", Reply::drip(stalling, ""));
    good.route("/feed", Reply::feed(FEED));
    let options = FetchOptions {
        concurrent: 1,
        concurrent_per_host: 8,
        ..FetchOptions::default()
    };
    let fetcher = Fetcher::new(&options).unwrap();
    run(async {
        let start = |url: String, timeout| {
            let fetcher = fetcher.clone();
            let access = Access { timeout, ..short() };
            tokio::spawn(async move { fetcher.fetch(request(url, access)).await })
        };
        let minutes = Duration::from_mins(10);
        let held = [
            start(hanging.url("/feed"), minutes),
            start(hanging.url("/stall"), minutes),
        ];
        start(good.url("/feed"), Duration::from_secs(20))
            .await
            .unwrap()
            .unwrap();
        for held in held {
            assert!(!held.is_finished());
            held.abort();
        }
    });
}
