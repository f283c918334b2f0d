//! The marked stretches of a paragraph, in the order in which a markup opens and closes them.

use crate::model::{Paragraph, Span, SpanKind};

/// What a markup writes at the edges of stretches, and for the text between them.
pub(super) trait Markup {
    fn open(&self, kind: SpanKind) -> String;
    fn close(&self, kind: SpanKind) -> String;
    /// `code` says that the text stands in code.
    fn text(&self, text: &str, code: bool) -> String;
}

/// Writes a paragraph; stretches that overlap without nesting are closed and opened again.
pub(super) fn write(paragraph: &Paragraph, markup: &impl Markup) -> String {
    let text = paragraph.text.as_str();
    let mut cuts: Vec<usize> = vec![0, text.len()];
    for span in &paragraph.spans {
        cuts.extend([span.range.start, span.range.end]);
    }
    cuts.sort_unstable();
    cuts.dedup();
    let mut open: Vec<&Span> = Vec::new();
    let mut out = String::new();
    for stretch in cuts.windows(2) {
        let at = stretch[0];
        turn(paragraph, at, &mut open, markup, &mut out);
        let code = open.iter().any(|span| span.kind == SpanKind::Code);
        out.push_str(&markup.text(&text[at..stretch[1]], code));
    }
    turn(paragraph, text.len(), &mut open, markup, &mut out);
    out
}

/// Closes what ends at a place and opens what begins there, the longest first.
fn turn<'a>(
    paragraph: &'a Paragraph,
    at: usize,
    open: &mut Vec<&'a Span>,
    markup: &impl Markup,
    out: &mut String,
) {
    let mut again = Vec::new();
    while open.iter().any(|span| span.range.end <= at) {
        if let Some(span) = open.pop() {
            out.push_str(&markup.close(span.kind));
            again.extend((span.range.end > at).then_some(span));
        }
    }
    let begins = |span: &&Span| span.range.start == at && !span.range.is_empty();
    again.extend(paragraph.spans.iter().filter(begins));
    again.sort_by_key(|span| std::cmp::Reverse(span.range.end));
    for span in again {
        out.push_str(&markup.open(span.kind));
        open.push(span);
    }
}
