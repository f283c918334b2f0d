//! The pieces of a query.

use std::ops::Range;

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
        let behind_field = tokens
            .last()
            .is_some_and(|last| matches!(last.kind, Kind::Field(_)) && last.span.end == at);
        let (end, kind) = token(text, at, c, behind_field)?;
        tokens.push(Token {
            span: at..end,
            kind,
        });
        at = end;
    }
    Ok(tokens)
}

fn token(text: &str, at: usize, c: char, behind_field: bool) -> Result<(usize, Kind), QueryError> {
    let next = at + c.len_utf8();
    match c {
        '(' => Ok((next, Kind::Open)),
        ')' => Ok((next, Kind::Close)),
        '-' if !behind_field => Ok((next, Kind::Minus)),
        '/' if !behind_field => {
            let (end, pattern) = enclosed(text, next, '/').ok_or(QueryError {
                span: at..text.len(),
                problem: QueryProblem::OpenPattern,
            })?;
            Ok((end, Kind::Pattern(pattern)))
        }
        _ => match QUOTES.iter().find(|(open, _)| *open == c) {
            Some((_, close)) => {
                let (end, words) = enclosed(text, next, *close).ok_or(QueryError {
                    span: at..text.len(),
                    problem: QueryProblem::OpenQuote,
                })?;
                Ok((end, Kind::Quoted(words)))
            }
            None => Ok(word(text, at, behind_field)),
        },
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
