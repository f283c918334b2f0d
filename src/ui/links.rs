//! The links of an article as a list: what each is called, its host, and its address.

use std::rc::Rc;

use crate::app::{Area, Article, Command, LIST_HEAD, State, Viewport};
use crate::config::Role;
use crate::lang::Phrase;
use crate::model::{LinkIndex, shown_host};
use crate::text::Line;
use crate::ui::canvas::{Align, Canvas};

/// Columns of the hosts at most.
const WIDEST_HOST: u16 = 30;
/// Columns of the words at most.
const WIDEST_WORDS: u16 = 60;
/// Columns between words and hosts.
const GAP: u16 = 2;
/// Columns of a number at least, those behind it included.
const NUMBER: u16 = 5;

/// A link on the screen.
struct Row<'a> {
    number: String,
    url: &'a str,
    /// What it is called, laid out.
    words: Option<Rc<Line>>,
}

pub(super) fn view(
    state: &State,
    article: &Article,
    view: Viewport,
    area: Area,
    canvas: &mut Canvas,
) {
    let inner = area.inset();
    title(state, article, inner, canvas);
    let body = inner.below(LIST_HEAD);
    let shown = (view.top..article.link_count()).take(usize::from(body.height));
    let rows: Vec<Row> = shown
        .filter_map(|n| row(article, LinkIndex(n), body.width, canvas))
        .collect();
    // As wide as those on the screen ask for: where there is little room, the rest is for the hosts.
    let words = rows.iter().filter_map(|row| row.words.as_ref());
    let width = words.map(|line| line.width).max().unwrap_or_default();
    for (n, (at, row)) in (view.top..).zip(body.rows().zip(&rows)) {
        draw(row, width, at, canvas);
        if n == view.selected {
            canvas.overlay(at, Role::Selection);
            canvas.rest_at(at);
        }
    }
}

fn title(state: &State, article: &Article, area: Area, canvas: &mut Canvas) {
    let keys = Phrase::LinksKeys {
        open: state.key_of(Command::Open),
        copy: state.key_of(Command::CopyLink),
        follow: state.key_of(Command::AddFeed),
        back: state.key_of(Command::Back),
    };
    let count = article.link_count() as u64;
    let words = state.lang.say(&Phrase::LinksTitle { count });
    let taken = canvas.label(area, &words, Role::TitleFocused, Align::Start);
    let rest = area.after(taken + 2);
    canvas.label(rest, &state.lang.say(&keys), Role::Muted, Align::End);
}

/// A link, its words cut to three fifths of the room.
fn row<'a>(
    article: &'a Article,
    link: LinkIndex,
    width: u16,
    canvas: &mut Canvas,
) -> Option<Row<'a>> {
    let most = WIDEST_WORDS.min(width.saturating_sub(NUMBER) / 5 * 3);
    let words = article.link_words(link);
    Some(Row {
        number: format!("[{}]", link.0 + 1),
        url: &article.link(link)?.url,
        words: words.map(|words| canvas.laid_out(&words.text, words.base, most)),
    })
}

/// The number of a link, its words in a column of `width`, its host, and its address where there is room.
fn draw(row: &Row, width: u16, at: Area, canvas: &mut Canvas) {
    let number = canvas.label(at, &row.number, Role::Muted, Align::Start);
    let rest = at.after((number + 1).max(NUMBER));
    let Some(words) = &row.words else {
        return address(row.url, WIDEST_HOST.min(at.width / 2), rest, canvas);
    };
    canvas.write_in(rest.first(width), words, Role::Text, Align::Text);
    address(row.url, WIDEST_HOST, rest.after(width + GAP), canvas);
}

fn address(url: &str, width: u16, at: Area, canvas: &mut Canvas) {
    canvas.label(at.first(width), &shown_host(url), Role::Link, Align::Start);
    canvas.label(at.after(width + 1), url, Role::Muted, Align::Start);
}
