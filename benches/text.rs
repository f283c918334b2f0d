//! The room `text`: an article laid out, beside a plain wrapper on the same text; titles; typing; cleaning.
//!
//! What counts is a ratio of one run: `layout` to `textwrap` in the same row.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use newsterm::text::{
    CleanText, Direction, Folded, LineEditor, Needle, Options, base_direction, layout, layout_line,
};

fn main() {
    divan::main();
}

/// Columns of an article.
const WIDTH: u16 = 100;
/// Bytes of an article.
const ARTICLE: usize = 200 * 1024;

const ARABIC: [&str; 4] = [
    "أربعون عاما لم يقل المصباح شيئا، وفي الأسبوع الماضي ركّب الحارس أنبوب أرغن قديما بثمن 250 دولارا.",
    "قال الصيادون إنهم يسمعون الضباب (حين يأتي) قبل أن يروه، وإن السمك لا يمانع.",
    "تعلن شركة Pipes & Co. أن الأنبوب رقم 12 صُنع عام ١٩٣٤، وأن صوته «مي» منخفض.",
    "وفي المساء تغلق المقاهي أبوابها وتبقى النوافذ مفتوحة لمن أراد أن يصغي إلى الأخبار.",
];

const ENGLISH: [&str; 4] = [
    "For forty years the lamp said nothing, and last week the keeper fitted an old organ pipe at a price of $250.",
    "The fishermen say that they hear the fog (when it comes) before they see it, and that the fish don't mind.",
    "A well-known maker, Pipes & Co., says that pipe number 12 was made in 1934, and that its voice is a low E.",
    "In the evening the cafes shut their doors, and the windows stay open for those who want to hear the news.",
];

const LANGUAGES: [&str; 2] = ["arabic", "english"];

fn sentences(language: &str) -> [&'static str; 4] {
    if language == "arabic" {
        ARABIC
    } else {
        ENGLISH
    }
}

/// Paragraphs of four to seven sentences.
fn article(language: &str) -> Vec<CleanText> {
    let sentences = sentences(language);
    let mut bytes = 0;
    (0..ARTICLE)
        .map(|paragraph| {
            let sentence = |n| sentences[(paragraph + n) % sentences.len()];
            let text: Vec<&str> = (0..4 + paragraph % 4).map(sentence).collect();
            CleanText::line(&text.join(" "))
        })
        .take_while(|paragraph| {
            bytes += paragraph.as_str().len();
            bytes <= ARTICLE
        })
        .collect()
}

fn options(text: &CleanText) -> Options {
    Options {
        base: base_direction(text, None, Direction::Ltr),
        ..Options::default()
    }
}

/// An article of 200 kB is laid out at a width of 100, paragraph by paragraph as it is read: clusters, shapes,
/// levels, breaks, lines, visual order.
#[divan::bench(args = LANGUAGES)]
fn article_layout(bencher: Bencher, language: &str) {
    let article = article(language);
    let options = options(&article[0]);
    bencher.counter(BytesCount::new(ARTICLE)).bench(|| {
        let lines = |text| layout(black_box(text), &[], WIDTH, &options).len();
        article.iter().map(lines).sum::<usize>()
    });
}

/// What textwrap does to the same text, filling lines greedily with the breaks of unicode-linebreak.
#[divan::bench(args = LANGUAGES)]
fn article_textwrap(bencher: Bencher, language: &str) {
    let article = article(language);
    let options = textwrap::Options::new(usize::from(WIDTH))
        .word_separator(textwrap::WordSeparator::UnicodeBreakProperties)
        .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit);
    bencher.counter(BytesCount::new(ARTICLE)).bench(|| {
        let lines = |text: &CleanText| textwrap::wrap(black_box(text.as_str()), &options).len();
        article.iter().map(lines).sum::<usize>()
    });
}

/// The titles of a screen are laid out, each cut to its column.
#[divan::bench(args = LANGUAGES)]
fn titles(bencher: Bencher, language: &str) {
    let titles = sentences(language).map(CleanText::line);
    let options = titles.each_ref().map(options);
    bencher.bench(|| {
        (0..40)
            .map(|row| layout_line(black_box(&titles[row % 4]), &[], 60, &options[row % 4]))
            .collect::<Vec<_>>()
    });
}

/// The titles of a screen are searched for what is lit up in them.
#[divan::bench(args = LANGUAGES)]
fn search_hits(bencher: Bencher, language: &str) {
    let titles = sentences(language);
    let query = Needle::new(if language == "arabic" {
        "الاخبار"
    } else {
        "news"
    });
    bencher.bench(|| {
        (0..40)
            .map(|row| Folded::new(titles[row % 4]).find(black_box(&query)).len())
            .sum::<usize>()
    });
}

/// A sentence is typed letter by letter into a prompt that is drawn after each.
#[divan::bench(args = LANGUAGES)]
fn typing(bencher: Bencher, language: &str) {
    let sentence = sentences(language)[0];
    bencher.bench(|| {
        let mut editor = LineEditor::default();
        let mut letter = [0; 4];
        for c in sentence.chars() {
            editor.insert(c.encode_utf8(&mut letter));
            black_box(editor.view(60, Direction::Ltr));
        }
        editor
    });
}

/// Titles are cleaned: some as they should be, some with an escape sequence and doubled spaces.
#[divan::bench(args = ["arabic", "english", "hostile"])]
fn clean_lines(bencher: Bencher, language: &str) {
    let titles: Vec<String> = if language == "hostile" {
        ARABIC
            .iter()
            .map(|title| title.replace(' ', " \u{1b}[31m\u{202e} "))
            .collect()
    } else {
        sentences(language).map(str::to_owned).to_vec()
    };
    bencher
        .counter(BytesCount::new(
            titles.iter().map(String::len).sum::<usize>(),
        ))
        .bench(|| {
            titles
                .iter()
                .map(|title| CleanText::line(black_box(title)))
                .collect::<Vec<_>>()
        });
}
