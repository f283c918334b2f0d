//! The pane of a list's entries.

use std::rc::Rc;

use crate::app::{Area, Command, Pane, State, title_of};
use crate::config::Role;
use crate::lang::Phrase;
use crate::model::query::Column;
use crate::model::{DirectionSetting, Feed, FeedHealth, Filter, Headline, List, Query};
use crate::text::{CleanText, Direction, Line, base_direction};
use crate::ui::canvas::{Align, Canvas};
use crate::ui::sources::list_title;

/// Columns of the marks before a title: unread, saved, space.
const MARKS: u16 = 3;
/// Columns of the age after a title, with the space before it.
const AGE: u16 = 5;
/// Columns of the number of others that a line stands for, with the space before it.
const OTHERS: u16 = 4;
/// Columns that lines under another stand further in.
const NESTED: u16 = 2;
/// Columns of the feed's name between title and age.
const SOURCE: u16 = 18;
/// Panes narrower than this have no room for the feed's name.
const SOURCE_FROM_WIDTH: u16 = 64;

pub(super) fn view(state: &State, canvas: &mut Canvas) {
    let Some(body) = state.geometry.body(Pane::Headlines) else {
        return;
    };
    super::pane_title(
        state,
        Pane::Headlines,
        &title(state),
        &remark(state),
        canvas,
    );
    if state.headlines.rows().is_empty() {
        return empty(state, body, canvas);
    }
    let view = state.headlines.view;
    let height = u16::try_from(state.row_height(Pane::Headlines)).unwrap_or(1);
    let places = body.rows().step_by(usize::from(height));
    let rows = state.headlines.rows().iter().enumerate().skip(view.top);
    for (at, (n, headline)) in places.take(state.rows_of(Pane::Headlines)).zip(rows) {
        let mut texts = vec![row(state, headline, at, canvas)];
        texts.extend(
            (height > 1)
                .then(|| snippet(state, headline, at, canvas))
                .flatten(),
        );
        if n == view.selected {
            let focused = state.focus == Pane::Headlines;
            canvas.overlay(
                Area { height, ..at },
                if focused {
                    Role::Selection
                } else {
                    Role::SelectionUnfocused
                },
            );
        }
        // Over the selection: what was found is what the reader looks for.
        for text in texts {
            let cells = hits(state.headlines.query(), &text);
            canvas.overlay_cells(text.at, &text.line, Align::Text, &cells, Role::SearchHit);
        }
    }
}

/// Text of an entry as it stands on the screen.
struct Shown {
    at: Area,
    line: Rc<Line>,
    place: Column,
    text: CleanText,
}

/// The cells of a text that show what was searched for; the ellipsis is one of them when it hides some of that.
fn hits(query: &Query, shown: &Shown) -> Vec<usize> {
    let mut cells = Vec::new();
    let line = &shown.line;
    for hit in query.hits(shown.place, shown.text.as_str()) {
        if hit.end > line.source.end as usize {
            let ellipsis = line.cells.iter().rposition(|cell| cell.source.is_empty());
            cells.extend(ellipsis);
        }
        cells.extend(line.cells_of(hit));
    }
    cells
}

/// Writes the text around what was found under its headline, beginning on the side where that begins.
fn snippet(state: &State, headline: &Headline, at: Area, canvas: &mut Canvas) -> Option<Shown> {
    let text = state.headlines.snippets.of(headline.id)?;
    let feed = state.sources.feed(headline.feed);
    let base = direction(feed, headline, text, state);
    let rest = at.after(MARKS);
    // Where it begins at the other edge, it begins under the title and not under the age.
    let width = if base == state.interface.direction {
        rest.width
    } else {
        title_width(state, headline, at)
    };
    let at = Area {
        top: at.top + 1,
        ..rest.first(width)
    };
    let line = canvas.laid_out(text, base, width);
    canvas.write_in(at, &line, Role::Muted, Align::Text);
    Some(Shown {
        at,
        line,
        place: Column::Text,
        text: text.clone(),
    })
}

/// Whether the feed's name stands behind a title.
fn with_source(state: &State, headline: &Headline, at: Area) -> bool {
    let of_feed = matches!(state.headlines.list(), List::Feed(_)) && !headline.nested;
    at.width >= SOURCE_FROM_WIDTH && !of_feed
}

/// The columns of the feed's name and the age, and of what stands between a title with its tags and those.
fn width_behind(state: &State, headline: &Headline, at: Area) -> u16 {
    let source = if with_source(state, headline, at) {
        SOURCE
    } else {
        0
    };
    let others = if headline.others > 0 { OTHERS } else { 0 };
    others + source + AGE
}

/// The columns that lines under another stand further in.
const fn indent(headline: &Headline) -> u16 {
    if headline.nested { NESTED } else { 0 }
}

/// The columns of a title with its tags.
fn title_width(state: &State, headline: &Headline, at: Area) -> u16 {
    let around = MARKS + indent(headline) + width_behind(state, headline, at);
    at.width.saturating_sub(around)
}

fn title(state: &State) -> String {
    let list = state.headlines.list();
    let name = list_title(state, list).as_str().to_owned();
    let search = state.headlines.search().to_owned();
    let phrase = if !search.is_empty() {
        Phrase::EntriesSearch {
            list: name,
            words: search,
        }
    } else if state.headlines.filter() == Filter::Unread && *list != List::Unread {
        Phrase::EntriesUnread { list: name }
    } else {
        return name;
    };
    state.lang.say(&phrase)
}

/// How far the index is, where more may be found when it is full.
fn remark(state: &State) -> String {
    if !is_unfinished(state) {
        return String::new();
    }
    let percent = u64::from(state.indexed);
    state.lang.say(&Phrase::EntriesIndexed { percent })
}

/// Whether entries may be missing that answer, because their words are not in the index yet.
fn is_unfinished(state: &State) -> bool {
    state.indexed < 100 && state.headlines.asks_for_words()
}

fn row(state: &State, headline: &Headline, at: Area, canvas: &mut Canvas) -> Shown {
    let feed = state.sources.feed(headline.feed);
    marks(headline, at, canvas);
    let with_source = with_source(state, headline, at);
    let room = title_width(state, headline, at);
    let width = room - tags_width(headline, room, canvas);
    let title = shown_title(state, headline, feed, with_source);
    let role = if headline.read {
        Role::Read
    } else {
        Role::Unread
    };
    let base = direction(feed, headline, &title, state);
    // Further in from where the text begins, which may be the far edge.
    let before = if base == state.interface.direction {
        indent(headline)
    } else {
        0
    };
    let name = at.after(MARKS + before).first(width);
    let line = canvas.laid_out(&title, base, width);
    canvas.write_in(name, &line, role, Align::Text);
    let titled = at.after(MARKS + indent(headline)).first(room);
    tags(headline, titled.after(width + 1), canvas);
    others(state, headline, at, canvas);
    if let Some(feed) = feed.filter(|_| with_source) {
        let place = at.last(AGE + SOURCE).after(2).first(SOURCE - 2);
        let base = base_direction(&feed.title, None, state.interface.direction);
        canvas.text(place, &feed.title, base, Role::Source, Align::Start);
    }
    let age = state.lang.age(state.now, headline.sorted_at);
    canvas.label(at.last(AGE), &age, Role::Age, Align::End);
    Shown {
        at: name,
        line,
        place: Column::Title,
        // Words in place of a title are not what was looked through.
        text: if headline.title.is_empty() {
            CleanText::default()
        } else {
            title
        },
    }
}

/// The columns that the tags of an entry take from its title, a space before each: no more than a third.
fn tags_width(headline: &Headline, room: u16, canvas: &mut Canvas) -> u16 {
    let most = room / 3;
    let tags = headline.tags.iter();
    let widths = tags.map(|tag| canvas.tag_width(tag).saturating_add(1));
    widths.fold(0_u16, u16::saturating_add).min(most)
}

fn tags(headline: &Headline, at: Area, canvas: &mut Canvas) {
    let mut taken = 0;
    for tag in &headline.tags {
        if taken >= at.width {
            break;
        }
        taken = taken
            .saturating_add(canvas.tag(at.after(taken), tag))
            .saturating_add(1);
    }
}

/// Says how many others a line stands for, after its title and tags.
fn others(state: &State, headline: &Headline, at: Area, canvas: &mut Canvas) {
    if headline.others == 0 {
        return;
    }
    let count = u64::try_from(headline.others).unwrap_or(u64::MAX);
    let words = state.lang.say(&Phrase::StoryOthers { count });
    let behind = width_behind(state, headline, at);
    let place = at.last(behind).first(OTHERS);
    canvas.label(place, &words, Role::Count, Align::End);
}

/// The title of a line. Where there is no column for it, the feed stands before the title of a line that is shown
/// under another, for it is what tells them apart.
fn shown_title(
    state: &State,
    headline: &Headline,
    feed: Option<&Feed>,
    with_source: bool,
) -> CleanText {
    let title = title_of(state, headline);
    match feed.filter(|_| headline.nested && !with_source) {
        Some(feed) => CleanText::line(&state.lang.say(&Phrase::StoryNested {
            feed: feed.title.as_str().to_owned(),
            title: title.as_str().to_owned(),
        })),
        None => title,
    }
}

fn marks(headline: &Headline, at: Area, canvas: &mut Canvas) {
    if !headline.read {
        canvas.label(at.first(1), "●", Role::Count, Align::Start);
    }
    if headline.saved {
        canvas.label(at.after(1).first(1), "★", Role::Saved, Align::Start);
    }
}

/// The base direction of a title: the setting of its feed, else its language and text.
fn direction(
    feed: Option<&Feed>,
    headline: &Headline,
    title: &CleanText,
    state: &State,
) -> Direction {
    if let Some(DirectionSetting::Always(direction)) = feed.map(|feed| feed.subscription.direction)
    {
        return direction;
    }
    let language = headline
        .language_direction
        .or(feed.and_then(|feed| feed.language_direction));
    base_direction(title, language, state.interface.direction)
}

/// Says why there is nothing to see, and what to do.
fn empty(state: &State, body: Area, canvas: &mut Canvas) {
    if !state.headlines.loaded() {
        return;
    }
    let list = state.headlines.list();
    let failure = match list {
        List::Feed(id) => state.sources.feed(*id).and_then(failure_of),
        _ => None,
    };
    let place = body.below(body.height / 3).inset().inset();
    if let Some(reason) = failure {
        canvas.wrapped(place, reason.as_str(), Role::Error, Align::Middle);
        return;
    }
    canvas.wrapped(
        place,
        &state.lang.say(&emptiness(state)),
        Role::Muted,
        Align::Middle,
    );
}

/// Why the list is empty, and the key that helps.
fn emptiness(state: &State) -> Phrase {
    if is_unfinished(state) {
        let percent = u64::from(state.indexed);
        return Phrase::EmptyIndexing { percent };
    }
    let words = state.headlines.search();
    if !words.is_empty() {
        return Phrase::EmptySearch {
            words: words.to_owned(),
        };
    }
    let list = state.headlines.list();
    if state.headlines.filter() == Filter::Unread && !matches!(list, List::Unread | List::Saved) {
        return Phrase::EmptyFiltered {
            key: state.key_of(Command::ToggleFilter),
        };
    }
    if state.sources.loaded() && state.sources.feeds().is_empty() {
        let key = state.key_of(Command::AddFeed);
        return Phrase::EmptyFeeds { key };
    }
    if state.refresh.running() && *list != List::Saved {
        return Phrase::EmptyRefreshing;
    }
    let all = state.key_of(Command::RefreshAll);
    match list {
        List::All => Phrase::EmptyAll { key: all },
        List::Unread => Phrase::EmptyUnread { key: all },
        List::Saved => Phrase::EmptySaved {
            key: state.key_of(Command::ToggleSaved),
        },
        List::Today => Phrase::EmptyToday { key: all },
        List::Folder(_) => Phrase::EmptyFolder { key: all },
        List::Smart(list) => Phrase::EmptySearch {
            words: list.query.to_string(),
        },
        List::Feed(_) => Phrase::EmptyFeed {
            key: state.key_of(Command::RefreshFeed),
        },
    }
}

/// Why the last poll of a feed failed, if it did.
const fn failure_of(feed: &Feed) -> Option<&CleanText> {
    match &feed.health {
        FeedHealth::Failing { reason, .. } => Some(reason),
        FeedHealth::Unknown | FeedHealth::Well => None,
    }
}
