//! Makes HTML fit for the parser: not too long, not too deep, not too many tags.
//!
//! html5ever takes time with the square of the nesting, and repeats unclosed formatting elements in every
//! block that follows. Both are bounded here by leaving tags out; text is never left out.

use std::borrow::Cow;
use std::collections::HashMap;

/// The longest body read, in bytes.
pub(super) const LONGEST_BODY: usize = 4 * 1024 * 1024;
/// The longest title or other single line read, in bytes.
pub(super) const LONGEST_LINE: usize = 16 * 1024;

const DEEPEST: usize = 250;
const MOST_OPEN_FORMATTING: usize = 8;
const MOST_TAGS: usize = 200_000;

/// The start of the text, at most `limit` bytes, whole characters.
pub(super) fn capped(text: &str, limit: usize) -> &str {
    &text[..text.floor_char_boundary(limit)]
}

/// The start of the HTML, at most `limit` bytes, without the tags that exceed a bound.
pub(super) fn guarded(html: &str, limit: usize) -> Cow<'_, str> {
    let html = capped(html, limit);
    let mut open = OpenElements::default();
    let mut kept = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        let end = end_of_markup(html, start);
        if !open.admits(&html[start..end]) {
            kept.push_str(&html[copied..start]);
            copied = end;
        }
        at = end;
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    kept.push_str(&html[copied..]);
    Cow::Owned(kept)
}

/// Where the tag or comment that begins at `start` ends; a `<` that begins none is one character long.
fn end_of_markup(html: &str, start: usize) -> usize {
    let rest = &html[start..];
    if rest.starts_with("<!--") {
        return rest.find("-->").map_or(html.len(), |end| start + end + 3);
    }
    let begins_tag = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
    if !begins_tag {
        return start + 1;
    }
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate().skip(1) {
        match (quote, byte) {
            (None, b'>') => return start + at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    html.len()
}

/// The elements that a parser may still hold open.
#[derive(Default)]
struct OpenElements {
    by_name: HashMap<String, usize>,
    depth: usize,
    formatting: usize,
    tags: usize,
}

impl OpenElements {
    /// Counts a tag; `false` where it exceeds a bound and must be left out.
    fn admits(&mut self, markup: &str) -> bool {
        let inner = markup.trim_start_matches(['<', '/']);
        let length = inner
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(inner.len());
        if length == 0 || markup.starts_with("<!") {
            return true;
        }
        self.tags += 1;
        let name = inner[..length].to_ascii_lowercase();
        if self.tags > MOST_TAGS {
            return false;
        }
        if is_closed_by_itself(&name) {
            return true;
        }
        let formatting = is_formatting(&name);
        if markup.starts_with("</") {
            self.close(&name, formatting);
            return true;
        }
        if self.depth >= DEEPEST || (formatting && self.formatting >= MOST_OPEN_FORMATTING) {
            return false;
        }
        self.depth += 1;
        self.formatting += usize::from(formatting);
        *self.by_name.entry(name).or_default() += 1;
        true
    }

    fn close(&mut self, name: &str, formatting: bool) {
        if let Some(open) = self.by_name.get_mut(name).filter(|open| **open > 0) {
            *open -= 1;
            self.depth -= 1;
            self.formatting -= usize::from(formatting);
        }
    }
}

/// Void elements, and those whose end tag HTML lets writers leave out: they do not pile up by themselves.
fn is_closed_by_itself(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
            | "p"
            | "li"
            | "dt"
            | "dd"
            | "tr"
            | "td"
            | "th"
            | "tbody"
            | "thead"
            | "tfoot"
            | "option"
            | "rt"
            | "rp"
    )
}

/// The formatting elements of the HTML standard (section 13.2.4.3).
fn is_formatting(name: &str) -> bool {
    matches!(
        name,
        "a" | "b"
            | "big"
            | "code"
            | "em"
            | "font"
            | "i"
            | "nobr"
            | "s"
            | "small"
            | "strike"
            | "strong"
            | "tt"
            | "u"
    )
}
