//! Following a feed: its address typed, one of several chosen, looked at, kept.

use crate::app::update::{Effects, motion, reload};
use crate::app::{
    Adding, AddingStage, Arrival, Command, Effect, Purpose, RequestId, State, SubscriptionChange,
    Viewport,
};
use crate::lang::Phrase;
use crate::model::{Found, List, Wanted, without_password};

/// Asks whether the selected feed is to be followed no more.
pub(super) fn ask_to_end(state: &mut State) {
    let feed = match state.sources.selected_list() {
        Some(List::Feed(feed)) => state.sources.feed(feed),
        _ => None,
    };
    let Some(feed) = feed else {
        return state.complain(no_feed(state));
    };
    let purpose = Purpose::Unsubscribe {
        address: feed.subscription.source.address().to_owned(),
        title: feed.title.as_str().to_owned(),
    };
    state.ask(purpose, "");
}

/// Why what is selected cannot be followed no more.
fn no_feed(state: &State) -> Phrase {
    match state.sources.selected_list() {
        Some(List::Smart(list)) => Phrase::StatusOwnList {
            name: list.name.as_str().to_owned(),
        },
        _ => Phrase::StatusSelectFeed,
    }
}

/// Takes word that a feed is followed no more, or again.
pub(super) fn changed(
    state: &mut State,
    change: Result<SubscriptionChange, Phrase>,
    effects: &mut Effects,
) {
    match change {
        Ok(change) => {
            state.say(match change {
                SubscriptionChange::Ended(title) => Phrase::StatusUnsubscribed {
                    title,
                    key: state.key_of(Command::Undo),
                },
                SubscriptionChange::Undone => Phrase::StatusUndone,
                SubscriptionChange::Redone => Phrase::StatusRedone,
            });
            reload(state, effects);
        }
        Err(phrase) => state.complain(phrase),
    }
}

/// Begins to ask for an address; one that led nowhere stands there to be mended.
pub(super) fn start(state: &mut State) {
    let mistyped = state.mistyped.clone();
    state.ask(Purpose::Address, &mistyped);
}

/// Looks for the feeds of an address as typed.
pub(super) fn look(state: &mut State, typed: &str, effects: &mut Effects) {
    let address = typed.trim().to_owned();
    if !address.is_empty() {
        find(state, Wanted::Typed(address), effects);
    }
}

/// Looks at an address that something of a site names.
pub(super) fn look_at(state: &mut State, address: String, site: String, effects: &mut Effects) {
    find(state, Wanted::Offered { address, site }, effects);
}

fn find(state: &mut State, wanted: Wanted, effects: &mut Effects) {
    let request = state.next_request();
    let (address, site) = match &wanted {
        Wanted::Typed(address) => (address.clone(), address.clone()),
        Wanted::Offered { address, site } => (address.clone(), site.clone()),
    };
    state.adding = Some(Adding {
        request,
        site,
        stage: AddingStage::Looking { address },
    });
    effects.push(Effect::FindFeeds { request, wanted });
}

/// Takes a command while a feed is on its way.
pub(super) fn run(state: &mut State, command: Command, count: Option<u32>, effects: &mut Effects) {
    match command {
        Command::Quit => effects.push(Effect::Quit),
        Command::Suspend => effects.push(Effect::Suspend),
        Command::Redraw => effects.push(Effect::Redraw),
        // What is being kept already cannot be called back.
        Command::Back | Command::Close => {
            let given_up = state.adding.take();
            if given_up.is_some_and(|adding| matches!(adding.stage, AddingStage::Looking { .. })) {
                effects.push(Effect::StopFinding);
            }
        }
        Command::Open => take(state, effects),
        command => {
            let rows = usize::from(state.size.rows);
            if let Some(Adding {
                stage: AddingStage::Choosing { candidates, view },
                ..
            }) = &mut state.adding
            {
                motion::run_in_list(view, candidates.len(), rows, command, count);
            }
        }
    }
}

/// Takes the candidate selected, or the feed shown.
fn take(state: &mut State, effects: &mut Effects) {
    let Some(adding) = &mut state.adding else {
        return;
    };
    match &adding.stage {
        AddingStage::Looking { .. } | AddingStage::Keeping(_) => {}
        AddingStage::Choosing { candidates, view } => {
            if let Some(candidate) = candidates.get(view.selected) {
                let wanted = Wanted::Offered {
                    address: candidate.address.clone(),
                    site: adding.site.clone(),
                };
                find(state, wanted, effects);
            }
        }
        AddingStage::Showing(preview) => {
            let preview = preview.clone();
            effects.push(Effect::AddFeed {
                request: adding.request,
                feed: preview.clone(),
            });
            adding.stage = AddingStage::Keeping(preview);
        }
    }
}

/// Takes what a search has found.
pub(super) fn found(state: &mut State, request: RequestId, found: Result<Found, Phrase>) {
    let awaited = |adding: &&mut Adding| {
        adding.request == request && matches!(adding.stage, AddingStage::Looking { .. })
    };
    let Some(adding) = state.adding.as_mut().filter(awaited) else {
        return;
    };
    if found.is_ok() {
        state.mistyped.clear();
    }
    match found {
        Ok(Found::Feed(preview)) => adding.stage = AddingStage::Showing(preview),
        Ok(Found::Candidates(candidates)) => {
            adding.stage = AddingStage::Choosing {
                candidates,
                view: Viewport::default(),
            };
        }
        Err(phrase) => {
            let site = std::mem::take(&mut adding.site);
            // What has a password in it is shown once, as it is typed.
            if without_password(&site) == site {
                state.mistyped = site;
            }
            state.adding = None;
            state.complain(phrase);
        }
    }
}

/// Takes word that a feed is followed, whether the reader still waits for it or not.
pub(super) fn added(
    state: &mut State,
    request: RequestId,
    added: Result<Arrival, Phrase>,
    effects: &mut Effects,
) {
    state.adding.take_if(|adding| adding.request == request);
    match added {
        Ok(Arrival { feed, title, known }) => {
            state.say(if known {
                Phrase::StatusFeedKnown { title }
            } else {
                Phrase::StatusFeedAdded { title }
            });
            state.arriving = Some(feed);
            effects.extend(state.load_sources());
        }
        Err(phrase) => state.complain(phrase),
    }
}

/// Shows a feed that was added, once the list of feeds has it.
pub(super) fn show_arrived(state: &mut State, effects: &mut Effects) {
    let Some(feed) = state
        .arriving
        .filter(|feed| state.sources.feed(*feed).is_some())
    else {
        return;
    };
    state.arriving = None;
    state.sources.select(&List::Feed(feed));
    motion::show_selected_source(state, effects);
}
