//! `newsterm export --format`: entries as Markdown, HTML or text.

use std::path::Path;

use crate::cli::exit::Exit;
use crate::cli::output::{self, Output};
use crate::cli::query;
use crate::config::{Config, Paths};
use crate::feed::html;
use crate::lang::Phrase;
use crate::model::{
    Anchor, Document, Exported, Feed, Filter, Format, Headline, List, Query, Search, WindowRequest,
};
use crate::runtime::{RunError, index_all, now, open_cache, report, write_new};
use crate::store::{Reader, StoreError};
use crate::text::CleanText;

/// Entries read from the cache at a time.
const PIECE: usize = 200;

/// Writes the entries that answer a query, newest first.
pub(super) fn run(
    config: &Config,
    paths: &Paths,
    words: &str,
    format: Format,
    file: Option<&Path>,
    out: &Output,
) -> Exit {
    let query = match query::read(words, out) {
        Ok(query) => query,
        Err(exit) => return exit,
    };
    let mut news = |phrase| out.warn(&phrase);
    let written = open_cache(config, &paths.database, &mut news).and_then(|mut database| {
        // What cannot be indexed is not found, and the rest is.
        if query.asks_for_words()
            && let Err(error) = index_all(&mut database)
        {
            tracing::warn!(?error, "entries cannot be indexed");
        }
        let written = database
            .reader()
            .and_then(|reader| write(&reader, &query, words, format, out));
        written.map_err(|source| RunError::Store {
            path: paths.database.clone(),
            source,
        })
    });
    let (text, entries) = match written {
        Ok(written) => written,
        Err(error) => {
            tracing::error!(?error, "the entries could not be exported");
            return out.fail(&report::run(&error), Exit::of(&error));
        }
    };
    if entries == 0 {
        out.say(&Phrase::CliListEmpty);
        return Exit::Done;
    }
    let Some(file) = file.filter(|file| *file != Path::new("-")) else {
        return output::data(&text);
    };
    let path = file.display().to_string();
    match write_new(file, &text) {
        Ok(()) => {
            out.say(&Phrase::CliExportedEntries { path, entries });
            Exit::Done
        }
        Err(error) => out.fail(
            &Phrase::ExportNotWritten {
                path,
                cause: error.to_string(),
            },
            Exit::Failed,
        ),
    }
}

/// Everything as one text, and how many entries there are.
fn write(
    reader: &Reader,
    query: &Query,
    words: &str,
    format: Format,
    out: &Output,
) -> Result<(String, u64), StoreError> {
    let feeds = reader.feeds()?;
    let title = if words.is_empty() { "newsterm" } else { words };
    let mut text = format.head(&CleanText::line(title));
    let mut entries = 0;
    let mut anchor = Anchor::First;
    loop {
        let window = reader.window(&request(query, anchor, out))?;
        // A window around a row holds that row and some before it, which are written already.
        let from = match anchor {
            Anchor::Around(place) => window.rows.partition_point(|row| row.position() >= place),
            Anchor::First | Anchor::Last => 0,
        };
        for row in &window.rows[from..] {
            if entries > 0 {
                text.push_str(format.between());
            }
            text.push_str(&exported(reader, row, &feeds, out)?.part(format));
            entries += 1;
        }
        match window.rows[from..].last() {
            Some(last) if window.more_after => anchor = Anchor::Around(last.position()),
            _ => return Ok((text + format.foot(), entries)),
        }
    }
}

fn request(query: &Query, anchor: Anchor, out: &Output) -> WindowRequest {
    WindowRequest {
        list: List::All,
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

fn exported(
    reader: &Reader,
    row: &Headline,
    feeds: &[Feed],
    out: &Output,
) -> Result<Exported, StoreError> {
    let document = reader
        .body(row.id)?
        .map_or_else(Document::default, |stored| {
            let base = stored.link.as_deref().or(stored.home.as_deref());
            html::document(&stored.body, base)
        });
    let feed = feeds.iter().find(|feed| feed.id == row.feed);
    let parts = [
        feed.map(|feed| feed.title.as_str().to_owned()),
        row.author.as_ref().map(|author| author.as_str().to_owned()),
        Some(out.lang().date(row.sorted_at)),
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
        document,
    })
}
