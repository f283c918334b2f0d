use super::*;
use crate::app::fixture::{Content, document, headline};
use crate::model::{Block, LinkIndex, Paragraph, Span, SpanKind};
use crate::text::{Direction, Justify};

fn article(content: Content, width: u16, height: usize) -> Article {
    let masthead = Masthead {
        title: CleanText::line("Title"),
        byline: CleanText::line("Byline"),
        words: PageWords {
            links: "Links".into(),
            ..PageWords::default()
        },
    };
    let mut article = Article::new(
        headline(0, "Title"),
        &document(content),
        DirectionHints::default(),
        &masthead,
        Options::default(),
        1,
    );
    article.fit(width, height);
    article
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
        &document(content),
        DirectionHints::default(),
        &Masthead {
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
        &document,
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
    let pieces = flow::pieces(&blocks, &[], DirectionHints::default(), &words, 1).pieces;
    assert_eq!(pieces[0].text.as_str(), "ab cd [5] ef");
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
            (" [5]", false, false),
            (" ef", true, true)
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

/// The words lit in the rows on the screen, with `>` before the one gone to.
fn lit(article: &Article) -> Vec<String> {
    let mut lit = Vec::new();
    for row in article.rows().take(article.height) {
        let Some(line) = row.line else { continue };
        let within = |hit: &&Range<usize>| {
            hit.start >= line.source.start as usize && hit.end <= line.source.end as usize
        };
        lit.extend(row.hits.all.iter().filter(within).map(|hit| {
            let mark = if row.hits.current == Some(hit) {
                ">"
            } else {
                ""
            };
            format!("{mark}{}", &row.piece.text.as_str()[hit.clone()])
        }));
    }
    lit
}

fn searched(content: Content, query: &str, height: usize) -> Article {
    let mut article = article(content, 40, height);
    article.light(&Query::parse(query).unwrap());
    article
}

#[test]
fn what_was_searched_for_is_lit_in_the_spelling_of_the_article() {
    let article = searched(
        Content::Rtl,
        "الصيادين OR يبدو OR كالابريق OR title:lamp",
        100,
    );
    assert_eq!(lit(&article), ["يبدو", "كالإبريق"]);
    let article = searched(Content::Ltr, "like title:the -say", 100);
    assert_eq!(lit(&article), ["Like", "Like"]);
    let article = searched(Content::Ltr, "pipes", 100);
    assert_eq!(lit(&article), [""; 0], "an address is no text");
}

#[test]
fn hits_are_gone_to_one_by_one_and_back() {
    let mut article = searched(Content::Ltr, "the OR nine", 6);
    let (mut seen, mut tops) = (Vec::new(), Vec::new());
    while article.go_to_hit(true) {
        let current: Vec<String> = lit(&article)
            .into_iter()
            .filter(|hit| hit.starts_with('>'))
            .collect();
        assert_eq!(current.len(), 1, "the one gone to is on the screen");
        seen.extend(current);
        tops.push(article.top());
    }
    let whole = searched(Content::Ltr, "the OR nine", 1000);
    let all: Vec<String> = lit(&whole).iter().map(|hit| format!(">{hit}")).collect();
    assert!(all.len() > 8, "{all:?}");
    assert_eq!(seen, all);
    assert!(tops.is_sorted());
    let mut back = 0;
    while article.go_to_hit(false) {
        back += 1;
    }
    assert_eq!(back, all.len() - 1);
}

#[test]
fn the_way_to_the_next_hit_begins_where_the_reader_is() {
    let mut article = searched(Content::Ltr, "lamp OR nine OR whistle", 4);
    assert!(article.go_to_hit(true));
    assert_eq!(lit(&article), [">lamp"]);
    article.scroll_to_last();
    for expected in [">lamp", ">whistle", ">nine"] {
        assert!(article.go_to_hit(false));
        assert!(lit(&article).contains(&expected.to_owned()), "{expected}");
    }
    article.scroll_to_first();
    assert!(!article.go_to_hit(false), "nothing is above the first row");
}

#[test]
fn hits_stay_when_the_page_gets_another_width() {
    let mut article = searched(Content::Rtl, "الخليج", 100);
    assert!(article.go_to_hit(true));
    article.fit(20, 100);
    assert_eq!(lit(&article), [">الخليج"]);
}

#[test]
fn words_are_found_from_a_place_on_and_then_from_the_beginning() {
    for (content, words) in [(Content::Ltr, "ORGAN"), (Content::Rtl, "اُرغَن")] {
        let mut article = article(content, 40, 4);
        assert!(article.find(words, Place::default()), "{content:?}");
        let first = article.known_hits(article.current.expect("a hit").piece);
        assert!(first.current.is_some());
        article.scroll_to_last();
        let foot = article.top();
        assert!(!article.find("zebra", foot));
        assert_eq!(article.top(), foot, "nothing moves where nothing is found");
        assert!(article.end_find());
        assert!(!article.is_searched());
    }
}
