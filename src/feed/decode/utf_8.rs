//! UTF-8 that is not what it should be: with bytes of something else in it, or encoded twice.

use std::borrow::Cow;

use encoding_rs::{Encoding, WINDOWS_1252};

/// How many characters a text must have that was encoded twice: fewer may be an example.
const FEWEST_TWICE: usize = 8;

/// Whether a text that is not valid UTF-8 was meant as such.
///
/// Bytes of other encodings are characters of UTF-8 by chance: at most every third in Japanese and Thai, hardly one in
/// letters of one byte. A character of three bytes is less of a chance than one of two.
pub(super) fn is_meant(bytes: &[u8], is_called_so: bool) -> bool {
    let (mut right, mut wrong) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        let weights = chunk.valid().chars().map(|c| match c.len_utf8() {
            1 => 0,
            2 => 1,
            _ => 3,
        });
        right += weights.sum::<usize>();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    let needed = if is_called_so { wrong } else { wrong * 2 };
    right > 0 && right >= needed
}

/// Whether what is UTF-8 is mostly of two bytes a character, as kana are that are UTF-8 by chance. In languages of three
/// a text may well be whole in another encoding.
pub(super) fn has_short_characters(bytes: &[u8]) -> bool {
    let (mut short, mut long) = (0_usize, 0_usize);
    for c in bytes.utf8_chunks().flat_map(|chunk| chunk.valid().chars()) {
        short += usize::from(c.len_utf8() == 2);
        long += usize::from(c.len_utf8() > 2);
    }
    short > long
}

/// The text, most of which is UTF-8.
pub(super) fn read(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(mended(bytes)),
    }
}

/// The text, where most of it is UTF-8. A byte of windows-1252 that was pasted in is read as that; what else is wrong
/// becomes U+FFFD.
fn mended(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(chunk) = rest.utf8_chunks().next() {
        out.push_str(chunk.valid());
        rest = &rest[chunk.valid().len()..];
        if !chunk.invalid().is_empty() {
            let before = out.chars().next_back();
            let (c, length) = wrong(before, rest, chunk.invalid().len());
            out.push(c);
            rest = &rest[length..];
        }
    }
    out
}

/// What wrong bytes stand for, and how many they are; `length` begin no character.
fn wrong(before: Option<char>, rest: &[u8], length: usize) -> (char, usize) {
    match *rest {
        // Programs that count in UTF-16 write each half of a pair as a character (CESU-8).
        [
            0xed,
            a @ 0xa0..=0xaf,
            b @ 0x80..=0xbf,
            0xed,
            c @ 0xb0..=0xbf,
            d @ 0x80..=0xbf,
            ..,
        ] => {
            let bits = |byte: u8| u32::from(byte & 0x3f);
            let high = (bits(a) & 0xf) << 6 | bits(b);
            let low = (bits(c) & 0xf) << 6 | bits(d);
            let pair = char::from_u32(0x1_0000 + (high << 10 | low));
            (pair.unwrap_or(char::REPLACEMENT_CHARACTER), 6)
        }
        [0xed, 0xa0..=0xbf, 0x80..=0xbf, ..] => (char::REPLACEMENT_CHARACTER, 3),
        [0xc0, 0x80, ..] => (char::REPLACEMENT_CHARACTER, 2),
        [byte, ref after @ ..] if length == 1 && is_pasted(before, byte, after.first()) => {
            let text = WINDOWS_1252.decode_without_bom_handling(&rest[..1]).0;
            let c = text.chars().next();
            (c.unwrap_or(char::REPLACEMENT_CHARACTER), 1)
        }
        _ => (char::REPLACEMENT_CHARACTER, length),
    }
}

/// Whether a byte was pasted in from windows-1252: a sign, or a letter among Latin letters. What begins a character of
/// UTF-8 in the languages of Latin letters is what is left of one where no word goes on.
fn is_pasted(before: Option<char>, byte: u8, after: Option<&u8>) -> bool {
    let goes_on = after.is_some_and(|after| after.is_ascii_alphanumeric() || *after == b' ');
    match byte {
        0x80..=0xbf => true,
        0xc2..=0xc5 | 0xe2 if !goes_on => false,
        _ => {
            before.is_some_and(|before| before.is_ascii_alphabetic())
                || after.is_some_and(u8::is_ascii_alphabetic)
        }
    }
}

/// The text that was encoded twice: its bytes were taken for letters of windows-1252 or ISO 8859-1, and those written
/// in UTF-8. `None` where it was not, as one character of it shows.
pub(super) fn once(text: &str) -> Option<String> {
    let start = Encoding::ascii_valid_up_to(text.as_bytes());
    let first: Vec<u8> = text[start..].chars().take(4).map_while(byte).collect();
    let begins = first
        .utf8_chunks()
        .next()
        .is_some_and(|chunk| !chunk.valid().is_empty());
    if !begins {
        return None;
    }
    let bytes: Option<Vec<u8>> = text.chars().map(byte).collect();
    let once = String::from_utf8(bytes?).ok()?;
    let letters = once.chars().filter(|c| !c.is_ascii()).count();
    (letters >= FEWEST_TWICE).then_some(once)
}

/// The byte of a character in windows-1252, or in ISO 8859-1 where only that has one.
fn byte(c: char) -> Option<u8> {
    if let Ok(byte) = u8::try_from(c) {
        return Some(byte);
    }
    let mut buffer = [0; 4];
    let (bytes, _, lost) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
    bytes.first().copied().filter(|_| !lost)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_wrong_bytes_do_not_make_another_encoding() {
        let arabic = "افتتاح المؤتمر الدولي";
        for wrong in [b"\xff".as_slice(), b"\xd8", b"caf\xe9 ", b"\x93q\x94"] {
            let bytes = [arabic.as_bytes(), wrong, b" ", arabic.as_bytes()].concat();
            assert!(is_meant(&bytes, false), "{wrong:?}");
            let text = mended(&bytes);
            assert!(text.starts_with(arabic) && text.ends_with(arabic), "{text}");
        }
        let one_quotation = "It\u{2019}s here";
        let english = [one_quotation.as_bytes(), b" at the caf\xe9"].concat();
        assert!(is_meant(&english, true));
        let (legacy, ..) = encoding_rs::SHIFT_JIS.encode("市立図書館が今日ふたたび開館しました");
        assert!(!is_meant(&legacy, true));
        assert!(!is_meant(b"caf\xe9", true));
    }

    #[test]
    fn what_was_pasted_in_is_read_and_what_was_cut_is_not() {
        for (bytes, text) in [
            (
                b"At the caf\xe9, \x93yes\x94 \x96 10\xa0km".as_slice(),
                "At the café, “yes” – 10\u{a0}km",
            ),
            (b"\xc9t\xe9", "Été"),
            (b"biblioth\xc3</t>", "biblioth\u{fffd}</t>"),
            (b"it\xe2\x80</t>", "it\u{fffd}</t>"),
            (b"\xd8\xa7\xd8</t>", "ا\u{fffd}</t>"),
            (b"\xed\xa0\xbd\xed\xb8\x80!", "😀!"),
            (b"\xed\xa0\xbd!", "\u{fffd}!"),
        ] {
            assert_eq!(mended(bytes), text);
        }
    }

    #[test]
    fn what_was_encoded_twice_is_read_once() {
        let arabic = "<t>أخبار الساحل</t>";
        let as_1252 = WINDOWS_1252
            .decode_without_bom_handling(arabic.as_bytes())
            .0;
        assert_eq!(once(&as_1252).as_deref(), Some(arabic));
        let as_latin_1: String = arabic.bytes().map(char::from).collect();
        assert_eq!(once(&as_latin_1).as_deref(), Some(arabic));
        for good in [
            arabic,
            "Été déjà passé, où êtes-vous?",
            "It\u{2019}s “here”",
            "Ã© means é",
            "Ã©",
        ] {
            assert_eq!(once(good), None, "{good}");
        }
    }
}
