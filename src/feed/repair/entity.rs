//! Character references: XML's, HTML's, and what is written in their place.

use std::borrow::Cow;

use web_atoms::{C1_REPLACEMENTS, NAMED_ENTITIES};

/// The longest name in the table of HTML, semicolon included, is shorter.
const LONGEST_NAME: usize = 40;

/// Text with its references resolved, and whether a `&` began none.
///
/// Names are those of HTML (section 13.5), because feeds use them undeclared; numbers from 128 to 159 mean
/// windows-1252, as in HTML (section 13.2.5.84). What is no reference stays as it is written.
pub(in crate::feed) fn decoded(raw: &str) -> (Cow<'_, str>, bool) {
    if !raw.contains('&') {
        return (Cow::Borrowed(raw), false);
    }
    let mut out = String::with_capacity(raw.len());
    let mut bare = false;
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let reference = &rest[at + 1..];
        let length = resolve(reference, &mut out).unwrap_or_else(|| {
            bare = true;
            out.push('&');
            0
        });
        rest = &reference[length..];
    }
    out.push_str(rest);
    (Cow::Owned(out), bare)
}

/// Writes the characters a reference stands for; gives its length after the `&`.
fn resolve(reference: &str, out: &mut String) -> Option<usize> {
    let bytes = &reference.as_bytes()[..reference.len().min(LONGEST_NAME)];
    let end = bytes.iter().position(|byte| *byte == b';')?;
    let name = reference.get(..end)?;
    // Those of XML are nearly all there are, and found sooner than in a table of two thousand.
    let usual = match name {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "quot" => "\"",
        _ => "",
    };
    out.push_str(usual);
    if !usual.is_empty() {
        return Some(end + 1);
    }
    if let Some(number) = name.strip_prefix('#') {
        let code = code(number)?;
        if let Some((c, length)) = pair(code, &reference[end + 1..]) {
            out.push(c);
            return Some(end + 1 + length);
        }
        out.push(numbered(code));
    } else {
        let (first, second) = NAMED_ENTITIES.get(reference.get(..=end)?)?;
        let characters = [*first, *second].into_iter().filter(|code| *code != 0);
        out.extend(characters.filter_map(char::from_u32));
    }
    Some(end + 1)
}

fn code(number: &str) -> Option<u32> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    code.ok()
}

/// The character that two references stand for together, `rest` beginning with the second, and the length of that:
/// programs that count in UTF-16 write one for each half of a pair.
fn pair(high: u32, rest: &str) -> Option<(char, usize)> {
    if !(0xd800..0xdc00).contains(&high) {
        return None;
    }
    let (number, _) = rest.strip_prefix("&#")?.split_once(';')?;
    let low = code(number).filter(|low| (0xdc00..0xe000).contains(low))?;
    let c = char::from_u32(0x1_0000 + ((high - 0xd800) << 10 | (low - 0xdc00)))?;
    Some((c, number.len() + "&#;".len()))
}

fn numbered(code: u32) -> char {
    let windows_1252 = code
        .checked_sub(0x80)
        .and_then(|index| C1_REPLACEMENTS.get(index as usize).copied().flatten());
    windows_1252
        .or_else(|| char::from_u32(code).filter(|c| *c != '\0'))
        .unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Writes text so that XML and HTML read it as it is, also between double quotes.
pub(in crate::feed) fn escape_into(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"']) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_of_xml_and_html_are_resolved() {
        for (raw, text) in [
            ("a &amp; b &lt;c&gt;", "a & b <c>"),
            ("&nbsp;&eacute;&hellip;", "\u{a0}é…"),
            ("&#1587;&#x644;", "سل"),
            ("&#146;&#x80;", "’€"),
            ("&#55357;&#56832; &#xD83D;&#xDE00;", "😀 😀"),
            ("&NotEqualTilde;", "≂\u{338}"),
        ] {
            assert_eq!(decoded(raw), (Cow::Owned(text.to_owned()), false), "{raw}");
        }
    }

    #[test]
    fn what_is_no_reference_stays() {
        for raw in [
            "AT&T; x",
            "a & b",
            "?a=1&b=2",
            "&unknown;",
            "&#xffffffffff;",
            "&",
        ] {
            assert_eq!(decoded(raw), (Cow::Owned(raw.to_owned()), true), "{raw}");
        }
    }

    #[test]
    fn numbers_that_are_no_character_are_replaced() {
        assert_eq!(decoded("&#0;&#xd800;").0, "\u{fffd}\u{fffd}");
    }

    #[test]
    fn escaped_text_is_read_back_as_it_was() {
        let text = "a < b & \"c\" > d &amp;";
        let mut escaped = String::new();
        escape_into(text, &mut escaped);
        assert_eq!(decoded(&escaped).0, text);
    }
}
