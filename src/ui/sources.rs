//! The pane of smart lists, folders and feeds.

use std::borrow::Cow;

use crate::app::{Area, Pane, SourceRow, State};
use crate::config::Role;
use crate::lang::{Lang, Phrase};
use crate::model::List;
use crate::text::{CleanText, Direction, base_direction};
use crate::ui::canvas::{Align, Canvas};
use crate::ui::words::Words;

pub(super) fn view(state: &State, canvas: &mut Canvas) {
    let Some(body) = state.geometry.body(Pane::Sources) else {
        return;
    };
    super::pane_title(
        state,
        Pane::Sources,
        &Phrase::PaneFeeds.into(),
        &Words::NONE,
        canvas,
    );
    let view = state.sources.view;
    let rows = state.sources.rows().get(view.top..).unwrap_or_default();
    let count = rows.len().min(usize::from(body.height));
    let lit = |n| super::lit(state, Pane::Sources, view.top + n == view.selected);
    let from = state.sources.revision();
    let origins = (0..count).map(|n| (from, view.top + n, lit(n)));
    let row = |n: usize| Row::new(state, &rows[n], lit(n));
    canvas.list(body, 1, origins, row, |row, at, canvas| {
        row.paint(&state.lang, state.interface.direction, at, canvas);
    });
    let selected = view
        .selected
        .checked_sub(view.top)
        .map(|row| body.rows().nth(row));
    if let Some(at) = selected.flatten().filter(|_| state.focus == Pane::Sources) {
        canvas.rest_at(at);
    }
}

/// What a row says. What it is made from belongs into its origin, where the list is drawn: a row is not made again before
/// that is another.
#[derive(Hash)]
struct Row<'a> {
    /// A feed in a folder.
    inside: bool,
    /// A folder, and whether it is folded.
    folded: Option<bool>,
    failing: bool,
    title: Title<'a>,
    count: u64,
    lit: Option<Role>,
}

impl<'a> Row<'a> {
    fn new(state: &'a State, row: &'a SourceRow, lit: Option<Role>) -> Self {
        Self {
            inside: matches!(row, SourceRow::Feed { inside: true, .. }),
            folded: match row {
                SourceRow::Folder { folded, .. } => Some(*folded),
                SourceRow::Smart(_) | SourceRow::Feed { .. } => None,
            },
            failing: state.sources.failing(row),
            title: match row {
                SourceRow::Smart(list) => Title::of(state, list),
                SourceRow::Folder { name, .. } => Title::Named(name),
                SourceRow::Feed { index, .. } => Title::Named(&state.sources.feeds()[*index].title),
            },
            count: state.sources.count_of(row),
            lit,
        }
    }

    fn paint(&self, lang: &Lang, direction: Direction, at: Area, canvas: &mut Canvas) {
        let number = if self.count > 0 {
            self.count.to_string()
        } else {
            String::new()
        };
        let taken = canvas.label(at.without_last(1), &number, Role::Count, Align::End);
        let indent = if self.inside { 3 } else { 1 };
        self.sign(direction, at.after(indent - 1), canvas);
        let name = at.after(indent).without_last(taken + 2);
        let role = match self.folded {
            Some(_) => Role::Folder,
            None if self.count > 0 => Role::Unread,
            None => Role::Feed,
        };
        let title = self.title.said(lang);
        let title = without_scheme(&title);
        let base = base_direction(&title, None, direction);
        canvas.text(name, &title, base, role, Align::Start);
        if let Some(role) = self.lit {
            canvas.overlay(at, role);
        }
    }

    /// Draws what stands before the name.
    fn sign(&self, direction: Direction, at: Area, canvas: &mut Canvas) {
        if let Some(folded) = self.folded {
            let arrow = fold_arrow(folded, direction);
            canvas.sign(at, arrow, Role::Muted);
        } else if self.failing {
            canvas.sign(at, "!", Role::FeedFailing);
        }
    }
}

/// The name of a feed; where that is its address, what tells it from others comes first.
fn without_scheme(title: &CleanText) -> Cow<'_, CleanText> {
    let name = title.as_str();
    let rest = ["https://", "http://"]
        .iter()
        .find_map(|scheme| name.strip_prefix(scheme));
    rest.map_or(Cow::Borrowed(title), |rest| {
        Cow::Owned(CleanText::line(rest))
    })
}

/// The arrow before what is folded away, or not; it points to where text goes on.
pub(super) const fn fold_arrow(folded: bool, direction: Direction) -> &'static str {
    match (folded, direction) {
        (false, _) => "▾",
        (true, Direction::Ltr) => "▸",
        (true, Direction::Rtl) => "◂",
    }
}

/// What a list is called.
#[derive(Hash)]
enum Title<'a> {
    Named(&'a CleanText),
    Words(Phrase),
    /// It is gone.
    Unknown,
}

impl<'a> Title<'a> {
    fn of(state: &'a State, list: &'a List) -> Self {
        match list {
            List::All => Self::Words(Phrase::ListAll),
            List::Unread => Self::Words(Phrase::ListUnread),
            List::Saved => Self::Words(Phrase::ListSaved),
            List::Today => Self::Words(Phrase::ListToday),
            List::Folder(name) => Self::Named(name),
            List::Smart(list) => Self::Named(&list.name),
            List::Feed(id) => match state.sources.feed(*id) {
                Some(feed) => Self::Named(&feed.title),
                None => Self::Unknown,
            },
        }
    }

    fn said(&self, lang: &Lang) -> Cow<'a, CleanText> {
        match self {
            Self::Named(name) => Cow::Borrowed(name),
            Self::Words(phrase) => Cow::Owned(CleanText::line(&lang.say(phrase))),
            Self::Unknown => Cow::Owned(CleanText::default()),
        }
    }

    fn words(self) -> Words<'a> {
        match self {
            Self::Named(name) => name.as_str().into(),
            Self::Words(phrase) => phrase.into(),
            Self::Unknown => Words::NONE,
        }
    }
}

/// What a list is called, where that is painted.
pub(super) fn list_words<'a>(state: &'a State, list: &'a List) -> Words<'a> {
    Title::of(state, list).words()
}

/// What a list is called.
pub(super) fn list_title(state: &State, list: &List) -> CleanText {
    Title::of(state, list).said(&state.lang).into_owned()
}
