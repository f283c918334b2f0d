//! Letters of a text, and the words that a class is put together from.

/// How many letters and digits a text has.
pub(super) fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// The letters and digits of a text in lower case: what it says, however it is spaced and set.
pub(super) fn said(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The words of the names in an attribute: `article` and `subtitle` of `article__subtitle`.
fn words_of(names: &str) -> impl Iterator<Item = &str> {
    let words = names.split(|c: char| !c.is_ascii_alphanumeric());
    words.filter(|word| !word.is_empty())
}

/// Whether one of the names in an attribute has one of these words, in whatever case.
pub(super) fn has_word(names: &str, words: &[&str]) -> bool {
    words_of(names).any(|word| is_one_of(word, words))
}

/// Whether one of the names in an attribute has a word of the second right behind one of the first, in whatever case.
pub(super) fn has_two_words(names: &str, first: &[&str], second: &[&str]) -> bool {
    let mut follows = false;
    words_of(names).any(|word| {
        let both = follows && is_one_of(word, second);
        follows = is_one_of(word, first);
        both
    })
}

/// Whether a word is one of these, in whatever case.
pub(super) fn is_one_of(word: &str, words: &[&str]) -> bool {
    words.iter().any(|known| known.eq_ignore_ascii_case(word))
}
