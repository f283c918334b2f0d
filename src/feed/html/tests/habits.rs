//! What elements mean by the habits of publishers, forums and word processors.

use super::drawn::drawn;
use super::{SpanKind, assert_drawn, html, marked, only_paragraph};
use crate::model::{Block, Paragraph};
use crate::text::Direction;

fn text(content: &str) -> String {
    only_paragraph(&html(content)).text.as_str().to_owned()
}

#[test]
fn a_paragraph_of_what_cannot_be_seen_is_none() {
    for empty in [
        "&#x200B;",
        "&zwnj;&nbsp;&zwnj;",
        "&lrm;",
        "&#x2060;",
        "&#x2800;",
        "&#x3164;",
        "<b>&#8203;</b>",
    ] {
        let page = format!("<p>one</p><p>{empty}</p><p>two</p>");
        assert_drawn(&page, &["p one", "p two"]);
    }
    assert_eq!(
        text("<p>&#x200B; once &#x200B;upon</p>"),
        "once \u{200b}upon"
    );
}

#[test]
fn smileys_and_formulas_stay_in_their_sentences() {
    for (picture, shown) in [
        (
            "<img class=smilies src=/s.gif width=15 height=17 alt=':)'>",
            ":)",
        ),
        (
            "<img class='smilie smilie--sprite' src=/s.gif alt=':D'>",
            ":D",
        ),
        (
            "<img class='mwe-math-fallback-image-inline' src=/m.svg alt='{\\displaystyle x}'>",
            "{\\displaystyle x}",
        ),
        (
            "<img class=latex src=/l.png alt='x^2+1' title='x^2+1'>",
            "x^2+1",
        ),
        ("<img src=/pdf.gif width=16 height=16 alt='PDF'>", "PDF"),
        ("<img src=/spacer.gif width=20 height=20 alt=''>", ""),
    ] {
        let shown = format!("before {shown} after").replace("  ", " ");
        assert_eq!(text(&format!("<p>before {picture} after</p>")), shown);
    }
    assert_eq!(text("<p><img class=latex src=/n.png alt=n>-th</p>"), "n-th");
    assert_eq!(
        text("<p><img src=/pdf.gif width=16 height=16 alt=PDF>Report</p>"),
        "PDF Report"
    );
}

#[test]
fn a_face_beside_a_name_is_left_out_and_one_that_is_the_name_is_not() {
    let ann = "<img class=avatar src=/a.png width=24 height=24 alt='@ann'>";
    assert_eq!(text(&format!("<p>{ann} ann wrote</p>")), "ann wrote");
    let link = format!("<p>By <a href=/ann>{ann}</a></p>");
    assert_eq!(text(&link), "By @ann");
    let bare = "<p>By <a href=/ann><img class=avatar src=/a.png width=24 height=24></a></p>";
    assert_drawn(bare, &["p By", "img  Some(0) to 1"]);
}

#[test]
fn the_name_of_a_file_is_no_joke() {
    assert_drawn(
        "<img src=/a.png alt='Two gulls' title='IMG_2034'><img src=/b.png alt='Tea' title='tea-party.jpg'>
         <img src=/c.png alt='Sea' title='海2'>",
        &["img Two gulls Some(0)", "img Tea Some(1)", "img Sea (海2) Some(2)"],
    );
}

#[test]
fn a_style_may_set_lines_apart_or_together() {
    assert_drawn(
        "<p>a<span style='display: block'>b</span><span style='display:block !important'>c</span></p>
         one <div style='DISPLAY:inline'>two</div> three",
        &["p a", "p b", "p c", "p one two three"],
    );
}

#[test]
fn a_style_may_set_the_direction_of_a_block() {
    let page = html(
        "<div style='text-align:right; direction: rtl'><p>OpenAI</p></div><p style='direction:ltr'>b</p>
         <p>c <span style='direction:rtl'>d</span></p>",
    );
    let found: Vec<Option<Direction>> = page
        .blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(Paragraph { direction, .. }) => *direction,
            block => panic!("{block:?}"),
        })
        .collect();
    assert_eq!(found, [Some(Direction::Rtl), Some(Direction::Ltr), None]);
}

#[test]
fn tables_of_code_are_code_without_the_numbers_of_its_lines() {
    for listing in [
        "<table class='highlight tab-size js-file-line-container'><tbody>
          <tr><td id=L1 class='blob-num' data-line-number=1></td><td class='blob-code'>fn main() {</td></tr>
          <tr><td id=L2 class='blob-num' data-line-number=2></td><td class='blob-code'>\n</td></tr>
          <tr><td id=L3 class='blob-num' data-line-number=3></td><td class='blob-code'>    go();</td></tr>
        </tbody></table>",
        "<table class=lntable><tr><td class=lntd>\n<pre class=chroma><code><span class=lnt>1\n</span><span class=lnt>2\n</span>
</code></pre></td>\n<td class=lntd>\n<pre class=chroma><code>fn main() {\n\n    go();</code></pre></td></tr></table>",
        "<pre class=chroma><code><span class=line><span class=ln>1</span><span class=cl>fn main() {\n</span></span><span class=line><span class=ln>2</span><span class=cl>\n</span></span><span class=line><span class=ln>3</span><span class=cl>    go();</span></span></code></pre>",
        "<pre><code class='hljs'><table class=hljs-ln><tr><td class='hljs-ln-line hljs-ln-numbers'><div class=hljs-ln-n>1</div></td><td class='hljs-ln-line hljs-ln-code'>fn main() {</td></tr><tr><td class='hljs-ln-numbers'></td><td class='hljs-ln-code'>\n</td></tr><tr><td class=hljs-ln-numbers></td><td class='hljs-ln-code'>    go();</td></tr></table></code></pre>",
    ] {
        assert_drawn(listing, &["pre fn main() {⏎⏎    go();"]);
    }
}

#[test]
fn who_said_what_a_forum_quotes_stands_before_it() {
    assert_drawn(
        "<blockquote><div><cite>Ann wrote:</cite>The lamp is lit.</div></blockquote>
         <blockquote><p>Read <cite>Ulysses</cite> again.</p></blockquote>",
        &[
            "quote",
            "  p Ann wrote:",
            "  p The lamp is lit.",
            "quote",
            "  p Read Ulysses again.",
        ],
    );
}

#[test]
fn captions_of_older_blogs_are_captions() {
    assert_drawn(
        "<table class='tr-caption-container'><tbody><tr><td><a href=/big.jpg><img src=/small.jpg alt='The quay'></a></td></tr>
         <tr><td class='tr-caption'>The quay at noon</td></tr></tbody></table>
         <div class=gallery><dl class='gallery-item'><dt class='gallery-icon'><img src=/1.jpg alt=One></dt>
         <dd class='wp-caption-text gallery-caption'>The first</dd></dl><dl class='gallery-item'>
         <dt class='gallery-icon'><img src=/2.jpg alt=Two></dt></dl></div>
         <dl class='wp-caption'><dt class='wp-caption-dt'><img src=/3.jpg alt=Three></dt><dd class='wp-caption-dd'>The third</dd></dl>",
        &[
            "figure",
            "  img The quay Some(0) to 1",
            "caption",
            "  p The quay at noon",
            "figure",
            "  img One Some(2)",
            "caption",
            "  p The first",
            "img Two Some(3)",
            "figure",
            "  img Three Some(4)",
            "caption",
            "  p The third",
        ],
    );
}

#[test]
fn the_elements_of_faster_pages_are_what_they_stand_for() {
    let page = html(
        "<amp-img src=/a.jpg alt=Quay width=800 height=600><noscript><img src=/a.jpg alt=Quay></noscript></amp-img>
         <amp-video src=/v.mp4></amp-video><amp-youtube data-videoid=dQw4w9WgXcQ></amp-youtube>
         <lite-youtube videoid=dQw4w9WgXcQ></lite-youtube><amp-twitter data-tweetid=12></amp-twitter>
         <iframe src='https://www.youtube.com/embed/videoseries?list=PL1'></iframe>
         <iframe src='about:blank' data-src='https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ'></iframe>",
    );
    let urls: Vec<&str> = page.links.iter().map(|link| link.url.as_str()).collect();
    assert_eq!(
        urls,
        [
            "https://news.example/a.jpg",
            "https://news.example/v.mp4",
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
            "https://twitter.com/i/status/12",
            "https://www.youtube.com/embed/videoseries?list=PL1",
        ]
    );
    assert_eq!(
        drawn(&page.blocks),
        "img Quay Some(0)\nVideo  1\nVideo  2\nVideo  2\nPost  3\nVideo  4\nVideo  2\n"
    );
}

#[test]
fn what_scripts_would_set_in_is_a_link() {
    let page = html(
        "<script src='https://gist.github.com/ann/0a1b2c.js?file=x.rs'></script>
         <script async src='https://telegram.org/js/telegram-widget.js?22' data-telegram-post='harbour/7'></script>
         <script src='https://t.example/x.js'></script>",
    );
    let urls: Vec<&str> = page.links.iter().map(|link| link.url.as_str()).collect();
    assert_eq!(
        urls,
        [
            "https://gist.github.com/ann/0a1b2c",
            "https://t.me/harbour/7"
        ]
    );
    assert_eq!(drawn(&page.blocks), "Page  0\nPost  1\n");
}

#[test]
fn a_sign_of_a_footnote_that_is_one_by_its_class_stands_above_the_line() {
    let page = html(
        "<p>So it was.<a class=footnote-anchor href='#n1' id=a1>1</a></p><p id=n1>Or not.</p>",
    );
    let [Block::Paragraph(first), _] = page.blocks.as_slice() else {
        panic!("{:?}", page.blocks);
    };
    assert_eq!(first.text.as_str(), "So it was.¹");
    assert!(matches!(marked(first)[..], [(SpanKind::Jump(_), "¹")]));
}

#[test]
fn cards_and_widgets_say_what_they_say_once_and_apart() {
    assert_drawn(
        "<a class='lightbox' href=/big.png><img src=/small.png alt=Chart><div class=meta><span>chart</span><span>1920×1080 20 KB</span></div></a>
         <figure class='kg-card kg-bookmark-card'><a href=/post><div>A title</div><div><img class=kg-bookmark-icon src=/i.png><span class=kg-bookmark-author>Ann</span><span class=kg-bookmark-publisher>The Quay</span></div></a></figure>
         <blockquote class=wp-embedded-content><p><a href=/other>Other</a></p></blockquote><iframe class=wp-embedded-content src=/other/embed></iframe>",
        &[
            "img Chart Some(0) to 1",
            "p A title",
            "p Ann · The Quay",
            "quote",
            "  p Other",
        ],
    );
}

#[test]
fn words_for_screen_readers_alone_are_not_shown() {
    assert_drawn(
        "<p>A lamp<span class='screen-reader-text'> (opens in a new window)</span> burns.</p>
         <h2 class=sr-only>Navigation</h2><p class='x visually-hidden'>Image source,</p><p>It is old.</p>",
        &["p A lamp burns.", "p It is old."],
    );
}

#[test]
fn a_refrain_returns_and_a_lead_does_not() {
    let refrain = "<p>And the lamp goes round and round until the morning comes.</p>";
    let verse = "<p>The keeper climbs the hundred stairs with oil for all the night.</p>";
    let count = |page: &str| html(page).blocks.len();
    assert_eq!(count(&[refrain, verse, refrain].concat()), 3);
    let heading = "<h1>The lamp of the harbour goes round until the morning</h1>";
    let byline = "<p>By Ann</p><img src=/a alt=a>";
    assert_eq!(
        count(&[refrain, heading, byline, refrain, verse].concat()),
        5
    );
}

#[test]
fn code_and_formulas_keep_their_own_order_among_right_to_left_letters() {
    let article = html(
        "<p>נסו <a href=/x><code>foo()</code></a> או <kbd>--flag</kbd>, <b><math><mi>x</mi><mo>+</mo></math></b></p>",
    );
    let paragraph = only_paragraph(&article);
    assert_eq!(
        paragraph.text.as_str(),
        "נסו \u{2068}foo()\u{2069} או \u{2068}--flag\u{2069}, \u{2068}x+\u{2069}"
    );
    let words: Vec<&str> = marked(paragraph)
        .into_iter()
        .map(|(_, words)| words)
        .collect();
    assert_eq!(words, ["foo()", "foo()", "--flag", "x+"]);
    for together in [
        "<kbd>Ctrl</kbd>+<kbd>C</kbd>",
        "<kbd>Ctrl</kbd> + <kbd>C</kbd>",
        "<code>a</code>/<code>b</code>",
    ] {
        let keys = text(&format!("<p>נסו {together} עכשיו</p>"));
        assert_eq!(keys.matches('\u{2068}').count(), 1, "{keys}");
    }
    let apart = text("<p>נסו <code>a</code>, <code>b</code></p>");
    assert_eq!(apart.matches('\u{2068}').count(), 2, "{apart}");
    assert_eq!(text("<p>try <code>foo()</code></p>"), "try foo()");
    let own = "<p>נסו <code dir=ltr>foo()</code></p>";
    assert_eq!(text(own), "נסו \u{2066}foo()\u{2069}");
}

#[test]
fn a_bare_url_ends_where_the_signs_of_east_asia_begin() {
    let article = super::plain("見て：https://a.example/x、次は（https://b.example/）。");
    let urls: Vec<&str> = article.links.iter().map(|link| link.url.as_str()).collect();
    assert_eq!(urls, ["https://a.example/x", "https://b.example/"]);
}

#[test]
fn what_leads_a_heading_to_itself_is_no_part_of_it() {
    assert_drawn(
        "<h2>One<a class=hash-link href='#one'>&#8203;</a></h2><h2>Two<a href='#two'>&#xf0c1;</a></h2>
         <h2>Three<span class=mw-editsection>[<a href=/edit>edit</a>]</span></h2>",
        &["h2 One", "h2 Two", "h2 Three"],
    );
}

#[test]
fn a_picture_is_found_wherever_its_page_keeps_it_till_later() {
    let page = html(
        "<img src=/blank.gif data-srcset='/s.jpg 300w, /l.jpg 900w' alt=a>
         <img src=/1x1.png data-original-src=/b.jpg alt=b>
         <img data-cfsrc=/c.jpg style='display:none;visibility:hidden' alt=c><noscript><img src=/c.jpg alt=c></noscript>
         <img src=/d.jpg width=0 height=0 sizes=100vw style='width: 100%; height: auto' alt=d>",
    );
    let urls: Vec<&str> = page.links.iter().map(|link| link.url.as_str()).collect();
    let paths = ["l", "b", "c", "d"].map(|name| format!("https://news.example/{name}.jpg"));
    assert_eq!(urls, paths);
}

#[test]
fn text_in_paragraphs_that_is_called_html_keeps_them() {
    assert_drawn(
        "It&#8217;s on.\n\n0:00 Start\n1:20 R&D https://a.example/\n",
        &["p It’s on.", "p 0:00 Start⏎1:20 R&D https://a.example/"],
    );
    assert_drawn("one\ntwo", &["p one two"]);
    assert_drawn("one\n\ntwo<br>three", &["p one two⏎three"]);
}

#[test]
fn a_footnote_that_begins_with_its_number_is_an_item_that_is_jumped_to() {
    let page = html(
        "<p>So.<a class=footnote-anchor id=a1 href='#n1'>1</a></p>
         <div class=footnote><a id=n1 class=footnote-number href='#a1'>1</a><div><p>Or not.</p></div></div>
         <div class=footnote><a class=footnote-number href='#a2'>2</a><div><p>Or so.</p></div></div>",
    );
    assert_eq!(
        drawn(&page.blocks).lines().collect::<Vec<_>>(),
        [
            "p So.¹",
            "list Decimal",
            "  item 1",
            "    p Or not.",
            "  item 2",
            "    p Or so."
        ]
    );
    let Some(Block::List { items, .. }) = page.blocks.last() else {
        panic!("{:?}", page.blocks);
    };
    let [Block::Paragraph(note)] = items[0].blocks.as_slice() else {
        panic!("{items:?}");
    };
    assert_eq!(note.anchors.len(), 1);
}

#[test]
fn html_that_was_escaped_twice_is_html() {
    assert_drawn(
        "&lt;p&gt;One &amp;amp; two&lt;/p&gt;\n\n&lt;p&gt;three&lt;/p&gt;",
        &["p One & two", "p three"],
    );
    assert_drawn("<p>&lt;b&gt;one&lt;/b&gt;</p>", &["p <b>one</b>"]);
    assert_drawn("1 &lt; 2 &amp; &lt;T&gt;", &["p 1 < 2 & <T>"]);
}

#[test]
fn a_formula_that_waits_for_its_script_is_shown_once_and_an_object_leads_to_what_it_shows() {
    let page = html(
        "<p>So <span class=MathJax_Preview>e^x</span><script type='math/tex'>e^x</script>.</p>
         <object data=/a.pdf type=application/pdf><param name=x></object>
         <object data=/b.pdf><a href=/b.pdf>The report</a></object>",
    );
    assert_eq!(drawn(&page.blocks), "p So e^x.\nPage  0\np The report\n");
    assert_eq!(page.links[0].url, "https://news.example/a.pdf");
}

#[test]
fn a_cell_may_hold_a_short_example() {
    let page =
        html("<table><tr><th>a<th>b<tr><td>c<td><pre><code>int x;\nint y;</code></pre></table>");
    assert_eq!(drawn(&page.blocks), "head a | b\nrow c | int x;⏎int y;\n");
    let Some(Block::Table(table)) = page.blocks.first() else {
        panic!("{:?}", page.blocks);
    };
    let cell = &table.rows[1].cells[1].text;
    assert_eq!(marked(cell), [(SpanKind::Code, "int x;\nint y;")]);
}
