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
    for piece in page.split_inclusive('>') {
        let (text, tag) = piece.split_at(piece.find('<').unwrap_or(piece.len()));
        let mut rest = text;
        while let Some(at) = rest.find(COMMAS.map(|(comma, _)| comma)) {
            let (before, from) = rest.split_at(at);
            let mut from = from.chars();
            let comma = from.next();
            let known = COMMAS.iter().find(|(known, _)| Some(*known) == comma);
            counted.push_str(before);
            counted.push_str(known.map_or("", |(_, meanwhile)| meanwhile));
            rest = from.as_str();
        }
        counted.push_str(rest);
        counted.push_str(tag);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_are_counted_in_texts_and_come_back() {
        let page = "<a href='/1،2'>واحد، اثنان</a>、三，<b>four، five";
        let counted = counted(page);
        assert_eq!(counted.matches(',').count(), 4);
        assert!(counted.contains("href='/1،2'"));
        assert_eq!(restored(&counted), page);
        assert!(matches!(super::counted("one, two"), Cow::Borrowed(_)));
    }
}
