//! POSIX extended regular expressions as newsboat takes them, and what the query language makes of them.

use crate::model::Query;
use crate::model::query::{Clause, Term};

/// The texts that a regular expression finds, where it is no more than texts with `|` between; of addresses and names
/// a dot is one.
pub(super) fn alternatives(pattern: &str, dots: bool) -> Option<Vec<String>> {
    let inside = pattern.strip_prefix('(').and_then(|p| p.strip_suffix(')'));
    let mut texts = vec![String::new()];
    let mut letters = inside.unwrap_or(pattern).chars();
    while let Some(c) = letters.next() {
        let text = texts.last_mut()?;
        match c {
            '|' => texts.push(String::new()),
            '\\' => text.push(letters.next().filter(|c| is_escapable(*c))?),
            '.' if dots => text.push('.'),
            '.' | '^' | '$' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' => return None,
            c => text.push(c),
        }
    }
    let all = texts.iter().all(|text| !text.trim().is_empty());
    all.then_some(texts)
}

/// Whether a backslash makes it the sign itself; some of GNU's are places.
fn is_escapable(c: char) -> bool {
    c.is_ascii_punctuation() && !"<>'`".contains(c)
}

/// A POSIX extended regular expression as the pattern behind a field that means the same.
pub(in super::super) fn pattern(field: &str, written: &str) -> Option<Clause> {
    let mut ours = String::new();
    let mut rest = written;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '\\' => {
                let escaped = rest.chars().next()?;
                rest = &rest[escaped.len_utf8()..];
                match escaped {
                    '/' => ours.push('/'),
                    'w' | 'W' | 's' | 'S' | 'b' | 'B' | '<' | '>' => ours.extend(['\\', escaped]),
                    escaped if is_escapable(escaped) => ours.extend(['\\', escaped]),
                    _ => return None,
                }
            }
            '[' => {
                let end = class(rest)?;
                ours.push('[');
                ours.push_str(&rest[..end]);
                rest = &rest[end..];
            }
            // What begins so means something to newsterm alone.
            '(' if rest.starts_with('?') => return None,
            c => ours.push(c),
        }
    }
    parsed(field, &ours)
}

/// The pattern behind a field that finds a text and no more, whatever its case.
pub(super) fn exactly(field: &str, text: &str) -> Option<Clause> {
    parsed(field, &format!("^{}$", regex::escape(text)))
}

/// The bytes up to and with the bracket that ends a class, where both kinds of expression read it alike.
fn class(text: &str) -> Option<usize> {
    let from = text.len() - text.strip_prefix('^').unwrap_or(text).len();
    let first = usize::from(text[from..].starts_with(']'));
    let mut at = from + first;
    loop {
        let rest = &text[at..];
        let c = rest.chars().next()?;
        let ours_alone = ["&&", "--", "~~"];
        if c == '\\' || ours_alone.iter().any(|sign| rest.starts_with(sign)) {
            return None;
        }
        if c == '[' {
            at += rest.strip_prefix("[:")?.find(":]")? + "[::]".len();
            continue;
        }
        at += c.len_utf8();
        if c == ']' {
            return Some(at);
        }
    }
}

fn parsed(field: &str, written: &str) -> Option<Clause> {
    let query = Query::parse(&format!("{field}:/{}/", written.replace('/', "\\/"))).ok()?;
    let is_pattern = matches!(
        query.clause,
        Clause::Term(Term::Pattern(..) | Term::FeedPattern(_))
    );
    is_pattern.then_some(query.clause)
}
