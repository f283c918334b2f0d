//! What is broken, without end or meant to hurt.

use proptest::prelude::*;

use super::*;

#[test]
fn marks_keep_their_place_when_a_heap_of_accents_is_cut() {
    let heap = "\u{301}".repeat(6);
    let article = html(&format!(
        "<p>e{heap}<i>{heap}</i>{heap} and <b>bold</b> text"
    ));
    let paragraph = only_paragraph(&article);
    assert!(paragraph.text.as_str().matches('\u{301}').count() < 18);
    let spans = marked(paragraph);
    assert_eq!(spans.last(), Some(&(SpanKind::Strong, "bold")));
}

#[test]
fn nesting_without_end_is_read_as_text() {
    let deep = format!(
        "{}core{}<p>after",
        "<div><b x=1>".repeat(50_000),
        "</b></div>".repeat(50_000)
    );
    assert_eq!(drawn(&html(&deep).blocks), "p core\np after\n");
    let formatting = format!(
        "{}core{}",
        "<p><font a=1>".repeat(20_000),
        "<p>x".repeat(20_000)
    );
    assert!(html(&formatting).blocks.len() > 20_000);
}

#[test]
fn escape_sequences_do_not_come_through_twice_decoded() {
    let article = html("<p>a&#27;[31mb&#x9b;1mc&#0;d</p>");
    assert!(
        !only_paragraph(&article)
            .text
            .as_str()
            .contains(char::is_control)
    );
    assert!(
        !text_of("a&#27;]0;x&#7;b")
            .as_str()
            .contains(char::is_control)
    );
}

#[test]
fn a_paragraph_without_end_is_parted_and_loses_nothing() {
    let words: String = (0..20_000).map(|n| format!("w{n} ")).collect();
    let article = html(&format!("<p>{words}</p>"));
    assert!(article.blocks.len() > 2);
    let texts = paragraphs(&article.blocks).into_iter().rev();
    let found: Vec<&str> = texts
        .flat_map(|one| one.text.as_str().split_whitespace())
        .collect();
    assert_eq!(found, words.split_whitespace().collect::<Vec<_>>());
}

/// Pieces that meet each other in feeds: tags whole and broken, references, letters, controls.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<p>"),
        Just("</p>"),
        Just("<b>"),
        Just("</b>"),
        Just("<a href=/x>"),
        Just("</a>"),
        Just("<ul>"),
        Just("<li>"),
        Just("</ul>"),
        Just("<table><tr><td>"),
        Just("</table>"),
        Just("<pre>"),
        Just("</pre>"),
        Just("<span dir=rtl>"),
        Just("</span>"),
        Just("<bdi>"),
        Just("<h1>"),
        Just("</h1>"),
        Just("<br>"),
        Just("<img src=/i alt=a>"),
        Just("<figure>"),
        Just("</figure>"),
        Just("<"),
        Just("&amp;"),
        Just("&#27;"),
        Just("\u{1b}[1m"),
        Just("\u{202e}"),
        Just("\u{2067}"),
        Just("\u{2069}"),
        Just("\u{301}\u{301}\u{301}\u{301}\u{301}"),
        Just(" "),
        Just("\n"),
        Just("سلام"),
        Just("می\u{200c}شود"),
        Just("word"),
        Just("\u{2028}"),
        Just("👩\u{200d}👩"),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

#[test]
fn what_is_begun_and_not_ended_takes_no_text_with_it() {
    for (html, text) in [
        ("cut <!DOCTYPE", "cut <!DOCTYPE"),
        ("sa<!-- -- never closed >fe", "safe"),
        ("one <a href=\"never closed>two</a> three", "one two three"),
        ("a <object data='/x'>b</object> c", "a b c"),
        ("a <!-- > --> b", "a b"),
        ("a<iframe src='/x'> b<title>c", "a b<title>c"),
        ("a<script>alert(1)", "a"),
    ] {
        assert_eq!(text_of(html).as_str(), text, "{html}");
    }
}

proptest! {
    #[test]
    fn any_soup_gives_clean_text_with_spans_and_links_in_place(soup in soup()) {
        let article = html(&soup);
        for paragraph in paragraphs(&article.blocks) {
            let text = paragraph.text.as_str();
            prop_assert_eq!(&CleanText::block(text), &paragraph.text);
            let mut start = 0;
            for span in &paragraph.spans {
                prop_assert!(span.range.start >= start && span.range.start < span.range.end);
                prop_assert!(text.get(span.range.clone()).is_some());
                start = span.range.start;
                if let SpanKind::Link(link) = span.kind {
                    prop_assert!(link.0 < article.links.len());
                }
            }
        }
    }

    #[test]
    fn no_letter_is_lost_in_any_soup_of_text_level_tags(words in prop::collection::vec("[a-zا-ي]{1,8}", 1..20)) {
        let content = words.join("</p> <b><td></i><p><div>");
        let shown: String = paragraphs(&html(&content).blocks)
            .into_iter()
            .rev()
            .map(|paragraph| paragraph.text.as_str())
            .collect();
        let shown: String = shown.split_whitespace().collect();
        prop_assert_eq!(shown, words.concat());
    }
}
