//! Titles with angle brackets in them: markup, or words between brackets.

use std::borrow::Cow;

use crate::feed::repair::decoded;

/// A title with more tags is not looked at tag by tag.
const MOST_TAGS: usize = 64;

/// Elements that have no end tag, as titles use them.
const VOID: [&str; 4] = ["br", "hr", "img", "wbr"];

/// Elements that a whole title may be in, its end tag left out or cut off.
const AROUND: [&str; 20] = [
    "a", "b", "big", "center", "div", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "i", "p",
    "script", "small", "span", "strong", "u",
];

/// The title with the `<` escaped of what is no markup: of `Vec<T>`, and of the name of an element, which no end tag
/// follows.
pub(super) fn with_names_escaped(title: &str) -> Cow<'_, str> {
    if title.matches('<').nth(MOST_TAGS).is_some() {
        return Cow::Borrowed(title);
    }
    let lower = title.to_ascii_lowercase();
    let mut kept = String::new();
    let mut copied = 0;
    for (at, _) in title.match_indices('<') {
        if is_markup(&lower, at) {
            continue;
        }
        kept.push_str(&title[copied..at]);
        kept.push_str("&lt;");
        copied = at + 1;
    }
    if copied == 0 {
        return Cow::Borrowed(title);
    }
    kept.push_str(&title[copied..]);
    Cow::Owned(kept)
}

/// Whether the `<` at a byte of a title in lower case begins markup, or nothing that looks like a tag.
fn is_markup(title: &str, at: usize) -> bool {
    let (before, rest) = (&title[..at], &title[at + 1..]);
    let inner = rest.strip_prefix('/').unwrap_or(rest);
    let length = inner.find(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/' | '<'));
    let (name, after) = inner.split_at(length.unwrap_or(inner.len()));
    let Some((attributes, after)) = after.split_once('>') else {
        // It breaks off, or is one sign among words.
        return true;
    };
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return true;
    }
    let usual = AROUND.contains(&name);
    if inner.len() < rest.len() {
        return usual || holds_tag(before, "<", name);
    }
    // Of what would act nothing is shown, unless the title tells of it.
    let acts = matches!(name, "script" | "style") && !after.starts_with(char::is_whitespace);
    acts || (usual && before.trim().is_empty())
        || VOID.contains(&name)
        || attributes.contains('=')
        || holds_tag(after, "</", name)
}

/// Whether a text has a tag of this name.
fn holds_tag(text: &str, begin: &str, name: &str) -> bool {
    let tag = format!("{begin}{name}");
    let mut tags = text.match_indices(&tag);
    tags.any(|(at, _)| {
        let after = text[at + tag.len()..].chars().next();
        after.is_none_or(|c| c.is_ascii_whitespace() || matches!(c, '>' | '/'))
    })
}

/// The longest reference looked at, in bytes.
const LONGEST_REFERENCE: usize = 10;

/// References whose names nobody writes a title about.
const SIGNS: [&str; 13] = [
    "amp", "quot", "apos", "rsquo", "lsquo", "rdquo", "ldquo", "laquo", "raquo", "ndash", "mdash",
    "hellip", "zwnj",
];

/// The text of a title with the references resolved that were escaped once more than they are read: numbers and signs.
/// `&nbsp;`, `&lt;` and the like may be what a title is about.
pub(super) fn escaped_twice(text: &str) -> Cow<'_, str> {
    let mut resolved = String::new();
    let mut copied = 0;
    for (at, _) in text.match_indices('&') {
        let near = &text.as_bytes()[at..text.len().min(at + LONGEST_REFERENCE)];
        let end = near.iter().position(|byte| *byte == b';');
        let Some(end) = end.filter(|_| at >= copied) else {
            continue;
        };
        let reference = &text[at..=at + end];
        let name = &reference[1..end];
        let digits = name
            .strip_prefix('#')
            .map(|number| number.trim_start_matches(['x', 'X']));
        let is_number = digits.is_some_and(|digits| {
            !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
        });
        if is_number || SIGNS.contains(&name) {
            resolved.push_str(&text[copied..at]);
            resolved.push_str(&decoded(reference).0);
            copied = at + end + 1;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    resolved.push_str(&text[copied..]);
    Cow::Owned(resolved)
}
