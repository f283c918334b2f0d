mod copying;
mod directions;
mod leading;
mod searching;
mod tables;

use super::*;
use crate::app::TextStyle;
use crate::app::fixture::{Content, document, headline};
use crate::model::{
    AnchorIndex, Block, EmbedKind, Link, LinkIndex, Paragraph, Span, SpanKind, Table, TableCell,
    TableRow,
};
use crate::text::{Direction, Justify};

fn article(content: Content, width: u16, height: usize) -> Article {
    let masthead = Masthead {
        also_in: None,
        title: CleanText::line("Title"),
        byline: CleanText::line("Byline"),
        words: PageWords {
            links: Some("Links".into()),
            ..PageWords::default()
        },
    };
    let mut article = Article::new(
        headline(0, "Title"),
        document(content),
        DirectionHints::default(),
        &masthead,
        Options::default(),
        1,
    );
    article.fit(width, height);
    article
}

#[test]
fn the_dots_of_a_byline_do_not_hang_at_the_end_of_its_rows() {
    let rows = |byline: &str, base, width| -> Vec<String> {
        let masthead = Masthead {
            title: CleanText::line("T"),
            byline: CleanText::line(byline),
            ..Masthead::default()
        };
        let mut article = Article::new(
            headline(0, "T"),
            Document::default(),
            DirectionHints {
                always: Some(base),
                ..DirectionHints::default()
            },
            &masthead,
            Options::default(),
            1,
        );
        article.fit(width, 10);
        let lines = article.rows().skip(1).filter_map(|row| row.line);
        lines.map(|line| format!("{line} {}", line.width)).collect()
    };
    let byline = "The harbour news · Ann · 26\u{a0}July";
    let all = ["The harbour news · Ann · 26 July 32"];
    assert_eq!(rows(byline, Direction::Ltr, 40), all);
    let parted = ["The harbour news · Ann 22", "26 July 7"];
    assert_eq!(rows(byline, Direction::Ltr, 25), parted);
    let parted = ["רות · לנמה 10", "ילוי 26 7"];
    assert_eq!(
        rows("המנל · תור · 26\u{a0}יולי", Direction::Rtl, 14),
        parted
    );
}

fn filled(content: Content, justify: Justify) -> Vec<u16> {
    let options = Options {
        justify,
        ..Options::default()
    };
    let mut article = Article::new(
        headline(
            0,
            "A title that is too long for a single line of forty columns",
        ),
        document(content),
        DirectionHints::default(),
        &Masthead {
            also_in: None,
            title: CleanText::line("A title that is too long for a single line of forty columns"),
            ..Masthead::default()
        },
        options,
        1,
    );
    article.fit(40, 1000);
    let lines = article.rows().filter_map(|row| row.line);
    lines.map(|line| line.width).collect()
}

#[test]
fn paragraphs_are_filled_on_request_and_titles_never() {
    let full = |widths: &[u16]| widths.iter().filter(|&&width| width == 40).count();
    for (content, justify) in [
        (Content::Ltr, Justify::Space),
        (Content::Rtl, Justify::Kashida),
    ] {
        let (ragged, even) = (filled(content, Justify::Off), filled(content, justify));
        assert!(full(&even) > full(&ragged), "{ragged:?} {even:?}");
        assert_eq!(even.len(), ragged.len());
        assert_eq!(even[0], ragged[0], "the title stays as it is");
    }
}

/// What the screen shows, a string a row.
fn shown(article: &Article) -> Vec<String> {
    let rows = article.rows().take(article.height);
    rows.map(|row| row.line.map(ToString::to_string).unwrap_or_default())
        .collect()
}

#[test]
fn scrolling_row_by_row_shows_every_row_once_and_in_order() {
    for content in [Content::Ltr, Content::Rtl] {
        let whole = shown(&article(content, 40, 1000));
        let mut article = article(content, 40, 5);
        let mut seen = shown(&article);
        while !article.at_end() {
            article.scroll(1);
            seen.push(shown(&article).pop().expect("five rows are shown"));
        }
        assert_eq!(seen, whole);
    }
}

#[test]
fn a_step_lays_out_nothing_that_is_laid_out_already() {
    let mut article = article(Content::Rtl, 40, 5);
    while !article.at_end() {
        let before = article.laid_out.clone();
        article.scroll(1);
        for (before, after) in before.iter().zip(&article.laid_out) {
            let same = |(before, after)| Arc::ptr_eq(before, after);
            assert!(before.is_none() || before.as_ref().zip(after.as_ref()).is_some_and(same));
        }
    }
}

#[test]
fn the_last_row_stops_at_the_foot_of_the_screen() {
    let mut article = article(Content::Ltr, 40, 6);
    article.scroll(i64::MAX);
    let foot = shown(&article);
    assert_eq!(
        (foot.len(), foot[5].as_str()),
        (6, "https://pipes.example/organ")
    );
    let end = article.top();
    article.scroll_to_first();
    article.scroll_to_last();
    assert_eq!(article.top(), end);
    assert_eq!(article.progress(), 100);
}

#[test]
fn scrolling_there_and_back_comes_back() {
    let mut article = article(Content::Rtl, 30, 4);
    let places: Vec<Place> = std::iter::from_fn(|| {
        let top = article.top();
        (!article.at_end()).then(|| {
            article.scroll(3);
            top
        })
    })
    .collect();
    assert!(places.len() > 3);
    article.scroll(i64::MIN);
    assert_eq!(article.top(), Place::default());
}

#[test]
fn a_narrower_pane_keeps_the_paragraph_at_the_top() {
    let mut article = article(Content::Ltr, 60, 4);
    article.scroll(6);
    let piece = article.top().piece;
    article.fit(20, 4);
    assert_eq!(article.top().piece, piece);
}

#[test]
fn only_the_screen_is_laid_out_when_an_article_opens() {
    let blocks = (0..1000).map(|n| {
        Block::Paragraph(Paragraph {
            text: CleanText::line(&format!("paragraph {n}")),
            ..Paragraph::default()
        })
    });
    let document = Document {
        blocks: blocks.collect(),
        links: Vec::new(),
    };
    let mut article = Article::new(
        headline(0, "t"),
        document,
        DirectionHints::default(),
        &Masthead::default(),
        Options::default(),
        1,
    );
    article.fit(60, 20);
    let done = article
        .laid_out
        .iter()
        .filter(|lines| lines.is_some())
        .count();
    assert!(done < 60, "{done} of 1000 paragraphs");
}

#[test]
fn every_size_down_to_nothing_is_safe() {
    for width in 0..12 {
        for height in 0..4 {
            let mut article = article(Content::Rtl, width, height);
            for rows in [1, 7, -3, i64::MAX, -1, i64::MIN] {
                article.scroll(rows);
                assert!(article.rows().take(height).count() <= height);
            }
        }
    }
}

#[test]
fn styles_that_overlap_are_joined_and_links_are_numbered() {
    let text = "ab cd ef";
    let spans = vec![
        Span {
            range: 0..8,
            kind: SpanKind::Strong,
        },
        Span {
            range: 3..5,
            kind: SpanKind::Link(LinkIndex(4)),
        },
        Span {
            range: 3..8,
            kind: SpanKind::Emphasis,
        },
    ];
    let paragraph = Paragraph {
        text: CleanText::line(text),
        spans,
        ..Paragraph::default()
    };
    let blocks = [Block::Paragraph(paragraph)];
    let words = PageWords::default();
    let plain = flow::pieces(
        &blocks,
        &[],
        (DirectionHints::default(), Direction::Ltr),
        &words,
        1,
    )
    .list;
    assert_eq!(
        plain[0].text.as_str(),
        "ab cd ef",
        "they have no numbers unasked"
    );
    let words = PageWords {
        links: Some("Links".to_owned()),
        ..words
    };
    let pieces = flow::pieces(
        &blocks,
        &[],
        (DirectionHints::default(), Direction::Ltr),
        &words,
        1,
    )
    .list;
    assert_eq!(pieces[0].text.as_str(), "ab cd\u{a0}[5] ef");
    let runs: Vec<(&str, bool, bool)> = pieces[0]
        .runs
        .iter()
        .map(|run| {
            (
                &pieces[0].text.as_str()[run.range.clone()],
                TextStyle::unpack(run.style),
            )
        })
        .map(|(words, style)| (words, style.strong, style.emphasis))
        .collect();
    assert_eq!(
        runs,
        [
            ("ab ", true, false),
            ("cd", true, true),
            ("\u{a0}[5]", false, false),
            (" ef", true, true)
        ]
    );
}

#[test]
fn the_bar_of_a_quotation_goes_on_between_its_paragraphs_and_no_further() {
    let quote = |blocks: Vec<Block>| Block::Quote {
        blocks,
        source: None,
    };
    let picture = Block::Image {
        alt: Paragraph::default(),
        source: Some(LinkIndex(0)),
        link: None,
    };
    let blocks = vec![
        said("before"),
        quote(vec![
            said("one"),
            said("two"),
            quote(vec![said("inner"), said("more")]),
            said("مرحبا"),
            said("سلام"),
        ]),
        quote(vec![picture, said("next")]),
        said("after"),
    ];
    let article = page_of(blocks, "t", 40, 60);
    let bars: Vec<(String, usize)> = article
        .rows()
        .map(|row| {
            let line = row.line.map(ToString::to_string);
            (line.unwrap_or_default(), row.bars().len())
        })
        .collect();
    let bars: Vec<(&str, usize)> = bars.iter().map(|(line, n)| (line.as_str(), *n)).collect();
    let from = bars.iter().position(|(line, _)| *line == "before").unwrap();
    assert_eq!(
        bars[from..],
        [
            ("before", 0),
            ("", 0),
            ("one", 1),
            ("", 1),
            ("two", 1),
            ("", 1),
            ("inner", 2),
            ("", 2),
            ("more", 2),
            // The bar changes sides.
            ("", 0),
            ("ﺎﺒﺣﺮﻣ", 1),
            ("", 1),
            ("ﻡﻼﺳ", 1),
            ("", 0),
            ("▣", 1),
            ("", 1),
            ("next", 1),
            ("", 0),
            ("after", 0),
        ]
    );
}

#[test]
fn a_paragraph_has_the_direction_of_setting_then_markup_then_language_then_text() {
    let arabic = CleanText::line("OpenAI تطلق");
    let english = CleanText::line("plain words");
    let (ltr, rtl) = (Direction::Ltr, Direction::Rtl);
    let hints = |always, language| DirectionHints { always, language };
    assert_eq!(hints(Some(ltr), Some(rtl)).resolve(&arabic, Some(rtl)), ltr);
    assert_eq!(hints(None, Some(rtl)).resolve(&arabic, Some(ltr)), ltr);
    assert_eq!(hints(None, Some(rtl)).resolve(&arabic, None), rtl);
    assert_eq!(hints(None, Some(rtl)).resolve(&english, None), ltr);
    assert_eq!(
        hints(None, None).resolve(&arabic, None),
        ltr,
        "the first strong letter"
    );
}

fn words(text: &str) -> Paragraph {
    Paragraph {
        text: CleanText::line(text),
        ..Paragraph::default()
    }
}

fn said(text: &str) -> Block {
    Block::Paragraph(words(text))
}

fn page_of(blocks: Vec<Block>, title: &str, width: u16, height: usize) -> Article {
    let document = Document {
        blocks,
        links: Vec::new(),
    };
    let masthead = Masthead {
        title: CleanText::line(title),
        ..Masthead::default()
    };
    let mut article = Article::new(
        headline(0, title),
        document,
        DirectionHints::default(),
        &masthead,
        Options::default(),
        1,
    );
    article.fit(width, height);
    article
}

#[test]
fn the_title_is_said_once() {
    let heading = |text| Block::Heading {
        level: 1,
        text: words(text),
    };
    let blocks = vec![heading("The  “Title”!"), said("text")];
    assert_eq!(
        shown(&page_of(blocks, "the title", 40, 9)),
        ["the title", "", "", "text"]
    );
    let other = vec![heading("Another"), said("text")];
    assert!(shown(&page_of(other, "the title", 40, 9)).contains(&"Another".to_owned()));
}

#[test]
fn blank_lines_between_paragraphs_are_as_many_as_the_reader_wants() {
    let document = Document {
        blocks: vec![said("one"), said("two")],
        links: Vec::new(),
    };
    for (spacing, gap) in [(0, 1), (1, 2), (3, 4)] {
        let mut article = Article::new(
            headline(0, "t"),
            document.clone(),
            DirectionHints::default(),
            &Masthead::default(),
            Options::default(),
            spacing,
        );
        article.fit(40, 20);
        let rows = shown(&article);
        let place = |word| rows.iter().position(|row| row == word).unwrap();
        assert_eq!(place("two") - place("one"), gap);
    }
}

fn row_of(cells: &[Paragraph]) -> Block {
    let cell = |text: &Paragraph| TableCell {
        text: text.clone(),
        header: false,
        align: None,
        columns: 1,
        rows: 1,
    };
    Block::Table(Table {
        rows: vec![TableRow {
            header: false,
            cells: cells.iter().map(cell).collect(),
        }],
        ..Table::default()
    })
}

#[test]
fn tags_that_come_change_and_go_leave_the_reader_where_he_was() {
    let numbers: Vec<String> = (0..100).map(|n| n.to_string()).collect();
    let mut article = page_of(vec![said(&numbers.join(" "))], "t", 40, 4);
    article.scroll(6);
    let before = shown(&article);
    assert!(!before.contains(&"t".to_owned()), "{before:?}");
    for tags in [&["sea"][..], &["sea", "بحر"], &["news"], &[]] {
        let tags = tags.iter().copied().map(CleanText::line);
        article.set_tags(tags.collect());
        article.fit(40, 4);
        assert_eq!(shown(&article), before);
    }
}
