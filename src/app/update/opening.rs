//! An article put on the screen: its title at once, its text when it is here.

use crate::app::article::DOT;
use crate::app::update::{Effects, entries, files, full_text, pictures, positions};
use crate::app::{
    Article, Command, DirectionHints, Effect, LoadedArticle, Masthead, PageWords, Pane, RequestId,
    State,
};
use crate::lang::{Lang, Phrase};
use crate::model::{Block, DirectionSetting, Document, FeedId, Headline, Paragraph};
use crate::text::{CleanText, isolated};

/// Opens the selected headline: its title at once, its text when the cache gives it.
pub(super) fn open_selected(state: &mut State, effects: &mut Effects) {
    let Some(headline) = state.headlines.selected().cloned() else {
        return;
    };
    positions::keep(state, effects);
    let request = state.next_request();
    effects.push(Effect::LoadArticle {
        request,
        entry: headline.id,
    });
    state.opening = Some(request);
    state.texts = None;
    if state.interface.mark_read_on_open {
        entries::mark(state, &headline, true, headline.saved, effects);
    }
    let headline = Headline {
        read: headline.read || state.interface.mark_read_on_open,
        ..headline
    };
    let (blank, hints) = (Document::default(), DirectionHints::default());
    state.article = Some(page(state, headline, blank, hints, &[], false));
    state.focus = Pane::Article;
}

/// Takes the article that was asked for last.
pub(super) fn loaded(
    state: &mut State,
    request: RequestId,
    article: Option<Box<LoadedArticle>>,
    effects: &mut Effects,
) {
    if state.opening != Some(request) {
        return;
    }
    state.opening = None;
    match article {
        Some(loaded) => full_text::loaded(state, *loaded, effects),
        None => state.complain(Phrase::StatusEntryGone),
    }
}

/// Shows the text of the article that was opened.
pub(super) fn show_article(state: &mut State, loaded: &LoadedArticle, of_page: bool) {
    let Some(headline) = state
        .article
        .as_ref()
        .map(|article| article.headline.clone())
    else {
        return;
    };
    state.article = Some(article_of(state, headline, loaded, of_page));
    pictures::begin(state, loaded);
}

/// The page of an article, of the text that its feed gives, or that its page has.
pub(super) fn article_of(
    state: &State,
    headline: Headline,
    loaded: &LoadedArticle,
    of_page: bool,
) -> Article {
    let always = match loaded.direction {
        DirectionSetting::Auto => None,
        DirectionSetting::Always(direction) => Some(direction),
    };
    let hints = DirectionHints {
        always,
        language: loaded.language,
    };
    let of_page = loaded.page.as_ref().filter(|_| of_page);
    let document = of_page.unwrap_or(&loaded.document);
    let also_in = &loaded.also_in;
    let mut article = if document.blocks.is_empty() {
        let note = files::with_files(&state.lang, no_text(state, &headline), &loaded.details);
        page(
            state,
            headline,
            note,
            DirectionHints::default(),
            also_in,
            false,
        )
    } else {
        let of_page = of_page.is_some();
        let document = files::with_files(&state.lang, document.clone(), &loaded.details);
        page(state, headline, document, hints, also_in, of_page)
    };
    article.details = loaded.details.clone();
    article
}

/// Says that an entry has no text, and what to do.
fn no_text(state: &State, headline: &Headline) -> Document {
    let phrase = match headline.link {
        Some(_) => Phrase::ArticleNoText {
            key: state.key_of(Command::OpenInBrowser),
            full: state.key_of(Command::FullText),
        },
        None => Phrase::ArticleNoTextNoLink,
    };
    let text = CleanText::line(&state.lang.say(&phrase));
    let paragraph = Paragraph {
        text,
        ..Paragraph::default()
    };
    Document {
        blocks: vec![Block::Paragraph(paragraph)],
        links: Vec::new(),
    }
}

fn page(
    state: &State,
    headline: Headline,
    document: Document,
    hints: DirectionHints,
    also_in: &[FeedId],
    of_page: bool,
) -> Article {
    let source = state
        .sources
        .feed(headline.feed)
        .map(|feed| feed.title.as_str().to_owned());
    let author = headline
        .author
        .as_ref()
        .map(|author| author.as_str().to_owned());
    // A line ends between what stands there rather than within the date.
    let date = state.lang.date(headline.sorted_at).replace(' ', "\u{a0}");
    let whole = of_page.then(|| state.lang.say(&Phrase::ArticleFullText));
    let byline: Vec<String> = source
        .into_iter()
        .chain(author)
        .chain([date])
        .chain(whole)
        .map(|part| isolated(&part))
        .collect();
    let masthead = Masthead {
        title: title_of(&state.lang, &headline),
        byline: CleanText::block(&byline.join(&format!(" {DOT} "))),
        words: PageWords {
            links: state
                .interface
                .link_numbers
                .then(|| state.lang.say(&Phrase::ArticleLinks)),
            video: state.lang.say(&Phrase::ArticleVideo),
            audio: state.lang.say(&Phrase::ArticleAudio),
            post: state.lang.say(&Phrase::ArticlePost),
            page: state.lang.say(&Phrase::ArticlePage),
            details: state.lang.say(&Phrase::ArticleDetails),
        },
        also_in: also_in_line(state, also_in),
    };
    let options = state.interface.article_options();
    let mut article = Article::new(
        headline,
        document,
        hints,
        &masthead,
        options,
        state.interface.paragraph_spacing,
    );
    article.light(state.headlines.query());
    article
}

/// Names the other feeds that tell the story.
fn also_in_line(state: &State, feeds: &[FeedId]) -> Option<CleanText> {
    let names = feeds.iter().filter_map(|feed| state.sources.feed(*feed));
    let names: Vec<String> = names.map(|feed| isolated(feed.title.as_str())).collect();
    let feeds = names.join(&format!(" {DOT} "));
    (!names.is_empty()).then(|| CleanText::line(&state.lang.say(&Phrase::ArticleAlsoIn { feeds })))
}

/// The title of an entry, or words in its place.
#[must_use]
pub fn title_of(lang: &Lang, headline: &Headline) -> CleanText {
    if headline.title.is_empty() {
        CleanText::line(&lang.say(&Phrase::EntryUntitled))
    } else {
        headline.title.clone()
    }
}
