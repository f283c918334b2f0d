//! Where redirects lead, what is told on the way, and what is kept of it.

use std::sync::Arc;

use newsterm::feed::fetch::{
    Access, Cookies, Credentials, FetchError, FetchOptions, FetchRequest, Fetched, Fetcher,
    HeaderField,
};
use newsterm::model::{Timestamp, Validators};

use super::{FEED, access, arrived, fetch, request, run, send};
use crate::server::{Reply, Request, Server};

/// Where the feed has moved for good, and where its validators come from.
fn moved_and_validated(fetched: Fetched) -> (Option<String>, Option<String>) {
    let came = fetched.body().unwrap();
    (came.moved_to, came.validators.of)
}

#[test]
fn redirects_without_end_and_out_of_the_web_are_refused() {
    let server = Server::start();
    server.route("/a", Reply::redirect("/b"));
    server.route("/b", Reply::redirect("/a"));
    let error = fetch(server.url("/a")).unwrap_err();
    assert!(
        matches!(error, FetchError::TooManyRedirects { limit: 10 }),
        "{error:?}"
    );
    assert_eq!(server.requests("/a") + server.requests("/b"), 11);

    for target in [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "ftp://a.example/feed",
    ] {
        server.route("/feed", Reply::redirect(target));
        let error = fetch(server.url("/feed")).unwrap_err();
        assert!(
            matches!(&error, FetchError::RedirectRefused { target: was } if was == target),
            "{error:?}"
        );
    }
}

#[test]
fn only_redirects_for_good_all_the_way_move_a_feed() {
    let server = Server::start();
    server.route("/new", Reply::feed(FEED).etag("\"1\""));
    let new = server.url("/new");
    for (first, second, moves) in [
        (301, 308, true),
        (308, 301, true),
        (301, 302, false),
        (307, 301, false),
        (303, 303, false),
    ] {
        server.route("/old", Reply::redirect("/middle").with_status(first));
        server.route("/middle", Reply::redirect("/new").with_status(second));
        let (moved_to, of) = moved_and_validated(fetch(server.url("/old")).unwrap());
        assert_eq!(moved_to, moves.then(|| new.clone()), "{first} and {second}");
        assert_eq!(of, Some(new.clone()));
    }
    assert_eq!(moved_and_validated(fetch(new.clone()).unwrap()).0, None);
}

#[test]
fn validators_are_for_the_url_that_gave_them_and_for_no_other() {
    let server = Server::start();
    server.route("/new", Reply::feed(FEED).etag("\"1\""));
    server.route("/other", Reply::feed(FEED).etag("\"1\""));
    server.route("/feed", Reply::redirect("/new"));
    let validators = Validators {
        etag: Some("\"1\"".to_owned()),
        last_modified: None,
        of: Some(server.url("/new")),
    };
    let ask = || {
        send(FetchRequest {
            validators: validators.clone(),
            ..request(server.url("/feed"), access())
        })
    };
    assert!(matches!(ask().unwrap(), Fetched::NotModified(_)));
    assert_eq!(server.last("/feed").header("if-none-match"), None);
    assert_eq!(server.last("/new").header("if-none-match"), Some("\"1\""));
    server.route("/feed", Reply::redirect("/other"));
    assert!(matches!(ask().unwrap(), Fetched::Body(_)));
    assert_eq!(server.last("/other").header("if-none-match"), None);
}

#[test]
fn a_redirect_may_say_where_in_any_letters() {
    let server = Server::start();
    server.route("/feed", Reply::redirect("/أخبار"));
    server.route("/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1", Reply::feed(FEED));
    assert!(fetch(server.url("/feed")).is_ok());
    server.route("/feed", Reply::redirect("http://[/"));
    let error = fetch(server.url("/feed")).unwrap_err();
    assert!(
        matches!(error, FetchError::RedirectRefused { .. }),
        "{error:?}"
    );
}

#[test]
fn a_redirect_that_says_nowhere_is_a_status() {
    let server = Server::start();
    server.route("/feed", Reply::status(301));
    let error = fetch(server.url("/feed")).unwrap_err();
    assert!(
        matches!(error, FetchError::Status { code: 301, .. }),
        "{error:?}"
    );
}

/// Everything that tells of the reader.
fn telling(credentials: Credentials) -> Access {
    Access {
        headers: vec![HeaderField {
            name: "X-Api-Key".to_owned(),
            value: "of-the-reader".to_owned(),
        }],
        cookies: Cookies::parse("127.0.0.1\tFALSE\t/\tFALSE\t0\tsession\tabc\n"),
        credentials: Some(credentials),
        user_agent: Some("reader/1".to_owned()),
        ..access()
    }
}

fn basic() -> Credentials {
    Credentials::Basic {
        user: "reader".to_owned(),
        password: "secret".to_owned(),
    }
}

/// What a request told of the reader.
fn told(request: &Request) -> [Option<&str>; 4] {
    ["authorization", "cookie", "x-api-key", "user-agent"].map(|name| request.header(name))
}

#[test]
fn what_tells_of_the_reader_goes_to_the_readers_server_and_to_no_other() {
    let (own, other) = (Server::start(), Server::start());
    own.route("/feed", Reply::redirect("/here"));
    own.route("/here", Reply::redirect(&other.url("/there")));
    other.route("/there", Reply::redirect(&own.url("/back")));
    own.route("/back", Reply::feed(FEED));
    send(request(own.url("/feed"), telling(basic()))).unwrap();
    let everything = [
        // base64 of "reader:secret"
        Some("Basic cmVhZGVyOnNlY3JldA=="),
        Some("session=abc"),
        Some("of-the-reader"),
        Some("reader/1"),
    ];
    for path in ["/feed", "/here", "/back"] {
        assert_eq!(told(&own.last(path)), everything, "{path}");
    }
    let nothing = [None, None, None, Some("reader/1")];
    assert_eq!(told(&other.last("/there")), nothing);
}

#[test]
fn who_was_told_to_ask_elsewhere_tells_nothing_there() {
    let (own, other) = (Server::start(), Server::start());
    other.route("/feed", Reply::feed(FEED));
    let request = FetchRequest {
        written: Some(own.url("/feed")),
        ..request(other.url("/feed"), telling(basic()))
    };
    send(request).unwrap();
    let nothing = [None, None, None, Some("reader/1")];
    assert_eq!(told(&other.last("/feed")), nothing);
    assert_eq!(own.all_requests(), 0);
}

#[test]
fn a_password_in_the_address_is_sent_as_one_and_stays_with_its_server() {
    let (own, other) = (Server::start(), Server::start());
    own.route("/feed", Reply::redirect(&other.url("/there")));
    let there = other.url("/there").replace("http://", "http://x:y@");
    own.route("/named", Reply::redirect(&there));
    other.route("/there", Reply::feed(FEED));
    for path in ["/feed", "/named"] {
        let url = own.url(path).replace("http://", "http://reader:secret@");
        let came = fetch(url).unwrap().body().unwrap();
        assert_eq!(came.final_url, other.url("/there"));
        let sent = own.last(path);
        assert_eq!(
            sent.header("authorization"),
            Some("Basic cmVhZGVyOnNlY3JldA==")
        );
        assert_eq!(other.last("/there").header("authorization"), None);
    }
}

#[test]
fn a_token_is_sent_as_it_is() {
    let server = Server::start();
    server.route("/feed", Reply::feed(FEED));
    let token = "abc.def".to_owned();
    let access = telling(Credentials::Bearer { token });
    send(request(server.url("/feed"), access)).unwrap();
    assert_eq!(
        server.last("/feed").header("authorization"),
        Some("Bearer abc.def")
    );
}

#[test]
fn a_digest_answers_a_challenge_once() {
    let server = Server::start();
    let challenge = Reply::status(401)
        .header("WWW-Authenticate", "Basic realm=\"x\"")
        .header(
            "WWW-Authenticate",
            "Digest realm=\"news\", nonce=\"n1\", qop=\"auth\", algorithm=SHA-256",
        );
    let access = telling(Credentials::Digest {
        user: "reader".to_owned(),
        password: "secret".to_owned(),
    });
    server.queue("/feed?a=1", [challenge.clone(), Reply::feed(FEED)]);
    send(request(server.url("/feed?a=1"), access.clone())).unwrap();
    let last = server.last("/feed?a=1");
    let answer = last.header("authorization").unwrap();
    for part in [
        "Digest username=\"reader\"",
        "nonce=\"n1\"",
        "uri=\"/feed?a=1\"",
        "algorithm=SHA-256",
        "qop=auth",
    ] {
        assert!(answer.contains(part), "{part} in {answer}");
    }
    assert!(!answer.contains("secret"));

    // A server that wants another answer each time gets one, and no password is tried again and again.
    server.route("/never", challenge);
    let error = send(request(server.url("/never"), access)).unwrap_err();
    assert!(
        matches!(error, FetchError::Status { code: 401, .. }),
        "{error:?}"
    );
    assert_eq!(server.requests("/never"), 2);
}

#[test]
fn no_cookie_that_has_ended_is_sent() {
    let server = Server::start();
    server.route("/feed", Reply::feed(FEED));
    let cookies = Cookies::parse("127.0.0.1\tFALSE\t/\tFALSE\t100\told\t1\n");
    let access = Access {
        cookies,
        ..access()
    };
    let at = |now| FetchRequest {
        now: Timestamp(now),
        access: Arc::new(access.clone()),
        ..request(server.url("/feed"), access.clone())
    };
    send(at(99)).unwrap();
    assert_eq!(server.last("/feed").header("cookie"), Some("old=1"));
    send(at(100)).unwrap();
    assert_eq!(server.last("/feed").header("cookie"), None);
}

#[test]
fn a_server_that_others_lead_to_is_asked_no_more_at_a_time_than_any() {
    let there = Arc::new(Server::start());
    there.route("/feed", Reply::feed(FEED).held());
    let here: Vec<_> = (0..8).map(|_| Server::start()).collect();
    let options = FetchOptions {
        concurrent_per_host: 2,
        ..FetchOptions::default()
    };
    let fetcher = Fetcher::new(&options).unwrap();
    run(async {
        let mut fetches = Vec::new();
        for server in &here {
            server.route("/feed", Reply::redirect(&there.url("/feed")));
            let (fetcher, request) = (fetcher.clone(), request(server.url("/feed"), access()));
            fetches.push(tokio::spawn(async move {
                fetcher.fetch(request).await.map(drop)
            }));
        }
        arrived(&there, 2).await;
        there.release();
        for fetch in fetches {
            assert!(fetch.await.unwrap().is_ok());
        }
    });
    assert_eq!((there.most_at_once(), there.requests("/feed")), (2, 8));
}

#[test]
fn servers_that_lead_to_one_another_hold_up_nobody() {
    let (one, other) = (Server::start(), Server::start());
    for (server, to) in [(&one, &other), (&other, &one)] {
        server.route("/away", Reply::redirect(&to.url("/feed")));
        server.route("/feed", Reply::feed(FEED));
    }
    let options = FetchOptions {
        concurrent_per_host: 1,
        ..FetchOptions::default()
    };
    let fetcher = Fetcher::new(&options).unwrap();
    run(async {
        let mut fetches = Vec::new();
        for server in [&one, &other].into_iter().cycle().take(20) {
            let (fetcher, request) = (fetcher.clone(), request(server.url("/away"), access()));
            fetches.push(tokio::spawn(async move {
                fetcher.fetch(request).await.map(drop)
            }));
        }
        for fetch in fetches {
            assert!(fetch.await.unwrap().is_ok());
        }
    });
    assert_eq!((one.most_at_once(), other.most_at_once()), (1, 1));
}
