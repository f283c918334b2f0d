//! What leads out of an article on its way to the page: pictures, what is set into it, the list of its links.

use std::ops::Range;

use super::Flow;
use crate::app::TextStyle;
use crate::app::article::pictures::Picture;
use crate::app::article::piece::{Marks, Shape};
use crate::app::article::styled::number;
use crate::config::Role;
use crate::model::{EmbedKind, LinkIndex, Paragraph, shown_host};
use crate::text::{CleanText, Direction, StyleRun, isolated};

impl Flow<'_> {
    /// What leads elsewhere than to the picture itself has a sign of its own behind it.
    pub(super) fn image(
        &mut self,
        alt: &Paragraph,
        source: Option<LinkIndex>,
        link: Option<LinkIndex>,
    ) {
        let words = match alt.text.as_str() {
            "" => CleanText::line("▣"),
            alt => CleanText::block(&format!("▣ {alt}")),
        };
        let mut text = words.as_str().to_owned();
        let (mut runs, mut marks) = (Vec::new(), Marks::default());
        let elsewhere = link.filter(|_| source.is_some());
        let mut start = 0;
        for (sign, link) in [("", source.or(link)), ("↗", elsewhere)] {
            let Some(link) = link else {
                continue;
            };
            if !sign.is_empty() {
                text.push(' ');
                start = text.len();
                text.push_str(sign);
            }
            let own = text.len();
            text.push_str(&self.number(link));
            marks
                .numbers
                .extend((own < text.len()).then_some(own..text.len()));
            runs.push(whole(start..text.len(), Role::Picture, link));
        }
        let text = CleanText::block(&text);
        let before = source.map(|source| self.picture(&text, alt.direction, source));
        self.push(text, runs, Role::Picture, alt.direction);
        if let Some((piece, before)) = self.out.list.last_mut().zip(before) {
            (piece.space_before, piece.bars_above) = before;
        }
        self.mark_text(&alt.anchors, marks);
    }

    /// Leaves a place for a picture before its alternative text, which has its marker; gives the blank lines before it
    /// and the bars in them.
    fn picture(
        &mut self,
        alt: &CleanText,
        markup: Option<Direction>,
        link: LinkIndex,
    ) -> (u16, usize) {
        let shape = Shape::Picture(self.out.pictures.len());
        let own = alt.as_str().len();
        self.out.pictures.push(Picture::new(link, own));
        let (base, marker) = (self.resolve(alt, markup), self.marker.take());
        let (text, role) = (CleanText::default(), Role::Picture);
        self.place(text, Vec::new(), role, base, shape);
        self.marker = marker;
        let piece = self.out.list.last();
        piece.map_or((0, 0), |piece| (piece.space_before, piece.bars_above))
    }

    pub(super) fn embed(&mut self, kind: EmbedKind, title: &Paragraph, link: LinkIndex) {
        let (sign, word) = self.words.of_embed(kind);
        let url = self.links.get(link.0).map_or("", |link| &link.url);
        let mut parts = vec![word];
        parts.extend(Some(title.text.as_str()).filter(|title| !title.is_empty()));
        let host = shown_host(url);
        let host = host.strip_prefix("www.").unwrap_or(&host);
        parts.extend(Some(host).filter(|host| !host.is_empty()));
        let parts: Vec<String> = parts.into_iter().map(isolated).collect();
        let number = self.number(link);
        let text = CleanText::block(&format!("{sign} {}{number}", parts.join(" · ")));
        let number = ending(&text, &number);
        self.leading(text, Role::Picture, title.direction, link);
        self.mark_text(&[], number);
    }

    /// The number of a link where links have numbers.
    fn number(&self, link: LinkIndex) -> String {
        if self.numbered() {
            number(link)
        } else {
            String::new()
        }
    }

    /// Lists where all links lead, where they have numbers.
    pub(super) fn list_links(&mut self) {
        let Some(title) = self.words.links.as_ref().filter(|_| !self.links.is_empty()) else {
            return;
        };
        self.space = 2;
        let title = CleanText::line(title);
        self.push(title, Vec::new(), Role::Heading, None);
        for (index, link) in self.links.iter().enumerate() {
            let number = format!("[{}]", index + 1);
            self.indent = u16::try_from(number.len()).unwrap_or(8) + 1;
            self.mark(CleanText::line(&number));
            let url = CleanText::line(&link.url);
            self.leading(url, Role::Link, Some(Direction::Ltr), LinkIndex(index));
        }
        self.indent = 0;
    }

    /// Pushes a text that leads somewhere as a whole.
    fn leading(&mut self, text: CleanText, role: Role, markup: Option<Direction>, link: LinkIndex) {
        let run = whole(0..text.as_str().len(), role, link);
        self.push(text, vec![run], role, markup);
    }
}

/// The style of a stretch that leads somewhere as a whole.
fn whole(range: Range<usize>, role: Role, link: LinkIndex) -> StyleRun {
    let style = TextStyle {
        link: Some(link),
        ..TextStyle::plain(role)
    };
    StyleRun {
        range,
        style: style.pack(),
    }
}

/// Marks the number that a text ends with, if it does.
fn ending(text: &CleanText, number: &str) -> Marks {
    let (text, mut marks) = (text.as_str(), Marks::default());
    if !number.is_empty() && text.ends_with(number) {
        marks.numbers.push(text.len() - number.len()..text.len());
    }
    marks
}
