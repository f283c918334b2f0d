use crate::app::fixture::{Content, NOON, loaded, loaded_article, press};
use crate::app::{Effect, LoadedArticle, Message, Size, State, update};
use crate::lang::Phrase;
use crate::model::{
    Block, Document, EntryId, LeftAt, LinkIndex, Paragraph, Table, TableCell, TableRow,
};
use crate::text::CleanText;

fn paragraph(text: &str) -> Paragraph {
    Paragraph {
        text: CleanText::line(text),
        ..Paragraph::default()
    }
}

/// Thirty paragraphs, each of several rows.
fn long(kind: &str) -> Document {
    let words = "and it is long enough for a row or two, whatever the width of the screen may be. ";
    let paragraphs = (0..30).map(|n| format!("{kind} {n}: {}", words.repeat(3)));
    Document {
        blocks: paragraphs
            .map(|text| Block::Paragraph(paragraph(&text)))
            .collect(),
        links: Vec::new(),
    }
}

fn given(entry: EntryId) -> LoadedArticle {
    loaded_article(entry, long("Feed"))
}

/// Answers the orders for articles; gives what is to be kept.
fn answer(
    state: &mut State,
    effects: Vec<Effect>,
    given: &dyn Fn(EntryId) -> LoadedArticle,
) -> Vec<Option<LeftAt>> {
    let mut kept = Vec::new();
    for effect in effects {
        match effect {
            Effect::LoadArticle { request, entry } => {
                let article = Some(Box::new(given(entry)));
                update(state, Message::ArticleLoaded { request, article }, NOON);
            }
            Effect::KeepPosition { left_at, .. } => kept.push(left_at),
            _ => {}
        }
    }
    kept
}

fn opened(given: &dyn Fn(EntryId) -> LoadedArticle) -> State {
    let mut state = loaded(80, 24, Content::Ltr);
    press(&mut state, "l");
    let effects = press(&mut state, "enter");
    answer(&mut state, effects, given);
    state
}

/// The text at the top of the screen.
fn top(state: &State) -> String {
    let article = state.article.as_ref().unwrap();
    let row = article.rows().find(|row| row.line.is_some()).unwrap();
    let bytes = row.line.unwrap().source.start as usize;
    row.piece.text.as_str()[bytes..].to_owned()
}

#[test]
fn an_article_left_in_the_middle_opens_there_again() {
    let mut state = opened(&given);
    assert_eq!(state.notice, None, "it is new");
    press(&mut state, "space space j");
    let seen = top(&state);
    // Nothing is written while one reads.
    let effects = press(&mut state, "space b");
    assert_eq!(answer(&mut state, effects, &given), []);
    let effects = press(&mut state, "J");
    let kept = answer(&mut state, effects, &given);
    assert!(matches!(kept[..], [Some(_)]), "{kept:?}");
    // The cache has not heard of it yet.
    let effects = press(&mut state, "K");
    assert_eq!(answer(&mut state, effects, &given), [], "nothing was read");
    assert_eq!(top(&state), seen);
    let key = "g g".to_owned();
    let notice = state.notice.as_ref().map(|notice| &notice.phrase);
    assert_eq!(notice, Some(&Phrase::StatusLeftHere { key }));
    press(&mut state, "g g");
    assert!(state.article.as_ref().unwrap().at_start());
}

#[test]
fn every_way_out_of_an_article_keeps_the_place_once() {
    for keys in ["q", "esc", "tab", "J"] {
        let mut state = opened(&given);
        press(&mut state, "space");
        let effects = press(&mut state, keys);
        let kept = answer(&mut state, effects, &given);
        assert!(matches!(kept[..], [Some(_)]), "{keys} {kept:?}");
        let effects = update(&mut state, Message::Ending, NOON);
        assert_eq!(answer(&mut state, effects, &given), [], "{keys}");
    }
    let mut state = opened(&given);
    press(&mut state, "space");
    let effects = update(&mut state, Message::Ending, NOON);
    assert_eq!(answer(&mut state, effects, &given).len(), 1);
}

#[test]
fn the_place_is_kept_once_a_minute_while_one_reads() {
    let mut state = opened(&given);
    press(&mut state, "space");
    let minutes_later = |state: &mut State, minutes: i32| {
        let effects = update(
            state,
            Message::TimePassed,
            NOON.plus_seconds(60 * i64::from(minutes)),
        );
        answer(state, effects, &given)
    };
    let kept = minutes_later(&mut state, 1);
    assert!(matches!(kept[..], [Some(_)]), "{kept:?}");
    assert_eq!(minutes_later(&mut state, 2), [], "nobody has gone on");
    press(&mut state, "q");
    assert_eq!(minutes_later(&mut state, 3), [], "nobody reads");
}

#[test]
fn the_beginning_and_the_end_are_not_remembered() {
    let left_at = Some(LeftAt {
        of_page: false,
        block: 7,
        byte: 0,
    });
    let left = |entry| LoadedArticle {
        left_at,
        ..given(entry)
    };
    for (keys, kept) in [("g g", vec![None]), ("G", vec![None]), ("j k", vec![])] {
        let mut state = opened(&left);
        assert!(top(&state).starts_with("Feed 7"));
        press(&mut state, keys);
        let effects = press(&mut state, "q");
        assert_eq!(answer(&mut state, effects, &left), kept, "{keys}");
    }
    for keys in ["g g", "G"] {
        let mut state = opened(&given);
        press(&mut state, keys);
        let effects = press(&mut state, "q");
        assert_eq!(answer(&mut state, effects, &given), [], "{keys}");
    }
}

#[test]
fn an_article_that_has_not_come_yet_is_not_forgotten() {
    let mut state = loaded(80, 24, Content::Ltr);
    press(&mut state, "l enter");
    let effects = press(&mut state, "q");
    assert_eq!(answer(&mut state, effects, &given), []);
}

#[test]
fn the_place_is_one_of_the_text_whatever_the_width() {
    let left_at = Some(LeftAt {
        of_page: false,
        block: 7,
        byte: 100,
    });
    let left = |entry| LoadedArticle {
        left_at,
        ..given(entry)
    };
    let shows = |state: &State| {
        let article = state.article.as_ref().unwrap();
        let row = article.rows().next().unwrap();
        assert!(row.piece.text.as_str().starts_with("Feed 7"));
        let line = row.line.unwrap();
        assert!(line.source.contains(&100), "{:?}", line.source);
    };
    let mut state = opened(&left);
    shows(&state);
    for columns in [40, 120, 61, 80] {
        let size = Size { columns, rows: 24 };
        update(&mut state, Message::Resized(size), NOON);
        let article = state.article.as_ref().unwrap();
        let row = article.rows().next().unwrap();
        assert!(row.piece.text.as_str().starts_with("Feed 7"), "{columns}");
    }
    let mut narrow = loaded(40, 12, Content::Rtl);
    press(&mut narrow, "l");
    let effects = press(&mut narrow, "enter");
    answer(&mut narrow, effects, &left);
    shows(&narrow);
}

#[test]
fn the_text_it_was_left_in_is_shown_again() {
    let both = |of_page| {
        move |entry| LoadedArticle {
            page: Some(long("Page")),
            left_at: Some(LeftAt {
                of_page,
                block: 3,
                byte: 0,
            }),
            ..given(entry)
        }
    };
    assert!(top(&opened(&both(true))).starts_with("Page 3"));
    assert!(top(&opened(&both(false))).starts_with("Feed 3"));
    // A page that is there no more has no middle.
    let gone = |entry| LoadedArticle {
        page: None,
        ..both(true)(entry)
    };
    let state = opened(&gone);
    assert!(state.article.as_ref().unwrap().at_start());
    assert_eq!(state.notice, None);
}

#[test]
fn a_text_that_has_become_shorter_opens_at_its_end() {
    let left_at = Some(LeftAt {
        of_page: false,
        block: u32::MAX,
        byte: u32::MAX,
    });
    let left = |entry| LoadedArticle {
        left_at,
        ..given(entry)
    };
    assert!(opened(&left).article.unwrap().at_end());
    // Bytes behind the end of a block, also in a table and in what is folded away.
    let row = TableRow {
        header: false,
        cells: vec![TableCell {
            text: paragraph("7"),
            header: false,
            align: None,
            columns: 1,
            rows: 1,
        }],
    };
    let document = Document {
        blocks: vec![
            Block::Details {
                summary: paragraph("More"),
                blocks: long("Folded").blocks,
                open: false,
            },
            Block::Table(Table {
                rows: vec![row; 50],
                ..Table::default()
            }),
        ],
        links: Vec::new(),
    };
    for block in [0, 5, 40, 60] {
        let left = |entry| LoadedArticle {
            document: document.clone(),
            left_at: Some(LeftAt {
                of_page: false,
                block,
                byte: 9999,
            }),
            ..given(entry)
        };
        let state = opened(&left);
        assert!(!state.article.as_ref().unwrap().at_start(), "{block}");
        assert_eq!(state.article.unwrap().link(LinkIndex(0)), None);
    }
}

#[test]
fn a_place_in_the_page_as_it_was_is_one_of_the_page() {
    let outdated = |entry| LoadedArticle {
        page: Some(long("Page")),
        outdated: true,
        lacking: true,
        ..given(entry)
    };
    let mut state = loaded(80, 24, Content::Ltr);
    press(&mut state, "l");
    let effects = press(&mut state, "enter");
    let mut fetched = Vec::new();
    for effect in effects {
        if let Effect::LoadArticle { request, entry } = effect {
            let article = Some(Box::new(outdated(entry)));
            let message = Message::ArticleLoaded { request, article };
            fetched.extend(update(&mut state, message, NOON));
        }
    }
    press(&mut state, "space space");
    for effect in fetched {
        if let Effect::FetchPage { request, .. } = effect {
            let page = Ok(Box::new(long("New page")));
            update(&mut state, Message::PageFetched { request, page }, NOON);
        }
    }
    let article = state.article.as_ref().unwrap();
    let row = article.rows().next().unwrap();
    assert!(row.piece.text.as_str().starts_with("Page"), "the old one");
    let effects = press(&mut state, "q");
    let kept = answer(&mut state, effects, &given);
    assert!(
        matches!(kept[..], [Some(LeftAt { of_page: true, .. })]),
        "{kept:?}"
    );
}
