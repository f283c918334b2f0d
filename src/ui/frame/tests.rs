use proptest::prelude::*;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::fixture::{self, Content, NOON, headline, loaded, press};
use crate::app::{Effect, Message, Notice, PollOutcome, Size, State, update};
use crate::config::{Background, ColorDepth, ThemeChanges};
use crate::lang::Phrase;
use crate::model::{FeedId, List, Window};
use crate::ui::Painter;

/// Something that the reader does, or that comes.
#[derive(Clone, Debug)]
enum Step {
    Keys(&'static str),
    Resized(u16, u16),
    /// A list of so many entries, from another one on.
    Entries(i64, i64),
    Article(Content),
    Sheet,
    Failed,
    Hours(i64),
    /// A notice too long for a line; whether it tells of a failure.
    Notice(bool),
    /// A list with a story, and whether it is open.
    Story(bool),
    /// A list with what was found of texts.
    Searched(Content),
    /// An article with links.
    Linking(Content),
    Tagged,
    ReadAloud,
}

fn content() -> impl Strategy<Value = Content> {
    prop::sample::select(vec![Content::Ltr, Content::Rtl])
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let keys = [
        "j", "j", "k", "g g", "G", "h", "l", "enter", "q", "n", "m", "s", "z", "o", "u", "?", "/",
        "a", "i", "esc", "tab", "space", "ctrl-d", "ctrl-u", "D", "1", ":",
    ];
    let step = prop_oneof![
        12 => prop::sample::select(keys.to_vec()).prop_map(Step::Keys),
        1 => (1..140_u16, 1..30_u16).prop_map(|(columns, rows)| Step::Resized(columns, rows)),
        3 => (0..3_i64, 0..90_i64).prop_map(|(from, count)| Step::Entries(from, count)),
        1 => content().prop_map(Step::Article),
        1 => Just(Step::Sheet),
        1 => Just(Step::Failed),
        1 => (0..50_i64).prop_map(Step::Hours),
        2 => any::<bool>().prop_map(Step::Notice),
        2 => any::<bool>().prop_map(Step::Story),
        3 => content().prop_map(Step::Searched),
        2 => content().prop_map(Step::Linking),
        2 => Just(Step::Tagged),
        1 => Just(Step::ReadAloud),
    ];
    prop::collection::vec(step, 1..40)
}

fn entries(from: i64, count: i64) -> Window {
    let titles = [
        "Ferries stop at dusk",
        "بارش کے بعد سڑکیں بند",
        "שלום: 3 דקות",
        "港",
    ];
    let rows = (from..from + count).map(|n| {
        let title = titles[usize::try_from(n).unwrap_or_default() % titles.len()];
        headline(n, &format!("{title} {n}"))
    });
    Window {
        rows: rows.collect(),
        ..Window::default()
    }
}

fn take(state: &mut State, step: &Step) {
    let mut effects = Vec::new();
    match step {
        Step::Keys(keys) => effects = press(state, keys),
        Step::Resized(columns, rows) => {
            let size = Size {
                columns: *columns,
                rows: *rows,
            };
            effects = update(state, Message::Resized(size), NOON);
        }
        Step::Entries(..) => {
            state.sources.select(&List::All);
            effects = press(state, "h g g j k enter");
        }
        Step::Article(content) => fixture::open_article(state, *content),
        Step::Sheet => fixture::show_feed_sheet(state, Content::Rtl),
        Step::Failed => {
            let message = Message::FeedPolled {
                feed: FeedId(2),
                outcome: PollOutcome::Failed,
            };
            effects = update(state, message, NOON);
        }
        Step::Notice(failure) => {
            let key = "a b c d e f ".repeat(20);
            state.notice = Some(Notice {
                phrase: Phrase::EmptyFeeds { key },
                failure: *failure,
            });
        }
        Step::Story(expanded) => {
            for effect in press(state, "esc esc esc h g g j k enter") {
                if let Effect::LoadWindow { request, .. } = effect {
                    let window = fixture::window_with_story(Content::Rtl, *expanded);
                    update(state, Message::WindowLoaded { request, window }, NOON);
                }
            }
        }
        Step::Searched(content) => {
            let effects = press(state, "esc esc esc h l / f i s h enter");
            fixture::answer_windows(state, &effects, *content);
        }
        Step::Linking(content) => fixture::open_linking_article(state, *content),
        Step::Tagged => {
            effects = press(state, "esc esc esc l t n e w s enter");
        }
        Step::ReadAloud => state.interface.screen_reader ^= true,
        Step::Hours(hours) => {
            let now = NOON.plus_seconds(hours * 3600);
            effects = update(state, Message::TimePassed, now);
        }
    }
    let (from, count) = match step {
        Step::Entries(from, count) => (*from, *count),
        _ => (0, 60),
    };
    for effect in effects {
        if let Effect::LoadWindow { request, .. } = effect {
            let window = entries(from, count);
            update(state, Message::WindowLoaded { request, window }, NOON);
        }
    }
}

fn painter() -> Painter {
    Painter::new(&ThemeChanges::default().theme(Background::Dark, ColorDepth::True))
}

/// Cells, after some of them were moved.
fn moved(mut cells: Buffer, moves: &[(Rect, i32)]) -> Buffer {
    for (place, down) in moves {
        let before = cells.clone();
        for at in place.positions() {
            let from = i32::from(at.y) - down;
            if let Ok(y) = u16::try_from(from)
                && place.contains((at.x, y).into())
            {
                cells[at] = before[(at.x, y)].clone();
            }
        }
    }
    cells
}

proptest! {
    #[test]
    fn what_is_kept_is_what_would_be_painted_and_rows_that_changed_are_told(
        steps in steps(),
        content in content(),
        mirrored: bool,
    ) {
        let mut state = loaded(100, 16, content);
        if mirrored {
            state.interface.direction = crate::text::Direction::Rtl;
        }
        let mut kept = painter();
        kept.draw(&state);
        for step in &steps {
            take(&mut state, step);
            let before = kept.buffer();
            let cursor = kept.draw(&state);
            let mut afresh = painter();
            prop_assert_eq!(afresh.draw(&state), cursor);
            prop_assert_eq!(afresh.rest(), kept.rest());
            prop_assert_eq!(afresh.links(), kept.links());
            let now = kept.buffer();
            prop_assert_eq!(&afresh.buffer(), &now, "after {:?}", step);
            let width = usize::from(before.area.width).max(1);
            if before.area == now.area {
                let before = moved(before, kept.moved());
                let rows = before.content.chunks(width).zip(now.content.chunks(width));
                for ((before, now), changed) in rows.zip(kept.changed()) {
                    let cells = (0..).zip(before.iter().zip(now));
                    for (column, (before, now)) in cells.filter(|(column, _)| !changed.contains(column)) {
                        prop_assert_eq!(before, now, "column {} after {:?}", column, step);
                    }
                }
            }
        }
    }
}

#[test]
fn a_list_that_goes_on_by_a_row_is_moved_and_paints_the_row_that_comes() {
    let mut state = loaded(100, 16, Content::Rtl);
    take(&mut state, &Step::Entries(0, 60));
    press(&mut state, &["j"; 20].join(" "));
    let mut painter = painter();
    painter.draw(&state);
    press(&mut state, "j");
    painter.draw(&state);
    let [(place, -1)] = painter.moved() else {
        panic!("the list is moved up: {:?}", painter.moved());
    };
    assert_eq!((place.y, place.height), (1, 14), "all of it");
    let changed = painter
        .changed()
        .iter()
        .filter(|changed| !changed.is_empty());
    assert_eq!(
        changed.count(),
        3,
        "those that were and are lit up, and the one that comes"
    );
}

#[test]
fn a_step_in_a_list_paints_the_rows_it_lights_up_and_nothing_else() {
    let mut state = loaded(100, 16, Content::Rtl);
    take(&mut state, &Step::Entries(0, 60));
    press(&mut state, "j");
    let mut painter = painter();
    painter.draw(&state);
    press(&mut state, "j");
    painter.draw(&state);
    let changed = painter
        .changed()
        .iter()
        .filter(|changed| !changed.is_empty());
    assert_eq!(changed.count(), 2);
    assert_eq!(painter.moved(), []);
}
