//! Stories: entries of several feeds that tell the same.
//!
//! An entry is known by its [`Signature`]: where its link leads, the words of its title and the first words of its
//! text. [`same_story`] compares two; [`Signature::keys`] are few numbers of which two that tell the same share one,
//! so that an index finds whom to compare. Two entries wrongly taken for one hide news, and one told twice only costs
//! a line, so in doubt they are not the same.

mod glance;
mod likeness;
mod link;
mod marks;
#[cfg(test)]
mod plain;
#[cfg(test)]
mod tests;

use std::hash::Hasher;

use siphasher::sip::SipHasher13;

pub use glance::Glance;
pub use likeness::{Features, same_story};
pub use link::canonical_link;

use crate::text::CleanText;

/// Changes whenever the same entry would get another [`Signature`], or other keys.
pub const SIGNATURE_VERSION: i64 = 2;

/// Words of a text that count: copies of a report agree at their beginning, and go on for as long as each has room.
const TEXT_WORDS: usize = 128;

/// Bytes of a text that are looked at.
const TEXT_BYTES: usize = 4096;

/// Words of a title that count.
const TITLE_WORDS: usize = 32;

/// Words in a row that are compared as one.
const ROW: usize = 3;

/// Words at the beginning of a text that have keys of their own, for a short copy and a long one.
const LEAD: usize = 24;

/// How many keys the title, the whole text and its beginning have.
const TITLE_KEYS: u64 = 5;
const TEXT_KEYS: u64 = 8;
const LEAD_KEYS: u64 = 4;

/// What an entry tells, in a few hundred bytes.
///
/// ```
/// use newsterm::model::{Signature, same_story};
/// use newsterm::text::CleanText;
///
/// let sign = |link| Signature::new(&CleanText::line("Rain expected"), Some(link), "");
/// let one = sign("https://www.news.example/a?utm_source=rss");
/// assert!(same_story(&one, &sign("http://m.news.example/a/#top"), 0));
/// assert!(!same_story(&one, &sign("https://news.example/b"), 0));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// A hash of the canonical link; 0 for none.
    link: u64,
    /// A hash of its host.
    host: u32,
    title: Vec<Token>,
    text: Vec<Token>,
}

/// A word of a signature: a hash, whose lowest three bits say what kind of word it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Token(u32);

/// What a word says: most only differ from others, some tell one event from another of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TokenKind {
    Word = 0,
    Number = 1,
    Day = 2,
    Season = 3,
    /// So short that it is in every text.
    Particle = 4,
}

impl Token {
    const ALL_KINDS: u32 = 7;
    const ANY_MARK: Self = Self(TokenKind::Number as u32);

    fn new(kind: TokenKind, word: &str) -> Self {
        Self((short(hash(word.as_bytes())) & !Self::ALL_KINDS) | kind as u32)
    }

    const fn is(self, kind: TokenKind) -> bool {
        self.0 & Self::ALL_KINDS == kind as u32
    }

    const fn is_mark(self) -> bool {
        !self.is(TokenKind::Word) && !self.is(TokenKind::Particle)
    }
}

impl Signature {
    /// Makes the signature of an entry from its title, its link and its text without markup.
    #[must_use]
    pub fn new(title: &CleanText, link: Option<&str>, text: &str) -> Self {
        let end = text.floor_char_boundary(TEXT_BYTES);
        let link = link.and_then(canonical_link).unwrap_or_default();
        let of = |part: &str| {
            if part.is_empty() {
                0
            } else {
                hash(part.as_bytes()).max(1)
            }
        };
        Self {
            link: of(&link),
            host: short(of(link::host_of(&link))),
            title: marks::tokens(title.as_str(), TITLE_WORDS),
            text: marks::tokens(&text[..end], TEXT_WORDS),
        }
    }

    /// Whether there is nothing to compare.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.link == 0 && self.title.is_empty() && self.text.is_empty()
    }

    /// Numbers of which two entries that tell the same have one in common, hardly ever two that do not.
    #[must_use]
    pub fn keys(&self) -> Vec<i64> {
        let mut keys = Vec::new();
        if self.link != 0 {
            keys.push(mix(self.link, 1));
        }
        let words = sorted(self.title.iter().map(|word| u64::from(word.0)));
        if words.len() >= likeness::TITLE_LEAST {
            for n in 0..TITLE_KEYS {
                // Two words at a time, for one alone is in too many titles.
                let least = |salt: u64| words.iter().map(|word| mix(*word, salt)).min();
                let (one, other) = (least(100 + 2 * n), least(101 + 2 * n));
                keys.push(mix(one.unwrap_or(0) ^ other.unwrap_or(0).rotate_left(1), n));
            }
        }
        let rows = rows(&self.text);
        if rows.len() >= likeness::TEXT_LEAST {
            for n in 0..TEXT_KEYS {
                keys.extend(rows.iter().map(|row| mix(*row, 200 + n)).min());
            }
            let lead = &self.text[..self.text.len().min(LEAD)];
            let lead = self::rows(lead);
            for n in 0..LEAD_KEYS {
                keys.extend(lead.iter().map(|row| mix(*row, 300 + n)).min());
            }
        }
        sorted(keys.into_iter().map(u64::cast_signed))
    }

    /// The signature as bytes; [`Signature::from_bytes`] reads them.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.link.to_le_bytes().to_vec();
        bytes.extend(self.host.to_le_bytes());
        bytes.push(u8::try_from(self.title.len()).unwrap_or(u8::MAX));
        for token in self.title.iter().chain(&self.text) {
            bytes.extend(token.0.to_le_bytes());
        }
        bytes
    }

    /// Reads what [`Signature::to_bytes`] gave; whatever else it is given makes a signature too, of nothing that is.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let read = || {
            let (link, rest) = bytes.split_first_chunk()?;
            let (host, rest) = rest.split_first_chunk()?;
            let (titles, rest) = rest.split_first()?;
            let tokens = rest.as_chunks().0.iter();
            let tokens = tokens.map(|word| Token(u32::from_le_bytes(*word)));
            let mut title: Vec<Token> = tokens.collect();
            let text = title.split_off(title.len().min(usize::from(*titles)));
            Some(Self {
                link: u64::from_le_bytes(*link),
                host: u32::from_le_bytes(*host),
                title,
                text,
            })
        };
        read().unwrap_or_default()
    }
}

/// The rows of words in a text, each as a number, in order and each once.
fn rows(words: &[Token]) -> Vec<u64> {
    sorted(words.windows(ROW).map(|row| {
        let mut bytes = [0; 4 * ROW];
        for (place, word) in bytes.as_chunks_mut().0.iter_mut().zip(row) {
            *place = word.0.to_le_bytes();
        }
        hash(&bytes)
    }))
}

/// Whether a word is more than a short one.
const fn says(word: Token) -> bool {
    !word.is(TokenKind::Particle)
}

fn sorted<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = all.collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = SipHasher13::new();
    hasher.write(bytes);
    hasher.finish()
}

#[expect(clippy::cast_possible_truncation, reason = "both halves are in it")]
const fn short(hash: u64) -> u32 {
    (hash ^ (hash >> 32)) as u32
}

/// Mixes a number with a fixed one (the finalizer of `SplitMix64`).
const fn mix(number: u64, salt: u64) -> u64 {
    let mut z = number ^ salt.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
