//! Where articles are left in the middle, and opened again.

use crate::app::article::TextPlace;
use crate::app::update::Effects;
use crate::app::{Command, Effect, LoadedArticle, State};
use crate::lang::Phrase;
use crate::model::LeftAt;

/// Keeps where the open article is left, where that has changed since it was opened.
pub(super) fn keep(state: &mut State, effects: &mut Effects) {
    let (Some(article), Some(texts)) = (&state.article, &mut state.texts) else {
        return;
    };
    // Until the cache has given the article nobody knows where it was left.
    let entry = article.headline.id;
    let Some(loaded) = texts.loaded.as_mut().filter(|loaded| loaded.entry == entry) else {
        return;
    };
    let of_page = texts.of_page || texts.of_old_page;
    let left_at = article
        .left_in_the_middle()
        .map(|TextPlace { block, byte }| LeftAt {
            of_page,
            block,
            byte,
        });
    if loaded.left_at == left_at {
        return;
    }
    loaded.left_at = left_at;
    state.left.insert(entry, left_at);
    effects.push(Effect::KeepPosition { entry, left_at });
}

/// Where an article was left, as far as it is known here or the cache says.
pub(super) fn known(state: &State, loaded: &LoadedArticle) -> Option<LeftAt> {
    let here = state.left.get(&loaded.entry).copied();
    here.unwrap_or(loaded.left_at)
}

/// Goes to where the article on the screen was left, and says so.
pub(super) fn resume(state: &mut State, left_at: Option<LeftAt>) {
    let (Some(article), Some(LeftAt { block, byte, .. })) = (&mut state.article, left_at) else {
        return;
    };
    article.resume(TextPlace { block, byte });
    if state.notice.is_none() {
        let key = state.key_of(Command::First);
        state.say(Phrase::StatusLeftHere { key });
    }
}

#[cfg(test)]
mod tests;
