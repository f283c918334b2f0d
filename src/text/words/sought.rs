//! Words that are searched for, one after the other.

use std::ops::Range;

use super::{Word, Words, forms, is_unspaced};

/// The letters from which on a word being typed may go on, alone and behind others: so many words begin with fewer that
/// all of them together say nothing, and reading them takes long.
const BEGINNING: usize = 3;
const BEGINNING_BEHIND: usize = 2;

/// Pieces that a dictionary may find in a word that is half typed, but for the first.
const JOINED: usize = 4;

/// One word or several in a row that a text is searched for, as [`Words`] has them.
///
/// ```
/// use newsterm::text::Sought;
///
/// let sought = Sought::new("كتاب", false);
/// let text = "قرأتُ الكِتابَ";
/// assert_eq!(&text[sought.find(text)[0].clone()], "الكِتابَ");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    phrases: Vec<Vec<String>>,
    prefix: bool,
}

impl Sought {
    /// Reads what is searched for; with `prefix` its last word may go on.
    ///
    /// ```
    /// assert!(newsterm::text::Sought::new("news", true).is_in("Newsterm"));
    /// ```
    #[must_use]
    pub fn new(text: &str, prefix: bool) -> Self {
        let mut words = Words::of(text);
        // Who has typed no more than an article has not begun with the word.
        if prefix {
            words.words.pop_if(|word| forms::is_article(&word.text));
        }
        let parts: Vec<String> = words.words.iter().map(|word| word.text.clone()).collect();
        let mut phrases = Vec::new();
        // One word whose parts a ZWNJ joins is also sought in one piece.
        if let (Some(first), Some(last)) = (words.words.first(), words.words.last()) {
            let whole = first.source.start..last.source.end;
            let joined = words.others.iter().filter(|other| other.source == whole);
            if parts.len() > 1 {
                phrases.extend(joined.map(|other| vec![other.text.clone()]));
            }
            let begun = parts.split_last().filter(|_| prefix);
            let begun = begun.and_then(|(last, before)| Some((forms::begun(last)?, before)));
            phrases.extend(begun.map(|(last, before)| {
                let before = before.iter().cloned();
                before.chain([last.to_owned()]).collect()
            }));
            phrases.insert(0, parts);
        }
        if prefix {
            phrases.extend(joined_ends(&words.words));
        }
        Self { phrases, prefix }
    }

    /// Reads what is being typed: its last word may go on if it has letters enough, as it is compared, without an article.
    ///
    /// ```
    /// use newsterm::text::Sought;
    ///
    /// assert!(Sought::typed("منا").is_in("المناخ") && Sought::typed("المنا").is_in("المناخ"));
    /// assert!(!Sought::typed("المن").is_in("المناخ"));
    /// assert!(Sought::typed("ال").is_empty());
    /// ```
    #[must_use]
    pub fn typed(text: &str) -> Self {
        let begun = Self::new(text, true);
        if begun.phrases.iter().all(|words| goes_on(words)) {
            return begun;
        }
        Self::new(text, false)
    }

    /// Whether nothing is searched for: there was no word.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// The rows of words of which one is to be found.
    #[must_use]
    pub fn phrases(&self) -> &[Vec<String>] {
        &self.phrases
    }

    /// The rows of words with the Arabic and Hebrew prefixes that the first of each may have.
    ///
    /// ```
    /// let phrases = newsterm::text::Sought::new("كتاب", false).prefixed();
    /// assert!(phrases.contains(&vec!["وكتاب".to_owned()]));
    /// ```
    #[must_use]
    pub fn prefixed(&self) -> Vec<Vec<String>> {
        let mut all = self.phrases.clone();
        for phrase in &self.phrases {
            let [first, rest @ ..] = phrase.as_slice() else {
                continue;
            };
            all.extend(forms::prefixes_of(first).iter().map(|prefix| {
                let mut phrase = vec![format!("{prefix}{first}")];
                phrase.extend_from_slice(rest);
                phrase
            }));
        }
        all
    }

    /// Whether the last word may go on.
    #[must_use]
    pub const fn prefix(&self) -> bool {
        self.prefix
    }

    /// Whether it is in a text.
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        !self.find_in(&Words::of(text)).is_empty()
    }

    /// Finds it in a text, as bytes of the text.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        self.find_in(&Words::of(text))
    }

    /// Finds it among words, as bytes of their text, in order, without overlaps.
    #[must_use]
    pub fn find_in(&self, words: &Words) -> Vec<Range<usize>> {
        let mut hits = Vec::new();
        for phrase in &self.phrases {
            match phrase.as_slice() {
                [] => {}
                [word] => {
                    let all = words.words.iter().chain(&words.others);
                    let found = all.filter(|found| self.is_last(word, &found.text));
                    hits.extend(found.map(|found| found.source.clone()));
                }
                [first, between @ .., last] => {
                    for row in words.words.windows(phrase.len()) {
                        let begins = answers(first, &row[0].text);
                        let goes_on = row[1..].iter().zip(between).all(|(a, b)| a.text == *b);
                        if begins && goes_on && self.is_last(last, &row[row.len() - 1].text) {
                            hits.push(row[0].source.start..row[row.len() - 1].source.end);
                        }
                    }
                }
            }
        }
        hits.sort_unstable_by_key(|hit| (hit.start, hit.end));
        hits.dedup_by(|later, earlier| later.start < earlier.end);
        hits
    }

    /// Whether it is among words as they are written, with Arabic and Hebrew prefixes or without: what
    /// [`Sought::prefixed`] lists. That the parts of a Persian word can be joined does not count.
    ///
    /// ```
    /// use newsterm::text::{Sought, Words};
    ///
    /// let sought = Sought::new("میخواهم", false);
    /// let words = Words::of("می\u{200c}خواهم");
    /// assert!(!sought.find_in(&words).is_empty());
    /// assert!(!sought.is_written_in(&words));
    /// assert!(Sought::new("كتاب", false).is_written_in(&Words::of("والكتاب")));
    /// ```
    #[must_use]
    pub fn is_written_in(&self, words: &Words) -> bool {
        let is = |word: &str, found: &str| {
            let mut same = self.is_last(word, found);
            forms::each_stem(found, |stem| same |= self.is_last(word, stem));
            same
        };
        self.phrases.iter().any(|phrase| match phrase.as_slice() {
            [] => false,
            [word] => words.words.iter().any(|found| is(word, &found.text)),
            [first, between @ .., last] => words.words.windows(phrase.len()).any(|row| {
                answers(first, &row[0].text)
                    && row[1..].iter().zip(between).all(|(a, b)| a.text == *b)
                    && self.is_last(last, &row[row.len() - 1].text)
            }),
        })
    }

    fn is_last(&self, word: &str, found: &str) -> bool {
        found == word || (self.prefix && found.starts_with(word))
    }
}

/// Rows of words of which the last two or more are one: where a dictionary tells words apart, it finds others in a word
/// that is half typed.
fn joined_ends(words: &[Word]) -> Vec<Vec<String>> {
    let is_joined = |pair: &[Word]| {
        pair[0].source.end == pair[1].source.start
            && pair.iter().all(|word| word.text.starts_with(is_unspaced))
    };
    let joints = words.windows(2).rev().take_while(|pair| is_joined(pair));
    let last = words.len().saturating_sub(1);
    (last - joints.take(JOINED).count()..last)
        .map(|from| {
            let end: String = words[from..]
                .iter()
                .map(|word| word.text.as_str())
                .collect();
            let before = words[..from].iter().map(|word| word.text.clone());
            before.chain([end]).collect()
        })
        .collect()
}

/// Whether the last of some words has letters enough to go on. Where words are told apart by a dictionary, that of a
/// word half typed may be a letter.
fn goes_on(words: &[String]) -> bool {
    let Some(last) = words.last() else {
        return false;
    };
    let least = match words.len() {
        1 => BEGINNING,
        _ if last.starts_with(is_unspaced) => 1,
        _ => BEGINNING_BEHIND,
    };
    last.chars().count() >= least
}

/// Whether a word of a text is the word sought, or that with prefixes.
fn answers(word: &str, found: &str) -> bool {
    let mut same = found == word;
    forms::each_stem(found, |stem| same |= stem == word);
    same
}
