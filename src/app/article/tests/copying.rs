//! What is copied of rows that are selected.

use super::*;
use crate::model::{ListItem, ListStyle};

fn words(text: &str) -> Block {
    Block::Paragraph(Paragraph {
        text: CleanText::line(text),
        ..Paragraph::default()
    })
}

fn list(style: ListStyle, items: Vec<Vec<Block>>) -> Block {
    let numbered = items.into_iter().zip(9..);
    Block::List {
        style,
        items: numbered
            .map(|(blocks, number)| ListItem {
                number: (style == ListStyle::Decimal).then_some(number),
                blocks,
            })
            .collect(),
    }
}

#[test]
fn items_of_lists_in_lists_are_copied_with_their_place() {
    let deep = list(ListStyle::Bullet, vec![vec![words("deep")]]);
    let inner = list(
        ListStyle::Decimal,
        vec![vec![words("nine")], vec![words("ten"), deep]],
    );
    let blocks = vec![
        words("before"),
        list(
            ListStyle::Bullet,
            vec![vec![words("one"), inner], vec![words("two")]],
        ),
        words("after"),
        list(ListStyle::Decimal, vec![vec![words("apart")]]),
    ];
    let mut article = Article::new(
        headline(0, "Title"),
        Document {
            blocks,
            links: Vec::new(),
        },
        DirectionHints::default(),
        &Masthead::default(),
        Options::default(),
        1,
    );
    article.fit(40, 30);
    article.select();
    article.select();
    article.extend_selection(100);
    let expected = "before\n\n• one\n  9. nine\n  10. ten\n    ◦ deep\n• two\n\nafter\n\n9. apart";
    assert!(
        article.selected_text().ends_with(expected),
        "{}",
        article.selected_text()
    );
    article.end_selection();
    article.select();
    article.extend_selection(7);
    article.select();
    article.extend_selection(2);
    assert_eq!(article.selected_text(), "10. ten\n  ◦ deep\n• two");
}
