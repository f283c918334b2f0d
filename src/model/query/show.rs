//! Writing queries, so that they are read the same again.

use std::fmt::{self, Display, Formatter, Write};

use super::lex;
use super::value::UNITS;
use super::{Clause, Comparison, Pattern, Query, Term, TextTerm, Thing};

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.clause {
            Clause::Any(any) => list(any, " OR ", f),
            Clause::All(all) => list(all, " ", f),
            clause => write!(f, "{clause}"),
        }
    }
}

fn list(clauses: &[Clause], between: &str, f: &mut Formatter<'_>) -> fmt::Result {
    for (n, clause) in clauses.iter().enumerate() {
        if n > 0 {
            f.write_str(between)?;
        }
        match clause {
            // Of alternatives each may be several conditions, without brackets.
            Clause::All(all) if between == " OR " => list(all, " ", f)?,
            clause => write!(f, "{clause}")?,
        }
    }
    Ok(())
}

impl Display for Clause {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::All(all) => bracket(all, " ", f),
            Self::Any(any) => bracket(any, " OR ", f),
            Self::Not(inner) => write!(f, "-{inner}"),
            Self::Term(term) => write!(f, "{term}"),
        }
    }
}

fn bracket(clauses: &[Clause], between: &str, f: &mut Formatter<'_>) -> fmt::Result {
    f.write_char('(')?;
    list(clauses, between, f)?;
    f.write_char(')')
}

impl Display for Term {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unread => f.write_str("unread"),
            Self::Saved => f.write_str("saved"),
            Self::Tag(name) => write!(f, "tag:{}", Value(name)),
            // Between slashes it would be a pattern.
            Self::Feed(name) if name.starts_with('/') => {
                f.write_str("feed:")?;
                quote(name, f)
            }
            Self::Feed(name) => write!(f, "feed:{}", Value(name)),
            Self::Folder(name) => write!(f, "folder:{}", Value(name)),
            Self::Text(term) => write!(f, "{term}"),
            Self::Age(comparison, seconds) => write!(f, "age:{comparison}{}", Length(*seconds)),
            Self::Language(tag) => write!(f, "lang:{tag}"),
            Self::Has(thing) => write!(f, "has:{thing}"),
            Self::Words(comparison, count) => write!(f, "words:{comparison}{count}"),
            Self::Hidden => f.write_str("is:hidden"),
            Self::Score(comparison, score) => write!(f, "score:{comparison}{score}"),
            Self::Pattern(Some(column), pattern) => write!(f, "{}:{pattern}", column.name()),
            Self::Pattern(None, pattern) => write!(f, "{pattern}"),
            Self::FeedPattern(pattern) => write!(f, "feed:{pattern}"),
        }
    }
}

impl Display for Pattern {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "/{}/", self.written.replace('/', "\\/"))
    }
}

impl Display for TextTerm {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let Some(column) = self.column {
            write!(f, "{}:", column.name())?;
        }
        if self.quoted {
            let star = if self.sought.prefix() { "*" } else { "" };
            return quote(&format!("{}{star}", self.written), f);
        }
        f.write_str(&self.written)?;
        if self.sought.prefix() {
            f.write_char('*')?;
        }
        Ok(())
    }
}

/// A name behind a colon, in quotes where it needs them.
struct Value<'a>(&'a str);

impl Display for Value<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut quotes = lex::QUOTES.iter();
        if quotes.any(|(open, _)| self.0.starts_with(*open)) || self.0.contains(lex::ends_word) {
            return quote(self.0, f);
        }
        f.write_str(self.0)
    }
}

fn quote(words: &str, f: &mut Formatter<'_>) -> fmt::Result {
    write!(
        f,
        "\"{}\"",
        words.replace('\\', "\\\\").replace('"', "\\\"")
    )
}

/// Seconds in the largest unit of which they are a whole multiple.
struct Length(i64);

impl Display for Length {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (unit, seconds) = UNITS
            .into_iter()
            .find(|(_, seconds)| self.0 > 0 && self.0 % seconds == 0)
            .unwrap_or(('m', 60));
        write!(f, "{}{unit}", self.0 / seconds)
    }
}

impl Display for Comparison {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_char(match self {
            Self::Less => '<',
            Self::More => '>',
        })
    }
}

impl Display for Thing {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Enclosure => "enclosure",
            Self::Link => "link",
            Self::Tag => "tag",
        })
    }
}
