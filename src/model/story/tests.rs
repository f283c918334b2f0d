//! What makes two entries one story, rule by rule.

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
