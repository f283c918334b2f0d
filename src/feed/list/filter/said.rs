//! What a comparison is in the query language.

use super::super::searches::Known;
use super::super::web_address;
use super::comparison::{Comparison, Operator};
use super::pattern::{alternatives, exactly, pattern};
use crate::model::query::{Clause, Column, Comparison as Than, Term, TextTerm, Thing};
use crate::text::Sought;

/// Seconds of a day: newsboat counts whole ones.
const DAY: i64 = 86_400;

/// The field of patterns for titles and addresses of feeds.
const FEED: &str = "feed";

/// Letters that stand in words besides those of the alphabets: hyphen, apostrophes, the joint of Persian words.
const IN_WORDS: [char; 4] = ['-', '\'', '’', '\u{200c}'];

impl Comparison<'_> {
    /// What it asks for, where a query can.
    pub(super) fn said(&self, known: &Known<'_>) -> Option<Clause> {
        let held = match self.attribute {
            "unread" => self.unread(),
            "flags" => self.flags(),
            "age" => self.age(),
            "title" => self.text_in(Column::Title),
            "author" => self.text_in(Column::Author),
            "content" => self.words(Column::Text),
            "feedtitle" => self.feed_title(known),
            "rssurl" => self.feed_address(known),
            "tags" => self.tags(known),
            "enclosure_url" => self.thing(Thing::Enclosure),
            "link" => self.thing(Thing::Link),
            _ => None,
        }?;
        Some(if self.excluded { not(held) } else { held })
    }

    fn unread(&self) -> Option<Clause> {
        let unread = Clause::Term(Term::Unread);
        match (self.is_of_words(), self.value) {
            (true, "yes") => Some(unread),
            (true, "no") => Some(not(unread)),
            _ => None,
        }
    }

    /// Entries with flags come in as saved ones, whatever their letters.
    fn flags(&self) -> Option<Clause> {
        let saved = Clause::Term(Term::Saved);
        if (self.operator, self.value) == (Operator::Equal, "") {
            return Some(not(saved));
        }
        let letters = self.value.bytes().all(|b| b.is_ascii_alphabetic()) && !self.value.is_empty();
        let any = self.operator == Operator::Matches && matches!(self.value, "." | ".+");
        (self.is_of_words() && letters || any).then_some(saved)
    }

    /// Something that is there or not.
    fn thing(&self, thing: Thing) -> Option<Clause> {
        let there = Clause::Term(Term::Has(thing));
        match (self.operator, self.value) {
            (Operator::Equal, "") => Some(not(there)),
            (Operator::Matches, "." | ".+") => Some(there),
            _ => None,
        }
    }

    fn age(&self) -> Option<Clause> {
        let days = |text: &str| text.parse::<i32>().ok().map(i64::from);
        match self.operator {
            Operator::Less => younger(days(self.value)?),
            Operator::More => younger(days(self.value)? + 1).map(not),
            Operator::Equal => aged(days(self.value)?, days(self.value)?),
            Operator::Between => {
                let (one, other) = self.value.split_once(':')?;
                let (one, other) = (days(one)?, days(other)?);
                aged(one.min(other), one.max(other))
            }
            Operator::Matches | Operator::Contains => None,
        }
    }

    /// Patterns find parts of words, as newsboat does.
    fn text_in(&self, column: Column) -> Option<Clause> {
        match self.operator {
            Operator::Matches => pattern(column.name(), self.value),
            Operator::Equal if self.value.contains('\\') || self.value.trim().is_empty() => None,
            Operator::Equal => exactly(column.name(), self.value),
            _ => self.words(column),
        }
    }

    fn words(&self, column: Column) -> Option<Clause> {
        match self.operator {
            Operator::Matches => {
                let texts = alternatives(self.value, false)?.into_iter();
                let all: Option<Vec<_>> = texts.map(|text| begun(column, &text)).collect();
                Some(any_of(all?))
            }
            Operator::Contains => is_word(self.value)
                .then(|| found(column, self.value, false, false))
                .flatten(),
            _ => None,
        }
    }

    fn feed_title(&self, known: &Known<'_>) -> Option<Clause> {
        let named = |name: &str| Clause::Term(Term::Feed(name.trim().to_owned()));
        match self.operator {
            Operator::Equal if !self.value.trim().is_empty() && !self.value.contains('\\') => Some(
                known
                    .titled(self.value)
                    .unwrap_or_else(|| named(self.value)),
            ),
            Operator::Matches => match alternatives(self.value, true) {
                Some(names) => Some(any_of(names.iter().map(|name| named(name)).collect())),
                None => pattern(FEED, self.value),
            },
            _ => None,
        }
    }

    fn feed_address(&self, known: &Known<'_>) -> Option<Clause> {
        let part = |part: &String| Clause::Term(Term::Feed(part.clone()));
        match self.operator {
            Operator::Equal => Some(known.addressed(&web_address(self.value).ok()?)),
            Operator::Matches => {
                // No address has another in front.
                let from_start = self.value.strip_prefix('^');
                let value = from_start.filter(|rest| rest.starts_with("http"));
                match alternatives(value.unwrap_or(self.value), true) {
                    Some(parts) => Some(any_of(parts.iter().map(part).collect())),
                    None => pattern(FEED, self.value),
                }
            }
            _ => None,
        }
    }

    fn tags(&self, known: &Known<'_>) -> Option<Clause> {
        match self.operator {
            Operator::Contains if is_word(self.value) => Some(known.tagged(self.value)),
            Operator::Matches => {
                let parts = alternatives(self.value, true)?;
                let tags = known.tags_with(&parts);
                let clauses: Vec<_> = tags.iter().map(|tag| known.tagged(tag)).collect();
                (!clauses.is_empty()).then(|| any_of(clauses))
            }
            _ => None,
        }
    }

    /// Whether the value is a text, to be there whole or in part.
    fn is_of_words(&self) -> bool {
        use Operator::{Contains, Equal, Matches};
        matches!(self.operator, Equal | Matches | Contains)
    }
}

pub(in super::super) fn not(clause: Clause) -> Clause {
    match clause {
        Clause::Not(inner) => *inner,
        clause => Clause::Not(Box::new(clause)),
    }
}

pub(in super::super) fn any_of(clauses: Vec<Clause>) -> Clause {
    let mut any = Vec::new();
    for clause in clauses {
        match clause {
            Clause::Any(more) => any.extend(more),
            clause => any.push(clause),
        }
    }
    if any.len() == 1 {
        any.remove(0)
    } else {
        Clause::Any(any)
    }
}

/// Of fewer days than these.
fn younger(days: i64) -> Option<Clause> {
    (days > 0).then(|| Clause::Term(Term::Age(Than::Less, days * DAY)))
}

/// Of so many days at least, and so many at most.
fn aged(least: i64, most: i64) -> Option<Clause> {
    let young = younger(most + 1)?;
    Some(match younger(least) {
        Some(too_young) => Clause::All(vec![young, not(too_young)]),
        None => young,
    })
}

/// Whether the operator `#` can find it: it knows words with spaces between.
fn is_word(value: &str) -> bool {
    !value.is_empty() && !value.contains([' ', '\\'])
}

/// Words in one place.
fn found(column: Column, text: &str, quoted: bool, going_on: bool) -> Option<Clause> {
    let sought = Sought::new(text, going_on);
    let plain = quoted || is_plain(text);
    (plain && !sought.is_empty()).then(|| {
        Clause::Term(Term::Text(TextTerm {
            column: Some(column),
            written: text.to_owned(),
            quoted,
            sought,
        }))
    })
}

/// What newsboat finds in the middle of a text: a word that goes on, or several that stand as they are.
fn begun(column: Column, text: &str) -> Option<Clause> {
    let text = text.trim_start_matches(' ');
    let word = text.trim_end_matches(' ');
    is_plain(word).then_some(())?;
    let several = word.contains(' ');
    found(column, word, several, !several && word == text)
}

/// Whether words are all there is.
fn is_plain(text: &str) -> bool {
    let in_words = |c: char| c.is_alphanumeric() || c == ' ' || IN_WORDS.contains(&c);
    text.starts_with(char::is_alphanumeric) && text.chars().all(in_words)
}
