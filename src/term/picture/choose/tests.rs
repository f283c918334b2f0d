use super::*;

fn variable(set: &'static [(&str, &str)]) -> impl Fn(&str) -> Option<String> {
    move |name| {
        let found = set.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| (*value).to_owned())
    }
}

fn answered(version: &str, abilities: &[u16], graphics: bool) -> Replies {
    Replies {
        version: Some(version.to_owned()).filter(|version| !version.is_empty()),
        abilities: abilities.to_vec(),
        graphics,
        complete: true,
        ..Replies::default()
    }
}

fn chosen(replies: &Replies, found: &Reason, set: &'static [(&str, &str)]) -> ImageProtocol {
    let setup = PictureSetup::default();
    let choice = PictureChoice::of(setup, replies, found, None, &variable(set));
    choice.way.unwrap().protocol
}

#[test]
fn a_terminal_gets_the_best_it_answers_for() {
    use ImageProtocol::{HalfBlocks, Iterm2, Kitty, Sixel};
    for (version, abilities, graphics, protocol) in [
        ("kitty(0.26.5)", &[62][..], true, Kitty),
        ("ghostty 1.1.3", &[62, 22, 52], true, Kitty),
        ("XTerm(379)", &[63, 1, 2, 4], false, Sixel),
        ("XTerm(379)", &[64, 1, 2], false, HalfBlocks),
        ("foot(1.16.2)", &[62, 4, 22], false, Sixel),
        ("Konsole 22.12.3", &[62, 1, 4], true, Kitty),
        ("Konsole 21.12.3", &[62, 1, 4], false, HalfBlocks),
        ("iTerm2 3.5.0", &[62, 4], false, Iterm2),
        ("WezTerm 20240203", &[65, 4, 18], true, Iterm2),
        ("", &[65, 1, 9], false, HalfBlocks),
    ] {
        let replies = answered(version, abilities, graphics);
        assert_eq!(
            chosen(&replies, &Reason::Unknown, &[]),
            protocol,
            "{version}"
        );
    }
}

#[test]
fn a_multiplexer_gets_cells_whatever_its_terminal_can() {
    let replies = answered("tmux 3.4", &[1, 2, 4], true);
    let found = Reason::Multiplexer(Some("kitty(0.26.5)".to_owned()));
    let way = chosen(&replies, &found, &[("TERM", "xterm-kitty")]);
    assert_eq!(way, ImageProtocol::HalfBlocks);
}

#[test]
fn the_environment_speaks_only_for_a_terminal_that_does_not() {
    let kitty = &[("TERM", "xterm-kitty")];
    let silent = chosen(&Replies::default(), &Reason::Unknown, kitty);
    assert_eq!(silent, ImageProtocol::Kitty);
    let said = chosen(&answered("", &[62], false), &Reason::Unknown, kitty);
    assert_eq!(said, ImageProtocol::HalfBlocks);
}

#[test]
fn there_are_no_pictures_without_colours() {
    let choice = |setting, depth| {
        let setup = PictureSetup { setting, depth };
        let (replies, found) = (answered("", &[4], false), Reason::Unknown);
        PictureChoice::of(setup, &replies, &found, None, &variable(&[]))
    };
    let cells = ImageSetting::Always(ImageProtocol::HalfBlocks);
    for (setting, depth, shown) in [
        (ImageSetting::Auto, ColorDepth::None, false),
        (ImageSetting::Auto, ColorDepth::Ansi16, true),
        (cells, ColorDepth::Ansi16, false),
        (cells, ColorDepth::Indexed256, true),
    ] {
        let choice = choice(setting, depth);
        assert_eq!(choice.way.is_some(), shown, "{choice:?}");
        assert_eq!(choice.reason == PictureReason::Colours, !shown);
    }
}

#[test]
fn a_size_that_no_cell_has_is_not_believed() {
    for (told, cell) in [
        (Some((9, 18)), (9, 18)),
        (Some((0, 18)), USUAL_CELL),
        (Some((9, 60_000)), USUAL_CELL),
        (None, USUAL_CELL),
    ] {
        let replies = Replies {
            cell: told,
            ..Replies::default()
        };
        let setup = PictureSetup::default();
        let choice = PictureChoice::of(setup, &replies, &Reason::Unknown, None, &variable(&[]));
        assert_eq!(choice.way.unwrap().cell, cell);
    }
}
