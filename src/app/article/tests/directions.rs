//! Where text stands that does not say its own direction, and what is copied of lines of both.

use super::*;
use crate::model::{ListItem, ListStyle};

fn paragraph(text: &str) -> Block {
    Block::Paragraph(words(text))
}

fn words(text: &str) -> Paragraph {
    Paragraph {
        text: CleanText::block(text),
        ..Paragraph::default()
    }
}

fn bases(blocks: &[Block], around: Direction) -> Vec<Direction> {
    let hints = (DirectionHints::default(), around);
    let pieces = flow::pieces(blocks, &[], hints, &PageWords::default(), 1);
    pieces.list.iter().map(|piece| piece.base).collect()
}

#[test]
fn what_has_no_letters_stands_where_the_article_begins() {
    use Direction::{Ltr, Rtl};
    let item = ListItem {
        number: Some(1),
        blocks: vec![paragraph("2024")],
    };
    let list = Block::List {
        style: ListStyle::Decimal,
        items: vec![item],
    };
    let picture = Block::Image {
        alt: Paragraph::default(),
        source: None,
        link: None,
    };
    let blocks = [
        picture,
        paragraph("وصلت السفينة."),
        Block::Rule,
        paragraph("12:30"),
        list,
        paragraph("In English."),
        Block::Rule,
        Block::Quote {
            blocks: vec![paragraph("1 + 1")],
            source: None,
        },
    ];
    assert_eq!(
        bases(&blocks, Rtl),
        [Rtl, Rtl, Rtl, Rtl, Rtl, Ltr, Rtl, Rtl]
    );
    assert_eq!(
        bases(&blocks, Ltr),
        [Ltr, Rtl, Ltr, Ltr, Ltr, Ltr, Ltr, Ltr]
    );
}

#[test]
fn an_article_without_a_language_has_the_direction_of_its_title_or_of_its_first_letters() {
    use Direction::{Ltr, Rtl};
    let named = DirectionHints {
        language: Some(Rtl),
        ..DirectionHints::default()
    };
    let unnamed = DirectionHints::default();
    for (title, text, hints, rule) in [
        ("أخبار اليوم", "نص", unnamed, Rtl),
        ("iPhone 15", "نص", unnamed, Rtl),
        ("News", "words", unnamed, Ltr),
        ("(untitled)", "words", named, Rtl),
    ] {
        let document = Document {
            blocks: vec![Block::Rule, paragraph(text)],
            links: Vec::new(),
        };
        let masthead = Masthead {
            title: CleanText::line(title),
            ..Masthead::default()
        };
        let options = Options::default();
        let article = Article::new(headline(0, title), document, hints, &masthead, options, 1);
        let shown = article.pieces.iter().rev().nth(1).map(|piece| piece.base);
        assert_eq!(shown, Some(rule), "{title}");
    }
}

#[test]
fn what_is_copied_has_no_half_of_a_pair_of_controls() {
    let text = "נסו \u{2068}foo()\u{2069} או";
    let document = Document {
        blocks: vec![paragraph(text)],
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
    article.fit(40, 20);
    let piece = article.pieces.len() - 1;
    let at = |part: &str| text.find(part).unwrap();
    let spot = |from: usize, to: usize| Spot {
        piece,
        bytes: from..to,
    };
    // The last cell of the code has the end of the isolate with it.
    article.press(Some(spot(at("foo"), at("foo") + 1)));
    article.drag_to(spot(at(")"), at(" או")));
    assert_eq!(article.selected_text(), "foo()");
    article.drag_to(spot(at("או"), text.len()));
    assert_eq!(article.selected_text(), "foo() או");
    article.press(Some(spot(0, 2)));
    article.drag_to(spot(at("או"), text.len()));
    assert_eq!(article.selected_text(), text);
}
