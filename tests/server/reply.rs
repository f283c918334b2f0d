//! What a server answers, and how badly.

use super::{Request, gzip};

/// An answer to a request: what is said, and how the server behaves in saying it.
#[derive(Clone, Debug)]
pub struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
    pub(super) conduct: Conduct,
}

/// How a server behaves.
#[derive(Clone, Debug)]
pub(super) enum Conduct {
    /// As HTTP says; a request with the right validator is answered 304.
    Proper,
    /// As HTTP says, once the test lets it.
    Held,
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
        self.with_length(self.body.len())
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
