use proptest::prelude::*;

use super::*;

fn chord(text: &str) -> Chord {
    text.parse().expect("a chord")
}

fn typed(character: char) -> Chord {
    Chord::from(Key::Char(character))
}

const NONE: Modifiers = Modifiers {
    ctrl: false,
    alt: false,
    shift: false,
};
const CTRL: Modifiers = Modifiers { ctrl: true, ..NONE };
const ALT: Modifiers = Modifiers { alt: true, ..NONE };
const SHIFT: Modifiers = Modifiers {
    shift: true,
    ..NONE
};

#[test]
fn chords_are_written_as_people_write_them() {
    for (text, key, modifiers) in [
        ("j", Key::Char('j'), NONE),
        ("G", Key::Char('G'), NONE),
        ("shift-g", Key::Char('G'), NONE),
        ("shift-G", Key::Char('G'), NONE),
        ("?", Key::Char('?'), NONE),
        ("-", Key::Char('-'), NONE),
        ("ctrl--", Key::Char('-'), CTRL),
        ("space", Key::Char(' '), NONE),
        ("ctrl-d", Key::Char('d'), CTRL),
        ("Ctrl-D", Key::Char('d'), CTRL),
        ("alt-x", Key::Char('x'), ALT),
        ("alt-X", Key::Char('X'), ALT),
        ("shift-tab", Key::Tab, SHIFT),
        ("PageDown", Key::PageDown, NONE),
        ("ctrl-home", Key::Home, CTRL),
        ("f1", Key::Function(1), NONE),
        ("F12", Key::Function(12), NONE),
        ("f", Key::Char('f'), NONE),
        ("ث", Key::Char('ث'), NONE),
    ] {
        assert_eq!(chord(text), Chord::new(key, modifiers), "{text}");
    }
}

#[test]
fn what_names_no_key_is_refused() {
    let unknown = |key: &str| ChordError::UnknownKey {
        key: key.to_owned(),
    };
    for (text, error) in [
        ("", ChordError::Empty),
        ("ctrl-", unknown("ctrl-")),
        ("hyper-x", unknown("hyper-x")),
        ("ctrl-pgdn", unknown("pgdn")),
        ("f0", unknown("f0")),
        ("f13", unknown("f13")),
        ("jj", unknown("jj")),
        ("\u{1b}", unknown("\u{1b}")),
        ("shift-1", ChordError::Shifted { character: '1' }),
    ] {
        assert_eq!(text.parse::<Chord>(), Err(error), "{text:?}");
    }
}

#[test]
fn terminals_that_report_more_give_the_same_chord() {
    let with_shift = |character| Chord::new(Key::Char(character), SHIFT);
    assert_eq!(with_shift('G'), typed('G'));
    assert_eq!(with_shift('g'), typed('G'));
    assert_eq!(with_shift('?'), typed('?'));
    assert_eq!(with_shift('й'), typed('Й'));
    let ctrl_shift = Modifiers {
        shift: true,
        ..CTRL
    };
    assert_eq!(Chord::new(Key::Char('D'), ctrl_shift), chord("ctrl-d"));
    assert_ne!(Chord::new(Key::Tab, SHIFT), Chord::from(Key::Tab));
}

#[test]
fn a_sequence_is_chords_with_spaces_between() {
    let sequence: ChordSequence = " g  ctrl-d ".parse().expect("a sequence");
    assert_eq!(sequence.chords(), [chord("g"), chord("ctrl-d")]);
    assert_eq!(sequence.to_string(), "g ctrl-d");
    assert_eq!("  ".parse::<ChordSequence>(), Err(ChordError::Empty));
}

#[test]
fn sequences_clash_when_one_begins_the_other() {
    let clash = |left: &str, right: &str| {
        let [left, right]: [ChordSequence; 2] =
            [left, right].map(|text| text.parse().expect("a sequence"));
        assert_eq!(left.clashes_with(&right), right.clashes_with(&left));
        left.clashes_with(&right)
    };
    assert!(clash("g", "g"));
    assert!(clash("g", "g g"));
    assert!(!clash("g g", "g h"));
    assert!(!clash("g", "h g"));
}

#[test]
fn only_a_bare_digit_is_a_count() {
    let count = |text: &str| {
        let sequence: ChordSequence = text.parse().expect("a sequence");
        sequence.begins_with_count()
    };
    assert!(count("5"));
    assert!(count("0 g"));
    assert!(!count("alt-5"));
    assert!(!count("g 5"));
    assert!(!count("f5"));
}

#[test]
fn lam_with_alef_in_one_character_is_the_key_that_types_it() {
    for (character, key) in [('\u{fefb}', "b"), ('\u{fef7}', "G"), ('\u{fef9}', "T")] {
        assert_eq!(on_us(character), Some(chord(key)));
    }
}

/// The key that `character` has on a US keyboard, the likeliest.
fn on_us(character: char) -> Option<Chord> {
    typed(character).on_us_layout(Keyboard::default()).next()
}

#[test]
fn vim_keys_work_on_other_keyboards_without_switching() {
    let keyboards = [
        ("Arabic", "اتنمققوس", "hjklrr,s"),
        ("Persian", "اتنمیکگش", "hjkld;'a"),
        ("Hebrew", "יחלךרנ", "hjklrb"),
        ("Russian", "ролдпПкКьф", "hjklgGrRma"),
        ("Ukrainian", "ролдіІ", "hjklsS"),
        ("Greek", "ηξκλγΓρΡμΑ", "hjklgGrRmA"),
    ];
    for (name, other, us) in keyboards {
        for (character, key) in other.chars().zip(us.chars()) {
            assert_eq!(on_us(character), Some(typed(key)), "{name} {character}");
        }
    }
}

#[test]
fn shifted_arabic_keys_are_their_capitals() {
    assert_eq!(on_us('\u{650}'), Some(typed('A')), "kasra");
    assert_eq!(on_us('\u{640}'), Some(typed('J')), "tatweel");
    assert_eq!(on_us('آ'), Some(typed('N')));
    assert_eq!(on_us('؟'), Some(typed('?')));
}

#[test]
fn a_letter_that_lies_elsewhere_on_a_persian_keyboard_offers_both_keys() {
    let keys: Vec<Chord> = typed('د').on_us_layout(Keyboard::default()).collect();
    assert_eq!(keys, [typed(']'), typed('n')]);
}

#[test]
fn modifiers_stay_when_the_key_is_looked_up() {
    let ctrl_ya = Chord::new(Key::Char('ي'), CTRL);
    assert_eq!(
        ctrl_ya.on_us_layout(Keyboard::default()).next(),
        Some(chord("ctrl-d"))
    );
}

#[test]
fn what_a_us_keyboard_types_needs_no_looking_up() {
    for character in ' '..='~' {
        assert_eq!(on_us(character), None, "{character}");
    }
    assert_eq!(
        Chord::from(Key::Enter)
            .on_us_layout(Keyboard::default())
            .next(),
        None
    );
}

fn any_key() -> impl Strategy<Value = Key> {
    let named: Vec<Key> = NAMED.iter().map(|(_, key)| *key).collect();
    prop_oneof![
        any::<char>()
            .prop_filter("is typed", |c| !c.is_control() && !c.is_whitespace())
            .prop_map(Key::Char),
        prop::sample::select(named),
        (1..=12_u8).prop_map(Key::Function),
    ]
}

fn any_chord() -> impl Strategy<Value = Chord> {
    (any_key(), any::<[bool; 3]>())
        .prop_map(|(key, [ctrl, alt, shift])| Chord::new(key, Modifiers { ctrl, alt, shift }))
}

proptest! {
    #[test]
    fn a_chord_is_read_as_it_is_written(chord in any_chord()) {
        prop_assert_eq!(chord.to_string().parse(), Ok(chord));
    }

    #[test]
    fn a_sequence_is_read_as_it_is_written(chords in prop::collection::vec(any_chord(), 1..4)) {
        let sequence = ChordSequence(chords);
        prop_assert_eq!(sequence.to_string().parse(), Ok(sequence));
    }

    #[test]
    fn a_chord_comes_to_one_form(chord in any_chord()) {
        prop_assert_eq!(Chord::new(chord.key(), chord.modifiers()), chord);
    }

    #[test]
    fn any_text_is_a_chord_or_a_mistake(text in ".*") {
        if let Ok(chord) = text.parse::<Chord>() {
            prop_assert_eq!(chord.to_string().parse(), Ok(chord));
        }
    }
}
