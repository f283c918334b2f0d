//! The feeds the reader follows: the tables `[[feeds]]`.

use std::collections::HashMap;
use std::ops::Range;
use std::time::Duration;

use toml::de::DeValue;
use url::Url;

use super::error::{Mistake, Problem};
use super::reader::{self, Fields, Mistakes};
use super::settings::{KEEP_DAYS, KEEP_ENTRIES};
use super::value::{self, Kind, Value};
use crate::model::{AccountId, DirectionSetting, FeedSource, Keeping, Subscription};

/// What holds for feeds that say nothing else.
#[derive(Clone, Copy)]
pub(super) struct Usual {
    pub(super) interval: Duration,
    pub(super) keeping: Keeping,
}

/// Reads the feeds; those of the file replace the built-in ones, even by an empty list.
pub(super) fn read<'a>(
    written: &mut Fields<'a>,
    built_in: &mut Fields<'a>,
    usual: Usual,
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
        let Some((subscription, place)) = subscription(table, usual, mistakes) else {
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
    usual: Usual,
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
        .unwrap_or(usual.interval);
    let keeping = keeping(&mut fields, usual.keeping, mistakes);
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
        keeping,
    };
    Some((subscription, written?.span()))
}

/// Reads which entries are kept; `usual` is what holds where nothing else is said.
fn keeping(fields: &mut Fields<'_>, usual: Keeping, mistakes: &mut Mistakes) -> Keeping {
    let days = fields.read("keep_days", value::integer(KEEP_DAYS), mistakes);
    let entries = fields.read("keep_entries", value::integer(KEEP_ENTRIES), mistakes);
    let unread = fields.read("keep_unread", value::boolean, mistakes);
    Keeping {
        days: days.unwrap_or(usual.days),
        entries: entries.unwrap_or(usual.entries),
        unread: unread.unwrap_or(usual.unread),
    }
}

/// Reads the address of a feed, and brings it to the form in which equal addresses are equal.
fn source(value: &Value) -> Result<FeedSource, Mistake> {
    let address = value::text(value)?.trim();
    let refuse = |problem| Err(Mistake::new(value.span(), problem));
    if address.is_empty() {
        return refuse(Problem::EmptyUrl);
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
        Ok(url) => refuse(Problem::BadScheme {
            scheme: url.scheme().to_owned(),
        }),
        Err(cause) => refuse(Problem::BadUrl {
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
