//! What is found in an article, and the way from one hit to the next.

use super::*;

/// The words lit in the rows on the screen, with `>` before the one gone to.
fn lit(article: &Article) -> Vec<String> {
    let mut lit = Vec::new();
    for row in article.rows().take(article.height) {
        let Some(line) = row.line else { continue };
        let within = |hit: &&Range<usize>| {
            hit.start >= line.source.start as usize && hit.end <= line.source.end as usize
        };
        lit.extend(row.hits.all.iter().filter(within).map(|hit| {
            let mark = if row.hits.current == Some(hit) {
                ">"
            } else {
                ""
            };
            format!("{mark}{}", &row.piece.text.as_str()[hit.clone()])
        }));
    }
    lit
}

fn searched(content: Content, query: &str, height: usize) -> Article {
    let mut article = article(content, 40, height);
    article.light(&Query::parse(query).unwrap());
    article
}

#[test]
fn what_was_searched_for_is_lit_in_the_spelling_of_the_article() {
    let article = searched(
        Content::Rtl,
        "الصيادين OR يبدو OR كالابريق OR title:lamp",
        100,
    );
    assert_eq!(lit(&article), ["يبدو", "كالإبريق"]);
    let article = searched(Content::Ltr, "like title:the -say", 100);
    assert_eq!(lit(&article), ["Like", "Like"]);
    let article = searched(Content::Ltr, "pipes", 100);
    assert_eq!(lit(&article), [""; 0], "an address is no text");
}

#[test]
fn hits_are_gone_to_one_by_one_and_back() {
    let mut article = searched(Content::Ltr, "the OR nine", 6);
    let (mut seen, mut tops) = (Vec::new(), Vec::new());
    while article.go_to_hit(true) {
        let current: Vec<String> = lit(&article)
            .into_iter()
            .filter(|hit| hit.starts_with('>'))
            .collect();
        assert_eq!(current.len(), 1, "the one gone to is on the screen");
        seen.extend(current);
        tops.push(article.top());
    }
    let whole = searched(Content::Ltr, "the OR nine", 1000);
    let all: Vec<String> = lit(&whole).iter().map(|hit| format!(">{hit}")).collect();
    assert!(all.len() > 8, "{all:?}");
    assert_eq!(seen, all);
    assert!(tops.is_sorted());
    let mut back = 0;
    while article.go_to_hit(false) {
        back += 1;
    }
    assert_eq!(back, all.len() - 1);
}

#[test]
fn the_way_to_the_next_hit_begins_where_the_reader_is() {
    let mut article = searched(Content::Ltr, "lamp OR nine OR whistle", 4);
    assert!(article.go_to_hit(true));
    assert_eq!(lit(&article), [">lamp"]);
    article.scroll_to_last();
    for expected in [">lamp", ">whistle", ">nine"] {
        assert!(article.go_to_hit(false));
        assert!(lit(&article).contains(&expected.to_owned()), "{expected}");
    }
    article.scroll_to_first();
    assert!(!article.go_to_hit(false), "nothing is above the first row");
}

#[test]
fn hits_stay_when_the_page_gets_another_width() {
    let mut article = searched(Content::Rtl, "الخليج", 100);
    assert!(article.go_to_hit(true));
    article.fit(20, 100);
    assert_eq!(lit(&article), [">الخليج"]);
}

#[test]
fn words_are_found_from_a_place_on_and_then_from_the_beginning() {
    for (content, words) in [(Content::Ltr, "ORGAN"), (Content::Rtl, "اُرغَن")] {
        let mut article = article(content, 40, 4);
        assert!(article.find(words, Place::default()), "{content:?}");
        let first = article.known_hits(article.current.expect("a hit").piece);
        assert!(first.current.is_some());
        article.scroll_to_last();
        let foot = article.top();
        assert!(!article.find("zebra", foot));
        assert_eq!(article.top(), foot, "nothing moves where nothing is found");
        assert!(article.end_find());
        assert!(!article.is_searched());
    }
}

#[test]
fn words_are_found_in_a_table_that_is_folded_away_and_end_the_selection() {
    let mut blocks: Vec<Block> = (0..30).map(|n| said(&format!("paragraph {n}"))).collect();
    blocks.push(Block::Details {
        summary: words("more"),
        blocks: vec![row_of(&[words("one"), words("needle")])],
        open: false,
    });
    let mut article = page_of(blocks, "t", 40, 6);
    article.select();
    assert!(article.find("NEEDLE", Place::default()));
    assert!(!article.is_selecting(), "the rows are others now");
    let rows = shown(&article);
    assert!(rows.iter().any(|row| row.contains("needle")), "{rows:?}");
}
