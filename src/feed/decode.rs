//! Bytes to text, by what the bytes are rather than by what they are called.
//!
//! Order: byte order mark, valid UTF-8 with letters beyond ASCII, the charset of the HTTP header, the
//! charset the document declares, a guess. Servers and generators mislabel feeds so often that UTF-8
//! which is valid is believed over any label; no other encoding gives itself away as surely.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding as Charset, UTF_8, UTF_16BE, UTF_16LE};

use super::parse::{Encoding, EncodingReason};

/// How far into a document its XML declaration may reach, in bytes.
const DECLARATION_REACH: usize = 1024;

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
    if let Some(encoding) = unmarked_utf_16(bytes) {
        return decoded(encoding, bytes, EncodingReason::Bytes);
    }
    // Pure ASCII may be the bytes of an encoding that only looks like it (ISO-2022-JP), so labels count.
    if !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok() {
        return decoded(UTF_8, bytes, EncodingReason::Bytes);
    }
    labelled(bytes, content_type)
        .unwrap_or_else(|| decoded(guess(bytes), bytes, EncodingReason::Guess))
}

/// The text by the first label that can be true: all bytes must mean something in it. A UTF-8 label on
/// bytes that are not is believed only if nothing but a few of them is wrong.
fn labelled<'a>(bytes: &'a [u8], content_type: Option<&str>) -> Option<Decoded<'a>> {
    let labels = [
        (content_type.and_then(charset), EncodingReason::Header),
        (declared(bytes), EncodingReason::Declaration),
    ];
    let encodings = labels
        .into_iter()
        .filter_map(|(label, reason)| Some((Charset::for_label(label?.as_bytes())?, reason)))
        .filter(|(encoding, _)| *encoding != UTF_16LE && *encoding != UTF_16BE);
    for (encoding, reason) in encodings {
        if encoding == UTF_8 {
            if mostly_utf_8(bytes) {
                return Some(decoded(UTF_8, bytes, reason));
            }
        } else if let Some(text) =
            encoding.decode_without_bom_handling_and_without_replacement(bytes)
        {
            return Some(Decoded {
                text,
                encoding: named(encoding, reason),
            });
        }
    }
    None
}

fn decoded<'a>(encoding: &'static Charset, bytes: &'a [u8], reason: EncodingReason) -> Decoded<'a> {
    Decoded {
        text: encoding.decode_without_bom_handling(bytes).0,
        encoding: named(encoding, reason),
    }
}

fn named(encoding: &'static Charset, reason: EncodingReason) -> Encoding {
    Encoding {
        name: encoding.name(),
        reason,
    }
}

/// Whether wrong bytes are rare among the letters beyond ASCII: a feed cut in the middle of a character,
/// or one bad quotation in good UTF-8.
fn mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut wrong, mut right) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        right += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    wrong * 10 <= right
}

fn guess(bytes: &[u8]) -> &'static Charset {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

/// UTF-16 without a mark: the first character of a feed is `<` or `{`, so half of its bytes is zero.
fn unmarked_utf_16(bytes: &[u8]) -> Option<&'static Charset> {
    match bytes {
        [b'<' | b'{', 0, other, 0, ..] if *other != 0 => Some(UTF_16LE),
        [0, b'<' | b'{', 0, other, ..] if *other != 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// UTF-32, with or without a mark. The WHATWG encodings, and so `encoding_rs`, do not have it.
fn utf_32(bytes: &[u8]) -> Option<Decoded<'static>> {
    let (read, name): (fn([u8; 4]) -> u32, _) = match bytes {
        [0xff, 0xfe, 0, 0, ..] | [b'<' | b'{', 0, 0, 0, ..] => (u32::from_le_bytes, "UTF-32LE"),
        [0, 0, 0xfe, 0xff, ..] | [0, 0, 0, b'<' | b'{', ..] => (u32::from_be_bytes, "UTF-32BE"),
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
        encoding: Encoding { name, reason },
    })
}

/// The `charset` parameter of a `Content-Type` (RFC 9110 section 8.3.2).
fn charset(content_type: &str) -> Option<&str> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        name.trim().eq_ignore_ascii_case("charset").then_some(value)
    })
}

/// The encoding named in the XML declaration (XML 1.0 section 4.3.3), wherever it begins.
fn declared(bytes: &[u8]) -> Option<&str> {
    let head = &bytes[..bytes.len().min(DECLARATION_REACH)];
    let head = head.utf8_chunks().next()?.valid();
    let declaration = &head[head.find("<?xml")?..];
    let declaration = &declaration[..declaration.find('>')?];
    let value = declaration.split_once("encoding")?.1.trim_start();
    let value = value.strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split(quote).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "Hello" and a headline, as windows-1256 has them.
    const SALAM_1256: &[u8] = b"\xd3\xe1\xc7\xe3";
    const SALAM: &str = "\u{633}\u{644}\u{627}\u{645}";

    fn declaring(encoding: &str, text: &[u8]) -> Vec<u8> {
        let mut bytes = format!("<?xml version='1.0' encoding='{encoding}'?><t>").into_bytes();
        bytes.extend_from_slice(text);
        bytes.extend_from_slice(b"</t>");
        bytes
    }

    #[track_caller]
    fn assert_reads(bytes: &[u8], content_type: Option<&str>) {
        let text = decode(bytes, content_type).text;
        assert!(text.contains(SALAM), "{text}");
        assert!(!text.starts_with('\u{feff}'), "the mark stayed");
    }

    #[test]
    fn a_label_in_the_document_or_the_header_is_followed() {
        assert_reads(&declaring("windows-1256", SALAM_1256), None);
        let unlabelled = [b"<t>", SALAM_1256, b"</t>"].concat();
        assert_reads(&unlabelled, Some("text/xml; charset=\"windows-1256\""));
        assert_reads(&declaring("iso-8859-6", b"\xd3\xe4\xc7\xe5"), None);
    }

    #[test]
    fn valid_utf_8_is_believed_over_any_label() {
        assert_reads(&declaring("windows-1256", SALAM.as_bytes()), None);
        assert_reads(SALAM.as_bytes(), Some("text/xml; charset=windows-1256"));
    }

    #[test]
    fn a_utf_8_label_on_other_bytes_is_not_believed() {
        let headline = "\u{633}\u{644}\u{627}\u{645}: افتتاح المؤتمر الدولي في القاهرة اليوم";
        let (headline, ..) = encoding_rs::WINDOWS_1256.encode(headline);
        let document = declaring("utf-8", &headline);
        assert_reads(&document, Some("text/xml; charset=utf-8"));
        assert_reads(&document, None);
    }

    #[test]
    fn good_utf_8_with_one_bad_byte_stays_utf_8() {
        let bytes = [SALAM.repeat(4).as_bytes(), b"\xff"].concat();
        assert_reads(&declaring("utf-8", &bytes), None);
    }

    #[test]
    fn a_byte_order_mark_is_believed_first() {
        let mut marked = b"\xef\xbb\xbf".to_vec();
        marked.extend(declaring("windows-1256", SALAM.as_bytes()));
        assert_reads(&marked, Some("text/xml; charset=windows-1256"));
    }

    #[test]
    fn utf_16_and_utf_32_are_read_either_way_with_and_without_a_mark() {
        let text = format!("<?xml version='1.0' encoding='utf-16'?><t>{SALAM}</t>");
        for mark in ["", "\u{feff}"] {
            let text = format!("{mark}{text}");
            let units = || text.encode_utf16();
            let scalars = || text.chars().map(u32::from);
            assert_reads(
                &units().flat_map(u16::to_le_bytes).collect::<Vec<_>>(),
                None,
            );
            assert_reads(
                &units().flat_map(u16::to_be_bytes).collect::<Vec<_>>(),
                None,
            );
            assert_reads(
                &scalars().flat_map(u32::to_le_bytes).collect::<Vec<_>>(),
                None,
            );
            assert_reads(
                &scalars().flat_map(u32::to_be_bytes).collect::<Vec<_>>(),
                None,
            );
        }
    }
}
