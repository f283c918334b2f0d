//! The feeds the reader follows: the tables `[[feeds]]`.

use std::collections::HashMap;
use std::ops::Range;
use std::time::Duration;

use toml::de::DeValue;
use url::Url;

use super::error::{Mistake, Problem};
use super::reader::{self, Fields, Mistakes};
use super::value::{self, Kind, Value};
use crate::model::{AccountId, DirectionSetting, FeedSource, Subscription};

/// Reads the feeds; those of the file replace the built-in ones, even by an empty list.
pub(super) fn read<'a>(
    written: &mut Fields<'a>,
    built_in: &mut Fields<'a>,
    interval: Duration,
    mistakes: &mut Mistakes,
) -> Vec<Subscription> {
    let (written, built_in) = (written.take("feeds"), built_in.take("feeds"));
    let Some(value) = written.or(built_in) else {
        return Vec::new();
    };
    let DeValue::Array(tables) = value.get_ref() else {
        mistakes.push(value::wrong_type(value, Kind::Feeds));
        return Vec::new();
    };
    let mut seen = HashMap::new();
    let mut subscriptions = Vec::new();
    for table in tables {
        let Some((subscription, place)) = subscription(table, interval, mistakes) else {
            continue;
        };
        let address = subscription.source.address().to_owned();
        if let Some(first) = seen.get(&address) {
            mistakes.push(duplicate(address, place, first));
        } else {
            seen.insert(address, place);
            subscriptions.push(subscription);
        }
    }
    subscriptions
}

/// Reads one feed, and the place of its address.
fn subscription(
    value: &Value,
    interval: Duration,
    mistakes: &mut Mistakes,
) -> Option<(Subscription, Range<usize>)> {
    let table = reader::table(value)
        .map_err(|mistake| mistakes.push(mistake))
        .ok()?;
    let mut fields = Fields::new("feeds", table);
    let written = fields.take("url");
    let source = match written {
        Some(address) => source(address),
        None => Err(Mistake::new(
            value.span(),
            Problem::MissingKey { key: "url" },
        )),
    };
    let title = fields.read("title", value::label, mistakes).flatten();
    let folder = fields.read("folder", value::label, mistakes).flatten();
    let interval = fields
        .read("interval", value::minutes, mistakes)
        .unwrap_or(interval);
    let direction: Option<DirectionSetting> = fields.read("direction", value::choice, mistakes);
    fields.close(mistakes);
    let source = source.map_err(|mistake| mistakes.push(mistake)).ok()?;
    let subscription = Subscription {
        account: AccountId::LOCAL,
        source,
        title,
        folder,
        interval,
        direction: direction.unwrap_or_default(),
    };
    Some((subscription, written?.span()))
}

/// Reads the address of a feed.
fn source(value: &Value) -> Result<FeedSource, Mistake> {
    parse_source(value::text(value)?).map_err(|problem| Mistake::new(value.span(), problem))
}

/// Brings the address of a feed to the form in which equal addresses are equal.
pub(super) fn parse_source(address: &str) -> Result<FeedSource, Problem> {
    let address = address.trim();
    if address.is_empty() {
        return Err(Problem::EmptyUrl);
    }
    if address.starts_with(FeedSource::BUILT_IN_SCHEME) {
        return Ok(FeedSource::new(address));
    }
    match Url::parse(address) {
        Ok(mut url) if matches!(url.scheme(), "http" | "https") => {
            // A fragment is never sent (RFC 9110 section 7.1), so it makes no other feed.
            url.set_fragment(None);
            Ok(FeedSource::new(url.as_str()))
        }
        Ok(url) => Err(Problem::BadScheme {
            scheme: url.scheme().to_owned(),
        }),
        Err(cause) => Err(Problem::BadUrl {
            url: address.to_owned(),
            cause,
        }),
    }
}

fn duplicate(url: String, place: Range<usize>, first: &Range<usize>) -> Mistake {
    Mistake {
        other: Some(first.clone()),
        ..Mistake::new(place, Problem::DuplicateFeed { url })
    }
}
