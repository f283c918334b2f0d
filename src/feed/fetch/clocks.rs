//! Whether our clock agrees with those of servers.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use reqwest::header::HeaderMap;

use super::fresh;
use crate::model::Timestamp;

/// How far our clock may be ahead of that of a server: seconds. Zones that were set wrong come to less.
const LEEWAY: i64 = 86_400;

/// What servers have told of the time; cheap to clone, all clones hear the same.
#[derive(Clone, Debug, Default)]
pub struct Clocks(Arc<Told>);

#[derive(Debug)]
struct Told {
    /// Somebody has answered.
    answered: AtomicBool,
    /// The least that our clock was ahead of a server's: seconds.
    ahead: AtomicI64,
}

impl Default for Told {
    fn default() -> Self {
        Self {
            answered: AtomicBool::new(false),
            ahead: AtomicI64::new(i64::MAX),
        }
    }
}

impl Clocks {
    /// Takes note of an answer that came at `now` by our clock.
    pub(super) fn hear(&self, headers: &HeaderMap, now: Timestamp) {
        if let Some(theirs) = fresh::date(headers) {
            let ahead = now.seconds_since(theirs);
            self.0.ahead.fetch_min(ahead, Ordering::Relaxed);
        }
        self.0.answered.store(true, Ordering::Relaxed);
    }

    /// Whether our clock is not far ahead, as far as servers tell; one that agrees is enough. Where none has answered it
    /// is not known: with a wrong clock no certificate holds.
    #[must_use]
    pub fn agree(&self) -> bool {
        match self.0.ahead.load(Ordering::Relaxed) {
            i64::MAX => self.0.answered.load(Ordering::Relaxed),
            ahead => ahead <= LEEWAY,
        }
    }
}

#[cfg(test)]
mod tests {
    use reqwest::header::{AGE, DATE, HeaderName, HeaderValue};

    use super::*;

    /// Sun, 06 Nov 1994 08:49:37 GMT, the date of RFC 9110 section 5.6.7.
    const THEN: Timestamp = Timestamp(784_111_777);

    fn headers(fields: &[(HeaderName, &'static str)]) -> HeaderMap {
        let fields = fields.iter().cloned();
        fields
            .map(|(name, value)| (name, HeaderValue::from_static(value)))
            .collect()
    }

    fn dated() -> HeaderMap {
        headers(&[(DATE, "Sun, 06 Nov 1994 08:49:37 GMT")])
    }

    #[test]
    fn one_server_that_agrees_is_enough() {
        let clocks = Clocks::default();
        assert!(!clocks.agree(), "nobody has told");
        clocks.hear(&dated(), THEN.plus_seconds(30 * 365 * 86_400));
        assert!(!clocks.agree(), "decades ahead");
        clocks.hear(&HeaderMap::new(), THEN);
        assert!(!clocks.agree(), "a server without a clock tells nothing");
        clocks.hear(&dated(), THEN.plus_seconds(3600));
        assert!(clocks.agree());
    }

    #[test]
    fn a_clock_that_is_behind_does_no_harm() {
        let clocks = Clocks::default();
        clocks.hear(&dated(), Timestamp(0));
        assert!(clocks.agree());
    }

    #[test]
    fn servers_without_clocks_have_answered_at_least() {
        let clocks = Clocks::default();
        clocks.hear(&HeaderMap::new(), THEN);
        assert!(clocks.agree());
    }

    #[test]
    fn an_answer_that_was_kept_on_its_way_is_as_old_as_it_says() {
        let kept = headers(&[(DATE, "Sun, 06 Nov 1994 08:49:37 GMT"), (AGE, "604800")]);
        let clocks = Clocks::default();
        clocks.hear(&kept, THEN.plus_seconds(7 * 86_400));
        assert!(clocks.agree());
    }
}
