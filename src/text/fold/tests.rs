use proptest::prelude::*;

use super::*;

/// What a query lights up in a text, in brackets.
fn marked(text: &str, query: &str) -> String {
    let mut marked = String::new();
    let mut at = 0;
    for hit in Folded::new(text).find(&Needle::new(query)) {
        marked.push_str(&text[at..hit.start]);
        marked.push('[');
        marked.push_str(&text[hit.clone()]);
        marked.push(']');
        at = hit.end;
    }
    marked + &text[at..]
}

#[test]
fn spellings_that_readers_do_not_tell_apart_are_one() {
    for (written, searched) in [
        ("أحمد إلى آخر ٱلكتاب", "احمد الي اخر الكتاب"),
        ("مسؤول شؤون القائمة", "مسوول شوون القايمه"),
        ("کتابی", "كتابي"),
        ("مدرسة", "مدرسه"),
        ("ہندوستان", "هندوستان"),
        ("العـــربية", "العربيه"),
        ("١٢٣ ۴۵۶", "123 456"),
        ("ﺳﻼﻡ", "سلام"),
        ("שָׁלוֹם", "שלומ"),
        ("Straße ÉTÉ", "strasse ete"),
        ("ΟΔΥΣΣΕΎΣ", "οδυσσευσ"),
        ("ＦＵＬＬ", "full"),
    ] {
        assert_eq!(fold(written), fold(searched), "{written}");
        assert_eq!(fold(searched), searched, "{searched}");
    }
}

#[test]
fn letters_that_readers_do_tell_apart_stay_apart() {
    for (one, other) in [
        ("گل", "كل"),
        ("мой", "мои"),
        ("が", "か"),
        ("پ", "ب"),
        ("ے", "ی"),
        ("과", "고"),
    ] {
        assert_ne!(fold(one), fold(other), "{one} {other}");
    }
}

#[test]
fn a_hit_covers_the_marks_of_its_last_letter() {
    assert_eq!(marked("قرأتُ الأَخْبَارَ اليوم", "الاخبار"), "قرأتُ [الأَخْبَارَ] اليوم");
    assert_eq!(marked("cafe\u{301} Café", "CAFE"), "[cafe\u{301}] [Café]");
}

#[test]
fn a_letter_that_folds_into_two_is_hit_whole() {
    assert_eq!(marked("oﬃce", "f"), "o[ﬃ]ce");
    assert_eq!(marked("oﬃce", "fic"), "o[ﬃc]e");
}

#[test]
fn a_zwnj_is_found_as_nothing_and_as_a_space() {
    let text = "نمی\u{200c}خواهم بروم";
    assert_eq!(marked(text, "میخواهم"), "ن[می\u{200c}خواهم] بروم");
    assert_eq!(marked(text, "می خواهم ب"), "ن[می\u{200c}خواهم ب]روم");
    assert_eq!(marked(text, "نم ی"), text, "but only there");
}

#[test]
fn all_hits_are_found_without_overlap() {
    assert_eq!(marked("aaaa", "AA"), "[aa][aa]");
    assert_eq!(marked("abc", ""), "abc");
    assert_eq!(
        marked("abc", "\u{64e}"),
        "abc",
        "a mark alone is nothing to look for"
    );
    assert_eq!(marked("", "a"), "");
}

proptest! {
    #[test]
    fn folding_twice_is_folding_once(text in "\\PC{0,20}|[ء-ۿA-Zא-ת\u{fb1d}-\u{fefc}À-ɏͰ-Ͽ]{0,20}") {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once.clone());
        let folded = Folded::new(&text);
        prop_assert_eq!(folded.as_str(), once);
    }

    #[test]
    fn what_is_in_a_text_is_found_where_it_is(
        before in "[a-zء-ي ]{0,8}", word in "[A-Zأ-يک-ۃ]{1,6}", after in "[0-9 ]{0,5}",
    ) {
        let text = format!("{before}{word}{after}");
        let word = before.len()..before.len() + word.len();
        let hits = Folded::new(&text).find(&Needle::new(&text[word.clone()]));
        let folds_away = fold(&text[word.clone()]).is_empty();
        prop_assert!(folds_away || hits.iter().any(|hit| hit.start <= word.end && word.start <= hit.end), "{:?}", hits);
    }

    #[test]
    fn what_is_in_a_text_is_what_is_found_there(
        text in "[ab بA\u{200c}\u{64e}]{0,12}|[ -~ا-ي]{0,12}", query in "[ab ب\u{200c}\u{64e}]{0,4}",
    ) {
        let query = Needle::new(&query);
        prop_assert_eq!(query.is_in(&text), !Folded::new(&text).find(&query).is_empty());
    }

    #[test]
    fn every_hit_folds_to_the_query(text in "[a-cA-Cاأإبة\u{64e}\u{200c} é]{0,20}", query in "[abcابه ]{1,2}") {
        for hit in Folded::new(&text).find(&Needle::new(&query)) {
            let hit = fold(&text[hit]);
            prop_assert_eq!(hit.replace(' ', ""), fold(&query).replace(' ', ""));
        }
    }
}
