use proptest::prelude::*;

use super::*;

fn line(raw: &str) -> String {
    CleanText::line(raw).as_str().to_owned()
}

fn block(raw: &str) -> String {
    CleanText::block(raw).as_str().to_owned()
}

#[test]
fn escape_sequences_go_whole() {
    for (attack, sequence) in [
        ("colour", "\u{1b}[1;31m"),
        ("private mode", "\u{1b}[?1049h"),
        ("colon parameters", "\u{1b}[38:2::1:2:3m"),
        ("intermediate byte", "\u{1b}[0 q"),
        ("one-byte CSI", "\u{9b}2J"),
        ("title ended by BEL", "\u{1b}]0;owned\u{7}"),
        ("link ended by ST", "\u{1b}]8;;http://a.example\u{1b}\\"),
        ("one-byte OSC and ST", "\u{9d}52;c;AAAA\u{9c}"),
        ("device control", "\u{1b}P$q\"p\u{1b}\\"),
        ("application command", "\u{1b}_Gf=100;AAAA\u{1b}\\"),
        ("character set", "\u{1b}(0"),
        ("reset", "\u{1b}c"),
        ("save cursor", "\u{1b}7"),
    ] {
        assert_eq!(line(&format!("a{sequence}b")), "ab", "{attack}");
    }
}

#[test]
fn a_sequence_that_is_cut_off_takes_no_text_with_it() {
    assert_eq!(
        line("news\u{1b}]0;the rest of the story"),
        "news0;the rest of the story"
    );
    assert_eq!(block("a\u{1b}]0;b\nc\u{7}"), "a0;b\nc");
    assert_eq!(line("a\u{1b}[31"), "a");
    assert_eq!(line("a\u{1b}[3عb"), "aعb");
    assert_eq!(line("a\u{1b}"), "a");
    assert_eq!(line("\u{1b}\u{1b}[1m\u{1b}[0mx"), "x");
}

#[test]
fn other_controls_go() {
    assert_eq!(block("a\0\u{8}\u{7f}\u{80}\u{9f}b"), "ab");
}

#[test]
fn line_ends_become_one_kind() {
    assert_eq!(
        block("a\r\nb\rc\u{85}d\u{2028}e\u{2029}f\u{b}g\u{c}h"),
        "a\nb\nc\nd\ne\nf\ng\nh"
    );
    assert_eq!(line(" a\r\n\u{2028}\u{a0}\t\u{3000}b "), "a b");
}

#[test]
fn overrides_and_invisible_carriers_go() {
    assert_eq!(line("a\u{202e}b\u{202d}c\u{202c}"), "abc");
    assert_eq!(
        line("a\u{e0041}\u{e007f}b\u{fff9}c\u{fffa}d\u{fffb}\u{feff}e\u{206a}f"),
        "abcdef"
    );
    assert_eq!(line("co\u{ad}op\u{fdd0}\u{ffff}\u{1fffe}"), "coop");
}

#[test]
fn tags_stay_only_where_they_are_a_flag_in_use() {
    let flag = |region: &str| {
        let tags = region.bytes().map(|letter| 0xe0000 + u32::from(letter));
        let tags = tags.filter_map(char::from_u32).chain(['\u{e007f}']);
        std::iter::once('\u{1f3f4}').chain(tags).collect::<String>()
    };
    for region in ["gbeng", "gbsct", "gbwls"] {
        let text = format!("{} 2:1", flag(region));
        assert_eq!(line(&text), text);
        assert_eq!(
            line(&format!("a{}\u{e0041}b", flag(region))),
            format!("a{}b", flag(region))
        );
    }
    assert_eq!(line(&flag("usca")), "\u{1f3f4}");
    assert_eq!(line("\u{1f3f4}\u{e0067}\u{e0062}"), "\u{1f3f4}");
}

#[test]
fn what_people_need_to_write_stays() {
    for text in [
        "می\u{200c}خواهم",
        "ه\u{200d}",
        "C++\u{200e} (\u{200f}שלום\u{61c})",
        "\u{2068}abc\u{2069} \u{2067}אבג\u{2069}",
        "\u{202b}אבג\u{202c}",
        "👩\u{200d}👩\u{200d}👧 🇸🇦 👍🏽 ❤\u{fe0f}",
        "क\u{94d}\u{200d}ष ภาษาไทย 日本語",
        "بِسْمِ اللَّهِ",
    ] {
        assert_eq!(line(text), text);
    }
}

#[test]
fn controls_without_a_partner_go_and_pairs_stay() {
    assert_eq!(line("a\u{2067}b"), "ab");
    assert_eq!(line("a\u{2069}b\u{202c}"), "ab");
    assert_eq!(
        line("\u{2067}a\u{202b}b\u{2069}c\u{202c}"),
        "\u{2067}ab\u{2069}c"
    );
    assert_eq!(
        line("\u{2066}\u{2067}a\u{2069}"),
        "\u{2066}a\u{2069}".replace('\u{2066}', "\u{2067}")
    );
    assert_eq!(
        block("\u{2067}a\nb\u{2069}"),
        "a\nb",
        "a pair does not reach over lines"
    );
    assert_eq!(
        line("\u{2067}a\nb\u{2069}"),
        "\u{2067}a b\u{2069}",
        "which are one line here"
    );
}

#[test]
fn hostile_nesting_is_settled_in_one_pass() {
    let embeddings = "\u{202a}".repeat(200_000) + &"\u{2069}".repeat(200_000) + "x";
    assert_eq!(line(&embeddings), "x");
    let strings = "\u{9d}a".repeat(200_000);
    assert_eq!(line(&strings), "a".repeat(200_000));
}

#[test]
fn presentation_forms_become_letters_and_words() {
    assert_eq!(line("ﻡﻼﺴﻟﺍ"), "ملاسلا");
    assert_eq!(line("محمد ﷺ"), "محمد صلى الله عليه وسلم");
    assert_eq!(line("﷽"), "بسم الله الرحمن الرحيم");
    assert_eq!(line("١٠٠﷼"), "١٠٠ریال");
    assert_eq!(line("﴿قل﴾"), "﴿قل﴾", "ornate brackets are no forms");
}

#[test]
fn text_is_composed() {
    assert_eq!(line("e\u{301}"), "é");
    assert_eq!(line("ا\u{653}"), "آ");
    assert_eq!(
        line("\u{fb2e}"),
        "א\u{5b7}",
        "Hebrew forms are decomposed by NFC"
    );
}

#[test]
fn no_base_carries_more_than_eight_marks() {
    let zalgo: String = std::iter::once('a')
        .chain(['\u{323}'; 50])
        .chain(['b'])
        .collect();
    assert_eq!(
        line(&zalgo).chars().count(),
        10,
        "ạ, which is one character, eight more dots, b"
    );
    let vowels: String = std::iter::once('क').chain(['\u{93e}'; 50]).collect();
    assert_eq!(line(&vowels).chars().count(), 9);
    let joiners: String = std::iter::once('a').chain(['\u{200d}'; 50]).collect();
    assert_eq!(line(&joiners).chars().count(), 9);
}

fn forbidden(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{202d}' | '\u{202e}' | '\u{2028}' | '\u{2029}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' | '\u{feff}')
        || matches!(c, '\u{fdfa}' | '\u{fdfd}' | '\u{fe80}'..='\u{fefc}')
}

/// Text with all that cleaning is about in it.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<char>().prop_map(String::from),
        "[ -~]{1,4}",
        "[ء-ي ً-ْ\u{200c}\u{200d}]{1,6}",
        "[\u{1b}\u{9b}\u{9d}\u{7}\u{9c}\\[\\];?0-9mP\\\\_^ \n]{1,6}",
        "[\u{200e}\u{200f}\u{61c}\u{202a}-\u{202e}\u{2066}-\u{2069}]{1,4}",
        "[a\u{300}-\u{340}\u{344}]{1,12}",
        "[\u{fb1d}-\u{fb4f}\u{fb50}-\u{fdff}\u{fe70}-\u{feff}]{1,3}",
        "[\u{1100}-\u{1112}\u{1161}-\u{1175}\u{11a8}-\u{11c2}가]{1,4}",
        "[\u{9c7}\u{9be}\u{9d7}\u{1100}\u{0f71}-\u{f84}\u{3099}か]{1,4}",
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn clean_text_holds_nothing_forbidden(raw in hostile()) {
        prop_assert_eq!(CleanText::block(&raw).as_str().chars().find(|c| forbidden(*c)), None);
        let line = line(&raw);
        prop_assert_eq!(line.chars().find(|c| forbidden(*c) || matches!(c, '\n' | '\t')), None);
        prop_assert_eq!(line.trim(), &line);
        prop_assert!(!line.contains("  "));
    }

    #[test]
    fn cleaning_twice_is_cleaning_once(raw in hostile()) {
        let once = (line(&raw), block(&raw));
        prop_assert_eq!((line(&once.0), block(&once.1)), once);
    }

    #[test]
    fn the_quick_look_agrees_with_the_cleaning(raw in hostile()) {
        if is_clean(&raw, Form::Line) {
            let slow = finish(scrub(&raw));
            prop_assert_eq!(slow.split_whitespace().collect::<Vec<_>>().join(" "), raw.as_str());
        }
        if is_clean(&raw, Form::Block) {
            prop_assert_eq!(finish(scrub(&raw)), raw);
        }
    }

    #[test]
    fn letters_are_never_lost(raw in "[a-zA-Zא-תء-غف-ي0-9ا-ي日本क-ह]{0,30}") {
        let spaced: String = raw.chars().flat_map(|c| [c, '\u{7}', ' ']).collect();
        let kept: String = block(&spaced).chars().filter(|c| *c != ' ').collect();
        prop_assert_eq!(kept, block(&raw));
    }
}
