//! Titles: markup in them, and what only looks like it.

use super::text_of;

#[test]
fn what_only_looks_like_a_tag_is_text() {
    for (fragment, text) in [
        ("Understanding Option&lt;T&gt;", "Understanding Option<T>"),
        (
            "Understanding Option<T> in Rust",
            "Understanding Option<T> in Rust",
        ),
        ("HashMap<String, Vec<u8>>", "HashMap<String, Vec<u8>>"),
        (
            "Using the <template> and <slot> elements",
            "Using the <template> and <slot> elements",
        ),
        ("Why <b> is back", "Why <b> is back"),
        ("The <script> tag", "The <script> tag"),
        ("Ann <ann@a.example>", "Ann <ann@a.example>"),
        ("i <3 tea", "i <3 tea"),
    ] {
        assert_eq!(text_of(fragment).as_str(), text, "{fragment}");
    }
}

#[test]
fn markup_of_a_title_is_left_out_with_or_without_its_end() {
    for (fragment, text) in [
        ("<p>One", "One"),
        ("<b>One <i>two</i>", "One two"),
        ("H<sub>2</sub>O", "H2O"),
        ("One<br>two<br/>three", "One two three"),
        ("<a href='/x'>One</a> <img src=/a.png>", "One"),
        ("By <span class=x>one", "By one"),
        ("<mml:math><mml:mi>x</mml:mi></mml:math> rays", "x rays"),
        ("One</p>", "One"),
        ("Cut off <em", "Cut off"),
    ] {
        assert_eq!(text_of(fragment).as_str(), text, "{fragment}");
    }
}

#[test]
fn references_that_were_escaped_twice_are_read() {
    for (fragment, text) in [
        ("It&amp;#8217;s on", "It’s on"),
        ("Q&amp;amp;A", "Q&A"),
        ("Caf&amp;#xe9;&amp;hellip;", "Café…"),
        ("The meaning of &amp;nbsp;", "The meaning of &nbsp;"),
        ("AT&T; R&D; &#; &#z;", "AT&T; R&D; &#; &#z;"),
        ("a&amp;#27;[31mb", "ab"),
    ] {
        assert_eq!(text_of(fragment).as_str(), text, "{fragment}");
    }
}

#[test]
fn a_title_of_nothing_but_tags_takes_no_time() {
    let title = "<a<b>".repeat(4000);
    assert!(text_of(&title).as_str().len() < title.len());
}

#[test]
fn a_title_of_what_cannot_be_seen_is_empty() {
    for title in [
        "\u{200b}",
        "&zwnj;&nbsp;",
        "\u{2068}\u{2069} \u{fe0f}",
        "<b>&#8203;</b>",
    ] {
        assert!(text_of(title).is_empty(), "{title:?}");
    }
    assert_eq!(text_of("\u{200f}x").as_str(), "\u{200f}x");
}
