//! HTML that is made to hurt is a page like any other. How long it takes and how much memory, `benches/article.rs`
//! tells.

use newsterm::app::Size;

use super::{document, reading};

const SIZE: Size = Size {
    columns: 80,
    rows: 24,
};

/// The first screen of a page, and whether the last word of it is reached at its end.
fn reaches_the_end(html: &str) -> bool {
    let document = document(html);
    let mut state = reading(&document, "title", None, SIZE);
    let article = state.article.as_mut().unwrap();
    article.scroll_to_last();
    article
        .rows()
        .any(|row| row.piece.text.as_str().contains("the end"))
}

#[test]
fn the_text_behind_what_is_made_to_hurt_is_read() {
    let deep = "<div><blockquote><ul><li>".repeat(5_000);
    let attribute = format!("<p title='{}'>", "x".repeat(1_000_000));
    let cells = format!("<table>{}</table>", "<tr><td>1<td>2<td>3".repeat(3_000));
    let one_row = format!("<table><tr>{}</table>", "<td>1".repeat(3_000));
    let picture = format!(
        "<img src='data:image/png;base64,{}'>",
        "A".repeat(1_000_000)
    );
    let drawing = format!("<svg>{}</svg>", "<g><path d='M0 0'>".repeat(3_000));
    let spans = format!("<p>{}</p>", "<a href=/x>l</a>".repeat(3_000));
    let quotes = "<q>".repeat(3_000);
    let raised = "<sup>a".repeat(3_000);
    let span = "<table><tr><td colspan=9999 rowspan=9999>a<td>b<tr><td>c</table>";
    for hostile in [
        &deep, &attribute, &cells, &one_row, &picture, &drawing, &spans, &quotes, &raised, span,
    ] {
        let html = format!("{hostile}<p>the end</p>");
        assert!(reaches_the_end(&html), "{html:.60}");
    }
}
