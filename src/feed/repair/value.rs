//! The value of an element: its text, with markup that stands in it.

use std::borrow::Cow;

use url::Url;

use super::entity::{decoded, escape_into};
use super::scan::{Tag, Token};
use crate::feed::html::is_void;

/// How many tags and stretches of text a value may have. An article has thousands.
const MOST_PIECES: usize = 400_000;

/// What stands in an element, in order.
#[derive(Debug, Default)]
pub(super) struct Value<'a> {
    pieces: Vec<Token<'a>>,
    has_markup: bool,
}

impl<'a> Value<'a> {
    /// Takes the next piece; of a value with more pieces than any text has, the rest is left out.
    pub(super) fn push(&mut self, piece: Token<'a>) {
        if self.pieces.len() == MOST_PIECES {
            return;
        }
        self.has_markup |= matches!(piece, Token::Start(_));
        self.pieces.push(piece);
    }

    /// The text, references resolved, tags in it as HTML; and whether a `&` began no reference. In a line a `<` that
    /// begins no tag is escaped, so that HTML shows it with what follows.
    pub(super) fn text(&self, is_line: bool) -> (String, bool) {
        // Nearly all values are in one piece, and many are long.
        match self.pieces.as_slice() {
            [Token::Text(raw)] => {
                let (text, faulty) = decoded(raw);
                return (text.into_owned(), faulty);
            }
            [Token::Cdata(text)] => return ((*text).to_owned(), false),
            _ => {}
        }
        let mut out = String::new();
        let mut faulty = false;
        for piece in &self.pieces {
            match piece {
                Token::Text(raw) => {
                    let after = raw.strip_prefix('<').filter(|_| is_line);
                    let after = after.filter(|after| !after.starts_with(char::is_whitespace));
                    if after.is_some() {
                        out.push_str("&lt;");
                    }
                    let (text, bare) = decoded(after.unwrap_or(raw));
                    faulty |= bare;
                    out.push_str(&text);
                }
                Token::Cdata(text) => out.push_str(text),
                Token::Start(tag) => push_start(*tag, &mut out),
                Token::End(name) => push_end(name, &mut out),
            }
        }
        (out, faulty)
    }

    /// The text, references resolved, without the tags in it: addresses, dates and names have none.
    pub(super) fn bare(&self) -> String {
        let texts = self.pieces.iter().map(|piece| match piece {
            Token::Text(raw) => decoded(raw).0,
            Token::Cdata(text) => Cow::Borrowed(*text),
            Token::Start(_) | Token::End(_) => Cow::Borrowed(""),
        });
        texts.collect()
    }

    /// The text of a person: what stands in elements is kept apart, and an address in angle brackets that were not
    /// escaped is no element.
    pub(super) fn person(&self) -> String {
        let texts = self.pieces.iter().map(|piece| match piece {
            Token::Text(raw) => decoded(raw).0,
            Token::Cdata(text) => Cow::Borrowed(*text),
            Token::Start(tag) if tag.name.contains('@') => Cow::Borrowed(tag.name),
            Token::Start(_) | Token::End(_) => Cow::Borrowed(" "),
        });
        texts.collect()
    }

    /// Whether there are tags in it.
    pub(super) fn has_tags(&self) -> bool {
        let is_tag = |piece: &Token<'_>| matches!(piece, Token::Start(_) | Token::End(_));
        self.pieces.iter().any(is_tag)
    }

    /// What stands in the element as HTML: unlike in [`Value::text`], a reference stays one.
    pub(super) fn html(&self) -> String {
        let mut out = String::new();
        for piece in &self.pieces {
            match piece {
                Token::Text(raw) => out.push_str(raw),
                Token::Cdata(text) => escape_into(text, &mut out),
                Token::Start(tag) => push_start(*tag, &mut out),
                Token::End(name) => push_end(name, &mut out),
            }
        }
        out
    }

    /// How an Atom text construct holds its text, by its `type` (RFC 4287 section 3.1.1) and, before Atom 1.0,
    /// its `mode`; tags in what is called text are taken at their word.
    pub(super) fn form(&self, tag: Tag<'a>) -> Form {
        let of = |name| {
            attribute(tag, name)
                .unwrap_or_default()
                .to_ascii_lowercase()
        };
        let (kind, mode) = (of("type"), of("mode"));
        if mode == "base64" || is_binary(&kind) {
            Form::Encoded
        } else if kind.contains("xml") || kind.contains("xhtml") {
            Form::Markup
        } else if kind == "html" || mode == "escaped" {
            if kind.contains("html") || self.has_markup {
                Form::EscapedMarkup
            } else {
                Form::Text
            }
        } else if self.has_markup {
            Form::Markup
        } else if kind.contains("html") {
            Form::EscapedMarkup
        } else {
            Form::Text
        }
    }
}

/// How a text construct holds its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Plain text.
    Text,
    /// HTML, its tags escaped.
    EscapedMarkup,
    /// XHTML, its tags elements of the document.
    Markup,
    /// HTML in Base64 (RFC 4648).
    Encoded,
}

/// Whether an Atom type says that what it is of is written in Base64 (RFC 4287 section 4.1.3.3).
fn is_binary(kind: &str) -> bool {
    kind.contains('/')
        && !kind.starts_with("text/")
        && !kind.contains("xml")
        && !kind.contains("html")
}

/// The bytes that were written in Base64; `None` where they were not.
pub(super) fn from_base64(encoded: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(encoded.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0);
    for byte in encoded.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held).to_le_bytes()[0]);
            bits &= (1 << held) - 1;
        }
    }
    Some(bytes)
}

/// An attribute of a tag with its references resolved, by its name in any case.
pub(super) fn attribute(tag: Tag<'_>, name: &str) -> Option<String> {
    let (_, raw) = tag
        .attributes()
        .find(|(found, _)| found.eq_ignore_ascii_case(name))?;
    Some(decoded(raw).0.into_owned())
}

/// The name of an element without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// A URL resolved against a base where both allow it; else as it is.
pub(super) fn joined(base: Option<&str>, url: &str) -> String {
    let url = url.trim();
    base.and_then(|base| Url::parse(base).ok())
        .and_then(|base| base.join(url).ok())
        .map_or_else(|| url.to_owned(), Url::into)
}

fn push_start(tag: Tag<'_>, out: &mut String) {
    out.push('<');
    out.push_str(local(tag.name));
    out.push_str(tag.attributes.trim_end());
    out.push('>');
    // HTML has no empty-element tags: without an end, the rest of the text would stand in the element.
    if tag.empty && !is_void(&local(tag.name).to_ascii_lowercase()) {
        push_end(tag.name, out);
    }
}

fn push_end(name: &str, out: &mut String) {
    out.push_str("</");
    out.push_str(local(name));
    out.push('>');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_read_with_and_without_padding_and_line_breaks() {
        for encoded in ["2LPZhNin2YU=", "2LPZ\n hNin2YU", "2LPZhNin2YU"] {
            let bytes = from_base64(encoded);
            assert_eq!(bytes.as_deref(), Some("سلام".as_bytes()), "{encoded}");
        }
        for other in ["not base64!", "<p>"] {
            assert_eq!(from_base64(other), None, "{other}");
        }
    }
}
