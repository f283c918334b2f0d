//! A list that is moved, and the feeds beside it.

use super::*;

/// Where a list is moved: behind the feeds, and before them on a mirrored screen.
const BESIDE_FEEDS: Rect = Rect::new(8, 1, LIST.0 - 8, LIST.1 - 2);
const MIRRORED: Rect = Rect::new(0, 1, LIST.0 - 8, LIST.1 - 2);

/// Draws a frame of which it is told what was moved in a place, and which rows changed besides.
fn told(
    shown: &mut Shown,
    place: Rect,
    before: &mut Buffer,
    now: Buffer,
    down: i32,
    profile: Profile,
) {
    let mut moved = before.clone();
    for at in place.positions() {
        if let Ok(y) = u16::try_from(i32::from(at.y) - down)
            && place.contains((at.x, y).into())
        {
            moved[at] = before[(at.x, y)].clone();
        }
    }
    let width = usize::from(now.area.width);
    let rows = moved.content.chunks(width).zip(now.content.chunks(width));
    let changed: Vec<Range<u16>> = rows.map(|(moved, now)| differing(moved, now)).collect();
    let moved = [(place, down)];
    let grid = grid(&now);
    let cells = Cells {
        changed: &changed,
        moved: if down == 0 { &[] } else { &moved },
        profile,
        ..all(&grid)
    };
    shown.written = shown.surface.changes(cells, &Links::default(), None);
    shown.terminal.process(shown.written.as_bytes());
    *before = now;
}

/// The columns from the first that differs to the last.
fn differing(one: &[Cell], other: &[Cell]) -> Range<u16> {
    let differs = |column: &u16| one[usize::from(*column)] != other[usize::from(*column)];
    let columns = 0..u16::try_from(one.len()).unwrap();
    let first = columns.clone().find(differs).unwrap_or_default();
    let last = columns.rev().find(differs);
    first..last.map_or(first, |last| last + 1)
}

/// The rows whose first cell has a mark.
fn marked(shown: &Shown) -> Vec<u16> {
    let first = |row: &u16| shown.terminal.screen().cell(*row, 0).unwrap().contents();
    let rows = 0..shown.size.1;
    rows.filter(|row| first(row).contains('\u{200e}')).collect()
}

/// A list of which every so many entries are Arabic, from an entry on, and feeds beside it with what they count.
fn frame(place: Rect, from: u16, arabic: u16, feeds: &[(bool, u16)]) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, LIST.0, LIST.1));
    let feeds_at = if place.x == 0 { place.width + 1 } else { 0 };
    for (row, (arabic_feed, count)) in place.rows().zip(feeds) {
        let entry = from + row.y;
        let words = if arabic > 0 && entry.is_multiple_of(arabic) {
            "ﺳﻼﻡ"
        } else {
            "harbour"
        };
        let words = format!("{words} {}", u32::from(entry) * 7919);
        buffer.set_string(place.x, row.y, words, Style::new());
        let name = if *arabic_feed { "ﺮﺒﺧ" } else { "feed" };
        let feed = format!("{name} {}", count % 10);
        buffer.set_string(feeds_at, row.y, feed, Style::new());
    }
    buffer
}

/// The same frame on a cleared screen.
fn afresh(now: &Buffer, profile: Profile) -> Shown {
    let mut shown = Shown::of((now.area.width, now.area.height));
    let empty = &mut Buffer::empty(now.area);
    told(&mut shown, MIRRORED, empty, now.clone(), 0, profile);
    shown
}

#[test]
fn rows_get_the_mark_of_their_first_cell_with_what_is_moved_there_and_those_of_another_list_lose_it()
 {
    let frame = |from: u16, arabic: bool| {
        let mut buffer = Buffer::empty(Rect::new(0, 0, LIST.0, LIST.1));
        for row in 0..LIST.1 {
            let words = if arabic && (row + from).is_multiple_of(5) {
                "ﺳﻼﻡ".to_owned()
            } else {
                format!("harbour {}", row + from)
            };
            buffer.set_string(0, row, "f", Style::new());
            buffer.set_string(8, row, words, Style::new());
        }
        buffer
    };
    let mut shown = Shown::of(LIST);
    let mut before = Buffer::empty(Rect::new(0, 0, LIST.0, LIST.1));
    let mut marked_in = |from: u16, arabic| {
        let (now, down) = (frame(from, arabic), -i32::from(from > 0));
        told(
            &mut shown,
            BESIDE_FEEDS,
            &mut before,
            now,
            down,
            Profile::Lrm,
        );
        marked(&shown)
    };
    for from in 0..7 {
        let marked = marked_in(from, true);
        let with_arabic = |row: &u16| (row + from).is_multiple_of(5);
        for row in (0..LIST.1).filter(with_arabic) {
            assert!(marked.contains(&row), "row {row} of {from}");
        }
    }
    for from in 0..3 {
        assert_eq!(marked_in(from, false), [0; 0], "what is copied has none");
    }
}

#[test]
fn what_is_remembered_of_a_mirrored_list_is_not_written_on_a_screen_of_its_width() {
    let feeds = [(false, 0); LIST.1 as usize];
    let frame = |from| frame(MIRRORED, from, 7, &feeds);
    let mut shown = Shown::of(LIST);
    let mut before = Buffer::empty(Rect::new(0, 0, LIST.0, LIST.1));
    for from in 1..4 {
        let down = if from > 1 { -1 } else { 0 };
        told(
            &mut shown,
            MIRRORED,
            &mut before,
            frame(from),
            down,
            Profile::Visual,
        );
    }
    let size = (MIRRORED.width, LIST.1);
    let narrow = |from| {
        let mut cells = frame(from);
        cells.resize(Rect::new(0, 0, size.0, size.1));
        let wide = frame(from);
        for at in cells.area.positions() {
            cells[at] = wide[at].clone();
        }
        cells
    };
    (shown.size, shown.terminal) = (size, Shown::of(size).terminal);
    let mut before = Buffer::empty(Rect::new(0, 0, size.0, size.1));
    for from in 4..7 {
        let down = if from > 4 { -1 } else { 0 };
        told(
            &mut shown,
            MIRRORED,
            &mut before,
            narrow(from),
            down,
            Profile::Visual,
        );
        assert_eq!(
            looks(&shown),
            looks(&afresh(&narrow(from), Profile::Visual))
        );
    }
}

/// How far a list goes on: mostly as far as before, and by a row.
fn step() -> impl Strategy<Value = i32> {
    prop_oneof![6 => Just(1), 3 => Just(-1), 1 => Just(0), 1 => -12..12]
}

/// The row beside which a count goes up, for good: mostly none.
fn raised() -> impl Strategy<Value = Option<usize>> {
    prop::option::weighted(0.3, 1..usize::from(LIST.1) - 1)
}

/// What stands on a list and beside it: mostly nothing.
fn over() -> impl Strategy<Value = Option<Painted>> {
    prop::option::weighted(0.3, painted())
}

proptest! {
    #[test]
    fn what_is_shown_is_the_frame_when_it_is_told_what_was_moved(
        place in prop::sample::select(vec![BESIDE_FEEDS, MIRRORED]),
        arabic_feeds in prop::collection::vec(prop::bool::weighted(0.1), usize::from(LIST.1)),
        arabic in prop::sample::select(vec![0, 1, 2, 7, 30]),
        steps in prop::collection::vec(
            (step(), prop::option::weighted(0.6, 1..LIST.1 - 1), over(), raised(), prop::bool::weighted(0.05)),
            1..20,
        ),
        profile in prop::sample::select(Profile::ALL.to_vec()),
    ) {
        let mut feeds: Vec<(bool, u16)> = arabic_feeds.iter().map(|arabic| (*arabic, 0)).collect();
        let (mut shown, mut top) = (Shown::of(LIST), 60);
        let mut before = Buffer::empty(Rect::new(0, 0, LIST.0, LIST.1));
        for (step, lit, over, raised, redrawn) in &steps {
            let next = i32::max(top + step, 0);
            if let Some(row) = raised {
                feeds[*row].1 += 1;
            }
            let mut now = frame(place, u16::try_from(next).unwrap(), arabic, &feeds);
            if let Some(lit) = lit {
                now.set_style(Rect::new(place.x, *lit, place.width, 1), Style::new().reversed());
            }
            if let Some(painted) = over {
                paint(painted, &mut now);
            }
            if *redrawn {
                shown.surface.forget();
            }
            let down = top - next;
            top = next;
            told(&mut shown, place, &mut before, now.clone(), down, profile);
            let afresh = afresh(&now, profile);
            prop_assert_eq!(looks(&shown), looks(&afresh));
            let there = marked(&shown);
            for row in marked(&afresh) {
                prop_assert!(there.contains(&row), "row {}", row);
            }
        }
    }
}
