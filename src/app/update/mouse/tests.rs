use std::ops::Range;

use crate::app::fixture::{Content, NOON, loaded, loaded_article, press};
use crate::app::{
    Article, Effect, Following, Message, Mouse, MouseKind, Pane, Selected, State, update,
};
use crate::lang::Phrase;
use crate::model::{
    Block, Document, Link, LinkIndex, ListItem, ListStyle, Paragraph, Span, SpanKind, Table,
    TableCell, TableRow,
};
use crate::text::{CleanText, Direction};

fn paragraph(text: &str) -> Block {
    Block::Paragraph(Paragraph {
        text: CleanText::line(text),
        ..Paragraph::default()
    })
}

/// An open article of these blocks; its text begins in the fifth row of the screen, and is 40 columns wide at most.
fn reading(columns: u16, screen: Direction, blocks: &[Block], links: &[Link]) -> State {
    let mut state = loaded(columns, 24, Content::Ltr);
    state.interface.direction = screen;
    open(&mut state, blocks, links);
    state
}

fn open(state: &mut State, blocks: &[Block], links: &[Link]) {
    press(state, "l");
    for effect in press(state, "enter") {
        if let Effect::LoadArticle { request, entry } = effect {
            let document = Document {
                blocks: blocks.to_vec(),
                links: links.to_vec(),
            };
            let article = Some(Box::new(loaded_article(entry, document)));
            update(state, Message::ArticleLoaded { request, article }, NOON);
        }
    }
}

fn used(state: &mut State, kind: MouseKind, (column, row): (u16, u16)) -> Vec<Effect> {
    update(state, Message::Mouse(Mouse { kind, column, row }), NOON)
}

/// Drags from one place of the screen to another; gives what is copied.
fn dragged(state: &mut State, from: (u16, u16), to: (u16, u16)) -> Option<String> {
    assert_eq!(used(state, MouseKind::Click, from), []);
    assert_eq!(used(state, MouseKind::Drag, to), []);
    let effects = used(state, MouseKind::Release, to);
    match &effects[..] {
        [Effect::Copy(text)] => Some(text.clone()),
        [] => None,
        _ => panic!("{effects:?}"),
    }
}

/// The first row of the screen that shows the text, and the column of the page's left edge and its right one.
fn place(state: &State, text: &str) -> (u16, u16, u16) {
    let page = state.page().unwrap();
    let article = state.article.as_ref().unwrap();
    let shows = |piece: &str| piece.contains(text);
    let row = article
        .rows()
        .position(|row| row.line.is_some() && shows(row.piece.text.as_str()))
        .unwrap();
    let left = page.left(state.size.columns, state.interface.direction);
    let row = page.top + u16::try_from(row).unwrap();
    (row, left, left + page.width - 1)
}

#[test]
fn text_is_selected_in_the_order_in_which_it_is_read() {
    // Shown as "one םייתש three" and, at the right edge, "אחת two שלוש" from right to left.
    let blocks = || vec![paragraph("one שתיים three"), paragraph("אחת two שלוש")];
    for columns in [40, 80, 120] {
        for screen in [Direction::Ltr, Direction::Rtl] {
            let mut state = reading(columns, screen, &blocks(), &[]);
            let (row, left, right) = place(&state, "one");
            for (from, to, copied) in [
                (0, 8, "one ש"),
                (8, 0, "one ש"),
                (4, 10, "ם t"),
                (1, 1, "n"),
                (5, 7, "תיי"),
                (10, 99, "three"),
            ] {
                let [from, to] = [from, to].map(|column| ((left + column).min(right), row));
                let copied = Some(copied.to_owned());
                assert_eq!(
                    dragged(&mut state, from, to),
                    copied,
                    "{columns} {screen:?}"
                );
            }
            // Counted from the right, where the second paragraph begins.
            let (row, left, right) = place(&state, "אחת");
            for (from, to, copied) in [
                (0, 2, "אחת"),
                (2, 4, "ת two"),
                (2, 6, "ת t"),
                (4, 8, "o ש"),
                (99, 9, "לוש"),
            ] {
                let [from, to] =
                    [from, to].map(|column| (right.saturating_sub(column).max(left), row));
                let copied = Some(copied.to_owned());
                assert_eq!(
                    dragged(&mut state, from, to),
                    copied,
                    "{columns} {screen:?}"
                );
            }
        }
    }
}

#[test]
fn what_is_selected_is_shown_on_the_cells_of_its_clusters() {
    let mut state = reading(80, Direction::Ltr, &[paragraph("one שתיים three")], &[]);
    let (row, left, _) = place(&state, "one");
    dragged(&mut state, (left + 4, row), (left + 10, row));
    let article = state.article.as_ref().unwrap();
    let shown = article
        .rows()
        .find_map(|row| match (row.line, article.selected_in(&row)) {
            (Some(line), Some(Selected::Bytes(bytes))) => Some(line.columns(bytes)),
            _ => None,
        });
    // The last letter of the Hebrew word is its leftmost; the space and the t stand behind the word.
    assert_eq!(shown.unwrap(), [4..5, 9..11]);
    press(&mut state, "esc");
    assert!(!state.article.as_ref().unwrap().has_selection());
    assert_eq!(state.focus, Pane::Article);
}

#[test]
fn text_of_several_paragraphs_is_copied_with_what_marks_them() {
    let item = |text: &str| ListItem {
        number: None,
        blocks: vec![paragraph(text)],
    };
    let blocks = vec![
        paragraph("Before the list."),
        Block::List {
            style: ListStyle::Bullet,
            items: vec![item("bread"), item("salt and oil")],
        },
    ];
    let mut state = reading(80, Direction::Ltr, &blocks, &[]);
    let (first, left, _) = place(&state, "Before");
    let (last, ..) = place(&state, "salt");
    let copied = dragged(&mut state, (left + 7, first), (left + 5, last));
    assert_eq!(copied.unwrap(), "the list.\n\n• bread\n• salt");
    let notice = state.notice.as_ref().map(|notice| &notice.phrase);
    assert_eq!(notice, Some(&Phrase::StatusCopiedText { lines: 3 }));
    // It stays, and y copies it once more.
    let effects = press(&mut state, "y");
    assert_eq!(
        effects,
        [Effect::Copy("the list.\n\n• bread\n• salt".into())]
    );
    assert!(!state.article.as_ref().unwrap().has_selection());
}

#[test]
fn above_and_below_the_page_dragging_scrolls() {
    let blocks: Vec<Block> = (0..60).map(|n| paragraph(&format!("Mile {n}."))).collect();
    let mut state = reading(80, Direction::Ltr, &blocks, &[]);
    let (row, left, _) = place(&state, "Mile 0");
    used(&mut state, MouseKind::Click, (left, row));
    for _ in 0..40 {
        used(&mut state, MouseKind::Drag, (left + 2, 23));
    }
    let effects = used(&mut state, MouseKind::Release, (left + 2, 23));
    let [Effect::Copy(text)] = &effects[..] else {
        panic!("{effects:?}");
    };
    assert!(text.starts_with("Mile 0.\n\nMile 1."), "{text}");
    assert!(text.contains("Mile 20."), "{text}");
}

#[test]
fn a_press_that_is_let_go_outside_of_the_window_selects_nothing_later() {
    let mut state = reading(120, Direction::Ltr, &[paragraph("one two three")], &[]);
    let (row, left, _) = place(&state, "one");
    assert_eq!(used(&mut state, MouseKind::Click, (left, row)), []);
    // Of a source, and from there into the article.
    used(&mut state, MouseKind::Click, (3, 2));
    assert_eq!(used(&mut state, MouseKind::Drag, (left + 5, row)), []);
    assert_eq!(used(&mut state, MouseKind::Release, (left + 5, row)), []);
    assert!(!state.article.as_ref().unwrap().has_selection());
}

#[test]
fn a_click_on_a_link_chooses_it_and_one_beside_it_does_not() {
    let text = CleanText::line("See the ferry now");
    let link = Link {
        url: "https://ferry.example/".to_owned(),
    };
    let span = Span {
        range: 8..13,
        kind: SpanKind::Link(LinkIndex(0)),
    };
    let block = Block::Paragraph(Paragraph {
        text,
        spans: vec![span],
        ..Paragraph::default()
    });
    let mut state = reading(80, Direction::Ltr, &[block], &[link]);
    let (row, left, _) = place(&state, "See");
    for (column, chosen) in [(9, true), (2, false), (60, false)] {
        let at = (left + column, row);
        used(&mut state, MouseKind::Click, at);
        assert_eq!(used(&mut state, MouseKind::Release, at), []);
        let following = chosen.then_some(Following::Chosen(LinkIndex(0)));
        assert_eq!(state.following, following, "{column}");
    }
}

#[test]
fn the_numbers_of_links_are_not_copied() {
    let linked = |text: &str, range: Range<usize>, link: usize| Paragraph {
        text: CleanText::line(text),
        spans: vec![Span {
            range,
            kind: SpanKind::Link(LinkIndex(link)),
        }],
        ..Paragraph::default()
    };
    let cell = |text| TableCell {
        text,
        header: false,
        align: None,
        columns: 1,
        rows: 1,
    };
    let row = TableRow {
        cells: vec![cell(linked("quay", 0..4, 0)), cell(linked("noon", 0..4, 1))],
        ..TableRow::default()
    };
    let blocks = [
        Block::Paragraph(linked("See the ferry [1] now", 8..13, 0)),
        Block::Image {
            alt: linked("a ship", 0..0, 0),
            source: Some(LinkIndex(1)),
            link: None,
        },
        Block::Table(Table {
            rows: vec![row],
            ..Table::default()
        }),
    ];
    let link = |n| Link {
        url: format!("https://ferry.example/{n}"),
    };
    let mut state = loaded(80, 24, Content::Ltr);
    state.interface.link_numbers = true;
    open(&mut state, &blocks, &[link(0), link(1)]);
    let (first, left, right) = place(&state, "See the ferry\u{a0}[1] [1] now");
    let (last, ..) = place(&state, "quay\u{a0}[1]\tnoon\u{a0}[2]");
    let copied = dragged(&mut state, (left, first), (right, last)).unwrap();
    assert_eq!(copied, "See the ferry [1] now\n\n▣ a ship\n\nquay\tnoon");
    // From within one number, and to within another.
    let copied = dragged(&mut state, (left + 15, first), (right, first)).unwrap();
    assert_eq!(copied, " [1] now");
    let copied = dragged(&mut state, (left + 8, first), (left + 15, first)).unwrap();
    assert_eq!(copied, "ferry");
    // Rows are copied as text is.
    press(&mut state, "v v j j j j j j");
    let [Effect::Copy(copied)] = &press(&mut state, "y")[..] else {
        panic!("nothing was copied");
    };
    assert!(copied.contains("See the ferry [1] now"), "{copied}");
}

#[test]
fn nothing_is_selected_where_nothing_was_pressed() {
    let mut state = reading(120, Direction::Ltr, &[paragraph("One two.")], &[]);
    let (row, left, _) = place(&state, "One");
    for kind in [MouseKind::Drag, MouseKind::Release] {
        assert_eq!(used(&mut state, kind, (left, row)), []);
    }
    // Pressed in another pane.
    used(&mut state, MouseKind::Click, (3, 3));
    used(&mut state, MouseKind::Drag, (left, row));
    assert_eq!(used(&mut state, MouseKind::Release, (left, row)), []);
    assert!(!state.article.as_ref().is_some_and(Article::has_selection));
}

#[test]
fn what_keeps_the_parts_of_a_line_from_one_another_is_not_copied() {
    let mut state = reading(80, Direction::Ltr, &[paragraph("One two.")], &[]);
    let (row, left, right) = place(&state, "·");
    let copied = dragged(&mut state, (left, row), (right, row)).unwrap();
    assert!(copied.contains(" · "), "{copied}");
    assert!(!copied.contains(['\u{2068}', '\u{2069}']), "{copied:?}");
}

#[test]
fn what_is_selected_of_an_article_is_not_copied_in_place_of_a_headline() {
    let mut state = reading(120, Direction::Ltr, &[paragraph("One two.")], &[]);
    let (row, left, _) = place(&state, "One");
    dragged(&mut state, (left, row), (left + 2, row));
    press(&mut state, "tab tab");
    assert_eq!(state.focus, Pane::Headlines);
    let link = state.current_entry().unwrap().link.clone().unwrap();
    assert_eq!(press(&mut state, "y"), [Effect::Copy(link)]);
}

#[test]
fn what_was_pressed_is_let_go_when_tags_come_over_the_text() {
    let mut state = reading(80, Direction::Ltr, &[paragraph("One two.")], &[]);
    let (row, left, _) = place(&state, "One");
    used(&mut state, MouseKind::Click, (left, row));
    let article = state.article.as_mut().unwrap();
    article.set_tags(vec![CleanText::line("sea")]);
    used(&mut state, MouseKind::Drag, (left + 2, row + 1));
    assert_eq!(
        used(&mut state, MouseKind::Release, (left + 2, row + 1)),
        []
    );
    assert!(!state.article.as_ref().unwrap().has_selection());
}
