//! Base directions: of a language, and of a paragraph.

use super::{CleanText, bidi};

/// A direction of writing.
///
/// ```
/// use newsterm::text::Direction;
///
/// assert_eq!(Direction::default(), Direction::Ltr);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Left to right.
    #[default]
    Ltr,
    /// Right to left.
    Rtl,
}

impl Direction {
    /// Gives the paragraph embedding level (UAX #9 P3): 0 or 1.
    ///
    /// ```
    /// assert_eq!(newsterm::text::Direction::Rtl.level(), 1);
    /// ```
    #[must_use]
    pub fn level(self) -> u8 {
        match self {
            Self::Ltr => 0,
            Self::Rtl => 1,
        }
    }
}

/// Gives the direction a language (BCP 47 tag) is written in; `None` for a tag that names no language.
///
/// A script subtag decides before the language: `az-Arab` is right-to-left, `ur-Latn` is not.
///
/// ```
/// use newsterm::text::{Direction, language_direction};
///
/// assert_eq!(language_direction("fa-IR"), Some(Direction::Rtl));
/// assert_eq!(language_direction("en"), Some(Direction::Ltr));
/// assert_eq!(language_direction("und"), None);
/// ```
#[must_use]
pub fn language_direction(tag: &str) -> Option<Direction> {
    let mut subtags = tag.split(['-', '_']);
    let language = subtags.next()?.trim().to_ascii_lowercase();
    let well_formed =
        matches!(language.len(), 2..=8) && language.bytes().all(|b| b.is_ascii_alphabetic());
    if !well_formed || matches!(language.as_str(), "und" | "mul" | "mis" | "zxx") {
        return None;
    }
    let script = subtags.find(|s| s.len() == 4 && s.bytes().all(|b| b.is_ascii_alphabetic()));
    let rtl = script.map_or_else(|| is_rtl_language(&language), is_rtl_script);
    Some(if rtl { Direction::Rtl } else { Direction::Ltr })
}

/// Languages whose customary script is right-to-left (CLDR likely subtags).
fn is_rtl_language(language: &str) -> bool {
    matches!(
        language,
        "ar" | "arb"
            | "arc"
            | "arq"
            | "ars"
            | "ary"
            | "arz"
            | "azb"
            | "bal"
            | "bgn"
            | "bqi"
            | "ckb"
            | "dv"
            | "fa"
            | "glk"
            | "he"
            | "iw"
            | "ji"
            | "khw"
            | "ks"
            | "lrc"
            | "mzn"
            | "nqo"
            | "pes"
            | "pnb"
            | "prs"
            | "ps"
            | "rhg"
            | "sam"
            | "sd"
            | "sdh"
            | "skr"
            | "syr"
            | "ug"
            | "ur"
            | "yi"
    )
}

/// Scripts written right to left (ISO 15924).
fn is_rtl_script(script: &str) -> bool {
    matches!(
        script.to_ascii_lowercase().as_str(),
        "adlm" | "arab" | "aran" | "hebr" | "mand" | "nkoo" | "rohg" | "samr" | "syrc" | "thaa"
    )
}

/// Finds the base direction of a paragraph: `language` right-to-left and any right-to-left letter in the
/// text, else that of the first strong character (UAX #9 P2, P3) unless the letters say otherwise, else `fallback`.
///
/// The language goes first because a headline of an Arabic feed may begin with a Latin name. Many such feeds name no
/// language: there the letters decide, the other way round only if there are more of them. A left-to-right language needs
/// most letters for a line that begins with another: it is what publishing software says where nobody has told it. So
/// does a line that begins in that language, and is nearly all in another.
///
/// ```
/// use newsterm::text::{CleanText, Direction, base_direction};
///
/// let headline = CleanText::line("OpenAI تطلق نموذجا");
/// assert_eq!(base_direction(&headline, Some(Direction::Rtl), Direction::Ltr), Direction::Rtl);
/// assert_eq!(base_direction(&headline, None, Direction::Ltr), Direction::Rtl);
/// assert_eq!(base_direction(&headline, Some(Direction::Ltr), Direction::Ltr), Direction::Ltr);
/// ```
#[must_use]
pub fn base_direction(
    text: &CleanText,
    language: Option<Direction>,
    fallback: Direction,
) -> Direction {
    let text = text.as_str();
    if language == Some(Direction::Rtl) && text.chars().any(bidi::is_strong_rtl) {
        return Direction::Rtl;
    }
    let first = bidi::first_strong(text);
    if first.is_none() || !bidi::has_rtl(text) {
        return first.unwrap_or(fallback);
    }
    let (left, right) = bidi::strong_counts(text);
    let from_the_right = match (first, language) {
        (Some(Direction::Rtl), Some(Direction::Ltr)) => right >= left,
        (Some(Direction::Rtl), _) => true,
        (_, Some(Direction::Ltr)) => right > left * CLEARLY,
        _ => right > left,
    };
    if from_the_right {
        Direction::Rtl
    } else {
        Direction::Ltr
    }
}

/// How many times as many letters there are of a direction that is clearly that of a line.
const CLEARLY: usize = 2;

#[cfg(test)]
mod tests {
    use super::*;

    fn base(text: &str, language: Option<Direction>) -> Direction {
        base_direction(&CleanText::block(text), language, Direction::Ltr)
    }

    #[test]
    fn a_script_subtag_decides_before_the_language() {
        assert_eq!(language_direction("az-Arab"), Some(Direction::Rtl));
        assert_eq!(language_direction("ur-Latn-PK"), Some(Direction::Ltr));
        assert_eq!(language_direction("zh-Hant"), Some(Direction::Ltr));
    }

    #[test]
    fn tags_come_in_any_case_and_with_underscores() {
        assert_eq!(language_direction("AR_eg"), Some(Direction::Rtl));
        assert_eq!(language_direction("CKB"), Some(Direction::Rtl));
    }

    #[test]
    fn what_names_no_language_has_no_direction() {
        for tag in ["", "-", "x", "und", "zxx-Arab", "12", "العربية"] {
            assert_eq!(language_direction(tag), None, "{tag:?}");
        }
    }

    #[test]
    fn the_first_strong_character_decides_without_a_language() {
        assert_eq!(base("123 (שלום) hello", None), Direction::Rtl);
        assert_eq!(base("«hello» שלום", None), Direction::Ltr);
    }

    #[test]
    fn text_inside_an_isolate_does_not_decide() {
        assert_eq!(base("\u{2068}hello\u{2069} שלום", None), Direction::Rtl);
    }

    #[test]
    fn an_english_title_in_an_arabic_feed_stays_left_to_right() {
        assert_eq!(
            base("OpenAI releases 3 models", Some(Direction::Rtl)),
            Direction::Ltr
        );
    }

    #[test]
    fn an_english_title_that_begins_with_an_arabic_word_is_left_to_right_in_an_english_feed() {
        let title = "سلام on the pier: how a greeting travels";
        assert_eq!(base(title, Some(Direction::Ltr)), Direction::Ltr);
        assert_eq!(base(title, None), Direction::Rtl);
    }

    #[test]
    fn an_arabic_title_is_right_to_left_in_a_feed_that_says_it_is_english() {
        for title in [
            "شركة OpenAI تطلق نموذجا جديدا",
            "OpenAI تطلق نموذجا جديدا للغات العالم",
        ] {
            assert_eq!(base(title, Some(Direction::Ltr)), Direction::Rtl);
        }
    }

    #[test]
    fn a_title_that_begins_with_a_name_has_the_direction_of_its_letters_where_no_language_is_named()
    {
        for (title, direction) in [
            ("OpenAI تطلق نموذجا جديدا", Direction::Rtl),
            ("#GPT-5: «أفضل من C++»؟", Direction::Rtl),
            ("The word سلام on the pier", Direction::Ltr),
            ("Read \u{2068}أخبار اليوم والأمس\u{2069}", Direction::Ltr),
        ] {
            assert_eq!(base(title, None), direction, "{title}");
        }
        let title = "Why «قفا نبك من ذكرى حبيب» still matters";
        assert_eq!(base(title, Some(Direction::Ltr)), Direction::Ltr);
    }

    #[test]
    fn text_without_letters_takes_the_fallback() {
        let text = CleanText::line("12:30 — 50 %");
        assert_eq!(
            base_direction(&text, Some(Direction::Rtl), Direction::Rtl),
            Direction::Rtl
        );
        assert_eq!(base_direction(&text, None, Direction::Ltr), Direction::Ltr);
    }
}
