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

/// What a character adds to the row.
static FOLDED: LazyLock<Vec<[u8; 8]>> = LazyLock::new(|| {
    let folded = |code: u32| {
        let mut row = String::new();
        match char::from_u32(code) {
            // No word goes on behind them.
            Some(' ' | '\t' | '\n' | '\r') => row.push(' '),
            Some(c) => push_folded(&mut row, c),
            None => {}
        }
        // The last byte is the length; no character in this range folds into more than seven.
        let mut entry = [0; 8];
        let bytes = &row.as_bytes()[..row.len().min(7)];
        entry[..bytes.len()].copy_from_slice(bytes);
        entry[7] = bytes.len().to_le_bytes()[0];
        entry
    };
    (0..).take(LOOKED_UP).map(folded).collect()
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
        let mut row = Row {
            letters: Vec::with_capacity(text.len() + 16),
            tags: Vec::new(),
        };
        if markup {
            row.markup(text)?;
        } else {
            push(&mut row.letters, text);
        }
        row.letters.push(b' ');
        row.letters.append(&mut row.tags);
        String::from_utf8(row.letters).ok().map(Self)
    }

    /// Whether a text may have what is sought; where not, it surely has not.
    #[must_use]
    pub fn may_hold(&self, sought: &Sought) -> bool {
        let mut phrases = sought.phrases().iter();
        phrases.any(|phrase| phrase.iter().all(|word| self.0.contains(word.as_str())))
    }
}

struct Row {
    letters: Vec<u8>,
    /// Of what stands in tags, some is shown: what describes a picture.
    tags: Vec<u8>,
}

impl Row {
    fn markup(&mut self, text: &str) -> Option<()> {
        let mut rest = text;
        while let Some(at) = rest.find(['<', '&']) {
            push(&mut self.letters, &rest[..at]);
            let from = &rest[at..];
            let length = if from.starts_with('&') {
                character(&mut self.letters, from)?
            } else {
                self.tag(from)?
            };
            rest = &from[length..];
        }
        push(&mut self.letters, rest);
        Some(())
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
                push(&mut self.tags, &values[..at]);
                let length = character(&mut self.tags, &values[at..]).unwrap_or(1);
                values = &values[at + length..];
            }
            push(&mut self.tags, values);
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
fn character(letters: &mut Vec<u8>, from: &str) -> Option<usize> {
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
    push(letters, c.encode_utf8(&mut [0; 4]));
    Some(1 + end + 1)
}

fn push(letters: &mut Vec<u8>, text: &str) {
    let table = &*FOLDED;
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&first) = bytes.get(at) {
        let (code, length) = match first {
            0..0x80 => (usize::from(first), 1),
            0x80..0xe0 => {
                let second = bytes.get(at + 1).copied().unwrap_or_default();
                (
                    usize::from(first & 0x1f) << 6 | usize::from(second & 0x3f),
                    2,
                )
            }
            _ => {
                let c = text[at..].chars().next().unwrap_or_default();
                let mut folded = String::new();
                push_folded(&mut folded, c);
                letters.extend_from_slice(folded.as_bytes());
                at += c.len_utf8();
                continue;
            }
        };
        let entry = &table[code];
        match entry[7] {
            0 => {}
            1 => letters.push(entry[0]),
            2 => letters.extend_from_slice(&entry[..2]),
            length => letters.extend_from_slice(&entry[..usize::from(length)]),
        }
        at += length;
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
            assert!(folded.len() <= 7, "{c:?}");
        }
    }
}
