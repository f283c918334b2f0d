//! The reader's rules, for entries on their arrival and to be tried on those that are here.

use std::borrow::Cow;
use std::cell::{LazyCell, OnceCell};
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension};

use super::identity::Arrival;
use super::{Database, Reader, StoreError, codes, details, subscriptions, tags};
use crate::model::{
    Body, EntryId, FactText, Facts, Feed, FeedId, FeedSource, Headline, Rule, Timestamp, Verdict,
};
use crate::text::CleanText;

/// The rules, and how they read texts.
#[derive(Clone, Debug)]
pub(super) struct RuleBook {
    rules: Arc<[Rule]>,
    text_of: fn(&Body) -> String,
}

/// The rules beside what they can ask of a feed.
pub(super) struct Judge<'a> {
    book: &'a RuleBook,
    title: String,
    address: String,
    folder: Option<String>,
    language: Option<String>,
}

/// An entry that is here, and what rules would make of it if it came now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// The entry.
    pub headline: Headline,
    /// What rules would make of it.
    pub verdict: Verdict,
}

impl Database {
    /// Says what becomes of entries on their arrival, and how the text of a body is read; without rules nothing does.
    pub fn judge_arrivals_by(&mut self, rules: &[Rule], text_of: fn(&Body) -> String) {
        self.rules = (!rules.is_empty()).then(|| RuleBook {
            rules: rules.into(),
            text_of,
        });
    }
}

impl<'a> Judge<'a> {
    pub(super) fn new(
        connection: &Connection,
        book: &'a RuleBook,
        feed: FeedId,
    ) -> Result<Self, StoreError> {
        let mut statement = connection.prepare_cached(
            "SELECT coalesce(own_title, nullif(title, '')), address, folder, language
             FROM feeds WHERE id = ?1",
        )?;
        Ok(statement.query_row([feed.0], |row| {
            let (title, address): (Option<String>, String) = (row.get(0)?, row.get(1)?);
            Ok(Self {
                book,
                title: title.unwrap_or_else(|| FeedSource::new(&address).shown()),
                address,
                folder: row.get(2)?,
                language: row.get(3)?,
            })
        })?)
    }

    /// Says what becomes of a new entry.
    pub(super) fn judge(
        &self,
        arrival: &Arrival<'_>,
        sorted_at: Timestamp,
        now: Timestamp,
    ) -> Verdict {
        let entry = arrival.entry;
        let body = LazyCell::new(|| arrival.body());
        let facts = Facts {
            feed: &self.title,
            address: &self.address,
            folder: self.folder.as_deref(),
            title: entry.title.as_str(),
            author: entry.author.as_ref().map_or("", CleanText::as_str),
            text: FactText::Published(&body, self.book.text_of),
            language: entry.language.as_deref().or(self.language.as_deref()),
            link: entry.link.is_some(),
            enclosure: !entry.details.enclosures.is_empty(),
            sorted_at,
            now,
            letters: match arrival.letters {
                Some(letters) => OnceCell::from(Some(Cow::Borrowed(letters))),
                None => OnceCell::new(),
            },
            ..Facts::default()
        };
        Rule::judge(&self.book.rules, facts)
    }
}

/// Writes what rules made of a new entry and is not in its row.
pub(super) fn write(
    connection: &Connection,
    entry: i64,
    verdict: &Verdict,
) -> Result<(), StoreError> {
    for tag in &verdict.tags {
        let key = crate::model::tag_key(tag.as_str());
        let name = tags::spelling(connection, &key)?;
        tags::put(connection, entry, name.as_deref().unwrap_or(tag.as_str()))?;
    }
    if verdict.score != 0 {
        connection
            .prepare_cached("INSERT INTO scores (entry, score) VALUES (?1, ?2)")?
            .execute((entry, verdict.score))?;
    }
    Ok(())
}

const RECENT: &str = "SELECT id FROM entries WHERE hidden & 3 = 0 ORDER BY id DESC LIMIT ?1";

const TEXT: &str = "
    SELECT kind, format, content, headlines.language, feeds.language
    FROM bodies JOIN headlines USING (entry) JOIN feeds ON feeds.id = headlines.feed
    WHERE entry = ?1";

impl Reader {
    /// Tries rules on the entries of listed feeds that came last, the newest first, as if they came at `now`; nothing
    /// is changed.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub fn try_rules(
        &self,
        rules: &[Rule],
        text_of: fn(&Body) -> String,
        count: usize,
        now: Timestamp,
    ) -> Result<Vec<Tried>, StoreError> {
        let _snapshot = self.snapshot()?;
        let feeds = subscriptions::feeds(&self.connection)?;
        let mut statement = self.connection.prepare_cached(RECENT)?;
        let entries = statement.query_map([codes::count_column(count)], |row| row.get(0))?;
        let mut tried = Vec::new();
        for entry in entries {
            let entry = EntryId(entry?);
            if let Some(headline) = self.entry(entry)? {
                let verdict = self.try_on(&headline, rules, &feeds, text_of, now)?;
                tried.push(Tried { headline, verdict });
            }
        }
        Ok(tried)
    }

    fn try_on(
        &self,
        headline: &Headline,
        rules: &[Rule],
        feeds: &[Feed],
        text_of: fn(&Body) -> String,
        now: Timestamp,
    ) -> Result<Verdict, StoreError> {
        let mut statement = self.connection.prepare_cached(TEXT)?;
        let text = statement.query_row([headline.id.0], |row| {
            let languages: [Option<String>; 2] = [row.get(3)?, row.get(4)?];
            Ok((codes::body(row, 0)?, languages))
        });
        let (body, [own, of_feed]) = match text.optional()? {
            Some((body, languages)) => (body?, languages),
            None => (Body::default(), [None, None]),
        };
        let feed = feeds.iter().find(|feed| feed.id == headline.feed);
        let folder = feed.and_then(|feed| feed.subscription.folder.as_ref());
        let facts = Facts {
            feed: feed.map_or("", |feed| feed.title.as_str()),
            address: feed.map_or("", |feed| feed.subscription.source.address()),
            folder: folder.map(CleanText::as_str),
            title: headline.title.as_str(),
            author: headline.author.as_ref().map_or("", CleanText::as_str),
            text: FactText::Published(&body, text_of),
            language: own.as_deref().or(of_feed.as_deref()),
            link: headline.link.is_some(),
            enclosure: !details::read(&self.connection, headline.id.0)?
                .enclosures
                .is_empty(),
            sorted_at: headline.sorted_at,
            now,
            ..Facts::default()
        };
        Ok(Rule::judge(rules, facts))
    }
}
