//! Folds, jumps and links.

use super::*;
use crate::text::StyleRun;

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

fn linked(text: &str, link: usize) -> Paragraph {
    Paragraph {
        spans: vec![Span {
            range: 0..text.len(),
            kind: SpanKind::Link(LinkIndex(link)),
        }],
        ..words(text)
    }
}

#[test]
fn all_cells_of_a_link_and_no_others_know_where_it_leads() {
    let blocks = vec![
        Block::Paragraph(linked("رابط", 0)),
        Block::Image {
            alt: words("a ship"),
            source: Some(LinkIndex(1)),
            link: None,
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
        &Masthead {
            words: PageWords {
                links: Some("Links".to_owned()),
                ..PageWords::default()
            },
            ..Masthead::default()
        },
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
fn a_picture_and_what_it_leads_to_are_two_links() {
    let picture = |alt, source, link| Block::Image {
        alt: words(alt),
        source: Some(LinkIndex(source)).filter(|_| source > 0),
        link: Some(LinkIndex(link)),
    };
    let blocks = [
        picture("a ship", 1, 2),
        picture("", 1, 2),
        picture("a", 0, 2),
    ];
    let hints = DirectionHints::default();
    for (links, texts) in [
        (None, ["▣ a ship ↗", "▣ ↗", "▣ a"]),
        (
            Some("Links".to_owned()),
            [
                "▣ a ship\u{a0}[2] ↗\u{a0}[3]",
                "▣\u{a0}[2] ↗\u{a0}[3]",
                "▣ a\u{a0}[3]",
            ],
        ),
    ] {
        let words = PageWords {
            links,
            ..PageWords::default()
        };
        let pieces = flow::pieces(&blocks, &[], (hints, Direction::Ltr), &words, 1).list;
        let pieces: Vec<&Piece> = pieces
            .iter()
            .filter(|piece| !piece.text.is_empty())
            .collect();
        assert_eq!(
            pieces
                .iter()
                .map(|piece| piece.text.as_str())
                .collect::<Vec<_>>(),
            texts
        );
        for (piece, leads) in pieces.iter().zip([&[1, 2][..], &[1, 2], &[2]]) {
            let of = |run: &StyleRun| TextStyle::unpack(run.style).link.map(|link| link.0);
            let found: Vec<usize> = piece.runs.iter().filter_map(of).collect();
            assert_eq!(found, leads);
            let own = piece.without_numbers(0..piece.text.as_str().len());
            assert!(!own.contains('['), "{own}");
        }
    }
}

#[test]
fn what_is_set_in_says_whose_it_is_without_passwords_and_look_alikes() {
    let embed = |n| Block::Embed {
        kind: EmbedKind::Video,
        title: Paragraph::default(),
        link: LinkIndex(n),
    };
    let urls = [
        "https://www.example.org/film",
        "https://ann:secret@example.org/film",
        "https://pаypal.example/film",
    ];
    let links = urls.map(|url| Link {
        url: url.to_owned(),
    });
    let document = Document {
        blocks: (0..urls.len()).map(embed).collect(),
        links: links.to_vec(),
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
    let hosts: Vec<String> = shown(&article)
        .iter()
        .filter_map(|row| Some(row.split_once('▶')?.1.replace([' ', '·'], "")))
        .collect();
    assert_eq!(
        hosts,
        ["example.org", "example.org", "xn--pypal-4ve.example"]
    );
}

/// What the links of a page of these blocks are called, and on which side that begins.
fn called(
    blocks: Vec<Block>,
    links: usize,
    hints: DirectionHints,
) -> Vec<Option<(String, Direction)>> {
    let link = |n| Link {
        url: format!("https://example.org/{n}"),
    };
    let masthead = Masthead {
        title: CleanText::line("Title"),
        words: PageWords {
            video: "Video".to_owned(),
            audio: "Audio".to_owned(),
            ..PageWords::default()
        },
        ..Masthead::default()
    };
    let document = Document {
        blocks,
        links: (0..links).map(link).collect(),
    };
    let (headline, options) = (headline(0, "Title"), Options::default());
    let article = Article::new(headline, document, hints, &masthead, options, 1);
    (0..links)
        .map(|n| {
            let words = article.link_words(LinkIndex(n))?;
            Some((without_isolates(words.text.as_str()), words.base))
        })
        .collect()
}

#[test]
fn a_link_is_called_by_the_words_of_the_first_place_that_leads_there() {
    let picture = |alt| Block::Image {
        alt: words(alt),
        source: Some(LinkIndex(1)),
        link: Some(LinkIndex(2)),
    };
    let blank = Block::Paragraph(Paragraph {
        spans: vec![Span {
            range: 1..2,
            kind: SpanKind::Link(LinkIndex(3)),
        }],
        ..words("a b")
    });
    let embed = |kind, title, link| Block::Embed {
        kind,
        title: words(title),
        link: LinkIndex(link),
    };
    let blocks = vec![
        // It is not shown: the title stands above it.
        Block::Heading {
            level: 1,
            text: linked("Title", 0),
        },
        picture(""),
        picture("a ship"),
        Block::Paragraph(linked("the harbour", 2)),
        blank,
        row_of(&[words("plain"), linked("a cell", 3)]),
        embed(EmbedKind::Video, "a film", 4),
        embed(EmbedKind::Audio, "", 5),
        Block::Details {
            summary: words("more"),
            blocks: vec![Block::Quote {
                blocks: vec![said("quoted")],
                source: Some(linked("who said\nso", 6)),
            }],
            open: false,
        },
        Block::Definitions(vec![crate::model::Definition {
            terms: vec![linked("a term", 7)],
            blocks: vec![Block::Paragraph(linked("the same", 7))],
        }]),
    ];
    let found = called(blocks, 9, DirectionHints::default());
    let texts: Vec<Option<&str>> = found
        .iter()
        .map(|words| words.as_ref().map(|(text, _)| text.as_str()))
        .collect();
    assert_eq!(
        texts,
        [
            Some("Title"),
            Some("▣ a ship"),
            Some("▣ a ship ↗"),
            Some("a cell"),
            Some("▶ Video · a film"),
            Some("♪ Audio"),
            Some("who said so"),
            Some("a term"),
            None,
        ]
    );
}

#[test]
fn the_words_of_a_link_begin_on_their_own_side() {
    let within = |text, link, direction| {
        Block::Paragraph(Paragraph {
            direction: Some(direction),
            ..linked(text, link)
        })
    };
    let blocks = vec![
        within("OpenSea تعلن توقف العبّارات", 0, Direction::Rtl),
        within("Pipes & Co.", 1, Direction::Rtl),
        within("عبّارة", 2, Direction::Ltr),
        Block::Paragraph(linked("12:30", 3)),
    ];
    let sides = |hints| -> Vec<Direction> {
        let found = called(blocks.clone(), 4, hints).into_iter().flatten();
        found.map(|(_, base)| base).collect()
    };
    let (ltr, rtl) = (Direction::Ltr, Direction::Rtl);
    let arabic = DirectionHints {
        language: Some(rtl),
        ..DirectionHints::default()
    };
    assert_eq!(sides(arabic), [rtl, ltr, rtl, rtl]);
    let always = DirectionHints {
        always: Some(ltr),
        ..DirectionHints::default()
    };
    assert_eq!(sides(always), [ltr; 4]);
}
