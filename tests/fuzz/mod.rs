//! Whatever is sent can do nothing but be read: strings of every kind through the whole of `text`.
//!
//! `PROPTEST_CASES` says how many.

mod feeds;
mod lists;
mod mutation;
mod strings;

use std::cell::Cell;
use std::time::{Duration, Instant};

use newsterm::text::{
    ArrowKey, ArrowPolicy, CleanText, Direction, Folded, Line, LineEditor, Motion, Options, Query,
    layout, layout_line,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::figures;

/// A string as it may be sent, and what is done with it.
#[derive(Clone, Debug)]
struct Trial {
    sent: String,
    width: u16,
    options: Options,
    /// What is done in the prompt, a number for each key.
    keys: Vec<u8>,
}

fn trial() -> impl Strategy<Value = Trial> {
    let keys = prop::collection::vec(any::<u8>(), 0..12);
    (strings::any_string(), 1..=200_u16, any::<[bool; 2]>(), keys).prop_map(
        |(sent, width, [rtl, strip_tashkeel], keys)| Trial {
            sent,
            width,
            options: Options {
                base: if rtl { Direction::Rtl } else { Direction::Ltr },
                strip_tashkeel,
                ..Options::default()
            },
            keys,
        },
    )
}

/// What no clean text holds.
fn is_forbidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(
            c,
            '\u{202d}' | '\u{202e}' | '\u{feff}' | '\u{fff9}'
                ..='\u{fffb}' | '\u{2028}' | '\u{2029}'
        )
        || matches!(c, '\u{e0000}'..='\u{e007f}' | '\u{fdd0}'..='\u{fdef}')
        || u32::from(c) & 0xfffe == 0xfffe
}

/// What no cell shows: also no blank but the space, and nothing that directs.
fn is_invisible(c: char) -> bool {
    is_forbidden(c)
        || matches!(c, '\n' | '\t' | '\u{61c}' | '\u{200e}' | '\u{200f}')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Isolates that are not closed, embeddings that are not closed.
fn open_controls(text: &str) -> (i32, i32) {
    text.chars()
        .fold((0, 0), |(isolates, embeddings), c| match c {
            '\u{2066}'..='\u{2068}' => (isolates + 1, embeddings),
            '\u{2069}' => (isolates - 1, embeddings),
            '\u{202a}' | '\u{202b}' => (isolates, embeddings + 1),
            '\u{202c}' => (isolates, embeddings - 1),
            _ => (isolates, embeddings),
        })
}

fn assert_clean(text: &CleanText, again: &CleanText) {
    assert!(!text.as_str().contains(is_forbidden), "{text:?}");
    assert_eq!(open_controls(text.as_str()), (0, 0), "{text:?}");
    assert_eq!(text, again, "cleaning twice is cleaning once");
}

fn assert_fits(line: &Line, source: &str, width: u16) {
    let columns: u16 = line.cells.iter().map(|cell| u16::from(cell.width)).sum();
    assert_eq!(line.width, columns);
    assert!(line.width <= width, "{columns} of {width}: {source:?}");
    for cell in &line.cells {
        assert!(!cell.symbol.contains(is_invisible), "{cell:?}");
        assert!(matches!(cell.width, 1 | 2), "{cell:?}");
        assert!(source.get(cell.source_bytes()).is_some(), "{cell:?}");
    }
}

fn read(trial: &Trial) {
    let Trial {
        sent,
        width,
        options,
        ..
    } = trial;
    for text in [CleanText::line(sent), CleanText::block(sent)] {
        for line in layout(&text, &[], *width, options) {
            assert_fits(&line, text.as_str(), *width);
        }
        let line = layout_line(&text, &[], *width, options);
        assert_fits(&line, text.as_str(), *width);
    }
    let (line, block) = (CleanText::line(sent), CleanText::block(sent));
    assert_clean(&line, &CleanText::line(line.as_str()));
    assert_clean(&block, &CleanText::block(block.as_str()));
    assert!(!line.as_str().contains(['\n', '\t']));
    let query: String = line.as_str().chars().take(3).collect();
    for hit in Folded::new(block.as_str()).find(&Query::new(&query)) {
        assert!(block.as_str().get(hit).is_some(), "{query:?} in {block:?}");
    }
}

fn edit(trial: &Trial) {
    let typed: String = trial.sent.chars().take(200).collect();
    let mut editor = LineEditor::new(&typed);
    for key in &trial.keys {
        press(&mut editor, *key, &typed);
        let view = editor.view(trial.width, trial.options.base);
        assert!(editor.text().get(editor.caret()..).is_some());
        assert!(!editor.text().contains(is_forbidden));
        assert!(view.caret < trial.width);
        assert_fits(&view.line, editor.text(), trial.width);
    }
}

fn press(editor: &mut LineEditor, key: u8, typed: &str) {
    let arrow = if key & 16 == 0 {
        ArrowKey::Left
    } else {
        ArrowKey::Right
    };
    match key % 12 {
        0 => editor.arrow(arrow, ArrowPolicy::Visual, Direction::Ltr),
        1 => editor.arrow(arrow, ArrowPolicy::Logical, Direction::Rtl),
        2 => editor.backspace(),
        3 => editor.delete(),
        4 => editor.delete_word(),
        5 => editor.step(Motion::Start),
        6 => editor.step(Motion::End),
        7 => editor.step(Motion::WordBack),
        8 => editor.step(Motion::WordForward),
        9 => editor.step(Motion::Back),
        10 => editor.step(Motion::Forward),
        _ => editor.insert(
            &typed
                .chars()
                .skip(usize::from(key))
                .take(3)
                .collect::<String>(),
        ),
    }
}

/// The trial that took longest, in all and by the byte (of strings that are not short).
#[derive(Clone, Copy, Default)]
struct Slowest {
    whole: (Duration, usize),
    by_byte: (Duration, usize),
}

impl Slowest {
    fn note(&mut self, took: Duration, bytes: usize) {
        self.whole = self.whole.max((took, bytes));
        if let Some(by_byte) = took
            .checked_div(u32::try_from(bytes).unwrap_or(0))
            .filter(|_| bytes >= 256)
        {
            self.by_byte = self.by_byte.max((by_byte, bytes));
        }
    }
}

#[test]
fn whatever_is_sent_can_only_be_read() {
    let config = Config {
        source_file: Some(file!()),
        ..Config::default()
    };
    let cases = config.cases;
    let slowest = Cell::new(Slowest::default());
    let outcome = TestRunner::new(config).run(&trial(), |trial| {
        let start = Instant::now();
        read(&trial);
        edit(&trial);
        let mut noted = slowest.get();
        noted.note(start.elapsed(), trial.sent.len());
        slowest.set(noted);
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
    let Slowest { whole, by_byte } = slowest.get();
    figures::show(format_args!(
        "{cases} strings; the slowest {:?} for {} bytes, by the byte {:?} in {} bytes",
        whole.0, whole.1, by_byte.0, by_byte.1
    ));
}

/// The time of the fastest of a few tries, of which there is one where that is below a bound: whatever else a machine
/// does, it does not slow down each of them a hundred times.
fn fastest(bound: Duration, mut work: impl FnMut() -> Duration) -> Duration {
    let mut fastest = work();
    for _ in 0..4 {
        if fastest < bound {
            break;
        }
        fastest = fastest.min(work());
    }
    fastest
}
