//! Cuts a document into tags and text, whatever state it is in.

/// A piece of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::feed) enum Token<'a> {
    /// A start tag.
    Start(Tag<'a>),
    /// An end tag, with its name.
    End(&'a str),
    /// Text as written, character references and all.
    Text(&'a str),
    /// Text that stands for itself.
    Cdata(&'a str),
}

/// A start tag as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::feed) struct Tag<'a> {
    pub name: &'a str,
    /// What stands between the name and the end of the tag.
    pub attributes: &'a str,
    /// The tag ends its element too.
    pub empty: bool,
}

impl<'a> Tag<'a> {
    /// Names and values as written, in order; quotes may be missing.
    pub(in crate::feed) fn attributes(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let mut rest = self.attributes.trim_start();
        std::iter::from_fn(move || {
            let length = rest
                .find(|c: char| c == '=' || c.is_whitespace())
                .unwrap_or(rest.len());
            let (name, after) = rest.split_at(length);
            let after = after.trim_start();
            let (value, after) = match after.strip_prefix('=') {
                Some(value) => attribute_value(value.trim_start()),
                None => ("", after),
            };
            rest = after.trim_start();
            (!name.is_empty() || !rest.is_empty()).then_some((name, value))
        })
    }
}

fn attribute_value(text: &str) -> (&str, &str) {
    let quoted = text.strip_prefix('"').map(|rest| (rest, '"'));
    let quoted = quoted.or_else(|| text.strip_prefix('\'').map(|rest| (rest, '\'')));
    match quoted {
        Some((rest, quote)) => rest.split_once(quote).unwrap_or((rest, "")),
        None => text.split_at(text.find(char::is_whitespace).unwrap_or(text.len())),
    }
}

/// The tokens of a document, in order.
pub(in crate::feed) struct Scanner<'a> {
    text: &'a str,
    at: usize,
    /// A `<` that begins no tag was read as text since the last look.
    pub bare: bool,
    /// Which of [`ENDS`] the rest of the document has not: it is searched for each only once.
    missing: [bool; ENDS.len()],
}

/// What ends a comment, an instruction, a section of text, and the brackets of a document type declaration.
const ENDS: [&str; 4] = ["-->", "?>", "]]>", "]"];
const COMMENT: usize = 0;
const INSTRUCTION: usize = 1;
const SECTION: usize = 2;
const BRACKETS: usize = 3;

impl<'a> Scanner<'a> {
    pub(in crate::feed) const fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            bare: false,
            missing: [false; ENDS.len()],
        }
    }

    /// The byte after the last token.
    pub(in crate::feed) const fn at(&self) -> usize {
        self.at
    }

    /// The token that begins with the `<` at the front of `rest` and its length; without a token, what is
    /// left out (comments, declarations); `None` where the `<` begins nothing.
    fn markup(&mut self, rest: &'a str) -> Option<(Option<Token<'a>>, usize)> {
        if let Some(body) = rest.strip_prefix("<![CDATA[") {
            return Some(match self.length_before(body, SECTION) {
                Some(end) => (Some(Token::Cdata(&body[..end])), 9 + end + 3),
                // Without an end it is read as what it holds.
                None => (None, 9),
            });
        }
        let skipped = match rest.as_bytes().get(1)? {
            b'!' if rest.starts_with("<!--") => Some(self.length_with(rest, COMMENT)),
            b'!' => Some(self.doctype_length(rest)),
            b'?' => Some(self.length_with(rest, INSTRUCTION)),
            _ => None,
        };
        match skipped {
            Some(length) => Some((None, length)),
            None => Self::tag(rest).map(|(token, length)| (Some(token), length)),
        }
    }

    /// How much stands before the end, where there is one.
    fn length_before(&mut self, rest: &str, end: usize) -> Option<usize> {
        let found = if self.missing[end] {
            None
        } else {
            rest.find(ENDS[end])
        };
        self.missing[end] = found.is_none();
        found
    }

    /// The length of what ends so; up to the first `>` where the end is missing, to lose no more.
    fn length_with(&mut self, rest: &str, end: usize) -> usize {
        match self.length_before(rest, end) {
            Some(length) => length + ENDS[end].len(),
            None => length_to_bracket(rest),
        }
    }

    /// The length of a document type declaration, its internal subset in brackets included.
    fn doctype_length(&mut self, rest: &str) -> usize {
        if self.missing[BRACKETS] {
            return length_to_bracket(rest);
        }
        let mut brackets = 0_usize;
        for (at, byte) in rest.bytes().enumerate() {
            match byte {
                b'[' => brackets += 1,
                b']' => brackets = brackets.saturating_sub(1),
                b'>' if brackets == 0 => return at + 1,
                _ => {}
            }
        }
        self.missing[BRACKETS] = true;
        length_to_bracket(rest)
    }

    fn tag(rest: &'a str) -> Option<(Token<'a>, usize)> {
        let inner = rest[1..].strip_prefix('/').unwrap_or(&rest[1..]);
        if !inner.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            return None;
        }
        // A quote that is never closed must not take the rest of the document with it.
        let Some(end) = tag_length(rest).or_else(|| rest.find('>').map(|at| at + 1)) else {
            return Some((Token::Text(""), rest.len()));
        };
        if rest.as_bytes()[end - 1] != b'>' {
            return None;
        }
        let body = rest[rest.len() - inner.len()..end - 1].trim_end();
        let empty = body.ends_with('/');
        let body = body.trim_end_matches('/');
        let length = body.find(char::is_whitespace).unwrap_or(body.len());
        let (name, attributes) = body.split_at(length);
        let token = if rest.starts_with("</") {
            Token::End(name)
        } else {
            Token::Start(Tag {
                name,
                attributes,
                empty,
            })
        };
        Some((token, end))
    }
}

impl<'a> Iterator for Scanner<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let rest = &self.text[self.at..];
            let found = if rest.starts_with('<') {
                self.markup(rest)
            } else {
                None
            };
            match found {
                Some((token, length)) => {
                    self.at += length;
                    if token.is_some() {
                        return token;
                    }
                }
                None if rest.is_empty() => return None,
                None => {
                    self.bare |= rest.starts_with('<');
                    let first = rest.chars().next().map_or(1, char::len_utf8);
                    let length = rest[first..]
                        .find('<')
                        .map_or(rest.len(), |next| first + next);
                    self.at += length;
                    return Some(Token::Text(&rest[..length]));
                }
            }
        }
    }
}

/// The length of a tag with its `>`; up to a `<` outside quotes, where one comes first: that is no tag.
fn tag_length(rest: &str) -> Option<usize> {
    let mut quote = None;
    let mut after_equals = false;
    for (at, byte) in rest.bytes().enumerate().skip(1) {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'<') => return Some(at),
            (None, b'"' | b'\'') if after_equals => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
        after_equals = byte == b'=' || (after_equals && byte.is_ascii_whitespace());
    }
    None
}

fn length_to_bracket(rest: &str) -> usize {
    rest.find('>').map_or(rest.len(), |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<String> {
        Scanner::new(text)
            .map(|token| match token {
                Token::Start(tag) => {
                    let attributes: Vec<_> = tag
                        .attributes()
                        .map(|(name, value)| format!(" {name}={value}"))
                        .collect();
                    format!(
                        "<{}{}{}>",
                        tag.name,
                        attributes.concat(),
                        if tag.empty { "/" } else { "" }
                    )
                }
                Token::End(name) => format!("</{name}>"),
                Token::Text(text) => text.to_owned(),
                Token::Cdata(text) => format!("[{text}]"),
            })
            .collect()
    }

    #[test]
    fn tags_text_and_sections_are_told_apart() {
        assert_eq!(
            tokens(
                "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a x=\"1>2\" y = 'z' w=v><!-- <c> -->t<b/><![CDATA[<i>]]></a >"
            ),
            ["<a x=1>2 y=z w=v>", "t", "<b/>", "[<i>]", "</a>"]
        );
    }

    #[test]
    fn a_bare_less_than_is_text() {
        assert_eq!(
            tokens("<t>1 < 2 <b and</t>"),
            ["<t>", "1 ", "< 2 ", "<b and", "</t>"]
        );
    }

    #[test]
    fn a_document_may_end_anywhere() {
        let whole = "<?xml?><a b='c'>t<!-- d --><![CDATA[e]]></a>";
        for length in 0..whole.len() {
            let mut scanner = Scanner::new(&whole[..length]);
            scanner.by_ref().for_each(drop);
            assert_eq!(scanner.at(), length);
        }
    }

    #[test]
    fn what_is_not_ended_takes_no_elements_with_it() {
        assert_eq!(tokens("<!-- a <b>"), Vec::<String>::new());
        assert_eq!(tokens("<!-- a ><b>"), ["<b>"]);
        assert_eq!(tokens("<?php a ><b>"), ["<b>"]);
        assert_eq!(tokens("<t><![CDATA[a</t><b>"), ["<t>", "a", "</t>", "<b>"]);
        assert_eq!(tokens("<!DOCTYPE a [><b><!c [><d>"), ["<b>", "<d>"]);
    }
}
