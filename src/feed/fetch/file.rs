//! A file on its way to a disk: piece by piece, from where an earlier try broke off (RFC 9110 section 14).

use std::time::Duration;

use reqwest::header::{self, HeaderMap, HeaderValue};
use reqwest::{Response, StatusCode};
use tokio::time::timeout;

use super::disposition;
use super::error::Stage;
use super::hops::Arrival;
use super::text_of;
use super::{FetchError, FetchRequest, Fetcher, error};
use crate::feed::link;

/// A part of a file that is here already, and what is known of the whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Its length in bytes.
    pub length: u64,
    /// What tells the file from another at the same address, as [`FileStream::validator`] gave it. Without it nothing
    /// says that the rest belongs to the part, and the file is asked for from its beginning.
    pub validator: Option<String>,
    /// The length of the whole in bytes, where the server said it.
    pub total: Option<u64>,
}

impl Part {
    /// Whether the rest of it can be asked for.
    fn continues(&self) -> Option<&str> {
        self.validator.as_deref().filter(|_| self.length > 0)
    }

    /// The header fields that ask for the file, or the rest of it; packed, a part of it could not be told from another.
    pub(super) fn fields(&self) -> HeaderMap {
        let mut fields = HeaderMap::from_iter([
            (header::ACCEPT, HeaderValue::from_static("*/*")),
            (
                header::ACCEPT_ENCODING,
                HeaderValue::from_static("identity"),
            ),
        ]);
        if let Some(validator) = self.continues()
            && let Ok(validator) = HeaderValue::from_str(validator)
            && let Ok(range) = HeaderValue::from_str(&format!("bytes={}-", self.length))
        {
            fields.insert(header::IF_RANGE, validator);
            fields.insert(header::RANGE, range);
        }
        fields
    }
}

/// What a server gives of a file.
#[derive(Debug)]
pub enum FileAnswer {
    /// The file, or what the part lacks of it.
    Stream(Box<FileStream>),
    /// The part is the whole file.
    Whole,
}

/// A file as it comes; packed only where the server packs what was asked for unpacked.
#[derive(Debug)]
pub struct FileStream {
    /// Where in the file it begins, in bytes: at the end of the part, or at 0 where the part is no part of it.
    pub from: u64,
    /// The length of the whole file in bytes, where the server says it. Where it does not, what comes from 0 is the whole;
    /// what comes from the end of the part need not be all that it lacks (RFC 9110 section 14.4).
    pub total: Option<u64>,
    /// What tells the file from another at the same address: a strong entity tag, else a date of which the server says
    /// that the file is older (RFC 9110 sections 8.8.2.2 and 13.1.5).
    pub validator: Option<String>,
    /// What the server calls the file (RFC 6266); untrusted.
    pub name: Option<String>,
    /// The `Content-Type` header field; untrusted.
    pub content_type: Option<String>,
    /// Where it comes from after redirects, without user information.
    pub final_url: String,
    response: Response,
    /// Bytes of the file that are here.
    received: usize,
    patience: Duration,
}

impl FileStream {
    /// Waits for what comes next; `None` at the end. Nothing may come for as long as the time-out, but all together may
    /// take as long as it takes.
    ///
    /// # Errors
    /// [`FetchError::TimedOut`] and [`FetchError::Cut`].
    pub async fn next(&mut self) -> Result<Option<impl AsRef<[u8]> + use<>>, FetchError> {
        let after = self.patience;
        let next = timeout(after, self.response.chunk()).await;
        let next = next.map_err(|_| FetchError::TimedOut { after })?;
        let next = next.map_err(|error| Stage::reading(error, self.received))?;
        let more = next.as_ref().map_or(0, |piece| {
            let piece: &[u8] = piece.as_ref();
            piece.len()
        });
        self.received = self.received.saturating_add(more);
        Ok(next)
    }
}

impl Fetcher {
    /// Asks a server for a file, or for the rest of it where [`FetchRequest::file`] has a part. What does not belong to
    /// the part is asked for from its beginning.
    ///
    /// Asking waits for its turn as feeds do; what comes then waits for nobody, and is no hindrance to others.
    ///
    /// # Errors
    /// Any [`FetchError`]; every status other than 2xx is one.
    pub async fn file(&self, mut request: FetchRequest) -> Result<FileAnswer, FetchError> {
        let part = request.file.get_or_insert_default().clone();
        let mut answer = Box::pin(self.file_once(&request, &part)).await?;
        if answer.is_none() && part.continues().is_some() {
            request.file = Some(Part::default());
            answer = Box::pin(self.file_once(&request, &Part::default())).await?;
        }
        answer.ok_or(FetchError::Status {
            code: StatusCode::PARTIAL_CONTENT.as_u16(),
            retry_after: None,
        })
    }

    /// Asks once; `None` where what comes does not belong to the part.
    async fn file_once(
        &self,
        request: &FetchRequest,
        part: &Part,
    ) -> Result<Option<FileAnswer>, FetchError> {
        let (arrival, turn) = self.arrive(request).await?;
        // A long file takes no turn from feeds.
        drop(turn);
        let headers = arrival.response.headers();
        let status = arrival.response.status();
        let asked = part.continues();
        match status {
            StatusCode::PARTIAL_CONTENT => {
                let range = text_of(headers, &header::CONTENT_RANGE);
                let range = range.as_deref().and_then(ContentRange::parse);
                Ok(range
                    .filter(|range| asked.is_some() && range.follows(part))
                    .filter(|_| same(headers, asked.unwrap_or_default()))
                    .map(|range| {
                        let total = range.total.or(part.total);
                        stream(arrival, request, part.length, total)
                    }))
            }
            StatusCode::RANGE_NOT_SATISFIABLE if asked.is_some() => {
                let range = text_of(headers, &header::CONTENT_RANGE);
                let total = range.as_deref().and_then(unsatisfied);
                let whole = total == Some(part.length) && same(headers, asked.unwrap_or_default());
                Ok(whole.then_some(FileAnswer::Whole))
            }
            status if status.is_success() => {
                let total = arrival.response.content_length();
                Ok(Some(stream(arrival, request, 0, total)))
            }
            _ => {
                let error = error::status(&arrival.response, request.now);
                if let Some(wait) = error.told_to_wait() {
                    self.limits.close(&arrival.url, wait);
                }
                Err(error)
            }
        }
    }
}

fn stream(arrival: Arrival, request: &FetchRequest, from: u64, total: Option<u64>) -> FileAnswer {
    let headers = arrival.response.headers();
    FileAnswer::Stream(Box::new(FileStream {
        from,
        total,
        validator: validator(headers),
        name: headers
            .get(header::CONTENT_DISPOSITION)
            .and_then(|value| disposition::file_name(&String::from_utf8_lossy(value.as_bytes()))),
        content_type: text_of(headers, &header::CONTENT_TYPE),
        final_url: link::without_user_info(arrival.url.as_str()),
        received: usize::try_from(from).unwrap_or(usize::MAX),
        patience: request.access.timeout,
        response: arrival.response,
    }))
}

/// What may be sent in `If-Range` (RFC 9110 section 13.1.5): nothing weak.
fn validator(headers: &HeaderMap) -> Option<String> {
    let etag = text_of(headers, &header::ETAG).filter(|etag| etag.starts_with('"'));
    etag.or_else(|| {
        let date = |name| httpdate::parse_http_date(&text_of(headers, name)?).ok();
        let modified = date(&header::LAST_MODIFIED)?;
        // A server without a clock cannot tell whether the file changed twice within the second.
        let told = date(&header::DATE)?;
        let older = told.duration_since(modified).ok()? >= Duration::from_secs(1);
        older.then(|| text_of(headers, &header::LAST_MODIFIED))?
    })
}

/// Whether an answer is of the file that a validator stands for, as far as it says (RFC 9110 section 15.3.7.3).
fn same(headers: &HeaderMap, validator: &str) -> bool {
    let name = if validator.starts_with('"') {
        header::ETAG
    } else {
        header::LAST_MODIFIED
    };
    text_of(headers, &name).is_none_or(|told| told == validator)
}

/// Which bytes of a file come (RFC 9110 section 14.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct ContentRange {
    first: u64,
    total: Option<u64>,
}

impl ContentRange {
    fn parse(field: &str) -> Option<Self> {
        let (range, total) = bytes(field)?.split_once('/')?;
        let (first, last) = range.split_once('-')?;
        let (first, last) = (number(first)?, number(last)?);
        let total = match total.trim() {
            "*" => None,
            total => Some(number(total)?),
        };
        let fits = first <= last && total.is_none_or(|total| last < total);
        fits.then_some(Self { first, total })
    }

    /// Whether it goes on where the part ends, in a file of the same length.
    fn follows(self, part: &Part) -> bool {
        let lengths = self.total.zip(part.total);
        self.first == part.length && lengths.is_none_or(|(now, before)| now == before)
    }
}

/// The length of the file that has nothing where something was asked for.
fn unsatisfied(field: &str) -> Option<u64> {
    number(bytes(field)?.strip_prefix("*/")?)
}

fn bytes(field: &str) -> Option<&str> {
    let (unit, range) = field.trim().split_once(' ')?;
    unit.eq_ignore_ascii_case("bytes").then(|| range.trim())
}

fn number(digits: &str) -> Option<u64> {
    let digits = digits.trim();
    let counted = digits.bytes().all(|byte| byte.is_ascii_digit());
    counted.then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_read_as_the_standard_writes_it() {
        let range = |first, total| Some(ContentRange { first, total });
        for (field, expected) in [
            ("bytes 42-1233/1234", range(42, Some(1234))),
            ("BYTES 0-0/*", range(0, None)),
            ("bytes 42-1234/1234", None),
            ("bytes 9-8/1234", None),
            ("bytes */1234", None),
            ("bytes +4-9/12", None),
            ("bytes 18446744073709551616-18446744073709551617/*", None),
            ("pages 1-2/3", None),
            ("", None),
        ] {
            assert_eq!(ContentRange::parse(field), expected, "{field}");
        }
        assert_eq!(unsatisfied("bytes */47022"), Some(47022));
        assert_eq!(unsatisfied("bytes 0-1/2"), None);
    }

    #[test]
    fn nothing_weak_says_that_a_file_is_the_same() {
        let known = |fields: &[(header::HeaderName, &'static str)]| {
            let fields = fields.iter().cloned();
            let fields = fields.map(|(name, value)| (name, HeaderValue::from_static(value)));
            validator(&fields.collect())
        };
        let modified = (header::LAST_MODIFIED, "Sun, 22 Nov 2026 10:00:00 GMT");
        let etag = |etag| (header::ETAG, etag);
        assert_eq!(known(&[etag("\"1\"")]).as_deref(), Some("\"1\""));
        assert_eq!(known(&[etag("W/\"1\"")]), None);
        assert_eq!(known(std::slice::from_ref(&modified)), None, "no date");
        let at = |date| known(&[etag("W/\"1\""), modified.clone(), (header::DATE, date)]);
        assert_eq!(at("Sun, 22 Nov 2026 10:00:00 GMT"), None);
        assert_eq!(
            at("Sun, 22 Nov 2026 10:00:01 GMT").as_deref(),
            Some(modified.1)
        );
    }
}
