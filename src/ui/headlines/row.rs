//! An entry of a list on its row, and what was found of its text under that.

use std::rc::Rc;

use crate::app::{Area, Interface, Pane, State, title_of};
use crate::config::Role;
use crate::lang::{Lang, Phrase};
use crate::model::query::Column;
use crate::model::{DirectionSetting, Feed, Headline, List, Query};
use crate::text::{CleanText, Direction, Line, base_direction};
use crate::ui::canvas::{Align, Canvas};
use crate::ui::{saved_mark, unread_mark};

/// Columns of the marks before a title: unread, saved, space.
const MARKS: u16 = 3;
/// Columns of the age after a title, with the space before it.
const AGE: u16 = 5;
/// Columns of the number of others that a line stands for, with the space before it.
const OTHERS: u16 = 4;
/// Columns that lines under another stand further in.
const NESTED: u16 = 2;
/// Panes narrower than this have no column for the feed's name.
const SOURCE_FROM_WIDTH: u16 = 56;
/// Columns that the feed's name takes at most.
const SOURCE_MOST: u16 = 16;
/// Columns between a title and the feed's name.
const SOURCE_GAP: u16 = 2;
/// Columns that a name must have where it stands in what a title leaves.
const SOURCE_LEAST: u16 = 10;

/// The columns of the feed's name and the gap before it in the rows of a list; 0 where it has no column of its own.
pub(super) fn source_width(list: &List, width: u16) -> u16 {
    if matches!(list, List::Feed(_)) || width < SOURCE_FROM_WIDTH {
        return 0;
    }
    SOURCE_GAP + (width / 6 + 2).min(SOURCE_MOST)
}

/// What an entry says on its row. What it is made from belongs into its origin, where the list is drawn: a row is not made
/// again before that is another.
#[derive(Hash)]
pub(super) struct Row<'a> {
    headline: &'a Headline,
    feed: Option<Source<'a>>,
    /// How old it is.
    age: Phrase,
    /// What was found of its text.
    snippet: Option<&'a CleanText>,
    /// It stands in the list of its feed.
    of_feed: bool,
    /// The columns of the feed's name, and of the gap before it.
    source_width: u16,
    lit: Option<Role>,
}

/// The feed of an entry.
#[derive(Hash)]
struct Source<'a> {
    title: &'a CleanText,
    setting: DirectionSetting,
    language_direction: Option<Direction>,
}

impl<'a> Row<'a> {
    /// An entry on a row of `width` columns.
    pub(super) fn new(
        state: &'a State,
        headline: &'a Headline,
        width: u16,
        lit: Option<Role>,
    ) -> Self {
        let list = state.headlines.list();
        let source = |feed: &'a Feed| Source {
            title: &feed.title,
            setting: feed.subscription.direction,
            language_direction: feed.language_direction,
        };
        let shows_snippets = state.row_height(Pane::Headlines) > 1;
        Self {
            headline,
            feed: state.sources.feed(headline.feed).map(source),
            age: Phrase::age(state.minute(), headline.sorted_at),
            snippet: shows_snippets
                .then(|| state.headlines.snippets.of(headline.id))
                .flatten(),
            of_feed: matches!(list, List::Feed(_)),
            // In the list of a feed there are others only under a story.
            source_width: source_width(if headline.nested { &List::All } else { list }, width),
            lit,
        }
    }
}

/// A row that is painted. Of the state it has what does not change while the screen is laid out as it is.
pub(super) struct Painting<'a> {
    row: &'a Row<'a>,
    headline: &'a Headline,
    lang: &'a Lang,
    interface: Interface,
    query: &'a Query,
    at: Area,
}

impl<'a> Painting<'a> {
    pub(super) fn new(state: &'a State, row: &'a Row<'a>, at: Area) -> Self {
        Self {
            row,
            headline: row.headline,
            lang: &state.lang,
            interface: state.interface,
            query: state.headlines.query(),
            at,
        }
    }

    /// Draws marks, title and tags, how many others the entry stands for, its feed and its age; and under them what was
    /// found of its text.
    pub(super) fn paint(&self, canvas: &mut Canvas) {
        self.marks(canvas);
        let title = self.titled(canvas);
        self.others(canvas);
        self.source(canvas);
        let age = (self.lang, &self.row.age);
        canvas.phrase(self.at.last(AGE), age, Role::Age, Align::End);
        let snippet = self.row.snippet.map(|text| self.snippet(text, canvas));
        if let Some(role) = self.row.lit {
            canvas.overlay(self.at, role);
        }
        // Over the selection: what was found is what the reader looks for.
        for text in std::iter::once(title).chain(snippet) {
            text.light_up(self.query, canvas);
        }
    }

    /// Writes the text around what was found under the row, beginning on the side where that begins.
    fn snippet(&self, text: &CleanText, canvas: &mut Canvas) -> Shown {
        let base = self.direction(text);
        let rest = self.at.after(MARKS);
        // Where it begins at the other edge, it begins under the title and not under the age.
        let width = if base == self.interface.direction {
            rest.width
        } else {
            self.title_width()
        };
        let at = rest.first(width).below(1);
        let line = canvas.laid_out(text, base, width);
        canvas.write_in(at, &line, Role::Muted, Align::Text);
        Shown {
            at,
            line,
            place: Column::Text,
            text: text.clone(),
        }
    }

    fn marks(&self, canvas: &mut Canvas) {
        if !self.headline.read {
            let mark = unread_mark(self.interface);
            canvas.sign(self.at, mark, Role::Count);
        }
        if self.headline.saved {
            let mark = saved_mark(self.interface);
            canvas.sign(self.at.after(1), mark, Role::Saved);
        }
    }

    /// Draws the title, and the tags after it.
    fn titled(&self, canvas: &mut Canvas) -> Shown {
        let room = self.title_width();
        let width = room - self.tags_width(room, canvas);
        let title = self.title();
        let role = if self.headline.read {
            Role::Read
        } else {
            Role::Unread
        };
        let base = self.direction(&title);
        // Further in from where the text begins, which may be the far edge.
        let before = if base == self.interface.direction {
            self.indent()
        } else {
            0
        };
        let at = self.at.after(MARKS + before).first(width);
        let line = canvas.laid_out(&title, base, width);
        canvas.write_in(at, &line, role, Align::Text);
        self.source_behind(at, &line, canvas);
        let titled = self.at.after(MARKS + self.indent()).first(room);
        self.tags(titled.after(width + 1), canvas);
        Shown {
            at,
            line,
            place: Column::Title,
            // Words in place of a title are not what was looked through.
            text: if self.headline.title.is_empty() {
                CleanText::default()
            } else {
                title
            },
        }
    }

    /// The title. Where there is no column for it, the feed stands before the title of an entry that is shown under
    /// another, for it is what tells them apart.
    fn title(&self) -> CleanText {
        let title = title_of(self.lang, self.headline);
        let unnamed = self.headline.nested && !self.has_source();
        match self.row.feed.as_ref().filter(|_| unnamed) {
            Some(feed) => CleanText::line(&self.lang.say(&Phrase::StoryNested {
                feed: feed.title.as_str().to_owned(),
                title: title.as_str().to_owned(),
            })),
            None => title,
        }
    }

    fn tags(&self, at: Area, canvas: &mut Canvas) {
        let mut taken = 0;
        for tag in &self.headline.tags {
            if taken >= at.width {
                break;
            }
            taken = taken
                .saturating_add(canvas.tag(at.after(taken), tag))
                .saturating_add(1);
        }
    }

    /// Says how many others the entry stands for, after its title and tags.
    fn others(&self, canvas: &mut Canvas) {
        if self.headline.others == 0 {
            return;
        }
        let count = u64::try_from(self.headline.others).unwrap_or(u64::MAX);
        let words = self.lang.say(&Phrase::StoryOthers { count });
        let place = self.at.last(self.width_behind()).first(OTHERS);
        canvas.label(place, &words, Role::Count, Align::End);
    }

    fn source(&self, canvas: &mut Canvas) {
        let width = self.row.source_width;
        if let Some(feed) = self.row.feed.as_ref().filter(|_| width > 0) {
            let place = self.at.last(AGE + width).first(width).after(SOURCE_GAP);
            let base = base_direction(feed.title, None, self.interface.direction);
            canvas.text(place, feed.title, base, Role::Source, Align::Start);
        }
    }

    /// Where the feed's name has no column, it stands in what the title leaves of its room, on the side where that ends:
    /// titles begin under one another then, whatever their direction.
    fn source_behind(&self, room: Area, title: &Line, canvas: &mut Canvas) {
        let left = room.width.saturating_sub(title.width + SOURCE_GAP);
        if self.row.of_feed || self.headline.nested || self.has_source() || left < SOURCE_LEAST {
            return;
        }
        if let Some(feed) = &self.row.feed {
            let width = left.min(SOURCE_MOST);
            let (place, align) = if title.base == self.interface.direction {
                (room.last(width), Align::End)
            } else {
                (room.first(width), Align::Start)
            };
            let base = base_direction(feed.title, None, self.interface.direction);
            canvas.text(place, feed.title, base, Role::Source, align);
        }
    }

    /// The base direction of a title: the setting of its feed, else its language and text.
    fn direction(&self, title: &CleanText) -> Direction {
        let setting = self.row.feed.as_ref().map(|feed| feed.setting);
        if let Some(DirectionSetting::Always(direction)) = setting {
            return direction;
        }
        let of_feed = self
            .row
            .feed
            .as_ref()
            .and_then(|feed| feed.language_direction);
        let language = self.headline.language_direction.or(of_feed);
        base_direction(title, language, self.interface.direction)
    }

    /// Whether the feed's name has a column.
    fn has_source(&self) -> bool {
        self.row.source_width > 0
    }

    /// The columns of a title with its tags.
    fn title_width(&self) -> u16 {
        let around = MARKS + self.indent() + self.width_behind();
        self.at.width.saturating_sub(around)
    }

    /// The columns that the tags of an entry take from its title, a space before each: no more than a third.
    fn tags_width(&self, room: u16, canvas: &mut Canvas) -> u16 {
        let tags = self.headline.tags.iter();
        let widths = tags.map(|tag| canvas.tag_width(tag).saturating_add(1));
        widths.fold(0_u16, u16::saturating_add).min(room / 3)
    }

    /// The columns of the feed's name and the age, and of what stands between a title with its tags and those.
    fn width_behind(&self) -> u16 {
        let others = if self.headline.others > 0 { OTHERS } else { 0 };
        others + self.row.source_width + AGE
    }

    /// The columns that an entry under another stands further in.
    const fn indent(&self) -> u16 {
        if self.headline.nested { NESTED } else { 0 }
    }
}

/// Text of an entry as it stands on the screen.
pub(super) struct Shown {
    at: Area,
    line: Rc<Line>,
    place: Column,
    text: CleanText,
}

impl Shown {
    /// Lights up what was searched for; the ellipsis is part of that when it hides some.
    pub(super) fn light_up(&self, query: &Query, canvas: &mut Canvas) {
        if query.is_empty() {
            return;
        }
        let mut cells = Vec::new();
        let line = &self.line;
        for hit in query.hits(self.place, self.text.as_str()) {
            if hit.end > line.source.end as usize {
                let ellipsis = line.cells.iter().rposition(|cell| cell.source.is_empty());
                cells.extend(ellipsis);
            }
            cells.extend(line.cells_of(hit));
        }
        canvas.overlay_cells(self.at, line, Align::Text, &cells, Role::SearchHit);
    }
}
