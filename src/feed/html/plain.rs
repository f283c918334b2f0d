//! Plain text as an article: a blank line ends a paragraph, a bare URL is a link.

use std::borrow::Cow;

use super::guard::capped;
use super::inline::{Inline, Links, Mark};
use crate::feed::link;
use crate::feed::repair::decoded;
use crate::model::{Block, Document};
use crate::text::CleanText;

/// The longest bare URL that is made a link, in bytes.
const LONGEST_URL: usize = 2048;

/// Whether there is anything in a text that looks like a tag or a comment.
pub(in crate::feed) fn has_tags(text: &str) -> bool {
    let last = text.rfind('>').unwrap_or(0);
    let begins = |c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?');
    let mut brackets = text.match_indices('<').take_while(|(at, _)| *at < last);
    brackets.any(|(at, _)| text[at + 1..].starts_with(begins))
}

/// HTML that was escaped once more than it is read: it has no tag, and its references are tags that end.
pub(super) fn escaped_twice(html: &str) -> Option<Cow<'_, str>> {
    const ENDS: [&str; 10] = [
        "</p>",
        "</a>",
        "</div>",
        "</li>",
        "</b>",
        "</i>",
        "</em>",
        "</strong>",
        "</span>",
        "<br",
    ];
    if !html.contains("&lt;") || has_tags(html) {
        return None;
    }
    let (read, _) = decoded(html);
    ENDS.iter().any(|end| read.contains(end)).then_some(read)
}

/// Whether what is called HTML is plain text: it has blank lines between its paragraphs, and no tag.
pub(super) fn is_unmarked(html: &str) -> bool {
    let mut lines = html.trim().lines();
    lines.any(|line| line.trim().is_empty()) && !has_tags(html)
}

pub(super) fn document(text: &str) -> Document {
    let text = CleanText::block(&text.replace("\r\n", "\n").replace('\r', "\n"));
    let mut links = Links::default();
    let mut gathered: Vec<&str> = Vec::new();
    let mut blocks = Vec::new();
    for line in text.as_str().split('\n').chain([""]) {
        if line.trim().is_empty() {
            blocks.extend(paragraph(&gathered, &mut links));
            gathered.clear();
        } else {
            gathered.push(line);
        }
    }
    Document {
        blocks,
        links: links.into_vec(),
    }
}

fn paragraph(gathered: &[&str], links: &mut Links) -> Option<Block> {
    let mut inline = Inline::default();
    for (number, line) in gathered.iter().enumerate() {
        if number > 0 {
            inline.line_break();
        }
        push_line(line, &mut inline);
    }
    inline.take(links).map(Block::Paragraph)
}

fn push_line(line: &str, inline: &mut Inline) {
    let mut rest = line;
    while let Some(start) = next_url(rest) {
        let length = url_length(&rest[start..]);
        let (before, from) = rest.split_at(start);
        let (url, after) = from.split_at(length);
        inline.push(before, None);
        match link::resolve(url, None) {
            Some(target) => {
                inline.begin(Mark::Link(target));
                inline.push(url, None);
                inline.end();
            }
            None => inline.push(url, None),
        }
        rest = after;
    }
    inline.push(rest, None);
}

fn next_url(text: &str) -> Option<usize> {
    ["http://", "https://"]
        .iter()
        .filter_map(|scheme| text.find(scheme))
        .min()
}

/// The bytes of the URL that `text` begins with: up to white space or a quote, without the punctuation of
/// the sentence around it; a closing bracket belongs to it when its opening one does.
fn url_length(text: &str) -> usize {
    let text = capped(text, LONGEST_URL);
    let quote = |c| matches!(c, '<' | '>' | '"' | '«' | '»' | '“' | '”');
    // Chinese and Japanese put no space between a URL and what stands around it.
    let wide = |c| matches!(c, '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}');
    let end = text.find(|c: char| c.is_whitespace() || quote(c) || wide(c));
    let mut url = &text[..end.unwrap_or(text.len())];
    while let Some(last) = url.chars().next_back() {
        let count = |wanted| url.chars().filter(|c| *c == wanted).count();
        let of_the_sentence = match last {
            ')' => count(')') > count('('),
            ']' => count(']') > count('['),
            last => matches!(
                last,
                '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '،' | '؛' | '؟' | '…' | '。'
            ),
        };
        if !of_the_sentence {
            break;
        }
        url = &url[..url.len() - last.len_utf8()];
    }
    url.len()
}
