//! Files that are fetched piece by piece, and the rest of those of which a part is here (RFC 9110 section 14).

use std::sync::Arc;

use newsterm::feed::fetch::{
    Access, Credentials, FetchError, FetchOptions, FetchRequest, Fetcher, FileAnswer, FileStream,
    Part,
};

use super::{access, request, run};
use crate::server::{NOBODY, Reply, Server};

const FILE: &[u8] = b"0123456789abcdefghij";
const DATE: &str = "Sun, 22 Nov 2026 10:00:00 GMT";

fn file() -> Reply {
    Reply::document(FILE, "audio/mpeg")
}

/// A part of so many bytes, with what it is known by.
fn part(length: u64, validator: &str) -> Part {
    Part {
        length,
        validator: Some(validator.to_owned()),
        total: Some(FILE.len() as u64),
    }
}

fn ask(request: FetchRequest, part: Part) -> Result<FileAnswer, FetchError> {
    run(async {
        let fetcher = Fetcher::new(&FetchOptions::default())?;
        let file = Some(part);
        fetcher.file(FetchRequest { file, ..request }).await
    })
}

/// What came, from where, and how it ended.
struct Came {
    from: u64,
    bytes: Vec<u8>,
    end: Result<(), FetchError>,
    stream: FileStream,
}

fn read(request: FetchRequest, part: Part) -> Came {
    run(async {
        let fetcher = Fetcher::new(&FetchOptions::default()).unwrap();
        let file = Some(part);
        let answer = fetcher.file(FetchRequest { file, ..request }).await;
        let FileAnswer::Stream(mut stream) = answer.unwrap() else {
            panic!("the part is not the whole");
        };
        let mut bytes = Vec::new();
        let end = loop {
            match stream.next().await {
                Ok(Some(piece)) => bytes.extend_from_slice(piece.as_ref()),
                Ok(None) => break Ok(()),
                Err(error) => break Err(error),
            }
        };
        Came {
            from: stream.from,
            bytes,
            end,
            stream: *stream,
        }
    })
}

#[test]
fn a_file_comes_as_it_is_with_what_it_is_known_by() {
    let server = Server::start();
    let named = "attachment; filename*=UTF-8''%D9%86%D8%B4%D8%B1%D8%A9.mp3";
    let reply = file().etag("\"1\"").header("Content-Disposition", named);
    server.route("/a.mp3", reply);
    let came = read(request(server.url("/a.mp3"), access()), Part::default());
    assert_eq!((came.from, came.bytes.as_slice()), (0, FILE));
    came.end.unwrap();
    let told = came.stream;
    assert_eq!(told.total, Some(FILE.len() as u64));
    assert_eq!(told.validator.as_deref(), Some("\"1\""));
    assert_eq!(told.name.as_deref(), Some("نشرة.mp3"));
    assert_eq!(told.content_type.as_deref(), Some("audio/mpeg"));
    let asked = server.last("/a.mp3");
    assert_eq!(asked.header("accept-encoding"), Some("identity"));
    assert_eq!(asked.header("accept"), Some("*/*"));
    assert_eq!(asked.header("range"), None);
}

#[test]
fn the_rest_is_asked_for_and_joins_the_part() {
    let server = Server::start();
    server.route("/by-tag", file().etag("\"1\"").ranged());
    server.route("/by-date", file().last_modified(DATE).ranged());
    for (path, validator) in [("/by-tag", "\"1\""), ("/by-date", DATE)] {
        let came = read(request(server.url(path), access()), part(7, validator));
        assert_eq!(
            (came.from, came.bytes.as_slice()),
            (7, &FILE[7..]),
            "{path}"
        );
        assert_eq!(came.stream.total, Some(FILE.len() as u64));
        let asked = server.last(path);
        assert_eq!(asked.header("range"), Some("bytes=7-"));
        assert_eq!(asked.header("if-range"), Some(validator));
    }
}

#[test]
fn a_file_that_is_another_by_now_comes_from_its_beginning() {
    let server = Server::start();
    server.route("/a.mp3", file().etag("\"2\"").ranged());
    let came = read(request(server.url("/a.mp3"), access()), part(7, "\"1\""));
    assert_eq!((came.from, came.bytes.as_slice()), (0, FILE));
    assert_eq!(came.stream.validator.as_deref(), Some("\"2\""));
    assert_eq!(server.requests("/a.mp3"), 1);
}

#[test]
fn a_server_that_knows_no_parts_gives_the_whole() {
    let server = Server::start();
    server.route("/a.mp3", file().etag("\"1\""));
    let came = read(request(server.url("/a.mp3"), access()), part(7, "\"1\""));
    assert_eq!((came.from, came.bytes.as_slice()), (0, FILE));
}

#[test]
fn what_does_not_belong_to_the_part_is_not_taken() {
    let server = Server::start();
    let rest = |range: &str| {
        let rest = Reply::document(&FILE[7..], "audio/mpeg").with_status(206);
        rest.header("Content-Range", range)
    };
    for (what, reply) in [
        ("elsewhere", rest("bytes 6-18/20")),
        ("another length", rest("bytes 7-19/21")),
        ("another file", rest("bytes 7-19/20").etag("\"2\"")),
        ("nonsense", rest("bytes 7-")),
        (
            "no place",
            Reply::document(&FILE[7..], "audio/mpeg").with_status(206),
        ),
        (
            "past the end",
            Reply::status(416).header("Content-Range", "bytes */6"),
        ),
        (
            "as much of another file",
            Reply::status(416)
                .header("Content-Range", "bytes */7")
                .etag("\"2\""),
        ),
        ("no length", Reply::status(416)),
    ] {
        server.queue("/a.mp3", [reply, file().etag("\"1\"")]);
        let came = read(request(server.url("/a.mp3"), access()), part(7, "\"1\""));
        assert_eq!((came.from, came.bytes.as_slice()), (0, FILE), "{what}");
        assert_eq!(server.last("/a.mp3").header("range"), None, "{what}");
    }
}

#[test]
fn nothing_is_asked_for_in_parts_that_nothing_tells_from_another() {
    let server = Server::start();
    server.route("/a.mp3", file().ranged());
    let unknown = Part {
        length: 7,
        ..Part::default()
    };
    let came = read(request(server.url("/a.mp3"), access()), unknown);
    assert_eq!((came.from, came.bytes.as_slice()), (0, FILE));
    assert_eq!(server.last("/a.mp3").header("range"), None);
}

#[test]
fn a_part_that_is_the_whole_needs_nothing_more() {
    let server = Server::start();
    server.route("/a.mp3", file().etag("\"1\"").ranged());
    let answer = ask(request(server.url("/a.mp3"), access()), part(20, "\"1\""));
    assert!(matches!(answer, Ok(FileAnswer::Whole)), "{answer:?}");
}

#[test]
fn a_part_that_nobody_asked_for_is_no_file() {
    let server = Server::start();
    let rest = Reply::document(&FILE[7..], "audio/mpeg").with_status(206);
    server.route("/a.mp3", rest.header("Content-Range", "bytes 7-19/20"));
    let error = ask(request(server.url("/a.mp3"), access()), Part::default()).unwrap_err();
    assert!(
        matches!(error, FetchError::Status { code: 206, .. }),
        "{error:?}"
    );
}

#[test]
fn what_breaks_off_tells_how_far_it_came() {
    let server = Server::start();
    server.route("/a.mp3", file().etag("\"1\"").ranged().cut_after(5));
    let came = read(request(server.url("/a.mp3"), access()), part(7, "\"1\""));
    assert_eq!(came.bytes, &FILE[7..12]);
    let error = came.end.unwrap_err();
    assert!(
        matches!(error, FetchError::Cut { received: 12, .. }),
        "{error:?}"
    );
}

#[test]
fn a_server_may_take_its_time_but_not_fall_silent() {
    let server = Server::start();
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 60\r\n\r\n";
    server.route("/slow", Reply::drip(head, "0"));
    server.route("/silent", file().held_after(5));
    let impatient = Access {
        timeout: std::time::Duration::from_secs(2),
        ..access()
    };
    // Sixty pieces of 50 ms are three seconds.
    let came = read(
        request(server.url("/slow"), impatient.clone()),
        Part::default(),
    );
    came.end.unwrap();
    assert_eq!(came.bytes, [b'0'; 60]);
    let came = read(request(server.url("/silent"), impatient), Part::default());
    assert_eq!(came.bytes, &FILE[..5]);
    let error = came.end.unwrap_err();
    assert!(matches!(error, FetchError::TimedOut { .. }), "{error:?}");
}

#[test]
fn a_long_file_takes_no_turn_from_feeds() {
    let server = Server::start();
    server.route("/long", file().held_after(5));
    server.route("/feed", Reply::feed("<rss/>"));
    let options = FetchOptions {
        concurrent: 1,
        concurrent_per_host: 1,
        ..FetchOptions::default()
    };
    run(async {
        let fetcher = Fetcher::new(&options).unwrap();
        let long = FetchRequest {
            file: Some(Part::default()),
            ..request(server.url("/long"), access())
        };
        let coming = fetcher.file(long).await.unwrap();
        fetcher
            .fetch(request(server.url("/feed"), access()))
            .await
            .unwrap();
        drop(coming);
    });
}

#[test]
fn a_file_leads_into_no_private_network_and_no_other_server_learns_of_the_reader() {
    let (own, other) = (Server::start(), Server::start());
    other.route("/a.mp3", file());
    own.route("/inside", Reply::redirect("http://10.0.0.1/a.mp3"));
    own.route("/there", Reply::redirect(&other.url("/a.mp3")));
    own.route("/here", file());
    let known = Access {
        credentials: Some(Credentials::Bearer {
            token: "secret".to_owned(),
        }),
        ..access()
    };
    let request = |path: &str| FetchRequest {
        written: Some(own.url("/feed")),
        access: Arc::new(known.clone()),
        ..request(own.url(path), access())
    };
    let error = ask(request("/inside"), Part::default()).unwrap_err();
    assert!(
        matches!(error, FetchError::PrivateAddress { .. }),
        "{error:?}"
    );
    read(request("/here"), Part::default()).end.unwrap();
    read(request("/there"), Part::default()).end.unwrap();
    assert_eq!(
        own.last("/here").header("authorization"),
        Some("Bearer secret")
    );
    assert_eq!(other.last("/a.mp3").header("authorization"), None);
    // An address in a feed of the public network.
    let strange = FetchRequest {
        written: Some("https://news.example/feed".to_owned()),
        ..request("/here")
    };
    let error = ask(strange, Part::default()).unwrap_err();
    assert!(
        matches!(error, FetchError::PrivateAddress { .. }),
        "{error:?}"
    );
}

#[test]
fn a_server_that_is_not_there_or_has_no_such_file_is_told() {
    let error = ask(request(format!("{NOBODY}/a"), access()), Part::default()).unwrap_err();
    assert!(matches!(error, FetchError::Connect { .. }), "{error:?}");
    let server = Server::start();
    let error = ask(request(server.url("/none"), access()), part(7, "\"1\"")).unwrap_err();
    assert!(
        matches!(error, FetchError::Status { code: 404, .. }),
        "{error:?}"
    );
}
