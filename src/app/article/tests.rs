use super::*;
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
            links: "Links".into(),
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
    let pieces = flow::pieces(&blocks, &[], DirectionHints::default(), &words, 1).list;
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
fn what_is_folded_away_shows_when_its_summary_is_opened() {
    let details = |summary, blocks| Block::Details {
        summary: words(summary),
        blocks,
        open: false,
    };
    let inner = details("deeper", vec![said("deepest")]);
    let blocks = vec![
        details("first", vec![said("hidden"), inner]),
        said("behind"),
    ];
    let mut article = page_of(blocks, "t", 40, 30);
    let all = |article: &Article| shown(article).concat();
    assert!(!all(&article).contains("hidden"), "{}", all(&article));
    assert!(all(&article).contains("behind"));
    assert!(article.toggle_fold(0));
    assert!(all(&article).contains("hidden") && !all(&article).contains("deepest"));
    assert!(article.toggle_fold(1));
    assert!(all(&article).contains("deepest"));
    assert!(article.toggle_fold(0));
    assert!(!all(&article).contains("deepest") && !all(&article).contains("hidden"));
    assert!(
        !article.toggle_fold(1),
        "there is one summary on the screen"
    );
}

#[test]
fn a_jump_leads_to_its_footnote_though_folded_away_and_back() {
    let jump = Paragraph {
        spans: vec![Span {
            range: 5..7,
            kind: SpanKind::Jump(AnchorIndex(3)),
        }],
        ..words("claim¹")
    };
    let note = Paragraph {
        anchors: vec![AnchorIndex(3)],
        ..words("the note")
    };
    let mut blocks = vec![Block::Paragraph(jump)];
    blocks.extend((0..40).map(|n| said(&format!("paragraph {n}"))));
    blocks.push(Block::Details {
        summary: words("notes"),
        blocks: vec![Block::Paragraph(note)],
        open: false,
    });
    let mut article = page_of(blocks, "t", 40, 6);
    let start = article.top();
    assert!(article.follow_jump(0));
    assert!(shown(&article).contains(&"the note".to_owned()));
    assert!(article.jump_back());
    assert_eq!(article.top(), start);
    assert!(!article.jump_back());
    article.scroll(10);
    assert!(!article.follow_jump(0), "no jump is on the screen");
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
fn a_table_without_room_for_its_columns_is_read_row_by_row() {
    let row = |header, cells: [&str; 3]| TableRow {
        header,
        cells: cells
            .iter()
            .map(|cell| TableCell {
                text: words(cell),
                header,
                align: None,
                columns: 1,
                rows: 1,
            })
            .collect(),
    };
    let table = Table {
        rows: vec![
            row(true, ["Ship", "Destination", "Passengers"]),
            row(false, ["Aurora", "Northpoint", "120"]),
        ],
        ..Table::default()
    };
    let rows = |width| {
        let lines = shown(&page_of(vec![Block::Table(table.clone())], "t", width, 20));
        lines[3..].to_vec()
    };
    assert_eq!(
        rows(60),
        [
            "Ship   │ Destination │ Passengers",
            "───────┼─────────────┼───────────",
            "Aurora │ Northpoint  │        120",
        ]
    );
    assert_eq!(
        rows(20),
        [
            "Ship: Aurora",
            "Destination:",
            "Northpoint",
            "Passengers: 120"
        ]
    );
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

#[test]
fn every_cell_of_a_table_knows_the_bytes_it_shows() {
    let cell = |text: &str| TableCell {
        text: words(text),
        header: false,
        align: None,
        columns: 1,
        rows: 1,
    };
    let table = Table {
        rows: vec![TableRow {
            header: false,
            cells: vec![cell("one two"), cell("سلام"), cell("three")],
        }],
        ..Table::default()
    };
    for width in [8, 20, 60] {
        let article = page_of(vec![Block::Table(table.clone())], "t", width, 20);
        let drawn: String = article
            .rows()
            .skip(2)
            .flat_map(|row| {
                let text = row.piece.text.as_str();
                let cells = row.line.map_or(&[][..], |line| &line.cells);
                cells.iter().map(|cell| &text[cell.source_bytes()])
            })
            .collect();
        for word in ["one", "two", "three"] {
            assert!(drawn.contains(word), "{width}: {drawn}");
        }
    }
}

fn linked(text: &str, link: usize) -> Paragraph {
    Paragraph {
        spans: vec![Span {
            range: 0..text.len(),
            kind: SpanKind::Link(LinkIndex(link)),
        }],
        ..words(text)
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
fn all_cells_of_a_link_and_no_others_know_where_it_leads() {
    let blocks = vec![
        Block::Paragraph(linked("رابط", 0)),
        Block::Image {
            alt: words("a ship"),
            source: Some(LinkIndex(1)),
        },
        Block::Embed {
            kind: EmbedKind::Video,
            title: words("film"),
            link: LinkIndex(2),
        },
        row_of(&[words("plain"), linked("cell", 3)]),
        Block::Quote {
            blocks: vec![said("quoted")],
            source: Some(linked("source", 4)),
        },
    ];
    let links = (0..5)
        .map(|n| Link {
            url: format!("https://example.org/{n}"),
        })
        .collect();
    let mut article = Article::new(
        headline(0, "t"),
        Document { blocks, links },
        DirectionHints::default(),
        &Masthead::default(),
        Options::default(),
        1,
    );
    // What a link begins with; it ends with its number, but at the foot of the page there is its address alone.
    let begins = ["رابط", "▣", "▶", "cell", "source"];
    let stretch = |text: &str, n: usize| {
        if text == format!("https://example.org/{n}") {
            return Some(0..text.len());
        }
        let number = format!("[{}]", n + 1);
        Some(text.find(begins[n])?..text.find(&number)? + number.len())
    };
    for width in [12, 60] {
        article.fit(width, 60);
        let mut seen = [0; 5];
        for row in article.rows() {
            for cell in row.line.map_or(&[][..], |line| &line.cells) {
                let bytes = cell.source_bytes();
                let leads = (0..5).find(|n| {
                    let stretch = stretch(row.piece.text.as_str(), *n);
                    stretch.is_some_and(|link| link.start <= bytes.start && bytes.end <= link.end)
                });
                let link = TextStyle::unpack(cell.style).link;
                if !bytes.is_empty() {
                    assert_eq!(link, leads.map(LinkIndex), "{width}: {:?}", cell.symbol);
                }
                if let Some(LinkIndex(link)) = link {
                    seen[link] += 1;
                }
            }
        }
        assert!(seen.iter().all(|cells| *cells > 0), "{width}: {seen:?}");
        assert_eq!(article.links_on_screen().len(), 5, "{width}");
    }
}

#[test]
fn words_are_found_in_a_table_that_is_folded_away_and_end_the_selection() {
    let mut blocks: Vec<Block> = (0..30).map(|n| said(&format!("paragraph {n}"))).collect();
    blocks.push(Block::Details {
        summary: words("more"),
        blocks: vec![row_of(&[words("one"), words("needle")])],
        open: false,
    });
    let mut article = page_of(blocks, "t", 40, 6);
    article.select();
    assert!(article.find("NEEDLE", Place::default()));
    assert!(!article.is_selecting(), "the rows are others now");
    let rows = shown(&article);
    assert!(rows.iter().any(|row| row.contains("needle")), "{rows:?}");
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
