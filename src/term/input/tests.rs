use super::*;
use crate::term::event::{Mouse, MouseKind};

fn read(bytes: &[u8]) -> Vec<Input> {
    let mut parser = Parser::default();
    let mut out = Vec::new();
    parser.advance(bytes, &mut out);
    out
}

fn key(key: Key) -> Input {
    Input::key(key)
}

fn typed(text: &str) -> Vec<Input> {
    text.chars().map(|c| key(Key::Char(c))).collect()
}

fn with(modifiers: &str, key: Key) -> Input {
    let has = |name| modifiers.contains(name);
    let modifiers = Modifiers {
        ctrl: has("ctrl"),
        alt: has("alt"),
        shift: has("shift"),
    };
    Input::chord(key, modifiers)
}

#[test]
fn characters_of_every_script_are_keys() {
    assert_eq!(read("jتп€😀G ".as_bytes()), typed("jتп€😀G "));
}

#[test]
fn control_characters_are_keys() {
    for (bytes, expected) in [
        (&b"\r"[..], key(Key::Enter)),
        (b"\t", key(Key::Tab)),
        (b"\x7f", key(Key::Backspace)),
        (b"\x04", with("ctrl", Key::Char('d'))),
        (b"\x1a", with("ctrl", Key::Char('z'))),
        (b"\n", with("ctrl", Key::Char('j'))),
        (b"\x00", with("ctrl", Key::Char(' '))),
        (b"\x1f", with("ctrl", Key::Char('_'))),
    ] {
        assert_eq!(read(bytes), [expected], "{bytes:?}");
    }
}

#[test]
fn the_sequences_of_the_common_terminals_are_keys() {
    for (bytes, expected) in [
        ("\x1b[A", key(Key::Up)),
        ("\x1bOB", key(Key::Down)),
        ("\x1b[1;5C", with("ctrl", Key::Right)),
        ("\x1b[1;2D", with("shift", Key::Left)),
        ("\x1b[H", key(Key::Home)),
        ("\x1b[1~", key(Key::Home)),
        ("\x1b[7~", key(Key::Home)),
        ("\x1b[8~", key(Key::End)),
        ("\x1bOF", key(Key::End)),
        ("\x1b[3~", key(Key::Delete)),
        ("\x1b[5~", key(Key::PageUp)),
        ("\x1b[6;3~", with("alt", Key::PageDown)),
        ("\x1b[Z", with("shift", Key::Tab)),
        ("\x1bOP", key(Key::Function(1))),
        ("\x1b[15~", key(Key::Function(5))),
        ("\x1b[24~", key(Key::Function(12))),
        ("\x1b[[C", key(Key::Function(3))),
        ("\x1b[1;2S", with("shift", Key::Function(4))),
        ("\x1bx", with("alt", Key::Char('x'))),
        ("\x1bش", with("alt", Key::Char('ش'))),
        ("\x1b\x7f", with("alt", Key::Backspace)),
        ("\x1b[27;5;13~", with("ctrl", Key::Enter)),
        ("\x1b[97;6u", with("ctrl", Key::Char('a'))),
        ("\x1b[106:74:106;2:1u", key(Key::Char('J'))),
    ] {
        assert_eq!(read(bytes.as_bytes()), [expected], "{bytes:?}");
    }
}

#[test]
fn a_held_key_repeats_and_a_released_one_is_silent() {
    assert_eq!(read(b"\x1b[106;1:2u"), typed("j"));
    assert_eq!(read(b"\x1b[106;1:3u"), []);
    assert_eq!(read(b"\x1b[1;1:3A"), []);
}

#[test]
fn an_escape_is_a_key_when_nothing_follows() {
    let mut parser = Parser::default();
    let mut out = Vec::new();
    parser.advance(b"\x1b", &mut out);
    assert_eq!(out, []);
    assert!(parser.is_undecided());
    parser.pause(&mut out);
    assert_eq!(out, [key(Key::Esc)]);
    assert!(!parser.is_undecided());
}

#[test]
fn the_beginning_of_a_sequence_is_a_key_with_alt_when_nothing_follows() {
    for introducer in ['[', 'O', ']', 'P', '_'] {
        let mut parser = Parser::default();
        let mut out = Vec::new();
        parser.advance(format!("\x1b{introducer}").as_bytes(), &mut out);
        parser.pause(&mut out);
        parser.advance(b"j", &mut out);
        let expected = [with("alt", Key::Char(introducer)), key(Key::Char('j'))];
        assert_eq!(out, expected);
    }
}

#[test]
fn escape_twice_is_escape_and_what_the_second_begins() {
    assert_eq!(read(b"\x1b\x1b[A"), [key(Key::Esc), key(Key::Up)]);
}

#[test]
fn a_paste_is_one_event_whatever_is_in_it() {
    let pasted = |text: &str| Input::Event(Event::Paste(text.to_owned()));
    assert_eq!(
        read("\x1b[200~https://a.example/ \x1b[A\u{3}خبر\r\nq\r\x1b[201~j".as_bytes()),
        [
            pasted("https://a.example/ \x1b[A\u{3}خبر\nq\n"),
            key(Key::Char('j'))
        ]
    );
}

#[test]
fn a_paste_that_is_too_long_is_cut_and_its_end_still_found() {
    let long = "x".repeat(LONGEST_PASTE + 1000);
    let inputs = read(format!("\x1b[200~{long}\x1b[201~j").as_bytes());
    let [Input::Event(Event::Paste(text)), next] = &inputs[..] else {
        panic!("{} events", inputs.len());
    };
    assert_eq!(text.len(), LONGEST_PASTE);
    assert_eq!(*next, key(Key::Char('j')));
}

#[test]
fn the_mouse_is_read_in_both_encodings() {
    let used = |kind, column, row| Input::Event(Event::Mouse(Mouse { kind, column, row }));
    assert_eq!(
        read(b"\x1b[<0;10;5M\x1b[<0;10;5m"),
        [used(MouseKind::Click, 9, 4), used(MouseKind::Release, 9, 4)]
    );
    assert_eq!(read(b"\x1b[<64;1;1M"), [used(MouseKind::ScrollUp, 0, 0)]);
    assert_eq!(
        read(b"\x1b[<69;300;2M"),
        [used(MouseKind::ScrollDown, 299, 1)],
        "shift is held"
    );
    assert_eq!(read(b"\x1b[<32;3;1M"), [used(MouseKind::Drag, 2, 0)]);
    assert_eq!(
        read(b"\x1b[<2;1;1M\x1b[<2;1;1m\x1b[<35;4;4M\x1b[<34;4;4M\x1b[<3;1;1M\x1b[<64;1;1m"),
        [],
        "another button, and motion without one"
    );
    assert_eq!(read(b"\x1b[M !!j"), {
        [used(MouseKind::Click, 0, 0), key(Key::Char('j'))]
    });
    assert_eq!(
        read(b"\x1b[M@\"!\x1b[M##!"),
        [used(MouseKind::Drag, 1, 0), used(MouseKind::Release, 2, 0)]
    );
}

/// What VTE, xterm, kitty and foot answer to the queries, taken from their documentation.
fn answers() -> [(&'static str, Reply); 16] {
    [
        (
            "\x1bP>|XTerm(379)\x1b\\",
            Reply::Version("XTerm(379)".to_owned()),
        ),
        ("\x1b[8;1$y", Reply::BidiMode(1)),
        ("\x1b[8;0$y", Reply::BidiMode(0)),
        ("\x1b[>65;7006;1c", Reply::Device([65, 7006, 1])),
        ("\x1b[>1;011301;0c", Reply::Device([1, 11301, 0])),
        ("\x1b[?65;1;9c", Reply::Fence(vec![65, 1, 9])),
        ("\x1b[?0u", Reply::Keyboard),
        ("\x1b[?2026;2$y", Reply::Synchronized(2)),
        ("\x1b_Gi=31;OK\x1b\\", Reply::Graphics(true)),
        ("\x1b_Gi=31;EINVAL:no\x1b\\", Reply::Graphics(false)),
        (
            "\x1b]11;rgb:ffff/8080/0000\x1b\\",
            Reply::Background([255, 128, 0]),
        ),
        ("\x1b[6;18;9t", Reply::CellSize((9, 18))),
        ("\x1b[4;600;800t", Reply::Other),
        ("\x1b[?1;0;256S", Reply::Registers(256)),
        ("\x1b[?1;3S", Reply::Other),
        ("\x1b]11;rgba:f/0/8/f\x07", Reply::Background([255, 0, 136])),
    ]
}

#[test]
fn answers_are_replies() {
    for (bytes, expected) in answers() {
        assert_eq!(
            read(bytes.as_bytes()),
            [Input::Reply(expected)],
            "{bytes:?}"
        );
    }
}

#[test]
fn a_late_answer_in_pieces_never_becomes_keys() {
    let answers: String = answers().iter().map(|(bytes, _)| *bytes).collect();
    let whole = read(answers.as_bytes());
    let mut parser = Parser::default();
    let mut out = Vec::new();
    for byte in answers.bytes() {
        parser.advance(&[byte], &mut out);
        // A pause may fall anywhere but directly after an introducer, where only time can tell an
        // answer from a key.
        if !parser.is_undecided() {
            parser.pause(&mut out);
        }
    }
    assert_eq!(out, whole);
    assert!(out.iter().all(|input| matches!(input, Input::Reply(_))));
}

#[test]
fn keys_between_answers_are_kept_in_order() {
    let inputs = read(b"j\x1b[8;1$yk\x1b]11;rgb:0/0/0\x07\x1b[Bq\x1b[?62c");
    let keys: Vec<Input> = inputs
        .into_iter()
        .filter(|input| matches!(input, Input::Event(_)))
        .collect();
    let expected = [
        key(Key::Char('j')),
        key(Key::Char('k')),
        key(Key::Down),
        key(Key::Char('q')),
    ];
    assert_eq!(keys, expected);
}

#[test]
fn a_version_holds_nothing_but_printable_characters() {
    let version = format!("\x1bP>|Evil\u{9b}31m\u{202e}{}\x1b\\", "x".repeat(500));
    let [Input::Reply(Reply::Version(version))] = &read(version.as_bytes())[..] else {
        panic!("no version");
    };
    assert!(version.starts_with("Evil31mxxx"));
    assert_eq!(version.len(), 64);
}

#[test]
fn a_string_whose_end_was_lost_lets_go_at_the_next_control() {
    assert_eq!(read(b"\x1b]11;rgb:00\x1b[Aj"), {
        [key(Key::Up), key(Key::Char('j'))]
    });
    assert_eq!(read(b"\x1bP>|kitty\rj"), typed("j"));
}

#[test]
fn bytes_that_are_no_text_are_passed_over() {
    assert_eq!(read(b"\xff\xc3(j\xe2\x82"), typed("(j"));
    assert_eq!(read(b"\xed\xa0\x80j"), typed("j"), "a lone surrogate");
}

proptest::proptest! {
    #[test]
    fn any_bytes_in_any_pieces_give_the_same(
        bytes in proptest::collection::vec(
            proptest::prop_oneof![
                proptest::prelude::any::<u8>(),
                proptest::sample::select(b"\x1b[]OP<?>;$0159MRmcuy~\\\x07".to_vec()),
            ],
            0..200,
        ),
        cut in 0_usize..200,
    ) {
        let whole = read(&bytes);
        let (head, tail) = bytes.split_at(cut.min(bytes.len()));
        let mut parser = Parser::default();
        let mut out = Vec::new();
        parser.advance(head, &mut out);
        parser.advance(tail, &mut out);
        proptest::prop_assert_eq!(out, whole);
    }
}
