//! What an entry comes with besides its text, for commands about it: at hand where it is read, else asked of the cache.

use crate::app::state::Asking;
use crate::app::update::{Effects, downloading, files, sending};
use crate::app::{Command, Effect, Offer, Pane, RequestId, State};
use crate::model::{Details, FeedId};

/// Does what a command says with what the current entry comes with, now or when the cache has told that.
pub(super) fn run(state: &mut State, command: Command, count: Option<u32>, effects: &mut Effects) {
    match &state.article {
        Some(article) if state.focus == Pane::Article && state.opening.is_none() => {
            let (feed, details) = (article.headline.feed, article.details.clone());
            go_on(state, command, count, (feed, details), effects);
        }
        _ => ask(state, command, count, effects),
    }
}

fn ask(state: &mut State, command: Command, count: Option<u32>, effects: &mut Effects) {
    let Some(headline) = state.current_entry() else {
        return;
    };
    let (entry, feed) = (headline.id, headline.feed);
    let request = state.next_request();
    state.asking = Some(Asking {
        request,
        feed,
        command,
        count,
    });
    effects.push(Effect::LoadDetails { request, entry });
}

/// Goes on with the command that waits for this, unless the reader has pressed another key since.
pub(super) fn loaded(
    state: &mut State,
    request: RequestId,
    details: Details,
    effects: &mut Effects,
) {
    let awaited = |asking: &mut Asking| asking.request == request;
    if let Some(asking) = state.asking.take_if(awaited) {
        let entry = (asking.feed, details);
        go_on(state, asking.command, asking.count, entry, effects);
    }
}

fn go_on(
    state: &mut State,
    command: Command,
    count: Option<u32>,
    (feed, details): (FeedId, Details),
    effects: &mut Effects,
) {
    match command {
        Command::OpenComments => sending::open_comments(state, details.comments, effects),
        Command::Play => files::play(state, &details.enclosures, count, effects),
        Command::Download => {
            let files = details.enclosures;
            downloading::start(state, Offer { feed, files }, count, effects);
        }
        _ => {}
    }
}
