use crate::app::fixture::{Content, NOON, loaded, loaded_article, press};
use crate::app::{Effect, LoadedArticle, Message, Pane, RequestId, State, WantedPage, update};
use crate::lang::Phrase;
use crate::model::{Block, Document, EntryId, Paragraph};
use crate::text::CleanText;

fn document(text: &str) -> Document {
    let paragraph = Paragraph {
        text: CleanText::line(text),
        ..Paragraph::default()
    };
    Document {
        blocks: vec![Block::Paragraph(paragraph)],
        links: Vec::new(),
    }
}

/// What the cache gives of an entry.
fn article(entry: EntryId) -> LoadedArticle {
    LoadedArticle {
        letters: 16,
        ..loaded_article(entry, document("What the feed gives."))
    }
}

/// Answers the orders for articles.
fn answer(
    state: &mut State,
    effects: Vec<Effect>,
    given: impl Fn(EntryId) -> LoadedArticle,
) -> Vec<Effect> {
    let mut more = Vec::new();
    for effect in effects {
        if let Effect::LoadArticle { request, entry } = effect {
            let article = Some(Box::new(given(entry)));
            more.extend(update(
                state,
                Message::ArticleLoaded { request, article },
                NOON,
            ));
        }
    }
    more
}

fn open(given: impl Fn(EntryId) -> LoadedArticle) -> (State, Vec<Effect>) {
    let mut state = loaded(80, 24, Content::Ltr);
    press(&mut state, "l");
    let effects = press(&mut state, "enter");
    let effects = answer(&mut state, effects, given);
    (state, effects)
}

fn wanted(effects: &[Effect]) -> Option<(RequestId, &WantedPage)> {
    effects.iter().find_map(|effect| match effect {
        Effect::FetchPage { request, page } => Some((*request, page)),
        _ => None,
    })
}

fn shows(state: &State, text: &str) -> bool {
    let article = state.article.as_ref().unwrap();
    article
        .rows()
        .any(|row| row.piece.text.as_str().contains(text))
}

fn came(state: &mut State, request: RequestId, text: &str) {
    let page = Ok(Box::new(document(text)));
    update(state, Message::PageFetched { request, page }, NOON);
}

fn notice(state: &State) -> Option<&Phrase> {
    state.notice.as_ref().map(|notice| &notice.phrase)
}

#[test]
fn f_fetches_the_page_once_and_then_goes_to_and_fro() {
    let (mut state, effects) = open(article);
    assert_eq!(wanted(&effects), None, "nobody asked");
    let effects = press(&mut state, "f");
    let (request, page) = wanted(&effects).unwrap();
    let headline = &state.article.as_ref().unwrap().headline;
    assert_eq!(Some(&page.link), headline.link.as_ref());
    assert_eq!(page.more_than, 0);
    assert_eq!(notice(&state), Some(&Phrase::StatusPageFetching));
    // Under way already.
    assert_eq!(wanted(&press(&mut state, "f")), None);
    assert!(shows(&state, "What the feed gives."));
    came(&mut state, request, "What the page says.");
    assert!(shows(&state, "What the page says."));
    assert!(shows(&state, "full text"));
    assert_eq!(wanted(&press(&mut state, "f")), None);
    assert!(shows(&state, "What the feed gives."));
    assert!(!shows(&state, "full text"));
    assert_eq!(wanted(&press(&mut state, "f")), None);
    assert!(shows(&state, "What the page says."));
}

#[test]
fn what_the_cache_has_of_the_page_is_shown_at_once() {
    let given = |entry| LoadedArticle {
        page: Some(document("What the page says.")),
        ..article(entry)
    };
    let (mut state, effects) = open(given);
    assert_eq!(wanted(&effects), None);
    assert!(shows(&state, "What the page says."));
    assert_eq!(wanted(&press(&mut state, "f")), None);
    assert!(shows(&state, "What the feed gives."));
}

#[test]
fn a_failure_says_why_and_leaves_the_text() {
    let (mut state, _) = open(article);
    let effects = press(&mut state, "f");
    let (request, _) = wanted(&effects).unwrap();
    let page = Err(Phrase::PageNoText);
    update(&mut state, Message::PageFetched { request, page }, NOON);
    assert!(shows(&state, "What the feed gives."));
    let notice = state.notice.as_ref().unwrap();
    assert!(notice.failure && notice.phrase == Phrase::PageNoText);
    // It can be tried again.
    assert!(wanted(&press(&mut state, "f")).is_some());
}

#[test]
fn a_late_answer_for_another_article_changes_nothing() {
    let (mut state, _) = open(article);
    let effects = press(&mut state, "f");
    let (request, _) = wanted(&effects).unwrap();
    let effects = press(&mut state, "J");
    came(&mut state, request, "What the page says.");
    answer(&mut state, effects, article);
    came(&mut state, request, "What the page says.");
    assert!(shows(&state, "What the feed gives."));
    assert!(!shows(&state, "What the page says."));
    // Nor when the article was closed.
    let effects = press(&mut state, "f");
    let (request, _) = wanted(&effects).unwrap();
    press(&mut state, "q");
    came(&mut state, request, "What the page says.");
    assert!(state.article.is_none());
}

#[test]
fn a_beginning_is_replaced_by_the_whole_unless_the_reader_is_in_it() {
    let given = |entry| LoadedArticle {
        lacking: true,
        document: document(&"word ".repeat(2000)),
        ..article(entry)
    };
    let (mut state, effects) = open(given);
    let (request, page) = wanted(&effects).unwrap();
    assert_eq!(page.more_than, 16, "it must have more than the feed");
    came(&mut state, request, "What the page says.");
    assert!(shows(&state, "What the page says."));

    let (mut state, effects) = open(given);
    let (request, _) = wanted(&effects).unwrap();
    press(&mut state, "j j");
    came(&mut state, request, "What the page says.");
    assert!(!shows(&state, "What the page says."));
    let key = "f".to_owned();
    assert_eq!(notice(&state), Some(&Phrase::StatusFullTextHere { key }));
    press(&mut state, "f");
    assert!(shows(&state, "What the page says."));
}

#[test]
fn f_in_the_list_opens_the_entry_with_its_full_text() {
    let mut state = loaded(80, 24, Content::Ltr);
    press(&mut state, "l");
    let effects = press(&mut state, "f");
    assert_eq!(state.focus, Pane::Article);
    assert_eq!(wanted(&effects), None, "the cache may have it");
    let effects = answer(&mut state, effects, article);
    assert!(wanted(&effects).is_some());
}

#[test]
fn an_entry_without_a_link_has_no_page() {
    let (mut state, _) = open(article);
    state.article.as_mut().unwrap().headline.link = None;
    assert_eq!(wanted(&press(&mut state, "f")), None);
    assert_eq!(notice(&state), Some(&Phrase::StatusNoLink));
    assert!(shows(&state, "What the feed gives."));
}

/// What the cache gives of an entry that was edited after its page was fetched.
fn outdated(entry: EntryId) -> LoadedArticle {
    LoadedArticle {
        page: Some(document("What the page said.")),
        outdated: true,
        ..article(entry)
    }
}

#[test]
fn a_page_is_fetched_again_by_a_key_of_its_own() {
    let (mut state, effects) = open(outdated);
    assert_eq!(wanted(&effects), None, "nobody asked");
    let key = "g f".to_owned();
    assert_eq!(notice(&state), Some(&Phrase::StatusPageOutdated { key }));
    // Going to and fro fetches nothing.
    assert_eq!(wanted(&press(&mut state, "f f")), None);
    assert!(shows(&state, "What the page said."));
    let effects = press(&mut state, "g f");
    let (request, page) = wanted(&effects).unwrap();
    assert_eq!(page.more_than, 0);
    assert_eq!(wanted(&press(&mut state, "g f")), None, "under way already");
    assert!(shows(&state, "What the page said."));
    came(&mut state, request, "What the page says now.");
    assert!(shows(&state, "What the page says now."));
    press(&mut state, "f");
    assert!(shows(&state, "What the feed gives."));
    press(&mut state, "f");
    assert!(shows(&state, "What the page says now."));
}

#[test]
fn a_page_that_is_not_there_any_more_leaves_what_it_said() {
    let (mut state, _) = open(outdated);
    let effects = press(&mut state, "g f");
    let (request, _) = wanted(&effects).unwrap();
    let page = Err(Phrase::PageNoText);
    update(&mut state, Message::PageFetched { request, page }, NOON);
    assert!(shows(&state, "What the page said."));
    assert_eq!(notice(&state), Some(&Phrase::PageNoText));
}

#[test]
fn an_edited_entry_has_its_page_fetched_again_where_the_settings_want_pages() {
    let given = |entry| LoadedArticle {
        lacking: true,
        page: Some(document(&"word ".repeat(2000))),
        ..outdated(entry)
    };
    let (mut state, effects) = open(given);
    let (request, _) = wanted(&effects).unwrap();
    assert!(
        shows(&state, "word word"),
        "the old text is there meanwhile"
    );
    came(&mut state, request, "What the page says now.");
    assert!(shows(&state, "What the page says now."));

    // Who is in the old text stays there until the key is pressed.
    let (mut state, effects) = open(given);
    let (request, _) = wanted(&effects).unwrap();
    press(&mut state, "j j");
    came(&mut state, request, "What the page says now.");
    assert!(shows(&state, "word word"));
    press(&mut state, "f");
    assert!(shows(&state, "What the page says now."));
}
