//! Columns, counted as ratatui counts them when it puts a cell's symbol into its grid.

use newsterm::text::{CleanText, Direction, Line, Options, layout_line};
use ratatui::buffer::CellWidth;

fn assert_counted_alike(line: &Line, what: &str) {
    for cell in &line.cells {
        assert_eq!(
            cell.symbol.cell_width(),
            u16::from(cell.width),
            "{what}: {:?}",
            cell.symbol
        );
        assert!(matches!(cell.width, 1 | 2), "{what}: {:?}", cell.symbol);
    }
}

#[test]
fn every_character_takes_the_columns_that_the_screen_gives_it() {
    // Without the Han, Hangul and private characters, which are tens of thousands of one kind.
    let alphabets = (0x20..=0x33ff)
        .chain(0xa000..=0xabff)
        .chain(0xf900..=0x1_ffff);
    for c in alphabets
        .chain([0x4e00, 0xac00, 0xe000, 0x2_0000])
        .filter_map(char::from_u32)
    {
        // Alone, and after a letter: a mark is then part of its cluster.
        let text = CleanText::line(&format!("{c} x{c}"));
        let line = layout_line(&text, &[], 100, &Options::default());
        assert_counted_alike(&line, &format!("U+{:04X}", u32::from(c)));
    }
}

#[test]
fn clusters_and_ligatures_take_the_columns_that_the_screen_gives_them() {
    for text in [
        "السَّلامُ عليكم لا إلى لآخر ١٢٣",
        "شָלוֹם עולם",
        "👩\u{200d}👩\u{200d}👧 🇸🇦🇯 👍🏽 ❤\u{fe0f} ❤ 1\u{fe0f}\u{20e3} ©\u{fe0f}",
        "ｶﾞ ﾊﾟ がパ 한국어 \u{1112}\u{1161}\u{11ab}",
        "क\u{94d}ष स\u{94d}त\u{94d}र\u{940} ক\u{9cd}ষ த\u{bae}\u{bbf}ழ\u{bcd} กำ ນ\u{ec8}ຳ",
        "\u{17d8} \u{600}١٢ \u{6dd}١ ⸺⸻ ꧄ 𒐫",
    ] {
        for base in [Direction::Ltr, Direction::Rtl] {
            let options = Options {
                base,
                ..Options::default()
            };
            let line = layout_line(&CleanText::line(text), &[], 200, &options);
            assert_counted_alike(&line, text);
            assert!(!line.cells.is_empty());
        }
    }
}
