//! Tables on the page.

use super::*;

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
