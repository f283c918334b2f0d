//! The query feeds of newsboat's `urls` file (newsboat documentation, "Query Feeds").

use super::filter;
use super::filter::{any_of, not};
use super::killfile::Ignored;
use super::{SkipReason, Skipped, name};
use crate::feed::without_user_info;
use crate::model::query::{Clause, Term};
use crate::model::{SmartList, Subscription};
use crate::text::{CleanText, Needle, fold};

/// What the line of a query feed begins with.
const SCHEME: &str = "query:";
/// More feeds than these make a query longer than it may be.
const MOST_FEEDS: usize = 50;

/// The searches in a list of feeds, and what they may ask of its feeds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Searches {
    /// As they are written, in order, with the lines where they stand.
    pub(super) written: Vec<(usize, String)>,
    /// The entries that are to be ignored, in order.
    pub(super) ignored: Vec<Ignored>,
    /// The feeds of the list that have tags.
    pub(super) tagged: Vec<Tagged>,
}

/// A feed and its tags, of which the settings know the first alone, as its folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tagged {
    pub(super) address: String,
    pub(super) tags: Vec<CleanText>,
}

impl Searches {
    /// The searches as lists of the settings, which follow these feeds; and those that newsterm has no words for.
    #[must_use]
    pub fn lists(&self, subscriptions: &[Subscription]) -> (Vec<SmartList>, Vec<Skipped>) {
        let known = Known {
            tagged: &self.tagged,
            subscriptions,
        };
        let (mut lists, mut skipped) = (Vec::new(), Vec::new());
        for (line, written) in &self.written {
            match list(written, &known) {
                Ok(list) => lists.push(list),
                Err(unsaid) => skipped.push(Skipped {
                    unsaid,
                    ..Skipped::new(written, Some(*line), SkipReason::Query)
                }),
            }
        }
        (lists, skipped)
    }
}

/// A query feed as a list, or what of it has no words.
fn list(written: &str, known: &Known<'_>) -> Result<SmartList, Option<CleanText>> {
    let rest = written.get(SCHEME.len()..).unwrap_or_default();
    let (called, filter) = rest.split_once(':').ok_or(None)?;
    let filter = CleanText::line(filter);
    let query = filter::query(filter.as_str(), known).map_err(name)?;
    let name = name(called).ok_or(None)?;
    Ok(SmartList { name, query })
}

/// What is known of the feeds that a filter may ask for.
pub(super) struct Known<'a> {
    pub(super) tagged: &'a [Tagged],
    pub(super) subscriptions: &'a [Subscription],
}

impl Known<'_> {
    /// Entries of feeds with a tag: of those in the folder of its name, and of the others of the list that have it.
    pub(super) fn tagged(&self, tag: &str) -> Clause {
        let in_folder = |address: &str| {
            self.subscriptions.iter().any(|own| {
                let folder = own.folder.as_ref().map(|folder| fold(folder.as_str()));
                own.source.address() == address && folder == Some(fold(tag))
            })
        };
        let with_tag = |feed: &&Tagged| words(feed).any(|word| word == tag);
        let feeds = self.tagged.iter().filter(with_tag);
        let beside = feeds.clone().filter(|feed| !in_folder(&feed.address));
        let mut any: Vec<Clause> = beside
            .take(MOST_FEEDS)
            .map(|feed| self.addressed(&feed.address))
            .collect();
        if any.is_empty() || feeds.clone().any(|feed| in_folder(&feed.address)) {
            any.insert(0, Clause::Term(Term::Folder(tag.to_owned())));
        }
        any_of(any)
    }

    /// The tags in which one of these stands, whatever the case, each once.
    pub(super) fn tags_with(&self, parts: &[String]) -> Vec<&str> {
        let parts: Vec<String> = parts.iter().map(|part| part.to_lowercase()).collect();
        let is_meant = |tag: &str| parts.iter().any(|part| tag.to_lowercase().contains(part));
        let mut tags = Vec::new();
        for tag in self.tagged.iter().flat_map(words) {
            if !tags.contains(&tag) && is_meant(tag) {
                tags.push(tag);
            }
        }
        tags
    }

    /// Entries of the feed with an address, and not of those whose longer addresses hold it.
    pub(super) fn addressed(&self, address: &str) -> Clause {
        let meant = |address: &str| Clause::Term(Term::Feed(open_part(address)));
        let needle = Needle::new(&open_part(address));
        let all = self.subscriptions.iter().map(|own| own.source.address());
        let others: Vec<Clause> = all
            .filter(|other| *other != address && needle.is_in(other))
            .map(|other| not(meant(other)))
            .collect();
        if others.is_empty() {
            return meant(address);
        }
        Clause::All(std::iter::once(meant(address)).chain(others).collect())
    }

    /// Entries of the feed that the settings call so, if one is.
    pub(super) fn titled(&self, title: &str) -> Option<Clause> {
        let called = |own: &&Subscription| {
            let own = own.title.as_ref().map(CleanText::as_str);
            own == Some(title)
        };
        let feed = self.subscriptions.iter().find(called)?;
        Some(self.addressed(feed.source.address()))
    }
}

/// What an address holds but for what its server alone is to see: lists are shown.
fn open_part(address: &str) -> String {
    let shown = without_user_info(address);
    match shown.split_once("://") {
        Some((_, rest)) if shown != address => rest.to_owned(),
        _ => shown,
    }
}

/// The tags of a feed as newsboat compares them: it writes spaces between two, and tells those in them not apart.
fn words(feed: &Tagged) -> impl Iterator<Item = &str> {
    let tags = feed.tags.iter();
    tags.flat_map(|tag| tag.as_str().split(' '))
        .filter(|word| !word.is_empty())
}
