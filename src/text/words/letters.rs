//! What words are not in a text, told at a glance: reading words costs fifty times as much.

use std::sync::LazyLock;

use super::{Sought, push_folded};

/// The folded letters of a text in one row, those of its markup behind them.
///
/// A word of the text is always in the row. What is in the row need not be a word of the text: words may stand in
/// it without anything between them.
///
/// ```
/// use newsterm::text::{Letters, Sought};
///
/// let letters = Letters::of("<p>Talks on <b>cli</b>mate&nbsp;المناخ", true).unwrap();
/// assert!(letters.may_hold(&Sought::new("Climate", false)));
/// assert!(letters.may_hold(&Sought::new("مناخ", false)));
/// assert!(!letters.may_hold(&Sought::new("weather", false)));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letters(String);

/// The first characters that take three bytes in UTF-8; those before them are looked up.
const LOOKED_UP: usize = 0x800;

/// The most bytes that a character before those adds to the row.
const MOST: usize = 7;

/// What a character adds to the row; the last byte is the length.
static FOLDED: LazyLock<Vec<[u8; MOST + 1]>> = LazyLock::new(|| {
    let folded = |code: u32| {
        let mut row = String::new();
        match char::from_u32(code) {
            // No word goes on behind them.
            Some(' ' | '\t' | '\n' | '\r') => row.push(' '),
            Some(c) => push_folded(&mut row, c),
            None => {}
        }
        let mut entry = [0; MOST + 1];
        let bytes = &row.as_bytes()[..row.len().min(MOST)];
        entry[..bytes.len()].copy_from_slice(bytes);
        entry[MOST] = bytes.len().to_le_bytes()[0];
        entry
    };
    (0..).take(LOOKED_UP).map(folded).collect()
});

/// What a character of ASCII adds to the row, which is one byte; 0 for nothing.
static ASCII: LazyLock<[u8; 0x80]> = LazyLock::new(|| {
    let mut letters = [0; 0x80];
    for (letter, folded) in letters.iter_mut().zip(&*FOLDED) {
        *letter = folded[0];
    }
    letters
});

/// Elements whose content is not read as markup, or not as that of HTML.
const OTHERWISE_READ: [&str; 13] = [
    "script",
    "style",
    "textarea",
    "title",
    "xmp",
    "iframe",
    "noembed",
    "noframes",
    "noscript",
    "plaintext",
    "svg",
    "math",
    "template",
];

/// Names of characters that stand for themselves in most texts.
const NAMES: [(&str, char); 16] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("rsquo", '’'),
    ("lsquo", '‘'),
    ("rdquo", '”'),
    ("ldquo", '“'),
    ("hellip", '…'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("zwnj", '\u{200c}'),
    ("laquo", '«'),
    ("raquo", '»'),
];

impl Letters {
    /// Gathers the letters of a text; `None` where its markup is not as simple as that of most.
    #[must_use]
    pub fn of(text: &str, markup: bool) -> Option<Self> {
        let mut reading = Reading {
            text: Row(Vec::with_capacity(text.len() + text.len() / 8)),
            tags: Row::default(),
        };
        if markup {
            reading.markup(text)?;
        } else {
            reading.text.push(text, false);
        }
        let mut row = reading.text.0;
        row.push(b' ');
        row.append(&mut reading.tags.0);
        String::from_utf8(row).ok().map(Self)
    }

    /// Whether a text may have what is sought; where not, it surely has not.
    #[must_use]
    pub fn may_hold(&self, sought: &Sought) -> bool {
        let mut phrases = sought.phrases().iter();
        phrases.any(|phrase| phrase.iter().all(|word| self.0.contains(word.as_str())))
    }
}

struct Reading {
    text: Row,
    /// Of what stands in tags, some is shown: what describes a picture.
    tags: Row,
}

impl Reading {
    fn markup(&mut self, text: &str) -> Option<()> {
        let mut rest = text;
        loop {
            rest = &rest[self.text.push(rest, true)..];
            let length = match rest.as_bytes().first() {
                None => return Some(()),
                Some(b'&') => character(&mut self.text, rest)?,
                Some(_) => self.tag(rest)?,
            };
            rest = &rest[length..];
        }
    }

    /// Passes over a tag or a comment; gives its length.
    fn tag(&mut self, from: &str) -> Option<usize> {
        let inside = &from[1..];
        if let Some(comment) = inside.strip_prefix("!--") {
            if comment.starts_with(['>', '-']) {
                return None;
            }
            let end = comment.find("-->")?;
            // Some other end would come before.
            if comment[..end].contains("--!>") {
                return None;
            }
            return Some(4 + end + 3);
        }
        let name = inside.strip_prefix('/').unwrap_or(inside);
        match name.bytes().next() {
            Some(letter) if letter.is_ascii_alphabetic() => {}
            Some(b'!' | b'?') => return None,
            _ if name.len() < inside.len() => return None,
            // By itself it is text.
            _ => return Some(1),
        }
        let end = name.find(|c: char| !c.is_ascii_alphanumeric())?;
        let is = |other: &&str| other.eq_ignore_ascii_case(&name[..end]);
        if OTHERWISE_READ.iter().any(is) {
            return None;
        }
        let attributes = &name[end..];
        let length = attributes_length(attributes)?;
        let mut values = &attributes[..length];
        if length > 1 {
            while let Some(at) = values.find('&') {
                self.tags.push(&values[..at], false);
                let length = character(&mut self.tags, &values[at..]).unwrap_or(1);
                values = &values[at + length..];
            }
            self.tags.push(values, false);
        }
        Some(from.len() - attributes.len() + length + 1)
    }
}

/// The bytes of attributes before the end of their tag; `None` where quotation marks stand where none belong.
fn attributes_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        match *bytes.get(at)? {
            b'>' => return Some(at),
            b'"' | b'\'' | b'<' => return None,
            b'=' => {
                let spaces = bytes[at + 1..]
                    .iter()
                    .take_while(|b| b.is_ascii_whitespace());
                at += 1 + spaces.count();
                if let quote @ (b'"' | b'\'') = *bytes.get(at)? {
                    let behind = bytes[at + 1..].iter().position(|b| *b == quote)?;
                    at += behind + 2;
                }
            }
            _ => at += 1,
        }
    }
}

/// Reads a character that is written by its name or number; gives the length of what was written.
fn character(row: &mut Row, from: &str) -> Option<usize> {
    let inside = &from[1..];
    if !inside.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '#') {
        return Some(1);
    }
    let end = inside.bytes().take(10).position(|b| b == b';')?;
    let name = &inside[..end];
    let c = match name.strip_prefix('#') {
        Some(number) => {
            let hexadecimal = number.strip_prefix(['x', 'X']);
            let code = match hexadecimal {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            // Those from 128 to 159 mean others than they say.
            char::from_u32(code.ok()?)
                .filter(|c| !matches!(c, '\0'..='\x1f' | '\u{7f}'..='\u{9f}'))?
        }
        None => NAMES.iter().find(|(known, _)| *known == name)?.1,
    };
    row.push(c.encode_utf8(&mut [0; 4]), false);
    Some(1 + end + 1)
}

/// Folded letters, one after the other.
#[derive(Default)]
struct Row(Vec<u8>);

impl Row {
    /// Adds the letters of a text, where that is wanted up to the first sign of markup; gives how many bytes it read.
    fn push(&mut self, text: &str, stops: bool) -> usize {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&first) = bytes.get(at) {
            if first < 0x80 {
                let length = self.push_ascii(&bytes[at..], stops);
                if length == 0 {
                    break;
                }
                at += length;
            } else if first < 0xe0 {
                let second = bytes.get(at + 1).copied().unwrap_or_default();
                let code = usize::from(first & 0x1f) << 6 | usize::from(second & 0x3f);
                let entry = &FOLDED[code];
                self.0.extend_from_slice(&entry[..usize::from(entry[MOST])]);
                at += 2;
            } else {
                let c = text[at..].chars().next().unwrap_or_default();
                let mut folded = String::new();
                push_folded(&mut folded, c);
                self.0.extend_from_slice(folded.as_bytes());
                at += c.len_utf8();
            }
        }
        at
    }

    /// Adds the first characters of ASCII, at most a few; none where it stops.
    fn push_ascii(&mut self, bytes: &[u8], stops: bool) -> usize {
        let table = &*ASCII;
        let mut letters = [0; 64];
        let (mut read, mut found) = (0, 0);
        for &byte in bytes.iter().take(letters.len()) {
            if byte >= 0x80 || (stops && matches!(byte, b'<' | b'&')) {
                break;
            }
            let letter = table[usize::from(byte)];
            // Mostly there is one: to write it anyway takes less time than to ask.
            letters[found] = letter;
            found += usize::from(letter != 0);
            read += 1;
        }
        self.0.extend_from_slice(&letters[..found]);
        read
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn may(text: &str, word: &str) -> bool {
        Letters::of(text, true).is_none_or(|letters| letters.may_hold(&Sought::new(word, false)))
    }

    #[test]
    fn a_word_is_seen_however_it_is_marked_up() {
        for text in [
            "a climate",
            "CLIMATE",
            "cli<b class=\"x > y\">mate</b>",
            "cl&#105;mate",
            "cl&#x69;mate",
            "cli\u{ad}mate",
            "<img alt='the climate'>",
            "cli<!-- > -->mate",
            "1 < 2 climate",
            "ｃｌｉｍａｔｅ",
            "clímate",
            "AT&T climate",
            "<a href=x>climate",
            "<p title=\"&quot;\">climate",
        ] {
            assert!(may(text, "climate"), "{text}");
        }
        for text in ["المُناخ", "وبالمناخ", "<b>الم</b>ناخ", "الم&zwnj;ناخ"]
        {
            assert!(may(text, "مناخ"), "{text}");
        }
    }

    #[test]
    fn most_texts_are_known_not_to_have_a_word() {
        for text in [
            "<p class=\"lead\">The weather&nbsp;&amp; the sea&#8217;s</p><!-- wp -->",
            "<a href=\"https://a.example/?a=1&amp;b=2\">الطقس</a>",
            "3 < 4 & 5",
        ] {
            assert!(!may(text, "climate"), "{text}");
        }
    }

    #[test]
    fn markup_that_is_read_otherwise_is_left_to_who_reads_it() {
        for text in [
            "<script>if (a<b) '</script>x",
            "<a b=\"x>y",
            "<a \"b\">",
            "<!-->x",
            "<!DOCTYPE x>",
            "&copy; x",
            "</>x",
            "<svg><title>",
        ] {
            assert_eq!(Letters::of(text, true), None, "{text}");
        }
        assert!(
            Letters::of("<script> & <", false).is_some(),
            "without markup all is text"
        );
    }

    #[test]
    fn no_character_that_is_looked_up_is_cut() {
        for code in 0..0x800_u32 {
            let Some(c) = char::from_u32(code) else {
                continue;
            };
            let mut folded = String::new();
            push_folded(&mut folded, c);
            assert!(folded.len() <= MOST, "{c:?}");
            assert!(code >= 0x80 || folded.len() <= 1, "{c:?}");
        }
    }
}
