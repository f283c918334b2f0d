use icu_properties::CodePointMapData;
use icu_properties::props::{BidiMirroringGlyph, Script};
use proptest::prelude::*;
use proptest::sample::select;
use ratatui::buffer::CellWidth;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use unicode_bidi::{Level, ParagraphBidiInfo};

use super::span::STRONG_BLANK;
use super::*;

/// A row of one cell per character.
fn row(text: &str) -> Vec<Cell> {
    let cell = |c: char| {
        let mut cell = Cell::EMPTY;
        cell.set_char(c);
        cell
    };
    text.chars().map(cell).collect()
}

fn encoded(text: &str, profile: Profile) -> Vec<Cell> {
    let mut cells = row(text);
    encode_row(&mut cells, profile);
    cells
}

fn symbols(cells: &[Cell]) -> Vec<String> {
    cells.iter().map(|cell| cell.symbol().to_owned()).collect()
}

fn text(cells: &[Cell]) -> String {
    symbols(cells).concat()
}

/// What a terminal shows that treats a row as one paragraph of UAX #9: the visible characters, leftmost
/// first. `direction` is the paragraph level, `None` to take it from the text (P2, P3).
fn uax9(cells: &[Cell], direction: Option<Level>) -> String {
    let text = text(cells);
    let info = ParagraphBidiInfo::new(&text, direction);
    let levels = info.reordered_levels_per_char(0..text.len());
    let characters: Vec<char> = text.chars().collect();
    let mirrors = CodePointMapData::<BidiMirroringGlyph>::new();
    ParagraphBidiInfo::reorder_visual(&levels)
        .into_iter()
        .map(|index| match characters[index] {
            c if levels[index].is_rtl() => mirrors.get(c).mirroring_glyph.unwrap_or(c),
            c => c,
        })
        .filter(|c| *c != '\u{200e}')
        .collect()
}

/// What Konsole shows: the order of UAX #9, nothing mirrored.
fn konsole(cells: &[Cell]) -> String {
    let text = text(cells);
    let info = ParagraphBidiInfo::new(&text, Some(Level::ltr()));
    let levels = info.reordered_levels_per_char(0..text.len());
    let characters: Vec<char> = text.chars().collect();
    let order = ParagraphBidiInfo::reorder_visual(&levels);
    order.into_iter().map(|index| characters[index]).collect()
}

/// What kitty shows in its worst case, a font that has every script: runs part at spaces and where the
/// font changes, and a run whose first letter is right-to-left is turned round. Colours stay by column.
fn kitty(cells: &[Cell]) -> String {
    let font = |cell: &Cell| cell.modifier & (Modifier::BOLD | Modifier::ITALIC);
    let space = |cell: &Cell| cell.symbol() == " ";
    let joined = |a: &Cell, b: &Cell| !space(a) && !space(b) && font(a) == font(b);
    let script = |c: char| CodePointMapData::<Script>::new().get(c);
    let rtl = [Script::Arabic, Script::Hebrew];
    let shown = cells.chunk_by(joined).flat_map(|run| {
        let mut symbols: Vec<char> = run.iter().map(base).collect();
        let scripts = symbols.iter().copied().map(script);
        let mut real = scripts.filter(|s| *s != Script::Common && *s != Script::Inherited);
        if real.next().is_some_and(|script| rtl.contains(&script)) {
            symbols.reverse();
        }
        symbols
    });
    shown.collect()
}

/// Characters as they stand in laid-out rows: presentation forms, Hebrew, both kinds of digits,
/// separators, brackets, borders, Latin.
fn any_row() -> impl Strategy<Value = String> {
    let strong = select("ﺔﻴﺑﺮﻌﻟﺍﻻﭼﻰﮔאבגabcXYZ".chars().collect::<Vec<_>>());
    let weak = select("0123456789٣٤۵۶.,:/+-%".chars().collect::<Vec<_>>());
    let neutral = select("()[]«»<>│─…•!؟،\"' ".chars().collect::<Vec<_>>());
    let any = prop_oneof![4 => strong, 2 => weak, 2 => neutral, 2 => Just(' ')];
    proptest::collection::vec(any, 1..60).prop_map(|row| row.into_iter().collect())
}

/// Headlines beside each other as panes put them, with ages, counts and brackets.
fn headlines() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        3 => "[ﺔﻴﺑﺮﻌﻟﺍﻻﭼﻰﮔ]{1,6}",
        1 => "[אבגדה]{1,5}",
        1 => "[a-z]{1,6}",
        1 => "[ﺔﻴﺑ]{1,3}[-/.:][ﺮﻌﻟ]{1,3}",
        1 => "\\([ﺔﻴﺑ]{1,3}\\)",
        1 => "«[ﺔﻴﺑ]{1,3}»",
        1 => "[1-9]{1,3}[.,][0-9]",
        1 => "[1-9]{1,2}[%hd]",
        1 => "[٠-٩]{1,4}",
    ];
    proptest::collection::vec((word, select(vec![" ", "  ", " │ "])), 1..12)
        .prop_map(|words| words.into_iter().map(|(word, gap)| word + gap).collect())
}

proptest! {
    #[test]
    fn lrm_rows_are_shown_as_given(text in any_row()) {
        let cells = encoded(&text, Profile::Lrm);
        prop_assert_eq!(uax9(&cells, Some(Level::ltr())), text);
    }

    #[test]
    fn lrm_rows_with_a_margin_are_shown_as_given_where_the_direction_is_detected(text in any_row()) {
        let text = format!(" {text}");
        let cells = encoded(&text, Profile::Lrm);
        prop_assert_eq!(uax9(&cells, None), text);
    }

    #[test]
    fn wordflip_rows_are_shown_as_given_by_kitty(
        text in any_row(),
        fonts in proptest::collection::vec(0..8_u8, 60),
    ) {
        let mut cells = row(&text);
        for (cell, font) in cells.iter_mut().zip(fonts) {
            match font {
                0 => cell.modifier = Modifier::BOLD,
                1 => cell.modifier = Modifier::ITALIC,
                _ => {}
            }
        }
        encode_row(&mut cells, Profile::WordFlip);
        prop_assert_eq!(kitty(&cells), text);
    }

    #[test]
    fn span_headlines_are_shown_as_given_by_putty(text in headlines()) {
        let cells = encoded(&text, Profile::Span);
        let shown = uax9(&cells, Some(Level::ltr()));
        prop_assert_eq!(shown.replace(STRONG_BLANK, " "), text);
    }

    #[test]
    fn span_unmirrored_headlines_are_shown_as_given_by_konsole(text in headlines()) {
        let cells = encoded(&text, Profile::SpanUnmirrored);
        let shown = konsole(&cells).replace(STRONG_BLANK, " ").replace('\u{200c}', "");
        prop_assert_eq!(shown, self::text(&encoded(&text, Profile::VisualPlain)));
    }

    #[test]
    fn span_loses_no_cell(text in any_row()) {
        let sorted = |text: &str| {
            let same = |c| if "()[]«»<>".contains(c) { '(' } else { c };
            let mut characters: Vec<char> = text.chars().map(same).collect();
            characters.sort_unstable();
            characters
        };
        let shown = uax9(&encoded(&text, Profile::Span), Some(Level::ltr()));
        prop_assert_eq!(sorted(&shown.replace(STRONG_BLANK, " ")), sorted(&text));
    }

    #[test]
    fn no_profile_changes_a_width(text in any_row()) {
        let widths = |cells: &[Cell]| cells.iter().map(|cell| cell.symbol().cell_width()).collect::<Vec<_>>();
        for profile in Profile::ALL {
            prop_assert_eq!(widths(&encoded(&text, profile)), widths(&row(&text)), "{}", profile.name());
        }
    }

    #[test]
    fn rows_without_right_to_left_text_are_left_alone(text in "[ -~é世│…]{0,40}") {
        for profile in Profile::ALL {
            prop_assert_eq!(encoded(&text, profile), row(&text));
        }
    }
}

#[test]
fn no_control_and_no_directional_formatting_reaches_the_terminal() {
    for attack in [
        "\x1b]0;title\x07",
        "a\u{9b}31m",
        "\u{202e}abc",
        "x\u{2067}",
        "\n",
    ] {
        for profile in Profile::ALL {
            let mut cells = row("ab");
            cells[0].set_symbol(attack);
            encode_row(&mut cells, profile);
            assert_eq!(text(&cells), "\u{fffd}b", "{}", profile.name());
        }
    }
}

#[test]
fn lrm_marks_each_right_to_left_cell_and_the_margin() {
    let cells = encoded(" ﻢﻟ a", Profile::Lrm);
    assert_eq!(
        symbols(&cells),
        [" \u{200e}", "ﻢ\u{200e}", "ﻟ\u{200e}", " ", "a"]
    );
}

#[test]
fn a_mark_stands_after_vowel_marks() {
    let mut cells = row(" ﻢ");
    cells[1].set_symbol("ﻢ\u{64f}");
    encode_row(&mut cells, Profile::Lrm);
    assert_eq!(cells[1].symbol(), "ﻢ\u{64f}\u{200e}");
}

#[test]
fn grid_terminals_get_rows_as_they_are() {
    for profile in [
        Profile::Visual,
        Profile::Explicit,
        Profile::Konsole,
        Profile::Off,
    ] {
        assert_eq!(encoded("(ﻢﻟﺎﻌﻟﺍ) 12", profile), row("(ﻢﻟﺎﻌﻟﺍ) 12"));
    }
}

#[test]
fn wordflip_turns_words_and_sets_their_neighbours_apart() {
    let cells = encoded("(ﻢﻟﻋ) ab", Profile::WordFlip);
    assert_eq!(text(&cells), "(ﻋﻟﻢ) ab");
    let bold: Vec<bool> = cells
        .iter()
        .map(|cell| cell.modifier.contains(Modifier::BOLD))
        .collect();
    let expected = [true, false, false, false, true, false, false, false];
    assert_eq!(bold, expected);
}

#[test]
fn wordflip_leaves_colours_where_they_are() {
    let mut cells = row("ﻢﻟﻋ");
    cells[0].set_fg(Color::Red);
    encode_row(&mut cells, Profile::WordFlip);
    assert_eq!(text(&cells), "ﻋﻟﻢ");
    assert_eq!(cells[0].fg, Color::Red);
    assert_eq!(cells[2].fg, Color::Reset);
}

#[test]
fn wordflip_sends_no_marks() {
    let mut cells = row("ﻢﻟﻋ");
    cells[1].set_symbol("ﻟ\u{651}\u{64e}");
    encode_row(&mut cells, Profile::WordFlip);
    assert_eq!(text(&cells), "ﻋﻟﻢ");
}

#[test]
fn wordflip_turns_arabic_digits_with_their_word() {
    assert_eq!(text(&encoded("٢٠٢٦ ﻢﻋ", Profile::WordFlip)), "٦٢٠٢ ﻋﻢ");
}

#[test]
fn span_turns_the_stretch_and_keeps_its_numbers() {
    // Shown, left to right: the second word, a number, the first word.
    assert_eq!(text(&encoded("ﻢﻋ 25 ﺐﺑ", Profile::Span)), "ﺑﺐ 25 ﻋﻢ");
    assert_eq!(text(&encoded("ﻢﻋ 1,5 ﺐﺑ", Profile::Span)), "ﺑﺐ 1,5 ﻋﻢ");
}

#[test]
fn span_holds_a_number_behind_a_headline_in_its_column() {
    assert_eq!(
        text(&encoded("ﻢﻋ ﺐﺑ  5h", Profile::Span)),
        "ﺑﺐ ﻋﻢ\u{2800} 5h"
    );
    // A number to the left of the letters needs nothing: it follows them in the order they are read.
    assert_eq!(text(&encoded("12 ﻢﻋ", Profile::Span)), "ﻋﻢ 12");
}

#[test]
fn span_unmirrors_only_for_a_terminal_that_mirrors() {
    assert_eq!(text(&encoded("ﻢﻋ (אב) ﺐﺑ", Profile::Span)), "ﺑﺐ (בא) ﻋﻢ");
    // Turned and not mirrored the brackets would be no pair; so the words are parted and they stay.
    assert_eq!(
        text(&encoded("אב (גד) הו", Profile::SpanUnmirrored)),
        "בא\u{2800}(דג)\u{2800}וה"
    );
}

#[test]
fn span_carries_styles_and_wide_cells_along() {
    let mut cells = row("ﻢ世 ﻋ");
    cells[0].set_fg(Color::Red);
    cells[1].set_symbol("😀");
    encode_row(&mut cells, Profile::Span);
    assert_eq!(text(&cells), "ﻋ😀 ﻢ");
    assert_eq!(cells[3].fg, Color::Red);
    assert_eq!(cells[0].fg, Color::Reset);
}

#[test]
fn span_unmirrored_gives_plain_letters_but_the_ligature() {
    let cells = encoded("ﻡﻼﺴﻟﺍ", Profile::SpanUnmirrored);
    assert_eq!(text(&cells), "السﻼم");
}

#[test]
fn span_unmirrored_keeps_letters_apart_that_a_non_joiner_parted() {
    // Persian "can": the yeh of "می" is final, and without the mark it would join the kha.
    let cells = encoded("ﺪﻫﺍﻮﺧﯽﻣ", Profile::SpanUnmirrored);
    assert_eq!(text(&cells), "می\u{200c}خواهد");
    // The same letters joined need none.
    assert_eq!(text(&encoded("ﺦﯿﻣ", Profile::SpanUnmirrored)), "میخ");
    // Two words do not touch.
    assert_eq!(text(&encoded("ﺐﺑ ﻢﻋ", Profile::SpanUnmirrored)), "عم بب");
}

#[test]
fn visual_plain_undoes_the_forms_of_every_language() {
    // Arabic, Persian, Urdu; the marks stay on their letters.
    assert_eq!(
        text(&encoded("ﻢﻟﺎﻋ ﭗﭼ ﮯﮨ", Profile::VisualPlain)),
        "ملاع پچ ےہ"
    );
    let mut cells = row("ﻢ");
    cells[0].set_symbol("ﻢ\u{651}");
    encode_row(&mut cells, Profile::VisualPlain);
    assert_eq!(cells[0].symbol(), "م\u{651}");
}

#[test]
fn mlterm_gets_no_invisible_character_but_whole_emoji() {
    let mut cells = row("ﻢﻫ1");
    cells[0].set_symbol("ﻢ\u{200c}");
    cells[2].set_symbol("👨\u{200d}👩");
    encode_row(&mut cells, Profile::Mlterm);
    assert_eq!(symbols(&cells), ["ﻢ", "ﻫ", "👨\u{200d}👩"]);
}

#[test]
fn a_buffer_is_adapted_row_by_row() {
    let mut buffer = Buffer::with_lines(["ab", " ﻢ"]);
    encode(&mut buffer, Profile::Lrm);
    assert_eq!(buffer[(0, 0)].symbol(), "a");
    assert_eq!(buffer[(0, 1)].symbol(), " \u{200e}");
    assert_eq!(buffer[(1, 1)].symbol(), "ﻢ\u{200e}");
    let mut nothing = Buffer::empty(Rect::ZERO);
    encode(&mut nothing, Profile::Lrm);
    assert!(nothing.content.is_empty());
}

#[test]
fn the_short_ways_to_the_direction_agree_with_the_unicode_data() {
    for c in ('\0'..=char::MAX).filter(|c| !c.is_control()) {
        let mut cell = Cell::default();
        cell.set_char(c);
        let class = unicode_bidi::bidi_class(c);
        let expected = matches!(class, BidiClass::R | BidiClass::AL | BidiClass::AN);
        // Unassigned characters among the joined forms are right-to-left all the same.
        assert_eq!(is_right_to_left(&cell), expected, "{c:?} {class:?}");
    }
}

#[test]
fn links_keep_their_columns_where_a_terminal_turns_words_round_and_not_where_it_orders_the_row() {
    let rows = ["ﻢﻟﻋ", "abc"].map(|row| Buffer::with_lines([row]).content);
    for (profile, kept) in [
        (Profile::Explicit, [true, true]),
        (Profile::WordFlip, [true, true]),
        (Profile::Span, [false, true]),
        (Profile::SpanUnmirrored, [false, true]),
    ] {
        let keeps = [0, 1].map(|row: usize| keeps_order(rows[row].iter(), profile));
        assert_eq!(keeps, kept, "{profile:?}");
    }
}
