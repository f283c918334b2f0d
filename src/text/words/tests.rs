use proptest::prelude::*;

use super::*;

fn words(text: &str) -> Vec<String> {
    Words::of(text)
        .words
        .into_iter()
        .map(|word| word.text)
        .collect()
}

fn others(text: &str) -> Vec<String> {
    Words::of(text)
        .others
        .into_iter()
        .map(|word| word.text)
        .collect()
}

#[test]
fn words_are_parted_by_spaces_and_punctuation() {
    assert_eq!(
        words("Hello, World! It's 3.5% (up)"),
        ["hello", "world", "it", "s", "3", "5", "up"]
    );
    assert_eq!(words("قال: «نعم»، ثم ذهب."), ["قال", "نعم", "ثم", "ذهب"]);
    assert_eq!(words("हिन्दी में"), ["हिन्दी", "में"]);
    assert!(words(" — … \u{64e}").is_empty());
}

#[test]
fn the_article_makes_no_other_word() {
    for written in [
        "كتاب",
        "الكتاب",
        "والكتاب",
        "بالكتاب",
        "فالكتاب",
        "كالكتاب",
        "للكتاب",
        "وللكتاب",
        "وبالكتاب",
    ] {
        assert_eq!(words(written), ["كتاب"], "{written}");
    }
    assert_eq!(words("الله التي إلى ألف"), ["الله", "التي", "الي", "الف"]);
}

#[test]
fn prefixes_are_other_forms() {
    assert_eq!(others("وكتاب"), ["كتاب", "تاب"]);
    assert_eq!(others("وبكتاب"), ["بكتاب", "كتاب"]);
    assert_eq!(others("ولد"), [""; 0]);
    assert_eq!(others("בירושלים"), ["ירושלימ"]);
}

#[test]
fn a_zwnj_parts_and_joins() {
    assert_eq!(words("می\u{200c}خواهم بروم"), ["مي", "خواهم", "بروم"]);
    assert!(others("می\u{200c}خواهم بروم").contains(&"ميخواهم".to_owned()));
    assert!(others("نمی\u{200c}خواهم\u{200c}ها").contains(&"نميخواهمها".to_owned()));
    assert!(!others("می خواهم").contains(&"ميخواهم".to_owned()));
}

#[test]
fn hebrew_abbreviations_are_one_word() {
    for written in ["צה\"ל", "צה״ל", "צה”ל", "צהל"] {
        assert_eq!(words(written), ["צהל"], "{written}");
    }
    assert_eq!(
        words("\"שלום\""),
        ["שלומ"],
        "quotes around a word are none of it"
    );
}

#[test]
fn scripts_without_spaces_are_parted_by_a_dictionary_or_by_character() {
    assert_eq!(words("สวัสดีชาวโลก"), ["สวัสดี", "ชาว", "โลก"]);
    assert_eq!(words("iPhone在中国"), ["iphone", "在", "中", "国"]);
}

#[test]
fn an_arabic_word_is_found_letter_by_letter_as_it_is_typed() {
    let text = "هذه الأخبار";
    for typed in ["الا", "الاخ", "الاخب", "الاخبار", "اخ", "هذه ال"] {
        assert!(Sought::new(typed, true).is_in(text), "{typed}");
    }
    for typed in ["ال", "وال"] {
        assert!(Sought::new(typed, true).is_empty(), "{typed}");
    }
}

proptest! {
    #[test]
    fn sources_are_in_order_and_words_are_words(text in "\\PC{0,30}|[ا-ي\u{200c} a-c\"א-ת中-仐ก-ฮ.]{0,30}") {
        let found = Words::of(&text);
        let mut end = 0;
        for word in &found.words {
            prop_assert!(word.source.start >= end && word.source.end <= text.len());
            prop_assert!(text.get(word.source.clone()).is_some());
            prop_assert!(!word.text.is_empty() && word.text.len() <= LONGEST);
            prop_assert!(!word.text.chars().any(|c| c.is_whitespace() || c.is_ascii_punctuation()));
            end = word.source.end;
        }
    }

    #[test]
    fn every_text_is_found_in_itself(text in "[ا-يA-Zא-ת\u{200c} ک-ی]{1,12}", around in "[a-z ]{0,5}") {
        let sought = Sought::new(&text, false);
        let within = format!("{around} {text} {around}");
        prop_assert!(sought.is_empty() || sought.is_in(&within));
    }
}
