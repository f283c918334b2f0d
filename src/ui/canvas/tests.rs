use super::*;
use crate::app::Size;
use crate::config::{Background, ColorDepth, Config, ThemeChanges};
use crate::text::{StyleRun, layout_line};

#[test]
fn the_letters_of_a_short_link_at_the_edge_stay_beside_the_text() {
    let theme = ThemeChanges::default().theme(Background::Dark, ColorDepth::None);
    let interface = Interface::new(&Config::built_in(), false, None);
    let area = Area {
        start: 2,
        top: 0,
        width: 5,
        height: 1,
    };
    for (text, base, shown) in [
        ("abcd\u{b9}", Direction::Ltr, "  abcxy  "),
        ("אבגדה", Direction::Rtl, "  xyגבא  "),
    ] {
        let text = CleanText::line(text);
        let link = LinkIndex(0);
        let style = TextStyle {
            link: Some(link),
            ..TextStyle::plain(Role::Link)
        };
        let run = StyleRun {
            range: 8.min(text.as_str().len() - 2)..text.as_str().len(),
            style: style.pack(),
        };
        let options = Options {
            base,
            ..Options::default()
        };
        let line = layout_line(&text, &[run], area.width, &options);
        let mut frame = Frame::default();
        let size = Size {
            columns: 9,
            rows: 1,
        };
        frame.begin(size, None);
        let (palette, mut memo) = (Palette::new(&theme), Memo::default());
        let mut canvas = Canvas::new(&mut frame, interface, &palette, &mut memo);
        canvas.line(area, &line, Align::Text);
        canvas.hint(area, &line, link, "xy", 0);
        let row: String = frame.cells().row(0).iter().map(Cell::symbol).collect();
        assert_eq!(row, shown);
    }
}
