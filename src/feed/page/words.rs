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

/// The words of the names in an attribute, in lower case: `article`, `sub` and `title` of `article__subTitle`.
pub(super) fn words_of(names: &str) -> impl Iterator<Item = String> {
    names
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
}
