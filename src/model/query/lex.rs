//! The pieces of a query.

use std::ops::Range;

use super::field::Field;
use super::{QueryError, QueryProblem};

/// A piece of a query and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) span: Range<usize>,
    pub(super) kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Open,
    Close,
    /// `OR`, or `|` by itself.
    Or,
    /// `-` before something.
    Minus,
    /// `NOT`.
    Not,
    /// Letters up to and with a colon, before something or nothing.
    Field(String),
    /// A word.
    Word(String),
    /// What stood in quotes.
    Quoted(String),
    /// What stands behind a quotation mark whose counterpart is still to be typed.
    Begun(String),
    /// What stood between slashes.
    Pattern(String),
}

/// The quotation marks that readers have on their keyboards, with their counterparts.
pub(super) const QUOTES: [(char, char); 4] = [('"', '"'), ('“', '”'), ('«', '»'), ('„', '“')];

/// Cuts a query into its pieces; one that is being `typed` may end within quotes.
pub(super) fn tokens(text: &str, typed: bool) -> Result<Vec<Token>, QueryError> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() || is_unseen(c) {
            let end = at + c.len_utf8();
            if let Some(last) = tokens.last_mut().filter(|last| last.span.end == at)
                && is_unseen(c)
            {
                last.span.end = end;
            }
            at = end;
            continue;
        }
        let field = tokens.last().and_then(|last| match &last.kind {
            Kind::Field(name) if last.span.end == at => Some(name.as_str()),
            _ => None,
        });
        let (end, kind) = token(text, at, field, typed)?;
        tokens.push(Token {
            span: at..end,
            kind,
        });
        at = end;
    }
    Ok(tokens)
}

fn token(
    text: &str,
    at: usize,
    field: Option<&str>,
    typed: bool,
) -> Result<(usize, Kind), QueryError> {
    let c = text[at..].chars().next().unwrap_or_default();
    let next = at + c.len_utf8();
    match c {
        '(' => Ok((next, Kind::Open)),
        ')' => Ok((next, Kind::Close)),
        '-' if field.is_none() => Ok((next, Kind::Minus)),
        '/' if field.is_none_or(has_patterns) => {
            let (end, pattern) = enclosed(text, next, '/').map_err(|_| QueryError {
                span: at..text.len(),
                problem: QueryProblem::OpenPattern,
            })?;
            Ok((end, Kind::Pattern(pattern)))
        }
        '/' if field == Some("feed") => Ok(feed_pattern(text, at)),
        _ => match QUOTES.iter().find(|(open, _)| *open == c) {
            Some((_, close)) => match enclosed(text, next, *close) {
                Ok((end, words)) => Ok((end, Kind::Quoted(words))),
                Err(words) if typed => Ok((text.len(), Kind::Begun(words))),
                Err(_) => Err(QueryError {
                    span: at..text.len(),
                    problem: QueryProblem::OpenQuote,
                }),
            },
            None => Ok(word(text, at, field.is_some())),
        },
    }
}

/// Whether what stands between slashes behind a field is a pattern, though it be for another field.
fn has_patterns(field: &str) -> bool {
    matches!(Field::named(field), Some(Field::In(_)))
}

/// Reads a pattern for feeds; a part of an address can begin with a slash as well, and goes on behind a second one.
fn feed_pattern(text: &str, at: usize) -> (usize, Kind) {
    match enclosed(text, at + 1, '/') {
        Ok((end, pattern)) if text[end..].chars().next().is_none_or(ends_word) => {
            (end, Kind::Pattern(pattern))
        }
        _ => word(text, at, true),
    }
}

/// Reads up to a closing sign; a backslash takes the meaning from that sign and, outside of patterns, from
/// another backslash. Gives all there is where the sign is not.
fn enclosed(text: &str, from: usize, close: char) -> Result<(usize, String), String> {
    let mut inside = String::new();
    let mut letters = text[from..].char_indices();
    while let Some((at, c)) = letters.next() {
        if c == close {
            return Ok((from + at + c.len_utf8(), inside));
        }
        if c != '\\' {
            inside.push(c);
            continue;
        }
        let Some((_, escaped)) = letters.next() else {
            break;
        };
        if escaped != close && (escaped != '\\' || close == '/') {
            inside.push(c);
        }
        inside.push(escaped);
    }
    Err(inside)
}

fn word(text: &str, at: usize, behind_field: bool) -> (usize, Kind) {
    let rest = &text[at..];
    let length = rest.find(ends_word).unwrap_or(rest.len());
    let word = &rest[..length];
    if !behind_field && let Some((colon, name)) = field(word) {
        return (at + colon + 1, Kind::Field(name));
    }
    let word = seen(word);
    let kind = match word.as_str() {
        "OR" | "|" if !behind_field => Kind::Or,
        "NOT" if !behind_field => Kind::Not,
        _ => Kind::Word(word),
    };
    (at + length, kind)
}

/// Whether a word ends before it.
pub(super) fn ends_word(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')')
}

/// Where the letters before a colon end that make a field, and their name; in an address they make none. Keyboards write
/// the first letter of a line large: a field that there is, with its value, is that field.
fn field(word: &str) -> Option<(usize, String)> {
    let colon = word.find(':')?;
    let name = seen(&word[..colon]);
    let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase());
    if is_name && !word[colon..].starts_with("://") {
        return Some((colon, name));
    }
    let name = name.to_ascii_lowercase();
    let has_value = word.len() > colon + 1;
    (has_value && Field::named(&name).is_some()).then_some((colon, name))
}

/// Whether it says which way text runs, and nothing else: who writes from right to left may have some beside every sign.
const fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
    )
}

fn seen(word: &str) -> String {
    word.chars().filter(|c| !is_unseen(*c)).collect()
}
