//! A paragraph as text and the styles of its stretches.

use super::piece::{Jump, Marks};
use crate::app::TextStyle;
use crate::config::Role;
use crate::model::{LinkIndex, Paragraph, Span, SpanKind};
use crate::text::{CleanText, StyleRun};

/// A paragraph as it is laid out.
#[derive(Clone, Debug, Default)]
pub(super) struct StyledText {
    pub(super) text: CleanText,
    pub(super) runs: Vec<StyleRun>,
    pub(super) marks: Marks,
}

impl StyledText {
    /// Puts words before the text.
    pub(super) fn prefixed(self, words: &str) -> Self {
        let by = words.len();
        let moved = |run: StyleRun| StyleRun {
            range: run.range.start + by..run.range.end + by,
            ..run
        };
        Self {
            text: CleanText::block(&format!("{words}{}", self.text.as_str())),
            runs: self.runs.into_iter().map(moved).collect(),
            marks: self.marks.moved(by),
        }
    }
}

/// The text of a paragraph, with `[n]` after each link where they are `numbered`, the styles of its stretches, and its marks.
pub(super) fn styled(paragraph: &Paragraph, plain: TextStyle, numbered: bool) -> StyledText {
    let source = paragraph.text.as_str();
    if paragraph.spans.is_empty() {
        return StyledText {
            text: paragraph.text.clone(),
            ..StyledText::default()
        };
    }
    let mut begins: Vec<&Span> = paragraph.spans.iter().collect();
    let mut ends = begins.clone();
    begins.sort_by_key(|span| span.range.start);
    ends.sort_by_key(|span| span.range.end);
    let mut cuts: Vec<usize> = paragraph
        .spans
        .iter()
        .flat_map(|span| [span.range.start, span.range.end])
        .collect();
    cuts.extend([0, source.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    let (mut begins, mut ends) = (begins.into_iter().peekable(), ends.into_iter().peekable());
    let mut open = Open::default();
    let mut out = Styled::default();
    for stretch in cuts.windows(2) {
        while let Some(span) = begins.next_if(|span| span.range.start <= stretch[0]) {
            open.count(span.kind, 1);
            if let SpanKind::Jump(anchor) = span.kind {
                // Numbers put in have moved what is behind them.
                let start = out.text.len();
                out.marks.jumps.push(Jump { start, anchor });
            }
        }
        out.push(&source[stretch[0]..stretch[1]], open.style(plain));
        while let Some(span) = ends.next_if(|span| span.range.end <= stretch[1]) {
            open.count(span.kind, -1);
            if let SpanKind::Link(link) = span.kind
                && numbered
            {
                let style = TextStyle {
                    link: Some(link),
                    ..TextStyle::plain(Role::Link)
                };
                let start = out.text.len();
                out.push(&number(link), style);
                out.marks.numbers.push(start..out.text.len());
            }
        }
    }
    StyledText {
        text: CleanText::block(&out.text),
        runs: out.runs,
        marks: out.marks,
    }
}

/// The number of a link, kept on the line of the word before it.
pub(super) fn number(link: LinkIndex) -> String {
    format!("\u{a0}[{}]", link.0 + 1)
}

#[derive(Default)]
struct Styled {
    text: String,
    runs: Vec<StyleRun>,
    marks: Marks,
}

impl Styled {
    fn push(&mut self, stretch: &str, style: TextStyle) {
        let start = self.text.len();
        self.text.push_str(stretch);
        self.runs.push(StyleRun {
            range: start..self.text.len(),
            style: style.pack(),
        });
    }
}

/// How many marks of each kind are open.
#[derive(Default)]
struct Open {
    emphasis: i32,
    strong: i32,
    struck: i32,
    inserted: i32,
    marked: i32,
    code: i32,
    key: i32,
    link: i32,
    /// Where the link begun last leads.
    target: Option<LinkIndex>,
}

impl Open {
    fn count(&mut self, kind: SpanKind, by: i32) {
        match kind {
            SpanKind::Link(link) if by > 0 => self.target = Some(link),
            SpanKind::Link(link) if self.target == Some(link) => self.target = None,
            _ => {}
        }
        *match kind {
            SpanKind::Emphasis => &mut self.emphasis,
            SpanKind::Strong => &mut self.strong,
            SpanKind::Strikethrough => &mut self.struck,
            SpanKind::Inserted => &mut self.inserted,
            SpanKind::Marked => &mut self.marked,
            SpanKind::Code => &mut self.code,
            SpanKind::Key => &mut self.key,
            SpanKind::Link(_) | SpanKind::Jump(_) => &mut self.link,
        } += by;
    }

    fn style(&self, plain: TextStyle) -> TextStyle {
        let roles = [
            (self.link, Role::Link),
            (self.marked, Role::Marked),
            (self.key, Role::Key),
            (self.code, Role::Code),
        ];
        let role = roles.into_iter().find(|(open, _)| *open > 0);
        TextStyle {
            role: role.map_or(plain.role, |(_, role)| role),
            emphasis: plain.emphasis || self.emphasis > 0,
            strong: plain.strong || self.strong > 0,
            struck: plain.struck || self.struck > 0,
            inserted: plain.inserted || self.inserted > 0,
            link: self.target.or(plain.link),
        }
    }
}
