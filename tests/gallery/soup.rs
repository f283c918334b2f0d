//! Tags that were never meant to meet: nothing panics, and every word is on the page.

use std::collections::HashMap;

use newsterm::app::{Article, Size};
use newsterm::text::fold;
use proptest::prelude::*;

use super::{document, reading};

const SIZE: Size = Size {
    columns: 300,
    rows: 60_000,
};

/// Elements that show what they hold.
const SHOWN: [&str; 64] = [
    "p",
    "div",
    "section",
    "h1",
    "h3",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
    "td colspan=2",
    "td rowspan=3",
    "pre",
    "pre class=language-c",
    "code",
    "blockquote",
    "footer",
    "cite",
    "figure",
    "figcaption",
    "details open",
    "summary",
    "a href=/x",
    "a href=#n",
    "a id=n",
    "b",
    "i",
    "em",
    "strong",
    "del",
    "ins",
    "mark",
    "sup",
    "sub",
    "abbr title=t",
    "kbd",
    "q",
    "ruby",
    "rt",
    "span dir=rtl",
    "bdi",
    "font",
    "center",
    "noscript",
    "math",
    "msup",
    "mfrac",
    "mi",
    "nobr",
    "small",
    "object",
    "p lang=ar",
    "div style='white-space:pre-wrap'",
    "span style='font-weight:bold'",
    "address",
    "li value=7",
];

/// What is left out with all it holds, and what stands alone.
const OTHER: [&str; 16] = [
    "<script>no</script>",
    "<style>no</style>",
    "<template>no</template>",
    "<svg><text>no</text></svg>",
    "<button>no</button>",
    "<iframe src='/f'>no</iframe>",
    "<br>",
    "<br><br>",
    "<hr>",
    "<img src=/i>",
    "<input type=checkbox>",
    "&nbsp;",
    "<!-- no -->",
    "<",
    "\n",
    "<video src=/v></video>",
];

/// Letters of several scripts for words.
const LETTERS: [&str; 4] = ["word", "كلمة", "מילה", "字"];

fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(&SHOWN[..]).prop_map(|tag| format!("<{tag}>")),
        3 => prop::sample::select(&SHOWN[..]).prop_map(|tag| {
            let name = tag.split(' ').next().unwrap();
            format!("</{name}>")
        }),
        1 => prop::sample::select(&OTHER[..]).prop_map(str::to_owned),
        4 => prop::sample::select(&LETTERS[..]).prop_map(|letters| format!(" {letters}@ ")),
    ];
    prop::collection::vec(piece, 1..60).prop_map(|pieces| numbered(&pieces))
}

/// Gives every word a number of its own.
fn numbered(pieces: &[String]) -> String {
    let numbered = pieces
        .iter()
        .enumerate()
        .map(|(n, piece)| piece.replace('@', &format!("x{n}x")));
    numbered.collect()
}

/// The words of the page that are drawn, folded: small letters are letters.
fn drawn(article: &Article) -> String {
    let mut pieces: HashMap<*const _, (String, Vec<bool>)> = HashMap::new();
    for row in article.rows() {
        let Some(line) = row.line else { continue };
        let text = row.piece.text.as_str();
        let (_, shown) = pieces
            .entry(std::ptr::from_ref(row.piece))
            .or_insert_with(|| (text.to_owned(), vec![false; text.len()]));
        for cell in &line.cells {
            shown[cell.source_bytes()].fill(true);
        }
    }
    let words = pieces.into_values().map(|(text, shown)| {
        let drawn = text.char_indices().filter(|(at, _)| shown[*at]);
        drawn.map(|(_, c)| c).collect::<String>()
    });
    fold(&words.collect::<Vec<_>>().join("\n"))
}

#[track_caller]
fn assert_nothing_is_lost(html: &str) -> Result<(), TestCaseError> {
    let document = document(html);
    let state = reading(&document, "title", None, SIZE);
    let drawn = drawn(state.article.as_ref().unwrap());
    let mut rest = html;
    while let Some(at) = rest.find('x') {
        let number: String = rest[at..]
            .chars()
            .skip(1)
            .take_while(char::is_ascii_digit)
            .collect();
        if !number.is_empty() && rest[at + 1 + number.len()..].starts_with('x') {
            let word = format!("x{number}x");
            prop_assert!(
                drawn.contains(&word),
                "{} is lost of {}: {}",
                word,
                html,
                drawn
            );
            rest = &rest[at + word.len()..];
        } else {
            rest = &rest[at + 1..];
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn every_word_that_is_not_left_out_is_on_the_page(soup in soup()) {
        assert_nothing_is_lost(&soup)?;
    }
}

/// Cases in the manner of the tree-construction tests of html5lib: what the standard's parser has a rule of its
/// own for.
#[test]
fn what_the_parser_moves_about_is_all_there() {
    for html in [
        "<p>x1x<b>x2x<p>x3x</b>x4x</p>x5x",
        "<a>x1x<p>x2x</a>x3x</p><a>x4x<a>x5x",
        "<table>x1x<tr>x2x<td>x3x</td>x4x</tr>x5x</table>x6x",
        "<table><tr><td><table><td>x1x</table>x2x<td>x3x",
        "<b><i><u><s>x1x</b>x2x</i>x3x</u>x4x",
        "<ul>x1x<li>x2x<ul><li>x3x</ul>x4x</ul>x5x",
        "</p>x1x</br>x2x</li>x3x</table>x4x",
        "<dl>x1x<dt>x2x<dd>x3x<dt>x4x</dl>x5x",
        "<select><option>no</select>x1x<frameset>x2x",
        "<details open>x1x<summary>x2x</summary>x3x<summary>x4x</summary></details>",
        "<figure><figcaption>x1x</figcaption>x2x<figcaption>x3x</figcaption></figure>",
        "<blockquote><footer>x1x</footer>x2x<cite>x3x</cite></blockquote>",
        "<ruby>x1x<rt>x2x<rp>(</rp><rtc>x3x",
        "<math><mi>x1x</mi><p>x2x</math>x3x",
        "<caption>x1x<tr><td>x2x<col>x3x<tbody>x4x",
        "<table><caption>x1x<td>x2x</caption><caption>x3x</table>",
        "<sup>x1x<p>x2x</p>x3x</sup><sub><table><td>x4x<td>x5x</table></sub>",
        "<h1>x1x<h2>x2x</h1>x3x<pre><h3>x4x</pre>x5x",
        "<li>x1x<li>x2x<td>x3x<dd>x4x",
        "<pre>x1x<table><tr><td>x2x<td>x3x</table>x4x</pre>",
    ] {
        assert_nothing_is_lost(html).unwrap();
    }
}
