//! Sixty pieces of HTML, as documents and as pages of three widths: every element, and the habits of sites.

mod hostile;
mod outline;
mod soup;

use std::fs;
use std::path::{Path, PathBuf};

use newsterm::app::{
    Area, Article, DirectionHints, Geometry, Interface, Keymap, Masthead, PageWords, Pane, Size,
    State, text_width,
};
use newsterm::config::{Background, ColorDepth, Config, TextColumn, ThemeChanges};
use newsterm::feed::html;
use newsterm::lang::{Lang, Phrase};
use newsterm::model::{Body, BodyKind, Document, EntryId, FeedId, Headline, Timestamp};
use newsterm::text::{CleanText, Direction, language_direction};
use newsterm::ui::Painter;
use ratatui::buffer::{Buffer, CellWidth};

const NOW: Timestamp = Timestamp(1_795_348_800);
const WIDTHS: [u16; 3] = [40, 80, 120];
/// Rows that the longest page has room in.
const ROWS: u16 = 200;

/// A piece of HTML with what its feed says of it.
struct Fixture {
    name: String,
    language: Option<Direction>,
    title: String,
    html: String,
}

fn fixtures() -> Vec<Fixture> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/gallery");
    let files = fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| fixture(path)).collect()
}

/// Reads a file whose first line is `<!-- language | title -->`.
fn fixture(path: &Path) -> Fixture {
    let text = fs::read_to_string(path).unwrap();
    let (head, html) = text.split_once('\n').unwrap();
    let head = head.trim_start_matches("<!-- ").trim_end_matches(" -->");
    let (language, title) = head.split_once(" | ").unwrap();
    Fixture {
        name: path.file_stem().unwrap().to_str().unwrap().to_owned(),
        language: language_direction(language),
        title: title.to_owned(),
        html: html.to_owned(),
    }
}

pub fn document(html: &str) -> Document {
    let body = Body {
        kind: BodyKind::Html,
        content: html.to_owned(),
    };
    html::document(&body, Some("https://gallery.example/entry"))
}

/// A state in which the article is all of the screen.
pub fn reading(document: &Document, title: &str, language: Option<Direction>, size: Size) -> State {
    let config = Config::built_in();
    let interface = Interface {
        link_numbers: true,
        screen_reader: false,
        ..Interface::new(&config, false, None)
    };
    let keys = Keymap::new(&config.keys);
    let (mut state, _) = State::new(NOW, size, Lang::new("en"), interface, keys);
    let say = |phrase| state.lang.say(&phrase);
    let words = PageWords {
        links: Some(say(Phrase::ArticleLinks)),
        video: say(Phrase::ArticleVideo),
        audio: say(Phrase::ArticleAudio),
        post: say(Phrase::ArticlePost),
        page: say(Phrase::ArticlePage),
        details: say(Phrase::ArticleDetails),
    };
    let masthead = Masthead {
        title: CleanText::line(title),
        byline: CleanText::line("byline"),
        words,
        also_in: None,
    };
    let hints = DirectionHints {
        always: None,
        language,
    };
    let options = state.interface.article_options();
    let mut article = Article::new(
        headline(title),
        document.clone(),
        hints,
        &masthead,
        options,
        1,
    );
    let width = text_width(size.columns, state.interface.measure);
    article.fit(width, usize::from(size.rows));
    state.article = Some(article);
    state.focus = Pane::Article;
    state.geometry = Geometry {
        article: Some(Area {
            start: 0,
            top: 0,
            width: size.columns,
            height: size.rows,
        }),
        ..Geometry::default()
    };
    state
}

fn headline(title: &str) -> Headline {
    Headline {
        id: EntryId(1),
        feed: FeedId(1),
        title: CleanText::line(title),
        author: None,
        link: None,
        sorted_at: NOW,
        language_direction: None,
        read: true,
        saved: false,
        hidden: false,
        tags: Vec::new(),
        others: 0,
        nested: false,
    }
}

/// The page under the title of its pane, a line a row.
fn page(fixture: &Fixture, document: &Document, columns: u16) -> String {
    let size = Size {
        columns,
        rows: ROWS,
    };
    let state = reading(document, &fixture.title, fixture.language, size);
    picture(&state)
}

fn picture(state: &State) -> String {
    let theme = ThemeChanges::default().theme(Background::Dark, ColorDepth::True);
    let mut painter = Painter::new(&theme);
    painter.draw(state);
    let buffer = painter.buffer();
    let rows = (1..ROWS).map(|row| row_text(&buffer, row));
    let rows: Vec<String> = rows.collect();
    rows.join("\n").trim_end().to_owned()
}

fn row_text(buffer: &Buffer, row: u16) -> String {
    let mut text = String::new();
    let mut column = 0;
    while column < buffer.area.width {
        let cell = &buffer[(column, row)];
        text.push_str(cell.symbol());
        column += cell.cell_width().max(1);
    }
    text.trim_end().to_owned()
}

#[test]
fn every_piece_reads_well_as_a_document_and_on_the_page() {
    let fixtures = fixtures();
    assert!(fixtures.len() >= 60);
    for fixture in &fixtures {
        let document = document(&fixture.html);
        let mut shown = outline::of(&document);
        for columns in WIDTHS {
            let page = page(fixture, &document, columns);
            shown = format!("{shown}\n──── {columns} columns ────\n{page}\n");
        }
        insta::with_settings!({omit_expression => true, prepend_module_to_snapshot => false}, {
            insta::assert_snapshot!(fixture.name.clone(), shown);
        });
    }
}

#[test]
fn the_text_stands_in_the_middle_of_a_wide_pane_or_where_it_begins() {
    let size = Size {
        columns: 120,
        rows: ROWS,
    };
    let document = document("<p>words</p>");
    let mut state = reading(&document, "title", None, size);
    assert!(picture(&state).starts_with(&format!("{}title", " ".repeat(20))));
    state.interface.text_column = TextColumn::Start;
    assert!(picture(&state).starts_with(" title"));
}
