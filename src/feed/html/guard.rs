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

/// What becomes of a piece that begins with `<`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// The parser reads it, unless a bound is exceeded.
    Markup,
    /// The parser would take the rest of the text for part of it.
    LeftOut,
    /// The `<` is one.
    Text,
}

/// The start of the HTML, at most `limit` bytes, without the tags that exceed a bound and with nothing begun
/// that would swallow the text after it.
pub(super) fn guarded(html: &str, limit: usize) -> Cow<'_, str> {
    let html = capped(html, limit);
    let mut open = OpenElements::default();
    let mut kept = String::new();
    let mut copied = 0;
    let mut at = 0;
    let mut raw = RawText::new(html);
    let last = LastEnds::of(html);
    while let Some(found) = html[at..].find('<') {
        let start = at + found;
        let (end, fate) = piece(html, start, &last);
        at = end;
        let markup = &html[start..end];
        let name = name(markup);
        let swallows = fate == Fate::Markup && raw.never_ends(markup, name, end);
        if fate == Fate::Markup && !swallows && open.admits(markup, name) {
            continue;
        }
        kept.push_str(&html[copied..start]);
        if fate == Fate::Text {
            kept.push_str("&lt;");
        } else if swallows && name.eq_ignore_ascii_case("iframe") {
            kept.extend([markup, "</iframe>"]);
        }
        copied = end;
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    kept.push_str(&html[copied..]);
    Cow::Owned(kept)
}

/// Where the last of what ends a piece is: what has no end is not to be sought from each of its starts.
struct LastEnds {
    comment: usize,
    bracket: usize,
}

impl LastEnds {
    fn of(html: &str) -> Self {
        Self {
            comment: html.rfind("-->").unwrap_or(0),
            bracket: html.rfind('>').unwrap_or(0),
        }
    }
}

/// Where the tag or comment that begins at `start` ends, and what becomes of it.
fn piece(html: &str, start: usize, last: &LastEnds) -> (usize, Fate) {
    let rest = &html[start..];
    let first_end = || {
        if start > last.bracket {
            return None;
        }
        rest.find('>').map(|end| start + end + 1)
    };
    let closed = start < last.comment;
    if rest.starts_with("<!--") && closed {
        let end = rest.find("-->").map_or(html.len(), |end| start + end + 3);
        return (end, Fate::Markup);
    }
    if rest.starts_with("<!--") {
        return (first_end().unwrap_or(html.len()), Fate::LeftOut);
    }
    if rest.starts_with("<!") || rest.starts_with("<?") {
        return first_end().map_or((start + 1, Fate::Text), |end| (end, Fate::Markup));
    }
    if !rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
        return (start + 1, Fate::Markup);
    }
    match end_of_tag(rest) {
        Some(length) => (start + length, Fate::Markup),
        // A quote is never closed, or the text breaks off in the tag.
        None => (first_end().unwrap_or(html.len()), Fate::LeftOut),
    }
}

/// The length of the tag at the start of the text, `>` in quotes not counted.
fn end_of_tag(rest: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate().skip(1) {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// The name of a tag as written.
fn name(markup: &str) -> &str {
    let bytes = markup.as_bytes();
    let opens = bytes.iter().take_while(|byte| matches!(byte, b'<' | b'/'));
    let start = opens.count();
    let letters = bytes[start..]
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric());
    &markup[start..start + letters.count()]
}

/// Elements whose text is taken as it is up to their end tag (HTML section 13.2.5.2), but for scripts and styles:
/// of those nothing may be shown, ended or not.
const RAW_TEXT: [&str; 6] = ["iframe", "noembed", "noframes", "textarea", "title", "xmp"];

/// Where the last end tag of each element of raw text is, once it is asked for.
struct RawText<'a> {
    html: &'a str,
    last_ends: [Option<usize>; RAW_TEXT.len()],
}

impl<'a> RawText<'a> {
    const fn new(html: &'a str) -> Self {
        Self {
            html,
            last_ends: [None; RAW_TEXT.len()],
        }
    }

    /// Whether the tag that ends at `end` begins an element of raw text that nothing ends.
    fn never_ends(&mut self, markup: &str, name: &str, end: usize) -> bool {
        let known = RAW_TEXT
            .iter()
            .position(|raw| name.eq_ignore_ascii_case(raw));
        let Some(place) = known.filter(|_| !markup.starts_with("</")) else {
            return false;
        };
        let html = self.html;
        let last = self.last_ends[place].get_or_insert_with(|| {
            let lower = html.to_ascii_lowercase();
            lower.rfind(&format!("</{}", RAW_TEXT[place])).unwrap_or(0)
        });
        *last < end
    }
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
    fn admits(&mut self, markup: &str, name: &str) -> bool {
        // A `<` that begins nothing costs the parser as much as a tag.
        self.tags += 1;
        if self.tags > MOST_TAGS {
            return false;
        }
        if name.is_empty() || markup.starts_with("<!") {
            return true;
        }
        let name = in_small_letters(name);
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
        match self.by_name.get_mut(&*name) {
            Some(open) => *open += 1,
            None => drop(self.by_name.insert(name.into_owned(), 1)),
        }
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

fn in_small_letters(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}

/// Void elements, `param` that was one, and those whose end tag HTML lets writers leave out: they do not pile up by
/// themselves.
fn is_closed_by_itself(name: &str) -> bool {
    is_void(name)
        || matches!(
            name,
            "param"
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

/// The void elements of HTML (section 13.1.2), named in small letters.
pub(in crate::feed) fn is_void(name: &str) -> bool {
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
            | "source"
            | "track"
            | "wbr"
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
