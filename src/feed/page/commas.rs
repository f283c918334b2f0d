//! Commas of Arabic, Chinese and Japanese, beside one that the search for an article counts: it takes a piece with
//! many commas for text, but there counts only those of Latin scripts.

use std::borrow::Cow;

/// Each comma, and what stands for it meanwhile: code points that no text has (Unicode section 23.7).
const COMMAS: [(char, &str); 3] = [('،', ",\u{fdd0}"), ('，', ",\u{fdd1}"), ('、', ",\u{fdd2}")];

/// The page with other commas in its text, but not in its tags, where addresses are.
pub(super) fn counted(page: &str) -> Cow<'_, str> {
    if !page.contains(COMMAS.map(|(comma, _)| comma)) {
        return Cow::Borrowed(page);
    }
    let mut counted = String::with_capacity(page.len() + page.len() / 16);
    let mut in_tag = false;
    for c in page.chars() {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ => {}
        }
        match COMMAS.iter().find(|(comma, _)| *comma == c && !in_tag) {
            Some((_, meanwhile)) => counted.push_str(meanwhile),
            None => counted.push(c),
        }
    }
    Cow::Owned(counted)
}

/// The text with its own commas.
pub(super) fn restored(text: &str) -> Cow<'_, str> {
    if !text.contains(['\u{fdd0}', '\u{fdd1}', '\u{fdd2}']) {
        return Cow::Borrowed(text);
    }
    let restore = |text: String, (comma, meanwhile): &(char, &str)| {
        text.replace(meanwhile, comma.encode_utf8(&mut [0; 4]))
    };
    Cow::Owned(COMMAS.iter().fold(text.to_owned(), restore))
}
