//! Queries on the command line, and what answers them.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::cli::exit::Exit;
use crate::cli::output::{Output, remark};
use crate::lang::{Lang, Phrase};
use crate::model::{Anchor, Filter, Headline, List, Query, QueryError, Search, WindowRequest};
use crate::runtime::{index_all, now};
use crate::store::{Database, Reader, StoreError};

/// Entries read from the cache at a time.
const PIECE: usize = 500;

/// Reads a query; says what cannot be understood of it, and shows the place.
pub(super) fn read(text: &str, out: &Output) -> Result<Query, Exit> {
    Query::parse(text).map_err(|error| {
        remark(&shown(text, &error, out.lang()));
        Exit::Usage
    })
}

/// Brings what has come into the index of words, where the query asks it: refreshing does not. What cannot be
/// indexed is not found, and the rest is.
pub(super) fn catch_up(database: &mut Database, query: &Query) {
    if query.asks_for_words()
        && let Err(error) = index_all(database)
    {
        tracing::warn!(?error, "entries cannot be indexed");
    }
}

/// Reads the entries of a list that answer a query, newest first. `take` gets them piece by piece, and says whether
/// it wants more.
pub(super) fn for_each_piece(
    reader: &Reader,
    list: &List,
    query: &Query,
    out: &Output,
    mut take: impl FnMut(&[Headline]) -> Result<bool, StoreError>,
) -> Result<(), StoreError> {
    let mut anchor = Anchor::First;
    loop {
        let window = reader.window(&request(list, query, anchor, out))?;
        // A window around a row holds that row and some before it, which were taken already.
        let from = match anchor {
            Anchor::Around(place) => window.rows.partition_point(|row| row.position() >= place),
            Anchor::First | Anchor::Last => 0,
        };
        let rows = &window.rows[from..];
        let goes_on = take(rows)?;
        match rows.last() {
            Some(last) if goes_on && window.more_after => {
                anchor = Anchor::Around(last.position());
            }
            _ => return Ok(()),
        }
    }
}

fn request(list: &List, query: &Query, anchor: Anchor, out: &Output) -> WindowRequest {
    WindowRequest {
        list: list.clone(),
        filter: Filter::All,
        search: Search {
            query: query.clone(),
            best_first: false,
            now: now(),
        },
        anchor,
        before: PIECE,
        after: PIECE,
        kept: Vec::new(),
        day_start: out.lang().day_start(now()),
        expanded: Vec::new(),
    }
}

fn shown(text: &str, error: &QueryError, lang: &Lang) -> String {
    let phrase = Phrase::from(&error.problem);
    let snippet = Snippet::source(text).annotation(
        AnnotationKind::Primary
            .span(error.span.clone())
            .label(lang.say(&phrase)),
    );
    let group = Level::ERROR
        .with_name(lang.say(&Phrase::LabelError))
        .primary_title(lang.say(&Phrase::CliBadQuery))
        .element(snippet);
    let group = match lang.hint(&phrase) {
        Some(hint) => group.element(
            Level::HELP
                .with_name(lang.say(&Phrase::LabelHint))
                .message(hint),
        ),
        None => group,
    };
    Renderer::plain().render(&[group])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_is_shown_at_its_place() {
        let text = "unread title:\"a b\" autor:ali";
        let error = Query::parse(text).unwrap_err();
        let shown = shown(text, &error, &Lang::plain("en"));
        let expected = "\
error: the query is not understood
  |
1 | unread title:\"a b\" autor:ali
  |                    ^^^^^^ there is no field autor
  |
  = hint: Fields are tag, feed, folder, title, author, text, age, lang, has, words, score and is. Put it in quotes to search for it.";
        assert_eq!(shown, expected);
    }
}
