//! Whether an entry answers a query.

use std::borrow::Cow;
use std::cell::{LazyCell, OnceCell};
use std::fmt::Debug;

use super::{Clause, Column, Query, Term, TextTerm, Thing};
use crate::model::{Body, BodyKind, Timestamp, tag_key};
use crate::text::{Letters, Needle, Words, fold};

/// What can be asked of an entry.
#[derive(Clone, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is asked for by a condition of its own"
)]
pub struct Facts<'a> {
    /// The reader has read it.
    pub read: bool,
    /// The reader has saved it.
    pub saved: bool,
    /// A rule, or the reader, has hidden it.
    pub hidden: bool,
    /// What rules give it.
    pub score: i32,
    /// The reader's tags.
    pub tags: Cow<'a, [String]>,
    /// The title of its feed.
    pub feed: &'a str,
    /// The address of its feed.
    pub address: &'a str,
    /// The folder of its feed.
    pub folder: Option<&'a str>,
    /// Its title.
    pub title: &'a str,
    /// Who wrote it.
    pub author: &'a str,
    /// Its text.
    pub text: FactText<'a>,
    /// Its language tag, or that of its feed.
    pub language: Option<&'a str>,
    /// It has a page.
    pub link: bool,
    /// It comes with a file.
    pub enclosure: bool,
    /// The instant it is sorted by.
    pub sorted_at: Timestamp,
    /// The time now.
    pub now: Timestamp,
    /// The words of title, author and text, found when first asked for.
    pub words: [OnceCell<Words>; 3],
    /// What can be told of the words of the text at a glance, found when first asked for.
    pub letters: OnceCell<Option<Cow<'a, Letters>>>,
}

/// The text of an entry.
#[derive(Clone, Copy, Debug)]
pub enum FactText<'a> {
    /// Without markup.
    Plain(&'a str),
    /// As published, and what makes it plain; called when the text is asked for.
    Published(&'a dyn Published, fn(&Body) -> String),
}

/// What has a body, though perhaps only when it is asked for.
pub trait Published: Debug {
    /// The body.
    fn body(&self) -> &Body;
}

impl Published for Body {
    fn body(&self) -> &Body {
        self
    }
}

impl<F: FnOnce() -> Body> Published for LazyCell<Body, F> {
    fn body(&self) -> &Body {
        self
    }
}

impl Default for FactText<'_> {
    fn default() -> Self {
        Self::Plain("")
    }
}

impl Clause {
    /// Whether it holds, where `is` says so of each condition; asks for no more than it needs.
    fn holds(&self, is: &impl Fn(&Term) -> bool) -> bool {
        match self {
            Self::Term(term) => is(term),
            Self::Not(inner) => !inner.holds(is),
            Self::All(all) => all.iter().all(|clause| clause.holds(is)),
            Self::Any(any) => any.iter().any(|clause| clause.holds(is)),
        }
    }

    /// Whether it holds, as far as that is known from what `is` knows of each condition.
    fn guess(&self, is: &impl Fn(&Term) -> Option<bool>) -> Option<bool> {
        match self {
            Self::Term(term) => is(term),
            Self::Not(inner) => inner.guess(is).map(|holds| !holds),
            Self::All(all) => {
                let mut known = Some(true);
                for clause in all {
                    match clause.guess(is) {
                        Some(false) => return Some(false),
                        Some(true) => {}
                        None => known = None,
                    }
                }
                known
            }
            Self::Any(any) => {
                let mut known = Some(false);
                for clause in any {
                    match clause.guess(is) {
                        Some(true) => return Some(true),
                        Some(false) => {}
                        None => known = None,
                    }
                }
                known
            }
        }
    }
}

impl Query {
    /// Whether an entry answers the query.
    ///
    /// ```
    /// use newsterm::model::{Facts, Query};
    ///
    /// let facts = Facts { title: "Talks on climate", feed: "الجزيرة", ..Facts::default() };
    /// assert!(Query::parse("unread climate feed:الجزيره").unwrap().is_answered_by(&facts));
    /// assert!(!Query::parse("climate -talks").unwrap().is_answered_by(&facts));
    /// ```
    #[must_use]
    pub fn is_answered_by(&self, facts: &Facts) -> bool {
        self.clause.guess(&|term| facts.guess(term)) != Some(false)
            && self.clause.holds(&|term| facts.are(term))
    }
}

impl Facts<'_> {
    fn are(&self, term: &Term) -> bool {
        match term {
            Term::Unread => !self.read,
            Term::Saved => self.saved,
            Term::Tag(name) => self.tags.iter().any(|tag| tag_key(tag) == tag_key(name)),
            Term::Feed(name) => is_named(name, self.feed, self.address),
            Term::Folder(name) => self.folder.is_some_and(|folder| fold(folder) == fold(name)),
            Term::Text(term) => self.hold(term),
            Term::Age(comparison, seconds) => {
                comparison.holds(self.now.seconds_since(self.sorted_at), *seconds)
            }
            Term::Language(tag) => self.language.is_some_and(|own| is_language(own, tag)),
            Term::Has(Thing::Enclosure) => self.enclosure,
            Term::Has(Thing::Link) => self.link,
            Term::Has(Thing::Tag) => !self.tags.is_empty(),
            Term::Words(comparison, count) => {
                let words = i64::try_from(self.words_of(Column::Text).words.len());
                comparison.holds(words.unwrap_or(i64::MAX), i64::from(*count))
            }
            Term::Hidden => self.hidden,
            Term::Score(comparison, score) => {
                comparison.holds(i64::from(self.score), i64::from(*score))
            }
            Term::Pattern(column, pattern) => pattern.finds(*column, self.title, self.author),
            Term::FeedPattern(pattern) => {
                pattern.matches(self.feed) || pattern.matches(self.address)
            }
        }
    }

    /// Whether a condition holds, where that can be told without reading the words of the text.
    fn guess(&self, term: &Term) -> Option<bool> {
        match term {
            Term::Words(..) => None,
            Term::Text(text) if matches!(text.column, None | Some(Column::Text)) => {
                let FactText::Published(published, _) = self.text else {
                    return None;
                };
                let letters = || {
                    let body = published.body();
                    let markup = body.kind == BodyKind::Html;
                    Letters::of(&body.content, markup).map(Cow::Owned)
                };
                let letters = self.letters.get_or_init(letters).as_ref()?;
                if letters.may_hold(&text.sought) {
                    return None;
                }
                Some(text.column.is_none() && self.is_beside_text(text))
            }
            term => Some(self.are(term)),
        }
    }

    fn is_beside_text(&self, term: &TextTerm) -> bool {
        [Column::Title, Column::Author]
            .into_iter()
            .any(|column| !term.sought.find_in(self.words_of(column)).is_empty())
    }

    fn hold(&self, term: &TextTerm) -> bool {
        // The index keeps the forms of all columns in one.
        if let Some(column) = term.column {
            return term.sought.is_written_in(self.words_of(column));
        }
        let columns = [Column::Title, Column::Author, Column::Text];
        columns
            .into_iter()
            .any(|column| !term.sought.find_in(self.words_of(column)).is_empty())
    }

    fn words_of(&self, column: Column) -> &Words {
        let words = |place: usize, text: &str| self.words[place].get_or_init(|| Words::of(text));
        match column {
            Column::Title => words(0, self.title),
            Column::Author => words(1, self.author),
            Column::Text => match self.text {
                FactText::Plain(text) => words(2, text),
                FactText::Published(published, text_of) => {
                    self.words[2].get_or_init(|| Words::of(&text_of(published.body())))
                }
            },
        }
    }
}

/// Whether a feed is meant by a part of its title or address.
#[must_use]
pub(crate) fn is_named(name: &str, title: &str, address: &str) -> bool {
    let needle = Needle::new(name);
    needle.is_in(title) || needle.is_in(address)
}

/// Whether a language tag is `wanted` or a kind of it: `ar-EG` is `ar`.
#[must_use]
pub(crate) fn is_language(own: &str, wanted: &str) -> bool {
    let own = own.to_ascii_lowercase().replace('_', "-");
    own.strip_prefix(wanted)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}
