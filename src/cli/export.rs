//! `newsterm export --format`: entries as Markdown, HTML or text.

use std::path::Path;

use crate::app::with_files;
use crate::cli::cache::with_cache;
use crate::cli::exit::Exit;
use crate::cli::output::Output;
use crate::cli::query;
use crate::config::{Config, Paths};
use crate::feed::html;
use crate::lang::Phrase;
use crate::model::{Document, Exported, Feed, Format, Headline, List, Query};
use crate::store::{Reader, StoreError};
use crate::text::CleanText;

/// How entries are written.
#[derive(Clone, Copy)]
pub(super) struct Form {
    pub(super) format: Format,
    /// The texts of feeds, also where the cache has those of pages.
    pub(super) feed_text: bool,
}

/// Writes the entries that answer a query, newest first.
pub(super) fn run(
    config: &Config,
    paths: &Paths,
    words: &str,
    form: Form,
    file: Option<&Path>,
    out: &Output,
) -> Exit {
    let query = match query::read(words, out) {
        Ok(query) => query,
        Err(exit) => return exit,
    };
    let written = with_cache(config, paths, out, |mut database| {
        query::catch_up(&mut database, &query);
        write(&database.reader()?, &query, words, form, out)
    });
    let (text, entries) = match written {
        Ok(written) => written,
        Err(exit) => return exit,
    };
    if entries == 0 {
        out.say(&Phrase::CliListEmpty);
        return Exit::Done;
    }
    let written = |path| Phrase::CliExportedEntries { path, entries };
    out.write(&text, file, written)
}

/// Everything as one text, and how many entries there are.
fn write(
    reader: &Reader,
    query: &Query,
    words: &str,
    form: Form,
    out: &Output,
) -> Result<(String, u64), StoreError> {
    let format = form.format;
    let feeds = reader.feeds()?;
    let title = if words.is_empty() { "newsterm" } else { words };
    let mut text = format.head(&CleanText::line(title));
    let mut entries = 0;
    query::for_each_piece(reader, &List::All, query, out, |rows| {
        for row in rows {
            if entries > 0 {
                text.push_str(format.between());
            }
            text.push_str(&exported(reader, row, &feeds, form, out)?.part(format));
            entries += 1;
        }
        Ok(true)
    })?;
    Ok((text + format.foot(), entries))
}

fn exported(
    reader: &Reader,
    row: &Headline,
    feeds: &[Feed],
    form: Form,
    out: &Output,
) -> Result<Exported, StoreError> {
    let page = if form.feed_text {
        None
    } else {
        reader.page(row.id)?
    };
    let of_page = page.is_some();
    let document = match page {
        Some(page) => html::document(&page.body, Some(&page.base)),
        None => of_feed(reader, row)?,
    };
    let feed = feeds.iter().find(|feed| feed.id == row.feed);
    let parts = [
        feed.map(|feed| feed.title.as_str().to_owned()),
        row.author.as_ref().map(|author| author.as_str().to_owned()),
        Some(out.lang().date(row.sorted_at)),
        of_page.then(|| out.lang().say(&Phrase::ArticleFullText)),
    ];
    let byline: Vec<String> = parts.into_iter().flatten().collect();
    let title = if row.title.is_empty() {
        CleanText::line(&out.lang().say(&Phrase::EntryUntitled))
    } else {
        row.title.clone()
    };
    Ok(Exported {
        title,
        byline: CleanText::line(&byline.join(" · ")),
        link: row.link.clone(),
        document: with_files(out.lang(), document, &reader.details(row.id)?),
    })
}

/// The text that the feed gives.
fn of_feed(reader: &Reader, row: &Headline) -> Result<Document, StoreError> {
    let stored = reader.body(row.id)?;
    Ok(stored.map_or_else(Document::default, |stored| {
        let base = stored.link.as_deref().or(stored.home.as_deref());
        html::document(&stored.body, base)
    }))
}
