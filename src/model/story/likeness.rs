//! Whether two entries tell the same.

use super::{Signature, Token, TokenKind, rows, says, sorted};

/// Words that two titles need to be compared by a part of them.
pub(super) const TITLE_LEAST: usize = 3;

/// Rows of words that a text needs to be compared.
pub(super) const TEXT_LEAST: usize = 8;

/// Words that make a title say enough, where there is no text.
pub(super) const TITLE_ALONE: usize = 6;

/// How far apart two entries may be that only have a title: seconds.
pub(super) const TITLE_ALONE_APART: i64 = 24 * 3600;

/// How far apart one text may come out on two pages of its publisher: seconds. What stands word for word under the entry
/// of every day comes a day apart.
const PAGES_APART: i64 = 12 * 3600;

/// A [`Signature`] made ready to be compared with many.
///
/// ```
/// use newsterm::model::{Features, Signature};
/// use newsterm::text::CleanText;
///
/// let of = |title| Features::of(&Signature::new(&CleanText::line(title), None, ""));
/// let one = of("Parliament passes water law after long debate");
/// assert!(one.tell_same(&of("Parliament passes water law after a long debate"), 60));
/// assert!(!one.tell_same(&of("Parliament rejects water law after long debate"), 60));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Features {
    link: u64,
    host: u32,
    title: Vec<Token>,
    /// The words of the title but for short ones, each once, in the order of their numbers; as all that follow.
    title_says: Vec<Token>,
    title_marks: Vec<Placed>,
    title_places: Vec<Placed>,
    text: Vec<Token>,
    text_marks: Vec<Placed>,
    rows: Vec<u64>,
}

/// A word and where it stands: between which others.
type Placed = (Option<Token>, Option<Token>, Token);

/// Whether two entries of different feeds tell the same: one leads where the other leads, or one is a copy of the
/// other with some words changed. `apart` is the time between them, in seconds.
///
/// Two reports of one event in words of their own are not the same, nor are two events told in the same words: where
/// one has another number or another day in the same place, it is another event.
#[must_use]
pub fn same_story(one: &Signature, other: &Signature, apart: i64) -> bool {
    Features::of(one).tell_same(&Features::of(other), apart)
}

impl Features {
    /// Makes a signature ready.
    #[must_use]
    pub fn of(signature: &Signature) -> Self {
        let (title, text) = (&signature.title, &signature.text);
        Self {
            link: signature.link,
            host: signature.host,
            title_says: sorted(title.iter().copied().filter(|word| says(*word))),
            title_marks: placed(title, Token::is_mark),
            title_places: placed(title, |_| true),
            text_marks: placed(text, Token::is_mark),
            rows: rows(text),
            text: sorted(text.iter().copied()),
            title: title.clone(),
        }
    }

    /// Whether two entries of different feeds tell the same, as [`same_story`] says.
    #[must_use]
    pub fn tell_same(&self, other: &Self, apart: i64) -> bool {
        // What is told soonest, and of most, comes first.
        self.is_like(other, apart)
            && !differ_in_place(&self.title_marks, &other.title_marks)
            && !differ_in_place(&self.text_marks, &other.text_marks)
    }

    fn is_like(&self, other: &Self, apart: i64) -> bool {
        if self.link != 0 && self.link == other.link {
            return true;
        }
        let text = self.text_likeness(other);
        if text.is_some_and(|text| text < 0.4) {
            return false;
        }
        let title = self.title_likeness(other);
        // What one publisher has on two pages is told twice in the same words only when it is two things of one kind.
        if self.host != 0 && self.host == other.host {
            return title >= 0.95
                && text.is_some_and(|text| text >= 0.95)
                && apart.abs() <= PAGES_APART;
        }
        match text {
            Some(text) if text >= 0.85 => title >= 0.3 || self.supported(other),
            // One form filled in twice, as for jobs and releases.
            _ if differ_in_place(&self.title_places, &other.title_places) => false,
            Some(text) if text >= 0.6 => self.supported(other),
            Some(_) => title >= 0.75 && !contradict(&self.title, &other.title),
            None => {
                let words = self.title.len().min(other.title.len());
                let whole = self.title.len().max(other.title.len());
                words >= TITLE_ALONE
                    && title >= 0.9
                    && words * 4 >= whole * 3
                    && apart.abs() <= TITLE_ALONE_APART
                    && !contradict(&self.title, &other.title)
            }
        }
    }

    /// How much of the shorter title is in the other, short words left out: 0 to 1.
    fn title_likeness(&self, other: &Self) -> f64 {
        let (one, other) = (&self.title_says, &other.title_says);
        let least = one.len().min(other.len()).max(TITLE_LEAST);
        share(common(one, other, 0), least)
    }

    /// How much of the shorter text is in the other, in rows of words: 0 to 1, exact from 0.4 on; `None` where one is
    /// too short to tell.
    fn text_likeness(&self, other: &Self) -> Option<f64> {
        let least = self.rows.len().min(other.rows.len());
        let wanted = (least * 2).div_ceil(5);
        (least >= TEXT_LEAST).then(|| share(common(&self.rows, &other.rows, wanted), least))
    }

    /// Whether the title of each is about what the text of the other tells; what a site puts under all its entries is
    /// about none.
    fn supported(&self, other: &Self) -> bool {
        let holds = |title: &Self, text: &Self| {
            let words = title.title.iter().filter(|word| says(**word));
            let found = words
                .clone()
                .filter(|word| text.text.binary_search(word).is_ok());
            share(found.count(), words.count()) >= 0.2
        };
        holds(self, other) && holds(other, self)
    }
}

/// How many are in both of two ordered lists; fewer than there are, where that is fewer than `wanted` anyway.
fn common<T: Ord + Copy>(one: &[T], other: &[T], wanted: usize) -> usize {
    let (mut i, mut j, mut found) = (0, 0, 0);
    while i < one.len() && j < other.len() {
        let (a, b) = (one[i], other[j]);
        found += usize::from(a == b);
        i += usize::from(a <= b);
        j += usize::from(b <= a);
        if found + (one.len() - i).min(other.len() - j) < wanted {
            break;
        }
    }
    found
}

/// Whether each of two titles names a number, or a day, or a month, that the other does not.
fn contradict(one: &[Token], other: &[Token]) -> bool {
    [TokenKind::Number, TokenKind::Day, TokenKind::Season]
        .into_iter()
        .any(|kind| {
            let lacks = |one: &[Token], other: &[Token]| {
                one.iter()
                    .any(|word| word.is(kind) && !other.contains(word))
            };
            lacks(one, other) && lacks(other, one)
        })
}

/// Whether between the same two words stand different words, and none that is the same.
fn differ_in_place(one: &[Placed], other: &[Placed]) -> bool {
    let place = |word: &Placed| (word.0, word.1);
    let (mut one, mut other) = (one, other);
    while let (Some(a), Some(b)) = (one.first(), other.first()) {
        let at = place(a).min(place(b));
        let here = |words: &[Placed]| words.iter().take_while(|word| place(word) == at).count();
        let (these, rest) = one.split_at(here(one));
        let (those, others) = other.split_at(here(other));
        (one, other) = (rest, others);
        if !these.is_empty() && !those.is_empty() && common(these, those, 0) == 0 {
            return true;
        }
    }
    false
}

/// The words that count, by where they stand. A number or a day beside one is any.
fn placed(words: &[Token], counts: fn(Token) -> bool) -> Vec<Placed> {
    let any = |word: &Token| {
        if word.is_mark() {
            Token::ANY_MARK
        } else {
            *word
        }
    };
    let counted = words.iter().enumerate().filter(|(_, word)| counts(**word));
    sorted(counted.filter_map(|(at, word)| {
        let before = at.checked_sub(1).map(|before| any(&words[before]));
        let after = words.get(at + 1).map(any);
        // Many put their name at the end of a title.
        let name = after.is_none() && !word.is_mark();
        (!name && (before.is_some() || after.is_some())).then_some((before, after, *word))
    }))
}

#[expect(
    clippy::cast_precision_loss,
    reason = "there are at most a hundred words"
)]
pub(super) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}
