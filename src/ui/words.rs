//! Words for people, which are made where they are painted.

use std::borrow::Cow;

use crate::lang::{Lang, Phrase};

/// What stands on a piece of the screen. To hash what is to be said takes a hundredth of saying it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Words<'a> {
    /// A name, or an address.
    Text(Cow<'a, str>),
    /// What the program says.
    Said(Phrase),
}

impl<'a> Words<'a> {
    pub(super) const NONE: Self = Self::Text(Cow::Borrowed(""));

    /// The words in a language.
    pub(super) fn said(&self, lang: &Lang) -> Cow<'a, str> {
        match self {
            Self::Text(text) => text.clone(),
            Self::Said(phrase) => Cow::Owned(lang.say(phrase)),
        }
    }
}

impl<'a> From<&'a str> for Words<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<Phrase> for Words<'_> {
    fn from(phrase: Phrase) -> Self {
        Self::Said(phrase)
    }
}
