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
    /// Letters up to and with a colon, before something or nothing.
    Field(String),
    /// A word.
    Word(String),
    /// What stood in quotes.
    Quoted(String),
    /// What stood between slashes.
    Pattern(String),
}

/// The quotation marks that readers have on their keyboards, with their counterparts.
pub(super) const QUOTES: [(char, char); 4] = [('"', '"'), ('“', '”'), ('«', '»'), ('„', '“')];

/// Cuts a query into its pieces.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, QueryError> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let field = tokens.last().and_then(|last| match &last.kind {
            Kind::Field(name) if last.span.end == at => Some(name.as_str()),
            _ => None,
        });
        let (end, kind) = token(text, at, c, field)?;
        tokens.push(Token {
            span: at..end,
            kind,
        });
        at = end;
    }
    Ok(tokens)
}

fn token(text: &str, at: usize, c: char, field: Option<&str>) -> Result<(usize, Kind), QueryError> {
    let next = at + c.len_utf8();
    match c {
        '(' => Ok((next, Kind::Open)),
        ')' => Ok((next, Kind::Close)),
        '-' if field.is_none() => Ok((next, Kind::Minus)),
        '/' if field.is_none_or(has_patterns) => {
            let (end, pattern) = enclosed(text, next, '/').ok_or(QueryError {
                span: at..text.len(),
                problem: QueryProblem::OpenPattern,
            })?;
            Ok((end, Kind::Pattern(pattern)))
        }
        '/' if field == Some("feed") => Ok(feed_pattern(text, at)),
        _ => match QUOTES.iter().find(|(open, _)| *open == c) {
            Some((_, close)) => {
                let (end, words) = enclosed(text, next, *close).ok_or(QueryError {
                    span: at..text.len(),
                    problem: QueryProblem::OpenQuote,
                })?;
                Ok((end, Kind::Quoted(words)))
            }
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
        Some((end, pattern)) if text[end..].chars().next().is_none_or(ends_word) => {
            (end, Kind::Pattern(pattern))
        }
        _ => word(text, at, true),
    }
}

/// Reads up to a closing sign; a backslash takes the meaning from that sign and, outside of patterns, from
/// another backslash.
fn enclosed(text: &str, from: usize, close: char) -> Option<(usize, String)> {
    let mut inside = String::new();
    let mut letters = text[from..].char_indices();
    while let Some((at, c)) = letters.next() {
        if c == close {
            return Some((from + at + c.len_utf8(), inside));
        }
        if c != '\\' {
            inside.push(c);
            continue;
        }
        let (_, escaped) = letters.next()?;
        if escaped != close && (escaped != '\\' || close == '/') {
            inside.push(c);
        }
        inside.push(escaped);
    }
    None
}

fn word(text: &str, at: usize, behind_field: bool) -> (usize, Kind) {
    let rest = &text[at..];
    let length = rest.find(ends_word).unwrap_or(rest.len());
    let word = &rest[..length];
    if !behind_field && let Some(colon) = field_length(word) {
        return (at + colon + 1, Kind::Field(word[..colon].to_owned()));
    }
    let kind = match word {
        "OR" | "|" if !behind_field => Kind::Or,
        _ => Kind::Word(word.to_owned()),
    };
    (at + length, kind)
}

/// Whether a word ends before it.
pub(super) fn ends_word(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')')
}

/// The letters before a colon, where it makes them a field; in an address it does not.
fn field_length(word: &str) -> Option<usize> {
    let colon = word.find(':')?;
    let named = colon > 0 && word[..colon].bytes().all(|b| b.is_ascii_lowercase());
    (named && !word[colon..].starts_with("://")).then_some(colon)
}
