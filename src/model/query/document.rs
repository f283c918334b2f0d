//! `docs/query.md` says only what is true.

use super::Query;
use crate::text::Sought;

const DOCUMENT: &str = include_str!("../../../docs/query.md");

/// The rows of the tables under a heading of so many columns.
fn rows(columns: usize) -> Vec<Vec<String>> {
    let cells = |line: &str| -> Vec<String> {
        let inside = line.replace("\\|", "\u{0}");
        let inside = inside.trim_matches('|').split('|');
        inside
            .map(|cell| cell.trim().replace('\u{0}', "|"))
            .collect()
    };
    DOCUMENT
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(cells)
        .filter(|row| row.len() == columns)
        .collect()
}

fn code(cell: &str) -> &str {
    cell.trim_matches('`')
}

#[test]
fn every_query_of_the_document_is_understood() {
    let rows = rows(2);
    assert!(rows.len() >= 29, "{} rows", rows.len());
    for row in rows {
        let text = code(&row[0]);
        let query = Query::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert!(!query.is_empty(), "{text}");
        assert_eq!(Query::parse(&query.to_string()), Ok(query), "{text}");
    }
}

#[test]
fn the_document_tells_of_every_field() {
    for (field, _) in super::field::FIELDS {
        assert!(DOCUMENT.contains(&format!("| `{field}:")), "{field}");
    }
}

#[test]
fn words_are_found_where_the_document_says() {
    let rows = rows(3);
    assert!(rows.len() >= 15, "{} rows", rows.len());
    for row in rows {
        let text = code(&row[0]);
        let prefix = text.ends_with('*');
        let sought = Sought::new(text.trim_matches('"').trim_end_matches('*'), prefix);
        let examples = |cell: &str| -> Vec<String> {
            let parts = cell.split(", ").map(str::to_owned);
            parts.filter(|part| !part.is_empty()).collect()
        };
        for found in examples(&row[1]) {
            assert!(sought.is_in(&found), "{text} in {found}");
        }
        for other in examples(&row[2]) {
            assert!(!sought.is_in(&other), "{text} in {other}");
        }
    }
}
