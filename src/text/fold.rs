//! Text as a search sees it: without the differences that readers do not tell apart.

use std::ops::Range;

use icu_normalizer::{DecomposingNormalizer, DecomposingNormalizerBorrowed};

const NFKD: DecomposingNormalizerBorrowed<'static> = DecomposingNormalizer::new_nfkd();
const ZWNJ: char = '\u{200c}';

/// Folds text for search: case, marks, letter variants and digits that readers do not tell apart.
///
/// Folding folded text changes nothing. [`Folded`] does the same and remembers where everything came from.
///
/// ```
/// use newsterm::text::fold;
///
/// assert_eq!(fold("الأَخْبَارُ"), "الاخبار");
/// assert_eq!(fold("CAFÉ ۱۲۳"), "cafe 123");
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        fold_char(c, &mut |c| folded.push(c));
    }
    folded
}

/// What is searched for: folded once, then looked for in many texts.
///
/// A space in it also stands for a ZWNJ of the text, which some write as a space and some not at all. White
/// space around it does not count.
///
/// ```
/// use newsterm::text::Needle;
///
/// let query = Needle::new(" الاخبار ");
/// assert!(query.is_in("قرأتُ الأَخْبَارَ اليوم"));
/// assert!(!query.is_in("news"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needle(String);

impl Needle {
    /// Folds what is searched for.
    ///
    /// ```
    /// use newsterm::text::Needle;
    ///
    /// assert_eq!(Needle::new("CAFÉ"), Needle::new("cafe"));
    /// ```
    #[must_use]
    pub fn new(words: &str) -> Self {
        Self(fold(words).trim().to_owned())
    }

    /// Whether nothing is searched for: no words, or marks alone.
    ///
    /// ```
    /// assert!(newsterm::text::Needle::new(" \u{64e}").is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Says whether [`Folded::find`] finds it in a text, without keeping the ways back.
    ///
    /// ```
    /// assert!(newsterm::text::Needle::new("می خواهم").is_in("می\u{200c}خواهم"));
    /// ```
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        let by_joint = || self.0.contains(' ') && text.contains(ZWNJ);
        !self.is_empty()
            && (fold(text).contains(&self.0)
                || by_joint() && Folded::new(text).next_hit(&self.0, 0).is_some())
    }
}

/// Folded text with the way back to its source.
///
/// ```
/// use newsterm::text::{Folded, Needle};
///
/// let source = "قرأتُ الأَخْبَارَ اليوم";
/// let hits = Folded::new(source).find(&Needle::new("الاخبار"));
/// assert_eq!(&source[hits[0].clone()], "الأَخْبَارَ");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    text: String,
    /// Where the source character of each folded character begins: (folded byte, source byte).
    origins: Vec<(usize, usize)>,
    /// Folded bytes at which the source has a ZWNJ, which some write as a space and some not at all.
    joints: Vec<usize>,
    source_len: usize,
}

impl Folded {
    /// Folds text for search.
    ///
    /// ```
    /// assert_eq!(newsterm::text::Folded::new("Ab").as_str(), "ab");
    /// ```
    #[must_use]
    pub fn new(source: &str) -> Self {
        let mut folded = Self {
            source_len: source.len(),
            ..Self::default()
        };
        for (at, c) in source.char_indices() {
            if c == ZWNJ {
                folded.joints.push(folded.text.len());
            }
            fold_char(c, &mut |c| {
                folded.origins.push((folded.text.len(), at));
                folded.text.push(c);
            });
        }
        folded
    }

    /// The folded text.
    ///
    /// ```
    /// assert_eq!(newsterm::text::Folded::new("كتابٌ").as_str(), "كتاب");
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Gives the bytes of the source that a stretch of folded bytes stands for, with the marks behind them.
    ///
    /// ```
    /// assert_eq!(newsterm::text::Folded::new("e\u{301}a").source(0..1), 0..3);
    /// ```
    #[must_use]
    pub fn source(&self, folded: Range<usize>) -> Range<usize> {
        let start = self.origins.partition_point(|(at, _)| *at <= folded.start);
        let first = start.checked_sub(1).map_or(0, |i| self.origins[i].1);
        let end = self.origins.partition_point(|(at, _)| *at < folded.end);
        let last = end.checked_sub(1).map_or(0, |i| self.origins[i].1);
        let behind = self.origins[end..]
            .iter()
            .find(|(_, source)| *source > last);
        first..behind.map_or(self.source_len, |(_, source)| *source)
    }

    /// Finds what is searched for, as bytes of the source, in text order, without overlaps.
    ///
    /// An empty query finds nothing.
    ///
    /// ```
    /// use newsterm::text::{Folded, Needle};
    ///
    /// let text = Folded::new("می\u{200c}خواهم");
    /// assert_eq!(text.find(&Needle::new("میخواهم")), text.find(&Needle::new("می خواهم")));
    /// ```
    #[must_use]
    pub fn find(&self, query: &Needle) -> Vec<Range<usize>> {
        let mut hits = Vec::new();
        let mut from = 0;
        while let Some((at, end)) = self.next_hit(&query.0, from) {
            let hit = self.source(at..end);
            // Two folded letters may come from one letter of the source, which is found once.
            if hits
                .last()
                .is_none_or(|last: &Range<usize>| last.end <= hit.start)
            {
                hits.push(hit);
            }
            from = end;
        }
        hits
    }

    fn next_hit(&self, query: &str, from: usize) -> Option<(usize, usize)> {
        if query.is_empty() {
            return None;
        }
        if self.joints.is_empty() || !query.contains(' ') {
            let at = from + self.text[from..].find(query)?;
            return Some((at, at + query.len()));
        }
        self.text[from..].char_indices().find_map(|(at, _)| {
            let at = from + at;
            self.matches_at(query, at).map(|end| (at, end))
        })
    }

    /// Compares from one place on, taking a space of the query for a joint; gives the end of the match.
    fn matches_at(&self, query: &str, at: usize) -> Option<usize> {
        let mut end = at;
        for c in query.chars() {
            if self.text[end..].starts_with(c) {
                end += c.len_utf8();
            } else if c != ' ' || end == at || self.joints.binary_search(&end).is_err() {
                return None;
            }
        }
        (end > at).then_some(end)
    }
}

/// Folds one character into none, one or more.
pub(super) fn fold_char(c: char, push: &mut impl FnMut(char)) {
    match c {
        '\0'..='\u{7f}' => push(c.to_ascii_lowercase()),
        '\u{627}'..='\u{63a}' | '\u{641}'..='\u{64a}' => push(variant(c)),
        // Full case folding (Unicode, section 5.18).
        'ß' | 'ẞ' => ['s', 's'].into_iter().for_each(push),
        // Their parts are letters of their own for those who write them.
        '\u{400}'..='\u{52f}' | '\u{3040}'..='\u{30ff}' | '\u{ac00}'..='\u{d7a3}' => {
            c.to_lowercase().for_each(push);
        }
        _ => NFKD
            .normalize_iter(std::iter::once(c))
            .flat_map(char::to_lowercase)
            .filter(|c| !is_ignored(*c))
            .map(variant)
            .for_each(push),
    }
}

/// Marks, tatweel, joiners and bidi controls.
pub(super) fn is_ignored(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}')
        || matches!(c, '\u{610}'..='\u{61a}' | '\u{61c}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}')
        || matches!(c, '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}' | '\u{6e7}' | '\u{6e8}' | '\u{6ea}'..='\u{6ed}')
        || matches!(c, '\u{8ca}'..='\u{8e1}' | '\u{8e3}'..='\u{8ff}')
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        || matches!(c, '\u{fe00}'..='\u{fe0f}')
}

/// The letter or digit that stands for its variants.
fn variant(c: char) -> char {
    match c {
        '\u{671}' => '\u{627}',
        '\u{649}' | '\u{6cc}' | '\u{6d0}' => '\u{64a}',
        '\u{6a9}' | '\u{6aa}' => '\u{643}',
        '\u{629}' | '\u{6c3}' | '\u{6c1}' | '\u{6be}' | '\u{6d5}' => '\u{647}',
        '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}' => char::from(b'0' + (c as u8 & 0xf)),
        // Final letters.
        '\u{5da}' => '\u{5db}',
        '\u{5dd}' => '\u{5de}',
        '\u{5df}' => '\u{5e0}',
        '\u{5e3}' => '\u{5e4}',
        '\u{5e5}' => '\u{5e6}',
        '\u{3c2}' => '\u{3c3}',
        _ => c,
    }
}

#[cfg(test)]
mod tests;
