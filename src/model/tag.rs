//! The reader's tags.

use crate::text::{CleanText, fold};

/// What parts one tag from the next in a line: readers type the comma of their keyboard.
const COMMAS: [char; 4] = [',', '،', '、', '，'];

/// The name of a tag as names are compared: whatever the case, the marks and the shapes of letters.
///
/// ```
/// use newsterm::model::tag_key;
///
/// assert_eq!(tag_key("Café "), tag_key("cafe"));
/// assert_eq!(tag_key("أخبار"), tag_key("اخبار"));
/// ```
#[must_use]
pub fn tag_key(name: &str) -> String {
    let folded = fold(name);
    let words: Vec<&str> = folded.split_whitespace().collect();
    words.join(" ")
}

/// Reads tags written in a line, with commas between two; each once, as it is written first.
///
/// ```
/// use newsterm::model::tags_in;
///
/// let tags = tags_in("AI، سياسة, ai,");
/// assert!(tags.iter().map(|tag| tag.as_str()).eq(["AI", "سياسة"]));
/// ```
#[must_use]
pub fn tags_in(line: &str) -> Vec<CleanText> {
    let mut keys = Vec::new();
    let tags = line.split(COMMAS).map(|name| CleanText::line(name.trim()));
    tags.filter(|tag| {
        let key = tag_key(tag.as_str());
        let new = !key.is_empty() && !keys.contains(&key);
        keys.push(key);
        new
    })
    .collect()
}

/// Where in a line the tag begins that its end, or another place, is in.
///
/// ```
/// assert_eq!(newsterm::model::tag_begins("ai, pol", 7), 4);
/// ```
#[must_use]
pub fn tag_begins(line: &str, place: usize) -> usize {
    let before = &line[..place];
    let comma = before.rfind(COMMAS);
    let from = comma.map_or(0, |at| {
        at + before[at..].chars().next().map_or(0, char::len_utf8)
    });
    from + before[from..].len() - before[from..].trim_start().len()
}
