//! What makes two entries one story, rule by rule.

use proptest::prelude::*;
use proptest::test_runner::Config;

use super::*;

const TEXT: &str = "The ferry to the northern islands will not sail before noon because of high waves, the harbour said, \
    and travellers were asked to wait in the hall, where soup and blankets were handed out.";

fn sign(title: &str, link: Option<&str>, text: &str) -> Signature {
    Signature::new(&CleanText::line(title), link, text)
}

#[test]
fn a_copy_under_another_title_is_the_same() {
    let one = sign("Ferry delayed by waves", None, TEXT);
    let other = sign("Travellers wait for northern ferry", None, TEXT);
    assert!(same_story(&one, &other, 0));
}

#[test]
fn the_name_of_the_publisher_behind_a_title_makes_no_difference() {
    let longer =
        format!("{TEXT} Nobody knows when the next one will sail, and the hall closes at night.");
    let one = sign("Ferry delayed by waves | Harbour Post", None, TEXT);
    let other = sign(
        "Ferry delayed by waves - Gazette",
        None,
        &longer.replace("asked", "told"),
    );
    assert!(same_story(&one, &other, 0));
}

#[test]
fn a_form_filled_in_twice_is_two_things() {
    let one = sign("Ferry delayed by waves", None, TEXT);
    let other = TEXT
        .replace("northern islands", "southern isles")
        .replace("ferry", "barge");
    assert!(!same_story(
        &one,
        &sign("Barge delayed by waves", None, &other),
        0
    ));
}

#[test]
fn a_text_that_says_nothing_of_the_titles_is_no_sign() {
    let one = sign("Mayor opens school", None, TEXT);
    let other = sign("Pumpkin breaks record", None, TEXT);
    assert!(!same_story(&one, &other, 0));
}

#[test]
fn another_number_in_the_same_place_is_another_event() {
    let at = |hour: &str| sign("Ferry delayed by waves", None, &TEXT.replace("noon", hour));
    assert!(!same_story(&at("3"), &at("5"), 0));
    assert!(same_story(&at("3"), &at("three"), 0));
    assert!(same_story(&at("12,400"), &at("١٢٬٤٠٠"), 0));
}

#[test]
fn one_link_is_one_story_unless_the_titles_name_other_days() {
    let of = |title| sign(title, Some("https://a.example/ferry"), "");
    assert!(same_story(
        &of("Ferry late"),
        &of("Waves keep travellers waiting"),
        0
    ));
    assert!(!same_story(
        &of("Ferries on Monday"),
        &of("Ferries on Tuesday"),
        0
    ));
}

#[test]
fn what_has_only_a_title_is_the_same_for_a_day() {
    let title = "Parliament passes water law after long debate in the capital";
    let (one, other) = (sign(title, None, ""), sign(title, None, ""));
    assert!(same_story(&one, &other, 3600));
    assert!(!same_story(&one, &other, 2 * 24 * 3600));
    let short = sign("Photos of the day", None, "");
    assert!(!same_story(&short, &short, 0));
}

#[test]
fn it_is_the_same_whichever_is_asked_first() {
    let signatures = [
        sign("Ferry delayed by waves", None, TEXT),
        sign("Ferry delayed by waves", None, &TEXT[..120]),
        sign("Waves", Some("https://a.example/x"), ""),
        sign("", None, ""),
        Signature::default(),
    ];
    for one in &signatures {
        for other in &signatures {
            assert_eq!(same_story(one, other, 60), same_story(other, one, -60));
        }
    }
}

#[test]
fn keys_stay_the_same_from_one_build_to_the_next() {
    // A change here is a change of SIGNATURE_VERSION.
    let keys = sign("Ferry delayed by waves", Some("https://a.example/x"), TEXT).keys();
    let sum = keys.iter().fold(0_i64, |sum, key| sum.wrapping_add(*key));
    assert_eq!((keys.len(), sum), (18, -5_220_418_911_782_930_552));
}

/// A few words, so that texts made of them are alike in every degree.
const WORDS: [&str; 24] = [
    "ferry",
    "harbour",
    "waves",
    "north",
    "islands",
    "noon",
    "hall",
    "soup",
    "blanket",
    "captain",
    "the",
    "of",
    "in",
    "and",
    "monday",
    "tuesday",
    "march",
    "3",
    "12",
    "400",
    "المدينة",
    "الرئيس",
    "في",
    "اليوم",
];

fn words(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(WORDS.as_slice()), 0..most)
        .prop_map(|words| words.join(" "))
}

/// Two entries of which the second has some of what the first has.
fn pair() -> impl Strategy<Value = (Signature, Signature)> {
    let link = || {
        prop::option::of(prop::sample::select(vec![
            "a.example/1",
            "a.example/2",
            "b.example/1",
        ]))
    };
    let one = (words(12), words(140), link());
    let other = (words(12), words(140), link(), any::<bool>(), 0..140_usize);
    (one, other).prop_map(
        |((title, text, link), (other_title, other_text, other_link, same, shared))| {
            let begun: Vec<&str> = text.split(' ').take(shared).collect();
            let other_text = format!("{} {other_text}", begun.join(" "));
            let other_title = if same {
                format!("{title} {other_title}")
            } else {
                other_title
            };
            let url = |link: Option<&str>| link.map(|link| format!("https://{link}"));
            (
                sign(&title, url(link).as_deref(), &text),
                sign(&other_title, url(other_link).as_deref(), &other_text),
            )
        },
    )
}

proptest! {
    #![proptest_config(Config { cases: 2000, ..Config::default() })]

    #[test]
    fn the_fast_way_says_what_the_plain_rules_say((one, other) in pair(), apart in prop::sample::select(vec![0, 90_000])) {
        let plainly = plain::same_story(&one, &other, apart);
        prop_assert_eq!(same_story(&one, &other, apart), plainly);
        prop_assert!(!plainly || Glance::of(&one).may_tell_same(&Glance::of(&other)));
    }

    #[test]
    fn words_read_piece_by_piece_are_those_of_the_whole(text in "([a-zא-תا-ي0-9.,\u{200c}]{0,30}[ \n]){0,90}") {
        let mut whole = Vec::new();
        marks::read(&text, usize::MAX, &mut whole);
        prop_assert_eq!(marks::tokens(&text, usize::MAX), whole);
    }
}
