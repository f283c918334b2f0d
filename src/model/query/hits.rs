//! Where the words of a query stand in what is shown of an entry.

use std::ops::Range;

use super::{Column, Query, TextTerm};
use crate::text::{CleanText, Words, clusters};

/// Bytes of a text that are looked through for a snippet: the index of words goes no further in most.
const LONGEST: usize = 200_000;

/// Hits that are looked at for the best place of a snippet.
const MOST: usize = 500;

/// What part of a snippet stands before the first hit.
const LEAD: usize = 4;

/// Bytes of the longest characters that are written, families among pictures, with their marks.
const CHARACTER: usize = 32;

/// A hit, and which of the words sought it is.
#[derive(Clone, Debug)]
struct Hit {
    range: Range<usize>,
    term: usize,
}

impl Query {
    /// Finds the words to light up in one place of an entry, and what patterns match there, as bytes of its text, in
    /// order, without overlaps.
    ///
    /// ```
    /// use newsterm::model::Query;
    /// use newsterm::model::query::Column;
    ///
    /// let query = Query::parse("اخبار author:news").unwrap();
    /// let text = "كل الأخبارِ news";
    /// let hits = query.hits(Column::Title, text);
    /// assert_eq!(hits.iter().map(|hit| &text[hit.clone()]).collect::<Vec<_>>(), ["الأخبارِ"]);
    /// ```
    #[must_use]
    pub fn hits(&self, place: Column, text: &str) -> Vec<Range<usize>> {
        let words = found(&self.sought(), place, text);
        let mut all: Vec<Range<usize>> = words.into_iter().map(|hit| hit.range).collect();
        for (column, pattern) in self.patterns() {
            if place != Column::Text && column.is_none_or(|column| column == place) {
                all.extend(pattern.find(text));
            }
        }
        all.sort_unstable_by_key(|range| (range.start, range.end));
        let mut hits: Vec<Range<usize>> = Vec::new();
        for range in all {
            match hits.last_mut() {
                Some(last) if range.start < last.end => last.end = last.end.max(range.end),
                _ => hits.push(range),
            }
        }
        hits
    }

    /// Cuts out of the text of an entry what answers the query best, for a line of about so many columns: where most
    /// of its words stand together, else the beginning. An ellipsis stands for what is before, and after.
    ///
    /// ```
    /// use newsterm::model::Query;
    ///
    /// let text = "A long time nothing happened in the bay. Then the lighthouse began to whistle at ships.";
    /// let query = Query::parse("whistle lighthouse").unwrap();
    /// assert_eq!(query.snippet(text, 32).as_str(), "… the lighthouse began to whistle …");
    /// ```
    #[must_use]
    pub fn snippet(&self, text: &str, columns: usize) -> CleanText {
        let text = &text[..text.floor_char_boundary(LONGEST)];
        let hits = found(&self.sought(), Column::Text, text);
        CleanText::line(&cut(text, best(&hits, text, columns), columns))
    }
}

/// Finds every word sought that may stand in a place, in the order of the text.
fn found(terms: &[&TextTerm], place: Column, text: &str) -> Vec<Hit> {
    let here = |term: &&TextTerm| term.column.is_none_or(|column| column == place);
    if !terms.iter().any(here) {
        return Vec::new();
    }
    let words = Words::of(text);
    let mut hits = Vec::new();
    for (number, term) in terms.iter().enumerate().filter(|(_, term)| here(term)) {
        let ranges = term.sought.find_in(&words).into_iter();
        hits.extend(ranges.map(|range| Hit {
            range,
            term: number,
        }));
    }
    hits.sort_unstable_by_key(|hit| (hit.range.start, hit.range.end));
    hits
}

/// The place of the hit from which on the most different words fit into a line; the first of them.
fn best(hits: &[Hit], text: &str, columns: usize) -> Option<usize> {
    let room = columns - columns / LEAD;
    let worth = |first: usize| {
        let end = after(text, hits[first].range.start, room);
        let together = hits[first..].iter().take_while(|hit| hit.range.end <= end);
        let mut terms: Vec<usize> = together.map(|hit| hit.term).collect();
        terms.sort_unstable();
        terms.dedup();
        terms.len()
    };
    let most =
        (0..hits.len().min(MOST)).max_by_key(|first| (worth(*first), std::cmp::Reverse(*first)))?;
    Some(hits[most].range.start)
}

fn cut(text: &str, hit: Option<usize>, columns: usize) -> String {
    let hit = hit.unwrap_or_default();
    // Near the end there is room for more of what is before.
    let lead = before(text, hit, columns / LEAD);
    let mut from = lead.min(before(text, text.len(), columns - columns / LEAD));
    if from > 0 && !text[..from].ends_with(char::is_whitespace) {
        // Whole words, where there are spaces between them.
        let space = text[from..hit].find(char::is_whitespace);
        from += space.unwrap_or_default();
    }
    let mut to = after(text, from, columns);
    if to < text.len() && !text[to..].starts_with(char::is_whitespace) {
        let space = text[hit..to].rfind(char::is_whitespace);
        to = space
            .filter(|space| *space > 0)
            .map_or(to, |space| hit + space);
    }
    let lead = if from > 0 { "… " } else { "" };
    let rest = if text[to..].trim().is_empty() {
        ""
    } else {
        " …"
    };
    format!("{lead}{}{rest}", text[from..to].trim())
}

/// The byte so many characters, as readers count them, after another.
fn after(text: &str, from: usize, count: usize) -> usize {
    let next = clusters(&text[from..]).nth(count);
    next.map_or(text.len(), |next| from + next.start)
}

/// The byte so many characters before another.
fn before(text: &str, to: usize, count: usize) -> usize {
    let from = text.floor_char_boundary(to.saturating_sub((count + 1) * CHARACTER));
    let starts: Vec<usize> = clusters(&text[from..to])
        .map(|cluster| from + cluster.start)
        // Where the text begins before, the first may be a part.
        .skip(usize::from(from > 0))
        .chain([to])
        .collect();
    starts[(starts.len() - 1).saturating_sub(count)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snippet(query: &str, text: &str, columns: usize) -> String {
        let query = Query::parse(query).unwrap();
        query.snippet(text, columns).as_str().to_owned()
    }

    #[test]
    fn a_snippet_is_in_the_original_spelling() {
        let text = "في الميناء وقف القبطان وقال إنَّ الأَخْبَارَ لم تصل بعد إلى السفينة الأخرى";
        assert_eq!(snippet("اخبار", text, 24), "… إنَّ الأَخْبَارَ لم تصل بعد …");
    }

    #[test]
    fn without_a_hit_it_is_the_beginning() {
        assert_eq!(snippet("title:sea", "One two three", 7), "One two …");
        assert_eq!(snippet("saved", "One two", 20), "One two");
        assert_eq!(snippet("sea", "", 20), "");
    }

    #[test]
    fn it_is_cut_where_most_of_the_words_stand_together() {
        let text =
            "sea a b c d e f g h i j k l m. Here the sea and the sky are one, said the pilot.";
        assert_eq!(snippet("sea sky", text, 24), "… the sea and the sky are …");
        assert_eq!(snippet("sea -sky", text, 10), "sea a b c …");
    }

    #[test]
    fn near_the_end_more_stands_before_the_hit() {
        let text = "a b c d e f g h i j k l m n o p q r s t u v w x y z sea";
        assert_eq!(snippet("sea", text, 20), "… u v w x y z sea");
    }

    #[test]
    fn text_without_spaces_is_cut_between_characters() {
        let text = "東京の天気は晴れです。大阪の天気は雨です。";
        assert_eq!(snippet("大阪", text, 8), "… す。大阪の天気は …");
    }

    #[test]
    fn no_mark_is_cut_from_its_letter() {
        let text = "การประชุมครั้งที่สองที่เมืองชายทะเลเรื่องน้ำขึ้นและเรือที่หายไปเมื่อคืนนี้";
        for columns in 8..40 {
            let cut = snippet("เรือ", text, columns);
            let inside = cut.trim_start_matches("… ").trim_end_matches(" …");
            let at = text.find(inside).unwrap();
            let bounds = [at, at + inside.len()];
            let is_bound = |at: &usize| {
                *at == text.len() || clusters(text).any(|cluster| cluster.start == *at)
            };
            assert!(bounds.iter().all(is_bound), "{cut}");
            assert!(inside.contains("เรือ"), "{cut}");
        }
        let family = "👨‍👩‍👧‍👦";
        let text = family.repeat(30);
        let cut = snippet("x", &format!("{text}x{text}"), 12);
        assert_eq!(
            cut,
            format!("… {}x{} …", family.repeat(3), family.repeat(8))
        );
    }

    #[test]
    fn words_sought_elsewhere_are_not_lit() {
        let query = Query::parse("title:sea author:sky land").unwrap();
        assert_eq!(query.hits(Column::Title, "sea sky land"), [0..3, 8..12]);
        assert_eq!(query.hits(Column::Author, "sea sky land"), [4..7, 8..12]);
    }

    #[test]
    fn what_a_pattern_matches_is_lit_in_title_and_author() {
        let hits = |query: &str, place, text: &str| {
            let hits = Query::parse(query).unwrap().hits(place, text);
            let hits = hits.iter().map(|hit| text[hit.clone()].to_owned());
            hits.collect::<Vec<_>>()
        };
        let title = "🔥 Rates: 4.25% خبر";
        assert_eq!(
            hits("/🔥|\\d+\\.\\d+/", Column::Title, title),
            ["🔥", "4.25"]
        );
        assert_eq!(
            hits("خبر title:/R.*%/", Column::Title, title),
            ["Rates: 4.25%", "خبر"]
        );
        assert_eq!(hits("/sea/ -/sky/", Column::Author, "Sea sky"), ["Sea"]);
        assert_eq!(hits("/z*/", Column::Title, "az"), ["z"]);
        assert!(hits("title:/sea/", Column::Author, "Sea").is_empty());
        assert!(hits("/sea/", Column::Text, "sea").is_empty());
    }

    #[test]
    fn hits_that_overlap_are_one() {
        let query = Query::parse("\"blue sea\" sea*").unwrap();
        assert_eq!(
            query.hits(Column::Title, "the blue seas, a blue sea"),
            [9..13, 17..25]
        );
    }
}
