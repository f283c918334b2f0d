//! BidiTest.txt and BidiCharacterTest.txt (UAX #9): levels and order.

use newsterm::text::Direction;
use newsterm::text::bidi::{Levels, Role, is_removed, reset_whitespace, visual_order};

use super::{code_point, data_lines, passed, unicode_file};

/// The levels and the order of one paragraph on one line, as the line function gets them.
struct Resolved {
    base: u8,
    /// By character; `None` for those that rule X9 removes.
    levels: Vec<Option<u8>>,
    /// Indexes of characters, from the left.
    order: Vec<usize>,
}

fn resolve(text: &str, base: Option<Direction>) -> Resolved {
    let all = Levels::new(text, base);
    let places: Vec<usize> = (0..)
        .zip(text.chars())
        .filter(|(_, c)| !is_removed(*c))
        .map(|(index, _)| index)
        .collect();
    let (mut levels, roles): (Vec<u8>, Vec<Role>) = text
        .char_indices()
        .filter(|(_, c)| !is_removed(*c))
        .map(|(at, c)| (all.at(at), Role::of(c)))
        .unzip();
    reset_whitespace(&mut levels, &roles, all.base());
    let mut by_char = vec![None; text.chars().count()];
    for (&place, &level) in places.iter().zip(&levels) {
        by_char[place] = Some(level);
    }
    Resolved {
        base: all.base(),
        levels: by_char,
        order: visual_order(&levels)
            .into_iter()
            .map(|index| places[index])
            .collect(),
    }
}

fn numbers(list: &str) -> Vec<usize> {
    list.split_whitespace()
        .map(|n| n.parse().expect("a number"))
        .collect()
}

fn levels(list: &str) -> Vec<Option<u8>> {
    list.split_whitespace()
        .map(|level| (level != "x").then(|| level.parse().expect("a level")))
        .collect()
}

/// A character of each bidi class.
fn of_class(class: &str) -> char {
    match class {
        "L" => 'a',
        "R" => 'א',
        "AL" => 'ا',
        "EN" => '1',
        "ES" => '-',
        "ET" => '%',
        "AN" => '١',
        "CS" => ',',
        "NSM" => '\u{300}',
        "BN" => '\u{200b}',
        "B" => '\u{2029}',
        "S" => '\t',
        "WS" => ' ',
        "ON" => '!',
        "LRE" => '\u{202a}',
        "RLE" => '\u{202b}',
        "PDF" => '\u{202c}',
        "LRO" => '\u{202d}',
        "RLO" => '\u{202e}',
        "LRI" => '\u{2066}',
        "RLI" => '\u{2067}',
        "FSI" => '\u{2068}',
        "PDI" => '\u{2069}',
        other => panic!("no bidi class: {other}"),
    }
}

#[test]
fn every_sequence_of_classes_has_the_levels_and_order_of_uax_9() {
    let file = unicode_file("BidiTest-15.0.0.txt.gz");
    let (mut expected_levels, mut expected_order) = (Vec::new(), Vec::new());
    let mut cases = 0;
    for line in data_lines(&file) {
        if let Some(list) = line.strip_prefix("@Levels:") {
            expected_levels = levels(list);
        } else if let Some(list) = line.strip_prefix("@Reorder:") {
            expected_order = numbers(list);
        } else if let Some((classes, bases)) = line.split_once(';') {
            let text: String = classes.split_whitespace().map(of_class).collect();
            let bases: u8 = bases.trim().parse().expect("a bit set");
            let all = [
                (1, None),
                (2, Some(Direction::Ltr)),
                (4, Some(Direction::Rtl)),
            ];
            for (_, base) in all.into_iter().filter(|(bit, _)| bases & bit != 0) {
                let resolved = resolve(&text, base);
                assert_eq!(resolved.levels, expected_levels, "{line} {base:?}");
                assert_eq!(resolved.order, expected_order, "{line} {base:?}");
                cases += 1;
            }
        }
    }
    assert_eq!(cases, 770_241);
    passed("BidiTest 15.0.0", cases);
}

#[test]
fn every_sequence_of_characters_has_the_levels_and_order_of_uax_9() {
    let file = unicode_file("BidiCharacterTest-15.0.0.txt.gz");
    let mut cases = 0;
    for line in data_lines(&file) {
        let fields: Vec<&str> = line.split(';').collect();
        let text: String = fields[0].split(' ').filter_map(code_point).collect();
        let base = match fields[1] {
            "0" => Some(Direction::Ltr),
            "1" => Some(Direction::Rtl),
            _ => None,
        };
        let resolved = resolve(&text, base);
        assert_eq!(resolved.base.to_string(), fields[2], "{line}");
        assert_eq!(resolved.levels, levels(fields[3]), "{line}");
        assert_eq!(resolved.order, numbers(fields[4]), "{line}");
        cases += 1;
    }
    assert_eq!(cases, 91_707);
    passed("BidiCharacterTest 15.0.0", cases);
}
