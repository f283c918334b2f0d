use proptest::prelude::*;

use super::*;
use crate::text::clusters;

const RTL: Options = Options {
    base: Direction::Rtl,
    strip_tashkeel: false,
    digits: Digits::Source,
    justify: Justify::Off,
};

fn lines(text: &str, width: u16, options: Options) -> Vec<String> {
    let text = CleanText::block(text);
    layout(&text, &[], width, &options)
        .iter()
        .map(Line::to_string)
        .collect()
}

fn ltr(text: &str, width: u16) -> Vec<String> {
    lines(text, width, Options::default())
}

fn rtl(text: &str, width: u16) -> Vec<String> {
    lines(text, width, RTL)
}

fn one_line(text: &str, width: u16, options: Options) -> String {
    layout_line(&CleanText::block(text), &[], width, &options).to_string()
}

#[test]
fn english_is_filled_greedily_and_spaces_hang() {
    assert_eq!(ltr("the quick  brown fox", 9), ["the quick", "brown fox"]);
    assert_eq!(ltr("the quick brown", 8), ["the", "quick", "brown"]);
    assert_eq!(ltr("well-known facts", 6), ["well-", "known", "facts"]);
}

#[test]
fn line_ends_are_kept_and_there_is_always_a_line() {
    assert_eq!(ltr("a\n\nb\n", 10), ["a", "", "b", ""]);
    assert_eq!(ltr("", 10), [""]);
    assert_eq!(ltr("   ", 10), [""]);
}

#[test]
fn indentation_stays_and_white_space_at_the_end_goes() {
    assert_eq!(ltr("  if x:  \n\treturn  ", 20), ["  if x:", "    return"]);
}

#[test]
fn tabs_go_to_the_next_stop() {
    assert_eq!(ltr("a\tbc\tdefg\th", 40), ["a   bc  defg    h"]);
    assert_eq!(ltr("日\tx", 40), ["日  x"]);
    let line = &layout(&CleanText::block("a\tb"), &[], 20, &Options::default())[0];
    assert_eq!(
        line.cells_of(1..2).collect::<Vec<_>>(),
        [1, 2, 3],
        "all of its blanks are the tab"
    );
}

#[test]
fn words_longer_than_a_line_are_cut_between_clusters() {
    assert_eq!(ltr("see abcdefgh", 4), ["see", "abcd", "efgh"]);
    assert_eq!(
        ltr("x\u{323}\u{302}q\u{302}z\u{323}\u{302}", 2),
        ["x\u{323}\u{302}q\u{302}", "ẓ\u{302}"]
    );
    assert_eq!(rtl("سلامات", 3), ["ﻣﻼﺳ", "ﺕﺎ"]);
}

#[test]
fn a_sign_that_widens_a_character_stays_with_it_where_a_cluster_is_cut() {
    let line = layout_line(
        &CleanText::line("\u{600}2\u{fe0f}"),
        &[],
        9,
        &Options::default(),
    );
    let cells: Vec<(&str, u8)> = line
        .cells
        .iter()
        .map(|cell| (&*cell.symbol, cell.width))
        .collect();
    assert_eq!(cells, [("\u{600}", 1), ("2\u{fe0f}", 2)]);
}

#[test]
fn wide_characters_take_two_columns_and_never_half_a_place() {
    assert_eq!(ltr("日本語", 5), ["日本", "語"]);
    assert_eq!(
        ltr("a日b", 1),
        ["a", "b"],
        "what is wider than the line is left out"
    );
}

#[test]
fn emoji_sequences_flags_and_conjuncts_stay_whole() {
    for cluster in [
        "👩\u{200d}👩\u{200d}👧",
        "🇸🇦",
        "👍🏽",
        "❤\u{fe0f}",
        "क\u{94d}ष",
    ] {
        let text = CleanText::line(cluster);
        let line = layout_line(&text, &[], 10, &Options::default());
        let symbols: Vec<&str> = line.cells.iter().map(|cell| cell.symbol.as_str()).collect();
        assert_eq!(symbols, [text.as_str()]);
        assert_eq!(line.width, 2, "{cluster}");
    }
}

#[test]
fn no_cell_is_wider_than_two_columns_when_a_mark_is_left_out_before_what_widens() {
    let strip = Options {
        strip_tashkeel: true,
        ..Options::default()
    };
    let line = layout_line(&CleanText::line("1\u{64e}\u{fe0f}\u{c41}"), &[], 10, &strip);
    assert!(line.cells.iter().all(|cell| cell.width <= 2), "{line:?}");
}

#[test]
fn a_conjunct_of_three_columns_is_two_cells_that_break_together() {
    let conjunct = "स\u{94d}त\u{94d}र";
    let line = layout_line(&CleanText::line(conjunct), &[], 10, &Options::default());
    let widths: Vec<u8> = line.cells.iter().map(|cell| cell.width).collect();
    assert_eq!(widths, [2, 1]);
    assert_eq!(ltr(&format!("ab{conjunct}"), 4), ["ab", conjunct]);
}

#[test]
fn no_cell_holds_a_chain_without_end() {
    for chain in [
        "👩\u{200d}".repeat(500),
        "\u{1100}".repeat(500),
        "\u{600}".repeat(500),
        "क\u{94d}".repeat(500),
    ] {
        let text = CleanText::line(&chain);
        let line = layout_line(&text, &[], u16::MAX, &Options::default());
        assert!(
            line.cells.iter().all(|cell| cell.symbol.len() <= 64 + 16),
            "{}",
            text
        );
        assert_eq!(line.to_string(), text.as_str());
    }
}

#[test]
fn kinsoku_keeps_closing_marks_from_the_start_of_a_line() {
    assert_eq!(ltr("日本語。", 6), ["日本", "語。"]);
}

#[test]
fn thai_is_broken_between_words() {
    assert_eq!(ltr("ภาษาไทยภาษาไทย", 6), ["ภาษา", "ไทย", "ภาษา", "ไทย"]);
}

#[test]
fn arabic_is_joined_ordered_and_wrapped_in_logical_order() {
    assert_eq!(rtl("السلام عليكم", 20), ["ﻢﻜﻴﻠﻋ ﻡﻼﺴﻟﺍ"]);
    assert_eq!(rtl("السلام عليكم", 7), ["ﻡﻼﺴﻟﺍ", "ﻢﻜﻴﻠﻋ"]);
}

#[test]
fn a_word_cut_in_two_keeps_its_joins() {
    assert_eq!(rtl("بببب", 2), ["ﺒﺑ", "ﺐﺒ"]);
}

#[test]
fn zwnj_separates_and_zwj_joins() {
    assert_eq!(rtl("می\u{200c}خواهم", 20), ["ﻢﻫﺍﻮﺧﯽﻣ"]);
    assert_eq!(rtl("ه\u{200d} ه", 20), ["ﻩ ﻫ"]);
    assert_eq!(rtl("بـب", 20), ["ﺐـﺑ"]);
}

#[test]
fn letters_without_forms_keep_their_neighbours_joined() {
    assert_eq!(
        rtl("ښه", 20),
        ["ﻪښ"],
        "Pashto: the last letter has its final form"
    );
    assert_eq!(rtl("ڪتاب", 20), ["ﺏﺎﺘڪ"]);
}

#[test]
fn marks_stay_with_their_letters_through_ligatures() {
    let options = RTL;
    let line = layout_line(&CleanText::line("لَاِ"), &[], 9, &options);
    assert_eq!(line.cells.len(), 1);
    assert_eq!(line.cells[0].symbol, "ﻻ\u{64e}\u{650}");
    assert_eq!(line.cells[0].source, 0..8);
}

#[test]
fn tashkeel_is_left_out_on_request_and_hamza_is_not() {
    let options = Options {
        strip_tashkeel: true,
        ..RTL
    };
    assert_eq!(one_line("بِسْمِ", 9, options), "ﻢﺴﺑ");
    assert_eq!(one_line("לוֹם", 9, options), "םול");
    assert_eq!(one_line("ۂ", 9, options), "ﮦ\u{654}");
    let line = layout_line(&CleanText::line("بِس"), &[], 9, &options);
    assert_eq!(line.cells[1].source, 0..4, "the source keeps the mark");
}

#[test]
fn brackets_are_mirrored_and_numbers_are_not_turned() {
    assert_eq!(rtl("قال (نعم) 2026", 30), ["2026 (ﻢﻌﻧ) ﻝﺎﻗ"]);
    assert_eq!(rtl("«א» [ב]", 30), ["[ב] «א»"]);
    assert_eq!(
        rtl("א ← ב ─ ג", 30),
        ["ג ─ ב ← א"],
        "arrows and lines point where they point"
    );
}

#[test]
fn isolates_keep_their_contents_apart() {
    let two = "\u{2067}א\u{2069}\u{2067}ב\u{2069}";
    assert_eq!(ltr(two, 9), ["אב"]);
    assert_eq!(ltr("אב", 9), ["בא"]);
}

#[test]
fn lines_of_mixed_text_are_ordered_one_by_one() {
    assert_eq!(rtl("אב cd ef גד", 5), ["cd בא", "דג ef"]);
}

#[test]
fn what_does_not_fit_is_cut_at_the_logical_end() {
    assert_eq!(
        one_line("hello world", 11, Options::default()),
        "hello world"
    );
    assert_eq!(
        one_line("hello world", 10, Options::default()),
        "hello wor…"
    );
    assert_eq!(one_line("hello world", 6, Options::default()), "hello…");
    assert_eq!(one_line("שלום עולם", 7, RTL), "…ע םולש");
    assert_eq!(one_line("abcאבג", 5, RTL), "…אabc");
    assert_eq!(one_line("日本語", 4, Options::default()), "日…");
    assert_eq!(one_line("ab", 1, Options::default()), "…");
    assert_eq!(one_line("ab", 0, Options::default()), "");
}

#[test]
fn very_long_text_is_cut_as_short_text_is() {
    let long = "كلمة word ".repeat(5_000);
    assert_eq!(
        one_line(&long, 20, RTL),
        one_line("كلمة word كلمة word كلمة word", 20, RTL)
    );
    let invisible = "\u{200e}".repeat(10_000) + "abc";
    assert_eq!(one_line(&invisible, 3, Options::default()), "abc");
    assert_eq!(one_line(&invisible, 2, Options::default()), "a…");
}

#[test]
fn the_ellipsis_shows_no_source_and_has_the_style_of_what_it_hides() {
    let run = StyleRun {
        range: 3..9,
        style: StyleId(7),
    };
    let line = layout_line(
        &CleanText::line("one two three"),
        &[run],
        6,
        &Options::default(),
    );
    let last = line.cells.last().expect("an ellipsis");
    assert_eq!(
        (last.symbol.as_str(), last.style, last.source.clone()),
        ("…", StyleId(7), 5..5)
    );
    assert_eq!(line.source, 0..5);
}

#[test]
fn line_ends_and_tabs_are_blanks_on_one_line() {
    assert_eq!(one_line("a\nb\tc", 9, Options::default()), "a b c");
}

#[test]
fn invisible_characters_belong_to_a_neighbour() {
    let line = layout_line(
        &CleanText::line("\u{200f}a\u{200e}\u{200b}b"),
        &[],
        9,
        &Options::default(),
    );
    let sources: Vec<Range<u32>> = line.cells.iter().map(|cell| cell.source.clone()).collect();
    assert_eq!(sources, [0..10, 10..11]);
    assert_eq!(line.to_string(), "ab");
}

#[test]
fn a_mark_without_a_base_makes_no_cell() {
    let line = layout_line(&CleanText::line("\u{64e}"), &[], 9, &RTL);
    assert!(line.cells.is_empty());
    assert_eq!(line.source, 0..2);
}

#[test]
fn digits_are_redrawn_in_right_to_left_paragraphs_only_and_not_in_latin_words() {
    let persian = Options {
        digits: Digits::Persian,
        ..RTL
    };
    assert_eq!(one_line("سال 1405", 20, persian), "۱۴۰۵ ﻝﺎﺳ");
    assert_eq!(
        one_line("١٢ و H2O و example.org/7", 40, persian),
        "example.org/7 ﻭ H2O ﻭ ۱۲"
    );
    let latin = Options {
        digits: Digits::Latin,
        ..RTL
    };
    assert_eq!(one_line("١٢٫٥ ۷", 20, latin), "7 12٫5");
    let english = Options {
        base: Direction::Ltr,
        ..persian
    };
    assert_eq!(one_line("in 2026", 20, english), "in 2026");
}

#[test]
fn lines_are_filled_with_wider_spaces_but_for_the_last() {
    let options = Options {
        justify: Justify::Space,
        ..Options::default()
    };
    assert_eq!(
        lines("  a bc de fghi jk", 12, options),
        ["  a  bc   de", "fghi jk"]
    );
    assert_eq!(
        lines("ab internationalisation x", 9, options)[0],
        "ab",
        "too empty to fill"
    );
    let rtl = Options {
        base: Direction::Rtl,
        ..options
    };
    assert_eq!(lines("אב גד הו זחט", 10, rtl), ["וה  דג  בא", "טחז"]);
}

#[test]
fn wider_spaces_do_not_stand_under_one_another() {
    let options = Options {
        justify: Justify::Space,
        ..Options::default()
    };
    assert_eq!(
        lines(&"aa bb cc dd ee ".repeat(4), 15, options)[..3],
        ["aa bb cc dd  ee", "aa  bb cc dd ee", "aa bb  cc dd ee"]
    );
}

#[test]
fn kashida_draws_out_one_join_in_a_word_and_never_lam_alef() {
    let options = Options {
        justify: Justify::Kashida,
        ..RTL
    };
    assert_eq!(lines("كتب بيت دار نهاية", 13, options)[0], "ﺭﺍﺩ ﺖـﻴﺑ ﺐـﺘﻛ");
    assert_eq!(
        lines("دار كلا نهاية", 8, options)[0],
        "ﻼﻛ   ﺭﺍﺩ",
        "nothing to draw out: spaces"
    );
    assert_eq!(
        lines("من مدينة إلى مدينة من نهاية", 23, options)[0],
        "ﻦﻣ ﺔـﻨﻳﺪﻣ ﻰﻟﺇ ﺔـﻨﻳﺪﻣ ﻦﻣ",
        "long words first"
    );
    let text = CleanText::line("كتب بيت نهاية");
    let line = &layout(&text, &[], 9, &options)[0];
    let tatweel = line
        .cells
        .iter()
        .find(|cell| cell.symbol == "ـ")
        .expect("a tatweel");
    assert!(tatweel.source.is_empty());
    assert_eq!(line.width, 9);
}

fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<char>().prop_map(String::from),
        "[a-z]{1,8} ?",
        "[ء-غف-يپچکگی\u{64b}-\u{652}\u{200c}]{1,8} ?",
        "لا",
        "[א-ת]{1,6} ?",
        "[ \t\n]{1,3}",
        "[0-9٠-٩۰-۹.,/%()\\[\\]«»-]{1,4}",
        "[\u{200b}\u{200d}\u{200e}\u{200f}\u{61c}\u{2066}-\u{2069}\u{202a}-\u{202c}]{1,2}",
        "[日本語。、「」ｶﾞがｱ]{1,4}",
        "[क-हा-्ा\u{94d}]{1,6}",
        "[ก-ู]{1,6}",
        "[👍👩🏽\u{200d}\u{fe0f}❤🇦-🇿]{1,4}",
    ];
    prop::collection::vec(piece, 0..10).prop_map(|pieces| pieces.concat())
}

fn any_options() -> impl Strategy<Value = Options> {
    let digits = prop_oneof![
        Just(Digits::Source),
        Just(Digits::Latin),
        Just(Digits::Arabic)
    ];
    let justify = prop_oneof![
        Just(Justify::Off),
        Just(Justify::Space),
        Just(Justify::Kashida)
    ];
    (any::<bool>(), any::<bool>(), digits, justify).prop_map(
        |(rtl, strip_tashkeel, digits, justify)| Options {
            base: if rtl { Direction::Rtl } else { Direction::Ltr },
            strip_tashkeel,
            digits,
            justify,
        },
    )
}

/// Checks what is true of every line.
fn check(line: &Line, width: u16) -> Result<(), TestCaseError> {
    let columns: u16 = line.cells.iter().map(|cell| u16::from(cell.width)).sum();
    prop_assert_eq!(line.width, columns);
    prop_assert!(columns <= width, "{} columns of {}", columns, width);
    for cell in &line.cells {
        prop_assert!(matches!(cell.width, 1 | 2), "{:?}", cell);
        prop_assert!(!cell.symbol.chars().any(char::is_control), "{:?}", cell);
        prop_assert!(line.source.start <= cell.source.start && cell.source.end <= line.source.end);
    }
    let mut sources: Vec<Range<u32>> = line.cells.iter().map(|cell| cell.source.clone()).collect();
    sources.sort_by_key(|source| (source.start, source.end));
    sources.dedup();
    for pair in sources.windows(2) {
        prop_assert!(pair[0].end <= pair[1].start, "{:?}", pair);
    }
    Ok(())
}

proptest! {
    #[test]
    fn lines_fit_and_cover_the_text(raw in any_text(), width in 0_u16..=200, options in any_options()) {
        let text = CleanText::block(&raw);
        let lines = layout(&text, &[], width, &options);
        let mut at = 0;
        for line in &lines {
            check(line, width)?;
            let start = line.source.start as usize;
            prop_assert!(start == at || text.as_str()[at..start] == *"\n", "from {} to {}", at, start);
            at = line.source.end as usize;
        }
        prop_assert_eq!(at, text.as_str().len());
    }

    #[test]
    fn one_line_fits_and_shows_the_start(raw in any_text(), width in 0_u16..=80, options in any_options()) {
        let text = CleanText::line(&raw);
        let line = layout_line(&text, &[], width, &options);
        check(&line, width)?;
        prop_assert_eq!(line.source.start, 0);
        let whole = layout_line(&text, &[], u16::MAX, &options);
        prop_assert_eq!(whole.width <= width, line.source.end as usize == text.as_str().len() && line == whole);
    }

    #[test]
    fn wrapping_loses_nothing_but_spaces_at_line_ends(raw in any_text(), width in 2_u16..=60, options in any_options()) {
        let text = CleanText::line(&raw);
        let symbols = |width| {
            let mut cells: Vec<Cell> = layout(&text, &[], width, &options).into_iter().flat_map(|l| l.cells).collect();
            cells.retain(|cell| !cell.source.is_empty());
            cells.sort_by_key(|cell| cell.source.start);
            cells.into_iter().map(|cell| cell.symbol).filter(|symbol| symbol.trim() != "").collect::<String>()
        };
        prop_assert_eq!(symbols(width), symbols(u16::MAX));
    }

    #[test]
    fn visual_order_is_a_permutation(levels in prop::collection::vec(0_u8..=4, 0..40)) {
        let mut order = bidi::visual_order(&levels);
        order.sort_unstable();
        prop_assert_eq!(order, (0..levels.len()).collect::<Vec<_>>());
    }

    #[test]
    fn left_to_right_text_is_laid_out_as_it_reads(raw in "[a-zé日 ,.-]{0,60}", width in 2_u16..30) {
        let text = CleanText::line(&raw);
        for line in layout(&text, &[], width, &Options::default()) {
            let source = &text.as_str()[line.source.start as usize..line.source.end as usize];
            prop_assert_eq!(line.to_string(), source.trim_end());
        }
    }

    #[test]
    fn every_drawn_cluster_of_plain_text_is_one_cell(raw in "[a-zא-תあ-ん ]{0,30}") {
        let text = CleanText::line(&raw);
        let line = layout_line(&text, &[], u16::MAX, &RTL);
        prop_assert_eq!(line.cells.len(), clusters(text.as_str()).count());
    }
}
