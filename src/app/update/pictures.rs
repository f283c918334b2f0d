//! The pictures of the open article: shown or not, fetched as the reader comes to them.

use crate::app::update::Effects;
use crate::app::{
    CellSize, Command, Effect, LoadedArticle, Pane, PictureSize, RequestId, Room, State,
    WantedPicture,
};
use crate::config::Images;
use crate::lang::Phrase;
use crate::text::CleanText;

/// Shows the pictures of the article, or hides them again.
pub(super) fn toggle(state: &mut State) {
    let Some(cell) = state.interface.pictures else {
        return state.complain(Phrase::StatusPicturesNone);
    };
    let Some(article) = &mut state.article else {
        return;
    };
    let texts = state.texts.get_or_insert_default();
    let loaded = texts.loaded.as_ref();
    if loaded.is_some_and(|loaded| loaded.images == Images::Off) {
        return state.complain(Phrase::StatusPicturesOff);
    }
    if !article.has_pictures() {
        return state.say(Phrase::StatusPicturesLacking);
    }
    let shown = !article.shows_pictures();
    texts.pictures = Some(shown);
    article.show_pictures(shown.then_some(cell));
    if !shown {
        let key = state.key_of(Command::Pictures);
        state.say(Phrase::StatusPicturesHidden { key });
    }
}

/// Shows the pictures of an article just put on the screen, where the reader or the settings want them.
pub(super) fn begin(state: &mut State, loaded: &LoadedArticle) {
    let wish = state.texts.as_ref().and_then(|texts| texts.pictures);
    let unasked = loaded.images.unasked();
    let shown = loaded.images != Images::Off && wish.unwrap_or(unasked);
    if let Some(article) = &mut state.article {
        article.show_pictures(state.interface.pictures.filter(|_| shown));
    }
}

/// Asks for the pictures that are on the screen or will be with the next page.
pub(super) fn load(state: &mut State, effects: &mut Effects) {
    let Some(article) = &mut state.article else {
        return;
    };
    if state.geometry.body(Pane::Article).is_none() {
        return;
    }
    let wanted = article.wanted_pictures();
    if wanted.is_empty() {
        return;
    }
    let entry = article.headline.id;
    let feed = state.sources.feed(article.headline.feed);
    let feed = feed.map(|feed| feed.subscription.source.address().to_owned());
    let feed = feed.unwrap_or_default();
    let words = CleanText::line(&state.lang.say(&Phrase::PictureComing));
    for (number, link, room) in wanted {
        let request = state.next_request();
        let Some(article) = &mut state.article else {
            return;
        };
        let Some(url) = article.link(link).map(|link| link.url.clone()) else {
            continue;
        };
        article.note_picture_asked(number, request, &words);
        effects.push(Effect::LoadPicture {
            request,
            picture: WantedPicture {
                entry,
                url,
                feed: feed.clone(),
                room,
            },
        });
    }
}

/// Shows a picture that came, or says after its alternative text why it does not. What comes for another article
/// changes nothing.
pub(super) fn came(
    state: &mut State,
    request: RequestId,
    picture: Result<(PictureSize, Room), Phrase>,
) {
    let picture = picture.map_err(|why| CleanText::line(&state.lang.say(&why)));
    if let Some(article) = &mut state.article {
        article.picture_came(request, picture.as_ref().copied());
    }
}

/// Asks again for a picture that is not kept any more, where it is still seen.
pub(super) fn dropped(state: &mut State, request: RequestId) {
    if let Some(article) = &mut state.article {
        article.picture_dropped(request);
    }
}

/// Shows pictures in cells of another size.
pub(super) fn measured(state: &mut State, cell: CellSize) {
    if state.interface.pictures.is_none() {
        return;
    }
    state.interface.pictures = Some(cell);
    if let Some(article) = &mut state.article
        && article.shows_pictures()
    {
        article.show_pictures(Some(cell));
    }
}

#[cfg(test)]
mod tests;
