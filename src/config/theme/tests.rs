use std::collections::BTreeMap;
use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::config::{Config, Environment};

const DEPTHS: [ColorDepth; 4] = [
    ColorDepth::None,
    ColorDepth::Ansi16,
    ColorDepth::Indexed256,
    ColorDepth::True,
];
const BACKGROUNDS: [Background; 2] = [Background::Dark, Background::Light];

fn built_in(background: Background, depth: ColorDepth) -> Theme {
    ThemeChanges::default().theme(background, depth)
}

fn changed(text: &str, background: Background, depth: ColorDepth) -> Theme {
    let config = Config::parse(text, Path::new("config.toml")).expect("a configuration");
    config.theme.theme(background, depth)
}

/// The contrast of two colours by WCAG 2.2, from 1 (equal) to 21 (black on white).
fn contrast(left: (u8, u8, u8), right: (u8, u8, u8)) -> f64 {
    let linear = |value: u8| {
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    let luminance =
        |(r, g, b): (u8, u8, u8)| 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    let (left, right) = (luminance(left) + 0.05, luminance(right) + 0.05);
    left.max(right) / left.min(right)
}

#[test]
fn the_built_in_themes_hold_no_mistake() {
    for text in [
        include_str!("../../../assets/themes/dark.toml"),
        include_str!("../../../assets/themes/light.toml"),
        include_str!("../../../assets/themes/plain.toml"),
    ] {
        let table = DeTable::parse(text).expect("TOML");
        let mut mistakes = Mistakes::new();
        ThemeChanges::read(Fields::new("theme", table.get_ref()), &mut mistakes);
        assert_eq!(mistakes, []);
    }
}

#[test]
fn text_is_legible_on_the_backgrounds_that_terminals_have() {
    // Black and a usual dark grey; white and a usual cream.
    let backgrounds = [
        (Background::Dark, [(0, 0, 0), (0x28, 0x28, 0x30)]),
        (Background::Light, [(255, 255, 255), (0xfd, 0xf6, 0xe3)]),
    ];
    for (background, grounds) in backgrounds {
        let theme = built_in(background, ColorDepth::True);
        for role in Role::ALL {
            let style = theme.style(*role);
            let Some(Color::Rgb(r, g, b)) = style.fg else {
                continue;
            };
            let least = if *role == Role::Border { 1.5 } else { 4.5 };
            let grounds = match style.bg {
                Some(Color::Rgb(r, g, b)) => vec![(r, g, b)],
                _ => grounds.to_vec(),
            };
            for ground in grounds {
                let contrast = contrast((r, g, b), ground);
                assert!(
                    contrast >= least,
                    "{} on {ground:?} ({background:?}): {contrast:.2}",
                    role.name()
                );
            }
        }
    }
}

#[test]
fn in_any_depth_no_role_has_its_background_for_its_text() {
    for background in BACKGROUNDS {
        let ground = match background {
            Background::Dark => Color::Ansi(Ansi::Black),
            Background::Light => Color::Ansi(Ansi::White),
        };
        for depth in DEPTHS {
            let theme = built_in(background, depth);
            for role in Role::ALL {
                let Style { fg, bg, .. } = theme.style(*role);
                let case = format!("{} {background:?} {depth:?}", role.name());
                assert!(fg.is_none() || fg != bg, "{case}");
                assert!(bg.is_some() || fg != Some(ground), "{case}");
            }
        }
    }
}

#[test]
fn the_selection_can_be_seen_in_any_depth() {
    for background in BACKGROUNDS {
        for depth in DEPTHS {
            let theme = built_in(background, depth);
            let [selection, unfocused, text] =
                [Role::Selection, Role::SelectionUnfocused, Role::Text]
                    .map(|role| theme.style(role));
            let case = format!("{background:?} {depth:?}");
            assert!(selection.reverse || selection.bg.is_some(), "{case}");
            assert_ne!(unfocused, selection, "{case}");
            assert_ne!(unfocused, text, "{case}");
        }
    }
}

#[test]
fn what_is_unread_stands_out_in_any_depth() {
    for background in BACKGROUNDS {
        for depth in DEPTHS {
            let theme = built_in(background, depth);
            assert!(theme.style(Role::Unread).bold);
            assert!(!theme.style(Role::Read).bold);
        }
    }
}

#[test]
fn without_colours_nothing_is_coloured() {
    let text = "[theme.unread]\nfg = \"red\"\nbg = 17\nunderline = true\nbold = false\n";
    for background in BACKGROUNDS {
        let theme = changed(text, background, ColorDepth::None);
        for role in Role::ALL {
            let Style { fg, bg, .. } = theme.style(*role);
            assert_eq!((fg, bg), (None, None), "{}", role.name());
        }
        let unread = theme.style(Role::Unread);
        assert!(unread.underline && !unread.bold);
    }
}

#[test]
fn a_change_leaves_the_rest_of_the_role_as_it_is() {
    let before = built_in(Background::Dark, ColorDepth::True);
    let text = "[theme.heading]\nfg = \"#010203\"\n";
    let after = changed(text, Background::Dark, ColorDepth::True);
    let wanted = Style {
        fg: Some(Color::Rgb(1, 2, 3)),
        ..before.style(Role::Heading)
    };
    assert_eq!(after.style(Role::Heading), wanted);
    assert_eq!(after.style(Role::Link), before.style(Role::Link));
}

#[test]
fn a_stand_in_is_used_in_sixteen_colours_only() {
    let text = "[theme.age]\nfg = [\"#ff8700\", \"cyan\"]\n";
    let age = |depth| changed(text, Background::Dark, depth).style(Role::Age).fg;
    assert_eq!(age(ColorDepth::Ansi16), Some(Color::Ansi(Ansi::Cyan)));
    assert_eq!(age(ColorDepth::Indexed256), Some(Color::Indexed(208)));
    assert_eq!(age(ColorDepth::True), Some(Color::Rgb(255, 135, 0)));
}

#[test]
fn colours_come_down_to_the_nearest() {
    let down = |color: &str, depth| {
        let color: Color = color.parse().expect("a colour");
        color.at(depth).map(|color| color.to_string())
    };
    for (color, indexed, ansi) in [
        ("#000000", "16", "black"),
        ("#ffffff", "231", "bright-white"),
        ("#ff0000", "196", "bright-red"),
        ("#cd0101", "160", "red"),
        ("#808080", "244", "bright-black"),
        ("#5f87af", "67", "bright-black"),
        ("208", "208", "yellow"),
        ("21", "21", "blue"),
        ("3", "3", "yellow"),
        ("255", "255", "white"),
        ("bright-cyan", "bright-cyan", "bright-cyan"),
        ("default", "default", "default"),
    ] {
        assert_eq!(down(color, ColorDepth::True).as_deref(), Some(color));
        assert_eq!(
            down(color, ColorDepth::Indexed256).as_deref(),
            Some(indexed),
            "{color}"
        );
        assert_eq!(
            down(color, ColorDepth::Ansi16).as_deref(),
            Some(ansi),
            "{color}"
        );
        assert_eq!(down(color, ColorDepth::None), None);
    }
}

#[test]
fn what_names_no_colour_is_refused() {
    for text in [
        "", "#", "#12345", "#1234567", "#12345g", "#+12345", "256", "-1", "Red", "purple",
    ] {
        assert_eq!(text.parse::<Color>(), Err(UnknownColor), "{text}");
    }
}

#[test]
fn the_depth_is_what_the_terminal_says_unless_the_reader_does() {
    let depth = |setting: ColorSetting, variables: &[(&str, &str)]| {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), value.into());
        setting.depth(&Environment {
            variables: variables.iter().map(owned).collect::<BTreeMap<_, _>>(),
            ..Environment::default()
        })
    };
    let auto = |variables: &[(&str, &str)]| depth(ColorSetting::Auto, variables);
    assert_eq!(auto(&[("TERM", "xterm")]), ColorDepth::Ansi16);
    assert_eq!(auto(&[("TERM", "xterm-256color")]), ColorDepth::Indexed256);
    assert_eq!(auto(&[("TERM", "xterm-direct")]), ColorDepth::True);
    assert_eq!(auto(&[("TERM", "dumb")]), ColorDepth::None);
    assert_eq!(auto(&[("TERM", "vt100")]), ColorDepth::None);
    let full = [("TERM", "xterm-256color"), ("COLORTERM", "truecolor")];
    assert_eq!(auto(&full), ColorDepth::True);
    assert_eq!(
        auto(&[full[0], full[1], ("NO_COLOR", "1")]),
        ColorDepth::None
    );
    assert_eq!(
        auto(&[full[0], full[1], ("NO_COLOR", "")]),
        ColorDepth::True
    );
    let in_screen = [("TERM", "screen"), full[1], ("STY", "1234.pts-0.here")];
    assert_eq!(auto(&in_screen), ColorDepth::Indexed256);
    let always = ColorSetting::Always(ColorDepth::Ansi16);
    assert_eq!(depth(always, &[("NO_COLOR", "1")]), ColorDepth::Ansi16);
    let always = ColorSetting::Always(ColorDepth::True);
    assert_eq!(depth(always, &in_screen), ColorDepth::True);
}

fn any_color() -> impl Strategy<Value = Color> {
    prop_oneof![
        Just(Color::Default),
        any::<u8>().prop_map(Color::Indexed),
        any::<(u8, u8, u8)>().prop_map(|(r, g, b)| Color::Rgb(r, g, b)),
    ]
}

proptest! {
    #[test]
    fn a_colour_is_read_as_it_is_written(color in any_color()) {
        prop_assert_eq!(color.to_string().parse(), Ok(color));
    }

    #[test]
    fn a_colour_at_a_depth_is_one_that_the_depth_has(color in any_color()) {
        for depth in DEPTHS {
            let shown = color.at(depth);
            let fits = match depth {
                ColorDepth::None => shown.is_none(),
                ColorDepth::Ansi16 => matches!(shown, Some(Color::Default | Color::Ansi(_))),
                ColorDepth::Indexed256 => matches!(shown, Some(Color::Default | Color::Indexed(_))),
                ColorDepth::True => shown == Some(color),
            };
            prop_assert!(fits, "{:?} at {:?}: {:?}", color, depth, shown);
            prop_assert_eq!(shown.and_then(|shown| shown.at(depth)), shown);
        }
    }
}
