//! BidiCharacterTest.txt once more, through whole laid-out lines: order, levels and mirrored brackets as drawn.

use newsterm::text::{Cell, CleanText, Direction, Options, layout};

use super::{code_point, data_lines, passed, unicode_file};

/// Pairs of characters that are each other's image, of those that the file has (`BidiMirroring.txt`).
const PAIRS: [(char, char); 5] = [
    ('(', ')'),
    ('[', ']'),
    ('{', '}'),
    ('<', '>'),
    ('\u{2329}', '\u{232a}'),
];

fn image(c: char) -> char {
    PAIRS
        .iter()
        .find_map(|&(open, close)| match c {
            _ if c == open => Some(close),
            _ if c == close => Some(open),
            _ => None,
        })
        .unwrap_or(c)
}

/// Gives the index of the character a cell is drawn for: the first of its source that takes a place.
fn drawn_character(text: &str, cell: &Cell) -> usize {
    let source = cell.source_bytes();
    let invisible = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202c}' | '\u{2066}'..='\u{2069}' | '\u{200b}');
    let before = text[source.clone()]
        .chars()
        .take_while(|c| invisible(*c))
        .count();
    text[..source.start].chars().count() + before
}

#[test]
fn laid_out_lines_have_the_order_levels_and_brackets_of_uax_9() {
    let file = unicode_file("BidiCharacterTest-15.0.0.txt.gz");
    let mut cases = 0;
    for line in data_lines(&file) {
        let fields: Vec<&str> = line.split(';').collect();
        let text: String = fields[0].split(' ').filter_map(code_point).collect();
        let clean = CleanText::block(&text);
        // What cleaning takes out (overrides, controls without partner) cannot reach a line.
        if clean.as_str() != text || text.contains(['\n', '\t']) {
            continue;
        }
        let base = if fields[2] == "1" {
            Direction::Rtl
        } else {
            Direction::Ltr
        };
        let options = Options {
            base,
            ..Options::default()
        };
        let lines = layout(&clean, &[], 200, &options);
        assert_eq!(lines.len(), 1, "{line}");
        let drawn: Vec<usize> = lines[0]
            .cells
            .iter()
            .map(|cell| drawn_character(&text, cell))
            .collect();
        let order: Vec<usize> = fields[4]
            .split_whitespace()
            .map(|n| n.parse().expect("an index"))
            .filter(|index| drawn.contains(index))
            .collect();
        assert_eq!(drawn, order, "{line}");
        let levels: Vec<&str> = fields[3].split(' ').collect();
        let chars: Vec<char> = text.chars().collect();
        for (cell, &index) in lines[0].cells.iter().zip(&drawn) {
            assert_eq!(cell.level.to_string(), levels[index], "{line}");
            if image(chars[index]) != chars[index] {
                let expected = if cell.level % 2 == 1 {
                    image(chars[index])
                } else {
                    chars[index]
                };
                assert!(cell.symbol.starts_with(expected), "{line}: {}", cell.symbol);
            }
        }
        cases += 1;
    }
    assert_eq!(
        cases, 91_647,
        "all but those whose controls cleaning takes out"
    );
    passed("BidiCharacterTest 15.0.0, laid out", cases);
}
