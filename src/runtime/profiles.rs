//! One screen with text of both directions in both panes, as each kind of terminal is sent it.
//!
//! Symbols stand as they are sent, from the left. What is invisible has a sign: U+200E is →, U+200C is ¦, the
//! blank U+2800 is ⣀. Under a row stands ^ where a profile changed the font of a cell.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};

use crate::app::fixture::{self, Content, NOON, fresh, sources};
use crate::app::{Effect, Message, State, update};
use crate::config::Profile;
use crate::config::{Background, ColorDepth, ThemeChanges};
use crate::model::Window;
use crate::term::encode;
use crate::ui::Painter;

const COLUMNS: u16 = 88;
const ROWS: u16 = 14;

const TITLES: [&str; 11] = [
    "المنارة التي تعلّمت الصفير (لا الغناء)",
    "OpenSea تعلن توقف العبّارات [حتى 18:30] بعد انخفاض 12.5%",
    "Ferries stop at dusk (and nobody minds), 3 of 12",
    "سلام on the pier: «greeting» travels",
    "می‌خواهم کتاب‌های تازه (۱۴۰۵) بخوانم",
    "بارش کے بعد سڑکیں بند، ٹریفک ٹھپ ہے",
    "שלום: מילה אחת על הרציף (3 דקות) ב-2026",
    "هاتف ‎+1 555-0100‎ أو البريد info@harbour.example",
    "١٢٬٣٤٥ زائرا في ٣ أيام، أي 4,115 كل يوم",
    "دەریا و ڕووبار، ښار او ټول خلک",
    "الإِشَارَةُ <b> و{x} و(أ(ب)ج) ← 5",
];

fn screen() -> State {
    let (mut state, effects) = fresh(COLUMNS, ROWS);
    sources(&mut state, Content::Rtl);
    for effect in effects {
        if let Effect::LoadWindow { request, .. } = effect {
            let rows = (0..)
                .zip(TITLES)
                .map(|(n, title)| fixture::headline(n, title));
            let window = Window {
                rows: rows.collect(),
                ..Window::default()
            };
            update(&mut state, Message::WindowLoaded { request, window }, NOON);
        }
    }
    state
}

fn drawn() -> Buffer {
    let state = screen();
    let theme = ThemeChanges::default().theme(Background::Dark, ColorDepth::True);
    let mut painter = Painter::new(&theme);
    painter.draw(&state);
    painter.buffer()
}

fn picture(profile: Profile) -> String {
    let before = drawn();
    let mut buffer = before.clone();
    encode(&mut buffer, profile);
    let width = usize::from(COLUMNS);
    let mut picture = String::new();
    for (row, given) in buffer
        .content
        .chunks(width)
        .zip(before.content.chunks(width))
    {
        let fonts: String = row.iter().zip(given).map(font_change).collect();
        let symbols: String = row.iter().map(Cell::symbol).collect();
        for line in [visible(&symbols), fonts] {
            let line = line.trim_end();
            if !line.is_empty() {
                writeln!(picture, "{line}").expect("a string takes it");
            }
        }
    }
    picture
}

fn font_change((cell, given): (&Cell, &Cell)) -> char {
    if cell.modifier == given.modifier {
        ' '
    } else {
        '^'
    }
}

fn visible(symbols: &str) -> String {
    symbols
        .replace('\u{200e}', "→")
        .replace('\u{200c}', "¦")
        .replace('\u{2800}', "⣀")
}

#[test]
fn every_profile_sends_the_screen_in_its_own_way() {
    for profile in Profile::ALL {
        insta::with_settings!({omit_expression => true, prepend_module_to_snapshot => false}, {
            insta::assert_snapshot!(format!("profile-{}", profile.name()), picture(profile));
        });
    }
}
