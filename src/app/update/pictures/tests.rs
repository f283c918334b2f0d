use crate::app::fixture::{Content, NOON, loaded, loaded_article, press};
use crate::app::{
    CellSize, Effect, LoadedArticle, Message, PictureSize, RequestId, Room, State, WantedPicture,
    update,
};
use crate::config::Images;
use crate::lang::Phrase;
use crate::model::{Block, Details, Document, Enclosure, Link, LinkIndex, Paragraph};
use crate::text::CleanText;

const CELL: CellSize = CellSize {
    width: 10,
    height: 20,
};
/// Ten columns and five rows.
const SMALL: PictureSize = PictureSize {
    width: 100,
    height: 100,
};

fn paragraph(text: &str) -> Paragraph {
    Paragraph {
        text: CleanText::line(text),
        ..Paragraph::default()
    }
}

/// A document of so many pictures, each with some lines of text before it, and many lines after the last.
fn document(pictures: usize) -> Document {
    let mut blocks = Vec::new();
    for n in 0..pictures {
        blocks.push(Block::Paragraph(paragraph(&format!("Before {n}."))));
        blocks.push(Block::Image {
            alt: paragraph(&format!("Picture {n}")),
            source: Some(LinkIndex(n)),
            link: None,
        });
    }
    blocks.extend((0..60).map(|n| Block::Paragraph(paragraph(&format!("Line {n}.")))));
    let url = |n| format!("https://pictures.example/{n}.png");
    Document {
        blocks,
        links: (0..pictures).map(|n| Link { url: url(n) }).collect(),
    }
}

/// A screen that can show pictures, with an article of some pictures open.
fn reading(pictures: usize, images: Images) -> (State, Vec<Effect>) {
    let mut state = loaded(80, 24, Content::Ltr);
    state.interface.pictures = Some(CELL);
    press(&mut state, "l");
    open(&mut state, pictures, images)
        .map(|effects| (state, effects))
        .unwrap()
}

/// Opens the selected entry, and gives what is to be done then.
fn open(state: &mut State, pictures: usize, images: Images) -> Option<Vec<Effect>> {
    open_with(state, document(pictures), Details::default(), images)
}

fn open_with(
    state: &mut State,
    document: Document,
    details: Details,
    images: Images,
) -> Option<Vec<Effect>> {
    let effects = press(state, "enter");
    let (request, entry) = effects.iter().find_map(|effect| match effect {
        Effect::LoadArticle { request, entry } => Some((*request, *entry)),
        _ => None,
    })?;
    let article = LoadedArticle {
        images,
        details,
        ..loaded_article(entry, document)
    };
    let article = Some(Box::new(article));
    Some(update(
        state,
        Message::ArticleLoaded { request, article },
        NOON,
    ))
}

fn wanted(effects: &[Effect]) -> Vec<(RequestId, &WantedPicture)> {
    let wanted = |effect| match effect {
        &Effect::LoadPicture {
            request,
            ref picture,
        } => Some((request, picture)),
        _ => None,
    };
    effects.iter().filter_map(wanted).collect()
}

fn asked(effects: &[Effect]) -> Vec<RequestId> {
    wanted(effects)
        .iter()
        .map(|(request, _)| *request)
        .collect()
}

fn came(state: &mut State, request: RequestId, size: PictureSize) -> Vec<Effect> {
    let room = Room {
        columns: 45,
        rows: 21,
    };
    let picture = Ok((size, room.taken_by(size, CELL)));
    update(state, Message::PictureCame { request, picture }, NOON)
}

/// The rows on the screen: text, `#` for a row of a picture that is here, or nothing.
fn shown(state: &State) -> Vec<String> {
    let article = state.article.as_ref().unwrap();
    let text = |row: crate::app::Row| match article.picture_row(&row) {
        Some((_, above)) => format!("#{above}"),
        None => row
            .line
            .map(|line| line.cells.iter().map(|cell| cell.symbol.as_str()).collect())
            .unwrap_or_default(),
    };
    article.rows().take(22).map(text).collect()
}

fn notice(state: &State) -> Option<&Phrase> {
    state.notice.as_ref().map(|notice| &notice.phrase)
}

#[test]
fn i_shows_the_pictures_and_hides_them_again() {
    let (mut state, effects) = reading(1, Images::OnDemand);
    assert!(wanted(&effects).is_empty(), "nobody asked");
    let before = shown(&state);
    let effects = press(&mut state, "i");
    let [(request, picture)] = wanted(&effects)[..] else {
        panic!("{effects:?}")
    };
    assert_eq!(picture.url, "https://pictures.example/0.png");
    assert!(picture.feed.starts_with("http"), "{}", picture.feed);
    assert!(
        shown(&state)
            .iter()
            .any(|row| row.contains("▣ Picture 0 · loading …"))
    );
    came(&mut state, request, SMALL);
    let rows = shown(&state);
    let at = rows.iter().position(|row| row == "#0").unwrap();
    assert_eq!(rows[at - 2..at], ["Before 0.", ""]);
    assert_eq!(rows[at + 4], "#4");
    assert_eq!(rows[at + 5], "▣ Picture 0", "close under its picture");
    press(&mut state, "i");
    assert_eq!(shown(&state), before);
    let key = "i".to_owned();
    assert_eq!(notice(&state), Some(&Phrase::StatusPicturesHidden { key }));
    // It is still here.
    assert!(wanted(&press(&mut state, "i")).is_empty());
    assert_eq!(shown(&state), rows);
}

#[test]
fn settings_say_when_pictures_are_shown_unasked() {
    for (images, unasked) in [
        (Images::Off, false),
        (Images::OnDemand, false),
        (Images::Auto, true),
        (Images::Auto.over_a_line(), false),
        (Images::Always.over_a_line(), true),
    ] {
        let mut state = loaded(80, 24, Content::Ltr);
        state.interface.pictures = Some(CELL);
        press(&mut state, "l");
        let effects = open(&mut state, 1, images).unwrap();
        assert_eq!(wanted(&effects).len(), usize::from(unasked), "{images:?}");
        let effects = press(&mut state, "i");
        let asked = !unasked && images != Images::Off;
        assert_eq!(wanted(&effects).len(), usize::from(asked), "{images:?}");
    }
}

#[test]
fn a_picture_that_comes_beside_the_text_is_shown_under_it() {
    let mut state = loaded(80, 24, Content::Ltr);
    state.interface.pictures = Some(CELL);
    press(&mut state, "l");
    let file = |url: &str, kind| Enclosure {
        url: url.to_owned(),
        media_type: Some(CleanText::line(kind)),
        length: None,
    };
    let details = Details {
        enclosures: vec![
            file("https://files.example/a.jpg", "image/jpeg"),
            file("https://files.example/b.mp3", "audio/mpeg"),
        ],
        ..Details::default()
    };
    let short = Document {
        blocks: vec![Block::Paragraph(paragraph("Short."))],
        links: Vec::new(),
    };
    let effects = open_with(&mut state, short, details, Images::Auto).unwrap();
    let [(request, picture)] = wanted(&effects)[..] else {
        panic!("{effects:?}")
    };
    assert_eq!(picture.url, "https://files.example/a.jpg");
    came(&mut state, request, SMALL);
    let rows = shown(&state);
    let at = rows.iter().position(|row| row == "#4").unwrap();
    assert_eq!(rows[at + 1], "▣ image/jpeg");
}

#[test]
fn the_foot_offers_pictures_only_where_i_shows_some() {
    for (pictures, images, offered) in [
        (1, Images::OnDemand, true),
        (1, Images::Always, false),
        (1, Images::Off, false),
        (0, Images::OnDemand, false),
    ] {
        let (mut state, _) = reading(pictures, images);
        assert_eq!(state.hides_pictures(), offered, "{pictures} {images:?}");
        state.interface.pictures = None;
        assert!(!state.hides_pictures(), "where there are no colours");
    }
}

#[test]
fn i_says_why_there_are_no_pictures() {
    let (mut state, _) = reading(1, Images::Off);
    press(&mut state, "i");
    assert_eq!(notice(&state), Some(&Phrase::StatusPicturesOff));
    let (mut state, _) = reading(0, Images::OnDemand);
    press(&mut state, "i");
    assert_eq!(notice(&state), Some(&Phrase::StatusPicturesLacking));
    state.interface.pictures = None;
    press(&mut state, "i");
    assert_eq!(notice(&state), Some(&Phrase::StatusPicturesNone));
}

#[test]
fn four_pictures_come_at_a_time_and_none_that_is_far_away() {
    let (mut state, effects) = reading(30, Images::Auto);
    let mut coming = asked(&effects);
    assert_eq!(coming.len(), 4);
    let mut all = 4;
    while let Some(request) = coming.pop() {
        let more = asked(&came(&mut state, request, SMALL));
        assert!(coming.len() + more.len() <= 4);
        all += more.len();
        coming.extend(more);
    }
    // Nine rows each: a screen and the next have five at most.
    assert!((5..=8).contains(&all), "{all}");
    let next = asked(&press(&mut state, "space"));
    assert!(!next.is_empty(), "the reader came closer to others");
}

#[test]
fn who_comes_from_the_end_finds_the_pictures_before_it() {
    let mut document = document(0);
    document.blocks.push(Block::Image {
        alt: paragraph("Last"),
        source: Some(LinkIndex(0)),
        link: None,
    });
    let end = |n| Block::Paragraph(paragraph(&format!("End {n}.")));
    document.blocks.extend((0..12).map(end));
    document.links.push(Link {
        url: "https://pictures.example/last.png".to_owned(),
    });
    let mut state = loaded(80, 24, Content::Ltr);
    state.interface.pictures = Some(CELL);
    press(&mut state, "l");
    let effects = open_with(&mut state, document, Details::default(), Images::Auto).unwrap();
    assert!(asked(&effects).is_empty(), "it is far from the beginning");
    let effects = press(&mut state, "G");
    let before = shown(&state);
    assert!(!before.iter().any(|row| row.contains("Last")));
    came(&mut state, asked(&effects)[0], SMALL);
    assert_eq!(shown(&state), before, "its rows come in above");
}

#[test]
fn the_place_of_the_reader_stays_where_it_is() {
    let (mut state, effects) = reading(2, Images::Auto);
    let requests = asked(&effects);
    // Both pictures are above the screen when they come.
    press(&mut state, "j j j j j j j j j j j j");
    let before = shown(&state);
    assert!(before[0].starts_with("Line") || before[1].starts_with("Line"));
    for request in requests {
        came(&mut state, request, SMALL);
        assert_eq!(shown(&state), before);
    }
    press(&mut state, "i");
    assert_eq!(shown(&state), before);
    press(&mut state, "g g");
    assert!(!shown(&state).contains(&"#0".to_owned()));
}

#[test]
fn the_alternative_text_at_the_top_stays_there_when_its_picture_comes() {
    let (mut state, effects) = reading(1, Images::Auto);
    let request = asked(&effects)[0];
    while !shown(&state)[0].starts_with("▣") {
        press(&mut state, "j");
    }
    came(&mut state, request, SMALL);
    assert_eq!(shown(&state)[0], "▣ Picture 0");
    press(&mut state, "k");
    assert_eq!(shown(&state)[..2], ["#4", "▣ Picture 0"]);
}

#[test]
fn a_picture_that_does_not_come_says_why_and_can_be_asked_for_again() {
    let (mut state, effects) = reading(1, Images::Auto);
    let request = asked(&effects)[0];
    let picture = Err(Phrase::PictureBroken);
    let effects = update(&mut state, Message::PictureCame { request, picture }, NOON);
    assert!(asked(&effects).is_empty(), "once is enough");
    let note = "▣ Picture 0 · not shown: it is damaged";
    assert!(
        shown(&state).contains(&note.to_owned()),
        "{:?}",
        shown(&state)
    );
    press(&mut state, "i");
    assert!(shown(&state).contains(&"▣ Picture 0".to_owned()));
    assert_eq!(asked(&press(&mut state, "i")).len(), 1);
}

#[test]
fn words_found_in_what_is_said_of_a_picture_may_go_with_it() {
    let (mut state, effects) = reading(1, Images::Auto);
    let request = asked(&effects)[0];
    press(&mut state, "/ l o a d i n g enter");
    assert!(shown(&state).iter().any(|row| row.contains("loading")));
    came(&mut state, request, SMALL);
    let before = shown(&state);
    assert!(!before.iter().any(|row| row.contains("loading")));
    press(&mut state, "; ,");
    assert_eq!(shown(&state), before);
}

#[test]
fn a_picture_for_another_article_changes_nothing() {
    let (mut state, effects) = reading(1, Images::Auto);
    let request = asked(&effects)[0];
    press(&mut state, "h j");
    open(&mut state, 1, Images::OnDemand).unwrap();
    let before = shown(&state);
    came(&mut state, request, SMALL);
    assert_eq!(shown(&state), before);
    press(&mut state, "q");
    came(&mut state, request, SMALL);
    assert!(state.article.is_none());
}

#[test]
fn a_picture_is_made_anew_for_a_screen_of_another_size_and_its_rows_stay_till_then() {
    let large = PictureSize {
        width: 2000,
        height: 500,
    };
    let (mut state, effects) = reading(1, Images::Auto);
    let room = wanted(&effects)[0].1.room;
    let request = asked(&effects)[0];
    let picture = Ok((large, room.taken_by(large, CELL)));
    let effects = update(&mut state, Message::PictureCame { request, picture }, NOON);
    assert!(asked(&effects).is_empty(), "it fits");
    assert!(shown(&state).contains(&"#0".to_owned()));
    let size = crate::app::Size {
        columns: 50,
        rows: 24,
    };
    let effects = update(&mut state, Message::Resized(size), NOON);
    let [(request, picture)] = wanted(&effects)[..] else {
        panic!("{effects:?}")
    };
    assert_ne!(picture.room, room);
    let rows = shown(&state);
    assert!(
        !rows
            .iter()
            .any(|row| row.starts_with('#') || row.contains("loading"))
    );
    let taken = picture.room.taken_by(large, CELL);
    let picture = Ok((large, taken));
    update(&mut state, Message::PictureCame { request, picture }, NOON);
    let now = shown(&state);
    let same = |(one, other): (&String, &String)| one == other || one.starts_with('#');
    assert!(now.iter().zip(&rows).all(same), "nothing moves");
    assert_eq!(
        now.iter().filter(|row| row.starts_with('#')).count(),
        usize::from(taken.rows)
    );
}

#[test]
fn a_picture_is_made_anew_for_as_many_cells_of_another_size() {
    let large = PictureSize {
        width: 2000,
        height: 500,
    };
    let (mut state, effects) = reading(1, Images::Auto);
    let (request, room) = (asked(&effects)[0], wanted(&effects)[0].1.room);
    let came = |state: &mut State, request| {
        let picture = Ok((large, room.taken_by(large, CELL)));
        update(state, Message::PictureCame { request, picture }, NOON)
    };
    came(&mut state, request);
    let before = shown(&state);
    assert!(before.contains(&"#0".to_owned()));
    // The reader has taken a smaller font, and the window is smaller as well.
    let half = CellSize {
        width: 5,
        height: 10,
    };
    assert_eq!(room.taken_by(large, half), room.taken_by(large, CELL));
    let effects = update(&mut state, Message::CellsMeasured(half), NOON);
    assert!(!shown(&state).contains(&"#0".to_owned()));
    came(&mut state, asked(&effects)[0]);
    assert_eq!(shown(&state), before);
    // Hidden, it is measured by nobody.
    press(&mut state, "i");
    update(&mut state, Message::CellsMeasured(CELL), NOON);
    let effects = press(&mut state, "i");
    assert_eq!(asked(&effects).len(), 1);
}

#[test]
fn a_picture_that_others_took_the_room_of_is_brought_again_without_moving_anything() {
    let (mut state, effects) = reading(1, Images::Auto);
    let request = asked(&effects)[0];
    came(&mut state, request, SMALL);
    let before = shown(&state);
    let effects = update(&mut state, Message::PictureDropped { request }, NOON);
    let again = asked(&effects);
    assert_eq!(again.len(), 1);
    came(&mut state, again[0], SMALL);
    assert_eq!(shown(&state), before);
}

#[test]
fn nothing_is_fetched_for_an_article_that_is_not_on_the_screen() {
    let mut state = loaded(50, 24, Content::Ltr);
    state.interface.pictures = Some(CELL);
    press(&mut state, "l");
    let effects = open(&mut state, 9, Images::Auto).unwrap();
    let requests = asked(&effects);
    press(&mut state, "h");
    for request in requests {
        assert!(asked(&came(&mut state, request, SMALL)).is_empty());
    }
    assert!(!asked(&press(&mut state, "tab")).is_empty());
}
