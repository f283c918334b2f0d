//! Fetching from a server that behaves, and from one that does not.

mod files;
mod hostile;
mod private;
mod redirects;
mod secure;

use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use newsterm::feed::fetch::{
    Access, FetchError, FetchOptions, FetchRequest, Fetched, Fetcher, Representation, USER_AGENT,
};
use newsterm::model::{Unchanged, Validators};

use crate::server::{NOBODY, Reply, Server};

const FEED: &[u8] = b"<rss version='2.0'><channel><title>News</title></channel></rss>";

fn run<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.expect("a runtime can be made").block_on(work)
}

fn access() -> Access {
    Access {
        timeout: Duration::from_secs(20),
        ..Access::default()
    }
}

fn request(url: String, access: Access) -> FetchRequest {
    FetchRequest {
        url,
        access: Arc::new(access),
        ..FetchRequest::default()
    }
}

fn send(request: FetchRequest) -> Result<Fetched, FetchError> {
    let fetcher = Fetcher::new(&FetchOptions::default()).expect("a client can be made");
    run(fetcher.fetch(request)).map(|(fetched, _turn)| fetched)
}

fn fetch(url: String) -> Result<Fetched, FetchError> {
    send(request(url, access()))
}

/// Fetches what one reply brings.
fn fetch_reply(reply: Reply) -> Result<Fetched, FetchError> {
    let server = Server::start();
    server.route("/feed", reply);
    fetch(server.url("/feed"))
}

/// Waits until the server has seen `count` requests, while fetches go on.
async fn arrived(server: &Arc<Server>, count: usize) {
    let server = Arc::clone(server);
    let waiting = tokio::task::spawn_blocking(move || server.wait_for("/feed", count));
    waiting.await.expect("no thread of the test panics");
}

#[test]
fn a_feed_comes_with_its_type_its_place_and_its_validators() {
    let server = Server::start();
    let date = "Sun, 22 Nov 2026 10:00:00 GMT";
    server.route(
        "/feed",
        Reply::feed(FEED).etag("W/\"1\"").last_modified(date),
    );
    let fetched = fetch(server.url("/feed")).unwrap();
    let expected = Fetched::Body(Representation {
        bytes: FEED.to_vec(),
        content_type: Some("application/xml".to_owned()),
        final_url: server.url("/feed"),
        validators: Validators {
            etag: Some("W/\"1\"".to_owned()),
            last_modified: Some(date.to_owned()),
            of: Some(server.url("/feed")),
        },
        moved_to: None,
        fresh_for: None,
    });
    assert_eq!(fetched, expected);
}

#[test]
fn the_second_time_nothing_has_changed() {
    let server = Server::start();
    server.route("/feed", Reply::feed(FEED).etag("\"1\""));
    let first = fetch(server.url("/feed")).unwrap();
    let validators = first.body().unwrap().validators;
    let again = FetchRequest {
        validators: validators.clone(),
        ..request(server.url("/feed"), access())
    };
    let unchanged = Unchanged {
        validators,
        ..Unchanged::default()
    };
    assert_eq!(send(again).unwrap(), Fetched::NotModified(unchanged));
    assert_eq!(server.last("/feed").header("if-none-match"), Some("\"1\""));
    assert_eq!(server.requests("/feed"), 2);
}

#[test]
fn a_304_that_no_one_asked_for_is_an_error() {
    let error = fetch_reply(Reply::status(304)).unwrap_err();
    assert!(matches!(error, FetchError::NotModifiedUnasked), "{error:?}");
}

#[test]
fn the_server_is_told_who_asks() {
    let server = Server::start();
    server.route("/feed", Reply::feed(FEED));
    fetch(server.url("/feed")).unwrap();
    let seen = server.last("/feed");
    assert_eq!(seen.header("user-agent"), Some(USER_AGENT));
    assert!(
        seen.header("accept")
            .is_some_and(|accept| accept.contains("rss+xml"))
    );
    assert!(
        seen.header("accept-encoding")
            .is_some_and(|encoding| encoding.contains("gzip"))
    );
    assert_eq!(seen.header("referer"), None);
}

#[test]
fn a_compressed_feed_is_unpacked() {
    let came = fetch_reply(Reply::gzip(FEED)).unwrap().body().unwrap();
    assert_eq!(came.bytes, FEED);
}

#[test]
fn a_plain_connection_is_closed_whoever_waits() {
    let server = Server::start();
    server.route("/feed", Reply::feed(FEED));
    let options = FetchOptions {
        concurrent_per_host: 1,
        ..FetchOptions::default()
    };
    let fetcher = Fetcher::new(&options).unwrap();
    let fetch = async || {
        let again = request(server.url("/feed"), access());
        fetcher.fetch(again).await.map(drop)
    };
    let came = run(async { tokio::join!(fetch(), fetch(), fetch()) });
    assert!(matches!(came, (Ok(()), Ok(()), Ok(()))), "{came:?}");
    assert_eq!((server.requests("/feed"), server.connections()), (3, 3));
    assert_eq!(server.last("/feed").header("connection"), Some("close"));
}

#[test]
fn one_host_gets_no_more_requests_at_once_than_allowed() {
    let server = Arc::new(Server::start());
    server.route("/feed", Reply::feed(FEED).held());
    let options = FetchOptions {
        concurrent_per_host: 2,
        ..FetchOptions::default()
    };
    let fetcher = Fetcher::new(&options).unwrap();
    run(async {
        let running: Vec<_> = (0..5)
            .map(|_| {
                let fetcher = fetcher.clone();
                let request = request(server.url("/feed"), access());
                tokio::spawn(async move { fetcher.fetch(request).await })
            })
            .collect();
        arrived(&server, 2).await;
        server.release();
        for fetch in running {
            fetch.await.unwrap().unwrap();
        }
    });
    assert_eq!((server.requests("/feed"), server.most_at_once()), (5, 2));
}

#[test]
fn a_server_is_free_for_others_while_its_answer_waits_to_be_read() {
    let server = Arc::new(Server::start());
    server.route("/feed", Reply::feed(FEED));
    let options = FetchOptions {
        concurrent: 2,
        concurrent_per_host: 1,
        ..FetchOptions::default()
    };
    let fetcher = Fetcher::new(&options).unwrap();
    let fetch = || fetcher.fetch(request(server.url("/feed"), access()));
    run(async {
        let (_, read) = fetch().await.unwrap();
        let (_, read_too) = fetch().await.unwrap();
        // Two are read, so that nobody takes a third; but it can come.
        let mut third = std::pin::pin!(fetch());
        let held_back = async {
            tokio::select! {
                _ = &mut third => panic!("only two feeds are read at a time"),
                () = arrived(&server, 3) => {}
            }
        };
        held_back.await;
        drop((read, read_too));
        third.await.unwrap();
    });
    assert_eq!(server.most_at_once(), 1);
}

#[test]
fn long_feeds_do_not_wait_for_one_another_for_ever() {
    let server = Server::start();
    let long = vec![b'x'; 3 * 1024 * 1024];
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(&long).unwrap();
    let packed = Reply::feed(packer.finish().unwrap()).header("Content-Encoding", "gzip");
    server.route("/packed", packed);
    server.route("/long", Reply::feed(long));
    let options = FetchOptions {
        concurrent: 1,
        concurrent_per_host: 32,
        ..FetchOptions::default()
    };
    let fetcher = Fetcher::new(&options).unwrap();
    run(async {
        let running: Vec<_> = ["/packed", "/long"]
            .iter()
            .cycle()
            .take(12)
            .map(|path| {
                let request = request(server.url(path), access());
                let fetcher = fetcher.clone();
                tokio::spawn(async move { fetcher.fetch(request).await.map(drop) })
            })
            .collect();
        for fetch in running {
            fetch.await.unwrap().unwrap();
        }
    });
}

#[test]
fn a_fetch_that_is_given_up_gives_its_turn_back() {
    let server = Arc::new(Server::start());
    server.queue("/feed", [Reply::hang(), Reply::feed(FEED)]);
    let options = FetchOptions {
        concurrent: 1,
        concurrent_per_host: 1,
        ..FetchOptions::default()
    };
    let fetcher = Fetcher::new(&options).unwrap();
    let fetch = |fetcher: Fetcher| {
        let request = request(server.url("/feed"), access());
        async move { fetcher.fetch(request).await }
    };
    run(async {
        let hanging = tokio::spawn(fetch(fetcher.clone()));
        arrived(&server, 1).await;
        hanging.abort();
        assert!(fetch(fetcher).await.is_ok());
    });
}

#[test]
fn a_server_that_never_answers_runs_into_the_time_out() {
    let server = Server::start();
    server.route("/feed", Reply::hang());
    let after = Duration::from_millis(200);
    let access = Access {
        timeout: after,
        ..access()
    };
    let error = send(request(server.url("/feed"), access)).unwrap_err();
    assert!(
        matches!(error, FetchError::TimedOut { after: was } if was == after),
        "{error:?}"
    );
}

#[test]
fn a_connection_that_breaks_is_told_with_what_had_come() {
    let error = fetch_reply(Reply::cut_off(FEED)).unwrap_err();
    let came = FEED.len();
    assert!(
        matches!(error, FetchError::Cut { received, .. } if received == came),
        "{error:?}"
    );

    let error = fetch_reply(Reply::reset()).unwrap_err();
    assert!(
        matches!(error, FetchError::Cut { received: 0, .. }),
        "{error:?}"
    );
    for bytes in [
        "",
        "HTTP/1.1 200",
        "HTTP/1.1 200 OK\r\nContent-",
        "SSH-2.0-OpenSSH_9\r\n",
    ] {
        let error = fetch_reply(Reply::raw(bytes)).unwrap_err();
        assert!(
            matches!(error, FetchError::Cut { received: 0, .. }),
            "{bytes:?}: {error:?}"
        );
    }
}

#[test]
fn no_one_at_the_port_is_no_connection() {
    let error = fetch(format!("{NOBODY}/feed")).unwrap_err();
    assert!(
        matches!(&error, FetchError::Connect { host, .. } if host == "127.0.0.1"),
        "{error:?}"
    );
}

#[test]
fn plain_http_behind_an_https_address_is_no_secure_connection() {
    let server = Server::start();
    server.route("/feed", Reply::feed(FEED));
    let url = server.url("/feed").replace("http://", "https://");
    let error = fetch(url).unwrap_err();
    assert!(matches!(error, FetchError::NoTls { .. }), "{error:?}");
}

#[test]
fn statuses_are_facts() {
    for expected in [401, 403, 404, 410, 429, 500, 503] {
        let error = fetch_reply(Reply::status(expected)).unwrap_err();
        assert!(
            matches!(error, FetchError::Status { code, .. } if code == expected),
            "{error:?}"
        );
    }
    let busy = Reply::status(503).header("Retry-After", "120");
    let error = fetch_reply(busy).unwrap_err();
    let wait = Some(Duration::from_mins(2));
    assert!(
        matches!(error, FetchError::Status { retry_after, .. } if retry_after == wait),
        "{error:?}"
    );
}

#[test]
fn a_bomb_is_stopped_at_the_limit() {
    let limit = 256 * 1024;
    let server = Server::start();
    server.route("/bomb", Reply::gzip_bomb(64));
    server.route("/long", Reply::feed(vec![b'x'; limit + 1]));
    let access = Access {
        max_body: limit,
        ..access()
    };
    for path in ["/bomb", "/long"] {
        let error = send(request(server.url(path), access.clone())).unwrap_err();
        assert!(
            matches!(error, FetchError::TooLarge { limit: was } if was == limit),
            "{path}: {error:?}"
        );
    }
}

#[test]
fn an_address_that_is_none_of_the_web_is_never_asked() {
    for url in [
        "file:///etc/passwd",
        "newsterm:welcome",
        "news.example/feed",
        "",
    ] {
        let error = fetch(url.to_owned()).unwrap_err();
        assert!(matches!(error, FetchError::Url { .. }), "{error:?}");
    }
}

#[test]
fn no_error_tells_a_password() {
    let server = Server::start();
    server.route("/feed", Reply::status(404));
    let url = server
        .url("/feed")
        .replace("http://", "http://reader:secret@");
    let error = fetch(url).unwrap_err();
    assert!(!format!("{error:?} {error}").contains("secret"));
    let refused = fetch("ftp://reader:secret@a.example/".to_owned()).unwrap_err();
    assert!(!format!("{refused:?} {refused}").contains("secret"));
}
