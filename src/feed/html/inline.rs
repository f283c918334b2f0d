//! Gathers the text of one paragraph: white space collapsed, pieces cleaned, marks in place.

mod apart;

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

use super::attribute::WhiteSpace;
use super::script;
use super::tag::Script;
use crate::model::{AnchorIndex, Link, LinkIndex, Paragraph, Span, SpanKind};
use crate::text::{CleanText, Direction, cleaned};

const LEFT_TO_RIGHT_ISOLATE: char = '\u{2066}';
const RIGHT_TO_LEFT_ISOLATE: char = '\u{2067}';
const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const POP_ISOLATE: char = '\u{2069}';

/// What an inline element does to the text in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Style(SpanKind),
    /// A link to a checked URL.
    Link(String),
    /// A jump within the article.
    Jump(AnchorIndex),
    /// What is put around the text, unless there is none.
    Around(&'static str, &'static str),
    /// Letters above the line or below it.
    Script(Script),
    /// A formula: among right-to-left letters it keeps its own order.
    Whole,
    /// A direction of its own; `None` leaves it to the text (UAX #9 section 2.4).
    Isolate(Option<Direction>),
    /// Nothing.
    Plain,
}

impl Mark {
    fn kind(&self, links: &mut Links) -> Option<SpanKind> {
        match self {
            Self::Style(kind) => Some(*kind),
            Self::Link(url) => Some(SpanKind::Link(links.index_of(url))),
            Self::Jump(anchor) => Some(SpanKind::Jump(*anchor)),
            Self::Isolate(_) | Self::Around(..) | Self::Script(_) | Self::Whole | Self::Plain => {
                None
            }
        }
    }

    /// Whether the text in it keeps its own order among right-to-left letters: its signs belong to it, and would else
    /// go to the far side of what they stand beside.
    pub(super) const fn stands_apart(&self) -> bool {
        matches!(
            self,
            Self::Whole | Self::Style(SpanKind::Code | SpanKind::Key)
        )
    }
}

/// A mark whose end is still to come.
#[derive(Debug)]
struct Open {
    mark: Mark,
    start: usize,
}

/// Links of an article, each once.
#[derive(Debug, Default)]
pub(super) struct Links {
    links: Vec<Link>,
    index: HashMap<String, LinkIndex>,
}

impl Links {
    pub(super) fn index_of(&mut self, url: &str) -> LinkIndex {
        if let Some(known) = self.index.get(url) {
            return *known;
        }
        let index = LinkIndex(self.links.len());
        self.index.insert(url.to_owned(), index);
        self.links.push(Link {
            url: url.to_owned(),
        });
        index
    }

    /// The links in order of first appearance.
    pub(super) fn into_vec(self) -> Vec<Link> {
        self.links
    }
}

/// The paragraph being gathered, and the marks that are open, which outlive it.
#[derive(Debug, Default)]
pub(super) struct Inline {
    text: String,
    spans: Vec<(Range<usize>, Mark)>,
    open: Vec<Open>,
    /// White space was met that is not written yet.
    space: bool,
    /// There is something to see in the text.
    visible: bool,
    direction: Option<Direction>,
    /// The targets of jumps met since the last paragraph.
    anchors: Vec<AnchorIndex>,
}

impl Inline {
    /// Adds text as HTML collapses it (CSS Text 3 section 4.1): runs of white space are one space.
    pub(super) fn push(&mut self, raw: &str, direction: Option<Direction>) {
        self.push_spaced(raw, direction, WhiteSpace::Collapse);
    }

    /// Adds text, with its white space as said.
    pub(super) fn push_spaced(
        &mut self,
        raw: &str,
        direction: Option<Direction>,
        white_space: WhiteSpace,
    ) {
        if !self.visible {
            self.direction = direction;
        }
        let text = cleaned(raw);
        let mut rest = &*text;
        while let Some(c) = rest.chars().next() {
            // Most text is made of such words, and no letter of them has to be asked about.
            let word = rest.bytes().take_while(u8::is_ascii_graphic).count();
            if word > 0 {
                self.flush_space();
                self.text.push_str(&rest[..word]);
                self.visible = true;
            } else {
                self.push_char(c, white_space);
            }
            rest = &rest[word.max(c.len_utf8())..];
        }
    }

    fn push_char(&mut self, c: char, white_space: WhiteSpace) {
        match (c, white_space) {
            ('\n', WhiteSpace::Keep) if self.text.trim().is_empty() => self.start_over(),
            ('\n' | '\t' | ' ', WhiteSpace::Keep) => self.text.push(c),
            ('\n', WhiteSpace::Lines) => self.line_break(),
            (' ' | '\t' | '\n' | '\r' | '\u{c}', _) => self.space = true,
            _ => self.push_visible(c, white_space),
        }
    }

    fn push_visible(&mut self, c: char, white_space: WhiteSpace) {
        // Writers without a style sheet set a paragraph in with spaces that do not collapse.
        if white_space == WhiteSpace::Collapse && self.text.is_empty() && is_blank(c) {
            return;
        }
        self.flush_space();
        self.text.push(c);
        self.visible |= !is_invisible(c);
    }

    /// Forgets blank lines before the text.
    fn start_over(&mut self) {
        self.text.clear();
        self.spans.clear();
        for open in &mut self.open {
            open.start = 0;
        }
    }

    /// Ends the line. Spaces around the break are not shown, nor is a break before the text.
    pub(super) fn line_break(&mut self) {
        self.space = false;
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// Bytes of text since the last paragraph.
    pub(super) const fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether a line ended and the next has not begun.
    pub(super) fn at_line_start(&self) -> bool {
        self.text.ends_with('\n')
    }

    /// Marks the place as the target of jumps.
    pub(super) fn anchor(&mut self, anchor: AnchorIndex) {
        self.anchors.push(anchor);
    }

    /// Adds words that are not in the page, after the text.
    pub(super) fn add(&mut self, words: &str) {
        self.space = false;
        self.text.push(' ');
        self.text.push_str(CleanText::line(words).as_str());
    }

    /// The text since the innermost mark began.
    pub(super) fn marked(&self) -> &str {
        let start = self.open.last().map_or(0, |open| open.start);
        self.text.get(start..).unwrap_or_default()
    }

    fn flush_space(&mut self) {
        let collapsed = self.text.is_empty() || self.text.ends_with(['\n', ' ']);
        if std::mem::take(&mut self.space) && !collapsed {
            self.text.push(' ');
        }
    }

    pub(super) fn begin(&mut self, mark: Mark) {
        // The space before a mark is not part of it.
        self.flush_space();
        let start = self.text.len();
        match &mark {
            Mark::Isolate(direction) => self.text.push(isolate(*direction)),
            Mark::Around(before, _) => self.text.push_str(before),
            _ => {}
        }
        self.open.push(Open { mark, start });
    }

    pub(super) fn end(&mut self) {
        if let Some(open) = self.open.pop() {
            self.close(&open);
        }
    }

    fn close(&mut self, open: &Open) {
        match open.mark {
            Mark::Isolate(_) => self.text.push(POP_ISOLATE),
            Mark::Around(before, _) if self.text.len() <= open.start + before.len() => {
                self.text.truncate(open.start);
            }
            Mark::Around(_, after) => self.text.push_str(after),
            Mark::Script(script) => self.raise(open.start, script),
            _ if open.start < self.text.len() => {
                let range = open.start..self.text.len();
                self.spans.push((range, open.mark.clone()));
            }
            _ => {}
        }
    }

    /// Writes the text from a place on as small letters, and moves the marks in it.
    fn raise(&mut self, start: usize, script: Script) {
        let Some(written) = script::written(&self.text[start..], script) else {
            return;
        };
        let inner = self.text.split_off(start);
        let mut places = vec![0; inner.len() + 1];
        self.text.push_str(written.before);
        for (at, c) in inner.char_indices() {
            places[at..at + c.len_utf8()].fill(self.text.len());
            self.text.push((written.letter)(c));
        }
        places[inner.len()] = self.text.len();
        self.text.push_str(written.after);
        for (range, _) in &mut self.spans {
            if range.start >= start {
                let place = |at: usize| places[(at - start).min(inner.len())];
                *range = place(range.start)..place(range.end);
            }
        }
    }

    /// The innermost link that is open.
    pub(super) fn open_link(&self) -> Option<&str> {
        self.open.iter().rev().find_map(|open| match &open.mark {
            Mark::Link(url) => Some(url.as_str()),
            _ => None,
        })
    }

    /// Gives what was gathered as a paragraph, and starts the next one with the same marks open.
    pub(super) fn take(&mut self, links: &mut Links) -> Option<Paragraph> {
        // Blocks begin and end far more often than there is text between them.
        if !self.visible && self.open.is_empty() && self.text.is_empty() {
            (self.space, self.direction) = <_>::default();
            return None;
        }
        let open = std::mem::take(&mut self.open);
        for open in open.iter().rev() {
            self.close(open);
        }
        let mut done = std::mem::take(self);
        if !done.visible {
            self.anchors = std::mem::take(&mut done.anchors);
        }
        let paragraph = done.visible.then(|| done.finish(links));
        for Open { mark, .. } in open {
            self.begin(mark);
        }
        paragraph
    }

    fn finish(mut self, links: &mut Links) -> Paragraph {
        apart::set_apart(&mut self.text, &mut self.spans);
        let gathered = self.text.trim_end();
        let text = CleanText::block(gathered);
        let moved = (text.as_str() != gathered).then(|| moved(gathered, text.as_str()));
        let place = |at: usize| {
            let at = at.min(gathered.len());
            moved.as_ref().map_or(at, |moved| moved[at])
        };
        let mut spans: Vec<Span> = self
            .spans
            .iter()
            .filter_map(|(range, mark)| {
                let range = place(range.start)..place(range.end);
                let kind = mark.kind(links).filter(|_| range.start < range.end)?;
                Some(Span { range, kind })
            })
            .collect();
        spans.sort_by_key(|span| (span.range.start, Reverse(span.range.end)));
        Paragraph {
            text,
            spans,
            direction: self.direction,
            anchors: self.anchors,
        }
    }
}

/// Where each byte of the gathered text lies after cleaning. The pieces were clean by themselves, so bytes
/// move only where cleaning looks across pieces and takes something out (a heap of marks on one letter).
fn moved(gathered: &str, clean: &str) -> Vec<usize> {
    let mut moved = Vec::with_capacity(gathered.len() + 1);
    let mut left = clean.chars();
    for c in gathered.chars() {
        let at = clean.len() - left.as_str().len();
        moved.extend(std::iter::repeat_n(at, c.len_utf8()));
        if left.as_str().starts_with(c) {
            left.next();
        }
    }
    moved.push(clean.len() - left.as_str().len());
    moved
}

const fn isolate(direction: Option<Direction>) -> char {
    match direction {
        Some(Direction::Ltr) => LEFT_TO_RIGHT_ISOLATE,
        Some(Direction::Rtl) => RIGHT_TO_LEFT_ISOLATE,
        None => FIRST_STRONG_ISOLATE,
    }
}

/// White space that does not collapse, and what takes no room: editors leave it in paragraphs to keep them open.
const fn is_blank(c: char) -> bool {
    matches!(
        c,
        '\u{a0}' | '\u{2000}'..='\u{200b}' | '\u{202f}' | '\u{2060}' | '\u{3000}'
    )
}

/// Whether there is nothing to see of a character: white space, joiners, marks and controls of direction, fillers.
pub(super) fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202c}' | '\u{2060}')
        || matches!(
            c,
            LEFT_TO_RIGHT_ISOLATE..=POP_ISOLATE | '\u{61c}' | '\u{34f}' | '\u{180e}'
        )
        || matches!(
            c,
            '\u{115f}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}'
        )
        || matches!(c, '\u{fe00}'..='\u{fe0f}')
}
