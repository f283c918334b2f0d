use super::*;
use crate::model::{Block, Document};
use crate::text::Direction;

const URL: &str = "https://news.example/2026/ferry.html";

fn page(html: impl Into<Vec<u8>>, content_type: Option<&str>) -> Page {
    Page {
        bytes: html.into(),
        content_type: content_type.map(str::to_owned),
        url: URL.to_owned(),
    }
}

fn cut(html: &str) -> Article {
    article(&page(html, Some("text/html")), &Cut::default()).unwrap()
}

fn text(article: &Article) -> String {
    html::plain_text(&article.body)
}

/// An article as a feed gives it.
fn ferry() -> String {
    let more = "<p>Nobody on board had expected the crossing to take that long, least of all the crew, who had \
        told everybody to be home for dinner.</p>"
        .repeat(3);
    format!(
        "<p>The ferry came back to the <a href='/harbour'>harbour</a> on Monday evening, after <em>eleven</em> days \
         at sea and with all 120 passengers in good health.</p>{more}<h2>A long way</h2>\
         <blockquote><p>We saw whales, dolphins, and once a very small island with a goat on it.</p></blockquote>\
         <ul><li>The captain was calm all the way.</li><li>The cook was not, for the fish had run out.</li></ul>\
         <pre><code>depart 08:00\n  arrive later</code></pre>\
         <p>The next crossing is on Friday, if the weather allows it, and the cook has fish.</p>"
    )
}

/// The same on a page, with what sites put around it.
fn ferry_page(language: &str, article: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang='{language}'><head><title>Ferry returns — Harbour News</title>\
         <style>nav {{ color: red }}</style></head><body>\
         <div id=cookies class=cookie-banner>We use cookies. <button>Accept</button></div>\
         <nav><ul><li><a href=/>Home</a></li><li><a href=/sport>Sport</a></li></ul></nav>\
         <main><article class=post><h1>Ferry returns</h1><div class=share>Share this: \
         <a href=https://social.example/share>Post</a></div>{article}</article></main>\
         <aside class=related><h3>Read also</h3><a href=/goat>The goat</a></aside>\
         <footer>Imprint. All rights reserved.</footer>\
         <script>document.write('<div><div><div>tracking')</script></body></html>"
    )
}

#[test]
fn the_article_of_a_page_reads_as_that_of_the_feed() {
    let feed = Body {
        kind: BodyKind::Html,
        content: ferry(),
    };
    let of_feed = html::document(&feed, Some(URL));
    let article = cut(&ferry_page("en", &ferry()));
    let of_page = html::document(&article.body, Some(&article.base));
    let without_title = |mut document: Document| {
        let is_title = |block: &Block| matches!(block, Block::Heading { text, .. } if text.text.as_str() == "Ferry returns");
        document.blocks.retain(|block| !is_title(block));
        document
    };
    assert_eq!(without_title(of_page), of_feed);
}

#[test]
fn what_stands_around_an_article_is_left_out() {
    let text = text(&cut(&ferry_page("en", &ferry())));
    for around in [
        "cookies",
        "Sport",
        "Share",
        "Read also",
        "Imprint",
        "tracking",
        "color",
    ] {
        assert!(!text.contains(around), "{around} in:\n{text}");
    }
}

#[test]
fn an_arabic_page_in_an_old_encoding_is_read_from_the_right() {
    let sentence = "عادت العبارة إلى الميناء مساء الإثنين بعد رحلة طويلة استمرت أحد عشر يوما، وكان الركاب بخير. ";
    let html = ferry_page("ar", &format!("<p>{}</p>", sentence.repeat(6)))
        .replace("<head>", "<head><meta charset=windows-1256>")
        .replace("lang='ar'", "lang=ar dir=rtl")
        .replace('—', "-");
    let (bytes, ..) = encoding_rs::WINDOWS_1256.encode(&html);
    for content_type in ["text/html", "text/html; charset=utf-8"] {
        let article = article(&page(bytes.to_vec(), Some(content_type)), &Cut::default()).unwrap();
        assert!(text(&article).contains(sentence.trim()), "{content_type}");
        let document = html::document(&article.body, None);
        let Some(Block::Paragraph(first)) = document.blocks.last() else {
            panic!("{document:?}");
        };
        assert_eq!(first.direction, Some(Direction::Rtl));
    }
}

#[test]
fn the_reader_says_what_is_kept_and_dropped() {
    let html = ferry_page(
        "en",
        &format!("{}<p class=ad>Buy a boat today!</p>", ferry()),
    );
    let cut = |keep: &[&str], drop: &[&str]| {
        let cut = Cut {
            keep: keep.iter().map(ToString::to_string).collect(),
            drop: drop.iter().map(ToString::to_string).collect(),
        };
        text(&article(&page(&*html, None), &cut).unwrap())
    };
    assert!(!cut(&[], &[".ad"]).contains("Buy a boat"));
    let kept = cut(&["main blockquote", "ul li", "aside"], &["nav"]);
    let expected = "We saw whales, dolphins, and once a very small island with a goat on it.\n\
        The captain was calm all the way.\nThe cook was not, for the fish had run out.\nRead also\nThe goat";
    assert_eq!(kept, expected);
    // A piece in a piece is not there twice.
    assert_eq!(
        cut(&["blockquote", "blockquote p"], &[])
            .matches("whales")
            .count(),
        1
    );
    // Where nothing fits, the article is found as usual.
    assert!(cut(&[".no-such"], &[]).contains("eleven days"));
}

#[test]
fn links_are_relative_to_what_the_page_says() {
    let html =
        ferry_page("en", &ferry()).replace("<head>", "<head><base href='https://cdn.example/a/'>");
    for keep in [vec![], vec!["article".to_owned()]] {
        let cut = Cut {
            keep,
            ..Cut::default()
        };
        let article = article(&page(&*html, None), &cut).unwrap();
        let document = html::document(&article.body, Some(&article.base));
        let urls: Vec<_> = document
            .links
            .iter()
            .map(|link| link.url.as_str())
            .collect();
        assert!(urls.contains(&"https://cdn.example/harbour"), "{urls:?}");
    }
}

#[test]
fn what_is_no_page_is_told() {
    let error =
        |bytes: &str, kind: &str| article(&page(bytes, Some(kind)), &Cut::default()).unwrap_err();
    let kind = "application/pdf".to_owned();
    assert_eq!(
        error("%PDF-1.7", "Application/PDF; x=y"),
        PageError::NoPage { kind }
    );
    for empty in [
        "",
        "<html><body></body></html>",
        "<script>app()</script><div id=app></div>",
    ] {
        assert_eq!(error(empty, "text/html"), PageError::NoText, "{empty}");
    }
    let plain = article(
        &page("One.\n\nTwo <b>", Some("text/plain")),
        &Cut::default(),
    )
    .unwrap();
    assert_eq!(text(&plain), "One.\nTwo <b>");
}

#[test]
fn scripts_do_not_count_as_tags() {
    let script = "<script>var html = '<div><div><div><div><div>';</script>".repeat(200);
    let html = ferry_page("en", &ferry()).replace("<main>", &format!("{script}<main>"));
    assert_eq!(text(&cut(&html)), text(&cut(&ferry_page("en", &ferry()))));
    assert!(text(&cut(&html.replace("<script>", "<scripture>"))).contains("eleven days"));
}

/// Pages that are made to take long.
fn hostile(name: &str, size: usize) -> String {
    match name {
        "nested" => format!("{}{}", "<div>".repeat(size), ferry()),
        "formatting" => "<b><i><font><p>word, ".repeat(size / 4),
        "paragraphs" => "<div><p>word, and a word, and one more</p></div>".repeat(size / 2),
        "siblings" => "<p>a, b".repeat(size),
        "cells" => format!("<table>{}</table>", "<tr><td>a, b".repeat(size / 2)),
        "breaks" => "a<br><br>".repeat(size / 2),
        "links" => "<a href=x>a, b</a> ".repeat(size),
        "pictures" => "<noscript><img src=x></noscript><img>".repeat(size / 3),
        "lists" => "<div><ul><li>a, b<li>c, d</ul><p>e, f</div>".repeat(size / 5),
        "hidden" => "<div class=more style='display:none'>word, and a word".repeat(size / 2),
        "notes" => {
            "<aside class=note><a href=x>Read more: a, b</a></aside><p>a، b</p>".repeat(size / 3)
        }
        "layouts" => "<table><tr><td>a, b".repeat(size / 4),
        name => unreachable!("{name}"),
    }
}

#[test]
fn hostile_pages_are_read_or_refused() {
    let kinds = [
        "nested",
        "formatting",
        "paragraphs",
        "siblings",
        "cells",
        "breaks",
        "links",
        "pictures",
        "lists",
        "hidden",
        "notes",
        "layouts",
    ];
    for name in kinds {
        let inside = article(&page(hostile(name, 10_000), None), &Cut::default());
        if let Ok(inside) = inside {
            assert!(inside.body.content.len() < 1_000_000, "{name}");
        }
        if !matches!(name, "nested" | "hidden") {
            let outside = article(&page(hostile(name, 150_000), None), &Cut::default());
            assert_eq!(outside, Err(PageError::TooHard), "{name}");
        }
    }
    let nested = article(&page(hostile("nested", 20_000), None), &Cut::default()).unwrap();
    assert!(text(&nested).contains("eleven days"));
    for never_ends in ["<script><!--", "<!--<p>", "<style>", "<p title='"] {
        let html = never_ends.repeat(300_000);
        let read = article(&page(html, None), &Cut::default());
        assert!(read.is_err(), "{never_ends}");
    }
}

#[test]
fn what_a_picture_shows_is_parted_from_whose_it_is() {
    let figure = "<figure><img src=/a.jpg alt=Harbour><figcaption><span>In the evening</span>\
        <span class=credit>Photo: A. Lens</span></figcaption></figure>";
    let text = text(&cut(&ferry_page(
        "en",
        &format!("{}{figure}{}", ferry(), ferry()),
    )));
    assert!(text.contains("In the evening Photo: A. Lens"), "{text}");
}

#[test]
fn hostile_texts_for_machines_are_read_or_passed_over() {
    let deep = "{\"articleBody\": ".repeat(50_000);
    let long = format!("{{\"articleBody\": \"{}\"}}", "a, b ".repeat(200_000));
    let many = "{}</script><script type=application/ld+json>".repeat(100_000) + "articleBody";
    for data in [deep, long, many] {
        let html = format!(
            "<script type='application/ld+json'>{data}</script>{}",
            ferry()
        );
        let read = article(&page(html, None), &Cut::default()).unwrap();
        assert!(text(&read).len() > 500);
    }
}

#[test]
fn texts_for_machines_are_read_as_they_are_written() {
    let lines =
        "The ferry came back &amp; the cook had fish.\n\nNobody had expected that < eleven days."
            .replace('\n', "\\n");
    let article_of = |body: &str| {
        let json = format!("{{\"@graph\": [{{\"x\": 1}}, {{\"articleBody\": \"{body}\"}}]}}");
        let html = format!(
            "<script type=\"application/ld+json\">\n//<![CDATA[\n{json}\n//]]></script><p>Wait.</p>"
        );
        text(&cut(&html))
    };
    let expected =
        "The ferry came back & the cook had fish.\nNobody had expected that < eleven days.";
    assert_eq!(article_of(&lines), expected);
    // Ends of lines are no part of JSON, and are there all the same.
    assert_eq!(article_of("One ferry,\ntwo goats"), "One ferry, two goats");
    assert_eq!(
        article_of("<p>One</p><p>two goats came back</p>"),
        "One\ntwo goats came back"
    );
}

mod sites;

mod stubs {
    use super::*;

    fn document(text: &str) -> Document {
        let body = Body {
            kind: BodyKind::Plain,
            content: text.to_owned(),
        };
        html::document(&body, None)
    }

    #[test]
    fn a_summary_is_a_stub_and_a_story_is_none() {
        let sentence = "The ferry came back to the harbour on Monday evening. ";
        assert!(is_stub(&document("")));
        assert!(is_stub(&document(sentence)));
        assert!(!is_stub(&document(&sentence.repeat(10))));
    }

    #[test]
    fn a_longer_text_that_breaks_off_is_a_stub() {
        let text = "The ferry came back to the harbour on Monday evening. ".repeat(12);
        for end in ["…", "...", "[…]", "(...)", "…\n\nRead more", "… »"] {
            assert!(
                is_stub(&document(&format!("{text} And then{end}"))),
                "{end}"
            );
        }
        for end in [".", "!", "… The end."] {
            assert!(
                !is_stub(&document(&format!("{text} And then{end}"))),
                "{end}"
            );
        }
        assert!(!is_stub(&document(&format!(
            "{} And then…",
            text.repeat(4)
        ))));
    }
}
