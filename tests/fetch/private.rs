//! What keeps publishers out of the reader's own network, and the ways out of it.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::thread;

use newsterm::feed::fetch::{Access, FetchError, ProxySetting, Route};

use super::{FEED, access, fetch, request, send};
use crate::server::{Reply, Server};

fn by(route: Route) -> Access {
    Access { route, ..access() }
}

/// `localhost` is another host than 127.0.0.1, and the server listens there as well.
fn by_name(url: &str) -> String {
    url.replace("127.0.0.1", "localhost")
}

#[test]
fn a_redirect_into_a_private_network_is_not_followed() {
    let server = Server::start();
    server.route("/inside", Reply::feed(FEED));
    for (from, to) in [
        (server.url("/feed"), by_name(&server.url("/inside"))),
        (by_name(&server.url("/feed")), server.url("/inside")),
        (server.url("/feed"), "http://10.0.0.1/".to_owned()),
        (server.url("/feed"), "http://[::1]/".to_owned()),
        (server.url("/feed"), "http://169.254.169.254/".to_owned()),
    ] {
        server.route("/feed", Reply::redirect(&to));
        let error = fetch(from).unwrap_err();
        assert!(
            matches!(error, FetchError::PrivateAddress { .. }),
            "{to}: {error:?}"
        );
    }
    assert_eq!(server.requests("/inside"), 0);
}

#[test]
fn who_allows_it_may_be_led_into_the_own_network() {
    let server = Server::start();
    server.route("/inside", Reply::feed(FEED));
    server.route("/feed", Reply::redirect(&by_name(&server.url("/inside"))));
    let route = Route {
        private: true,
        ..Route::default()
    };
    send(request(server.url("/feed"), by(route))).unwrap();
    assert_eq!(server.requests("/inside"), 1);
}

#[test]
fn an_address_of_the_own_network_is_the_readers_to_write() {
    let server = Server::start();
    server.route("/feed", Reply::redirect("/moved"));
    server.route("/moved", Reply::feed(FEED));
    fetch(server.url("/feed")).unwrap();
    fetch(by_name(&server.url("/feed"))).unwrap();
    assert_eq!(server.requests("/moved"), 2);
}

#[test]
fn a_proxy_is_asked_for_everything() {
    let proxy = Server::start();
    proxy.route("http://news.example/feed", Reply::feed(FEED));
    let route = Route {
        proxy: ProxySetting::Always(proxy.url("")),
        ..Route::default()
    };
    send(request("http://news.example/feed".to_owned(), by(route))).unwrap();
    assert_eq!(proxy.requests("http://news.example/feed"), 1);
}

/// Takes one connection by SOCKS (RFC 1928) and answers it with a feed; gives the name and port asked for.
fn socks(listener: &TcpListener) -> io::Result<(String, u16)> {
    let (mut stream, _) = listener.accept()?;
    let mut methods = [0; 2];
    stream.read_exact(&mut methods)?;
    stream.read_exact(&mut vec![0; usize::from(methods[1])])?;
    // No authentication.
    stream.write_all(&[5, 0])?;
    // Version, CONNECT, reserved, a name, its length.
    let mut wish = [0; 5];
    stream.read_exact(&mut wish)?;
    assert_eq!(wish[..4], [5, 1, 0, 3]);
    let mut name = vec![0; usize::from(wish[4])];
    stream.read_exact(&mut name)?;
    let mut port = [0; 2];
    stream.read_exact(&mut port)?;
    stream.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0])?;
    let mut reader = BufReader::new(&stream);
    let mut line = String::new();
    while reader.read_line(&mut line)? > 2 {
        line.clear();
    }
    let length = FEED.len();
    write!(
        &stream,
        "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n"
    )?;
    (&stream).write_all(FEED)?;
    let name = String::from_utf8(name).expect("a name is ASCII");
    Ok((name, u16::from_be_bytes(port)))
}

#[test]
fn a_socks_proxy_resolves_the_name_itself() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let served = thread::spawn(move || socks(&listener).unwrap());
    let route = Route {
        proxy: ProxySetting::Always(format!("socks5h://127.0.0.1:{port}")),
        ..Route::default()
    };
    send(request("http://news.example/feed".to_owned(), by(route))).unwrap();
    assert_eq!(served.join().unwrap(), ("news.example".to_owned(), 80));
}

#[test]
fn a_socks_proxy_that_is_not_there_is_no_connection() {
    let gone = Server::start();
    let proxy = gone.url("").replace("http://", "socks5h://reader:secret@");
    drop(gone);
    let route = Route {
        proxy: ProxySetting::Always(proxy),
        ..Route::default()
    };
    let error = send(request("http://news.example/feed".to_owned(), by(route))).unwrap_err();
    assert!(matches!(error, FetchError::Connect { .. }), "{error:?}");
    assert!(!format!("{error:?}").contains("secret"));
}

#[test]
fn certificates_that_are_none_are_told() {
    let server = Server::start();
    let route = Route {
        roots: Some(b"-----BEGIN CERTIFICATE-----\nnone\n-----END CERTIFICATE-----\n".to_vec()),
        ..Route::default()
    };
    let error = send(request(server.url("/feed"), by(route))).unwrap_err();
    assert!(matches!(error, FetchError::Client { .. }), "{error:?}");
    assert_eq!(server.all_requests(), 0);
}
