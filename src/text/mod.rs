//! Text on a grid of cells: cleaning, direction, shaping, line breaking, visual order.
//!
//! Everything shown is laid out here, once: drawing, scrolling, search marks and the mouse ask the
//! [`Line`]s that [`layout`] and [`layout_line`] give. Nothing else measures text.
//!
//! The way of a text: [`CleanText`] makes it safe, [`base_direction`] finds the direction of its
//! paragraph, [`layout`] cuts it into [`clusters`], joins Arabic letters, breaks it into lines in
//! logical order and puts every line into visual order. [`Sought`] finds [`Words`] in it, [`Needle`] and
//! [`Folded`] any letters, [`LineEditor`] edits it.
//!
//! Nothing here fails: every string at every width has a layout. Offsets are bytes of the source text,
//! in logical order; columns are terminal cells, in visual order, counted from the left.
//!
//! ```
//! use newsterm::text::{CleanText, Direction, Options, base_direction, layout};
//!
//! let text = CleanText::line("سلام (world)");
//! let base = base_direction(&text, None, Direction::Ltr);
//! let lines = layout(&text, &[], 20, &Options { base, ..Options::default() });
//! assert_eq!(lines[0].to_string(), "(world) ﻡﻼﺳ");
//! ```

mod beside;
pub mod bidi;
mod breaks;
mod clean;
mod cluster;
mod digits;
mod direction;
mod editor;
mod fold;
mod forms;
mod grid;
mod isolate;
mod justify;
mod layout;
mod line;
mod numbers;
mod paragraph;
mod reading;
mod shape;
mod signs;
mod style;
mod width;
mod words;
mod wrap;

pub use beside::{Column, ColumnAlign, beside};
pub use breaks::line_breaks;
pub use clean::CleanText;
pub(crate) use clean::cleaned;
pub use cluster::clusters;
pub use digits::{Digits, digit};
pub use direction::{Direction, base_direction, language_direction};
pub use editor::{ArrowKey, ArrowPolicy, EditorView, LineEditor, Motion};
pub use fold::{Folded, Needle, fold};
pub use grid::{Grid, GridRow};
pub use isolate::{isolated, without_isolates};
pub use justify::Justify;
pub use layout::{Options, layout, layout_line};
pub use line::{Cell, Line};
pub use reading::reading_time;
pub use style::{StyleId, StyleRun};
pub(crate) use width::symbol_width;
pub use words::{Letters, Sought, WORDS_VERSION, Word, Words};
