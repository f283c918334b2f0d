use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use ratatui::layout::Rect;
use ratatui::style::Color;

use super::*;
use crate::config::{ColorDepth, ImageProtocol};
use crate::term::{Picture, PictureWay};

/// A picture of four by four cells.
fn picture(protocol: ImageProtocol) -> Arc<Picture> {
    let way = PictureWay {
        protocol,
        cell: (6, 12),
        registers: 16,
        depth: ColorDepth::True,
        background: [0; 3],
    };
    let (width, height) = way.points(4, 4);
    let rgb = [200, 10, 10].repeat(width * height);
    Arc::new(Picture::new(&way, 4, 4, &rgb).unwrap())
}

fn placed(picture: &Arc<Picture>, row: u16, rows: Range<u16>) -> PlacedPicture {
    PlacedPicture {
        id: 7,
        picture: Arc::clone(picture),
        column: 2,
        row,
        rows,
    }
}

/// Draws a frame of ten by eight blank cells; gives what is written after it, and which cells are written whatever
/// they hold, and which are not.
fn frame(stage: &mut Stage, pictures: &[PlacedPicture]) -> (String, Vec<CellDiffOption>) {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 10, 8));
    let (bytes, _) = stage.set(pictures, &mut buffer, later());
    let column = (0..8).map(|row| buffer[(2, row)].diff_option).collect();
    (String::from_utf8(bytes).unwrap(), column)
}

/// Long after all that was: nothing is in motion.
fn later() -> Instant {
    static BEGAN: LazyLock<Instant> = LazyLock::new(Instant::now);
    static SECONDS: AtomicU64 = AtomicU64::new(0);
    *BEGAN + Duration::from_secs(SECONDS.fetch_add(1, Ordering::Relaxed))
}

const SHOWN: &str = "\x1b_Ga=p,i=7,p=1,x=0,y=0,w=24,h=48,c=4,r=4,C=1,q=2\x1b\\";

#[test]
fn kitty_gets_a_picture_once_and_is_told_where_its_rows_are() {
    let (mut stage, picture) = (Stage::default(), picture(ImageProtocol::Kitty));
    let (first, _) = frame(&mut stage, &[placed(&picture, 3, 0..4)]);
    assert!(first.starts_with("\x1b7\x1b_Ga=t,t=d,f=24,o=z,i=7,s=24,v=48,q=2,m=0;"));
    assert!(first.ends_with(&format!("\x1b[4;3H{SHOWN}\x1b8")));
    let (same, _) = frame(&mut stage, &[placed(&picture, 3, 0..4)]);
    assert_eq!(same, "");
    // Two rows of it have gone up from the screen.
    let (moved, _) = frame(&mut stage, &[placed(&picture, 0, 2..4)]);
    let rows = "\x1b_Ga=p,i=7,p=1,x=0,y=24,w=24,h=24,c=4,r=2,C=1,q=2\x1b\\";
    assert_eq!(moved, format!("\x1b7\x1b[1;3H{rows}\x1b8"));
    let (gone, _) = frame(&mut stage, &[]);
    assert_eq!(gone, "\x1b7\x1b_Ga=d,d=i,i=7,q=2\x1b\\\x1b8");
    let (back, _) = frame(&mut stage, &[placed(&picture, 3, 0..4)]);
    assert_eq!(
        back,
        format!("\x1b7\x1b[4;3H{SHOWN}\x1b8"),
        "it still has it"
    );
    assert_eq!(frame(&mut stage, &[placed(&picture, 3, 0..4)]).0, "");
}

#[test]
fn points_that_packing_makes_longer_are_sent_as_they_are() {
    let mut noise = 1_u32;
    let mut next = || {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        noise.to_be_bytes()[0]
    };
    let rgb: Vec<u8> = (0..24 * 48 * 3).map(|_| next()).collect();
    let mut bytes = Vec::new();
    kitty::Sent::new(&rgb, 24, 48).write(7, &mut bytes);
    assert!(bytes.starts_with(b"\x1b_Ga=t,t=d,f=24,i=7,s=24,v=48,q=2,m=1;"));
    let data: Vec<u8> = String::from_utf8(bytes)
        .unwrap()
        .replace('\x1b', "")
        .into_bytes();
    let pieces = data.split(|byte| *byte == b';').skip(1);
    let digits: usize = pieces
        .map(|piece| piece.iter().position(|byte| *byte == b'\\').unwrap())
        .sum();
    assert_eq!(digits, rgb.len() * 4 / 3);
}

#[test]
fn a_cleared_screen_gets_everything_anew() {
    let (mut stage, picture) = (Stage::default(), picture(ImageProtocol::Kitty));
    frame(&mut stage, &[placed(&picture, 3, 0..4)]);
    stage.clear();
    let (anew, _) = frame(&mut stage, &[placed(&picture, 3, 0..4)]);
    assert!(anew.starts_with("\x1b7\x1b_Ga=d,d=A,q=2\x1b\\\x1b_Ga=t,"));
}

#[test]
fn a_terminal_keeps_few_pictures() {
    let mut stage = Stage::default();
    let picture = picture(ImageProtocol::Kitty);
    for id in 1..=17 {
        let one = PlacedPicture {
            id,
            ..placed(&picture, 0, 0..4)
        };
        let (bytes, _) = frame(&mut stage, &[one]);
        let forgotten = bytes.contains("\x1b_Ga=d,d=I,i=1,q=2\x1b\\");
        assert_eq!(forgotten, id == 17);
    }
    let left = stage.strike();
    assert_eq!(left.matches("\x1b_Ga=d,d=I,i=").count(), 16);
    assert!(stage.strike().is_empty());
}

#[test]
fn a_terminal_keeps_all_that_it_shows() {
    let (mut stage, picture) = (Stage::default(), picture(ImageProtocol::Kitty));
    let mut buffer = Buffer::empty(Rect::new(0, 0, 10, 100));
    let all: Vec<PlacedPicture> = (0..20)
        .map(|n| PlacedPicture {
            id: 1 + u32::from(n),
            ..placed(&picture, n * 4, 0..4)
        })
        .collect();
    let (bytes, _) = stage.set(&all, &mut buffer, later());
    let bytes = String::from_utf8(bytes).unwrap();
    assert_eq!(bytes.matches("a=p,").count(), 20);
    assert!(!bytes.contains("a=d"));
}

#[test]
fn what_is_sent_whole_is_sketched_while_it_moves_and_drawn_when_it_rests() {
    for (protocol, start) in [
        (ImageProtocol::Sixel, "\x1bP0;1;0q"),
        (ImageProtocol::Iterm2, "\x1b]1337;File="),
    ] {
        let (mut stage, picture) = (Stage::default(), picture(protocol));
        let began = later();
        // What stands where after so many milliseconds: whether it is drawn, whether it is sketched, and when next.
        let mut frame = |row: u16, milliseconds: u64| {
            let now = began + Duration::from_millis(milliseconds);
            let mut buffer = Buffer::empty(Rect::new(0, 0, 10, 8));
            let (bytes, again) = stage.set(&[placed(&picture, row, 0..4)], &mut buffer, now);
            let drawn = String::from_utf8(bytes).unwrap().contains(start);
            let again = again.map(|again| (again - began).as_millis());
            (drawn, buffer[(2, row)].symbol() == "▀", again)
        };
        assert_eq!(frame(3, 0), (true, false, None));
        assert_eq!(frame(2, 50), (true, false, None), "one step, by itself");
        assert_eq!(frame(1, 80), (false, true, Some(180)));
        assert_eq!(frame(0, 110), (false, true, Some(210)));
        assert_eq!(frame(0, 150), (false, true, Some(210)), "of something else");
        assert_eq!(frame(0, 210), (true, false, None));
        assert_eq!(frame(0, 250), (false, false, None), "it is there");
        assert_eq!(frame(1, 350), (true, false, None));
    }
}

#[test]
fn a_sketch_has_the_colours_of_what_it_stands_for() {
    // One cell: two rows of red and blue points, which are purple from afar, above two rows of green ones.
    let upper = [[255, 0, 0], [0, 0, 255]].concat().repeat(2);
    let rgb = [upper, [0, 205, 0].repeat(4)].concat();
    for (depth, colours) in [
        (
            ColorDepth::True,
            (Color::Rgb(127, 0, 127), Color::Rgb(0, 205, 0)),
        ),
        // Magenta and green.
        (ColorDepth::Ansi16, (Color::Indexed(5), Color::Indexed(2))),
    ] {
        let way = PictureWay {
            protocol: ImageProtocol::Sixel,
            cell: (2, 4),
            registers: 16,
            depth,
            background: [0; 3],
        };
        let picture = Arc::new(Picture::new(&way, 1, 1, &rgb).unwrap());
        let (mut stage, began) = (Stage::default(), later());
        let mut buffer = Buffer::empty(Rect::new(0, 0, 10, 8));
        for row in 0..3 {
            buffer.reset();
            stage.set(&[placed(&picture, row, 0..1)], &mut buffer, began);
        }
        let cell = &buffer[(2, 2)];
        assert_eq!((cell.fg, cell.bg), colours);
    }
}

#[test]
fn cells_that_a_sixel_picture_leaves_are_written_and_those_it_keeps_are_not() {
    use CellDiffOption::{AlwaysUpdate as Anew, None as Usual, Skip};
    let (mut stage, picture) = (Stage::default(), picture(ImageProtocol::Sixel));
    let (first, cells) = frame(&mut stage, &[placed(&picture, 3, 0..4)]);
    assert!(first.starts_with("\x1b7\x1b[4;3H\x1bP0;1;0q\"1;1;24;48#0;2;"));
    assert_eq!(cells, [Usual; 8]);
    let (same, cells) = frame(&mut stage, &[placed(&picture, 3, 0..4)]);
    assert_eq!(same, "");
    assert_eq!(cells, [Usual, Usual, Usual, Skip, Skip, Skip, Skip, Usual]);
    let (moved, cells) = frame(&mut stage, &[placed(&picture, 2, 0..4)]);
    assert!(moved.contains("\x1b[3;3H\x1bP"));
    assert_eq!(cells, [Usual, Usual, Usual, Anew, Anew, Anew, Anew, Usual]);
    let (gone, cells) = frame(&mut stage, &[]);
    assert_eq!(gone, "");
    assert_eq!(cells, [Usual, Usual, Anew, Anew, Anew, Anew, Usual, Usual]);
}

#[test]
fn an_inline_image_is_a_png_of_the_rows_that_are_seen() {
    let (mut stage, picture) = (Stage::default(), picture(ImageProtocol::Iterm2));
    let (bytes, _) = frame(&mut stage, &[placed(&picture, 0, 1..4)]);
    assert!(bytes.starts_with("\x1b7\x1b[1;3H\x1b]1337;File=size="));
    // "\x89PNG" in base64.
    assert!(bytes.contains(
        ";inline=1;width=4;height=3;preserveAspectRatio=0;doNotMoveCursor=1:iVBORw0KGgo"
    ));
}

#[test]
fn half_blocks_are_cells() {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 10, 8));
    let picture = picture(ImageProtocol::HalfBlocks);
    let (bytes, _) = Stage::default().set(&[placed(&picture, 3, 0..4)], &mut buffer, later());
    assert!(bytes.is_empty());
    let drawn = |row| {
        (0..10)
            .filter(|&column| buffer[(column, row)].symbol() == "▀")
            .count()
    };
    assert_eq!([2, 3, 6, 7].map(drawn), [0, 4, 4, 0]);
    let cell = &buffer[(2, 3)];
    let red = ratatui::style::Color::Rgb(200, 10, 10);
    assert_eq!((cell.fg, cell.bg), (red, red));
}

#[test]
fn what_is_written_over_a_picture_hides_it() {
    for protocol in [ImageProtocol::Kitty, ImageProtocol::HalfBlocks] {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 10, 8));
        buffer[(4, 5)].set_char('x');
        let (bytes, _) =
            Stage::default().set(&[placed(&picture(protocol), 3, 0..4)], &mut buffer, later());
        assert!(bytes.is_empty());
        assert_eq!(buffer[(2, 3)].symbol(), " ");
    }
    // Nor is one at whose end the screen would scroll.
    for (protocol, shown) in [
        (ImageProtocol::Kitty, true),
        (ImageProtocol::Sixel, false),
        (ImageProtocol::Iterm2, false),
    ] {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 10, 8));
        let (bytes, _) =
            Stage::default().set(&[placed(&picture(protocol), 4, 0..4)], &mut buffer, later());
        assert_eq!(!bytes.is_empty(), shown, "{protocol:?}");
    }
    // Nor is one that would reach out of the screen.
    let mut buffer = Buffer::empty(Rect::new(0, 0, 10, 8));
    let picture = picture(ImageProtocol::Kitty);
    let (bytes, _) = Stage::default().set(&[placed(&picture, 5, 0..4)], &mut buffer, later());
    assert!(bytes.is_empty());
}
