//! Words as a search sees them: the same for the index, for what is searched for and for lighting it up.

mod forms;
mod letters;
mod sought;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::LazyLock;

use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;
use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};

use super::fold::{fold_char, is_ignored};

pub use letters::Letters;
pub use sought::Sought;

/// Changes whenever the same text would give other words, so that an index knows when it is out of date.
pub const WORDS_VERSION: i64 = 1;

/// Bytes of a folded word that count: what is longer is no word of a language.
const LONGEST: usize = 64;

const ZWNJ: char = '\u{200c}';

/// Loaded where scripts without spaces are written.
static DICTIONARY: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word folded, without an Arabic article.
    pub text: String,
    /// The bytes of the source it was read from.
    pub source: Range<usize>,
}

/// The words of a text.
///
/// Words are separated by spaces and punctuation, those of Thai, Lao, Burmese and Khmer by a dictionary. Of
/// Chinese and Japanese each character is a word: a dictionary cuts 在中国 and 中国 in different places, and who
/// searches for the one would not find the other, while characters in a row are found wherever they stand. Words are
/// folded as [`fold`](super::fold) does, and the Arabic article is left out, also after و ف ب ك ل: with and
/// without it is one word.
///
/// ```
/// use newsterm::text::Words;
///
/// let words = Words::of("والكتابُ الأوّل، 2026");
/// let texts: Vec<_> = words.words.iter().map(|word| word.text.as_str()).collect();
/// assert_eq!(texts, ["كتاب", "اول", "2026"]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The words in the order of the text.
    pub words: Vec<Word>,
    /// What else they can be found as: parts of Persian words joined, words without the Arabic prefixes
    /// و ف ب ك ل or the Hebrew ה ו ב כ ל מ ש.
    pub others: Vec<Word>,
}

impl Words {
    /// Finds the words of a text.
    ///
    /// ```
    /// use newsterm::text::Words;
    ///
    /// let words = Words::of("می\u{200c}خواهم");
    /// assert_eq!(words.words.len(), 2);
    /// assert_eq!(words.others[0].text, "ميخواهم");
    /// ```
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut reading = Reading::default();
        for (at, c) in text.char_indices() {
            reading.take(text, at, c);
        }
        reading.end_word(text, text.len());
        reading.end_group();
        reading.found
    }
}

/// What stretch of text is being read.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Stretch {
    #[default]
    None,
    /// Letters and digits of one word.
    Word(usize),
    /// Letters of a script without spaces.
    Unspaced(usize),
}

#[derive(Default)]
struct Reading {
    found: Words,
    stretch: Stretch,
    folded: String,
    /// How many of the last words are joined by ZWNJ.
    joined: usize,
    last: Option<char>,
}

impl Reading {
    fn take(&mut self, text: &str, at: usize, c: char) {
        let kind = self.kind(text, at, c);
        match (kind, self.stretch) {
            (Kind::Silent, _) | (Kind::Unspaced, Stretch::Unspaced(_)) => return,
            (Kind::Joint, _) => {
                self.end_word(text, at);
                self.last = None;
                return;
            }
            (Kind::Letter, Stretch::Word(_)) => {}
            (Kind::Letter, _) => {
                let joined = self.stretch == Stretch::None && at > 0 && text[..at].ends_with(ZWNJ);
                self.end_word(text, at);
                if !joined {
                    self.end_group();
                }
                self.stretch = Stretch::Word(at);
            }
            (Kind::Unspaced, _) => {
                self.end_word(text, at);
                self.end_group();
                self.stretch = Stretch::Unspaced(at);
                return;
            }
            (Kind::Whole, _) => {
                self.end_word(text, at);
                self.end_group();
                let mut folded = String::new();
                push_folded(&mut folded, c);
                self.push(&folded, at..at + c.len_utf8());
                return;
            }
            (Kind::Gap, _) => {
                self.end_word(text, at);
                self.end_group();
                self.last = None;
                return;
            }
        }
        push_folded(&mut self.folded, c);
        self.last = Some(c);
    }

    fn kind(&self, text: &str, at: usize, c: char) -> Kind {
        match c {
            // For most text the tables of all letters need not be asked.
            'a'..='z' | 'A'..='Z' | '0'..='9' | 'א'..='ת' | 'ء'..='غ' | 'ف'..='ي' => {
                Kind::Letter
            }
            // Abbreviations: צה״ל is written with three kinds of sign, and without one.
            '"' | '\'' | '\u{5f3}' | '\u{5f4}' | '’' | '”' if self.within_hebrew(text, at, c) => {
                Kind::Silent
            }
            '\0'..='\u{7f}' => Kind::Gap,
            ZWNJ => Kind::Joint,
            _ if is_ignored(c) => Kind::Silent,
            _ if is_east_asian(c) => Kind::Whole,
            _ if is_unspaced(c) => Kind::Unspaced,
            _ if c.is_alphanumeric() => Kind::Letter,
            _ if is_mark(c) && self.stretch != Stretch::None => match self.stretch {
                Stretch::Unspaced(_) => Kind::Unspaced,
                _ => Kind::Letter,
            },
            _ => Kind::Gap,
        }
    }

    fn within_hebrew(&self, text: &str, at: usize, c: char) -> bool {
        let next = text[at + c.len_utf8()..].chars().find(|c| !is_ignored(*c));
        self.last.is_some_and(is_hebrew) && next.is_some_and(is_hebrew)
    }

    /// Ends the word or stretch being read.
    fn end_word(&mut self, text: &str, end: usize) {
        match std::mem::take(&mut self.stretch) {
            Stretch::None => {}
            Stretch::Word(start) => {
                let folded = std::mem::take(&mut self.folded);
                self.push(&folded, start..end);
                self.joined += 1;
            }
            Stretch::Unspaced(start) => {
                let mut from = start;
                for piece in DICTIONARY.segment_str(&text[start..end]) {
                    let to = start + piece;
                    let mut folded = String::new();
                    text[from..to]
                        .chars()
                        .for_each(|c| push_folded(&mut folded, c));
                    self.push(&folded, from..to);
                    from = to;
                }
            }
        }
    }

    fn push(&mut self, folded: &str, source: Range<usize>) {
        if folded.is_empty() {
            return;
        }
        let mut text = forms::without_article(folded).to_owned();
        truncate(&mut text);
        forms::each_stem(&text, |stem| {
            self.found.others.push(Word {
                text: stem.to_owned(),
                source: source.clone(),
            });
        });
        self.found.words.push(Word { text, source });
    }

    /// Ends a row of words that a ZWNJ joins: they can be found as one.
    fn end_group(&mut self) {
        let joined = std::mem::take(&mut self.joined);
        if joined < 2 {
            return;
        }
        let parts = &self.found.words[self.found.words.len().saturating_sub(joined)..];
        let (Some(first), Some(last)) = (parts.first(), parts.last()) else {
            return;
        };
        let mut text: String = parts.iter().map(|part| part.text.as_str()).collect();
        truncate(&mut text);
        let source = first.source.start..last.source.end;
        self.found.others.push(Word { text, source });
    }
}

/// What a character is to a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    /// A letter of a script without spaces.
    Unspaced,
    /// A word by itself.
    Whole,
    /// Folds to nothing, and parts nothing.
    Silent,
    /// ZWNJ: some write it as a space and some not at all.
    Joint,
    /// What stands between words.
    Gap,
}

fn push_folded(folded: &mut String, c: char) {
    fold_char(c, &mut |c| {
        if c.is_alphanumeric() || is_mark(c) {
            folded.push(c);
        }
    });
}

fn truncate(word: &mut String) {
    if word.len() > LONGEST {
        let end = (0..=LONGEST)
            .rev()
            .find(|&end| word.is_char_boundary(end))
            .unwrap_or(0);
        word.truncate(end);
    }
}

fn is_mark(c: char) -> bool {
    !c.is_ascii()
        && matches!(
            CodePointMapData::<GeneralCategory>::new().get(c),
            GeneralCategory::NonspacingMark | GeneralCategory::SpacingMark
        )
}

const fn is_hebrew(c: char) -> bool {
    matches!(c, '\u{5d0}'..='\u{5ea}')
}

/// Thai, Lao, Burmese and Khmer are written without spaces.
const fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e01}'..='\u{e3a}' | '\u{e40}'..='\u{e4e}' | '\u{e81}'..='\u{ece}')
        || matches!(c, '\u{1000}'..='\u{1049}' | '\u{1780}'..='\u{17d3}')
}

/// Han and kana.
const fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}')
        || matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
        || matches!(c, '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}
