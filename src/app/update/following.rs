//! Following the links of an article: by letters over them, from a list.

use crate::app::update::{Effects, adding, copying, motion};
use crate::app::{
    Article, Command, Effect, Following, Pane, Pending, Resolution, State, Viewport, hints,
};
use crate::config::{Chord, Key};
use crate::lang::Phrase;
use crate::model::{FeedSource, LinkIndex};

/// Puts letters over the links on the screen; chooses the link of a number, where one was typed.
pub(super) fn start(state: &mut State, count: Option<u32>) {
    let number = count.map(|count| LinkIndex(count.saturating_sub(1) as usize));
    match (&state.article, number) {
        (Some(article), Some(link)) => match article.link(link) {
            Some(_) => state.following = Some(Following::Chosen(link)),
            None => state.say(Phrase::LinksNoSuch {
                count: article.link_count() as u64,
            }),
        },
        _ => put_letters(state),
    }
}

fn put_letters(state: &mut State) {
    match &state.article {
        Some(article) if !hints(article).is_empty() => {
            state.following = Some(Following::Hints {
                typed: String::new(),
            });
        }
        _ => state.say(Phrase::LinksNone),
    }
}

/// Lists the links of the article.
pub(super) fn list(state: &mut State) {
    match &state.article {
        Some(article) if article.link_count() > 0 => {
            state.following = Some(Following::List(Viewport::default()));
        }
        _ => state.say(Phrase::LinksNone),
    }
}

/// Takes a chord while a link is chosen.
pub(super) fn key(state: &mut State, chord: Chord, effects: &mut Effects) {
    let Some(following) = state.following.take() else {
        return;
    };
    match following {
        Following::Hints { typed } => type_letter(state, &typed, chord),
        following => {
            let mut pending = std::mem::take(&mut state.pending);
            let resolution = state
                .keymap
                .press(&mut pending, chord, state.keyboard, Pane::Article);
            state.pending = pending;
            match resolution {
                Resolution::Command(command, count) => {
                    run(state, following, command, count, effects);
                }
                Resolution::Pending => state.following = Some(following),
                Resolution::Unbound | Resolution::Elsewhere(_) | Resolution::Macro(_) => {
                    state.pending = Pending::default();
                }
            }
        }
    }
}

/// Takes a letter, also one of a keyboard on which it is another.
fn type_letter(state: &mut State, typed: &str, chord: Chord) {
    let Some(article) = &state.article else {
        return;
    };
    let hints = hints(article);
    let begun = |chord: Chord| match chord.key() {
        Key::Char(letter) => {
            let begun = format!("{typed}{}", letter.to_ascii_lowercase());
            let known = hints
                .iter()
                .any(|(_, _, letters)| letters.starts_with(&begun));
            known.then_some(begun)
        }
        _ => None,
    };
    // Any key that begins no letters means that the reader has thought better of it.
    let Some(typed) = begun(chord).or_else(|| chord.on_us_layout(state.keyboard).find_map(begun))
    else {
        return;
    };
    let chosen = hints.iter().find(|(_, _, letters)| *letters == typed);
    state.following = Some(match chosen {
        Some((link, ..)) => Following::Chosen(*link),
        None => Following::Hints { typed },
    });
}

fn run(
    state: &mut State,
    following: Following,
    command: Command,
    count: Option<u32>,
    effects: &mut Effects,
) {
    let link = match &following {
        Following::Chosen(link) => Some(*link),
        Following::List(view) => Some(LinkIndex(view.selected)),
        Following::Hints { .. } => None,
    };
    let url = link.and_then(|link| Some(state.article.as_ref()?.link(link)?.url.clone()));
    match (command, url) {
        (Command::Open | Command::OpenInBrowser, Some(url)) => {
            effects.push(Effect::OpenInBrowser(url));
        }
        (Command::CopyLink, Some(url)) => copying::copy(state, url, effects),
        (Command::AddFeed, Some(url)) => follow_feed(state, url, effects),
        (Command::Quit, _) => effects.push(Effect::Quit),
        (Command::Redraw, _) => {
            effects.push(Effect::Redraw);
            state.following = Some(following);
        }
        (Command::Suspend, _) => effects.push(Effect::Suspend),
        (command, _) => {
            if let Following::List(mut view) = following
                && !matches!(command, Command::Back | Command::Close | Command::ListLinks)
            {
                let links = state.article.as_ref().map_or(0, Article::link_count);
                let rows = usize::from(state.size.rows);
                motion::run_in_list(&mut view, links, rows, command, count);
                state.following = Some(Following::List(view));
            }
        }
    }
}

/// Looks at a link as a feed; it may lead no further than what a page of the article's feed could.
fn follow_feed(state: &mut State, address: String, effects: &mut Effects) {
    let feed = state.article.as_ref().map(|article| article.headline.feed);
    let source = feed.and_then(|feed| Some(&state.sources.feed(feed)?.subscription.source));
    let site = match source {
        Some(FeedSource::Url(url)) => url.clone(),
        // Nothing of the reader's own network is named by what a program prints.
        _ => "https://invalid.".to_owned(),
    };
    adding::look_at(state, address, site, effects);
}
