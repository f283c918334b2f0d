//! A search made a list of the reader's own.

use crate::app::headlines::Aim;
use crate::app::update::Effects;
use crate::app::{Command, Effect, Pane, Prompt, Purpose, State};
use crate::lang::Phrase;
use crate::model::query::{Clause, Comparison, Term, is_named};
use crate::model::{Feed, Filter, List, Query, SmartList};
use crate::text::{CleanText, fold};

/// Seconds of a day: of today no more is said in a query.
const DAY: i64 = 86_400;

/// Asks what to call the list that the search would be.
pub(super) fn start(state: &mut State) {
    // What cannot be understood is still to be mended.
    if state.prompt.as_ref().and_then(Prompt::mistake).is_some() {
        return;
    }
    let words = state.headlines.search().to_owned();
    if words.is_empty() {
        state.prompt = None;
        let key = state.key_of(Command::Search);
        return state.complain(Phrase::StatusNothingSearched { key });
    }
    let query = shown(state);
    state.ask(Purpose::ListName { query }, &words);
}

/// What the entries on the screen are: of the list, of what is not left out of it, of the search.
fn shown(state: &State) -> Query {
    let term = |term| Query {
        clause: Clause::Term(term),
    };
    let of_list = match state.headlines.list() {
        List::All => Query::default(),
        List::Unread => term(Term::Unread),
        List::Saved => term(Term::Saved),
        List::Today => term(Term::Age(Comparison::Less, DAY)),
        List::Folder(name) => term(Term::Folder(name.as_str().to_owned())),
        List::Feed(id) => state
            .sources
            .feed(*id)
            .map_or_else(Query::default, |feed| of_feed(feed, state.sources.feeds())),
        List::Smart(list) => list.query.clone(),
    };
    let filter = match state.headlines.filter() {
        Filter::Unread if *state.headlines.list() != List::Unread => term(Term::Unread),
        _ => Query::default(),
    };
    of_list.and(&filter).and(state.headlines.query())
}

/// What the entries of one feed are: its address is there, which no publisher changes as a title, and the longer
/// addresses of others that hold it are not.
fn of_feed(feed: &Feed, all: &[Feed]) -> Query {
    let address = feed.subscription.source.address();
    let meant = |address: &str| Clause::Term(Term::Feed(address.to_owned()));
    let others = all.iter().filter(|other| {
        let own = other.subscription.source.address();
        other.id != feed.id
            && is_named(address, other.title.as_str(), own)
            && !is_named(own, feed.title.as_str(), address)
    });
    let others = others.map(|other| {
        let address = other.subscription.source.address();
        Clause::Not(Box::new(meant(address)))
    });
    Query {
        clause: Clause::All(std::iter::once(meant(address)).chain(others).collect()),
    }
}

/// Orders the list to be written to the settings.
pub(super) fn save(state: &mut State, name: &str, query: Query, effects: &mut Effects) {
    let name = CleanText::line(name);
    let known = |list: &&SmartList| fold(list.name.as_str()) == fold(name.as_str());
    if name.is_empty() {
        let key = state.key_of(Command::SaveSearch);
        return state.complain(Phrase::StatusListUnnamed { key });
    }
    if let Some(known) = state.sources.lists().iter().find(known) {
        let name = known.name.as_str().to_owned();
        return state.complain(Phrase::ConfigListExists { name });
    }
    // As it will be read from the settings.
    let query = Query::parse(&query.to_string()).unwrap_or(query);
    effects.push(Effect::SaveList(SmartList { name, query }));
}

/// Shows the list that was written.
pub(super) fn saved(
    state: &mut State,
    name: &CleanText,
    saved: Result<Vec<SmartList>, Phrase>,
    effects: &mut Effects,
) {
    let lists = match saved {
        Ok(lists) => lists,
        Err(phrase) => return state.complain(phrase),
    };
    let new = lists.iter().find(|list| list.name == *name).cloned();
    state.sources.set_lists(lists);
    effects.extend(state.count_lists());
    // Who has gone on to read is not called back.
    if let Some(new) = new
        .map(List::Smart)
        .filter(|_| state.focus != Pane::Article)
    {
        state.sources.select(&new);
        state.headlines.open(new);
        effects.push(state.load_window(Aim::First));
    }
    let name = name.as_str().to_owned();
    state.say(Phrase::StatusListSaved { name });
}
