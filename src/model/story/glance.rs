//! What is seen of two entries at a glance: mostly that they do not tell the same.

use super::likeness::{TEXT_LEAST, TITLE_ALONE, TITLE_LEAST, share};
use super::{Signature, Token, rows, says, sorted};

/// Very little of what an entry tells, so that it can be kept of many: 168 bytes.
///
/// Words and rows of words are bits here, and several may be one bit. So two entries may seem to have more in common than
/// they have, never less.
///
/// ```
/// use newsterm::model::{Glance, Signature};
/// use newsterm::text::CleanText;
///
/// let of = |title| Glance::of(&Signature::new(&CleanText::line(title), None, ""));
/// let one = of("Parliament passes water law after long debate");
/// assert!(one.may_tell_same(&of("Parliament passes water law after a long debate")));
/// assert!(!one.may_tell_same(&of("Village without a mayor elects its baker")));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glance {
    link: u64,
    host: u32,
    title_words: u8,
    title: Bits<1>,
    rows: Bits<16>,
}

/// Numbers of a set, each as one of so many times 64 bits.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Bits<const N: usize> {
    words: [u64; N],
    /// How many numbers there are.
    count: u8,
    /// How many of them have the bit of another.
    hidden: u8,
}

impl<const N: usize> Bits<N> {
    fn of(numbers: impl Iterator<Item = u64>) -> Self {
        let (mut words, mut count, mut hidden) = ([0_u64; N], 0_u8, 0_u8);
        for number in numbers {
            let place = usize::try_from(number % 64_u64.pow(2)).expect("a small number") % (N * 64);
            let (word, bit) = (&mut words[place / 64], 1 << (place % 64));
            hidden = hidden.saturating_add(u8::from(*word & bit != 0));
            *word |= bit;
            count = count.saturating_add(1);
        }
        Self {
            words,
            count,
            hidden,
        }
    }

    /// How many numbers two sets have in common at most.
    fn common(&self, other: &Self) -> usize {
        let pairs = self.words.iter().zip(&other.words);
        let seen: u32 = pairs.map(|(one, other)| (one & other).count_ones()).sum();
        let most = seen as usize + usize::from(self.hidden.min(other.hidden));
        most.min(self.count.min(other.count).into())
    }
}

impl Glance {
    /// Takes a glance at an entry.
    #[must_use]
    pub fn of(signature: &Signature) -> Self {
        let title = sorted(signature.title.iter().copied().filter(|word| says(*word)));
        let spread = |token: &Token| u64::from(token.0 >> 3);
        Self {
            link: signature.link,
            host: signature.host,
            title_words: u8::try_from(signature.title.len()).unwrap_or(u8::MAX),
            title: Bits::of(title.iter().map(spread)),
            rows: Bits::of(rows(&signature.text).into_iter()),
        }
    }

    /// Whether two entries may tell the same; where not, [`Features::tell_same`](super::Features::tell_same) would say so too.
    #[must_use]
    pub fn may_tell_same(&self, other: &Self) -> bool {
        if self.link != 0 && self.link == other.link {
            return true;
        }
        let least = usize::from(self.title.count.min(other.title.count)).max(TITLE_LEAST);
        let title = || share(self.title.common(&other.title), least);
        let least = usize::from(self.rows.count.min(other.rows.count));
        if least < TEXT_LEAST {
            let words = self.title_words.min(other.title_words);
            return usize::from(words) >= TITLE_ALONE && title() >= 0.9;
        }
        let text = share(self.rows.common(&other.rows), least);
        if self.host != 0 && self.host == other.host {
            return text >= 0.95 && title() >= 0.95;
        }
        text >= 0.6 || (text >= 0.4 && title() >= 0.75)
    }
}
