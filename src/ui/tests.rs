//! Every screen at three sizes, in both directions of writing, dark and plain.
//!
//! Under each row stand letters for the styles of its cells, `.` for plain text; the legend follows the screen.

use std::fmt::Write as _;

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::style::Style;

use super::*;
use crate::app::fixture::{self, Content, NOON, loaded, open_article, press};
use crate::app::{Message, PollOutcome, Size, update};
use crate::config::{Background, ColorDepth, ThemeChanges};
use crate::model::{FeedId, Found, Sighting, Window};
use crate::text::{Digits, Direction};

fn theme(depth: ColorDepth) -> Theme {
    ThemeChanges::default().theme(Background::Dark, depth)
}

fn drawn(state: &State, theme: &Theme) -> Buffer {
    let mut painter = Painter::new(theme);
    painter.draw(state);
    painter.buffer()
}

/// What stands on the screen, row after row, one space between two words.
pub(super) fn words_on(state: &State) -> String {
    let buffer = drawn(state, &theme(ColorDepth::None));
    let cells = (0..buffer.area.height)
        .flat_map(|row| (0..buffer.area.width).map(move |column| (column, row)));
    let text: String = cells.map(|place| buffer[place].symbol()).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// As the program draws it, with the colours of tags.
fn drawn_at(state: &State, depth: ColorDepth) -> Buffer {
    let tags = TagPalette {
        depth,
        ..TagPalette::default()
    };
    let mut painter = Painter::new(&theme(depth)).with_tags(tags);
    painter.draw(state);
    painter.buffer()
}

/// The rows of a screen as text, each with the styles of its cells under it.
fn picture(state: &State, depth: ColorDepth) -> String {
    let theme = theme(depth);
    let plain = ratatui::buffer::Cell::EMPTY
        .style()
        .patch(Palette::new(&theme).style(Role::Text));
    let buffer = drawn_at(state, depth);
    let mut legend: Vec<Style> = Vec::new();
    let mut picture = String::new();
    for row in 0..buffer.area.height {
        let cells = (0..buffer.area.width).map(|column| &buffer[(column, row)]);
        let text: String = cells.clone().map(ratatui::buffer::Cell::symbol).collect();
        let styles: String = cells
            .map(|cell| letter(cell.style(), plain, &mut legend))
            .collect();
        writeln!(picture, "{}", text.trim_end()).expect("a string takes it");
        writeln!(picture, "{}", styles.trim_end_matches('.')).expect("a string takes it");
    }
    for (letter, style) in ('a'..).zip(&legend) {
        writeln!(picture, "{letter}: {}", described(*style)).expect("a string takes it");
    }
    picture
}

fn letter(style: Style, plain: Style, legend: &mut Vec<Style>) -> char {
    if style == plain {
        return '.';
    }
    let known = legend
        .iter()
        .position(|known| *known == style)
        .unwrap_or_else(|| {
            legend.push(style);
            legend.len() - 1
        });
    ('a'..)
        .nth(known)
        .expect("there are fewer styles than letters")
}

fn described(style: Style) -> String {
    let color = |color: Option<ratatui::style::Color>| {
        color.map_or_else(String::new, |color| color.to_string())
    };
    format!(
        "{} on {} {:?}",
        color(style.fg),
        color(style.bg),
        style.add_modifier
    )
}

const SIZES: [(u16, u16); 3] = [(40, 12), (80, 24), (120, 40)];

/// Compares the screens that `make` brings about with the pictures kept.
fn check(name: &str, make: impl Fn(u16, u16, Content) -> State) {
    for (content, way) in [(Content::Ltr, "ltr"), (Content::Rtl, "rtl")] {
        for (depth, theme) in [(ColorDepth::True, "dark"), (ColorDepth::None, "plain")] {
            let screens: Vec<String> = SIZES
                .iter()
                .map(|&(columns, rows)| picture(&make(columns, rows, content), depth))
                .collect();
            insta::with_settings!({omit_expression => true, prepend_module_to_snapshot => false}, {
                insta::assert_snapshot!(format!("{name}-{way}-{theme}"), screens.join("\n"));
            });
        }
    }
}

#[test]
fn the_feeds() {
    check("feeds", loaded);
}

#[test]
fn the_headlines() {
    check("headlines", |columns, rows, content| {
        let mut state = loaded(columns, rows, content);
        press(&mut state, "l j");
        state
    });
}

/// Answers what was asked for last with the list whose first line stands for two others.
fn with_story(state: &mut State, content: Content, expanded: bool, keys: &str) {
    for effect in press(state, keys) {
        if let crate::app::Effect::LoadWindow { request, .. } = effect {
            let window = fixture::window_with_story(content, expanded);
            update(state, Message::WindowLoaded { request, window }, NOON);
        }
    }
}

#[test]
fn a_story_of_several_feeds() {
    check("story", |columns, rows, content| {
        let mut state = loaded(columns, rows, content);
        with_story(&mut state, content, false, "U");
        press(&mut state, "l");
        with_story(&mut state, content, true, "z");
        state
    });
}

#[test]
fn an_article_that_other_feeds_have_too() {
    check("story-article", |columns, rows, content| {
        let mut state = loaded(columns, rows, content);
        press(&mut state, "l");
        fixture::open_shared_article(&mut state, content);
        state
    });
}

#[test]
fn tags() {
    check("tags", |columns, rows, content| {
        let mut state = loaded(columns, rows, content);
        press(&mut state, "l t a i , أ خ ب ا ر , l a t e r enter");
        press(&mut state, "j t m a c h i n e space l e a r n i n g enter");
        press(&mut state, "k");
        if columns > 40 {
            open_article(&mut state, content);
        }
        state
    });
}

#[test]
fn tags_being_typed() {
    check("tagging", |columns, rows, content| {
        let mut state = loaded(columns, rows, content);
        let effects = press(&mut state, "l t");
        let tags = ["climate", "Cities", "سياسة"].map(crate::text::CleanText::line);
        for effect in effects {
            if let crate::app::Effect::LoadTags { request } = effect {
                let tags = tags.to_vec();
                update(&mut state, Message::TagsLoaded { request, tags }, NOON);
            }
        }
        press(&mut state, "n e w s , c");
        state
    });
}

#[test]
fn an_article() {
    check("article", |columns, rows, content| {
        let mut state = loaded(columns, rows, content);
        press(&mut state, "l");
        open_article(&mut state, content);
        state
    });
}

#[test]
fn digits_are_shown_as_the_reader_wants_them_in_titles_and_articles() {
    let mut state = loaded(120, 30, Content::Rtl);
    state.interface.digits = Digits::Arabic;
    press(&mut state, "l");
    open_article(&mut state, Content::Rtl);
    let shown = picture(&state, ColorDepth::None);
    for (here, gone) in [("%١٢", "%12"), ("٢٥٠", "250")] {
        assert!(shown.contains(here) && !shown.contains(gone), "{shown}");
    }
    assert!(
        shown.contains("22\u{a0}November"),
        "the program speaks English: {shown}"
    );
}

#[test]
fn vowel_marks_are_left_out_of_titles_too() {
    let mut state = loaded(80, 24, Content::Rtl);
    let marked = |state: &State| picture(state, ColorDepth::None).contains('\u{651}');
    assert!(marked(&state));
    state.interface.strip_tashkeel = true;
    assert!(!marked(&state));
}

#[test]
fn a_search_being_typed() {
    check("search", |columns, rows, content| {
        let mut state = loaded(columns, rows, content);
        let keys = match content {
            Content::Ltr => "/ f i s h",
            Content::Rtl => "/ ا ل س م ك",
        };
        let effects = press(&mut state, keys);
        fixture::answer_windows(&mut state, &effects, content);
        state
    });
}

#[test]
fn rows_of_another_search_are_said_to_be_that() {
    let mut state = loaded(80, 24, Content::Ltr);
    let effects = press(&mut state, "/ f i s h");
    assert!(words_on(&state).contains("All: fish searching …"));
    fixture::answer_windows(&mut state, &effects, Content::Ltr);
    assert!(!words_on(&state).contains("searching"));
}

#[test]
fn what_is_wrong_with_a_search_is_said_where_there_is_room_for_little() {
    for (keys, words) in [
        ("/ )", "the bracket has no be… )"),
        ("/ ا ل space -", "nothing behind - - ﻝﺍ"),
    ] {
        let mut state = loaded(40, 12, Content::Ltr);
        press(&mut state, keys);
        let shown = words_on(&state);
        assert!(shown.ends_with(words), "{shown}");
    }
}

/// Titles that hold "الاخبار" as it is searched for, and as it is not.
const FOUND: [&str; 6] = [
    "قرأتُ الأَخْبَارَ اليوم",
    "OpenSea: الأخبار (12) ثم الاخبار",
    "أخبار البحر، وليست الأخبارَ كلها",
    "أربعون عاما لم يقل المصباح شيئا ثم قال كل شيء في نشرة واحدة طويلة من الأخبار",
    "Al-akhbar (الأخبار) means the news",
    "لا شيء هنا",
];

#[test]
fn what_a_search_finds_is_lit_up_in_visual_order() {
    let mut screens = Vec::new();
    for depth in [ColorDepth::True, ColorDepth::None] {
        let mut state = loaded(60, 9, Content::Rtl);
        let effects = press(&mut state, "/ ا ل ا خ ب ا ر");
        for effect in effects {
            if let crate::app::Effect::LoadWindow { request, .. } = effect {
                let rows = (0..)
                    .zip(FOUND)
                    .map(|(n, title)| fixture::headline(n, title));
                let window = Window {
                    rows: rows.collect(),
                    ..Window::default()
                };
                update(&mut state, Message::WindowLoaded { request, window }, NOON);
            }
        }
        screens.push(picture(&state, depth));
    }
    insta::with_settings!({omit_expression => true, prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!("hits", screens.join("\n"));
    });
}

#[test]
fn what_a_search_found_is_lit_in_the_article() {
    check("article-hits", |columns, rows, content| {
        let mut state = loaded(columns, rows, content);
        let keys = match content {
            Content::Ltr => "/ w h o l e space b a y enter",
            Content::Rtl => "/ ا ن ب و ب space ا ل ا ط ف ا ل enter",
        };
        let effects = press(&mut state, keys);
        fixture::answer_windows(&mut state, &effects, content);
        open_article(&mut state, content);
        press(&mut state, ";");
        state
    });
}

#[test]
fn links_on_the_screen_get_letters_where_they_begin() {
    check("article-hints", |columns, rows, content| {
        let mut state = loaded(columns, rows, content);
        press(&mut state, "l");
        open_article(&mut state, content);
        press(&mut state, "F");
        state
    });
}

#[test]
fn links_are_listed_by_their_words() {
    for (name, screen) in [
        ("links", Direction::Ltr),
        ("links-mirrored", Direction::Rtl),
    ] {
        check(name, |columns, rows, content| {
            let mut state = loaded(columns, rows, content);
            state.interface.direction = screen;
            press(&mut state, "l");
            fixture::open_linking_article(&mut state, content);
            press(&mut state, "L j");
            state
        });
    }
}

#[test]
fn words_found_in_an_article_are_lit_up_while_they_are_typed() {
    check("article-find", |columns, rows, content| {
        let mut state = loaded(columns, rows, content);
        press(&mut state, "l");
        open_article(&mut state, content);
        let keys = match content {
            Content::Ltr => "/ T h e",
            Content::Rtl => "/ ي ق و ل",
        };
        press(&mut state, keys);
        state
    });
}

#[test]
fn vowel_marks_are_left_out_of_titles_where_the_terminal_misplaces_them() {
    let mut state = loaded(60, 9, Content::Rtl);
    let marks = |state: &State| {
        let buffer = drawn(state, &theme(ColorDepth::True));
        let symbols = buffer.content.iter().map(ratatui::buffer::Cell::symbol);
        symbols.filter(|symbol| symbol.contains('\u{651}')).count()
    };
    assert_eq!(marks(&state), 3);
    state.interface.strip_tashkeel = true;
    assert_eq!(marks(&state), 0);
}

#[test]
fn an_address_being_typed() {
    let mut state = loaded(60, 9, Content::Ltr);
    press(&mut state, "a n e w s");
    let shown = picture(&state, ColorDepth::None);
    assert!(shown.contains("Follow a feed or a site: news"), "{shown}");
    let mut state = loaded(40, 12, Content::Ltr);
    press(&mut state, "a n e w s");
    let words = words_on(&state);
    assert!(words.ends_with("Follow: news"), "{words}");
}

#[test]
fn the_feeds_that_a_site_offers() {
    check("adding-choice", |columns, rows, content| {
        fixture::adding(
            columns,
            rows,
            &Found::Candidates(fixture::candidates(content)),
        )
    });
}

#[test]
fn a_feed_to_be_followed() {
    check("adding-feed", |columns, rows, content| {
        fixture::adding(columns, rows, &Found::Feed(fixture::preview(content)))
    });
}

#[test]
fn what_is_known_of_a_feed() {
    check("feed-sheet", fixture::feed_sheet);
    check("feed-sheet-mirrored", |columns, rows, content| {
        let mut state = loaded(columns, rows, content);
        state.interface.direction = Direction::Rtl;
        fixture::show_feed_sheet(&mut state, content);
        state
    });
}

#[test]
fn a_refresh_under_way() {
    check("refresh", |columns, rows, content| {
        let mut state = loaded(columns, rows, content);
        update(&mut state, Message::RefreshStarted { feeds: 3 }, NOON);
        let updated = PollOutcome::Updated(Sighting {
            new: 2,
            edited: 0,
            notable: 0,
        });
        update(
            &mut state,
            Message::FeedPolled {
                feed: FeedId(2),
                outcome: updated,
            },
            NOON,
        );
        update(
            &mut state,
            Message::FeedPolled {
                feed: FeedId(3),
                outcome: PollOutcome::Failed,
            },
            NOON,
        );
        state
    });
}

#[test]
fn a_failing_feed_without_entries() {
    check("failing", |columns, rows, content| {
        let mut state = loaded(columns, rows, content);
        for effect in press(&mut state, "j j j j j j j l") {
            if let crate::app::Effect::LoadWindow { request, .. } = effect {
                update(
                    &mut state,
                    Message::WindowLoaded {
                        request,
                        window: Window::default(),
                    },
                    NOON,
                );
            }
        }
        state
    });
}

#[test]
fn the_keys() {
    check("help", |columns, rows, content| {
        let mut state = loaded(columns, rows, content);
        press(&mut state, "?");
        state
    });
}

#[test]
fn the_downloads() {
    check("downloads", |columns, rows, content| {
        let mut state = loaded(columns, rows, content);
        press(&mut state, "l");
        open_article(&mut state, content);
        fixture::download(&mut state, content);
        press(&mut state, "g d");
        state
    });
}

#[test]
fn a_mirrored_screen_begins_at_the_right() {
    check("mirrored", |columns, rows, content| {
        let mut state = loaded(columns, rows, content);
        state.interface.direction = Direction::Rtl;
        press(&mut state, "l");
        open_article(&mut state, content);
        state
    });
}

#[test]
fn every_size_down_to_one_cell_can_be_drawn() {
    let theme = theme(ColorDepth::True);
    for columns in 0..=24 {
        for rows in 0..=6 {
            for keys in ["l", "l enter", "?", "/ x", "j j j j j z", "S"] {
                let mut state = loaded(columns, rows, Content::Rtl);
                press(&mut state, keys);
                assert_eq!(drawn(&state, &theme).area.as_size(), (columns, rows).into());
            }
            for found in [
                Found::Candidates(fixture::candidates(Content::Rtl)),
                Found::Feed(fixture::preview(Content::Rtl)),
            ] {
                let state = fixture::adding(columns, rows, &found);
                assert_eq!(drawn(&state, &theme).area.as_size(), (columns, rows).into());
            }
        }
    }
}

proptest! {
    #[test]
    fn a_selected_row_can_be_told_without_colours(columns in 30_u16..130, rows in 6_u16..40, down in 0..6) {
        let mut state = loaded(columns, rows, Content::Ltr);
        let keys = std::iter::repeat_n("j", usize::try_from(down).expect("not negative")).fold("l".to_owned(), |keys, key| keys + " " + key);
        press(&mut state, &keys);
        let buffer = drawn(&state, &theme(ColorDepth::None));
        let reversed = (0..rows).filter(|&row| buffer[(columns - 2, row)].modifier.contains(ratatui::style::Modifier::REVERSED)).count();
        prop_assert_eq!(reversed, 1);
        prop_assert_eq!(state.size, Size { columns, rows });
    }
}
