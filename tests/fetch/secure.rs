//! Secure connections: whose word is believed, and whose is not.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::thread;

use newsterm::feed::fetch::{Access, FetchError, Fetched, Route};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use super::{FEED, access, request, send};
use crate::server::{Reply, Server};

const AUTHORITY: &[u8] = include_bytes!("../data/tls/authority.pem");
/// For 127.0.0.1, signed by the authority, until 2126.
const CERTIFICATE: &[u8] = include_bytes!("../data/tls/server.pem");
const KEY: &[u8] = include_bytes!("../data/tls/server.key");

/// Answers every request on a free port with a feed, or with where to find it; gives the address.
fn secure_server(location: Option<String>) -> String {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let certificate = CertificateDer::from_pem_slice(CERTIFICATE).unwrap();
    let key = PrivateKeyDer::from_pem_slice(KEY).unwrap();
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            // What fails here is what the client refuses.
            let _ = answer(StreamOwned::new(connection, stream), location.as_deref());
        }
    });
    format!("https://127.0.0.1:{port}/feed")
}

fn answer(stream: impl std::io::Read + Write, location: Option<&str>) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut line = String::new();
    while stream.read_line(&mut line)? > 2 {
        line.clear();
    }
    let head = match location {
        Some(location) => format!("302 Found\r\nLocation: {location}"),
        None => "200 OK\r\nContent-Type: application/xml".to_owned(),
    };
    let stream = stream.get_mut();
    write!(
        stream,
        "HTTP/1.1 {head}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
        FEED.len()
    )?;
    stream.write_all(FEED)?;
    stream.flush()
}

fn trusting() -> Access {
    Access {
        route: Route {
            roots: Some(AUTHORITY.to_vec()),
            ..Route::default()
        },
        ..access()
    }
}

#[test]
fn who_is_vouched_for_by_nobody_known_is_not_believed() {
    let error = send(request(secure_server(None), access())).unwrap_err();
    assert!(matches!(error, FetchError::Tls { .. }), "{error:?}");
}

#[test]
fn an_authority_of_the_readers_own_is_believed() {
    let fetched = send(request(secure_server(None), trusting())).unwrap();
    assert!(matches!(fetched, Fetched::Body(_)));
}

#[test]
fn a_certificate_for_another_name_is_not_believed() {
    let url = secure_server(None).replace("127.0.0.1", "localhost");
    let error = send(request(url, trusting())).unwrap_err();
    assert!(matches!(error, FetchError::Tls { .. }), "{error:?}");
}

#[test]
fn what_was_secure_is_not_sent_on_to_what_is_not() {
    let server = Server::start();
    server.route("/feed", Reply::feed(FEED));
    let plain = server.url("/feed");
    let error = send(request(secure_server(Some(plain.clone())), trusting())).unwrap_err();
    assert!(
        matches!(&error, FetchError::RedirectRefused { target } if *target == plain),
        "{error:?}"
    );
    assert_eq!(server.all_requests(), 0);
}

#[test]
fn plain_words_to_a_secure_port_are_broken_off() {
    let url = secure_server(None).replace("https://", "http://");
    let error = send(request(url, access())).unwrap_err();
    assert!(matches!(error, FetchError::Cut { .. }), "{error:?}");
}
