//! Secure connections: whose word is believed, and whose is not.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use newsterm::feed::fetch::{Access, FetchError, FetchOptions, Fetched, Fetcher, Route};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use super::{FEED, access, request, run, send};
use crate::server::{Reply, Server};

const AUTHORITY: &[u8] = include_bytes!("../data/tls/authority.pem");
/// For 127.0.0.1, signed by the authority, until 2126.
const CERTIFICATE: &[u8] = include_bytes!("../data/tls/server.pem");
const KEY: &[u8] = include_bytes!("../data/tls/server.key");

type Stream = BufReader<StreamOwned<ServerConnection, TcpStream>>;

/// Serves each connection to a free port; gives an address there.
fn secure(serve: impl Fn(Stream) -> io::Result<()> + Send + Sync + 'static) -> String {
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
    let serve = Arc::new(serve);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let stream = BufReader::new(StreamOwned::new(connection, stream));
            let serve = Arc::clone(&serve);
            // What fails here is what the client refuses.
            thread::spawn(move || serve(stream));
        }
    });
    format!("https://127.0.0.1:{port}/feed")
}

/// Answers every request on a free port with a feed, or with where to find it; gives the address.
fn secure_server(location: Option<String>) -> String {
    secure(move |mut stream| {
        asked(&mut stream)?;
        let head = match &location {
            Some(location) => format!("302 Found\r\nLocation: {location}"),
            None => "200 OK\r\nContent-Type: application/xml".to_owned(),
        };
        answer(&mut stream, &format!("{head}\r\nConnection: close"))
    })
}

/// Reads a request; gives whether there was one, or the connection has come to its end.
fn asked(stream: &mut Stream) -> io::Result<bool> {
    let mut line = String::new();
    let mut any = false;
    while stream.read_line(&mut line)? > 2 {
        any = true;
        line.clear();
    }
    Ok(any)
}

fn answer(stream: &mut Stream, head: &str) -> io::Result<()> {
    let stream = stream.get_mut();
    let length = FEED.len();
    write!(
        stream,
        "HTTP/1.1 {head}\r\nContent-Length: {length}\r\n\r\n"
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

#[test]
fn a_connection_is_used_again_by_those_who_wait() {
    let (connections, requests) = <(Arc<AtomicUsize>, Arc<AtomicUsize>)>::default();
    let counted = (Arc::clone(&connections), Arc::clone(&requests));
    let url = secure(move |mut stream| {
        counted.0.fetch_add(1, Ordering::SeqCst);
        while asked(&mut stream)? {
            counted.1.fetch_add(1, Ordering::SeqCst);
            answer(&mut stream, "200 OK")?;
        }
        Ok(())
    });
    let options = FetchOptions {
        concurrent_per_host: 1,
        ..FetchOptions::default()
    };
    let fetcher = Fetcher::new(&options).unwrap();
    let fetch = async || {
        let again = request(url.clone(), trusting());
        fetcher.fetch(again).await.map(drop)
    };
    let came = run(async { tokio::join!(fetch(), fetch(), fetch()) });
    assert!(matches!(came, (Ok(()), Ok(()), Ok(()))), "{came:?}");
    // The first is sent before the others wait.
    let counts = [requests, connections].map(|count| count.load(Ordering::SeqCst));
    assert_eq!(counts, [3, 2]);
}
