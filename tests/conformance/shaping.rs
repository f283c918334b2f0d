//! Arabic joining: every letter in every context, from ArabicShaping.txt and the presentation forms.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use newsterm::text::{CleanText, Direction, Options, layout_line};

use super::{code_point, data_lines, passed, unicode_file};

const BEH: char = 'ب';

/// The symbols of a right-to-left word, first letter first.
fn word(text: &str) -> Vec<String> {
    let options = Options {
        base: Direction::Rtl,
        ..Options::default()
    };
    let line = layout_line(&CleanText::line(text), &[], 40, &options);
    line.cells
        .iter()
        .rev()
        .map(|cell| cell.symbol.to_string())
        .collect()
}

/// The joining letters of the Arabic block with their joining type, D or R.
fn joining_letters() -> BTreeMap<char, char> {
    let file = unicode_file("ArabicShaping-15.0.0.txt.gz");
    data_lines(&file)
        .filter_map(|line| {
            let fields: Vec<&str> = line.split(';').map(str::trim).collect();
            let letter = code_point(fields[0])?;
            let joining = fields[2].chars().next()?;
            (('\u{600}'..='\u{8ff}').contains(&letter)
                && matches!(joining, 'D' | 'R')
                && is_arabic(letter))
            .then_some((letter, joining))
        })
        .collect()
}

/// Not Syriac, Mandaic or N'Ko, which share the range of code points.
fn is_arabic(letter: char) -> bool {
    matches!(letter, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{870}'..='\u{8ff}')
}

/// The presentation forms: (letters, context) to form.
static FORMS: LazyLock<HashMap<(String, &'static str), String>> = LazyLock::new(|| {
    include_str!("../data/unicode/ArabicForms-14.0.0.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let fields: Vec<&'static str> = line.split("; ").collect();
            let letters = fields[2].split(' ').filter_map(code_point).collect();
            let form = code_point(fields[0]).expect("a code point");
            ((letters, fields[1]), form.to_string())
        })
        .collect()
});

/// The shape of a letter where readers expect the one of another letter.
fn borrowed(letter: char) -> Option<(char, &'static str)> {
    match letter {
        'ە' => Some(('ه', "")),
        'ۃ' => Some(('ة', "")),
        'ۂ' => Some(('ہ', "\u{654}")),
        'ۀ' => Some(('ه', "\u{654}")),
        _ => None,
    }
}

/// What a letter should look like: its form, else the one it borrows, else itself.
fn expected(letter: char, context: &'static str) -> String {
    let (shape, mark) = borrowed(letter).unwrap_or((letter, ""));
    FORMS
        .get(&(shape.to_string(), context))
        .map_or_else(|| letter.to_string(), |form| format!("{form}{mark}"))
}

#[test]
fn every_letter_has_its_form_and_joins_its_neighbours_in_every_context() {
    let letters = joining_letters();
    assert!(letters.len() > 220, "{}", letters.len());
    let contexts = 4 * letters.len();
    for (letter, joining) in letters {
        let dual = joining == 'D';
        let case = |text: String, symbols: [String; 3]| {
            assert_eq!(word(&text), symbols, "U+{:04X} {text}", u32::from(letter));
        };
        let beh = |context| expected(BEH, context);
        let own = |context| expected(letter, context);
        case(
            format!("{BEH}{letter}{BEH}"),
            if dual {
                [beh("initial"), own("medial"), beh("final")]
            } else {
                [beh("initial"), own("final"), beh("isolated")]
            },
        );
        case(
            format!("{BEH}{letter}،"),
            [beh("initial"), own("final"), "،".into()],
        );
        case(
            format!("،{letter}{BEH}"),
            if dual {
                ["،".into(), own("initial"), beh("final")]
            } else {
                ["،".into(), own("isolated"), beh("isolated")]
            },
        );
        case(
            format!("،{letter}،"),
            ["،".into(), own("isolated"), "،".into()],
        );
    }
    passed(
        "ArabicShaping 15.0.0, each letter in four contexts",
        contexts,
    );
}

#[test]
fn lam_and_alef_are_one_cell_with_the_form_of_the_pair() {
    let pairs: Vec<_> = FORMS
        .iter()
        .filter(|((letters, _), _)| letters.chars().count() == 2)
        .collect();
    assert_eq!(pairs.len(), 8);
    for ((letters, context), form) in pairs {
        let (before, first) = match *context {
            "final" => ("ب", expected(BEH, "initial")),
            _ => ("،", "،".to_owned()),
        };
        assert_eq!(
            word(&format!("{before}{letters}")),
            [first, form.clone()],
            "{letters} {context}"
        );
    }
}
