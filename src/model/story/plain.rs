//! The rules written plainly, to hold to them the way that is fast.

use std::collections::{BTreeMap, BTreeSet};

use super::likeness::{TEXT_LEAST, TITLE_ALONE, TITLE_ALONE_APART, TITLE_LEAST};
use super::{Signature, Token, TokenKind};

/// Whether two entries tell the same.
pub(super) fn same_story(one: &Signature, other: &Signature, apart: i64) -> bool {
    if differ_in_place(&one.title, &other.title, Token::is_mark)
        || differ_in_place(&one.text, &other.text, Token::is_mark)
    {
        return false;
    }
    if one.link != 0 && one.link == other.link {
        return true;
    }
    let title = title_likeness(one, other);
    let text = text_likeness(one, other);
    // What one publisher has on two pages is told twice in the same words only when it is two things of one kind.
    if one.host != 0 && one.host == other.host {
        let copied = title >= 0.95 && text.is_some_and(|text| text >= 0.95);
        return copied && apart.abs() <= 12 * 3600;
    }
    match text {
        Some(text) if text >= 0.85 => title >= 0.3 || supported(one, other),
        // One form filled in twice, as for jobs and releases.
        _ if differ_in_place(&one.title, &other.title, |_| true) => false,
        Some(text) if text >= 0.6 => supported(one, other),
        Some(text) if text >= 0.4 => title >= 0.75 && !contradict(&one.title, &other.title),
        Some(_) => false,
        None => {
            let words = one.title.len().min(other.title.len());
            let whole = one.title.len().max(other.title.len());
            words >= TITLE_ALONE
                && title >= 0.9
                && words * 4 >= whole * 3
                && apart.abs() <= TITLE_ALONE_APART
                && !contradict(&one.title, &other.title)
        }
    }
}

/// How much of the shorter title is in the other, short words left out: 0 to 1.
fn title_likeness(one: &Signature, other: &Signature) -> f64 {
    let says = |word: &Token| !word.is(TokenKind::Particle);
    let set = |words: &[Token]| words.iter().copied().filter(says).collect::<BTreeSet<_>>();
    let (one, other) = (set(&one.title), set(&other.title));
    let least = one.len().min(other.len()).max(TITLE_LEAST);
    share(one.intersection(&other).count(), least)
}

/// How much of the shorter text is in the other, in rows of words: 0 to 1; `None` where one is too short to tell.
fn text_likeness(one: &Signature, other: &Signature) -> Option<f64> {
    let rows = |text: &[Token]| {
        text.windows(3)
            .map(<[Token]>::to_vec)
            .collect::<BTreeSet<_>>()
    };
    let (one, other) = (rows(&one.text), rows(&other.text));
    let least = one.len().min(other.len());
    (least >= TEXT_LEAST).then(|| share(one.intersection(&other).count(), least))
}

/// Whether the title of each is about what the text of the other tells; what a site puts under all its entries is
/// about none.
fn supported(one: &Signature, other: &Signature) -> bool {
    let holds = |title: &Signature, text: &Signature| {
        let text: BTreeSet<Token> = text.text.iter().copied().collect();
        let words = title
            .title
            .iter()
            .filter(|word| !word.is(TokenKind::Particle));
        let found = words.clone().filter(|word| text.contains(word)).count();
        share(found, words.count()) >= 0.2
    };
    holds(one, other) && holds(other, one)
}

/// Whether each of two titles names a number, or a day, or a month, that the other does not.
fn contradict(one: &[Token], other: &[Token]) -> bool {
    let kinds = [TokenKind::Number, TokenKind::Day, TokenKind::Season];
    kinds.into_iter().any(|kind| {
        let named = |words: &[Token]| -> BTreeSet<Token> {
            words.iter().copied().filter(|word| word.is(kind)).collect()
        };
        let (one, other) = (named(one), named(other));
        !one.is_subset(&other) && !other.is_subset(&one)
    })
}

/// Whether between the same two words stand different words of those that count.
fn differ_in_place(one: &[Token], other: &[Token], counts: fn(Token) -> bool) -> bool {
    let (one, other) = (places(one, counts), places(other, counts));
    one.iter().any(|(place, values)| {
        let others = other.get(place);
        others.is_some_and(|others| values.is_disjoint(others))
    })
}

/// The words before and after.
type Place = (Option<Token>, Option<Token>);

/// Where the words that count stand: between which others, and which they are. A number or a day beside one is any.
fn places(words: &[Token], counts: fn(Token) -> bool) -> BTreeMap<Place, BTreeSet<Token>> {
    let any = |word: &Token| {
        if word.is_mark() {
            Token::ANY_MARK
        } else {
            *word
        }
    };
    let mut places: BTreeMap<Place, BTreeSet<Token>> = BTreeMap::new();
    let counted = words.iter().enumerate().filter(|(_, word)| counts(**word));
    for (at, word) in counted {
        let before = at.checked_sub(1).map(|before| any(&words[before]));
        let after = words.get(at + 1).map(any);
        // Many put their name at the end of a title.
        let name = after.is_none() && !word.is_mark();
        if !name && (before.is_some() || after.is_some()) {
            places.entry((before, after)).or_default().insert(*word);
        }
    }
    places
}

#[expect(
    clippy::cast_precision_loss,
    reason = "there are at most a hundred words"
)]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}
