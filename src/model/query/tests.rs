use proptest::prelude::*;

use super::*;
use crate::model::Timestamp;

fn query(text: &str) -> Query {
    Query::parse(text).unwrap()
}

/// The part of a query that is wrong, and what is wrong with it.
fn mistake(text: &str) -> (&str, QueryProblem) {
    let error = Query::parse(text).unwrap_err();
    (&text[error.span], error.problem)
}

fn behind(sign: &str) -> QueryProblem {
    let sign = sign.to_owned();
    QueryProblem::NothingBehind { sign }
}

#[test]
fn every_form_is_written_as_it_was_read() {
    for text in [
        "",
        "unread saved",
        "tag:ai feed:الجزيرة folder:tech",
        "feed:\"الجزيرة نت\"",
        "author:smith title:\"climate talks\" text:carbon*",
        "age:<2d age:>1w age:<90m age:>1y",
        "lang:ar lang:pt-br",
        "has:enclosure has:link has:tag",
        "words:>500 words:<20",
        "(a OR b) -c \"exact phrase\"",
        "a b OR c (d OR -(e f))",
        "/colou?r/ -/a\\/b/",
        "title:/^a b$/ -author:/a\\/b/ feed:/\\.org/",
        "feed:\"/rss/\"",
        "\"she said \\\"no\\\" \\\\\"",
        "\"carbon pri*\" title:\"live bl*\"",
    ] {
        assert_eq!(query(text).to_string(), text);
    }
}

#[test]
fn other_spellings_are_the_same_query() {
    for (other, same) in [
        ("  a   b ", "a b"),
        ("«نعم» “yes” „ja“", "\"نعم\" \"yes\" \"ja\""),
        ("is:unread is:read is:saved", "unread -unread saved"),
        ("--a -(-b)", "a b"),
        ("a | b", "a OR b"),
        ("((a))", "a"),
        ("(a b) c", "a b c"),
        ("age:2d", "age:<2d"),
        ("age:<٤٨h", "age:<2d"),
        ("tag:\"ai\"", "tag:ai"),
        ("Lang: a – b & c - d", "Lang: a b c d"),
        ("lang:AR", "lang:ar"),
        // A part of an address goes on behind its second slash.
        (
            "feed:/rss/news feed:/rss",
            "feed:\"/rss/news\" feed:\"/rss\"",
        ),
        ("(feed:/rss/) tag:/ai/", "feed:/rss/ tag:/ai/"),
        ("a AND b AND", "a b"),
        ("a NOT b OR NOT (c d)", "a -b OR -(c d)"),
        ("\"NOT\" title:AND", "\"NOT\" title:AND"),
        // As the keyboards of telephones write it.
        (
            "Title:climate Feed:bbc -Tag:ai",
            "title:climate feed:bbc -tag:ai",
        ),
        ("Covid:19 Text: a", "Covid:19 Text: a"),
        ("\"a *\" \"*\"", "\"a *\""),
    ] {
        assert_eq!(query(other).to_string(), same, "{other}");
    }
}

#[test]
fn marks_of_direction_part_nothing_and_are_no_letters() {
    for (marked, plain) in [
        (
            "\u{200f}feed:\u{200f}\"الجزيرة\"\u{200e} x",
            "feed:الجزيرة x",
        ),
        ("-\u{200f}خبر \u{2067}saved\u{2069}", "-خبر saved"),
        ("a \u{200e}OR\u{200e} b", "a OR b"),
        ("\u{200f}(a\u{200f} | b)\u{200f}", "a OR b"),
        ("\u{feff}ta\u{200e}g:ai\u{200f}", "tag:ai"),
        ("\u{200f}", ""),
    ] {
        assert_eq!(query(marked).to_string(), plain, "{marked:?}");
    }
    let name = "autor".to_owned();
    assert_eq!(
        mistake("\u{200f}autor:\u{200f}x").1,
        QueryProblem::UnknownField { name }
    );
}

#[test]
fn an_address_and_a_time_are_words() {
    for text in ["https://news.example/a", "10:30", "Update:", "خبر:عاجل"] {
        assert!(
            matches!(query(text).clause, Clause::Term(Term::Text(_))),
            "{text}"
        );
    }
}

#[test]
fn mistakes_are_pointed_at() {
    assert_eq!(mistake("a \"b c"), ("\"b c", QueryProblem::OpenQuote));
    assert_eq!(mistake("a /b c"), ("/b c", QueryProblem::OpenPattern));
    assert_eq!(mistake("a (b c"), ("(", QueryProblem::OpenBracket));
    assert_eq!(mistake("a b) c"), (")", QueryProblem::StrayBracket));
    assert_eq!(mistake("a ()"), ("()", behind("(")));
    assert_eq!(mistake("a -"), ("-", behind("-")));
    assert_eq!(mistake("a OR"), ("OR", behind("OR")));
    assert_eq!(mistake("(a OR ) b"), ("OR", behind("OR")));
    assert_eq!(mistake("x OR OR a"), ("OR", behind("OR")));
    assert_eq!(mistake("a NOT"), ("NOT", behind("NOT")));
    assert_eq!(mistake("a NOT OR b"), ("NOT", behind("NOT")));
    assert_eq!(mistake("(a NOT) b"), ("NOT", behind("NOT")));
    assert_eq!(mistake("(OR a)"), ("OR", QueryProblem::NothingBefore));
    assert_eq!(mistake("feed: x"), ("feed:", behind("feed:")));
    assert_eq!(mistake("tag:\" \""), ("tag:", behind("tag:")));
    let name = "autor".to_owned();
    assert_eq!(
        mistake("خبر autor:x"),
        ("autor:", QueryProblem::UnknownField { name })
    );
    let value = "2 days".to_owned();
    assert_eq!(
        mistake("age:\"2 days\""),
        ("\"2 days\"", QueryProblem::BadAge { value })
    );
    let value = "500".to_owned();
    assert_eq!(
        mistake("words:500"),
        ("500", QueryProblem::BadCount { value })
    );
    let value = "arabic!".to_owned();
    assert_eq!(
        mistake("lang:arabic!"),
        ("arabic!", QueryProblem::BadLanguage { value })
    );
    let value = "Arabic".to_owned();
    assert_eq!(
        mistake("lang:Arabic").1,
        QueryProblem::BadLanguage { value }
    );
    let (place, problem) = mistake("a has:video");
    assert_eq!(place, "video");
    assert!(
        matches!(problem, QueryProblem::UnknownValue { known, .. } if known.contains(&"enclosure"))
    );
    let (place, problem) = mistake("a /b(/ c");
    assert_eq!(place, "/b(/");
    assert!(matches!(problem, QueryProblem::BadPattern { .. }));
    let (place, problem) = mistake("a -title:/b(/ c");
    assert_eq!(place, "/b(/");
    assert!(matches!(problem, QueryProblem::BadPattern { .. }));
    assert_eq!(
        mistake("a author:/b c"),
        ("/b c", QueryProblem::OpenPattern)
    );
    assert_eq!(mistake("text:/b/ c"), ("/b/", QueryProblem::NoPattern));
    assert_eq!(mistake(&"(".repeat(40)).1, QueryProblem::TooLarge);
    assert_eq!(mistake(&"a ".repeat(101)).1, QueryProblem::TooLarge);
    assert_eq!(mistake(&"a".repeat(5000)).1, QueryProblem::TooLarge);
}

#[test]
fn a_word_being_typed_may_go_on() {
    let typed = |text| Query::parse_typed(text).unwrap().to_string();
    assert_eq!(typed("clim"), "clim*");
    assert_eq!(typed("climate title:tal"), "climate title:tal*");
    assert_eq!(typed("climate title:ta"), "climate title:ta");
    assert_eq!(typed("climate "), "climate");
    assert_eq!(typed("\"climate ta\""), "\"climate ta\"");
    assert_eq!(typed("unread"), "unread");
}

#[test]
fn quotes_and_brackets_may_be_open_while_a_query_is_typed() {
    let typed = |text| Query::parse_typed(text).unwrap().to_string();
    for (begun, read) in [
        ("\"", ""),
        ("x \"ca", "x \"ca\""),
        ("\"carbon pri", "\"carbon pri*\""),
        ("\"carbon price ", "\"carbon price \""),
        ("title:«قمة المنا", "title:\"قمة المنا*\""),
        ("feed:\"الجزي", "feed:الجزي"),
        ("(climate OR weat", "climate OR weat*"),
        ("x (a -(b OR \"c", "x a -(b OR \"c\")"),
    ] {
        assert_eq!(typed(begun), read, "{begun}");
    }
    for unfinished in ["(", "a (b OR", "a -", "title:\"", "/colou"] {
        assert!(Query::parse_typed(unfinished).is_err(), "{unfinished}");
    }
}

#[test]
fn of_a_word_behind_an_article_three_letters_are_typed_before_it_may_go_on() {
    let typed = |text| Query::parse_typed(text).unwrap().to_string();
    for (begun, read) in [
        ("ال", ""),
        ("وال", ""),
        ("قمة title:ال", "قمة"),
        ("author:«وال", ""),
        ("الم", "الم"),
        ("المن", "المن"),
        ("المنا", "المنا*"),
        ("منا", "منا*"),
        ("أخب", "أخب*"),
        ("للم", "للم"),
        ("\"قمة الم", "\"قمة الم\""),
        ("\"قمة المن", "\"قمة المن*\""),
        ("covid-1", "covid-1"),
        ("covid-19", "covid-19*"),
    ] {
        assert_eq!(typed(begun), read, "{begun}");
    }
}

const TAGS: &[String] = &[];

fn entry() -> Facts<'static> {
    Facts {
        feed: "الجزيرة نت",
        address: "https://www.aljazeera.net/rss",
        folder: Some("أخبار"),
        title: "قمة المناخ: اتفاقٌ على 100 مليار",
        author: "Sara O'Neil",
        text: FactText::Plain("أعلن المجتمعون أمس عن صندوقٍ جديد. The fund is small."),
        language: Some("ar-QA"),
        link: true,
        tags: TAGS.into(),
        sorted_at: Timestamp(1_000_000),
        now: Timestamp(1_000_000 + 3 * 86_400),
        ..Facts::default()
    }
}

#[test]
fn an_entry_answers_what_is_true_of_it() {
    for text in [
        "",
        "unread",
        "-saved",
        "is:unread",
        "feed:الجزيره",
        "feed:aljazeera.net",
        "folder:اخبار",
        "مناخ",
        "المناخ",
        "title:اتفاق",
        "-title:صندوق",
        "text:صندوق",
        "author:oneil OR author:neil",
        "\"قمة المناخ\"",
        "-\"المناخ قمة\"",
        "١٠٠",
        "fun*",
        "age:>2d",
        "-age:<2d",
        "age:<1w",
        "lang:ar",
        "lang:ar-qa",
        "-lang:fa",
        "has:link",
        "-has:enclosure",
        "-has:tag",
        "words:<20",
        "words:>8",
        "/قم.? /",
        "/NEIL$/",
        "title:/مليار$/",
        "author:/^sara o/",
        "-author:/مناخ/ -title:/neil/",
        "feed:/^الجزيرة/ feed:/\\.net\\/rss$/",
        "(xyz OR مليار) unread",
        "-(xyz OR saved)",
        "-tag:ai",
    ] {
        assert!(query(text).is_answered_by(&entry()), "{text}");
    }
}

#[test]
fn an_entry_does_not_answer_what_is_not() {
    for text in [
        "saved",
        "is:read",
        "feed:BBC",
        "folder:اخ",
        "title:صندوق",
        "text:مناخ",
        "author:sam",
        "\"المناخ قمة\"",
        "age:<2d",
        "age:>1w",
        "lang:fa",
        "lang:a1 OR lang:arq",
        "has:tag",
        "has:enclosure",
        "words:>20",
        "/^مناخ/",
        "title:/neil/",
        "author:/قمة/",
        "feed:/\\.com/",
        "fun",
        "xyz OR saved",
        "مناخ -fund",
        "tag:ai",
    ] {
        let found = Query::parse(text).map(|query| query.is_answered_by(&entry()));
        assert!(!matches!(found, Ok(true)), "{text}");
    }
}

#[test]
fn what_is_excluded_is_not_lit_up() {
    let query = query("a (b OR \"c d\") -e title:f");
    let written: Vec<_> = query
        .sought()
        .iter()
        .map(|term| term.written.clone())
        .collect();
    assert_eq!(written, ["a", "b", "c d", "f"]);
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused_with_a_place(text in "\\PC{0,24}|[-a(): \"/*\\\\OR|«»<>2dم]{0,24}") {
        match Query::parse(&text) {
            Ok(read) => {
                let shown = read.to_string();
                prop_assert_eq!(Query::parse(&shown), Ok(read), "{}", shown);
            }
            Err(error) => {
                prop_assert!(error.span.start < error.span.end);
                prop_assert!(text.get(error.span).is_some());
            }
        }
    }

    #[test]
    fn pieces_in_any_order_are_read_the_same_again(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "unread", "saved", "OR", "(", ")", "-", "-a", "tag:x", "title:\"a b\"", "age:<2d", "\"c\"", "/d/", "e*",
            "lang:ar", "words:>5", "feed:«الجزيرة»", "NOT", "AND", "\"f gh*\"", "\"", "Title:h", "title:/f g/", "author:/h/", "feed:/i/", "feed:/j", "text:/k/",
        ]), 0..12),
    ) {
        let text = pieces.join(" ");
        for read in [Query::parse(&text), Query::parse_typed(&text)].into_iter().flatten() {
            prop_assert_eq!(Query::parse(&read.to_string()), Ok(read.clone()), "{}", read);
        }
    }
}
