use super::*;
use crate::model::{Block, Link, LinkIndex, ListItem, ListStyle, Paragraph, Span, SpanKind};

fn paragraph(text: &str, spans: &[(&str, SpanKind)]) -> Paragraph {
    let span = |(marked, kind): &(&str, SpanKind)| {
        let start = text.find(marked).expect("the test marks its text");
        Span {
            range: start..start + marked.len(),
            kind: *kind,
        }
    };
    let mut spans: Vec<Span> = spans.iter().map(span).collect();
    spans.sort_by_key(|span| span.range.start);
    Paragraph {
        text: CleanText::block(text),
        spans,
        ..Paragraph::default()
    }
}

fn article() -> Exported {
    let link = SpanKind::Link(LinkIndex(0));
    let item = |number, text: &str| ListItem {
        number: Some(number),
        blocks: vec![Block::Paragraph(paragraph(text, &[]))],
    };
    Exported {
        title: CleanText::line("Fog & *lamp*"),
        byline: CleanText::line("Harbour"),
        link: Some("https://harbour.example/1?a&b".to_owned()),
        document: Document {
            blocks: vec![
                Block::Paragraph(paragraph(
                    "The old organ pipe <whistles>.\nوصل المركب",
                    &[("organ pipe", link), ("pipe", SpanKind::Strong)],
                )),
                Block::Paragraph(paragraph("1. is no list", &[])),
                Block::List {
                    style: ListStyle::Decimal,
                    items: vec![item(9, "nine"), item(10, "ten")],
                },
                Block::Quote {
                    blocks: vec![
                        Block::Paragraph(paragraph("One", &[])),
                        Block::Paragraph(paragraph("Two", &[])),
                    ],
                    source: Some(paragraph("the keeper", &[])),
                },
                Block::Preformatted {
                    text: paragraph("a ``` b\n  c", &[]),
                    language: Some(CleanText::line("rust")),
                },
            ],
            links: vec![Link {
                url: "https://pipes.example/?a&b".to_owned(),
            }],
        },
    }
}

#[test]
fn markdown_escapes_what_is_no_markup() {
    let expected = r"# Fog & \*lamp\*

[Harbour](<https://harbour.example/1?a&b>)

The old [organ **pipe**](<https://pipes.example/?a&b>) \<whistles>.\
وصل المركب

1\. is no list

9. nine
10. ten

> One
>
> Two
>
> — the keeper

````rust
a ``` b
  c
````
";
    assert_eq!(article().write(Format::Markdown), expected);
}

#[test]
fn html_holds_no_markup_but_ours() {
    let html = article().write(Format::Html);
    for part in [
        "<title>Fog &amp; *lamp*</title>",
        "<a href=\"https://harbour.example/1?a&amp;b\">Harbour</a>",
        "<a href=\"https://pipes.example/?a&amp;b\">organ <strong>pipe</strong></a> &lt;whistles&gt;.<br>\nوصل",
        "<ol>\n<li value=\"9\">\n<p dir=\"auto\">nine</p>\n</li>",
        "<pre><code class=\"language-rust\">a ``` b\n  c</code></pre>",
        "<footer dir=\"auto\">the keeper</footer>",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
}

#[test]
fn plain_text_numbers_its_links() {
    let expected = "Fog & *lamp*

Harbour
https://harbour.example/1?a&b

The old organ pipe [1] <whistles>.
وصل المركب

1. is no list

9. nine
10. ten

> One
>
> Two
>
> — the keeper

    a ``` b
      c

[1] https://pipes.example/?a&b
";
    assert_eq!(article().write(Format::Text), expected);
}

#[test]
fn stretches_that_overlap_are_closed_in_order() {
    let crossed = paragraph(
        "abcdef",
        &[("abcd", SpanKind::Strong), ("cdef", SpanKind::Emphasis)],
    );
    let article = Exported {
        document: Document {
            blocks: vec![Block::Paragraph(crossed)],
            links: Vec::new(),
        },
        ..Exported::default()
    };
    let html = article.write(Format::Html);
    let expected = "<strong>ab<em>cd</em></strong><em>ef</em>";
    assert!(html.contains(expected), "{html}");
}

#[test]
fn a_picture_keeps_what_it_leads_to() {
    let picture = |source: Option<usize>| Block::Image {
        alt: paragraph("Fog", &[]),
        source: source.map(LinkIndex),
        link: Some(LinkIndex(1)),
    };
    let link = |name| Link {
        url: format!("https://harbour.example/{name}"),
    };
    let article = Exported {
        document: Document {
            blocks: vec![picture(Some(0)), picture(None)],
            links: vec![link("fog.png"), link("story")],
        },
        ..article()
    };
    let (story, fog) = (
        "https://harbour.example/story",
        "https://harbour.example/fog.png",
    );
    for (format, written) in [
        (
            Format::Markdown,
            format!("[![Fog](<{fog}>)](<{story}>)\n\n[Fog](<{story}>)\n"),
        ),
        (
            Format::Html,
            format!(
                "<p><a href=\"{story}\"><img src=\"{fog}\" alt=\"Fog\"></a></p>\n<p dir=\"auto\"><a href=\"{story}\">Fog</a></p>\n"
            ),
        ),
        (Format::Text, "\n\nFog [1] [2]\n\nFog [2]\n\n".to_owned()),
    ] {
        let text = article.write(format);
        assert!(text.contains(&written), "{text}");
    }
}

#[test]
fn a_list_in_an_item_stands_close_to_its_text() {
    let words = |text: &str| Block::Paragraph(paragraph(text, &[]));
    let list = |style, blocks: Vec<Vec<Block>>| {
        let items = blocks.into_iter().zip(1..);
        Block::List {
            style,
            items: items
                .map(|(blocks, number)| ListItem {
                    number: (style == ListStyle::Decimal).then_some(number),
                    blocks,
                })
                .collect(),
        }
    };
    let inner = list(
        ListStyle::Decimal,
        vec![vec![words("lamp")], vec![words("glass"), words("thin")]],
    );
    let outer = list(
        ListStyle::Bullet,
        vec![vec![words("one"), inner], vec![words("two")]],
    );
    let mut article = article();
    article.document.blocks = vec![outer];
    let expected = "- one\n  1. lamp\n  2. glass\n\n     thin\n- two\n";
    assert!(article.write(Format::Markdown).ends_with(expected));
    assert!(article.write(Format::Text).contains(expected));
}
