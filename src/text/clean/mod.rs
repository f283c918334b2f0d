//! Clean text: safe to show, whatever was sent.

mod balance;
mod class;
mod escape;
mod flag;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt;

use icu_normalizer::{ComposingNormalizer, ComposingNormalizerBorrowed};

use class::{Class, class};

/// Marks kept on one base; more of them only serve to draw over the lines above and below.
const MARKS_PER_CLUSTER: usize = 8;

const NFC: ComposingNormalizerBorrowed<'static> = ComposingNormalizer::new_nfc();
const NFKC: ComposingNormalizerBorrowed<'static> = ComposingNormalizer::new_nfkc();

/// Text that is safe to show: without control characters, escape sequences or bidi overrides.
///
/// Kept are the invisible characters that people need to write (ZWNJ, ZWJ, LRM, RLM, ALM) and
/// isolates and embeddings that are closed. The text is in NFC, with presentation forms turned back
/// into letters, and no base carries more than eight marks. Cleaning clean text changes nothing.
///
/// ```
/// use newsterm::text::CleanText;
///
/// assert_eq!(CleanText::line("a\u{1b}[31m  b\u{202e}\n").as_str(), "a b");
/// assert_eq!(CleanText::line("می\u{200c}خواهم").as_str(), "می\u{200c}خواهم");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CleanText(Box<str>);

impl CleanText {
    /// Cleans text for one line: as [`CleanText::block`], and white space of any kind becomes single spaces.
    ///
    /// Text that is clean already is only looked through and copied.
    ///
    /// ```
    /// use newsterm::text::CleanText;
    ///
    /// assert_eq!(CleanText::line("\t one\r\n two ").as_str(), "one two");
    /// ```
    #[must_use]
    pub fn line(raw: &str) -> Self {
        if is_clean(raw, Form::Line) {
            return Self(raw.into());
        }
        // A pair of bidi controls may stand in what were two lines: joined first, then paired.
        let text = finish(scrub(raw).replace('\n', " "));
        let mut line = String::with_capacity(text.len());
        for word in text.split_whitespace() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        Self(line.into())
    }

    /// Cleans text of several lines; `\n` and `\t` stay, other line ends become `\n`.
    ///
    /// ```
    /// use newsterm::text::CleanText;
    ///
    /// assert_eq!(CleanText::block("one\r\n\ttwo\0").as_str(), "one\n\ttwo");
    /// ```
    #[must_use]
    pub fn block(raw: &str) -> Self {
        Self(cleaned(raw).into())
    }

    /// The text in logical order.
    ///
    /// ```
    /// assert_eq!(newsterm::text::CleanText::line("text").as_str(), "text");
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is no text.
    ///
    /// ```
    /// assert!(newsterm::text::CleanText::line(" \u{7}").is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for CleanText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl AsRef<str> for CleanText {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// Cleans text of several lines as [`CleanText::block`] does, and copies only what is not clean: for text that is
/// gathered from pieces.
pub(crate) fn cleaned(raw: &str) -> Cow<'_, str> {
    if is_clean(raw, Form::Block) {
        Cow::Borrowed(raw)
    } else {
        Cow::Owned(finish(scrub(raw)))
    }
}

/// How much of the white space stays.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Line,
    Block,
}

/// Finds out in one look whether cleaning would change nothing; may say no to clean text that is rare.
fn is_clean(raw: &str, form: Form) -> bool {
    if raw.is_ascii() {
        return is_clean_ascii(raw.as_bytes(), form);
    }
    let mut marks = 0;
    let mut plain = true;
    let mut after_space = true;
    for c in raw.chars() {
        let class = class(c);
        let space = matches!(class, Class::Space | Class::LineEnd);
        match class {
            Class::Letter => marks = 0,
            Class::Mark => {
                marks += 1;
                plain = false;
            }
            Class::Other => {
                marks = 0;
                plain = false;
            }
            Class::Space if form == Form::Block || (c == ' ' && !after_space) => marks = 0,
            Class::LineEnd if form == Form::Block && c == '\n' => marks = 0,
            _ => return false,
        }
        if marks > MARKS_PER_CLUSTER {
            return false;
        }
        after_space = space;
    }
    let trimmed = form == Form::Block || raw.is_empty() || !after_space;
    trimmed && (plain || NFC.is_normalized(raw))
}

/// The same for ASCII, where no letter changes another.
fn is_clean_ascii(raw: &[u8], form: Form) -> bool {
    match form {
        Form::Block => raw
            .iter()
            .all(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\t')),
        Form::Line => {
            let printed = raw.iter().all(|byte| matches!(byte, b' '..=b'~'));
            let trimmed = raw.first() != Some(&b' ') && raw.last() != Some(&b' ');
            printed && trimmed && !raw.windows(2).any(|pair| pair == b"  ")
        }
    }
}

/// Takes out escape sequences and everything that is never kept, and writes out what stands for words.
fn scrub(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(c) = rest.chars().next() {
        let skipped = match class(c) {
            Class::Control => escape::length(rest),
            Class::LineEnd => {
                text.push('\n');
                if rest.starts_with("\r\n") {
                    2
                } else {
                    c.len_utf8()
                }
            }
            kept => {
                push_kept(&mut text, c, kept);
                // Its tags, which are dropped anywhere else, are the flag.
                let flag = flag::length(rest);
                text.push_str(&rest[c.len_utf8()..flag.unwrap_or(c.len_utf8())]);
                flag.unwrap_or(c.len_utf8())
            }
        };
        rest = &rest[skipped..];
    }
    text
}

fn push_kept(text: &mut String, c: char, class: Class) {
    match class {
        Class::Dropped => {}
        Class::Form => match c {
            '\u{17d8}' => text.push_str("។ល។"),
            '\u{fdfd}' => text.push_str("بسم الله الرحمن الرحيم"),
            '\u{fdfe}' => text.push_str("سبحانه وتعالى"),
            '\u{fdff}' => text.push_str("عز وجل"),
            _ => text.push_str(&NFKC.normalize(c.encode_utf8(&mut [0; 4]))),
        },
        _ => text.push(c),
    }
}

/// Settles what needs the whole text: pairs of bidi controls, NFC, and the number of marks.
fn finish(text: String) -> String {
    let balanced = balance::balance(text);
    let text = match NFC.normalize(&balanced) {
        Cow::Borrowed(_) => balanced,
        Cow::Owned(text) => text,
    };
    cap_marks(text)
}

fn cap_marks(mut text: String) -> String {
    let mut marks = 0;
    text.retain(|c| {
        marks = if class(c) == Class::Mark {
            marks + 1
        } else {
            0
        };
        marks <= MARKS_PER_CLUSTER
    });
    text
}
