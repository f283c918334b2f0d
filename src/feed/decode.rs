//! Bytes to text, by what the bytes are rather than by what they are called.
//!
//! Order: byte order mark, valid UTF-8 with letters beyond ASCII, the charset of the HTTP header, the
//! charset the document declares, a guess. Servers and generators mislabel feeds so often that UTF-8
//! which is valid is believed over any label, and so is UTF-8 with a few bytes wrong ([`utf_8`]); no other
//! encoding gives itself away as surely. A label counts only where it can be true ([`label`]).

mod label;
mod utf_8;

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    EUC_JP, Encoding as Charset, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252,
};

use crate::model::{Encoding, EncodingReason};

/// How many letters beyond ASCII are enough to doubt a label of western Europe.
const FEWEST_LETTERS: usize = 10;

/// Text, and how it was read.
pub(super) struct Decoded<'a> {
    pub text: Cow<'a, str>,
    pub encoding: Encoding,
}

/// Decodes a feed; what fits no encoding becomes U+FFFD.
pub(super) fn decode<'a>(bytes: &'a [u8], content_type: Option<&str>) -> Decoded<'a> {
    if let Some(decoded) = utf_32(bytes) {
        return decoded;
    }
    if let Some((encoding, mark)) = Charset::for_bom(bytes) {
        return decoded(encoding, &bytes[mark..], EncodingReason::Mark);
    }
    if let Some(encoding) = unmarked_utf_16(bytes).or_else(|| iso_2022_jp(bytes)) {
        return decoded(encoding, bytes, EncodingReason::Bytes);
    }
    let valid = std::str::from_utf8(bytes);
    if let Ok(text) = valid
        && !text.is_ascii()
    {
        let encoding = named(UTF_8, EncodingReason::Bytes);
        let text = utf_8::once(text).map_or(Cow::Borrowed(text), Cow::Owned);
        return Decoded { text, encoding };
    }
    let header = content_type.and_then(label::of_content_type);
    let declared = label::declared(bytes).or_else(|| label::declared_in_page(bytes));
    if valid.is_err()
        && let Some(broken) = broken_utf_8(bytes, header, declared)
    {
        return broken;
    }
    if let Some(labelled) = labelled(bytes, header, declared) {
        return labelled;
    }
    if valid.is_ok() {
        return decoded(UTF_8, bytes, EncodingReason::Bytes);
    }
    decoded(guess(bytes), bytes, EncodingReason::Guess)
}

/// UTF-8 that was cut in the middle of a character, or that something else was pasted into.
fn broken_utf_8<'a>(
    bytes: &'a [u8],
    header: Option<&str>,
    declared: Option<&str>,
) -> Option<Decoded<'a>> {
    let [header, declared] = [header, declared].map(|label| label.and_then(label::encoding));
    let is_utf_8 = |it: Option<&'static Charset>| it.is_some_and(|it| it == UTF_8);
    let reason = match (is_utf_8(header), is_utf_8(declared)) {
        (true, _) => EncodingReason::Header,
        (_, true) => EncodingReason::Declaration,
        _ => EncodingReason::Bytes,
    };
    let is_called_so = reason != EncodingReason::Bytes
        && [header, declared]
            .iter()
            .flatten()
            .all(|it| *it == UTF_8 || label::is_latin(it));
    let is_named = |it: &'static Charset| !it.is_single_byte() && is_whole(it, bytes);
    let may_be_kana = utf_8::has_short_characters(bytes);
    if may_be_kana && ([header, declared].into_iter().flatten().any(is_named) || is_japanese(bytes))
    {
        return None;
    }
    utf_8::is_meant(bytes, is_called_so).then(|| Decoded {
        text: utf_8::read(bytes),
        encoding: named(UTF_8, reason),
    })
}

/// Whether it is Japanese, whole, in an encoding of its own: in words of kana most bytes may be UTF-8 by chance.
fn is_japanese(bytes: &[u8]) -> bool {
    let japanese = [SHIFT_JIS, EUC_JP];
    let may_be = japanese.iter().any(|it| is_whole(it, bytes));
    may_be && {
        let guess = guess(bytes);
        japanese.contains(&guess) && is_whole(guess, bytes)
    }
}

/// Whether all bytes mean something.
fn is_whole(encoding: &'static Charset, bytes: &[u8]) -> bool {
    encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .is_some()
}

/// The text by the first label that can be true. Where header and declaration are at odds and both can be, the
/// letters decide, and a header of Latin letters gives way: a server's label is often the same for all that it serves.
fn labelled<'a>(
    bytes: &'a [u8],
    header: Option<&str>,
    declared: Option<&str>,
) -> Option<Decoded<'a>> {
    let read = |label: Option<&str>, reason| {
        let encoding = label::encoding(label?)?;
        if encoding == WINDOWS_1252 && has_other_latin_letters(bytes) {
            return None;
        }
        let text = label::text(encoding, bytes)?;
        Some((encoding, text, reason))
    };
    let header = read(header, EncodingReason::Header);
    let declared = read(declared, EncodingReason::Declaration);
    let (encoding, text, reason) = match (header, declared) {
        (Some(header), Some(declared))
            if header.0 != declared.0
                && (guess(bytes) == declared.0
                    || label::is_latin(header.0) && !label::is_latin(declared.0)) =>
        {
            declared
        }
        (header, declared) => header.or(declared)?,
    };
    let encoding = named(encoding, reason);
    Some(Decoded { text, encoding })
}

/// Whether there are enough letters to tell that they are the Latin ones of another language than of western Europe:
/// ISO 8859-1, which is read as windows-1252, is what much is called that nobody gave a thought.
fn has_other_latin_letters(bytes: &[u8]) -> bool {
    let letters = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    letters >= FEWEST_LETTERS && {
        let guess = guess(bytes);
        guess != WINDOWS_1252 && label::is_latin(guess)
    }
}

fn decoded<'a>(encoding: &'static Charset, bytes: &'a [u8], reason: EncodingReason) -> Decoded<'a> {
    let text = if encoding == UTF_8 {
        utf_8::read(bytes)
    } else {
        encoding.decode_without_bom_handling(bytes).0
    };
    let encoding = named(encoding, reason);
    Decoded { text, encoding }
}

fn named(encoding: &'static Charset, reason: EncodingReason) -> Encoding {
    Encoding {
        name: encoding.name().into(),
        reason,
    }
}

/// How much is guessed from, in bytes: guessing takes longer than everything else.
const LONGEST_SAMPLE: usize = 1024 * 1024;

/// The encoding by the letters; it is asked for up to three times.
fn guess(bytes: &[u8]) -> &'static Charset {
    // With the word before it that is ASCII.
    let start = Charset::ascii_valid_up_to(bytes).saturating_sub(32);
    let bytes = &bytes[start..];
    let bytes = &bytes[..bytes.len().min(LONGEST_SAMPLE)];
    if label::has_signs_only(bytes) {
        return WINDOWS_1252;
    }
    by_parts(bytes).unwrap_or_else(|| detected(bytes))
}

fn detected(bytes: &[u8]) -> &'static Charset {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    // What broke off in the middle of a character does not rule its encoding out.
    detector.feed(bytes, false);
    detector.guess(None, Utf8Detection::Allow)
}

/// How many parts a document is taken apart in where the whole of it may mislead.
const PARTS: usize = 8;

/// How many bytes beyond ASCII a part must have to tell something.
const FEWEST_IN_PART: usize = 32;

/// The encoding of several bytes a character that most of the text is in, where a few wrong bytes rule it out for the
/// whole: programs that count bytes cut titles in the middle of a character.
fn by_parts(bytes: &[u8]) -> Option<&'static Charset> {
    let letters = |part: &[u8]| part.iter().filter(|byte| !byte.is_ascii()).count();
    let mut votes: Vec<(&'static Charset, usize)> = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let least = (bytes.len() / PARTS).min(rest.len());
        let tag = rest[least..].iter().position(|byte| *byte == b'<');
        let (part, after) = rest.split_at(tag.map_or(rest.len(), |tag| least + tag.max(1)));
        rest = after;
        let weight = letters(part);
        if weight < FEWEST_IN_PART {
            continue;
        }
        let encoding = detected(part);
        match votes.iter_mut().find(|(known, _)| *known == encoding) {
            Some((_, votes)) => *votes += weight,
            None => votes.push((encoding, weight)),
        }
    }
    let (encoding, votes) = votes.into_iter().max_by_key(|(_, votes)| *votes)?;
    let is_ruled_out = || !is_whole(encoding, bytes) && label::text(encoding, bytes).is_some();
    let is_most = votes * 4 > letters(bytes) * 3 && !encoding.is_single_byte();
    (is_most && encoding != UTF_8 && is_ruled_out()).then_some(encoding)
}

/// UTF-16 without a mark: what a feed begins with is ASCII, so half of its bytes is zero.
fn unmarked_utf_16(bytes: &[u8]) -> Option<&'static Charset> {
    match bytes {
        [1..=0x7f, 0, 1..=0x7f, 0, ..] => Some(UTF_16LE),
        [0, 1..=0x7f, 0, 1..=0x7f, ..] => Some(UTF_16BE),
        _ => None,
    }
}

/// The one encoding of feeds whose bytes are all ASCII: escape sequences lead to its letters and back.
fn iso_2022_jp(bytes: &[u8]) -> Option<&'static Charset> {
    // Looked for first, for that takes a twentieth of the time.
    let escapes =
        bytes.contains(&0x1b) && bytes.windows(3).any(|three| three.starts_with(b"\x1b$"));
    // The last character may have broken off.
    let reads = || {
        let text = ISO_2022_JP.decode_without_bom_handling(bytes).0;
        let wrong = text.find(char::REPLACEMENT_CHARACTER);
        wrong.is_none_or(|at| text.len() - at <= 2 * char::REPLACEMENT_CHARACTER.len_utf8())
    };
    (escapes && bytes.is_ascii() && reads()).then_some(ISO_2022_JP)
}

/// UTF-32, with or without a mark. The WHATWG encodings, and so `encoding_rs`, do not have it.
fn utf_32(bytes: &[u8]) -> Option<Decoded<'static>> {
    let (read, name): (fn([u8; 4]) -> u32, _) = match bytes {
        [0xff, 0xfe, 0, 0, ..] | [1..=0x7f, 0, 0, 0, ..] => (u32::from_le_bytes, "UTF-32LE"),
        [0, 0, 0xfe, 0xff, ..] | [0, 0, 0, 1..=0x7f, ..] => (u32::from_be_bytes, "UTF-32BE"),
        _ => return None,
    };
    let marked = matches!(bytes, [0xff, ..] | [0, 0, 0xfe, ..]);
    let reason = if marked {
        EncodingReason::Mark
    } else {
        EncodingReason::Bytes
    };
    let text = bytes
        .as_chunks::<4>()
        .0
        .iter()
        .map(|unit| char::from_u32(read(*unit)).unwrap_or(char::REPLACEMENT_CHARACTER))
        .skip_while(|c| *c == '\u{feff}')
        .collect();
    Some(Decoded {
        text: Cow::Owned(text),
        encoding: Encoding {
            name: name.into(),
            reason,
        },
    })
}

#[cfg(test)]
mod tests;
