//! The text of the feed and the text of the page, one in place of the other.

use crate::app::full_text::{Fetching, Texts};
use crate::app::update::{Effects, opening, positions};
use crate::app::{Command, Effect, LoadedArticle, Pane, RequestId, State, WantedPage};
use crate::lang::Phrase;
use crate::model::{Document, LeftAt};

/// Shows the text of the other kind; fetches the page where the cache does not have it.
pub(super) fn toggle(state: &mut State, effects: &mut Effects) {
    if state.focus != Pane::Article {
        opening::open_selected(state, effects);
        if state.opening.is_some() {
            state.texts.get_or_insert_default().asked = true;
        }
        return;
    }
    let texts = state.texts.get_or_insert_default();
    let Some(loaded) = texts.loaded.take() else {
        // The cache has not given the article yet.
        texts.asked = !texts.asked;
        return;
    };
    if loaded.page.is_some() {
        let of_page = !texts.of_page;
        show(state, loaded, of_page);
        let key = state.key_of(Command::FullText);
        state.say(if of_page {
            Phrase::StatusFullText { key }
        } else {
            Phrase::StatusFeedText { key }
        });
        return;
    }
    texts.loaded = Some(loaded);
    if let Some(fetching) = &mut texts.fetching {
        fetching.asked = true;
        return state.say(Phrase::StatusPageFetching);
    }
    fetch(state, true, effects);
}

/// Shows an article that the cache gave, where it was left in the middle; else from the beginning, the text of its page
/// where it has that.
pub(super) fn loaded(state: &mut State, mut loaded: LoadedArticle, effects: &mut Effects) {
    let asked = state.texts.as_ref().is_some_and(|texts| texts.asked);
    let (lacking, outdated) = (loaded.lacking, loaded.outdated);
    let has_page = loaded.page.is_some();
    state.texts = Some(Texts::default());
    let left_at = positions::known(state, &loaded);
    loaded.left_at = left_at;
    let of_page = asked && has_page || begins_with_page(&loaded, left_at);
    show(state, loaded, of_page);
    positions::resume(state, left_at.filter(|left_at| left_at.of_page == of_page));
    if lacking || (asked && !has_page) {
        fetch(state, asked && !has_page, effects);
    } else if outdated {
        let key = state.key_of(Command::FetchPage);
        state.say(Phrase::StatusPageOutdated { key });
    }
}

/// Whether an article that is opened shows the text of its page, for it was not left in that of its feed.
pub(super) fn begins_with_page(loaded: &LoadedArticle, left_at: Option<LeftAt>) -> bool {
    loaded.page.is_some() && left_at.is_none_or(|left_at| left_at.of_page)
}

/// Fetches the page again, whatever the cache has of it.
pub(super) fn again(state: &mut State, effects: &mut Effects) {
    let Some(texts) = state.texts.as_mut().filter(|texts| texts.loaded.is_some()) else {
        return;
    };
    match &mut texts.fetching {
        Some(fetching) => {
            fetching.asked = true;
            state.say(Phrase::StatusPageFetching);
        }
        None => fetch(state, true, effects),
    }
}

/// Shows the text of a page that was fetched, or says why there is none. What comes for another article than the one
/// shown changes nothing; nor does what nobody asked for, where the reader has begun to read.
pub(super) fn fetched(state: &mut State, request: RequestId, page: Result<Box<Document>, Phrase>) {
    let Some(texts) = &mut state.texts else {
        return;
    };
    let Some(fetching) = texts
        .fetching
        .take_if(|fetching| fetching.request == request)
    else {
        return;
    };
    let shown = state.article.as_ref().map(|article| article.headline.id);
    let Some(mut loaded) = texts.loaded.take_if(|loaded| Some(loaded.entry) == shown) else {
        return;
    };
    match page {
        Ok(page) => {
            loaded.page = Some(*page);
            loaded.outdated = false;
            let begun = state
                .article
                .as_ref()
                .is_some_and(|article| !article.at_start());
            let of_page = fetching.asked || !begun;
            if of_page {
                show(state, loaded, true);
            } else {
                // What is shown may be the text of the page as it was.
                texts.of_old_page |= std::mem::take(&mut texts.of_page);
                texts.loaded = Some(loaded);
            }
            let key = state.key_of(Command::FullText);
            state.say(if of_page {
                Phrase::StatusFullText { key }
            } else {
                Phrase::StatusFullTextHere { key }
            });
        }
        Err(why) => {
            texts.loaded = Some(loaded);
            if fetching.asked {
                state.complain(why);
            } else {
                state.say(why);
            }
        }
    }
}

fn show(state: &mut State, loaded: LoadedArticle, of_page: bool) {
    opening::show_article(state, &loaded, of_page);
    let texts = state.texts.get_or_insert_default();
    (texts.of_page, texts.of_old_page) = (of_page, false);
    texts.loaded = Some(loaded);
}

fn fetch(state: &mut State, asked: bool, effects: &mut Effects) {
    let Some(headline) = state.article.as_ref().map(|article| &article.headline) else {
        return;
    };
    let feed = state.sources.feed(headline.feed);
    let (Some(link), Some(feed)) = (headline.link.clone(), feed) else {
        if asked {
            state.complain(Phrase::StatusNoLink);
        }
        return;
    };
    let (entry, feed) = (headline.id, feed.subscription.source.address().to_owned());
    let request = state.next_request();
    let texts = state.texts.get_or_insert_default();
    texts.fetching = Some(Fetching { request, asked });
    // Who asks for the page wants to see it, whatever it has.
    let letters = texts.loaded.as_ref().map_or(0, |loaded| loaded.letters);
    let more_than = if asked { 0 } else { letters };
    effects.push(Effect::FetchPage {
        request,
        page: WantedPage {
            entry,
            link,
            feed,
            more_than,
        },
    });
    state.say(Phrase::StatusPageFetching);
}

#[cfg(test)]
mod tests;
