//! Tables that only place what is on a page.

use std::collections::HashSet;

use dom_query::NodeRef;

use crate::feed::page::words::letters;

/// Makes blocks of tables that hold a table, texts in one column, or an article.
pub(super) fn flatten(elements: &[NodeRef<'_>]) {
    let tables = || elements.iter().filter(|element| element.has_name("table"));
    let mut layouts = HashSet::new();
    for table in tables() {
        let around = table.ancestors_it(None).find(|up| up.has_name("table"));
        layouts.extend(around.map(|around| around.id));
    }
    for table in tables() {
        if layouts.contains(&table.id) || holds_text(table) {
            make_blocks(table);
        }
    }
}

/// Whether a cell is longer than any of data; or a paragraph, in a table of one column. Shorter lines are verse or data.
fn holds_text(table: &NodeRef<'_>) -> bool {
    const ARTICLE: usize = 600;
    const PARAGRAPH: usize = 80;
    let (mut longest, mut columns) = (0, 0);
    for row in table
        .element_children()
        .iter()
        .flat_map(NodeRef::element_children)
    {
        let cells = row.element_children();
        if cells.iter().any(|cell| cell.has_name("th")) {
            return false;
        }
        columns = columns.max(cells.len());
        let lengths = cells.iter().map(|cell| letters(&cell.text()));
        longest = longest.max(lengths.max().unwrap_or_default());
    }
    longest >= ARTICLE || (columns == 1 && longest >= PARAGRAPH)
}

/// Makes blocks of a table, its rows and its cells.
fn make_blocks(table: &NodeRef<'_>) {
    for group in table.element_children() {
        for row in group.element_children() {
            for cell in row.element_children() {
                cell.rename("div");
            }
            row.rename("div");
        }
        group.rename("div");
    }
    table.rename("div");
}
