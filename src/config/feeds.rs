//! The feeds the reader follows: the tables `[[feeds]]`.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use toml::de::DeValue;
use url::Url;

use super::access::Access;
use super::error::{Mistake, Problem};
use super::folders::Folders;
use super::reader::{self, Fields, Mistakes};
use super::value::{self, Kind, Value};
use super::wishes::{self, Wishes};
use crate::model::{AccountId, DirectionSetting, Extras, FeedSource, Subscription};
use crate::text::CleanText;

/// What feeds inherit.
pub(super) struct Inherited {
    /// From the table `[general]`.
    pub(super) general: Wishes,
    /// From the tables `[[folders]]`.
    pub(super) folders: Folders,
}

/// How feeds are reached, by their addresses.
pub(super) type Accesses = HashMap<String, Arc<Access>>;

/// What lists of other readers said of feeds, by their addresses.
pub(super) type AllExtras = HashMap<String, Extras>;

/// What the tables of feeds say.
#[derive(Default)]
pub(super) struct Feeds {
    pub(super) subscriptions: Vec<Subscription>,
    pub(super) accesses: Accesses,
    pub(super) extras: AllExtras,
}

/// Reads the feeds; those of the file replace the built-in ones, even by an empty list.
pub(super) fn read<'a>(
    written: &mut Fields<'a>,
    built_in: &mut Fields<'a>,
    inherited: &Inherited,
    mistakes: &mut Mistakes,
) -> Feeds {
    let mut feeds = Feeds::default();
    let (written, built_in) = (written.take("feeds"), built_in.take("feeds"));
    let Some(value) = written.or(built_in) else {
        return feeds;
    };
    let DeValue::Array(tables) = value.get_ref() else {
        mistakes.push(value::wrong_type(value, Kind::Feeds));
        return feeds;
    };
    let mut seen = HashMap::new();
    for table in tables {
        let Some(Written {
            subscription,
            access,
            extras,
            place,
        }) = feed(table, inherited, mistakes)
        else {
            continue;
        };
        let address = subscription.source.address().to_owned();
        if let Some(first) = seen.get(&address) {
            mistakes.push(duplicate(address, place, first));
        } else {
            feeds.accesses.insert(address.clone(), Arc::new(access));
            if !extras.is_empty() {
                feeds.extras.insert(address.clone(), extras);
            }
            seen.insert(address, place);
            feeds.subscriptions.push(subscription);
        }
    }
    feeds
}

/// A feed as it is written.
struct Written {
    subscription: Subscription,
    access: Access,
    extras: Extras,
    /// Of its address, or of its command.
    place: Range<usize>,
}

/// Reads one feed.
fn feed(value: &Value, inherited: &Inherited, mistakes: &mut Mistakes) -> Option<Written> {
    let mut fields = Fields::of("feeds", value, mistakes)?;
    let (source, exec, place) = origin(&mut fields, value);
    let title = fields.read("title", value::label, mistakes).flatten();
    let folder = fields.read("folder", value::label, mistakes).flatten();
    let interval = fields.read("interval", value::minutes, mistakes);
    let direction: Option<DirectionSetting> = fields.read("direction", value::choice, mistakes);
    let wishes = Wishes::read(&mut fields, mistakes).with_interval(interval);
    let extras = fields.read("opml", extras, mistakes).unwrap_or_default();
    fields.close(mistakes);
    let wishes = inherited.by(folder.as_ref(), wishes);
    let interval = wishes.interval().unwrap_or_default();
    let keeping = wishes.keeping();
    let source = source.map_err(|mistake| mistakes.push(mistake)).ok()?;
    let access = wishes.of_feed(exec);
    let access = access.map_err(|mistake| {
        // All feeds of a folder may inherit one mistake.
        if !mistakes.contains(&mistake) {
            mistakes.push(mistake);
        }
    });
    Some(Written {
        subscription: Subscription {
            account: AccountId::LOCAL,
            source,
            title,
            folder,
            interval,
            direction: direction.unwrap_or_default(),
            keeping,
        },
        access: access.ok()?,
        extras,
        place,
    })
}

/// Reads what a list of another reader said of a feed: a table of texts.
fn extras(value: &Value) -> Result<Extras, Mistake> {
    let table = reader::table(value)?.iter();
    let pair = |(key, value): (&toml::Spanned<_>, _)| -> Result<_, Mistake> {
        let name: &toml::de::DeString = key.get_ref();
        Ok((name.to_string(), CleanText::block(value::text(value)?)))
    };
    table.map(pair).collect()
}

impl Inherited {
    /// The wishes of a feed over those of its folder, over those for all.
    fn by(&self, folder: Option<&CleanText>, wishes: Wishes) -> Wishes {
        let folder = folder.and_then(|name| self.folders.get(name));
        let wishes = match folder {
            Some(folder) => wishes.over(folder),
            None => wishes,
        };
        wishes.over(&self.general)
    }
}

/// Reads where a feed comes from, an address or a command; gives the command and the place of either.
fn origin(
    fields: &mut Fields<'_>,
    table: &Value,
) -> (Result<FeedSource, Mistake>, Vec<String>, Range<usize>) {
    match (fields.take("url"), fields.take("exec")) {
        (Some(address), None) => (source(address), Vec::new(), address.span()),
        (None, Some(command)) => {
            let argv = wishes::command(command);
            let source = argv.as_ref().map(|argv| command_source(argv));
            let source = match source {
                Ok(Some(source)) => Ok(source),
                Ok(None) => Err(Mistake::new(command.span(), Problem::EmptyCommand)),
                Err(mistake) => Err(mistake.clone()),
            };
            (source, argv.unwrap_or_default(), command.span())
        }
        (Some(address), Some(command)) => {
            let mistake = Mistake {
                other: Some(address.span()),
                ..Mistake::new(command.span(), Problem::TwoSources)
            };
            (Err(mistake), Vec::new(), command.span())
        }
        (None, None) => {
            let problem = Problem::MissingKey { key: "url" };
            (
                Err(Mistake::new(table.span(), problem)),
                Vec::new(),
                table.span(),
            )
        }
    }
}

/// The name of a feed that a command prints; `None` for no command.
fn command_source(argv: &[String]) -> Option<FeedSource> {
    let words = serde_json::to_string(argv)
        .ok()
        .filter(|_| !argv.is_empty())?;
    Some(FeedSource::new(&format!(
        "{}{words}",
        FeedSource::COMMAND_SCHEME
    )))
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
