//! How long an answer is fresh (RFC 9111 section 4.2), and how long a server wants no more requests.

use std::time::{Duration, UNIX_EPOCH};

use reqwest::header::{self, HeaderMap};

use super::text_of;
use crate::model::Timestamp;

/// The longest time a server can tell us to stay away.
const LONGEST_RETRY_AFTER: Duration = Duration::from_hours(24);

/// How long the answer may be kept without asking again; `None` where the server does not say, or says not
/// to.
pub(super) fn fresh_for(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let control = headers
        .get_all(header::CACHE_CONTROL)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|directive| directive.trim().to_ascii_lowercase());
    let mut told = None;
    for directive in control {
        let (name, value) = directive.split_once('=').unwrap_or((&directive, ""));
        match name {
            "no-cache" | "no-store" => return None,
            "max-age" => told = told.or(value.trim_matches('"').parse().ok()),
            _ => {}
        }
    }
    let left = match told {
        Some(seconds) => {
            Duration::from_secs(seconds).checked_sub(Duration::from_secs(age(headers)))
        }
        None => until(&text_of(headers, &header::EXPIRES)?, headers, now),
    };
    left.filter(|left| !left.is_zero())
}

/// The `Retry-After` field: seconds, or a date; nonsense is ignored, and it is a day at most.
pub(super) fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let value = text_of(headers, &header::RETRY_AFTER)?;
    let value = value.trim();
    let wait = match value.parse() {
        Ok(seconds) => Duration::from_secs(seconds),
        // More seconds than can be counted are a day, too.
        Err(_) if !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit()) => Duration::MAX,
        Err(_) => until(value, headers, now)?,
    };
    Some(wait.min(LONGEST_RETRY_AFTER)).filter(|wait| !wait.is_zero())
}

/// The time of a server as it answers: what was kept on its way was made earlier, and says by how much (RFC 9111 section
/// 5.1).
pub(super) fn date(headers: &HeaderMap) -> Option<Timestamp> {
    let made = httpdate::parse_http_date(text_of(headers, &header::DATE)?.trim()).ok()?;
    let made = made.duration_since(UNIX_EPOCH).ok()?.as_secs();
    let seconds = made.saturating_add(age(headers));
    Some(Timestamp(i64::try_from(seconds).unwrap_or(i64::MAX)))
}

/// How long ago an answer was made: seconds.
fn age(headers: &HeaderMap) -> u64 {
    let age = text_of(headers, &header::AGE).and_then(|age| age.trim().parse().ok());
    age.unwrap_or(0)
}

/// The time until a date by the server's own clock, which may be wrong as long as it is wrong in both; by
/// ours where it tells no time.
fn until(date: &str, headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let then = httpdate::parse_http_date(date.trim()).ok()?;
    let theirs = text_of(headers, &header::DATE)
        .and_then(|date| httpdate::parse_http_date(date.trim()).ok());
    let ours = UNIX_EPOCH + Duration::from_secs(u64::try_from(now.0).unwrap_or(0));
    then.duration_since(theirs.unwrap_or(ours)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::{HeaderName, HeaderValue};

    const TEN: &str = "Sun, 22 Nov 2026 10:00:00 GMT";
    const FIVE_PAST: &str = "Sun, 22 Nov 2026 10:05:00 GMT";
    /// A minute before ten.
    const NOW: Timestamp = Timestamp(1_795_341_540);

    fn headers(pairs: &[(HeaderName, &'static str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(name, HeaderValue::from_static(value));
        }
        headers
    }

    #[test]
    fn retry_after_is_seconds_or_a_date_and_at_most_a_day() {
        let told = |value| retry_after(&headers(&[(header::RETRY_AFTER, value)]), NOW);
        assert_eq!(told("120"), Some(Duration::from_mins(2)));
        assert_eq!(told(" 120 "), Some(Duration::from_mins(2)));
        for huge in ["99999999", "99999999999999999999999999"] {
            assert_eq!(told(huge), Some(LONGEST_RETRY_AFTER), "{huge}");
        }
        for nonsense in ["", "0", "-5", "soon", "1.5", "Sun, 99 Nov 2026"] {
            assert_eq!(told(nonsense), None, "{nonsense}");
        }
        let by_its_clock = headers(&[(header::DATE, TEN), (header::RETRY_AFTER, FIVE_PAST)]);
        assert_eq!(
            retry_after(&by_its_clock, NOW),
            Some(Duration::from_mins(5))
        );
        assert_eq!(told(FIVE_PAST), Some(Duration::from_mins(6)));
        assert_eq!(told("Sun, 22 Nov 2020 10:00:00 GMT"), None);
    }

    #[test]
    fn an_answer_is_fresh_as_long_as_its_server_says() {
        let control = |value| fresh_for(&headers(&[(header::CACHE_CONTROL, value)]), NOW);
        assert_eq!(control("max-age=600"), Some(Duration::from_mins(10)));
        assert_eq!(
            control("public, Max-Age=\"600\", s-maxage=5"),
            Some(Duration::from_mins(10))
        );
        for none in [
            "no-cache, max-age=600",
            "no-store",
            "max-age=0",
            "max-age=x",
            "",
        ] {
            assert_eq!(control(none), None, "{none}");
        }
        let aged = headers(&[(header::CACHE_CONTROL, "max-age=600"), (header::AGE, "540")]);
        assert_eq!(fresh_for(&aged, NOW), Some(Duration::from_mins(1)));
        let expires = headers(&[(header::DATE, TEN), (header::EXPIRES, FIVE_PAST)]);
        assert_eq!(fresh_for(&expires, NOW), Some(Duration::from_mins(5)));
        assert_eq!(fresh_for(&headers(&[(header::EXPIRES, "0")]), NOW), None);
    }
}
