//! `newsterm feed`: what is known of a feed.

use serde_json::{Value, json};

use crate::cli::cache::with_cache;
use crate::cli::exit::Exit;
use crate::cli::inspect::{escaped, reason, warnings};
use crate::cli::output::{self, Output};
use crate::cli::remove::named;
use crate::config::{Config, Paths};
use crate::lang::{Lang, Phrase};
use crate::model::{
    Condition, FeedDetails, FeedHealth, NextPoll, PollReason, Timestamp, without_password,
};
use crate::runtime::{feed_details, now};
use crate::text::CleanText;

/// Prints what is known of a feed, named by its address or its title.
pub(super) fn run(name: &str, as_json: bool, config: &Config, paths: &Paths, out: &Output) -> Exit {
    let shown = with_cache(config, paths, out, |database| {
        let reader = database.reader()?;
        let feeds = reader.feeds()?;
        let feed = match named(name, &feeds, out) {
            Ok(feed) => feed.id,
            Err(exit) => return Ok(exit),
        };
        Ok(match feed_details(config, &reader, feed)? {
            Some(details) if as_json => output::data(&json_line(&details, out.lang())),
            Some(details) => output::data(&lines(&details, out.lang())),
            // Another program has taken it out meanwhile.
            None => {
                let name = name.to_owned();
                out.fail(&Phrase::CliRemoveUnknown { name }, Exit::Usage)
            }
        })
    });
    shown.unwrap_or_else(|exit| exit)
}

/// The title, then a line for each fact; what more there is to say of one stands under it.
fn lines(details: &FeedDetails, lang: &Lang) -> String {
    let mut text = format!("{}\n", details.feed.title.as_str());
    for fact in lang.feed_details(details, now()) {
        let lines: Vec<&str> = fact.lines.iter().map(CleanText::as_str).collect();
        text.extend([fact.name.as_str(), ": ", &lines.join("\n  "), "\n"]);
    }
    text
}

fn json_line(details: &FeedDetails, lang: &Lang) -> String {
    let (feed, record) = (&details.feed, &details.record);
    let date = |at: Option<Timestamp>| at.map(|at| lang.iso_date(at));
    let (failures, trouble) = match &feed.health {
        FeedHealth::Failing { reason, times } => (*times, Some(reason.as_str())),
        FeedHealth::Unknown | FeedHealth::Well => (0, None),
    };
    let (next, why) = match details.next {
        NextPoll::Asked => (None, "ended"),
        NextPoll::At { at, why } => (Some(at), why_word(why)),
    };
    let condition = record.condition.as_ref();
    let settings = details.settings.iter();
    let settings = settings.map(|(key, value)| format!("{key} = {value}"));
    let value = json!({
        "url": feed.subscription.source.shown(),
        "title": feed.title.as_str(),
        "published_title": record.published_title.as_str(),
        "moved_to": feed.moved_to.as_deref().map(without_password),
        "site": feed.home.as_deref().map(without_password),
        "folder": feed.subscription.folder.as_ref().map(CleanText::as_str),
        "entries": feed.total,
        "unread": feed.unread,
        "saved": record.saved,
        "polled": date(feed.polled_at),
        "brought": date(record.brought_at),
        "next": date(next),
        "why": why,
        "failures": failures,
        "error": trouble,
        "encoding": condition.map(encoding),
        "warnings": condition.map_or_else(Vec::new, |condition| warnings(&condition.warnings, lang)),
        "more_warnings": condition.map_or(0, |condition| condition.more_warnings),
        "settings": settings.collect::<Vec<_>>(),
    });
    let mut line = escaped(&value.to_string());
    line.push('\n');
    line
}

fn encoding(condition: &Condition) -> Value {
    json!({ "name": condition.encoding.name, "why": reason(condition.encoding.reason) })
}

const fn why_word(why: PollReason) -> &'static str {
    match why {
        PollReason::New => "new",
        PollReason::Interval => "interval",
        PollReason::Fresh => "fresh",
        PollReason::Wished => "wished",
        PollReason::Skipped => "skipped",
        PollReason::Failures => "failures",
        PollReason::HostDown => "host-down",
        PollReason::Told => "told",
    }
}
