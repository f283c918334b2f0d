//! A feed server on this machine that also misbehaves, for tests of fetching and of the whole program.
//!
//! Plain threads and sockets, because a well-behaved HTTP library cannot hang, reset or lie about lengths.
//!
//! ```ignore
//! let server = Server::start();
//! server.route("/news", Reply::feed(FEED).etag("\"1\""));
//! server.route("/dead", Reply::hang());
//! server.queue("/moody", [Reply::status(500), Reply::feed(FEED)]);
//!
//! // … something fetches server.url("/news") …
//! assert_eq!(server.requests("/news"), 1);
//! assert_eq!(server.last("/news").header("accept-encoding"), Some("gzip, br, deflate"));
//! ```
//!
//! Paths without a route answer 404. Dropping the server closes its port and every connection.

mod acts;
mod connection;
mod gzip;
mod reply;

use std::collections::{HashMap, VecDeque};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::Duration;

pub use acts::acts;
pub use reply::Reply;

/// How long [`Server::wait_for`] waits before the test fails: long, for a loaded machine is no failure.
const PATIENCE: Duration = Duration::from_mins(1);

/// A server that is not there. The port of one that was dropped may belong to another test's the next moment; this
/// one is given to nobody who asks for a free one.
pub const NOBODY: &str = "http://127.0.0.1:1";

/// A server that runs until it is dropped.
pub struct Server {
    address: SocketAddr,
    state: Arc<State>,
    accepting: Option<JoinHandle<()>>,
}

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Request {
    /// The path, with its query.
    pub path: String,
    headers: Vec<(String, String)>,
}

impl Request {
    /// The value of a header field, by its name in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

impl Server {
    /// Starts a server on a free port of 127.0.0.1.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = listener
            .local_addr()
            .expect("a bound socket has an address");
        let state = Arc::new(State::default());
        let shared = Arc::clone(&state);
        Self {
            address,
            state,
            accepting: Some(thread::spawn(move || accept(&listener, &shared))),
        }
    }

    /// The URL of a path, which begins with `/`.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Answers every request for a path with a reply, from now on.
    pub fn route(&self, path: &str, reply: Reply) {
        self.queue(path, [reply]);
    }

    /// Answers requests for a path with replies in turn; the last one stays.
    pub fn queue(&self, path: &str, replies: impl IntoIterator<Item = Reply>) {
        let replies = replies.into_iter().collect();
        self.state.lock().routes.insert(path.to_owned(), replies);
    }

    /// How many requests there were for a path.
    pub fn requests(&self, path: &str) -> usize {
        self.state.lock().count(path)
    }

    /// The last request for a path.
    pub fn last(&self, path: &str) -> Request {
        let inner = self.state.lock();
        let found = inner
            .requests
            .iter()
            .rev()
            .find(|request| request.path == path);
        found
            .unwrap_or_else(|| panic!("no request for {path}"))
            .clone()
    }

    /// How many requests there were for any path.
    pub fn all_requests(&self) -> usize {
        self.state.lock().requests.len()
    }

    /// Waits until there were `count` requests for a path.
    pub fn wait_for(&self, path: &str, count: usize) {
        self.wait(path, count, |inner| inner.count(path));
    }

    /// Waits until there were `count` requests for any path.
    pub fn wait_for_all(&self, count: usize) {
        self.wait("any path", count, |inner| inner.requests.len());
    }

    fn wait(&self, what: &str, count: usize, seen: impl Fn(&Inner) -> usize) {
        let (inner, timeout) = self
            .state
            .changed
            .wait_timeout_while(self.state.lock(), PATIENCE, |inner| seen(inner) < count)
            .expect("no thread of the server panics");
        assert!(
            !timeout.timed_out(),
            "{} of {count} requests for {what}",
            seen(&inner)
        );
    }

    /// Lets all held replies go, those to come too.
    pub fn release(&self) {
        self.state.lock().released = true;
        self.state.changed.notify_all();
    }

    /// How many requests were waiting for their answer at once, at most.
    pub fn most_at_once(&self) -> usize {
        self.state.lock().most_at_once
    }

    /// How many connections were made.
    pub fn connections(&self) -> usize {
        self.state.lock().made
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.state.close();
        // A connection of our own wakes the thread that accepts.
        let _ = TcpStream::connect(self.address);
        if let Some(accepting) = self.accepting.take() {
            let _ = accepting.join();
        }
    }
}

/// What the threads of a server share.
#[derive(Default)]
struct State {
    inner: Mutex<Inner>,
    changed: Condvar,
}

#[derive(Default)]
struct Inner {
    routes: HashMap<String, VecDeque<Reply>>,
    requests: Vec<Request>,
    open: HashMap<usize, TcpStream>,
    made: usize,
    now: usize,
    most_at_once: usize,
    released: bool,
    closed: bool,
}

impl Inner {
    fn count(&self, path: &str) -> usize {
        self.requests
            .iter()
            .filter(|request| request.path == path)
            .count()
    }

    fn reply(&mut self, path: &str) -> Reply {
        match self.routes.get_mut(path) {
            Some(replies) if replies.len() > 1 => replies.pop_front(),
            Some(replies) => replies.front().cloned(),
            None => None,
        }
        .unwrap_or_else(|| Reply::status(404))
    }
}

impl State {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().expect("no thread of the server panics")
    }

    fn reply(&self, path: &str) -> Reply {
        self.lock().reply(path)
    }

    fn begin(&self, request: &Request) {
        let mut inner = self.lock();
        inner.requests.push(request.clone());
        inner.now += 1;
        inner.most_at_once = inner.most_at_once.max(inner.now);
        self.changed.notify_all();
    }

    fn wait_for_release(&self) {
        let held = self
            .changed
            .wait_while(self.lock(), |inner| !inner.released && !inner.closed);
        drop(held.expect("no thread of the server panics"));
    }

    fn end(&self) {
        self.lock().now -= 1;
    }

    /// Lets go of a connection, which closes it.
    fn forget(&self, number: usize) {
        self.lock().open.remove(&number);
    }

    fn close(&self) {
        let mut inner = self.lock();
        inner.closed = true;
        self.changed.notify_all();
        for (_, stream) in inner.open.drain() {
            let _ = stream.shutdown(std::net::Shutdown::Both);
        }
    }
}

fn accept(listener: &TcpListener, state: &Arc<State>) {
    for stream in listener.incoming() {
        let mut inner = state.lock();
        if inner.closed {
            return;
        }
        let Ok(stream) = stream else {
            continue;
        };
        let Ok(handle) = stream.try_clone() else {
            continue;
        };
        let number = inner.made;
        inner.open.insert(number, handle);
        inner.made += 1;
        drop(inner);
        let state = Arc::clone(state);
        thread::spawn(move || connection::serve(stream, &state, number));
    }
}
