//! The query language: what the search box, smart lists, rules and the command line understand.
//!
//! `docs/query.md` tells it to readers. [`Query::parse`] reads it and says where it cannot,
//! [`Query`]'s `Display` writes it so that it is read the same again.

#[cfg(test)]
mod document;
mod error;
mod facts;
mod field;
mod hits;
mod lex;
mod parse;
mod show;
#[cfg(test)]
mod tests;
mod value;

use std::hash::{Hash, Hasher};
use std::ops::Range;

use regex::Regex;

use crate::text::Sought;

pub use error::{QueryError, QueryProblem};
pub use facts::{FactText, Facts, Published};
pub(crate) use facts::{is_language, is_named};
pub use field::Column;

/// What is looked for among entries.
///
/// ```
/// use newsterm::model::Query;
///
/// let query = Query::parse("unread title:\"climate talks\" -opinion").unwrap();
/// assert_eq!(query.to_string(), "unread title:\"climate talks\" -opinion");
/// assert_eq!(Query::parse("unread (a OR").unwrap_err().span, 10..12);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Query {
    /// What an entry must be; [`Clause::All`] of nothing for every entry.
    pub clause: Clause,
}

/// Something an entry is or is not.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Clause {
    /// Everything in it.
    All(Vec<Clause>),
    /// At least one of it.
    Any(Vec<Clause>),
    /// Not this.
    Not(Box<Clause>),
    /// A single condition.
    Term(Term),
}

/// A single condition.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Term {
    /// `unread`: the reader has not read it.
    Unread,
    /// `saved`: the reader has saved it.
    Saved,
    /// `tag:`: the reader has tagged it so.
    Tag(String),
    /// `feed:`: the title or the address of its feed holds this.
    Feed(String),
    /// `folder:`: its feed is in the folder of this name.
    Folder(String),
    /// Words, anywhere or in one place.
    Text(TextTerm),
    /// `age:`: it is younger or older than this many seconds.
    Age(Comparison, i64),
    /// `lang:`: its language, or else its feed's, is this or a kind of it.
    Language(String),
    /// `has:`: it comes with this.
    Has(Thing),
    /// `words:`: its text has fewer or more words.
    Words(Comparison, u32),
    /// `is:hidden`: a rule, or the reader, has hidden it from the lists.
    Hidden,
    /// `score:`: rules give it less or more than this; 0 where they say nothing.
    Score(Comparison, i32),
    /// `/…/`, `title:/…/`, `author:/…/`: its title or author matches.
    Pattern(Option<Column>, Pattern),
    /// `feed:/…/`: the title or the address of its feed matches.
    FeedPattern(Pattern),
}

/// Words to be found in an entry.
#[derive(Clone, Debug)]
pub struct TextTerm {
    /// Where; anywhere when absent.
    pub column: Option<Column>,
    /// The words as written.
    pub written: String,
    /// They stand in quotes: in this order.
    pub quoted: bool,
    /// What is looked for.
    pub sought: Sought,
}

impl PartialEq for TextTerm {
    fn eq(&self, other: &Self) -> bool {
        (self.column, &self.written, self.quoted) == (other.column, &other.written, other.quoted)
            && self.sought.prefix() == other.sought.prefix()
    }
}

impl Eq for TextTerm {}

impl Hash for TextTerm {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.column, &self.written, self.quoted).hash(state);
    }
}

/// A regular expression.
#[derive(Clone, Debug)]
pub struct Pattern {
    written: String,
    regex: Regex,
}

impl Pattern {
    /// Whether a text matches, whatever its case.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }

    /// Finds what matches in a text, as bytes, in order.
    fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let found = self.regex.find_iter(text).map(|found| found.range());
        found.filter(|range| !range.is_empty())
    }

    /// Whether it finds something in one of title and author, or in either of those that are there; an absent author is
    /// empty.
    #[must_use]
    pub fn finds(&self, column: Option<Column>, title: &str, author: &str) -> bool {
        match column {
            Some(Column::Title) => self.matches(title),
            Some(Column::Author) => self.matches(author),
            None | Some(Column::Text) => {
                self.matches(title) || (!author.is_empty() && self.matches(author))
            }
        }
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.written == other.written
    }
}

impl Eq for Pattern {}

impl Hash for Pattern {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.written.hash(state);
    }
}

/// Less or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `<`
    Less,
    /// `>`
    More,
}

impl Comparison {
    /// Whether `value` is less, or more, than `limit`.
    #[must_use]
    pub const fn holds(self, value: i64, limit: i64) -> bool {
        match self {
            Self::Less => value < limit,
            Self::More => value > limit,
        }
    }
}

/// What an entry may come with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Thing {
    /// A file: an episode, a picture.
    Enclosure,
    /// A page.
    Link,
    /// A tag of the reader.
    Tag,
}

impl Default for Clause {
    fn default() -> Self {
        Self::All(Vec::new())
    }
}

impl Query {
    /// Whether every entry is meant.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(&self.clause, Clause::All(all) if all.is_empty())
    }

    /// The conditions that must all hold.
    #[must_use]
    pub fn conditions(&self) -> Vec<Clause> {
        match self.clause.clone() {
            Clause::All(all) => all,
            clause => vec![clause],
        }
    }

    /// What answers both this and another query.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self {
            clause: Clause::All([self.conditions(), other.conditions()].concat()),
        }
    }

    /// Whether the words of entries are part of the query, held or excluded.
    #[must_use]
    pub fn asks_for_words(&self) -> bool {
        let words = |term: &Term| matches!(term, Term::Text(_) | Term::Words(..));
        self.clause.mentions(&words)
    }

    /// Whether words that may stand in the text are part of the query, held or excluded.
    #[must_use]
    pub fn asks_for_texts(&self) -> bool {
        let in_text = |column: Option<Column>| matches!(column, None | Some(Column::Text));
        self.clause
            .mentions(&|term| matches!(term, Term::Text(text) if in_text(text.column)))
    }

    /// Whether feeds or folders are part of the query, held or excluded.
    #[must_use]
    pub fn asks_for_feeds(&self) -> bool {
        let feeds =
            |term: &Term| matches!(term, Term::Feed(_) | Term::Folder(_) | Term::FeedPattern(_));
        self.clause.mentions(&feeds)
    }

    /// Whether the answers change as time passes.
    #[must_use]
    pub fn asks_for_age(&self) -> bool {
        self.clause.mentions(&|term| matches!(term, Term::Age(..)))
    }

    /// Whether a condition is part of the query, held or excluded.
    #[must_use]
    pub fn asks(&self, term: &Term) -> bool {
        self.clause.mentions(&|own| own == term)
    }

    /// Whether all that answers it is hidden from the lists.
    #[must_use]
    pub fn is_of_hidden(&self) -> bool {
        let hidden = Clause::Term(Term::Hidden);
        match &self.clause {
            Clause::All(all) => all.contains(&hidden),
            clause => *clause == hidden,
        }
    }

    /// The words to light up where they are shown: those that are not excluded.
    #[must_use]
    pub fn sought(&self) -> Vec<&TextTerm> {
        let mut terms = Vec::new();
        self.clause.each_held(&mut |term| {
            if let Term::Text(text) = term {
                terms.push(text);
            }
        });
        terms
    }

    /// The patterns whose matches are to be lit up, each with its place: those that are not excluded.
    fn patterns(&self) -> Vec<(Option<Column>, &Pattern)> {
        let mut patterns = Vec::new();
        self.clause.each_held(&mut |term| {
            if let Term::Pattern(column, pattern) = term {
                patterns.push((*column, pattern));
            }
        });
        patterns
    }

    /// Whether it asks for something that is lit up where it is shown.
    #[must_use]
    pub fn is_lit_up(&self) -> bool {
        !self.sought().is_empty() || !self.patterns().is_empty()
    }
}

impl Clause {
    /// Whether it has a condition, held or excluded, that is as `is` says.
    fn mentions(&self, is: &impl Fn(&Term) -> bool) -> bool {
        match self {
            Self::All(clauses) | Self::Any(clauses) => {
                clauses.iter().any(|clause| clause.mentions(is))
            }
            Self::Not(inner) => inner.mentions(is),
            Self::Term(term) => is(term),
        }
    }

    /// Gives every condition that is not excluded.
    fn each_held<'a>(&'a self, take: &mut impl FnMut(&'a Term)) {
        match self {
            Self::All(clauses) | Self::Any(clauses) => {
                for clause in clauses {
                    clause.each_held(take);
                }
            }
            Self::Term(term) => take(term),
            Self::Not(_) => {}
        }
    }
}
