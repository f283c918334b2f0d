use super::*;

/// "Hello" and a headline, as windows-1256 has them.
const SALAM_1256: &[u8] = b"\xd3\xe1\xc7\xe3";
const SALAM: &str = "\u{633}\u{644}\u{627}\u{645}";

fn declaring(encoding: &str, text: &[u8]) -> Vec<u8> {
    let mut bytes = format!("<?xml version='1.0' encoding='{encoding}'?><t>").into_bytes();
    bytes.extend_from_slice(text);
    bytes.extend_from_slice(b"</t>");
    bytes
}

#[track_caller]
fn assert_reads(bytes: &[u8], content_type: Option<&str>) {
    let text = decode(bytes, content_type).text;
    assert!(text.contains(SALAM), "{text}");
    assert!(!text.starts_with('\u{feff}'), "the mark stayed");
}

#[test]
fn a_label_in_the_document_or_the_header_is_followed() {
    assert_reads(&declaring("windows-1256", SALAM_1256), None);
    let unlabelled = [b"<t>", SALAM_1256, b"</t>"].concat();
    assert_reads(&unlabelled, Some("text/xml; charset=\"windows-1256\""));
    assert_reads(&declaring("iso-8859-6", b"\xd3\xe4\xc7\xe5"), None);
}

#[test]
fn valid_utf_8_is_believed_over_any_label() {
    assert_reads(&declaring("windows-1256", SALAM.as_bytes()), None);
    assert_reads(SALAM.as_bytes(), Some("text/xml; charset=windows-1256"));
}

#[test]
fn a_utf_8_label_on_other_bytes_is_not_believed() {
    let headline = "\u{633}\u{644}\u{627}\u{645}: افتتاح المؤتمر الدولي في القاهرة اليوم";
    let (headline, ..) = encoding_rs::WINDOWS_1256.encode(headline);
    let document = declaring("utf-8", &headline);
    assert_reads(&document, Some("text/xml; charset=utf-8"));
    assert_reads(&document, None);
}

#[test]
fn good_utf_8_with_one_bad_byte_stays_utf_8() {
    let bytes = [SALAM.repeat(4).as_bytes(), b"\xff"].concat();
    assert_reads(&declaring("utf-8", &bytes), None);
}

#[test]
fn a_byte_order_mark_is_believed_first() {
    let mut marked = b"\xef\xbb\xbf".to_vec();
    marked.extend(declaring("windows-1256", SALAM.as_bytes()));
    assert_reads(&marked, Some("text/xml; charset=windows-1256"));
}

#[test]
fn utf_16_and_utf_32_are_read_either_way_with_and_without_a_mark() {
    let text = format!("<?xml version='1.0' encoding='utf-16'?><t>{SALAM}</t>");
    for mark in ["", "\u{feff}"] {
        let text = format!("{mark}{text}");
        let units = || text.encode_utf16();
        let scalars = || text.chars().map(u32::from);
        assert_reads(
            &units().flat_map(u16::to_le_bytes).collect::<Vec<_>>(),
            None,
        );
        assert_reads(
            &units().flat_map(u16::to_be_bytes).collect::<Vec<_>>(),
            None,
        );
        assert_reads(
            &scalars().flat_map(u32::to_le_bytes).collect::<Vec<_>>(),
            None,
        );
        assert_reads(
            &scalars().flat_map(u32::to_be_bytes).collect::<Vec<_>>(),
            None,
        );
    }
}

/// Text of a language as feeds have it, and encodings that can hold it. The single-byte ones are what a label may
/// wrongly say of one another's bytes.
const LANGUAGES: [(&str, &str, &[&str]); 9] = [
    (
        "Arabic",
        "افتتاح المؤتمر الدولي في القاهرة اليوم بحضور عدد كبير من الضيوف، وقال الوزير إن العمل مستمر",
        &["windows-1256", "iso-8859-6"],
    ),
    (
        "Persian",
        "کتابخانه شهر امروز باز شد و مردم بسیاری برای دیدن کتاب‌های تازه آمدند، گزارش ما را بخوانید",
        &[],
    ),
    (
        "Hebrew",
        "הספרייה העירונית נפתחה היום מחדש, ורבים באו לראות את הספרים החדשים ואת אולם הקריאה הגדול",
        &["windows-1255", "iso-8859-8-i"],
    ),
    (
        "Russian",
        "Городская библиотека сегодня снова открылась, и многие пришли посмотреть на новые книги",
        &["windows-1251", "koi8-r", "iso-8859-5", "ibm866"],
    ),
    (
        "Japanese",
        "市立図書館が今日ふたたび開館し、多くの人が新しい本を見に来ました。詳しい記事はこちらです。",
        &["shift_jis", "euc-jp", "iso-2022-jp"],
    ),
    (
        "Chinese",
        "市图书馆今天重新开放，许多人前来参观新书和宽敞的阅览室，记者从现场发回报道。",
        &["gbk", "gb18030"],
    ),
    (
        "Taiwanese",
        "市立圖書館今天重新開放，許多人前來參觀新書和寬敞的閱覽室，記者從現場發回報導。",
        &["big5"],
    ),
    (
        "Korean",
        "시립 도서관이 오늘 다시 문을 열었고 많은 사람들이 새 책을 보러 왔습니다. 자세한 소식을 전합니다.",
        &["euc-kr"],
    ),
    (
        "Thai",
        "ห้องสมุดประจำเมืองเปิดให้บริการอีกครั้งในวันนี้ และมีผู้คนจำนวนมากมาชมหนังสือใหม่",
        &["windows-874"],
    ),
];

/// A feed in an encoding, which the declaration calls what it likes.
fn feed_in(encoding: &str, declared: Option<&str>, text: &str) -> Vec<u8> {
    let declaration = declared.map(|name| format!("<?xml version='1.0' encoding='{name}'?>"));
    let declaration = declaration.unwrap_or_default();
    let feed = format!("{declaration}<rss><channel><title>{text}</title></channel></rss>");
    let units = || feed.encode_utf16();
    match encoding {
        "utf-16le" => units().flat_map(u16::to_le_bytes).collect(),
        "utf-16be" => units().flat_map(u16::to_be_bytes).collect(),
        "utf-32le" => feed
            .chars()
            .flat_map(|c| u32::from(c).to_le_bytes())
            .collect(),
        "utf-32be" => feed
            .chars()
            .flat_map(|c| u32::from(c).to_be_bytes())
            .collect(),
        name => {
            let (bytes, _, lost) = Charset::for_label(name.as_bytes()).unwrap().encode(&feed);
            assert!(!lost, "{name} has no such letters");
            bytes.into_owned()
        }
    }
}

#[track_caller]
fn assert_reads_as(bytes: &[u8], header: Option<&str>, text: &str, case: &str) {
    let content_type = header.map(|charset| format!("text/xml; charset={charset}"));
    let decoded = decode(bytes, content_type.as_deref());
    assert!(
        decoded.text.contains(text),
        "{case}: {:?} gives {}",
        decoded.encoding,
        decoded.text
    );
}

/// Every place in which a label may stand, with every label of the list or none.
fn labels() -> impl Iterator<Item = (Option<&'static str>, Option<&'static str>)> {
    let names = [
        None,
        Some("utf-8"),
        Some("us-ascii"),
        Some("iso-8859-1"),
        Some("utf-16"),
        Some("no-such-thing"),
    ];
    names
        .into_iter()
        .flat_map(move |header| names.into_iter().map(move |declared| (header, declared)))
}

#[test]
fn utf_of_any_kind_is_read_whatever_it_is_called() {
    for (language, text, own) in LANGUAGES {
        let kinds = ["utf-8", "utf-16le", "utf-16be", "utf-32le", "utf-32be"];
        let legacy = own.iter().map(|name| (Some(*name), Some(*name)));
        for (header, declared) in labels().chain(legacy) {
            for kind in kinds {
                let case =
                    format!("{language} in {kind}, header {header:?}, declared {declared:?}");
                let bytes = feed_in(kind, declared, text);
                assert_reads_as(&bytes, header, text, &case);
                let mark: Vec<u8> = match kind {
                    "utf-8" => "\u{feff}".as_bytes().to_vec(),
                    "utf-16le" => vec![0xff, 0xfe],
                    "utf-16be" => vec![0xfe, 0xff],
                    "utf-32le" => vec![0xff, 0xfe, 0, 0],
                    _ => vec![0, 0, 0xfe, 0xff],
                };
                assert_reads_as(&[mark, bytes].concat(), header, text, &case);
            }
        }
    }
}

#[test]
fn an_encoding_is_read_that_the_header_or_the_document_names() {
    for (language, text, own) in LANGUAGES {
        for real in own {
            for (other, _) in labels() {
                let case = format!("{language} in {real}, the other label {other:?}");
                let named = feed_in(real, Some(real), text);
                assert_reads_as(&named, other, text, &case);
                let called_otherwise = feed_in(real, other, text);
                assert_reads_as(&called_otherwise, Some(real), text, &case);
            }
        }
    }
}

#[test]
fn an_encoding_that_nobody_names_is_known_by_its_letters() {
    for (language, text, own) in LANGUAGES {
        for real in own {
            for (header, declared) in labels() {
                let case =
                    format!("{language} in {real}, header {header:?}, declared {declared:?}");
                assert_reads_as(&feed_in(real, declared, text), header, text, &case);
            }
        }
    }
}

#[test]
fn a_few_wrong_bytes_do_not_make_another_encoding() {
    for (language, text, own) in LANGUAGES {
        for (header, declared) in labels() {
            let case = format!("{language}, header {header:?}, declared {declared:?}");
            let mut bytes = feed_in("utf-8", declared, text);
            let end = bytes.len() - "</title></channel></rss>".len();
            // A letter of another encoding, and a text cut in the middle of a character.
            for wrong in [b"\xff".as_slice(), b"\xe2\x80", b" caf\xe9"] {
                bytes.splice(end..end, wrong.iter().copied());
                assert_reads_as(&bytes, header, text, &case);
            }
        }
        for real in own {
            let is_of_one_byte = Charset::for_label(real.as_bytes())
                .unwrap()
                .is_single_byte();
            if is_of_one_byte {
                continue;
            }
            let case = format!("{language} in {real}");
            let mut bytes = feed_in(real, Some(real), text);
            let end = bytes.len() - "</title></channel></rss>".len();
            bytes.splice(end..end, *b" \xff");
            assert_reads_as(&bytes, None, text, &case);
            assert_reads_as(&bytes, Some("utf-8"), text, &case);
        }
    }
}

#[test]
fn a_title_that_was_cut_by_its_bytes_does_not_hide_the_encoding_of_the_others() {
    for (language, text, own) in LANGUAGES {
        for real in own.iter().filter(|name| **name != "iso-2022-jp") {
            let titles = format!("{text}</title><item><title>").repeat(12);
            let mut bytes = feed_in(real, Some("utf-8"), &titles);
            let (title, ..) = Charset::for_label(real.as_bytes()).unwrap().encode(text);
            let end = bytes.len() - "</title></channel></rss>".len();
            bytes.splice(end..end, title[..title.len() - 1].iter().copied());
            assert_reads_as(&bytes, None, text, &format!("{language} in {real}"));
        }
    }
}

#[test]
fn what_broke_off_in_the_middle_of_a_character_is_known_by_its_letters() {
    for (language, text, own) in LANGUAGES {
        for real in own {
            let bytes = feed_in(real, None, &format!("{text}</title><item><title>{text}"));
            let cut = &bytes[..bytes.len() - "</title></channel></rss>".len() - 1];
            assert_reads_as(cut, Some("utf-8"), text, &format!("{language} in {real}"));
        }
    }
}

#[test]
fn a_header_of_latin_letters_gives_way_to_what_the_document_says() {
    let text = "חדשות החוף";
    let bytes = feed_in("windows-1255", Some("windows-1255"), text);
    assert_reads_as(&bytes, Some("iso-8859-1"), text, "a short title");
}

#[test]
fn signs_that_stand_alone_are_no_letters_of_any_language() {
    for (bytes, text) in [
        (b"<t>It costs \xa35</t>".as_slice(), "It costs £5"),
        (b"<t>\xa9 2026</t>", "© 2026"),
        (b"<t>here \x96 there</t>", "here – there"),
    ] {
        assert_reads_as(bytes, None, text, text);
        assert_reads_as(bytes, Some("utf-8"), text, text);
    }
}

#[test]
fn text_that_was_encoded_twice_is_read() {
    let twice = encoding_rs::WINDOWS_1252.decode_without_bom_handling("أخبار الساحل".as_bytes());
    let bytes = feed_in("utf-8", Some("utf-8"), &twice.0);
    assert_reads_as(&bytes, None, "أخبار الساحل", "twice");
}

#[test]
fn latin_letters_of_other_languages_are_not_taken_for_those_of_western_europe() {
    for (encoding, text) in [
        (
            "windows-1254",
            "Şehir kütüphanesi dün yeniden açıldı; çağrı, ışık, öğüt",
        ),
        (
            "iso-8859-2",
            "Biblioteka została otwarta; wielu czytelników przyszło zobaczyć nowe książki, żółć",
        ),
        (
            "windows-1250",
            "Knihovna byla včera znovu otevřena; mnoho čtenářů přišlo prohlédnout si nové knihy, řekl starosta",
        ),
        (
            "windows-1252",
            "La bibliothèque a rouvert hier; l'été, les œuvres récentes, déjà à Noël, ç'a été fermé",
        ),
        (
            "windows-1252",
            "Bókasafnið var opnað; margir lesendur komu til að skoða nýjar bækur, sagði borgarstjórinn",
        ),
    ] {
        for label in ["iso-8859-1", "us-ascii", "utf-8"] {
            let bytes = feed_in(encoding, Some(label), text);
            assert_reads_as(&bytes, None, text, label);
            assert_reads_as(&bytes, Some(label), text, label);
        }
    }
}

#[test]
fn words_of_kana_are_not_taken_for_utf_8_in_which_they_are_by_chance() {
    for (encoding, text) in [
        ("shift_jis", "のはなにとではてになのに"),
        ("euc-jp", "なにはともあれとてもはなやかなものになった"),
    ] {
        for label in [None, Some(encoding), Some("utf-8"), Some("iso-8859-1")] {
            let bytes = feed_in(encoding, label, text);
            assert_reads_as(&bytes, None, text, encoding);
        }
    }
}

#[test]
fn one_title_of_utf_8_that_was_cut_is_not_taken_for_another_encoding() {
    let title = "市立図書館が今日ふたたび開館しました。ありがとう";
    let cut = &title.as_bytes()[..title.len() - 1];
    for label in ["utf-8", "iso-8859-1", "shift_jis", "gb2312"] {
        let bytes = declaring(label, cut);
        let text = decode(&bytes, None).text;
        assert!(text.contains("ふたたび開館"), "{label}: {text}");
    }
}
