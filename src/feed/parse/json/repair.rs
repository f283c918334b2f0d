//! Makes JSON of what was served as JSON.

use crate::feed::parse::ParseError;

/// How many values are read; a feed of ten thousand entries has some hundred thousand.
const MOST_VALUES: usize = 1_000_000;

/// JSON that a parser takes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Repaired {
    pub document: String,
    /// The original broke off; what was begun last is left out.
    pub truncated: bool,
}

/// Takes out what JSON forbids and generators write: control characters, commas before a closing bracket,
/// what comes after the end. Of a document that breaks off the entries are kept that are whole.
///
/// # Errors
/// [`ParseError::TooMany`] when there are more values than memory should be spent on.
pub(super) fn repaired(text: &str) -> Result<Repaired, ParseError> {
    let mut repair = Repair::default();
    for c in text.chars() {
        repair.take(c);
        if repair.values > MOST_VALUES {
            return Err(ParseError::TooMany);
        }
        if repair.ended {
            break;
        }
    }
    let truncated = !repair.ended;
    if truncated {
        repair.close();
    }
    Ok(Repaired {
        document: repair.out,
        truncated,
    })
}

/// The document with escapes in it that JSON knows (RFC 8259 section 7): of others the backslash is taken out, and half
/// of a pair becomes U+FFFD.
pub(super) fn with_known_escapes(document: &str) -> String {
    let mut out = String::with_capacity(document.len());
    let mut rest = document;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = match rest[1..].chars().next() {
            Some('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't') => 2,
            Some('u') => match (unit(rest), rest.get(6..).and_then(unit)) {
                (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => 12,
                (Some(0xd800..=0xdfff), _) => {
                    out.push('\u{fffd}');
                    rest = &rest[6..];
                    continue;
                }
                (Some(_), _) => 6,
                (None, _) => 0,
            },
            _ => 0,
        };
        out.push_str(&rest[..length]);
        rest = &rest[length.max(1)..];
    }
    out.push_str(rest);
    out
}

/// The UTF-16 unit that a text begins with, escaped.
fn unit(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    u32::from_str_radix(digits, 16).ok()
}

#[derive(Debug, Default)]
struct Repair {
    out: String,
    in_string: bool,
    escaped: bool,
    /// What closes the brackets that are open, outermost first.
    open: Vec<char>,
    /// How much of `out` is whole, and how many brackets are open there.
    whole: Option<(usize, usize)>,
    values: usize,
    ended: bool,
}

impl Repair {
    fn take(&mut self, c: char) {
        if self.in_string {
            self.in_text(c);
            return;
        }
        match c {
            '"' => {
                self.in_string = true;
                self.out.push(c);
            }
            '{' | '[' => {
                self.values += 1;
                self.open.push(if c == '{' { '}' } else { ']' });
                self.out.push(c);
            }
            '}' | ']' => self.end(c),
            ',' => {
                self.values += 1;
                self.out.push(c);
            }
            c if c.is_ascii_control() => self.out.push(' '),
            c => self.out.push(c),
        }
    }

    fn in_text(&mut self, c: char) {
        self.in_string = c != '"' || self.escaped;
        self.escaped = c == '\\' && !self.escaped;
        match c {
            '\n' => self.out.push_str("\\n"),
            c if c.is_ascii_control() => self.out.push(' '),
            c => self.out.push(c),
        }
    }

    fn end(&mut self, c: char) {
        let before = self.out.trim_end();
        let length = before.strip_suffix(',').map_or(self.out.len(), str::len);
        self.out.truncate(length);
        self.out.push(c);
        self.open.pop();
        self.ended = self.open.is_empty();
        // An entry stands in a list of the feed; within one, nothing is whole before it is.
        if self.open.len() <= 2 {
            self.whole = Some((self.out.len(), self.open.len()));
        }
    }

    fn close(&mut self) {
        let Some((length, open)) = self.whole else {
            return;
        };
        self.out.truncate(length);
        self.open.truncate(open);
        self.out.extend(self.open.iter().rev());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_json_forbids_is_taken_out() {
        let repaired =
            repaired("{\"a\": [1, 2, ],\u{1} \"b\": \"x\ny\\\"\",} <!-- cached -->").unwrap();
        assert_eq!(repaired.document, "{\"a\": [1, 2],  \"b\": \"x\\ny\\\"\"}");
        assert!(!repaired.truncated);
    }

    #[test]
    fn entries_that_are_whole_are_kept_wherever_the_document_ends() {
        let whole =
            r#"{"title": "t", "items": [{"id": 1, "tags": ["a"]}, {"id": 2, "tags": ["b"]}]}"#;
        let one = whole.find(", {").unwrap();
        for length in one..=whole.find("]}]}").unwrap() {
            let repaired = repaired(&whole[..length]).unwrap();
            assert_eq!(
                repaired.document,
                r#"{"title": "t", "items": [{"id": 1, "tags": ["a"]}]}"#
            );
            assert!(repaired.truncated);
        }
    }

    #[test]
    fn escapes_that_json_does_not_know_are_taken_out() {
        for (document, known) in [
            (r#""a\n\u0041\"""#, r#""a\n\u0041\"""#),
            (r#""it\'s \x41""#, r#""it's x41""#),
            (r#""\ud83d\ude00""#, r#""\ud83d\ude00""#),
            (r#""\ud83d \ude00 \u12""#, "\"\u{fffd} \u{fffd} u12\""),
        ] {
            assert_eq!(with_known_escapes(document), known);
        }
    }

    #[test]
    fn more_values_than_a_feed_has_are_refused() {
        let many = format!("[{}]", "0,".repeat(MOST_VALUES + 1));
        assert!(matches!(repaired(&many), Err(ParseError::TooMany)));
    }
}
