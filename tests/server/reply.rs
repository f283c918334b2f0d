//! What a server answers, and how badly.

use super::{Request, gzip};

/// An answer to a request: what is said, and how the server behaves in saying it.
#[derive(Clone, Debug)]
pub struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
    pub(super) conduct: Conduct,
    ranged: bool,
}

/// How a server behaves.
#[derive(Clone, Debug)]
pub(super) enum Conduct {
    /// As HTTP says; a request with the right validator is answered 304.
    Proper,
    /// As HTTP says, once the test lets it.
    Held,
    /// Sends so many bytes of the body, and the others once the test lets it.
    HeldAfter(usize),
    /// Sends so many bytes of the body, then closes.
    CutAfter(usize),
    /// Announces more than it sends, then closes.
    CutOff { missing: usize },
    /// Sends the body instead of an answer, then closes.
    Raw,
    /// Resets the connection instead of an answer.
    Reset,
    /// Takes the request and never answers.
    Hang,
    /// Sends the body instead of an answer, then a piece again and again until the client has enough.
    Endless { piece: Vec<u8>, slowly: bool },
}

impl Reply {
    /// Answers 200 with a feed.
    pub fn feed(body: impl Into<Vec<u8>>) -> Self {
        Self::document(body, "application/xml")
    }

    /// Answers 200 with a document of this type.
    pub fn document(body: impl Into<Vec<u8>>, content_type: &str) -> Self {
        Self {
            body: body.into(),
            ..Self::status(200)
        }
        .header("Content-Type", content_type)
    }

    /// Answers with a status and no body.
    pub fn status(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Vec::new(),
            conduct: Conduct::Proper,
            ranged: false,
        }
    }

    /// Answers 302, or another status set by [`Reply::with_status`], to a URL or path.
    pub fn redirect(target: &str) -> Self {
        Self::status(302).header("Location", target)
    }

    /// Answers with a feed that is `megabytes` of one letter, compressed to less than a hundredth.
    pub fn gzip_bomb(megabytes: usize) -> Self {
        Self::feed(gzip::bomb(megabytes)).header("Content-Encoding", "gzip")
    }

    /// Answers with a feed, compressed.
    pub fn gzip(body: &[u8]) -> Self {
        Self::feed(gzip::stored(body)).header("Content-Encoding", "gzip")
    }

    /// Sends a part of a feed and closes before the announced length.
    pub fn cut_off(part: impl Into<Vec<u8>>) -> Self {
        let conduct = Conduct::CutOff { missing: 1000 };
        Self {
            conduct,
            ..Self::feed(part)
        }
    }

    /// Sends these bytes for an answer and closes; with none, the connection just ends.
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            conduct: Conduct::Raw,
            ..Self::feed(bytes)
        }
    }

    /// Resets the connection instead of an answer.
    pub fn reset() -> Self {
        Self {
            conduct: Conduct::Reset,
            ..Self::status(200)
        }
    }

    /// Takes the request and never answers.
    pub fn hang() -> Self {
        Self {
            conduct: Conduct::Hang,
            ..Self::status(200)
        }
    }

    /// Sends these bytes for an answer, and then a piece again and again, as fast as it is taken.
    pub fn endless(bytes: impl Into<Vec<u8>>, piece: impl Into<Vec<u8>>) -> Self {
        let conduct = Conduct::Endless {
            piece: piece.into(),
            slowly: false,
        };
        Self {
            conduct,
            ..Self::feed(bytes)
        }
    }

    /// Sends these bytes for an answer, and then a piece again and again, a few a second.
    pub fn drip(bytes: impl Into<Vec<u8>>, piece: impl Into<Vec<u8>>) -> Self {
        let conduct = Conduct::Endless {
            piece: piece.into(),
            slowly: true,
        };
        Self {
            conduct,
            ..Self::feed(bytes)
        }
    }

    /// Answers only after [`Server::release`](super::Server::release).
    pub fn held(self) -> Self {
        Self {
            conduct: Conduct::Held,
            ..self
        }
    }

    /// Sends so many bytes of the body, the others only after [`Server::release`](super::Server::release).
    pub fn held_after(self, bytes: usize) -> Self {
        let conduct = Conduct::HeldAfter(bytes);
        Self { conduct, ..self }
    }

    /// Sends so many bytes of the body and closes before the announced length.
    pub fn cut_after(self, bytes: usize) -> Self {
        let conduct = Conduct::CutAfter(bytes);
        Self { conduct, ..self }
    }

    /// Answers a request for the rest of the body with that (RFC 9110 section 14), if it is for this body.
    pub fn ranged(self) -> Self {
        Self {
            ranged: true,
            ..self
        }
    }

    /// Answers with another status.
    pub fn with_status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    /// Adds a header field.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sends an `ETag`, quotes included, and answers 304 to a request that has it.
    pub fn etag(self, etag: &str) -> Self {
        self.header("ETag", etag)
    }

    /// Sends `Last-Modified`, and answers 304 to a request that has it.
    pub fn last_modified(self, date: &str) -> Self {
        self.header("Last-Modified", date)
    }

    pub(super) fn answer_to(&self, request: &Request) -> Vec<u8> {
        if self.is_known_to(request) {
            let mut unchanged = self.clone().with_status(304);
            unchanged.body.clear();
            return unchanged.with_length(0);
        }
        let asked = request.header("range").filter(|_| self.ranged);
        let first = asked.and_then(|range| range.strip_prefix("bytes=")?.strip_suffix('-'));
        let first = first.and_then(|first| first.parse().ok());
        match first.filter(|_| self.is_meant_by(request)) {
            Some(first) => self.rest(first),
            None => self.with_length(self.body.len()),
        }
    }

    fn rest(&self, first: usize) -> Vec<u8> {
        let length = self.body.len();
        let (status, range, body) = match self.body.get(first..) {
            Some(body) if !body.is_empty() => (206, format!("{first}-{}", length - 1), body),
            _ => (416, "*".to_owned(), &[][..]),
        };
        let mut rest = self.clone().with_status(status);
        rest.body = body.to_vec();
        rest.header("Content-Range", &format!("bytes {range}/{length}"))
            .with_length(body.len())
    }

    /// Whether a request for a part is for a part of this body (RFC 9110 section 13.1.5).
    fn is_meant_by(&self, request: &Request) -> bool {
        let known = |(name, value): &(String, String)| {
            let validator = matches!(name.as_str(), "ETag" | "Last-Modified");
            validator && request.header("if-range") == Some(value)
        };
        request.header("if-range").is_none() || self.headers.iter().any(known)
    }

    pub(super) fn with_length(&self, length: usize) -> Vec<u8> {
        let status = self.status;
        let mut answer = format!("HTTP/1.1 {status} Status\r\nContent-Length: {length}\r\n");
        for (name, value) in &self.headers {
            answer.extend([name, ": ", value, "\r\n"]);
        }
        answer.push_str("\r\n");
        let mut answer = answer.into_bytes();
        answer.extend_from_slice(&self.body);
        answer
    }

    /// Whether a request has the validator of this answer (RFC 9110 section 13).
    fn is_known_to(&self, request: &Request) -> bool {
        let same = |field: &str, condition: &str| {
            let ours = self.headers.iter().find(|(name, _)| name == field);
            let theirs = request.header(condition);
            ours.is_some_and(|(_, value)| theirs == Some(value.as_str()))
        };
        same("ETag", "If-None-Match") || same("Last-Modified", "If-Modified-Since")
    }
}
