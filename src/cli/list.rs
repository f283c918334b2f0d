//! `newsterm list`: entries as text or JSON, for people and scripts.

use std::fmt::Write as _;

use serde_json::json;

use crate::cli::arguments::ListOptions;
use crate::cli::cache::with_cache;
use crate::cli::exit::Exit;
use crate::cli::output::{self, Output};
use crate::cli::query;
use crate::config::{Config, Paths};
use crate::lang::Phrase;
use crate::model::{Feed, Headline, List, Query};
use crate::runtime::snippet;
use crate::store::{Reader, StoreError};
use crate::text::CleanText;

/// Characters of a snippet, about.
const SNIPPET: usize = 120;

/// Prints the entries asked for, newest first.
pub(super) fn run(config: &Config, paths: &Paths, options: &ListOptions, out: &Output) -> Exit {
    let query = match query::read(&options.query, out) {
        Ok(query) => query,
        Err(exit) => return exit,
    };
    let printed = with_cache(config, paths, out, |mut database| {
        query::catch_up(&mut database, &query);
        print(&database.reader()?, options, &query, out)
    });
    printed.unwrap_or_else(|exit| exit)
}

fn print(
    reader: &Reader,
    options: &ListOptions,
    query: &Query,
    out: &Output,
) -> Result<Exit, StoreError> {
    let feeds = reader.feeds()?;
    let (mut printed, mut exit) = (0, Exit::Done);
    query::for_each_piece(reader, &list(options), query, out, |rows| {
        let mut lines = String::new();
        for row in rows {
            let snippet = options
                .snippets
                .then(|| snippet(reader, row.id, query, SNIPPET))
                .transpose()?;
            lines.push_str(&line(row, &feeds, snippet.as_ref(), options.json, out));
        }
        exit = output::data(&lines);
        printed += rows.len();
        Ok(exit == Exit::Done)
    })?;
    if printed == 0 && !options.json {
        out.say(&Phrase::CliListEmpty);
    }
    Ok(exit)
}

const fn list(options: &ListOptions) -> List {
    match options {
        ListOptions { saved: true, .. } => List::Saved,
        ListOptions { unread: true, .. } => List::Unread,
        ListOptions { .. } => List::All,
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
