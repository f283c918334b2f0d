//! What servers and documents call their encoding, and whether it can be true.

use std::borrow::Cow;

use encoding_rs::{Encoding as Charset, UTF_8, UTF_16BE, UTF_16LE};

/// How far into a document its XML declaration may reach, in bytes.
const DECLARATION_REACH: usize = 1024;
/// The same for web pages, many of which name theirs later than they should.
const PAGE_REACH: usize = 4096;

/// The `charset` parameter of a `Content-Type` (RFC 9110 section 8.3.2).
pub(super) fn of_content_type(content_type: &str) -> Option<&str> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        name.trim().eq_ignore_ascii_case("charset").then_some(value)
    })
}

/// The encoding named in the XML declaration (XML 1.0 section 4.3.3), wherever it begins, quoted or not.
pub(super) fn declared(bytes: &[u8]) -> Option<&str> {
    let head = &bytes[..bytes.len().min(DECLARATION_REACH)];
    let head = head.utf8_chunks().next()?.valid();
    let declaration = &head[head.find("<?xml")?..];
    let declaration = &declaration[..declaration.find('>')?];
    let value = declaration.split_once("encoding")?.1.trim_start();
    let value = value.strip_prefix('=')?.trim_start();
    let value = value.trim_start_matches(['"', '\'']);
    value
        .split(|c: char| matches!(c, '"' | '\'' | '?') || c.is_whitespace())
        .next()
}

/// The encoding that a web page names in one of its `meta` elements (HTML, section 13.2.3.2), however it is written.
pub(super) fn declared_in_page(bytes: &[u8]) -> Option<&str> {
    let head = &bytes[..bytes.len().min(PAGE_REACH)];
    let lower = head.to_ascii_lowercase();
    let find = |from: usize, what: &[u8]| {
        let found = lower[from..].windows(what.len()).position(|at| at == what);
        found.map(|found| from + found)
    };
    let mut from = 0;
    while let Some(start) = find(from, b"<meta") {
        let end = find(start, b">").unwrap_or(lower.len());
        if let Some(at) = find(start, b"charset").filter(|at| *at < end) {
            let value = &head[at + b"charset".len()..end];
            let value = value.utf8_chunks().next()?.valid().trim_start();
            let value = value
                .strip_prefix('=')?
                .trim_start_matches(['"', '\'', ' ']);
            return value
                .split(|c: char| matches!(c, '"' | '\'' | '/' | ';') || c.is_whitespace())
                .next();
        }
        from = end;
    }
    None
}

/// The encoding of a label. UTF-16 is none: it would have been known by its bytes.
pub(super) fn encoding(label: &str) -> Option<&'static Charset> {
    let known = Charset::for_label(label.as_bytes());
    let encoding = known.or_else(|| {
        // windows1256, win-1256, cp_1256 and the like, which the standard does not list.
        let digits = label.trim_start_matches(|c: char| !c.is_ascii_digit());
        let is_windows = matches!(digits.len(), 3 | 4) && !label.contains("8859");
        Charset::for_label(format!("windows-{digits}").as_bytes()).filter(|_| is_windows)
    })?;
    (encoding != UTF_16LE && encoding != UTF_16BE).then_some(encoding)
}

/// The text, where the encoding can be the right one: nearly all bytes must mean something in it. ASCII and the
/// encodings of Latin letters must look like it. UTF-8 that is not ASCII would have been known by its bytes.
pub(super) fn text<'a>(encoding: &'static Charset, bytes: &'a [u8]) -> Option<Cow<'a, str>> {
    if encoding == UTF_8 {
        return std::str::from_utf8(bytes).ok().map(Cow::Borrowed);
    }
    if is_latin(encoding) && !looks_latin(bytes) {
        return None;
    }
    encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .or_else(|| mostly(encoding, bytes))
}

/// The text, where bytes that mean nothing in the encoding are rare: a title was cut in the middle of a character, or
/// something else was pasted in. Of one byte a character few bytes mean nothing, so that one alone says more.
fn mostly<'a>(encoding: &'static Charset, bytes: &'a [u8]) -> Option<Cow<'a, str>> {
    let text = encoding.decode_without_bom_handling(bytes).0;
    let letters = text.chars().filter(|c| !c.is_ascii()).count();
    let wrong = text.matches(char::REPLACEMENT_CHARACTER).count();
    let of_one_wrong = if encoding.is_single_byte() { 50 } else { 15 };
    (wrong * of_one_wrong <= letters).then_some(text)
}

/// Encodings in which every byte means something, named by programs that do not know better.
pub(super) fn is_latin(encoding: &'static Charset) -> bool {
    let name = encoding.name();
    let windows = [
        "windows-1250",
        "windows-1252",
        "windows-1254",
        "windows-1257",
        "macintosh",
    ];
    let iso = ["2", "3", "4", "10", "13", "14", "15", "16"];
    let iso_number = name.strip_prefix("ISO-8859-");
    windows.contains(&name) || iso_number.is_some_and(|number| iso.contains(&number))
}

/// Whether letters beyond ASCII stand among others, as in languages of Latin letters, and not in words of their
/// own, as where another script was called Latin.
fn looks_latin(bytes: &[u8]) -> bool {
    let runs = bytes.split(u8::is_ascii).map(<[u8]>::len);
    let (mut all, mut in_words) = (0, 0);
    for run in runs {
        all += run;
        in_words += if run >= 3 { run } else { 0 };
    }
    all < 12 || in_words * 2 < all
}

/// Whether what is beyond ASCII stands alone and beside no letter: a price, a copyright, a dash. Too little to guess
/// from, and nearly always of windows-1252.
pub(super) fn has_signs_only(bytes: &[u8]) -> bool {
    let is_of_word =
        |byte: Option<&u8>| byte.is_some_and(|byte| !byte.is_ascii() || byte.is_ascii_alphabetic());
    let is_alone = |at: usize| {
        !is_of_word(at.checked_sub(1).and_then(|at| bytes.get(at)))
            && !is_of_word(bytes.get(at + 1))
    };
    bytes
        .iter()
        .enumerate()
        .filter(|(_, byte)| !byte.is_ascii())
        .all(|(at, _)| is_alone(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_in_many_spellings() {
        for label in [
            "windows-1256",
            "CP1256",
            "x-cp1256",
            "windows1256",
            "win-1256",
        ] {
            assert_eq!(encoding(label).unwrap().name(), "windows-1256", "{label}");
        }
        for label in ["utf-16", "", "no-such", "12"] {
            assert_eq!(encoding(label), None, "{label}");
        }
    }

    #[test]
    fn a_declaration_is_found_quoted_or_not() {
        for declaration in [
            "<?xml version='1.0' encoding='koi8-r'?>",
            "\n <?xml version=\"1.0\" encoding = \"koi8-r\" standalone='yes'?>",
            "<?xml version=1.0 encoding=koi8-r?>",
        ] {
            assert_eq!(
                declared(declaration.as_bytes()),
                Some("koi8-r"),
                "{declaration}"
            );
        }
        assert_eq!(declared(b"<?xml version='1.0'?>"), None);
        assert_eq!(
            of_content_type("text/xml; Charset=\"koi8-r\"; x=y"),
            Some("koi8-r")
        );
        assert_eq!(of_content_type("text/xml"), None);
    }

    #[test]
    fn a_page_names_its_encoding_in_many_ways() {
        for meta in [
            "<META charset=koi8-r>",
            "<head><meta name=viewport><meta charset = \"koi8-r\" />",
            "<meta http-equiv='Content-Type' content='text/html; charset=koi8-r'>",
        ] {
            assert_eq!(declared_in_page(meta.as_bytes()), Some("koi8-r"), "{meta}");
        }
        let legacy = b"<title>\xcd\xd5</title><meta charset=\"windows-1256\">";
        assert_eq!(declared_in_page(legacy), Some("windows-1256"));
        assert_eq!(declared_in_page(b"<meta name=x>charset=koi8-r"), None);
    }

    #[test]
    fn other_scripts_are_not_taken_for_latin() {
        let arabic = "افتتاح المؤتمر الدولي في القاهرة اليوم";
        let (arabic, ..) = encoding_rs::WINDOWS_1256.encode(arabic);
        assert_eq!(text(encoding_rs::WINDOWS_1252, &arabic), None);
        let french = "Été déjà passé, où êtes-vous? Noël à l'île, garçon à la fenêtre";
        let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(french);
        assert_eq!(text(encoding_rs::WINDOWS_1252, &bytes).unwrap(), french);
    }
}
