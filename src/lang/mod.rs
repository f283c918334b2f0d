//! Every sentence for people: messages by typed key, numbers, dates, ages.
//!
//! A [`Phrase`] is what to say, with its facts; a [`Lang`] says it in the reader's language. The
//! sentences are in `assets/locales/*.ftl` (Project Fluent), one file a locale. To add one: a line in
//! the table of `phrase.rs`, a message in each `.ftl` file; tests hold the two together.
//!
//! Nothing here reads a clock, a zone or the environment: they are handed in.

mod calendar;
mod condition;
mod feed_details;
mod number;
mod phrase;
mod query;

pub use feed_details::Fact;
pub use number::{Piece, rest};
pub use phrase::Phrase;
#[cfg(test)]
pub(crate) use phrase::TABLE;
pub use query::QUERY_FORMS;

use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;
use jiff::tz::TimeZone;
use unic_langid::LanguageIdentifier;

use crate::text::{Direction, language_direction};

/// The languages the program speaks, each with its messages. The first is spoken where none fits.
const LOCALES: &[(&str, &str)] = &[("en", include_str!("../../assets/locales/en.ftl"))];

/// Says phrases in one language, for one place of output.
pub struct Lang {
    bundle: FluentBundle<FluentResource>,
    direction: Direction,
    zone: TimeZone,
    isolate: bool,
}

impl Lang {
    /// A voice for the screen: text from outside stands between U+2068 and U+2069, so that it keeps its
    /// direction to itself (UAX #9 section 2.5).
    ///
    /// `locale` is a language tag or a POSIX locale (`ar`, `en-GB`, `fa_IR.UTF-8`); the nearest
    /// language the program speaks is taken, else English. Dates are in UTC until [`Lang::in_zone`].
    ///
    /// ```
    /// use newsterm::lang::{Lang, Phrase};
    /// let lang = Lang::new("en_GB.UTF-8");
    /// assert_eq!(lang.say(&Phrase::EntriesCount { count: 1 }), "1 entry");
    /// assert_eq!(lang.say(&Phrase::EntriesCount { count: 1200 }), "1,200 entries");
    /// ```
    #[must_use]
    pub fn new(locale: &str) -> Self {
        Self::with_isolation(locale, true)
    }

    /// A voice for plain output (pipes, logs): as [`Lang::new`], but no invisible character is added.
    #[must_use]
    pub fn plain(locale: &str) -> Self {
        Self::with_isolation(locale, false)
    }

    /// Tells dates and times in this zone.
    #[must_use]
    pub fn in_zone(mut self, zone: TimeZone) -> Self {
        self.zone = zone;
        self
    }

    /// The direction of the language: where a screen in it begins.
    #[must_use]
    pub const fn direction(&self) -> Direction {
        self.direction
    }

    /// Says a phrase: for a failure, what happened and why.
    #[must_use]
    pub fn say(&self, phrase: &Phrase) -> String {
        // Tests find every message with its arguments in every locale; the id is better than a panic.
        self.message(phrase, None)
            .unwrap_or_else(|| phrase.id().to_owned())
    }

    /// Says what to do next, where a phrase tells of a failure.
    #[must_use]
    pub fn hint(&self, phrase: &Phrase) -> Option<String> {
        self.message(phrase, Some("hint"))
    }

    /// Says a failure in full: what happened, why, what to do next.
    #[must_use]
    pub fn explain(&self, phrase: &Phrase) -> String {
        let mut words = self.say(phrase);
        if let Some(hint) = self.hint(phrase) {
            words.push(' ');
            words.push_str(&hint);
        }
        words
    }

    fn with_isolation(locale: &str, isolate: bool) -> Self {
        let (tag, source) = nearest(locale);
        let language: LanguageIdentifier =
            tag.parse().expect("the tags of LOCALES are well-formed");
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // Isolation is ours: Fluent would wrap each number too, and search marks and widths with it.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(|value, _| number::format(value)));
        let resource =
            FluentResource::try_new(source.to_owned()).unwrap_or_else(|(readable, _)| readable);
        bundle.add_resource_overriding(resource);
        Self {
            bundle,
            direction: language_direction(tag).unwrap_or_default(),
            zone: TimeZone::UTC,
            isolate,
        }
    }

    fn message(&self, phrase: &Phrase, attribute: Option<&str>) -> Option<String> {
        let message = self.bundle.get_message(phrase.id())?;
        let pattern = match attribute {
            None => message.value()?,
            Some(name) => message.get_attribute(name)?.value(),
        };
        let arguments = phrase.arguments(self.isolate);
        // Errors are missing arguments, which the tests rule out; what could be said is said.
        let said = self
            .bundle
            .format_pattern(pattern, Some(&arguments), &mut Vec::new())
            .into_owned();
        Some(said)
    }
}

/// Finds the row of [`LOCALES`] for a language tag or POSIX locale.
fn nearest(locale: &str) -> (&'static str, &'static str) {
    let language = locale
        .split(['-', '_', '.', '@'])
        .next()
        .unwrap_or_default();
    *LOCALES
        .iter()
        .find(|(tag, _)| tag.eq_ignore_ascii_case(language))
        .unwrap_or(&LOCALES[0])
}

#[cfg(test)]
mod tests;
