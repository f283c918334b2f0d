//! What a server calls a file (RFC 6266).

use crate::model::unescaped;

/// The file name of a `Content-Disposition` field, as it is sent: it may hold anything. The one that says its encoding
/// (RFC 8187) goes before the other.
pub(super) fn file_name(field: &str) -> Option<String> {
    let mut plain = None;
    for (name, value) in parameters(field) {
        if name.eq_ignore_ascii_case("filename*")
            && let Some(decoded) = extended(&value)
        {
            return Some(decoded);
        }
        if name.eq_ignore_ascii_case("filename") {
            plain.get_or_insert(value);
        }
    }
    plain.filter(|name| !name.is_empty())
}

/// The parameters behind the kind; quotes are taken off, and what they hide is no separator.
fn parameters(field: &str) -> Vec<(String, String)> {
    let mut parts = vec![String::new()];
    let (mut quoted, mut escaped) = (false, false);
    for c in field.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => {
                escaped = true;
                continue;
            }
            '"' => {
                quoted = !quoted;
                continue;
            }
            ';' if !quoted => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    let parameter = |part: &String| {
        let (name, value) = part.split_once('=')?;
        Some((name.trim().to_owned(), value.trim().to_owned()))
    };
    parts.iter().skip(1).filter_map(parameter).collect()
}

/// A value with its encoding before it: `UTF-8''na%C3%AFve`.
fn extended(value: &str) -> Option<String> {
    let mut parts = value.splitn(3, '\'');
    let (encoding, _language, value) = (parts.next()?, parts.next()?, parts.next()?);
    let encoding = encoding_rs::Encoding::for_label(encoding.as_bytes())?;
    let bytes = unescaped(value);
    let (decoded, ..) = encoding.decode(&bytes);
    Some(decoded.into_owned()).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_is_found_however_it_is_written() {
        for (field, name) in [
            ("attachment; filename=a.mp3", Some("a.mp3")),
            (
                "attachment; FileName=\"a; \\\"b\\\".mp3\"",
                Some("a; \"b\".mp3"),
            ),
            (
                "attachment; filename=\"EURO.mp3\"; filename*=UTF-8''%e2%82%ac%20rates.mp3",
                Some("€ rates.mp3"),
            ),
            ("attachment; filename*=iso-8859-1'en'%A3.mp3", Some("£.mp3")),
            ("attachment; filename*=martian''x; filename=y", Some("y")),
            ("inline", None),
            ("attachment; filename=\"\"", None),
            ("attachment; filename=\"never closed", Some("never closed")),
            ("filename=kind.mp3", None),
        ] {
            assert_eq!(file_name(field).as_deref(), name, "{field}");
        }
    }
}
