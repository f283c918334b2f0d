use proptest::prelude::*;

use super::*;

fn editor(text: &str, caret: usize) -> LineEditor {
    LineEditor {
        text: text.to_owned(),
        caret,
    }
}

/// The view with the caret's cell in brackets, leftmost first.
fn drawn(editor: &LineEditor, width: u16) -> String {
    let view = editor.view(width, Direction::Ltr);
    let caret = view.line.cell_at(view.caret);
    let cells = view.line.cells.iter().enumerate();
    cells
        .map(|(index, cell)| {
            if Some(index) == caret {
                format!("[{}]", cell.symbol)
            } else {
                cell.symbol.to_string()
            }
        })
        .collect()
}

fn pressed(mut editor: LineEditor, keys: &[ArrowKey]) -> LineEditor {
    for &key in keys {
        editor.arrow(key, ArrowPolicy::Visual, Direction::Ltr);
    }
    editor
}

#[test]
fn the_caret_at_the_end_is_a_blank_behind_the_last_letter() {
    assert_eq!(drawn(&LineEditor::new("abc"), 10), "abc[ ]");
    assert_eq!(drawn(&LineEditor::new("אבג"), 10), "[ ]גבא");
}

#[test]
fn both_letters_of_a_ligature_have_the_caret_on_its_cell() {
    assert_eq!(drawn(&editor("بلا", 2), 10), " [ﻼ]ﺑ");
    assert_eq!(drawn(&editor("بلا", 4), 10), " [ﻼ]ﺑ");
}

#[test]
fn a_mark_is_typed_after_its_letter_and_removed_before_it() {
    let mut editor = LineEditor::default();
    for typed in ["ب", "\u{651}", "\u{64e}"] {
        editor.insert(typed);
    }
    assert_eq!(
        editor.text(),
        "بَّ"
            .chars()
            .filter(|c| *c == 'ب')
            .chain(['\u{651}', '\u{64e}'])
            .collect::<String>()
    );
    editor.backspace();
    assert_eq!(editor.text(), "ب\u{651}");
    editor.backspace();
    assert_eq!(editor.text(), "ب");
}

#[test]
fn zwnj_can_be_typed_and_separates() {
    let mut editor = LineEditor::new("می");
    editor.insert("\u{200c}");
    editor.insert("خ");
    assert_eq!(editor.text(), "می\u{200c}خ");
    assert_eq!(drawn(&editor, 10), "[ ]ﺥﯽﻣ");
}

#[test]
fn what_cannot_be_shown_cannot_be_typed_or_pasted() {
    let mut editor = LineEditor::new("a");
    editor.insert("\u{1b}]0;title\u{7}\u{202e}\u{2067}b\u{2069}\r\n\0c");
    assert_eq!(editor.text(), "ab c");
}

#[test]
fn arrows_go_where_they_point_in_mixed_text() {
    let mixed = editor("ab אב", 3);
    assert_eq!(drawn(&mixed, 10), "ab ב[א] ");
    assert_eq!(
        drawn(&pressed(mixed.clone(), &[ArrowKey::Left]), 10),
        "ab [ב]א "
    );
    assert_eq!(
        drawn(&pressed(mixed.clone(), &[ArrowKey::Left; 2]), 10),
        "ab[ ]בא "
    );
    assert_eq!(drawn(&pressed(mixed, &[ArrowKey::Right]), 10), "ab בא[ ]");
}

#[test]
fn arrows_stop_at_the_edges() {
    assert_eq!(pressed(editor("ab", 0), &[ArrowKey::Left]).caret(), 0);
    assert_eq!(pressed(editor("ab", 2), &[ArrowKey::Right]).caret(), 2);
}

#[test]
fn logical_arrows_follow_the_direction_of_the_text() {
    let mut hebrew = editor("אבג abc", 0);
    hebrew.arrow(ArrowKey::Left, ArrowPolicy::Logical, Direction::Ltr);
    assert_eq!(hebrew.caret(), 2);
    let mut english = editor("abc אבג", 4);
    english.arrow(ArrowKey::Left, ArrowPolicy::Logical, Direction::Rtl);
    assert_eq!(english.caret(), 3);
}

#[test]
fn words_are_stepped_over_and_deleted() {
    let mut editor = LineEditor::new("one, أخبار اليوم");
    editor.step(Motion::WordBack);
    assert_eq!(&editor.text()[editor.caret()..], "اليوم");
    editor.delete_word();
    assert_eq!(editor.text(), "one, اليوم");
    editor.step(Motion::Start);
    editor.step(Motion::WordForward);
    assert_eq!(editor.caret(), 5);
    editor.delete_to_start();
    assert_eq!((editor.text(), editor.caret()), ("اليوم", 0));
}

#[test]
fn deleting_takes_a_whole_cluster() {
    let mut editor = editor("👨\u{200d}👩\u{200d}👧!", 0);
    editor.delete();
    assert_eq!(editor.text(), "!");
    editor.delete();
    editor.delete();
    assert_eq!(editor.text(), "");
}

#[test]
fn long_text_scrolls_by_pages_and_the_caret_stays_in_sight() {
    let letters = "abcdefghijklmnopqrst";
    assert_eq!(drawn(&editor(letters, 0), 7), "[a]bcdefg");
    assert_eq!(drawn(&editor(letters, 5), 7), "abcde[f]g");
    assert_eq!(drawn(&editor(letters, 6), 7), "def[g]hij");
    assert_eq!(drawn(&editor(letters, 20), 7), "pqrst[ ]");
}

#[test]
fn right_to_left_text_scrolls_from_the_right() {
    let letters = "אבגדהוזחטיכלמנ";
    assert_eq!(drawn(&editor(letters, 0), 7), "זוהדגב[א]");
    assert_eq!(drawn(&editor(letters, 12), 7), "יטח[ז]והד");
}

proptest! {
    #[test]
    fn any_editing_keeps_the_caret_on_a_cell_of_the_field(
        edits in prop::collection::vec((0_u8..12, "\\PC{0,6}|[ا-ي لa-c\u{200c}\u{64e}]{0,4}|[日👍🏽🇸🇦क्ष]{0,4}"), 1..30),
        width in 0_u16..30,
    ) {
        let mut editor = LineEditor::default();
        for (action, typed) in edits {
            match action {
                0 => editor.backspace(),
                1 => editor.delete(),
                2 => editor.delete_word(),
                3 => editor.step(Motion::Forward),
                4 => editor.step(Motion::Back),
                5 => editor.step(Motion::WordForward),
                6 => editor.step(Motion::Start),
                7 => editor.arrow(ArrowKey::Left, ArrowPolicy::Visual, Direction::Ltr),
                8 => editor.arrow(ArrowKey::Right, ArrowPolicy::Visual, Direction::Rtl),
                _ => editor.insert(&typed),
            }
            prop_assert!(editor.text().is_char_boundary(editor.caret()));
            let view = editor.view(width, Direction::Rtl);
            prop_assert!(view.line.width <= width);
            if width >= 2 {
                prop_assert!(view.line.cell_at(view.caret).is_some());
            }
        }
    }

    #[test]
    fn walking_over_a_text_meets_every_cluster_once(text in "[a-c א-גا-د 1-3]{0,20}") {
        let mut editor = LineEditor::new(&text);
        editor.step(Motion::Start);
        let mut met = 0;
        while editor.caret() < editor.text().len() {
            editor.step(Motion::Forward);
            met += 1;
        }
        prop_assert_eq!(met, clusters(editor.text()).count());
        for _ in 0..met {
            editor.step(Motion::Back);
        }
        prop_assert_eq!(editor.caret(), 0);
    }
}
