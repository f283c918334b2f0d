mod beside;

use std::num::NonZeroU16;

use proptest::prelude::*;
use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::style::{Color, Modifier, Style};
use vt100::Parser;

use super::*;
use crate::term::encode;
use crate::term::hyperlink;

const SIZE: (u16, u16) = (12, 3);

/// A surface and a terminal that takes what it writes.
struct Shown {
    size: (u16, u16),
    surface: Surface,
    terminal: Parser,
    written: String,
}

impl Shown {
    fn new() -> Self {
        Self::of(SIZE)
    }

    fn of(size: (u16, u16)) -> Self {
        let [columns, rows] = [size.0, size.1].map(|side| NonZeroU16::new(side).unwrap());
        Self {
            size,
            surface: Surface::default(),
            terminal: Parser::new(rows, columns, 0),
            written: String::new(),
        }
    }

    fn draw(&mut self, paint: impl FnOnce(&mut Buffer)) -> &str {
        self.draw_with(&Links::default(), None, paint)
    }

    fn draw_with(
        &mut self,
        links: &Links,
        cursor: Option<Cursor>,
        paint: impl FnOnce(&mut Buffer),
    ) -> &str {
        let mut cells = Buffer::empty(Rect::new(0, 0, self.size.0, self.size.1));
        paint(&mut cells);
        let dressed = |cell: &Cell| cell.diff_option != CellDiffOption::None;
        let grid = grid(&cells);
        let cells = Cells {
            dressed: cells.content.iter().any(dressed),
            ..all(&grid)
        };
        self.written = self.surface.changes(cells, links, cursor);
        self.terminal.process(self.written.as_bytes());
        &self.written
    }

    fn rows(&self) -> Vec<String> {
        self.terminal.screen().rows(0, self.size.0).collect()
    }
}

fn grid(buffer: &Buffer) -> Grid<Cell> {
    Grid::of(buffer.content.clone(), buffer.area.width.into())
}

/// A frame of which nothing is known.
fn all(grid: &Grid<Cell>) -> Cells<'_> {
    Cells {
        grid,
        changed: &[],
        moved: &[],
        dressed: false,
        profile: Profile::Visual,
    }
}

fn text(words: &str) -> impl FnOnce(&mut Buffer) + '_ {
    move |frame| {
        frame.set_string(0, 1, words, Style::new());
    }
}

#[test]
fn a_frame_like_the_one_before_writes_nothing() {
    let mut shown = Shown::new();
    assert!(shown.draw(text("المنارة")).contains("المنارة"));
    assert_eq!(shown.draw(text("المنارة")), "");
}

#[test]
fn only_what_differs_is_written() {
    let mut shown = Shown::new();
    shown.draw(text("harbour"));
    assert_eq!(shown.draw(text("harbors")), "\x1b[2;6Hrs");
    assert_eq!(shown.rows()[1], "harbors");
}

#[test]
fn a_few_cells_between_two_changes_are_written_with_them_and_more_are_passed_over() {
    let mut shown = Shown::new();
    shown.draw(text("abcdefghijk"));
    assert_eq!(shown.draw(text("AbcdEfghijK")), "\x1b[2;1HAbcdE\x1b[11GK");
}

#[test]
fn a_look_is_said_once_for_the_cells_that_have_it_and_taken_back_at_the_end() {
    let mut shown = Shown::new();
    shown.draw(|_| {});
    let bold = Style::new()
        .fg(Color::Indexed(4))
        .add_modifier(Modifier::BOLD);
    let written = shown.draw(|frame| {
        frame.set_string(0, 0, "ab", bold);
        frame.set_string(2, 0, "c", Style::new().fg(Color::Indexed(4)));
        frame.set_string(3, 0, "d", Style::new());
    });
    assert_eq!(
        written,
        "\x1b[1;1H\x1b[0m\x1b[1m\x1b[38;5;4;49mab\x1b[0m\x1b[38;5;4;49mc\x1b[39;49md"
    );
    assert_eq!(
        shown.draw(|frame| {
            frame.set_string(0, 0, "ab", bold);
            frame.set_string(2, 0, "cd", Style::new().reversed());
        }),
        "\x1b[1;3H\x1b[0m\x1b[7mcd\x1b[0m"
    );
}

#[test]
fn what_a_wide_character_covered_is_written_when_it_goes() {
    let mut shown = Shown::new();
    shown.draw(text("港b"));
    shown.draw(text("a b"));
    assert_eq!(shown.rows()[1], "a b");
    // The second half of one is the first of another.
    shown.draw(text("a港b"));
    shown.draw(text("港 b"));
    assert_eq!(shown.rows()[1], "港 b");
    let written = shown.draw(text("a  b"));
    assert_eq!(
        written, "\x1b[2;1Ha ",
        "not every terminal clears the other half"
    );
}

#[test]
fn behind_a_wide_character_the_place_is_said_again() {
    let mut shown = Shown::new();
    shown.draw(|_| {});
    assert_eq!(shown.draw(text("a港b")), "\x1b[2;1Ha港\x1b[4Gb");
}

#[test]
fn what_stood_under_a_picture_letter_is_blanked_where_that_is_drawn_narrow() {
    let mut shown = Shown::new();
    shown.draw(text("ab"));
    assert_eq!(shown.draw(text("☀\u{fe0f}")), "\x1b[2;1H  \x1b[1G☀\u{fe0f}");
}

#[test]
fn a_cell_that_something_else_draws_is_left_alone() {
    let mut shown = Shown::new();
    shown.draw(text("abc"));
    let written = shown.draw(|frame| {
        frame.set_string(0, 1, "xyz", Style::new());
        frame[(1, 1)].set_diff_option(CellDiffOption::Skip);
    });
    assert_eq!(written, "\x1b[2;1Hx\x1b[3Gz");
}

#[test]
fn a_link_is_begun_once_for_its_cells_and_ends_with_its_row() {
    let mut shown = Shown::new();
    shown.draw(|_| {});
    let (begin, mut links) = ("\x1b]8;id=n0;https://a.example/\x1b\\", Links::default());
    for at in [(1, 1), (2, 1)] {
        links.insert(at, begin.into());
    }
    let written = shown.draw_with(&links, None, text("abcd"));
    assert_eq!(written, format!("\x1b[2;1Ha{begin}bc{}d", hyperlink::END));
    assert_eq!(
        shown.draw(text("abcd")),
        "\x1b[2;2Hbc",
        "what leads nowhere any more is written without a link"
    );
}

#[test]
fn the_cursor_is_shown_moved_and_hidden_and_put_back_after_what_is_drawn() {
    let mut shown = Shown::new();
    let at = |x, y| {
        Some(Cursor {
            at: Position { x, y },
            shown: true,
        })
    };
    let none = Links::default;
    shown.draw(text("ab"));
    assert_eq!(
        shown.draw_with(&none(), at(2, 1), text("ab")),
        "\x1b[?25h\x1b[2;3H"
    );
    assert_eq!(shown.draw_with(&none(), at(2, 1), text("ab")), "");
    assert_eq!(
        shown.draw_with(&none(), at(2, 1), text("xb")),
        "\x1b[2;1Hx\x1b[2;3H"
    );
    assert_eq!(shown.draw(text("xb")), "\x1b[?25l");
}

#[test]
fn a_hidden_cursor_is_left_where_the_reader_is() {
    // The text stands in the second row.
    let mut shown = Shown::new();
    let at = |row, shown| {
        let at = Position { x: 0, y: row };
        Some(Cursor { at, shown })
    };
    let none = Links::default;
    shown.draw(text("ab"));
    assert_eq!(
        shown.draw_with(&none(), at(2, false), text("ab")),
        "\x1b[3;1H"
    );
    assert_eq!(shown.draw_with(&none(), at(2, false), text("ab")), "");
    let moved = "\x1b[2;1Hx\x1b[3;1H";
    assert_eq!(shown.draw_with(&none(), at(2, false), text("xb")), moved);
    let typed = shown.draw_with(&none(), at(3, true), text("xb"));
    assert_eq!(typed, "\x1b[?25h\x1b[4;1H");
    let left = shown.draw_with(&none(), at(2, false), text("xb"));
    assert_eq!(left, "\x1b[?25l\x1b[3;1H");
}

#[test]
fn another_size_and_a_screen_entered_anew_are_drawn_from_the_start() {
    let mut shown = Shown::new();
    shown.draw(text("ab"));
    shown.surface.forget();
    assert_eq!(shown.draw(text("ab")), "\x1b[2J\x1b[2;1Hab");
    shown.size = (6, 2);
    assert_eq!(shown.draw(|_| {}), "\x1b[2J");
}

/// Something in a row: narrow, wide, with marks, right-to-left.
fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["a", "b", " ", "港", "湾", "ﺳ", "e\u{301}", "é"])
}

fn look() -> impl Strategy<Value = Style> {
    prop::sample::select(vec![
        Style::new(),
        Style::new().fg(Color::Indexed(2)),
        Style::new().bg(Color::Rgb(1, 2, 3)).bold(),
        Style::new().reversed().underlined(),
    ])
}

type Painted = Vec<(u16, u16, &'static str, Style)>;

fn painted() -> impl Strategy<Value = Painted> {
    let painted = (0..SIZE.0 - 1, 0..SIZE.1, piece(), look());
    prop::collection::vec(painted, 0..20)
}

fn frames() -> impl Strategy<Value = Vec<Painted>> {
    prop::collection::vec(painted(), 1..6)
}

fn is_wide(cell: &Cell) -> bool {
    Fingerprint::of(cell).columns() == 2
}

/// Paints as the view does: what a wide cell covers is blank, and in its look.
fn paint(painted: &Painted, frame: &mut Buffer) {
    for (column, row, symbol, style) in painted {
        if *column > 0 && is_wide(&frame[(column - 1, *row)]) {
            frame[(column - 1, *row)].reset();
        }
        let wide = matches!(*symbol, "港" | "湾");
        let next = column + 1;
        if wide && is_wide(&frame[(next, *row)]) {
            frame[(next + 1, *row)].reset();
        }
        if !wide && is_wide(&frame[(*column, *row)]) {
            frame[(next, *row)].reset();
        }
        frame[(*column, *row)].set_symbol(symbol).set_style(*style);
        if wide {
            frame[(next, *row)].reset();
            frame[(next, *row)].set_style(*style);
        }
    }
}

fn looks(shown: &Shown) -> Vec<String> {
    let cell = |row, column| shown.terminal.screen().cell(row, column);
    let (columns, rows) = shown.size;
    let all = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
    all.filter_map(|(row, column)| Some((column, cell(row, column)?)))
        .filter(|(_, cell)| !cell.is_wide_continuation())
        .map(|(column, cell)| {
            let modifiers = (cell.bold(), cell.inverse(), cell.underline());
            let shown = if cell.has_contents() {
                cell.contents()
            } else {
                " "
            };
            // Rows that were moved may have one more than they need.
            let shown = if column == 0 {
                shown.replace('\u{200e}', "")
            } else {
                shown.to_owned()
            };
            format!(
                "{shown}{:?}{:?}{modifiers:?}",
                cell.fgcolor(),
                cell.bgcolor()
            )
        })
        .collect()
}

/// What is written of cells on a cleared screen.
fn sent(buffer: &Buffer, profile: Profile) -> String {
    let grid = grid(buffer);
    let cells = Cells {
        profile,
        ..all(&grid)
    };
    Surface::default().changes(cells, &Links::default(), None)
}

#[test]
fn persian_digits_alone_are_turned_for_kitty_too() {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 1));
    buffer.set_string(0, 0, "ab ۱۲۳", Style::new());
    assert_eq!(sent(&buffer, Profile::WordFlip), "\x1b[2J\x1b[1;1Hab ۳۲۱");
}

#[test]
fn nothing_that_a_terminal_would_obey_is_written_not_even_to_pass_over_it() {
    let mut shown = Shown::new();
    for (last, wanted) in [("b", "a\u{fffd}b"), ("c", "c")] {
        let written = shown.draw(|frame| {
            text(&format!("a {last}"))(frame);
            frame[(1, 1)].set_symbol("\x1b");
        });
        assert!(written.ends_with(wanted), "{written:?}");
    }
    let written = shown.draw(|frame| {
        text("x y")(frame);
        frame[(1, 1)].set_symbol("\x1b");
    });
    assert_eq!(written, "\x1b[2;1Hx\x1b[3Gy");
}

/// A list under a title and over a foot, beside another pane, with a row lit up.
const LIST: (u16, u16) = (24, 26);

fn list(top: usize, lit: u16) -> impl Fn(&mut Buffer) {
    move |frame| {
        frame.set_string(0, 0, "Feeds   All", Style::new().bold());
        for row in 1..LIST.1 - 1 {
            let entry = top + usize::from(row);
            frame.set_string(0, row, format!("feed {row}"), Style::new());
            // In no order that comes back after a few rows.
            let words = ["قالت", "harbour", "港湾", "e\u{301}te"][entry * entry * 7 / 5 % 4];
            frame.set_string(8, row, format!("{words} {}", entry * 7919), Style::new());
        }
        frame.set_style(Rect::new(8, lit, 16, 1), Style::new().reversed());
        frame.set_string(0, LIST.1 - 1, "? keys", Style::new());
    }
}

#[test]
fn rows_that_go_up_or_down_are_moved_by_the_terminal_and_what_stays_beside_them_is_put_back() {
    let mut shown = Shown::of(LIST);
    let whole = shown.draw(list(0, 24)).len();
    for (top, order) in [(1, "M"), (2, "M"), (1, "L"), (4, "3M"), (1, "3L")] {
        let written = shown.draw(list(top, 24)).to_owned();
        assert!(written.contains("r\x1b["), "{written:?}");
        assert!(written.contains(order), "{written:?}");
        assert!(written.len() < whole, "{} of {whole}", written.len());
        let mut afresh = Shown::of(LIST);
        afresh.draw(list(top, 24));
        assert_eq!(looks(&shown), looks(&afresh));
    }
}

#[test]
fn a_bar_that_moves_moves_no_rows() {
    let mut shown = Shown::of(LIST);
    shown.draw(list(0, 5));
    let written = shown.draw(list(0, 6));
    assert!(!written.contains("\x1b[r"), "{written:?}");
}

#[test]
fn rows_beside_a_picture_are_written_for_it_would_move_with_them() {
    let mut shown = Shown::of(LIST);
    shown.draw(list(0, 24));
    let written = shown.draw(|frame| {
        list(1, 24)(frame);
        frame[(20, 3)].set_diff_option(CellDiffOption::Skip);
    });
    assert!(!written.contains("\x1b[r"), "{written:?}");
}

#[test]
fn a_link_goes_with_its_row() {
    let mut shown = Shown::of(LIST);
    let begin = "\x1b]8;id=n0;https://a.example/\x1b\\";
    let link = |row| Links::from([((8, row), begin.into())]);
    shown.draw_with(&link(5), None, list(0, 24));
    let written = shown.draw_with(&link(4), None, list(1, 24)).to_owned();
    assert!(written.contains("\x1b[r"), "{written:?}");
    assert!(!written.contains(begin), "it is there already: {written:?}");
    let written = shown.draw_with(&link(5), None, list(1, 24));
    assert!(written.contains(begin), "{written:?}");
}

proptest! {
    #[test]
    fn what_is_shown_is_the_frame_whatever_was_shown_before(frames in frames()) {
        let mut shown = Shown::new();
        for painted in &frames {
            shown.draw(|frame| paint(painted, frame));
            let mut afresh = Shown::new();
            afresh.draw(|frame| paint(painted, frame));
            prop_assert_eq!(looks(&shown), looks(&afresh));
        }
    }

    #[test]
    fn what_is_shown_is_the_frame_however_rows_have_moved(
        steps in prop::collection::vec((0_usize..9, 1..LIST.1 - 1, painted()), 1..9),
    ) {
        let mut shown = Shown::of(LIST);
        for (top, lit, over) in &steps {
            let draw = |frame: &mut Buffer| {
                list(*top, *lit)(frame);
                paint(over, frame);
            };
            shown.draw(draw);
            let mut afresh = Shown::of(LIST);
            afresh.draw(draw);
            prop_assert_eq!(looks(&shown), looks(&afresh));
        }
    }

    #[test]
    fn what_is_sent_is_the_rows_as_they_are_encoded(
        rows in prop::collection::vec(
            prop::collection::vec(
                prop::sample::select("ﺔﻴﺑﺮﻼאבab12۱۲٣(),. -港\u{202e}\u{7}".chars().collect::<Vec<_>>()),
                0..12,
            ),
            3,
        ),
        profile in prop::sample::select(Profile::ALL.to_vec()),
    ) {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 26, 3));
        for (y, row) in (0..).zip(&rows) {
            let mut x = 0;
            for c in row {
                buffer[(x, y)].set_char(*c);
                x += if *c == '港' { 2 } else { 1 };
            }
        }
        let mut encoded = buffer.clone();
        encode(&mut encoded, profile);
        prop_assert_eq!(sent(&buffer, profile), sent(&encoded, Profile::Visual));
    }
}
