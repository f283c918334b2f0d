//! `newsterm list`: entries as text or JSON, for people and scripts.

use std::fmt::Write as _;

use serde_json::json;

use crate::cli::arguments::ListOptions;
use crate::cli::exit::Exit;
use crate::cli::output::{self, Output};
use crate::cli::query;
use crate::config::{Config, Paths};
use crate::lang::Phrase;
use crate::model::{Anchor, Feed, Filter, Headline, List, Query, Search, WindowRequest};
use crate::runtime::{RunError, index_all, now, open_cache, report, snippet};
use crate::store::{Database, Reader, StoreError};
use crate::text::CleanText;

/// Entries read from the cache at a time.
const PIECE: usize = 500;

/// Characters of a snippet, about.
const SNIPPET: usize = 120;

/// Prints the entries asked for, newest first.
pub(super) fn run(config: &Config, paths: &Paths, options: &ListOptions, out: &Output) -> Exit {
    let query = match query::read(&options.query, out) {
        Ok(query) => query,
        Err(exit) => return exit,
    };
    let printed = open_cache(config, &paths.database, &mut |phrase| out.warn(&phrase)).and_then(
        |mut database| {
            catch_up(&mut database, &query);
            database
                .reader()
                .and_then(|reader| print(&reader, options, &query, out))
                .map_err(|source| RunError::Store {
                    path: paths.database.clone(),
                    source,
                })
        },
    );
    printed.unwrap_or_else(|error| {
        tracing::error!(?error, "the entries could not be listed");
        out.fail(&report::run(&error), Exit::of(&error))
    })
}

/// Brings what has come into the index of words, where the query asks it: refreshing does not. What cannot be
/// indexed is not found, and the rest is.
fn catch_up(database: &mut Database, query: &Query) {
    if query.asks_for_words()
        && let Err(error) = index_all(database)
    {
        tracing::warn!(?error, "entries cannot be indexed");
    }
}

fn print(
    reader: &Reader,
    options: &ListOptions,
    query: &Query,
    out: &Output,
) -> Result<Exit, StoreError> {
    let feeds = reader.feeds()?;
    let mut printed = 0;
    let mut anchor = Anchor::First;
    loop {
        let window = reader.window(&request(options, query, anchor, out))?;
        // A window around a row holds that row and some before it, which are printed already.
        let from = match anchor {
            Anchor::Around(place) => window.rows.partition_point(|row| row.position() >= place),
            Anchor::First | Anchor::Last => 0,
        };
        let rows = &window.rows[from..];
        let mut lines = String::new();
        for row in rows {
            let snippet = options
                .snippets
                .then(|| snippet(reader, row.id, query, SNIPPET))
                .transpose()?;
            lines.push_str(&line(row, &feeds, snippet.as_ref(), options.json, out));
        }
        let exit = output::data(&lines);
        printed += rows.len();
        match rows.last() {
            Some(last) if window.more_after && exit == Exit::Done => {
                anchor = Anchor::Around(last.position());
            }
            _ if printed == 0 && !options.json => {
                out.say(&Phrase::CliListEmpty);
                return Ok(exit);
            }
            _ => return Ok(exit),
        }
    }
}

fn request(options: &ListOptions, query: &Query, anchor: Anchor, out: &Output) -> WindowRequest {
    let list = match options {
        ListOptions { saved: true, .. } => List::Saved,
        ListOptions { unread: true, .. } => List::Unread,
        ListOptions { .. } => List::All,
    };
    WindowRequest {
        list,
        filter: Filter::All,
        search: Search {
            query: query.clone(),
            best_first: false,
            now: now(),
        },
        anchor,
        reach: PIECE,
        kept: Vec::new(),
        day_start: out.lang().day_start(now()),
        expanded: Vec::new(),
    }
}

/// One entry; as text: date, marks, feed, title, link, and the snippet if there is to be one, with a tab between two.
fn line(
    row: &Headline,
    feeds: &[Feed],
    snippet: Option<&CleanText>,
    as_json: bool,
    out: &Output,
) -> String {
    let feed = feeds.iter().find(|feed| feed.id == row.feed);
    let title = feed.map_or("", |feed| feed.title.as_str());
    let date = out.lang().iso_date(row.sorted_at);
    let mut line = String::new();
    let written = if as_json {
        let mut entry = json!({
            "id": row.id.0,
            "feed": title,
            "feed_url": feed.map(|feed| feed.subscription.source.shown()),
            "title": row.title.as_str(),
            "link": row.link,
            "author": row.author.as_ref().map(CleanText::as_str),
            "date": date,
            "read": row.read,
            "saved": row.saved,
            "tags": row.tags.iter().map(CleanText::as_str).collect::<Vec<_>>(),
        });
        if let Some(snippet) = snippet {
            entry["snippet"] = snippet.as_str().into();
        }
        writeln!(line, "{entry}")
    } else {
        let marks = [
            if row.read { '-' } else { 'N' },
            if row.saved { 'S' } else { '-' },
        ];
        let link = row.link.as_deref().unwrap_or_default();
        let snippet = snippet.map(|snippet| format!("\t{}", snippet.as_str()));
        writeln!(
            line,
            "{date}\t{}{}\t{title}\t{}\t{link}{}",
            marks[0],
            marks[1],
            row.title.as_str(),
            snippet.unwrap_or_default()
        )
    };
    written.expect("a string takes whatever is written");
    line
}
