//! What leads out of an article on its way to the page: pictures, what is set into it, the list of its links.

use super::Flow;
use crate::app::TextStyle;
use crate::app::article::pictures::Picture;
use crate::app::article::piece::{Marks, Shape};
use crate::config::Role;
use crate::model::{EmbedKind, LinkIndex, Paragraph};
use crate::text::{CleanText, Direction, StyleRun, isolated};

impl Flow<'_> {
    pub(super) fn image(&mut self, alt: &Paragraph, source: Option<LinkIndex>) {
        let number = source.map_or_else(String::new, |link| self.number(link));
        let text = match alt.text.as_str() {
            "" => CleanText::line(&format!("▣{number}")),
            alt => CleanText::block(&format!("▣ {alt}{number}")),
        };
        let number = ending(&text, &number);
        match source {
            Some(link) => {
                let apart = self.picture(&text, alt.direction, link);
                self.leading(text, Role::Picture, alt.direction, link);
                if let Some(piece) = self.out.list.last_mut() {
                    piece.space_before = apart;
                }
            }
            None => self.push(text, Vec::new(), Role::Picture, alt.direction),
        }
        self.mark_text(&alt.anchors, number);
    }

    /// Leaves a place for a picture before its alternative text, which has its marker; gives the blank lines before it.
    fn picture(&mut self, alt: &CleanText, markup: Option<Direction>, link: LinkIndex) -> u16 {
        let shape = Shape::Picture(self.out.pictures.len());
        let own = alt.as_str().len();
        self.out.pictures.push(Picture::new(link, own));
        let (base, marker) = (self.hints.resolve(alt, markup), self.marker.take());
        let (text, role) = (CleanText::default(), Role::Picture);
        self.place(text, Vec::new(), role, base, shape);
        self.marker = marker;
        self.out.list.last().map_or(0, |piece| piece.space_before)
    }

    pub(super) fn embed(&mut self, kind: EmbedKind, title: &Paragraph, link: LinkIndex) {
        let (sign, word) = match kind {
            EmbedKind::Video => ("▶", &self.words.video),
            EmbedKind::Audio => ("♪", &self.words.audio),
            EmbedKind::Post => ("✉", &self.words.post),
            EmbedKind::Page => ("↗", &self.words.page),
        };
        let url = self.links.get(link.0).map_or("", |link| &link.url);
        let mut parts = vec![word.as_str()];
        parts.extend(Some(title.text.as_str()).filter(|title| !title.is_empty()));
        parts.extend(host(url));
        let parts: Vec<String> = parts.into_iter().map(isolated).collect();
        let number = self.number(link);
        let text = CleanText::block(&format!("{sign} {}{number}", parts.join(" · ")));
        let number = ending(&text, &number);
        self.leading(text, Role::Picture, title.direction, link);
        self.mark_text(&[], number);
    }

    /// The number of a link, behind a blank, where links have numbers.
    fn number(&self, link: LinkIndex) -> String {
        if self.numbered() {
            format!(" [{}]", link.0 + 1)
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
        let style = TextStyle {
            link: Some(link),
            ..TextStyle::plain(role)
        };
        let run = StyleRun {
            range: 0..text.as_str().len(),
            style: style.pack(),
        };
        self.push(text, vec![run], role, markup);
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

/// The host of a URL.
fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    Some(rest[..end].trim_start_matches("www."))
}
