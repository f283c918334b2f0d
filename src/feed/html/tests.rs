mod drawn;
mod habits;
mod hostile;
mod titles;

use self::drawn::drawn;
use super::*;
use crate::model::{AnchorIndex, Block, LinkIndex, Paragraph, Span, SpanKind};
use crate::text::Direction;

const BASE: &str = "https://news.example/a/feed.xml";

fn html(content: &str) -> Document {
    let body = Body {
        kind: BodyKind::Html,
        content: content.to_owned(),
    };
    document(&body, Some(BASE))
}

fn plain(content: &str) -> Document {
    let body = Body {
        kind: BodyKind::Plain,
        content: content.to_owned(),
    };
    document(&body, None)
}

#[track_caller]
fn assert_drawn(content: &str, expected: &[&str]) {
    assert_eq!(
        drawn(&html(content).blocks).lines().collect::<Vec<_>>(),
        expected
    );
}

fn only_paragraph(document: &Document) -> &Paragraph {
    match document.blocks.as_slice() {
        [Block::Paragraph(paragraph)] => paragraph,
        blocks => panic!("not one paragraph: {blocks:?}"),
    }
}

fn marked(paragraph: &Paragraph) -> Vec<(SpanKind, &str)> {
    let text = paragraph.text.as_str();
    let marked = |span: &Span| (span.kind, &text[span.range.clone()]);
    paragraph.spans.iter().map(marked).collect()
}

#[test]
fn blocks_come_in_reading_order() {
    assert_drawn(
        "<h2>Title</h2>intro<p>one<p>two<hr><blockquote><p>said</blockquote><pre>a\n  b</pre>",
        &[
            "h2 Title",
            "p intro",
            "p one",
            "p two",
            "rule",
            "quote",
            "  p said",
            "pre a⏎  b",
        ],
    );
}

#[test]
fn lists_nest_and_keep_their_numbers() {
    assert_drawn(
        "<ol start=3><li>one<ul><li>inner</ul><li><p>two</p><p>more</p></ol>",
        &[
            "list Decimal",
            "  item 3",
            "    p one",
            "    list Bullet",
            "      item",
            "        p inner",
            "  item 4",
            "    p two",
            "    p more",
        ],
    );
}

#[test]
fn a_list_set_loose_in_a_list_belongs_to_the_item_before() {
    assert_drawn(
        "<ul><li>one</li><ul><li>inner</li></ul><li>two</li></ul>",
        &[
            "list Bullet",
            "  item",
            "    p one",
            "    list Bullet",
            "      item",
            "        p inner",
            "  item",
            "    p two",
        ],
    );
}

#[test]
fn white_space_collapses_and_breaks_stay() {
    assert_drawn(
        "<p>  a \n b<b> c </b> d <br>  e&nbsp;&nbsp;f  </p>",
        &["p a b c d⏎e\u{a0}\u{a0}f"],
    );
}

#[test]
fn marks_cover_the_text_they_stand_around() {
    let article = html("<p>Say <b>loud and <i>clear</i></b> <code>x</code> <del>no</del></p>");
    assert_eq!(
        marked(only_paragraph(&article)),
        [
            (SpanKind::Strong, "loud and clear"),
            (SpanKind::Emphasis, "clear"),
            (SpanKind::Code, "x"),
            (SpanKind::Strikethrough, "no"),
        ]
    );
}

#[test]
fn a_mark_goes_on_in_the_next_paragraph() {
    let article = html("<b>one<div>two</div></b>");
    let spans: Vec<_> = paragraphs(&article.blocks)
        .into_iter()
        .rev()
        .map(marked)
        .collect();
    assert_eq!(
        spans,
        [[(SpanKind::Strong, "one")], [(SpanKind::Strong, "two")]]
    );
}

#[test]
fn links_are_absolute_numbered_once_and_only_to_the_web() {
    let article = html(
        "<p><a href='/x'>one</a> <a href='https://y.example/'>two</a> <a href='/x'>again</a>
         <a href='javascript:alert(1)'>run</a> <a href='https://a.example@b.example/'>fake</a></p>",
    );
    let urls: Vec<_> = article.links.iter().map(|link| link.url.as_str()).collect();
    assert_eq!(urls, ["https://news.example/x", "https://y.example/"]);
    let paragraph = only_paragraph(&article);
    assert_eq!(
        marked(paragraph),
        [
            (SpanKind::Link(LinkIndex(0)), "one"),
            (SpanKind::Link(LinkIndex(1)), "two"),
            (SpanKind::Link(LinkIndex(0)), "again"),
        ]
    );
    assert!(paragraph.text.as_str().ends_with("run fake"));
}

#[test]
fn pictures_are_their_alternative_text_else_their_caption() {
    assert_drawn(
        "before<img src=/a.png alt='A cat'>after
         <figure><img src=/b.png><figcaption>A dog</figcaption></figure>
         <figure><img src=/c.png alt='A bird'><figcaption>A bird</figcaption></figure>
         <img src='data:image/gif;base64,R0' data-src='/d.png' alt=late>",
        &[
            "p before",
            "img A cat Some(0)",
            "p after",
            "img A dog Some(1)",
            "img A bird Some(2)",
            "img late Some(3)",
        ],
    );
}

#[test]
fn what_a_picture_says_when_pointed_at_is_kept() {
    assert_drawn(
        "<img src=/a.png alt='Two gulls' title='It is always Friday for gulls.'>
         <img src=/b.png title='No words but these'>
         <img src=/c.png alt='The same' title=' The same '>
         <img src=/d.png alt=Boat title='Boat at night'>",
        &[
            "img Two gulls (It is always Friday for gulls.) Some(0)",
            "img No words but these Some(1)",
            "img The same Some(2)",
            "img Boat at night Some(3)",
        ],
    );
}

#[test]
fn pictures_that_only_track_are_left_out() {
    assert_drawn(
        "<img src=//t.example/p.gif width=1 height=1><img src=/x.png hidden><img src=/x.png style='display: none'><p>text",
        &["p text"],
    );
}

#[test]
fn an_emoji_picture_stays_in_its_line() {
    assert_drawn(
        "<p>Good <img class=wp-smiley src=/smile.png alt='🙂'> day",
        &["p Good 🙂 day"],
    );
}

#[test]
fn tables_are_rows_and_layout_tables_are_text() {
    assert_drawn(
        "<table><caption>Goals</caption><tr><th>Team<th>Goals<tr><td>A<td>2</table>
         <table><tr><td><p>all</p><p>the page</p></td></tr></table>",
        &[
            "p Goals",
            "head Team | Goals",
            "row A | 2",
            "p all",
            "p the page",
        ],
    );
}

#[test]
fn what_can_act_is_left_out_and_a_frame_is_a_link() {
    let article = html(
        "<script>alert('<p>x')</script><style>p{}</style><svg><text>s</text></svg><template><p>t</template>
         <form><input value=v><button>Go</button></form>
         <iframe src='https://video.example/embed/1' title='Interview'></iframe><p>text",
    );
    assert_eq!(drawn(&article.blocks), "Page Interview 0\np text\n");
    assert_eq!(article.links[0].url, "https://video.example/embed/1");
}

#[test]
fn a_picture_keeps_what_it_leads_to() {
    let article = html(
        "<a href=/full><img src=/thumb alt=Fog></a><a href=/story><img src=/front alt=''></a>
         <a href=/same><img src=/same alt=Same></a>
         <figure><a href=/big><img src=/small></a><figcaption>A dog</figcaption></figure>
         <figure><img src=/c><figcaption>By <a href=/agency>them</a></figcaption></figure>
         <table><tr><th>a<th>b<tr><td><a href=/one><img src=/1 alt=One></a><td>2</table>",
    );
    assert_eq!(
        drawn(&article.blocks).lines().collect::<Vec<_>>(),
        [
            "img Fog Some(0) to 1",
            "img  Some(2) to 3",
            "img Same Some(4)",
            "img A dog Some(5) to 6",
            "figure",
            "  img  Some(7)",
            "caption",
            "  p By them",
            "head a | b",
            "row One ↗ | 2",
        ]
    );
    let Some(Block::Table(table)) = article.blocks.last() else {
        panic!("no table");
    };
    let [leads, back] = [9, 10].map(|link| SpanKind::Link(LinkIndex(link)));
    assert_eq!(
        marked(&table.rows[1].cells[0].text),
        [(leads, "One"), (back, "↗")]
    );
}

#[test]
fn formulas_mean_the_same_in_one_line() {
    for (formula, text) in [
        ("<mfrac><mi>a</mi><mi>b</mi></mfrac>", "a/b"),
        (
            "<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mrow><mi>c</mi></mrow></mfrac>",
            "(a+b)/c",
        ),
        (
            "<mfrac><mn>1</mn><mrow><mn>1</mn><mo>+</mo><mi>x</mi></mrow></mfrac>",
            "1/(1+x)",
        ),
        (
            "<mfrac><mfrac><mn>1</mn><mn>2</mn></mfrac><mn>3</mn></mfrac>",
            "(1/2)/3",
        ),
        (
            "<mfrac><mn>1</mn><msqrt><mn>2</mn></msqrt></mfrac>",
            "1/√(2)",
        ),
        (
            "<msup><mi>x</mi><msqrt><mn>2</mn></msqrt></msup>",
            "x^(√(2))",
        ),
        ("<mroot><mn>8</mn><mn>3</mn></mroot>", "(8)^(1/3)"),
    ] {
        let article = html(&format!("<p><math>{formula}</math>"));
        assert_eq!(only_paragraph(&article).text.as_str(), text, "{formula}");
    }
}

#[test]
fn a_quotation_without_a_language_has_the_signs_of_its_script() {
    for (quoted, shown) in [
        ("急がない", "「急がない」"),
        ("威廉・莎士比亚", "“威廉・莎士比亚”"),
        ("不用急", "“不用急”"),
        ("fog", "“fog”"),
        ("ضباب", "«ضباب»"),
    ] {
        let article = html(&format!("<p><q>{quoted}</q>"));
        assert_eq!(only_paragraph(&article).text.as_str(), shown);
    }
}

#[test]
fn direction_comes_from_dir_else_lang_and_is_inherited() {
    let article = html(
        "<div dir=rtl><p>a<p dir=ltr>b<p dir=auto>c</div><div lang=fa><blockquote>d</blockquote></div><p>e",
    );
    let mut found = Vec::new();
    for block in &article.blocks {
        match block {
            Block::Paragraph(paragraph) => found.push(paragraph.direction),
            Block::Quote { blocks, .. } => match blocks.as_slice() {
                [Block::Paragraph(paragraph)] => found.push(paragraph.direction),
                blocks => panic!("{blocks:?}"),
            },
            block => panic!("{block:?}"),
        }
    }
    let (ltr, rtl) = (Some(Direction::Ltr), Some(Direction::Rtl));
    assert_eq!(found, [rtl, ltr, None, rtl, None]);
}

#[test]
fn a_direction_within_the_line_is_an_isolate() {
    let article = html("<p>see <span dir=ltr>C++</span> and <bdi>user</bdi>");
    assert_eq!(
        only_paragraph(&article).text.as_str(),
        "see \u{2066}C++\u{2069} and \u{2068}user\u{2069}"
    );
}

#[test]
fn a_body_may_name_its_own_base() {
    let article = html("<base href='https://other.example/b/'><a href=c>d</a>");
    assert_eq!(article.links[0].url, "https://other.example/b/c");
}

#[test]
fn plain_text_has_paragraphs_lines_and_links() {
    let article =
        plain("One\r\ntwo\r\n\r\n \r\nSee https://a.example/x_(y). Or (http://b.example/)!");
    assert_eq!(
        drawn(&article.blocks),
        "p One⏎two\np See https://a.example/x_(y). Or (http://b.example/)!\n"
    );
    let urls: Vec<_> = article.links.iter().map(|link| link.url.as_str()).collect();
    assert_eq!(urls, ["https://a.example/x_(y)", "http://b.example/"]);
}

#[test]
fn plain_text_is_not_read_as_markup() {
    assert_eq!(
        drawn(&plain("a <b>c</b> &amp; d").blocks),
        "p a <b>c</b> &amp; d\n"
    );
}

#[test]
fn titles_are_decoded_and_lose_their_markup() {
    for (fragment, text) in [
        ("Fish &amp; chips", "Fish & chips"),
        ("caf&eacute;&nbsp;&#8217;n", "café ’n"),
        ("<b>New</b><br>day", "New day"),
        ("1 < 2 & 3", "1 < 2 & 3"),
        ("<script>x()</script>Safe", "Safe"),
        ("مرحبا\u{200c} <i>بكم</i>", "مرحبا\u{200c} بكم"),
    ] {
        assert_eq!(text_of(fragment).as_str(), text, "{fragment}");
    }
}

fn paragraphs(blocks: &[Block]) -> Vec<&Paragraph> {
    let mut found = Vec::new();
    let mut next: Vec<&Block> = blocks.iter().collect();
    while let Some(block) = next.pop() {
        match block {
            Block::Heading { text, .. }
            | Block::Paragraph(text)
            | Block::Preformatted { text, .. }
            | Block::Embed { title: text, .. } => found.push(text),
            Block::Image { alt, .. } => found.push(alt),
            Block::Table(table) => {
                next.extend(&table.caption);
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                found.extend(cells.map(|cell| &cell.text));
            }
            Block::Quote { blocks, source } => {
                next.extend(blocks);
                found.extend(source);
            }
            Block::Figure { blocks, caption } => next.extend(blocks.iter().chain(caption)),
            Block::Details {
                summary, blocks, ..
            } => {
                found.push(summary);
                next.extend(blocks);
            }
            Block::Definitions(entries) => {
                found.extend(entries.iter().flat_map(|entry| &entry.terms));
                next.extend(entries.iter().flat_map(|entry| &entry.blocks));
            }
            Block::List { items, .. } => next.extend(items.iter().flat_map(|item| &item.blocks)),
            Block::Rule => {}
        }
    }
    found
}

#[test]
fn what_is_said_twice_at_the_start_is_shown_once_and_later_as_often_as_it_is_said() {
    let lead = "<p>The council keeps the old lamp after all, by a single vote.</p>";
    let count = |html_text: &str| html(html_text).blocks.len();
    assert_eq!(count(&lead.repeat(2)), 1);
    assert_eq!(count(&lead.repeat(40)), 35, "only the start is looked at");
    assert_eq!(count(&"<p>Yes.</p>".repeat(3)), 3);
}

#[test]
fn every_kind_of_block_is_told_from_the_others() {
    assert_drawn(
        "<dl><dt>T<dd>d</dl><details><summary>s</summary>x</details>
         <figure><img src=/a alt=a><figcaption>c</figcaption></figure>
         <blockquote><p>q</p><footer>— who</footer></blockquote>
         <ol reversed><li>b<li>a</ol><video src=/v title=film></video><pre class=language-c>int x;</pre>",
        &[
            "term T",
            "  p d",
            "details false s",
            "  p x",
            "figure",
            "  img a Some(0)",
            "caption",
            "  p c",
            "quote",
            "  p q",
            "by who",
            "list Decimal",
            "  item 2",
            "    p b",
            "  item 1",
            "    p a",
            "Video film 1",
            "pre cint x;",
        ],
    );
}

#[test]
fn small_letters_are_written_with_their_signs_and_marks_stay_in_place() {
    let article =
        html("<p>x<sup>2<b>3</b></sup> and y<sub><a href=/q>Q</a></sub> <q>said <i>so</i></q></p>");
    let paragraph = only_paragraph(&article);
    assert_eq!(paragraph.text.as_str(), "x²³ and y_(Q) “said so”");
    assert_eq!(
        marked(paragraph),
        [
            (SpanKind::Strong, "³"),
            (SpanKind::Link(LinkIndex(0)), "Q"),
            (SpanKind::Emphasis, "so"),
        ]
    );
}

#[test]
fn a_link_within_the_article_is_a_jump_and_one_to_nowhere_is_text() {
    let article = html(
        "<p>a<a href='#n'>1</a><a href='https://news.example/a/feed.xml#n'>2</a><a href='#gone'>3</a><p id=n>note",
    );
    let [Block::Paragraph(first), Block::Paragraph(note)] = article.blocks.as_slice() else {
        panic!("{:?}", article.blocks);
    };
    let jump = SpanKind::Jump(AnchorIndex(0));
    assert_eq!(marked(first), [(jump, "1"), (jump, "2")]);
    assert_eq!(note.anchors, [AnchorIndex(0)]);
    assert!(article.links.is_empty());
}
