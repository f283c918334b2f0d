//! The links of an article as a list: the host of each, and its address.

use crate::app::{Area, Article, Command, LIST_HEAD, State, Viewport};
use crate::config::Role;
use crate::lang::Phrase;
use crate::model::{LinkIndex, shown_host};
use crate::ui::canvas::{Align, Canvas};

/// Columns of the hosts at most.
const WIDEST_HOST: u16 = 30;

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
    let links = view.top..article.link_count();
    for (at, n) in body.rows().zip(links) {
        if let Some(link) = article.link(LinkIndex(n)) {
            row(n, &link.url, at, canvas);
        }
        if n == view.selected {
            canvas.overlay(at, Role::Selection);
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

/// The number of a link, its host, and its address where there is room.
fn row(n: usize, url: &str, at: Area, canvas: &mut Canvas) {
    let number = format!("[{}]", n + 1);
    let taken = canvas.label(at, &number, Role::Muted, Align::Start).max(4) + 1;
    let (rest, width) = (at.after(taken), WIDEST_HOST.min(at.width / 2));
    let host = rest.first(width);
    canvas.label(host, &shown_host(url), Role::Link, Align::Start);
    canvas.label(rest.after(width + 1), url, Role::Muted, Align::Start);
}
